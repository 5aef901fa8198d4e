"""Distances in metres between samples, folds and the area of the map: how far a prediction reaches."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from scipy.spatial.distance import cdist
from scipy.stats import ks_2samp, wasserstein_distance

from ..runtime.seeds import VARIOGRAM, generator

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

CLUSTERED_P = 0.05  # level of the test for a clustered sample in Linnenbrink et al. (2024)
BIASED_SHARE = 0.25  # of the mean distance from the map to the samples: a smaller difference is none
OPTIMISTIC, FAIR, PESSIMISTIC = "optimistic", "fair", "pessimistic"
MOST_COMPARED = 2000  # samples in the space of covariates
MOST_PAIRED = 5000  # samples of a variogram: of all their pairs, a class of distance has far more than it needs
_NEIGHBOURS = 32  # one of so many nearest is mostly in another fold; more cost more than they save
_PAIR_ROWS = 512  # rows of the distance matrix at once


def nearest_distances(points: Floats, others: Floats) -> Floats:
    """Return the (n,) distance from each of (n, d) `points` to the nearest of (m, d) `others`."""
    return np.asarray(cKDTree(others).query(points)[0], np.float64)


class FoldDistances:
    """Answers :func:`fold_distances` for many assignments of the same (n, d) points."""

    def __init__(self, points: Floats) -> None:
        self._points = points
        count = min(_NEIGHBOURS, len(points))
        distance, index = cKDTree(points).query(points, count)
        self._distance, self._index = distance.reshape(-1, count), index.reshape(-1, count)  # a count of 1 drops it

    def __call__(self, assignment: Whole) -> Floats:
        """Return the (n,) distance of every point to the nearest one of another fold."""
        other = assignment[self._index] != assignment[:, None]  # (n, neighbours)
        result = np.where(other.any(axis=1), self._distance[np.arange(len(other)), other.argmax(axis=1)], np.inf)
        deep = ~other.any(axis=1)
        for fold in np.unique(assignment[deep]):
            rest = self._points[assignment != fold]
            if len(rest):
                inside = deep & (assignment == fold)
                result[inside] = nearest_distances(self._points[inside], rest)
        return result


def fold_distances(points: Floats, assignment: Whole) -> Floats:
    """Return the distance of every sample to the nearest sample of another fold, as training sees it.

    Parameters
    ----------
    points
        (n, d) in metres.
    assignment
        (n,) fold of every sample; pixel groups instead give nearest-neighbour distances among samples.

    Returns
    -------
    array
        (n,) metres; infinite where there is no other fold.
    """
    return FoldDistances(points)(assignment)


def is_clustered(sample: Floats, prediction: Floats) -> bool:
    """Return whether the (n,) distances among samples are smaller than the (m,) from the map's pixels to samples.

    The one-sided Kolmogorov-Smirnov test by which kNNDM decides between random and spatial folds (Linnenbrink et al.
    2024, Geosci. Model Dev. 17, 5897). Nearest neighbours come in pairs, so their distances are no independent draws
    and one random sample in five or six passes for clustered: alone it is no ground for a warning.
    """
    return bool(ks_2samp(sample, prediction, alternative="greater", method="asymp").pvalue < CLUSTERED_P)


@dataclass(frozen=True)
class SamplingDistances:
    """Nearest distances in metres: what a map asks of a model, and what each way of making folds asks.

    Attributes
    ----------
    prediction
        (m,) from the prediction area to the nearest sample.
    sample
        (n,) from a sample to the nearest one of another pixel.
    by_scheme
        By the name of a scheme, (repeats n,) from a test sample to its nearest training sample.
    """

    prediction: Floats
    sample: Floats
    by_scheme: dict[str, Floats] = dataclasses.field(default_factory=dict)

    @property
    def clustered(self) -> bool:
        """Whether samples lie closer to each other than the map lies to them; see :func:`is_clustered`."""
        return is_clustered(self.sample, self.prediction)

    @property
    def random_is_optimistic(self) -> bool:
        """Whether random folds test nearer to training samples than the map asks, by enough to matter.

        The test of :func:`is_clustered` alone calls a fifth of all random samples clustered, because nearest neighbours
        come in pairs; their random folds then differ by about a tenth of the map's mean distance.
        """
        return self.clustered and self.bias("random") == OPTIMISTIC

    def gap(self, scheme: str) -> float:
        """Return by how many metres a scheme tests farther from training samples than the map is, on average.

        Below 0 it tests nearer. In size it is the Wasserstein distance where the curves do not cross.
        """
        return float(self.by_scheme[scheme].mean() - self.prediction.mean())

    def bias(self, scheme: str) -> str:
        """Return what a scheme's distances make of the accuracy: ``optimistic``, ``fair`` or ``pessimistic``."""
        tolerated = BIASED_SHARE * float(self.prediction.mean())
        gap = self.gap(scheme)
        return OPTIMISTIC if gap < -tolerated else PESSIMISTIC if gap > tolerated else FAIR

    def wasserstein(self, scheme: str) -> float:
        """Return how far, in metres, a scheme's distances are on average from those of the map; 0 is a match."""
        return float(wasserstein_distance(self.by_scheme[scheme], self.prediction))


