"""Every rule of the covariate check finds what was made for it, and leaves alone what only looks like it."""

import numpy as np
import pytest

from socmap_plugin.core.checks.duplicate_layers import twins
from socmap_plugin.core.checks.layout import misplaced, side_by_side
from socmap_plugin.core.checks.value_sample import Glance
from socmap_plugin.core.checks.values import Band, Look, constant, fills, impossible, number
from socmap_plugin.core.jobs.inputs import RasterLayer
from socmap_plugin.core.raster.grid import Grid
from tests.builders import rasters

SAMPLES = 30


def field(low, high, count=1600, seed=3):
    """Values evenly spread from `low` to `high`, in no order."""
    return np.random.default_rng(seed).permutation(np.linspace(low, high, count))


def whole(low, high, seed=3):
    return np.floor(field(low, high, seed=seed))


def holed(values, hole, share=0.05):
    """Some of the values replaced, at the samples as elsewhere."""
    values = values.copy()
    values[np.random.default_rng(4).random(len(values)) < share] = hole
    return values


def look(name, *steps, unit="", at_samples=SAMPLES, label="", place="grid", scale=1.0, offset=0.0):
    """A covariate of which a glance saw all values of `steps`, the first of which are those at the samples."""
    bands = []
    for year, step in enumerate(steps, start=2002):
        values = np.asarray(step, np.float32)
        bands.append(Band(str(year), Glance(values, place, scale, offset), values[:at_samples]))
    return Look(label or name, name, unit, tuple(bands))


# --- scale and dates --------------------------------------------------------------------------------------------------

RANGES = {
    "EVI as integers": ("evi", field(0, 8000), "", ("vegetation index", "80 to 7920")),
    "EVI": ("evi", field(-0.1, 0.9), "", None),
    "EVI with a few wild values": ("evi", np.where(field(0, 1) > 0.995, 30, field(0, 1)), "", None),
    "NDVI in a longer name": ("MOD13Q1.NDVI.mean", field(0, 9000), "", ("vegetation index", "90 to 8910")),
    "EVI amplitude as integers": ("EVI_Amplitude", field(1000, 6000), "", ("vegetation index", "1050 to 5950")),
    "EVI amplitude": ("EVI_Amplitude", field(0.1, 0.6), "", None),
    "observations of EVI": ("evi_observations", field(0, 300), "", None),
    "day of the NDVI peak": ("ndvi_peak_doy", field(100, 250), "", None),
    "EVI area as integers": ("evi_area", field(500, 3500), "", ("evi area", "530 to 3470")),
    "EVI area": ("evi_area", field(5, 340), "", None),
    "WorldClim 1": ("bio_1", field(80, 240), "", ("temperature", "81.6 to 238.4")),
    "WorldClim 2": ("wc2.1_30s_bio_1", field(8, 24), "", None),
    "precipitation": ("wc2.1_30s_bio_12", field(700, 2000), "", None),
    "seasonality": ("temperature_seasonality", field(300, 900), "", None),
    "kelvin that says so": ("temperature", field(280, 300), "K", None),
    "kelvin that does not": ("temperature", field(280, 300), "", ("temperature", "280.2 to 299.8")),
    "kelvin of a land surface": ("lst", field(290, 320), "", None),
    "land surface temperature as integers": ("LST_day", field(14000, 15000), "", ("temperature", "14010 to 14990")),
    "slope times 100": ("slope", field(0, 4500), "", ("slope", "45 to 4455")),
    "slope": ("slope", field(0, 70), "", None),
    "slope in percent, by name": ("slope_percent", field(0, 180), "", None),
    "slope in percent, by unit": ("slope", field(0, 180), "percent", None),
    "aspect times 10": ("aspect", field(0, 3600), "", ("aspect", "36 to 3564")),
    "aspect": ("aspect", field(-1, 360), "", None),
    "elevation under a temporary name": ("temp_dem", field(0, 1500), "", None),
    "days since 1970": ("maturity", field(14600, 15000), "", ("dates", "14604 to 14996, days since 1970")),
    "YYYYDDD": ("MidGreenup", field(2010060, 2010180), "", ("dates", "2010061 to 2010179, year and day as YYYYDDD")),
    "days since 2000": ("Dormancy_0", field(3700, 3900), "", ("dates", "3702 to 3898")),
    "day of the year, some of the year before": ("sbd", field(-60, 150), "", None),
    "day of the year, some of the year after": ("dormancy", field(200, 731), "", None),
    "no date at all": ("season_length", field(800, 900), "", None),
}  # fmt: skip


