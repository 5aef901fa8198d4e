"""Compare Maps: differences and their numbers, by zone, with limits, and on other pixels."""

from __future__ import annotations

import csv
import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import rasterio

from socmap_plugin.core.jobs.areas import ZoneTable
from socmap_plugin.core.jobs.verdicts import CompareMapsJob
from socmap_plugin.core.models import metrics
from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.verdicts.compare import run
from tests.builders import rasters

SIDE = rasters.SIDE


@pytest.fixture
def maps():
    random = np.random.default_rng(1)
    first = random.gamma(5, 4, (SIDE, SIDE)).astype(np.float32)
    second = (first + random.normal(1, 2, first.shape)).astype(np.float32)
    first[:3], second[:, :5] = -9999, -9999
    return first, second


@pytest.fixture
def job(tmp_path, maps):
    layers = [
        rasters.raster(tmp_path / f"{name}.tif", values, nodata=-9999, units=["g/kg"])
        for name, values in zip(("network", "forest"), maps, strict=True)
    ]
    x, y, side = rasters.X0, rasters.Y0, rasters.PIXEL * SIDE
    west = [[x, y], [x + side / 2, y], [x + side / 2, y - side], [x, y - side], [x, y]]
    far = [[x - 9e5, y], [x - 8e5, y], [x - 8e5, y - 1e5], [x - 9e5, y]]
    shapes = tuple(json.dumps({"type": "Polygon", "coordinates": [ring]}) for ring in (west, far))
    zones = ZoneTable("zones", rasters.wkt(rasters.UTM), ("west", "far"), shapes, (1.0, 1.0))
    files = (str(tmp_path / "difference.tif"), str(tmp_path / "statistics.csv"), str(tmp_path / "report.html"))
    return CompareMapsJob(tuple(layers), *files, zones=zones)


def table(path):
    with open(path, newline="", encoding="utf-8") as file:
        return {row["zone"]: row for row in csv.DictReader(file)}


def test_differences_and_their_numbers(job, maps):
    run(job, Progress())
    both = (maps[0] > 0) & (maps[1] > 0)
    first, second = (values[both].astype(float) for values in maps)
    rows = table(job.statistics)
    found = {
        name: float(value)
        for name, value in rows["all"].items()
        if value and name not in ("zone", "map", "compared_with")
    }
    assert found["pixels"] == both.sum()
    assert found["mean_difference"] == pytest.approx((second - first).mean(), rel=1e-6)
    assert found["sd_difference"] == pytest.approx((second - first).std(), rel=1e-5)
    assert found["rms_difference"] == pytest.approx(metrics.rmse(first, second), rel=1e-6)
    assert found["mean_absolute_difference"] == pytest.approx(metrics.mae(first, second), rel=1e-6)
    assert found["correlation"] ** 2 == pytest.approx(metrics.r2_corr(first, second), rel=1e-6)
    assert found["concordance"] == pytest.approx(metrics.ccc(first, second), rel=1e-6)
    assert "disjoint_share" not in found
    assert int(rows["west"]["pixels"]) == both[:, : SIDE // 2].sum()
    assert (rows["far"]["pixels"], rows["far"]["mean"]) == ("0", "")
    with rasterio.open(job.difference) as raster:
        written = raster.read(1, masked=True)
        assert raster.descriptions == ("forest - network",)
        assert raster.units == ("g/kg",)
    assert np.array_equal(~written.mask, both)
    assert written.compressed() == pytest.approx(maps[1][both] - maps[0][both])
    report = Path(job.report).read_text(encoding="utf-8")
    assert report.count("<img") == 3
    assert "forest is on average" in report


def test_limits_that_do_not_overlap_are_counted(job, tmp_path, maps):
    half = np.where(np.arange(SIDE) % 2, 100.0, 0.0).astype(np.float32) * np.ones((SIDE, 1), np.float32)
    wide, narrow = (rasters.raster(tmp_path / f"{name}.tif", half + shift) for name, shift in (("l", -1), ("u", 1)))
    low, high = (
        rasters.raster(tmp_path / f"{name}.tif", np.full((SIDE, SIDE), value, np.float32))
        for name, value in (("a", 0), ("b", 5))
    )
    run(dataclasses.replace(job, lowers=(wide, low), uppers=(narrow, high)), Progress())
    both = (maps[0] > 0) & (maps[1] > 0)
    assert float(table(job.statistics)["all"]["disjoint_share"]) == pytest.approx(np.mean(half[both] == 100))


def test_three_maps_of_other_pixels(job, tmp_path, maps):
    coarse = rasters.raster(
        tmp_path / "coarse.tif", np.full((10, 10), 20, np.float32), transform=rasters.north_up(pixel=4 * rasters.PIXEL)
    )
    run(dataclasses.replace(job, maps=(*job.maps, coarse), zones=None), Progress())
    with open(job.statistics, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["map"] for row in rows] == ["forest", "coarse"]
    there = maps[0] > 0
    assert float(rows[1]["mean_difference"]) == pytest.approx(20 - maps[0][there].mean(), rel=1e-5)
    with rasterio.open(job.difference) as raster:
        assert raster.count == 2


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"maps": 1}, "^MAPS names 1 maps, at least 2 are compared"),
        ({"lowers": 1}, "^LOWERS names 1 rasters for 2 maps; give LOWERS and UPPERS for all maps"),
        ({"lowers": 2}, "^UPPERS names 0 rasters for 2 maps"),
    ],
)
def test_what_does_not_belong_together_is_refused(job, changes, message):
    changes = {name: job.maps[:count] for name, count in changes.items()}
    with pytest.raises(InputError, match=message):
        run(dataclasses.replace(job, **changes), Progress())


def test_maps_without_a_common_pixel_are_refused(job, tmp_path):
    far = rasters.raster(tmp_path / "far.tif", np.ones((5, 5), np.float32), transform=rasters.north_up(shift_x=1e5))
    with pytest.raises(InputError, match="^No pixel has a value in network and in another map"):
        run(dataclasses.replace(job, maps=(job.maps[0], far)), Progress())
    assert not Path(job.statistics).exists()
