"""Up to which dissimilarity accuracy holds: errors that grow from a known place on, and errors that do not."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from socmap_plugin.core.accuracy.error_profile import error_profile, profile_of
from socmap_plugin.core.accuracy.results import Evaluation, Outcome
from socmap_plugin.core.effects.importance import Effect
from socmap_plugin.core.effects.units import over_steps
from tests.builders import datasets

N = 300
RNG = np.random.default_rng(4)
AWAY = RNG.uniform(0, 1, N)
NOISE = RNG.normal(0, 1, N)


@pytest.mark.parametrize("place", [0.4, 0.7])
def test_it_holds_to_where_errors_begin_to_grow(place):
    found = profile_of(AWAY, (NOISE * (1 + 3 * np.greater(AWAY, place))) ** 2, 0.95)
    assert found.grows
    assert found.holds_to == pytest.approx(place, abs=0.1)
    assert len(found.rmse) == 10
    assert found.rmse[-1] > 2 * found.rmse[0]
    words = found.in_words("stack", "g/kg")
    assert words.startswith(
        f"The accuracy of the stack holds up to a dissimilarity of {found.holds_to:.2g}: the RMSE is "
    )
    assert words.endswith("more than chance would do; the area of applicability ends at 0.95.")


def test_where_errors_do_not_grow_it_holds_to_the_limit_of_the_area_of_applicability():
    said = [profile_of(AWAY, np.random.default_rng(seed).normal(0, 1, N) ** 2, 0.9).grows for seed in range(100)]
    assert sum(said) <= 8  # chance alone
    found = profile_of(AWAY, np.full(N, 4.0), 0.9)
    assert "holds up to a dissimilarity of 0.9, the limit of the area of applicability" in found.in_words(
        "mean", "g/kg"
    )
    assert "its RMSE is 2 g/kg and does not grow" in found.in_words("mean", "g/kg")


def test_few_samples_say_nothing():
    assert profile_of(AWAY[:20], NOISE[:20] ** 2, 0.9) is None
    assert profile_of(np.zeros(N), NOISE**2, 0.0) is None


def evaluation(static, predicted, effects=()):
    data = datasets.patch_dataset(np.zeros(N), static)
    folds = np.tile(np.arange(N) % 5, (2, 1))
    outcome = Outcome("all", "forest", np.tile(predicted, (2, 1)))
    return Evaluation(data, dataclasses.replace(datasets.JOB, repeats=2), folds, (outcome,), tuple(effects)), outcome


def test_samples_far_from_all_others_have_the_errors_of_an_evaluation():
    far = RNG.uniform(0, 1, N) ** 6 * 40  # few are far from the others
    other = RNG.normal(size=N) * 5
    error = NOISE * (0.2 + far / 4)
    effects = [Effect("forest", "covariate", name, np.full(2, gain)) for name, gain in (("far", 1.0), ("other", 0.0))]
    found, outcome = evaluation({"far": far, "other": other}, error, effects)
    own = error_profile(found, outcome)
    assert own.grows
    assert np.corrcoef(own.dissimilarity, far)[0, 1] > 0.6  # what is of no importance moves nothing
    unweighted, outcome = evaluation({"far": far, "other": other}, error)
    assert np.corrcoef(error_profile(unweighted, outcome).dissimilarity, own.dissimilarity)[0, 1] < 0.99


def test_the_steps_of_a_variable_share_its_weight():
    data = datasets.patch_dataset(
        np.zeros(9), {"one": np.arange(9.0)}, [(("1", "2", "3", "4"), {"evi": np.ones((9, 4))})]
    )
    weights = over_steps(data.covariates, np.array([3.0, 2.0]))
    assert weights.tolist() == [3.0, 1.0, 1.0, 1.0, 1.0]
