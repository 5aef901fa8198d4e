"""The section on prediction intervals in the report of Cross-Validate: whether they cover what they promise."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from ..dataset.sample_sections import strata_rows
from ..intervals.conformal import COVERAGES
from ..intervals.scores import coverage, interval_score, terciles
from ..models import metrics
from ..report.figures import GREY, colour, panels
from ..report.page import ABSENT, Number, Report, fixed
from ..report.titles import title
from .comparison import best_of
from .report_accuracy import target_decimals
from .results import Evaluation, Outcome

SIZES = ("smallest third of the predictions", "middle third", "largest third")

Rows = NDArray[np.bool_]  # (repeats, n)


def intervals(report: Report, evaluation: Evaluation) -> None:
    """Add coverage at every level, width and interval score: overall, by size of the prediction and by stratum."""
    final = [outcome for outcome in evaluation.last_group if outcome.limits is not None]
    if not final:
        return
    unit, decimals = evaluation.dataset.target_unit, target_decimals(evaluation)
    report.heading("Can the intervals be believed?")
    report.text(
        "Every out-of-fold prediction has intervals, learnt inside its training rows from samples that a part of the "
        "model kept back; they are wider where errors are larger for predictions of that size. An interval that "
        "promises 90 % should hold nine of ten samples, in every row below; where it holds clearly fewer, limits "
        "are too narrow, and should not be quoted for such samples."
    )
    everywhere = np.ones(evaluation.folds.shape, np.bool_)
    shares = {o.model: [_covered(o, evaluation, promised, everywhere) for promised in COVERAGES] for o in final}
    main = f"{metrics.COVERAGE:.0%}"
    columns = [f"Within {promised:.0%}" for promised in COVERAGES]
    rows: list[tuple[Any, ...]] = []
    for o in final:
        covered = [fixed(share, 2) for share in shares[o.model]]
        rows.append((title(o.model), *covered, *_width_and_score(o, evaluation, everywhere, decimals)))
    report.table(("Model", *columns, f"Width of {main} ({unit})", f"Interval score ({unit})"), rows)
    report.note(
        "Means over the repeats. The interval score adds to the width, for every sample outside, how far it is outside "
        f"times {2 / (1 - metrics.COVERAGE):.0f} (Winkler 1972): smaller is better, and it is smallest for intervals "
        "that are both narrow and right."
    )
    report.figure(reliability(shares), "Promised and found coverage: on the diagonal an interval keeps its promise.")
    best = best_of(final, evaluation)
    rows = []
    for name, chosen in _parts(best, evaluation).items():
        share = fixed(_covered(best, evaluation, metrics.COVERAGE, chosen), 2)
        count = round(float(chosen.sum(axis=1).mean()))
        rows.append((name, count, share, *_width_and_score(best, evaluation, chosen, decimals)))
    what = f"{main} intervals of the {title(best.model)}"
    report.table((what, "n", "Within", f"Width ({unit})", f"Interval score ({unit})"), rows)


def reliability(shares: dict[str, list[float]]) -> Figure:
    """Draw promised against found coverage of every model."""
    figure, (axes,) = panels(3.2, square=True)
    axes.plot([0, 1], [0, 1], color=GREY, linewidth=1)
    for model, found in shares.items():
        axes.plot(COVERAGES, found, marker="o", color=colour(model), label=title(model))
    axes.set(xlabel="promised", ylabel="share of samples within", xlim=(0.4, 1), ylim=(0.4, 1))
    axes.legend(frameon=False)
    return figure


def _parts(outcome: Outcome, evaluation: Evaluation) -> dict[str, Rows]:
    """Return which samples are of which size, repeat by repeat, and of which stratum."""
    third = np.stack([terciles(row) for row in outcome.predicted])
    found = {name: third == number for number, name in enumerate(SIZES)}
    for name, members in strata_rows(evaluation.dataset):
        found[name] = np.broadcast_to(members, third.shape)
    return {name: chosen for name, chosen in found.items() if chosen.any(axis=1).all()}


def _covered(outcome: Outcome, evaluation: Evaluation, promised: float, chosen: Rows) -> float:
    lower, upper = outcome.interval(promised)
    observed = evaluation.dataset.target
    repeats = zip(lower, upper, chosen)
    return float(np.mean([coverage(observed[own], low[own], high[own]) for low, high, own in repeats]))


def _width_and_score(outcome: Outcome, evaluation: Evaluation, chosen: Rows, decimals: int) -> list[Number]:
    observed, promised = evaluation.dataset.target, metrics.COVERAGE
    lower, upper = outcome.interval(promised)
    width = np.mean([np.mean(high[own] - low[own]) for low, high, own in zip(lower, upper, chosen)])
    score = np.mean(
        [interval_score(observed[own], low[own], high[own], promised) for low, high, own in zip(lower, upper, chosen)]
    )
    return [fixed(float(value), decimals) if np.isfinite(value) else Number(ABSENT) for value in (width, score)]
