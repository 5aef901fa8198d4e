"""Bulk densities that were not measured, by pedotransfer functions, judged by those that were."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..runtime.errors import InputError
from ..settings.pedotransfer import (
    BEST,
    BY_NAME,
    FUNCTIONS,
    MATTER_PER_CARBON,
    NONE,
    OWN,
    TYPICAL_ERROR,
    Pedotransfer,
    parse_own,
)

Floats = NDArray[np.float64]
PERCENT_BY_G_KG = 0.1
LEAST_MEASURED = 10  # densities by which functions are judged
LIGHTEST, DENSEST = 0.1, 2.0  # g/cm3 that soils have: beyond that a function is used where it does not hold
LEAST_MATTER = 1e-3  # per cent: the logarithm has no value at 0


@dataclass(frozen=True)
class Density:
    """A pedotransfer function that is used, with its error in g/cm3, and whether measured densities show that."""

    function: Pedotransfer
    error: float = TYPICAL_ERROR
    judged: bool = False

    def of(self, soc: Floats) -> Floats:
        """Return bulk densities in g/cm3 for organic carbon in g/kg, in its shape, such as (n,)."""
        return density(self.function, soc)

    def slope(self, soc: Floats) -> Floats:
        """Return how they change with organic carbon, in g/cm3 by g/kg and in its shape, such as (n,)."""
        step = np.maximum(1e-4 * soc, 1e-4)
        low = np.maximum(soc - step, 0)
        return (self.of(soc + step) - self.of(low)) / (soc + step - low)

    def applies(self, soc: Floats) -> NDArray[np.bool_]:
        """Return where it gives a density that soils have, in the shape of `soc`, such as (n,)."""
        estimated = self.of(soc)
        return np.asarray((estimated >= LIGHTEST) & (estimated <= DENSEST))


def organic_matter(soc: Floats) -> Floats:
    """Return organic matter in per cent for organic carbon in g/kg, in its shape, such as (n,)."""
    return soc * PERCENT_BY_G_KG * MATTER_PER_CARBON


def density(function: Pedotransfer, soc: Floats) -> Floats:
    """Return bulk densities in g/cm3 for organic carbon in g/kg, in its shape, such as (n,).

    >>> density(BY_NAME["drew1973"], np.array([20.0])).round(4).tolist()
    [1.3311]
    """
    matter = organic_matter(soc)
    a, b, *rest = function.coefficients
    with np.errstate(divide="ignore", over="ignore"):  # own coefficients: infinite is no density that soils have
        if function.form == "linear":
            return a + b * matter
        if function.form == "inverse":
            return np.divide(1.0, a + b * matter)
        if function.form == "logarithm":
            return np.asarray(a + b * np.log10(np.maximum(matter, LEAST_MATTER)))
        if function.form == "exponential":
            return np.asarray(a + b * np.exp(rest[0] * matter))
        return np.divide(100.0, np.divide(matter, a) + np.divide(100 - matter, b))


def judged(soc: Floats, measured: Floats, own: Pedotransfer | None = None) -> dict[str, float]:
    """Return the root mean squared error in g/cm3 of every function on measured densities, the best one first.

    Parameters
    ----------
    soc, measured
        (n,) organic carbon in g/kg, and bulk densities in g/cm3.
    own
        A function to be judged beside those by name.
    """
    errors = {function.name: _error(function, soc, measured) for function in (*FUNCTIONS, *filter(None, [own]))}
    return dict(sorted(errors.items(), key=lambda one: one[1]))


def chosen(name: str, own: str, soc: Floats, measured: Floats) -> Density | None:
    """Return the function that is asked for, None for none.

    Parameters
    ----------
    name, own
        One of the choices, and the text of the user's own function, '' for none.
    soc, measured
        (n,) organic carbon and bulk density where both were measured; they may be none.

    Raises
    ------
    InputError
        The best is asked for and too few densities were measured, or the own function cannot be read.
    """
    if name == NONE:
        return None
    functions = {**BY_NAME, **({OWN: parse_own(own)} if own or name == OWN else {})}
    enough = len(measured) >= LEAST_MEASURED
    if name == BEST:
        if not enough:
            raise InputError(
                f"PEDOTRANSFER is best and {len(measured)} points have SOC and a measured bulk density, at least "
                f"{LEAST_MEASURED} are needed to judge by; choose a function by its name."
            )
        name = next(iter(judged(soc, measured, functions.get(OWN))))
    function = functions[name]
    return Density(function, _error(function, soc, measured), True) if enough else Density(function)


def _error(function: Pedotransfer, soc: Floats, measured: Floats) -> float:
    return float(np.sqrt(np.mean((density(function, soc) - measured) ** 2)))
