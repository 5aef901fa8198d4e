"""Grid arithmetic against plain loops."""

import dataclasses
import itertools

import numpy as np
import pytest
from rasterio.transform import Affine, from_origin

from socmap_plugin.core.raster.grid import Grid, Window, check_window
from socmap_plugin.core.runtime.errors import InputError
from tests.builders import rasters

GRIDS = {
    "north up": rasters.grid(width=7, height=5),
    "south up": rasters.grid(transform=Affine(90, 0, 500_000, 0, 90, 3_000_000), width=7, height=5),
    "rotated": rasters.grid(
        transform=Affine.translation(5e5, 3e6) * Affine.rotation(30) * Affine.scale(90, -60), width=7, height=5
    ),
    "degrees, not square": rasters.grid("EPSG:4326", from_origin(117, 31, 1 / 480, 1 / 240), 7, 5),
}


@pytest.fixture(params=GRIDS.values(), ids=GRIDS.keys())
def grid(request):
    return request.param


def test_a_pixels_centre_lies_in_the_pixel(grid):
    row, col = (axis.ravel() for axis in np.mgrid[-2:7, -2:9])
    found = grid.pixel(*grid.xy(row, col))
    np.testing.assert_array_equal(found, (row, col))


def test_points_anywhere_in_a_pixel_find_it(grid):
    transform, rng = Affine(*grid.transform), np.random.default_rng(1)
    for row, col in itertools.product(range(5), range(7)):
        x, y = transform * (col + rng.uniform(0.01, 0.99), row + rng.uniform(0.01, 0.99))
        assert [int(n[0]) for n in grid.pixel(np.array([x]), np.array([y]))] == [row, col]


def test_points_without_a_place_are_outside():
    x, y = (
        np.array([np.inf, np.nan, 1e300, rasters.X0 + 1]),
        np.array([0.0, np.nan, -1e300, rasters.Y0 - 1]),
    )
    assert rasters.grid().contains(*rasters.grid().pixel(x, y)).tolist() == [False, False, False, True]


@pytest.mark.parametrize("name", ["north up", "south up", "degrees, not square"])
def test_the_window_of_a_pixels_bounds_is_that_pixel(name):
    grid = GRIDS[name]
    for row, col in itertools.product((-1, 0, 4, 5), (-1, 0, 6, 7)):
        one = Window(row, col, 1, 1)
        assert grid.window_of(grid.crop(one).bounds()) == one


def test_bounds_are_those_of_the_corners(grid):
    corners = [Affine(*grid.transform) * (col, row) for col in (0, grid.width) for row in (0, grid.height)]
    x, y = zip(*corners, strict=True)
    assert grid.bounds() == pytest.approx((min(x), min(y), max(x), max(y)))


def test_a_crop_knows_where_it_lies(grid):
    for row, col in ((0, 0), (2, 3), (-4, 11)):
        assert grid.crop(Window(row, col, 2, 2)).shift_to(grid) == (row, col)


@pytest.mark.parametrize(
    ("other", "aligned"),
    [
        (rasters.north_up(), True),
        (rasters.north_up(180, -270), True),
        (rasters.north_up(1e-6, 0), True),
        (rasters.north_up(1), False),
        (rasters.north_up(0, 45), False),
        (rasters.north_up(pixel=90.01), False),
        (rasters.north_up(pixel=45), False),
        (Affine(90, 0, rasters.X0, 0, 90, rasters.Y0), False),
    ],
    ids=["same", "two right, three up", "rounding", "1 m off", "half a pixel off", "other size", "finer", "south up"],
)
def test_what_counts_as_one_lattice(other, aligned):
    assert (rasters.grid(transform=other).shift_to(rasters.grid()) is not None) == aligned


@pytest.mark.parametrize("size", [1, 3, 5, 100])
def test_windows_cover_every_pixel_once(size):
    grid = rasters.grid(width=11, height=8)
    seen = np.zeros((8, 11), int)
    for window in grid.windows(size):
        assert max(window.height, window.width) <= size
        seen[window.row : window.row + window.height, window.col : window.col + window.width] += 1
    assert (seen == 1).all()


def test_a_grown_window_and_its_part_inside():
    assert Window(0, 3, 2, 2).grown(2) == Window(-2, 1, 6, 6)
    assert Window(-2, 1, 6, 6).intersection(3, 4) == Window(0, 1, 3, 3)
    assert Window(3, 0, 2, 2).intersection(3, 4) is None
    assert Window(-2, 0, 2, 2).intersection(3, 4) is None


def test_a_grid_survives_json(grid):
    assert Grid.from_json(grid.to_json()) == grid
    assert dataclasses.astuple(grid)[2:] == (7, 5)


@pytest.mark.parametrize("window", [0, -1, 2, 4, 17, 101])
def test_a_window_without_centre_or_too_large_is_refused(window):
    with pytest.raises(InputError, match=f"The window is {window} pixels; it must be odd and from 1 to 15"):
        check_window(window, 15)


@pytest.mark.parametrize("window", [1, 3, 5, 15])
def test_odd_windows_are_taken(window):
    check_window(window, 15)


def test_the_window_around_pixels_is_the_smallest_that_holds_them():
    row, col = np.array([3, -2, 3, 0]), np.array([7, 7, 9, 8])
    assert Window.around(row, col) == Window(-2, 7, 6, 3)
    assert Window.around(row[:1], col[:1]) == Window(3, 7, 1, 1)
