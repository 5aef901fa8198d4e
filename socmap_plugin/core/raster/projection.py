"""Coordinate reference systems: reading them, and taking points from one to another."""

from __future__ import annotations

import math
import re

import numpy as np
from numpy.typing import NDArray
from rasterio._err import CPLE_BaseError, CPLE_NotSupportedError  # rasterio has no public name for it
from rasterio.crs import CRS
from rasterio.errors import CRSError
from rasterio.warp import transform as transform_points
from rasterio.warp import transform_bounds

from ..jobs.inputs import Extent
from ..runtime.errors import InputError
from ..runtime.wording import sentence_part
from .grid import ALIGNED_PX, Grid

EARTH_CENTRED = CRS.from_epsg(4978)
_LOCAL = re.compile(r"(?:LOCAL_CS|ENGCRS|ENGINEERINGCRS)\[", re.IGNORECASE)


def project(
    x: NDArray[np.float64], y: NDArray[np.float64], crs: CRS, other: CRS
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return points given in `crs` in `other`; points that have no place there become infinite.

    Parameters
    ----------
    x, y
        (n,) coordinates in the units of `crs`, longitude first in a geographic one.

    Returns
    -------
    x, y : array
        (n,) in the units of `other`.
    """
    if crs == other or not len(x):
        return x, y
    try:
        xs, ys = transform_points(crs, other, x, y)[:2]
    except CPLE_NotSupportedError:  # there is no way from the one to the other
        return np.full(len(x), np.inf), np.full(len(x), np.inf)
    except CPLE_BaseError:  # one point without a place fails them all: halve until it stands alone
        if len(x) == 1:
            return np.array([np.inf]), np.array([np.inf])
        half = len(x) // 2
        first, second = project(x[:half], y[:half], crs, other), project(x[half:], y[half:], crs, other)
        return np.concatenate([first[0], second[0]]), np.concatenate([first[1], second[1]])
    return np.asarray(xs, np.float64), np.asarray(ys, np.float64)


def metric_points(xy: NDArray[np.float64], crs_wkt: str) -> NDArray[np.float64]:
    """Return points whose Euclidean distances are metres.

    Parameters
    ----------
    xy
        (n, 2) coordinates in the CRS `crs_wkt`.

    Returns
    -------
    array
        (n, 2) in metres; (n, 3) earth-centred for a geographic CRS, where a distance is the chord through the earth,
        0.1 % short at 1,000 km.

    Raises
    ------
    InputError
        `crs_wkt` is no CRS.
    """
    crs = parse_crs(crs_wkt, "The dataset")
    if not crs.is_geographic:
        return np.asarray(xy, np.float64) * crs.units_factor[1]
    return np.column_stack(transform_points(crs, EARTH_CENTRED, xy[:, 0], xy[:, 1], np.zeros(len(xy))))


def is_local(crs: CRS) -> bool:
    """Return whether a CRS has no place on the Earth."""
    return _LOCAL.match(crs.to_wkt()) is not None


def turn_px(grid: Grid) -> int | None:
    """Return how many columns make a turn around the Earth where a grid in degrees holds a whole one, else None."""
    a, b, _, d, _, _ = grid.transform
    if b or d or not CRS.from_wkt(grid.crs_wkt).is_geographic:
        return None
    turn = round(360 / abs(a))
    return turn if turn <= grid.width and abs(turn * abs(a) - 360) < ALIGNED_PX * abs(a) else None


def place_on(
    x: NDArray[np.float64], y: NDArray[np.float64], crs: CRS, grid: Grid
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return points (n,) given in `crs` in the CRS of a grid; longitudes count as in the grid, such as from 0 to 360.

    Points without a place there become infinite.
    """
    own = CRS.from_wkt(grid.crs_wkt)
    x, y = project(x, y, crs, own)
    return turned(x, grid) if own.is_geographic else x, y


def turned(x: NDArray[np.float64], grid: Grid) -> NDArray[np.float64]:
    """Return longitudes (n,), by whole turns, within half a turn of the middle of a grid in degrees."""
    left, _, right, _ = grid.bounds()
    with np.errstate(invalid="ignore"):
        turns = np.rint(((left + right) / 2 - x) / 360)
    return x + 360 * np.where(np.isfinite(turns), turns, 0)


def parse_crs(wkt: str, owner: str) -> CRS:
    """Return the CRS that a text describes; `owner` names it in the error.

    Raises
    ------
    InputError
        No text, or one that is no CRS.
    """
    try:
        crs = CRS.from_wkt(wkt) if wkt else CRS()
    except (CRSError, CPLE_BaseError) as error:
        raise InputError(
            f"{owner} has a CRS that cannot be read ({sentence_part(str(error))}); set it in the layer's properties."
        ) from error
    if not crs:
        raise InputError(f"{owner} has no coordinate reference system; set it in the layer's properties.")
    return crs


def bounds_in(
    bounds: tuple[float, float, float, float], crs_wkt: str, other_wkt: str
) -> tuple[float, float, float, float]:
    """Return (xmin, ymin, xmax, ymax) given in one CRS in another; infinite where it has no place there."""
    crs, other = CRS.from_wkt(crs_wkt), CRS.from_wkt(other_wkt)
    if crs == other:
        return bounds
    try:
        return transform_bounds(crs, other, *bounds)
    except CPLE_BaseError:
        return math.inf, math.inf, math.inf, math.inf


def region(grid: Grid, extent: Extent | None, what: str = "covariates") -> Grid:
    """Return the part of a grid inside an extent; `what` names the rasters of the grid in the error.

    Raises
    ------
    InputError
        The extent does not touch the grid, or its CRS cannot be read.
    """
    if extent is None:
        return grid
    parse_crs(extent.crs_wkt, "The extent")
    bounds = bounds_in((extent.xmin, extent.ymin, extent.xmax, extent.ymax), extent.crs_wkt, grid.crs_wkt)
    window = grid.window_of(bounds).intersection(grid.height, grid.width) if np.isfinite(bounds).all() else None
    if window is None:
        raise InputError(
            f"The extent (x {bounds[0]:.6g} to {bounds[2]:.6g}, y {bounds[1]:.6g} to {bounds[3]:.6g}) lies outside the "
            f"{what}; choose one that overlaps them."
        )
    return grid.crop(window)
