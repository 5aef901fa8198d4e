"""Paired comparison of models and groups of covariates on identical folds, and the verdict in one line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from ..covariates.covariate_list import covariate_groups
from ..report.titles import title
from ..settings.labels import quoted
from .influence import in_words
from .results import Evaluation, Outcome, names

CONFIDENCE = 0.95
NO_SIGNAL_R2 = 0.05
REFERENCE = "forest"
TREES = (REFERENCE, "extratrees")  # what every other model has to beat, the better of them
FEW = 3  # results, of which the best is hardly flattered
WITHOUT_COVARIATES = ("mean", "kriging")  # models that say the same in every group of covariates
# By which algorithm, with which settings, a map is made of a model as it is judged here.
_TRAINED: dict[str, tuple[str, dict[str, str]]] = {
    "cnnlstm": ("Train CNN-LSTM", {}),
    "hybrid": ("Train CNN-LSTM", {"hybrid": "yes"}),
    "stack": ("Train CNN-LSTM", {"stack": "yes"}),
    "forest": ("Train Random Forest", {"kind": "forest", "features": "centre"}),
    "extratrees": ("Train Random Forest", {"kind": "extratrees", "features": "window", "coordinates": "xy"}),
}


@dataclass(frozen=True)
class Difference:
    """RMSE of one outcome minus that of another, on the same folds.

    Attributes
    ----------
    one, other
        (group, model) of each.
    mean, low, high
        Mean over all test folds of all repeats, and its interval, in the unit of the target.
    improvement_rmse, improvement_r2
        Improvement of `one` over `other` in percent of the other's value, from the means over repeats; NaN where the
        other's R2 is not above 0.
    """

    one: tuple[str, str]
    other: tuple[str, str]
    mean: float
    low: float
    high: float
    improvement_rmse: float
    improvement_r2: float

    @property
    def certain(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low > 0 or self.high < 0


def corrected_interval(
    differences: NDArray[np.float64], test_share: float, confidence: float = CONFIDENCE
) -> tuple[float, float, float]:
    """Return mean and interval of differences over repeated splits, by the corrected resampled t of Nadeau and Bengio.

    Parameters
    ----------
    differences
        (J,) one a split.
    test_share
        Test samples of a split by its training samples.
    confidence
        Of the interval.

    Notes
    -----
    Training sets overlap, so that differences of splits are not independent: their variance is taken by
    (1 / J + `test_share`) instead of 1 / J (Nadeau and Bengio 2003, Machine Learning 52, 239-281).
    """
    count, mean = differences.size, float(differences.mean())
    if count < 2:
        return mean, -math.inf, math.inf
    spread = math.sqrt((1 / count + test_share) * float(differences.var(ddof=1)))
    reach = float(stats.t.ppf((1 + confidence) / 2, count - 1)) * spread
    return mean, mean - reach, mean + reach


def difference(evaluation: Evaluation, one: Outcome, other: Outcome) -> Difference:
    """Compare two outcomes of an evaluation."""
    observed, folds = evaluation.dataset.target, evaluation.folds
    gaps = one.fold_rmse(observed, folds) - other.fold_rmse(observed, folds)
    scores = [{name: outcome.mean_score(observed, name) for name in ("rmse", "r2")} for outcome in (one, other)]
    return Difference(
        (one.group, one.model),
        (other.group, other.model),
        *corrected_interval(gaps.reshape(-1), 1 / (evaluation.fold_count - 1)),
        100 * (1 - scores[0]["rmse"] / scores[1]["rmse"]) if scores[1]["rmse"] > 0 else math.nan,
        100 * (scores[0]["r2"] / scores[1]["r2"] - 1) if scores[1]["r2"] > 0 else math.nan,
    )


def model_differences(evaluation: Evaluation) -> list[Difference]:
    """Compare every model with the forest, or with the last model where there is no forest, group by group."""
    models = names(evaluation.outcomes, "model")
    reference = REFERENCE if REFERENCE in models else models[-1]
    return [
        difference(evaluation, outcome, other)
        for outcome in evaluation.outcomes
        if outcome.model != reference and (other := evaluation.find(outcome.group, reference)) is not None
    ]


def group_differences(evaluation: Evaluation) -> list[Difference]:
    """Compare every group with the first one, model by model; mean and kriging know no covariates and are left out."""
    first = evaluation.outcomes[0].group
    return [
        difference(evaluation, outcome, base)
        for outcome in evaluation.outcomes
        if outcome.group != first
        and outcome.model not in WITHOUT_COVARIATES
        and (base := evaluation.find(first, outcome.model)) is not None
    ]


def best_of(outcomes: Sequence[Outcome], evaluation: Evaluation) -> Outcome:
    """Return the outcome with the smallest RMSE, the first of equals."""
    return min(outcomes, key=lambda outcome: outcome.mean_score(evaluation.dataset.target, "rmse"))


def best_of_all(evaluation: Evaluation) -> Outcome:
    """Return the outcome with the smallest RMSE of all groups and models."""
    # Of what is the same in every group the last is taken, beside which stand the models with all covariates.
    return best_of(evaluation.outcomes[::-1], evaluation)


def what_to_train(evaluation: Evaluation) -> str:
    """Return how the best model is trained for a map, in words of the dialogs; or what to do where none is worth it."""
    best, target = best_of_all(evaluation), evaluation.dataset.target
    if best.model not in _TRAINED or best.mean_score(target, "r2") < NO_SIGNAL_R2:
        return (
            "A map of these covariates would say no more than the samples do without them: run Check Samples, and look "
            "for covariates that say more of the target."
        )
    algorithm, settings = _TRAINED[best.model]
    given = [f"{quoted(field)} = {value}" for field, value in settings.items()]
    groups = covariate_groups(evaluation.dataset.covariates, evaluation.job.covariate_groups)
    chosen = groups.get(best.group, ())
    if chosen and set(chosen) != set(evaluation.dataset.covariates.categories):
        given.append(f"{quoted('categories')} = {','.join(chosen)}")
    return f"To map it, run {algorithm}{' with ' if given else ''}{'; '.join(given)}."


def verdict(evaluation: Evaluation) -> str:
    """Return what the numbers say, in one line, also when the forest or the mean wins."""
    dataset, outcomes = evaluation.dataset, evaluation.outcomes
    best = best_of_all(evaluation)
    most = max(outcome.mean_score(dataset.target, "r2") for outcome in outcomes)
    unit = dataset.target_unit
    few = in_words(evaluation, best)
    if most < NO_SIGNAL_R2 and few:
        return f"No model explains {NO_SIGNAL_R2:.0%} of the variance; {few}."
    if most < NO_SIGNAL_R2:
        return (
            f"There is no signal: no model explains {NO_SIGNAL_R2:.0%} of the variance of the {len(dataset)} samples "
            f"(best R2 {most:.3f}); the covariates do not predict this target."
        )
    rmse, r2 = (best.mean_score(dataset.target, name) for name in ("rmse", "r2"))
    covariates = ", which knows no covariates" if best.model in WITHOUT_COVARIATES else f" with {best.group}"
    text = f"Best is the {title(best.model)}{covariates}: RMSE {rmse:.4g} {unit}, R2 {r2:.3f}"
    pair = _compared(evaluation, best)
    if pair is not None:
        one, other = pair
        found = difference(evaluation, one, other)
        word = "lower" if found.improvement_rmse > 0 else "higher"
        # The interval is that of the mean over folds, which one fold of large errors can set against the whole.
        certain = found.certain and (found.mean < 0) == (found.improvement_rmse > 0)
        text += (
            f"; the RMSE of the {title(one.model)} is {abs(found.improvement_rmse):.1f}% {word} than that of the "
            f"{title(other.model)} ({other.mean_score(dataset.target, 'rmse'):.4g}), which "
            + ("is more than chance" if certain else "may be chance")
            + f" ({CONFIDENCE:.0%} interval of the difference {found.low:.2g} to {found.high:.2g} {unit})"
        )
    if few:
        text += f"; {few}"
    if len(outcomes) > FEW:
        text += f"; the best of {len(outcomes)} results owes a little of its lead to being chosen"
    return text + "."


def _compared(evaluation: Evaluation, best: Outcome) -> tuple[Outcome, Outcome] | None:
    """Return the best model and the better of the trees beside it; where trees are best, the network and these."""
    found = [one for model in TREES if (one := evaluation.find(best.group, model)) is not None]
    if not found:
        return None
    if best.model not in TREES:
        return best, min(found, key=lambda one: one.mean_score(evaluation.dataset.target, "rmse"))
    network = evaluation.find(best.group, "cnnlstm")
    return None if network is None else (network, best)
