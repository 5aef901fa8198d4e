from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from socmap_plugin.core.effects import shuffling
from socmap_plugin.core.effects.importance import DRAWS, LEAST_ROWS, MOST_ROWS, Importance, Shuffles
from socmap_plugin.core.effects.shuffling import predictions
from socmap_plugin.core.effects.units import units
from socmap_plugin.core.jobs.crossval import EXTRATREES, FOREST, MEAN, NETWORK, STACK
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


def made_folds(repeats, folds, count=N):
    return np.tile(np.arange(count) % folds, (repeats, 1))


def effects(dataset, predict, repeats=1, seed=1, folds=4, assignment=None):
    """Permutation importance of a known function of a dataset, whose target it is."""
    known = dataclasses.replace(dataset, target=predict(dataset))
    assignment = made_folds(repeats, folds, len(dataset)) if assignment is None else assignment
    importance = Importance(known, assignment, seed)
    for repeat, own in enumerate(assignment):
        for fold in np.unique(own):
            importance.add("known", repeat, int(fold), predict)
    return {(effect.kind, effect.name): effect.increase for effect in importance.effects("known")}


def test_units_are_covariates_categories_and_steps(dataset):
    found = units(dataset)
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
        chosen = [unit for unit in units(dataset) if unit.kind == kind]
        assert sorted(place for unit in chosen for place in unit.static) == [0, 1]
        for group in range(2):
            assert (sum(unit.cells[group].astype(int) for unit in chosen) == 1).all()


def test_a_static_and_a_temporal_covariate_of_one_name_are_two():
    values = RNG.standard_normal((N, 3))
    same = datasets.patch_dataset(np.zeros(N), {"evi": values[:, 0]}, [(YEARS, {"evi": values})])
    static, temporal, *_ = found = units(same)
    category = next(unit for unit in found if unit.kind == "category")
    assert (static.name, static.static, static.cells[0].any()) == ("evi", (0,), False)
    assert (temporal.name, temporal.static, temporal.cells[0].all()) == ("evi", (), True)
    assert (category.static, category.cells[0].all()) == ((0,), True)


def test_a_single_step_is_no_unit():
    one = datasets.patch_dataset(np.zeros(N), {}, [(("2002",), {"evi": RNG.standard_normal((N, 1))})])
    assert [unit.kind for unit in units(one)] == ["covariate", "category"]


def seen(dataset, unit, rows, donors):
    """What a model is shown of some samples when a unit comes from others."""
    shown = []

    def predict(part):
        shown.append((part.static.copy(), [array.copy() for array in part.temporal], part.pixel_group.copy()))
        return part.target

    predictions(dataset, rows, donors, [unit], predict)
    (one,) = shown
    return one


def test_a_unit_comes_from_others_with_its_whole_patches_and_the_rest_stays(dataset):
    rows, donors = RNG.permutation(N)[:50], RNG.permutation(N)[:50]
    by_name = {(unit.kind, unit.name): unit for unit in units(dataset)}
    static, temporal, place = seen(dataset, by_name["covariate", "twi"], rows, donors)
    assert np.array_equal(static[:, 0], dataset.static[donors, 0])
    assert np.array_equal(static[:, 1], dataset.static[rows, 1])
    assert all(np.array_equal(array, own[rows]) for array, own in zip(temporal, dataset.temporal))
    assert np.array_equal(place, dataset.pixel_group[rows])
    static, temporal, _ = seen(dataset, by_name["step", "2003"], rows, donors)
    assert np.array_equal(static, dataset.static[rows])
    assert np.array_equal(temporal[0][:, 1], dataset.temporal[0][donors, 1])
    assert np.array_equal(temporal[0][:, [0, 2]], dataset.temporal[0][rows][:, [0, 2]])
    assert np.array_equal(temporal[1][:, 0], dataset.temporal[1][donors, 0])
    assert np.array_equal(temporal[1][:, 1:], dataset.temporal[1][rows, 1:])


def rough(part):
    return part.static[:, 0, 1, 1] + part.static[:, 1].sum(axis=(1, 2)) + part.temporal[0][:, 2, 1]


