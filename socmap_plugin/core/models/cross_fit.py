"""What a model would say of samples that it has not learnt from: the samples cross-fitted, fold by fold.

Every fold is predicted by a model of the same kind that was trained on the others; its errors calibrate the intervals,
and what they lose when a covariate is permuted weighs the covariate's part in the dissimilarity.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from ..applicability.space import measured
from ..dataset.patch_dataset import PatchDataset
from ..effects.shuffling import Predict, predictions
from ..effects.units import over_steps, single_units
from ..intervals.conformal import calibrate
from ..jobs.crossval import CrossValidateJob
from ..jobs.models import NO_CALIBRATION, ForestSettings, TrainNetworkJob
from ..network.fit_many import Network
from ..raster.projection import metric_points
from ..runtime.errors import InputError
from ..runtime.progress import Progress
from ..runtime.seeds import COVARIATE_WEIGHTS, generator, member_seed
from ..splits.distances import sampling_distances
from ..splits.folds import Folds, Rows
from ..splits.inner_parts import InnerParts, inner_parts
from ..splits.prediction_area import prediction_area
from ..splits.schemes import make_folds
from ..trees.tree_model import grow_model
from .fit_stack import fit_hybrid, fit_stack
from .stack import Stack
from .trust import Trust

FEWEST_PIXELS = 40  # sampled: with fewer, the errors of eight or less a fold say little of intervals
DRAWS = 5  # permutations of every covariate

FoldModels = Iterable[Predict]  # one a fold, in their order, trained without the fold


def calibration_folds(dataset: PatchDataset, scheme: str, seed: int, progress: Progress) -> Rows | None:
    """Return the (n,) fold of every sample, as *Cross-Validate* would make them; None where none are wanted.

    Neither are they where fewer pixels are sampled than intervals can be learnt from.

    Raises
    ------
    InputError
        The samples cannot be parted by the scheme.
    """
    if scheme == NO_CALIBRATION:
        return None
    pixels = len(np.unique(dataset.pixel_group))
    if pixels < FEWEST_PIXELS:
        progress.log(
            f"{pixels} sampled pixels are too few to calibrate intervals, {FEWEST_PIXELS} are needed: maps of this "
            "model have no limits and no area of applicability."
        )
        return None
    defaults = CrossValidateJob("", "")
    job = dataclasses.replace(
        defaults, scheme=scheme, repeats=1, settings=dataclasses.replace(defaults.settings, seed=seed)
    )
    try:
        (folds,) = make_folds(dataset, job, progress)
    except InputError as error:
        raise InputError(f"{error} Or choose another CALIBRATION, or {NO_CALIBRATION}.") from error
    return np.asarray(folds)


def cross_fitted(
    dataset: PatchDataset,
    folds: Rows,
    models: FoldModels,
    *,
    scheme: str,
    logarithmic: bool,
    seed: int,
) -> tuple[Trust, NDArray[np.float64]]:
    """Learn what a model's errors are.

    Parameters
    ----------
    dataset
        Of n samples.
    folds
        (n,) fold of every sample, from :func:`calibration_folds`.
    models
        One a fold.
    scheme
        Which the folds are of.
    logarithmic
        Whether the model learns the logarithm of the target.
    seed
        Of the permutations.

    Returns
    -------
    trust : Trust
    predicted : array
        (n,) of every sample by the model that had kept it back.
    """
    predicted, weights = np.empty(len(dataset)), _Weights(dataset, seed)
    for fold, predict in enumerate(models):
        _, test = Folds(folds[None]).rows(0, fold)
        predicted[test] = predict(dataset.take(test))
        weights.add(test, predicted[test], predict)
    calibration = calibrate(dataset.target, predicted, logarithmic=logarithmic)
    space, _, _ = measured(dataset.flat(), folds, weights.of_variables())
    return Trust(scheme, calibration, space), predicted


def network_folds(networks: Sequence[Network]) -> FoldModels:
    """Return what ensembles predict that were fitted without a fold each."""
    return (network.predict for network in networks)


def tree_folds(dataset: PatchDataset, folds: Rows, settings: ForestSettings) -> FoldModels:
    """Grow trees without each of `folds`, (n,), of a dataset of n samples."""
    split = Folds(folds[None])
    for place, (train, _) in zip(split.places, split.split()):
        yield grow_model(dataset.take(train), settings, member_seed(settings.seed, *place))[0].predict


def calibration_parts(dataset: PatchDataset, folds: Rows | None, scheme: str, seed: int) -> InnerParts | None:
    """Return how training rows are kept back inside of `folds`, (n,) or None, as *Cross-Validate* does."""
    if folds is None:
        return None
    defaults = CrossValidateJob("", "").settings
    job = CrossValidateJob("", "", scheme=scheme, settings=dataclasses.replace(defaults, seed=seed))
    return inner_parts(dataset, folds[None], job)


def hybrid_folds(
    networks: Sequence[Network], dataset: PatchDataset, inner: InnerParts, job: TrainNetworkJob
) -> FoldModels:
    """Grow a forest without each fold of a dataset, and learn its weight beside a network."""
    split = Folds(inner.folds)
    for network, place, (train, _) in zip(networks, split.places, split.split()):
        seed = member_seed(job.forest.seed, *place)
        held_back, parts = network.held_back()[train], inner.among(train, *place)
        yield fit_hybrid(network, held_back, dataset.take(train), job.forest, seed, parts).predict


def stack_folds(
    networks: Sequence[Network], dataset: PatchDataset, inner: InnerParts, job: TrainNetworkJob
) -> FoldModels:
    """Grow the trees of a stack without each fold of a dataset, and learn its weights."""
    split = Folds(inner.folds)
    for network, place, (train, _) in zip(networks, split.places, split.split()):
        seed = member_seed(job.forest.seed, *place)
        held_back, parts = network.held_back()[train], inner.among(train, *place)
        fitted = fit_stack(network, held_back, dataset.take(train), job.forest, seed, parts)
        yield _of_stack(fitted.stack, network)


def _of_stack(stack: Stack, network: Network) -> Predict:
    return lambda dataset: stack.predict(network.inputs(dataset))


def fitting_scheme(dataset: PatchDataset, seed: int, progress: Progress) -> str:
    """Return which way to make folds, ``random`` or ``knndm``, fits the samples; '' where the map's area is unknown."""
    try:
        area = prediction_area(dataset, seed=seed, progress=progress)
    except InputError:
        return ""
    crs = dataset.grid.crs_wkt
    random = make_folds(dataset, CrossValidateJob("", "", scheme="random", repeats=1), progress)
    points = metric_points(dataset.xy, crs)
    found = sampling_distances(points, dataset.pixel_group, metric_points(area, crs), {"random": random})
    return "knndm" if found.random_is_optimistic else "random"


class _Weights:
    """The importance of every covariate: what it adds to the error to have it from any other sample."""

    def __init__(self, dataset: PatchDataset, seed: int) -> None:
        self._dataset, self._units = dataset, single_units(dataset.covariates)
        draws = (generator(seed, COVARIATE_WEIGHTS, number) for number in range(DRAWS))
        self._orders = [draw.permutation(len(dataset)) for draw in draws]
        self._plain, self._shuffled = 0.0, np.zeros(len(self._units))

    def add(self, test: Rows, predicted: NDArray[np.float64], predict: Predict) -> None:
        observed = self._dataset.target[test]
        self._plain += float(np.sum((predicted - observed) ** 2))
        for order in self._orders:
            found = predictions(self._dataset, test, order[test], self._units, predict)
            self._shuffled += np.sum((found - observed) ** 2, axis=1) / DRAWS

    def of_variables(self) -> NDArray[np.float64]:
        """Return the weights (V,) in the order of :func:`socmap_plugin.core.dataset.flatten`."""
        count = len(self._dataset)
        increase = np.sqrt(self._shuffled / count) - math.sqrt(self._plain / count)
        return over_steps(self._dataset.covariates, increase)
