"""Values at places, drawn from a variogram that is known."""

from __future__ import annotations

import numpy as np
from scipy.spatial.distance import cdist


def field(variogram, points, seed):
    """Draw values whose variogram is known."""
    covariance = variogram.total * variogram.correlation(cdist(points, points))
    return np.linalg.cholesky(covariance) @ np.random.default_rng(seed).normal(size=len(points))


def places(count, seed, side=10_000):
    return np.random.default_rng(seed).uniform(0, side, (count, 2))
