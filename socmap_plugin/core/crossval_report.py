"""The report of Cross-Validate."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from . import figures, metrics
from .crossval import Outcome, last_group
from .dataset import PatchDataset
from .jobs import CrossValidateJob
from .modelfile import versions
from .report import Report, provenance

NOTHING = 1e-9  # a bias this small is rounding
_LABELS = {
    "rmse": "RMSE",
    "r2": "R2",
    "r2_corr": "squared correlation",
    "mae": "MAE",
    "bias": "bias",
    "ccc": "concordance",
    "rpiq": "RPIQ",
}


def write_report(
    dataset: PatchDataset,
    outcomes: Sequence[Outcome],
    folds: NDArray[np.int64],
    verdict: str,
    job: CrossValidateJob,
    path: Path,
) -> None:
    """Write the report of a cross-validation; its first line is the verdict."""
    report = Report("Cross-validation", verdict)
    repeats, count = len(folds), int(folds.max()) + 1
    report.text(
        f"{len(dataset)} samples, {count} {job.scheme} folds, repeated {repeats} times; every model and covariate "
        "group on the same folds. Each measure is computed over all out-of-fold predictions of a repeat; the table "
        "shows mean and standard deviation over the repeats."
    )
    report.heading("Accuracy")
    rows = [(o.group, o.model, *_mean_and_spread(o, dataset)) for o in outcomes]
    report.table(("Covariates", "Model", *(_LABELS[name] for name in metrics.NAMES)), rows)
    report.note(
        f"RMSE, MAE and bias in {dataset.target_unit}; RMSE and R2 = 1 - SSE/SST as the paper's equations 8 and 9."
    )
    for name in ("rmse", "r2"):
        scores: dict[str, dict[str, list[float]]] = {}
        for outcome in outcomes:
            scores.setdefault(outcome.group, {})[outcome.model] = [s[name] for s in outcome.scores(dataset.target)]
        label = f"{_LABELS[name]} ({dataset.target_unit})" if name == "rmse" else _LABELS[name]
        report.figure(figures.score_boxes(scores, label), f"{_LABELS[name]} over the repeats.")
    report.heading("Observed and predicted")
    final = last_group(outcomes)
    panels = {outcome.model: outcome.predicted.mean(axis=0) for outcome in final}
    panel = figures.observed_predicted(dataset.target, panels, dataset.target_unit)
    report.figure(panel, f"Mean out-of-fold prediction of every sample, covariates {final[0].group}.")
    residual = dataset.target - panels[final[0].model]
    label = f"observed - predicted ({dataset.target_unit})"
    report.figure(figures.sample_map(dataset.xy, residual, label, diverging=True), f"Residuals of {final[0].model}.")
    report.heading("Folds")
    report.note("The fold of every sample, in the order of the dataset; the layer of predictions holds them too.")
    separator = "" if count < 10 else " "
    report.table(("Repeat", "Folds"), [(r, separator.join(map(str, row + 1))) for r, row in enumerate(folds, start=1)])
    report.heading("Settings")
    for model, settings in (("cnnlstm", job.settings), ("forest", job.forest)):
        if model in job.models:
            report.text(f"{model}:")
            report.settings(settings)
    provenance(report, dataset, versions(), job)
    report.write(path)


def _mean_and_spread(outcome: Outcome, dataset: PatchDataset) -> list[str]:
    scores = outcome.scores(dataset.target)
    values = np.array([[score[name] for name in metrics.NAMES] for score in scores])
    mean, spread = values.mean(axis=0), values.std(axis=0)
    mean[np.abs(mean) < NOTHING] = 0
    return [f"{one:.4g} ± {other:.2g}" for one, other in zip(mean, spread)]