def sampling_distances(
    points: Floats, pixel_group: Whole, area: Floats, schemes: Mapping[str, Whole]
) -> SamplingDistances:
    """Measure the folds of `schemes`, each (repeats, n), of (n, d) `points` against an (m, d) prediction `area`.

    Coordinates are in metres, as :func:`..raster.projection.metric_points` returns them.
    """
    distances = FoldDistances(points)
    return SamplingDistances(
        nearest_distances(area, points),
        distances(pixel_group),
        {name: np.concatenate([distances(row) for row in folds]) for name, folds in schemes.items()},
    )


def covariate_distances(
    samples: Floats, pixel_group: Whole, area: Floats, schemes: Mapping[str, Whole]
) -> SamplingDistances | None:
    """Measure folds as :func:`sampling_distances` does, in the space of covariates: CAST's second kind of distances.

    Every covariate is divided by its standard deviation among the samples; those of one value there are left out. In
    many dimensions no tree is quick, so that of many samples `MOST_COMPARED` are taken, evenly in their order.

    Parameters
    ----------
    samples, area
        (n, V) and (m, V) covariates at the samples and at places of the map.
    pixel_group, schemes
        (n,), and (repeats, n) by name.

    Returns
    -------
    SamplingDistances
        In standard deviations instead of metres; None where no covariate varies.
    """
    spread = samples.std(axis=0, ddof=1)
    varied = spread > 0
    if not varied.any():
        return None
    own, there = (values[:, varied] / spread[varied] for values in (samples, area))
    rows = np.unique(np.linspace(0, len(own) - 1, min(len(own), MOST_COMPARED)).astype(int))
    return sampling_distances(
        own[rows], pixel_group[rows], there, {name: folds[:, rows] for name, folds in schemes.items()}
    )


def variogram(xy_metric: Floats, values: Floats, lags: int = 12) -> tuple[Floats, Floats, Whole]:
    """Return the empirical semivariogram of Matheron (1963), up to half of the largest distance.

    Beyond that half the pairs come from opposite edges only (Journel and Huijbregts 1978). Of many points
    `MOST_PAIRED` are taken, the same ones every time.

    Parameters
    ----------
    xy_metric
        (n, d) points in metres.
    values
        (n,) values, residuals for instance.
    lags
        Number of distance classes of equal width; empty ones are left out.

    Returns
    -------
    distance, semivariance, pairs : array
        A class an entry: mean distance in metres, half the mean squared difference, number of pairs.
    """
    if len(xy_metric) > MOST_PAIRED:
        drawn = np.sort(generator(VARIOGRAM).permutation(len(xy_metric))[:MOST_PAIRED])
        xy_metric, values = xy_metric[drawn], values[drawn]
    largest = max((float(distance.max()) for distance, _, _ in _pairs(xy_metric)), default=0.0)
    totals = np.zeros((3, lags))  # sums of distance, of squared difference, and of pairs
    width = largest / 2 / lags
    for distance, first, second in _pairs(xy_metric) if width > 0 else ():
        near = distance <= largest / 2
        lag = np.clip(np.ceil(distance[near] / width).astype(int) - 1, 0, lags - 1)
        squared = (values[first[near]] - values[second[near]]) ** 2
        totals += [np.bincount(lag, weights, lags) for weights in (distance[near], squared, np.ones(len(lag)))]
    distances, squares, pairs = totals[:, totals[2] > 0]
    return distances / pairs, squares / pairs / 2, pairs.astype(np.int64)


def _pairs(points: Floats) -> Iterator[tuple[Floats, NDArray[np.intp], NDArray[np.intp]]]:
    """Yield distance and both numbers of all pairs of points, a bounded number of pairs at once."""
    for start in range(0, len(points) - 1, _PAIR_ROWS):
        first, second = np.triu_indices(min(_PAIR_ROWS, len(points) - start), 1, len(points) - start)
        yield cdist(points[start : start + _PAIR_ROWS], points[start:])[first, second], first + start, second + start
