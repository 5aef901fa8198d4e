"""Totals by Area: areas on the ellipsoid, sums, and intervals that hold what they say where errors are alike."""

from __future__ import annotations

import csv
import dataclasses
import json
import math
from pathlib import Path

import numpy as np
import pytest

from socmap_plugin.core.geostatistics.variogram import Variogram
from socmap_plugin.core.jobs.areas import ZonalStockJob, ZoneTable
from socmap_plugin.core.jobs.inputs import SampleTable
from socmap_plugin.core.raster.grid import Grid, Window
from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.totals.block_variance import Sampled
from socmap_plugin.core.totals.correlogram import correlogram
from socmap_plugin.core.totals.pixel_areas import pixel_areas
from socmap_plugin.core.totals.run import run
from tests.builders import rasters
from tests.builders.listener import Listener

SIDE, PIXEL_M = 48, 1000.0
QUANTILE = 1.6448536269514722  # of 90 %


# --- areas ------------------------------------------------------------------------------------------------------------


def test_the_pixels_of_the_world_are_the_earth():
    """The surface of the WGS 84 ellipsoid is 510,065,621.7 km2."""
    grid = Grid(rasters.wkt("EPSG:4326"), (0.5, 0, -180, 0, -0.5, 90), 720, 360)
    areas = pixel_areas(grid, Window(0, 0, 360, 720))
    assert areas.sum() / 1e6 == pytest.approx(510_065_621.7, rel=1e-9)
    assert pixel_areas(grid, Window(100, 10, 1, 1)) == areas[100, 10]


@pytest.mark.parametrize(
    ("crs", "origin", "factor"),
    [
        ("EPSG:6933", (11e6, 3.6e6), 1.0),  # equal area
        ("EPSG:32650", (500_000, 3.4e6), 1 / 0.9996**2),  # at the central meridian
        ("EPSG:3857", (13e6, 0.0), 1 / 1.00674),  # at the equator a sphere for an ellipsoid: along the meridian only
    ],
)
def test_a_projection_is_taken_to_the_ellipsoid(crs, origin, factor):
    grid = Grid(rasters.wkt(crs), (100, 0, origin[0], 0, -100, origin[1]), 100, 100)
    areas = pixel_areas(grid, Window(0, 0, 70, 100))
    assert areas.shape == (70, 100)
    assert areas.mean() == pytest.approx(1e4 * factor, rel=3e-5)


def test_web_mercator_is_far_from_its_own_units():
    grid = Grid(rasters.wkt("EPSG:3857"), (1000, 0, 13e6, 0, -1000, 8.4e6), 50, 50)  # at 60 degrees north
    assert pixel_areas(grid, Window(0, 0, 50, 50)).mean() == pytest.approx(1e6 / 4, rel=0.02)


def test_a_pixel_across_the_date_line_has_its_area():
    grid = Grid(rasters.wkt("EPSG:3832"), (1000, 0, 3_300_000, 0, -1000, 0), 100, 10)  # Pacific: 180 degrees inside
    areas = pixel_areas(grid, Window(0, 0, 10, 100))
    assert np.ptp(areas) / areas.mean() < 1e-3


# --- variance ---------------------------------------------------------------------------------------------------------


def flat(points):
    return points


def whole(points, deviations, areas=None):
    sums = Sampled(np.random.default_rng(1))
    ones = np.ones(len(points))
    sums.add(points[:, 0], points[:, 1], ones if areas is None else areas, ones, deviations)
    return sums


def test_the_variance_of_few_pixels_is_the_double_sum():
    random = np.random.default_rng(2)
    points, deviations, areas = random.uniform(0, 9, (60, 2)), random.uniform(1, 3, 60), random.uniform(1, 2, 60)
    model = Variogram("exponential", 0.3, 0.7, 6.0)
    distance = np.hypot(*(points[:, None, axis] - points[None, :, axis] for axis in (0, 1)))
    own = areas * deviations
    expected = (model.correlation(distance) * np.outer(own, own)).sum() / areas.sum() ** 2
    sums = whole(points, deviations, areas)
    assert sums.variance(flat, model.correlation) == pytest.approx(expected, rel=1e-12)
    assert sums.variance(flat, None) == pytest.approx((own**2).sum() / areas.sum() ** 2, rel=1e-12)


