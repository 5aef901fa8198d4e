"""Ensembles for many sets of training rows at once, their hyper-parameters chosen on validation rows where asked."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..cluster.cluster import ITEMS_A_THREAD, Cluster
from ..cluster.dask_worker import TaskProgress
from ..dataset.patch_dataset import PatchDataset
from ..jobs.models import OFF, ON, TrainingSettings
from ..jobs.search_grid import SHAPELESS, candidates
from ..runtime.progress import Progress
from ..splits.folds import Folds
from ..splits.inner_parts import InnerParts
from ..target.log_scale import learns_logarithm
from .ensemble import Ensemble, device_name
from .fit import Fit, fit
from .members import Member, ensemble_members

MEMBERS_AT_ONCE = 250  # more are no faster, and their activations would not fit in a small memory
_SAMPLE_S = 0.0012  # that a network takes for each of its samples, about, until that is known


@dataclass(frozen=True)
class TrainingSet:
    """Rows of a dataset, (m,), to learn from.

    Attributes
    ----------
    rows
        Their numbers.
    place
        The seed of their networks: repeat and fold.
    parts
        (n,) part of every row of the dataset, of which a network keeps one back to validate; None for random rows.
    """

    rows: NDArray[np.int64]
    place: tuple[int, ...] = ()
    parts: NDArray[np.int64] | None = None

    def members(self, dataset: PatchDataset, settings: TrainingSettings) -> list[Member]:
        """Return the members of its ensemble."""
        return ensemble_members(self.rows, dataset, settings, *self.place, parts=self.parts)


def training_sets(folds: NDArray[np.int64], inner: InnerParts | None = None) -> list[TrainingSet]:
    """Return the training rows of every repeat and fold of `folds`, (repeats, n), parted where `inner` parts them."""
    split = Folds(folds)
    rows = zip(split.places, split.split())
    return [TrainingSet(train, place, inner.of(*place) if inner else None) for place, (train, _) in rows]


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
        """Return by how much the ensemble's mean squared error is below that of :meth:`held_back`.

        Each row is held back by a few of the M members only, by k of them, and the more there are the closer is their
        mean to that of all: of the variance between members it has 1 / k, the ensemble 1 / M.
        """
        own = self.inputs(dataset)
        predicted = self.ensemble.predict(own.static, own.temporal)
        held = np.isfinite(self.fit.held_back).sum(axis=0)
        if len(predicted) == 1 or not held.any():
            return 0.0
        share = float(np.mean(1 / held[held > 0])) - 1 / len(predicted)
        return float(predicted.var(axis=0, ddof=1).mean()) * share


class KeptBatches:
    """Keeps nothing; the base of what keeps the networks of batches for a run that goes on."""

    def get(self, batch: str) -> list[tuple[int, Network]] | None:
        """Return the best networks of a batch by the numbers of their training sets, None where it is not kept."""
        return None

    def put(self, batch: str, networks: Sequence[tuple[int, Network]], models: int) -> None:
        """Keep the best networks of a batch, which were chosen among so many `models`."""


def guessed_s(settings: TrainingSettings, samples: int, sets: int) -> float:
    """Return how many seconds the ensembles of some training sets take, about, until that is known."""
    return _SAMPLE_S * samples * settings.members * settings.width * len(candidates(settings)) * sets


def fit_networks(
    dataset: PatchDataset,
    training_sets: Sequence[TrainingSet],
    settings: TrainingSettings,
    progress: Progress,
    cluster: Cluster | None = None,
    kept: KeptBatches | None = None,
) -> list[Network]:
    """Fit an ensemble on every training set.

    Points of a grid that differ in :data:`~.search_grid.SHAPELESS` only are members of one batch; others follow batch
    by batch, or are trained side by side on a `cluster`. The choice sees validation rows only, which are a part of the
    training set. Batches that are `kept` are taken from there, and others put there.

    Raises
    ------
    InputError
        As :func:`~.fit.fit` and :func:`~.search_grid.parse_grid`.
    """
    if cluster is not None:
        settings = dataclasses.replace(settings, device=device_name(settings.device, on_cluster=True))
    shapes = _by_shape(candidates(settings))
    for shape in shapes:
        dataset.crop(shape[0].window or dataset.window)  # refuses a window too large before any network is trained
    at_once = [max(MEMBERS_AT_ONCE // (settings.members * len(shape)), 1) for shape in shapes]
    if cluster is not None:
        share = math.ceil(len(training_sets) * len(shapes) / (ITEMS_A_THREAD * cluster.threads))
        at_once = [min(size, share) for size in at_once]
    batches = [
        _Batch(number, range(start, min(start + size, len(training_sets))))
        for number, size in enumerate(at_once)
        for start in range(0, len(training_sets), size)
    ]
    work = _Work(dataset, tuple(training_sets), tuple(map(tuple, shapes)))
    kept = kept or KeptBatches()
    found = {batch: networks for batch in batches if (networks := kept.get(batch.name)) is not None}
    missing = [batch for batch in batches if batch not in found]
    fitted = _fit_here(work, missing, progress) if cluster is None else _fit_on(cluster, work, missing, progress)
    for batch, networks in fitted:
        kept.put(batch.name, networks, work.networks(batch))
        found[batch] = networks
    # Of two points that are equally good the first counts, whichever was done first.
    best = dict(_best(one for batch in batches for one in found[batch]))
    return [best[i] for i in range(len(training_sets))]


def _best(networks: Iterable[tuple[int, Network]]) -> list[tuple[int, Network]]:
    """Return the network of the smallest validation error of every training set."""
    best: dict[int, Network] = {}
    for i, network in networks:
        if i not in best or network.rmse_validation < best[i].rmse_validation:
            best[i] = network
    return list(best.items())


@dataclass(frozen=True)
class _Batch:
    """The number of a shape, and those of the training sets that are fitted together."""

    shape: int
    chosen: range

    @property
    def name(self) -> str:
        """Of the batch among all that are made with the same settings."""
        return f"shape {self.shape}, training sets {self.chosen.start} to {self.chosen.stop}"


@dataclass(frozen=True)
class _Work:
    """What batches are made of; a worker of a cluster gets it once and then their numbers."""

    dataset: PatchDataset
    training_sets: tuple[TrainingSet, ...]
    shapes: tuple[tuple[TrainingSettings, ...], ...]

    def __call__(self, batch: _Batch) -> list[tuple[int, Network]]:
        return self.fit(batch, TaskProgress())

    def fit(self, batch: _Batch, progress: Progress) -> list[tuple[int, Network]]:
        """Fit the training sets of a batch with the settings of its shape; returns their numbers and best networks."""
        log_target = self.shapes[batch.shape][0].log_target
        alike: dict[bool, list[int]] = {}  # of every training set its own rows decide on the scale of the target
        for number in batch.chosen:
            target = self.dataset.target[self.training_sets[number].rows]
            alike.setdefault(learns_logarithm(log_target, target), []).append(number)
        networks: list[tuple[int, Network]] = []
        done = 0
        for on_log, numbers in alike.items():
            part = progress.part(done / len(batch.chosen), (done + len(numbers)) / len(batch.chosen))
            networks += self._fit_alike(numbers, batch.shape, ON if on_log else OFF, part)
            done += len(numbers)
        return networks

    def _fit_alike(
        self, numbers: Sequence[int], shape: int, log_target: str, progress: Progress
    ) -> list[tuple[int, Network]]:
        """Fit training sets, by their numbers, in one batch: all with one shape and one scale of the target."""
        points = self.shapes[shape]
        dataset = self.dataset.crop(points[0].window or self.dataset.window)
        ensembles = []
        for number in numbers:
            wanted = self.training_sets[number]
            for point in points:
                ensembles.append((number, point, wanted.members(dataset, point)))
        common = dataclasses.replace(points[0], log_target=log_target)
        together = fit(dataset, [member for *_, members in ensembles for member in members], common, progress)
        networks, start = [], 0
        for number, point, members in ensembles:
            end = start + len(members)
            networks.append((number, Network(point, tuple(members), together.subset(range(start, end)))))
            start = end
        return _best(networks)

    def networks(self, batch: _Batch) -> int:
        """Return how many ensembles a batch trains."""
        return len(self.shapes[batch.shape]) * len(batch.chosen)


_Fitted = Iterator[tuple[_Batch, list[tuple[int, Network]]]]


def _fit_here(work: _Work, batches: Sequence[_Batch], progress: Progress) -> _Fitted:
    done = np.cumsum([0, *map(work.networks, batches)])
    for number, batch in enumerate(batches):
        name = f"batch {number + 1} of {len(batches)}" if len(batches) > 1 else ""
        yield batch, work.fit(batch, progress.part(done[number] / done[-1], done[number + 1] / done[-1], name))


def _fit_on(cluster: Cluster, work: _Work, batches: Sequence[_Batch], progress: Progress) -> _Fitted:
    if not batches:
        return
    total, done = sum(map(work.networks, batches)), 0
    progress.report(0, f"{len(batches)} batches on the cluster")
    for number, (batch, fitted) in enumerate(cluster.map(work, batches), start=1):
        yield batch, fitted
        done += work.networks(batch)
        progress.report(done / total, f"{number} of {len(batches)} batches done on the cluster")


def _by_shape(points: Sequence[TrainingSettings]) -> list[list[TrainingSettings]]:
    """Group the points of a grid whose networks fit into one batch, in the order of what their batches differ in."""
    common = [field.name for field in dataclasses.fields(TrainingSettings) if field.name not in SHAPELESS]
    groups: dict[tuple[Any, ...], list[TrainingSettings]] = {}
    for point in points:
        groups.setdefault(tuple(getattr(point, name) for name in common), []).append(point)
    return [groups[shape] for shape in sorted(groups)]