@pytest.mark.parametrize(("name", "values", "unit", "expected"), RANGES.values(), ids=RANGES.keys())
def test_scale_and_dates(name, values, unit, expected):
    assert impossible(look(name, values, unit=unit, at_samples=0), []) == expected


def test_a_fill_value_does_not_count_against_the_scale():
    seen = look("greenup", holed(field(60, 150), 32767, 0.2))
    (fill,) = fills(seen)
    assert impossible(seen, []) is not None
    assert impossible(seen, [fill]) is None


# --- fill values ------------------------------------------------------------------------------------------------------

FILLED = {
    "-9999": (holed(field(0, 800), -9999), -9999),
    "a single -9999": (holed(field(0, 800), -9999, 0.001), -9999),
    "-32768": (holed(whole(0, 800), -32768), -32768),
    "32767 of dates": (holed(whole(14000, 15000), 32767), 32767),
    "65535": (holed(whole(100, 9000), 65535), 65535),
    "255 of a percentage": (holed(whole(0, 100), 255), 255),
    "255 of classes": (holed(whole(1, 5), 255), 255),
    "-3000 of NDVI": (holed(whole(500, 9000), -3000), -3000),
    "the largest float": (holed(field(0, 1), np.finfo(np.float32).min), float(np.finfo(np.float32).min)),
    "one of no convention": (holed(field(10, 20), -77), -77),
    "0 far from the others": (holed(field(600, 1400), 0), 0),
    "0 above the others": (holed(field(-30, -10), 0), 0),
    "0 at the sea": (np.maximum(field(-200, 900), 0), None),
    "0 of flat land": (holed(np.exp(field(-5, 3.5)), 0), None),
    "0 among curvatures": (holed(field(-1, 1), 0, 0.3), None),
    "0 once": (holed(field(600, 1400), 0, 0.001), None),
    "0 of a few classes": (whole(0, 3), None),
    "255 of an image": (np.minimum(whole(0, 300), 255), None),
    "a mask of 0 and 255": (255 * (field(0, 1) > 0.6), None),
    "classes": (10 * whole(0, 9), None),
    "mostly 0": (np.where(field(0, 1) > 0.9, field(0, 40, seed=8), 0), None),
    "a long tail": (np.exp(field(0, 12)), None),
    "a limit that is reached": (np.minimum(field(0, 9000), 5000), None),
    "one wild value": (holed(field(0, 1), 40, 0.001), None),
}


@pytest.mark.parametrize(("values", "expected"), FILLED.values(), ids=FILLED.keys())
def test_fill_values(values, expected):
    assert [fill.stored for fill in fills(look("x", values))] == ([] if expected is None else [expected])


def test_two_fill_values_at_once():
    values = holed(field(600, 1400), -9999)
    values[::40] = 0
    assert {fill.stored: fill.others for fill in fills(look("x", values))} == {
        -9999: pytest.approx((600, 1400), rel=0.01),
        0: pytest.approx((600, 1400), rel=0.01),
    }


@pytest.mark.parametrize("stored", [-9999, 0])
def test_fill_values_are_looked_for_as_they_are_stored(stored):
    values = holed(field(290, 310), stored * 0.02 + 100)
    (fill,) = fills(look("x", values, scale=0.02, offset=100.0))
    assert fill.stored == stored
    assert fill.value == pytest.approx(stored * 0.02 + 100)


def test_a_fill_value_of_one_year_is_found_among_all_years():
    (fill,) = fills(look("season", field(80, 300), holed(field(90, 310), 0, 0.3), field(70, 280)))
    assert (fill.stored, fill.others) == (0, pytest.approx((70, 310), rel=0.01))