def test_random_pairs_stand_for_all_pairs():
    row, col = np.mgrid[0:60, 0:60]
    points = np.column_stack([col.ravel(), row.ravel()]).astype(float)
    model = Variogram("spherical", 0.2, 0.8, 20.0)
    distance = np.hypot(*(points[:, None, axis] - points[None, :, axis] for axis in (0, 1)))
    found = whole(points, np.ones(len(points))).variance(flat, model.correlation)
    assert found == pytest.approx(model.correlation(distance).mean(), rel=0.05)


def test_parts_in_any_order_are_one_area():
    random = np.random.default_rng(3)
    points, deviations = random.uniform(0, 50, (500, 2)), random.uniform(1, 2, 500)
    one, parts = whole(points, deviations), Sampled(np.random.default_rng(9))
    for part in (slice(300, 500), slice(0, 300)):
        ones = np.ones(part.stop - part.start)
        parts.add(points[part, 0], points[part, 1], ones, ones, deviations[part])
    model = Variogram("exponential", 0.0, 1.0, 20.0)
    assert parts.variance(flat, model.correlation) == pytest.approx(one.variance(flat, model.correlation), rel=1e-9)
    assert (parts.count, parts.area, parts.mean) == (500, 500, 1)


def error_fields(model, count, seed):
    """Yield Gaussian fields of variance 1 with a correlogram, exactly, on a torus of twice their side (FFT)."""
    random, size = np.random.default_rng(seed), 4 * SIDE
    step = np.minimum(np.arange(size), size - np.arange(size)) * PIXEL_M
    covariance = model.structured * model.structured_correlation(np.hypot(step[:, None], step[None, :]))
    power = np.sqrt(np.maximum(np.fft.fft2(covariance).real, 0) / size**2)
    for _ in range(count // 2):
        white = random.normal(size=(size, size)) + 1j * random.normal(size=(size, size))
        field = np.fft.fft2(power * white)
        for part in (field.real, field.imag):
            nugget = math.sqrt(model.nugget) * random.normal(size=(SIDE, SIDE))
            yield part[:SIDE, :SIDE] + nugget


def blocks():
    """Nine square polygons, and where their pixels are."""
    row, col = np.mgrid[0:SIDE, 0:SIDE]
    number = (3 * (3 * row // SIDE) + 3 * col // SIDE).ravel()
    return np.column_stack([col.ravel(), row.ravel()]) * PIXEL_M, number


def test_intervals_of_totals_hold_the_truth_where_errors_are_alike():
    """Of 500 landscapes with a known correlogram 87 to 93 %; taken for unrelated, errors make them fail."""
    model = Variogram("exponential", 0.3, 0.7, 15_000.0)
    points, number = blocks()
    sums = [whole(points[number == block], np.ones(np.sum(number == block))) for block in range(9)]
    right = QUANTILE * np.sqrt([own.variance(flat, model.correlation) for own in sums])
    wrong = QUANTILE * np.sqrt([own.independent_variance() for own in sums])
    hits = np.zeros(2)
    for field in error_fields(model, 500, seed=4):
        means = np.bincount(number, field.ravel()) / np.bincount(number)
        hits += [np.mean(np.abs(means) < right), np.mean(np.abs(means) < wrong)]
    assert 0.87 <= hits[0] / 500 <= 0.93
    assert hits[1] / 500 < 0.4


def test_intervals_hold_with_a_correlogram_learnt_from_residuals():
    """150 residuals leave much open; what a single fitted variogram would promise is half of that."""
    model = Variogram("exponential", 0.6, 0.4, 15_000.0)
    points, number = blocks()
    sums = [whole(points[number == block], np.ones(np.sum(number == block))) for block in range(9)]
    random, hits = np.random.default_rng(8), 0.0
    for field in error_fields(model, 30, seed=5):
        drawn = random.choice(SIDE * SIDE, 150, replace=False)
        alike = correlogram(points[drawn], field.ravel()[drawn])
        reach = QUANTILE * np.sqrt([alike.scale * own.variance(flat, alike.correlation) for own in sums])
        hits += np.mean(np.abs(np.bincount(number, field.ravel()) / np.bincount(number)) < reach)
    assert 0.8 <= hits / 30 <= 0.95


def test_residuals_without_structure_leave_little():
    random = np.random.default_rng(6)
    alike = correlogram(random.uniform(0, 1e5, (300, 2)), random.normal(0, 2, 300))
    assert alike.scale == pytest.approx(4, rel=0.2)
    assert alike.correlation(np.array([2e4]))[0] < 0.05  # of what happens nearer than places are they say nothing


# --- the job ----------------------------------------------------------------------------------------------------------


def square(left, top, width, height):
    """A polygon in pixels of the small grid of the tests."""
    x, y = rasters.X0 + left * rasters.PIXEL, rasters.Y0 - top * rasters.PIXEL
    right, bottom = x + width * rasters.PIXEL, y - height * rasters.PIXEL
    ring = [[x, y], [right, y], [right, bottom], [x, bottom], [x, y]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]}), (width * height * rasters.PIXEL**2)


@pytest.fixture
def job(tmp_path):
    """A map with a hole, three areas of which two overlap and one lies elsewhere, limits, and residuals."""
    random = np.random.default_rng(1)
    values = random.uniform(40, 60, (rasters.SIDE, rasters.SIDE)).astype(np.float32)
    values[5:10, 5:10] = -9999
    shapes = [square(0, 0, 20, 20), square(10, 10, 20, 20), square(100, 100, 5, 5)]
    zones = ZoneTable(
        "districts", rasters.wkt(rasters.UTM), ("north", "south", "far"), *map(tuple, zip(*shapes, strict=True))
    )
    row, col = random.integers(10, rasters.SIDE, (2, 80))
    residuals = rasters.samples_at(row, col, random.normal(0, 6, 80).tolist())
    there = values > 0
    return ZonalStockJob(
        zones,
        rasters.raster(tmp_path / "map.tif", values, nodata=-9999, units=["t/ha"]),
        str(tmp_path / "totals.csv"),
        str(tmp_path / "report.html"),
        rasters.raster(tmp_path / "lower.tif", np.where(there, values - 10, -9999), nodata=-9999),
        rasters.raster(tmp_path / "upper.tif", np.where(there, values + 10, -9999), nodata=-9999),
        residuals=residuals,
    ), values


def table(path):
    with open(path, newline="", encoding="utf-8") as file:
        return {row["zone"]: row for row in csv.DictReader(file)}


def test_means_totals_and_what_has_no_value(job):
    job, values = job
    run(job, Progress())
    rows = table(job.table)
    north, south = rows["north"], rows["south"]
    inside = values[:20, :20][values[:20, :20] > 0].astype(float)
    assert (int(north["pixels"]), int(south["pixels"])) == (375, 400)
    assert float(north["mean"]) == pytest.approx(inside.mean(), rel=1e-6)
    area = 375 * 0.81  # ha; here the zone of UTM is 0.02 % off the ellipsoid
    assert float(north["area_ha"]) == pytest.approx(area, rel=1e-3)
    assert float(north["total"]) == pytest.approx(float(north["mean"]) * float(north["area_ha"]), rel=1e-9)
    assert float(north["nodata_share"]) == pytest.approx(25 / 400, abs=2e-3)
    assert float(north["mean_lower"]) < float(north["mean"]) < float(north["mean_upper"])
    assert float(north["total_sd"]) == pytest.approx(float(north["mean_sd"]) * float(north["area_ha"]), rel=1e-9)
    assert rows["far"] == {
        **dict.fromkeys(rows["far"], ""),
        "zone": "far",
        "pixels": "0",
        "area_ha": "0",
        "nodata_share": "1",
    }


def test_the_same_job_gives_the_same_bytes(job, tmp_path):
    job, _ = job
    run(job, Progress())
    again = dataclasses.replace(job, table=str(tmp_path / "again.csv"), report="")
    run(again, Progress())
    assert (tmp_path / "again.csv").read_bytes() == (tmp_path / "totals.csv").read_bytes()


def test_together_no_pixel_counts_twice(job):
    job, _ = job
    heard = Listener()
    run(job, heard)
    pixels = 375 + 400 - 100
    assert any(f"3 areas, together {pixels * 0.81:,.0f} ha" in text for text in heard.lines)


@pytest.mark.parametrize("changes", [{"residuals": None, "uncorrelated": True}, {"lower": None, "upper": None}])
def test_errors_may_be_known_by_layers_or_by_residuals_alone(job, changes):
    job, _ = job
    run(dataclasses.replace(job, **changes), Progress())
    north = table(job.table)["north"]
    if "residuals" in changes:  # 20 / (2 x 1.645) at every one of 375 pixels
        assert float(north["mean_sd"]) == pytest.approx(10 / QUANTILE / math.sqrt(375), rel=1e-3)
    else:
        assert float(north["mean_sd"]) < 6
    report = Path(job.report).read_text(encoding="utf-8")
    assert ("taken for unrelated" in report) == ("residuals" in changes)


def test_without_errors_there_are_no_intervals(job):
    job, _ = job
    run(dataclasses.replace(job, lower=None, upper=None, residuals=None), Progress())
    north = table(job.table)["north"]
    assert (north["mean_lower"], north["total_sd"]) == ("", "")
    assert float(north["total"]) > 0


def test_a_grid_in_degrees_weighs_by_area(tmp_path):
    """Two rows far apart: the northern one is narrower, and counts by what it has."""
    from rasterio.transform import from_origin

    values = np.array([[10.0], [0.0], [20.0]], np.float32)
    layer = rasters.raster(
        tmp_path / "map.tif", values, crs="EPSG:4326", transform=from_origin(10, 60, 20, 20), nodata=0
    )
    ring = [[10, 60], [30, 60], [30, 0], [10, 0], [10, 60]]
    shape = json.dumps({"type": "Polygon", "coordinates": [ring]})
    zones = ZoneTable("world", rasters.wkt("EPSG:4326"), ("all",), (shape,), (1.0,))
    run(ZonalStockJob(zones, layer, str(tmp_path / "t.csv")), Progress())
    areas = pixel_areas(Grid(rasters.wkt("EPSG:4326"), (20, 0, 10, 0, -20, 60), 1, 3), Window(0, 0, 3, 1))[:, 0]
    expected = (10 * areas[0] + 20 * areas[2]) / (areas[0] + areas[2])
    assert float(table(tmp_path / "t.csv")["all"]["mean"]) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"residuals": None},
            "^Errors of neighbouring pixels are alike, and without RESIDUALS it is not known how far",
        ),
        ({"upper": None}, "^Of the limits only one is given; give LOWER and UPPER, or neither"),
        ({"residuals": SampleTable("few", "", ("1",), (0.0,), (0.0,), (1.0,))}, "."),
    ],
)
def test_what_is_unclear_is_refused(job, changes, message):
    job, _ = job
    with pytest.raises(InputError, match=message):
        run(dataclasses.replace(job, **changes), Progress())


def test_polygons_beside_the_map_are_refused(job):
    job, _ = job
    zones = dataclasses.replace(job.zones, names=("far",), geojson=job.zones.geojson[2:], area_m2=job.zones.area_m2[2:])
    with pytest.raises(
        InputError, match="^None of the 1 polygons of the layer 'districts' holds the centre of a pixel"
    ):
        run(dataclasses.replace(job, zones=zones), Progress())
