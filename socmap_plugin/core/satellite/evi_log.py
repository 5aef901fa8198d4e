"""What the annual EVI says in the log: which days there are, and what became of the observations."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..products.modis import DAILY_REFLECTANCE, EIGHT_DAY_REFLECTANCE, REFLECTANCE_HIGH, REFLECTANCE_LOW
from ..raster.grid import Grid
from ..runtime.progress import Progress
from ..runtime.wording import listed, number_of
from .evi_files import Series
from .evi_window import EVI_HIGH, EVI_LOW, Tally
from .state_flags import counted

FEW = 5  # clear observations: the mean of fewer says more about their days than about the year
MUCH = 0.1  # share of pixels from which on that is a warning


def log_days(series: Series, grid: Grid, progress: Progress) -> None:
    """Say what was recognised, and warn of days that a year lacks."""
    tiles = sorted({place for day in series.days.values() for place in day if place})
    of_tiles = f" of {number_of(len(tiles), 'tile')} ({listed(tiles, 6)})" if tiles else ""
    progress.log(
        f"{series.product or 'Surface reflectance'}: {number_of(len(series.days), 'day')}"
        f"{of_tiles}, {grid.width} x {grid.height} pixels."
    )
    for year in sorted({date.year for date in series.days}):
        expected = _expected(series.product, year)
        missing = [date for date in expected if date not in series.days]
        if missing:
            progress.warn(
                f"{year} has {len(expected) - len(missing)} of {len(expected)} days; missing are "
                f"{listed(_spans(missing, expected), 6)}. Its mean is of the days that are there."
            )


def _expected(product: str, year: int) -> list[datetime.date]:
    """Return the days of a product's files in a year; none where the product is not known."""
    every = 1 if product in DAILY_REFLECTANCE else 8 if product in EIGHT_DAY_REFLECTANCE else 0
    first = datetime.date(year, 1, 1)
    days = (first + datetime.timedelta(number) for number in range(0, 366, every)) if every else ()
    return [day for day in days if day.year == year]


def _spans(days: Sequence[datetime.date], expected: Sequence[datetime.date]) -> list[str]:
    """Return days as single ones and spans, by their order in what was expected."""
    position = {day: i for i, day in enumerate(expected)}
    spans: list[list[datetime.date]] = []
    for day in days:
        if spans and position[day] == position[spans[-1][-1]] + 1:
            spans[-1].append(day)
        else:
            spans.append([day])
    return [f"{span[0]}" if len(span) == 1 else f"{span[0]} to {span[-1]}" for span in spans]


def log_year(year: int, days: int, counts: NDArray[np.int64], minimum: int, progress: Progress) -> None:
    """Say how many pixels have a mean, of how many observations.

    Parameters
    ----------
    year, days
        The year, and how many of its days were read.
    counts
        (k,) pixels by their number of clear observations, from 0.
    minimum
        Observations that a mean needs.
    progress
        To say it to.
    """
    pixels = int(counts.sum())
    kept = counts.copy()
    kept[:minimum] = 0
    held = int(kept.sum())
    median = int(np.searchsorted(np.cumsum(kept), held / 2)) if held else 0
    progress.log(
        f"{year}: {number_of(days, 'day')}, {held} of {pixels} pixels have a mean ({held / pixels:.1%}), half of them "
        f"of {median} clear observations or more."
    )
    few = int(kept[:FEW].sum())
    if days >= 2 * FEW and few > MUCH * held:
        progress.warn(
            f"{year}: {few / held:.0%} of the means are of fewer than {FEW} clear observations and follow the season "
            "of these; a higher MINIMUM leaves them out."
        )


def log_observations(tally: Tally, progress: Progress) -> None:
    """Say what share of the observations was masked, and why."""
    conditions = counted(tally.states)
    seen = int(tally.states[:-1].sum())
    if not seen:
        return
    shares = ", ".join(f"{name} {number / seen:.1%}" for name, number in conditions.items())
    progress.log(f"Of {seen} observations (a pixel on a day): {shares}. One can be several of these.")
    progress.log(
        f"{tally.clear / seen:.1%} are clear and {tally.used / seen:.1%} used; {tally.bad_reflectance} clear ones have "
        f"no reflectance or one outside {REFLECTANCE_LOW} to {REFLECTANCE_HIGH}, {tally.bad_index} an EVI outside "
        f"{EVI_LOW} to {EVI_HIGH}."
    )
    if tally.empty:
        progress.warn(
            f"{tally.empty} clear observations are 0 in red, near infrared and blue; they are taken for pixels that an "
            "export masked, and left out."
        )
