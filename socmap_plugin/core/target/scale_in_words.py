"""What logs and reports say of the scale on which a target was learnt, and of the bias of the way back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..jobs.models import OFF
from ..splits.folds import Folds
from .log_scale import SKEWED, learns_logarithm, skewness

_TURNED_BACK = "lest the mean of their logarithms make them too small (Duan 1983)"


def scale_of_model(setting: str, target: NDArray[np.float64], factors: Sequence[float]) -> str:
    """Return a sentence on a model of targets (n,), '' where nothing was to be decided and nothing turned back.

    `factors` are those by which its parts correct what they turn back.
    """
    plain = skewness(target)
    if learns_logarithm(setting, target):
        low, high = min(factors), max(factors)
        by = f"{low:.3f}" if high - low < 0.0005 else f"{low:.3f} to {high:.3f}"
        return (
            f"The logarithm of the target is learnt, log(1 + y) (LOG_TARGET = {setting}): its skewness is {plain:.2f}, "
            f"that of the logarithms {skewness(np.log1p(target)):.2f}. Predictions of 1 + y are multiplied by {by}, "
            f"{_TURNED_BACK}."
        )
    if setting == OFF:
        return ""
    why = f"its skewness of {plain:.2f} is not above {SKEWED:g}"
    if target.min() <= 0:
        why = f"its smallest value, {target.min():g}, is not above 0"
    elif plain > SKEWED:
        why = f"logarithms would be more skewed than it is, by {plain:.2f}"
    return f"The target is learnt as it is (LOG_TARGET = {setting}): {why}."


def scale_of_folds(setting: str, target: NDArray[np.float64], folds: NDArray[np.int64]) -> str:
    """Return a sentence on the models of a cross-validation of targets (n,) with `folds` (repeats, n); '' if off."""
    if setting == OFF:
        return ""
    parts = [target[train] for train, _ in Folds(folds).split()]
    count = sum(learns_logarithm(setting, part) for part in parts)
    skewed = [skewness(part) for part in parts]
    between = f"the skewness of their training targets is {min(skewed):.2f} to {max(skewed):.2f}"
    if not count:
        return f"The target is learnt as it is in all folds (LOG_TARGET = {setting}): {between}."
    where = "all folds" if count == len(parts) else f"{count} of {len(parts)} folds"
    return (
        f"In {where} the logarithm of the target is learnt, log(1 + y) (LOG_TARGET = {setting}): {between}. "
        "Predictions are turned back and corrected by a factor from the residuals at samples kept back, "
        f"{_TURNED_BACK}; the bias that is left is among the measures."
    )
