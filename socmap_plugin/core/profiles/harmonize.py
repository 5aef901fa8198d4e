"""Harmonise Depths: profiles of horizons in, a point a profile with a value for every standard depth out."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..jobs.soils import HarmonizeDepthsJob
from ..runtime.csv_text import cell
from ..runtime.errors import InputError
from ..runtime.outputs import claimed
from ..runtime.progress import Progress
from ..settings.depths import depth_label, parse_depths
from .findings import CHANGED, LEFT_OUT, Finding, log_findings, write_findings
from .horizons import Profile, usable, with_values
from .spline import spline, steps

Columns = dict[str, NDArray[np.float64]]


def run(job: HarmonizeDepthsJob, progress: Progress) -> dict[str, Any]:
    """Bring the horizons of a job to standard depths, and write the profiles and what was found.

    Raises
    ------
    InputError
        The depths cannot be read, or there is no profile with a place and a value.
    """
    with claimed([job.output], [job.findings]) as claims:
        names, columns, findings = harmonize(job, progress)
        log_findings(findings, progress)
        with claims.whole(job.output, job.findings) as (output, found):
            _write(job, names, columns, output)
            if job.findings:
                write_findings(findings, job.horizons.places, found)
    return {
        "output": job.output,
        "findings_file": job.findings,
        "findings": len(findings),
        "profiles": len(names),
        "crs_wkt": job.horizons.crs_wkt,
    }


def harmonize(job: HarmonizeDepthsJob, progress: Progress) -> tuple[list[str], Columns, list[Finding]]:
    """Return the profiles that have a place, the columns of the result by their names, and what was found.

    Each property has per depth its mean (``soc_0_5``) and the centimetres that were really sampled
    (``soc_0_5_sampled``), and the root mean squared distance between measured and fitted values (``soc_rmse``). All
    are (n,) in the order of the profiles, NaN where nothing is known.
    """
    table, layers = job.horizons, parse_depths(job.depths)
    profiles, findings = usable(table, job.depth_unit)
    for owner in profiles:
        if owner not in table.places:
            text = "No place is known for the profile; give it one in the layer of the sites."
            findings.append(Finding(owner, "", "", "no place", LEFT_OUT, text))
    names = [name for name in profiles if name in table.places]
    columns: Columns = {}
    for number, name in enumerate(table.values):
        progress.report(number / len(table.values), name)
        made, found = with_values(table, name, profiles)
        own, undershot = _columns(job, name, layers, names, made)
        columns |= own
        findings += found + undershot
    if not any(np.isfinite(values).any() for values in columns.values()):
        raise InputError(
            f"No profile of {table.layer} has a place and a horizon with depths and a value; check the fields, and "
            "that the profiles of SITES are called as those of HORIZONS."
        )
    return names, columns, findings


def _columns(
    job: HarmonizeDepthsJob,
    name: str,
    layers: tuple[tuple[float, float], ...],
    names: list[str],
    profiles: dict[str, Profile],
) -> tuple[Columns, list[Finding]]:
    labels = [f"{name}_{depth_label(*layer)}" for layer in layers]
    columns = {column: np.full(len(names), np.nan) for label in labels for column in (label, f"{label}_sampled")}
    columns[f"{name}_rmse"] = np.full(len(names), np.nan)
    alike: dict[int, list[int]] = defaultdict(list)  # by their number of horizons: those are solved together
    for i, owner in enumerate(names):
        if owner in profiles:
            alike[len(profiles[owner])].append(i)
    findings = []
    for positions in alike.values():
        horizons = np.array([profiles[names[i]] for i in positions])  # (m, n, 3)
        tops, bottoms, values = np.moveaxis(horizons, 2, 0)
        curve = steps(tops, bottoms, values) if job.method == "mean" else spline(tops, bottoms, values, job.lam)
        for label, layer in zip(labels, layers):
            means = curve.means(*layer)
            for i in np.flatnonzero(means < 0).tolist():
                text = f"The spline gives {means[i]:.3g} for {layer[0]:g}-{layer[1]:g} cm; 0 is used."
                findings.append(Finding(names[positions[i]], "", name, "spline below 0", CHANGED, text))
            columns[label][positions] = np.where(means < 0, 0.0, means)  # keeps NaN
            columns[f"{label}_sampled"][positions] = curve.sampled_cm(*layer)
        if horizons.shape[1] > 1:
            columns[f"{name}_rmse"][positions] = np.sqrt(np.mean((curve.fitted - values) ** 2, axis=1))
    return columns, findings


def _write(job: HarmonizeDepthsJob, names: list[str], columns: Columns, path: Path) -> None:
    with open(path, "w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(("sample_id", "x", "y", *columns))
        for i, name in enumerate(names):
            x, y = job.horizons.places[name]
            values = ("" if np.isnan(values[i]) else f"{values[i]:.10g}" for values in columns.values())
            writer.writerow((cell(name), repr(x), repr(y), *values))
