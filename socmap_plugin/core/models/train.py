"""The two training tasks: dataset in, model file and report out."""

from __future__ import annotations

import contextlib
import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..covariates.directions import warn_of_hidden_direction
from ..dataset import patch_dataset as dataset_file
from ..dataset.patch_dataset import PatchDataset
from ..dataset.shared_pixels import BUILD_WITH_MORE_PLACES, refuse_one_pixel
from ..jobs.models import TrainForestJob, TrainingSettings, TrainNetworkJob
from ..jobs.search_grid import tuned_values
from ..jobs.tasks import input_files
from ..network.fit_many import Network, TrainingSet, fit_networks, guessed_s, training_sets
from ..network.ranges import constant_names, ranges_of
from ..runtime.outputs import Claims, claimed
from ..runtime.progress import Phases, Progress
from ..runtime.wording import listed, number_of
from ..settings.labels import model_title as title
from ..splits.folds import Folds, Rows
from ..splits.inner_parts import InnerParts
from ..target.log_scale import learns_logarithm
from ..target.scale_in_words import scale_of_model
from ..trees.tree_model import grow_model, guessed_trees_s
from . import model_file
from .cross_fit import (
    FoldModels,
    calibration_folds,
    calibration_parts,
    cross_fitted,
    hybrid_folds,
    network_folds,
    stack_folds,
    tree_folds,
)
from .fit_stack import STACKED, fit_hybrid, fit_stack
from .metrics import COVERAGE, rmse
from .model_file import Contract, Model
from .predictor_parts import Predictor, smearing_factors
from .skill import RECORDED, Skill, measured
from .trust import Trust

_ERRORS_S, _FILES_S = 0.2, 2.0  # seconds, about, until it is known what they are here


def run_network(job: TrainNetworkJob, progress: Progress) -> dict[str, Any]:
    """Train an ensemble of CNN-LSTM networks, with a forest beside it where a hybrid is wanted, and write it."""
    with _claimed(job) as claims:
        return _run_network(job, claims, progress)


def run_forest(job: TrainForestJob, progress: Progress) -> dict[str, Any]:
    """Grow the reference forest and write it; its validation error is that of the out-of-bag predictions."""
    with _claimed(job) as claims:
        return _run_forest(job, claims, progress)


def _claimed(job: TrainNetworkJob | TrainForestJob) -> contextlib.AbstractContextManager[Claims]:
    return claimed([job.model], [job.report], input_files(job))


