from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from socmap_plugin.core.crossval.importance import DRAWS, Importance, permuted, units
from tests.builders import datasets

RNG = np.random.default_rng(16)
N = 120
YEARS, MONTHS = ("2002", "2003", "2004"), ("2003", "1", "2")
STATIC = {"twi": RNG.standard_normal((N, 3, 3)), "slope": RNG.standard_normal(N)}
TEMPORAL = [
    (YEARS, {"evi": RNG.standard_normal((N, 3)), "greenup": RNG.standard_normal((N, 3))}),
    (MONTHS, {"rain": RNG.standard_normal((N, 3))}),
]
CATEGORIES = {"twi": "terrain", "slope": "terrain", "evi": "vegetation index", "rain": "climate", "greenup": "climate"}


@pytest.fixture(scope="module")
def dataset():
    return datasets.patch_dataset(np.zeros(N), STATIC, TEMPORAL, CATEGORIES)


def effects(dataset, predict, repeats=1, seed=1, folds=4):
    """Permutation importance of a known function of a dataset, whose target it is."""
    known = dataclasses.replace(dataset, target=predict(dataset))
    importance = Importance(known, repeats, seed)
    for repeat in range(repeats):
        for fold in range(folds):
            importance.add(repeat, fold, np.flatnonzero(np.arange(N) % folds == fold), predict)
    return {(effect.kind, effect.name): effect.increase for effect in importance.effects("known")}


def test_units_are_covariates_categories_and_steps(dataset):
    found = units(dataset.covariates)
    assert [(unit.kind, unit.name) for unit in found] == [
        *(("covariate", name) for name in ("twi", "slope", "evi", "greenup", "rain")),
        *(("category", name) for name in ("terrain", "vegetation index", "climate")),
        *(("step", name) for name in ("2002", "2003", "2004", "1", "2")),
    ]
    by_name = {unit.name: unit for unit in found}
    assert by_name["slope"].static == (1,)
    assert by_name["terrain"].static == (0, 1)
    assert not any(cells.any() for cells in by_name["terrain"].cells)
    assert by_name["climate"].static == ()
    yearly, monthly = by_name["climate"].cells
    assert yearly.tolist() == [[False, True]] * 3
    assert monthly.all()
    assert by_name["2003"].static == ()
    yearly, monthly = by_name["2003"].cells  # a step of both groups
    assert yearly.tolist() == [[False, False], [True, True], [False, False]]
    assert monthly.tolist() == [[True], [False], [False]]


def test_every_value_belongs_to_one_covariate_and_one_category(dataset):
    for kind in ("covariate", "category"):
        chosen = [unit for unit in units(dataset.covariates) if unit.kind == kind]
        assert sorted(place for unit in chosen for place in unit.static) == [0, 1]
        for group in range(2):
            assert (sum(unit.cells[group].astype(int) for unit in chosen) == 1).all()


def test_a_static_and_a_temporal_covariate_of_one_name_are_two():
    values = RNG.standard_normal((N, 3))
    same = datasets.patch_dataset(np.zeros(N), {"evi": values[:, 0]}, [(YEARS, {"evi": values})])
    static, temporal, category, *_ = units(same.covariates)
    assert (static.name, static.static, static.cells[0].any()) == ("evi", (0,), False)
    assert (temporal.name, temporal.static, temporal.cells[0].all()) == ("evi", (), True)
    assert (category.static, category.cells[0].all()) == ((0,), True)


def test_a_single_step_is_no_unit():
    one = datasets.patch_dataset(np.zeros(N), {}, [(("2002",), {"evi": RNG.standard_normal((N, 1))})])
    assert [unit.kind for unit in units(one.covariates)] == ["covariate", "category"]


def test_permuting_swaps_whole_patches_and_leaves_the_rest(dataset):
    order = RNG.permutation(N)
    by_name = {(unit.kind, unit.name): unit for unit in units(dataset.covariates)}
    found = permuted(dataset, by_name["covariate", "twi"], order)
    assert np.array_equal(found.static[:, 0], dataset.static[order, 0])
    assert np.array_equal(found.static[:, 1], dataset.static[:, 1])
    assert all(np.array_equal(*pair) for pair in zip(found.temporal, dataset.temporal))
    found = permuted(dataset, by_name["step", "2003"], order)
    assert np.array_equal(found.static, dataset.static)
    assert np.array_equal(found.temporal[0][:, 1], dataset.temporal[0][order, 1])
    assert np.array_equal(found.temporal[0][:, [0, 2]], dataset.temporal[0][:, [0, 2]])
    assert np.array_equal(found.temporal[1][:, 0], dataset.temporal[1][order, 0])
    assert np.array_equal(found.temporal[1][:, 1:], dataset.temporal[1][:, 1:])
    assert np.array_equal(found.target, dataset.target)


def test_some_rows_are_permuted_as_among_all_and_nothing_is_copied_of_the_others(dataset):
    order, rows = RNG.permutation(N), np.array([5, 1, 7])
    for unit in units(dataset.covariates):
        whole, part = permuted(dataset, unit, order), permuted(dataset, unit, order, rows)
        assert np.array_equal(part.static, whole.static[rows])
        assert all(np.array_equal(some, every[rows]) for some, every in zip(part.temporal, whole.temporal))
        assert len(part) == 3


