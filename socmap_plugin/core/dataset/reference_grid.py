"""The reference grid: which layer gives it where the user names none, and what it means in metres."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

import numpy as np
from rasterio.crs import CRS

from ..jobs.inputs import RasterLayer, SampleTable
from ..raster.grid import Grid
from ..raster.projection import parse_crs, project

METRES_A_DEGREE = 111_320.0
AS_FINE = 0.99  # of a side: pixels this much smaller are of the same size, and the first layer counts
NEARLY_ALL = 0.99  # of the samples that the layer with most of them covers
VERY_UNLIKE = 3.0  # times as wide: from there on it is said what the window sees of coarse layers


def finest(grids: Mapping[RasterLayer, Grid], table: SampleTable | None = None) -> RasterLayer:
    """Return the layer with the smallest pixels among those that cover the samples; of equal ones the first.

    Parameters
    ----------
    grids
        By layer, in the order of the user; at least one.
    table
        The samples. Without them every layer will do.
    """
    layers = list(grids)
    if table is not None:
        crs = parse_crs(table.crs_wkt, f"The samples layer {table.layer!r}")
        x, y = np.array(table.x, np.float64), np.array(table.y, np.float64)
        counts = {}
        for layer, grid in grids.items():
            place = project(x, y, crs, CRS.from_wkt(grid.crs_wkt))
            counts[layer] = int(grid.contains(*grid.pixel(*place)).sum())
        layers = [layer for layer in layers if counts[layer] >= NEARLY_ALL * max(counts.values())]
    best, side = layers[0], pixel_metres(grids[layers[0]])
    for layer in layers[1:]:
        other = pixel_metres(grids[layer])
        if other < AS_FINE * side:
            best, side = layer, other
    return best


def pixel_metres(grid: Grid) -> float:
    """Return the side of a square as large as a pixel, in metres; in degrees that of the middle of the grid."""
    crs = CRS.from_wkt(grid.crs_wkt)
    width, height = grid.pixel_size
    side = math.sqrt(width * height)
    if not crs.is_geographic:
        # A local CRS has no known unit; whether its grid can be used is decided where samples are placed on it.
        return side * float(crs.linear_units_factor[1]) if crs.is_projected else side
    _, south, _, north = grid.bounds()
    return side * METRES_A_DEGREE * math.sqrt(max(math.cos(math.radians((south + north) / 2)), 1e-3))


def reference_text(layer: str, grid: Grid, window: int) -> str:
    """Say which grid patches and maps are on, and how wide a window is."""
    side = pixel_metres(grid)
    of = f"that of the layer {layer}, " if layer else ""
    return (
        f"Reference grid: {of}{grid.width} x {grid.height} pixels of {_metres(side)}, {_crs_name(grid)}; "
        f"a window of {window} pixels is {_metres(window * side)} wide."
    )


def unlike_pixels(grids: Sequence[Grid], grid: Grid, window: int) -> str:
    """Say what a window sees of layers whose pixels are of very different sizes; nothing where they are alike."""
    sides = [pixel_metres(one) for one in grids]
    if not sides or max(sides) <= VERY_UNLIKE * min(sides):
        return ""
    width = window * pixel_metres(grid)
    return (
        f"The static layers have pixels of {_metres(min(sides))} to {_metres(max(sides))}: a window of "
        f"{_metres(width)} holds {width / max(sides):.2g} pixels of the coarsest side by side; if wider "
        "surroundings shall count, give a larger WINDOW or a REFERENCE of larger pixels."
    )


def _metres(length: float) -> str:
    return f"{length / 1000:.3g} km" if length >= 1000 else f"{length:.3g} m"


def _crs_name(grid: Grid) -> str:
    authority = CRS.from_wkt(grid.crs_wkt).to_authority()
    name = re.search(r'"([^"]+)"', grid.crs_wkt)
    return ":".join(authority) if authority else name[1] if name else "a CRS without a name"
