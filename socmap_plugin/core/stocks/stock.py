"""The stock of carbon of a layer of soil and its error, by the first order of its parts' errors and by simulation.

The stock in t/ha is SOC (g/kg) x bulk density of the fine earth (g/cm3) x thickness (cm) x (1 - stones / 100) / 10.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..runtime.progress import Progress

Floats = NDArray[np.float64]
TONNES_PER_HECTARE = 0.1  # are 1 g/kg x 1 g/cm3 x 1 cm
PERCENT = 100.0
HALF_90 = 1.6449  # standard deviations in half of a 90 % interval of a normal distribution
AGREE = 0.05  # by which standard deviations of first order and by simulation may differ
# Part by part what soils can have, and the unit; beyond that a number has another unit or is wrong.
POSSIBLE = {
    "soc": (0.0, 580.0, "g/kg"),
    "bulk_density": (0.02, 2.65, "g/cm3"),
    "stones": (0.0, 100.0, "% of the volume"),
    "thickness": (0.1, 2000.0, "cm"),
}


@dataclass(frozen=True)
class Parts:
    """What a stock is made of, or the standard deviations of that; all of one shape, (n,) or (height, width).

    Attributes
    ----------
    soc
        Organic carbon of the fine earth, g/kg.
    bulk_density
        Mass of fine earth in the volume that it fills, g/cm3.
    stones
        Coarse fragments, per cent of the volume.
    thickness
        Of the layer, cm.
    """

    soc: Floats
    bulk_density: Floats
    stones: Floats
    thickness: Floats


def stock(parts: Parts) -> Floats:
    """Return the stock in t/ha, in the shape of the parts, such as (n,).

    >>> one = [np.array([value]) for value in (20.0, 1.3, 10.0, 30.0)]
    >>> float(stock(Parts(*one))[0].round(3))
    70.2
    """
    return TONNES_PER_HECTARE * parts.soc * parts.bulk_density * parts.thickness * (1 - parts.stones / PERCENT)


def soil_mass(parts: Parts) -> Floats:
    """Return the mass of fine earth in t/ha, in the shape of the parts, such as (n,)."""
    return PERCENT * parts.bulk_density * parts.thickness * (1 - parts.stones / PERCENT)


def first_order(parts: Parts, errors: Parts, slope: Floats) -> Floats:
    """Return the standard deviation of the stock in t/ha for independent errors of its parts.

    Parameters
    ----------
    parts, errors
        Of one shape, such as (n,).
    slope
        How the bulk density changes with SOC, g/cm3 by g/kg, in that shape: 0 where it was measured, the slope of the
        pedotransfer function where it was estimated from SOC, whose error then works twice.
    """
    fine = 1 - parts.stones / PERCENT
    by_soc = (parts.bulk_density + parts.soc * slope) * parts.thickness * fine
    by_density = parts.soc * parts.thickness * fine
    by_stones = parts.soc * parts.bulk_density * parts.thickness / PERCENT
    by_thickness = parts.soc * parts.bulk_density * fine
    squares = (
        (by_soc * errors.soc) ** 2
        + (by_density * errors.bulk_density) ** 2
        + (by_stones * errors.stones) ** 2
        + (by_thickness * errors.thickness) ** 2
    )
    return np.asarray(TONNES_PER_HECTARE * np.sqrt(squares))


def simulated(
    parts: Parts,
    errors: Parts,
    estimated: NDArray[np.bool_],
    density: Callable[[Floats], Floats] | None,
    draws: int,
    random: np.random.Generator,
) -> Floats:
    """Return the standard deviation of the stock in t/ha over draws of its parts from normal distributions, (n,).

    Parameters
    ----------
    parts, errors
        (n,) each.
    estimated
        (n,) where the bulk density follows from SOC by `density`, a function of g/kg; there it is drawn around that.
    draws
        How often; the relative error of the result is about 1 / sqrt(2 draws).
    """
    total, squares = np.zeros(len(parts.soc)), np.zeros(len(parts.soc))
    centre = stock(parts)
    expected = density(parts.soc[estimated]) if density is not None else np.empty(0)
    for _ in range(draws):  # one draw of all points at a time keeps memory small
        soc, bulk_density, stones, thickness = (
            value + error * random.standard_normal(len(value))
            for value, error in zip(vars(parts).values(), vars(errors).values())
        )
        if density is not None and estimated.any():
            bulk_density[estimated] += density(np.maximum(soc[estimated], 0)) - expected
        difference = stock(Parts(soc, bulk_density, stones, thickness)) - centre
        total += difference
        squares += difference**2
    return np.asarray(np.sqrt(np.maximum(squares - total**2 / draws, 0) / (draws - 1)))


def check_first_order(deviation: Floats, checked: Floats, progress: Progress) -> None:
    """Say how well (n,) standard deviations of first order agree with (n,) simulated ones."""
    known = np.isfinite(deviation) & (deviation > 0)
    if not known.any():
        return
    ratio = float(np.median(checked[known] / deviation[known]))
    text = f"The standard deviations of the stocks by simulation are {ratio:.3f} times those of first order (median)"
    if abs(ratio - 1) > AGREE:
        progress.warn(f"{text}: the errors of the parts are too large for the first order; take the simulated ones.")
    else:
        progress.log(f"{text}.")
