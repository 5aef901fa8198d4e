"""Permutation importance on out-of-fold rows: what a model loses when a covariate, a category or a year is shuffled.

A sample is predicted by the model of its fold, with what any other sample has of the covariate. Were it shuffled among
the samples of the fold only, a covariate that differs between blocks alone would seem to count nothing, and so would
every one where a fold is a single sample.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..dataset.patch_dataset import PatchDataset
from ..runtime.seeds import IMPORTANCE, generator
from . import shuffling
from .shuffling import Predict, Rows
from .units import Unit, units

DRAWS = 10  # permutations of every sample over all repeats, at least
MOST_ROWS = 10_000  # predicted of a unit over all repeats, about: as many as ten draws of 1,000 samples
LEAST_ROWS = 5_000  # of many samples, which say as much with fewer draws of each


@dataclass(frozen=True)
class Effect:
    """How much worse a model predicts when something is permuted among the samples.

    Attributes
    ----------
    model
        Whose out-of-fold predictions.
    kind, name
        As of :class:`.Unit`, and which.
    increase
        (repeats,) of the RMSE, in the unit of the target.
    """

    model: str
    kind: str
    name: str
    increase: NDArray[np.float64]


@dataclass(frozen=True)
class Shuffles:
    """Which samples are predicted with values of which others, repeat by repeat; the same for every model.

    Attributes
    ----------
    repeat, fold
        (k,) place of the model that predicts.
    rows, donors
        (k,) samples, and those from which they take what is shuffled.
    """

    repeat: Rows
    fold: Rows
    rows: Rows
    donors: Rows

    @classmethod
    def drawn(cls, folds: Rows, seed: int) -> Shuffles:
        """Return the shuffles of folds (repeats, n): with few repeats more in each, of many samples a part."""
        repeats, count = folds.shape
        draws = -(-DRAWS // repeats)
        wanted = max(MOST_ROWS * min(MOST_ROWS / DRAWS / count, 1.0), LEAST_ROWS)
        share = max(round(wanted) // (repeats * draws), 1)
        parts = []
        for repeat, own in enumerate(folds):
            for number in range(draws):
                draw = generator(seed, IMPORTANCE, repeat, number)
                order = draw.permutation(count)
                rows = np.arange(count) if count <= share else np.sort(draw.permutation(count)[:share])
                parts.append((np.full(len(rows), repeat), own[rows], rows, order[rows]))
        return cls(*(np.concatenate(columns) for columns in zip(*parts)))

    def of(self, repeat: int, fold: int) -> Rows:
        """Return the positions (m,) of what a fold's model predicts."""
        return np.flatnonzero((self.repeat == repeat) & (self.fold == fold))


class Importance:
    """Gathers what models say out of fold of samples that were given values of others.

    Parameters
    ----------
    dataset
        Of n samples, with the group of covariates that the models see.
    folds
        (repeats, n) fold of every sample.
    seed
        Of the shuffles, which are the same for every model.
    """

    def __init__(self, dataset: PatchDataset, folds: Rows, seed: int) -> None:
        self._dataset, self._repeats = dataset, len(folds)
        self.shuffles = Shuffles.drawn(folds, seed)
        self._units = units(dataset)
        self._plain: dict[str, NDArray[np.float32]] = {}  # by model, (k,)
        self._shuffled: dict[str, NDArray[np.float32]] = {}  # by model, (units, k)

    @property
    def predictions(self) -> int:
        """How many are asked of the models of all folds."""
        return len(self.shuffles.rows) * len(self._units)

    def add(self, model: str, repeat: int, fold: int, predict: Predict) -> None:
        """Predict the samples of a fold by its model, as they are and with each unit from others.

        Parameters
        ----------
        model
            Its name.
        repeat, fold
            Counted from 0.
        predict
            From k samples to (k,) predictions.
        """
        count = len(self.shuffles.rows)
        plain = self._plain.setdefault(model, np.full(count, np.nan, np.float32))
        shuffled = self._shuffled.setdefault(model, np.full((len(self._units), count), np.nan, np.float32))
        own = self.shuffles.of(repeat, fold)
        if not len(own):
            return  # of a small fold no sample may have been drawn
        rows, donors = self.shuffles.rows[own], self.shuffles.donors[own]
        different, place = np.unique(rows, return_inverse=True)
        plain[own] = predict(self._dataset.take(different))[place]
        shuffled[:, own] = shuffling.predictions(self._dataset, rows, donors, self._units, predict)

    def add_constant(self, model: str, predicted: NDArray[np.float64]) -> None:
        """Add a model that knows no covariates, by its (repeats, n) predictions out of fold."""
        found = predicted[self.shuffles.repeat, self.shuffles.rows].astype(np.float32)
        self._plain[model], self._shuffled[model] = found, np.tile(found, (len(self._units), 1))

    def add_mixture(self, model: str, parts: Sequence[str], weights: NDArray[np.float64]) -> None:
        """Add the weighted mean of models that were added, by weights (repeats, folds, parts)."""
        own = weights[self.shuffles.repeat, self.shuffles.fold].astype(np.float32)  # (k, parts)
        for found in (self._plain, self._shuffled):
            first, *others = (found[part] * share for part, share in zip(parts, own.T))
            found[model] = sum(others, first)

    def leading(self, model: str, kind: str) -> list[Unit]:
        """Return the units of a kind, those first that matter most in the folds that were added so far."""
        known = np.isfinite(self._plain[model])
        observed = self._dataset.target[self.shuffles.rows[known]]
        lost = np.mean((self._shuffled[model][:, known] - observed) ** 2, axis=1)
        chosen = [number for number, unit in enumerate(self._units) if unit.kind == kind]
        return [self._units[number] for number in sorted(chosen, key=lambda number: -lost[number])]

    def effects(self, model: str) -> Iterator[Effect]:
        """Yield the increase of the RMSE for every unit; all folds of all repeats must have been added."""
        observed, repeat = self._dataset.target[self.shuffles.rows], self.shuffles.repeat

        def rmse(predicted: NDArray[np.float32]) -> NDArray[np.float64]:
            squares = (predicted - observed) ** 2
            return np.sqrt(np.bincount(repeat, squares, self._repeats) / np.bincount(repeat, minlength=self._repeats))

        plain = rmse(self._plain[model])
        for unit, predicted in zip(self._units, self._shuffled[model]):
            yield Effect(model, unit.kind, unit.name, rmse(predicted) - plain)
