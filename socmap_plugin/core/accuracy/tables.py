"""The tables of Cross-Validate: metrics, out-of-fold predictions and permutation importance as CSV."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..models import metrics
from ..runtime.csv_text import cell
from .results import Evaluation


def write_metrics(evaluation: Evaluation, path: Path) -> None:
    """Write a row a group, model and repeat."""
    dataset = evaluation.dataset
    with open(path, "w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(("group", "model", "repeat", "n", *metrics.NAMES))
        for outcome in evaluation.outcomes:
            for repeat, score in enumerate(outcome.scores(dataset.target), start=1):
                values = [f"{score[name]:.10g}" for name in metrics.NAMES]
                writer.writerow((cell(outcome.group), outcome.model, repeat, len(dataset), *values))


def write_predictions(evaluation: Evaluation, path: Path) -> None:
    """Write a row a sample: coordinates, observed, folds, and a model's mean out-of-fold prediction and residual."""
    dataset = evaluation.dataset
    columns: dict[str, NDArray[Any]] = {
        "sample_id": np.array([cell(str(name)) for name in dataset.sample_id], object),
        "x": dataset.xy[:, 0],
        "y": dataset.xy[:, 1],
        "observed": dataset.target,
        **{f"fold_{repeat}": row + 1 for repeat, row in enumerate(evaluation.folds, start=1)},
    }
    for outcome in evaluation.last_group:
        columns[outcome.model] = outcome.predicted.mean(axis=0)
        columns[f"{outcome.model}_residual"] = dataset.target - outcome.predicted.mean(axis=0)
    with open(path, "w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        writer.writerows(zip(*(values.tolist() for values in columns.values())))


def write_importance(evaluation: Evaluation, path: Path) -> None:
    """Write a row a model and permuted covariate, category or step: the increase of the RMSE, mean and spread."""
    with open(path, "w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(("model", "kind", "name", "rmse_increase", "rmse_increase_sd"))
        for effect in evaluation.effects:
            spread = np.std(effect.increase, ddof=1) if len(effect.increase) > 1 else np.nan
            values = (f"{value:.10g}" for value in (np.mean(effect.increase), spread))
            writer.writerow((effect.model, effect.kind, cell(effect.name), *values))