def _run_network(job: TrainNetworkJob, claims: Claims, progress: Progress) -> dict[str, Any]:
    dataset = _load(job, job.settings.categories, progress)
    if job.settings.augment:
        warn_of_hidden_direction(dataset.covariates, job.settings.window or dataset.window, progress)
    _log_constants(dataset, progress)
    folds = calibration_folds(dataset, job.calibration, job.settings.seed, progress.part(0, 0))
    sets = 1 if folds is None else 1 + Folds(folds[None]).count
    trees = job.forest.trees * (2 if job.stack else job.hybrid)
    networks_s, trees_s = guessed_s(job.settings, len(dataset), sets), guessed_trees_s(trees, len(dataset))
    phases = Phases(progress, _parts(folds, trees_s, networks_s))
    inner = calibration_parts(dataset, folds, job.calibration, job.settings.seed)
    parts = None if inner is None else inner.of_all()
    network, fold_networks = _fitted(dataset, inner, job.settings, phases.next())
    if job.settings.tune:
        chosen = ", ".join(f"{name}={value:g}" for name, value in tuned_values(network.settings).items())
        progress.log(f"Chosen by validation error: {chosen}.")
    progress.log(
        f"{number_of(len(network.members), 'network')} of {network.ensemble.architecture.parameter_count} "
        f"parameters, best at epoch {', '.join(map(str, network.fit.best_epoch))}; validation RMSE "
        f"{network.rmse_validation:.4g} {dataset.target_unit}, which is too good, because it chose these epochs."
    )
    predictor: Predictor = network.ensemble
    error, held_back = network.rmse_validation, network.held_back()
    if job.stack:
        phases.next().report(0, f"growing {job.forest.trees} trees of two kinds")
        fitted = fit_stack(network, held_back, dataset, job.forest, job.forest.seed, parts)
        predictor, held_back = fitted.stack, fitted.held_back
        error = _error(dataset, held_back)
        shares = ", ".join(f"{title(name)} {weight:.2f}" for name, weight in zip(STACKED, fitted.weights))
        progress.log(f"The stack weighs {shares}; its validation RMSE is {error:.4g} {dataset.target_unit}.")
    elif job.hybrid:
        phases.next().report(0, f"growing {job.forest.trees} trees")
        together = fit_hybrid(network, held_back, dataset, job.forest, job.forest.seed, parts)
        predictor, held_back = together.model, together.held_back
        error = _error(dataset, held_back)
        progress.log(
            f"The hybrid gives the networks a weight of {together.weight:.2f}; its validation RMSE is {error:.4g} "
            f"{dataset.target_unit}."
        )
    _log_scale(job.settings.log_target, dataset, predictor, progress)
    trust, kept_back = None, "validation rows"
    if folds is not None and inner is not None:
        if job.stack:
            models = stack_folds(fold_networks, dataset, inner, job)
        elif job.hybrid:
            models = hybrid_folds(fold_networks, dataset, inner, job)
        else:
            models = network_folds(fold_networks)
        trust, held_back = _calibrated(dataset, folds, models, job, phases.next("kept back"))
        kept_back = _in_folds(job)
    skill = _skill(dataset, held_back, kept_back, error, progress)
    phases.next().report(0, "writing model and report" if job.report else "writing the model")
    training = {"settings": dataclasses.asdict(network.settings), "rmse_validation": error, **_recorded(skill)}
    with claims.whole(job.model, job.report) as (file, report):
        model_file.write(Model(Contract.of(network.inputs(dataset), training), predictor, trust), file)
        if job.report:
            from .train_report import write_network_report

            write_network_report(dataset, network, predictor, trust, skill, job, report)
    return {"model": job.model, "report": job.report, "rmse_validation": error}


def _parts(folds: Rows | None, trees_s: float, networks_s: float = 0.0) -> list[tuple[str, float]]:
    """Return what follows one another in a training, and how many seconds each part takes, about."""
    errors = 0.0 if folds is None else _ERRORS_S + trees_s * Folds(folds[None]).count
    parts = [("networks", networks_s), ("trees", trees_s), ("errors", errors), ("files", _FILES_S)]
    return [part for part in parts if part[1]]


def _run_forest(job: TrainForestJob, claims: Claims, progress: Progress) -> dict[str, Any]:
    dataset = _load(job, job.settings.categories, progress)
    folds = calibration_folds(dataset, job.calibration, job.settings.seed, progress.part(0, 0))
    phases = Phases(progress, _parts(folds, guessed_trees_s(job.settings.trees, len(dataset))))
    phases.next().report(0, f"growing {job.settings.trees} trees")
    model, out_of_bag = grow_model(dataset, job.settings, job.settings.seed)
    predictor: Predictor = model if model.needs_features else model.forest  # as earlier versions read it
    known = np.isfinite(out_of_bag)
    error = rmse(dataset.target[known], out_of_bag[known])
    progress.log(f"{job.settings.trees} trees, out-of-bag RMSE {error:.4g} {dataset.target_unit}.")
    _log_scale(job.settings.log_target, dataset, predictor, progress)
    trust, held_back, kept_back = None, out_of_bag, "out of bag"
    if folds is not None:
        models = tree_folds(dataset, folds, job.settings)
        trust, held_back = _calibrated(dataset, folds, models, job, phases.next("kept back"))
        kept_back = _in_folds(job)
    skill = _skill(dataset, held_back, kept_back, error, progress)
    phases.next().report(0, "writing model and report" if job.report else "writing the model")
    training = {"settings": dataclasses.asdict(job.settings), "rmse_validation": error, **_recorded(skill)}
    with claims.whole(job.model, job.report) as (file, report):
        model_file.write(Model(Contract.of(dataset, training), predictor, trust), file)
        if job.report:
            from .train_report import write_forest_report

            seen = dataset.take(np.flatnonzero(known))
            write_forest_report(seen, out_of_bag[known], predictor, trust, skill, job, report)
    return {"model": job.model, "report": job.report, "rmse_validation": error}


