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
    """What one network is trained on and how: rows of the dataset, a seed, and what need not be common to all."""

    train: NDArray[np.int64]
    validation: NDArray[np.int64]
    seed: int
    learning_rate: float
    dropout: float
    weight_decay: float


def ensemble_members(
    rows: NDArray[np.int64], dataset: PatchDataset, settings: TrainingSettings, *place: int
) -> list[Member]:
    """Return the members of one ensemble, trained on `rows` with different validation rows."""
    seed = (settings.seed, *place)
    splits = validation_splits(rows, dataset.target, dataset.pixel_group, settings.validation, settings.members, seed)
    own = settings.learning_rate, settings.dropout, settings.weight_decay
    return [Member(train, kept, member_seed(*seed, m), *own) for m, (train, kept) in enumerate(splits)]
