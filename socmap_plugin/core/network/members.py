"""What one network of a batch is trained on, and how."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..dataset.patch_dataset import PatchDataset
from ..jobs.models import TrainingSettings
from ..runtime.seeds import member_seed
from ..splits.folds import validation_splits


@dataclass(frozen=True)
class Member:
    """What one network is trained on and how: rows of the dataset, a seed, and what need not be common to all.

    Attributes
    ----------
    train, validation
        Row numbers of the dataset, (k,) each: to learn from, and to tell when to stop.
    seed
        Of first values, order of the rows, symmetries and dropout.
    """

    train: NDArray[np.int64]
    validation: NDArray[np.int64]
    seed: int
    learning_rate: float
    dropout: float
    weight_decay: float


def ensemble_members(
    rows: NDArray[np.int64], dataset: PatchDataset, settings: TrainingSettings, *place: int
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

    Raises
    ------
    InputError
        There are too few sampled pixels for the share that validates.
    """
    seed = (settings.seed, *place)
    splits = validation_splits(rows, dataset.target, dataset.pixel_group, settings.validation, settings.members, seed)
    own = settings.learning_rate, settings.dropout, settings.weight_decay
    return [Member(train, kept, member_seed(*seed, m), *own) for m, (train, kept) in enumerate(splits)]
