"""Fitting the parts of a stack, or of a hybrid, on the same rows, and learning what each counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..dataset.patch_dataset import PatchDataset
from ..jobs.crossval import EXTRATREES, FOREST, MEAN, NETWORK
from ..jobs.models import ForestSettings
from ..network.fit_many import Network
from ..splits.folds import Rows
from ..trees.forest import Forest
from ..trees.tree_model import TreeModel, grown_with_others
from .hybrid import Hybrid, combined, learnt_weight
from .stack import Part, Stack, extra_trees, means_of_others, networks_gain, stack_weights, stacked

STACKED = (NETWORK, FOREST, EXTRATREES, MEAN)  # its parts, in the order of their weights


@dataclass(frozen=True)
class FittedStack:
    """A stack, and how it was learnt.

    Attributes
    ----------
    stack
        The model.
    weights
        (parts,) of `STACKED`.
    held_back
        (n,) its predictions of the rows by parts that kept them back; NaN where one has none.
    """

    stack: Stack
    weights: NDArray[np.float64]
    held_back: NDArray[np.float64]


def fit_stack(
    network: Network,
    held_back: NDArray[np.float64],
    dataset: PatchDataset,
    settings: ForestSettings,
    seed: int,
    parts: Rows | None = None,
) -> FittedStack:
    """Grow the trees of a stack beside a network, and learn the weights on rows that each has kept back.

    Parameters
    ----------
    network
        Fitted on the n samples of `dataset`.
    held_back
        (n,) what its members say of samples that they kept back.
    dataset
        The training samples.
    settings, seed
        Of the forest; the extra trees are as many.
    parts
        (n,) part of every sample where parts are kept back; else trees judge what they have not drawn.
    """
    seen = network.inputs(dataset)
    forest, of_forest = grown_with_others(seen, settings, seed, parts)
    extra, of_extra = grown_with_others(seen, extra_trees(settings), seed, parts)
    known = np.stack([held_back, of_forest, of_extra, means_of_others(dataset.target, parts)])
    gain = networks_gain(network.ambiguity(dataset), parts is not None)
    weights = stack_weights(dataset.target, known, np.array([float(gain), 0.0, 0.0, 0.0]))
    models = [network.ensemble, _plain(forest), _plain(extra)]
    return FittedStack(stacked(models, weights.tolist(), float(dataset.target.mean())), weights, weights @ known)


@dataclass(frozen=True)
class FittedHybrid:
    """Networks with trees beside them.

    Attributes
    ----------
    networks, trees
        The parts.
    weight
        Of the networks, 0 to 1.
    held_back
        (n,) what both together say of the rows by parts that kept them back; NaN where one has none.
    """

    networks: Network
    trees: TreeModel
    weight: float
    held_back: NDArray[np.float64]

    def predict(self, dataset: PatchDataset) -> NDArray[np.float64]:
        """Return the predictions (n,) of a dataset, in the unit of the target."""
        return combined(self.weight, self.networks.predict(dataset), self.trees.predict(self.networks.inputs(dataset)))

    @property
    def model(self) -> Hybrid | Stack:
        """What a model file holds: a hybrid as earlier versions read it, a stack where they do not know its trees."""
        trees = _plain(self.trees)
        if isinstance(trees, Forest):
            return Hybrid(self.networks.ensemble, trees, self.weight)
        return stacked((self.networks.ensemble, trees), (self.weight, 1 - self.weight, 0.0), 0.0)


def fit_hybrid(
    network: Network,
    held_back: NDArray[np.float64],
    dataset: PatchDataset,
    settings: ForestSettings,
    seed: int,
    parts: Rows | None = None,
) -> FittedHybrid:
    """Grow the trees of a hybrid beside a network, and learn the weight on rows that both have kept back.

    Parameters
    ----------
    network, held_back, dataset
        As for :func:`fit_stack`; `held_back` is (n,).
    settings, seed
        Of the trees.
    parts
        As for :func:`fit_stack`.
    """
    trees, of_trees = grown_with_others(network.inputs(dataset), settings, seed, parts)
    weight = learnt_weight(dataset.target, held_back, of_trees, network.ambiguity(dataset))
    return FittedHybrid(network, trees, weight, combined(weight, held_back, of_trees))


def _plain(model: TreeModel) -> Part:
    return model if model.needs_features else model.forest
