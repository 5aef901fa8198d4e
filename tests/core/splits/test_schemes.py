from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from socmap_plugin.core.jobs.crossval import SCHEMES, CrossValidateJob
from socmap_plugin.core.jobs.inputs import FoldTable
from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.splits.schemes import (
    automatic_block_size,
    automatic_repeats,
    folds_of_table,
    make_folds,
    random_folds,
    repeats_in_words,
)
from tests.builders import datasets
from tests.builders.listener import Listener

RNG = np.random.default_rng(4)
DATASET = datasets.patch_dataset(RNG.standard_normal(60), {"twi": RNG.standard_normal(60)})


def table(*columns, ids=None):
    """Return a table with one field a column of folds."""
    ids = DATASET.sample_id.tolist() if ids is None else ids
    fields = tuple(f"fold_{number}" for number in range(1, len(columns) + 1))
    return FoldTable("old folds", tuple(ids), fields, tuple(tuple(map(str, column)) for column in columns))


def refused(found, dataset=DATASET):
    with pytest.raises(InputError) as caught:
        folds_of_table(dataset, found)
    message = str(caught.value)
    assert message.endswith(".")
    assert message.isprintable()  # so it is on one line
    return message


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_gives_folds_that_depend_on_the_seed_only(small_dataset, scheme):
    job = dataclasses.replace(datasets.JOB, scheme=scheme, repeats=3, folds=4)
    folds, again = (make_folds(small_dataset, job, Progress()) for _ in range(2))
    assert folds.shape == (3, 80)
    assert all(set(row) == set(range(4)) for row in folds.tolist())
    assert len({tuple(row) for row in folds.tolist()}) == 3
    assert np.array_equal(folds, again)
    other = make_folds(small_dataset, datasets.settings(job, seed=2), Progress())
    assert not np.array_equal(folds, other)


def test_repeats_that_nobody_has_chosen_make_about_as_many_predictions_within_limits():
    assert CrossValidateJob("", "").repeats == 0
    assert [automatic_repeats(n) for n in (1, 90, 308, 421, 422, 962, 1_600, 1_601, 2_000, 20_000)] == [
        *(10, 10, 10, 10, 9, 4, 2, 2, 2, 2)
    ]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_automatic_repeats_are_said_and_are_those_of_that_number(small_dataset, scheme):
    job, heard, silent = dataclasses.replace(datasets.JOB, scheme=scheme, repeats=0), Listener(), Listener()
    folds = make_folds(small_dataset, job, heard)
    asked = make_folds(small_dataset, dataclasses.replace(job, repeats=10), silent)
    assert np.array_equal(folds, asked)
    assert set(heard.lines) - set(silent.lines) == {repeats_in_words(80)}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_scheme_splits_a_pixel(small_dataset, scheme):
    pixel = np.arange(80) // 4
    xy = small_dataset.xy[pixel * 4]
    shared = dataclasses.replace(small_dataset, pixel_group=pixel, xy=xy)
    for row in make_folds(shared, dataclasses.replace(datasets.JOB, scheme=scheme), Progress()):
        assert all(len(set(row[pixel == own])) == 1 for own in range(20))


def test_no_scheme_looks_at_the_target(small_dataset):
    changed = dataclasses.replace(small_dataset, target=small_dataset.target[::-1])
    for scheme in SCHEMES:
        job = dataclasses.replace(datasets.JOB, scheme=scheme)
        assert np.array_equal(*(make_folds(dataset, job, Progress()) for dataset in (small_dataset, changed)))


def test_an_unknown_scheme_is_refused():
    with pytest.raises(InputError, match="'jackknife' is not known; choose stratified or random or block or knndm"):
        make_folds(DATASET, dataclasses.replace(datasets.JOB, scheme="jackknife"), Progress())


def test_random_folds_do_not_regard_strata():
    striped = dataclasses.replace(DATASET, strata=np.where(np.arange(60) < 30, "a", "b"))
    assert np.array_equal(random_folds(DATASET, 5, 2, 1), random_folds(striped, 5, 2, 1))


def test_blocks_have_the_size_that_is_asked_for_or_one_that_gives_each_fold_several():
    heard = Listener()
    job = dataclasses.replace(datasets.JOB, scheme="block")
    automatic = make_folds(DATASET, job, heard)
    side = automatic_block_size(DATASET, 5)
    width, height = np.ptp(DATASET.xy, axis=0)
    assert width * height / side**2 == pytest.approx(4 * 5)
    asked = make_folds(DATASET, dataclasses.replace(job, block_size=side), heard)
    assert np.array_equal(automatic, asked)
    assert heard.lines == [f"Blocks of {side:.6g} x {side:.6g} map units."] * 2


def test_samples_on_a_line_have_a_block_size(small_dataset):
    line = dataclasses.replace(DATASET, xy=np.column_stack([np.arange(60) * 90.0, np.zeros(60)]))
    assert automatic_block_size(line, 5) > 0
    assert set(make_folds(line, dataclasses.replace(datasets.JOB, scheme="block"), Progress())[0]) == set(range(5))


