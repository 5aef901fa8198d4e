"""From the covariates of a window to mean and standard deviation of its pixels, whatever the model is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..models.hybrid import Hybrid, combined, combined_spread
from ..models.predictor_parts import Predictor
from ..models.stack import Stack
from ..network.ensemble import select_device
from ..patches.windows import WindowCovariates
from ..runtime.progress import Progress
from ..trees.forest import Forest
from ..trees.tree_model import TreeModel
from .ensemble_map import DenseEnsemble
from .forest_map import DenseForest
from .tree_window import expanded


@dataclass(frozen=True)
class Prediction:
    """Values of the pixels of a window in the target's unit, (height, width); NaN where there is none.

    Attributes
    ----------
    mean, stddev
        Mean over members or trees, and their standard deviation.
    held
        How many of the pixels have a covariate that networks get from the edge of the training values instead.
    """

    mean: NDArray[np.float32]
    stddev: NDArray[np.float32]
    held: int = 0


WindowPredictor = Callable[[WindowCovariates, Progress], Prediction]


def window_predictor(predictor: Predictor, window: int, device: str, threads: int | None = None) -> WindowPredictor:
    """Return a function that predicts the usable pixels of a window; its numbers do not depend on `threads`.

    Parameters
    ----------
    predictor
        Of a model file.
    window
        Width of a patch in pixels.
    device
        On which networks are evaluated.
    threads
        How many share the work on the processor, all of them where it is None.

    Raises
    ------
    InputError
        The device is not on this machine.

    Examples
    --------
    The first 10 x 16 pixels of the rasters that a model of *Train CNN-LSTM* knows:

    >>> from pathlib import Path
    >>> from socmap_plugin.core.models import model_file
    >>> from socmap_plugin.core.patches.windows import WindowReader
    >>> from socmap_plugin.core.raster.grid import Window
    >>> from socmap_plugin.core.raster.mask import mask_of
    >>> model = model_file.load(Path("network.socmodel"))
    >>> needs, everywhere = model.contract, mask_of(None, model.contract.grid)
    >>> predict = window_predictor(model.predictor, needs.window, "cpu")
    >>> with WindowReader(
    ...     needs.covariates, needs.grid, needs.window, needs.temporal_resampling, everywhere
    ... ) as reader:
    ...     prediction = predict(reader.read(Window(row=0, col=0, height=10, width=16)), Progress())
    >>> prediction.mean.shape, bool(prediction.stddev.min() > 0)
    ((10, 16), True)
    """
    if isinstance(predictor, Forest):
        trees = DenseForest(predictor, threads)
        return lambda covariates, progress: Prediction(*trees.predict(covariates, progress))
    if isinstance(predictor, Stack):
        return _stack(predictor, window, device, threads)
    if isinstance(predictor, TreeModel):
        return _tree_model(predictor, window, threads)
    if isinstance(predictor, Hybrid):
        return _hybrid(predictor, window, device, threads)
    networks = DenseEnsemble(predictor, window, select_device(device), threads)
    return lambda covariates, progress: Prediction(*networks.predict(covariates, progress), networks.held(covariates))


def _tree_model(model: TreeModel, window: int, threads: int | None) -> WindowPredictor:
    trees = DenseForest(model.forest, threads)

    def predict(covariates: WindowCovariates, progress: Progress) -> Prediction:
        mean, stddev = trees.predict(expanded(covariates, model.features, window), progress)
        value = model.back(mean.astype(np.float64))
        spread = model.spread(mean.astype(np.float64), stddev.astype(np.float64))
        return Prediction(value.astype(np.float32), spread.astype(np.float32))

    return predict


def _stack(stack: Stack, window: int, device: str, threads: int | None) -> WindowPredictor:
    parts = [window_predictor(part, window, device, threads) for part in stack.parts]

    def predict(covariates: WindowCovariates, progress: Progress) -> Prediction:
        mean = np.where(covariates.usable, stack.constant, np.nan)
        square = np.where(covariates.usable, 0.0, np.nan)
        for weight, part in zip(stack.weights, parts):
            found = part(covariates, progress)
            mean += weight * found.mean
            square += (weight * found.stddev.astype(np.float64)) ** 2  # as if the parts disagreed independently
        return Prediction(mean.astype(np.float32), np.sqrt(square).astype(np.float32))

    return predict


def _hybrid(hybrid: Hybrid, window: int, device: str, threads: int | None) -> WindowPredictor:
    networks = window_predictor(hybrid.ensemble, window, device, threads)
    trees = window_predictor(hybrid.forest, window, device, threads)

    def predict(covariates: WindowCovariates, progress: Progress) -> Prediction:
        one, other = networks(covariates, progress), trees(covariates, progress)
        mean = combined(hybrid.weight, one.mean.astype(np.float64), other.mean.astype(np.float64))
        spread = combined_spread(hybrid.weight, one.stddev.astype(np.float64), other.stddev.astype(np.float64))
        return Prediction(mean.astype(np.float32), spread.astype(np.float32), one.held)

    return predict
