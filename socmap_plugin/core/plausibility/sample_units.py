"""Whether all samples, or a group of them, are in another unit: per cent among g/kg."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from ..settings.sample_rules import FEW_G_PER_KG, ORGANIC_SOIL_PERCENT, SMALLEST_TOPSOILS, UNIT
from .sample_findings import ALL_SAMPLES, SampleFinding
from .sample_points import SamplePoints

ENOUGH_SAMPLES = 20  # below this nothing can be said of a distribution
FACTOR = 10.0  # g/kg by per cent
LEAST_GAIN = 15.0  # twice the gain in log-likelihood over one group
LEAST_APART = 4.3  # standard deviations between the groups: nearer ones are the tail of one
WIDE = 24  # neighbours whose median is the level of a region, of which a third may be in another unit
CERTAIN = 0.9  # probability of belonging to the other group
WITHIN = 3.0  # standard deviations from its mean
STARTS = (0.05, 0.2, 0.4, 0.6, 0.8, 0.95)  # shares of the lower group to begin with
ROUNDS = 300
SETTLED = 1e-9
SMALLEST = 1e-6  # share or spread

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Groups:
    """Two groups of numbers: how much better they explain these than one, and (n,) which belong to each."""

    gain: float
    lower: NDArray[np.bool_]
    upper: NDArray[np.bool_]


def check_units(points: SamplePoints, values: Floats, usual: NDArray[np.bool_], unit: str) -> list[SampleFinding]:
    """Return that all values are in another unit, or which are.

    A group is looked for among the values and among their distances from the level of the region, on the scale of
    logarithms; the clearer answer counts.

    Parameters
    ----------
    points
        The places of the samples.
    values
        (n,) targets.
    usual
        (n,) which of them count.
    unit
        g/kg or %.
    """
    rows = np.flatnonzero(usual)
    if len(rows) < ENOUGH_SAMPLES:
        return []
    some, median = values[rows], float(np.median(values[rows]))
    high = float(np.percentile(some, 95))
    if unit == "g/kg" and high < SMALLEST_TOPSOILS:
        text = f"95 % of the values are below {high:.3g} g/kg, as if they were per cent."
        return [SampleFinding(ALL_SAMPLES, UNIT, f"{median:.3g} g/kg", text)]
    if unit == "%" and median > ORGANIC_SOIL_PERCENT:
        text = f"The median is {median:.3g} %, which is that of organic soils, or of values in g/kg."
        return [SampleFinding(ALL_SAMPLES, UNIT, f"{median:.3g} %", text)]
    logarithms = np.log(some)
    answers = [two_groups(logarithms), two_groups(logarithms - _level(logarithms, points.metres[rows]))]
    known = [answer for answer in answers if answer is not None]
    if not known:
        return []
    groups = max(known, key=lambda answer: answer.gain)
    own = groups.lower if unit == "g/kg" else groups.upper
    if not own.any() or (unit == "g/kg" and np.median(some[own]) > FEW_G_PER_KG):
        return []  # mineral soils among organic ones are as far from these
    other, place = ("%", "below") if unit == "g/kg" else ("g/kg", "above")
    return [
        SampleFinding(
            i,
            UNIT,
            f"{values[i]:.4g} {unit}",
            f"{values[i]:.4g} {unit} is of a group of {own.sum()} values a factor of 10 {place} the others: {other} "
            f"among {unit}?",
        )
        for i in rows[own].tolist()
    ]


def two_groups(numbers: Floats) -> Groups | None:
    """Return the two normal groups of (n,) natural logarithms, None where one explains them as well.

    Both groups have the same spread, and their means differ by the factor. Share, mean and spread are found by
    expectation and maximisation.
    """
    spread = float(numbers.std())
    if not spread:
        return None
    one = -len(numbers) * (math.log(spread) + 0.5)
    likelihood, low, mean, own = max((_fit(numbers, share) for share in STARTS), key=lambda fit: fit[0])
    gain = 2 * (likelihood - one)
    if gain < LEAST_GAIN or math.log(FACTOR) < LEAST_APART * own:
        return None
    away = (numbers - mean) / own
    below = away + math.log(FACTOR) / own
    return Groups(gain, (low > CERTAIN) & (np.abs(below) < WITHIN), (low < 1 - CERTAIN) & (np.abs(away) < WITHIN))


def _fit(numbers: Floats, share: float) -> tuple[float, Floats, float, float]:
    """Return log-likelihood (less a constant), probabilities of the lower group, the upper mean, and the spread."""
    shift = math.log(FACTOR)
    mean = float(np.quantile(numbers, 0.5 + share / 2))
    spread = max(float(np.median(np.abs(numbers - mean))), SMALLEST)
    before = -math.inf
    low = np.zeros_like(numbers)
    for _ in range(ROUNDS):
        upper = math.log1p(-share) - 0.5 * ((numbers - mean) / spread) ** 2
        lower = math.log(share) - 0.5 * ((numbers - mean + shift) / spread) ** 2
        both = np.logaddexp(upper, lower)
        likelihood = float((both - math.log(spread)).sum())
        low = np.exp(lower - both)
        if likelihood - before < SETTLED:
            break
        before = likelihood
        share = min(max(float(low.mean()), SMALLEST), 1 - SMALLEST)
        mean = float((numbers + shift * low).mean())
        squares = (1 - low) * (numbers - mean) ** 2 + low * (numbers - mean + shift) ** 2
        spread = max(math.sqrt(float(squares.mean())), SMALLEST)
    return before, low, mean, spread


def _level(numbers: Floats, metres: Floats) -> Floats:
    """Return the (n,) medians of the nearest samples, 0 for samples without a place: (n, d) `metres` are nan there."""
    placed = np.isfinite(metres).all(axis=1)
    level = np.zeros_like(numbers)
    count = int(placed.sum())
    if count > WIDE:
        near = cKDTree(metres[placed]).query(metres[placed], k=WIDE + 1)[1][:, 1:]
        level[placed] = np.median(numbers[placed][near], axis=1)
    return level
