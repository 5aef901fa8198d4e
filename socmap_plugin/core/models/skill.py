"""Whether a model knows more than the mean of its samples: its errors at samples kept back, and what its file says."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..runtime.progress import Progress
from . import metrics

RECORDED = "held_back"  # in the training record of a model, which older models lack
LEAST_R2 = 0.05  # at samples kept back: with less a map shows noise


@dataclass(frozen=True)
class Skill:
    """How well samples are predicted that were kept back in training.

    Attributes
    ----------
    rmse, r2
        Over all of them, R2 against their mean.
    spread
        Standard deviation of their target.
    kept_back
        How: the scheme of the folds, or which rows of the model itself.
    """

    rmse: float
    r2: float
    spread: float
    kept_back: str

    @property
    def is_none(self) -> bool:
        """Whether the model predicts hardly better than the mean does."""
        return self.r2 < LEAST_R2

    def recorded(self) -> dict[str, Any]:
        """Return what a model's file keeps of it."""
        return {"rmse": self.rmse, "r2": self.r2, "kept_back": self.kept_back}

    def in_words(self, unit: str) -> str:
        """Return the error of samples kept back, to stand beside the validation error."""
        return (
            f"samples kept back ({self.kept_back}) are predicted with an RMSE of {self.rmse:.4g} {unit} and an R2 of "
            f"{self.r2:.3f}, where their standard deviation is {self.spread:.4g} {unit}"
        )

    def warning(self, validation: float, unit: str) -> str:
        """Return what is said where there is no skill, given the error of the validation rows; '' where there is."""
        if not self.is_none:
            return ""
        flattered = (
            f" The validation RMSE of {validation:.4g} {unit} is smaller because it has chosen the model."
            if validation < self.rmse
            else ""
        )
        return (
            f"The model knows hardly more than the mean: {self.in_words(unit)}.{flattered} Its maps show noise: look "
            "for covariates that say more of the target."
        )


def measured(target: NDArray[np.float64], predicted: NDArray[np.float64], kept_back: str) -> Skill | None:
    """Return the skill of predictions of samples that were kept back, None where there is none or one target only.

    Parameters
    ----------
    target, predicted
        (n,) in one unit; samples whose prediction is NaN were not kept back.
    kept_back
        How they were.

    Examples
    --------
    >>> measured(np.array([1.0, 2.0, 3.0]), np.array([2.0, 2.0, np.nan]), "random")
    Skill(rmse=0.7071067811865476, r2=-1.0, spread=0.5, kept_back='random')
    """
    known = np.isfinite(predicted)
    if not known.any() or np.ptp(target[known]) == 0:
        return None
    own, found = target[known], predicted[known]
    return Skill(metrics.rmse(own, found), metrics.r2(own, found), float(own.std()), kept_back)


def warn_without_skill(training: Mapping[str, Any], progress: Progress) -> None:
    """Say of a model without skill, by its training record, that its map shows noise."""
    recorded = training.get(RECORDED)
    r2 = recorded.get("r2") if isinstance(recorded, dict) else None
    if isinstance(r2, (int, float)) and math.isfinite(r2) and r2 < LEAST_R2:  # the file may be a stranger's
        progress.warn(
            f"This model knows hardly more than the mean of its samples: kept back in training, they were predicted "
            f"with an R2 of {r2:.3f}; its map shows noise, so look for covariates that say more of the target."
        )
