from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from socmap_plugin.core.dataset.patch_dataset import flatten
from socmap_plugin.core.dense import forest_map
from socmap_plugin.core.dense.forest_map import DenseForest, rounded_down
from socmap_plugin.core.dense.pixel_blocks import BLOCK_PX, pixel_blocks, pixel_rows
from socmap_plugin.core.jobs.models import ForestSettings
from socmap_plugin.core.patches.windows import CellSequences, WindowCovariates
from socmap_plugin.core.runtime.errors import Cancelled
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.trees.forest import Forest, grow

WHOLE = slice(0, 10**6)


def made(seed, height, width, *, channels=3, cells=(5.5,), margin=2, rough=0.3, usable=0.9):
    """Covariates of a landscape; `cells` are the sizes of the temporal groups' cells in pixels."""
    rng = np.random.default_rng(seed)
    shape = height + 2 * margin, width + 2 * margin
    slope = sum(np.meshgrid(*(np.linspace(0, 3, n) for n in shape), indexing="ij"))
    static = np.sin(slope + rng.uniform(0, 6, (channels, 1, 1))) + rough * rng.standard_normal((channels, *shape))
    groups = []
    for number, size in enumerate(cells):
        row, col = (((np.arange(n) + 0.7) / size).astype(np.int32) for n in (height, width))
        cell = row[:, None] * (col[-1] + 1) + col
        sequences = rng.standard_normal((cell.max() + 1, 4 - number, 2))
        groups.append(CellSequences(sequences.astype(np.float32), cell.astype(np.int32)))
    return WindowCovariates(static.astype(np.float32), rng.random((height, width)) < usable, tuple(groups))


def rows_of(covariates):
    height, width = covariates.usable.shape
    margin = (covariates.static.shape[1] - height) // 2
    centre = covariates.static[:, margin : margin + height, margin : margin + width]
    return flatten(
        centre.reshape(len(centre), height * width).T,
        [group.values[group.cell.reshape(-1)] for group in covariates.temporal],
    )


def grown(covariates, *, trees=30, seed=1, samples=120):
    rows = rows_of(covariates)
    rng = np.random.default_rng(seed)
    chosen = rows[rng.integers(0, len(rows), samples)]
    target = 30 + chosen @ rng.standard_normal(rows.shape[1]) + rng.standard_normal(samples)
    return grow(chosen, target.astype(np.float64), ForestSettings(trees=trees), seed)


