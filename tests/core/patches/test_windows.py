"""Reading a window of a map at once, compared with reading its pixels as the dataset builder reads samples."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasterio.transform import from_origin
from rasterio.warp import transform_bounds

from socmap_plugin.core.covariates.covariate_list import Covariates
from socmap_plugin.core.covariates.names import static_covariates, temporal_groups
from socmap_plugin.core.patches.patches import CovariateReader, cut_patches
from socmap_plugin.core.patches.windows import WindowReader
from socmap_plugin.core.raster.grid import Window
from socmap_plugin.core.raster.known_files import describe
from tests.builders import rasters

SIDE = 100
GRID = rasters.grid(width=SIDE, height=SIDE)
SINUSOIDAL = "+proj=sinu +R=6371007.181"


def holed(rng, shape, share):
    values = rng.normal(size=shape).astype(np.float32)
    values[rng.random(shape) < share] = -9999
    return values


def written(path, values, crs, transform, steps=(), **options):
    names = [f"{path.stem}_{step}" for step in steps]
    return rasters.raster(path, values, crs, transform, nodata=-9999, names=names, **options)


@pytest.fixture(scope="module")
def layers(tmp_path_factory):
    """Static and temporal layers by name: holes everywhere, other lattices, other CRSs, edges inside the grid."""
    folder, rng = tmp_path_factory.mktemp("layers"), np.random.default_rng(2)

    def static(name, transform, share, crs=rasters.UTM):
        return written(folder / f"{name}.tif", holed(rng, (120, 120), share), crs, transform)

    def temporal(name, size, crs, transform, steps):
        values = holed(rng, (len(steps), *size), 0.1)
        values[:, rng.random(size) < 0.02] = -9999  # missing at all steps
        return written(folder / f"{name}.tif", values, crs, transform, steps)

    left, _, _, top = transform_bounds(rasters.UTM, SINUSOIDAL, *GRID.bounds())
    modis = from_origin(left - 700, top + 300, 463.3, 463.3)
    years, months = (2001, 2002, 2003, 2005), ("2001-01", "2001-04", "2001-08")
    return {
        "aligned": static("aligned", rasters.north_up(-900, -900), 0.01),
        "edge": static("edge", rasters.north_up(1800, 900), 0.002),
        "shifted": static("shifted", rasters.north_up(-1000, -1000, 101), 0.001),
        "evi": temporal("evi", (45, 45), SINUSOIDAL, modis, years),
        "greenup": temporal("greenup", (45, 45), SINUSOIDAL, modis, years),
        "snow": temporal("snow", (14, 20), rasters.UTM, rasters.north_up(-800, -300, 463), years),
        "rain": temporal("rain", (30, 30), "EPSG:4326", from_origin(118.04, 30.74, 0.004, 0.004), months),
    }


def covariates_of(layers, static, temporal):
    return Covariates(
        static_covariates([(layers[name], describe(layers[name])[1]) for name in static]),
        temporal_groups([(layers[name], describe(layers[name])[1]) for name in temporal]),
    )


def nothing(window):
    return np.zeros((window.height, window.width), bool)


def beyond_a_line(window):
    return np.add.outer(window.row + np.arange(window.height), window.col + np.arange(window.width)) > 150


def as_samples(covariates, window_px, resampling, outside):
    """Patches, sequences a group, and which pixels of the grid are usable, every pixel read as a sample."""
    row, col = (axis.ravel() for axis in np.mgrid[:SIDE, :SIDE])
    with CovariateReader(covariates, GRID, window_px, resampling) as reader:
        block, present = reader.static(Window(0, 0, SIDE, SIDE))
        sequences = reader.temporal(row, col, *GRID.xy(row, col))
        usable = reader.centre(present).all(axis=0) & ~outside(Window(0, 0, SIDE, SIDE))
    for _, there in sequences:
        usable &= there.any(axis=1).all(axis=1).reshape(SIDE, SIDE)
    return cut_patches(block, row, col, window_px), [values for values, _ in sequences], usable


def check(reader, window, patches, sequences, usable):
    found = reader.read(window)
    number = np.arange(SIDE * SIDE).reshape(SIDE, SIDE)
    number = number[window.row : window.row + window.height, window.col : window.col + window.width]
    np.testing.assert_array_equal(found.usable, usable.ravel()[number])
    row, col = np.nonzero(found.usable)
    number = number[row, col]
    assert found.static.dtype == np.float32
    assert found.static.shape[1:] == (window.height + reader.window - 1, window.width + reader.window - 1)
    np.testing.assert_array_equal(cut_patches(found.static, row, col, reader.window), patches[number])
    assert len(found.temporal) == len(sequences)
    for group, expected in zip(found.temporal, sequences, strict=True):
        assert group.values.dtype == np.float32
        assert group.values.flags.c_contiguous
        assert group.cell.shape == found.usable.shape
        assert 0 <= group.cell.min() <= group.cell.max() < len(group.values)
        np.testing.assert_array_equal(group.values[group.cell[row, col]], expected[number])


CASES = {
    "everything": (("aligned", "shifted", "edge"), ("evi", "greenup", "snow", "rain"), "nearest", 5),
    "everything, bilinear": (("aligned", "shifted", "edge"), ("evi", "greenup", "snow", "rain"), "bilinear", 5),
    "static only": (("aligned", "shifted"), (), "nearest", 9),
    "temporal only": ((), ("evi", "rain"), "nearest", 1),
    "temporal only, bilinear": ((), ("evi", "rain"), "bilinear", 1),
}


@pytest.fixture(scope="module")
def compared(layers):
    """Give a reader and what to compare it with, a case each."""
    ready = {}
    for name, (static, temporal, resampling, window_px) in CASES.items():
        covariates = covariates_of(layers, static, temporal)
        expected = as_samples(covariates, window_px, resampling, beyond_a_line)
        ready[name] = WindowReader(covariates, GRID, window_px, resampling, beyond_a_line), *expected
    yield lambda name: ready[name]  # a function: hypothesis would print the arrays
    for reader, *_ in ready.values():
        reader.__exit__(None, None, None)


@pytest.mark.parametrize("case", CASES)
@settings(max_examples=30, deadline=None, derandomize=True)
@given(row=st.integers(0, 99), col=st.integers(0, 99), height=st.integers(1, 100), width=st.integers(1, 100))
def test_a_usable_pixel_has_what_a_sample_there_has(compared, case, row, col, height, width):
    reader, *expected = compared(case)
    check(reader, Window(row, col, min(height, SIDE - row), min(width, SIDE - col)), *expected)


@pytest.mark.parametrize("case", CASES)
def test_a_whole_map_is_as_its_samples(compared, case):
    reader, patches, sequences, usable = compared(case)
    assert 0.1 < usable.mean() < 0.9
    check(reader, Window(0, 0, SIDE, SIDE), patches, sequences, usable)


def test_a_sequence_is_read_once_for_all_pixels_of_its_cell(layers):
    covariates = covariates_of(layers, (), ("evi", "greenup"))
    with WindowReader(covariates, GRID, 5, "nearest", nothing) as reader:
        (group,) = reader.read(Window(0, 0, SIDE, SIDE)).temporal
    assert len(group.values) < 1.3 * SIDE**2 * (90 / 463.3) ** 2


def test_no_pixel_outside_the_mask_is_read(layers, monkeypatch):
    covariates = covariates_of(layers, ("aligned",), ("evi", "rain"))
    monkeypatch.setattr(CovariateReader, "static", None)
    with WindowReader(covariates, GRID, 5, "nearest", lambda window: ~nothing(window)) as reader:
        found = reader.read(Window(0, 0, 30, 20))
    assert not found.usable.any()
    assert found.static.shape == (1, 34, 24)
    assert [group.values.shape for group in found.temporal] == [(1, 4, 1), (1, 3, 1)]
    assert not any(group.cell.any() for group in found.temporal)


def test_a_window_without_any_usable_pixel(layers):
    covariates = covariates_of(layers, ("edge",), ("evi",))
    with WindowReader(covariates, GRID, 5, "nearest", nothing) as reader:
        assert not reader.read(Window(0, 0, 8, SIDE)).usable.any()  # the layer begins at line 10


@pytest.mark.parametrize("side", [64, SIDE])
@pytest.mark.parametrize("case", CASES)
def test_a_window_takes_no_more_memory_than_the_reader_says(layers, case, side):
    static, temporal, resampling, window_px = CASES[case]
    with WindowReader(covariates_of(layers, static, temporal), GRID, window_px, resampling, nothing) as reader:
        window = Window(0, 0, side, side)
        reader.read(window)
        tracemalloc.start()
        try:
            found = reader.read(window)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert found.usable.any()
    assert peak < reader.bytes_a_pixel * side**2


def test_an_extent_reads_what_the_whole_map_reads(layers):
    covariates = covariates_of(layers, ("aligned",), ("evi",))
    part = GRID.crop(Window(30, 40, 50, 50))
    with (
        WindowReader(covariates, GRID, 5, "nearest", nothing) as whole,
        WindowReader(covariates, part, 5, "nearest", nothing) as cropped,
    ):
        one, two = whole.read(Window(30, 40, 50, 50)), cropped.read(Window(0, 0, 50, 50))
    np.testing.assert_array_equal(one.usable, two.usable)
    patches = (cut_patches(found.static, *np.nonzero(found.usable), 5) for found in (one, two))
    np.testing.assert_array_equal(*patches)
