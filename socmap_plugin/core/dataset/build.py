"""Build a patch dataset: samples and rasters in, arrays and a list of dropped samples out."""

from __future__ import annotations

import csv
import dataclasses
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray

from ..checks.check import check_covariates, check_unnamed
from ..covariates.assembly import covariates_of
from ..covariates.covariate_list import BandSource, Covariates
from ..covariates.lines import covariate_lines
from ..covariates.matching import with_own_names
from ..covariates.names import read_static, read_temporal
from ..jobs.covariate_row import SKIP, STATIC
from ..jobs.dataset import MAXIMUM_WINDOW_PX, RESAMPLINGS, BuildDatasetJob
from ..jobs.inputs import RasterLayer, SampleTable
from ..jobs.tasks import input_files
from ..patches.patches import CovariateReader
from ..patches.seasons import with_seasons
from ..plausibility.check_samples import check_sentence
from ..raster.grid import Grid, check_window
from ..raster.input_files import files_behind
from ..raster.known_files import Files
from ..runtime.csv_text import cell
from ..runtime.errors import InputError
from ..runtime.outputs import claimed
from ..runtime.progress import Progress
from . import patch_dataset as dataset_file
from .classes import one_layer_a_class, with_kinds, without_classes
from .patch_dataset import PatchDataset
from .patches_at_samples import read_patches
from .reference_grid import finest, reference_text, unlike_pixels
from .sample_places import refuse_empty, refuse_tiles, tiles_among
from .samples import (
    Samples,
    check_table,
    check_target,
    on_grid,
    refuse_too_few,
    strata_of,
    warn_of_dropped,
    with_target,
)
from .shared_pixels import refuse_one_pixel, report_shared

READ_AT_ONCE = 4  # files: decoding takes longer than reading, and uses one core each
CACHE_BYTES = 256 * 2**20  # for decoded blocks: a strip of a national raster a layer, read once from left to right


def run(job: BuildDatasetJob, progress: Progress) -> dict[str, Any]:
    """Build the dataset of a job, write it with its list of dropped samples and its report."""
    inputs = files_behind(input_files(job))
    with claimed([job.dataset], [job.dropped, job.report], inputs) as claims:
        dataset, dropped, gaps = build(job, progress.part(0, 0.9))
        suspicious = check_sentence(job.samples, job.target_unit, job.target_expression)
        if suspicious:
            progress.warn(f"Sample check: {suspicious}")
        progress.report(0.9, "dataset")
        with claims.whole(job.dataset, job.dropped, job.report) as (file, table, report):
            dataset_file.write(dataset, file)
            if job.dropped:
                write_dropped(job.samples, dropped, table)
            if job.report:
                from .build_report import write_report

                progress.report(0.92, "report")
                write_report(dataset, dropped, gaps, suspicious, job, report)
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
    check_table(job.samples)
    if job.temporal_resampling not in RESAMPLINGS:
        raise InputError(
            f"The temporal resampling is {job.temporal_resampling!r}; it must be {' or '.join(RESAMPLINGS)}."
        )
    if not job.samples.ids:
        raise InputError(f"The samples layer {job.samples.layer!r} has no samples; select some or clear the filter.")
    if not _layers(job):
        raise InputError("No covariate layers are given; add static layers, temporal layers or both.")
    refuse_tiles((*job.static, *job.temporal))
    with rasterio.Env(GDAL_CACHEMAX=CACHE_BYTES), Files(READ_AT_ONCE) as files:
        return _built(job, files, progress)


