"""Predicting the windows of a map: the model and the open covariates that every window needs."""

from __future__ import annotations

import contextlib
import functools
import time
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType

from ..cluster.dask_worker import TaskProgress, per_thread
from ..covariates.covariate_list import Covariates
from ..dense.predictors import window_predictor
from ..models.model_file import Contract, Model
from ..patches.windows import WindowCovariates, WindowReader
from ..raster.grid import Window
from ..raster.mask import mask_of
from ..raster.opening import READ_ERRORS, open_raster
from ..runtime.progress import Progress
from .fingerprint import MapPlan
from .layers import LayerMaker, Layers

WINDOW_PX, LEAST_PX = 512, 64  # sides of a window: large enough to read well, small enough to report and to stop
CACHE_SHARE, WINDOW_SHARE = 0.4, 0.5  # of the memory: GDAL's blocks; windows being read and predicted
BLOCK_PX = 512  # side of the usual largest blocks of a file
TRIAL_PX, TRIALS = 128, 4  # side of what is tried to tell how long a map takes, and how often until there is a pixel


class Mapper:
    """Reads and predicts windows of a map; a context manager.

    Parameters
    ----------
    plan
        What to map.
    model
        That of the plan, loaded.
    threads
        How many threads predict.
    """

    def __init__(self, plan: MapPlan, model: Model, threads: int) -> None:
        self.contract: Contract = model.contract
        self.grid = plan.grid
        self._plan, self._model, self._threads = plan, model, threads
        self._reader = WindowReader(
            plan.covariates,
            plan.grid,
            self.contract.window,
            self.contract.temporal_resampling,
            mask_of(plan.mask, plan.grid),
        )

    def __enter__(self) -> Mapper:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reader.__exit__(kind, error, trace)

    def read(self, window: Window) -> WindowCovariates:
        """Read the covariates of a window."""
        return self._reader.read(window)

    def predict(self, covariates: WindowCovariates, progress: Progress) -> Layers:
        """Return the layers of the plan in a window."""
        return self._make(covariates, progress)

    @functools.cached_property
    def _make(self) -> LayerMaker:
        # Not before it is asked for: who lets a cluster predict may lack its device.
        plan, threads = self._plan, self._threads
        predict = window_predictor(self._model.predictor, self.contract.window, plan.device, threads)
        return LayerMaker(plan.layers, predict, self._model.trust, plan.coverage, threads)

    def windows(self, memory_mb: int) -> list[Window]:
        """Return the windows of the map in the order in which they are best read.

        Two of them, one being predicted and one being read, fit in the memory. GDAL keeps blocks of files that were
        decoded; where it cannot keep those of a row of windows, windows follow one another down bands of the map that
        are narrow enough. Files whose blocks are whole lines are read in windows as wide as the map then.
        """
        height, width = self.window_shape(memory_mb)
        windows = list(self.grid.windows(height, width))
        block_row = (height + 2 * BLOCK_PX) * self._static_bytes  # a window's blocks and those of its margin, a column
        band = max(int(memory_mb * 2**20 * CACHE_SHARE / max(block_row, 1)) // width * width, width)
        return sorted(windows, key=lambda window: (window.col // band, window.row, window.col))

    def window_shape(self, memory_mb: int) -> tuple[int, int]:
        """Return height and width of the windows."""
        pixels = int(memory_mb * 2**20 * WINDOW_SHARE / 2 / self._reader.bytes_a_pixel)
        side = max(min(int(pixels**0.5) // LEAST_PX * LEAST_PX, WINDOW_PX), LEAST_PX)
        row_bytes = self.grid.width * side * self._static_bytes
        if row_bytes > memory_mb * 2**20 * CACHE_SHARE and _in_lines(self._reader.covariates):
            height = pixels // self.grid.width - 2 * self._reader.margin
            return min(max(height, 1), self.grid.height), self.grid.width
        return min(side, self.grid.height), min(side, self.grid.width)

    @property
    def _static_bytes(self) -> int:
        return 4 * len(self._reader.covariates.static)

    def memory_mb(self, window: Window) -> float:
        """Return what two windows take, in MB."""
        rows = window.height + 2 * self._reader.margin
        return 2 * rows * window.width * self._reader.bytes_a_pixel / 2**20

    def seconds_a_pixel(self, windows: Sequence[Window]) -> float | None:
        """Try how long the prediction of a pixel of some windows takes on this machine, reading left aside.

        None where none of the pixels that are tried can be predicted.
        """
        step = max(len(windows) // TRIALS, 1)
        for window in windows[step // 2 :: step][:TRIALS]:
            height, width = min(window.height, TRIAL_PX), min(window.width, TRIAL_PX)
            row, col = window.row + (window.height - height) // 2, window.col + (window.width - width) // 2
            trial = self.read(Window(row, col, height, width))
            if trial.usable.any():
                self._make(trial, Progress())  # the first makes buffers and threads
                started = time.perf_counter()
                self._make(trial, Progress())
                return (time.perf_counter() - started) / (height * width)
        return None


@dataclass(frozen=True)
class MapTask:
    """Predicts one window on a worker of a cluster, which sees the files under the paths that they have here."""

    plan: MapPlan

    def __call__(self, window: Window) -> Layers:
        """Return the layers of a window; the worker keeps model and files open for the next."""
        mapper = per_thread("mapper", lambda: Mapper(self.plan, self.plan.load_model(), threads=1))
        return mapper.predict(mapper.read(window), TaskProgress())


def _in_lines(covariates: Covariates) -> bool:
    for path in {item.source.layer.path for item in covariates.static}:
        with contextlib.suppress(*READ_ERRORS), open_raster(path) as raster:
            if raster.block_shapes[0][1] == raster.width > WINDOW_PX:
                return True
    return False