@pytest.mark.parametrize(
    "names",
    [
        range(1, 6),
        range(7, 12),
        [1.0, 2.0, 3.5, 4.0, 5.0],
        ["east", "north", "Süd", "west", "ß"],
        [-1, 0, 8, 9, 10],
    ],
    ids=["numbers", "other numbers", "halves", "texts", "a negative number"],
)
def test_labels_of_any_kind_keep_the_split(names):
    own = RNG.permutation(60) % 5
    folds = folds_of_table(DATASET, table([list(names)[fold] for fold in own]))
    assert np.array_equal(folds[0][:, None] == folds[0], own[:, None] == own)
    assert np.array_equal(np.unique(folds), np.arange(5))


def test_numbers_keep_their_order_also_beyond_nine():
    """The number of a fold is a part of its models' seeds: only so does a second run give the same metrics."""
    folds = np.stack([RNG.permutation(60) % 12 for _ in range(2)])
    assert np.array_equal(folds_of_table(DATASET, table(*(folds + 1))), folds)


def test_texts_that_look_like_numbers_are_never_joined():
    labels = ["1_1", "11", "1.0", "1", "nan"]
    folds = folds_of_table(DATASET, table([labels[i % 5] for i in range(60)]))
    assert len(np.unique(folds)) == 5


def test_the_table_may_be_in_any_order_and_hold_other_samples():
    own = np.arange(60) % 3
    order = RNG.permutation(60)
    ids = ["elsewhere", *DATASET.sample_id[order].tolist()]
    found = table(["another fold", *own[order]], ids=ids)
    assert np.array_equal(folds_of_table(DATASET, found)[0], own)


def test_a_table_replaces_scheme_folds_and_repeats():
    own = np.arange(60) % 3
    job = dataclasses.replace(datasets.JOB, scheme="knndm", folds=5, repeats=10, fold_table=table(own))
    assert np.array_equal(make_folds(DATASET, job, Progress()), own[None])


def test_missing_samples_are_counted_and_named():
    message = refused(table(np.arange(57) % 3, ids=DATASET.sample_id[3:].tolist()))
    assert message.startswith("The layer of folds 'old folds' lacks 3 of the 60 samples (p1, p2, p3);")


def test_samples_that_are_there_twice():
    ids = ["p1", "p1", *DATASET.sample_id[2:].tolist()]
    assert "has 60 rows for 59 samples; keep one row a sample" in refused(table(np.arange(60) % 3, ids=ids))


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ([np.zeros(60, int)], "only one (fold_1 1)"),
        ([np.arange(60) % 3, np.arange(60) % 4], "different numbers of folds or only one (fold_1 3, fold_2 4)"),
        ([np.arange(60) % 3, np.ones(60, int)], "(fold_1 3, fold_2 1)"),
    ],
    ids=["one fold", "unequal counts", "one fold in a repeat"],
)
def test_numbers_of_folds_that_cannot_be_used(columns, words):
    assert words in refused(table(*columns))


def test_a_pixel_that_is_split():
    shared = dataclasses.replace(DATASET, pixel_group=np.r_[0, 0, np.arange(2, 60)])
    fine, split = np.arange(60) // 2 % 3, np.arange(60) % 3
    assert folds_of_table(shared, table(fine)).shape == (1, 60)
    assert "The field fold_2 puts the samples p1 and p2, which lie in one pixel" in refused(table(fine, split), shared)


def test_folds_in_the_layer_of_samples_fit_a_dataset_whose_ids_are_a_fields():
    """Feature 2 is the sample 1: what looks like an id must not be taken for one."""
    features = [str(i + 1) for i in range(60)]
    ids = np.array([*features[1:], "lab 7"])
    named = dataclasses.replace(DATASET, sample_id=ids, header={"feature_ids": dict(zip(ids.tolist(), features))})
    found = table(np.arange(60) % 3, ids=features)
    folds = folds_of_table(named, dataclasses.replace(found, by_feature=True))
    assert folds.tolist() == [[i % 3 for i in range(60)]]
    assert "lacks 1 of the 60 samples (lab 7)" in refused(found, named)  # a layer of predictions holds the field's ids


def test_a_warning_names_ten_strata_at_most():
    """A field of plot names has a stratum for every sample."""
    names = np.array([f"plot {i:02}" for i in range(len(DATASET))])
    said = []
    progress = Progress()
    progress.warn = said.append
    folds = make_folds(dataclasses.replace(DATASET, strata=names), datasets.JOB, progress)
    assert said == [
        "Strata of fewer samples than the 5 folds were joined to one: "
        + ", ".join(f"plot {i:02} (1)" for i in range(10))
        + " and 50 more; use fewer folds or coarser strata to keep them apart."
    ]
    unstratified = make_folds(dataclasses.replace(DATASET, strata=np.full(60, "")), datasets.JOB, Progress())
    assert np.array_equal(folds, unstratified)
