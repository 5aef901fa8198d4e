"""The middle of the season of every date: where the circle of the year is furthest from being cut."""

from __future__ import annotations

import dataclasses

import numpy as np
from numpy.typing import NDArray

from ..covariates.covariate_list import BandSource, Covariates
from ..jobs.covariate_row import DATE
from ..raster.bands import YEAR_DAYS, within_a_year
from ..raster.grid import Grid
from ..raster.known_files import Files
from ..raster.reading import NativeStack

YEARS_AROUND = range(-2, 3)  # dates of products count from 1 January of a year, and may lie in the one before or after


def with_seasons(
    covariates: Covariates, grid: Grid, x: NDArray[np.float64], y: NDArray[np.float64], files: Files
) -> Covariates:
    """Return covariates whose dates know their season, by their values at samples; the others are as they were.

    What is read of a date is then a day within half a year of its season, so that days around New Year are near each
    other, and means, gaps between steps and networks may take them for numbers.

    Parameters
    ----------
    covariates
        Of a dataset to be built.
    grid
        Reference grid.
    x, y
        (n,) coordinates of the samples in its CRS.
    files
        Those of the covariates.

    Raises
    ------
    InputError
        A file of a date cannot be read.
    """

    def told(sources: tuple[BandSource, ...]) -> tuple[BandSource, ...]:
        if not any(source.kind == DATE and source.season is None for source in sources):
            return sources
        with NativeStack(sources, grid.crs_wkt, files) as stack:
            days, there = stack.read(x, y)
        middle = season_of(days[there])
        return tuple(dataclasses.replace(source, season=middle) for source in sources)

    static = tuple(dataclasses.replace(item, source=told((item.source,))[0]) for item in covariates.static)
    temporal = tuple(
        dataclasses.replace(
            group,
            variables=tuple(dataclasses.replace(item, sources=told(item.sources)) for item in group.variables),
        )
        for group in covariates.temporal
    )
    return Covariates(static, temporal)


def season_of(days: NDArray[np.float32]) -> float | None:
    """Return the mean of days (n,) on the circle of the year, in the year in which most of them stay as they are.

    Examples
    --------
    >>> season_of(np.float32([362, 364, 3]))
    364.7
    """
    if not days.size:
        return None
    angle = days.astype(np.float64) * (2 * np.pi / YEAR_DAYS)
    mean = round(float(np.arctan2(np.sin(angle).mean(), np.cos(angle).mean())) * YEAR_DAYS / (2 * np.pi), 1)
    kept = {mean + turn * YEAR_DAYS: 0 for turn in YEARS_AROUND}
    for season in kept:
        kept[season] = int((within_a_year(days, season) == days).sum())
    return max(kept, key=lambda season: kept[season])
