"""A raster of another grid seen on the reference grid, by GDAL's warping."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import rasterio
from rasterio._err import CPLE_BaseError  # rasterio has no public name for it
from rasterio.crs import CRS
from rasterio.enums import ColorInterp, Resampling
from rasterio.vrt import WarpedVRT

from ..runtime.errors import InputError
from .grid import Grid, Window
from .projection import project

WARP_MARGIN_PX = 64  # how far a warped layer reaches beyond the grid, so that patches at its edge see real neighbours
EXACT_PX = 1e-12  # error allowed to GDAL's coordinate transformation; 0 it takes for no transformation at all


def warped(source: Any, name: str, own: Grid, grid: Grid, resampling: str, nodata: float | None) -> WarpedVRT:
    """Return an open raster as it is on a grid and `WARP_MARGIN_PX` around it.

    Averaged where the file's pixels are less than half as large as the grid's, interpolated bilinearly otherwise, and
    never blended where the file has a colour table.

    Parameters
    ----------
    source
        The open raster.
    name
        Of its layer, for the error.
    own
        Its grid.
    grid
        The grid to see it on.
    resampling
        ``auto`` as above, or ``nearest`` or ``bilinear``.
    nodata
        Of the bands to be read.

    Raises
    ------
    InputError
        There is no way from one CRS to the other.
    """
    around = grid.crop(Window(0, 0, grid.height, grid.width).grown(WARP_MARGIN_PX))
    method = _resampling(source, grid, own, resampling)
    try:
        return WarpedVRT(
            source,
            src_crs=CRS.from_wkt(own.crs_wkt),
            crs=CRS.from_wkt(grid.crs_wkt),
            transform=rasterio.Affine(*around.transform),
            width=around.width,
            height=around.height,
            resampling=method,
            # integers would be rounded after interpolation
            dtype=np.result_type(np.float32, *source.dtypes).name,
            src_nodata=nodata,
            nodata=nodata,
            add_alpha=nodata is None and ColorInterp.alpha not in source.colorinterp,
            # A pixel's value must not depend on the window that asked for it: exact coordinates, and a kernel whose
            # width is not derived from the window.
            tolerance=EXACT_PX,
            **({"XSCALE": 1, "YSCALE": 1} if method == Resampling.bilinear else {}),
        )
    except CPLE_BaseError as error:
        raise InputError(
            f"The CRS of the layer {name!r} cannot be transformed into that of the reference grid ({error}); "
            "set the right CRS in the layer's properties."
        ) from error


def warped_at_once(reader: Any, window: Window) -> Iterator[Window]:
    """Split a window of a warped reader along its blocks: a larger piece GDAL warps at once, rounding otherwise."""
    height, width = reader.block_shapes[0] if isinstance(reader, WarpedVRT) else (reader.height, reader.width)
    bottom, right = window.row + window.height, window.col + window.width
    for top in range(window.row // height * height, bottom, height):
        for left in range(window.col // width * width, right, width):
            row, col = max(top, window.row), max(left, window.col)
            yield Window(row, col, min(top + height, bottom) - row, min(left + width, right) - col)


def _resampling(source: Any, grid: Grid, own: Grid, wanted: str) -> Resampling:
    if wanted == "nearest" or any(interpretation == ColorInterp.palette for interpretation in source.colorinterp):
        return Resampling.nearest
    if wanted == "bilinear":
        return Resampling.bilinear
    width, height = grid.pixel_size
    return Resampling.average if pixel_area(own, grid) < width * height / 4 else Resampling.bilinear


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
