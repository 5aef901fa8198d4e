"""The section on few samples of large errors in the report of Cross-Validate."""

from __future__ import annotations

from ..report.page import Report, fixed
from ..report.titles import title
from ..settings.labels import quoted
from .comparison import best_of
from .influence import MOST, influence, log_r2, score_without
from .report_accuracy import target_decimals
from .results import Evaluation


def few_samples(report: Report, evaluation: Evaluation) -> None:
    """Add what the ten largest errors of the best model hold, and measures without these samples and of logarithms."""
    final, dataset = evaluation.last_group, evaluation.dataset
    observed, unit = dataset.target, dataset.target_unit
    best = best_of(final, evaluation)
    found = influence(best, observed)
    if found is None:
        return
    report.heading("Do a few samples decide?")
    text = (
        f"The {MOST} samples of the largest errors hold {found.share:.0%} of the squared error of the best model, "
        f"{title(best.model)}; of normally distributed errors they would hold {found.usual:.0%}."
    )
    if found.decides:
        report.warning(
            f"{text} RMSE and R2 say little of the other samples: compare the models without these, and of logarithms; "
            f"check whether the samples below are right, and whether {quoted('log_target')} helps."
        )
    else:
        report.text(f"{text} No handful of samples decides.")
    decimals = target_decimals(evaluation)
    rows = []
    for outcome in final:
        whole = [outcome.mean_score(observed, name) for name in ("rmse", "r2")]
        rest = [score_without(outcome, evaluation, found, name) for name in ("rmse", "r2")]
        numbers = (fixed(value, digits) for pair in (whole, rest) for value, digits in zip(pair, (decimals, 3)))
        rows.append((title(outcome.model), *numbers, fixed(log_r2(outcome, observed), 3)))
    report.table(("Model", f"RMSE ({unit})", "R2", "RMSE without the ten", "R2 without", "R2 of logarithms"), rows)
    report.note("Without the ten samples of the table below, the same for every model; logarithms are log(1 + y).")
    predicted = best.predicted.mean(axis=0)
    report.table(
        ("Sample", f"Observed ({unit})", f"Predicted by {title(best.model)}"),
        [
            (str(dataset.sample_id[row]), fixed(float(observed[row]), decimals), fixed(float(predicted[row]), decimals))
            for row in found.rows
        ],
    )
