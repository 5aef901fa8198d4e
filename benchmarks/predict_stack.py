"""Simulated stacks of covariates of any size, and a model trained on them, for the prediction benchmark."""

from __future__ import annotations

import math
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.crs import CRS
from rasterio.transform import from_origin

from benchmarks.protocol import STATIC, TEMPORAL
from socmap_plugin.core.jobs.dataset import BuildDatasetJob
from socmap_plugin.core.jobs.inputs import RasterLayer, SampleTable
from socmap_plugin.core.jobs.job_file import write_job
from socmap_plugin.core.jobs.models import TrainingSettings, TrainNetworkJob
from socmap_plugin.core.jobs.tasks import Job
from tests.builders import landscapes

ROOT = Path(__file__).resolve().parent.parent
STATIC_NAMES = ("elevation", "twi", "temperature", *STATIC)
TEMPORAL_NAMES = ("evi_area", "greenup", *TEMPORAL)
PIXEL_M, CELL_M = 90.0, 500.0
ORIGIN = (250_000.0, 3_900_000.0)  # m; 450 km from here are still in the zone
CELL_SHIFT_M = 170.0  # the cells of a satellite product begin anywhere
RANGE_PX = 4.0  # correlation length of the static covariates
HOLE_PX, HOLE_SHARE = 40, 0.03  # lakes and towns, the same in every static covariate
GAP_SHARE = 1e-4  # of the pixels of a static covariate, missing for themselves
MISSING_SHARE = 0.01  # of the values of a temporal variable
NODATA = -9999.0
SAMPLES, EPOCHS = 100, 3  # how long a prediction takes does not depend on how well the model is trained


@dataclass(frozen=True)
class Stack:
    """Rasters of `side` x `side` pixels in a folder, and the model that maps them."""

    folder: Path
    side: int

    @property
    def model(self) -> Path:
        return self.folder / "model.socmodel"

    @property
    def static(self) -> tuple[RasterLayer, ...]:
        return tuple(RasterLayer(name, str(self.folder / f"{name}.tif")) for name in STATIC_NAMES)

    @property
    def temporal(self) -> tuple[RasterLayer, ...]:
        return tuple(RasterLayer(name, str(self.folder / f"{name}.tif")) for name in TEMPORAL_NAMES)

    @property
    def crs(self) -> str:
        return landscapes.CRS

    @property
    def crs_wkt(self) -> str:
        return str(CRS.from_string(self.crs).to_wkt())

    def corner(self, side: int) -> tuple[float, float, float, float]:
        """Return (xmin, ymin, xmax, ymax) of `side` x `side` pixels in the upper left corner."""
        x, y = ORIGIN
        return x, y - side * PIXEL_M, x + side * PIXEL_M, y


def make_stack(folder: Path, side: int) -> Stack:
    """Make the stack of a size in `folder` unless it is there, and read it once, so that the files are cached."""
    stack = Stack(folder, side)
    if not stack.model.exists():
        make_layers(stack)
        _train(stack)
    for layer in (*stack.static, *stack.temporal):
        Path(layer.path).read_bytes()
    return stack


def make_layers(stack: Stack) -> None:
    """Make the rasters of a stack."""
    stack.folder.mkdir(parents=True, exist_ok=True)
    holes = _holes(stack.side)
    cells = math.ceil((stack.side * PIXEL_M + CELL_SHIFT_M) / CELL_M)
    with ThreadPoolExecutor() as pool:
        static = pool.map(lambda layer: _write_static(layer[0], layer[1], holes), enumerate(stack.static))
        temporal = pool.map(lambda layer: _write_temporal(layer[0], layer[1], cells), enumerate(stack.temporal))
        _ = [*static, *temporal]


def _holes(side: int) -> NDArray[np.bool_]:
    coarse = np.random.default_rng(0).random((math.ceil(side / HOLE_PX),) * 2) < HOLE_SHARE
    return np.kron(coarse, np.ones((HOLE_PX, HOLE_PX), np.bool_))[:side, :side]


def _write_static(number: int, layer: RasterLayer, holes: NDArray[np.bool_]) -> None:
    rng = np.random.default_rng([1, number])
    values = (100 + 10 * landscapes.random_field(rng, holes.shape, RANGE_PX)).astype(np.float32)
    values[holes | (rng.random(holes.shape, np.float32) < GAP_SHARE)] = NODATA
    _write(layer, values[np.newaxis], [layer.name], PIXEL_M, ORIGIN)


def _write_temporal(number: int, layer: RasterLayer, cells: int) -> None:
    rng = np.random.default_rng([2, number])
    shape = (len(landscapes.YEARS), cells, cells)
    level = landscapes.random_field(rng, shape[1:], RANGE_PX)
    values = (100 + 10 * level + 3 * rng.standard_normal(shape)).astype(np.float32)
    values[rng.random(shape) < MISSING_SHARE] = NODATA
    names = [f"{layer.name}_{year}" for year in landscapes.YEARS]
    _write(layer, values, names, CELL_M, (ORIGIN[0] - CELL_SHIFT_M, ORIGIN[1] + CELL_SHIFT_M))


def _write(
    layer: RasterLayer, values: NDArray[np.float32], names: list[str], size: float, origin: tuple[float, float]
) -> None:
    profile = {
        "driver": "GTiff",
        "dtype": "float32",
        "count": len(values),
        "height": values.shape[1],
        "width": values.shape[2],
        "crs": landscapes.CRS,
        "transform": from_origin(*origin, size, size),
        "nodata": NODATA,
        "tiled": True,
        "compress": "deflate",
        "predictor": 3,
    }
    with rasterio.open(layer.path, "w", **profile) as raster:
        raster.write(values)
        for band, name in enumerate(names, start=1):
            raster.set_band_description(band, name)


def _train(stack: Stack) -> None:
    """Build the dataset of a few samples and train the paper's network on it, in workers as the plugin does."""
    rng = np.random.default_rng(3)
    side = stack.side * PIXEL_M
    x, y = ORIGIN[0] + side * rng.random(SAMPLES), ORIGIN[1] - side * rng.random(SAMPLES)
    table = SampleTable(
        "samples",
        stack.crs_wkt,
        tuple(f"p{i + 1}" for i in range(SAMPLES)),
        tuple(x.tolist()),
        tuple(y.tolist()),
        tuple(rng.normal(20.0, 5.0, SAMPLES).tolist()),
    )
    dataset = str(stack.folder / "dataset.npz")
    settings = TrainingSettings(preset="paper", epochs=EPOCHS, patience=EPOCHS)
    jobs: tuple[Job, ...] = (
        BuildDatasetJob(table, dataset, stack.static, stack.temporal),
        TrainNetworkJob(dataset, str(stack.model), settings=settings),
    )
    for job in jobs:
        write_job(job, stack.folder / "job.json")
        command = [sys.executable, "-m", "socmap_plugin.core", str(stack.folder / "job.json")]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"The worker ended with status {done.returncode}: {(done.stdout + done.stderr)[-500:]}")
