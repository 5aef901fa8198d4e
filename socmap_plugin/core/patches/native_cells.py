"""Which native pixels of temporal rasters contain the pixels of a window, by grid arithmetic."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.crs import CRS
from scipy.ndimage import maximum_filter

from ..raster.grid import Grid, Window
from ..raster.projection import place_on

LATTICE_PX = (32, 8)  # distances tried between the points that are projected, the others being interpolated
NEARLY_LINEAR_PX = 0.02  # largest error of interpolation, in native pixels, where it saves any projecting
SAFETY = 4.0  # the error anywhere over that midway between lattice points; of a smooth function it is at most 1
ROUNDING_PX = 1e-6  # of calculating with coordinates, and far more than that
TABLE_SHARE = 16  # numbers a pixel up to which a table of them is quicker than sorting

Pixels = tuple[NDArray[np.int64], NDArray[np.int64]]  # row and col


class NativeCells:
    """Finds the distinct temporal cells of a window: pixels of native grids that contain pixel centres.

    Parameters
    ----------
    grid
        The reference grid.
    natives
        The grids of the rasters of one temporal group; a cell is one pixel of each.
    """

    def __init__(self, grid: Grid, natives: Sequence[Grid]) -> None:
        self._grid, self._crs = grid, CRS.from_wkt(grid.crs_wkt)
        self._natives = [(native, CRS.from_wkt(native.crs_wkt)) for native in natives]

    def find(self, window: Window, where: NDArray[np.bool_]) -> tuple[NDArray[np.int32], list[Pixels]]:
        """Find the cells of a window.

        Parameters
        ----------
        window
            Of the reference grid.
        where
            (height, width) pixels whose cells are wanted, one at least.

        Returns
        -------
        cell : array
            (height, width) number of the cell that contains a pixel; of pixels not wanted any number.
        pixels : list of (row, col)
            (n,) native pixels of every cell, a pair a native grid; outside its grid where there is no pixel.
        """
        cell, pixels = self._cells(window, where, *self._natives[0])
        for native, crs in self._natives[1:]:
            own, own_pixels = self._cells(window, where, native, crs)
            count = len(own_pixels[0][0])
            pairs, cell = _renumbered(cell * np.int64(count) + own, len(pixels[0][0]) * count, where)
            pixels = [(row[pairs // count], col[pairs // count]) for row, col in pixels]
            pixels += [(row[pairs % count], col[pairs % count]) for row, col in own_pixels]
        return cell, pixels

    def _cells(
        self, window: Window, where: NDArray[np.bool_], native: Grid, crs: CRS
    ) -> tuple[NDArray[np.int32], list[Pixels]]:
        row, col = self._containing(window, where, native, crs)
        # one step outside stands for everything outside
        row, col = np.clip(row, -1, native.height), np.clip(col, -1, native.width)
        top, left, width = row.min(), col.min(), np.ptp(col) + 1
        found, cell = _renumbered((row - top) * width + (col - left), int((np.ptp(row) + 1) * width), where)
        return cell, [(found // width + top, found % width + left)]

    def _containing(self, window: Window, where: NDArray[np.bool_], native: Grid, crs: CRS) -> Pixels:
        """Return the native pixels that contain pixel centres, arrays that broadcast to (height, width)."""
        if crs != self._crs:
            return self._projected(window, where, native)
        rows = window.row + np.arange(window.height)[:, None]
        cols = window.col + np.arange(window.width)[None, :]
        if any(grid.transform[1] or grid.transform[3] for grid in (self._grid, native)):
            return native.pixel(*place_on(*self._grid.xy(rows, cols), crs, native))
        # Without shear the row depends on the line alone, and comes out as it does for each of its pixels.
        first = np.zeros(1, np.int64)
        in_column, in_row = self._grid.xy(rows, first), place_on(*self._grid.xy(first, cols), crs, native)
        return native.pixel(*in_column)[0], native.pixel(*in_row)[1]

    def _projected(self, window: Window, where: NDArray[np.bool_], native: Grid) -> Pixels:
        """Return the pixels of a grid in another CRS.

        Positions are interpolated between projected points; a pixel is projected itself where it is closer to the
        border of a native pixel than interpolation may be wrong.
        """
        rough = next(filter(None, (self._interpolated(window, native, step) for step in LATTICE_PX)), None)
        if rough is None:
            row, col, unsure = np.zeros(where.shape, np.int64), np.zeros(where.shape, np.int64), where
        else:
            row, col, unsure = rough
            unsure &= where
        r, c = np.nonzero(unsure)
        row[r, c], col[r, c] = native.pixel(
            *place_on(*self._grid.xy(r + window.row, c + window.col), self._crs, native)
        )
        return row, col

    def _interpolated(
        self, window: Window, native: Grid, step: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]] | None:
        """Return row, col and which pixels are unsure, all (height, width); None where a lattice gains nothing."""
        if min(window.height, window.width) <= step:
            return None
        rows, cols = math.ceil((window.height - 1) / step) + 1, math.ceil((window.width - 1) / step) + 1
        # every second point is midway between lattice points, and tells how wrong interpolation is
        r, c = np.linspace(0, window.height - 1, 2 * rows - 1), np.linspace(0, window.width - 1, 2 * cols - 1)
        line, place = (axis.ravel() for axis in np.meshgrid(r + window.row, c + window.col, indexing="ij"))
        x, y = place_on(*self._grid.xy(line, place), self._crs, native)
        with np.errstate(invalid="ignore"):
            col, row = ~rasterio.Affine(*native.transform) * (x, y)
        exact = np.stack([row, col]).reshape(2, len(r), len(c))
        nodes = exact[:, ::2, ::2]
        nodes = np.where(np.isfinite(nodes), nodes, 0.0)
        with np.errstate(invalid="ignore"):
            error = np.abs(_weights(len(r), rows) @ nodes @ _weights(len(c), cols).T - exact).max(axis=0)
        error = maximum_filter(np.where(np.isfinite(error), error, np.inf), size=3)[1::2, 1::2]  # a lattice cell each
        bent = error > NEARLY_LINEAR_PX
        if bent.mean() > 0.5:
            return None
        bound = SAFETY * error[~bent].max() + ROUNDING_PX
        # Where a CRS ends or jumps, the line may cut a corner off the next cell unseen.
        bent = maximum_filter(bent, size=3)
        upper, left = _weights(window.height, rows), _weights(window.width, cols)
        unsure = bent[np.ix_(_cell_of(window.height, rows), _cell_of(window.width, cols))]
        numbers = []
        for axis in nodes:
            position = upper @ axis @ left.T  # (height, width)
            number = np.floor(position - bound)
            unsure |= number != np.floor(position + bound)
            numbers.append(number.astype(np.int64))
        return numbers[0], numbers[1], unsure


def _weights(count: int, nodes: int) -> NDArray[np.float64]:
    """Return (count, nodes) weights that interpolate `count` even places from the first to the last node linearly."""
    place = np.linspace(0, nodes - 1, count)
    return np.maximum(1 - np.abs(place[:, None] - np.arange(nodes)), 0.0)


def _cell_of(count: int, nodes: int) -> NDArray[np.intp]:
    """Return between which nodes each of `count` even places lies."""
    return np.minimum(np.linspace(0, nodes - 1, count).astype(np.intp), nodes - 2)


def _renumbered(
    number: NDArray[np.int64], size: int, where: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return the different numbers below `size` in an array, sorted, and the array with their positions instead.

    Only `where` counts; elsewhere any position stands.
    """
    if size > TABLE_SHARE * number.size:
        found, position = np.unique(number[where], return_inverse=True)
        cell = np.zeros(number.shape, np.int32)
        cell[where] = position
        return found, cell
    there = np.zeros(size, np.bool_)
    there[number if where.all() else number[where]] = True
    rank = np.maximum(np.cumsum(there, dtype=np.int32) - 1, 0, dtype=np.int32)
    return np.flatnonzero(there), rank[number]
