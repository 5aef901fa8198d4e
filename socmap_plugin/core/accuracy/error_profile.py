"""How errors grow with the dissimilarity of a sample from those that its model has learnt from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from ..applicability.space import measured
from ..covariates.covariate_list import Covariates, covariate_groups
from ..effects.units import over_steps
from .results import Evaluation, Outcome

Floats = NDArray[np.float64]

MOST_SAMPLES = 4000  # that are compared with each other: the time grows with their square
MOST_REPEATS = 3  # of which dissimilarities are measured
MOST_CLASSES, LEAST_IN_CLASS = 10, 15  # of dissimilarity; samples in each
CHANCE = 0.005  # of errors that seem to grow and do not, at each of up to nine edges


@dataclass(frozen=True)
class ErrorProfile:
    """Errors of a model out of fold by dissimilarity.

    Attributes
    ----------
    dissimilarity, square
        (n,) of every sample from those of other folds, and its squared error; means over the repeats.
    threshold
        Dissimilarity beyond which a pixel of the map is outside the area of applicability.
    edges
        (classes + 1,) dissimilarities between classes that hold about as many samples each.
    rmse
        (classes,) in each of them.
    holds_to
        Dissimilarity up to which the accuracy holds; the threshold where errors do not grow before.
    """

    dissimilarity: Floats
    square: Floats
    threshold: float
    edges: Floats
    rmse: Floats
    holds_to: float

    @property
    def grows(self) -> bool:
        """Whether errors grow, beyond chance, before the threshold."""
        return self.holds_to < self.threshold

    def in_words(self, model: str, unit: str) -> str:
        """Return in one sentence up to which dissimilarity the accuracy of a model holds."""
        near = self.dissimilarity <= self.holds_to
        inside = f"{np.sqrt(self.square[near].mean()):.4g} {unit}".strip()
        if not self.grows:
            return (
                f"The accuracy of the {model} holds up to a dissimilarity of {self.threshold:.2g}, the limit of the "
                f"area of applicability: up to there its RMSE is {inside} and does not grow by more than chance would "
                "do."
            )
        beyond = f"{np.sqrt(self.square[~near].mean()):.4g} {unit}".strip()
        return (
            f"The accuracy of the {model} holds up to a dissimilarity of {self.holds_to:.2g}: the RMSE is {inside} "
            f"up to there and {beyond} beyond, which is more than chance would do; the area of applicability ends at "
            f"{self.threshold:.2g}."
        )


def error_profile(evaluation: Evaluation, outcome: Outcome) -> ErrorProfile | None:
    """Return how the errors of a model of the last group grow; None where there are too few samples to tell."""
    dataset = evaluation.dataset
    rows = np.arange(0, len(dataset), -(-len(dataset) // MOST_SAMPLES))
    categories = covariate_groups(dataset.covariates, evaluation.job.covariate_groups)
    own = dataset.select(categories.get(outcome.group, ()))
    flat, weights = own.flat()[rows], _weights(evaluation, outcome, own.covariates)
    found, thresholds = [], []
    for folds in evaluation.folds[:MOST_REPEATS]:
        space, dissimilarity, _ = measured(flat, folds[rows], weights)
        found.append(dissimilarity)
        thresholds.append(float(space.threshold[0]))
    square = np.mean((outcome.predicted - dataset.target) ** 2, axis=0)[rows]
    return profile_of(np.mean(found, axis=0), square, float(np.mean(thresholds)))


def profile_of(dissimilarity: Floats, square: Floats, threshold: float) -> ErrorProfile | None:
    """Return the profile of (n,) dissimilarities and squared errors; None where there are too few of them."""
    classes = min(len(square) // LEAST_IN_CLASS, MOST_CLASSES)
    if classes < 2 or not np.isfinite(dissimilarity).all() or np.ptp(dissimilarity) == 0:
        return None
    edges = np.unique(np.quantile(dissimilarity, np.linspace(0, 1, classes + 1)))
    place = np.clip(np.searchsorted(edges, dissimilarity) - 1, 0, len(edges) - 2)
    rmse = np.sqrt([square[place == number].mean() for number in range(len(edges) - 1)])
    below = [float(edge) for edge in edges[1:-1] if edge < threshold]
    holds_to = max(below, key=lambda edge: _told_apart(dissimilarity, square, edge), default=threshold)
    near, far = square[dissimilarity <= holds_to], square[dissimilarity > holds_to]
    # By ranks: a few samples hold most of the squared error, so that means of it say little of chance.
    if not (len(near) and len(far) and stats.mannwhitneyu(far, near, alternative="greater").pvalue < CHANCE):
        holds_to = threshold
    return ErrorProfile(dissimilarity, square, threshold, edges, rmse, holds_to)


def _told_apart(dissimilarity: Floats, square: Floats, edge: float) -> float:
    """Return how likely errors of two sizes are that meet at an edge: twice the logarithm, for normal errors.

    Parameters
    ----------
    dissimilarity, square
        (n,) each; up to a constant.
    edge
        Where they meet.
    """
    parts = square[dissimilarity <= edge], square[dissimilarity > edge]
    return -sum(len(part) * float(np.log(max(part.mean(), np.finfo(float).tiny))) for part in parts if len(part))


def _weights(evaluation: Evaluation, outcome: Outcome, covariates: Covariates) -> Floats | None:
    """Return the (V,) importance of the variables to a model; None where that is not known."""
    own = [effect for effect in evaluation.effects if (effect.model, effect.kind) == (outcome.model, "covariate")]
    return over_steps(covariates, np.array([float(effect.increase.mean()) for effect in own])) if own else None