def assert_same_as_rows(forest, covariates, **how):
    mean, stddev = DenseForest(forest, **how).predict(covariates)
    assert mean.dtype == stddev.dtype == np.float32
    trees = forest.predict_trees(rows_of(covariates))
    usable = covariates.usable
    for found, expected in ((mean, trees.mean(axis=0)), (stddev, trees.std(axis=0))):
        assert np.array_equal(np.isfinite(found), usable)
        np.testing.assert_allclose(found[usable], expected.reshape(usable.shape)[usable], rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize(
    "landscape",
    [
        {},
        {"rough": 0.0},
        {"rough": 5.0},
        {"margin": 0},
        {"margin": 7},
        {"cells": ()},
        {"cells": (17.0,)},
        {"cells": (1.0,)},
        {"cells": (5.5, 2.3)},
        {"cells": (1.0, 5.5)},
        {"channels": 0},
        {"channels": 0, "cells": (1.0,)},
        {"usable": 0.1},
        {"usable": 1.0},
    ],
    ids=str,
)
def test_map_is_that_of_the_trees_row_by_row(landscape):
    covariates = made(1, 40, 31, **landscape)
    assert_same_as_rows(grown(covariates), covariates, threads=1)


@given(
    seed=st.integers(0, 2**32 - 1),
    height=st.integers(1, 20),
    width=st.integers(1, 20),
    channels=st.integers(0, 3),
    cells=st.lists(st.sampled_from([1.0, 1.7, 5.5, 30.0]), max_size=2),
    rough=st.sampled_from([0.0, 0.1, 3.0]),
)
@settings(max_examples=40, deadline=None)
def test_any_landscape_is_predicted_as_row_by_row(seed, height, width, channels, cells, rough):
    channels = channels if cells else channels + 1  # a forest has a variable at least
    covariates = made(seed, height, width, channels=channels, cells=cells, rough=rough)
    assert_same_as_rows(grown(covariates, trees=5, samples=40), covariates, threads=1)


@pytest.mark.parametrize("share", [-1.0, 2.0], ids=["single pixels", "blocks"])
def test_tiles_and_small_portions_make_no_difference(monkeypatch, share):
    covariates = made(2, 50, 45, rough=2.0)
    forest = grown(covariates)
    for name, value in {
        "TILE_PX": 16,
        "BLOCKS_AT_ONCE": 3,
        "ALONE_SHARE": share,
        "WALKS_AT_ONCE": 20,
        "PARTINGS_AT_ONCE": 5,
        "ARRIVALS_KEPT": 50,
        "ROWS_AT_ONCE": 9,
    }.items():
        monkeypatch.setattr(forest_map, name, value)
    assert_same_as_rows(forest, covariates, threads=2)


@pytest.mark.parametrize("share", [-1.0, 2.0], ids=["single pixels", "blocks"])
@pytest.mark.parametrize("landscape", [{"cells": (5.5, 1.0)}, {"rough": 5.0, "cells": ()}], ids=str)
def test_single_pixels_and_blocks_give_the_same(monkeypatch, landscape, share):
    monkeypatch.setattr(forest_map, "ALONE_SHARE", share)
    covariates = made(12, 33, 41, **landscape)
    assert_same_as_rows(grown(covariates), covariates, threads=1)


@pytest.mark.parametrize(("rough", "alone"), [(0.0, False), (100.0, True)], ids=["smooth", "noise"])
def test_pixels_with_nothing_in_common_walk_alone(monkeypatch, rough, alone):
    walked = []

    def watched(*args):
        walked.append(args)
        return pixel_rows(*args)

    monkeypatch.setattr(forest_map, "pixel_rows", watched)
    covariates = made(13, 32, 32, rough=rough, cells=(), usable=1.0)
    DenseForest(grown(covariates)).predict(covariates)
    assert bool(walked) == alone


def test_number_of_threads_changes_no_bit(monkeypatch):
    monkeypatch.setattr(forest_map, "TILE_PX", 16)
    covariates = made(3, 90, 70)
    forest = grown(covariates)
    one, *others = (DenseForest(forest, threads).predict(covariates) for threads in (1, 2, 5, None))
    for other in others:
        assert all(np.array_equal(a, b, equal_nan=True) for a, b in zip(one, other))


def stump(threshold):
    return Forest(
        root=np.array([0], np.int32),
        feature=np.zeros(3, np.int32),
        threshold=np.array([threshold, 0.0, 0.0]),
        left=np.array([1, 1, 2], np.int32),
        right=np.array([2, 1, 2], np.int32),
        value=np.array([0.0, 10.0, 20.0]),
        depth=np.array([1], np.int32),
    )


@pytest.mark.parametrize("shift", [-1e-12, 0.0, 1e-12], ids=["just below", "at", "just above"])
@pytest.mark.parametrize("value", [0.1, -0.1, 1e30, 0.0], ids=str)
def test_values_at_a_threshold_go_where_the_float64_comparison_sends_them(value, shift):
    value = np.float32(value)
    near = [np.nextafter(value, np.float32(-np.inf)), value, np.nextafter(value, np.float32(np.inf))]
    threshold = float(value) + shift * max(abs(float(value)), 1e-30)
    covariates = WindowCovariates(np.array([[near]], np.float32), np.ones((1, 3), np.bool_), ())
    mean, _ = DenseForest(stump(threshold)).predict(covariates)
    assert mean.tolist() == [[10.0 if float(x) <= threshold else 20.0 for x in near]]


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(width=32, allow_nan=False, allow_infinity=False))
@example(np.nextafter(float(np.finfo(np.float32).min), -np.inf), 0.0)  # below every float32
def test_a_rounded_threshold_compares_as_the_threshold_does(threshold, value):
    rounded = rounded_down(np.array([threshold]))[0]
    with np.errstate(over="ignore"):  # beyond the largest float32
        above = np.nextafter(rounded, np.float32(np.inf))
    for x in (np.float32(value), rounded, above):
        assert (x <= rounded) == (float(x) <= threshold) or not np.isfinite(x)


