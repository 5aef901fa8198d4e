"""Which covariates the folds chose, and what a forest of those predicts, in words and in a report."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..dataset.patch_dataset import PatchDataset
from ..models.metrics import r2, rmse
from ..report.page import Report
from ..runtime.wording import listed
from .forward import Selection


def in_words(found: Selection, dataset: PatchDataset, everything: NDArray[np.float64] | None) -> str:
    """Return what was chosen in most folds, and whether choosing helps a forest.

    Parameters
    ----------
    found
        With samples of `dataset`.
    dataset
        Of n samples.
    everything
        (repeats, n) out-of-fold predictions of a forest with all variables, None where there are none.
    """
    chosen = found.chosen > 0
    share = chosen.mean(axis=(0, 1))
    usual = [name for name, own in zip(found.names, share) if own > 0.5]
    error, skill = _scores(found.predicted, dataset)
    text = (
        f"Selected by a forest inside the training samples of each fold, {np.median(chosen.sum(axis=2)):.0f} of "
        f"{len(found.names)} variables (median) give an RMSE of {error:.4g} {dataset.target_unit} and an R2 of "
        f"{skill:.3f}"
    )
    if everything is not None:
        error, skill = _scores(everything, dataset)
        text += f", all variables {error:.4g} {dataset.target_unit} and {skill:.3f}"
    return f"{text}; in more than half of the folds: {listed(usual) if usual else 'no variable'}."


def selection(report: Report, found: Selection, dataset: PatchDataset, everything: NDArray[np.float64] | None) -> None:
    """Add how often and how early every variable was chosen; the rest as for :func:`in_words`, (repeats, n) too."""
    report.heading("Which covariates are enough")
    report.text(in_words(found, dataset, everything))
    count = (found.chosen > 0).sum(axis=(0, 1))
    folds = found.chosen.shape[0] * found.chosen.shape[1]
    rows = []
    for variable in np.lexsort((np.arange(len(count)), -count)):
        places = found.chosen[:, :, variable]
        place = f"{places[places > 0].mean():.1f}" if count[variable] else ""
        rows.append((found.names[variable], f"{count[variable]} of {folds}", place))
    report.table(("Variable", "Chosen in folds", "As number, on average"), rows)
    report.note(
        "Forward selection: the variable joins that makes the error of a forest smallest, judged by the other folds of "
        "the training samples, until none makes it smaller. The test samples of a fold have no part in its choice, so "
        "that the error is honest; of variables that carry the same information a fold chooses one, and another fold "
        "another."
    )


def _scores(predicted: NDArray[np.float64], dataset: PatchDataset) -> tuple[float, float]:
    """Return RMSE and R2, the means over the repeats."""
    error, skill = (float(np.mean([measure(dataset.target, own) for own in predicted])) for measure in (rmse, r2))
    return error, skill
