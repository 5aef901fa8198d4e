"""What one network of a batch is trained on, and how."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..dataset.patch_dataset import PatchDataset
from ..jobs.models import TrainingSettings
from ..runtime.seeds import member_seed
from ..splits.folds import validation_splits
from ..splits.inner_parts import parted_rows

FEW_ROWS = 640  # to learn from: up to so many a network is trained as the settings say; of 1,000 samples in five folds
MOST_GROWTH = 4.0  # of the rows of a step


@dataclass(frozen=True)
class Member:
    """What one network is trained on and how: rows of the dataset, a seed, and what need not be common to all.

    Attributes
    ----------
    train, validation
        Row numbers of the dataset, (k,) each: to learn from, and to tell when to stop.
    seed
        Of first values, order of the rows, symmetries and dropout.
    batch_size
        Rows of a step at most.
    patience
        Epochs without a better validation error after which it stops.
    """

    train: NDArray[np.int64]
    validation: NDArray[np.int64]
    seed: int
    learning_rate: float
    dropout: float
    weight_decay: float
    batch_size: int
    patience: int

    @property
    def set_learning_rate(self) -> float:
        """The rate of the settings, of which its own is made."""
        return self.learning_rate / math.sqrt(_growth(self.train))


def ensemble_members(
    rows: NDArray[np.int64],
    dataset: PatchDataset,
    settings: TrainingSettings,
    *place: int,
    parts: NDArray[np.int64] | None = None,
) -> list[Member]:
    """Return the members of one ensemble, trained on rows of a dataset with different validation rows.

    Parameters
    ----------
    rows
        (m,) row numbers.
    dataset
        What they are of.
    settings
        How many members, the share that validates, and what they have in common.
    place
        Numbers that together with the seed of the settings are the seed: repeat and fold.
    parts
        (n,) part of every row of the dataset: each member keeps back the rows of one, in turn, instead of a share.

    Raises
    ------
    InputError
        There are too few sampled pixels for the share that validates.
    """
    seed = (settings.seed, *place)
    if parts is None:
        splits = validation_splits(
            rows, dataset.target, dataset.pixel_group, settings.validation, settings.members, seed
        )
    else:
        each = [(rows[learns], rows[judges]) for learns, judges in parted_rows(parts[rows])]
        splits = [each[m % len(each)] for m in range(settings.members)]
    return [_paced(train, kept, member_seed(*seed, m), settings) for m, (train, kept) in enumerate(splits)]


def _paced(train: NDArray[np.int64], validation: NDArray[np.int64], seed: int, settings: TrainingSettings) -> Member:
    """Return a member whose steps are as large as so many rows allow.

    An epoch of many rows has many steps. So a step takes more rows, which costs less a row, and goes further, by the
    square root, as the noise of its gradient is less; and fewer epochs without success are enough, by the square root.
    """
    growth = _growth(train)
    return Member(
        train,
        validation,
        seed,
        settings.learning_rate * math.sqrt(growth),
        settings.dropout,
        settings.weight_decay,
        round(settings.batch_size * growth),
        max(round(settings.patience / math.sqrt(growth)), 1),
    )


def _growth(train: NDArray[np.int64]) -> float:
    return min(max(len(train) / FEW_ROWS, 1.0), MOST_GROWTH)
