"""Whether a few samples decide: their share of the squared error, and the measures without them and of logarithms."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from ..models import metrics
from ..report.titles import title
from .results import Evaluation, Outcome

MOST = 10  # samples of the largest errors
LEAST_SAMPLES = 3 * MOST  # with fewer, ten are no handful


@dataclass(frozen=True)
class Influence:
    """What the samples of the largest errors make of an outcome.

    Attributes
    ----------
    rows
        (10,) of the samples, the largest error first.
    share
        Of the sum of squared errors that they hold.
    usual
        What they would hold if errors were normal.
    """

    rows: NDArray[np.int64]
    share: float
    usual: float

    @property
    def decides(self) -> bool:
        """Whether they hold so much more than of normal errors that it says little of the other samples."""
        return self.share > (1 + self.usual) / 2

    def without(self, count: int) -> NDArray[np.bool_]:
        """Return (count,) whether a sample is none of them."""
        kept = np.ones(count, np.bool_)
        kept[self.rows] = False
        return kept


def influence(outcome: Outcome, observed: NDArray[np.float64]) -> Influence | None:
    """Return what the ten largest errors of an outcome hold; None with fewer than thirty samples or without any error.

    Parameters
    ----------
    outcome
        Its squared errors are averaged over the repeats.
    observed
        (n,) targets.

    Examples
    --------
    A hundred errors of 1 and one of 30:

    >>> errors = np.append(np.ones(100), 30.0)
    >>> found = influence(Outcome("all", "forest", (np.arange(101.0) + errors)[None]), np.arange(101.0))
    >>> int(found.rows[0]), round(found.share, 2), found.decides
    (100, 0.91, True)
    """
    squares = np.mean((outcome.predicted - observed) ** 2, axis=0)
    total = float(squares.sum())
    if len(observed) < LEAST_SAMPLES or total == 0:
        return None
    rows = np.argsort(-squares, kind="stable")[:MOST]
    return Influence(rows, float(squares[rows].sum()) / total, _share_of_normal_errors(MOST / len(observed)))


def _share_of_normal_errors(largest: float) -> float:
    """Return which share of the squares the `largest` share of normal errors holds."""
    beyond = float(stats.norm.isf(largest / 2))
    return 2 * (beyond * float(stats.norm.pdf(beyond)) + largest / 2)


def log_r2(outcome: Outcome, observed: NDArray[np.float64]) -> float:
    """Return R2 of the logarithms log(1 + y), the mean over the repeats; NaN where a target is below 0.

    Parameters
    ----------
    outcome
        Its predictions below 0 are taken as 0.
    observed
        (n,) targets.
    """
    if observed.min() < 0:
        return math.nan
    logs = np.log1p(observed)
    return float(np.mean([metrics.r2(logs, np.log1p(np.maximum(row, 0))) for row in outcome.predicted]))


def score_without(outcome: Outcome, evaluation: Evaluation, found: Influence, name: str) -> float:
    """Return the mean over the repeats of a measure, by its name, of all samples but those of `found`."""
    observed = evaluation.dataset.target
    return float(np.mean([score[name] for score in outcome.scores(observed, found.without(len(observed)))]))


def in_words(evaluation: Evaluation, best: Outcome) -> str:
    """Return a clause that says that few samples decide on the `best` outcome, and what is without them; else ''."""
    observed = evaluation.dataset.target
    found = influence(best, observed)
    if found is None or not found.decides:
        return ""
    rivals = [outcome for outcome in evaluation.outcomes if outcome.group == best.group]
    other = min(rivals, key=lambda outcome: score_without(outcome, evaluation, found, "rmse"))
    text = (
        f"{MOST} of the {len(observed)} samples hold {found.share:.0%} of its squared error and decide; without them "
        f"its R2 is {score_without(best, evaluation, found, 'r2'):.3f}"
    )
    logs = log_r2(best, observed)
    if math.isfinite(logs):
        text += f", of the logarithms of all {logs:.3f}"
    if other is not best:
        text += (
            f", and the {title(other.model)} is better (R2 {score_without(other, evaluation, found, 'r2'):.3f} "
            "without them)"
        )
    return text
