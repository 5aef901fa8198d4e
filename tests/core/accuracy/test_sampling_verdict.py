"""Whether folds flatter the samples, on constructed cases: optimistic, fair, pessimistic, and differences of chance."""

from __future__ import annotations

import dataclasses
import re

import numpy as np
import pytest

from socmap_plugin.core.accuracy.results import Optimism
from socmap_plugin.core.accuracy.sampling_verdict import of_area, of_covariates, of_folds_used, of_random_folds
from socmap_plugin.core.jobs.crossval import CrossValidateJob
from socmap_plugin.core.jobs.inputs import Mask
from socmap_plugin.core.splits.distances import FAIR, OPTIMISTIC, PESSIMISTIC, SamplingDistances, sampling_distances
from socmap_plugin.core.splits.prediction_area import share_beyond

JOB = CrossValidateJob("d.npz", "m.csv", scheme="block")
AREA = np.random.default_rng(1).uniform(0, 10_000, (1000, 2))


def judged(tested, mapped=1164.0, scores=None, spread=np.nan):
    """Return the verdict on random folds that test so many metres from training samples, on average."""
    draw = np.random.default_rng(2)
    around = [mean * draw.uniform(0.5, 1.5, 2000) for mean in (mapped, tested)]
    around = [own * mean / own.mean() for own, mean in zip(around, (mapped, tested))]
    distances = SamplingDistances(around[0], around[1], dict.fromkeys(("random", "knndm", "used"), around[1]))
    return of_random_folds(Optimism(distances, scores or {}, spread), "g/kg")


def scores(random, spatial):
    return {name: {"rmse": rmse, "r2": 0.3} for name, rmse in (("random", random), ("knndm", spatial))}


@pytest.mark.parametrize(
    ("verdict", "kind", "words"),
    [
        (judged(300, scores=scores(8.0, 10.0), spread=0.5), OPTIMISTIC, "Random folds are optimistic here"),
        (judged(300, scores=scores(8.0, 10.0), spread=0.5), OPTIMISTIC, "smaller by 2 g/kg .* differ by 0.5 g/kg"),
        (judged(300, scores=scores(8.0, 10.0), spread=0.5), OPTIMISTIC, "test 864 m nearer to .* 300 m and 1,164 m"),
        (judged(300, scores=scores(9.6, 10.0), spread=0.5), FAIR, "do not flatter the forest by more than chance"),
        (judged(300, scores=scores(9.96, 10.0), spread=0.01), FAIR, "do not flatter .* difference is 0.04 g/kg"),
        (judged(300, scores=scores(8.0, 10.0)), OPTIMISTIC, "smaller by 2 g/kg .one repeat, so no spread"),
        (judged(300, scores=scores(10.0, 8.0), spread=0.5), PESSIMISTIC, "do not flatter the forest, they are pessi"),
        (judged(1708), PESSIMISTIC, "are pessimistic for these samples: they test 544 m farther from"),
        (judged(1250), FAIR, "are fair .*: they test about as far from .* 1,250 m and 1,164 m"),
        (judged(1050), FAIR, "are fair"),
    ],
    ids=[
        "optimistic", "size and spread", "distance", "within the spread", "too small to matter", "one repeat",
        "the other way",
        "pessimistic", "a little farther", "a little nearer",
    ],
)  # fmt: skip
def test_random_folds_are_judged_with_sign_size_and_noise(verdict, kind, words):
    assert verdict.kind == kind
    assert re.search(words, verdict.text), verdict.text


def samples(clusters, per_cluster=30):
    draw = np.random.default_rng(3)
    if not clusters:
        return draw.uniform(0, 10_000, (clusters or 150, 2))
    return np.repeat(draw.uniform(0, 10_000, (clusters, 2)), per_cluster, axis=0) + draw.normal(
        0, 100, (clusters * per_cluster, 2)
    )


@pytest.mark.parametrize(
    ("points", "area", "kind"),
    [
        (samples(5), AREA, OPTIMISTIC),
        (samples(0), AREA, FAIR),
        (samples(0)[:40], samples(0)[:40] + 50.0, PESSIMISTIC),
    ],
    ids=["clusters", "spread as the map", "a map of the samples' places"],
)
def test_folds_of_real_places_have_a_sign(points, area, kind):
    draw, number = np.random.default_rng(4), np.arange(len(points))
    folds = np.stack([draw.permutation(number % 5) for _ in range(3)])
    found = sampling_distances(points, number, area, {"random": folds, "used": folds})
    assert found.bias("random") == kind
    assert np.sign(found.gap("random")) == {OPTIMISTIC: -1, PESSIMISTIC: 1}.get(kind, np.sign(found.gap("random")))
    assert abs(found.gap("random")) <= found.wasserstein("random") + 1e-9
    assert found.random_is_optimistic is (kind == OPTIMISTIC)
    assert of_folds_used(Optimism(found), JOB).kind == kind


def test_what_knndm_could_not_match_is_said():
    distances = SamplingDistances(
        np.full(100, 1000.0), np.full(10, 10.0), {"used": np.full(10, 800.0), "random": np.full(10, 100.0)}
    )
    text = of_folds_used(Optimism(distances), dataclasses.replace(JOB, scheme="knndm")).text
    assert "could not match is 200 m (20% of the map's mean distance)" in text
    assert "of random folds it is 900 m" in text
    assert "could not match" not in of_folds_used(Optimism(distances), JOB).text


@pytest.mark.parametrize(("spatial", "kind"), [(10.0, OPTIMISTIC), (8.1, FAIR)], ids=["a loss", "none"])
def test_folds_that_are_near_and_lose_nothing_are_fair(spatial, kind):
    near = np.full(100, 300.0)
    distances = SamplingDistances(np.full(100, 1000.0), near, dict.fromkeys(("random", "used"), near))
    found = of_folds_used(Optimism(distances, scores(8.0, spatial), 0.5), JOB)
    assert found.kind == kind
    assert ("even random folds do not flatter" in found.text) is (kind == FAIR)


@pytest.mark.parametrize(
    ("width", "share"), [(10_000, 0.0), (5000, 0.45), (1000, 0.9)], ids=["everywhere", "the western half", "a strip"]
)
def test_an_area_far_outside_the_samples_is_asked_for(width, share):
    places = np.random.default_rng(5).uniform(0, 1, (300, 2)) * [width, 10_000]
    beyond = share_beyond(places, AREA)
    assert beyond == pytest.approx(share, abs=0.06)
    distances = SamplingDistances(np.ones(3), np.ones(3), {})
    asked = of_area(Optimism(distances, beyond=beyond), JOB)
    assert bool(asked) is (share > 0)
    if asked:
        assert asked.endswith("give the part that will be mapped as AREA.")
        own = of_area(Optimism(distances, beyond=beyond), dataclasses.replace(JOB, area=Mask("{}", "EPSG:32650")))
        assert own.endswith("check that AREA is what will be mapped.")


def test_samples_on_a_line_have_no_outside():
    line = np.column_stack([np.arange(20.0), np.zeros(20)])
    assert share_beyond(line, AREA) == 0


@pytest.mark.parametrize(
    ("tested", "words"),
    [(0.2, "optimistic for places unlike all samples: on average 0.2 and 1"), (1.1, "about as far"), (2.0, "farther")],
)
def test_distances_among_covariates_are_told_in_standard_deviations(tested, words):
    schemes = {name: np.full(20, tested) for name in ("random", "used")}
    assert words in of_covariates(SamplingDistances(np.ones(50), np.full(20, 0.5), schemes))
