"""Splits: repeated stratified or random folds, and validation rows; samples of one pixel always stay together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..runtime.errors import InputError
from ..runtime.seeds import FOLDS, VALIDATION_ROWS, generator

Rows = NDArray[np.int64]

LONGEST_NAME = 10  # strata in the name of those joined: every sample holds that name


@dataclass(frozen=True)
class Folds:
    """Folds of some repeats, one after the other, split as scikit-learn's splitters split.

    Whatever takes such a splitter as its ``cv`` judges a model on the folds that *Cross-Validate* uses; a function
    that wants every sample tested once, as ``cross_val_predict`` does, takes those of one repeat.

    Attributes
    ----------
    assignment
        (repeats, n) fold of every sample, counted from 0, as :func:`.schemes.make_folds` returns it.

    Examples
    --------
    A model that is not in SOC Map, out of fold:

    >>> from pathlib import Path
    >>> from sklearn.model_selection import cross_val_predict, cross_val_score
    >>> from sklearn.neighbors import KNeighborsRegressor
    >>> from socmap_plugin.core.dataset import patch_dataset
    >>> dataset = patch_dataset.load(Path("soc.npz"))
    >>> folds = Folds(stratified_folds(dataset.strata, dataset.pixel_group, folds=4, repeats=3, seed=1))
    >>> cross_val_predict(KNeighborsRegressor(), dataset.flat(), dataset.target, cv=folds.of_repeat(0)).shape
    (48,)
    >>> cross_val_score(KNeighborsRegressor(), dataset.flat(), dataset.target, cv=folds).shape  # repeats and folds
    (12,)
    """

    assignment: Rows

    @property
    def count(self) -> int:
        """Number of folds of a repeat."""
        return int(self.assignment.max()) + 1

    @property
    def places(self) -> list[tuple[int, int]]:
        """Every repeat and fold, counted from 0, in the order of :meth:`split`."""
        return [(repeat, fold) for repeat in range(len(self.assignment)) for fold in range(self.count)]

    def rows(self, repeat: int, fold: int) -> tuple[Rows, Rows]:
        """Return the row numbers, (k,) and (n - k,), that train and that test when a fold is left out."""
        tests = self.assignment[repeat] == fold
        return np.flatnonzero(~tests), np.flatnonzero(tests)

    def of_repeat(self, repeat: int) -> Folds:
        """Return the folds of one repeat."""
        return Folds(self.assignment[repeat : repeat + 1])

    def split(self, X: Any = None, y: Any = None, groups: Any = None) -> Iterator[tuple[Rows, Rows]]:
        """Yield the row numbers, (k,) and (n - k,), that train and that test; the folds do not depend on the data.

        Raises
        ------
        ValueError
            `X` has another number of samples than the folds.
        """
        samples = self.assignment.shape[1]
        if X is not None and len(X) != samples:
            raise ValueError(f"The folds are of {samples} samples, X has {len(X)}; give it the same rows.")
        return (self.rows(*place) for place in self.places)

    def get_n_splits(self, X: Any = None, y: Any = None, groups: Any = None) -> int:
        """Return how many pairs :meth:`split` yields."""
        return len(self.places)


def pooled_strata(strata: NDArray[np.str_], folds: int) -> tuple[NDArray[np.str_], list[str]]:
    """Join strata with fewer members than folds to one, because they cannot be in every fold.

    Parameters
    ----------
    strata
        (n,) names.
    folds
        How many.

    Returns
    -------
    strata : array
        (n,) with the small ones renamed; where even their sum is too small they join the largest stratum.
    names : list of str
        The strata that were joined, with their sizes.
    """
    names, counts = np.unique(strata, return_counts=True)
    small = names[counts < folds]
    if not len(small):
        return strata, []
    described = [f"{name or '(none)'} ({count})" for name, count in zip(names, counts) if count < folds]
    rest = names[counts >= folds]
    enough = counts[counts < folds].sum() >= folds or not len(rest)
    home = "+".join(small[:LONGEST_NAME]) if enough else str(rest[np.argmax(counts[counts >= folds])])
    return np.where(np.isin(strata, small), home, strata), described


def stratified_folds(
    strata: NDArray[np.str_], pixel_group: NDArray[np.int64], folds: int, repeats: int, seed: int
) -> NDArray[np.int64]:
    """Deal the samples of every stratum to the folds in turn, in random order.

    The dealing goes on where the former stratum ended, so folds differ by at most one sampled pixel; in their number of
    samples they may differ by more, where pixels hold many.

    Parameters
    ----------
    strata
        (n,) strata; one value for all gives random folds.
    pixel_group
        (n,) samples of one reference pixel, which go to one fold together (with the stratum of the first of them).
    folds, repeats, seed
        A repeat's folds do not depend on how many repeats there are.

    Returns
    -------
    array
        (repeats, n) fold of every sample, 0 to folds - 1.

    Raises
    ------
    InputError
        Fewer than two folds, or more than sampled pixels.

    Examples
    --------
    Two strata in two folds, the last two samples in one pixel:

    >>> strata, pixel = np.array(["hill"] * 4 + ["plain"] * 4), np.array([0, 1, 2, 3, 4, 5, 6, 6])
    >>> folds = stratified_folds(strata, pixel, folds=2, repeats=3, seed=1)
    >>> folds.shape, [sorted(row[:4].tolist()) for row in folds]
    ((3, 8), [[0, 0, 1, 1], [0, 0, 1, 1], [0, 0, 1, 1]])
    >>> np.array_equal(folds[:, 6], folds[:, 7])
    True
    """
    groups, first, member = np.unique(pixel_group, return_index=True, return_inverse=True)
    if folds < 2 or folds > len(groups):
        raise InputError(f"{folds} folds are asked of {len(groups)} sampled pixels; choose from 2 to {len(groups)}.")
    stratum = np.unique(strata[first], return_inverse=True)[1]
    assignment = np.empty((repeats, len(strata)), np.int64)
    for repeat in range(repeats):
        order = generator(seed, FOLDS, repeat).permutation(len(groups))
        order = order[np.argsort(stratum[order], kind="stable")]
        fold = np.empty(len(groups), np.int64)
        fold[order] = np.arange(len(groups)) % folds
        assignment[repeat] = fold[member]
    return assignment


def validation_splits(
    rows: Rows,
    target: NDArray[np.float64],
    pixel_group: NDArray[np.int64],
    share: float,
    members: int,
    seed: Sequence[int],
) -> list[tuple[Rows, Rows]]:
    """Split rows into training and validation rows, differently for every member.

    Pixel groups are ordered by their target, and one of every 1 / `share` neighbours is drawn, so that validation rows
    span the target as the training rows do. The first 1 / `share` members share no validation row.

    Parameters
    ----------
    rows
        (m,) row numbers of the dataset's n samples.
    target, pixel_group
        (n,) of all samples.
    share
        Of the pixel groups that is to validate, up to 0.5.
    members
        How many splits.
    seed
        Numbers that together are the seed.

    Returns
    -------
    list of (train, validation)
        Row numbers, increasing; together the m rows.

    Raises
    ------
    InputError
        There are fewer pixel groups than 1 / `share`.
    """
    groups, member = np.unique(pixel_group[rows], return_inverse=True)
    parts = max(round(1 / share), 2)
    if len(groups) < parts:
        raise InputError(f"{len(groups)} sampled pixels are too few for a validation share of {share:g}; raise it.")
    mean = np.bincount(member, target[rows]) / np.bincount(member)
    splits = []
    for m in range(members):
        draw = generator(*seed, VALIDATION_ROWS, m // parts)
        order = np.argsort(mean, kind="stable")
        part = np.empty(len(groups), np.int64)
        for start in range(0, len(groups), parts):
            block = order[start : start + parts]
            part[block] = draw.permutation(parts)[: len(block)]
        chosen = (part == m % parts)[member]
        splits.append((rows[~chosen], rows[chosen]))
    return splits
