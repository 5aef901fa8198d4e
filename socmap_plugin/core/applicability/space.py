"""The space of a model's covariates: how far apart its samples are there, and from where on a pixel is unlike them.

The dissimilarity index of Meyer and Pebesma (2021, Methods in Ecology and Evolution 12, 1620), and the local point
density of Schumacher et al. (2025, Geosci. Model Dev. 18, 10185), with the threshold that CAST takes: the upper whisker
of the dissimilarities of the samples from those of other folds, at most the largest of these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

Floats = NDArray[np.float64]

WHISKER = 1.5  # interquartile ranges beyond the third quartile, as in a box plot
ROWS_AT_ONCE = 256  # of the distances among samples
MOST_SAMPLES = 100_000  # that a model file may hold


@dataclass(frozen=True)
class CovariateSpace:
    """Samples where every covariate has its mean at 0, its standard deviation times its weight for a unit.

    Attributes
    ----------
    mean, factor
        (V,): a value of a covariate is at ``(value - mean) * factor``.
    samples
        (n, V) places of the samples.
    distance
        (1,) mean distance of two samples, the unit of dissimilarity.
    threshold
        (1,) dissimilarity beyond which a pixel is outside the area of applicability.
    """

    mean: Floats
    factor: Floats
    samples: Floats
    distance: Floats
    threshold: Floats

    def places(self, rows: NDArray[np.floating[Any]]) -> Floats:
        """Return where the values (m, V) of the covariates lie, (m, V)."""
        return np.asarray((rows.astype(np.float64) - self.mean) * self.factor)

    def arrays(self) -> dict[str, Floats]:
        """Return the arrays by name, in the shapes of the attributes, as a model file holds them."""
        return {item.name: getattr(self, item.name) for item in fields(self)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], variables: int) -> CovariateSpace:
        """Rebuild from arrays of any shape that claim to be those of :meth:`arrays`.

        Raises
        ------
        KeyError, ValueError
            One is missing, or they are not those of a space of so many variables.
        """
        space = cls(**{item.name: np.asarray(arrays[item.name]) for item in fields(cls)})
        count = len(space.samples) if space.samples.ndim == 2 else 0
        shapes = {"samples": (count, variables), "distance": (1,), "threshold": (1,)}
        for name, array in space.arrays().items():
            if array.dtype != np.float64 or array.shape != shapes.get(name, (variables,)):
                raise ValueError(f"{name} of the covariate space has the shape {array.shape} and type {array.dtype}")
            if not np.isfinite(array).all():
                raise ValueError(f"{name} of the covariate space is not finite")
        if not 2 <= count <= MOST_SAMPLES or space.distance[0] <= 0 or space.threshold[0] < 0:
            raise ValueError("the covariate space has no samples or no distances")
        return space


def measured(
    rows: NDArray[np.floating[Any]], folds: NDArray[np.int64], weights: NDArray[np.floating[Any]] | None = None
) -> tuple[CovariateSpace, Floats, NDArray[np.int64]]:
    """Measure the space of some samples.

    Parameters
    ----------
    rows
        (n, V) values of the covariates at the samples.
    folds
        (n,): a sample is compared with those of other folds only, which a model that judges it has learnt from.
    weights
        (V,) importance of every covariate, 1 where it is None; below 0 counts as 0, and where all do, as 1.

    Returns
    -------
    space : CovariateSpace
    dissimilarity : array
        (n,) of every sample from the nearest one of another fold; infinite where there is none.
    density : array
        (n,) samples of other folds that are nearer than the threshold.

    Examples
    --------
    Ten samples on a line, each a fold of its own, and one far off:

    >>> rows = np.array([[0.0], [1], [2], [3], [4], [5], [6], [7], [8], [30]])
    >>> space, dissimilarity, density = measured(rows, np.arange(10))
    >>> bool(dissimilarity[-1] > space.threshold[0] >= dissimilarity[:-1].max()), density.tolist()
    (True, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    """
    values = rows.astype(np.float64)
    mean, spread = values.mean(axis=0), values.std(axis=0, ddof=1) if len(values) > 1 else np.zeros(values.shape[1])
    known = spread > 1e-12 * np.maximum(1.0, np.abs(mean))  # what is constant among the samples says nothing of them
    factor = np.divide(_positive(weights, values.shape[1]), spread, out=np.zeros_like(spread), where=known)
    samples = (values - mean) * factor
    nearest, total = np.full(len(samples), np.inf), 0.0
    for start in range(0, len(samples), ROWS_AT_ONCE):
        part = slice(start, start + ROWS_AT_ONCE)
        far = cdist(samples[part], samples)
        total += float(far.sum())
        nearest[part] = np.min(far, axis=1, initial=np.inf, where=folds[part, None] != folds)
    unit = total / max(len(samples) * (len(samples) - 1), 1)
    unit = unit if unit > 0 else 1.0  # all samples are alike: any other value is farther than they are
    dissimilarity = nearest / unit
    threshold = whisker(dissimilarity[np.isfinite(dissimilarity)])
    space = CovariateSpace(mean, factor, samples, np.array([unit]), np.array([threshold]))
    density = np.empty(len(samples), np.int64)
    for start in range(0, len(samples), ROWS_AT_ONCE):
        part = slice(start, start + ROWS_AT_ONCE)
        near = cdist(samples[part], samples) / unit < threshold
        density[part] = (near & (folds[part, None] != folds)).sum(axis=1)
    return space, dissimilarity, density


def whisker(dissimilarity: Floats) -> float:
    """Return the threshold for the (n,) dissimilarities of samples; 0 where there are none."""
    if not len(dissimilarity):
        return 0.0
    low, high = np.quantile(dissimilarity, [0.25, 0.75])
    return float(min(high + WHISKER * (high - low), dissimilarity.max()))


def _positive(weights: NDArray[np.floating[Any]] | None, count: int) -> Floats:
    found = np.ones(count) if weights is None else np.maximum(weights.astype(np.float64), 0.0)
    return found if found.any() else np.ones(count)