def test_effects_do_not_depend_on_how_many_rows_are_predicted_at_once(dataset, monkeypatch):
    def rough(part):
        return part.static[:, 0, 1, 1] + part.static[:, 1].sum(axis=(1, 2)) + part.temporal[0][:, 2, 1]

    expected, asked = effects(dataset, rough), []
    monkeypatch.setattr("socmap_plugin.core.crossval.importance.ROWS_AT_ONCE", 3)
    found = effects(dataset, lambda part: (asked.append(len(part)), rough(part))[1])
    assert all(np.allclose(found[unit], expected[unit], atol=1e-12) for unit in expected)
    assert set(asked) <= {2, 3, N // 4, N}  # those of a fold as they are, then a few at a time


def test_the_effect_on_a_known_function_is_that_of_the_theory(dataset):
    """A random permutation within a fold moves a value by 2 variances in the mean square; nothing else counts."""

    def slope(part):
        return 3.0 * part.static[:, 1, 0, 0]

    found = effects(dataset, slope, repeats=40)
    folds = [STATIC["slope"][np.arange(N) % 4 == fold] for fold in range(4)]
    expected = 3 * np.sqrt(2 * np.mean([np.var(own) for own in folds]))
    assert found["covariate", "slope"].mean() == pytest.approx(expected, rel=0.03)
    assert np.array_equal(found["covariate", "slope"], found["category", "terrain"])  # twi does not count
    for unit, increase in found.items():
        assert increase.shape == (40,)
        assert (increase == 0).all() == (unit not in [("covariate", "slope"), ("category", "terrain")])


def test_a_category_matters_at_least_as_much_as_its_parts_where_they_add(dataset):
    found = effects(dataset, lambda part: part.static[:, 0, 1, 1] + 2.0 * part.static[:, 1, 1, 1], repeats=10)
    parts = [found["covariate", name].mean() for name in ("twi", "slope")]
    together = found["category", "terrain"].mean()
    assert together > max(parts) > min(parts) > 0
    assert together == pytest.approx(np.hypot(*parts), rel=0.1)


def test_a_category_of_one_has_the_effect_of_its_covariate(dataset):
    found = effects(dataset, lambda part: part.temporal[0][:, :, 0].sum(axis=1))
    assert np.array_equal(found["covariate", "evi"], found["category", "vegetation index"])
    assert found["covariate", "evi"] > 0


def test_the_year_that_matters_is_found(dataset):
    found = effects(dataset, lambda part: part.temporal[0][:, 2, 1] + 0.2 * part.temporal[1][:, 0, 0])
    steps = {name: float(increase[0]) for (kind, name), increase in found.items() if kind == "step"}
    assert max(steps, key=steps.__getitem__) == "2004"
    assert 0 < steps["2003"] < steps["2004"] / 3
    assert steps["2002"] == steps["1"] == steps["2"] == 0


@pytest.mark.parametrize(("repeats", "draws"), [(1, DRAWS), (3, 4), (DRAWS, 1), (50, 1)])
def test_few_repeats_draw_more_permutations(dataset, repeats, draws):
    calls = []

    def predict(part):
        calls.append(len(part))
        return part.target

    Importance(dataset, repeats, 1).add(0, 0, np.arange(30), predict)
    assert calls == [30] + [30 * len(units(dataset.covariates))] * draws


def test_same_seed_same_effects_and_every_model_gets_the_same_permutations(dataset):
    def rain(part):
        return part.temporal[1].sum(axis=(1, 2))

    one, again, other = (effects(dataset, rain, seed=seed) for seed in (1, 1, 2))
    assert all(np.array_equal(one[unit], again[unit]) for unit in one)
    assert not np.array_equal(one["covariate", "rain"], other["covariate", "rain"])
    doubled = effects(dataset, lambda part: 2 * rain(part))
    assert doubled["covariate", "rain"] == pytest.approx(2 * one["covariate", "rain"])


@pytest.mark.parametrize("model", ["cnnlstm", "forest"])
def test_trained_models_depend_on_what_makes_the_target_and_on_nothing_else(model):
    """The target is twi and the greenup of 2003; slope, evi and the other years are noise."""
    static = {"twi": RNG.standard_normal(N), "slope": RNG.standard_normal(N)}
    sequences = {name: RNG.standard_normal((N, 3)) for name in ("evi", "greenup")}
    target = 20 + 4 * static["twi"] + 2 * sequences["greenup"][:, 1]
    dataset = datasets.patch_dataset(target, static, [(YEARS, sequences)])
    job = dataclasses.replace(datasets.settings(epochs=15, patience=15, learning_rate=0.01), models=(model,))
    found = datasets.evaluate(dataset, dataclasses.replace(job, forest=dataclasses.replace(job.forest, trees=60)))
    mean = {(item.kind, item.name): item.increase.mean() for item in found.effects}
    assert {item.model for item in found.effects} == {model}
    assert max(mean, key=mean.__getitem__) in (("covariate", "twi"), ("category", "twi"))
    assert mean["covariate", "greenup"] > 4 * max(abs(mean["covariate", "slope"]), abs(mean["covariate", "evi"]))
    assert mean["step", "2003"] > 4 * max(abs(mean["step", "2002"]), abs(mean["step", "2004"]))
    assert max(abs(mean["covariate", "slope"]), abs(mean["covariate", "evi"])) < 0.03 * target.std()
