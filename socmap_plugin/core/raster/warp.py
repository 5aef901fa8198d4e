"""Bands of another grid seen on the reference grid, block by block.

Not by GDAL's warper: it takes a pixel of several bands for missing only where all of them are, knows neither dates on
their circle nor a value that is missing by the user's word, and its sums depend on the window that is asked for.
"""

from __future__ import annotations

import functools
import math

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio._err import CPLE_BaseError, CPLE_NotSupportedError  # rasterio has no public names for them
from rasterio.crs import CRS
from rasterio.warp import transform_geom

from ..covariates.covariate_list import BandSource
from ..jobs.covariate_row import AVERAGE, BILINEAR, CLASS, MAJORITY, NEAREST
from ..runtime.errors import InputError
from . import resampling
from .bands import Bands
from .grid import Grid, Window
from .projection import project, turned

BLOCK_PX = 32  # side of what is resampled at once: sums must not depend on the window that asks for a value
SOURCE_PX = 2**22  # of the file for a block; one that needs more is resampled in quarters
MARGIN_PX = 2  # of the file around a block, for the neighbours that a value is interpolated from
KEPT_BLOCKS = 384  # whose places are known: layers of one CRS share those of a window
FINER = 1 / 4  # of the area of a pixel of the grid: smaller pixels are averaged
TORN = 8  # times as wide as usual: the corners of a pixel that a CRS tears apart at its edge


def resampling_of(source: BandSource, own: Grid, grid: Grid, otherwise: str) -> str:
    """Return how a band comes onto a grid, one of `BAND_RESAMPLINGS`.

    As its source says. Where it says nothing: averaged where the pixels of the file are less than half as large as
    those of the grid, which for classes is the most frequent one, and `otherwise` elsewhere, which for classes is
    the nearest. Classes are never averaged or interpolated, whatever is said.
    """
    if source.kind == CLASS:
        if source.resampling in (NEAREST, MAJORITY):
            return source.resampling
        return MAJORITY if is_finer(own, grid) else NEAREST
    if source.resampling:
        return source.resampling
    return AVERAGE if is_finer(own, grid) else otherwise


def is_finer(own: Grid, grid: Grid) -> bool:
    """Return whether the pixels of a grid are less than half as large as those of another one."""
    width, height = grid.pixel_size
    return pixel_area(own, grid) < width * height * FINER


