"""The networks of all folds of a group of covariates, fitted together, and what is asked of them as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..accuracy.results import Curves
from ..cluster.cluster import Cluster
from ..dataset.patch_dataset import PatchDataset
from ..jobs.crossval import HYBRID, STACK, CrossValidateJob
from ..jobs.search_grid import tuned_values
from ..network.fit_many import Network, TrainingSet, fit_networks, training_sets
from ..runtime.progress import Progress
from ..splits.folds import Folds
from ..splits.inner_parts import InnerParts
from ..unfinished.records import Kept
from .kept_models import KeptNetworks


@dataclass(frozen=True)
class FoldNetworks:
    """Networks of all folds, how they learnt, and what was chosen.

    Attributes
    ----------
    networks
        One ensemble a repeat and fold, in this order.
    curves
        Of all networks.
    choices
        The settings that each ensemble has found best; empty without a search.
    ambiguity
        (repeats, folds) of :meth:`.fit_many.Network.ambiguity`; zeros where no model is made of networks and others.
    """

    networks: list[Network]
    curves: Curves
    choices: list[dict[str, float]]
    ambiguity: NDArray[np.float64]


def fit_fold_networks(
    name: str,
    dataset: PatchDataset,
    folds: NDArray[np.int64],
    job: CrossValidateJob,
    progress: Progress,
    cluster: Cluster | None,
    kept: Kept,
    inner: InnerParts | None = None,
) -> FoldNetworks:
    """Fit the networks of all folds, or take those that are kept.

    Parameters
    ----------
    name
        Of the group of covariates.
    dataset
        Of n samples, with the covariates of the group.
    folds
        (repeats, n), numbered from 0.
    job
        Settings of the networks, and the models that are made of them.
    progress
        Told how far the training is.
    cluster
        Trains where there is one.
    kept
        What an earlier run has left.
    inner
        Parts of the training rows that are kept back together.
    """
    sets = training_sets(folds, inner)
    told = progress.part(0, 1, f"{len(sets)} folds together" if len(sets) > 1 else "")
    batches = KeptNetworks(kept, name, dataset, sets)
    networks = fit_networks(dataset, sets, job.settings, told, cluster, batches)
    choices = [tuned_values(network.settings) for network in networks] if job.settings.tune else []
    ambiguity = np.zeros((len(folds), Folds(folds).count))
    if {HYBRID, STACK} & {*job.models}:
        ambiguity = _ambiguity(f"{name}, ambiguity", dataset, networks, sets, kept).reshape(ambiguity.shape)
    return FoldNetworks(networks, _curves(networks), choices, ambiguity)


def _ambiguity(
    name: str, dataset: PatchDataset, networks: Sequence[Network], sets: Sequence[TrainingSet], kept: Kept
) -> NDArray[np.float64]:
    """Return the ambiguity of every ensemble among its own training rows."""
    found = kept.get(name)
    if found is None:
        each = [network.ambiguity(dataset.take(own.rows)) for network, own in zip(networks, sets)]
        found = {"ambiguity": np.array(each)}
        kept.put(name, found)
    return found["ambiguity"]


def _curves(networks: Sequence[Network]) -> Curves:
    """Join the learning curves of all networks, padded to the longest with NaN."""
    fits = [network.fit for network in networks]
    longest = max(len(fit.train_loss) for fit in fits)

    def joined(name: str) -> NDArray[np.float64]:
        padded = [
            np.pad(getattr(fit, name), ((0, longest - len(fit.train_loss)), (0, 0)), constant_values=np.nan)
            for fit in fits
        ]
        return np.concatenate(padded, axis=1)

    return Curves(joined("train_loss"), joined("validation_loss"), np.concatenate([fit.best_epoch for fit in fits]))
