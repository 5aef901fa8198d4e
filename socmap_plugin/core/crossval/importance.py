"""Permutation importance on out-of-fold rows: what a model loses when a covariate, a category or a year is shuffled."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Union

import numpy as np
from numpy.typing import NDArray

from ..accuracy.results import Effect
from ..covariates.covariate_list import Covariates, StaticCovariate, TemporalVariable
from ..dataset.patch_dataset import PatchDataset
from ..runtime.seeds import IMPORTANCE, generator

Covariate = Union[StaticCovariate, TemporalVariable]

ROWS_AT_ONCE = 2048  # permuted copies predicted together
DRAWS = 10  # permutations of every sample over all repeats, at least


@dataclass(frozen=True)
class Unit:
    """What is permuted together: static covariates, and (variable, step) cells of every temporal group.

    Attributes
    ----------
    static
        Positions of static covariates; their whole patches are permuted.
    cells
        One (T, F) mask a temporal group.
    """

    kind: str
    name: str
    static: tuple[int, ...]
    cells: tuple[NDArray[np.bool_], ...]


def units(covariates: Covariates) -> list[Unit]:
    """Return every covariate, every category and, where there are several, every step of the sequences."""
    items: list[Covariate] = [*covariates.static]
    items += [variable for group in covariates.temporal for variable in group.variables]
    found = [_unit(covariates, "covariate", item.name, only=item) for item in items]
    found += [_unit(covariates, "category", name, category=name) for name in covariates.categories]
    steps = dict.fromkeys(step for group in covariates.temporal for step in group.steps)
    return found + [_unit(covariates, "step", step, step=step) for step in steps if len(steps) > 1]


def _unit(
    covariates: Covariates,
    kind: str,
    label: str,
    only: Covariate | None = None,
    category: str | None = None,
    step: str | None = None,
) -> Unit:
    def chosen(item: Covariate) -> bool:  # itself, not its name, which a static and a temporal covariate may share
        return (only is None or item is only) and category in (None, item.category)

    static = () if step else tuple(i for i, item in enumerate(covariates.static) if chosen(item))
    cells = tuple(
        np.array([[chosen(item) and step in (None, own) for item in group.variables] for own in group.steps], np.bool_)
        for group in covariates.temporal
    )
    return Unit(kind, label, static, cells)


def permuted(
    dataset: PatchDataset, unit: Unit, order: NDArray[np.int64], rows: NDArray[np.int64] | None = None
) -> PatchDataset:
    """Return a dataset in which the samples have swapped what belongs to a unit: sample i has that of ``order[i]``.

    Parameters
    ----------
    dataset
        Of n samples.
    unit
        What is swapped.
    order
        (n,) permutation of the samples.
    rows
        (m,) samples to return, all of them where it is None; memory is taken for these only.
    """
    part = dataset.take(np.arange(len(dataset)) if rows is None else rows)
    donors = order if rows is None else order[rows]
    if unit.static:
        own = np.array(unit.static)
        part.static[:, own] = dataset.static[donors[:, None], own]
    for array, whole, cells in zip(part.temporal, dataset.temporal, unit.cells):
        step, variable = np.nonzero(cells)
        array[:, step, variable] = whole[donors[:, None], step, variable]
    return part


class Importance:
    """Gathers the squared errors of permuted out-of-fold rows, fold by fold.

    Parameters
    ----------
    dataset
        Of the group of covariates that the models see.
    repeats
        How often the cross-validation is repeated: with few repeats, more permutations are drawn in each.
    seed
        Every model gets the same permutations.
    """

    def __init__(self, dataset: PatchDataset, repeats: int, seed: int) -> None:
        self._dataset, self._seed = dataset, seed
        self._draws = -(-DRAWS // repeats)
        self._units = units(dataset.covariates)
        self._plain = np.zeros(repeats)
        self._shuffled = np.zeros((len(self._units), repeats))

    def add(
        self, repeat: int, fold: int, rows: NDArray[np.int64], predict: Callable[[PatchDataset], NDArray[np.float64]]
    ) -> None:
        """Permute the test rows of a fold among themselves, unit by unit, and predict them with its model.

        Parameters
        ----------
        repeat, fold
            Counted from 0.
        rows
            (m,) of the dataset.
        predict
            From a dataset of k samples to (k,) predictions in the unit of the target.
        """
        test = self._dataset.take(rows)
        self._plain[repeat] += float(np.sum((predict(test) - test.target) ** 2))
        draw = generator(self._seed, IMPORTANCE, repeat, fold)
        for _ in range(self._draws):
            order = draw.permutation(len(rows))
            at_once = max(ROWS_AT_ONCE // len(rows), 1)
            parts = np.array_split(np.arange(len(rows)), -(-len(rows) // ROWS_AT_ONCE))
            for start, part in itertools.product(range(0, len(self._units), at_once), parts):
                chosen = slice(start, start + at_once)
                together = _stacked([permuted(test, unit, order, part) for unit in self._units[chosen]])
                errors = (predict(together) - together.target) ** 2
                self._shuffled[chosen, repeat] += errors.reshape(-1, len(part)).sum(axis=1) / self._draws

    def effects(self, model: str) -> Iterator[Effect]:
        """Yield the increase of the RMSE for every unit; all folds of all repeats must have been added."""
        count = len(self._dataset)
        plain, shuffled = np.sqrt(self._plain / count), np.sqrt(self._shuffled / count)
        for unit, row in zip(self._units, shuffled):
            yield Effect(model, unit.kind, unit.name, row - plain)


def _stacked(parts: list[PatchDataset]) -> PatchDataset:
    first = parts[0]
    return dataclasses.replace(
        first,
        static=np.concatenate([part.static for part in parts]),
        temporal=tuple(np.concatenate(arrays) for arrays in zip(*(part.temporal for part in parts))),
        target=np.tile(first.target, len(parts)),
        xy=np.tile(first.xy, (len(parts), 1)),
        pixel_group=np.tile(first.pixel_group, len(parts)),
    )
