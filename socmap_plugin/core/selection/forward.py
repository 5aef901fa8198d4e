"""Forward selection of covariates, nested in the folds: what a forest needs, and what the choice itself costs.

Of many covariates that are chosen and judged on the same samples, some always look useful. So every fold chooses anew
among its training rows, judged by the other folds of its repeat, which the same scheme has drawn, and then predicts its
test rows.
"""

from __future__ import annotations

import dataclasses
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..covariates.covariate_list import Covariates, without_class
from ..dataset.patch_dataset import PatchDataset
from ..effects.units import single_units
from ..jobs.models import ForestSettings
from ..runtime.errors import InputError
from ..runtime.progress import Progress
from ..runtime.seeds import member_seed
from ..splits.folds import Folds, Rows
from ..target.log_scale import learns_logarithm, original, refuse_without_logarithm, smearing_factor
from ..trees.forest import Forest, grow, grow_with_out_of_bag
from ..trees.tree_model import guessed_trees_s
from ..unfinished.records import Arrays, Kept

TREES = 25  # of the forests that only compare variables: to rank these, no more are needed
MOST_CHOSEN = 10  # variables; each further one takes another round over all that are left
MOST_FORESTS = 100_000  # a few hours
_OF_THE_MOST = 0.3  # of the forests that there may be are grown, mostly
LEAST_FOLDS = 3  # of a repeat: without the test fold, two are left to learn from and to judge by


@dataclass(frozen=True)
class Selection:
    """Which variables a forest chose in the folds, and what it then predicted.

    Attributes
    ----------
    names
        Of the V variables that there were to choose from.
    chosen
        (repeats, folds, V): when a variable was chosen, the first is 1; 0 where it was not.
    predicted
        (repeats, n) out of fold, by a forest of the chosen ones, in the target's unit.
    """

    names: tuple[str, ...]
    chosen: NDArray[np.int64]
    predicted: NDArray[np.float64]


def select_forward(
    dataset: PatchDataset, folds: NDArray[np.int64], settings: ForestSettings, kept: Kept, progress: Progress
) -> Selection:
    """Choose variables one by one in every fold, and predict its test rows by a forest of those.

    In each round the variable joins that makes the held-back error of a forest smallest; the choice ends where none
    makes it smaller, or with :data:`MOST_CHOSEN`. A temporal variable is one with all its steps, and so are the classes
    of a covariate.

    Parameters
    ----------
    dataset
        Of n samples.
    folds
        (repeats, n), numbered from 0.
    settings
        Of the forest that predicts.
    kept
        The folds that an earlier run has left are not done again.
    progress
        Is told how long it takes at most before it begins, and of every fold.

    Raises
    ------
    InputError
        There are too few folds to choose by, so many variables and folds that it would not end, or a target has no
        logarithm although it is to be learnt.
    """
    columns, split = variables(dataset.covariates), Folds(folds)
    refuse_endless(len(columns), split)
    missing = sum(not kept.has(_named(place)) for place in split.places)
    if missing:
        _tell_time(dataset, columns, split, missing, settings, progress)
    chosen = np.zeros((len(folds), split.count, len(columns)), np.int64)
    predicted = np.full(folds.shape, np.nan)
    for number, place in enumerate(split.places):
        found = kept.get(_named(place))
        if found is None:
            said = f"repeat {place[0] + 1} of {len(folds)}, fold {place[1] + 1} of {split.count}"
            told = progress.part(number / len(split.places), (number + 1) / len(split.places), said)
            found = _of_fold(dataset, split, place, list(columns.values()), settings, told)
            kept.put(_named(place), found)
        chosen[place] = found["chosen"]
        predicted[place[0], split.rows(*place)[1]] = found["predicted"]
    return Selection(tuple(columns), chosen, predicted)


def _named(place: tuple[int, int]) -> str:
    return f"selection, repeat {place[0]}, fold {place[1]}"


def _of_fold(
    dataset: PatchDataset,
    split: Folds,
    place: tuple[int, int],
    columns: Sequence[NDArray[np.int64]],
    settings: ForestSettings,
    progress: Progress,
) -> Arrays:
    """Return what is chosen without a fold, (V,), and what is then predicted of its rows."""
    train, test = split.rows(*place)
    rows, target = dataset.flat(), dataset.target[train]
    seed = member_seed(settings.seed, *place)
    on_log = learns_logarithm(settings.log_target, target)
    if on_log:
        refuse_without_logarithm(target)
        target = np.log1p(target)
    order = _chosen(rows[train], target, split.assignment[place[0], train], columns, settings, seed, progress)
    chosen = np.zeros(len(columns), np.int64)
    chosen[order] = np.arange(1, len(order) + 1)
    kept = np.concatenate([columns[variable] for variable in order])
    forest, out_of_bag = grow_with_out_of_bag(rows[train][:, kept], target, dataset.pixel_group[train], settings, seed)
    predicted = forest.predict(rows[test][:, kept])
    if on_log:
        predicted = original(predicted, smearing_factor(target, out_of_bag))
    return {"chosen": chosen, "predicted": predicted}


