"""Intervals from cross-fitted residuals, their width following the prediction, in the manner of conformal prediction.

Residuals of models that kept a sample back, each divided by how large residuals usually are at such a prediction, are
the scores (normalised as by Papadopoulos et al. 2008 and Lei et al. 2018); an interval is as wide as their quantile
says, times what is usual at the prediction. The residuals are those of several models, one a fold, and the interval
stands around the prediction of another, which is trained on all samples. So the guarantee of split conformal
prediction, whose one model has seen none of the samples that calibrate it, does not hold, nor does that of CV+ (1 - 2
alpha, Barber et al. 2021), which keeps the models of the folds. That coverage is near what is promised rests on models
of one kind being alike; *Cross-Validate* measures it (docs/method.md).

Soil organic carbon varies more where there is more of it, so that intervals of one width are too wide for small
predictions, and too narrow for large ones. How large residuals are is a smooth curve over the prediction:
docs/method.md compares it with what a forest says of the residuals, and with the quantiles of a forest.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .scores import interval_scores

Floats = NDArray[np.float64]

COVERAGES = (0.5, 0.8, 0.9, 0.95)  # at which intervals are judged
FEWEST = 20  # residuals that a curve is drawn through
KNOTS = 21  # of the curve, at quantiles of the predictions
SMOOTHING = 0.15  # standard deviation of the kernel, as a share of the samples in the order of their predictions
LEAST = 1 / 6  # of the mean residual: a curve never goes below
PARTS = 10  # the scores of each are made with the curve of the others, or intervals would be too narrow
# Scores beyond which both tails have quantiles of their own, if they differ by more than chance; with fewer, these
# quantiles are so uncertain that the intervals get wider.
TAILS_FROM, CERTAIN = 200, 3.0  # standard errors of the skewness
SCALE_PARTS, SCALE_COVERAGE = 5, 0.9  # of the rows, and of the limits, by which logarithms are held against the unit
_ARRAYS = ("scores", "curve")
_FLAGS = ("logarithmic", "skewed", "above_zero")


@dataclass(frozen=True)
class Calibration:
    """What intervals around predictions of a model are made of.

    Attributes
    ----------
    scores
        (n,) residuals, observed minus predicted, in units of the difficulty; increasing.
    curve
        (2, knots): increasing predictions, and how large residuals usually are there, which is above 0; as large as at
        the last knot beyond it.
    logarithmic
        Predictions and residuals are of log(1 + y).
    skewed
        Both tails have quantiles of their own.
    above_zero
        No observation can be below 0, so that no limit is.
    """

    scores: Floats
    curve: Floats
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
        lower, upper = self.original(lower), self.original(upper)
        # An observation that cannot be below 0 is in the interval wherever it ends below.
        return (np.maximum(lower, 0.0), np.maximum(upper, 0.0)) if self.above_zero else (lower, upper)

    def original(self, centre: Floats) -> Floats:
        """Return predictions on the scale of the scores, of any shape, in the unit of the target."""
        return np.expm1(centre) if self.logarithmic else centre

    def difficulty(self, centre: Floats) -> Floats:
        """Return how large residuals usually are at predictions of any shape, on the scale of the scores."""
        return np.interp(centre, *self.curve)

    def _quantiles(self, coverage: float) -> tuple[float, float]:
        if not self.skewed:
            half = _quantile(np.sort(np.abs(self.scores)), coverage)
            return -half, half
        tail = (1 + coverage) / 2
        return -_quantile(-self.scores[::-1], tail), _quantile(self.scores, tail)

    def arrays(self) -> dict[str, Floats]:
        """Return scores (n,) and curve (2, knots) by name, as a model file holds them."""
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
        scores, curve = own["scores"], own["curve"]
        shapes = {"scores": (scores.size,), "curve": (2, curve.size // 2)}
        for name, array in own.items():
            if array.dtype != np.float64 or array.shape != shapes[name] or not np.isfinite(array).all():
                raise ValueError(f"{name} of the calibration has the shape {array.shape} and type {array.dtype}")
        if not scores.size or (np.diff(scores) < 0).any():
            raise ValueError("the scores of the calibration do not increase")
        if not curve.size or (np.diff(curve[0]) <= 0).any() or (curve[1] <= 0).any():
            raise ValueError("the curve of the calibration is none")
        if any(not isinstance(flags[name], bool) for name in _FLAGS):
            raise ValueError("what is said of the calibration is neither true nor false")
        return cls(scores, curve, *(flags[name] for name in _FLAGS))


def calibrate(observed: Floats, predicted: Floats, *, logarithmic: bool = False, constant: bool = False) -> Calibration:
    """Learn intervals from observations and what was predicted of them by models that had kept them back.

    Parameters
    ----------
    observed, predicted
        (n,) in the target's unit; rows with NaN among the predictions are left out.
    logarithmic
        The model has learnt log(1 + y): residuals are taken on that scale, unless widths that follow the prediction
        are as good without.
    constant
        The intervals have one width, whatever is predicted: in the unit of the target, or on the scale of logarithms.

    Raises
    ------
    ValueError
        Nothing was predicted.
    """
    known = np.isfinite(predicted)
    target, centre = observed[known], predicted[known]
    if not known.any():
        raise ValueError("no sample was predicted by a model that had kept it back")
    if logarithmic and not constant and len(target) >= FEWEST:
        logarithmic = _better_with_logarithms(target, centre)
    return _calibrated(target, centre, logarithmic, constant)


def _better_with_logarithms(target: Floats, centre: Floats) -> bool:
    """Return whether limits made of logarithms have a smaller interval score by more than its standard error.

    Rows are judged by limits that others have made, of targets and predictions (n,). A model may need logarithms to
    learn by, while its errors grow less than its predictions do.
    """
    gain = np.empty(len(target))
    for own in _parts(centre, SCALE_PARTS):
        plain, of_logarithms = (
            interval_scores(
                target[own],
                *_calibrated(target[~own], centre[~own], logarithmic, False).interval(centre[own], SCALE_COVERAGE),
                SCALE_COVERAGE,
            )
            for logarithmic in (False, True)
        )
        gain[own] = plain - of_logarithms
    return float(gain.mean()) > float(gain.std()) / math.sqrt(len(gain))


def _calibrated(target: Floats, centre: Floats, logarithmic: bool, constant: bool) -> Calibration:
    above_zero = bool(target.min() >= 0)
    if logarithmic:
        target, centre = np.log1p(target), np.log1p(np.maximum(centre, -1 + 1e-9))
    residuals = target - centre
    sizes, difficulty = np.abs(residuals), np.empty(len(centre))
    for own in _parts(centre, PARTS):
        rest = ~own if not own.all() else own
        difficulty[own] = np.interp(centre[own], *_curve(centre[rest], sizes[rest], constant))
    scores = np.sort(residuals / difficulty)
    curve = _curve(centre, sizes, constant)
    return Calibration(scores, curve, logarithmic, skewed=not constant and _is_skewed(scores), above_zero=above_zero)


def _parts(centre: Floats, count: int) -> Iterator[NDArray[np.bool_]]:
    """Yield which of the rows each part has, (n,): every so manyth by their predictions (n,)."""
    order = np.argsort(centre, kind="stable")
    for part in range(count):
        own = np.zeros(len(centre), np.bool_)
        own[order[part::count]] = True
        yield own


def _curve(centre: Floats, sizes: Floats, constant: bool) -> Floats:
    """Return the curve (2, knots) of the sizes (n,) of residuals over predictions (n,).

    A local line at every knot (Fan and Gijbels 1996), drawn towards the mean as far as chance alone could have bent it.
    """
    mean = float(sizes.mean())
    if constant or len(centre) < FEWEST or mean <= 0:
        return np.array([[float(centre.mean())], [mean if mean > 0 else 1.0]])  # of no residuals, any unit will do
    rank = np.linspace(0, 1, KNOTS)
    away = (np.arange(len(centre)) + 0.5) / len(centre) - rank[:, None]  # (knots, n)
    kernel = np.exp(-0.5 * (away / SMOOTHING) ** 2)
    first, second = (np.sum(kernel * away**power, axis=1, keepdims=True) for power in (1, 2))
    kernel *= second - away * first
    kernel /= kernel.sum(axis=1, keepdims=True)
    near = kernel @ sizes[np.argsort(centre, kind="stable")]
    chance = float((kernel**2).sum(axis=1).mean()) * float(sizes.var())
    kept = max(1 - chance / max(float(np.mean((near - mean) ** 2)), 1e-300), 0.0)
    knots, own = np.unique(np.quantile(centre, rank), return_inverse=True)
    values = np.maximum(mean + kept * (near - mean), LEAST * mean)
    return np.stack([knots, np.bincount(own, values) / np.bincount(own)])


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