@pytest.mark.parametrize("name", ["evi_count", "QA_Detailed_0", "observations", "NumCycles"])
def test_0_counted_is_no_fill(name):
    assert fills(look(name, holed(field(60, 140), 0))) == []


# --- constants --------------------------------------------------------------------------------------------------------

YEARS = [field(0, 1, seed=seed) for seed in range(3)]
CONSTANTS = {
    "everywhere": (look("x", np.full(100, 4)), "4 everywhere"),
    "every year": (look("x", *([np.full(100, 2.5)] * 3)), "2.5 everywhere"),
    "one value a year": (look("x", *(np.full(100, year) for year in (380, 382, 385))), "one value a step"),
    "one year": (look("x", YEARS[0], np.zeros(100), YEARS[2]), "2003: 0 everywhere"),
    "at the samples": (look("x", np.r_[np.full(SAMPLES, 3), field(0, 9)]), "3 at all 30 samples"),
    "at too few samples": (look("x", np.r_[np.full(8, 3), field(0, 9)], at_samples=8), ""),
    "one year of a count": (look("num_cycles", whole(1, 3), np.ones(1600), whole(1, 3)), ""),
    "no value at all": (look("x", np.full(100, np.nan), at_samples=0), ""),
    "not constant": (look("x", *YEARS), ""),
}


@pytest.mark.parametrize(("seen", "expected"), CONSTANTS.values(), ids=CONSTANTS.keys())
def test_constants(seen, expected):
    assert constant(seen) == expected


# --- twins ------------------------------------------------------------------------------------------------------------

NOISE = np.random.default_rng(5).normal(size=1600)
TWINS = {
    "the same values": ([look("a", YEARS[0]), look("b", YEARS[0])], [("identical", "a = b")]),
    "three times": (
        [look(name, YEARS[0]) for name in "abc"],
        [("identical", "a = b"), ("identical", "a = c"), ("identical", "b = c")],
    ),
    "the same series": ([look("a", *YEARS), look("b", *YEARS)], [("identical", "a = b")]),
    "a longer series": ([look("a", *YEARS, NOISE), look("b", *YEARS)], [("identical", "a = b (2002, 2003, 2004)")]),
    "one step": (
        [look("a", *YEARS), look("b", NOISE, YEARS[2], -NOISE**2)], [("identical", "a = b (2004 = 2003)")]
    ),
    "a repeated step": ([look("a", YEARS[0], YEARS[1], YEARS[0])], [("repeated", "a (2002 = 2004)")]),
    "a series of one map": ([look("a", *[YEARS[0]] * 5)], [("repeated", "a (4 steps)")]),
    "a factor": ([look("a", YEARS[0]), look("b", 1 - 3.28 * YEARS[0])], [("alike", "a and b")]),
    "rounded": ([look("a", YEARS[0]), look("b", YEARS[0].round(2))], [("alike", "a and b")]),
    "a factor, on other pixels": (
        [look("a", YEARS[0]), look("b", 2 * YEARS[0], place="other grid")], [("alike", "a and b")]
    ),
    "alike at the samples only": (
        [look("a", YEARS[0]), look("b", np.r_[2 * YEARS[0][:SAMPLES], YEARS[1][SAMPLES:]])], []
    ),
    "nearly alike": ([look("a", YEARS[0]), look("b", YEARS[0] + 0.01 * NOISE)], []),
    "classes of two years": ([look("land_use", whole(1, 5), whole(1, 5))], []),
    "complementary classes": ([look("a", whole(0, 2)), look("b", 1 - whole(0, 2))], []),
    "constants": ([look("a", np.ones(100)), look("b", np.ones(100))], []),
    "different": ([look("a", *YEARS), look("b", NOISE), look("c", field(0, 1, seed=9))], []),
}  # fmt: skip


@pytest.mark.parametrize(("looks", "expected"), TWINS.values(), ids=TWINS.keys())
def test_twins(looks, expected):
    assert [(pair.rule, pair.seen) for pair in twins(looks)] == expected


# --- layout -----------------------------------------------------------------------------------------------------------

