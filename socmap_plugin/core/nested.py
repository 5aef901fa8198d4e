"""Ensembles for many sets of training rows at once, their hyper-parameters chosen on validation rows where asked."""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .dataset import PatchDataset
from .ensemble import Ensemble
from .jobs import TrainingSettings
from .progress import Progress
from .training import Fit, Member, ensemble_members, fit
from .tuning import SHAPELESS, candidates

MEMBERS_AT_ONCE = 250  # more are no faster, and their activations would not fit in a small memory


@dataclass(frozen=True)
class TrainingSet:
    """Rows of a dataset to learn from, and their place among others: the seed of their networks (repeat and fold)."""

    rows: NDArray[np.int64]
    place: tuple[int, ...] = ()


@dataclass(frozen=True)
class Network:
    """The ensemble fitted on one training set.

    Attributes
    ----------
    settings
        As given, or the point of the grid with the smallest validation error.
    members
        Training and validation rows of each of the M networks.
    fit
        The networks, and how they came about.
    """

    settings: TrainingSettings
    members: tuple[Member, ...]
    fit: Fit

    @property
    def ensemble(self) -> Ensemble:
        """The trained networks."""
        return self.fit.ensemble

    @property
    def rmse_validation(self) -> float:
        """Error over the validation rows of all members, in the unit of the target."""
        return math.sqrt(np.mean(self.fit.rmse_validation**2))

    def inputs(self, dataset: PatchDataset) -> PatchDataset:
        """Return a dataset with the patches as wide as the networks read them."""
        return dataset.crop(self.settings.window or dataset.window)

    def predict(self, dataset: PatchDataset) -> NDArray[np.float64]:
        """Return the mean of the members, (n,), in the unit of the target."""
        own = self.inputs(dataset)
        return np.asarray(self.ensemble.predict(own.static, own.temporal).mean(axis=0))

    def held_back(self) -> NDArray[np.float64]:
        """Return (n,) predictions of every validation row by the members that kept it back; NaN for other rows."""
        known = np.isfinite(self.fit.held_back)
        total, count = np.sum(self.fit.held_back, axis=0, where=known), known.sum(axis=0)
        return np.divide(total, count, out=np.full(len(count), np.nan), where=count > 0)

    def ambiguity(self, dataset: PatchDataset) -> float:
        """Return by how much the mean squared error of the ensemble is below its members', from what they predict."""
        count = len(self.members)
        own = self.inputs(dataset)
        predicted = self.ensemble.predict(own.static, own.temporal)
        return float(predicted.var(axis=0, ddof=1).mean() * (1 - 1 / count)) if count > 1 else 0.0


def fit_networks(
    dataset: PatchDataset, training_sets: Sequence[TrainingSet], settings: TrainingSettings, progress: Progress
) -> list[Network]:
    """Fit an ensemble on every training set.

    Points of a grid that differ in :data:`~.tuning.SHAPELESS` only are members of one batch; others follow batch by
    batch. The choice sees validation rows only, which are a part of the training set.

    Raises
    ------
    InputError
        As :func:`~.training.fit` and :func:`~.tuning.parse_grid`.
    """
    best: dict[int, Network] = {}
    shapes = list(_by_shape(candidates(settings)))
    for shape in shapes:
        dataset.crop(shape[0].window or dataset.window)  # refuses a window too large before any network is trained
    at_once = [max(MEMBERS_AT_ONCE // (settings.members * len(shape)), 1) for shape in shapes]
    batches = [
        (shape, range(start, min(start + size, len(training_sets))))
        for shape, size in zip(shapes, at_once)
        for start in range(0, len(training_sets), size)
    ]
    work = np.cumsum([0, *(len(shape) * len(chosen) for shape, chosen in batches)])
    for number, (shape, chosen) in enumerate(batches):
        name = f"batch {number + 1} of {len(batches)}" if len(batches) > 1 else ""
        part = progress.part(work[number] / work[-1], work[number + 1] / work[-1], name)
        for i, network in _fit_batch(dataset, training_sets, chosen, shape, part):
            if i not in best or network.rmse_validation < best[i].rmse_validation:
                best[i] = network
    return [best[i] for i in range(len(training_sets))]


def _by_shape(points: Sequence[TrainingSettings]) -> Iterator[list[TrainingSettings]]:
    def shape(point: TrainingSettings) -> tuple[object, ...]:
        return tuple(getattr(point, field.name) for field in dataclasses.fields(point) if field.name not in SHAPELESS)

    for _, same in itertools.groupby(sorted(points, key=shape), key=shape):
        yield list(same)


def _fit_batch(
    dataset: PatchDataset,
    training_sets: Sequence[TrainingSet],
    chosen: range,
    shape: Sequence[TrainingSettings],
    progress: Progress,
) -> Iterator[tuple[int, Network]]:
    """Fit the `chosen` training sets with settings of one shape; yields their numbers and networks."""
    own = dataset.crop(shape[0].window or dataset.window)
    runs = [
        (i, point, ensemble_members(training_sets[i].rows, dataset, point, *training_sets[i].place))
        for i in chosen
        for point in shape
    ]
    result = fit(own, [member for _, _, members in runs for member in members], shape[0], progress)
    start = 0
    for i, point, members in runs:
        yield i, Network(point, tuple(members), result.subset(range(start, start + len(members))))
        start += len(members)
