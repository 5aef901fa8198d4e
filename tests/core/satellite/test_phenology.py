"""Import of phenology: generated products whose every number is known, under all the names that services give."""

import dataclasses
import datetime

import numpy as np
import pytest
import rasterio
from rasterio.crs import CRS

from socmap_plugin.core.covariates.categories import guess_category
from socmap_plugin.core.covariates.covariate_list import PHENOLOGY
from socmap_plugin.core.covariates.steps import split_time
from socmap_plugin.core.jobs.inputs import Extent, ProductFile
from socmap_plugin.core.jobs.satellite import ImportPhenologyJob
from socmap_plugin.core.products.modis import FILL, MCD12Q2, SINUSOIDAL_WKT, VNP22Q2, tile_bounds
from socmap_plugin.core.satellite.phenology import run
from tests.builders import phenology_tiles, rasters
from tests.builders.listener import Listener
from tests.builders.phenology_files import (
    AMPLITUDE,
    AREA,
    GREENUP,
    PIXEL,
    YEARS,
    imported,
    tile_files,
    tile_transform,
    write_bands,
)
from tests.builders.phenology_tiles import SIDE, TILES


@pytest.fixture
def tiles(tmp_path):
    (tmp_path / "in").mkdir()
    return tile_files(tmp_path / "in")


@pytest.fixture
def job(tiles, tmp_path):
    return ImportPhenologyJob(tiles, str(tmp_path / "out"))


def expected(layer, year, cycle=1):
    """Both tiles side by side, NaN where the corner of each is fill."""
    parts = [phenology_tiles.value(layer, year, cycle, tile).astype(float) for tile in TILES]
    for part in parts:
        part[0, 0] = np.nan
    return np.hstack(parts)


def with_gaps(values, nodata=-9999):
    return np.where(values == nodata, np.nan, values.astype(float))


@pytest.mark.parametrize("cycle", [1, 2])
def test_two_tiles_are_one_raster_of_the_written_values(job, cycle):
    result = run(dataclasses.replace(job, cycle=cycle), Listener())
    assert result["files"] == ["greenup.tif", "peak.tif", "evi-amplitude.tif"]
    assert (result["width"], result["height"], result["years"]) == (2 * SIDE, SIDE, list(YEARS))
    for layer, dtype, unit in ((GREENUP, "int16", "day of year"), (AMPLITUDE, "float32", "EVI")):
        values, profile, names, units, tags = imported(job.folder, layer.variable)
        np.testing.assert_allclose(with_gaps(values), [expected(layer, year, cycle) for year in YEARS], rtol=1e-6)
        assert names == tuple(f"{layer.variable}_{year}" for year in YEARS)
        assert (profile["dtype"], profile["nodata"], set(units)) == (dtype, -9999, {unit})
        assert profile["crs"] == CRS.from_wkt(SINUSOIDAL_WKT)
        assert tuple(profile["transform"])[:6] == pytest.approx(tuple(tile_transform(TILES[0]))[:6])
        assert (tags["product"], tags["cycle"]) == ("MCD12Q2 061", str(cycle))


# a season may begin in the autumn before, and end in the spring after
def test_dates_are_days_of_the_product_year(tmp_path):
    new_year = (datetime.date(2004, 1, 1) - datetime.date(1970, 1, 1)).days
    days = np.array([[-365, -366, 0, 1], [366, 731, 732, FILL - new_year + 1]])
    path = tmp_path / "MCD12Q2.061_Greenup_0_doy2004001_aid0001.tif"
    rasters.raster(path, (days + new_year - 1).astype(np.int16), nodata=FILL)
    told = Listener()
    run(ImportPhenologyJob((ProductFile(str(path), str(path)),), str(tmp_path / "o"), quality="poor"), told)
    np.testing.assert_array_equal(imported(tmp_path / "o")[0][0], [[-365, -9999, 0, 1], [366, 731, -9999, -9999]])
    assert any("2004 3 (1 by fill, 2 out of range, 0 by quality)" in line for line in told.lines)


