"""Measures of a map's quality over its whole area, each with a standard error and a 95 % interval.

A measure is a function of means over the map: of the error, of its square, of what was observed and so on. Its
standard error is that of the mean of its linearised variable (Taylor; Sarndal, Swensson and Wretman 1992, section 5.5),
which the design knows. Intervals are Student's on a scale on which the estimate is about normal, so that they stay in
their range.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from .designs import Design

Floats = NDArray[np.float64]
CONFIDENCE = 0.95
AGREED = 1e-12  # a share of 0 or 1, and no variance, but for rounding
DRAWS = 2000  # of the bootstrap: its 2.5 % limits are then those of 50 draws
RMSE, R2, BIAS, MAE, CCC, COVERED = NAMES = ("rmse", "r2", "bias", "mae", "ccc", "coverage")


@dataclass(frozen=True)
class Measure:
    """An estimate, its standard error, and the limits of its 95 % interval."""

    value: float
    error: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Pairs:
    """What was observed and what the map says at n points.

    Attributes
    ----------
    observed, predicted
        (n,) in the unit of the map.
    inside
        (n,) 1 where an observation lies between the map's limits, 0 where not; None without limits.
    """

    observed: Floats
    predicted: Floats
    inside: Floats | None = None

    def columns(self) -> Floats:
        """Return the (n, 7) values whose means make all measures."""
        error = self.predicted - self.observed
        inside = np.zeros(len(error)) if self.inside is None else self.inside
        y, p = self.observed, self.predicted
        return np.column_stack([error, np.abs(error), error**2, y, p, np.column_stack([y**2, y * p, inside])])


def values_of(means: Floats) -> dict[str, Floats]:
    """Return the measures that follow of means (..., 8) of :meth:`Pairs.columns`, each in the shape (...)."""
    bias, mae, mse, y, p, yy, yp, inside = np.moveaxis(means, -1, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        covariance, variance = yp - y * p, yy - y**2
        return {
            RMSE: np.sqrt(mse),
            R2: np.where(variance > AGREED * yy, 1 - mse / variance, np.nan),
            BIAS: bias,
            MAE: mae,
            CCC: np.where(mse + 2 * covariance > AGREED * yy, 2 * covariance / (mse + 2 * covariance), np.nan),
            COVERED: inside,
        }


def measure(pairs: Pairs, design: Design) -> dict[str, Measure]:
    """Return every measure of a probability sample, by name.

    The squared error's mean has its interval on the scale of logarithms, as has 1 - R2; the concordance has Fisher's,
    and the coverage that of Wilson with the sample size that gives the same variance to simple random points.
    """
    columns = pairs.columns()
    values = {name: float(value) for name, value in values_of(design.mean(columns)).items()}
    y, p, squared = pairs.observed, pairs.predicted, columns[:, 2]
    mse, y_mean, p_mean = (float(design.mean(each)) for each in (squared, y, p))
    variance = float(design.mean((y - y_mean) ** 2))
    covariance = (y - y_mean) * (p - p_mean)
    ratio, concordance = 1 - values[R2], values[CCC]
    scale = mse + 2 * float(design.mean(covariance))
    none = np.full_like(y, np.nan)  # of what is not defined where nothing varies
    linear = {
        RMSE: squared / (2 * math.sqrt(mse)) if mse > 0 else np.zeros_like(squared),
        R2: (ratio * (y - y_mean) ** 2 - squared) / variance if math.isfinite(ratio) else none,
        BIAS: columns[:, 0],
        MAE: columns[:, 1],
        CCC: none,
    }
    if math.isfinite(concordance):
        linear[CCC] = (2 * (1 - concordance) * covariance - concordance * squared) / scale
    found = {}
    for name, variable in linear.items():
        spread, freedom = design.variance(variable)
        found[name] = _interval(name, values[name], math.sqrt(spread), freedom)
    if pairs.inside is not None:
        spread, freedom = design.variance(pairs.inside)
        found[COVERED] = _share(values[COVERED], spread, freedom, len(y))
    return found


def bootstrap(pairs: Pairs, random: np.random.Generator) -> dict[str, Measure]:
    """Return every measure of points that are no probability sample, by name, with intervals of resampled points."""
    columns = pairs.columns()
    n = len(columns)
    found = values_of(columns.mean(axis=0))
    drawn = values_of(random.multinomial(n, np.full(n, 1 / n), DRAWS) / n @ columns)
    measures = {}
    for name in NAMES[: len(NAMES) - (pairs.inside is None)]:
        draws = drawn[name][np.isfinite(drawn[name])]
        if not len(draws):
            draws = np.full(1, np.nan)
        low, high = np.quantile(draws, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
        measures[name] = Measure(float(found[name]), float(draws.std()), float(low), float(high))
    return measures


def _interval(name: str, value: float, error: float, freedom: float) -> Measure:
    reach = float(student.ppf((1 + CONFIDENCE) / 2, freedom)) * error
    low, high = value - reach, value + reach
    if name in (RMSE, MAE) and value > 0:
        low, high = value * math.exp(-reach / value), value * math.exp(reach / value)
    elif name == R2 and value < 1:
        rest = 1 - value
        low, high = 1 - rest * math.exp(reach / rest), 1 - rest * math.exp(-reach / rest)
    elif name == CCC and abs(value) < 1:
        reach /= 1 - value**2
        low, high = math.tanh(math.atanh(value) - reach), math.tanh(math.atanh(value) + reach)
    return Measure(value, error, low, high)


def _share(value: float, variance: float, freedom: float, count: int) -> Measure:
    """Return a share with Wilson's interval; where all points agree their number stands for the unknown variance."""
    size = value * (1 - value) / variance if variance > AGREED and AGREED < value < 1 - AGREED else count
    square = float(student.ppf((1 + CONFIDENCE) / 2, freedom)) ** 2
    middle = (value + square / (2 * size)) / (1 + square / size)
    reach = math.sqrt(square * (value * (1 - value) / size + square / (4 * size**2))) / (1 + square / size)
    return Measure(value, math.sqrt(variance), max(middle - reach, 0.0), min(middle + reach, 1.0))