def test_forest_without_a_split_predicts_its_one_value():
    forest = grow(np.ones((20, 2), np.float32), np.full(20, 7.5), ForestSettings(trees=3), 1)
    covariates = made(4, 12, 9, channels=2, cells=())
    mean, stddev = DenseForest(forest).predict(covariates)
    assert np.all(mean[covariates.usable] == 7.5)
    assert np.all(stddev[covariates.usable] == 0)


def test_window_without_a_usable_pixel_is_empty():
    covariates = made(5, 12, 9)
    forest = grown(covariates)
    groups = tuple(CellSequences(group.values[:0], group.cell * 0 - 1) for group in covariates.temporal)
    nothing = WindowCovariates(covariates.static, covariates.usable & False, groups)
    assert all(np.isnan(values).all() for values in DenseForest(forest).predict(nothing))


def test_values_of_unusable_pixels_do_not_matter():
    covariates = made(6, 30, 30, usable=0.6)
    forest = grown(covariates)
    static = covariates.static.copy()
    static[:, 2:-2, 2:-2][:, ~covariates.usable] = np.nan
    spoilt = WindowCovariates(static, covariates.usable, covariates.temporal)
    for a, b in zip(DenseForest(forest).predict(covariates), DenseForest(forest).predict(spoilt)):
        assert np.array_equal(a, b, equal_nan=True)


def test_cancelling_stops_between_tiles(monkeypatch):
    monkeypatch.setattr(forest_map, "TILE_PX", 8)
    covariates = made(7, 64, 64)
    forest = DenseForest(grown(covariates, trees=5), 1)
    seen = []

    class Impatient(Progress):
        def check(self):
            seen.append(None)
            if len(seen) == 3:
                self.cancel()
            super().check()

    with pytest.raises(Cancelled):
        forest.predict(covariates, Impatient())
    assert len(seen) == 3


def test_window_with_too_few_variables_is_refused():
    covariates = made(8, 12, 12)
    with pytest.raises(ValueError, match="variables"):
        DenseForest(grown(covariates)).predict(made(8, 12, 12, cells=()))


# --- blocks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cells", [(), (5.5,), (17.0,), (5.5, 7.3), (1.0,), (1.0, 5.5)], ids=str)
def test_every_usable_pixel_is_in_one_block_and_a_block_in_one_cell(cells):
    covariates = made(9, 40, 50, cells=cells)
    blocks = pixel_blocks(covariates, slice(8, 40), slice(0, 30))
    taken = blocks.taken
    count = np.zeros(covariates.usable.shape, int)
    np.add.at(count, (blocks.row[taken], blocks.col[taken]), 1)
    expected = covariates.usable.astype(int)
    expected[:8], expected[:, 30:] = 0, 0
    assert np.array_equal(count, expected)
    for group, size in zip(covariates.temporal, cells):
        if size > 1:
            cell = group.cell[blocks.row, blocks.col]
            assert np.all(cell == cell[:, :1])
    assert blocks.places <= BLOCK_PX


@pytest.mark.parametrize("cells", [(5.5,), (1.0, 5.5)], ids=str)
def test_ranges_and_values_of_blocks_are_those_of_their_pixels(cells):
    covariates = made(10, 40, 50, cells=cells)
    rows = rows_of(covariates).reshape(*covariates.usable.shape, -1)
    blocks = pixel_blocks(covariates, WHOLE, WHOLE)
    held = rows[blocks.row, blocks.col]  # (blocks, places, variables)
    assert np.array_equal(blocks.range["low"], held.min(axis=1))
    assert np.array_equal(blocks.range["high"], held.max(axis=1))
    block = np.arange(len(blocks))
    threshold = held[:, 0, 1]
    bits = blocks.not_above(block, np.ones(len(blocks), np.int32), threshold)
    expected = held[:, :, 1] <= threshold[:, None]
    assert np.array_equal((bits[:, None] >> np.arange(blocks.places, dtype=np.uint64)) & np.uint64(1), expected)


def test_large_cells_are_divided_evenly():
    blocks = pixel_blocks(made(11, 40, 40, cells=(40.0,), usable=1.0), WHOLE, WHOLE)
    sizes = blocks.taken.sum(axis=1)
    assert sizes.sum() == 1600
    assert len(sizes) == -(-1600 // BLOCK_PX)
    assert sizes.min() >= sizes.max() - 1
