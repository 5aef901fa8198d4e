"""Which training rows of a fold are kept back together: where folds part space, rows inside them are parted alike.

Early stopping, the weights of a stack and intervals are learnt on training rows that were kept back. Were they drawn at
random where the folds are blocks, their neighbours would have been learnt from, and their errors would be smaller than
those of the fold. The other folds of the same repeat part the training rows as that fold is parted from them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..dataset.patch_dataset import PatchDataset
from ..jobs.crossval import CrossValidateJob
from .folds import Folds, Rows
from .schemes import random_folds

SPATIAL = ("block", "knndm")
FEWEST, MOST = 3, 5  # parts: with two, half of the rows would learn; with many, a model would be fitted too often


@dataclass(frozen=True)
class InnerParts:
    """Parts of the training rows of every fold.

    Attributes
    ----------
    folds
        (repeats, n) fold of every sample, counted from 0.
    parted
        (repeats,) whether rows are kept back by part; elsewhere at random.
    """

    folds: Rows
    parted: NDArray[np.bool_]

    def of(self, repeat: int, fold: int) -> Rows | None:
        """Return the part of every sample, (n,), counted from 0, -1 for those of the fold; None where none are made.

        Examples
        --------
        >>> folds = np.array([[0, 1, 2, 3, 3]])
        >>> InnerParts(folds, np.array([True])).of(0, 1).tolist()
        [0, -1, 1, 2, 2]
        """
        if not self.parted[repeat]:
            return None
        own = self.folds[repeat]
        others = own - (own > fold)  # counted without the fold
        return np.where(own == fold, -1, others % MOST)

    def of_all(self) -> Rows | None:
        """Return the parts of all samples, (n,), of a model that leaves none out: the folds of the first repeat."""
        return self.folds[0] % MOST if self.parted[0] else None

    def among(self, rows: Rows, repeat: int, fold: int) -> Rows | None:
        """Return the parts of some rows, (k,), by their numbers."""
        parts = self.of(repeat, fold)
        return None if parts is None else parts[rows]


def parted_rows(parts: Rows) -> Iterator[tuple[Rows, Rows]]:
    """Yield for every part of (m,) rows the numbers of those that learn, and of those of the part."""
    for part in np.unique(parts):
        yield np.flatnonzero(parts != part), np.flatnonzero(parts == part)


def inner_parts(dataset: PatchDataset, folds: Rows, job: CrossValidateJob) -> InnerParts:
    """Return how the training rows of `folds`, (repeats, n), are parted that a job has asked for.

    Rows of random folds are kept back at random, and so are those of kNNDM's folds where these are random ones. Of the
    folds of a table nobody knows what they part.
    """
    split = Folds(folds)
    parted = np.zeros(len(folds), np.bool_)
    if job.fold_table is None and job.scheme in SPATIAL and split.count > FEWEST:
        random = random_folds(dataset, split.count, len(folds), job.settings.seed)
        parted = (folds != random).any(axis=1)
    return InnerParts(folds, parted)
