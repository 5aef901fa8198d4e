"""Coordinate reference systems: reading them, and taking points from one to another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from rasterio._err import CPLE_BaseError  # rasterio has no public name for it
from rasterio.crs import CRS
from rasterio.errors import CRSError
from rasterio.warp import transform as transform_points

from .errors import InputError


def project(
    x: NDArray[np.float64], y: NDArray[np.float64], crs: CRS, other: CRS
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return points given in `crs` in `other`; points that have no place there become infinite."""
    if crs == other or not len(x):
        return x, y
    try:
        xs, ys = transform_points(crs, other, x, y)[:2]
    except CPLE_BaseError:  # one point without a place fails them all: halve until it stands alone
        if len(x) == 1:
            return np.array([np.inf]), np.array([np.inf])
        half = len(x) // 2
        first, second = project(x[:half], y[:half], crs, other), project(x[half:], y[half:], crs, other)
        return np.concatenate([first[0], second[0]]), np.concatenate([first[1], second[1]])
    return np.asarray(xs, np.float64), np.asarray(ys, np.float64)


def parse_crs(wkt: str, owner: str) -> CRS:
    """Return the CRS that a text describes; `owner` names it in the error.

    Raises
    ------
    InputError
        No text, or one that is no CRS.
    """
    try:
        crs = CRS.from_wkt(wkt) if wkt else CRS()
    except CRSError as error:
        raise InputError(
            f"{owner} has a CRS that cannot be read ({error}); set it in the layer's properties."
        ) from error
    if not crs:
        raise InputError(f"{owner} has no coordinate reference system; set it in the layer's properties.")
    return crs
