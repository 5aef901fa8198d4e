"""What is asked of the models of a cross-validation, fold by fold, about their covariates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ..dataset.patch_dataset import PatchDataset
from .accumulated import AccumulatedEffects, Curve
from .importance import Effect, Importance
from .shuffling import Predict, Rows


class Explanation:
    """Importance of covariates, and curves of those that matter most.

    Parameters
    ----------
    dataset
        Of n samples, with the group of covariates that the models see.
    folds
        (repeats, n) fold of every sample.
    seed
        Of all draws, which are the same for every model.
    curves
        Of how many covariates, 0 for none.
    """

    def __init__(self, dataset: PatchDataset, folds: Rows, seed: int, curves: int) -> None:
        self._importance = Importance(dataset, folds, seed)
        self._curves = AccumulatedEffects(dataset, folds, self._importance, curves, seed)
        self._models: list[str] = []

    @property
    def predictions(self) -> int:
        """How many are asked of the models of all folds for the importance, the larger part."""
        return self._importance.predictions

    def add(self, model: str, repeat: int, fold: int, predict: Predict) -> None:
        """Ask the model of a fold, whose `predict` returns (k,) predictions of k samples."""
        self._importance.add(model, repeat, fold, predict)
        self._curves.add(model, repeat, fold, predict)

    def add_mixture(
        self,
        model: str,
        parts: Sequence[str],
        weights: NDArray[np.float64],
        constant: Mapping[str, NDArray[np.float64]],
    ) -> None:
        """Add the weighted mean of models.

        Parameters
        ----------
        model
            Its name.
        parts, weights
            Of which models, and how much each counts, (repeats, folds, parts).
        constant
            (repeats, n) predictions out of fold of those parts that know no covariates; the others were asked.
        """
        for part, predicted in constant.items():
            self._importance.add_constant(part, predicted)
            self._curves.add_constant(part)
        self._importance.add_mixture(model, parts, weights)
        self._curves.add_mixture(model, parts, weights)

    def effects(self, model: str) -> list[Effect]:
        """Return the importance of everything to a model, of which curves are drawn from now on."""
        self._models.append(model)
        return list(self._importance.effects(model))

    def curves(self) -> tuple[Curve, ...]:
        """Return the curves of all models whose effects were asked for."""
        return tuple(self._curves.curves(self._models))
