"""The later sections of the report of Cross-Validate: predictions, strata, training and folds."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..dataset.sample_sections import axis_labels, strata_rows
from ..geostatistics.fit import LEAST_PLACES, distinct_places, fitted_variogram
from ..models.hybrid import HYBRID_PARTS
from ..raster.projection import metric_points
from ..report import figures
from ..report.page import Number, Report, fixed
from ..report.titles import title
from ..settings.labels import quoted
from ..splits.distances import variogram
from . import report_figures
from .comparison import best_of
from .report_accuracy import target_decimals
from .results import Curves, Evaluation, Outcome

MOST_POINTS = 3  # of a tuning grid, in the order of how often they were chosen
MOST_SIZES = 20  # of folds


def predictions(report: Report, evaluation: Evaluation) -> None:
    """Add observed against predicted, and where and how far the errors of the best model hang together."""
    dataset, final, unit = evaluation.dataset, evaluation.last_group, evaluation.dataset.target_unit
    labels = axis_labels(dataset)
    report.heading("Observed and predicted")
    means = {outcome.model: outcome.predicted.mean(axis=0) for outcome in final}
    notes = {
        outcome.model: f"RMSE {fixed(outcome.mean_score(dataset.target, 'rmse'), target_decimals(evaluation))}\n"
        f"R2 {fixed(outcome.mean_score(dataset.target, 'r2'), 3)}"
        for outcome in final
    }
    report.figure(
        figures.observed_predicted(dataset.target, means, unit, notes),
        f"Mean out-of-fold prediction of every sample, covariates {final[0].group}. RMSE and R2 are those of the table "
        "of accuracy: means over the repeats, not of the mean prediction.",
    )
    best = best_of(final, evaluation)
    residual = dataset.target - means[best.model]
    label = f"observed - predicted ({unit})"
    report.figure(
        figures.sample_map(dataset.xy, residual, label, axis_labels=labels, diverging=True),
        f"Residuals of the best model, {title(best.model)}: blue where more was observed than predicted.",
    )
    points = metric_points(dataset.xy, dataset.grid.crs_wkt)
    found = {
        "target": variogram(points, dataset.target),
        f"residual of {title(best.model)}": variogram(points, residual),
    }
    if len(found["target"][0]):
        pairs = min(int(of[2].min()) for of in found.values())
        report.figure(
            report_figures.variogram_lines(found, unit),
            "Semivariograms (Matheron) of the target and of what the best model left of it. A residual that still "
            "rises with distance has structure that the covariates do not explain. A point has "
            f"{pairs} pairs or more.",
        )
    report.text(_structure_in_words(points, residual, dataset.pixel_group, title(best.model)))
    report.figure(
        report_figures.fold_map(dataset.xy, evaluation.folds[0], labels),
        "The folds of the first repeat." if len(evaluation.folds) > 1 else "The folds.",
    )


def _structure_in_words(
    points: NDArray[np.float64], residual: NDArray[np.float64], pixel_group: NDArray[np.int64], model: str
) -> str:
    """Return which share of the variance of residuals neighbours explain, given (n, d) points and (n,) residuals."""
    places, values, _ = distinct_places(points, residual, pixel_group)
    if len(places) < LEAST_PLACES:
        return (
            f"Whether the residuals of the {model} are alike nearby cannot be known: {len(places)} sampled places, "
            f"{LEAST_PLACES} are needed."
        )
    found = fitted_variogram(places, values, mean=0.0)
    if found.structured == 0:
        return (
            f"The residuals of the {model} are a pure nugget: neighbouring samples predict them no better than 0, so "
            "kriging them would add nothing."
        )
    return (
        f"Of the variance of the residuals of the {model}, {found.structured_share:.0%} is structured in space, over "
        f"{found.range_m / 1000:.3g} km (variogram: {found.family}): neighbouring samples know what the model "
        "does not. Covariates that vary over such distances may be missing."
    )


def strata(report: Report, evaluation: Evaluation) -> None:
    """Add the accuracy by stratum, where there are strata."""
    dataset, final = evaluation.dataset, evaluation.last_group
    rows = strata_rows(dataset)
    if not rows:
        return
    report.heading("Accuracy by stratum")
    table: list[tuple[Any, ...]] = []
    decimals, unit = target_decimals(evaluation), dataset.target_unit
    for name, label, digits in (
        ("rmse", f"RMSE ({unit})", decimals),
        ("bias", f"Bias ({unit})", decimals),
        ("r2", "R2", 2),
    ):
        table.append((label,))
        for stratum, members in rows:
            scores = [[score[name] for score in o.scores(dataset.target, members)] for o in final]
            table.append((stratum, int(members.sum()), *(fixed(float(np.mean(values)), digits) for values in scores)))
    report.table(("Stratum", "n", *(title(outcome.model) for outcome in final)), table)
    report.note(
        f"Means over the repeats, covariates {final[0].group}. R2 is against the mean of the stratum, so it is lower "
        "than overall where strata differ; numbers of strata with few samples are uncertain."
    )


def training(report: Report, evaluation: Evaluation) -> None:
    """Add learning curves, the choice of hyper-parameters and the weights of the hybrid."""
    weighted = [outcome for outcome in evaluation.outcomes if outcome.weights is not None]
    if evaluation.curves is None and not weighted and not evaluation.choices:
        return
    report.heading("How the networks were trained")
    if evaluation.curves is not None:
        _curves(report, evaluation, evaluation.curves)
    if evaluation.choices:
        _choices(report, evaluation)
    if weighted:
        report.subheading("What the parts of stack and hybrid count")
        report.table(("Covariates", "Model", "Part", "Mean", "Smallest", "Largest"), _weights(weighted))
        report.note("Weights over repeats and folds, learnt on training rows that every part had kept back.")


def _weights(outcomes: Sequence[Outcome]) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for o in outcomes:
        if o.weights is None:
            continue
        each = np.moveaxis(o.weights, -1, 0) if o.parts else np.stack([o.weights, 1 - o.weights])
        for part, own in zip(o.parts or HYBRID_PARTS, each):
            numbers = (fixed(float(f(own)), 2) for f in (np.mean, np.min, np.max))
            rows.append((o.group, title(o.model), title(part), *numbers))
    return rows


def _curves(report: Report, evaluation: Evaluation, curves: Curves) -> None:
    best, epochs = curves.best_epoch, evaluation.job.settings.epochs
    late = float(np.mean(best >= epochs))
    report.figure(
        report_figures.curve_bands(curves.train, curves.validation, best),
        f"The {len(best)} networks with the covariates {evaluation.last_group[0].group}: median loss, bands of the "
        "middle 50% and 90% of those that still train (curves end where less than a tenth does), and best epochs.",
    )
    text = f"Best epochs: median {np.median(best):.0f}, {best.min()} to {best.max()}."
    if late > 0.1:
        text += f" {late:.0%} of the networks were at their best in the last epoch allowed: raise {quoted('epochs')}."
    report.text(text)


def _choices(report: Report, evaluation: Evaluation) -> None:
    report.subheading("Hyper-parameters chosen on validation rows")
    axes = list(next(iter(evaluation.choices.values()))[0])
    rows = []
    for group, points in evaluation.choices.items():
        cells = []
        for axis in axes:
            counts = Counter(point[axis] for point in points)
            cells.append(", ".join(f"{value:g}: {counts[value] / len(points):.0%}" for value in sorted(counts)))
        rows.append((group, *cells))
    report.table(("Covariates", *axes), rows)
    ranked: list[tuple[Any, ...]] = []
    for group, points in evaluation.choices.items():
        if len(evaluation.choices) > 1:
            ranked.append((group,))
        counts_of_points = Counter(tuple(point.items()) for point in points).most_common()
        # A single point more is shown as well: the row that counts it would be no shorter.
        shown_points = MOST_POINTS if len(counts_of_points) > MOST_POINTS + 1 else len(counts_of_points)
        for chosen, count in counts_of_points[:shown_points]:
            text = ", ".join(f"{name} {value:g}" for name, value in chosen)
            ranked.append((text, Number(f"{count} of {len(points)}")))
        if len(counts_of_points) > shown_points:
            rest = sum(count for _, count in counts_of_points[shown_points:])
            ranked.append((f"{len(counts_of_points) - shown_points} other points", Number(f"{rest} of {len(points)}")))
    report.table(("Point of the grid", "Chosen"), ranked)
    report.note(
        "Chosen for every repeat and fold on validation rows of its training samples, never on its test samples. Where "
        "an end of an axis is chosen most often, a longer axis may find better; where choices scatter, the choice "
        "hardly matters."
    )


def folds(report: Report, evaluation: Evaluation) -> None:
    """Add the sizes of the folds and the settings."""
    job, count = evaluation.job, evaluation.fold_count
    report.heading("Folds and settings")
    rows: list[tuple[Any, ...]] = []
    sizes = [tuple(np.bincount(own, minlength=count).tolist()) for own in evaluation.folds]
    for alike, repeats in itertools.groupby(range(len(sizes)), key=sizes.__getitem__):
        numbers = [repeat + 1 for repeat in repeats]
        span = f"{numbers[0]}" if len(numbers) == 1 else f"{numbers[0]} to {numbers[-1]}"
        rows.append((span, ", ".join(map(str, alike)) if count <= MOST_SIZES else f"{min(alike)} to {max(alike)}"))
    report.table(("Repeats", "Samples in every fold"), rows)
    if job.predictions:
        report.note(
            "The fold of every sample is in the layer of predictions, fields fold_1, fold_2 and so on; to judge other "
            f"models on the same folds, give that layer as {quoted('fold_layer')}."
        )
    names = [outcome.model for outcome in evaluation.last_group]
    for model, settings in (("cnnlstm", job.settings), ("forest", job.forest)):
        if model in names or "hybrid" in names or "stack" in names:
            report.subheading(f"Settings of the {title(model)}")
            report.settings(settings)
