"""The models of one group of covariates in a cross-validation, out of fold."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ..accuracy.comparison import WITHOUT_COVARIATES
from ..accuracy.results import Curves, Outcome
from ..cluster.cluster import Cluster
from ..dataset.patch_dataset import PatchDataset
from ..effects.accumulated import Curve
from ..effects.explanation import Explanation
from ..effects.importance import Effect
from ..jobs.crossval import (
    EXTRATREES,
    FOREST,
    HYBRID,
    KRIGING,
    MEAN,
    NETWORK,
    STACK,
    CrossValidateJob,
)
from ..jobs.models import OFF
from ..jobs.search_grid import candidates
from ..models.fit_stack import STACKED
from ..models.hybrid import HYBRID_PARTS, combined, learnt_weight
from ..models.stack import extra_trees, networks_gain, stack_weights
from ..network.fit_many import guessed_s
from ..runtime.progress import Phases
from ..splits.folds import Folds
from ..splits.inner_parts import inner_parts
from ..trees.tree_model import guessed_trees_s, trees_of_fold
from ..unfinished.records import Kept
from . import fold_models
from .fold_models import FoldModel, Place, fold_limits, network_models, out_of_fold
from .fold_networks import fit_fold_networks
from .kept_models import remembered

# Out of fold, (repeats, n), and of held-back rows, (repeats, folds, n).
Found = tuple[NDArray[np.float64], NDArray[np.float64]]

EXPLAINED = (NETWORK, FOREST, EXTRATREES)  # whose covariates are permuted; of what is made of them it follows
# Seconds, about, until they are known: of a fold, and of a prediction that is asked for an explanation.
_MEAN_S, _KRIGING_S, _PREDICTED_S, _EXPLAINED_S = 0.001, 0.05, 0.01, 5e-5


class GroupRun:
    """The models of one group of covariates; hybrid and stack are made of what their parts predicted.

    Parameters
    ----------
    name
        Of the group.
    dataset
        Of n samples, with the covariates of the group.
    folds
        (repeats, n) fold of every sample.
    job
        Models and settings.
    cluster
        Trains networks and forests where there is one.
    explained
        Are the models asked about their covariates?
    shared
        By model, what the groups have in common; the first of them puts it there.
    kept
        What an earlier run has left; what is done goes there.
    """

    def __init__(
        self,
        name: str,
        dataset: PatchDataset,
        folds: NDArray[np.int64],
        job: CrossValidateJob,
        cluster: Cluster | None,
        explained: bool,
        shared: dict[str, Found],
        kept: Kept,
    ) -> None:
        self.name, self._dataset, self._folds, self._job = name, dataset, folds, job
        self._cluster, self._kept = cluster, kept
        self._inner = inner_parts(dataset, folds, job)
        curves = job.effects if job.report else 0  # they are shown nowhere else
        self._explanation = Explanation(dataset, folds, job.settings.seed, curves) if explained else None
        self._models = tuple(
            model
            for model in (NETWORK, FOREST, EXTRATREES, MEAN, KRIGING)
            if model in job.models
            or (HYBRID in job.models and model in (NETWORK, FOREST))
            or (STACK in job.models and model in STACKED)
        )
        self._found: dict[str, Found] = {}
        self._shared = shared  # what knows no covariates says the same in every group
        self.effects: list[Effect] = []
        self._ambiguity = np.zeros((len(folds), Folds(folds).count))
        self.curves: Curves | None = None
        self.choices: list[dict[str, float]] = []

    @property
    def counts(self) -> dict[str, int]:
        """How many models are made, by what they are."""
        points = {NETWORK: len(candidates(self._job.settings)), MEAN: 0}  # means are made again
        places = len(Folds(self._folds).places)
        return {self._named(model): places * points.get(model, 1) for model in self._models}

    def _named(self, model: str) -> str:
        """Return the name of a model among all that are kept; the groups have in common what knows no covariates."""
        return model if model in WITHOUT_COVARIATES else f"{self.name}, {model}"

    def phases(self, first: bool) -> Iterator[tuple[str, float]]:
        """Yield what :meth:`run` does one after another, and how many seconds each takes, about.

        Parameters
        ----------
        first
            Is this the first group? What knows no covariates is made there.
        """
        count, samples = len(Folds(self._folds).places), len(self._dataset)
        rows = round(samples * (1 - len(self._folds) / count))  # a fold is left out
        trees = guessed_trees_s(trees_of_fold(self._job.forest.trees, rows), samples)
        trees *= 2 if self._inner.parted.any() else 1  # those that judge parts take as long as the model's
        seconds = {NETWORK: _PREDICTED_S, FOREST: trees, EXTRATREES: trees, MEAN: _MEAN_S, KRIGING: _KRIGING_S}
        explained = 0.0 if self._explanation is None else _EXPLAINED_S * self._explanation.predictions
        for model in self._models:
            if model in WITHOUT_COVARIATES and not first:
                continue
            if model == NETWORK:
                yield f"fit {model}", guessed_s(self._job.settings, samples, count)
            if self._explanation is not None and model in EXPLAINED:
                yield f"{model}, explained", seconds[model] * count + explained
            else:
                yield model, seconds[model] * count

    def run(self, phases: Phases) -> None:
        """Train and predict; the next of `phases` are those of this group."""
        for model in self._models:
            if model in self._shared:
                self._found[model] = self._shared[model]
                continue
            models = self._fold_models(model, phases)
            if self._explanation is not None and model in EXPLAINED:
                models = _watched(model, models, self._explanation)
            self._found[model] = out_of_fold(models, self._folds)
            if model in WITHOUT_COVARIATES:
                self._shared[model] = self._found[model]

    def outcomes(self) -> Iterator[Outcome]:
        """Yield the outcomes of the models that the job names, in its order."""
        for model in self._job.models:
            weights, parts = None, tuple[str, ...]()
            if model == HYBRID:
                predicted, held_back, weights = self._hybrid()
            elif model == STACK:
                predicted, held_back, weights = self._stack()
                parts = STACKED
            else:
                predicted, held_back = self._found[model]
            self._explain(model, weights, parts or HYBRID_PARTS)
            limits = self._limits(model, predicted, held_back)
            yield Outcome(self.name, model, predicted, limits, weights, parts)

    def _fold_models(self, model: str, phases: Phases) -> Iterator[FoldModel]:
        dataset, folds, job, name = self._dataset, self._folds, self._job, f"{self.name}, {model}"
        inner, cluster = self._inner, self._cluster
        if model == MEAN:
            return fold_models.means(dataset, folds, phases.next(name), inner)
        made: Callable[[Sequence[Place]], Iterator[FoldModel]]
        if model == NETWORK:
            found = fit_fold_networks(self.name, dataset, folds, job, phases.next(name), cluster, self._kept, inner)
            self.curves, self.choices, self._ambiguity = found.curves, found.choices, found.ambiguity
            made = functools.partial(network_models, dataset, folds, found.networks, phases.next(name))
        elif model == KRIGING:
            log_target = job.settings.log_target
            made = functools.partial(fold_models.krigings, dataset, folds, log_target, phases.next(name), inner)
        else:
            own = job.forest if model == FOREST else extra_trees(job.forest)
            made = functools.partial(fold_models.forests, dataset, folds, own, phases.next(name), cluster, inner)
        return remembered(self._kept, self._named(model), folds, made, models=int(model != NETWORK))

    def shapes(self) -> tuple[Curve, ...]:
        """Return how predictions follow the covariates that matter most, once the outcomes are known."""
        return self._explanation.curves() if self._explanation is not None else ()

    def _explain(self, model: str, weights: NDArray[np.float64] | None, parts: tuple[str, ...]) -> None:
        """Add the importance of the covariates to a model that knows them, after its parts where it has any."""
        if self._explanation is None or model in WITHOUT_COVARIATES:
            return
        if weights is not None:
            constant = {part: self._found[part][0] for part in parts if part in WITHOUT_COVARIATES}
            shares = weights if weights.ndim == 3 else np.stack([weights, 1 - weights], axis=-1)
            self._explanation.add_mixture(model, parts, shares, constant)
        self.effects += self._explanation.effects(model)

    def _hybrid(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        (network, network_held), (forest, forest_held) = self._found[NETWORK], self._found[FOREST]
        observed = self._dataset.target
        weights = np.array(
            [
                [learnt_weight(observed, *of_fold) for of_fold in zip(*of_repeat)]
                for of_repeat in zip(network_held, forest_held, self._ambiguity)
            ]
        )
        own = np.take_along_axis(weights, self._folds, axis=1)  # (repeats, n)
        return combined(own, network, forest), combined(weights[:, :, None], network_held, forest_held), weights

    def _stack(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        found = [self._found[part] for part in STACKED]
        predicted = np.stack([one for one, _ in found])  # (parts, repeats, n)
        held_back = np.stack([one for _, one in found])  # (parts, repeats, folds, n)
        below = np.zeros((*self._ambiguity.shape, len(STACKED)))  # (repeats, folds, parts)
        below[:, :, 0] = networks_gain(self._ambiguity, self._inner.parted[:, None])
        weights = np.array(
            [
                [stack_weights(self._dataset.target, held_back[:, repeat, fold], own) for fold, own in enumerate(folds)]
                for repeat, folds in enumerate(below)
            ]
        )
        own = np.take_along_axis(weights, self._folds[:, :, None], axis=1)  # (repeats, n, parts)
        return np.einsum("rnp,prn->rn", own, predicted), np.einsum("rfp,prfn->rfn", weights, held_back), weights

    def _limits(
        self, model: str, predicted: NDArray[np.float64], held_back: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        own = self._job.forest if model in (FOREST, EXTRATREES) else self._job.settings
        without = model in WITHOUT_COVARIATES
        # The mean of logarithms, turned back and corrected, is the mean.
        log_target = OFF if model == MEAN else own.log_target
        return fold_limits(
            self._dataset.target, predicted, held_back, self._folds, log_target=log_target, constant=without
        )


def _watched(name: str, models: Iterable[FoldModel], explanation: Explanation) -> Iterator[FoldModel]:
    for model in models:
        explanation.add(name, model.repeat, model.fold, model.predict)
        yield model
