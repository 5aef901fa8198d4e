"""The reports of the two training algorithms."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..dataset.patch_dataset import PatchDataset
from ..dataset.provenance import provenance
from ..jobs.models import TrainForestJob, TrainNetworkJob
from ..jobs.search_grid import tuned_values
from ..network.fit_many import Network
from ..report import figures
from ..report.page import Report
from ..report.titles import title
from ..runtime.wording import number_of
from . import metrics
from .hybrid import Hybrid
from .model_file import Predictor, versions


def write_network_report(
    dataset: PatchDataset, network: Network, predictor: Predictor, job: TrainNetworkJob, path: Path
) -> None:
    """Write the report of an ensemble of networks, and of the hybrid that it is a part of where `predictor` is one."""
    result, error = network.fit, network.rmse_validation
    report = Report(
        f"Training report: CNN-LSTM on {Path(job.dataset).stem}",
        f"{number_of(job.settings.members, 'network')} trained on {len(dataset)} samples; validation RMSE {error:.4g} "
        f"{dataset.target_unit}.",
    )
    report.note(
        "The validation rows chose when each network stopped training, so this error is a little too good; "
        "Cross-Validate gives the honest accuracy."
    )
    if isinstance(predictor, Hybrid):
        report.text(
            f"The model is a hybrid: the networks with a weight of {predictor.weight:.2f} and a random forest of "
            f"{job.forest.trees} trees with a weight of {1 - predictor.weight:.2f}, learnt on rows that both kept back."
        )
    if job.settings.tune:
        report.heading("Tuning")
        report.text(f"The point of the grid {job.settings.tuning_grid} with the smallest validation error:")
        report.table(("Hyper-parameter", "Chosen"), list(tuned_values(network.settings).items()))
    report.heading("Learning curves")
    curves = figures.learning_curves(result.train_loss, result.validation_loss, result.best_epoch)
    report.figure(curves, "Every line is one network; the weights of its best epoch are kept.")
    rows = [
        (number, int(epoch), float(rmse))
        for number, (epoch, rmse) in enumerate(zip(result.best_epoch, result.rmse_validation), start=1)
    ]
    report.table(("Network", "Best epoch", f"Validation RMSE ({dataset.target_unit})"), rows)
    report.heading("Network")
    shape = result.ensemble.architecture
    report.table(
        ("Part", "Size"),
        [
            ("static covariates", f"{shape.channels} in patches of {shape.window} x {shape.window}"),
            *(
                (f"temporal group {g}", f"{number_of(f, 'variable')} over {number_of(t, 'step')}")
                for g, (t, f) in enumerate(shape.sequences, 1)
            ),
            ("convolution filters", shape.filters if shape.channels else "none"),
            ("LSTM", f"{shape.layers} x {shape.hidden}" if shape.sequences else "none"),
            ("dense layer", shape.dense),
            ("parameters of one network", shape.parameter_count),
        ],
    )
    report.heading("Settings")
    report.settings(network.settings)
    if isinstance(predictor, Hybrid):
        report.settings(job.forest)
    provenance(report, dataset, versions(), job)
    report.write(path)


def write_forest_report(
    dataset: PatchDataset, out_of_bag: NDArray[np.float64], job: TrainForestJob, path: Path
) -> None:
    """Write the report of trees; `out_of_bag`, (n,), are predictions in the dataset's unit, none missing."""
    scores = metrics.all_metrics(dataset.target, out_of_bag)
    report = Report(
        f"Training report: {title(job.settings.kind)} on {Path(job.dataset).stem}",
        f"{job.settings.trees} trees grown on {len(dataset)} samples; out-of-bag RMSE {scores['rmse']:.4g} "
        f"{dataset.target_unit}, R2 {scores['r2']:.3f}.",
    )
    panel = figures.observed_predicted(dataset.target, {job.settings.kind: out_of_bag}, dataset.target_unit)
    report.figure(panel, "Every sample is predicted by the trees that did not see it.")
    report.heading("Settings")
    report.settings(job.settings)
    provenance(report, dataset, versions(), job)
    report.write(path)
