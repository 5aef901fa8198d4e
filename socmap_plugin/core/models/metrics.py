"""Accuracy of predictions: the paper's equations 8 and 9 and the measures that the field reports beside them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

NAMES = ("rmse", "r2", "r2_corr", "mae", "bias", "ccc", "rpiq", "picp90", "width90")
COVERAGE = 0.9  # what the intervals promise


def rmse(observed: NDArray[Any], predicted: NDArray[Any]) -> float:
    """Root mean square error, equation 8 of Zhang et al. (2022)."""
    return math.sqrt(np.mean((predicted - observed) ** 2))


def r2(observed: NDArray[Any], predicted: NDArray[Any]) -> float:
    """Coefficient of determination 1 - SSE/SST, equation 9 of Zhang et al. (2022); NaN for a constant target."""
    total = np.sum((observed - observed.mean()) ** 2)
    return float(1 - np.sum((observed - predicted) ** 2) / total) if total > 0 else math.nan


def r2_corr(observed: NDArray[Any], predicted: NDArray[Any]) -> float:
    """Squared Pearson correlation; 0 where the predictions do not vary."""
    one, other = observed - observed.mean(), predicted - predicted.mean()
    scale = np.sum(one**2) * np.sum(other**2)
    return float(np.sum(one * other) ** 2 / scale) if scale > 0 else 0.0


def mae(observed: NDArray[Any], predicted: NDArray[Any]) -> float:
    """Mean absolute error."""
    return float(np.mean(np.abs(predicted - observed)))


def bias(observed: NDArray[Any], predicted: NDArray[Any]) -> float:
    """Mean of predicted minus observed."""
    return float(np.mean(predicted - observed))


def ccc(observed: NDArray[Any], predicted: NDArray[Any]) -> float:
    """Lin's concordance correlation coefficient (Lin 1989), with population moments."""
    scale = np.var(observed) + np.var(predicted) + (observed.mean() - predicted.mean()) ** 2
    covariance = np.mean((observed - observed.mean()) * (predicted - predicted.mean()))
    return float(2 * covariance / scale) if scale > 0 else math.nan


def rpiq(observed: NDArray[Any], predicted: NDArray[Any]) -> float:
    """Ratio of the observed interquartile range to the RMSE (Bellon-Maurel et al. 2010)."""
    quartiles = np.percentile(observed, [25, 75])
    error = rmse(observed, predicted)
    return float((quartiles[1] - quartiles[0]) / error) if error > 0 else math.inf


def picp(observed: NDArray[Any], predicted: NDArray[Any], half_width: NDArray[Any] | None) -> float:
    """Prediction interval coverage probability: the share of observations within `half_width`; NaN without one."""
    return math.nan if half_width is None else float(np.mean(np.abs(predicted - observed) <= half_width))


def interval_half_width(observed: NDArray[Any], held_back: NDArray[Any], coverage: float = COVERAGE) -> float:
    """Return the half width of an interval around a prediction that covers so many new observations.

    Parameters
    ----------
    observed, held_back
        (n,) observations and predictions of them by models that kept them back; NaN where there is none.
    coverage
        Share of the observations to be covered.

    Notes
    -----
    The quantile of the absolute residuals of split conformal prediction (Lei et al. 2018). It holds for places like
    those that were sampled.
    """
    residuals = np.sort(np.abs(observed - held_back)[np.isfinite(held_back)])
    rank = math.ceil(coverage * (len(residuals) + 1))
    return float(residuals[rank - 1]) if rank <= len(residuals) else math.inf


def all_metrics(
    observed: NDArray[Any], predicted: NDArray[Any], half_width: NDArray[Any] | None = None
) -> dict[str, float]:
    """Return every measure of :data:`NAMES` by name; `half_width` (n,) is that of the 90 % interval."""
    functions = (rmse, r2, r2_corr, mae, bias, ccc, rpiq)
    values = [function(observed, predicted) for function in functions]
    width = math.nan if half_width is None else float(2 * np.mean(half_width))
    return dict(zip(NAMES, [*values, picp(observed, predicted, half_width), width]))