LAYOUTS = {
    "the grid itself": (rasters.grid(), []),
    "coarser as is usual": (rasters.grid(transform=rasters.north_up(pixel=1000)), []),
    "much coarser": (rasters.grid(transform=rasters.north_up(pixel=12_000)), [("resolution", "133 times as wide")]),
    "much finer": (
        rasters.grid(transform=rasters.north_up(pixel=0.5), width=7200, height=7200),
        [("resolution", "180 side by side in one of the grid")],
    ),
    "degrees taken for metres": (
        rasters.grid(transform=(0.01, 0, 118, 0, -0.01, 31)),
        [("resolution", "9000 side by side in one of the grid"), ("samples", "0 of 40"), ("area", "0 %")],
    ),
    "a quarter": (rasters.grid(transform=rasters.north_up(30 * 90)), [("samples", "10 of 40"), ("area", "25 %")]),
    "most": (rasters.grid(transform=rasters.north_up(4 * 90)), []),
    "another CRS": (rasters.grid("EPSG:4326", (0.001, 0, 118, 0, -0.001, 31), 200, 500), [("crs", "")]),
    "no place there": (rasters.grid("EPSG:3031", (1000, 0, 0, 0, -1000, 0)), None),
}  # fmt: skip


@pytest.mark.parametrize(("own", "expected"), LAYOUTS.values(), ids=LAYOUTS.keys())
def test_layout(own, expected):
    samples = rasters.grid().xy(np.arange(rasters.SIDE), np.arange(rasters.SIDE))
    found = misplaced({RasterLayer("x", "x.tif"): own}, rasters.grid(), samples)
    if expected is None:
        assert {rule for rule, _, _ in found} >= {"crs", "samples", "area"}
    else:
        assert found == [(rule, "x", seen) for rule, seen in expected]


NEIGHBOURS = {
    "to the east": ((0, 40), 40, True),
    "to the south": ((40, 0), 40, True),
    "one row and column shared": ((0, 39), 40, True),
    "one missing": ((0, 41), 40, True),
    "shorter": ((0, 40), 25, True),
    "the same": ((0, 0), 40, False),
    "half": ((0, 20), 40, False),
    "at a corner": ((40, 40), 40, False),
    "far": ((0, 90), 40, False),
    "inside": ((10, 10), 3, False),
}


@pytest.mark.parametrize(("shift", "height", "meets"), NEIGHBOURS.values(), ids=NEIGHBOURS.keys())
def test_tiles_are_known_by_their_edges(shift, height, meets):
    down, right = shift
    moved = rasters.grid(transform=rasters.north_up(right * rasters.PIXEL, down * rasters.PIXEL), height=height)
    grids = {RasterLayer("a", "a.tif"): rasters.grid(), RasterLayer("b", "b.tif"): moved}
    found = [tuple(layer.name for layer in pair) for pair in side_by_side(grids)]
    assert found == ([("a", "b")] if meets else [])
    coarse = rasters.grid(transform=rasters.north_up(right * rasters.PIXEL, pixel=2 * rasters.PIXEL))
    assert side_by_side({**grids, RasterLayer("b", "b.tif"): coarse}) == []
    elsewhere = rasters.grid("EPSG:32651", moved.transform, height=height)
    assert side_by_side({**grids, RasterLayer("b", "b.tif"): elsewhere}) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (-9999, "-9999"), (0.12345, "0.1235"), (14627.6, "14628"), (2.5, "2.5"), (-3.4e38, "-3.4e+38")],
)
def test_numbers_of_messages(value, text):
    assert number(value) == text
    assert number(float("nan")) == "nan"


@pytest.mark.parametrize("west", [-180.0, 0.0])
def test_longitudes_may_count_from_greenwich_or_from_the_date_line(west):
    globe = Grid(rasters.wkt("EPSG:4326"), (1.0, 0.0, west, 0.0, -1.0, 90.0), 360, 180)
    place = Grid(rasters.wkt("EPSG:4326"), (0.1, 0.0, -60.0, 0.0, -0.1, -20.0), 40, 40)
    xy = np.array([-59.5, -58.0]), np.array([-20.5, -22.0])
    assert misplaced({RasterLayer("bio_1", "bio_1.tif"): globe}, place, xy) == []
