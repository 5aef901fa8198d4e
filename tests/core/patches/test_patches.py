"""Patches, sequences and the filling of gaps, compared with plain loops."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from socmap_plugin.core.covariates.covariate_list import BandInfo, Covariates
from socmap_plugin.core.covariates.names import static_covariates, temporal_groups
from socmap_plugin.core.patches.patches import CovariateReader, cut_patches, fill_nearest, fill_steps
from socmap_plugin.core.patches.temporal_stack import blocks_of_pixels
from socmap_plugin.core.raster.grid import Window
from socmap_plugin.core.raster.known_files import describe
from socmap_plugin.core.runtime.errors import InputError
from tests.builders import rasters


def nearest_by_search(values, valid, reach):
    """Look at every valid pixel of the band: the nearest wins, then the upper, then the left one."""
    filled, known = values.copy(), valid.copy()
    pixels = [list(zip(*np.nonzero(band), strict=True)) for band in valid]
    for band, row, col in zip(*np.nonzero(~valid), strict=True):
        candidates = [
            ((r - row) ** 2 + (c - col) ** 2, r, c)
            for r, c in pixels[band]
            if abs(r - row) <= reach and abs(c - col) <= reach and (r - row) ** 2 + (c - col) ** 2 <= reach**2
        ]
        if candidates:
            _, r, c = min(candidates)
            filled[band, row, col], known[band, row, col] = values[band, r, c], True
    return filled, known


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    seed=st.integers(0, 10**6),
    share=st.sampled_from([0.0, 0.02, 0.2, 0.7, 1.0]),
    reach=st.sampled_from([0.0, 1.0, math.sqrt(2), 2.0, 2 * math.sqrt(2), 5.0, 20.0]),
)
def test_missing_pixels_take_the_nearest_valid_value(seed, share, reach):
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(2, 9, 7)).astype(np.float32)
    valid = rng.random(values.shape) < share
    values[~valid] = np.nan
    given_valid = valid.copy()
    expected, expected_known = nearest_by_search(values, valid, reach)
    fill_nearest(values, valid, reach)
    np.testing.assert_array_equal(values, expected)
    np.testing.assert_array_equal(~np.isnan(values), expected_known)
    np.testing.assert_array_equal(valid, given_valid)


def test_of_pixels_equally_near_the_upper_then_the_left_one_is_taken():
    both = np.float32([[[0, 1, 0], [2, 0, 3], [0, 4, 0]], [[0, 0, 0], [2, 0, 3], [0, 4, 0]]])
    fill_nearest(both, both > 0, 1.0)
    assert both[:, 1, 1].tolist() == [1, 2]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6), share=st.sampled_from([0.0, 0.1, 0.5, 0.9, 1.0]), steps=st.integers(1, 8))
def test_missing_steps_are_interpolated_along_time_and_ends_held(seed, share, steps):
    rng = np.random.default_rng(seed)
    times = tuple(np.cumsum(rng.uniform(0.1, 400, steps)).tolist())
    values = rng.normal(100, 30, (6, steps, 3)).astype(np.float32)
    valid = rng.random(values.shape) < share
    values[~valid] = 0
    found = values.copy()
    fill_steps(found, valid, times)
    for i, f in itertools.product(range(6), range(3)):
        there = valid[i, :, f]
        if there.any():
            expected = np.interp(times, np.array(times)[there], values[i, there, f])
            np.testing.assert_allclose(found[i, :, f], expected, rtol=1e-5)
            np.testing.assert_array_equal(found[i, there, f], values[i, there, f])
        else:
            assert (found[i, :, f] == 0).all()


@pytest.mark.parametrize("window", [1, 3, 5])
def test_patches_are_cut_around_their_pixel(window):
    block = np.random.default_rng(1).normal(size=(2, 6 + window - 1, 8 + window - 1)).astype(np.float32)
    row, col = np.array([0, 5, 3, 0]), np.array([0, 7, 2, 0])
    found = cut_patches(block, row, col, window)
    assert found.shape == (4, 2, window, window)
    for patch, r, c in zip(found, row, col, strict=True):
        np.testing.assert_array_equal(patch, block[:, r : r + window, c : c + window])


def test_blocks_hold_every_pixel_once_and_none_is_wider_than_a_block():
    row, col = np.random.default_rng(1).integers(-50, 900, (2, 300))
    blocks = blocks_of_pixels(row, col, 100)
    assert sorted(np.concatenate(blocks).tolist()) == list(range(300))
    assert all(np.ptp(row[b]) < 100 and np.ptp(col[b]) < 100 for b in blocks)
    assert blocks_of_pixels(row[:0], col[:0]) == []


def reader_of(static, temporal=(), grid=None, window=5, resampling="nearest"):
    covariates = Covariates(
        static_covariates([(layer, describe(layer)[1]) for layer in static]),
        temporal_groups([(layer, describe(layer)[1]) for layer in temporal]),
    )
    return CovariateReader(covariates, grid or rasters.grid(), window, resampling)


@pytest.fixture
def holed(tmp_path):
    """A layer with holes of all sizes and one without, 20 x 20."""
    rng = np.random.default_rng(4)
    values = rng.normal(size=(20, 20)).astype(np.float32)
    values[rng.random((20, 20)) < 0.15] = -9999
    values[6:13, 6:13] = -9999
    values[:, 19] = -9999
    whole = rng.normal(size=(20, 20)).astype(np.float32)
    return (
        values,
        whole,
        [rasters.raster(tmp_path / f"{i}.tif", v, nodata=-9999) for i, v in enumerate((values, whole))],
    )


# the patch of a sample with a valid centre is whole: gaps and the outside take the nearest value of the whole raster
@pytest.mark.parametrize("window", [1, 3, 5, 9])
def test_patches_at_holes_and_edges(holed, window):
    values, whole, layers = holed
    radius = window // 2
    span = 10  # further than any pixel of a patch looks
    padded = np.pad(np.stack([values, whole]), ((0, 0), (span, span), (span, span)), constant_values=-9999)
    expected, known = nearest_by_search(padded, padded != -9999, math.sqrt(2) * radius)
    with reader_of(layers, grid=rasters.grid(width=20, height=20), window=window) as reader:
        block, present = reader.static(Window(0, 0, 20, 20))
        present = reader.centre(present)
    np.testing.assert_array_equal(present, np.stack([values, whole]) != -9999)
    inner = slice(span - radius, 20 + span + radius)
    row, col = np.nonzero(present.all(axis=0))
    assert cut_patches(known[:, inner, inner], row, col, window).all()
    patches = cut_patches(expected[:, inner, inner], row, col, window)
    np.testing.assert_array_equal(cut_patches(block, row, col, window), patches)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(row=st.integers(0, 39), col=st.integers(0, 39), height=st.integers(1, 40), width=st.integers(1, 40))
def test_patches_do_not_depend_on_the_window_read(tmp_path_factory, row, col, height, width):
    folder = tmp_path_factory.getbasetemp() / "patches"
    if not folder.exists():
        folder.mkdir()
        rng = np.random.default_rng(4)
        values = rng.normal(size=(60, 60)).astype(np.float32)
        values[rng.random((60, 60)) < 0.3] = -9999
        rasters.raster(folder / "aligned.tif", values, nodata=-9999)
        rasters.raster(folder / "warped.tif", values, transform=rasters.north_up(-500, -333, 77), nodata=-9999)
    layers = [rasters.RasterLayer(name, str(folder / f"{name}.tif")) for name in ("aligned", "warped")]
    height, width = min(height, 40 - row), min(width, 40 - col)
    with reader_of(layers) as reader:
        whole, whole_present = reader.static(Window(0, 0, 40, 40))
        block, present = reader.static(Window(row, col, height, width))
        whole_present, present = reader.centre(whole_present), reader.centre(present)
    np.testing.assert_array_equal(present, whole_present[:, row : row + height, col : col + width])
    r, c = np.nonzero(present.all(axis=0))
    np.testing.assert_array_equal(cut_patches(block, r, c, 5), cut_patches(whole, r + row, c + col, 5))


def test_patches_at_the_edge_of_the_grid_see_what_the_file_holds_beyond_it(tmp_path):
    values = np.random.default_rng(1).normal(size=(60, 60)).astype(np.float32)
    layer = rasters.raster(tmp_path / "a.tif", values, transform=rasters.north_up(-900, -900))
    with reader_of([layer]) as reader:
        block, _ = reader.static(Window(0, 0, 40, 40))
    np.testing.assert_array_equal(block[0], values[8:52, 8:52])


@pytest.fixture
def series(tmp_path):
    rng = np.random.default_rng(6)
    values = {name: rng.normal(size=(3, 8, 8)).astype(np.float32) for name in ("evi", "greenup")}
    values["evi"][1, 2, 3] = -9999
    values["greenup"][:, 5, 5] = -9999
    layers = [
        rasters.raster(
            tmp_path / f"{name}.tif", v, transform=rasters.north_up(pixel=450), nodata=-9999,
            names=[f"{name}_{year}" for year in (2004, 2002, 2003)],
        )
        for name, v in values.items()
    ]  # fmt: skip
    return values, layers


def test_sequences_are_steps_in_order_by_variables(series):
    values, layers = series
    order = [1, 2, 0]  # the files' bands are 2004, 2002, 2003
    row, col = (axis.ravel() for axis in np.mgrid[0:40, 0:40])
    with reader_of([], layers) as reader:
        ((found, present),) = reader.temporal(row, col, *reader.grid.xy(row, col))
    expected = np.stack([values[name][order][:, row // 5, col // 5].T for name in ("evi", "greenup")], axis=2)
    np.testing.assert_array_equal(present, expected != -9999)
    np.testing.assert_array_equal(found[present], expected[present])
    gap = (row // 5 == 2) & (col // 5 == 3)
    np.testing.assert_array_equal(found[gap][:, 2, 0], expected[gap][:, 2, 0])
    # evi lacks band 2, the first step: the second is held
    np.testing.assert_array_equal(found[gap][:, 0, 0], expected[gap][:, 1, 0])


def test_bilinear_sequences_lie_between_the_centres_of_the_coarse_pixels(tmp_path):
    ramp = np.tile(np.arange(8, dtype=np.float32), (2, 8, 1))
    layer = rasters.raster(
        tmp_path / "evi.tif", ramp, transform=rasters.north_up(pixel=450), names=("evi_2002", "evi_2003")
    )
    row, col = (axis.ravel() for axis in np.mgrid[5:35, 5:35])
    with reader_of([], [layer], resampling="bilinear") as reader:
        ((found, present),) = reader.temporal(row, col, *reader.grid.xy(row, col))
    assert present.all()
    np.testing.assert_allclose(found[:, 0, 0], (col + 0.5) / 5 - 0.5, atol=1e-5)


def test_a_reader_without_static_covariates_still_says_which_pixels_there_are(series):
    with reader_of([], series[1]) as reader:
        block, present = reader.static(Window(3, 4, 5, 6))
    assert block.shape == (0, 9, 10)
    assert present.shape == (0, 9, 10)
    assert reader.centre(present).shape == (0, 5, 6)


def test_an_unreadable_file_closes_the_others(tmp_path, series):
    missing = rasters.RasterLayer("gone", str(tmp_path / "gone.tif"))
    layer = series[1][0]
    covariates = Covariates(
        static_covariates([(missing, [BandInfo(1)])]), temporal_groups([(layer, describe(layer)[1])])
    )
    with pytest.raises(InputError, match="gone"):
        CovariateReader(covariates, rasters.grid(), 5, "nearest")
