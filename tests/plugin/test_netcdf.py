"""NetCDF files of AppEEARS, unpacked with QGIS's GDAL: a cycle, a band a year, and what is refused by its name."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsProcessingException

from socmap_plugin.algorithms.prepare import hdf, netcdf
from socmap_plugin.core.products.modis import FILL
from tests.builders import appeears_netcdf
from tests.builders.refusals import assert_sentence

YEARS = (2001, 2002, 2004)
CORNER, PIXEL = (1_000_000.0, 3_400_000.0), 463.3
NAME = "MCD12Q2.061_500m_aid0001.nc"
WANTED = ("Greenup", "Greenup_1", "NumCycles", "NumCycles_1")  # as Import Phenology asks
BOTH = np.random.default_rng(1).integers(0, 99, (3, 4, 5, 2)).astype(np.int16)
COUNT = BOTH[..., 0] // 50


@pytest.fixture
def out(tmp_path):
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def written(folder, layers, name=NAME, **changes):
    return appeears_netcdf.write(folder / name, layers, YEARS, CORNER, PIXEL, **changes)


@pytest.mark.parametrize("kind", ["NC4", "NC"], ids=["netCDF-4", "classic"])
@pytest.mark.parametrize("cycle", [1, 2])
def test_a_cycle_is_a_geotiff_with_a_band_a_year(cycle, kind, tmp_path, out, feedback):
    file = written(tmp_path, {"Greenup": BOTH, "NumCycles": COUNT, "Peak": BOTH}, kind=kind)
    products = hdf.geotiffs([file], WANTED, out, feedback, cycle)
    assert [(product.source, product.layer) for product in products] == [(file, "")] * 2
    greenup, count = (gdal.Open(product.path) for product in products)
    np.testing.assert_array_equal(greenup.ReadAsArray(), BOTH[..., cycle - 1])
    np.testing.assert_array_equal(count.ReadAsArray(), COUNT)
    names = [[data.GetRasterBand(i).GetDescription() for i in (1, 2, 3)] for data in (greenup, count)]
    assert names == [[f"{name} {year}-01-01" for year in YEARS] for name in (f"Greenup_{cycle}", "NumCycles")]
    assert greenup.GetRasterBand(1).GetNoDataValue() == FILL
    assert greenup.GetGeoTransform() == pytest.approx((CORNER[0], PIXEL, 0, CORNER[1], 0, -PIXEL))
    assert "Sinusoidal" in greenup.GetProjection()
    assert feedback.fractions[-1] == 100


def test_cycles_in_the_names_of_layers_count_as_in_geotiffs_of_appeears(tmp_path, out, feedback):
    layers = {f"Greenup_{i}": BOTH[..., i] for i in (0, 1)}
    (product,) = hdf.geotiffs([written(tmp_path, layers)], WANTED, out, feedback, 1)
    made = gdal.Open(product.path)
    np.testing.assert_array_equal(made.ReadAsArray(), BOTH[..., 0])
    assert made.GetRasterBand(1).GetDescription() == "Greenup_1 2001-01-01"
    viirs = written(tmp_path, {"Greenup_1": BOTH[..., 0]}, "VNP22Q2.nc", title="VNP22Q2.002 for aid0001")
    assert len(hdf.geotiffs([viirs], WANTED, out, feedback, 1)) == 1


def refusal(file, out, feedback, cycle=1, layers=WANTED):
    with pytest.raises(QgsProcessingException) as caught:
        hdf.geotiffs([str(file)], layers, out, feedback, cycle)
    return str(caught.value)


def test_another_product_is_named(tmp_path, out, feedback):
    said = refusal(written(tmp_path, {"Lai": COUNT}), out, feedback)
    assert_sentence(said, "has none of the layers Greenup, .* of cycle 1; it has Lai, so leave it out")


def test_times_that_are_no_days_are_named(tmp_path, out, feedback):
    said = refusal(written(tmp_path, {"Greenup": BOTH}, unit="months since 2000-01-01"), out, feedback)
    assert_sentence(said, "counts the times of Greenup in months since 2000-01-01 and not in days since a date; order")


def test_layers_of_another_shape_are_named(tmp_path, out, feedback):
    said = refusal(written(tmp_path, {"Peak": COUNT, "Greenup": COUNT[0]}), out, feedback)
    assert_sentence(said, "has the layer Greenup as time x ydim and not as time, y, x and cycle, .*; order GeoTIFFs")


@pytest.mark.parametrize("part", [0.0, 0.01, 0.5], ids=["not-netcdf", "header", "half"])
def test_damage_is_named(part, tmp_path, out, feedback, capfd):
    file = Path(written(tmp_path, {"Greenup": BOTH}))
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * part)] or b"<html>Please log in</html>")
    assert_sentence(refusal(file, out, feedback), "is damaged.*; download it again")
    assert "HDF5-DIAG" not in capfd.readouterr().err


def test_a_gdal_without_netcdf_is_said(tmp_path, out, feedback, monkeypatch):
    file = written(tmp_path, {"Greenup": BOTH})
    monkeypatch.setattr(gdal, "GetDriverByName", lambda name: None)
    assert_sentence(
        refusal(file, out, feedback), f"cannot read {netcdf.DRIVER}, which .*; order GeoTIFFs from AppEEARS"
    )


def test_reflectance_in_netcdf_is_refused_by_its_name(tmp_path, out, feedback):
    file = written(tmp_path, {"sur_refl_b01": COUNT}, "MOD09A1.061_500m_aid0001.nc")
    said = refusal(file, out, feedback, 0, ("sur_refl_b01",))
    assert_sentence(said, "is NetCDF, which Import Phenology reads and this algorithm does not; give the tiles")
