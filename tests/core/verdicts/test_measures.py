"""Measures of a map from a sample: closed forms, worked numbers, and the coverage of their intervals in simulation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from socmap_plugin.core.models import metrics
from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.verdicts.designs import areas_of, simple, stratified, unequal
from socmap_plugin.core.verdicts.measures import NAMES, Pairs, bootstrap, measure, values_of

STRATA = ["a", "a", "a", "b", "b", "c", "c", "c", "c"]
AREAS = {"a": 60.0, "b": 30.0, "c": 10.0}
VALUES = np.array([1.0, 2.0, 6.0, 10.0, 14.0, 3.0, 5.0, 7.0, 9.0])


def pairs_of(count, seed=1):
    random = np.random.default_rng(seed)
    observed = random.gamma(4, 5, count)
    return Pairs(observed, observed + random.normal(0.5, 3, count), random.uniform(size=count) < 0.8)


def test_simple_random_points_are_judged_as_everywhere_else():
    pairs = pairs_of(50)
    found = measure(pairs, simple(50))
    for name in ("rmse", "r2", "bias", "mae", "ccc"):
        assert found[name].value == pytest.approx(getattr(metrics, name)(pairs.observed, pairs.predicted), rel=1e-12)
    assert found["coverage"].value == pytest.approx(np.mean(pairs.inside))


def test_the_bias_of_simple_random_points_has_students_interval():
    pairs = pairs_of(50)
    error = pairs.predicted - pairs.observed
    low, high = stats.t.interval(0.95, 49, error.mean(), stats.sem(error))
    found = measure(pairs, simple(50))["bias"]
    assert found.error == pytest.approx(stats.sem(error), rel=1e-12)
    # long tails widen it, never the other way
    assert low - 0.1 * (high - low) < found.lower <= low + 1e-12
    assert high - 1e-12 <= found.upper < high + 0.1 * (high - low)


def test_strata_count_by_their_areas():
    """By hand: means 3, 12, 6 and variances 7, 8, 20/3 of three, two and four points."""
    design = stratified(STRATA, AREAS)
    assert design.mean(VALUES) == pytest.approx(0.6 * 3 + 0.3 * 12 + 0.1 * 6, rel=1e-12)
    parts = np.array([0.36 * 7 / 3, 0.09 * 8 / 2, 0.01 * (20 / 3) / 4])
    variance, freedom = design.variance(VALUES)
    assert variance == pytest.approx(parts.sum(), rel=1e-12)
    assert freedom <= parts.sum() ** 2 / np.sum(parts**2 / [2, 1, 3]) + 1e-12
    assert design.notes == ()


def test_a_stratum_with_one_point_keeps_its_area_and_borrows_its_variance():
    """As Brus (2022, section 31.1): the mean by the strata themselves, the variance by collapsed ones."""
    strata = ["a", "b", "b", "c", "c", "c"]
    values = np.array([4.0, 10.0, 14.0, 1.0, 2.0, 6.0])
    design = stratified(strata, {"a": 20.0, "b": 30.0, "c": 50.0})
    assert design.mean(values) == pytest.approx(0.2 * 4 + 0.3 * 12 + 0.5 * 3, rel=1e-12)
    joined = np.array([4.0, 10.0, 14.0])
    assert design.variance(values)[0] == pytest.approx(0.25 * joined.var(ddof=1) / 3 + 0.25 * 7 / 3, rel=1e-12)
    (note,) = design.notes
    assert "'a' is joined with 'b'" in note


def test_unequal_probabilities_weigh_by_their_inverse():
    """Hajek's mean, and the variance of its ratio by hand."""
    probabilities, values = np.array([0.1, 0.2, 0.4, 0.1]), np.array([5.0, 3.0, 1.0, 7.0])
    design = unequal(probabilities)
    weights = 1 / probabilities
    mean = np.sum(values * weights) / weights.sum()
    assert design.mean(values) == pytest.approx(mean, rel=1e-12)
    expected = 4 / 3 * np.sum((weights * (values - mean)) ** 2) / weights.sum() ** 2
    assert design.variance(values)[0] == pytest.approx(expected, rel=1e-12)
    assert unequal(np.full(4, 0.3)).variance(values)[0] == pytest.approx(values.var(ddof=1) / 4, rel=1e-12)


