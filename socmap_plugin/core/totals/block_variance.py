"""The variance of a mean over many pixels whose errors are alike: Wadoux and Heuvelink (2023).

"Uncertainty of spatial averages and totals of natural resource maps", Methods in Ecology and Evolution 14, 1320-1332.
The variance of the mean over pixels of areas a is the sum over all pairs of a a' s s' r(h) by the square of the area,
s being standard deviations and r the correlation at the distance h. Pixels paired with themselves are summed exactly;
all others are represented by the pairs of a random sample of pixels, so that a country streams by in bounded memory.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import pdist

Floats = NDArray[np.float64]

KEPT = 1000  # pixels of an area, half a million pairs: the variance is then known to a few percent


class Sampled:
    """Sums over the pixels of an area that come in parts, and a random sample of them.

    Parameters
    ----------
    random
        Draws the sample: every pixel has a random key, and those with the smallest are kept.
    """

    def __init__(self, random: np.random.Generator) -> None:
        self._random = random
        self.count = 0
        self.area = self.total = self._own = self._squared_area = 0.0  # m2; sums of a z, a2 s2, a2
        self._keys = np.empty(0)
        self._pixels = np.empty((0, 4))  # x, y, area, standard deviation

    def add(self, x: Floats, y: Floats, area: Floats, values: Floats, deviation: Floats) -> None:
        """Take more pixels: coordinates in the CRS of the map, m2, the map's values and their deviations, all (n,)."""
        self.count += len(values)
        self.area += float(area.sum())
        self.total += float(area @ values)
        self._squared_area += float(area @ area)
        self._own += float((area * deviation) @ (area * deviation))
        keys = self._random.random(len(values))
        limit = self._keys.max() if len(self._keys) == KEPT else np.inf
        found = np.flatnonzero(keys < limit)
        pixels = np.column_stack([x[found], y[found], area[found], deviation[found]])
        self._keys, self._pixels = np.concatenate([self._keys, keys[found]]), np.concatenate([self._pixels, pixels])
        if len(self._keys) > KEPT:
            kept = np.argpartition(self._keys, KEPT - 1)[:KEPT]
            self._keys, self._pixels = self._keys[kept], self._pixels[kept]

    @property
    def mean(self) -> float:
        """Mean over the area; NaN without a pixel."""
        return self.total / self.area if self.area else np.nan

    def independent_variance(self) -> float:
        """Return the variance of the mean if no pixel's error had anything to do with another's."""
        return self._own / self.area**2

    def variance(self, metric: Callable[[Floats], Floats], correlation: Callable[[Floats], Floats] | None) -> float:
        """Return the variance of the mean.

        Parameters
        ----------
        metric
            Makes (n, d) points in metres of (n, 2) coordinates.
        correlation
            Of errors at distances (pairs,) in metres; None for unrelated ones.
        """
        if correlation is None or len(self._pixels) < 2:
            return self.independent_variance()
        order = np.argsort(self._keys)  # the same sum in every run
        pixels = self._pixels[order]
        areas, deviations = pixels[:, 2], pixels[:, 2] * pixels[:, 3]
        first, second = np.triu_indices(len(pixels), 1)
        together = deviations[first] * deviations[second] * correlation(pdist(metric(pixels[:, :2])))
        pairs = float(together.sum() / (areas[first] @ areas[second]))
        return max((self._own + (self.area**2 - self._squared_area) * pairs) / self.area**2, 0.0)
