"""The mass-preserving quadratic spline of Bishop, McBratney and Laslett (1999), for many profiles at once.

In every horizon the spline is a parabola, in a gap between horizons a line; value and slope are continuous, the slope
is 0 at both ends, and the mean over a horizon is its fitted value. The fitted values minimise the mean squared distance
to the measured ones plus `lam` times the integral of the squared slope; with `lam` 0 they are the measured ones.

Bishop, T.F.A., McBratney, A.B., Laslett, G.M. (1999). Modelling soil attribute depth functions with equal-area
quadratic smoothing splines. Geoderma 91, 27-45. Gaps: Malone, B.P. et al. (2009), Geoderma 154, 138-152.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class DepthFunction:
    """Properties of m profiles as functions of depth, in s sections each: a + b t + c t2, t from the section's start.

    Attributes
    ----------
    starts, ends
        (m, s) depths of the sections, one below the other, cm.
    a, b, c
        (m, s) coefficients, in the unit of the property and per cm and cm2.
    sampled
        (s,) which sections are horizons; the others are gaps between them.
    fitted
        (m, n) fitted values of the horizons.
    """

    starts: Floats
    ends: Floats
    a: Floats
    b: Floats
    c: Floats
    sampled: NDArray[np.bool_]
    fitted: Floats

    def means(self, top: float, bottom: float) -> Floats:
        """Return the (m,) means between two depths, of the part that the sections cover; NaN where they cover none."""
        low, high = self._inside(top, bottom)
        mass = (self._integral(high) - self._integral(low)).sum(axis=1)
        covered = (high - low).sum(axis=1)
        return np.divide(mass, covered, out=np.full(len(mass), np.nan), where=covered > 0)

    def sampled_cm(self, top: float, bottom: float) -> Floats:
        """Return how much of the layer between two depths lies in horizons, (m,) in cm."""
        low, high = self._inside(top, bottom)
        return np.asarray((high - low)[:, self.sampled].sum(axis=1))

    def at(self, depth: float) -> Floats:
        """Return the (m,) values at a depth; at a boundary those below it, NaN beyond the sections."""
        inside = (self.starts <= depth) & (depth < self.ends)
        t = np.where(inside, depth - self.starts, 0.0)
        values = np.where(inside, self.a + self.b * t + self.c * t**2, 0.0).sum(axis=1)
        return np.where(inside.any(axis=1), values, np.nan)

    def _inside(self, top: float, bottom: float) -> tuple[Floats, Floats]:
        low, high = (np.clip(depth, self.starts, self.ends) - self.starts for depth in (top, bottom))
        return low, high

    def _integral(self, t: Floats) -> Floats:
        return np.asarray(t * (self.a + t * (self.b / 2 + t * self.c / 3)))


def steps(tops: Floats, bottoms: Floats, values: Floats) -> DepthFunction:
    """Return functions that have the measured value all over a horizon, and none in gaps.

    Parameters
    ----------
    tops, bottoms, values
        (m, n) of m profiles with n horizons each, from the surface down.
    """
    zero = np.zeros_like(values)
    return DepthFunction(tops, bottoms, values, zero, zero, np.ones(values.shape[1], np.bool_), values)


def spline(tops: Floats, bottoms: Floats, values: Floats, lam: float) -> DepthFunction:
    """Return the splines of profiles that have the same number of horizons.

    Parameters
    ----------
    tops, bottoms, values
        (m, n) of m profiles with n horizons each, from the surface down and without overlap; depths in cm.
    lam
        Weight of smoothness; 0 goes through the measured means.
    """
    count = values.shape[1]
    if count == 1:
        return steps(tops, bottoms, values)
    thick = bottoms - tops
    gaps = tops[:, 1:] - bottoms[:, :-1]
    knots = count - 1  # between horizons, where the slope is to be found
    slopes = np.zeros((len(values), knots, knots))
    here = np.arange(knots)
    slopes[:, here, here] = 2 * (thick[:, :-1] + thick[:, 1:]) + 6 * gaps
    slopes[:, here[:-1], here[1:]] = slopes[:, here[1:], here[:-1]] = thick[:, 1:-1]
    difference = np.zeros((knots, count))
    difference[here, here], difference[here, here + 1] = -1, 1
    by_value = np.linalg.solve(slopes, np.broadcast_to(difference, (len(values), knots, count)))  # (m, n - 1, n)
    smooth = np.eye(count) + 6 * count * lam * (difference.T @ by_value)
    fitted = np.linalg.solve(smooth, values[:, :, None])[:, :, 0]
    slope = 6 * (by_value @ fitted[:, :, None])[:, :, 0]
    upper, lower = np.pad(slope, ((0, 0), (1, 0))), np.pad(slope, ((0, 0), (0, 1)))
    c = (lower - upper) / (2 * thick)
    a = fitted - upper * thick / 2 - c * thick**2 / 3
    at_bottom = a + upper * thick + c * thick**2
    flat = np.zeros_like(slope)
    return DepthFunction(
        _woven(tops, bottoms[:, :-1]),
        _woven(bottoms, tops[:, 1:]),
        _woven(a, at_bottom[:, :-1]),
        _woven(upper, slope),
        _woven(c, flat),
        np.arange(2 * count - 1) % 2 == 0,
        fitted,
    )


def _woven(horizons: Floats, gaps: Floats) -> Floats:
    """Return (m, 2 n - 1): what belongs to the n horizons and to the n - 1 gaps between them, in turn."""
    woven = np.empty((len(horizons), 2 * horizons.shape[1] - 1))
    woven[:, ::2], woven[:, 1::2] = horizons, gaps
    return woven
