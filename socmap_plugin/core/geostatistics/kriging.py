"""Kriging with the nearest places: mean and variance at points, and at the pixels of blocks that share neighbours."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from .variogram import Floats, Variogram

NEIGHBOURS = 64  # beyond, the near ones screen the far ones, and a system costs by the third power
_VALUES_AT_ONCE = 2**19  # of the largest array, 4 MB
_JITTER = 1e-9  # of the variance, so that places which are all but one have an inverse


@dataclass(frozen=True)
class Kriging:
    """Values at places, and the variogram by which they are spread.

    Ordinary kriging where `mean` is None, else simple kriging. The nugget is error of a place's value: a prediction at
    a sampled place is not forced through its value, and the map has no peaks there.

    Attributes
    ----------
    points
        (n, d) distinct places, in metres.
    values
        (n,) at these.
    variogram
        Of the values.
    mean
        What is known of the mean of the values, None for nothing.
    """

    points: Floats
    values: Floats
    variogram: Variogram
    mean: float | None = None

    def predict(self, points: Floats) -> tuple[Floats, Floats]:
        """Return mean and variance of a new value at each of (m, d) points in metres, both (m,)."""
        mean, variance = self.predict_blocks(points[:, None, :], points)
        return mean[:, 0], variance[:, 0]

    def predict_blocks(self, blocks: Floats, centres: Floats) -> tuple[Floats, Floats]:
        """Return mean and variance of a new value at each point of blocks that are small; NaN where a point is none.

        The points of a block share the places that are nearest to its centre.

        Parameters
        ----------
        blocks
            (b, p, d) points in metres, NaN where a block has fewer.
        centres
            (b, d) in metres.

        Returns
        -------
        mean, variance : array
            (b, p); the variance is that of a new value, nugget included.
        """
        shape = blocks.shape[:2]
        if self.variogram.structured == 0:
            known = np.isfinite(blocks[..., 0])
            level = float(self.values.mean()) if self.mean is None else self.mean
            return np.where(known, level, np.nan), np.where(known, self.variogram.total, np.nan)
        count = min(NEIGHBOURS, len(self.points))
        at_once = max(_VALUES_AT_ONCE // (count * max(count, shape[1])), 1)
        nearest = np.asarray(self._tree.query(centres, count)[1]).reshape(len(blocks), count)
        mean, variance = np.empty(shape), np.empty(shape)
        for part in _parts(len(blocks), at_once):
            mean[part], variance[part] = self._solved(blocks[part], nearest[part])
        return mean, variance

    def leave_one_out(self, rows: NDArray[np.int64], neighbours: int = NEIGHBOURS) -> tuple[Floats, Floats]:
        """Return mean and variance, both (m,), at (m,) of the places by so many others nearest to each."""
        if self.variogram.structured == 0 or len(self.points) == 1:
            others = (self.values.sum() - self.values[rows]) / max(len(self.values) - 1, 1)
            known = others if self.mean is None else np.full(len(rows), self.mean)
            return known, np.full(len(rows), self.variogram.total)
        count = min(neighbours, len(self.points) - 1)
        others = np.atleast_2d(self._tree.query(self.points[rows], count + 1)[1])
        # The place itself is the nearest of its neighbours, being one of distinct places.
        others = others[others != rows[:, None]].reshape(len(rows), count)
        at_once = max(_VALUES_AT_ONCE // count**2, 1)
        points, found = self.points[rows][:, None, :], np.empty((2, len(rows), 1))
        for part in _parts(len(rows), at_once):
            found[:, part] = self._solved(points[part], others[part])
        return found[0, :, 0], found[1, :, 0]

    @functools.cached_property
    def _tree(self) -> cKDTree:
        return cKDTree(self.points)

    def _solved(self, blocks: Floats, nearest: NDArray[np.int64]) -> tuple[Floats, Floats]:
        """Return mean and variance, (b, p), at (b, p, d) points by their (b, k) nearest places."""
        model, places, values = self.variogram, self.points[nearest], self.values[nearest]  # (b, k, d), (b, k)
        covariance = model.structured * model.structured_correlation(_distances(places, places))  # (b, k, k)
        index = np.arange(nearest.shape[1])
        covariance[:, index, index] += model.nugget + _JITTER * model.total
        inverse = np.linalg.inv(covariance)
        to_points = model.structured * model.structured_correlation(_distances(blocks, places))  # (b, p, k)
        weights = to_points @ inverse  # (b, p, k)
        # At a sampled place, rounding may leave less than the nugget.
        variance = model.nugget + np.maximum(model.structured - (weights * to_points).sum(axis=2), 0.0)
        if self.mean is not None:
            mean = self.mean + (weights @ (values - self.mean)[:, :, None])[:, :, 0]
            return mean, variance
        sums = inverse.sum(axis=2)  # (b, k)
        total = sums.sum(axis=1)[:, None]
        level = (sums * values).sum(axis=1)[:, None] / total  # generalised least squares over the neighbours
        mean = level + (weights @ (values - level)[:, :, None])[:, :, 0]
        return mean, variance + (1 - weights.sum(axis=2)) ** 2 / total


def _distances(some: Floats, others: Floats) -> Floats:
    """Return (b, p, k) distances between (b, p, d) and (b, k, d) points."""
    squared = sum((some[:, :, None, axis] - others[:, None, :, axis]) ** 2 for axis in range(some.shape[2]))
    return np.sqrt(squared)


def _parts(count: int, at_once: int) -> Iterator[slice]:
    return (slice(start, start + at_once) for start in range(0, count, at_once))
