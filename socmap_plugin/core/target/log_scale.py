"""Whether models learn log(1 + y) instead of y, and how what they say becomes y again without a bias."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..jobs.models import AUTO, ON
from ..runtime.errors import InputError

SKEWED = 1.0  # skewness beyond which few large values rule a squared error


def learns_logarithm(setting: str, target: NDArray[np.float64]) -> bool:
    """Return whether models of some training rows learn the logarithm of their target.

    Parameters
    ----------
    setting
        One of :data:`~.jobs.models.LOG_TARGETS`; with `auto` the logarithm is learnt where all values are above 0,
        their skewness is above :data:`SKEWED`, and taking logarithms makes it smaller.
    target
        (n,) of the training rows, and of no others.

    Examples
    --------
    >>> even = np.linspace(10.0, 20.0, 50)
    >>> [learns_logarithm("auto", values) for values in (even, np.exp(even / 3), np.exp(even / 3) - 100)]
    [False, True, False]
    """
    if setting != AUTO:
        return setting == ON
    if target.min() <= 0:
        return False
    plain = skewness(target)
    return plain > SKEWED and abs(skewness(np.log1p(target))) < plain


def skewness(values: NDArray[np.float64]) -> float:
    """Return the skewness of (n,) values, 0 where all are equal."""
    apart = values - values.mean()
    spread = float(values.std())
    return float(np.mean(apart**3)) / spread**3 if spread > 0 else 0.0


def refuse_without_logarithm(target: NDArray[np.float64]) -> None:
    """Refuse targets, (n,), of which one has no log(1 + y).

    Raises
    ------
    InputError
        Names the smallest.
    """
    if target.min() <= -1:
        raise InputError(f"LOG_TARGET needs targets above -1, the smallest is {target.min():g}; switch it off.")


def smearing_factor(target: NDArray[np.float64], predicted: NDArray[np.float64]) -> float:
    """Return Duan's (1983) smearing factor, the mean of exp(residual).

    The mean of a skewed target is above the exponential of its mean logarithm, about by this factor.

    Parameters
    ----------
    target, predicted
        (n,) logarithms: of the target, and what a model that kept the row back says of them; NaN where it says nothing.
    """
    known = np.isfinite(predicted)
    return float(np.mean(np.exp(target[known] - predicted[known])))


def original(logarithms: NDArray[np.float64], smearing: float | NDArray[np.floating]) -> NDArray[np.float64]:
    """Return what predicted logarithms, of any shape, mean in the unit of the target, whose mean they then keep.

    `smearing` is one factor or a shape of them that broadcasts.
    """
    return np.exp(logarithms) * smearing - 1