class Lattice:
    """Where the pixels of blocks of a grid lie in other grids; the places of the last blocks are kept."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.places = functools.lru_cache(KEPT_BLOCKS)(self._places)
        self._projected = functools.lru_cache(KEPT_BLOCKS)(self._project)

    def _places(
        self, row: int, col: int, side: int, own: Grid, corners: bool
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return where a block's pixels lie in a file, (y, x) in its pixels; NaN where they have no place.

        The centres of its pixels, (side, side), or their corners, (side + 1, side + 1).
        """
        x, y = self._projected(row, col, side, own.crs_wkt, corners)
        found = np.isfinite(x) & np.isfinite(y)
        if CRS.from_wkt(own.crs_wkt).is_geographic and found.any():
            middle = np.median(x[found])  # a block across 180 degrees is in one piece, where the file has it
            with np.errstate(invalid="ignore"):
                x = x + 360 * np.rint((middle - x) / 360)
            x = x + (turned(np.array([middle]), own)[0] - middle)
        with np.errstate(invalid="ignore"):
            across, down = ~rasterio.Affine(*own.transform) * (x, y)
        return np.where(found, down, np.nan), np.where(found, across, np.nan)

    def _project(
        self, row: int, col: int, side: int, wkt: str, corners: bool
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return x and y of the places in a CRS."""
        line, place = np.indices((side + corners,) * 2) - (0.5 if corners else 0.0)
        x, y = self.grid.xy(line.ravel() + row, place.ravel() + col)
        x, y = project(x, y, CRS.from_wkt(self.grid.crs_wkt), CRS.from_wkt(wkt))
        return x.reshape(line.shape), y.reshape(line.shape)


class Warped:
    """Bands of a file on the lattice of another grid.

    Missing values have no part in a mean or an interpolation, of each band by itself. See :mod:`.resampling`.

    Parameters
    ----------
    bands
        The bands.
    lattice
        The grid to see them on; windows may reach beyond it.
    method
        One of `BAND_RESAMPLINGS`.
    name
        Of the layer, for the error.

    Raises
    ------
    InputError
        There is no way from one CRS to the other.
    """

    def __init__(self, bands: Bands, lattice: Lattice, method: str, name: str) -> None:
        self._bands, self._lattice, self._method = bands, lattice, method
        self._own_crs = CRS.from_wkt(bands.grid.crs_wkt)
        refuse_without_a_way(lattice.grid, self._own_crs, name)

    def read(self, window: Window, values: NDArray[np.float32], valid: NDArray[np.bool_]) -> None:
        """Read a window into two arrays (sources, height, width); values become 0 where not valid."""
        for top in range(window.row // BLOCK_PX * BLOCK_PX, window.row + window.height, BLOCK_PX):
            for left in range(window.col // BLOCK_PX * BLOCK_PX, window.col + window.width, BLOCK_PX):
                rows = slice(max(top, window.row), min(top + BLOCK_PX, window.row + window.height))
                cols = slice(max(left, window.col), min(left + BLOCK_PX, window.col + window.width))
                block = self._block(top, left, BLOCK_PX)
                block = block[:, rows.start - top : rows.stop - top, cols.start - left : cols.stop - left]
                present = ~np.isnan(block)
                np.copyto(block, 0, where=~present)
                row, col = rows.start - window.row, cols.start - window.col
                there = np.s_[:, row : row + block.shape[1], col : col + block.shape[2]]
                self._bands.spread(block, present, values[there], valid[there])

    def _block(self, row: int, col: int, side: int) -> NDArray[np.float32]:
        """Resample a block, (columns, side, side); NaN where there is no value."""
        result = np.full((self._bands.columns, side, side), np.nan, np.float32)
        y, x = self._lattice.places(row, col, side, self._bands.grid, self._method in (AVERAGE, MAJORITY))
        window = self._needed(y, x)
        if window is None:
            return result
        if window.height * window.width > SOURCE_PX and side > 1:
            half = side // 2
            for top, left in ((0, 0), (0, half), (half, 0), (half, half)):
                result[:, top : top + half, left : left + half] = self._block(row + top, col + left, half)
            return result
        numbers = np.empty((len(result), window.height, window.width), np.float32)
        valid = np.empty(numbers.shape, np.bool_)
        self._bands.read_columns(window, numbers, valid)
        y, x = y - window.row, x - window.col
        if self._method in (NEAREST, BILINEAR):
            way = resampling.nearest if self._method == NEAREST else resampling.bilinear
            return way(numbers, valid, y, x)
        boxes = _boxes(y, x, torn=not self._own_crs.is_geographic)
        return (resampling.average if self._method == AVERAGE else resampling.majority)(numbers, valid, boxes)

    def _needed(self, y: NDArray[np.float64], x: NDArray[np.float64]) -> Window | None:
        """Return which window of the file holds places and their neighbours, None where there is none."""
        if np.isnan(y).all():
            return None
        top, left = (math.floor(np.nanmin(place)) - MARGIN_PX for place in (y, x))
        bottom, right = (math.ceil(np.nanmax(place)) + MARGIN_PX for place in (y, x))
        return self._bands.reach(Window(top, left, bottom - top, right - left))


def _boxes(y: NDArray[np.float64], x: NDArray[np.float64], torn: bool) -> NDArray[np.float64]:
    """Return (4, side, side) top, left, bottom and right of what holds the corners of each pixel, NaN where none."""
    places = np.stack([y, x])
    corners = np.stack([places[:, :-1, :-1], places[:, :-1, 1:], places[:, 1:, :-1], places[:, 1:, 1:]])
    boxes = np.concatenate([corners.min(axis=0), corners.max(axis=0)])  # nan of a corner is nan of the pixel
    if torn:
        width = boxes[3] - boxes[1]
        boxes[:, width > TORN * np.nanmedian(width)] = np.nan
    return boxes


def refuse_without_a_way(grid: Grid, crs: CRS, name: str) -> None:
    """Refuse a layer whose CRS cannot be reached from that of a grid; that single points have no place is no matter."""
    x, y = grid.xy(np.zeros(1), np.zeros(1))
    try:
        transform_geom(grid.crs_wkt, crs, {"type": "Point", "coordinates": (float(x[0]), float(y[0]))})
    except CPLE_BaseError as error:
        if isinstance(error, CPLE_NotSupportedError):
            raise InputError(
                f"The CRS of the layer {name!r} cannot be transformed into that of the reference grid ({error}); "
                "set the right CRS in the layer's properties."
            ) from error


def pixel_area(own: Grid, grid: Grid) -> float:
    """Return the typical area of a pixel of `own` in the CRS of `grid`: the median over it, which no extent changes."""
    share = (np.arange(9) + 0.5) / 9
    row, col = (axis.ravel() for axis in np.meshgrid(own.height * share, own.width * share, indexing="ij"))
    crs, other = CRS.from_wkt(own.crs_wkt), CRS.from_wkt(grid.crs_wkt)
    corners = [project(*own.xy(row + dr, col + dc), crs, other) for dr, dc in ((0, 0), (0, 1), (1, 0))]
    (x, y), (right_x, right_y), (down_x, down_y) = corners
    with np.errstate(invalid="ignore"):  # a place that does not exist in the other CRS is infinite
        area = np.abs((right_x - x) * (down_y - y) - (right_y - y) * (down_x - x))
    area = area[np.isfinite(area)]
    return float(np.median(area)) if area.size else math.inf