def test_areas_follow_of_inclusion_probabilities():
    """Three points of 60 ha, two of 30: the probability of a hectare is the number of points by the area."""
    found = areas_of(STRATA[:5], np.array([3 / 60] * 3 + [2 / 30] * 2))
    assert found == pytest.approx({"a": 60, "b": 30})


def test_strata_without_area_and_without_points_are_named():
    with pytest.raises(InputError, match=r"^The strata 'b', \(none\)|'\(none\)', 'b' of the points have no area above"):
        stratified(["a", "a", "b", ""], {"a": 1.0})
    (note,) = stratified(["a", "a", "b", "b"], {"a": 6.0, "b": 2.0, "sea": 2.0}).notes
    assert note.startswith("No point is in the strata 'sea', 20.0 % of the area")


def population(size=20_000, seed=4):
    """A map of so many pixels whose errors depend on a covariate, by which it has strata and unequal probabilities."""
    random = np.random.default_rng(seed)
    covariate = random.normal(size=size)
    observed = 20 + 5 * covariate + random.normal(0, 4, size)
    error = random.normal(0, 3, size) + 0.5 * covariate
    pairs = Pairs(observed, observed + error, (np.abs(error) < 4).astype(float))
    return pairs, np.digitize(covariate, [-1, 0, 0.8]), np.exp(0.5 * covariate)


@pytest.mark.parametrize("kind", ["simple", "stratified", "probability"])
def test_intervals_hold_the_truth_as_often_as_they_say(kind):
    """Of 1,000 samples of 120 points, 93 to 97 % for every measure."""
    pairs, strata, sizes = population()
    truth = values_of(pairs.columns().mean(axis=0))
    members = [np.flatnonzero(strata == number) for number in range(4)]
    areas = {str(number): float(len(own)) for number, own in enumerate(members)}
    random, hits = np.random.default_rng(7), dict.fromkeys(NAMES, 0)
    cumulative = np.cumsum(sizes) / sizes.sum()
    for _ in range(1000):
        if kind == "simple":
            drawn = random.integers(0, len(strata), 120)
            design = simple(120)
        elif kind == "stratified":
            drawn = np.concatenate([random.choice(own, 30) for own in members])
            design = stratified([str(number) for number in strata[drawn]], areas)
        else:
            drawn = np.searchsorted(cumulative, random.uniform(size=120))
            design = unequal(sizes[drawn])
        found = measure(Pairs(pairs.observed[drawn], pairs.predicted[drawn], pairs.inside[drawn]), design)
        for name in NAMES:
            hits[name] += found[name].lower <= truth[name] <= found[name].upper
    assert {name: count for name, count in hits.items() if not 930 <= count <= 970} == {}


def test_what_is_no_probability_sample_gets_a_bootstrap():
    pairs = pairs_of(200)
    found, again = (bootstrap(pairs, np.random.default_rng(1)) for _ in range(2))
    assert found == again
    error = pairs.predicted - pairs.observed
    assert found["bias"].error == pytest.approx(error.std() / math.sqrt(200), rel=0.05)
    assert all(one.lower < one.value < one.upper for one in found.values())


def test_a_perfect_map_and_constant_observations_do_not_crash():
    observed = np.arange(10.0)
    found = measure(Pairs(observed, observed, np.ones(10)), simple(10))
    assert (found["rmse"].value, found["rmse"].upper, found["r2"].value) == (0, 0, 1)
    assert 0.6 < found["coverage"].lower < found["coverage"].upper == 1
    assert math.isnan(measure(Pairs(np.ones(10), observed), simple(10))["r2"].value)
