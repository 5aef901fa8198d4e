"""Samples that lie outside the reference grid: where they are, and what has been seen to bring them there."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rasterio.crs import CRS

from ..checks.layout import side_by_side
from ..covariates.covariate_list import Covariates
from ..jobs.inputs import RasterLayer, SampleTable
from ..raster.grid import Grid
from ..raster.known_files import Files, KnownFile
from ..raster.projection import is_local, project
from ..runtime.errors import InputError

OUTSIDE = "the sample lies outside the reference grid"
SWAPPED = f"{OUTSIDE}, and inside it with x and y exchanged"
JOIN_TILES = (
    "join the tiles of each with Raster > Miscellaneous > Build Virtual Raster (without a separate band for each file) "
    "and give the results"
)
_TILE = re.compile(r"(?P<export>.+)-\d{10}-\d{10}")  # Earth Engine splits large exports
_TURN = 360.0  # degrees


def refuse_tiles(layers: Sequence[RasterLayer]) -> None:
    """Refuse several tiles of one Earth Engine export: as covariates each is missing where the others are not.

    Raises
    ------
    InputError
        Two of the layers are called alike but for the numbers of their tiles.
    """
    known: dict[str, RasterLayer] = {}
    for layer in layers:
        match = _TILE.fullmatch(layer.name)
        other = known.setdefault(match["export"], layer) if match else layer
        if match and other.name != layer.name:
            raise InputError(f"{other.name} and {layer.name} are tiles of one Earth Engine export; {JOIN_TILES}.")


def tiles_among(covariates: Covariates, files: Files) -> list[tuple[RasterLayer, str]]:
    """Return layers that lie beside another one of their kind as tiles of one raster do, and a sentence about each.

    Temporal variables are compared where their steps are equal and each of them has one grid.
    """
    kinds = [[item.source.layer for item in covariates.static]]
    for group in covariates.temporal:
        layers = [[source.layer for source in variable.sources] for variable in group.variables]
        kinds.append([some[0] for some in layers if len({files.of(layer).grid for layer in some}) == 1])
    found = []
    for kind in kinds:
        for one, other in side_by_side({layer: files.of(layer).grid for layer in kind}):
            text = (
                f"{one.name} and {other.name} have the same pixels and lie side by side, so that no sample has a value "
                f"of both; {JOIN_TILES}, or leave one out."
            )
            found.append((other, text))
    return found


def refuse_local(crs: CRS, other: CRS, owner: str) -> None:
    """Refuse a CRS without a place on earth, unless it is the `other` one as well; `owner` has it.

    Raises
    ------
    InputError
        There is no way from one to the other.
    """
    if crs != other and is_local(crs):
        raise InputError(f"{owner} has no real CRS but a local one; set the right one in the layer's properties.")


def turned(x: NDArray[np.float64], grid: Grid) -> NDArray[np.float64]:
    """Return longitudes (n,) a turn away where that brings them between the sides of a geographic grid.

    So a grid from 0 to 360 degrees, or one across 180, holds samples of either way to count.
    """
    if not CRS.from_wkt(grid.crs_wkt).is_geographic:
        return x
    xmin, _, xmax, _ = grid.bounds()
    for turn in (_TURN, -_TURN):
        x = np.where(((x < xmin) | (x > xmax)) & (x + turn >= xmin) & (x + turn <= xmax), x + turn, x)
    return x


def inside_when_swapped(x: NDArray[np.float64], y: NDArray[np.float64], crs: CRS, grid: Grid) -> NDArray[np.bool_]:
    """Return which points (n,) in `crs` lie inside a grid with their coordinates exchanged."""
    other_x, other_y = project(y, x, crs, CRS.from_wkt(grid.crs_wkt))
    return grid.contains(*grid.pixel(turned(other_x, grid), other_y))


def refuse_all_outside(
    table: SampleTable, x: NDArray[np.float64], y: NDArray[np.float64], swapped: NDArray[np.bool_], grid: Grid
) -> None:
    """Refuse samples none of which is inside: say where they are and where the grid is.

    Parameters
    ----------
    table
        The samples.
    x, y
        (n,) coordinates in the CRS of the grid, infinite without a place there.
    swapped
        (n,) whether they lie inside with x and y exchanged.
    grid
        The reference grid.

    Raises
    ------
    InputError
        Always.
    """
    placed = np.isfinite(x) & np.isfinite(y)
    if placed.any():
        where = f"they are at {_extent(x[placed].min(), x[placed].max(), y[placed].min(), y[placed].max())}"
    else:
        own = _extent(min(table.x), max(table.x), min(table.y), max(table.y))
        where = f"they have no place in its CRS and in their own are at {own}"
    xmin, ymin, xmax, ymax = grid.bounds()
    if swapped.mean() > 1 / 2:
        remedy = "with x and y exchanged they lie inside, so run Swap X and Y Coordinates on the layer"
    else:
        remedy = "check the CRS of the samples and of the rasters"
    raise InputError(
        f"All {len(x)} samples of {table.layer!r} lie outside the reference grid ({_extent(xmin, xmax, ymin, ymax)}): "
        f"{where}; {remedy}."
    )


def refuse_empty(
    name: str, known: KnownFile, band: int, x: NDArray[np.float64], y: NDArray[np.float64], grid: Grid
) -> None:
    """Refuse a covariate that has a value at none of the samples; it is looked whether its file reaches them.

    Parameters
    ----------
    name
        Of the covariate.
    known, band
        Its file, and its band there.
    x, y
        (n,) coordinates of the samples in the CRS of `grid`.
    grid
        The reference grid.

    Raises
    ------
    InputError
        Always.
    """
    own = known.grid
    own_x, own_y = project(x, y, CRS.from_wkt(grid.crs_wkt), CRS.from_wkt(own.crs_wkt))
    covered = int(own.contains(*own.pixel(turned(own_x, own), own_y)).sum())
    nodata = known.nodata[band - 1]
    if not covered:
        placed = np.isfinite(own_x) & np.isfinite(own_y)
        xmin, ymin, xmax, ymax = own.bounds()
        there = "have no place in its CRS"
        if placed.any():
            extent = _extent(own_x[placed].min(), own_x[placed].max(), own_y[placed].min(), own_y[placed].max())
            there = f"are there at {extent}"
        why = f"its file covers {_extent(xmin, xmax, ymin, ymax)} and the samples {there}"
        remedy = "give a file of their area, or set the layer's CRS if it is wrong"
    elif nodata is None:
        why = f"its file covers {covered} of them and says itself, by a mask or numbers that are none, that it has none"
        remedy = "give another file"
    else:
        why = f"its file covers {covered} of them and its nodata value is {nodata:g}"
        remedy = "clear that in the layer's transparency settings if it is a value"
    raise InputError(
        f"The covariate {name!r} ({known.file.layer.path}) has no value at any of the {len(x)} samples: {why}; "
        f"{remedy}, or leave it out."
    )


def _extent(xmin: float, xmax: float, ymin: float, ymax: float) -> str:
    return f"x {xmin:.6g} to {xmax:.6g}, y {ymin:.6g} to {ymax:.6g}"
