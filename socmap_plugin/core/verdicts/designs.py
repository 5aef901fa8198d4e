"""How points were selected, and what follows of it: weights for means over the map, and the variance of such means.

Brus, Kempen and Heuvelink (2011), "Sampling for validation of digital soil maps"; Brus (2022), "Spatial sampling with
R", chapters 3, 4, 8 and 31. The map is an infinite population of points, so there is no finite population correction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..runtime.errors import InputError
from ..runtime.wording import listed, shown

Floats = NDArray[np.float64]
LEAST_OF_A_STRATUM = 2  # below there is no variance


@dataclass(frozen=True)
class Design:
    """Points of a probability sample.

    Attributes
    ----------
    weights
        (n,) shares of the area that the points stand for; they sum to 1.
    groups
        (n,) number of the stratum in which a point varies from others; all 0 without strata.
    notes
        What had to be done to the strata, in sentences.
    """

    weights: Floats
    groups: NDArray[np.int64]
    notes: tuple[str, ...] = ()
    _shares: Floats = field(default_factory=lambda: np.ones(1))  # of the area, by group

    def mean(self, values: Floats) -> Floats:
        """Return the estimated mean over the map of (n, ...) values at the points, in the shape (...)."""
        return np.tensordot(self.weights, values, axes=1)

    def variance(self, values: Floats) -> tuple[float, float]:
        """Return the sampling variance of the mean of (n,) values, and its degrees of freedom.

        With one group the variance of the weighted mean as if points were drawn with replacement, for equal weights
        s2 / n; with strata the sum of W2 s2 / n over them. The degrees of freedom are those of Satterthwaite, fewer
        where the tails of the values are long: 2 n / (kurtosis - 1), because a variance of such values is known less.
        """
        deviations, factors = np.zeros(len(values)), np.zeros(len(self._shares))
        freedom = np.zeros(len(self._shares))
        for group, share in enumerate(self._shares):
            own = self.groups == group
            n = int(own.sum())
            weights = self.weights[own] if len(self._shares) == 1 else np.full(n, share / n)
            deviations[own] = weights * (values[own] - weights @ values[own] / weights.sum())
            factors[group], freedom[group] = n / (n - 1), n - 1
        squares = deviations**2 * factors[self.groups]
        parts = np.bincount(self.groups, squares, len(self._shares))
        total = float(parts.sum())
        if total == 0:
            return 0.0, float(freedom.sum())
        uneven = float(np.sum(squares**2)) / total**2 - 1 / len(values)
        tails = 2 / uneven if uneven > 0 else np.inf
        return total, float(max(min(total**2 / np.sum(parts**2 / freedom), tails), 1.0))


def simple(count: int) -> Design:
    """Return the design of `count` simple random points."""
    return Design(np.full(count, 1 / count), np.zeros(count, np.int64))


def unequal(probabilities: Floats) -> Design:
    """Return the design of points whose inclusion probabilities (n,) are known, up to a common factor.

    The mean is that of Hajek: the sum of values over probabilities by the sum of 1 over them.
    """
    weights = 1 / probabilities
    return Design(weights / weights.sum(), np.zeros(len(weights), np.int64))


def stratified(strata: Sequence[str], areas: Mapping[str, float]) -> Design:
    """Return the design of simple random points in each of several strata.

    Parameters
    ----------
    strata
        Of every point.
    areas
        By stratum, in any one unit.

    Raises
    ------
    InputError
        A stratum of the points has no area, or there are too few points for any variance.

    Notes
    -----
    A stratum with one point counts in the mean with its own area. For the variance, which one point does not have, it
    is joined with the smallest of the others (collapsed strata; Brus 2022, section 31.1).
    """
    names = sorted(set(strata))
    unknown = [name for name in names if not areas.get(name, 0) > 0]
    if unknown:
        raise InputError(
            f"The strata {listed([shown(name or '(none)') for name in unknown])} of the points have no area above 0 "
            f"among {listed([shown(name) for name in areas])}; name the areas of all strata that have points."
        )
    counts = {name: list(strata).count(name) for name in names}
    total = sum(areas[name] for name in names)
    weights = np.array([areas[name] / total / counts[name] for name in strata])
    groups, notes = _collapsed(counts, areas)
    number = {name: i for i, group in enumerate(groups) for name in group}
    shares = np.array([sum(areas[name] for name in group) / total for group in groups])
    empty = [name for name, area in areas.items() if area > 0 and name not in counts]
    if empty:
        left_out = sum(areas[name] for name in empty)
        notes.append(
            f"No point is in the strata {listed([shown(name) for name in empty])}, "
            f"{100 * left_out / (total + left_out):.1f} % of the area: what is said holds for the others."
        )
    return Design(weights, np.array([number[name] for name in strata]), tuple(notes), shares)


def areas_of(strata: Sequence[str], probabilities: Floats) -> dict[str, float]:
    """Return relative areas of strata that follow of the inclusion probabilities (n,) of their points."""
    found: dict[str, float] = {}
    for name, probability in zip(strata, probabilities.tolist()):
        found[name] = found.get(name, 0.0) + 1 / probability
    return found


def _collapsed(counts: Mapping[str, int], areas: Mapping[str, float]) -> tuple[list[list[str]], list[str]]:
    """Return groups of strata that have points enough for a variance, and sentences of those that were joined."""
    groups, notes = [[name] for name in sorted(counts, key=lambda name: areas[name])], []
    while len(groups) > 1:
        few = next((group for group in groups if sum(counts[name] for name in group) < LEAST_OF_A_STRATUM), None)
        if few is None:
            break
        groups.remove(few)
        partner = groups[0]
        notes.append(
            f"One point has no variance, so for the standard errors the stratum {shown(few[0])} is joined with "
            f"{listed([shown(name) for name in partner])}."
        )
        partner += few
        groups.sort(key=lambda group: sum(areas[name] for name in group))
    return groups, notes