def _built(
    job: BuildDatasetJob, files: Files, progress: Progress
) -> tuple[PatchDataset, dict[int, str], dict[str, int]]:
    covariates, reference, grid = _named(job, files, progress)
    for _, text in tiles_among(covariates, files):
        raise InputError(text)
    for line in covariate_lines(covariates):
        progress.log(line)
    dropped: dict[int, str] = {}
    samples = with_target(job.samples, dropped)
    samples = on_grid(samples, job.samples, grid, dropped)
    known_names = _known_names(covariates)
    covariates = with_seasons(covariates, grid, samples.x, samples.y, files)
    covariates = one_layer_a_class(covariates, samples, grid, job.window, job.temporal_resampling, progress, files)
    with CovariateReader(covariates, grid, job.window, job.temporal_resampling, files) as reader:
        placed = samples
        samples, static, temporal, gaps = _read(reader, samples, dropped, files, progress.part(0, 0.85))
    at_samples = [static[:, i, job.window // 2, [job.window // 2]] for i in range(static.shape[1])]
    at_samples += [values[:, :, i] for values in temporal for i in range(values.shape[2])]
    looked_at, at_samples = without_classes(covariates, at_samples)  # of names there is nothing to say
    findings = check_covariates(looked_at, grid, progress.part(0.85, 1), at_samples, (placed.x, placed.y), files)
    refuse_too_few(job.samples, len(samples.index), dropped)
    pixel_group = samples.row * grid.width + samples.col
    refuse_one_pixel(pixel_group, grid, "check their coordinates, or give a REFERENCE of smaller pixels")
    unused = [name for name in job.categories if name not in known_names]
    if unused:
        progress.warn(f"CATEGORIES names {', '.join(unused)}, which is no layer or covariate; it is passed over.")
    check_target(samples, job.target_unit, progress)
    warn_of_dropped(job.samples, dropped, progress)
    strata = strata_of(samples, job.samples, progress)
    header = {
        "target_expression": job.target_expression,
        "target_unit": job.target_unit,
        "temporal_resampling": job.temporal_resampling,
        "time_pattern": job.time_pattern,
        "reference_layer": reference.name,
        "samples_layer": job.samples.layer,
        "samples_given": len(job.samples.ids),
        "feature_ids": dict(zip(job.samples.ids, job.samples.feature_ids)),
        "dropped": dict(Counter(dropped.values())),
        "covariate_check": [dataclasses.asdict(finding) for finding in findings],
    }
    dataset = PatchDataset(
        samples.target,
        static,
        temporal,
        np.stack([samples.x, samples.y], axis=1),
        strata,
        pixel_group,
        np.array([job.samples.ids[i] for i in samples.index], dtype=np.str_),
        covariates,
        grid,
        header,
    )
    report_shared(dataset, progress)
    return dataset, dropped, gaps


def read_layers(job: BuildDatasetJob) -> tuple[Covariates, Grid]:
    """Find the covariates in the layers of a job, and its reference grid."""
    with Files() as files:
        _, grid = _reference(job, files)
        return _covariates(job, files, grid), grid


def _layers(job: BuildDatasetJob) -> list[RasterLayer]:
    """Return the layers of the covariates, static ones first."""
    read = sorted((row for row in job.table if row.role != SKIP), key=lambda row: row.role != STATIC)
    return list(dict.fromkeys([row.layer for row in read] if job.table else (*job.static, *job.temporal)))


def _reference(job: BuildDatasetJob, files: Files) -> tuple[RasterLayer, Grid]:
    """Return the layer of the reference grid, and the grid."""
    candidates = {layer: files.of(layer).grid for layer in _static_layers(job) or _layers(job)}
    reference = job.reference or finest(candidates, job.samples)
    return reference, files.of(reference).grid


def _static_layers(job: BuildDatasetJob) -> tuple[RasterLayer, ...]:
    return tuple(row.layer for row in job.table if row.role == STATIC) if job.table else job.static


def _named(job: BuildDatasetJob, files: Files, progress: Progress) -> tuple[Covariates, RasterLayer, Grid]:
    """Find covariates and reference grid, and say what the grid is; where names are wrong, also what else is."""
    layers = _layers(job)
    for layer in layers:
        files.of(layer)
    reference, grid = _reference(job, files)
    progress.log(reference_text(reference.name, grid, job.window))
    unlike = unlike_pixels([files.of(layer).grid for layer in _static_layers(job)], grid, job.window)
    if unlike:
        progress.log(unlike)
    try:
        return _covariates(job, files, grid), reference, grid
    except InputError:
        check_unnamed(files, layers, job.temporal, grid, progress)
        raise


def _covariates(job: BuildDatasetJob, files: Files, grid: Grid) -> Covariates:
    if job.table:
        covariates = covariates_of([row for row in job.table if row.role != SKIP])
        return with_own_names(covariates, [(layer, files.of(layer).bands) for layer in _layers(job)], job.time_pattern)
    static, temporal = ([(layer, files.of(layer).bands) for layer in some] for some in (job.static, job.temporal))
    readings = read_static(static, job.categories)
    readings += read_temporal(temporal, job.time_pattern, job.categories)
    rows, problems = [reading.row for reading in readings], [reading.problem for reading in readings]
    return covariates_of(rows if any(problems) else with_kinds(rows, grid, files), problems)


def write_dropped(samples: SampleTable, dropped: dict[int, str], path: Path) -> None:
    """Write ``sample_id,x,y,reason``, coordinates in the CRS of the samples."""
    with open(path, "w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(("sample_id", "x", "y", "reason"))
        for i, reason in sorted(dropped.items()):
            writer.writerow((cell(samples.ids[i]), repr(samples.x[i]), repr(samples.y[i]), cell(reason)))


def _read(
    reader: CovariateReader, samples: Samples, dropped: dict[int, str], files: Files, progress: Progress
) -> tuple[Samples, NDArray[np.float32], tuple[NDArray[np.float32], ...], dict[str, int]]:
    covariates = reader.covariates
    static, held = read_patches(reader, samples, progress)
    progress.report(0.8, "temporal covariates")
    temporal = reader.temporal(samples.row, samples.col, samples.x, samples.y)
    centre = held[:, :, reader.window // 2, reader.window // 2]
    empty = _without_a_value(covariates, centre, [present for _, present in temporal])
    if empty:
        source, name = empty[0]
        refuse_empty(name, files.of(source.layer), source.band, samples.x, samples.y, reader.grid)
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


def _without_a_value(
    covariates: Covariates, centre: NDArray[np.bool_], present: Sequence[NDArray[np.bool_]]
) -> list[tuple[BandSource, str]]:
    """Return a band, and its covariate's name, of every file without a value at any sample.

    That is a mistake, not a reason to drop every sample or to invent a year.
    """
    if not len(centre):
        return []
    names: dict[str, tuple[BandSource, str]] = {}
    held: dict[str, bool] = {}

    def note(source: BandSource, name: str, valid: NDArray[np.bool_]) -> None:
        names.setdefault(source.layer.path, (source, name))
        held[source.layer.path] = held.get(source.layer.path, False) or bool(valid.any())

    for i, item in enumerate(covariates.static):
        note(item.source, item.name, centre[:, i])
    for group, valid in zip(covariates.temporal, present):
        for i, variable in enumerate(group.variables):
            for t, source in enumerate(variable.sources):
                note(source, variable.name, valid[:, t, i])
    return [names[path] for path, any_value in held.items() if not any_value]


def _known_names(covariates: Covariates) -> set[str]:
    names = {name for item in covariates.static for name in (item.name, item.source.layer.name)}
    for group in covariates.temporal:
        for variable in group.variables:
            names |= {variable.name, variable.sources[0].layer.name}
    return names
