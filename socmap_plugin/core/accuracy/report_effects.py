"""The section of the report of Cross-Validate on covariates: which matter, and how the predictions follow them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from ..effects.accumulated import Curve
from ..effects.units import ALIKE
from ..report.figures import colour, panels, round_ticks, wrapped
from ..report.page import Report
from ..report.titles import title
from . import report_figures
from .results import Evaluation

_PLURALS = {"covariate": "covariates", "alike": "covariates that are alike", "category": "categories"}
PANELS_A_ROW = 3
LINES_OF_MANY = 3  # for the names of covariates that are alike


def importance(report: Report, evaluation: Evaluation) -> None:
    """Add what the models lose when covariates, categories and steps are permuted."""
    if not evaluation.effects:
        return
    unit, job = evaluation.dataset.target_unit, evaluation.job
    group = evaluation.last_group[0].group
    report.heading("Which covariates matter")
    report.text(
        f"Out-of-fold importance with the covariates {group}: how much the RMSE grows when a sample is given what "
        "another one, drawn from all samples, has of something. Covariates that carry the same information share their "
        "importance, so each may look dispensable alone: those that are alike at the samples (an absolute rank "
        f"correlation of {ALIKE} or more between any two) are permuted together too, and so are categories."
    )
    label = f"RMSE grows by ({unit})" if unit else "RMSE grows by"
    spread = "Lines are the standard deviation over the repeats." if len(evaluation.folds) > 1 else "One repeat."
    for kind, plural in _PLURALS.items():
        found = _effects(evaluation, kind)
        count = len(next(iter(found.values()))) if found else 0
        if count == 0 or (kind == "category" and count == 1):
            continue
        shown_only = (
            f"The {report_figures.MOST_EFFECTS} largest of {count}" if count > report_figures.MOST_EFFECTS else ""
        )
        rest = " The others are in the table of importance." if shown_only and job.importance else ""
        title_text = f"{shown_only or 'Importance of the'} {plural}. {spread}{rest}"
        together = kind == "alike"
        what, lines = ("alike", LINES_OF_MANY) if together else (plural, 1)
        report.figure(report_figures.effect_bars(found, what, label, lines), title_text)
        if together:
            report.note("Alike are: " + "; ".join(report_figures.strongest(found)) + ".")
    steps = _effects(evaluation, "step")
    if steps:
        report.figure(
            report_figures.effect_lines(steps, label),
            "Importance of the steps of the sequences: all temporal covariates of a step are permuted together. "
            + spread,
        )
    _shapes(report, evaluation)


def _shapes(report: Report, evaluation: Evaluation) -> None:
    """Add how the predictions follow the covariates that matter most."""
    if not evaluation.shapes:
        return
    report.subheading("How the predictions follow them")
    report.figure(
        shape_lines(evaluation.shapes, evaluation.dataset.target_unit),
        "Accumulated local effects (Apley and Zhu 2020) of the covariates that matter most: what is predicted more or "
        "less where a covariate has a value, while the others stay as they are at the samples there. Bands reach from "
        "the least to the most that the models of the folds say. Marks are tenths of the samples: a curve says little "
        "where they are far apart. Of a patch the value of its middle counts, of a sequence the mean of its steps, and "
        "the rest moves with it; a year stands alone.",
    )


def shape_lines(shapes: Sequence[Curve], unit: str) -> Figure:
    """Draw curves, each of (folds, k) effects at (k,) edges, with a panel for every covariate and a line a model."""
    names = list(dict.fromkeys(curve.name for curve in shapes))
    rows = -(-len(names) // PANELS_A_ROW)
    figure, axes = panels(0.6 + 2.0 * rows, rows, PANELS_A_ROW, sharey=True)
    for axis in axes[len(names) :]:
        axis.remove()
    for axis, name in zip(axes, names):
        for curve in (curve for curve in shapes if curve.name == name):
            shade = colour(curve.model)
            axis.fill_between(
                curve.edges, curve.effect.min(axis=0), curve.effect.max(axis=0), color=shade, alpha=0.15, linewidth=0
            )
            axis.plot(curve.edges, curve.effect.mean(axis=0), color=shade, linewidth=1.4, label=title(curve.model))
            # Edges are quantiles, so that tenths of the samples are among them.
            tenths = np.quantile(curve.edges, np.linspace(0, 1, 11), method="nearest")
            axis.plot(tenths, np.zeros(11), "|", color="#555555", ms=5, transform=axis.get_xaxis_transform())
        axis.axhline(0, color="black", linewidth=0.6)
        axis.xaxis.set_major_locator(round_ticks(4))
        axis.set_xlabel(wrapped(name, 26))
    for axis in axes[::PANELS_A_ROW][:rows]:
        axis.set_ylabel(f"effect ({unit})" if unit else "effect")
    handles, labels = axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside upper center", ncols=len(labels))
    return figure


def _effects(evaluation: Evaluation, kind: str) -> dict[str, dict[str, Any]]:
    result: dict[str, dict[str, Any]] = {}
    for effect in evaluation.effects:
        if effect.kind == kind:
            result.setdefault(effect.model, {})[effect.name] = effect.increase
    return result
