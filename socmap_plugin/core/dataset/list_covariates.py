"""List Covariates: how layers are understood, a row a band, before anything is built of them."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ..checks.check import survey
from ..checks.layout import mismatched_steps
from ..checks.value_sample import Glance
from ..covariates.assembly import conflicts, covariates_of, source_of
from ..covariates.covariate_list import BandSource, Covariates, TemporalGroup, TemporalVariable, class_label
from ..covariates.names import Reading, read_static, read_temporal
from ..jobs.covariate_row import CLASS, TEMPORAL, CovariateRow, ranges_text
from ..jobs.dataset import ListCovariatesJob
from ..jobs.inputs import RasterLayer
from ..jobs.tasks import input_files
from ..raster.input_files import files_behind
from ..raster.known_files import Files
from ..runtime.errors import InputError
from ..runtime.outputs import Claims, claimed
from ..runtime.progress import Progress
from ..runtime.wording import listed, number_of
from .classes import MOST_CLASSES, with_kinds
from .reference_grid import finest
from .sample_places import tiles_among

COLUMNS = (
    "file", "layer", "band", "role", "name", "step", "category", "kind", "unit", "resampling", "nodata", "scale",
    "offset", "transparent", "nodata_off", "guess", "file_nodata", "pixel_width", "pixel_height", "crs", "minimum",
    "mean", "maximum", "missing", "classes", "finding",
)  # fmt: skip


def run(job: ListCovariatesJob, progress: Progress) -> dict[str, Any]:
    """Write the table of a job's layers; what is wrong with names and steps is a finding of its row.

    Raises
    ------
    InputError
        No layer is given, one cannot be opened, or the time pattern is none.
    """
    layers = tuple(dict.fromkeys((*job.static, *job.temporal)))
    if not layers:
        raise InputError("No covariate layers are given; add static layers, temporal layers or both.")
    with claimed([job.table], inputs=files_behind(input_files(job))) as claims, Files() as files:
        return _run(job, layers, files, claims, progress)


def _run(
    job: ListCovariatesJob, layers: Sequence[RasterLayer], files: Files, claims: Claims, progress: Progress
) -> dict[str, Any]:
    known = {layer: files.of(layer) for layer in layers}
    reference = job.reference or finest({layer: known[layer].grid for layer in job.static or layers})
    grid = files.of(reference).grid
    readings = read_static([(layer, known[layer].bands) for layer in job.static])
    readings += read_temporal([(layer, known[layer].bands) for layer in job.temporal], job.time_pattern)
    rows = with_kinds([reading.row for reading in readings], grid, files)
    readings = [replace(reading, row=row) for reading, row in zip(readings, rows)]
    problems = _problems(readings, files)
    seen, found = survey(_as_they_are(rows), grid, progress, files)
    with claims.whole(job.table) as (path,), open(path, "w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for i, (reading, row) in enumerate(zip(readings, rows)):
            source = source_of(row)
            finding = " ".join(filter(None, (problems.get(i, ""), *found[source])))
            writer.writerow(_cells(reading, files, seen[source], finding))
    wrong = sum(1 for i, row in enumerate(rows) if i in problems or found[source_of(row)])
    progress.log(f"{number_of(len(rows), 'band')} of {number_of(len(layers), 'layer')}; findings at {wrong} of them.")
    return {"table": job.table, "rows": len(rows), "findings": wrong}


def _problems(readings: Sequence[Reading], files: Files) -> dict[int, str]:
    """Return what is wrong with names, steps and tiles, by row."""
    problems = {i: reading.problem for i, reading in enumerate(readings) if reading.problem}
    rows = [reading.row for reading in readings]
    for i, text in conflicts(rows):
        problems.setdefault(i, text)
    broken = {rows[i].name for i in problems}
    whole = covariates_of([row for row in rows if row.name not in broken])
    for layer, text in tiles_among(whole, files):
        problems.setdefault(next(i for i, row in enumerate(rows) if row.layer == layer), text)
    for text, groups in mismatched_steps(whole.temporal):
        most = max(len(group.variables) for group in groups)
        fewer = [group for group in groups if len(group.variables) < most] or groups
        for name in {variable.name for group in fewer for variable in group.variables}:
            problems.setdefault(next(i for i, row in enumerate(rows) if (row.role, row.name) == (TEMPORAL, name)), text)
    return problems


def _as_they_are(rows: Sequence[CovariateRow]) -> Covariates:
    """Return covariates to look at, which need not go together: rows of one name are one variable."""
    variables: dict[tuple[str, str], list[CovariateRow]] = {}
    for row in rows:
        variables.setdefault((row.role, row.name or row.layer.name), []).append(row)
    groups = []
    for (_, name), members in variables.items():
        steps = tuple(row.step or f"band {row.band}" for row in members)
        sources: tuple[BandSource, ...] = tuple(source_of(row) for row in members)
        groups.append(TemporalGroup(steps, (TemporalVariable(name, "", members[0].unit, sources),)))
    return Covariates((), tuple(groups))


def _cells(reading: Reading, files: Files, glance: Glance, finding: str) -> list[object]:
    row = reading.row
    own = files.of(row.layer).grid
    width, height = own.pixel_size
    facts: Mapping[str, object] = {
        "file": row.layer.path,
        "layer": row.layer.name,
        "band": row.band,
        "role": row.role,
        "name": row.name,
        "step": row.step,
        "category": row.category,
        "kind": row.kind,
        "unit": row.unit,
        "resampling": row.resampling or "auto",
        "nodata": row.nodata,
        "scale": row.scale,
        "offset": row.offset,
        "transparent": ranges_text(row.layer, row.band),
        "nodata_off": "yes" if row.band in row.layer.source_nodata_off else "",
        "guess": "category" if reading.uncertain else "",
        "file_nodata": glance.nodata,
        "pixel_width": width,
        "pixel_height": height,
        "crs": own.crs_wkt,
        **_values(glance),
        "classes": _class_names(row, files) if row.kind == CLASS else "",
        "finding": finding,
    }
    return ["" if facts[name] is None else facts[name] for name in COLUMNS]


def _class_names(row: CovariateRow, files: Files) -> str:
    names = files.class_names(source_of(row))
    return listed([class_label(value, names[value]) for value in sorted(names)], MOST_CLASSES)


def _values(glance: Glance) -> dict[str, object]:
    """Return minimum, mean, maximum and the share that is missing of what was seen of a band."""
    there = glance.values[~np.isnan(glance.values)].astype(np.float64)
    share = 1 - there.size / glance.values.size if glance.values.size else 1.0
    if not there.size:
        return {"minimum": None, "mean": None, "maximum": None, "missing": share}
    return {"minimum": float(there.min()), "mean": float(there.mean()), "maximum": float(there.max()), "missing": share}
