"""The two training tasks: dataset in, model file and report out."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path
from typing import Any

import numpy as np

from . import dataset as dataset_file
from . import modelfile
from .dataset import PatchDataset
from .files import check_outputs, whole_files
from .forest import grow_with_out_of_bag
from .jobs import TrainForestJob, TrainNetworkJob
from .metrics import rmse
from .modelfile import Contract, Model
from .progress import Progress
from .training import ensemble_members, fit


def run_network(job: TrainNetworkJob, progress: Progress) -> dict[str, Any]:
    """Train an ensemble of CNN-LSTM networks and write it."""
    dataset = _load(job, job.settings.categories, progress)
    rows = np.arange(len(dataset))
    members = ensemble_members(rows, dataset, job.settings)
    result = fit(dataset, members, job.settings, progress.part(0.02, 0.95))
    error = math.sqrt(np.mean(result.rmse_validation**2))
    progress.log(
        f"{len(members)} networks of {result.ensemble.architecture.parameter_count} parameters, "
        f"best epochs {', '.join(map(str, result.best_epoch))}, validation RMSE {error:.4g} {dataset.target_unit}."
    )
    training = {"settings": dataclasses.asdict(job.settings), "rmse_validation": error}
    with whole_files(job.model, job.report) as (file, report):
        modelfile.write(Model(Contract.of(dataset, training), result.ensemble), file)
        if job.report:
            from .train_report import write_network_report  # matplotlib: only where a report is wanted

            write_network_report(dataset, result, job, report)
    return {"model": job.model, "report": job.report, "rmse_validation": error}


def run_forest(job: TrainForestJob, progress: Progress) -> dict[str, Any]:
    """Grow the reference forest and write it; its validation error is that of the out-of-bag predictions."""
    dataset = _load(job, job.settings.categories, progress)
    progress.report(0.05, f"growing {job.settings.trees} trees")
    forest, out_of_bag = grow_with_out_of_bag(dataset.flat(), dataset.target, job.settings, job.settings.seed)
    error = rmse(dataset.target, out_of_bag)
    progress.log(f"{job.settings.trees} trees, out-of-bag RMSE {error:.4g} {dataset.target_unit}.")
    training = {"settings": dataclasses.asdict(job.settings), "rmse_validation": error}
    with whole_files(job.model, job.report) as (file, report):
        modelfile.write(Model(Contract.of(dataset, training), forest), file)
        if job.report:
            from .train_report import write_forest_report  # matplotlib: only where a report is wanted

            write_forest_report(dataset, out_of_bag, job, report)
    return {"model": job.model, "report": job.report, "rmse_validation": error}


def _load(job: TrainNetworkJob | TrainForestJob, categories: tuple[str, ...], progress: Progress) -> PatchDataset:
    check_outputs(job.model, job.report, inputs=[job.dataset])
    dataset = dataset_file.load(Path(job.dataset)).select(categories)
    progress.report(0.02, f"{len(dataset)} samples, {dataset.covariates.count} variables")
    return dataset
