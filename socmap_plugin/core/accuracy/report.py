"""The report of Cross-Validate, in the order in which a reviewer asks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ..covariates.covariate_list import covariate_groups
from ..dataset import sample_sections
from ..dataset.provenance import provenance
from ..models.model_file import versions
from ..report import figures
from ..report.page import ABSENT, Number, Report
from ..runtime.wording import listed
from ..selection.section import selection
from ..settings.labels import in_words, quoted
from ..splits.distances import OPTIMISTIC, SamplingDistances
from ..splits.folds import Folds
from ..splits.schemes import automatic_block_size, repeats_in_words
from ..trees.tree_model import trees_of_fold
from . import (
    report_accuracy,
    report_details,
    report_effects,
    report_figures,
    report_influence,
    report_intervals,
    report_profile,
)
from .comparison import verdict, what_to_train
from .report_accuracy import numbered
from .results import Evaluation, names, scales_in_words
from .sampling_verdict import SamplingVerdict, judged_apart, of_area, of_covariates, of_folds_used, of_random_folds


def write_report(evaluation: Evaluation, path: Path) -> None:
    """Write the report of a cross-validation; its first line is the verdict."""
    report = Report(f"Cross-validation report: {Path(evaluation.job.dataset).stem}", verdict(evaluation))
    report.text(what_to_train(evaluation))
    _protocol(report, evaluation)
    _sampling(report, evaluation)
    report_accuracy.accuracy(report, evaluation)
    report_accuracy.comparison(report, evaluation)
    report_influence.few_samples(report, evaluation)
    report_details.predictions(report, evaluation)
    report_intervals.intervals(report, evaluation)
    report_profile.profile(report, evaluation)
    report_details.strata(report, evaluation)
    report_effects.importance(report, evaluation)
    if evaluation.selection is not None:
        selection(report, evaluation.selection, evaluation.dataset, evaluation.forest)
    report.heading("The samples")
    sample_sections.statistics(report, evaluation.dataset)
    sample_sections.correlations(report, evaluation.dataset)
    report_details.training(report, evaluation)
    report_details.folds(report, evaluation)
    provenance(report, evaluation.dataset, versions(), evaluation.job)
    report.write(path)


def scheme_in_words(evaluation: Evaluation) -> str:
    """Return how the folds were made."""
    dataset, job = evaluation.dataset, evaluation.job
    if job.fold_table is not None:
        return f"the folds of {listed(job.fold_table.fields)} in the layer {job.fold_table.layer}"
    if job.scheme == "block":
        size = job.block_size or automatic_block_size(dataset, job.folds)
        return f"square blocks of {size:.4g} map units, each of which goes to one fold as a whole"
    if job.scheme == "knndm":
        return (
            "kNNDM folds: test samples are about as far from their training samples as the pixels of the map are from "
            "the samples (Linnenbrink et al. 2024)"
        )
    if job.scheme == "stratified" and len(np.unique(dataset.strata)) > 1:
        return "random folds, stratified: every fold has its share of every stratum"
    return "random folds, without regard to strata or place"


def _protocol(report: Report, evaluation: Evaluation) -> None:
    dataset, repeats = evaluation.dataset, len(evaluation.folds)
    groups, models = names(evaluation.outcomes, "group"), names(evaluation.outcomes, "model")
    report.heading("What was done")
    times = "once" if repeats == 1 else f"{repeats} times, dealt anew each time"
    report.text(
        f"{len(dataset)} samples were split into {evaluation.fold_count} folds, {times}. Every fold was predicted by "
        f"models that were trained on the others. Folds: {scheme_in_words(evaluation)}. Samples in one pixel always "
        "share a fold, and every model and every group of covariates had the same folds."
    )
    if evaluation.job.fold_table is None and not evaluation.job.repeats:
        report.text(repeats_in_words(len(dataset)))
    settings, trees = evaluation.job.settings, _trees_in_words(evaluation)
    ensemble = f"an ensemble of {settings.members} networks" if settings.members > 1 else "one network"
    described = {
        "cnnlstm": f"CNN-LSTM ({ensemble} a fold)",
        "forest": f"random forest ({trees})",
        "hybrid": "hybrid (network and forest, weighted by what they predicted for rows held back from both)",
        "extratrees": f"extra trees ({trees}, with the window and coordinates)",
        "stack": "stack (all of them, weighted by what they predicted for rows held back from each)",
        "mean": "mean (of the training samples, the least that a model has to beat)",
        "kriging": "ordinary kriging (of the target, without covariates: what the neighbours alone say)",
    }
    report.text("Models: " + "; ".join(described.get(model, model) for model in models) + ".")
    for said in scales_in_words(dataset.target, evaluation.folds, evaluation.job):
        report.text(in_words(said))
    report.table(("Group of covariates", "Variables", "Network"), _groups(evaluation, groups))
    report.note("As Table 4 of Zhang et al. (2022): every step of a temporal covariate counts as one variable.")


def _trees_in_words(evaluation: Evaluation) -> str:
    """Return how many trees the forests of the folds have."""
    asked = evaluation.job.forest.trees
    grown = {trees_of_fold(asked, len(train)) for train, _ in Folds(evaluation.folds).split()}
    if grown == {asked}:
        return f"{asked} trees"
    few, many = min(grown), max(grown)
    return f"{few if few == many else f'{few} to {many}'} of the {asked} trees, as so many samples tell"


def _groups(evaluation: Evaluation, groups: Sequence[str]) -> list[tuple[Any, ...]]:
    covariates = evaluation.dataset.covariates
    categories = covariate_groups(covariates, evaluation.job.covariate_groups)
    rows = []
    for name, label in numbered(groups).items():
        own = covariates.select(categories.get(name, ()))
        network = "CNN-LSTM" if own.static and own.temporal else "CNN" if own.static else "LSTM"
        rows.append((label, own.count, network))
    return rows


def _sampling(report: Report, evaluation: Evaluation) -> None:
    report.heading("Does the sampling flatter the accuracy?")
    found = evaluation.optimism
    if found is None:
        report.text(
            "Whether the folds ask of the models what the map will ask of them is not known here. "
            + (evaluation.optimism_note or "The area of the map was not given.")
        )
        return
    _say(report, of_random_folds(found, evaluation.dataset.target_unit), evaluation)
    if judged_apart(evaluation.job):
        report.text(of_folds_used(found, evaluation.job).text)
    if found.in_covariates is not None:
        report.text(of_covariates(found.in_covariates))
    asked = of_area(found, evaluation.job)
    if asked:
        report.warning(in_words(asked))
    distances = found.distances
    labels = _told_apart(distances, evaluation)
    report.figure(
        report_figures.distance_curves(
            distances.prediction, {label: distances.by_scheme[name] for name, label in labels.items()}
        ),
        "Cumulative distribution of the distance to the nearest training sample. Folds are fair for this map where "
        "their curve follows the black one; a curve left of it tests closer to the training samples than the map is.",
    )
    factor, unit = figures.length_unit(float(distances.prediction.max()))
    absent = Number(ABSENT)
    rows: list[tuple[Any, ...]] = [
        ("map to samples", *(factor * float(f(distances.prediction)) for f in (np.median, np.mean)), absent, absent)
    ]
    for name, label in labels.items():
        own = (factor * float(f(distances.by_scheme[name])) for f in (np.median, np.mean))
        rows.append((label, *own, factor * distances.gap(name), factor * distances.wasserstein(name)))
    report.table(
        ("Distances", f"Median ({unit})", f"Mean ({unit})", f"Farther than the map ({unit})", f"Unmatched ({unit})"),
        rows,
    )
    report.note(
        "Farther than the map is the difference of the means, below 0 where folds test nearer; unmatched is the "
        "Wasserstein distance, how far the two curves are apart on average; 0 is a perfect match."
    )


def _told_apart(distances: SamplingDistances, evaluation: Evaluation) -> dict[str, str]:
    """Return labels of the schemes, without the check's own folds where the folds used are of the same kind."""
    job = evaluation.job
    own = "of a table" if job.fold_table is not None else job.scheme
    labels = {
        "random": "random folds",
        "knndm": "kNNDM folds",
        "used": f"folds used here ({own.replace('knndm', 'kNNDM')})",
    }
    return {name: labels.get(name, name) for name in distances.by_scheme if name != own}


def _say(report: Report, found: SamplingVerdict, evaluation: Evaluation) -> None:
    if found.kind != OPTIMISTIC:
        report.text(found.text)
        return
    text = found.text
    if evaluation.job.fold_table is None and evaluation.job.scheme in ("random", "stratified"):
        text += (
            f" The accuracy below is with {evaluation.job.scheme} folds; for the whole map expect less, and see it "
            f"with {quoted('scheme')} = knndm."
        )
    report.warning(text)
