from __future__ import annotations

import pickle

import numpy as np
import pytest
from sklearn.ensemble import RandomForestRegressor

from socmap_plugin.core.jobs.models import ForestSettings
from socmap_plugin.core.trees.forest import Forest, flattened, grow, grow_with_out_of_bag

RNG = np.random.default_rng(11)
ROWS = RNG.standard_normal((150, 6)).astype(np.float32)
TARGET = ROWS[:, 0] * 3 + np.sin(ROWS[:, 1] * 2) + RNG.standard_normal(150) * 0.1
SETTINGS = ForestSettings(trees=40)
ALONE = np.arange(150)  # every row in a pixel of its own


def test_flattened_trees_predict_what_scikit_learn_predicts():
    regressor = RandomForestRegressor(40, random_state=1).fit(ROWS, TARGET)
    fresh = RNG.standard_normal((500, 6)).astype(np.float32)
    expected = np.stack([tree.predict(fresh) for tree in regressor.estimators_])
    assert np.array_equal(flattened(regressor).predict_trees(fresh), expected)


def test_same_seed_gives_the_same_forest():
    one, again, other = (grow(ROWS, TARGET, SETTINGS, seed).arrays() for seed in (1, 1, 2))
    assert all(np.array_equal(one[name], again[name]) for name in one)
    assert not np.array_equal(one["threshold"], other["threshold"])


def test_out_of_bag_predictions_are_honest():
    _, out_of_bag = grow_with_out_of_bag(ROWS, RNG.standard_normal(150), ALONE, SETTINGS, 1)
    assert np.isfinite(out_of_bag).all()
    noise = RNG.standard_normal(150)
    _, predicted = grow_with_out_of_bag(ROWS, noise, ALONE, SETTINGS, 1)
    assert np.mean((predicted - noise) ** 2) > 0.8 * noise.var()


def test_out_of_bag_predictions_equal_those_of_scikit_learn():
    regressor = RandomForestRegressor(
        40, max_features=SETTINGS.max_features, min_samples_leaf=SETTINGS.min_leaf, random_state=1, oob_score=True
    )
    regressor.fit(ROWS, TARGET)
    _, out_of_bag = grow_with_out_of_bag(ROWS, TARGET, ALONE, SETTINGS, 1)
    assert np.allclose(out_of_bag, regressor.oob_prediction_, rtol=1e-12, atol=0)


def test_rows_of_one_pixel_are_out_of_bag_together():
    pairs = np.repeat(np.arange(75), 2)
    rows, noise = ROWS[pairs], RNG.standard_normal(75)[pairs]  # a twin in the bag would give the answer away
    (_, leaking), (_, honest) = (grow_with_out_of_bag(rows, noise, own, SETTINGS, 1) for own in (ALONE, pairs))
    known = np.isfinite(honest)
    assert np.mean((leaking - noise) ** 2) < 0.5 * noise.var()
    assert np.mean((honest - noise)[known] ** 2) > 0.8 * noise.var()


@pytest.mark.parametrize(
    ("name", "value"), [("left", 10**6), ("feature", 6), ("root", -1), ("depth", 10**9), ("depth", 1)], ids=str
)
def test_arrays_that_do_not_make_a_forest_are_refused(name, value):
    arrays = {key: array.copy() for key, array in grow(ROWS, TARGET, SETTINGS, 1).arrays().items()}
    arrays[name][0] = value
    with pytest.raises(ValueError, match="forest"):
        Forest.from_arrays(arrays, variables=6)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("depth", lambda a: a[:0]),
        ("depth", lambda a: np.repeat(a, 2)),
        ("root", lambda a: a[:0]),
        ("left", lambda a: a.astype(np.float64)),
        ("feature", lambda a: a.astype(np.float32)),
        ("value", lambda a: a[:, None]),
        ("value", lambda a: a[0]),
        ("value", lambda a: a * np.nan),
        ("threshold", lambda a: a[:-1]),
    ],
)
def test_arrays_of_another_shape_or_type_are_refused(name, change):
    arrays = dict(grow(ROWS, TARGET, SETTINGS, 1).arrays())
    arrays[name] = change(arrays[name])
    with pytest.raises(ValueError, match="forest"):
        Forest.from_arrays(arrays, variables=6)


@pytest.mark.parametrize("parent", [0, 1], ids=["ring", "two parents"])
def test_nodes_that_make_no_trees_are_refused(parent):
    arrays = {key: array.copy() for key, array in grow(ROWS, TARGET, SETTINGS, 1).arrays().items()}
    arrays["right"][0] = arrays["root"][parent]
    with pytest.raises(ValueError, match="of the forest"):
        Forest.from_arrays(arrays, variables=6)


def test_trees_that_share_their_places_are_refused():
    """What walks a tree down reads beside it where its nodes lie among those of another."""
    arrays = {key: array.copy() for key, array in grow(ROWS, TARGET, SETTINGS, 1).arrays().items()}
    first, second = arrays["root"][:2]
    for name in ("feature", "threshold", "value", "left", "right"):
        arrays[name][[first, second]] = arrays[name][[second, first]]
    with pytest.raises(ValueError, match="follow one another"):
        Forest.from_arrays(arrays, variables=6)
    arrays["root"] = arrays["root"][::-1].copy()
    with pytest.raises(ValueError, match="follow one another"):
        Forest.from_arrays(arrays, variables=6)


def test_rows_of_too_few_variables_are_refused():
    with pytest.raises(ValueError, match="asks for 6 variables"):
        grow(ROWS, TARGET, SETTINGS, 1).predict(ROWS[:, :3])


def test_a_forest_is_the_same_elsewhere():
    forest = grow(ROWS, TARGET, SETTINGS, 1)
    expected = forest.predict_trees(ROWS)
    size = len(pickle.dumps(forest))
    assert size < 1.1 * sum(array.nbytes for array in forest.arrays().values()) + 10_000
    assert np.array_equal(pickle.loads(pickle.dumps(forest)).predict_trees(ROWS), expected)


def test_levels_hold_every_node_once_and_siblings_side_by_side():
    forest = grow(ROWS, TARGET, SETTINGS, 1)
    levels = forest.levels()
    assert np.array_equal(levels[0], forest.root)
    assert np.array_equal(np.sort(np.concatenate(levels)), np.arange(forest.left.size))
    assert len(levels) == forest.depth[0] + 1
    for level in levels[1:]:
        first, second = level[::2], level[1::2]
        parent = np.flatnonzero(np.isin(forest.left, first) & (forest.left != np.arange(forest.left.size)))
        assert set(zip(first, second)) == set(zip(forest.left[parent], forest.right[parent]))
