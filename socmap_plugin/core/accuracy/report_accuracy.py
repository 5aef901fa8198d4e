"""The sections on accuracy in the report of Cross-Validate: measures, improvements, and what is more than chance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from ..models import metrics
from ..report.page import ABSENT, Number, Report, decimals_for, fixed
from ..report.titles import title
from . import report_figures
from .comparison import (
    CONFIDENCE,
    REFERENCE,
    WITHOUT_COVARIATES,
    Difference,
    best_of,
    difference,
    group_differences,
    model_differences,
)
from .results import Evaluation, Outcome, names

MEAN = "mean"
MENTIONED_CHANCE = 0.25  # comparisons that chance is expected to make look certain
# Heading of a measure, and its decimals; None where it has the unit of the target.
_MEASURES: dict[str, tuple[str, int | None]] = {
    "rmse": ("RMSE", None),
    "r2": ("R2", 3),
    "r2_corr": ("Squared corr.", 3),
    "mae": ("MAE", None),
    "bias": ("Bias", None),
    "ccc": ("CCC", 3),
    "rpiq": ("RPIQ", 2),
    "picp90": ("Coverage", 2),
    "width90": ("Width", None),
}


def numbered(groups: Sequence[str]) -> dict[str, str]:
    """Return a label for every group of covariates, with its number where there are several, as in Table 4."""
    return {name: f"{i}: {name}" if len(groups) > 1 else name for i, name in enumerate(groups, start=1)}


def accuracy(report: Report, evaluation: Evaluation) -> None:
    """Add the table of all measures, and the box plots of RMSE and R2."""
    unit, repeats = evaluation.dataset.target_unit, len(evaluation.folds)
    groups = numbered(names(evaluation.outcomes, "group"))
    report.heading("Accuracy")
    decimals = target_decimals(evaluation)
    rows: list[tuple[Any, ...]] = []
    for group, label in groups.items():
        rows += [(label,)] if len(groups) > 1 else []
        rows += [(title(o.model), *_measures(o, evaluation, decimals)) for o in evaluation.outcomes if o.group == group]
    report.table(("Model", *(heading for heading, _ in _MEASURES.values())), rows)
    spread = "mean ± standard deviation over the repeats" if repeats > 1 else "one repeat, so no spread is known"
    report.note(
        f"Each measure is computed over all out-of-fold predictions of a repeat; {spread}. RMSE, MAE, width and bias "
        f"(predicted minus observed) in {unit or 'the unit of the target'}. RMSE and R2 = 1 - SSE/SST as the paper's "
        "equations 8 and 9: R2 is below 0 where a model is worse than the mean of all samples; the squared correlation "
        "forgives bias and scale, and is undefined for the mean, which knows nothing of a sample. CCC is Lin's "
        "concordance, RPIQ the interquartile range of the observed by the RMSE. "
        f"Coverage is the share of samples within their {metrics.COVERAGE:.0%} prediction interval and should be "
        f"{metrics.COVERAGE}; width is that of the interval."
    )
    panels = {
        f"{_MEASURES[name][0]}{f' ({unit})' if name == 'rmse' and unit else ''}": by_group
        for name in ("rmse", "r2")
        if _any_finite(by_group := _by_group(evaluation, groups, name))
    }
    if panels and repeats * len(evaluation.outcomes) > 1:
        boxes = "; boxes hold the middle half of the repeats" if repeats >= report_figures.FEW else ""
        caption = f"A point is a repeat{boxes} (as the paper's Figure 8 a and b)."
        report.figure(report_figures.score_boxes(panels), caption)


def _by_group(evaluation: Evaluation, groups: dict[str, str], measure: str) -> dict[str, dict[str, list[float]]]:
    result: dict[str, dict[str, list[float]]] = {label: {} for label in groups.values()}
    for outcome in evaluation.outcomes:
        scores = outcome.scores(evaluation.dataset.target)
        result[groups[outcome.group]][outcome.model] = [score[measure] for score in scores]
    return result


def _any_finite(by_group: dict[str, dict[str, list[float]]]) -> bool:
    return any(math.isfinite(v) for by_model in by_group.values() for values in by_model.values() for v in values)


def comparison(report: Report, evaluation: Evaluation) -> None:
    """Add paired differences between models and between groups of covariates, in words, figures and numbers."""
    groups = numbered(names(evaluation.outcomes, "group"))
    between_models, between_groups = model_differences(evaluation), group_differences(evaluation)
    report.heading("Is the difference more than chance?")
    if not between_models and not between_groups:
        report.text("One model with one group of covariates: there is nothing to compare.")
        return
    _plain_words(report, between_models + between_groups, groups)
    _against_the_mean(report, evaluation, groups)
    _improvements(report, between_models, groups)
    decimals = target_decimals(evaluation) + 1  # differences are smaller than what differs
    header = (
        "Difference of RMSE", "Mean", f"{CONFIDENCE:.0%} interval", "RMSE better by", "R2 better by",
        "More than chance",
    )  # fmt: skip
    rows: list[tuple[Any, ...]] = []
    for group, label in groups.items():
        own = [found for found in between_models if found.one[0] == group]
        rows += [(f"Models with {label}",)] if own else []
        rows += [(f"{title(d.one[1])} - {title(d.other[1])}", *_cells(d, decimals)) for d in own]
    for model in dict.fromkeys(found.one[1] for found in between_groups):
        own = [found for found in between_groups if found.one[1] == model]
        rows.append((f"Groups of covariates with {title(model)}, against {groups[own[0].other[0]]}",))
        rows += [(groups[d.one[0]], *_cells(d, decimals)) for d in own]
    report.table(header, rows)
    report.note(
        f"Mean over all test folds, in {evaluation.dataset.target_unit or 'the unit of the target'}; below 0 the first "
        "is better. Intervals by the corrected resampled t of Nadeau and Bengio (2003), because the training sets of "
        f"folds overlap. Improvements are of the means over the repeats; {ABSENT} where R2 of the other is not above 0."
    )


def _plain_words(report: Report, differences: Sequence[Difference], groups: dict[str, str]) -> None:
    compared = [found for found in differences if MEAN not in (found.one[1], found.other[1])]
    sentences = [_sentence(found, groups) for found in compared if _certain(found)]
    if sentences:
        report.text("More than chance:")
        report.items(sentences)
    elif compared:
        report.text("No difference between models or between groups of covariates is more than chance.")
    chance = (1 - CONFIDENCE) * len(compared)
    if chance >= MENTIONED_CHANCE:
        report.note(
            f"Of {len(compared)} comparisons at {CONFIDENCE:.0%}, {chance:.1f} are expected to look like more than "
            "chance where nothing differs."
        )


def _against_the_mean(report: Report, evaluation: Evaluation, groups: dict[str, str]) -> None:
    """Say whether the best model of the last group knows more than the mean of its training samples."""
    final = evaluation.last_group
    mean = next((outcome for outcome in final if outcome.model == MEAN), None)
    rest = [outcome for outcome in final if outcome.model != MEAN]
    if mean is None or not rest:
        return
    best = best_of(rest, evaluation)
    found = difference(evaluation, best, mean)
    decimals, unit = target_decimals(evaluation) + 1, evaluation.dataset.target_unit
    word = "" if _certain(found) and found.mean < 0 else "not "
    interval = f"{fixed(found.low, decimals)} to {fixed(found.high, decimals)} {unit}"
    report.text(
        f"The {title(best.model)} with {groups[best.group]} is {word}more accurate than the mean of the training "
        f"samples by more than chance ({CONFIDENCE:.0%} interval of the difference of RMSE {interval})."
    )


def _certain(found: Difference) -> bool:
    """Whether a difference is more than chance and of one sign over folds and over repeats.

    The interval is of the mean over folds, which one fold of large errors can set against the whole.
    """
    return found.certain and (found.mean < 0) == (found.improvement_rmse > 0)


def _sentence(found: Difference, groups: dict[str, str]) -> str:
    (group, model), (other_group, other_model) = found.one, found.other
    better = "more" if found.mean < 0 else "less"
    if model in WITHOUT_COVARIATES:
        return f"The {title(model)} is {better} accurate than the {title(other_model)} with {groups[other_group]}."
    than = f"the {title(other_model)}" if group == other_group else f"with {groups[other_group]}"
    return f"The {title(model)} with {groups[group]} is {better} accurate than {than}."


def _improvements(report: Report, differences: Sequence[Difference], groups: dict[str, str]) -> None:
    over_forest = [d for d in differences if d.other[1] == REFERENCE and d.one[1] != MEAN]
    if not over_forest:
        return
    panels: dict[str, dict[str, dict[str, list[float]]]] = {}
    for name, label in (("improvement_rmse", "RMSE lower by (%)"), ("improvement_r2", "R2 higher by (%)")):
        by_group: dict[str, dict[str, list[float]]] = {groups[d.one[0]]: {} for d in over_forest}
        for found in over_forest:
            by_group[groups[found.one[0]]][found.one[1]] = [getattr(found, name)]
        if _any_finite(by_group):
            panels[label] = by_group
    caption = "Improvement over the random forest in percent (as the paper's Figure 8 c and d)"
    if len(panels) == 1:
        caption += "; none is defined for R2, because the forest's is not above 0"
    elif any(math.isnan(d.improvement_r2) for d in over_forest):
        caption += f"; {ABSENT} where the forest's R2 is not above 0"
    if panels:
        report.figure(report_figures.improvement_bars(panels), f"{caption}.")


def _cells(found: Difference, decimals: int) -> tuple[Any, ...]:
    bounded = math.isfinite(found.low) and math.isfinite(found.high)
    interval = f"{fixed(found.low, decimals)}\xa0to\xa0{fixed(found.high, decimals)}" if bounded else ABSENT
    answer = "no" if not _certain(found) else "yes, better" if found.mean < 0 else "yes, worse"
    percents = map(_percent, (found.improvement_rmse, found.improvement_r2))
    return fixed(found.mean, decimals), Number(interval), *percents, answer


def _percent(value: float) -> Number:
    text = fixed(value, 1)
    return text if text == ABSENT else Number(f"{'+' if float(text) > 0 else ''}{text}%")


def target_decimals(evaluation: Evaluation) -> int:
    """Return with how many decimals errors in the unit of the target show three digits of the smallest RMSE."""
    target = evaluation.dataset.target
    errors = [outcome.mean_score(target, "rmse") for outcome in evaluation.outcomes]
    return decimals_for(min(filter(lambda error: math.isfinite(error) and error > 0, errors), default=1.0))


def _measures(outcome: Outcome, evaluation: Evaluation, decimals: int) -> list[Number]:
    scores = outcome.scores(evaluation.dataset.target)
    return [
        mean_and_spread([score[name] for score in scores], decimals if own is None else own)
        for name, (_, own) in _MEASURES.items()
    ]


def mean_and_spread(values: Sequence[float], decimals: int) -> Number:
    """Return mean and standard deviation of a measure over the repeats as text, a dash where it is undefined."""
    if not np.isfinite(values).all():
        return Number(ABSENT)
    mean = fixed(float(np.mean(values)), decimals)
    return Number(f"{mean} ± {fixed(float(np.std(values, ddof=1)), decimals)}") if len(values) > 1 else mean
