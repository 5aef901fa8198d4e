"""From the covariates of some pixels to mean and standard deviation, whatever the model is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .dataset import flatten
from .ensemble import Ensemble, select_device
from .forest import Forest
from .hybrid import Hybrid, combined, combined_spread


@dataclass(frozen=True)
class Prediction:
    """Values of some pixels in the target's unit: mean over members or trees, and their standard deviation."""

    mean: NDArray[np.float64]
    stddev: NDArray[np.float64]


PixelPredictor = Callable[[NDArray[np.float32], "list[NDArray[np.float32]]"], Prediction]


def pixel_predictor(predictor: Ensemble | Forest | Hybrid, device: str) -> PixelPredictor:
    """Return a function from patches (n, C, w, w) and sequences (n, T, F) to predictions of n pixels.

    Raises
    ------
    InputError
        The device is not on this machine.
    """
    if isinstance(predictor, Forest):
        return _with_forest(predictor)
    if isinstance(predictor, Hybrid):
        return _with_both(predictor, device)
    return _with_ensemble(predictor, device)


def _with_forest(forest: Forest) -> PixelPredictor:
    def predict(static: NDArray[np.float32], temporal: list[NDArray[np.float32]]) -> Prediction:
        centre = static.shape[-1] // 2
        trees = forest.predict_trees(flatten(static[:, :, centre, centre], temporal))
        return Prediction(trees.mean(axis=0), trees.std(axis=0))

    return predict


def _with_ensemble(ensemble: Ensemble, device: str) -> PixelPredictor:
    place = select_device(device)

    def predict(static: NDArray[np.float32], temporal: list[NDArray[np.float32]]) -> Prediction:
        members = ensemble.predict(static, temporal, place)
        return Prediction(members.mean(axis=0), members.std(axis=0))

    return predict


def _with_both(hybrid: Hybrid, device: str) -> PixelPredictor:
    networks, trees = _with_ensemble(hybrid.ensemble, device), _with_forest(hybrid.forest)

    def predict(static: NDArray[np.float32], temporal: list[NDArray[np.float32]]) -> Prediction:
        one, other = networks(static, temporal), trees(static, temporal)
        return Prediction(
            combined(hybrid.weight, one.mean, other.mean), combined_spread(hybrid.weight, one.stddev, other.stddev)
        )

    return predict