def _fitted(
    dataset: PatchDataset, inner: InnerParts | None, settings: TrainingSettings, progress: Progress
) -> tuple[Network, list[Network]]:
    """Fit the ensemble on all samples, and one without each fold: in one batch, unless a grid has to choose before."""
    every_row = TrainingSet(np.arange(len(dataset)), parts=None if inner is None else inner.of_all())
    sets = [] if inner is None else training_sets(inner.folds, inner)
    if not (sets and settings.tune):
        network, *others = fit_networks(dataset, [every_row, *sets], settings, progress)
        return network, others
    (network,) = fit_networks(dataset, [every_row], settings, progress.part(0, 0.6))
    chosen = dataclasses.replace(network.settings, tune=False)
    return network, fit_networks(dataset, sets, chosen, progress.part(0.6, 1))


def _calibrated(
    dataset: PatchDataset,
    folds: Rows,
    models: FoldModels,
    job: TrainNetworkJob | TrainForestJob,
    progress: Progress,
) -> tuple[Trust, NDArray[np.float64]]:
    """Learn what the errors of a model are, and say it; also returns the predictions (n,) of samples kept back."""
    on_log = learns_logarithm(job.settings.log_target, dataset.target)
    count = Folds(folds[None]).count
    trust, predicted = cross_fitted(
        dataset,
        folds,
        _told(models, count, progress),
        scheme=job.calibration,
        logarithmic=on_log,
        seed=job.settings.seed,
    )
    lower, upper = trust.calibration.interval(predicted, COVERAGE)
    unit = dataset.target_unit
    progress.log(
        f"Samples kept back in {count} folds ({job.calibration}) are predicted with an RMSE of "
        f"{rmse(dataset.target, predicted):.4g} {unit}; half of their {COVERAGE:.0%} intervals are wider than "
        f"{np.median(upper - lower):.4g} {unit}."
    )
    return trust, predicted


def _told(models: FoldModels, count: int, progress: Progress) -> FoldModels:
    """Say how many of the `count` models were made, and their errors measured."""
    progress.report(0, f"{count} folds")
    for number, model in enumerate(models, 1):
        yield model
        progress.report(number / count, f"{number} of {count} folds")


def _in_folds(job: TrainNetworkJob | TrainForestJob) -> str:
    return f"in folds, {job.calibration}"


def _skill(
    dataset: PatchDataset, held_back: NDArray[np.float64], kept_back: str, validation: float, progress: Progress
) -> Skill | None:
    """Measure what the model knows of samples kept back, and warn where that is hardly more than their mean."""
    skill = measured(dataset.target, held_back, kept_back)
    warning = "" if skill is None else skill.warning(validation, dataset.target_unit)
    if warning:
        progress.warn(warning)
    return skill


def _recorded(skill: Skill | None) -> dict[str, Any]:
    return {} if skill is None else {RECORDED: skill.recorded()}


def _error(dataset: PatchDataset, held_back: NDArray[np.float64]) -> float:
    known = np.isfinite(held_back)
    return rmse(dataset.target[known], held_back[known])


def _log_scale(setting: str, dataset: PatchDataset, predictor: Predictor, progress: Progress) -> None:
    said = scale_of_model(setting, dataset.target, smearing_factors(predictor))
    if said:
        progress.log(said)


def _log_constants(dataset: PatchDataset, progress: Progress) -> None:
    own = ranges_of(dataset.static, dataset.temporal)
    names = constant_names(dataset.covariates, own.among([np.arange(len(dataset))]))
    if names:
        progress.warn(f"The samples have one value only of {listed(names)}; the networks learn nothing from it.")


def _load(job: TrainNetworkJob | TrainForestJob, categories: tuple[str, ...], progress: Progress) -> PatchDataset:
    dataset = dataset_file.load(Path(job.dataset)).select(categories)
    refuse_one_pixel(dataset.pixel_group, dataset.grid, BUILD_WITH_MORE_PLACES)
    progress.report(0.02, f"{len(dataset)} samples, {number_of(dataset.covariates.count, 'variable')}")
    return dataset
