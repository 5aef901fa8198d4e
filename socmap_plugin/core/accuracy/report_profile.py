"""The section of the report of Cross-Validate on how far from the samples its accuracy holds."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from ..report.figures import BLUE, GREY, ORANGE, RED, panels
from ..report.page import Report
from ..report.titles import title
from .comparison import best_of
from .error_profile import ErrorProfile, error_profile
from .results import Evaluation


def profile(report: Report, evaluation: Evaluation) -> None:
    """Add errors by dissimilarity, where there are samples enough."""
    best = best_of(evaluation.last_group, evaluation)
    found = error_profile(evaluation, best)
    if found is None:
        return
    unit = evaluation.dataset.target_unit
    report.heading("How far does the accuracy hold?")
    report.text(found.in_words(title(best.model), unit))
    report.figure(
        profile_lines(found, unit),
        "Error of every sample by its dissimilarity from the samples of other folds (Meyer and Pebesma 2021; the "
        "covariates weigh as much as they matter to the model), and the RMSE of classes of as many samples each. The "
        "layer of dissimilarity says where the map has which; beyond its area of applicability little was tested.",
    )


def profile_lines(found: ErrorProfile, unit: str) -> Figure:
    """Draw the errors of samples, their RMSE by class, and up to where the accuracy holds."""
    figure, (axis,) = panels(3.0)
    error = np.sqrt(found.square)
    axis.plot(found.dissimilarity, error, "o", ms=3, color=GREY, alpha=0.6, mew=0, label="sample")
    axis.stairs(found.rmse, found.edges, color=BLUE, linewidth=1.8, label="RMSE")
    axis.axvline(found.threshold, color=ORANGE, linestyle="--", label="limit of the area of applicability")
    if found.grows:
        axis.axvline(found.holds_to, color=RED, linestyle=":", label="up to here the accuracy holds")
    axis.set(xlabel="dissimilarity", ylabel=f"error ({unit})" if unit else "error")
    axis.set_ylim(0, 1.05 * float(np.quantile(error, 0.99)) or 1.0)
    axis.legend(loc="upper right")
    return figure
