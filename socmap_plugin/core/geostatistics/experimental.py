"""The experimental variogram, and the variogram of a family that is nearest to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import pdist

from ..runtime.seeds import VARIOGRAM, generator
from .variogram import FAMILIES, Floats, Variogram

REACH = 0.5  # of the largest distance: beyond, pairs come from opposite edges only (Journel and Huijbregts 1978)
CLASSES = 20  # of equal width
LEAST_PAIRS = 50  # of a class that the first one is parted into, where many samples lie close
MOST_PLACES = 2000  # that are paired with each other: more change the variogram less than they cost
_RANGES = 40  # that are tried, from the smallest distance to beyond the largest


@dataclass(frozen=True)
class Experimental:
    """Semivariances by classes of distance: (classes,) mean distance in metres, semivariance, and number of pairs."""

    distance: Floats
    semivariance: Floats
    pairs: NDArray[np.int64]


def experimental_variogram(points: Floats, values: Floats) -> Experimental:
    """Return the experimental semivariogram of Matheron (1963), finer where many pairs are close.

    Parameters
    ----------
    points
        (n, d) distinct places in metres.
    values
        (n,) at these.
    """
    if len(points) > MOST_PLACES:
        rows = np.sort(generator(VARIOGRAM).permutation(len(points))[:MOST_PLACES])
        points, values = points[rows], values[rows]
    distance, squared = pdist(points), pdist(values[:, None], "sqeuclidean")
    largest = float(distance.max(initial=0.0)) * REACH
    edges = _edges(distance, largest)
    near = distance <= largest
    number = np.searchsorted(edges, distance[near]) - 1  # a pair at an edge counts below it
    totals = [np.bincount(number, weights, len(edges) - 1) for weights in (distance[near], squared[near], None)]
    some = totals[2] > 0
    distances, squares, pairs = (total[some] for total in totals)
    return Experimental(distances / pairs, squares / pairs / 2, pairs.astype(np.int64))


def _edges(distance: Floats, largest: float) -> Floats:
    """Return the edges of the classes, the first of which is halved as long as its halves have pairs enough."""
    edges = np.linspace(0.0, largest, CLASSES + 1)
    halves = []
    half = edges[1] / 2
    while half > 0 and np.count_nonzero(distance <= half) >= LEAST_PAIRS:
        halves.append(half)
        half /= 2
    return np.concatenate([[-1.0], halves[::-1], edges[1:]])


def nearest_variograms(found: Experimental) -> list[Variogram]:
    """Return the variogram of every family that fits best, by least squares weighted with pairs over squared distance.

    With the range given, nugget and structured variance are linear and have a closed form; neither is below 0.
    """
    if len(found.distance) < 3:
        return []
    ranges = np.geomspace(found.distance[0], 2 * found.distance[-1], _RANGES)
    weights = found.pairs / np.maximum(found.distance, found.distance[-1] / 1000) ** 2
    fits = []
    for family, correlation in FAMILIES.items():
        shape = 1 - correlation(found.distance / ranges[:, None])  # (ranges, classes)
        nugget, structured = _non_negative(shape, found.semivariance, weights)
        misfit = ((nugget[:, None] + structured[:, None] * shape - found.semivariance) ** 2) @ weights
        best = int(np.argmin(misfit))
        if structured[best] > 0:
            fits.append(Variogram(family, float(nugget[best]), float(structured[best]), float(ranges[best])))
    return fits


def _non_negative(shape: Floats, semivariance: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Return (ranges,) nugget and structured variance of the weighted regression on (ranges, classes) shapes."""
    share = weights / weights.sum()
    mean, level = shape @ share, float(semivariance @ share)
    spread = ((shape - mean[:, None]) ** 2) @ share
    together = ((shape - mean[:, None]) * (semivariance - level)) @ share
    slope = np.divide(together, spread, out=np.zeros_like(mean), where=spread > 0)
    nugget = level - slope * mean
    # Where the best line begins below 0 or falls, the best allowed one is the nearest edge.
    through_zero = (shape * semivariance) @ share / np.maximum((shape**2) @ share, np.finfo(float).tiny)
    slope = np.where(nugget < 0, through_zero, slope)
    nugget = np.where(nugget < 0, 0.0, nugget)
    falls = slope <= 0
    return np.where(falls, level, nugget), np.where(falls, 0.0, slope)
