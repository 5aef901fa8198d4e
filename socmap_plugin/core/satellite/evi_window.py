"""The enhanced vegetation index of the clear observations in one window: read, masked, summed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..products.modis import REFLECTANCE_HIGH, REFLECTANCE_LOW, REFLECTANCE_SCALE
from ..raster.grid import Grid, Window
from ..raster.mosaic import Lookup, Place, read
from ..runtime.progress import Progress
from .evi_files import BLUE, NIR, RED, REFLECTANCE, STATE, Day
from .state_flags import STATE_FILL, STATES

EVI_LOW, EVI_HIGH = -0.2, 1.0  # the valid range of the EVI in MOD13, the vegetation index product
# Of reflectance from 0 to 1; a little wider than the limits, for numbers that were rounded to single precision.
LOWEST, HIGHEST = REFLECTANCE_LOW * REFLECTANCE_SCALE - 1e-6, REFLECTANCE_HIGH * REFLECTANCE_SCALE + 1e-6


@dataclass(frozen=True)
class Lattices:
    """The grids of the files: those of the reflectance, and those of the state, whose pixels may be larger."""

    reflectance: Grid
    state: Grid


@dataclass
class Tally:
    """What became of the observations, counted over pixels and days.

    Attributes
    ----------
    states
        (65536,) observations by their state.
    clear
        Observations that no condition masks; the rest says why some of them are in no mean.
    """

    states: NDArray[np.int64] = field(default_factory=lambda: np.zeros(STATES, np.int64))
    clear: int = 0
    empty: int = 0  # 0 in all three bands
    bad_reflectance: int = 0
    bad_index: int = 0

    @property
    def used(self) -> int:
        """How many are in a mean."""
        return self.clear - self.empty - self.bad_reflectance - self.bad_index


def enhanced_vegetation_index(
    red: NDArray[np.float64], nir: NDArray[np.float64], blue: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the EVI: equation 1 of Zhang et al. (2022), with L 1, C1 6, C2 7.5 and G 2.5.

    Parameters
    ----------
    red, nir, blue
        (n,) or any other shape: reflectances from 0 to 1.

    Returns
    -------
    array
        Of the same shape, without a unit; infinite or nan where the denominator is 0.

    Examples
    --------
    >>> enhanced_vegetation_index(np.array([0.05]), np.array([0.4]), np.array([0.02])).round(3).tolist()
    [0.565]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return 2.5 * (nir - red) / (nir + 6 * red - 7.5 * blue + 1)


def accumulate(
    days: Sequence[Day],
    lattices: Lattices,
    grid: Grid,
    window: Window,
    masked: NDArray[np.bool_],
    scale: float,
    tally: Tally,
    progress: Progress,
) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
    """Add up the EVI of the clear observations of some days; each pixel takes the state at its centre.

    Parameters
    ----------
    days
        In the order in which they are added, which decides the last bits of the sum.
    lattices
        Of all days, from :func:`evichecks.check_series`.
    grid, window
        The grid of the result, part of the lattice of the reflectance, and its window.
    masked
        For each of the 65,536 states whether it is left out.
    scale
        Factor from the files' numbers to reflectance from 0 to 1.
    tally
        Counts what became of the observations.

    Returns
    -------
    total : (height, width) array
        Sum of the EVI, 0 where there is no clear observation.
    count : (height, width) array
        How many were added.
    """
    places = {STATE: (lattices.state, Lookup(lattices.state, grid).place(window))}
    places |= dict.fromkeys(REFLECTANCE, (lattices.reflectance, Lookup(lattices.reflectance, grid).place(window)))
    total = np.zeros(window.height * window.width)
    count = np.zeros(total.shape, np.int32)
    for number, day in enumerate(days):
        progress.report(number / len(days))
        index, evi = _clear_observations(day, places, masked, scale, tally)
        total[index] += evi
        count[index] += 1
    shape = (window.height, window.width)
    return total.reshape(shape), count.reshape(shape)


def _clear_observations(
    day: Day, places: dict[str, tuple[Grid, Place]], masked: NDArray[np.bool_], scale: float, tally: Tally
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the clear pixels of a window, numbered row by row, and their EVI."""

    def band(name: str) -> tuple[NDArray[Any], NDArray[np.bool_]]:
        values, held = read([day[tile][name] for tile in sorted(day)], *places[name])
        return values.ravel(), held.ravel()

    states = state_numbers(*band(STATE))
    tally.states += np.bincount(states, minlength=STATES)
    clear = ~masked[states]
    found = int(clear.sum())
    tally.clear += found
    if not found:
        return np.empty(0, np.int64), np.empty(0)
    bands = {name: band(name) for name in REFLECTANCE}
    index = np.flatnonzero(clear & bands[RED][1] & bands[NIR][1] & bands[BLUE][1])
    red, nir, blue = (bands[name][0][index].astype(np.float64) * scale for name in REFLECTANCE)
    # Exports of Earth Engine may write masked pixels as 0 and declare no nodata value.
    empty = (red == 0) & (nir == 0) & (blue == 0)
    good = ~empty
    for reflectance in (red, nir, blue):
        good &= (reflectance >= LOWEST) & (reflectance <= HIGHEST)
    evi = enhanced_vegetation_index(red, nir, blue)
    usable = good & (evi >= EVI_LOW) & (evi <= EVI_HIGH)
    tally.empty += int(empty.sum())
    tally.bad_reflectance += found - int(empty.sum()) - int(good.sum())
    tally.bad_index += int(good.sum()) - int(usable.sum())
    return index[usable], evi[usable]


def state_numbers(values: NDArray[Any], known: NDArray[np.bool_]) -> NDArray[np.uint16]:
    """Return states, of any type and shape, as 16-bit numbers; the fill value where none is `known`."""
    if values.dtype == np.int16:
        values = values.view(np.uint16)  # the same bits, read as a signed number by whoever wrote the file
    with np.errstate(invalid="ignore"):
        inside = known & (values >= 0) & (values <= STATE_FILL)
    return np.where(inside, values, STATE_FILL).astype(np.uint16)
