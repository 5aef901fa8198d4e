"""What networks say of rows that they neither learnt from nor were stopped by."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


class HeldBack:
    """Predictions of validation rows, each by the epoch that was best for other validation rows.

    The epoch that a network keeps is the one with the smallest error over its validation rows, so that its error there
    is too small: with few samples and many epochs by a lot. Therefore each half of the validation rows of a network is
    predicted by the epoch that the other half would have kept. One pixel alone has no other half, and judges itself.

    Parameters
    ----------
    validation
        Row numbers of each of the M networks.
    pixel_group
        (n,) samples of one pixel are in one half.
    """

    def __init__(self, validation: Sequence[NDArray[np.int64]], pixel_group: NDArray[np.int64]) -> None:
        shape = len(validation), max(map(len, validation))
        self.rows, self.weight = np.zeros(shape, np.int64), np.zeros(shape, np.float32)  # padded with weight 0
        halves = np.zeros((2, *shape), np.bool_)
        for m, own in enumerate(validation):
            self.rows[m, : len(own)], self.weight[m, : len(own)] = own, 1
            second = np.unique(pixel_group[own], return_inverse=True)[1] % 2 == 1
            halves[:, m, : len(own)] = (~second, second) if second.any() else True
        self._halves, self._samples = halves, len(pixel_group)
        self._least = np.full((2, len(validation)), np.inf)
        self._predicted = np.full(shape, np.nan, np.float32)

    def update(self, members: NDArray[np.int64], predicted: NDArray[np.float32], squares: NDArray[np.float32]) -> None:
        """Take the predictions of an epoch.

        Parameters
        ----------
        members
            (k,) numbers of the networks that still train.
        predicted, squares
            (k, V) scaled predictions of their validation rows, and squared errors.
        """
        for half, (judging, judged) in enumerate(zip(self._halves, self._halves[::-1])):
            error = np.sum(squares, axis=1, where=judging[members])
            better = error < self._least[half, members]
            chosen = members[better]
            self._least[half, chosen] = error[better]
            self._predicted[chosen] = np.where(judged[chosen], predicted[better], self._predicted[chosen])

    def scaled(self) -> NDArray[np.float32]:
        """Return (M, n) scaled predictions, NaN where a row is no validation row of a network."""
        result = np.full((len(self.rows), self._samples), np.nan, np.float32)
        m, place = np.nonzero(self.weight)
        result[m, self.rows[m, place]] = self._predicted[m, place]
        return result
