"""Rows that are kept back inside the training rows of a fold: parted as the folds are, where these part space."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from socmap_plugin.core.jobs.inputs import FoldTable
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.splits.inner_parts import MOST, InnerParts, inner_parts, parted_rows
from socmap_plugin.core.splits.schemes import make_folds, random_folds
from tests.builders import datasets

RNG = np.random.default_rng(8)


def parts_of(dataset, **changes):
    job = dataclasses.replace(datasets.JOB, **{"folds": 5, "repeats": 2, **changes})
    folds = make_folds(dataset, job, Progress())
    return folds, inner_parts(dataset, folds, job)


def test_blocks_are_parted_by_the_other_folds(small_dataset):
    folds, inner = parts_of(small_dataset, scheme="block")
    for repeat in range(2):
        for fold in range(5):
            parts = inner.of(repeat, fold)
            assert np.array_equal(parts < 0, folds[repeat] == fold)
            train = folds[repeat] != fold
            assert set(parts[train]) == set(range(4))
            same_part, same_fold = (own[train][:, None] == own[train] for own in (parts, folds[repeat]))
            assert np.array_equal(same_part, same_fold)


@pytest.mark.parametrize("scheme", ["stratified", "random"])
def test_rows_of_random_folds_are_kept_back_at_random(small_dataset, scheme):
    _, inner = parts_of(small_dataset, scheme=scheme)
    assert inner.of(0, 0) is inner.of(1, 4) is None


def test_folds_of_knndm_that_are_random_ones_are_treated_as_such(small_dataset):
    job = dataclasses.replace(datasets.JOB, folds=5, repeats=2, scheme="knndm")
    random = random_folds(small_dataset, 5, 2, job.settings.seed)
    parted = random.copy()
    parted[1] = np.arange(len(small_dataset)) * 5 // len(small_dataset)
    inner = inner_parts(small_dataset, parted, job)
    assert inner.of(0, 2) is None
    assert inner.of(1, 2) is not None


def test_of_the_folds_of_a_table_nothing_is_known(small_dataset):
    ids = tuple(small_dataset.sample_id.tolist())
    table = FoldTable("mine", ids, ("fold",), (tuple(str(i % 5) for i in range(len(ids))),))
    _, inner = parts_of(small_dataset, scheme="block", fold_table=table)
    assert inner.of(0, 0) is None


@pytest.mark.parametrize("folds", [2, 3])
def test_with_few_folds_too_few_rows_would_learn(small_dataset, folds):
    _, inner = parts_of(small_dataset, scheme="block", folds=folds)
    assert inner.of(0, 0) is None


def test_of_many_folds_several_are_one_part():
    folds = RNG.permutation(np.arange(120) % 12)[None]
    parts = InnerParts(folds, np.array([True])).of(0, 7)
    assert set(parts[folds[0] != 7]) == set(range(MOST))
    assert all(len(set(parts[folds[0] == fold])) == 1 for fold in range(12))


def test_every_row_of_a_part_is_judged_once_and_learns_for_the_others():
    parts = RNG.integers(0, 4, 50)
    judged = np.zeros(50, int)
    for learns, judges in parted_rows(parts):
        judged[judges] += 1
        assert set(learns) == set(range(50)) - set(judges)
        assert len(set(parts[judges])) == 1
    assert (judged == 1).all()