@pytest.mark.parametrize(
    ("quality", "layer", "kept"),
    [("best", "overall", [0]), ("fair", "overall", [0, 1, 2]), ("poor", "overall", [0, 1, 2, 3]),
     ("good", "detailed", [0, 3])],
)  # fmt: skip
def test_worse_quality_becomes_a_gap(tmp_path, quality, layer, kept):
    columns = np.indices((SIDE, SIDE))[1] % 4
    # peak has bits 6 and 7: the other way round than the overall quality; every other date is poor
    detailed = (0x3FFF & ~(3 << 6)) | np.array([0, 3, 2, 1])[columns] << 6
    layers = {
        MCD12Q2.quality: np.stack([columns, columns], -1).astype(np.int16),
        MCD12Q2.detailed: np.stack([detailed, detailed], -1).astype(np.int16),
    }
    (tmp_path / "in").mkdir()
    files = tile_files(tmp_path / "in", years=(2002,), quality=layers)
    run(ImportPhenologyJob(files, str(tmp_path / "o"), quality=quality, quality_layer=layer), Listener())
    valid = imported(tmp_path / "o", "peak")[0][0] != -9999
    assert [column for column in range(4) if valid[1:, column::4].any()] == kept
    assert valid[1:, kept[0] :: 4].all()
    overall = [0, 1, 2, 3][: ("best", "good", "fair", "poor").index(quality) + 1]
    amplitude = imported(tmp_path / "o", "evi-amplitude")[0][0] != -9999  # it has no bits of its own
    assert [column for column in range(4) if amplitude[1:, column::4].any()] == overall


def test_extent_and_years_are_cut_out(job):
    xmin, ymin, _, _ = tile_bounds(TILES[1])
    extent = Extent(xmin - 1.5 * PIXEL, ymin, xmin + 1.5 * PIXEL, ymin + 2 * PIXEL, SINUSOIDAL_WKT)
    run(dataclasses.replace(job, extent=extent, years="2002, 2004"), Listener())
    values = imported(job.folder)[0]
    np.testing.assert_allclose(values, [expected(GREENUP, year)[-2:, SIDE - 2 : SIDE + 2] for year in (2002, 2004)])


def test_another_crs_takes_the_pixel_that_contains_the_centre(job):
    run(dataclasses.replace(job, crs_wkt=CRS.from_epsg(32650).to_wkt()), Listener())
    values, profile, *_ = imported(job.folder)
    assert profile["crs"] == CRS.from_epsg(32650)
    rows, columns = (part.ravel() for part in np.indices(values.shape[1:]))
    x, y = rasterio.transform.xy(profile["transform"], rows, columns)
    x, y = rasterio.warp.transform(profile["crs"], CRS.from_wkt(SINUSOIDAL_WKT), x, y)
    xmin, _, _, ymax = tile_bounds(TILES[0])
    column, row = (np.floor(np.array(part) / PIXEL).astype(int) for part in (np.array(x) - xmin, ymax - np.array(y)))
    inside = (row >= 0) & (row < SIDE) & (column >= 0) & (column < 2 * SIDE)
    truth = np.full(len(row), np.nan)
    truth[inside] = expected(GREENUP, 2003)[row[inside], column[inside]]
    np.testing.assert_array_equal(with_gaps(values[1]).ravel(), truth)
    assert 0.4 < np.isfinite(truth).mean() < 1


def flat(layer, year, cycle):
    """A tile without its two cycles, of 4 x 6 pixels."""
    return phenology_tiles.raw(layer, year, cycle, TILES[0])[:4, :6]


