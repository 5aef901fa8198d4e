"""Areas of pixels on the ellipsoid (WGS 84), for grids in degrees and in any projection."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from rasterio.crs import CRS

from ..raster.grid import Grid, Window
from ..raster.projection import project

Floats = NDArray[np.float64]

SEMI_MAJOR_M, FLATTENING = 6_378_137.0, 1 / 298.257223563
BLOCK_PX = 32  # pixels that share a scale where a projection has one that changes slowly
_SQUARED = FLATTENING * (2 - FLATTENING)  # of the eccentricity
_ECCENTRICITY = math.sqrt(_SQUARED)
_DEGREES = CRS.from_epsg(4326)


def strip_area(latitude: Floats) -> Floats:
    """Return the area between the equator and latitudes (n,) in radians, m2 for a radian of longitude.

    Examples
    --------
    The whole Earth has 510,065,622 km2:

    >>> round(float(4 * math.pi * strip_area(np.array([math.pi / 2]))[0]) / 1e6)
    510065622
    """
    sine = np.sin(latitude)
    inner = sine / (1 - _SQUARED * sine**2) + np.arctanh(_ECCENTRICITY * sine) / _ECCENTRICITY
    return SEMI_MAJOR_M**2 * (1 - _SQUARED) / 2 * inner


def pixel_areas(grid: Grid, window: Window) -> Floats:
    """Return the areas of the pixels of a window, m2, (height, width).

    Exact for a grid in degrees that is not turned. Others are cut into blocks of `BLOCK_PX`, whose corners are taken to
    the plane of longitude and :func:`strip_area`, where areas are true; a CRS without a way there counts in its own
    units.
    """
    crs = CRS.from_wkt(grid.crs_wkt)
    a, b, _, d, e, f = grid.transform
    if crs.is_geographic and b == d == 0:
        edges = np.radians((f + e * (window.row + np.arange(window.height + 1))) * _degrees(crs))
        rows = np.abs(np.diff(strip_area(np.clip(edges, -math.pi / 2, math.pi / 2))))
        return np.repeat((rows * math.radians(abs(a) * _degrees(crs)))[:, None], window.width, axis=1)
    row, col = (np.unique([*range(0, size, BLOCK_PX), size]) for size in (window.height, window.width))
    lines, columns = np.meshgrid(window.row + row - 0.5, window.col + col - 0.5, indexing="ij")
    x, y = grid.xy(lines, columns)
    longitude, latitude = (np.radians(angle) for angle in project(x.ravel(), y.ravel(), crs, _DEGREES))
    latitude = np.where(np.isfinite(latitude), latitude, np.nan)
    corners = longitude.reshape(x.shape), strip_area(latitude).reshape(x.shape)
    blocks = _quadrilaterals(*corners) / np.outer(np.diff(row), np.diff(col))
    plane = abs(a * e - b * d) * (1.0 if crs.is_geographic else crs.units_factor[1] ** 2)
    blocks = np.where(np.isfinite(blocks), blocks, plane)
    return np.repeat(np.repeat(blocks, np.diff(row), axis=0), np.diff(col), axis=1)


def _degrees(crs: CRS) -> float:
    """Return the degrees that a unit of a geographic CRS has."""
    return math.degrees(crs.units_factor[1])


def _quadrilaterals(x: Floats, y: Floats) -> Floats:
    """Return the areas between (h + 1, w + 1) corners, (h, w); x is an angle, of which a whole turn is nothing."""
    with np.errstate(invalid="ignore"):
        corners = [np.s_[:-1, :-1], np.s_[:-1, 1:], np.s_[1:, 1:], np.s_[1:, :-1]]
        first = corners[0]
        dx = [(x[corner] - x[first] + math.pi) % (2 * math.pi) - math.pi for corner in corners]
        dy = [y[corner] - y[first] for corner in corners]
        return np.abs(sum(dx[i] * dy[(i + 1) % 4] - dx[(i + 1) % 4] * dy[i] for i in range(4))) / 2
