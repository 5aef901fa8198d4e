"""Accuracy of predictions: the paper's equations 8 and 9 and the measures that the field reports beside them.

All compare `observed` and `predicted`, both (n,) float64 in one unit.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..intervals.scores import coverage

NAMES = ("rmse", "r2", "r2_corr", "mae", "bias", "ccc", "rpiq", "picp90", "width90")
COVERAGE = 0.9  # what the intervals promise


def rmse(observed: NDArray[Any], predicted: NDArray[Any]) -> float:
    """Root mean square error of (n,) predictions, in their unit: equation 8 of Zhang et al. (2022).

    Examples
    --------
    >>> round(rmse(np.array([10.0, 20.0, 30.0]), np.array([13.0, 20.0, 26.0])), 3)
    2.887
    """
    return math.sqrt(np.mean((predicted - observed) ** 2))


def r2(observed: NDArray[Any], predicted: NDArray[Any]) -> float:
    """Coefficient of determination 1 - SSE/SST of (n,) predictions: equation 9 of Zhang et al. (2022).

    1 at best, 0 for the mean of the observations, below for worse; NaN for a constant target.

    Examples
    --------
    >>> r2(np.array([10.0, 20.0, 30.0]), np.array([13.0, 20.0, 26.0]))
    0.875
    """
    total = np.sum((observed - observed.mean()) ** 2)
    return float(1 - np.sum((observed - predicted) ** 2) / total) if total > 0 else math.nan


def r2_corr(observed: NDArray[Any], predicted: NDArray[Any]) -> float:
    """Squared Pearson correlation of (n,) predictions, which is blind to bias.

    NaN where predictions or observations are all one number.
    """
    one, other = observed - observed.mean(), predicted - predicted.mean()
    scale = np.sum(one**2) * np.sum(other**2)
    return float(np.sum(one * other) ** 2 / scale) if scale > 0 else math.nan


def mae(observed: NDArray[Any], predicted: NDArray[Any]) -> float:
    """Mean absolute error of (n,) predictions, in their unit."""
    return float(np.mean(np.abs(predicted - observed)))


def bias(observed: NDArray[Any], predicted: NDArray[Any]) -> float:
    """Mean of predicted minus observed, both (n,), in their unit."""
    return float(np.mean(predicted - observed))


def ccc(observed: NDArray[Any], predicted: NDArray[Any]) -> float:
    """Lin's concordance correlation coefficient of (n,) predictions (Lin 1989), with population moments.

    -1 to 1; NaN where observations and predictions are all one number.
    """
    scale = np.var(observed) + np.var(predicted) + (observed.mean() - predicted.mean()) ** 2
    covariance = np.mean((observed - observed.mean()) * (predicted - predicted.mean()))
    return float(2 * covariance / scale) if scale > 0 else math.nan


def rpiq(observed: NDArray[Any], predicted: NDArray[Any]) -> float:
    """Ratio of the interquartile range of (n,) observations to the RMSE (Bellon-Maurel et al. 2010).

    Infinite where there is no error.
    """
    quartiles = np.percentile(observed, [25, 75])
    error = rmse(observed, predicted)
    return float((quartiles[1] - quartiles[0]) / error) if error > 0 else math.inf


def all_metrics(
    observed: NDArray[Any], predicted: NDArray[Any], limits: NDArray[Any] | None = None
) -> dict[str, float]:
    """Return every measure of :data:`NAMES` by name.

    Parameters
    ----------
    observed, predicted
        (n,) in one unit.
    limits
        (2, n) lower and upper limits of the 90 % intervals, in the same unit; without them, ``picp90``, the share of
        the observations within, and ``width90``, the mean width, are NaN.

    Examples
    --------
    >>> limits = np.array([[11.0, 18.0, 21.0], [15.0, 22.0, 31.0]])
    >>> found = all_metrics(np.array([10.0, 20.0, 30.0]), np.array([13.0, 20.0, 26.0]), limits)
    >>> {name: round(value, 3) for name, value in found.items()}  # doctest: +NORMALIZE_WHITESPACE
    {'rmse': 2.887, 'r2': 0.875, 'r2_corr': 0.998, 'mae': 2.333, 'bias': -0.333, 'ccc': 0.912, 'rpiq': 3.464,
     'picp90': 0.667, 'width90': 6.0}
    """
    functions = (rmse, r2, r2_corr, mae, bias, ccc, rpiq)
    values = [function(observed, predicted) for function in functions]
    covered, width = math.nan, math.nan
    if limits is not None:
        covered, width = coverage(observed, *limits), float(np.mean(limits[1] - limits[0]))
    return dict(zip(NAMES, [*values, covered, width]))
