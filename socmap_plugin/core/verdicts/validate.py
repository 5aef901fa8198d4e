"""Validate Map: a map against what was observed at points that it was not made with."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..covariates.covariate_list import BandSource
from ..intervals.labels import USUAL_COVERAGE, promised_by_all
from ..jobs.inputs import RasterLayer
from ..jobs.tasks import input_files
from ..jobs.verdicts import ValidateMapJob
from ..raster.input_files import files_behind
from ..raster.known_files import describe
from ..raster.projection import parse_crs
from ..raster.reading import NativeStack
from ..runtime.csv_text import cell
from ..runtime.errors import InputError
from ..runtime.numbers import is_measurement
from ..runtime.outputs import claimed
from ..runtime.progress import Progress
from ..runtime.seeds import VERDICT, generator
from .designs import Design, areas_of, simple, stratified, unequal
from .measures import BIAS, COVERED, R2, RMSE, Measure, Pairs, bootstrap, measure

Floats = NDArray[np.float64]
LEAST_POINTS = 5  # below, an interval says nothing


@dataclass(frozen=True)
class Verdict:
    """What is known of a map.

    Attributes
    ----------
    job
        What was asked for.
    unit
        Of the map, '' where its file does not say it.
    rows
        (n,) positions in the job's table of the points that count.
    pairs
        What was observed at them and what the map says.
    limits
        (n, 2) lower and upper limits of the map at them; None without.
    design
        How they were selected; None where they are no probability sample.
    measures
        By name.
    dropped
        How many points do not count, by reason.
    promised
        The share of observations that the limits promise to hold.
    """

    job: ValidateMapJob
    unit: str
    rows: NDArray[np.int64]
    pairs: Pairs
    limits: Floats | None
    design: Design | None
    measures: dict[str, Measure]
    dropped: dict[str, int]
    promised: float = USUAL_COVERAGE

    @property
    def line(self) -> str:
        """The verdict in one sentence."""
        unit = f" {self.unit}" if self.unit else ""
        parts = [
            f"RMSE {ranged(self.measures[RMSE])}{unit}",
            f"R2 {ranged(self.measures[R2])}{self._against_one_value()}",
        ]
        parts.append(f"bias {ranged(self.measures[BIAS])}{unit}")
        if COVERED in self.measures:
            found = self.measures[COVERED]
            parts.append(
                f"its limits hold {100 * found.value:.0f} % of what is observed ({100 * found.lower:.0f} to "
                f"{100 * found.upper:.0f}) where {100 * self.promised:.3g} % are promised, {self._kept(found)}"
            )
        points = f"{len(self.rows)} points, {IN_WORDS[self.job.design]}, 95 % intervals in brackets"
        return f"{'; '.join([*parts, points])}."

    def _against_one_value(self) -> str:
        """Return what an interval of R2 that reaches 0 means: a map without any pattern has an R2 of 0."""
        found = self.measures[R2]
        if found.upper <= 0:
            return ", so the mean everywhere would be no worse than the map"
        if found.lower <= 0:
            return ", so the map may be no better than the mean everywhere"
        return ""

    def _kept(self, found: Measure) -> str:
        """Return whether the limits hold what they promise, beyond what chance leaves open."""
        if found.upper < self.promised:
            return "so they are too narrow"
        if found.lower > self.promised:
            return "so they are wider than they need be"
        return "which agrees"


IN_WORDS = {
    "none": "not a probability sample",
    "simple": "simple random sample",
    "stratified": "stratified random sample",
    "probability": "sample with known inclusion probabilities",
}


def ranged(found: Measure) -> str:
    """Return a measure with its interval, in three digits."""
    return f"{found.value:.3g} ({found.lower:.3g} to {found.upper:.3g})"


def run(job: ValidateMapJob, progress: Progress) -> dict[str, Any]:
    """Judge the map of a job, and write measures, residuals and report.

    Raises
    ------
    InputError
        The map or the points cannot be read, the design lacks what it needs, or too few points lie on the map.
    """
    with claimed([job.metrics], (job.residuals, job.report), files_behind(input_files(job))) as claims:
        verdict = judge(job, progress)
        progress.log(verdict.line)
        with claims.whole(job.metrics, job.residuals, job.report) as (metrics, residuals, report):
            _write_measures(verdict, metrics)
            if job.residuals:
                _write_residuals(verdict, residuals)
            if job.report:
                from .validation_report import write_report

                write_report(verdict, report)
    numbers = {name: verdict.measures[name].value for name in (RMSE, R2, BIAS)}
    return {
        "metrics": job.metrics,
        "residuals": job.residuals,
        "report": job.report,
        "crs_wkt": job.points.crs_wkt,
        "unit": verdict.unit,
        "verdict": verdict.line,
        **{name: value for name, value in numbers.items() if np.isfinite(value)},  # JSON has no other numbers
    }


def judge(job: ValidateMapJob, progress: Progress) -> Verdict:
    """Return what is known of the map of a job."""
    if (job.lower is None) != (job.upper is None):
        raise InputError("Of the limits only one is given; give LOWER and UPPER, or neither.")
    rows, observed, dropped = _usable(job)
    layers = [layer for layer in (job.map, job.lower, job.upper) if layer is not None]
    values, there = _at_points(layers, job, rows)
    outside = ~there.all(axis=1)
    if outside.any():
        dropped["the map has no value there"] = int(outside.sum())
    rows, observed, values = rows[~outside], observed[~outside], values[~outside]
    for reason, count in dropped.items():
        progress.warn(f"{count} of {len(job.points.ids)} points do not count: {reason}.")
    if len(rows) < LEAST_POINTS:
        raise InputError(
            f"{len(rows)} of {len(job.points.ids)} points have a value and lie where the map has one, at least "
            f"{LEAST_POINTS} are needed; check the places of the points and OBSERVED."
        )
    limits = values[:, 1:] if len(layers) > 1 else None
    inside = None
    if limits is not None:
        inside = ((limits[:, 0] <= observed) & (observed <= limits[:, 1])).astype(np.float64)
    pairs = Pairs(observed, values[:, 0], inside)
    design = _design(job, rows)
    measures = measure(pairs, design) if design else bootstrap(pairs, generator(1, VERDICT))
    unit = describe(job.map)[1][0].unit
    share = _promised(job, progress) if limits is not None else USUAL_COVERAGE
    return Verdict(job, unit, rows, pairs, limits, design, measures, dropped, share)


def _promised(job: ValidateMapJob, progress: Progress) -> float:
    """Return what the limits promise: as their files say it, unless the job says something else."""
    limits = {"LOWER": job.lower, "UPPER": job.upper}
    share = promised_by_all(
        {name: describe(layer)[1][0].description for name, layer in limits.items() if layer is not None}
    )
    if share is not None and job.coverage not in (0, share):
        progress.warn(
            f"COVERAGE is {job.coverage:g}, and the files of the limits say that they hold {share:g}; they are judged "
            "by COVERAGE."
        )
    return job.coverage or share or USUAL_COVERAGE


def _usable(job: ValidateMapJob) -> tuple[NDArray[np.int64], Floats, dict[str, int]]:
    """Return the points that have all that the design asks for, what was observed at them, and why others have not."""
    table = job.points
    if job.design == "stratified" and not table.strata:
        raise InputError("DESIGN is stratified and the points have no strata; choose their field under STRATUM.")
    by_probability = job.design == "probability" or (job.design == "stratified" and not job.areas)
    if by_probability and not job.probabilities:
        remedy = "choose their field under PROBABILITY"
        if job.design == "stratified":
            remedy = "give the areas of the strata by STRATA_LAYER or STRATA_AREAS, or " + remedy
        raise InputError(f"DESIGN is {job.design} and the points have no inclusion probabilities; {remedy}.")
    if by_probability and len(job.probabilities) != len(table.ids):
        raise InputError(
            f"{len(table.ids)} points have {len(job.probabilities)} inclusion probabilities; give one a point."
        )
    reasons: list[str] = []
    for i, value in enumerate(table.target):
        if not is_measurement(value):
            reasons.append("OBSERVED is no number that can be measured")
        elif by_probability and not (job.probabilities[i] or 0) > 0:
            reasons.append("its inclusion probability is not above 0")
        elif job.design == "stratified" and not table.strata[i]:
            reasons.append("it has no stratum")
        else:
            reasons.append("")
    rows = np.array([i for i, reason in enumerate(reasons) if not reason], np.int64)
    observed = np.array([table.target[i] for i in rows.tolist()], np.float64)
    return rows, observed, dict(Counter(filter(None, reasons)))


def _at_points(layers: list[RasterLayer], job: ValidateMapJob, rows: NDArray[np.int64]) -> tuple[Floats, NDArray[Any]]:
    """Return the values of the pixels that contain the points, and whether they have any, both (n, layers)."""
    parse_crs(job.points.crs_wkt, f"The layer {job.points.layer!r}")
    x, y = (np.array(values, np.float64)[rows] for values in (job.points.x, job.points.y))
    with NativeStack([BandSource(layer, 1) for layer in layers], job.points.crs_wkt) as stack:
        values, there = stack.read(x, y)
    return values.astype(np.float64), there


def _design(job: ValidateMapJob, rows: NDArray[np.int64]) -> Design | None:
    if job.design == "simple":
        return simple(len(rows))
    chosen = rows.tolist()
    if job.design == "probability":
        return unequal(np.array([job.probabilities[i] for i in chosen], np.float64))
    if job.design == "stratified":
        strata = [job.points.strata[i] for i in chosen]
        areas = job.areas or areas_of(strata, np.array([job.probabilities[i] for i in chosen], np.float64))
        return stratified(strata, areas)
    return None


def _write_measures(verdict: Verdict, path: Path) -> None:
    with open(path, "w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(("measure", "value", "standard_error", "lower_95", "upper_95", "points", "design"))
        for name, found in verdict.measures.items():
            numbers = (f"{value:.10g}" for value in (found.value, found.error, found.lower, found.upper))
            writer.writerow((name, *numbers, len(verdict.rows), verdict.job.design))


def _write_residuals(verdict: Verdict, path: Path) -> None:
    """Write a row a point that counts: its place, what was observed and mapped, and the residual."""
    table, rows, pairs = verdict.job.points, verdict.rows.tolist(), verdict.pairs
    columns: dict[str, Any] = {
        "sample_id": [cell(table.ids[i]) for i in rows],
        "x": [table.x[i] for i in rows],
        "y": [table.y[i] for i in rows],
        "observed": pairs.observed.tolist(),
        "map": pairs.predicted.tolist(),
        "map_residual": (pairs.observed - pairs.predicted).tolist(),
    }
    if verdict.limits is not None and pairs.inside is not None:
        columns |= {"lower": verdict.limits[:, 0].tolist(), "upper": verdict.limits[:, 1].tolist()}
        columns["inside"] = pairs.inside.tolist()
    with open(path, "w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        writer.writerows(zip(*columns.values()))
