"""A forest that sees more than the paper's: features of window and place, a target on the log scale, extra trees."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..dataset.patch_dataset import PatchDataset
from ..jobs.models import OFF, ON, ForestSettings
from ..runtime.seeds import member_seed
from ..splits.folds import Rows
from ..splits.inner_parts import parted_rows
from ..target.log_scale import learns_logarithm, original, refuse_without_logarithm, smearing_factor
from .features import TreeFeatures
from .forest import Forest, grow_with_out_of_bag

FEW_ROWS = 800  # of the training rows of a fold: up to so many its model has as many trees as asked for
LEAST_TREES = 125  # of a fold with many: from here to 500 the RMSE falls by less than half a percent
JUDGES_SHARE = 1 / 3  # of the trees: out of bag as many judge a row, about


@dataclass(frozen=True)
class TreeModel:
    """Trees with their features.

    Attributes
    ----------
    forest
        The trees; of the logarithm of the target where `smearing` is above 0.
    features
        What they see.
    smearing
        0 for a target as it is; else the factor by which the exponential of a mean log(1 + y) is too small: the mean of
        the exponentials of the out-of-bag residuals (Duan 1983).
    """

    forest: Forest
    features: TreeFeatures
    smearing: float = 0.0

    @property
    def needs_features(self) -> bool:
        """Whether it is more than trees on centre values and sequences."""
        return not self.features.plain or self.smearing > 0

    def predict(self, dataset: PatchDataset) -> NDArray[np.float64]:
        """Return the predictions (n,) of a dataset, in the unit of the target."""
        return self.back(self.forest.predict(self.features.rows(dataset)))

    def back(self, mean: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return means over the trees, of any shape, in the unit of the target."""
        return original(mean, self.smearing) if self.smearing else mean

    def spread(self, mean: NDArray[np.float64], stddev: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the standard deviation over the trees, of any shape, in the unit of the target.

        Of logarithms to first order.
        """
        return (self.back(mean) + 1) * stddev if self.smearing else stddev


def trees_of_fold(trees: int, rows: int) -> int:
    """Return how many of the trees asked for are grown on so many rows where the model is judged only, never mapped.

    The time of a tree grows faster than its rows, while ever fewer trees are needed for a mean to be judged by.
    """
    return min(trees, max(round(trees * FEW_ROWS / max(rows, 1)), LEAST_TREES))


def guessed_trees_s(trees: int, samples: int) -> float:
    """Return how many seconds trees take to grow, about, until that is known."""
    return trees * (0.001 + 6e-6 * samples)


def grow_model(dataset: PatchDataset, settings: ForestSettings, seed: int) -> tuple[TreeModel, NDArray[np.float64]]:
    """Grow trees on a dataset; also predict every sample by the trees that saw no sample of its pixel.

    Parameters
    ----------
    dataset
        Of n samples.
    settings, seed
        How to grow.

    Raises
    ------
    InputError
        The logarithm is to be learnt, and a target has none.

    Returns
    -------
    model : TreeModel
    out_of_bag : array
        (n,) in the unit of the target; NaN where every tree saw a sample of the row's pixel.
    """
    features = TreeFeatures.of(dataset, settings)
    on_log = learns_logarithm(settings.log_target, dataset.target)
    if on_log:
        refuse_without_logarithm(dataset.target)
    target = np.log1p(dataset.target) if on_log else dataset.target
    forest, out_of_bag = grow_with_out_of_bag(features.rows(dataset), target, dataset.pixel_group, settings, seed)
    if not on_log:
        return TreeModel(forest, features), out_of_bag
    model = TreeModel(forest, features, smearing_factor(target, out_of_bag))
    return model, model.back(out_of_bag)


def grown_with_others(
    dataset: PatchDataset, settings: ForestSettings, seed: int, parts: Rows | None
) -> tuple[TreeModel, NDArray[np.float64]]:
    """Grow trees as :func:`grow_model` does; also predict every sample by trees that saw no sample of its part.

    Parameters
    ----------
    dataset
        Of n samples.
    settings, seed
        How to grow; the trees that judge a part are fewer.
    parts
        (n,) part of every sample; None for the trees of the model that saw no sample of its pixel.

    Raises
    ------
    InputError
        As for :func:`grow_model`.

    Returns
    -------
    model : TreeModel
    of_others : array
        (n,) in the unit of the target.
    """
    model, out_of_bag = grow_model(dataset, settings, seed)
    if parts is None:
        return model, out_of_bag
    log_target = ON if learns_logarithm(settings.log_target, dataset.target) else OFF
    fewer = dataclasses.replace(settings, trees=max(round(JUDGES_SHARE * settings.trees), 1), log_target=log_target)
    of_others = np.empty(len(dataset))
    for number, (learn, judged) in enumerate(parted_rows(parts)):
        judge, _ = grow_model(dataset.take(learn), fewer, member_seed(seed, number))
        of_others[judged] = judge.predict(dataset.take(judged))
    return model, of_others
