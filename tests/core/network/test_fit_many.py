from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from socmap_plugin.core.accuracy.comparison import corrected_interval
from socmap_plugin.core.jobs.models import TrainingSettings
from socmap_plugin.core.jobs.search_grid import candidates, tuned_values
from socmap_plugin.core.network.fit_many import MEMBERS_AT_ONCE, TrainingSet, fit_networks, training_sets
from socmap_plugin.core.network.members import ensemble_members
from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.splits.folds import stratified_folds
from tests.builders import datasets

QUICK = TrainingSettings(members=2, epochs=6, patience=6, tune=True)
RNG = np.random.default_rng(12)


class Batches(Progress):
    """Remembers what is said of every batch."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def report(self, fraction: float, message: str = "") -> None:
        name = message.partition("epoch")[0].rstrip(", ")
        if name not in self.names:
            self.names.append(name)


def sets(dataset, folds=3):
    return training_sets(stratified_folds(dataset.strata, dataset.pixel_group, folds, 1, 1))


def alone(dataset, training_set, point):
    """Fit one point on one training set."""
    return fit_networks(dataset, [training_set], dataclasses.replace(point, tune=False), Progress())[0]


def test_points_of_one_shape_in_a_batch_equal_the_points_alone(small_dataset):
    settings = dataclasses.replace(QUICK, tuning_grid="learning_rate=0.001,0.01; dropout=0,0.3; weight_decay=0,0.1")
    chosen, said = sets(small_dataset), Batches()
    together = fit_networks(small_dataset, chosen, settings, said)
    assert said.names == [""]  # one batch, that has no name
    for training_set, network in zip(chosen, together):
        single = alone(small_dataset, training_set, network.settings)
        gap = network.predict(small_dataset) - single.predict(small_dataset)
        assert np.abs(gap).max() < 1e-3 * small_dataset.target.std()
        assert network.rmse_validation == pytest.approx(single.rmse_validation, rel=1e-3)


def test_the_point_with_the_smallest_validation_error_is_chosen(small_dataset):
    settings = dataclasses.replace(QUICK, tuning_grid="learning_rate=0.0005,0.005; width=1,0.5; window=3,5")
    chosen = sets(small_dataset)
    for training_set, network in zip(chosen, fit_networks(small_dataset, chosen, settings, Progress())):
        errors = [alone(small_dataset, training_set, point).rmse_validation for point in candidates(settings)]
        assert tuned_values(network.settings) == tuned_values(candidates(settings)[int(np.argmin(errors))])
        assert network.rmse_validation == pytest.approx(min(errors), rel=1e-3)


def test_the_validation_error_is_that_of_the_validation_rows(small_dataset):
    (network,) = fit_networks(
        small_dataset, sets(small_dataset)[:1], dataclasses.replace(QUICK, tune=False), Progress()
    )
    errors = [
        network.ensemble.subset([m]).predict(small_dataset.static, small_dataset.temporal)[0][member.validation]
        - small_dataset.target[member.validation]
        for m, member in enumerate(network.members)
    ]
    assert network.rmse_validation == pytest.approx(np.sqrt(np.mean([np.mean(e**2) for e in errors])), rel=1e-5)
    known = np.flatnonzero(np.isfinite(network.held_back()))
    assert np.array_equal(known, np.unique(np.concatenate([member.validation for member in network.members])))


def test_a_row_that_several_members_kept_back_gets_their_mean(small_dataset):
    settings = dataclasses.replace(QUICK, tune=False, members=7, epochs=2, patience=2)  # a share of 0.2: 5 are disjoint
    (network,) = fit_networks(small_dataset, [TrainingSet(np.arange(80))], settings, Progress())
    row = next(r for r in range(80) if sum(r in member.validation for member in network.members) == 2)
    keepers = [m for m, member in enumerate(network.members) if row in member.validation]
    assert network.held_back()[row] == pytest.approx(network.fit.held_back[keepers, row].mean(), rel=1e-5)
    assert np.isfinite(network.held_back()).all()


@pytest.mark.parametrize(
    ("grid", "most", "batches"),
    [
        ("learning_rate=0.001,0.01; dropout=0,0.3", MEMBERS_AT_ONCE, 1),
        ("width=1,2; window=3,5; dropout=0,0.3", MEMBERS_AT_ONCE, 4),
        ("dropout=0,0.3", 8, 2),  # 2 members x 2 points: two training sets at once
        ("dropout=0,0.3", 1, 3),  # never less than one training set
    ],
    ids=["one shape", "four shapes", "few at once", "one at once"],
)
def test_shapes_follow_batch_by_batch(small_dataset, monkeypatch, grid, most, batches):
    monkeypatch.setattr("socmap_plugin.core.network.fit_many.MEMBERS_AT_ONCE", most)
    settings = dataclasses.replace(QUICK, tuning_grid=grid, epochs=1)
    said = Batches()
    found = fit_networks(small_dataset, sets(small_dataset), settings, said)
    assert len(found) == 3
    assert said.names == ([f"batch {i + 1} of {batches}" for i in range(batches)] if batches > 1 else [""])


def test_batches_change_nothing(small_dataset, monkeypatch):
    settings = dataclasses.replace(QUICK, tuning_grid="learning_rate=0.001,0.01; width=1,0.5", epochs=3)
    whole = fit_networks(small_dataset, sets(small_dataset), settings, Progress())
    monkeypatch.setattr("socmap_plugin.core.network.fit_many.MEMBERS_AT_ONCE", 1)
    for one, other in zip(whole, fit_networks(small_dataset, sets(small_dataset), settings, Progress())):
        assert one.settings == other.settings
        gap = one.predict(small_dataset) - other.predict(small_dataset)
        assert np.abs(gap).max() < 1e-3 * small_dataset.target.std()


def test_a_window_is_the_centre_of_the_patches(small_dataset):
    settings = dataclasses.replace(QUICK, tuning_grid="window=3")
    (network,) = fit_networks(small_dataset, [TrainingSet(np.arange(80))], settings, Progress())
    centre = small_dataset.static[:, :, 1:4, 1:4]
    cut = dataclasses.replace(small_dataset, static=centre)
    assert np.array_equal(small_dataset.crop(3).static, centre)
    assert np.array_equal(small_dataset.crop(1).static[..., 0, 0], small_dataset.static[:, :, 2, 2])
    assert network.inputs(small_dataset).window == network.ensemble.architecture.window == 3
    single = alone(cut, TrainingSet(np.arange(80)), dataclasses.replace(settings, window=0))
    assert np.array_equal(network.predict(small_dataset), single.predict(cut))
    rim = small_dataset.static.copy()
    rim[:, :, [0, 4]] += 1e3
    rim[:, :, :, [0, 4]] += 1e3
    assert np.array_equal(
        network.predict(dataclasses.replace(small_dataset, static=rim)), network.predict(small_dataset)
    )


def test_a_window_wider_than_the_datasets_is_refused_before_anything_is_trained(small_dataset):
    settings = dataclasses.replace(QUICK, tuning_grid="window=5,7")
    said = Batches()
    with pytest.raises(InputError, match="A window of 7 pixels cannot be cut from the 5 pixels of the dataset"):
        fit_networks(small_dataset, sets(small_dataset), settings, said)
    assert not said.names


def test_a_point_that_is_clearly_right_is_chosen_for_every_fold():
    signal = RNG.standard_normal(100)
    dataset = datasets.patch_dataset(20 + 5 * signal, {"twi": signal})
    settings = dataclasses.replace(QUICK, members=1, epochs=12, patience=12)
    settings = dataclasses.replace(settings, tuning_grid="learning_rate=0.000001,0.01; weight_decay=0,10")
    job = dataclasses.replace(datasets.JOB, models=("cnnlstm",), repeats=1, settings=settings)
    found = datasets.evaluate(dataset, job)
    assert found.choices == {"all": [{"learning_rate": 0.01, "weight_decay": 0.0}] * 5}
    assert found.outcomes[0].mean_score(dataset.target, "r2") > 0.8


def test_tuning_on_noise_finds_nothing():
    dataset = datasets.patch_dataset(RNG.standard_normal(100), {name: RNG.standard_normal(100) for name in "abcd"})
    grid = "learning_rate=0.003,0.01,0.03; dropout=0,0.3; weight_decay=0,0.1"
    settings = TrainingSettings(members=1, epochs=10, patience=10, tune=True, tuning_grid=grid)
    folds = stratified_folds(dataset.strata, dataset.pixel_group, 5, 2, 1)
    chosen = training_sets(folds)
    networks = fit_networks(dataset, chosen, settings, Progress())
    assert len({tuple(tuned_values(network.settings).values()) for network in networks}) > 2  # it did follow the noise
    tests = [np.setdiff1d(np.arange(100), training_set.rows) for training_set in chosen]
    spread = [np.mean((dataset.target - dataset.target.mean())[test] ** 2) for test in tests]

    def skill(network, number):
        test = tests[number]
        return 1 - np.mean((network.predict(dataset.take(test)) - dataset.target[test]) ** 2) / spread[number]

    honest = np.array([skill(network, number) for number, network in enumerate(networks)])
    mean, low, _ = corrected_interval(honest, 1 / 4)
    assert low <= 0
    assert mean < 0.02
    points = [dataclasses.replace(point, tune=False) for point in candidates(settings)]
    every = [
        [skill(network, number) for number, network in enumerate(fit_networks(dataset, chosen, point, Progress()))]
        for point in points
    ]
    assert np.max(every, axis=0).mean() > mean + 0.03  # the trap: a choice that has seen the test rows


def test_inner_splits_see_training_rows_only_and_never_split_a_pixel():
    pixel = np.repeat(np.arange(40), RNG.integers(1, 5, 40))
    n = len(pixel)
    dataset = datasets.patch_dataset(RNG.standard_normal(n), {"twi": RNG.standard_normal(n)}, pixel_group=pixel)
    settings = dataclasses.replace(QUICK, members=7)
    folds = stratified_folds(dataset.strata, pixel, 5, 3, 1)
    for training_set in training_sets(folds):
        repeat, fold = training_set.place
        assert np.array_equal(training_set.rows, np.flatnonzero(folds[repeat] != fold))
        for member in ensemble_members(training_set.rows, dataset, settings, *training_set.place):
            assert not set(pixel[member.train]) & set(pixel[member.validation])
            assert sorted([*member.train, *member.validation]) == training_set.rows.tolist()


def test_every_fold_and_repeat_has_seeds_of_its_own(small_dataset):
    folds = stratified_folds(small_dataset.strata, small_dataset.pixel_group, 5, 3, 1)
    settings = dataclasses.replace(QUICK, members=5)
    seeds = [
        member.seed
        for training_set in training_sets(folds)
        for member in ensemble_members(training_set.rows, small_dataset, settings, *training_set.place)
    ]
    assert len(set(seeds)) == 3 * 5 * 5
