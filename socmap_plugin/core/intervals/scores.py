"""How good intervals are: whether they cover what they promise, and at what width."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]


def coverage(observed: Floats, lower: Floats, upper: Floats) -> float:
    """Return the share of (n,) observations within their limits, both (n,), which belong to the interval."""
    return float(np.mean((observed >= lower) & (observed <= upper)))


def interval_score(observed: Floats, lower: Floats, upper: Floats, promised: float) -> float:
    """Return the mean interval score of (n,) observations and limits, in their unit; smaller is better.

    The width, and for every observation outside how far outside, times 2 / (1 - promised): on average smallest for the
    true quantiles (Winkler 1972; Gneiting and Raftery 2007, equation 43).

    Examples
    --------
    >>> interval_score(np.array([5.0, 12.0]), np.array([0.0, 0.0]), np.array([10.0, 10.0]), 0.75)
    18.0
    """
    return float(np.mean(interval_scores(observed, lower, upper, promised)))


def interval_scores(observed: Floats, lower: Floats, upper: Floats, promised: float) -> Floats:
    """Return what each of (n,) observations adds to :func:`interval_score`, (n,)."""
    outside = np.maximum(lower - observed, 0) + np.maximum(observed - upper, 0)
    return upper - lower + 2 / (1 - promised) * outside


def terciles(predicted: Floats) -> NDArray[np.int64]:
    """Return in which third, 0 to 2, each of (n,) predictions is, the smallest first."""
    return np.digitize(predicted, np.quantile(predicted, [1 / 3, 2 / 3]))