# every habit of naming that a user may come with, and the year and the cycle that it stands for
@pytest.mark.parametrize(
    "name",
    ["appeears", "appeears-2023", "engine-files", "engine-bands", "engine-file-a-year", "tile-geotiff"],
)
def test_names_of_the_services(tmp_path, name):
    layers, files = (GREENUP, AREA), []
    for year in (2010, 2011):
        bands = {(layer, cycle): flat(layer, year, cycle) for layer in layers for cycle in (1, 2)}
        if name.startswith("appeears"):
            clock = "000000" if name.endswith("2023") else ""
            for (layer, cycle), values in bands.items():
                file = f"MCD12Q2.061_{layer.name}_{cycle - 1}_doy{year}001{clock}_aid0001"
                files.append(write_bands(tmp_path, file, {"": values}, nodata=FILL))
        elif name == "engine-files":
            for (layer, cycle), values in bands.items():
                files.append(write_bands(tmp_path, f"{year}_01_01_{layer.name}_{cycle}", {"": values}))
        elif name == "engine-bands":
            named = {f"{year}_01_01_{layer.name}_{cycle}": values for (layer, cycle), values in bands.items()}
            files.append(write_bands(tmp_path, f"export{year - 2009}", named))
        elif name == "engine-file-a-year":
            named = {f"{layer.name}_{cycle}": values for (layer, cycle), values in bands.items()}
            files.append(write_bands(tmp_path, f"MCD12Q2_{year}", named))
        else:
            for layer in layers:
                both = {f"mode {cycle}": bands[layer, cycle] for cycle in (1, 2)}
                file = f"MCD12Q2.A{year}001.h27v05.061.{layer.name}"
                files.append(write_bands(tmp_path, file, both, nodata=FILL))
    for cycle in (1, 2):
        out = tmp_path / f"out{cycle}"
        run(ImportPhenologyJob(tuple(files), str(out), cycle, quality="poor"), Listener())
        for layer in layers:
            truth = [phenology_tiles.value(layer, year, cycle, TILES[0])[:4, :6] for year in (2010, 2011)]
            np.testing.assert_allclose(imported(out, layer.variable)[0], truth, rtol=1e-6)


def test_zero_is_a_gap_where_earth_engine_declares_no_nodata(tmp_path):
    values = np.array([[0, 500]], np.int16)
    for declared, kept in ((None, [-9999, 0.05]), (FILL, [0, 0.05])):
        file = write_bands(tmp_path, "2010_01_01_EVI_Minimum_1", {"": values}, nodata=declared)
        told = Listener()
        run(ImportPhenologyJob((file,), str(tmp_path / "o"), quality="poor"), told)
        np.testing.assert_allclose(imported(tmp_path / "o", "evi-minimum")[0][0], [kept], rtol=1e-6)
        assert any("0 is taken for masked" in line for line in told.lines) == (declared is None)


# AppEEARS takes 366 days off for every year since 2000; true days since 2000-01-01 are 4749 at 2013-01-01
@pytest.mark.parametrize(("origin", "day"), [("days", 100), ("years of 366 days", 90)])
def test_dates_of_viirs_are_counted_as_asked(tmp_path, origin, day):
    raw = np.full((2, 2), 4749 + 99, np.uint16)
    files = [
        write_bands(tmp_path, f"VNP22Q2.001_{name}_1_doy2013001_aid0001", {"": values}, nodata=fill)
        for name, values, fill in (
            ("Onset_Greenness_Increase", raw, FILL),
            ("EVI2_Growing_Season_Area", raw, FILL),
            ("PGQ_Onset_Greenness_Increase", np.full((2, 2), 90, np.uint8), 255),
            ("GLSP_QC", np.array([[0b100000, 0b100001], [0b100010, 0b100011]], np.uint8), 255),
        )
    ]
    told = Listener()
    result = run(ImportPhenologyJob(tuple(files), str(tmp_path / "o"), date_origin=origin), told)
    assert result["files"] == ["greenup.tif", "season-evi2-area.tif"]
    np.testing.assert_array_equal(imported(tmp_path / "o")[0][0], [[day, day], [day, -9999]])
    np.testing.assert_allclose(imported(tmp_path / "o", "season-evi2-area")[0][0][0], 48.48, rtol=1e-6)
    assert "by 10 days" in told.warnings[0]


def test_what_is_named_is_read_as_phenology_by_the_dataset():
    for layer in (*MCD12Q2.layers, *VNP22Q2.layers):
        assert split_time(f"{layer.variable}_2002") == (layer.variable, "2002")
        assert guess_category(layer.variable) == PHENOLOGY
