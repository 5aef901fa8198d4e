"""Cross-validation: every model and covariate group on identical folds, all networks of a group in one batch."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import dataset as dataset_file
from . import metrics
from .covariates import PHENOLOGY, VEGETATION_INDEX, Covariates
from .dataset import PatchDataset
from .errors import InputError
from .files import check_outputs, whole_files
from .folds import pooled_strata, stratified_folds
from .forest import grow
from .jobs import MODELS, SCHEMES, CrossValidateJob, ForestSettings, TrainingSettings
from .progress import Progress
from .training import ensemble_members, fit, member_seed

# Share of the time that a model takes, for an honest progress bar.
_EFFORT = {"cnnlstm": 1.0, "forest": 1.0, "mean": 0.01}
NO_SIGNAL_R2 = 0.05


@dataclass(frozen=True)
class Outcome:
    """Out-of-fold predictions of one model with one covariate group, (repeats, n) in the target's unit."""

    group: str
    model: str
    predicted: NDArray[np.float64]

    def scores(self, observed: NDArray[np.float64]) -> list[dict[str, float]]:
        """Return the measures of every repeat, each over all out-of-fold predictions."""
        return [metrics.all_metrics(observed, row) for row in self.predicted]

    def mean_score(self, observed: NDArray[np.float64], name: str) -> float:
        """Return the mean of a measure over the repeats."""
        return float(np.mean([score[name] for score in self.scores(observed)]))


def run(job: CrossValidateJob, progress: Progress) -> dict[str, Any]:
    """Cross-validate, write metrics, predictions and report."""
    check_outputs(job.metrics, job.predictions, job.report, inputs=[job.dataset])
    dataset = dataset_file.load(Path(job.dataset))
    groups = covariate_groups(dataset.covariates, job.covariate_groups)
    folds = make_folds(dataset, job, progress)
    outcomes = cross_validate(dataset, groups, folds, job, progress.part(0, 0.95))
    line = verdict(dataset, outcomes)
    progress.log(line)
    with whole_files(job.metrics, job.predictions, job.report) as (table, points, report):
        write_metrics(dataset, outcomes, table)
        if job.predictions:
            write_predictions(dataset, folds, last_group(outcomes), points)
        if job.report:
            from .crossval_report import write_report  # matplotlib: only where a report is wanted

            write_report(dataset, outcomes, folds, line, job, report)
    main = last_group(outcomes)[0]
    return {
        "metrics": job.metrics,
        "predictions": job.predictions,
        "report": job.report,
        "crs_wkt": dataset.grid.crs_wkt,
        "verdict": line,
        "rmse": main.mean_score(dataset.target, "rmse"),
        "r2": main.mean_score(dataset.target, "r2"),
    }


def covariate_groups(covariates: Covariates, text: str) -> dict[str, tuple[str, ...]]:
    """Return the categories of every covariate group, by its name.

    Parameters
    ----------
    covariates
        Of the dataset.
    text
        Groups separated by semicolons, categories by commas. Empty: those of the paper's Table 4 that the categories
        allow: the categories of the static covariates, these with phenology, with the vegetation index, everything.
    """
    if text.strip():
        wanted = [tuple(filter(None, (name.strip() for name in part.split(",")))) for part in text.split(";")]
        groups = [group for group in wanted if group]
    else:
        static = tuple(dict.fromkeys(item.category for item in covariates.static))
        temporal = [name for name in covariates.categories if name not in static]
        added = [name for name in (PHENOLOGY, VEGETATION_INDEX) if name in temporal]
        groups = [static, *((*static, name) for name in added), covariates.categories]
    groups = [group for group in dict.fromkeys(groups) if group]
    for group in groups:
        covariates.selection(group)  # refuses unknown categories before any compute
    return {" + ".join(group): group for group in groups}


def make_folds(dataset: PatchDataset, job: CrossValidateJob, progress: Progress) -> NDArray[np.int64]:
    """Return the folds of every repeat, (repeats, n)."""
    if job.scheme not in SCHEMES:
        raise InputError(f"The scheme {job.scheme!r} is not known; choose {' or '.join(SCHEMES)}.")
    strata = dataset.strata if job.scheme == "stratified" else np.full(len(dataset), "")
    strata, joined = pooled_strata(strata, job.folds)
    if joined:
        progress.warn(
            f"The strata {', '.join(joined)} have fewer samples than the {job.folds} folds and were joined to one; "
            "use fewer folds or coarser strata to keep them apart."
        )
    return stratified_folds(strata, dataset.pixel_group, job.folds, job.repeats, job.settings.seed)


def cross_validate(
    dataset: PatchDataset,
    groups: dict[str, tuple[str, ...]],
    folds: NDArray[np.int64],
    job: CrossValidateJob,
    progress: Progress,
) -> list[Outcome]:
    """Predict every sample out of fold, with every group and model.

    Returns
    -------
    list of Outcome
        Groups in their order, within them the models in the order of the job.
    """
    unknown = [name for name in job.models if name not in MODELS]
    if unknown or not job.models:
        raise InputError(f"The models {', '.join(unknown) or 'list is empty'}; choose from {', '.join(MODELS)}.")
    outcomes = []
    effort = [_EFFORT[model] for _ in groups for model in job.models]
    done = 0.0
    for name, categories in groups.items():
        part = dataset.select(categories)
        for model in job.models:
            share = _EFFORT[model] / sum(effort)
            inner = progress.part(done, done + share, f"{name}: {model}")
            outcomes.append(Outcome(name, model, _predict(model, part, folds, job, inner)))
            done += share
    return outcomes


