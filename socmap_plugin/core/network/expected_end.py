"""How far a training is whose networks stop when they get no better, long before the last epoch that they may take."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

EPOCH = 12  # networks whose training takes as long as what an epoch takes whatever their number is
GROWTH = 0.5  # of its best epoch, by which a network still gets better that has just done so
LONGEST = 0.75  # power of the number of networks by which the last of them outlasts the usual one


class ExpectedEnd:
    """The share of the work that is done, in epochs of single networks.

    A network ends so many epochs after its best as the patience is. Those that still train will get better for a
    while; the more there are, the longer the last one lasts.
    """

    def __init__(self, networks: int, epochs: int, patience: int) -> None:
        self._networks, self._epochs, self._patience = networks, epochs, patience
        self._done = 0.0

    def tell(self, epoch: int, best_epoch: NDArray[np.int64], training: NDArray[np.bool_]) -> float:
        """Return the share of the work that is done after an epoch, counted from 1.

        Parameters
        ----------
        epoch
            Which.
        best_epoch, training
            (M,) the best epoch so far, and whether it trains on, of every network.
        """
        self._done += EPOCH + int(training.sum())
        if not training.any() or epoch >= self._epochs:
            return 1.0
        best = best_epoch[training].astype(np.float64)
        hope = (1 - (epoch - best) / self._patience) ** 2
        ends = np.clip(best * (1 + GROWTH * hope) + self._patience, epoch + 1, self._epochs)
        usual = float(np.median(best_epoch)) * self._networks**LONGEST
        young = training.mean()  # while most still train nobody knows which will last
        longest = young * max(usual + self._patience, ends.max()) + (1 - young) * ends.max()
        left = float((ends - epoch).sum()) + EPOCH * (min(longest, self._epochs) - epoch)
        return self._done / (self._done + left)
