"""Polygons on a grid: which pixels they hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.features import bounds as geometry_bounds
from rasterio.features import geometry_mask
from rasterio.warp import transform_geom

from ..jobs.inputs import Mask
from ..runtime.errors import InputError
from .grid import Grid, Window


def mask_of(mask: Mask | None, grid: Grid) -> Callable[[Window], NDArray[np.bool_]]:
    """Return a function that says which pixels of a window have their centre outside the mask's polygons.

    Parameters
    ----------
    mask
        Polygons in a CRS of their own; without them nothing is outside.
    grid
        The grid that the windows belong to.

    Returns
    -------
    callable
        From a window to (height, width) booleans.
    """
    if mask is None:
        return lambda window: np.zeros((window.height, window.width), np.bool_)
    polygon = _polygon(mask, grid)

    def outside(window: Window) -> NDArray[np.bool_]:
        place = rasterio.Affine(*grid.crop(window).transform)
        return geometry_mask([polygon], (window.height, window.width), place)

    return outside


def window_of_mask(mask: Mask | None, grid: Grid) -> Window:
    """Return the window of the grid that the mask's polygons touch: few pixels of a country may be inside."""
    if mask is None:
        return Window(0, 0, grid.height, grid.width)
    bounds = geometry_bounds(_polygon(mask, grid))
    window = grid.window_of(bounds).intersection(grid.height, grid.width) if np.isfinite(bounds).all() else None
    if window is None:
        raise InputError("The mask lies outside the reference grid; choose one that overlaps it.")
    return window


def _polygon(mask: Mask, grid: Grid) -> Any:
    return transform_geom(mask.crs_wkt, grid.crs_wkt, json.loads(mask.geojson))
