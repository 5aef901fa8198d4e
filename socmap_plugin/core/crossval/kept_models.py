"""What a cross-validation that was killed leaves: its networks, and what the model of every fold has predicted.

The same job goes on with both. A model is kept as its answers: whoever asks that of a later run the same questions in
the same order, as a cross-validation does, gets them back bit for bit.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from ..dataset.patch_dataset import PatchDataset
from ..jobs.crossval import CrossValidateJob
from ..jobs.models import TrainingSettings
from ..jobs.tasks import output_fields
from ..models.model_file import versions
from ..models.predictor_parts import assembled, described, tensors_of
from ..network.ensemble import Ensemble, device_name
from ..network.fit import Fit
from ..network.fit_many import KeptBatches, Network, TrainingSet
from ..splits.folds import Folds
from ..unfinished.records import Arrays, Kept
from .fold_models import FoldModel, Place

_NUMBERS_BEHIND = 3  # changes when the same job gives other numbers, which no run may go on with
_SAID = "said."  # answers of a model, numbered in the order of the questions
_FIT = ("rmse_validation", "best_epoch", "train_loss", "validation_loss", "held_back")


def job_digest(job: CrossValidateJob, folds: NDArray[np.int64]) -> str:
    """Return a number of everything that the numbers depend on, the dataset's bytes and the versions too.

    Parameters
    ----------
    job
        Where its outputs go makes no other numbers.
    folds
        (repeats, n) fold of every sample.
    """
    device = device_name(job.settings.device, on_cluster=bool(job.scheduler))
    # On a cluster batches are smaller, and the last digits of networks others.
    where = "a cluster" if job.scheduler else ""
    settings = dataclasses.replace(job.settings, device=device)
    # How many repeats there are the folds say, whoever has chosen the number.
    own = dataclasses.replace(job, dataset="", repeats=len(folds), scheduler=where, settings=settings)
    fields = {name: value for name, value in dataclasses.asdict(own).items() if name not in output_fields(job)}
    with Path(job.dataset).open("rb") as file:
        dataset = hashlib.file_digest(file, "sha256").hexdigest()
    parts = {
        "numbers": _NUMBERS_BEHIND,
        "job": fields,
        "report": bool(job.report),  # models are asked more for it
        "dataset": dataset,
        "folds": _digest_of(folds),
        "versions": versions(),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def remembered(
    kept: Kept,
    name: str,
    folds: NDArray[np.int64],
    make: Callable[[Sequence[Place]], Iterator[FoldModel]],
    models: int = 1,
) -> Iterator[FoldModel]:
    """Yield the models of all folds in their order, those that are kept and those that are made.

    Parameters
    ----------
    kept
        What an earlier run has left; a model comes to it when the one after it is asked for.
    name
        Of these models among all of the job.
    folds
        (repeats, n), numbered from 0.
    make
        From some repeats and folds to their models, in this order.
    models
        As how many a model counts: none where what it is made of has been counted.
    """
    split = Folds(folds)
    names = {place: f"{name}, {_digest_of(folds)}, repeat {place[0]}, fold {place[1]}" for place in split.places}
    missing = [place for place in split.places if not kept.has(names[place])]
    made = make(missing)
    for place in split.places:
        found = kept.get(names[place])
        if found is not None:
            predict = _Answered([found[f"{_SAID}{number}"] for number in range(len(found) - 2)])
            yield FoldModel(*place, split.rows(*place)[1], found["predicted"], found["held_back"], predict)
            continue
        model = next(made)
        asked = _Asked(model.predict)
        yield dataclasses.replace(model, predict=asked)
        said = {f"{_SAID}{number}": answer for number, answer in enumerate(asked.answers)}
        arrays = {"predicted": model.predicted, "held_back": model.held_back, **said}
        kept.put(names[place], arrays, models)


class KeptNetworks(KeptBatches):
    """The batches of networks of a group of covariates, among what is kept of a job.

    Parameters
    ----------
    kept
        Of the job.
    name
        Of the group.
    dataset
        Its part of the dataset.
    training_sets
        What the networks learn from.
    """

    def __init__(self, kept: Kept, name: str, dataset: PatchDataset, training_sets: Sequence[TrainingSet]) -> None:
        self._kept, self._name, self._dataset, self._training_sets = kept, name, dataset, training_sets

    def get(self, batch: str) -> list[tuple[int, Network]] | None:
        found = self._kept.get(self._named(batch))
        if found is None:
            return None
        numbers = [int(number) for number in found["numbers"]]
        return [(number, self._network(number, found)) for number in numbers]

    def put(self, batch: str, networks: Sequence[tuple[int, Network]], models: int) -> None:
        arrays: dict[str, NDArray[Any]] = {"numbers": np.array([number for number, _ in networks])}
        for number, network in networks:
            manifest = {**described(network.ensemble), "settings": dataclasses.asdict(network.settings)}
            own = {
                "manifest": np.frombuffer(json.dumps(manifest).encode(), np.uint8),
                **tensors_of(network.ensemble),
                **{name: getattr(network.fit, name) for name in _FIT},
            }
            arrays |= {f"{number}.{name}": array for name, array in own.items()}
        self._kept.put(self._named(batch), arrays, models)

    def _named(self, batch: str) -> str:
        return f"{self._name}, networks, {batch}"

    def _network(self, number: int, found: Arrays) -> Network:
        prefix = f"{number}."
        own = {name.removeprefix(prefix): array for name, array in found.items() if name.startswith(prefix)}
        manifest = json.loads(own.pop("manifest").tobytes())
        said = manifest.pop("settings")
        settings = TrainingSettings(**{**said, "categories": tuple(said["categories"])})
        dataset = self._dataset.crop(settings.window or self._dataset.window)
        wanted = self._training_sets[number]
        members = wanted.members(dataset, settings)
        ensemble = cast(Ensemble, assembled(manifest, dataset.covariates, dataset.window, own))
        # In memory of torch's own, as after a training: what a product gives may depend on where its numbers lie.
        parameters = {name: value.clone() for name, value in ensemble.parameters.items()}
        ensemble = dataclasses.replace(ensemble, parameters=parameters)
        return Network(settings, tuple(members), Fit(ensemble, *(own[name] for name in _FIT)))


class _Asked:
    """Asks a model, and remembers its answers."""

    def __init__(self, predict: Callable[[PatchDataset], NDArray[np.float64]]) -> None:
        self._predict = predict
        self.answers: list[NDArray[np.float64]] = []

    def __call__(self, dataset: PatchDataset) -> NDArray[np.float64]:
        self.answers.append(self._predict(dataset))
        return self.answers[-1]


class _Answered:
    """Gives the answers of a model that was asked in an earlier run."""

    def __init__(self, answers: Sequence[NDArray[np.float64]]) -> None:
        self._answers = iter(answers)

    def __call__(self, dataset: PatchDataset) -> NDArray[np.float64]:
        return next(self._answers)


def _digest_of(folds: NDArray[np.int64]) -> str:
    return hashlib.sha256(np.ascontiguousarray(folds, np.int64).tobytes()).hexdigest()
