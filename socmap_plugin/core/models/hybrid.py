"""The hybrid of networks and forest: a weighted mean whose weight is learnt on rows that neither has learnt from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..jobs.crossval import FOREST, NETWORK

if TYPE_CHECKING:
    from ..network.ensemble import Ensemble
    from ..trees.forest import Forest

HYBRID_PARTS = (NETWORK, FOREST)
LEAST_SCALE = 0.1  # of what members and forest differ: beyond, the ambiguity is not known well enough


@dataclass(frozen=True)
class Hybrid:
    """An ensemble of networks and a forest; `weight`, 0 to 1, is that of the ensemble."""

    ensemble: Ensemble
    forest: Forest
    weight: float


def learnt_weight(
    observed: NDArray[np.float64],
    network: NDArray[np.float64],
    forest: NDArray[np.float64],
    ambiguity: float = 0.0,
) -> float:
    """Return the weight of the networks with the smallest squared error of the weighted mean, between 0 and 1.

    Parameters
    ----------
    observed, network, forest
        (n,) observations of the training rows and predictions of them by models that kept them back (validation rows of
        a member, out-of-bag rows of the trees); NaN where there is none.
    ambiguity
        By how much the mean squared error of the ensemble is below that of the few members of it that `network` holds
        (Krogh and Vedelsby 1995): the ensemble deserves more weight than these.
    """
    known = np.isfinite(network) & np.isfinite(forest)
    difference = (network - forest)[known]
    square = float(np.sum(difference**2))
    if square == 0:
        return 0.5  # both say the same, or nothing
    scale = max(square - ambiguity * int(known.sum()), LEAST_SCALE * square)
    return float(np.clip(np.sum((observed - forest)[known] * difference) / scale, 0.0, 1.0))


def combined(
    weight: float | NDArray[np.float64], network: NDArray[np.float64], forest: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the weighted mean of both predictions.

    Parameters
    ----------
    weight
        Of the networks, 0 to 1; one for all, or an array of the shape of the predictions.
    network, forest
        (n,) or any other shape, in the target's unit.
    """
    return np.asarray(weight * network + (1 - weight) * forest)


def combined_spread(weight: float, network: NDArray[np.float64], forest: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the standard deviation of the weighted mean, as if members and trees disagreed independently.

    Parameters
    ----------
    weight
        Of the networks, 0 to 1.
    network, forest
        (n,) or any other shape: standard deviations over members and over trees, in the target's unit.
    """
    return np.sqrt((weight * network) ** 2 + ((1 - weight) * forest) ** 2)
