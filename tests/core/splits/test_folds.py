from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.splits.folds import pooled_strata, stratified_folds

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
