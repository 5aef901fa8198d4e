"""Mapping a model over rasters, window by window, into cloud-optimised GeoTIFFs."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import rasterio

from ..checks.unknown_classes import warn_of_unknown_classes
from ..cluster.cluster import Cluster
from ..covariates.covariate_list import Covariates
from ..dense.tiles import deal
from ..jobs.mapping import PredictJob
from ..jobs.tasks import input_files
from ..models import model_file
from ..models.skill import warn_without_skill
from ..network.ensemble import device_name
from ..patches.windows import WindowCovariates
from ..raster.cog import NODATA, cause, copy_as_cog
from ..raster.grid import Grid, Window
from ..raster.input_files import files_behind
from ..raster.opening import READ_ERRORS, open_raster
from ..raster.projection import region
from ..runtime.errors import InputError, OutputError
from ..runtime.outputs import Claims, claimed
from ..runtime.pipeline import overlapped
from ..runtime.progress import Progress
from ..runtime.wording import number_of
from . import layers
from .fingerprint import MapPlan, sha256
from .layers import Layers
from .match_layers import bind
from .numbers import log_held, log_numbers
from .unfinished_map import PartialMap, partial_map
from .window_task import CACHE_SHARE, Mapper, MapTask

THREAD_MB = 64  # of the memory for every thread that predicts; its buffers take less than that
LAYERS_AT_ONCE = 4  # of those that are finished: GDAL compresses in all threads, and does the rest in one
WINDOWS_END = 0.96  # of the progress: overviews and statistics are the rest


def run(job: PredictJob, progress: Progress) -> dict[str, Any]:
    """Map the model of a job, or go on with the map that an earlier run of the same job has left."""
    with rasterio.Env(GDAL_CACHEMAX=int(job.memory_mb * 2**20 * CACHE_SHARE)):
        return _run(job, progress)


def _run(job: PredictJob, progress: Progress) -> dict[str, Any]:
    model = model_file.load(Path(job.model))
    warn_without_skill(model.contract.training, progress)
    covariates, grid = bind(model.contract, job, progress)
    # The recorded files too: no parameter names them, so nothing else would notice that a map replaces one.
    recorded = [source.layer.path for source in covariates.sources()]
    inputs = files_behind([*input_files(job), *recorded])
    grid = region(grid, job.extent)
    warn_of_unknown_classes(covariates, grid, progress)
    files = layers.wanted(job)
    layers.check(list(files), model, job.model, job.coverage)
    optional = [path for name, path in files.items() if name != "output"]
    with claimed([job.output], optional, inputs, go_on=job.output) as claims:
        predicted, inside = _map(model, covariates, grid, job, claims, progress)
    if not predicted:
        raise InputError(
            f"None of the {grid.width * grid.height} pixels can be predicted: every one is outside the mask or "
            "lacks a covariate; check the mask, the extent and the covariates."
        )
    numbers = log_numbers(
        Path(job.output),
        grid,
        predicted,
        model.contract.training,
        model.contract.target_unit,
        job.mask is not None,
        progress,
    )
    if inside is not None:
        outside = 100 * (1 - inside / predicted)
        progress.log(
            f"{outside:.1f} % of the mapped area are outside the area of applicability: the covariates there are "
            "unlike those of all samples, so that neither prediction nor limits can be relied on; leave them out of "
            "what you report, or take samples there."
        )
        numbers["outside_percent"] = outside
    return {
        **numbers,
        **{layer.name: getattr(job, layer.name) for layer in layers.LAYERS},
        "width": grid.width,
        "height": grid.height,
        "predicted": predicted,
    }


def _map(
    model: model_file.Model, covariates: Covariates, grid: Grid, job: PredictJob, claims: Claims, progress: Progress
) -> tuple[int, int | None]:
    """Predict all windows, put the layers in their places, and return how many pixels have a value.

    Also returns how many of these are in the area of applicability, where that is one of the layers.
    """
    device = device_name(job.device, on_cluster=bool(job.scheduler))
    files, inside = layers.wanted(job), None
    plan = MapPlan(job.model, sha256(job.model), covariates, grid, job.mask, device, tuple(files), job.coverage)
    with Mapper(plan, model, max(min(os.cpu_count() or 1, job.memory_mb // THREAD_MB), 1)) as mapper:
        windows = mapper.windows(job.memory_mb)
        claim, digest = claims.of(job.output), plan.digest(windows)
        with partial_map(claim, grid, len(files), digest, windows, progress.part(0, 0)) as unfinished:
            _fill(unfinished, mapper, plan, windows, job, progress.part(0, WINDOWS_END))
            predicted = sum(unfinished.done.values())
            if predicted:
                progress.report(WINDOWS_END, "overviews and statistics")
                bands = layers.described(list(files), model.contract.target_unit, job.coverage)
                _publish(unfinished, claims, list(files.values()), grid, bands, progress)
                if "aoa" in files:
                    inside = unfinished.count(list(files).index("aoa"), 1.0)
    return predicted, inside


def _fill(
    unfinished: PartialMap,
    mapper: Mapper,
    plan: MapPlan,
    windows: list[Window],
    job: PredictJob,
    progress: Progress,
) -> None:
    """Predict and write the windows that are not on disk yet."""
    missing = [number for number in range(len(windows)) if number not in unfinished.done]
    _log_estimate(mapper, windows, missing, job, progress)
    held = dict.fromkeys(missing, 0)

    def write(number: int, made: Layers) -> None:
        held[number] = made.held
        here = np.isfinite(made.values[0])  # of the map itself, which is always the first
        values = [np.where(here, band, np.float32(NODATA)) for band in made.values]
        unfinished.write(number, values, int(here.sum()))

    if job.scheduler and missing:
        _predict_on_cluster(plan, windows, missing, write, job.scheduler, progress)
    else:
        place = {number: i for i, number in enumerate(missing)}

        def predict(number: int, covariates: WindowCovariates) -> Layers:
            progress.report(place[number] / len(missing), f"window {number + 1} of {len(windows)}")
            return mapper.predict(covariates, progress)

        overlapped(missing, lambda number: mapper.read(windows[number]), predict, write, progress)
    log_held(sum(held.values()), sum(unfinished.done[number] for number in missing), progress)


def _predict_on_cluster(
    plan: MapPlan,
    windows: list[Window],
    missing: list[int],
    write: Callable[[int, Layers], None],
    scheduler: str,
    progress: Progress,
) -> None:
    """Let the workers of a Dask cluster read and predict windows; they are written here as they come."""
    numbers = {windows[number]: number for number in missing}
    with Cluster(scheduler, progress) as cluster:
        for done, (window, made) in enumerate(cluster.map(MapTask(plan), numbers)):
            progress.report(done / len(missing), f"window {done + 1} of {len(missing)}, on the cluster")
            write(numbers[window], made)


def _log_estimate(
    mapper: Mapper, windows: list[Window], missing: list[int], job: PredictJob, progress: Progress
) -> None:
    grid, largest = mapper.grid, windows[0]
    done = f"; {len(windows) - len(missing)} of them were made by an earlier run" if len(missing) < len(windows) else ""
    progress.log(
        f"Mapping {grid.width} x {grid.height} = {grid.width * grid.height:,} pixels in "
        f"{number_of(len(windows), 'window')} of {largest.width} x {largest.height}{done}."
    )
    if job.scheduler or not missing:
        return
    pixels = sum(windows[number].height * windows[number].width for number in missing)
    memory = mapper.memory_mb(largest) + job.memory_mb * CACHE_SHARE
    seconds = mapper.seconds_a_pixel([windows[number] for number in missing])
    takes = "" if seconds is None else f"; prediction takes about {_duration(seconds * pixels)} on this machine"
    progress.log(f"The windows at work and GDAL's cache take up to {memory:.0f} MB{takes}.")


def _duration(seconds: float) -> str:
    return f"{max(seconds, 1):.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"


def _publish(
    unfinished: PartialMap,
    claims: Claims,
    outputs: list[str],
    grid: Grid,
    bands: list[tuple[str, str]],
    progress: Progress,
) -> None:
    """Make the layers of the values on disk, some at a time; `bands` has description and unit of each."""
    sources = unfinished.vrt(bands, NODATA)

    def make(layer: tuple[int, str, Path]) -> None:
        band, path, copy = layer
        try:
            # GDAL reads raw values through a virtual raster only where it is told, thread by thread, that their place
            # is right.
            with (
                rasterio.Env(GDAL_VRT_RAWRASTERBAND_ALLOWED_SOURCE="ALL"),
                open_raster(sources[band]) as values,
            ):
                copy_as_cog(values, copy, grid, functools.partial(unfinished.is_in, band=band))
        except READ_ERRORS as error:
            raise OutputError(
                f"{path} cannot be written ({cause(error)}); free some space and run the same job again, it "
                "continues where it stopped."
            ) from error

    with claims.whole(*outputs) as copies:
        deal(make, zip(range(len(outputs)), outputs, copies), min(os.cpu_count() or 1, LAYERS_AT_ONCE), progress)
