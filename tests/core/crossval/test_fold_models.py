from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from socmap_plugin.core.crossval.fold_models import (
    FoldModel,
    fold_limits,
    forests,
    krigings,
    means,
    network_models,
    out_of_fold,
)
from socmap_plugin.core.jobs.models import ForestSettings
from socmap_plugin.core.network.fit_many import fit_networks, training_sets
from socmap_plugin.core.runtime.errors import Cancelled
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.runtime.seeds import member_seed
from socmap_plugin.core.splits.folds import stratified_folds
from socmap_plugin.core.splits.inner_parts import InnerParts
from socmap_plugin.core.trees import tree_model
from socmap_plugin.core.trees.forest import grow
from tests.builders import datasets
from tests.builders.listener import Listener

FOREST = ForestSettings(trees=25)
RNG = np.random.default_rng(14)


@pytest.fixture(scope="module")
def dataset():
    """Sixty samples in forty pixels; a third of the signal is noise."""
    signal, pixel = RNG.standard_normal(60), np.r_[np.arange(40), np.arange(20)]
    static = {"twi": signal, "slope": RNG.standard_normal(60)}
    return datasets.patch_dataset(20 + 3 * signal + RNG.standard_normal(60), static, pixel_group=pixel)


@pytest.fixture(scope="module")
def folds(dataset):
    return stratified_folds(dataset.strata, dataset.pixel_group, 4, 2, 1)


def models_of(kind, dataset, folds, inner=None):
    if kind == "forest":
        return forests(dataset, folds, FOREST, Progress(), inner=inner)
    if kind == "mean":
        return means(dataset, folds, Progress(), inner)
    if kind == "kriging":
        return krigings(dataset, folds, "off", Progress(), inner)
    networks = fit_networks(dataset, training_sets(folds, inner), datasets.NETWORK, Progress())
    return network_models(dataset, folds, networks, Progress())


def test_training_sets_leave_out_one_fold_each(folds):
    found = training_sets(folds)
    assert [item.place for item in found] == [(repeat, fold) for repeat in range(2) for fold in range(4)]
    for item in found:
        repeat, fold = item.place
        assert set(folds[repeat][item.rows]) == set(range(4)) - {fold}
        assert len(item.rows) == np.sum(folds[repeat] != fold)


@pytest.mark.parametrize("kind", ["network", "forest", "mean", "kriging"])
def test_models_of_folds(dataset, folds, kind):
    places = []
    for model in models_of(kind, dataset, folds):
        places.append((model.repeat, model.fold))
        test = folds[model.repeat] == model.fold
        assert np.array_equal(model.test, np.flatnonzero(test))
        assert np.isnan(model.held_back[test]).all()  # of training rows only
        assert np.isfinite(model.held_back[~test]).any()
        assert np.allclose(model.predict(dataset.take(model.test)), model.predicted)
        assert np.allclose(model.predict(dataset)[model.test], model.predicted)
    assert places == [(repeat, fold) for repeat in range(2) for fold in range(4)]


def test_a_forest_of_a_fold_with_many_rows_has_fewer_trees(monkeypatch):
    monkeypatch.setattr(tree_model, "LEAST_TREES", 5)
    signal = np.random.default_rng(1).standard_normal(1_280)
    many = datasets.patch_dataset(signal, {"twi": signal})
    grown = forests(many, (np.arange(1_280) % 4)[None], FOREST, Progress(), places=[(0, 1)])
    (forest,) = [model.predict.__self__.forest for model in grown]
    assert len(forest.root) == 21  # of 25, as 960 rows are 1.2 times as many as 800


def test_a_forest_of_a_fold_is_grown_on_its_training_rows(dataset, folds):
    model = list(forests(dataset, folds, FOREST, Progress()))[5]
    train = np.flatnonzero(folds[1] != 1)
    expected = grow(dataset.flat()[train], dataset.target[train], FOREST, member_seed(FOREST.seed, 1, 1))
    assert np.array_equal(model.predicted, expected.predict(dataset.flat()[model.test]))


def test_a_sample_held_back_from_the_mean_is_predicted_by_the_others(dataset, folds):
    model = next(means(dataset, folds, Progress()))
    train = np.flatnonzero(folds[0] != 0)
    assert (model.predicted == dataset.target[train].mean()).all()
    expected = [np.delete(dataset.target[train], i).mean() for i in range(len(train))]
    assert np.allclose(model.held_back[train], expected)


@pytest.mark.parametrize("kind", ["forest", "mean", "kriging"])
def test_rows_kept_back_by_part_know_nothing_of_their_part(dataset, folds, kind):
    """Other targets in a part move what is said of the other parts, and not what is said of its own."""
    inner = InnerParts(folds, np.array([False, True]))
    part = inner.of(1, 2) == 0
    moved = dataclasses.replace(dataset, target=np.where(part, dataset.target + 5, dataset.target))
    first, second = (list(models_of(kind, each, folds, inner))[6] for each in (dataset, moved))
    assert (first.repeat, first.fold) == (1, 2)
    train = folds[1] != 2
    assert np.array_equal(np.isfinite(first.held_back), train)
    assert np.array_equal(first.held_back[part], second.held_back[part])
    assert not np.allclose(first.held_back[train & ~part], second.held_back[train & ~part])


