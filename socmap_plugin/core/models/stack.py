"""The stack of all models: a weighted mean whose weights are learnt on rows that none of its parts has learnt from.

Weights are not negative and sum to 1 (Breiman 1996; van der Laan et al. 2007). A handful of extreme samples can hold
most of the squared error, so of what lies far from the stack no row counts more than one at `FAR` usual errors.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import nnls

from ..dataset.patch_dataset import PatchDataset
from ..jobs.models import ForestSettings
from ..network.ensemble import Ensemble
from ..splits.folds import Rows
from ..splits.inner_parts import parted_rows
from ..trees.forest import Forest
from ..trees.tree_model import TreeModel

Part = Ensemble | Forest | TreeModel
LEAST_ROWS = 10  # that all parts have predicted; with fewer, all parts count alike
ROUNDS, FAR = 5, 3.0  # of reweighting; times the usual error beyond which a row counts less
USUAL = 1.4826  # standard deviations in a median of absolute values, of normal errors
LEAST_SHARE = 0.1  # of its own error that is left to an ensemble whose members err one by one
_SUM_WEIGHT = 1e3  # of the sum of the weights beside the errors, where it is held at 1


@dataclass(frozen=True)
class Stack:
    """Models with their weights.

    Attributes
    ----------
    parts, weights
        Those that count, each with its weight above 0.
    constant
        In the target's unit: the mean of the training samples times its own weight.
    """

    parts: tuple[Part, ...]
    weights: tuple[float, ...]
    constant: float

    def predict(self, dataset: PatchDataset) -> NDArray[np.float64]:
        """Return the predictions (n,) of a dataset, in the unit of the target."""
        found = np.full(len(dataset), self.constant)
        for weight, part in zip(self.weights, self.parts):
            found += weight * _predicted(part, dataset)
        return found


def _predicted(part: Part, dataset: PatchDataset) -> NDArray[np.float64]:
    if isinstance(part, TreeModel):
        return part.predict(dataset)
    if isinstance(part, Forest):
        return part.predict(dataset.flat())
    return np.asarray(part.predict(dataset.static, dataset.temporal).mean(axis=0))


def stack_weights(
    observed: NDArray[np.float64], held_back: NDArray[np.float64], ambiguity: NDArray[np.float64] | None = None
) -> NDArray[np.float64]:
    """Return the weights (parts,) with the smallest squared error of the weighted mean.

    Parameters
    ----------
    observed
        (n,) of the training rows.
    held_back
        (parts, n) predictions of them by models that kept them back; NaN where there is none.
    ambiguity
        (parts,) by how much the mean squared error of a part is below that of what `held_back` holds of it: an ensemble
        is better than its members one by one (Krogh and Vedelsby 1995).

    Examples
    --------
    Two parts that err as much in opposite directions, and one that knows nothing:

    >>> observed, error = np.arange(20.0), (-1.0) ** np.arange(20)
    >>> held_back = np.stack([observed + error, observed - error, np.full(20, 9.5)])
    >>> stack_weights(observed, held_back).round(2).tolist()
    [0.5, 0.5, 0.0]
    """
    count = len(held_back)
    known = np.isfinite(held_back).all(axis=0)
    if known.sum() < LEAST_ROWS:
        return np.full(count, 1 / count)
    errors = observed[known] - held_back[:, known]
    below = np.zeros(count) if ambiguity is None else ambiguity
    weights, trust = np.full(count, 1 / count), np.ones(errors.shape[1])
    for _ in range(ROUNDS):
        weights = _simplex(errors, trust, below)
        apart = np.abs(weights @ errors)
        usual = max(USUAL * float(np.median(apart)), np.finfo(float).tiny)
        trust = np.minimum(1.0, FAR * usual / np.maximum(apart, np.finfo(float).tiny)) ** 2
    return weights


def _simplex(
    errors: NDArray[np.float64], trust: NDArray[np.float64], below: NDArray[np.float64]
) -> NDArray[np.float64]:
    square = (errors * trust) @ errors.T / trust.sum()
    own = np.diag(square).copy()
    np.fill_diagonal(square, np.maximum(own - below, LEAST_SHARE * own))
    values, vectors = np.linalg.eigh(square)
    roots = np.sqrt(np.maximum(values, 0.0))[:, None] * vectors.T  # roots.T @ roots is the matrix
    scale = max(float(np.sqrt(own.max())), np.finfo(float).tiny)
    rows = np.vstack([roots / scale, np.full((1, len(own)), _SUM_WEIGHT)])
    weights, _ = nnls(rows, np.append(np.zeros(len(own)), _SUM_WEIGHT))
    return weights / weights.sum()


def networks_gain(ambiguity: ArrayLike, parted: ArrayLike) -> NDArray[np.float64]:
    """Return by how much ensembles are better than what they have kept back, as far as other parts are not.

    One number, or an array of the shape of `ambiguity`. Trees that judge rows out of bag are those of the model, and
    gain nothing. Where rows are kept back in parts (`parted`), trees that judge a part lack it as the members do, while
    those of the model have learnt from all parts: both gain, the trees by what is not known, so that networks would
    count too much if theirs alone were allowed for.
    """
    return np.where(parted, 0.0, ambiguity)


def means_of_others(target: NDArray[np.float64], parts: Rows | None = None) -> NDArray[np.float64]:
    """Return for every one of (n,) samples the mean of the others, or of those of other `parts`, (n,)."""
    if parts is None:
        return np.asarray((target.sum() - target) / max(len(target) - 1, 1))
    means = np.empty(len(target))
    for learn, judged in parted_rows(parts):
        means[judged] = target[learn].mean()
    return means


def extra_trees(settings: ForestSettings) -> ForestSettings:
    """Return the settings of extra trees beside a forest: as large, with window and coordinates."""
    return dataclasses.replace(settings, kind="extratrees", features="window", coordinates="xy")


def stacked(parts: Sequence[Part], weights: Sequence[float], mean: float) -> Stack:
    """Return the stack of parts with weights, the last that of the `mean`; what counts nothing is left out."""
    used = [(part, float(weight)) for part, weight in zip(parts, weights) if weight > 0]
    return Stack(tuple(part for part, _ in used), tuple(weight for _, weight in used), float(weights[-1]) * mean)
