"""Nothing wild outside the training values: what training saw one value of carries nothing, the rest has an edge."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from socmap_plugin.core.jobs.models import TrainingSettings
from socmap_plugin.core.network.fit import fit
from socmap_plugin.core.network.fit_many import TrainingSet, fit_networks
from socmap_plugin.core.network.members import ensemble_members
from socmap_plugin.core.network.ranges import MARGIN, Ranges, constant_names, ranges_of
from socmap_plugin.core.network.scaling import fit_scaling
from socmap_plugin.core.runtime.progress import Progress
from tests.builders.datasets import patch_dataset

QUICK = TrainingSettings(members=3, epochs=15, patience=15)
SAMPLES = 60
WILD = (-1000.0, 10.0, 100.0, 1000.0)


@pytest.fixture(scope="module")
def dataset():
    """Samples whose covariates `rare` and `snow` are 0 everywhere, as layers of a class that no sample has."""
    rng = np.random.default_rng(4)
    slope = rng.normal(size=(SAMPLES, 3, 3))
    green = rng.normal(size=(SAMPLES, 4))
    return patch_dataset(
        20 + 3 * slope[:, 1, 1] + 2 * green[:, -1] + rng.normal(size=SAMPLES),
        {"slope": slope, "rare": np.zeros((SAMPLES, 3, 3))},
        [(("1", "2", "3", "4"), {"green": green, "snow": np.zeros((SAMPLES, 4))})],
    )


@pytest.fixture(scope="module", params=["paper", "compact"])
def ensemble(request, dataset):
    settings = dataclasses.replace(QUICK, preset=request.param)
    (network,) = fit_networks(dataset, [TrainingSet(np.arange(SAMPLES))], settings, Progress())
    return network.ensemble


def _with(dataset, value, covariate):
    static, (series,) = dataset.static.copy(), (dataset.temporal[0].copy(),)
    static[:, covariate], series[..., covariate] = value, value
    return static, (series,)


@pytest.mark.parametrize("value", WILD)
def test_a_covariate_with_one_value_in_training_changes_no_prediction(ensemble, dataset, value):
    known = ensemble.predict(dataset.static, dataset.temporal)
    assert np.array_equal(ensemble.predict(*_with(dataset, value, covariate=1)), known)


@pytest.mark.parametrize("value", WILD)
def test_a_covariate_far_beyond_the_training_values_has_the_value_of_their_edge(ensemble, dataset, value):
    low, high = dataset.static[:, 0].min(), dataset.static[:, 0].max()
    below, above = dataset.temporal[0][..., 0].min(), dataset.temporal[0][..., 0].max()
    static, (series,) = _with(dataset, 0.0, covariate=0)
    static[:, 0] = low - MARGIN * (high - low) if value < 0 else high + MARGIN * (high - low)
    series[..., 0] = below - MARGIN * (above - below) if value < 0 else above + MARGIN * (above - below)
    edge = ensemble.predict(static, (series,))
    assert np.allclose(ensemble.predict(*_with(dataset, value, covariate=0)), edge, atol=1e-5)
    assert not np.allclose(edge, ensemble.predict(dataset.static, dataset.temporal), atol=0.1)


def test_what_a_member_saw_one_value_of_carries_nothing_in_its_validation_rows_either(dataset):
    first, *others = ensemble_members(np.arange(SAMPLES), dataset, QUICK)
    rare = dataset.static.copy()
    rare[first.validation, 1] = 1  # the other members learn from these
    spotted = dataclasses.replace(dataset, static=rare)
    found = fit(spotted, [first, *others], QUICK, Progress()).ensemble
    without, with_ = (found.predict(static, dataset.temporal) for static in (dataset.static, rare))
    assert np.array_equal(with_[0], without[0])
    assert not np.allclose(with_[1:, first.validation], without[1:, first.validation])


def test_a_model_without_ranges_holds_nothing(ensemble, dataset):
    older = dataclasses.replace(ensemble, scaling=dataclasses.replace(ensemble.scaling, ranges=None))
    inside = older.predict(dataset.static, dataset.temporal)
    assert np.array_equal(inside, ensemble.predict(dataset.static, dataset.temporal))
    assert not np.allclose(older.predict(*_with(dataset, 1000.0, covariate=0)), inside, atol=100)


def test_the_names_of_constants_are_known(dataset):
    ranges = ranges_of(dataset.static, dataset.temporal).among([np.arange(SAMPLES)])
    assert constant_names(dataset.covariates, ranges) == ["rare", "snow"]


def test_ranges_among_rows_see_no_others_and_know_what_exceeds_them():
    values = np.arange(5, dtype=np.float32).reshape(5, 1, 1, 1)
    own = ranges_of(values, ())
    edges = own.among([np.array([1, 2])]).widened()
    assert edges.static[:, 0, 0].tolist() == pytest.approx([1 - MARGIN, 2 + MARGIN])
    assert own.exceeding(edges).tolist() == [True, False, False, True, True]


def test_members_of_different_training_sets_have_no_range_in_common():
    values = np.arange(4, dtype=np.float32).reshape(4, 1, 1, 1)
    with pytest.raises(ValueError, match="different training sets"):
        ranges_of(values, ()).among([np.array([0, 1]), np.array([2, 3])]).shared()
    same = ranges_of(values, ()).among([np.array([0, 3]), np.array([3, 1, 0])])
    assert Ranges.from_arrays(same.arrays(), [1], 2).static.tolist() == same.static.tolist()
    assert Ranges.from_arrays({}, [1], 2) is None


def test_the_scaling_is_that_of_all_values_of_a_members_rows():
    rng = np.random.default_rng(1)
    static = (1e4 + rng.normal(size=(600, 2, 3, 3)) * [[[[1e-2]], [[50]]]]).astype(np.float32)
    series = rng.gamma(1, 3, (600, 4, 3)).astype(np.float32)
    rows = [np.arange(0, 600, 2), rng.permutation(600)[:77]]
    found = fit_scaling(static, (series,), series[:, 0, 0].astype(float), rows, False)
    for m, own in enumerate(rows):
        for moments, values, axes in ((found.static, static, (0, 2, 3)), (found.temporal[0], series, (0, 1))):
            plain = [values[own].mean(axes, np.float64), values[own].std(axes, np.float64)]
            assert np.allclose(moments[:, m], plain, rtol=1e-6)