def test_intervals_of_folds_that_part_space_cover_what_they_promise():
    """Neighbours are alike, so that rows kept back among neighbours promise too much of a place without any."""
    draw = np.random.default_rng(5)
    place = np.repeat(np.arange(30), 8)
    dataset = datasets.patch_dataset(
        20 + 3 * draw.standard_normal(30)[place] + draw.standard_normal(240),
        {"twi": draw.standard_normal(30)[place], "slope": draw.standard_normal(240)},
    )
    folds = np.stack([draw.permutation(30)[place] % 5 for _ in range(3)])
    covered = {}
    for parted in (False, True):
        inner = InnerParts(folds, np.full(3, parted))
        predicted, held_back = out_of_fold(models_of("forest", dataset, folds, inner), folds)
        lower, upper = fold_limits(dataset.target, predicted, held_back, folds)[2]
        covered[parted] = np.mean((dataset.target >= lower) & (dataset.target <= upper))
    assert covered[False] < 0.75
    assert 0.85 < covered[True] < 0.97


@pytest.mark.parametrize("kind", ["forest", "mean", "kriging"])
def test_parts_change_what_is_held_back_and_not_the_model(dataset, folds, kind):
    inner = InnerParts(folds, np.array([False, True]))
    for plain, parted in zip(models_of(kind, dataset, folds), models_of(kind, dataset, folds, inner)):
        assert np.array_equal(plain.predicted, parted.predicted)
        same = np.array_equal(plain.held_back, parted.held_back, equal_nan=True)
        assert same == (plain.repeat == 0)


def test_networks_validate_on_one_part_each(dataset, folds):
    inner = InnerParts(folds, np.array([False, True]))
    settings = dataclasses.replace(datasets.NETWORK, members=4)
    plain, parted = ([one.members(dataset, settings) for one in training_sets(folds, own)] for own in (None, inner))
    for before, after in zip(plain[:4], parted[:4]):
        assert all(np.array_equal(one.validation, other.validation) for one, other in zip(before, after))
    for (repeat, fold), members in zip([(1, fold) for fold in range(4)], parted[4:]):
        parts = inner.of(repeat, fold)
        assert [set(parts[member.validation]) for member in members] == [{0}, {1}, {2}, {0}]
        for member in members:
            together = np.sort(np.r_[member.train, member.validation])
            assert np.array_equal(together, np.flatnonzero(folds[repeat] != fold))


def test_predictions_are_gathered_by_sample_and_fold(folds):
    def models():
        for repeat in range(2):
            for fold in range(4):
                test = np.flatnonzero(folds[repeat] == fold)
                held_back = np.where(folds[repeat] == fold, np.nan, 100.0 * repeat + fold)
                yield FoldModel(repeat, fold, test, 1000.0 * repeat + test, held_back, lambda dataset: dataset.target)

    predicted, held_back = out_of_fold(models(), folds)
    assert np.array_equal(predicted, np.arange(60) + 1000 * np.arange(2)[:, None])
    assert held_back.shape == (2, 4, 60)
    for repeat in range(2):
        for fold in range(4):
            row = held_back[repeat, fold]
            assert np.array_equal(np.isnan(row), folds[repeat] == fold)
            assert set(row[np.isfinite(row)]) == {100.0 * repeat + fold}


@pytest.mark.parametrize("kind", ["forest", "mean", "kriging"])
def test_intervals_of_folds_cover_what_they_promise(kind):
    """Limits from held-back training rows, coverage on test rows that they never saw."""
    signal = RNG.standard_normal(200)
    dataset = datasets.patch_dataset(20 + 3 * signal + RNG.standard_normal(200), {"twi": signal})
    folds = stratified_folds(dataset.strata, dataset.pixel_group, 5, 4, 1)
    predicted, held_back = out_of_fold(models_of(kind, dataset, folds), folds)
    lower, upper = fold_limits(dataset.target, predicted, held_back, folds, constant=kind != "forest")[2]
    covered = (dataset.target >= lower) & (dataset.target <= upper)
    assert 0.86 < np.mean(covered) < 0.96


@pytest.mark.parametrize("kind", ["network", "forest", "mean", "kriging"])
def test_a_sample_alone_in_its_fold_is_predicted(dataset, kind):
    own = np.where(np.arange(60) == 39, 2, dataset.pixel_group % 2)  # nothing else is in its pixel
    folds = np.stack([own])
    predicted, held_back = out_of_fold(models_of(kind, dataset, folds), folds)
    assert np.isfinite(predicted).all()
    assert np.isnan(held_back[0, 2, 39])


@pytest.mark.parametrize("kind", ["network", "forest", "mean", "kriging"])
def test_a_cancel_is_heard_between_folds(dataset, folds, kind):
    networks = fit_networks(dataset, training_sets(folds), datasets.NETWORK, Progress()) if kind == "network" else ()
    models = {
        "network": lambda progress: network_models(dataset, folds, networks, progress),
        "forest": lambda progress: forests(dataset, folds, dataclasses.replace(FOREST, trees=2), progress),
        "mean": lambda progress: means(dataset, folds, progress),
        "kriging": lambda progress: krigings(dataset, folds, "off", progress),
    }[kind](Listener("repeat 1 of 2, fold 3 of 4"))
    next(models)
    next(models)
    with pytest.raises(Cancelled):
        next(models)
