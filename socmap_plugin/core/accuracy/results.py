"""What a cross-validation found: out-of-fold predictions, and the measures of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..dataset.patch_dataset import PatchDataset
from ..effects.accumulated import Curve
from ..effects.importance import Effect
from ..intervals.conformal import COVERAGES
from ..jobs.crossval import FOREST, MEAN, CrossValidateJob
from ..jobs.models import OFF
from ..jobs.search_grid import Point
from ..models import metrics
from ..selection.forward import Selection
from ..splits.distances import SamplingDistances
from ..splits.folds import Folds
from ..target.scale_in_words import scale_of_folds


@dataclass(frozen=True)
class Outcome:
    """Out-of-fold predictions of one model with one group of covariates.

    Attributes
    ----------
    group, model
        Names.
    predicted
        (repeats, n) in the target's unit.
    limits
        (coverages, 2, repeats, n) lower and upper limits of the intervals of each of :data:`.conformal.COVERAGES`,
        learnt inside the training rows of each fold.
    weights
        (repeats, folds) weight of the network in a hybrid, (repeats, folds, parts) those of `parts` in a stack.
    parts
        Names of the models of a stack.
    """

    group: str
    model: str
    predicted: NDArray[np.float64]
    limits: NDArray[np.float64] | None = None
    weights: NDArray[np.float64] | None = None
    parts: tuple[str, ...] = ()

    def scores(self, observed: NDArray[np.float64], rows: NDArray[np.bool_] | None = None) -> list[dict[str, float]]:
        """Return the measures of every repeat, each over all out-of-fold predictions or those of `rows` (n,)."""
        chosen = np.ones(len(observed), np.bool_) if rows is None else rows
        limits: list[Any] = [None] * len(self.predicted)
        if self.limits is not None:
            limits = list(self.interval(metrics.COVERAGE).swapaxes(0, 1)[..., chosen])
        scores = [metrics.all_metrics(observed[chosen], row[chosen], own) for row, own in zip(self.predicted, limits)]
        # A sample above the mean lowers the mean of the others: left out one by one, the correlation is exactly -1.
        return [{**score, "r2_corr": math.nan} for score in scores] if self.model == MEAN else scores

    def interval(self, promised: float) -> NDArray[np.float64]:
        """Return the limits (2, repeats, n) of intervals that promise one of the coverages; infinite where none are."""
        if self.limits is None:
            return np.stack([np.full(self.predicted.shape, end) for end in (-np.inf, np.inf)])
        return self.limits[COVERAGES.index(promised)]

    def mean_score(self, observed: NDArray[np.float64], name: str) -> float:
        """Return the mean of a measure, by its name in :data:`.metrics.NAMES`, over the repeats; `observed` is (n,)."""
        return float(np.mean([score[name] for score in self.scores(observed)]))

    def fold_rmse(self, observed: NDArray[np.float64], folds: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the RMSE of every test fold, (repeats, folds), given (n,) observations and (repeats, n) folds."""
        return np.array(
            [
                [metrics.rmse(observed[own == fold], row[own == fold]) for fold in range(Folds(folds).count)]
                for row, own in zip(self.predicted, folds)
            ]
        )


@dataclass(frozen=True)
class Curves:
    """Learning curves of every network of a group: (epochs, M) losses in scaled units and (M,) best epochs."""

    train: NDArray[np.float64]
    validation: NDArray[np.float64]
    best_epoch: NDArray[np.int64]


@dataclass(frozen=True)
class Optimism:
    """How far test samples are from training samples, and what that does to the accuracy of a forest.

    Attributes
    ----------
    distances
        Of samples, folds and the area to be mapped, in metres.
    scores
        Mean RMSE and R2 of the forest by scheme, ``random`` and ``knndm``; empty where random folds are not nearer.
    spread
        Standard deviation over the repeats of the difference of the two RMSE; NaN where there are none, or one.
    beyond
        Share of the area that lies far outside the samples, see :func:`..splits.prediction_area.share_beyond`.
    in_covariates
        The same distances in the space of the static covariates, see :func:`..splits.distances.covariate_distances`.
    """

    distances: SamplingDistances
    scores: dict[str, dict[str, float]] = field(default_factory=dict)
    spread: float = math.nan
    beyond: float = 0.0
    in_covariates: SamplingDistances | None = None


@dataclass(frozen=True)
class Evaluation:
    """Everything that one run of Cross-Validate found.

    Attributes
    ----------
    folds
        (repeats, n) fold of every sample, counted from 0.
    outcomes
        Groups in their order, within them the models in the order of the job.
    effects
        Permutation importance with the covariates of the last group.
    curves
        Of the networks of the last group, None where none were trained.
    choices
        By group, the point of the tuning grid that was chosen for every repeat and fold; empty where nothing was tuned.
    shapes
        How the predictions of the models of the last group follow the covariates that matter most.
    optimism
        None where the area to be mapped is not known; `optimism_note` then says why.
    selection
        Of the covariates of the last group, None where none was asked for.
    """

    dataset: PatchDataset
    job: CrossValidateJob
    folds: NDArray[np.int64]
    outcomes: tuple[Outcome, ...]
    effects: tuple[Effect, ...] = ()
    curves: Curves | None = None
    choices: dict[str, list[Point]] = field(default_factory=dict)
    optimism: Optimism | None = None
    optimism_note: str = ""
    shapes: tuple[Curve, ...] = ()
    selection: Selection | None = None

    @property
    def fold_count(self) -> int:
        """Number of folds of a repeat."""
        return Folds(self.folds).count

    @property
    def last_group(self) -> tuple[Outcome, ...]:
        """The outcomes of the last group, by default the one with all covariates."""
        return tuple(outcome for outcome in self.outcomes if outcome.group == self.outcomes[-1].group)

    @property
    def forest(self) -> NDArray[np.float64] | None:
        """What the forest of the last group predicts out of fold, (repeats, n); None without one."""
        found = self.find(self.outcomes[-1].group, FOREST)
        return None if found is None else found.predicted

    def find(self, group: str, model: str) -> Outcome | None:
        """Return the outcome of a group and model, None where there is none."""
        return next((o for o in self.outcomes if (o.group, o.model) == (group, model)), None)


def scales_in_words(target: NDArray[np.float64], folds: NDArray[np.int64], job: CrossValidateJob) -> list[str]:
    """Return on which scale targets (n,) are learnt in `folds`, (repeats, n): a sentence, or one a kind of model."""
    of_networks, of_trees = job.settings.log_target, job.forest.log_target
    if of_networks == of_trees:
        return list(filter(None, [scale_of_folds(of_networks, target, folds)]))
    settings = {"Networks and kriging": of_networks, "Trees": of_trees}
    return [f"{who}: {scale_of_folds(setting, target, folds)}" for who, setting in settings.items() if setting != OFF]


def names(outcomes: Sequence[Outcome], attribute: str) -> tuple[str, ...]:
    """Return the groups or models of outcomes in their order, each once; `attribute` is ``group`` or ``model``."""
    return tuple(dict.fromkeys(getattr(outcome, attribute) for outcome in outcomes))
