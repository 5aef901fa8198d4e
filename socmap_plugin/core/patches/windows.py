"""What a model reads of one window of a map: static covariates with the margin of the patches, distinct sequences."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from ..covariates.covariate_list import Covariates, TemporalGroup
from ..raster.grid import Grid, Window
from ..raster.warp import pixel_area
from .native_cells import NativeCells
from .patches import CovariateReader, as_sequences
from .temporal_stack import TemporalStack

# Bytes, margins among them: a static value while it is read and kept, a pixel while its cell is looked for, a temporal
# value while its gaps are filled, and while it is brought onto the grid.
_READING, _KEPT, _FINDING, _SEQUENCE, _ON_GRID = 14, 6, 72, 12, 24


@dataclass(frozen=True)
class CellSequences:
    """The sequences of a temporal group in a window, each once, and which pixel has which.

    Attributes
    ----------
    values
        (n, T, F) sequences of the temporal cells that the window touches, missing steps interpolated.
    cell
        (height, width) row of `values` that belongs to every pixel of the window.
    """

    values: NDArray[np.float32]
    cell: NDArray[np.int32]


@dataclass(frozen=True)
class WindowCovariates:
    """The covariates of a window of height x width pixels, for patches of w x w.

    Attributes
    ----------
    static
        (C, height + w - 1, width + w - 1), gaps in the patches of usable pixels filled with the nearest valid value;
        C may be 0.
    usable
        (height, width) pixels that can be predicted: inside the mask, no static covariate missing, and no temporal
        variable missing at all steps.
    temporal
        One entry a temporal group; may be empty.
    grid, row, col
        The grid, and where in it the window begins; known of windows that were read.
    """

    static: NDArray[np.float32]
    usable: NDArray[np.bool_]
    temporal: tuple[CellSequences, ...]
    grid: Grid | None = None
    row: int = 0
    col: int = 0


class WindowReader:
    """Reads the covariates of windows of a map, what is shared by many pixels once; a context manager.

    A usable pixel has the patch and the sequences that :class:`.CovariateReader` reads at it, whatever the window.

    Parameters
    ----------
    covariates
        What to read, in this order.
    grid
        Reference grid.
    window
        Width of a patch in pixels (odd).
    temporal_resampling
        As for :class:`.CovariateReader`. Where a band is read on the grid, every pixel has a sequence of its own.
    outside
        Says which pixels (height, width) of a window are outside the mask.
    """

    def __init__(
        self,
        covariates: Covariates,
        grid: Grid,
        window: int,
        temporal_resampling: str,
        outside: Callable[[Window], NDArray[np.bool_]],
    ) -> None:
        self.covariates, self.grid, self.window = covariates, grid, window
        self._outside = outside
        self._reader = CovariateReader(covariates, grid, window, temporal_resampling)

    def __enter__(self) -> WindowReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reader.__exit__(kind, error, trace)

    def read(self, window: Window) -> WindowCovariates:
        """Read the covariates of a window.

        Where no pixel of it is usable, the values are zeros, and sequences may be left out but one.
        """
        usable = ~self._outside(window)
        if usable.any():
            static, present = self._reader.static(window)
            usable &= self._reader.centre(present).all(axis=0)
            del present
        else:
            side = self.window - 1
            static = np.zeros((len(self.covariates.static), window.height + side, window.width + side), np.float32)
        temporal = tuple(self._sequences(window, usable, group, stack) for group, stack in self._reader.groups)
        return WindowCovariates(static, usable, temporal, self.grid, window.row, window.col)

    @property
    def margin(self) -> int:
        """How far beyond a window static covariates are read."""
        return self._reader.margin

    @functools.cached_property
    def bytes_a_pixel(self) -> int:
        """What reading a window of 64 x 64 pixels or more takes at its peak for each pixel, GDAL's cache left aside."""
        values = sum(stack.count * _bytes_a_pixel(self.grid, stack) for _, stack in self._reader.groups)
        static = len(self.covariates.static)
        return math.ceil(max(_READING * static, _KEPT * static + _FINDING + values))

    def _sequences(
        self, window: Window, usable: NDArray[np.bool_], group: TemporalGroup, stack: TemporalStack
    ) -> CellSequences:
        """Read the sequences of a group; takes the pixels that lack a variable out of `usable`."""
        if not usable.any():
            shape = (1, len(group.steps), len(group.variables))
            return CellSequences(np.zeros(shape, np.float32), np.zeros(usable.shape, np.int32))
        if stack.native and not stack.on_grid:
            cell, pixels = NativeCells(self.grid, stack.native.grids).find(window, usable)
            values, valid = stack.native.read_pixels(pixels, len(pixels[0][0]))
        else:
            row, col = np.nonzero(usable)
            row, col = row + window.row, col + window.col
            cell = np.maximum(np.cumsum(usable, dtype=np.int32) - 1, 0).reshape(usable.shape)
            values, valid = stack.read(row, col)
        sequences, present = as_sequences(group, values, valid)
        known = np.asarray(present.any(axis=1)).all(axis=1)  # (n,)
        usable &= np.asarray(known)[cell]
        return CellSequences(sequences, cell)


def _bytes_a_pixel(grid: Grid, stack: TemporalStack) -> float:
    """Return what a band of a stack takes for a pixel: that of a cell for its share of it, unless it is on the grid."""
    if stack.on_grid or not stack.native:
        return _ON_GRID
    width, height = grid.pixel_size
    return _SEQUENCE * min(sum(width * height / pixel_area(native, grid) for native in stack.native.grids), 1.0)
