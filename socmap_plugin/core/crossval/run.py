"""Cross-validation: every model and covariate group on identical folds, all networks of a group in one batch."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..accuracy.comparison import WITHOUT_COVARIATES, verdict
from ..accuracy.results import Curves, Evaluation, Outcome, scales_in_words
from ..accuracy.tables import write_importance, write_metrics, write_predictions
from ..cluster.cluster import Cluster
from ..covariates.covariate_list import covariate_groups
from ..covariates.directions import warn_of_hidden_direction
from ..dataset import patch_dataset as dataset_file
from ..dataset.patch_dataset import PatchDataset
from ..dataset.shared_pixels import BUILD_WITH_MORE_PLACES, refuse_one_pixel
from ..effects.accumulated import Curve
from ..effects.explanation import Explanation
from ..effects.importance import Effect
from ..jobs.crossval import (
    EXTRATREES,
    FOREST,
    HYBRID,
    KRIGING,
    MEAN,
    MODELS,
    NETWORK,
    STACK,
    CrossValidateJob,
)
from ..jobs.models import OFF
from ..jobs.search_grid import candidates
from ..jobs.tasks import input_files
from ..models.fit_stack import STACKED
from ..models.hybrid import HYBRID_PARTS, combined, learnt_weight
from ..models.stack import extra_trees, stack_weights
from ..raster.input_files import files_behind
from ..runtime.errors import InputError
from ..runtime.outputs import Claims, claimed
from ..runtime.progress import Progress
from ..splits.folds import Folds
from ..splits.schemes import make_folds
from ..unfinished.records import Kept, records
from . import fold_models
from .fold_models import FoldModel, Place, fold_limits, network_models, out_of_fold
from .fold_networks import fit_fold_networks
from .held_inputs import log_held
from .kept_models import job_digest, remembered
from .sampling_bias import with_optimism

EXPLAINED = (NETWORK, FOREST, EXTRATREES)  # whose covariates are permuted; of what is made of them it follows
# Seconds that a fold takes, about, for an honest progress bar: a network by its number of variables, and a tree.
_NETWORK_S, _NETWORK_S_A_VARIABLE, _TREE_S, _MEAN_S, _KRIGING_S = 0.15, 0.001, 0.001, 0.001, 0.05


def run(job: CrossValidateJob, progress: Progress) -> dict[str, Any]:
    """Cross-validate, or go on with what an earlier run of the job has left; write metrics and the other results."""
    dataset = dataset_file.load(Path(job.dataset))
    # The area of the map may be that of the recorded layers, which no parameter names.
    recorded = [source.layer.path for source in dataset.covariates.sources()]
    optional = (job.predictions, job.report, job.importance)
    with claimed([job.metrics], optional, files_behind([*input_files(job), *recorded]), go_on=job.metrics) as claims:
        return _run(dataset, job, claims, progress)


def _run(dataset: PatchDataset, job: CrossValidateJob, claims: Claims, progress: Progress) -> dict[str, Any]:
    refuse_one_pixel(dataset.pixel_group, dataset.grid, BUILD_WITH_MORE_PLACES)
    groups = covariate_groups(dataset.covariates, job.covariate_groups)
    folds = make_folds(dataset, job, progress)
    for said in scales_in_words(dataset.target, folds, job):
        progress.log(said)
    if job.settings.augment and {NETWORK, HYBRID} & {*job.models}:
        warn_of_hidden_direction(dataset.covariates, job.settings.window or dataset.window, progress)
    with records(claims.of(job.metrics), job_digest(job, folds), progress.part(0, 0)) as kept:
        with Cluster(job.scheduler, progress) if job.scheduler else contextlib.nullcontext() as cluster:
            evaluation = cross_validate(dataset, groups, folds, job, progress.part(0, 0.93), cluster, kept)
        if {NETWORK, HYBRID} & {*job.models}:
            log_held(dataset, folds, progress)
        evaluation = with_optimism(evaluation, kept, progress.part(0.93, 0.97, "distances"))
    line = verdict(evaluation)
    progress.log(line)
    outputs = (job.metrics, job.predictions, job.report, job.importance)
    with claims.whole(*outputs) as (table, points, report, importance):
        write_metrics(evaluation, table)
        if job.predictions:
            write_predictions(evaluation, points)
        if job.importance:
            write_importance(evaluation, importance)
        if job.report:
            from ..accuracy.report import write_report

            progress.report(0.97, "report")
            write_report(evaluation, report)
    main = evaluation.last_group[0]
    return {
        "metrics": job.metrics,
        "predictions": job.predictions,
        "report": job.report,
        "importance": job.importance,
        "crs_wkt": dataset.grid.crs_wkt,
        "unit": dataset.target_unit,
        "verdict": line,
        "rmse": main.mean_score(dataset.target, "rmse"),
        "r2": main.mean_score(dataset.target, "r2"),
    }


def cross_validate(
    dataset: PatchDataset,
    groups: dict[str, tuple[str, ...]],
    folds: NDArray[np.int64],
    job: CrossValidateJob,
    progress: Progress,
    cluster: Cluster | None = None,
    kept: Kept | None = None,
) -> Evaluation:
    """Predict every sample out of fold, with every group and model.

    Parameters
    ----------
    dataset
        All samples.
    groups
        Categories of covariates, by the name of the group.
    folds
        (repeats, n) fold of every sample.
    job
        Models and settings.
    progress
        Told which group, model and fold is at work.
    cluster
        Trains networks and forests where there is one.
    kept
        What an earlier run has left; what is done goes there.

    Raises
    ------
    InputError
        A model that is not known, or none.
    """
    unknown = [name for name in job.models if name not in MODELS]
    if unknown or not job.models:
        raise InputError(f"The models {', '.join(unknown) or 'list is empty'}; choose from {', '.join(MODELS)}.")
    parts = {name: dataset.select(categories) for name, categories in groups.items()}
    last = list(parts)[-1]
    shared: dict[str, _Found] = {}
    kept = kept or Kept()
    runs = [_GroupRun(name, part, folds, job, cluster, name == last, shared, kept) for name, part in parts.items()]
    if kept.models:
        made = {model: count for run in runs for model, count in run.counts.items()}
        progress.log(f"Goes on with {kept.models} of {sum(made.values())} models done in an earlier run of this job.")
    effort = np.cumsum([0.0, *(run.effort for run in runs)])
    for number, group in enumerate(runs):
        group.run(progress.part(effort[number] / effort[-1], effort[number + 1] / effort[-1], group.name))
    return Evaluation(
        dataset,
        job,
        folds,
        tuple(outcome for group in runs for outcome in group.outcomes()),
        tuple(effect for group in runs for effect in group.effects),
        runs[-1].curves,
        {group.name: group.choices for group in runs if group.choices},
        shapes=runs[-1].shapes(),
    )


_Found = tuple[NDArray[np.float64], NDArray[np.float64]]  # out of fold, and of held-back rows


class _GroupRun:
    """The models of one group of covariates; the hybrid is made of what its two parts predicted."""

    def __init__(
        self,
        name: str,
        dataset: PatchDataset,
        folds: NDArray[np.int64],
        job: CrossValidateJob,
        cluster: Cluster | None,
        explained: bool,
        shared: dict[str, _Found],
        kept: Kept,
    ) -> None:
        self.name, self._dataset, self._folds, self._job = name, dataset, folds, job
        self._cluster, self._kept = cluster, kept
        curves = job.effects if job.report else 0  # they are shown nowhere else
        self._explanation = Explanation(dataset, folds, job.settings.seed, curves) if explained else None
        self._models = tuple(
            model
            for model in (NETWORK, FOREST, EXTRATREES, MEAN, KRIGING)
            if model in job.models
            or (HYBRID in job.models and model in (NETWORK, FOREST))
            or (STACK in job.models and model in STACKED)
        )
        self._found: dict[str, _Found] = {}
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

    @property
    def effort(self) -> float:
        return sum(map(self._effort_of, self._models))

    def _effort_of(self, model: str) -> float:
        settings, count = self._job.settings, len(Folds(self._folds).places)
        network = (_NETWORK_S + _NETWORK_S_A_VARIABLE * self._dataset.covariates.count) * settings.members
        seconds = {
            NETWORK: network * len(candidates(settings)) * settings.width,
            FOREST: _TREE_S * self._job.forest.trees,
            EXTRATREES: _TREE_S * self._job.forest.trees,
            MEAN: _MEAN_S,
            KRIGING: _KRIGING_S,
        }
        return seconds[model] * count

    def run(self, progress: Progress) -> None:
        """Train and predict."""
        done = 0.0
        for model in self._models:
            share = self._effort_of(model) / self.effort
            if model in self._shared:
                self._found[model] = self._shared[model]
                done += share
                continue
            models = self._fold_models(model, progress.part(done, done + share, model))
            if self._explanation is not None and model in EXPLAINED:
                models = _watched(model, models, self._explanation)
            self._found[model] = out_of_fold(models, self._folds)
            if model in WITHOUT_COVARIATES:
                self._shared[model] = self._found[model]
            done += share

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

    def _fold_models(self, model: str, progress: Progress) -> Iterator[FoldModel]:
        dataset, folds, job = self._dataset, self._folds, self._job
        if model == MEAN:
            return fold_models.means(dataset, folds, progress)
        made: Callable[[Sequence[Place]], Iterator[FoldModel]]
        if model == NETWORK:
            found = fit_fold_networks(self.name, dataset, folds, job, progress.part(0, 0.9), self._cluster, self._kept)
            self.curves, self.choices, self._ambiguity = found.curves, found.choices, found.ambiguity
            made = functools.partial(network_models, dataset, folds, found.networks, progress.part(0.9, 1))
        elif model == KRIGING:
            made = functools.partial(fold_models.krigings, dataset, folds, job.settings.log_target, progress)
        else:
            own = job.forest if model == FOREST else extra_trees(job.forest)
            made = functools.partial(fold_models.forests, dataset, folds, own, progress, self._cluster)
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
        none = np.zeros_like(self._ambiguity)
        below = np.stack([self._ambiguity, *(none for _ in STACKED[1:])], axis=-1)  # (repeats, folds, parts)
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
