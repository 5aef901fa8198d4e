"""Build a patch dataset: samples and rasters in, arrays and a list of dropped samples out."""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasterio.crs import CRS

from . import dataset as dataset_file
from .covariates import Covariates
from .dataset import PatchDataset
from .errors import InputError
from .files import check_outputs, whole_files
from .grid import Grid, Window, check_window
from .jobs import MAXIMUM_WINDOW_PX, MINIMUM_SAMPLES, RESAMPLINGS, BuildDatasetJob, RasterLayer, SampleTable
from .naming import static_covariates, temporal_groups
from .patches import CovariateReader, blocks_of_pixels, cut_patches
from .progress import Progress
from .projection import parse_crs, project
from .rasters import describe


@dataclass
class _Samples:
    """The samples still in play; every array has one entry a sample."""

    index: NDArray[np.int64]  # position in the table of the job
    target: NDArray[np.float64]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    row: NDArray[np.int64]
    col: NDArray[np.int64]

    def keep(self, kept: NDArray[np.bool_]) -> _Samples:
        return _Samples(*(getattr(self, name)[kept] for name in ("index", "target", "x", "y", "row", "col")))


def run(job: BuildDatasetJob, progress: Progress) -> dict[str, Any]:
    """Build the dataset of a job, write it with its list of dropped samples and its report."""
    check_outputs(job.dataset, job.dropped, job.report)
    dataset, dropped, gaps = build(job, progress.part(0, 0.9))
    progress.report(0.9, "dataset")
    with whole_files(job.dataset, job.dropped, job.report) as (file, table, report):
        dataset_file.write(dataset, file)
        if job.dropped:
            write_dropped(job.samples, dropped, table)
        if job.report:
            from .build_report import write_report  # matplotlib: only where a report is wanted

            progress.report(0.92, "report")
            write_report(dataset, dropped, gaps, report)
    return {
        "dataset": job.dataset,
        "samples": len(dataset),
        "dropped": len(dropped),
        "dropped_file": job.dropped,
        "report": job.report,
    }


def build(job: BuildDatasetJob, progress: Progress) -> tuple[PatchDataset, dict[int, str], dict[str, int]]:
    """Read the covariates at the samples of a job.

    Returns
    -------
    dataset : PatchDataset
    dropped : dict
        Reason by position of the sample in ``job.samples``.
    gaps : dict
        By covariate label, at how many kept samples a step, or a neighbour of a static covariate, was filled.

    Raises
    ------
    InputError
        Anything about samples, layers or window that cannot be used, or fewer than 20 samples left.
    """
    check_window(job.window, MAXIMUM_WINDOW_PX)
    _check_table(job.samples)
    if job.temporal_resampling not in RESAMPLINGS:
        raise InputError(
            f"The temporal resampling is {job.temporal_resampling!r}; it must be {' or '.join(RESAMPLINGS)}."
        )
    if not job.samples.ids:
        raise InputError(f"The samples layer {job.samples.layer!r} has no samples; select some or clear the filter.")
    if not job.static and not job.temporal:
        raise InputError("No covariate layers are given; add static layers, temporal layers or both.")
    covariates, grid = read_layers(job)
    for line in covariate_table(covariates):
        progress.log(line)
    dropped: dict[int, str] = {}
    samples = _with_target(job.samples, dropped)
    samples = _on_grid(samples, job.samples, grid, dropped)
    with CovariateReader(covariates, grid, job.window, job.temporal_resampling) as reader:
        samples, static, temporal, gaps = _read(reader, samples, dropped, progress)
    _refuse_too_few(job.samples, len(samples.index), dropped)
    for reason, count in Counter(dropped.values()).most_common():
        progress.warn(f"{count} of {len(job.samples.ids)} samples dropped: {reason}.")
    strata = [job.samples.strata[i] for i in samples.index] if job.samples.strata else [""] * len(samples.index)
    header = {
        "target_expression": job.target_expression,
        "target_unit": job.target_unit,
        "temporal_resampling": job.temporal_resampling,
        "time_pattern": job.time_pattern,
        "samples_layer": job.samples.layer,
        "samples_given": len(job.samples.ids),
        "dropped": dict(Counter(dropped.values())),
    }
    dataset = PatchDataset(
        samples.target,
        static,
        temporal,
        np.stack([samples.x, samples.y], axis=1),
        np.array(strata, dtype=np.str_),
        samples.row * grid.width + samples.col,
        np.array([job.samples.ids[i] for i in samples.index], dtype=np.str_),
        covariates,
        grid,
        header,
    )
    return dataset, dropped, gaps


