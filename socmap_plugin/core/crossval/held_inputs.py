"""How often networks of a cross-validation are asked about values beyond those that they were trained on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..dataset.patch_dataset import PatchDataset
from ..network.ranges import MARGIN, constant_names, ranges_of
from ..runtime.progress import Progress
from ..runtime.wording import listed
from ..splits.folds import Folds


def log_held(dataset: PatchDataset, folds: NDArray[np.int64], progress: Progress) -> float:
    """Say it, and which covariates a fold's training samples have one value of; returns the share of predictions.

    Parameters
    ----------
    dataset
        Of n samples.
    folds
        (repeats, n), numbered from 0.
    """
    own = ranges_of(dataset.static, dataset.temporal)
    held, constant = 0, set()
    for train, test in Folds(folds).split():
        training = own.among([train])
        held += int(own.subset(test).exceeding(training.widened()).sum())
        constant |= {*constant_names(dataset.covariates, training)}
    share = held / folds.size
    if constant:
        names = listed(sorted(constant))
        progress.log(f"The training samples of some fold have one value only of {names}; its networks ignore it.")
    if held:
        progress.log(
            f"In {share:.1%} of the predictions a covariate lies beyond the training samples' range "
            f"by more than {MARGIN:.0%} of it; the networks are given the nearest values that do not."
        )
    return share
