"""Splits: repeated stratified or random folds, and validation rows; samples of one pixel always stay together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..runtime.errors import InputError
from ..runtime.seeds import FOLDS, VALIDATION_ROWS, generator

Rows = NDArray[np.int64]

LONGEST_NAME = 10  # strata in the name of those joined: every sample holds that name


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

    The dealing goes on where the former stratum ended, so folds differ in size by at most the size of one pixel group.

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
