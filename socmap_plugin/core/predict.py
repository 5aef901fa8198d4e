"""Mapping a model over rasters, window by window, into cloud-optimised GeoTIFFs."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray

from . import modelfile
from .area import mask_of
from .cog import NODATA, TILE_PX, cog_writer
from .covariates import Covariates, listed
from .errors import InputError, ModelError
from .files import check_outputs, whole_files
from .grid import Grid, Window
from .jobs import PredictJob
from .modelfile import Contract
from .naming import find_sources
from .patches import CovariateReader, cut_patches
from .pixels import PixelPredictor, pixel_predictor
from .progress import Progress
from .projection import bounds_in, region
from .rasters import READ_ERRORS, describe

PIXEL_BATCH = 8192  # pixels whose patches are cut at once


def run(job: PredictJob, progress: Progress) -> dict[str, Any]:
    """Map the model of a job."""
    model = modelfile.load(Path(job.model))
    covariates, grid = bind(model.contract, job, progress)
    # The recorded files too: no parameter names them, so nothing else would notice that a map replaces one.
    layers = (*job.covariates, *(source.layer for source in covariates.sources()))
    check_outputs(job.output, job.stddev, inputs=[job.model, *(layer.path for layer in layers)])
    grid = region(grid, job.extent)
    predict = pixel_predictor(model.predictor, job.device)
    unit = model.contract.target_unit
    labels = {"mean": f"predicted SOC ({unit})", "stddev": f"standard deviation over members of predicted SOC ({unit})"}
    progress.log(f"Mapping {grid.width} x {grid.height} pixels with {model.contract.covariates.count} variables.")
    count = 0
    with whole_files(job.output, job.stddev) as partials, contextlib.ExitStack() as stack:
        reader = stack.enter_context(
            CovariateReader(covariates, grid, model.contract.window, model.contract.temporal_resampling)
        )
        writers = {
            name: stack.enter_context(cog_writer(Path(path), partial, grid, [labels[name]], unit))
            for name, path, partial in zip(labels, (job.output, job.stddev), partials)
            if path
        }
        outside = mask_of(job.mask, grid)
        windows = list(grid.windows(block_size(job.memory_mb, reader)))
        for number, block in enumerate(windows):
            progress.report(0.95 * number / len(windows), f"window {number + 1} of {len(windows)}")
            values = predict_window(reader, block, predict, outside(block), progress)
            count += int(np.isfinite(values["mean"]).sum())
            for name, writer in writers.items():
                writer(np.where(np.isfinite(values[name]), values[name], NODATA).astype(np.float32), block, 1)
        if count == 0:
            raise InputError(
                f"None of the {grid.width * grid.height} pixels can be predicted: every one is outside the mask or "
                "lacks a covariate; check the mask, the extent and the covariates."
            )
        progress.report(0.97, "overviews")
    return {
        "output": job.output,
        "stddev": job.stddev,
        "width": grid.width,
        "height": grid.height,
        "predicted": count,
    }


def bind(contract: Contract, job: PredictJob, progress: Progress) -> tuple[Covariates, Grid]:
    """Find the model's covariates in the layers of a job, or in the files recorded when the dataset was built.

    Returns
    -------
    covariates : Covariates
        In the model's order.
    grid : Grid
        Always on the lattice of the model's reference grid, because a patch counts in its pixels; over the extent of
        the first covariate where layers are given.

    Raises
    ------
    ModelError
        A covariate is missing, or lies where the model's CRS has no place.
    """
    if not job.covariates:
        paths = dict.fromkeys(source.layer.path for source in contract.covariates.sources())
        gone = [path for path in paths if not _readable(path)]
        if gone:
            raise ModelError(
                f"The file {gone[0]} that the model was built from cannot be opened; give the layers under COVARIATES."
            )
        return contract.covariates, contract.grid
    layers = {layer: describe(layer) for layer in dict.fromkeys(job.covariates)}
    offered, surplus = find_sources(
        contract.covariates.labels(), [(layer, bands) for layer, (_, bands) in layers.items()], contract.time_pattern
    )
    missing = [label for label in contract.covariates.labels() if label not in offered]
    if missing:
        progress.log(f"The model needs and lacks: {', '.join(missing)}.")
        progress.log(f"Given and not in the model: {', '.join(surplus) or 'none'}.")
        raise ModelError(
            f"The model needs {listed(missing)}, which the given covariates lack; given and not in the model: "
            f"{listed(surplus) or 'none'}. Give the layers under the names they had when the dataset was built."
        )
    covariates = contract.covariates.rebind(offered)
    first = next(iter(covariates.sources())).layer
    own, lattice = layers[first][0], contract.grid
    bounds = bounds_in(own.bounds(), own.crs_wkt, lattice.crs_wkt)
    if not np.isfinite(bounds).all():
        raise ModelError(
            f"The layer {first.name!r} lies where the CRS of the model has no place; train a model for its region."
        )
    return covariates, lattice.crop(lattice.window_of(bounds))


def block_size(memory_mb: int, reader: CovariateReader) -> int:
    """Return the side of a window in pixels whose covariates fit in the memory budget."""
    covariates = reader.covariates
    sequences = sum(len(group.steps) * len(group.variables) for group in covariates.temporal)
    # float32 values, their masks and the copies that scaling and filling make
    bytes_a_pixel = 16 * (len(covariates.static) + 2 * sequences) + 64
    side = int((memory_mb * 2**20 / 2 / bytes_a_pixel) ** 0.5)
    return max(min(side // TILE_PX * TILE_PX, 4 * TILE_PX), TILE_PX // 2)


def predict_window(
    reader: CovariateReader,
    window: Window,
    predict: PixelPredictor,
    outside: NDArray[np.bool_],
    progress: Progress,
) -> dict[str, NDArray[np.float64]]:
    """Predict the pixels of a window.

    A pixel is NaN where it is outside the mask, a static covariate is missing at it, or a temporal variable is missing
    at all steps.

    Returns
    -------
    dict
        ``mean`` and ``stddev``, (height, width).
    """
    block, present = reader.static(window)
    row, col = np.nonzero(reader.centre(present).all(axis=0) & ~outside)
    result = {name: np.full((window.height, window.width), np.nan) for name in ("mean", "stddev")}
    for start in range(0, len(row), PIXEL_BATCH):
        progress.check()
        r, c = row[start : start + PIXEL_BATCH], col[start : start + PIXEL_BATCH]
        x, y = reader.grid.xy(r + window.row, c + window.col)
        sequences = reader.temporal(r + window.row, c + window.col, x, y)
        known = np.ones(len(r), np.bool_)
        for _, there in sequences:
            known &= np.asarray(there.any(axis=1)).all(axis=1)
        r, c = r[known], c[known]
        if len(r):
            patches = cut_patches(block, r, c, reader.window)
            prediction = predict(patches, [values[known] for values, _ in sequences])
            result["mean"][r, c], result["stddev"][r, c] = prediction.mean, prediction.stddev
    return result


def _readable(path: str) -> bool:
    try:
        with rasterio.open(path):
            return True
    except READ_ERRORS:
        return False
