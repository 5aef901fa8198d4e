"""Where the map will be: random pixels at which the static covariates are present."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import Delaunay, QhullError, cKDTree

from ..dataset.patch_dataset import PatchDataset
from ..jobs.inputs import Mask
from ..patches.temporal_stack import blocks_of_pixels
from ..raster.grid import Window
from ..raster.mask import mask_of, window_of_mask
from ..raster.opening import READ_ERRORS, open_raster
from ..raster.reading import GridStack
from ..runtime.errors import InputError
from ..runtime.progress import Progress
from ..runtime.seeds import PREDICTION_AREA, generator

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

AREA_POINTS = 2000  # their nearest distances give the distribution to a few percent
USUAL_WITHIN = 0.99  # of the places within the hull of the samples are so near to one
MOST_TRIED_PX = 2**17  # pixels looked at for them: enough where 2 % of the rectangle has values, bounded everywhere


def prediction_area(
    dataset: PatchDataset,
    count: int = AREA_POINTS,
    seed: int = 1,
    mask: Mask | None = None,
    progress: Progress | None = None,
) -> Floats:
    """Return the places only of :func:`area_with_covariates`, (m, 2)."""
    return area_with_covariates(dataset, count, seed, mask, progress)[0]


def area_with_covariates(
    dataset: PatchDataset,
    count: int = AREA_POINTS,
    seed: int = 1,
    mask: Mask | None = None,
    progress: Progress | None = None,
) -> tuple[Floats, Floats]:
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
    places : array
        (m, 2) pixel centres in the CRS of the dataset's grid.
    covariates : array
        (m, C) values of the static covariates there.

    Raises
    ------
    InputError
        A file of a static covariate cannot be opened, or no pixel is left.
    """
    grid = dataset.grid
    sources = [item.source for item in dataset.covariates.static]
    for path in dict.fromkeys(source.layer.path for source in sources):
        _check_readable(path)
    region = window_of_mask(mask, grid)
    total = region.height * region.width
    drawn = generator(seed, PREDICTION_AREA).choice(total, min(total, MOST_TRIED_PX), replace=False)
    row, col = region.row + drawn // region.width, region.col + drawn % region.width
    usable, outside = np.zeros(len(drawn), np.bool_), mask_of(mask, grid)
    values: list[Floats] = []
    tried, size = 0, 2 * count
    with GridStack(sources, grid) as stack:
        while tried < len(drawn) and usable.sum() < count:
            part = slice(tried, tried + size)
            usable[part], read = _usable(stack, outside, row[part], col[part], progress or Progress())
            values.append(read[usable[part]])
            tried, size = tried + size, 2 * size
    kept = np.flatnonzero(usable)[:count]
    if not len(kept):
        raise InputError(
            f"None of {len(drawn)} pixels of the reference grid has every static covariate"
            f"{' and lies inside the mask' if mask else ''}; check the {'mask' if mask else 'covariates'}."
        )
    return np.column_stack(grid.xy(row[kept], col[kept])), np.concatenate(values)[:count]


def share_beyond(samples: Floats, area: Floats) -> float:
    """Return which share of the map lies far outside the samples.

    Outside means not within their convex hull, and far means farther from the nearest sample than all but one in a
    hundred places of the map within the hull are.

    Parameters
    ----------
    samples, area
        (n, 2) and (m, 2) coordinates on a plane, in one unit.

    Examples
    --------
    Samples in the western half of a square:

    >>> draw = np.random.default_rng(1)
    >>> samples, area = draw.uniform(0, 1, (200, 2)) * [0.5, 1], draw.uniform(0, 1, (1000, 2))
    >>> round(share_beyond(samples, area), 1)
    0.5
    """
    try:
        outside = Delaunay(samples - samples.mean(axis=0)).find_simplex(area - samples.mean(axis=0)) < 0
    except QhullError:
        return 0.0  # all samples on a line have no hull
    if outside.all() or not outside.any():
        return float(outside.mean())
    distance = cKDTree(samples).query(area)[0]
    return float(np.mean(outside & (distance > np.quantile(distance[~outside], USUAL_WITHIN))))


def _usable(
    stack: GridStack,
    outside: Callable[[Window], NDArray[np.bool_]],
    row: Whole,
    col: Whole,
    progress: Progress,
) -> tuple[NDArray[np.bool_], Floats]:
    """Return which pixels count, and the values (pixels, C) of the covariates at these."""
    usable = np.zeros(len(row), np.bool_)
    values = np.zeros((len(row), stack.count))
    for points in blocks_of_pixels(row, col):
        progress.check()
        r, c = row[points], col[points]
        window = Window.around(r, c)
        inside = ~outside(window)[r - window.row, c - window.col]
        if inside.any():
            read, present = (layers[:, r - window.row, c - window.col] for layers in stack.read(window))  # (C, points)
            usable[points] = inside & np.asarray(present.all(axis=0))
            values[points] = read.T
    return usable, values


def _check_readable(path: str) -> None:
    try:
        open_raster(path).close()
    except READ_ERRORS as error:
        raise InputError(
            f"The file {path} that the dataset was built from cannot be opened; put it back there, or build the "
            "dataset again from where it is now."
        ) from error
