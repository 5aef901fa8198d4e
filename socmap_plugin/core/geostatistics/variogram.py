"""Models of variograms: how alike two places are at a distance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

NUGGET = "nugget"  # the family without any structure
_EXPONENTIAL, _MATERN = 2.9957, 4.7439  # at the range, 5 % of the correlation is left


def _spherical(ratio: Floats) -> Floats:
    within = np.minimum(ratio, 1.0)
    return np.asarray(1 - within * (1.5 - 0.5 * within * within))


def _exponential(ratio: Floats) -> Floats:
    return np.asarray(np.exp(-_EXPONENTIAL * ratio))


def _matern(ratio: Floats) -> Floats:
    scaled = _MATERN * ratio
    return np.asarray((1 + scaled) * np.exp(-scaled))


# The Gaussian family is left out: its matrices are nearly singular where samples are close.
FAMILIES: dict[str, Callable[[Floats], Floats]] = {
    "spherical": _spherical,
    "exponential": _exponential,
    "Matérn 3/2": _matern,
}


@dataclass(frozen=True)
class Variogram:
    """A variogram: what varies from one place to the next one, and what is structured in space.

    Attributes
    ----------
    family
        Of :data:`FAMILIES`, or :data:`NUGGET`.
    nugget
        Variance without structure: error of measurement, and whatever varies within the smallest distances.
    structured
        Variance that is structured in space; 0 for a pure nugget.
    range_m
        Metres at which the structured part has lost its correlation, to 5 % or wholly.

    Examples
    --------
    >>> variogram = Variogram("spherical", nugget=1.0, structured=3.0, range_m=1000.0)
    >>> variogram.correlation(np.array([0.0, 1e-9, 500.0, 1000.0])).round(3).tolist()
    [1.0, 0.75, 0.234, 0.0]
    >>> variogram.structured_share
    0.75
    """

    family: str
    nugget: float
    structured: float
    range_m: float

    @property
    def total(self) -> float:
        """Variance far beyond the range."""
        return self.nugget + self.structured

    @property
    def structured_share(self) -> float:
        """Share of the variance that is structured in space, 0 to 1."""
        return self.structured / self.total if self.total > 0 else 0.0

    def structured_correlation(self, distance: Floats) -> Floats:
        """Return the correlation of the structured part at distances in metres, of any shape: 1 at 0, no nugget."""
        if self.structured == 0:
            return np.zeros_like(distance, np.float64)
        return FAMILIES[self.family](distance / self.range_m)

    def correlation(self, distance: Floats) -> Floats:
        """Return the correlation of two values at distances in metres, of any shape; 1 at 0 only."""
        share = self.structured_share * self.structured_correlation(distance)
        return np.where(distance == 0, 1.0, share)

    def semivariance(self, distance: Floats) -> Floats:
        """Return half the expected squared difference of two values at distances in metres, of any shape."""
        return self.total * (1 - self.correlation(distance))


def pure_nugget(variance: float) -> Variogram:
    """Return the variogram of values that say nothing of their neighbours."""
    return Variogram(NUGGET, variance, 0.0, 0.0)
