"""The reports of the two training algorithms."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..dataset.patch_dataset import PatchDataset
from ..dataset.provenance import provenance
from ..jobs.models import TrainForestJob, TrainNetworkJob
from ..jobs.search_grid import tuned_values
from ..network.ensemble import Ensemble
from ..network.fit_many import Network
from ..report import figures
from ..report.page import Report
from ..report.titles import title
from ..runtime.progress import Progress
from ..runtime.wording import number_of
from ..settings.labels import in_words, quoted
from ..target.scale_in_words import scale_of_model
from . import metrics
from .cross_fit import FEWEST_PIXELS, fitting_scheme
from .hybrid import Hybrid
from .model_file import versions
from .predictor_parts import Predictor, smearing_factors
from .skill import Skill
from .stack import Stack
from .trust import Trust


def write_network_report(
    dataset: PatchDataset,
    network: Network,
    predictor: Predictor,
    trust: Trust | None,
    skill: Skill | None,
    job: TrainNetworkJob,
    path: Path,
) -> None:
    """Write the report of an ensemble of networks, and of the hybrid that it is a part of where `predictor` is one."""
    result, error = network.fit, network.rmse_validation
    report = Report(
        f"Training report: CNN-LSTM on {Path(job.dataset).stem}",
        f"{number_of(job.settings.members, 'network')} trained on {len(dataset)} samples; validation RMSE {error:.4g} "
        f"{dataset.target_unit}.",
    )
    report.note(
        "The validation rows chose when each network stopped training, so this error is too good, the more the "
        "fewer samples there are; Cross-Validate gives the honest accuracy."
    )
    _held_back(report, skill, error, dataset.target_unit)
    if job.hybrid and not job.stack:
        weight = _weight_of_networks(predictor)
        report.text(
            f"The model is a hybrid: the networks with a weight of {weight:.2f} and a random forest of "
            f"{job.forest.trees} trees with a weight of {1 - weight:.2f}, learnt on rows that both kept back."
        )
    _scale(report, dataset, predictor, job)
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
    _trust(report, dataset, trust, job)
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
    if isinstance(predictor, (Hybrid, Stack)):
        report.settings(job.forest)
    provenance(report, dataset, versions(), job)
    report.write(path)


def _weight_of_networks(predictor: Predictor) -> float:
    if isinstance(predictor, Hybrid):
        return predictor.weight
    parts = zip(predictor.weights, predictor.parts) if isinstance(predictor, Stack) else ()
    return sum(weight for weight, part in parts if isinstance(part, Ensemble))


def write_forest_report(
    dataset: PatchDataset,
    out_of_bag: NDArray[np.float64],
    predictor: Predictor,
    trust: Trust | None,
    skill: Skill | None,
    job: TrainForestJob,
    path: Path,
) -> None:
    """Write the report of trees; `out_of_bag`, (n,), are predictions in the dataset's unit, none missing."""
    scores = metrics.all_metrics(dataset.target, out_of_bag)
    report = Report(
        f"Training report: {title(job.settings.kind)} on {Path(job.dataset).stem}",
        f"{job.settings.trees} trees grown on {len(dataset)} samples; out-of-bag RMSE {scores['rmse']:.4g} "
        f"{dataset.target_unit}, R2 {scores['r2']:.3f}.",
    )
    _held_back(report, skill, scores["rmse"], dataset.target_unit)
    panel = figures.observed_predicted(dataset.target, {job.settings.kind: out_of_bag}, dataset.target_unit)
    report.figure(panel, "Every sample is predicted by the trees that did not see it.")
    _scale(report, dataset, predictor, job)
    _trust(report, dataset, trust, job)
    report.heading("Settings")
    report.settings(job.settings)
    provenance(report, dataset, versions(), job)
    report.write(path)


def _scale(report: Report, dataset: PatchDataset, predictor: Predictor, job: TrainNetworkJob | TrainForestJob) -> None:
    said = scale_of_model(job.settings.log_target, dataset.target, smearing_factors(predictor))
    if said:
        report.text(in_words(said))


def _held_back(report: Report, skill: Skill | None, validation: float, unit: str) -> None:
    """Say what samples kept back tell beside the error of the validation rows, and warn where it is noise."""
    if skill is None:
        return
    warning = skill.warning(validation, unit)
    if warning:
        report.warning(warning)
    else:
        words = skill.in_words(unit)
        report.text(f"{words[0].upper()}{words[1:]}.")


def _trust(report: Report, dataset: PatchDataset, trust: Trust | None, job: TrainNetworkJob | TrainForestJob) -> None:
    """Say how the intervals of the model's maps were calibrated, and whether that fits the samples."""
    report.heading("How far maps of this model can be believed")
    if trust is None:
        report.text(
            "No samples were kept back to learn from, so maps of this model have neither limits nor an area of "
            f"applicability. To have them, train with {quoted('calibration')} other than none; that needs "
            f"{FEWEST_PIXELS} sampled pixels."
        )
        return
    unit = dataset.target_unit
    report.text(
        f"The limits of its maps come from the errors at samples that were kept back in folds ({trust.scheme}). A "
        "limit is as far from the prediction as these errors say for predictions of that size."
    )
    low, middle, high = np.quantile(trust.calibration.original(trust.calibration.curve[0]), [0, 0.5, 1])
    rows = []
    for predicted in dict.fromkeys((float(low), float(middle), float(high))):
        lower, upper = trust.calibration.interval(np.array([predicted]), metrics.COVERAGE)
        rows.append((predicted, float(lower[0]), float(upper[0])))
    report.table((f"Prediction ({unit})", "Lower limit", "Upper limit"), rows)
    report.note(
        f"Limits of {metrics.COVERAGE:.0%} intervals: of new samples with that prediction so many lie between them."
    )
    report.text(
        f"A pixel is in the area of applicability up to a dissimilarity of {trust.space.threshold[0]:.3g}: as far from "
        "the samples in the space of the covariates, weighted by their importance, as nearly all samples are at most "
        "from those of other folds (Meyer and Pebesma 2021)."
    )
    fitting = fitting_scheme(dataset, job.settings.seed, Progress())
    if not fitting:
        report.text("Which folds fit the samples is not known here, because the covariates' files cannot be read.")
    elif fitting == "knndm" and trust.scheme == "random":
        report.warning(
            "The samples are clustered, so that most of the map is farther from them than samples are from each other: "
            f"the limits are too narrow there. Train again with {quoted('calibration')} = knndm, which fits these "
            "samples."
        )
    elif fitting == "random" and trust.scheme != "random":
        report.text(f"{quoted('calibration')} = random fits these samples: they are spread as the map is.")
    else:
        report.text("This way to keep samples back fits them: they are as far from each other as the map is from them.")
