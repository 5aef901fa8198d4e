"""Where the map will be: polygons on a grid, and random pixels at which the static covariates are present."""

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

from .dataset import PatchDataset
from .errors import InputError
from .folds import generator
from .grid import Grid, Window
from .jobs import Mask
from .patches import blocks_of_pixels
from .progress import Progress
from .rasters import READ_ERRORS, GridStack

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

AREA_POINTS = 2000  # their nearest distances give the distribution to a few percent
MOST_TRIED_PX = 2**17  # pixels looked at for them: enough where 2 % of the rectangle has values, bounded everywhere
_AREA_PURPOSE = 5  # of a seed; folds and spatial_folds have the others


def prediction_area(
    dataset: PatchDataset,
    count: int = AREA_POINTS,
    seed: int = 1,
    mask: Mask | None = None,
    progress: Progress | None = None,
) -> Floats:
    """Draw random pixels of the reference grid at which every static covariate is present.

    Parameters
    ----------
    dataset
        Its covariates are read from the files that it was built from; without static ones every pixel counts.
    count
        Points wanted; fewer where no more are found among `MOST_TRIED_PX` pixels.
    mask
        Polygons that the area is limited to.
    progress
        Asked between reads whether to stop.

    Returns
    -------
    array
        (m, 2) pixel centres in the CRS of the dataset's grid.

    Raises
    ------
    InputError
        A file of a static covariate cannot be opened, or no pixel is left.
    """
    grid = dataset.grid
    sources = [item.source for item in dataset.covariates.static]
    for path in dict.fromkeys(source.layer.path for source in sources):
        _check_readable(path)
    region = _region(grid, mask)
    total = region.height * region.width
    drawn = generator(seed, _AREA_PURPOSE).choice(total, min(total, MOST_TRIED_PX), replace=False)
    row, col = region.row + drawn // region.width, region.col + drawn % region.width
    usable, outside = np.zeros(len(drawn), np.bool_), mask_of(mask, grid)
    tried, size = 0, 2 * count
    with GridStack(sources, grid) as stack:
        while tried < len(drawn) and usable.sum() < count:
            part = slice(tried, tried + size)
            usable[part] = _usable(stack, outside, row[part], col[part], progress or Progress())
            tried, size = tried + size, 2 * size
    kept = np.flatnonzero(usable)[:count]
    if not len(kept):
        raise InputError(
            f"None of {len(drawn)} pixels of the reference grid has every static covariate"
            f"{' and lies inside the mask' if mask else ''}; check the {'mask' if mask else 'covariates'}."
        )
    return np.column_stack(grid.xy(row[kept], col[kept]))


def mask_of(mask: Mask | None, grid: Grid) -> Callable[[Window], NDArray[np.bool_]]:
    """Return a function that says which pixels of a window have their centre outside the mask's polygons."""
    if mask is None:
        return lambda window: np.zeros((window.height, window.width), np.bool_)
    polygon = _polygon(mask, grid)

    def outside(window: Window) -> NDArray[np.bool_]:
        place = rasterio.Affine(*grid.crop(window).transform)
        return geometry_mask([polygon], (window.height, window.width), place)

    return outside


def _usable(
    stack: GridStack, outside: Callable[[Window], NDArray[np.bool_]], row: Whole, col: Whole, progress: Progress
) -> NDArray[np.bool_]:
    usable = np.zeros(len(row), np.bool_)
    for points in blocks_of_pixels(row, col):
        progress.check()
        r, c = row[points], col[points]
        window = Window(int(r.min()), int(c.min()), int(np.ptp(r)) + 1, int(np.ptp(c)) + 1)
        inside = ~outside(window)[r - window.row, c - window.col]
        if inside.any():
            present = stack.read(window)[1][:, r - window.row, c - window.col]  # (C, points)
            usable[points] = inside & np.asarray(present.all(axis=0))
    return usable


def _polygon(mask: Mask, grid: Grid) -> Any:
    return transform_geom(mask.crs_wkt, grid.crs_wkt, json.loads(mask.geojson))


def _region(grid: Grid, mask: Mask | None) -> Window:
    """Return the window of the grid that the mask's polygons touch: few pixels of a country may be inside."""
    if mask is None:
        return Window(0, 0, grid.height, grid.width)
    bounds = geometry_bounds(_polygon(mask, grid))
    window = grid.window_of(bounds).intersection(grid.height, grid.width) if np.isfinite(bounds).all() else None
    if window is None:
        raise InputError("The mask lies outside the reference grid; choose one that overlaps it.")
    return window


def _check_readable(path: str) -> None:
    try:
        rasterio.open(path).close()
    except READ_ERRORS as error:
        raise InputError(
            f"The file {path} that the dataset was built from cannot be opened; put it back there, or build the "
            "dataset again from where it is now."
        ) from error
