"""Whether folds flatter the samples, in words: optimistic, fair or pessimistic, with sign, size and noise."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..jobs.crossval import CrossValidateJob
from ..splits.distances import FAIR, OPTIMISTIC, PESSIMISTIC, SamplingDistances
from .results import Optimism

LEAST_LOSS = 0.02  # of the RMSE: a smaller difference between schemes of folds matters to nobody
MUCH_BEYOND = 0.2  # of the area, far outside the samples, from which on it is asked whether all of it will be mapped


@dataclass(frozen=True)
class SamplingVerdict:
    """What folds make of the accuracy: ``optimistic``, ``fair`` or ``pessimistic``, and the sentences that say why."""

    kind: str
    text: str


def of_random_folds(found: Optimism, unit: str) -> SamplingVerdict:
    """Judge random folds: by their distances, and where these are nearer than the map's by what a forest loses."""
    distances = found.distances
    if not found.scores:
        apart = _averages(distances, "random")
        if distances.bias("random") == PESSIMISTIC:
            return SamplingVerdict(
                PESSIMISTIC,
                f"Random folds are pessimistic for these samples: they test {apart}. For the map expect a smaller "
                "error; more folds leave test samples nearer to training samples.",
            )
        return SamplingVerdict(FAIR, f"Random folds are fair for these samples: they test {apart}.")
    random, spatial = found.scores["random"], found.scores["knndm"]
    numbers = (
        f"a random forest has an RMSE of {random['rmse']:.4g} {unit} and an R2 of {random['r2']:.3f} with random "
        f"folds, and an RMSE of {spatial['rmse']:.4g} {unit} and an R2 of {spatial['r2']:.3f} with kNNDM folds, which "
        "are about as far from their training samples as the map is"
    )
    lost = spatial["rmse"] - random["rmse"]
    spread = 0.0 if math.isnan(found.spread) else found.spread
    repeats = f"the repeats differ by {spread:.2g} {unit}, standard deviation" if spread else "one repeat, so no spread"
    beside = f"{abs(lost):.2g} {unit} ({repeats})"
    if abs(lost) <= max(spread, LEAST_LOSS * random["rmse"]):
        return SamplingVerdict(
            FAIR,
            f"The samples are clustered, yet random folds do not flatter the forest by more than chance: {numbers}. "
            f"The difference is {beside}.",
        )
    if lost < 0:
        return SamplingVerdict(
            PESSIMISTIC,
            f"The samples are clustered, yet random folds do not flatter the forest, they are pessimistic: {numbers}. "
            f"The difference is {beside}.",
        )
    return SamplingVerdict(
        OPTIMISTIC,
        f"Random folds are optimistic here, because the samples are clustered: {numbers}. The error with random folds "
        f"is smaller by {beside}; they test {_averages(distances, 'random')}.",
    )


def judged_apart(job: CrossValidateJob) -> bool:
    """Return whether the folds of a job are of another kind than random ones, so that more is said of them."""
    return job.fold_table is not None or job.scheme not in ("random", "stratified")


def of_folds_used(found: Optimism, job: CrossValidateJob) -> SamplingVerdict:
    """Judge the folds that were used by their distances, and of kNNDM's say what could not be matched."""
    distances = found.distances
    kind, name = distances.bias("used"), "of the table" if job.fold_table is not None else f"used here ({job.scheme})"
    text = f"The folds {name} test {_averages(distances, 'used')}: "
    harmless = kind == OPTIMISTIC and bool(found.scores) and of_random_folds(found, "").kind != OPTIMISTIC
    kind = FAIR if harmless else kind
    text += (
        "even random folds do not flatter a forest here, so that is fair."
        if harmless
        else {
            OPTIMISTIC: "the accuracy below is optimistic for this map.",
            PESSIMISTIC: "the accuracy below is pessimistic for this map.",
            FAIR: "that is fair for this map.",
        }[kind]
    )
    if job.fold_table is None and job.scheme == "knndm":
        missed, mean = distances.wasserstein("used"), float(distances.prediction.mean())
        text += (
            f" What kNNDM could not match is {length(missed)} ({missed / mean:.0%} of the map's mean distance), the "
            f"Wasserstein distance of the two curves; of random folds it is {length(distances.wasserstein('random'))}."
        )
    return SamplingVerdict(kind, text)


def of_covariates(distances: SamplingDistances) -> str:
    """Return how far the folds used test in the space of the covariates."""
    mean, gap = float(distances.prediction.mean()), distances.gap("used")
    words = {
        OPTIMISTIC: "nearer to the training samples than the map is to the samples, so that the accuracy is optimistic "
        "for places unlike all samples",
        PESSIMISTIC: "farther from the training samples than the map is from the samples",
        FAIR: "about as far from the training samples as the map is from the samples",
    }[distances.bias("used")]
    return (
        f"In the space of the static covariates, each by its standard deviation, the folds used test {words}: on "
        f"average {mean + gap:.2g} and {mean:.2g}, unmatched {distances.wasserstein('used'):.2g}, of random folds "
        f"{distances.wasserstein('random'):.2g}."
    )


def of_area(found: Optimism, job: CrossValidateJob) -> str:
    """Return what is asked where much of the area lies far outside the samples, '' elsewhere."""
    if found.beyond < MUCH_BEYOND:
        return ""
    asked = (
        "check that AREA is what will be mapped"
        if job.area is not None
        else "give the part that will be mapped as AREA"
    )
    return (
        f"{found.beyond:.0%} of the area that the covariates cover lie far outside the samples, and distances and "
        f"folds are judged for all of it; {asked}."
    )


def length(metres: float) -> str:
    """Return a distance as text.

    >>> length(544.0), length(12_345.0)
    ('544 m', '12.3 km')
    """
    return f"{metres / 1000:.3g} km" if metres >= 10_000 else f"{metres:,.0f} m"


def _averages(distances: SamplingDistances, scheme: str) -> str:
    gap, mean = distances.gap(scheme), float(distances.prediction.mean())
    if distances.bias(scheme) == FAIR:
        return (
            f"about as far from the training samples as the map is from the samples (on average {length(mean + gap)} "
            f"and {length(mean)})"
        )
    word = "farther from" if gap > 0 else "nearer to"
    return (
        f"{length(abs(gap))} {word} the training samples than the map is (on average {length(mean + gap)} and "
        f"{length(mean)})"
    )
