"""How alike the standardised errors of a map are at a distance.

The variance of a mean over many pixels is nearly all correlation: a weak one that reaches far weighs more than a strong
one nearby. What is asked for is therefore not one variogram that predicts neighbours well, for which a pure nugget may
be the honest answer (:func:`..geostatistics.fit.fitted_variogram`), but all that the residuals leave possible. Every
range and share of structure is weighted with its likelihood, and the mean of their correlations is taken, which is a
correlation again. On simulated fields of 150 samples a single fit to the experimental variogram left 90 % intervals of
totals with a coverage of 45 to 86 %, the weighted mean 83 to 90 %.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import pdist, squareform

from ..geostatistics.variogram import Variogram
from ..runtime.seeds import CORRELOGRAM, generator

Floats = NDArray[np.float64]

MOST_PLACES = 300  # a likelihood costs by their third power
LEAST_PLACES = 20  # fewer say nothing of distances
FAMILIES = ("spherical", "exponential")  # short and long tails; what lies between is their mean
RANGES = 24  # from the distance of close neighbours to twice the largest
SHARES = np.linspace(0.0, 0.98, 50)  # of the variance that is structured
KNOTS = 512  # of the table of correlations
_LEAST_EIGENVALUE = 1e-9


@dataclass(frozen=True)
class Correlogram:
    """Correlation of standardised errors by distance.

    Attributes
    ----------
    scale
        Mean square of the standardised errors: 1 where limits and residuals agree.
    distance, value
        (knots,) in metres from just above 0, and the correlation there.
    range_m, structured
        Mean range in metres, and mean share of the variance that is structured in space.
    """

    scale: float
    distance: Floats
    value: Floats
    range_m: float
    structured: float

    def correlation(self, distance: Floats) -> Floats:
        """Return the correlation at distances above 0 in metres, of any shape."""
        return np.interp(distance, self.distance, self.value)


def correlogram(points: Floats, residuals: Floats) -> Correlogram:
    """Return the correlogram of standardised residuals.

    Parameters
    ----------
    points
        (n, d) distinct places in metres.
    residuals
        (n,) residuals by their standard deviations, of mean 0.

    Notes
    -----
    Gaussian likelihood over a grid of ranges (uniform by their logarithm) and shares of structured variance (uniform),
    whose variance is the mean square. With a range given, all shares follow from one eigendecomposition.
    """
    scale = float(np.mean(residuals**2))
    if len(points) > MOST_PLACES:
        rows = np.sort(generator(1, CORRELOGRAM).permutation(len(points))[:MOST_PLACES])
        points, residuals = points[rows], residuals[rows]
    apart = pdist(points)
    largest = float(apart.max())
    ranges = np.geomspace(max(float(np.quantile(apart, 1 / len(points))), largest / 1000), 2 * largest, RANGES)
    matrix = squareform(apart)
    knots = np.concatenate([[0.0], np.geomspace(largest / 1e5, 2 * largest, KNOTS - 1)])
    weights, curves, facts = [], [], []
    for family in FAMILIES:
        for reach in ranges.tolist():
            model = Variogram(family, 0.0, 1.0, reach)
            weights.append(_likelihoods(model.structured_correlation(matrix), residuals, scale))
            curves.append(model.structured_correlation(knots))
            facts.append(reach)
    likelihood = np.array(weights)  # (models, shares), logarithms
    weight = np.exp(likelihood - likelihood.max())
    weight /= weight.sum()
    by_model = weight @ SHARES
    structured = float(by_model.sum())
    reach = float(np.exp(by_model @ np.log(facts) / structured)) if structured > 0 else 0.0
    return Correlogram(scale, knots, by_model @ np.array(curves), reach, structured)


def _likelihoods(matrix: Floats, values: Floats, scale: float) -> Floats:
    """Return the logarithm of the likelihood of (n,) values by each of (shares,), for an (n, n) correlation."""
    eigenvalues, vectors = np.linalg.eigh(matrix)
    squares = (vectors.T @ values) ** 2
    variance = scale * (SHARES[:, None] * np.maximum(eigenvalues, _LEAST_EIGENVALUE) + 1 - SHARES[:, None])
    return np.asarray(-0.5 * np.sum(np.log(variance) + squares / variance, axis=1))