def read_layers(job: BuildDatasetJob) -> tuple[Covariates, Grid]:
    """Find the covariates in the layers of a job, and its reference grid."""
    known = {layer: describe(layer) for layer in dict.fromkeys((*job.static, *job.temporal))}
    static = static_covariates([(layer, known[layer][1]) for layer in job.static], job.categories)
    temporal = temporal_groups([(layer, known[layer][1]) for layer in job.temporal], job.time_pattern, job.categories)
    reference: RasterLayer = job.reference or (*job.static, *job.temporal)[0]
    grid = known[reference][0] if reference in known else describe(reference)[0]
    return Covariates(static, temporal), grid


def covariate_table(covariates: Covariates) -> list[str]:
    """Return a line a covariate: layer -> variable, steps, category."""
    lines = [
        f"static: {item.source.layer.name} band {item.source.band} -> {item.name} ({item.category})"
        for item in covariates.static
    ]
    for number, group in enumerate(covariates.temporal):
        for variable in group.variables:
            places = [
                f"{source.layer.name}:{source.band} -> {step}" for source, step in zip(variable.sources, group.steps)
            ]
            lines.append(f"temporal group {number + 1}: {variable.name} ({variable.category}): {', '.join(places)}")
    return lines


def write_dropped(samples: SampleTable, dropped: dict[int, str], path: Path) -> None:
    """Write ``sample_id,x,y,reason``, coordinates in the CRS of the samples."""
    with open(path, "w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(("sample_id", "x", "y", "reason"))
        for i, reason in sorted(dropped.items()):
            writer.writerow((samples.ids[i], repr(samples.x[i]), repr(samples.y[i]), reason))


def _check_table(table: SampleTable) -> None:
    """A job file written by hand may hold columns that do not belong together."""
    columns = {"x": table.x, "y": table.y, "target": table.target, **({"strata": table.strata} if table.strata else {})}
    for name, column in columns.items():
        if len(column) != len(table.ids):
            raise InputError(
                f"The samples have {len(table.ids)} ids and {len(column)} values of {name}; give one a sample."
            )


def _with_target(table: SampleTable, dropped: dict[int, str]) -> _Samples:
    values = np.full(len(table.ids), np.nan)
    for i, value in enumerate(table.target):
        reason = ""
        if value is None:
            reason = "the target is NULL"
        else:
            try:
                values[i] = float(value)
            except ValueError:
                reason = "the target is not a number"
            else:
                reason = "" if math.isfinite(values[i]) else "the target is not finite"
        if reason:
            dropped[i] = reason
    x, y = np.array(table.x), np.array(table.y)
    for position in np.flatnonzero(~(np.isfinite(x) & np.isfinite(y))).tolist():
        dropped.setdefault(position, "the sample has no coordinates")
    index = np.array([i for i in range(len(table.ids)) if i not in dropped], np.int64)
    none = np.zeros(len(index), np.int64)
    return _Samples(index, values[index], x[index], y[index], none, none)


def _on_grid(samples: _Samples, table: SampleTable, grid: Grid, dropped: dict[int, str]) -> _Samples:
    crs = parse_crs(table.crs_wkt, f"The samples layer {table.layer!r}")
    samples.x, samples.y = project(samples.x, samples.y, crs, CRS.from_wkt(grid.crs_wkt))
    placed = np.isfinite(samples.x) & np.isfinite(samples.y)
    inside = placed.copy()
    samples.row, samples.col = np.zeros_like(samples.index), np.zeros_like(samples.index)
    samples.row[placed], samples.col[placed] = grid.pixel(samples.x[placed], samples.y[placed])
    inside[placed] = grid.contains(samples.row[placed], samples.col[placed])
    for position in samples.index[~inside].tolist():
        dropped[position] = "the sample lies outside the reference grid"
    if len(inside) and not inside.any():
        raise InputError(
            f"All {len(inside)} samples of {table.layer!r} lie outside the reference grid "
            f"{_bounds_text(grid)}; check the CRS of the samples and of the rasters."
        )
    return samples.keep(inside)


def _bounds_text(grid: Grid) -> str:
    xmin, ymin, xmax, ymax = grid.bounds()
    return f"(x {xmin:.6g} to {xmax:.6g}, y {ymin:.6g} to {ymax:.6g})"


def _read(
    reader: CovariateReader, samples: _Samples, dropped: dict[int, str], progress: Progress
) -> tuple[_Samples, NDArray[np.float32], tuple[NDArray[np.float32], ...], dict[str, int]]:
    covariates = reader.covariates
    static, held = _read_patches(reader, samples, progress)
    progress.report(0.8, "temporal covariates")
    temporal = reader.temporal(samples.row, samples.col, samples.x, samples.y)
    centre = held[:, :, reader.window // 2, reader.window // 2]
    _refuse_empty_layers(covariates, centre, [present for _, present in temporal])
    reasons = np.full(len(samples.index), "", dtype=object)
    for i, item in enumerate(covariates.static):
        reasons[(reasons == "") & ~centre[:, i]] = f"the static covariate {item.name} is missing at the sample's pixel"
    for group, (_, present) in zip(covariates.temporal, temporal):
        for i, variable in enumerate(group.variables):
            absent = ~present[:, :, i].any(axis=1)
            reasons[(reasons == "") & absent] = f"the temporal variable {variable.name} is missing at all steps"
    kept = reasons == ""
    dropped |= {int(i): str(reason) for i, reason in zip(samples.index[~kept], reasons[~kept])}
    gaps = {item.name: int((~held[kept, i]).any(axis=(1, 2)).sum()) for i, item in enumerate(covariates.static)}
    for group, (_, present) in zip(covariates.temporal, temporal):
        for i, variable in enumerate(group.variables):
            for t, step in enumerate(group.steps):
                gaps[f"{variable.name} ({step})"] = int((~present[kept, t, i]).sum())
    return samples.keep(kept), static[kept], tuple(values[kept] for values, _ in temporal), gaps


def _read_patches(
    reader: CovariateReader, samples: _Samples, progress: Progress
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return patches (n, C, w, w) with their gaps filled, and which of their pixels the files held."""
    shape = (len(samples.index), len(reader.covariates.static), reader.window, reader.window)
    static, held = np.zeros(shape, np.float32), np.ones(shape, np.bool_)
    blocks = blocks_of_pixels(samples.row, samples.col)
    for number, points in enumerate(blocks):
        progress.report(0.8 * number / len(blocks), f"static covariates, block {number + 1} of {len(blocks)}")
        row, col = samples.row[points], samples.col[points]
        window = Window(int(row.min()), int(col.min()), int(np.ptp(row)) + 1, int(np.ptp(col)) + 1)
        for patches, block in zip((static, held), reader.static(window)):
            patches[points] = cut_patches(block, row - window.row, col - window.col, reader.window)
    return static, held


def _refuse_empty_layers(
    covariates: Covariates, centre: NDArray[np.bool_], present: Sequence[NDArray[np.bool_]]
) -> None:
    """A layer without a value at any sample is a mistake, not a reason to drop every sample."""
    if not len(centre):
        return
    empty = [(item.name, item.source.layer.path) for i, item in enumerate(covariates.static) if not centre[:, i].any()]
    for group, valid in zip(covariates.temporal, present):
        empty += [
            (variable.name, variable.sources[0].layer.path)
            for i, variable in enumerate(group.variables)
            if not valid[:, :, i].any()
        ]
    if empty:
        name, path = empty[0]
        raise InputError(
            f"The covariate {name!r} ({path}) is nodata at all {len(centre)} samples; check its extent, its CRS and "
            "its nodata value, or leave it out."
        )


def _refuse_too_few(table: SampleTable, kept: int, dropped: dict[int, str]) -> None:
    if kept >= MINIMUM_SAMPLES:
        return
    by_reason: dict[str, list[str]] = {}
    for i, reason in dropped.items():
        by_reason.setdefault(reason, []).append(table.ids[i])
    reasons = "; ".join(
        f"{reason}: {len(ids)} (sample {', '.join(ids[:3])}{', ...' if len(ids) > 3 else ''})"
        for reason, ids in by_reason.items()
    )
    raise InputError(
        f"Only {kept} of {len(table.ids)} samples can be used, at least {MINIMUM_SAMPLES} are needed"
        f"{' (' + reasons + ')' if reasons else ''}; correct these samples or add others."
    )