def write_metrics(dataset: PatchDataset, outcomes: Sequence[Outcome], path: Path) -> None:
    """Write a row a group, model and repeat."""
    with open(path, "w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(("group", "model", "repeat", "n", *metrics.NAMES))
        for outcome in outcomes:
            for repeat, score in enumerate(outcome.scores(dataset.target), start=1):
                values = [f"{score[name]:.10g}" for name in metrics.NAMES]
                writer.writerow((outcome.group, outcome.model, repeat, len(dataset), *values))


def write_predictions(dataset: PatchDataset, folds: NDArray[np.int64], outcomes: Sequence[Outcome], path: Path) -> None:
    """Write a row a sample: coordinates, observed, folds, and a model's mean out-of-fold prediction and residual."""
    columns: dict[str, NDArray[Any]] = {
        "sample_id": dataset.sample_id,
        "x": dataset.xy[:, 0],
        "y": dataset.xy[:, 1],
        "observed": dataset.target,
        **{f"fold_{repeat}": row + 1 for repeat, row in enumerate(folds, start=1)},
    }
    for outcome in outcomes:
        columns[outcome.model] = outcome.predicted.mean(axis=0)
        columns[f"{outcome.model}_residual"] = dataset.target - outcome.predicted.mean(axis=0)
    with open(path, "w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        writer.writerows(zip(*(values.tolist() for values in columns.values())))


def last_group(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return the outcomes of the last group, by default the one with all covariates."""
    return [outcome for outcome in outcomes if outcome.group == outcomes[-1].group]


def verdict(dataset: PatchDataset, outcomes: Sequence[Outcome]) -> str:
    """Return what the numbers say, in one line, also when the forest or the mean wins."""
    rmse = {(o.group, o.model): o.mean_score(dataset.target, "rmse") for o in outcomes}
    best = min(rmse, key=lambda key: rmse[key])
    r2 = {(o.group, o.model): o.mean_score(dataset.target, "r2") for o in outcomes}
    unit = dataset.target_unit
    most = max(r2.values())
    if most < NO_SIGNAL_R2:
        return (
            f"There is no signal: no model explains {NO_SIGNAL_R2:.0%} of the variance of the {len(dataset)} samples "
            f"(best R2 {most:.3f}); the covariates do not predict this target."
        )
    text = f"Best is {best[1]} with {best[0]}: RMSE {rmse[best]:.4g} {unit}, R2 {r2[best]:.3f}"
    group = best[0]
    if {(group, "cnnlstm"), (group, "forest")} <= set(rmse):
        network, forest = rmse[group, "cnnlstm"], rmse[group, "forest"]
        word = "lower" if network < forest else "higher"
        text += (
            f"; the CNN-LSTM's RMSE is {abs(1 - network / forest):.1%} {word} than the random forest's ({forest:.4g})"
        )
    return text + "."


def _predict(
    model: str, dataset: PatchDataset, folds: NDArray[np.int64], job: CrossValidateJob, progress: Progress
) -> NDArray[np.float64]:
    if model == "cnnlstm":
        return _networks(dataset, folds, job.settings, progress)
    if model == "forest":
        return _forests(dataset, folds, job.forest, progress)
    return _means(dataset, folds)


def _networks(
    dataset: PatchDataset, folds: NDArray[np.int64], settings: TrainingSettings, progress: Progress
) -> NDArray[np.float64]:
    places = [(repeat, fold) for repeat in range(len(folds)) for fold in range(int(folds.max()) + 1)]
    members = []
    for repeat, fold in places:
        members += ensemble_members(np.flatnonzero(folds[repeat] != fold), dataset, settings, repeat, fold)
    result = fit(dataset, members, settings, progress)
    out = np.empty(folds.shape)
    for i, (repeat, fold) in enumerate(places):
        rows = np.flatnonzero(folds[repeat] == fold)
        own = result.ensemble.subset(range(i * settings.members, (i + 1) * settings.members))
        out[repeat, rows] = own.predict(dataset.static[rows], [array[rows] for array in dataset.temporal]).mean(axis=0)
    return out


def _forests(
    dataset: PatchDataset, folds: NDArray[np.int64], settings: ForestSettings, progress: Progress
) -> NDArray[np.float64]:
    rows = dataset.flat()
    out = np.empty(folds.shape)
    count = int(folds.max()) + 1
    for repeat, assignment in enumerate(folds):
        for fold in range(count):
            number = repeat * count + fold
            progress.report(number / folds.shape[0] / count, f"fold {number + 1} of {folds.shape[0] * count}")
            test = assignment == fold
            forest = grow(rows[~test], dataset.target[~test], settings, member_seed(settings.seed, repeat, fold))
            out[repeat, test] = forest.predict_trees(rows[test]).mean(axis=0)
    return out


def _means(dataset: PatchDataset, folds: NDArray[np.int64]) -> NDArray[np.float64]:
    out = np.empty(folds.shape)
    for row, assignment in zip(out, folds):
        for fold in np.unique(assignment):
            row[assignment == fold] = dataset.target[assignment != fold].mean()
    return out
