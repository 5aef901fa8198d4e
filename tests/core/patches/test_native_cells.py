"""Finding the temporal cells of a window, compared with the projection of every pixel."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasterio.crs import CRS
from rasterio.transform import Affine, from_origin

from socmap_plugin.core.patches import native_cells
from socmap_plugin.core.patches.native_cells import NativeCells
from socmap_plugin.core.raster.grid import Window
from socmap_plugin.core.raster.projection import place_on, project
from tests.builders import rasters

SINUSOIDAL = "+proj=sinu +R=6371007.181"
GLOBE = from_origin(-20015109.354, 10007554.677, 463.312716528, 463.312716528)  # MODIS
DEGREES = from_origin(-180, 90, 1 / 240, 1 / 240)
SHEARED = Affine(90, 11, rasters.X0, -7, -85, rasters.Y0)

WORLD = (86_400, 43_200)  # pixels of 500 m

# reference CRS and transform; CRS, transform, width and height of the native raster
CASES = {
    "same CRS": (rasters.UTM, rasters.north_up(), rasters.UTM, rasters.north_up(-1234.5, -987.6, 463), 60, 50),
    "centres on borders": (rasters.UTM, rasters.north_up(pixel=100), rasters.UTM, rasters.north_up(pixel=250), 90, 90),
    "decimal borders": (
        rasters.UTM, from_origin(0.1, 0.3, 0.1, 0.1), rasters.UTM, from_origin(0, 0.4, 0.3, 0.3), 60, 60,
    ),
    "same lattice": (rasters.UTM, rasters.north_up(), rasters.UTM, rasters.north_up(), 200, 200),
    "finer": (rasters.UTM, rasters.north_up(), rasters.UTM, rasters.north_up(-7, -8, 11), 3000, 3000),
    "south up": (
        rasters.UTM, rasters.north_up(), rasters.UTM, Affine(450, 0, rasters.X0, 0, 450, rasters.Y0 - 12_000), 60, 60,
    ),
    "sheared grid": (rasters.UTM, SHEARED, rasters.UTM, rasters.north_up(-9000, -9000, 463), 90, 90),
    "sheared raster": (
        rasters.UTM, rasters.north_up(), rasters.UTM, Affine(450, 40, rasters.X0, 30, -450, rasters.Y0), 90, 90,
    ),
    "sheared grid to sinusoidal": (rasters.UTM, SHEARED, SINUSOIDAL, GLOBE, *WORLD),
    "sinusoidal": (rasters.UTM, rasters.north_up(), SINUSOIDAL, GLOBE, *WORLD),
    "degrees": (rasters.UTM, rasters.north_up(), "EPSG:4326", DEGREES, *WORLD),
    "degrees, finer": (rasters.UTM, rasters.north_up(pixel=900), "EPSG:4326", DEGREES, *WORLD),
    "very coarse grid": (rasters.LAEA, from_origin(-2e6, 2e6, 25_000, 25_000), SINUSOIDAL, GLOBE, *WORLD),
    "antimeridian, degrees": ("EPSG:32601", from_origin(340_000, 7.01e6, 90, 90), "EPSG:4326", DEGREES, *WORLD),
    "antimeridian, sinusoidal": ("EPSG:32601", from_origin(346_500, 7.01e6, 90, 90), SINUSOIDAL, GLOBE, *WORLD),
    "antimeridian, along it": ("EPSG:3832", from_origin(3339584.7 - 9000, 5e6, 90, 90), SINUSOIDAL, GLOBE, *WORLD),
    "pole": ("EPSG:3413", from_origin(-9000, 9000, 100, 100), "EPSG:4326", DEGREES, *WORLD),
    "end of the world": ("+proj=moll +R=6371007", from_origin(-17e6, 6e6, 3e4, 3e4), "EPSG:4326", DEGREES, *WORLD),
    "off the world": ("+proj=ortho +lat_0=40", from_origin(4e6, 5.5e6, 15e3, 15e3), SINUSOIDAL, GLOBE, *WORLD),
}  # fmt: skip


def grids(case):
    crs, transform, other, native, width, height = CASES[case]
    return rasters.grid(crs, transform, 200, 200), rasters.grid(other, native, width, height)


def containing(grid, native, window):
    """The native pixel of every pixel projected by itself, (height * width, 2); outside, one step outside."""
    row, col = (axis.ravel() for axis in np.mgrid[: window.height, : window.width])
    x, y = grid.xy(row + window.row, col + window.col)
    row, col = native.pixel(*project(x, y, CRS.from_wkt(grid.crs_wkt), CRS.from_wkt(native.crs_wkt)))
    return np.column_stack([np.clip(row, -1, native.height), np.clip(col, -1, native.width)])


def check(grid, natives, window, where):
    cell, pixels = NativeCells(grid, natives).find(window, where)
    expected = np.hstack([containing(grid, native, window) for native in natives])[where.ravel()]
    found = np.column_stack([numbers for pair in pixels for numbers in pair])
    assert cell.shape == where.shape
    assert 0 <= cell.min() <= cell.max() < len(found)
    np.testing.assert_array_equal(found[cell[where]], expected)
    assert len(found) == len(np.unique(expected, axis=0))


@pytest.mark.parametrize("case", CASES)
@settings(max_examples=8, deadline=None, derandomize=True)
@given(
    row=st.integers(-20, 90),
    col=st.integers(-20, 90),
    height=st.integers(1, 120),
    width=st.integers(1, 120),
    share=st.sampled_from([1.0, 0.5, 0.001]),
)
def test_cells_are_those_of_every_pixel_projected_by_itself(case, row, col, height, width, share):
    where = np.random.default_rng([row + 20, col + 20]).random((height, width)) <= share
    where[height // 2, width // 2] = True
    grid, native = grids(case)
    check(grid, [native], Window(row, col, height, width), where)


@pytest.mark.parametrize("case", CASES)
def test_cells_of_a_large_window(case):
    grid, native = grids(case)
    check(grid, [native], Window(0, 0, 200, 200), np.ones((200, 200), bool))


def test_the_cases_reach_what_they_are_named_after():
    window = Window(0, 0, 200, 200)
    whole = {case: containing(*grids(case), window) for case in CASES}
    for case in ("antimeridian, degrees", "antimeridian, sinusoidal", "antimeridian, along it", "pole"):
        assert np.ptp(whole[case][:, 1]) > 20_000
    for case in ("end of the world", "off the world"):
        assert 0.02 < (whole[case] == -1).all(axis=1).mean() < 0.8


def test_of_several_rasters_a_cell_is_one_pixel_of_each():
    natives = [grids(case)[1] for case in ("same CRS", "sinusoidal", "centres on borders", "finer")]
    rng = np.random.default_rng(1)
    check(grids("same CRS")[0], natives, Window(-30, 40, 130, 150), rng.random((130, 150)) < 0.7)


@pytest.mark.parametrize("case", ["sinusoidal", "degrees", "sheared grid to sinusoidal"])
def test_few_pixels_are_projected(monkeypatch, case):
    projected = []

    def counted(x, y, crs, other):
        projected.append(len(x))
        return place_on(x, y, crs, other)

    monkeypatch.setattr(native_cells, "place_on", counted)
    grid, native = grids(case)
    NativeCells(grid, [native]).find(Window(0, 0, 200, 200), np.ones((200, 200), bool))
    assert sum(projected) < 0.03 * 200 * 200