def variables(covariates: Covariates) -> dict[str, NDArray[np.int64]]:
    """Return the columns (k,) of :meth:`.PatchDataset.flat` that belong to a variable, by its name."""
    offsets = np.cumsum([len(covariates.static), *(len(g.steps) * len(g.variables) for g in covariates.temporal)])
    found: dict[str, list[int]] = {}
    sources = [item.source for item in covariates.static]
    sources += [variable.sources[0] for group in covariates.temporal for variable in group.variables]
    for unit, source in zip(single_units(covariates), sources):
        own = list(unit.static)
        for start, cells in zip(offsets, unit.cells):
            own += (start + np.flatnonzero(cells)).tolist()
        found.setdefault(without_class(unit.name, source), []).extend(own)
    return {name: np.array(own) for name, own in found.items()}


def refuse_endless(count: int, split: Folds) -> None:
    """Refuse what cannot be chosen by the folds, or would take too long for `count` variables."""
    if split.count < LEAST_FOLDS:
        raise InputError(
            f"SELECT needs {LEAST_FOLDS} folds or more, to choose within the training samples; there are {split.count}."
        )
    forests = _most_forests(count, split)
    if forests > MOST_FORESTS:
        raise InputError(
            f"SELECT may grow {forests} forests for {count} variables in {len(split.places)} folds, the limit is "
            f"{MOST_FORESTS}; use fewer REPEATS, FOLDS or covariates."
        )


def guessed_selection_s(count: int, split: Folds) -> float:
    """Return how many seconds a choice among `count` variables takes, about, until that is known."""
    samples = split.assignment.shape[1]
    return _OF_THE_MOST * _most_forests(count, split) * guessed_trees_s(TREES, samples)


def _most_forests(count: int, split: Folds) -> int:
    rounds = sum(count - number for number in range(min(count, MOST_CHOSEN)))
    return rounds * (split.count - 1) * len(split.places)


def _tell_time(
    dataset: PatchDataset,
    columns: dict[str, NDArray[np.int64]],
    split: Folds,
    missing: int,
    settings: ForestSettings,
    progress: Progress,
) -> None:
    """Tell how long the `missing` folds take at most, by a forest of all variables, which is the slowest."""
    train, _ = split.rows(*split.places[0])
    rows, target = dataset.flat()[train], dataset.target[train]
    start = time.perf_counter()
    _judging(rows, target, settings, settings.seed).predict(rows)
    forests = _most_forests(len(columns), split) * missing // len(split.places)
    minutes = math.ceil((time.perf_counter() - start) * forests / 60)
    progress.log(
        f"Variables are selected among {len(columns)} in {missing} of {len(split.places)} folds: at most {forests} "
        f"small forests, which takes {minutes} min at most, and mostly ends much earlier."
    )


def _chosen(
    rows: NDArray[np.float32],
    target: NDArray[np.float64],
    folds: Rows,
    columns: Sequence[NDArray[np.int64]],
    settings: ForestSettings,
    seed: int,
    progress: Progress,
) -> list[int]:
    """Return the numbers of the variables as they join, for training rows (k, columns) in `folds`, (k,)."""
    chosen: list[int] = []
    least = math.inf
    while len(chosen) < min(MOST_CHOSEN, len(columns)):
        errors = {}
        for variable in range(len(columns)):
            if variable in chosen:
                continue
            progress.check()
            kept = np.concatenate([columns[own] for own in (*chosen, variable)])
            errors[variable] = _error(rows[:, kept], target, folds, settings, seed)
        best = min(errors, key=errors.__getitem__)
        if errors[best] >= least:
            break
        chosen.append(best)
        least = errors[best]
        progress.report(len(chosen) / min(MOST_CHOSEN, len(columns)), f"variable {len(chosen)}")
    return chosen


def _judging(rows: NDArray[np.float32], target: NDArray[np.float64], settings: ForestSettings, seed: int) -> Forest:
    return grow(rows, target, dataclasses.replace(settings, trees=TREES), seed)


def _error(
    rows: NDArray[np.float32], target: NDArray[np.float64], folds: Rows, settings: ForestSettings, seed: int
) -> float:
    """Return the sum of the squared errors of rows (k, ...) that forests without their fold make."""
    total = 0.0
    for fold in np.unique(folds):
        test = folds == fold
        forest = _judging(rows[~test], target[~test], settings, seed)
        total += float(np.sum((forest.predict(rows[test]) - target[test]) ** 2))
    return total
