"""Cross-validated accuracy on virtual landscapes whose truth is known: what the CNN-LSTM is for, and what it is not.

Landscape (a) needs spatial context and temporal order, (b) is pointwise, (c) is noise.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from socmap_plugin.core.accuracy.comparison import verdict
from socmap_plugin.core.accuracy.results import Evaluation
from socmap_plugin.core.crossval.run import cross_validate
from socmap_plugin.core.dataset.build import build
from socmap_plugin.core.jobs.crossval import CrossValidateJob
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.splits.schemes import make_folds
from tests.builders import landscapes
from tests.core.conftest import landscape_job

LANDSCAPES: dict[str, Callable[[int], landscapes.Landscape]] = {
    "a_context": landscapes.context_landscape,
    "b_pointwise": landscapes.pointwise_landscape,
    "c_noise": landscapes.noise_landscape,
}
SEEDS = (1, 2, 3)
SAMPLES = 400
REPEATS = 2  # of five folds; the landscapes differ more than the repeats do


def measure() -> dict[str, float]:
    """Print a table and return RMSE ratios to the forest and the R2 of every model, means over the landscapes."""
    figures: dict[str, float] = {}
    print(f"{'landscape':14}{'seed':>5}" + "".join(f"{name:>22}" for name in CrossValidateJob.models))
    for name, landscape in LANDSCAPES.items():
        ratios, scores = [], []
        for seed in SEEDS:
            evaluation = cross_validated(landscape(seed), seed)
            rmse, r2 = (
                {o.model: o.mean_score(evaluation.dataset.target, name) for o in evaluation.outcomes}
                for name in ("rmse", "r2")
            )
            columns = "".join(f"   RMSE {rmse[model]:5.2f} R2 {r2[model]:5.2f}" for model in rmse)
            print(f"{name:14}{seed:5}{columns}", flush=True)
            ratios.append(rmse["cnnlstm"] / rmse["forest"])
            scores.append(r2)
            if name == "c_noise":
                print("  ", verdict(evaluation))
        figures[f"accuracy_{name}_cnnlstm_vs_forest"] = float(np.mean(ratios))
        figures |= {f"accuracy_{name}_r2_{model}": float(np.mean([s[model] for s in scores])) for model in scores[0]}
    for key, value in figures.items():
        print(f"{key:45}{value:8.3f}")
    return figures


def cross_validated(
    landscape: landscapes.Landscape, seed: int, models: tuple[str, ...] = CrossValidateJob.models
) -> Evaluation:
    """Return the evaluation of models on samples of a landscape, all covariates."""
    with tempfile.TemporaryDirectory() as folder:
        dataset = build(landscape_job(landscape, Path(folder), SAMPLES, seed), Progress())[0]
    job = CrossValidateJob("", "", models=models, repeats=REPEATS)
    folds = make_folds(dataset, job, Progress())
    return cross_validate(dataset, {"all": dataset.covariates.categories}, folds, job, Progress())
