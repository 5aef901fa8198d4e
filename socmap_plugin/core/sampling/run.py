"""Where to Sample: places for new samples, and what they change."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..dataset.reference_grid import finest
from ..jobs.areas import ProposeSamplesJob
from ..jobs.inputs import SampleTable
from ..jobs.tasks import input_files
from ..models import model_file
from ..raster.grid import Grid
from ..raster.input_files import files_behind
from ..raster.known_files import describe
from ..raster.projection import metric_points, parse_crs, place_on
from ..raster.reading import NativeStack
from ..runtime.errors import InputError
from ..runtime.outputs import claimed
from ..runtime.progress import Progress
from ..runtime.seeds import PROPOSALS, generator
from .covariate_space import Allowed, coverage, dissimilarity, latin, nearest_distance
from .frame import Features, Floats, Frame, features_of_layers, features_of_model, frame_of
from .probability_samples import Drawn, simple, stratified

FOR_A_VERDICT = ("random", "stratified")
SAMPLE, RESERVE = "sample", "reserve"


@dataclass(frozen=True)
class Proposal:
    """Places that are proposed.

    Attributes
    ----------
    job, frame, names
        What was asked for, what could be chosen from, and the features by which places are compared.
    x, y
        (n,) in the CRS of the frame.
    drawn
        Of a probability sample, how it was drawn.
    existing
        (e, 2) places of the samples that there are.
    before, after
        (m,) distance of the candidates to the nearest sample in the space of the standardised covariates, without and
        with the new ones.
    """

    job: ProposeSamplesJob
    frame: Frame
    names: tuple[str, ...]
    x: Floats
    y: Floats
    drawn: Drawn | None
    existing: Floats
    before: Floats
    after: Floats

    @property
    def line(self) -> str:
        """The result in one sentence."""
        spare = 0 if self.drawn is None else int(self.drawn.reserve.sum())
        text = f"{len(self.x) - spare} places by the method {self.job.method}"
        text += f", {spare} in reserve" if spare else ""
        if self.job.method in FOR_A_VERDICT:
            return f"{text}, for Validate Map."
        if not np.isfinite(self.before).all():
            return f"{text}."
        return (
            f"{text}; the mean distance of the area to the nearest sample, in standard deviations of the covariates, "
            f"falls from {self.before.mean():.3g} to {self.after.mean():.3g}."
        )


def run(job: ProposeSamplesJob, progress: Progress) -> dict[str, Any]:
    """Propose the places of a job, and write them and the report.

    Raises
    ------
    InputError
        There is no raster, no usable pixel, or a setting would spoil the method.
    """
    _refuse_unclear(job)
    with claimed([job.points], [job.report], files_behind(input_files(job))) as claims:
        proposal = propose(job, progress)
        progress.log(proposal.line)
        if len(proposal.x) < job.count:
            progress.warn(
                f"Only {len(proposal.x)} of {job.count} places are left that are {job.minimum_distance:g} m apart; "
                "allow a smaller MINIMUM_DISTANCE, or a larger area."
                if job.minimum_distance
                else f"Only {len(proposal.x)} of {job.count} places are left; the area has no more pixels."
            )
        with claims.whole(job.points, job.report) as (points, report):
            _write_points(proposal, points)
            if job.report:
                from .report import write_report

                write_report(proposal, report)
    return {"points": job.points, "report": job.report, "crs_wkt": proposal.frame.grid.crs_wkt}


def propose(job: ProposeSamplesJob, progress: Progress) -> Proposal:
    """Return the places that a job asks for."""
    features, grid = _area(job)
    extra = [layer for layer in (job.cost, job.uncertainty) if layer is not None]
    frame = frame_of(features, extra, grid, job.mask, job.seed, progress.part(0, 0.7, "looking at the area"))
    mean, deviation = frame.values.mean(axis=0), frame.values.std(axis=0)
    deviation = np.where(deviation > 0, deviation, 1.0)
    own = (frame.values - mean) / deviation
    existing, known = _existing(job.existing, features, grid)
    known = (known - mean) / deviation
    rng = generator(job.seed, PROPOSALS)
    progress.report(0.75, "choosing places")
    drawn = None
    if job.method in FOR_A_VERDICT:
        draw = simple if job.method == "random" else stratified
        drawn = draw(frame, job.count, job.reserve, rng)
        x, y = drawn.x, drawn.y
        row, col = grid.pixel(x, y)
        new = _at_pixels(features, grid, row, col, mean, deviation)
    else:
        chosen = _chosen(job, frame, own, known, existing, rng)
        x, y = grid.xy(frame.row[chosen], frame.col[chosen])
        new = own[chosen]
    before = nearest_distance(own, known)
    after = np.minimum(before, nearest_distance(own, new))
    return Proposal(job, frame, features.names, x, y, drawn, existing, before, after)


def _area(job: ProposeSamplesJob) -> tuple[Features, Grid]:
    """Return what places are compared by, and the pixels of the area."""
    if job.covariates:
        grids = {layer: describe(layer)[0] for layer in dict.fromkeys(job.covariates)}
        return features_of_layers(list(grids)), grids[finest(grids)]
    contract = model_file.load(Path(job.model)).contract
    return features_of_model(contract.covariates), contract.grid


def _chosen(
    job: ProposeSamplesJob, frame: Frame, own: Floats, known: Floats, places: Floats, rng: np.random.Generator
) -> NDArray[np.int64]:
    count = min(job.count, len(own))
    allowed = _far_enough(job, frame, places)
    penalty, weight = np.ones(len(own)), np.ones(len(own))
    if job.cost is not None:
        cost = np.maximum(frame.extra[:, 0], 0.0)
        penalty = 1 + cost / (np.median(cost) or 1.0)
    if job.uncertainty is not None:
        width = np.maximum(frame.extra[:, -1], 0.0)
        weight = width / (width.mean() or 1.0)
    if job.method == "dissimilarity":
        return dissimilarity(own, known, count, weight / penalty, allowed)
    choose = coverage if job.method == "coverage" else latin
    return choose(own, known, count, penalty, allowed, rng)


def _far_enough(job: ProposeSamplesJob, frame: Frame, existing: Floats) -> Allowed:
    """Return a function that says which candidates are neither chosen nor too near to a sample or to a chosen one."""
    free = np.ones(len(frame.row), np.bool_)
    if not job.minimum_distance:

        def unused(chosen: list[int]) -> NDArray[np.bool_]:
            found = free.copy()
            found[chosen] = False
            return found

        return unused
    crs = frame.grid.crs_wkt
    places = metric_points(np.column_stack(frame.grid.xy(frame.row, frame.col)), crs)
    if len(existing):
        free = nearest_distance(places, metric_points(existing, crs)) >= job.minimum_distance
    known: dict[int, NDArray[np.bool_]] = {}

    def apart(chosen: list[int]) -> NDArray[np.bool_]:
        found = free.copy()
        for one in chosen:
            if one not in known:
                known[one] = np.linalg.norm(places - places[one], axis=1) >= job.minimum_distance
                known[one][one] = False
            found &= known[one]
        return found

    return apart


def _existing(table: SampleTable | None, features: Features, grid: Grid) -> tuple[Floats, Floats]:
    """Return (e, 2) places of the samples in the CRS of the grid, and (k, features) of those that have all."""
    if table is None:
        return np.empty((0, 2)), np.empty((0, len(features.names)))
    crs = parse_crs(table.crs_wkt, f"The layer {table.layer!r}")
    x, y = place_on(np.array(table.x, np.float64), np.array(table.y, np.float64), crs, grid)
    placed = np.isfinite(x) & np.isfinite(y)
    with NativeStack(features.sources, grid.crs_wkt) as stack:
        values, there = stack.read(x[placed], y[placed])
    return np.column_stack([x[placed], y[placed]]), features.of(values[there.all(axis=1)].T.astype(np.float64))


def _at_pixels(
    features: Features, grid: Grid, row: NDArray[np.int64], col: NDArray[np.int64], mean: Floats, deviation: Floats
) -> Floats:
    """Return the (n, features) standardised features of pixels, those that have all."""
    with NativeStack(features.sources, grid.crs_wkt) as stack:
        values, there = stack.read(*grid.xy(row, col))
    return (features.of(values[there.all(axis=1)].T.astype(np.float64)) - mean) / deviation


def _refuse_unclear(job: ProposeSamplesJob) -> None:
    if not job.covariates and not job.model:
        raise InputError(
            "Neither COVARIATES nor MODEL is given; give the rasters of the area, the map itself for a sample that "
            "shall judge it."
        )
    spoilt = [
        name
        for name, given in (
            ("MINIMUM_DISTANCE", job.minimum_distance),
            ("COST", job.cost),
            ("UNCERTAINTY", job.uncertainty),
        )
        if given
    ]
    if job.method in FOR_A_VERDICT and spoilt:
        raise InputError(
            f"METHOD is {job.method}, whose chances have to be known, and {spoilt[0]} would change them; leave it out, "
            "or choose coverage, latin or dissimilarity for a better map."
        )


def _write_points(proposal: Proposal, path: Path) -> None:
    """Write a row a place, in the order of use."""
    drawn, count = proposal.drawn, len(proposal.x)
    order: Sequence[int] = range(count)
    if drawn is not None:  # samples before reserve
        order = np.argsort(drawn.reserve, kind="stable").tolist()
    with open(path, "w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        columns = ["x", "y", "number", "purpose", "method"]
        writer.writerow(columns + (["stratum", "probability", "stratum_ha"] if drawn is not None else []))
        for number, i in enumerate(order, start=1):
            spare = drawn is not None and bool(drawn.reserve[i])
            row: list[Any] = [repr(float(proposal.x[i])), repr(float(proposal.y[i])), number]
            row += [RESERVE if spare else SAMPLE, proposal.job.method]
            if drawn is not None:
                row += [int(drawn.stratum[i]), f"{drawn.density[i]:.10g}", f"{drawn.area_ha[i]:.10g}"]
            writer.writerow(row)


def relative_error(count: int) -> float:
    """Return the standard error of an RMSE by the RMSE, about, for normal errors at so many points."""
    return 1 / math.sqrt(2 * count)