@pytest.mark.parametrize("limit", ["ROWS_AT_ONCE", "MOST_BYTES"])
def test_effects_do_not_depend_on_how_many_rows_are_predicted_at_once(dataset, monkeypatch, limit):
    expected, asked = effects(dataset, rough), []
    numbers = dataset.static[0].size + sum(array[0].size for array in dataset.temporal)
    monkeypatch.setattr(shuffling, limit, 3 if limit == "ROWS_AT_ONCE" else 3 * 4 * numbers)
    found = effects(dataset, lambda part: (asked.append(len(part)), rough(part))[1])
    assert all(np.allclose(found[unit], expected[unit], atol=1e-6) for unit in expected)
    assert set(asked) <= {1, 2, 3, N // 4, N}  # those of a fold as they are, then a few at a time


def test_rows_are_copied_once_for_many_units(dataset, monkeypatch):
    """Or a hundred covariates would be copied a hundred times, to change one of them each time."""
    copied = []
    take = type(dataset).take
    monkeypatch.setattr(type(dataset), "take", lambda self, rows: (copied.append(len(rows)), take(self, rows))[1])
    monkeypatch.setattr(shuffling, "ROWS_AT_ONCE", N)
    own = units(dataset)
    predictions(dataset, np.arange(N), np.arange(N)[::-1], own, rough)
    assert copied == [N] < [len(own) * N]


def test_many_samples_and_repeats_are_explained_by_a_bounded_number_of_predictions():
    for repeats, count, most in (
        (1, 1_000, MOST_ROWS),
        (1, 1_250, 8_000),
        (10, 2_000, LEAST_ROWS),
        (50, 3_000, LEAST_ROWS),
        (1, 50_000, LEAST_ROWS),
    ):
        shuffles = Shuffles.drawn(made_folds(repeats, 5, count), 1)
        assert 0.9 * most <= len(shuffles.rows) <= most
        assert set(np.unique(shuffles.repeat)) == set(range(repeats))
    few = Shuffles.drawn(made_folds(3, 5, 100), 1)
    assert len(few.rows) == 3 * 4 * 100
    assert np.array_equal(np.bincount(few.donors), np.full(100, 12))  # permutations


def test_a_covariate_that_differs_between_blocks_only_matters_whatever_the_folds_are(dataset):
    """Of every scheme, one sample a fold included, importance means the same."""
    block = np.repeat(np.arange(6), N // 6)
    data = datasets.patch_dataset(np.zeros(N), {"block": block.astype(float), "noise": RNG.standard_normal(N)})
    expected = np.sqrt(2 * np.var(block))

    def predict(part):
        return part.static[:, 0, 0, 0].astype(float)

    for folds in (block, np.arange(N) % 5, np.arange(N)):
        found = effects(data, predict, assignment=np.tile(folds, (10, 1)))
        assert found["covariate", "block"].mean() == pytest.approx(expected, rel=0.06)
        assert (found["covariate", "noise"] == 0).all()


def test_covariates_that_are_alike_are_a_unit_and_matter_together():
    base = RNG.standard_normal((2, N))
    static = {
        "a": base[0],
        "b": -np.exp(base[0]),  # rank correlation -1
        "c": base[0] + 0.3 * base[1],
        "other": base[1],
        "constant": np.full(N, 3.0),
    }
    series = {"d": 5 * base[1][:, None] + RNG.standard_normal((N, 3)), "free": RNG.standard_normal((N, 3))}
    data = datasets.patch_dataset(np.zeros(N), static, [(YEARS, series)], dict.fromkeys([*static, *series], "all"))
    groups = [unit for unit in units(data) if unit.kind == "alike"]
    assert [unit.name for unit in groups] == ["a, b, c", "other, d"]
    assert groups[0].static == (0, 1, 2)
    assert groups[1].static == (3,)
    assert groups[1].cells[0].tolist() == [[True, False]] * 3

    def predict(part):  # each could take the place of the other
        return np.where(part.static[:, 0, 0, 0] > 0, part.static[:, 0, 0, 0], part.static[:, 2, 0, 0])

    found = effects(data, predict, repeats=5)
    assert found["alike", "a, b, c"].mean() > max(found["covariate", name].mean() for name in "abc")
    assert (found["alike", "other, d"] == 0).all()


def test_the_effect_on_a_known_function_is_that_of_the_theory(dataset):
    """A random permutation moves a value by 2 variances in the mean square; nothing else counts."""

    def slope(part):
        return 3.0 * part.static[:, 1, 0, 0]

    found = effects(dataset, slope, repeats=40)
    expected = 3 * np.sqrt(2 * np.var(STATIC["slope"]))
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
    shuffles = Shuffles.drawn(made_folds(repeats, 4), 1)
    assert np.array_equal(np.bincount(shuffles.rows), np.full(N, repeats * draws))
    assert len(shuffles.of(0, 0)) == N // 4 * draws


def test_same_seed_same_effects_and_every_model_gets_the_same_permutations(dataset):
    def rain(part):
        return part.temporal[1].sum(axis=(1, 2))

    one, again, other = (effects(dataset, rain, seed=seed) for seed in (1, 1, 2))
    assert all(np.array_equal(one[unit], again[unit]) for unit in one)
    assert not np.array_equal(one["covariate", "rain"], other["covariate", "rain"])
    doubled = effects(dataset, lambda part: 2 * rain(part))
    assert doubled["covariate", "rain"] == pytest.approx(2 * one["covariate", "rain"])


@pytest.mark.parametrize("model", [NETWORK, FOREST, EXTRATREES, STACK])
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


def test_a_mixture_is_explained_as_if_it_were_asked_itself(dataset):
    def one(part):
        return rough(part)

    def other(part):
        return 3.0 * part.static[:, 1, 1, 1]

    known = dataclasses.replace(dataset, target=one(dataset))
    folds = made_folds(2, 4)
    share = np.array([[0.2, 0.5, 0.7, 1.0], [0.1, 0.3, 0.0, 0.4]])
    weights = np.stack([share, 0.9 - 0.9 * share, 0.1 - 0.1 * share], axis=-1)
    importance = Importance(known, folds, 1)
    mean = np.full((2, N), 7.0)
    importance.add_constant(MEAN, mean)
    for repeat, fold in np.ndindex(2, 4):
        importance.add("one", repeat, fold, one)
        importance.add("other", repeat, fold, other)
        own = weights[repeat, fold]
        importance.add("plain", repeat, fold, lambda part, w=own: w[0] * one(part) + w[1] * other(part) + w[2] * 7.0)
    importance.add_mixture("mixed", ("one", "other", MEAN), weights)
    for mixed, plain in zip(importance.effects("mixed"), importance.effects("plain")):
        assert mixed.increase == pytest.approx(plain.increase, abs=1e-5)
