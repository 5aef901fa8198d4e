"""The bands of a temporal group: some at their own pixels, some on the reference grid."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from ..covariates.covariate_list import BandSource
from ..jobs.covariate_row import NEAREST
from ..raster.grid import Grid, Window
from ..raster.known_files import Files
from ..raster.reading import GridStack, NativeStack

Block = tuple[NDArray[np.float32], NDArray[np.bool_]]
Points = tuple[NDArray[np.float64], NDArray[np.float64]]


class TemporalStack:
    """Bands of a temporal group at points of the reference grid; a context manager.

    A band that comes onto the grid as its nearest pixel, see :meth:`.Files.resampling`, is read at its own pixel that
    contains the point. Every other one, as those whose pixels are finer than the grid's, is read on the grid.

    Parameters
    ----------
    sources
        The bands, in the order of the stack.
    grid
        Reference grid.
    resampling
        ``nearest`` or ``bilinear``, for bands that are not finer than the grid and say nothing of it.
    files
        Those that are known already.

    Attributes
    ----------
    native, on_grid
        The two parts, None where there is nothing in one.
    """

    def __init__(self, sources: Sequence[BandSource], grid: Grid, resampling: str, files: Files) -> None:
        self.count, self._grid = len(sources), grid
        ways = [files.resampling(source, grid, resampling) for source in sources]
        self._native = [i for i, way in enumerate(ways) if way == NEAREST]
        self._on_grid = [i for i, way in enumerate(ways) if way != NEAREST]
        self._files = contextlib.ExitStack()
        self.native: NativeStack | None = None
        self.on_grid: GridStack | None = None
        with contextlib.ExitStack() as guard:
            guard.callback(self._files.close)
            if self._native:
                bands = [sources[i] for i in self._native]
                self.native = self._files.enter_context(NativeStack(bands, grid.crs_wkt, files))
            if self._on_grid:
                bands = [sources[i] for i in self._on_grid]
                self.on_grid = self._files.enter_context(GridStack(bands, grid, resampling, files))
            guard.pop_all()

    def __enter__(self) -> TemporalStack:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.close()

    def read(self, row: NDArray[np.int64], col: NDArray[np.int64], xy: Points | None = None) -> Block:
        """Return values and validity, both (n, bands), at n points.

        Parameters
        ----------
        row, col
            (n,) the pixels of the reference grid that hold the points.
        xy
            Their coordinates in its CRS, (n,) each; the centres of the pixels where they are not given.
        """
        native = self.native.read(*(xy or self._grid.xy(row, col))) if self.native else None
        on_grid = read_pixels(self.on_grid, row, col) if self.on_grid else None
        if native is None or on_grid is None:
            return native or on_grid or (np.zeros((len(row), 0), np.float32), np.zeros((len(row), 0), np.bool_))
        values, valid = np.empty((len(row), self.count), np.float32), np.empty((len(row), self.count), np.bool_)
        for places, part in ((self._native, native), (self._on_grid, on_grid)):
            values[:, places], valid[:, places] = part
        return values, valid


def read_pixels(stack: GridStack, row: NDArray[np.int64], col: NDArray[np.int64]) -> Block:
    """Return values and validity, both (n, bands), at n pixels of a stack's grid."""
    values = np.zeros((stack.count, len(row)), np.float32)
    valid = np.zeros(values.shape, np.bool_)
    for points in blocks_of_pixels(row, col):
        r, c = row[points], col[points]
        window = Window(int(r.min()), int(c.min()), int(np.ptp(r)) + 1, int(np.ptp(c)) + 1)
        block, present = stack.read(window)
        values[:, points] = block[:, r - window.row, c - window.col]
        valid[:, points] = present[:, r - window.row, c - window.col]
    return values.T, valid.T


def blocks_of_pixels(row: NDArray[np.int64], col: NDArray[np.int64], size_px: int = 256) -> list[NDArray[np.intp]]:
    """Group pixels by the block of a grid that they lie in, so that each block is read once.

    Parameters
    ----------
    row, col
        (n,) pixels.
    size_px
        Side of a block.

    Returns
    -------
    list of array
        For every block that holds pixels, their positions in `row` and `col`, together n; none for no pixels.

    Examples
    --------
    >>> [block.tolist() for block in blocks_of_pixels(np.array([0, 700, 5]), np.array([3, 9, 255]))]
    [[0, 2], [1]]
    """
    if not len(row):
        return []
    line, place = row // size_px, col // size_px
    block = line * (np.ptp(place) + 1) + place - place.min()
    order = np.argsort(block, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(block[order])) + 1)
