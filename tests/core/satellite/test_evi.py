"""The annual mean EVI against numbers that are known: closed forms, constructed states, and a whole year."""

import datetime
import math
import random
from fractions import Fraction

import numpy as np
import pytest
import rasterio

from socmap_plugin.core.covariates.names import temporal_groups
from socmap_plugin.core.jobs.inputs import Extent
from socmap_plugin.core.jobs.satellite import STATE_MASKS, AnnualEviJob
from socmap_plugin.core.products.modis import SINUSOIDAL_WKT
from socmap_plugin.core.raster.known_files import describe
from socmap_plugin.core.runtime.errors import Cancelled, InputError
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.satellite import evi
from tests.builders import rasters, reflectance
from tests.builders.listener import Listener
from tests.builders.reflectance import CLEAR, FILL, HARMLESS, ONLY, SIDE, average, bands, day, plain_evi


def test_a_year_of_days_is_averaged_exactly(tmp_path):
    """365 days with clouds at 1 km and fill at 500 m, against rational arithmetic."""
    rng = np.random.default_rng(1)
    days, evis = [], [[] for _ in range(SIDE * SIDE)]
    for number in range(1, 366):
        red, nir, blue, state = bands(number, seed=1)
        state[rng.random(state.shape) < 0.5] = list(ONLY.values())[number % 3]
        red[rng.random(red.shape) < 0.1] = FILL
        days.append((day(number), (red, nir, blue, state)))
        for pixel in range(SIDE * SIDE):
            row, col = divmod(pixel, SIDE)
            if state[row // 2, col // 2] not in (CLEAR, ONLY["assumed-clear"]) or red[row, col] == FILL:
                continue
            r, n, b = (Fraction(int(band[row, col]), 10_000) for band in (red, nir, blue))
            value = Fraction(5, 2) * (n - r) / (n + 6 * r - Fraction(15, 2) * b + 1)
            if Fraction(-1, 5) <= value <= 1:
                evis[pixel].append(float(value))
    random.Random(1).shuffle(days)
    files = [file for i in range(0, 365, 20) for file in reflectance.stacks(tmp_path, days[i : i + 20], f"part{i}")]
    told = Listener()
    mean, count = average(tmp_path, files, told)
    expected = np.array([math.fsum(values) / len(values) for values in evis], np.float32).reshape(1, SIDE, SIDE)
    np.testing.assert_array_equal(mean.astype(np.float32), expected)
    np.testing.assert_array_equal(count.ravel(), [len(values) for values in evis])
    assert 150 < count.min() < count.max() < 300
    assert told.warnings == []  # no day is missing


@pytest.mark.parametrize("condition", STATE_MASKS)
def test_each_condition_leaves_out_its_pixels_when_it_is_masked(tmp_path, condition):
    states = np.array([*ONLY.values(), *HARMLESS, reflectance.STATE_FILL, *[CLEAR] * 10], np.uint16)[: 6 * 6].reshape(
        6, 6
    )
    arrays = (*bands(side=6)[:3], states)
    expected = np.isfinite(plain_evi(*arrays[:3]))
    expected &= (states != ONLY[condition]) & (states != reflectance.STATE_FILL)
    files = reflectance.tile(tmp_path, day(1), arrays, product="MOD09A1")
    mean, count = average(tmp_path, files, masked=(condition,))
    np.testing.assert_array_equal(np.isfinite(mean[0]), expected)
    np.testing.assert_array_equal(count[0], expected)
    np.testing.assert_allclose(mean[0][expected], plain_evi(*arrays[:3])[expected], rtol=1e-6)


def test_the_conditions_masked_without_being_asked_are_cloud_shadow_cirrus_and_snow(tmp_path):
    left = {"assumed-clear", "next-to-cloud", "high-aerosol"}
    assert set(AnnualEviJob((), "").masked) == set(STATE_MASKS) - left
    states = np.full((4, 4), CLEAR, np.uint16)
    states.flat[: len(ONLY)] = list(ONLY.values())
    arrays = (*bands(side=4)[:3], states)
    _, count = average(tmp_path, reflectance.tile(tmp_path, day(1), arrays, product="MOD09A1"))
    assert {name for name, used in zip(ONLY, count.ravel()) if used} == left


def test_the_state_of_1_km_counts_for_its_four_pixels(tmp_path):
    red, nir, blue, state = bands()
    state[1, 2] = ONLY["shadow"]
    _, count = average(tmp_path, reflectance.tile(tmp_path, day(1), (red, nir, blue, state)))
    expected = np.ones((SIDE, SIDE), int)
    expected[2:4, 4:6] = 0
    np.testing.assert_array_equal(count[0], expected)


# AppEEARS cuts each layer for itself: the pixels of 1 km may begin half a pixel before those of 500 m
def test_a_state_that_begins_elsewhere_is_taken_at_the_centre_of_the_pixel(tmp_path):
    red, nir, blue, _ = bands(side=4)
    state = np.full((3, 3), CLEAR, np.uint16)
    state[1, 1] = ONLY["cloudy"]
    files = reflectance.appeears(tmp_path, day(1), (red, nir, blue, np.full((2, 2), CLEAR, np.uint16)))
    shifted = reflectance.place((red,), col=-1, row=-1)[0] * rasterio.Affine.scale(2)
    reflectance.write(files[3].path, state, shifted)
    _, count = average(tmp_path, files)
    expected = np.ones((4, 4), int)
    expected[1:3, 1:3] = 0
    np.testing.assert_array_equal(count[0], expected)


@pytest.mark.parametrize(
    ("red", "nir", "blue", "used"),
    [
        (500, 3000, 300, True),
        (-100, 3000, 300, True),
        (-101, 3000, 300, False),
        (500, 16000, 5000, False),  # an EVI of 1.53
        (9000, 16000, 3000, True),
        (9000, 16001, 3000, False),
        (500, 3000, -28672, False),
        (32767, 32767, 32767, False),
        (0, 0, 0, False),  # masked by an export
        (0, 3000, 0, True),
        (3000, 1000, 100, True),  # snow and water: an EVI of -0.18
        (4000, 500, 300, False),  # -0.27
        (200, 2000, 1760, False),  # a denominator of 0
    ],
)  # fmt: skip
def test_numbers_out_of_range_are_discarded(tmp_path, red, nir, blue, used):
    arrays = [np.full((2, 2), value, np.int16) for value in (red, nir, blue)]
    for array, value in zip(arrays, (500, 3000, 300)):
        array[0, 0] = value  # so that there is a mean at all
    state = np.full((1, 1), CLEAR, np.uint16)
    mean, count = average(tmp_path, reflectance.tile(tmp_path, day(1), (*arrays, state)))
    assert count[0, 1, 1] == used
    if used:
        r, n, b = red * 1e-4, nir * 1e-4, blue * 1e-4
        assert mean[0, 1, 1] == np.float32(2.5 * (n - r) / (n + 6 * r - 7.5 * b + 1))
    else:
        assert np.isnan(mean[0, 1, 1])


def test_years_tiles_and_bands(tmp_path):
    """Two tiles side by side over three years: a band a year, named and understood as a vegetation index."""
    files, expected = [], np.zeros((3, SIDE, 2 * SIDE))
    for index, year in enumerate((2009, 2010, 2011)):
        for col, name in ((0, "h18v03"), (SIDE, "h19v03")):
            arrays = bands(1, seed=100 * index + col)
            files += reflectance.tile(tmp_path, day(1, year), arrays, name, col)
            expected[index, :, col : col + SIDE] = plain_evi(*arrays[:3])
    mean, count = average(tmp_path, files)
    np.testing.assert_allclose(mean, expected, rtol=1e-6)
    np.testing.assert_array_equal(count, np.isfinite(expected))
    with rasterio.open(tmp_path / "out" / "evi-mean.tif") as file, rasterio.open(tmp_path / "count.tif") as counts:
        assert file.descriptions == ("evi-mean_2009", "evi-mean_2010", "evi-mean_2011")
        assert counts.descriptions == ("evi-count_2009", "evi-count_2010", "evi-count_2011")
        assert (file.dtypes[0], file.nodata, file.units[0]) == ("float32", -9999, "EVI")
        assert (counts.dtypes[0], counts.nodata) == ("uint16", None)
        assert file.crs == rasterio.CRS.from_wkt(SINUSOIDAL_WKT)
    layer = rasters.RasterLayer("evi-mean", str(tmp_path / "out" / "evi-mean.tif"))
    (group,) = temporal_groups([(layer, describe(layer)[1])])
    assert group.steps == ("2009", "2010", "2011")
    assert [(item.name, item.category) for item in group.variables] == [("evi-mean", "vegetation index")]
    only, _ = average(tmp_path, files, years="2010")
    np.testing.assert_array_equal(only[0], mean[1])


# an eight-day composite from the end of December is dated by its first day
def test_a_composite_counts_to_the_year_of_its_file(tmp_path):
    files = reflectance.tile(tmp_path, day(361, 2010), bands(1, coarse=1), product="MOD09A1")
    files += reflectance.tile(tmp_path, day(1, 2011), bands(2, coarse=1), product="MOD09A1")
    told = Listener()
    mean, _ = average(tmp_path, files, told)
    np.testing.assert_allclose(mean[0], plain_evi(*bands(1)[:3]), rtol=1e-6)
    np.testing.assert_allclose(mean[1], plain_evi(*bands(2)[:3]), rtol=1e-6)
    assert "2010 has 1 of 46 days; missing are 2010-01-01 to 2010-12-19." in told.warnings[0]


def test_the_order_of_the_files_changes_no_bit(tmp_path):
    files = [file for number in range(1, 9) for file in reflectance.tile(tmp_path, day(number), bands(number))]
    first = average(tmp_path, files)
    contents = (tmp_path / "out" / "evi-mean.tif").read_bytes(), (tmp_path / "count.tif").read_bytes()
    random.Random(3).shuffle(files)
    second = average(tmp_path, files)
    np.testing.assert_array_equal(first[0], second[0])
    assert ((tmp_path / "out" / "evi-mean.tif").read_bytes(), (tmp_path / "count.tif").read_bytes()) == contents


def test_small_windows_give_the_same_means(tmp_path, monkeypatch):
    files = [file for number in (1, 2, 3) for file in reflectance.tile(tmp_path, day(number), bands(number))]
    whole, _ = average(tmp_path, files)
    monkeypatch.setattr(evi, "WINDOW_PX", 3)
    parts, _ = average(tmp_path, files)
    np.testing.assert_array_equal(whole, parts)


def test_an_extent_is_widened_to_whole_pixels(tmp_path):
    arrays = bands()
    left, top = (
        reflectance.X0 + 2.5 * reflectance.PIXEL_M,
        reflectance.Y0 - 1.5 * reflectance.PIXEL_M,
    )
    area = Extent(left, top - 2 * reflectance.PIXEL_M, left + 3 * reflectance.PIXEL_M, top, SINUSOIDAL_WKT)
    mean, _ = average(tmp_path, reflectance.tile(tmp_path, day(1), arrays), extent=area)
    np.testing.assert_allclose(mean[0], plain_evi(*arrays[:3])[1:4, 2:6], rtol=1e-6)
    away = Extent(10.0, 10.0, 11.0, 11.0, rasters.wkt("EPSG:4326"))
    with pytest.raises(InputError, match="The extent .* lies outside the files; choose one that overlaps them"):
        average(tmp_path, reflectance.tile(tmp_path, day(1), arrays), extent=away)


def test_pixels_with_too_few_clear_observations_have_no_mean(tmp_path):
    files = []
    for number in range(1, 5):
        *colours, state = bands(number)
        state[0, 0] = CLEAR if number <= 2 else ONLY["cloudy"]
        files += reflectance.tile(tmp_path, day(number), (*colours, state))
    mean, count = average(tmp_path, files, minimum=3)
    assert np.isnan(mean[0, :2, :2]).all()
    assert (count[0, :2, :2] <= 2).all()  # said, though there is no mean
    np.testing.assert_array_equal(np.isfinite(mean), count >= 3)
    with pytest.raises(InputError, match="The minimum is 0 clear observations; give 1 or more"):
        average(tmp_path, files, minimum=0)


def test_without_a_clear_observation_there_is_no_result(tmp_path):
    files = reflectance.tile(tmp_path, day(1), bands(state=ONLY["cloudy"]))
    with pytest.raises(InputError, match="None of the 64 pixels has 1 clear observations in a year; mask fewer"):
        average(tmp_path, files)
    assert not (tmp_path / "count.tif").exists()
    assert not (tmp_path / "out").exists()


def test_a_cancelled_run_leaves_nothing(tmp_path):
    class CancelAt(Progress):
        def report(self, fraction, message=""):
            if fraction >= self.limit:
                self.cancel()
            self.check()

    files = [file for number in range(1, 9) for file in reflectance.tile(tmp_path, day(number), bands(number))]
    before = sorted(tmp_path.rglob("*"))
    for limit in (0.0, 0.05, 0.3, 0.94):
        progress = CancelAt()
        progress.limit = limit
        with pytest.raises(Cancelled):
            average(tmp_path, files, progress)
        assert [path for path in sorted(tmp_path.rglob("*")) if path not in before] in ([], [tmp_path / "out"])


def test_the_log_says_what_was_masked(tmp_path):
    red, nir, blue, state = bands()
    state[0, 0], state[0, 1] = ONLY["cloudy"], reflectance.STATE_FILL
    red[7, 7] = FILL
    for band in (red, nir, blue):
        band[7, 6] = 0
    told = Listener()
    average(tmp_path, reflectance.tile(tmp_path, day(1), (red, nir, blue, state)), told)
    assert "MOD09GA: 1 day of 1 tile (h18v03), 8 x 8 pixels." in told.lines
    (line,) = [line for line in told.lines if line.startswith("Of 60 observations")]
    assert "cloudy 6.7%, mixed 0.0%" in line
    assert any("93.3% are clear and 90.0% used; 1 clear ones have no reflectance" in line for line in told.lines)
    assert any("1 clear observations are 0 in red, near infrared and blue" in line for line in told.warnings)
    assert any("2010 has 1 of 365 days; missing are 2010-01-02 to 2010-12-31" in line for line in told.warnings)


def test_days_are_those_of_the_calendar():
    assert day(366, 2012) == datetime.date(2012, 12, 31)
