"""Split conformal intervals whose width follows the prediction (Lei et al. 2018; Papadopoulos et al. 2008).

Residuals of models that kept a sample back, each divided by how large residuals usually are at such a prediction, are
the scores; an interval is as wide as their quantile says, times what is usual at the prediction. Soil organic carbon
varies more where there is more of it, so that intervals of one width are too wide for small predictions, and too narrow
for large ones. How large residuals are is a straight line over the prediction: docs/method.md compares it with what a
forest says of the residuals, and with the quantiles of a forest.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

COVERAGES = (0.5, 0.8, 0.9, 0.95)  # at which intervals are judged
WIDEST = 4.0  # the difficulty lies between this part and this multiple of its mean, however far predictions go
FEWEST = 20  # scores that a line is drawn through
# Scores beyond which both tails have quantiles of their own, if they differ by more than chance; with fewer, these
# quantiles are so uncertain that the intervals get wider.
TAILS_FROM, CERTAIN = 200, 3.0  # standard errors of the skewness
_ARRAYS = ("scores", "line")
_FLAGS = ("logarithmic", "skewed", "above_zero")


@dataclass(frozen=True)
class Calibration:
    """What intervals around predictions of a model are made of.

    Attributes
    ----------
    scores
        (n,) residuals, observed minus predicted, in units of the difficulty; increasing.
    line
        (3,): a prediction at the middle, the difficulty there, which is above 0, and by how much it grows with the
        prediction.
    logarithmic
        Predictions and residuals are of log(1 + y).
    skewed
        Both tails have quantiles of their own.
    above_zero
        No observation can be below 0, so that no limit is.
    """

    scores: Floats
    line: Floats
    logarithmic: bool = False
    skewed: bool = False
    above_zero: bool = True

    @property
    def largest_coverage(self) -> float:
        """The largest coverage that so many scores can promise."""
        count = len(self.scores)
        return max(1 - (2 if self.skewed else 1) / (count + 1), 0.0)

    def interval(self, predicted: NDArray[np.floating[Any]], coverage: float) -> tuple[Floats, Floats]:
        """Return the lower and the upper limits for predictions of any shape, in their shape and unit.

        Infinite where `coverage` is above :attr:`largest_coverage`; NaN where a prediction is.

        Examples
        --------
        >>> draw = np.random.default_rng(1)
        >>> predicted = draw.uniform(5, 50, 400)
        >>> observed = predicted * draw.uniform(0.8, 1.2, 400)
        >>> found = calibrate(observed, predicted)
        >>> lower, upper = found.interval(np.array([10.0, 40.0]), 0.9)
        >>> (upper - lower).round().tolist()
        [3.0, 15.0]
        """
        centre = predicted.astype(np.float64)
        if self.logarithmic:
            centre = np.log1p(np.maximum(centre, -1 + 1e-9))
        low, high = self._quantiles(coverage)
        difficulty = self.difficulty(centre)
        lower, upper = centre + low * difficulty, centre + high * difficulty
        if self.logarithmic:
            lower, upper = np.expm1(lower), np.expm1(upper)
        # An observation that cannot be below 0 is in the interval wherever it ends below.
        return (np.maximum(lower, 0.0), np.maximum(upper, 0.0)) if self.above_zero else (lower, upper)

    def difficulty(self, centre: Floats) -> Floats:
        """Return how large residuals usually are at predictions of any shape, on the scale of the scores."""
        middle, size, slope = self.line
        return np.clip(size + slope * (centre - middle), size / WIDEST, size * WIDEST)

    def _quantiles(self, coverage: float) -> tuple[float, float]:
        if not self.skewed:
            half = _quantile(np.sort(np.abs(self.scores)), coverage)
            return -half, half
        tail = (1 + coverage) / 2
        return -_quantile(-self.scores[::-1], tail), _quantile(self.scores, tail)

    def arrays(self) -> dict[str, Floats]:
        """Return scores (n,) and line (3,) by name, as a model file holds them."""
        return {name: getattr(self, name) for name in _ARRAYS}

    def flags(self) -> dict[str, bool]:
        """Return the rest by name, as the manifest of a model file holds it."""
        return {name: getattr(self, name) for name in _FLAGS}

    @classmethod
    def from_parts(cls, arrays: Mapping[str, NDArray[Any]], flags: Mapping[str, Any]) -> Calibration:
        """Rebuild from arrays of any shape and flags that claim to be those of a calibration.

        Raises
        ------
        KeyError, ValueError
            One is missing, or they are not those of a calibration.
        """
        own = {name: np.asarray(arrays[name]) for name in _ARRAYS}
        for name, shape in (("scores", (own["scores"].size,)), ("line", (3,))):
            array = own[name]
            if array.dtype != np.float64 or array.shape != shape or not np.isfinite(array).all():
                raise ValueError(f"{name} of the calibration has the shape {array.shape} and type {array.dtype}")
        if not own["scores"].size or (np.diff(own["scores"]) < 0).any() or own["line"][1] <= 0:
            raise ValueError("the scores of the calibration are none")
        if any(not isinstance(flags[name], bool) for name in _FLAGS):
            raise ValueError("what is said of the calibration is neither true nor false")
        return cls(own["scores"], own["line"], *(flags[name] for name in _FLAGS))


def calibrate(observed: Floats, predicted: Floats, *, logarithmic: bool = False, constant: bool = False) -> Calibration:
    """Learn intervals from observations and what was predicted of them by models that had kept them back.

    Parameters
    ----------
    observed, predicted
        (n,) in the target's unit; rows with NaN among the predictions are left out.
    logarithmic
        The model has learnt log(1 + y): residuals are taken on that scale.
    constant
        The intervals have one width, whatever is predicted.

    Raises
    ------
    ValueError
        Nothing was predicted.
    """
    known = np.isfinite(predicted)
    target, centre = observed[known], predicted[known]
    if not known.any():
        raise ValueError("no sample was predicted by a model that had kept it back")
    above_zero = bool(observed.min() >= 0)
    if logarithmic:
        target, centre = np.log1p(target), np.log1p(np.maximum(centre, -1 + 1e-9))
    residuals = target - centre
    found = Calibration(np.zeros(0), _line(centre, np.abs(residuals), constant), logarithmic, above_zero=above_zero)
    scores = np.sort(residuals / found.difficulty(centre))
    return dataclasses.replace(found, scores=scores, skewed=not constant and _is_skewed(scores))


def _line(centre: Floats, sizes: Floats, constant: bool) -> Floats:
    """Return the line of the sizes (n,) of residuals over predictions (n,), as flat as chance could have tilted it."""
    middle, size = float(centre.mean()), float(sizes.mean())
    if size <= 0:  # every prediction is right
        return np.array([middle, 1.0, 0.0])
    spread = float(np.sum((centre - middle) ** 2))
    if constant or len(centre) < FEWEST or spread <= 0:
        return np.array([middle, size, 0.0])
    slope = float(np.sum((centre - middle) * (sizes - size)) / spread)
    rest = sizes - size - slope * (centre - middle)
    variance = float(np.sum(rest**2) / (len(rest) - 2) / spread)  # of the slope
    # The positive part of James and Stein (1961): of a slope that is chance nothing is left.
    kept = max(1 - variance / slope**2, 0.0) if slope else 0.0
    return np.array([middle, size, kept * slope])


def _is_skewed(scores: Floats) -> bool:
    count, spread = len(scores), float(scores.std())
    if count < TAILS_FROM or spread <= 0:
        return False
    skewness = float(np.mean(((scores - scores.mean()) / spread) ** 3))
    return abs(skewness) > CERTAIN * math.sqrt(6 / count)


def _quantile(increasing: Floats, level: float) -> float:
    """Return the value that a new one of the same kind stays at or below as often as `level`, of (n,) values."""
    rank = math.ceil(level * (len(increasing) + 1) - 1e-9)
    return float(increasing[rank - 1]) if rank <= len(increasing) else math.inf
