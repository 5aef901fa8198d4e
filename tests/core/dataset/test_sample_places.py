"""Samples outside the reference grid: where they are is said, and what brought them there where it can be seen."""

from __future__ import annotations

import csv
import dataclasses
import re

import numpy as np
import pytest
from rasterio.merge import merge
from rasterio.transform import from_origin

from socmap_plugin.core.dataset import build as build_task
from socmap_plugin.core.dataset import list_covariates
from socmap_plugin.core.jobs.dataset import ListCovariatesJob
from socmap_plugin.core.jobs.inputs import RasterLayer
from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.runtime.progress import Progress
from tests.builders import rasters

N, SIDE = 30, 40
RNG = np.random.default_rng(3)
COL, ROW = RNG.integers(0, SIDE, (2, N))
VALUES = RNG.normal(size=(SIDE, SIDE)).astype(np.float32)
LOCAL = 'LOCAL_CS["unnamed",UNIT["metre",1]]'


def geographic_job(folder, west=118.0):
    """A covariate of 40 x 40 pixels of a thousandth of a degree, and samples at the centres of some of them."""
    layer = rasters.raster(folder / "e.tif", VALUES, "EPSG:4326", from_origin(west, 31, 0.001, 0.001))
    lon, lat = west + (COL + 0.5) * 0.001, 31 - (ROW + 0.5) * 0.001
    job = rasters.build_job(folder, static=(layer,), temporal=())
    return with_places(job, lon, lat, "EPSG:4326")


def with_places(job, x, y, crs):
    places = {"crs_wkt": rasters.wkt(crs), "x": tuple(map(float, x)), "y": tuple(map(float, y))}
    return dataclasses.replace(job, samples=dataclasses.replace(rasters.samples_at(ROW, COL), **places))


def exchanged(job, count):
    x, y = np.array(job.samples.x), np.array(job.samples.y)
    x[:count], y[:count] = y[:count].copy(), x[:count].copy()
    return with_places(job, x, y, "EPSG:4326")


def refused(job):
    with pytest.raises(InputError) as caught:
        build_task.build(job, Progress())
    return str(caught.value)


def test_swapped_coordinates_are_recognised_and_both_extents_are_shown(tmp_path):
    message = refused(exchanged(geographic_job(tmp_path), N))
    assert re.fullmatch(
        r"All 30 samples of 'soil samples' lie outside the reference grid \(x 118 to 118.04, y 30.96 to 31\): they are "
        r"at x 3[01][0-9.]* to 3[01][0-9.]*, y 118[0-9.]* to 118[0-9.]*; with x and y exchanged they lie inside, "
        r"so run Swap X and Y Coordinates on the layer\.",
        message,
    )


def test_some_swapped_rows_are_dropped_with_that_reason(tmp_path):
    dropped = build_task.build(exchanged(geographic_job(tmp_path), 5), Progress())[1]
    assert dropped == dict.fromkeys(
        range(5), "the sample lies outside the reference grid, and inside it with x and y exchanged"
    )


def test_swapped_coordinates_of_another_crs(tmp_path):
    """Latitude 118 has no place in the grid's CRS."""
    job = with_places(rasters.build_job(tmp_path), [30.71] * N, 118.06 + 0.0005 * np.arange(N), "EPSG:4326")
    message = refused(job)
    assert "they have no place in its CRS and in their own are at x 30.71 to 30.71, y 118.06 to 118.075; " in message
    assert message.endswith("run Swap X and Y Coordinates on the layer.")


@pytest.mark.parametrize("west", [300.0, 179.98, -60.0], ids=["0 to 360", "across 180", "from 0 to 360"])
def test_longitudes_may_be_counted_the_other_way(west, tmp_path):
    job = geographic_job(tmp_path, west)
    lon = np.array(job.samples.x)
    other = with_places(job, np.where(lon > 180, lon - 360, lon % 360), job.samples.y, "EPSG:4326")
    dataset = build_task.build(other, Progress())[0]
    assert len(dataset) == N
    np.testing.assert_array_equal(dataset.static[:, 0, 2, 2], VALUES[ROW, COL])


def test_a_local_crs_is_no_place(tmp_path):
    job = rasters.build_job(tmp_path)
    static = rasters.raster(tmp_path / "l.tif", VALUES, LOCAL)
    message = refused(dataclasses.replace(job, static=(static,), temporal=()))
    assert message == "The reference grid has no real CRS but a local one; set the right one in the layer's properties."
    message = refused(with_places(job, job.samples.x, job.samples.y, LOCAL))
    assert message.startswith("The samples layer 'soil samples' has no real CRS but a local one; set the right one")


def test_tiles_of_an_export_are_refused_by_name(tmp_path):
    job = rasters.build_job(tmp_path)
    names = ("dem-0000000000-0000000000", "dem-0000000000-0000000020")
    tiles = [
        rasters.raster(tmp_path / f"{name}.tif", VALUES[:, :20], transform=rasters.north_up(shift))
        for name, shift in zip(names, (0, 20 * rasters.PIXEL))
    ]
    message = refused(dataclasses.replace(job, static=(*job.static, *tiles)))
    assert message.startswith(f"{names[0]} and {names[1]} are tiles of one Earth Engine export; join the tiles of each")


def tiles(folder, *names, bands=()):
    """Write two halves of the grid under names."""
    return [
        rasters.raster(folder / f"{name}.tif", np.broadcast_to(VALUES[:, :20], (max(len(bands), 1), 40, 20)),
            transform=rasters.north_up(shift), names=[f"{name}_{band}" for band in bands])
        for name, shift in zip(names, (0, 20 * rasters.PIXEL))
    ]  # fmt: skip


def joined(folder, layers):
    """Join tiles as Build Virtual Raster does."""
    files = [layer.path for layer in layers]
    merge(files, dst_path=folder / "joined.tif")
    return RasterLayer("joined", str(folder / "joined.tif"))


TILES = "N30E118 and N30E119 have the same pixels and lie side by side, so that no sample has a value of both; join the"


def test_tiles_of_any_raster_are_refused_by_their_place(tmp_path):
    job = rasters.build_job(tmp_path)
    both = tiles(tmp_path, "N30E118", "N30E119")
    assert refused(dataclasses.replace(job, static=(*job.static, *both))).startswith(TILES)
    build_task.build(dataclasses.replace(job, static=(*job.static, joined(tmp_path, both))), Progress())


def test_tiles_of_a_series_are_refused_by_their_place(tmp_path):
    job = rasters.build_job(tmp_path)
    both = tiles(tmp_path, "N30E118", "N30E119", bands=(2002, 2003, 2004))
    assert refused(dataclasses.replace(job, temporal=(*job.temporal, *both))).startswith(TILES)


def test_tiles_are_a_finding_of_the_covariate_table(tmp_path):
    job = rasters.build_job(tmp_path)
    table = ListCovariatesJob(str(tmp_path / "t.csv"), (*job.static, *tiles(tmp_path, "N30E118", "N30E119")))
    list_covariates.run(table, Progress())
    with open(table.table, newline="", encoding="utf-8") as stream:
        found = {row["name"]: row["finding"] for row in csv.DictReader(stream)}
    assert found["N30E119"].startswith(TILES)
