from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.dummy import DummyRegressor
from sklearn.linear_model import Ridge
from sklearn.model_selection import cross_val_predict, cross_val_score

from socmap_plugin.core.crossval.fold_models import means, out_of_fold
from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.splits.folds import Folds, pooled_strata, stratified_folds
from tests.builders import datasets

ALONE = np.arange(1000)


@settings(deadline=None, max_examples=40)
@given(
    n=st.integers(20, 120),
    folds=st.integers(2, 8),
    kinds=st.integers(1, 6),
    shared=st.integers(1, 4),
    seed=st.integers(0, 99),
)
def test_folds_are_balanced_and_never_split_a_pixel(n, folds, kinds, shared, seed):
    rng = np.random.default_rng(seed)
    strata = rng.integers(0, kinds, n).astype(str)
    pixel = rng.integers(0, n, n) // shared
    if len(np.unique(pixel)) < folds:
        return
    for assignment in stratified_folds(strata, pixel, folds, 2, seed):
        groups = {p: set(assignment[pixel == p]) for p in pixel}
        assert all(len(found) == 1 for found in groups.values())
        sizes = np.bincount([found.pop() for found in groups.values()], minlength=folds)
        assert sizes.max() - sizes.min() <= 1


def test_every_stratum_is_spread_over_the_folds():
    strata = np.repeat(["a", "b", "c"], [50, 23, 10])
    for assignment in stratified_folds(strata, ALONE[:83], 5, 10, 1):
        for name in "abc":
            counts = np.bincount(assignment[strata == name], minlength=5)
            assert counts.max() - counts.min() <= 1


def test_repeats_differ_and_do_not_depend_on_their_number():
    strata = np.full(40, "")
    few, many = (stratified_folds(strata, ALONE[:40], 5, repeats, 7) for repeats in (2, 10))
    assert np.array_equal(few, many[:2])
    assert len({tuple(row) for row in many}) == 10


def test_strata_smaller_than_the_folds_are_joined_and_named():
    strata = np.repeat(["big", "b", "c", ""], [30, 3, 2, 4])
    pooled, joined = pooled_strata(strata, 5)
    assert joined == ["(none) (4)", "b (3)", "c (2)"]
    assert sorted(np.unique(pooled, return_counts=True)[1]) == [9, 30]


def test_a_single_small_stratum_joins_the_largest():
    pooled, joined = pooled_strata(np.repeat(["big", "middle", "tiny"], [30, 10, 2]), 5)
    assert joined == ["tiny (2)"]
    assert dict(zip(*np.unique(pooled, return_counts=True))) == {"big": 32, "middle": 10}


@pytest.mark.parametrize("folds", [1, 11])
def test_more_folds_than_pixels_are_refused(folds):
    with pytest.raises(InputError, match=f"{folds} folds are asked of 10 sampled pixels"):
        stratified_folds(np.full(10, ""), ALONE[:10], folds, 1, 1)


# --- as scikit-learn splits -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def dataset():
    """Sixty samples in forty pixels."""
    draw = np.random.default_rng(5)
    height = draw.standard_normal(60)
    target, pixel = 20 + 3 * height + draw.standard_normal(60), np.r_[np.arange(40), np.arange(20)]
    return datasets.patch_dataset(target, {"height": height}, pixel_group=pixel)


@pytest.fixture(scope="module")
def folds(dataset):
    return Folds(stratified_folds(dataset.strata, dataset.pixel_group, 4, 3, 1))


def test_a_split_trains_on_all_other_folds(folds):
    pairs = list(folds.split())
    assert len(pairs) == folds.get_n_splits() == len(folds.places) == 12
    for (repeat, fold), (train, test) in zip(folds.places, pairs):
        assert set(folds.assignment[repeat, test]) == {fold}
        np.testing.assert_array_equal(np.sort(np.r_[train, test]), np.arange(60))


def test_a_regressor_of_scikit_learn_is_predicted_out_of_the_same_folds(dataset, folds):
    own = out_of_fold(means(dataset, folds.assignment, Progress()), folds.assignment)[0]
    for repeat, expected in enumerate(own):
        found = cross_val_predict(DummyRegressor(), dataset.flat(), dataset.target, cv=folds.of_repeat(repeat))
        np.testing.assert_allclose(found, expected)


def test_every_fold_of_every_repeat_gives_a_score(dataset, folds):
    scores = cross_val_score(Ridge(), dataset.flat(), dataset.target, cv=folds)
    assert scores.shape == (12,)
    assert scores.mean() > 0.8  # nine parts of ten of the target are in its covariate
    with pytest.raises(ValueError, match="partition"):
        cross_val_predict(Ridge(), dataset.flat(), dataset.target, cv=folds)


def test_folds_of_other_samples_are_refused(dataset, folds):
    with pytest.raises(ValueError, match="of 60 samples, X has 59"):
        folds.split(dataset.flat()[1:])
