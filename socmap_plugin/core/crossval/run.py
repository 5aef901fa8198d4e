"""Cross-validation: every model and covariate group on identical folds, all networks of a group in one batch."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..accuracy.comparison import verdict, what_to_train
from ..accuracy.results import Evaluation, scales_in_words
from ..accuracy.tables import write_importance, write_metrics, write_predictions
from ..cluster.cluster import Cluster
from ..covariates.covariate_list import covariate_groups
from ..covariates.directions import warn_of_hidden_direction
from ..dataset import patch_dataset as dataset_file
from ..dataset.patch_dataset import PatchDataset
from ..dataset.shared_pixels import BUILD_WITH_MORE_PLACES, refuse_one_pixel
from ..jobs.crossval import HYBRID, MODELS, NETWORK, NO_SELECTION, STACK, CrossValidateJob
from ..jobs.tasks import input_files
from ..raster.input_files import files_behind
from ..runtime.errors import InputError
from ..runtime.outputs import Claims, claimed
from ..runtime.progress import Phases, Progress
from ..selection.forward import guessed_selection_s, refuse_endless, select_forward, variables
from ..selection.section import in_words
from ..splits.folds import Folds
from ..splits.schemes import make_folds
from ..unfinished.records import Kept, records
from .group_run import Found, GroupRun
from .held_inputs import log_held
from .kept_models import job_digest
from .sampling_bias import with_optimism

WITH_NETWORKS = {NETWORK, HYBRID, STACK}  # whose covariates are held inside their ranges
# Seconds that what follows the models takes, about.
_DISTANCES_S, _REPORT_S, _TABLES_S = 2.0, 8.0, 1.0


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
    progress.report(0, "parting the samples")
    folds = make_folds(dataset, job, progress.part(0, 0))
    after = [("distances", _DISTANCES_S), ("files", _REPORT_S if job.report else _TABLES_S)]
    last = list(groups.values())[-1]
    if job.select != NO_SELECTION:
        count = len(variables(dataset.covariates.select(last)))
        refuse_endless(count, Folds(folds))
        after.insert(0, ("selection", guessed_selection_s(count, Folds(folds))))
    for said in scales_in_words(dataset.target, folds, job):
        progress.log(said)
    networks = WITH_NETWORKS & {*job.models}
    if job.settings.augment and networks:
        warn_of_hidden_direction(dataset.covariates, job.settings.window or dataset.window, progress)
    with records(claims.of(job.metrics), job_digest(job, folds), progress.part(0, 0)) as kept:
        with Cluster(job.scheduler, progress) if job.scheduler else contextlib.nullcontext() as cluster:
            runs = _group_runs(dataset, groups, folds, job, cluster, kept, progress)
            phases = Phases(progress, [*_guessed(runs), *after])
            evaluation = _evaluated(dataset, folds, job, runs, phases)
        if job.select != NO_SELECTION:
            found = select_forward(dataset.select(last), folds, job.forest, kept, phases.next("selection"))
            evaluation = dataclasses.replace(evaluation, selection=found)
            progress.log(in_words(found, dataset, evaluation.forest))
        if networks:
            log_held(dataset, folds, progress)
        evaluation = with_optimism(evaluation, kept, phases.next("distances"))
    line = verdict(evaluation)
    progress.log(line)
    progress.log(what_to_train(evaluation))
    outputs = (job.metrics, job.predictions, job.report, job.importance)
    files = phases.next()
    files.report(0, "writing the tables")
    with claims.whole(*outputs) as (table, points, report, importance):
        write_metrics(evaluation, table)
        if job.predictions:
            write_predictions(evaluation, points)
        if job.importance:
            write_importance(evaluation, importance)
        if job.report:
            from ..accuracy.report import write_report

            files.report(0.1, "drawing the figures of the report")
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
    runs = _group_runs(dataset, groups, folds, job, cluster, kept or Kept(), progress)
    return _evaluated(dataset, folds, job, runs, Phases(progress, _guessed(runs)))


def _group_runs(
    dataset: PatchDataset,
    groups: dict[str, tuple[str, ...]],
    folds: NDArray[np.int64],
    job: CrossValidateJob,
    cluster: Cluster | None,
    kept: Kept,
    progress: Progress,
) -> list[GroupRun]:
    unknown = [name for name in job.models if name not in MODELS]
    if unknown or not job.models:
        raise InputError(f"The models {', '.join(unknown) or 'list is empty'}; choose from {', '.join(MODELS)}.")
    parts = {name: dataset.select(categories) for name, categories in groups.items()}
    last = list(parts)[-1]
    shared: dict[str, Found] = {}
    runs = [GroupRun(name, part, folds, job, cluster, name == last, shared, kept) for name, part in parts.items()]
    if kept.models:
        made = {model: count for run in runs for model, count in run.counts.items()}
        progress.log(f"Goes on with {kept.models} of {sum(made.values())} models done in an earlier run of this job.")
    return runs


def _guessed(runs: Sequence[GroupRun]) -> list[tuple[str, float]]:
    return [phase for number, group in enumerate(runs) for phase in group.phases(first=number == 0)]


def _evaluated(
    dataset: PatchDataset, folds: NDArray[np.int64], job: CrossValidateJob, runs: Sequence[GroupRun], phases: Phases
) -> Evaluation:
    for group in runs:
        group.run(phases)
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
