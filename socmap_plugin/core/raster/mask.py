"""Polygons on a grid: which pixels they hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio._err import CPLE_BaseError  # rasterio has no public name for it
from rasterio.crs import CRS
from rasterio.errors import RasterioError
from rasterio.features import bounds as geometry_bounds
from rasterio.features import geometry_mask
from rasterio.warp import transform_geom

from ..jobs.inputs import Mask
from ..runtime.errors import InputError
from ..runtime.wording import sentence_part, shown
from .grid import FARTHEST, Grid, Window
from .projection import parse_crs

CORNERS = 4  # of a ring at least, the last being the first again
DEEPEST_COLLECTION = 8  # geometries of geometries


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


def geometry_of(mask: Mask) -> Any:
    """Return the polygons of a mask as a GeoJSON object, whose rings are lists of positions.

    Raises
    ------
    InputError
        The text is no polygon in GeoJSON.
    """
    try:
        geometry = json.loads(mask.geojson)
    except (ValueError, RecursionError) as error:
        raise _no_polygon(sentence_part(str(error))) from error
    _check_geometry(geometry)
    return geometry


def _polygon(mask: Mask, grid: Grid) -> Any:
    """Return the polygons of a mask in the CRS of a grid.

    Raises
    ------
    InputError
        The text is no polygon in GeoJSON, its CRS cannot be read, or the polygon has no place in that of the grid.
    """
    crs = parse_crs(mask.crs_wkt, "The mask")
    geometry = geometry_of(mask)
    try:
        return transform_geom(crs, CRS.from_wkt(grid.crs_wkt), geometry)
    except (CPLE_BaseError, RasterioError) as error:
        raise InputError(
            f"The mask has no place in the CRS of the map ({sentence_part(str(error))}); choose polygons of its region."
        ) from error


def _check_geometry(value: Any, depth: int = 0) -> None:
    kind = value.get("type") if isinstance(value, dict) else None
    if kind == "GeometryCollection" and depth < DEEPEST_COLLECTION:
        parts = value.get("geometries")
        if not isinstance(parts, list) or not parts:
            raise _no_polygon("a collection without geometries")
        for part in parts:
            _check_geometry(part, depth + 1)
        return
    if kind not in ("Polygon", "MultiPolygon"):
        raise _no_polygon(f"its type is {shown(str(kind))}")
    polygons = [value.get("coordinates")] if kind == "Polygon" else value.get("coordinates")
    if not isinstance(polygons, list) or not polygons:
        raise _no_polygon("it has no coordinates")
    for rings in polygons:
        if not isinstance(rings, list) or not rings:
            raise _no_polygon("a polygon has no ring")
        for ring in rings:
            if not isinstance(ring, list) or len(ring) < CORNERS or not all(map(_is_position, ring)):
                raise _no_polygon(f"a ring has no {CORNERS} corners of finite numbers")


def _is_position(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) >= 2
        and all(type(number) in (int, float) and abs(number) < FARTHEST for number in value)
    )


def _no_polygon(why: str) -> InputError:
    return InputError(f"The mask is no polygon in GeoJSON ({why}); choose a layer of polygons.")
