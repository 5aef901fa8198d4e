"""HDF4 and HDF5 files unpacked with QGIS's GDAL: generated as the archives write them, and real ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsProcessingException

from socmap_plugin.algorithms.prepare import hdf
from socmap_plugin.core.products.modis import FILL, MCD12Q2, tile_bounds
from tests.builders import phenology_tiles
from tests.builders.places import SHARED_DATA
from tests.builders.refusals import assert_sentence

REAL = SHARED_DATA / "modis_hdf4"
SIDE = 40
TILE = phenology_tiles.TILES[1]


@pytest.fixture
def tile(tmp_path):
    pytest.importorskip("pyhdf", reason="pyhdf writes the HDF4 files of this test; run make env")
    return str(phenology_tiles.write_hdf4(tmp_path, years=(2002,), tiles=(TILE,))[0])


@pytest.fixture
def out(tmp_path):
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def write_viirs(path, layers):
    """Write a tile as VNP22Q2 is: HDF5 with a group a cycle, whose place only its name and its metadata tell."""
    root = gdal.GetDriverByName("netCDF").CreateMultiDimensional(str(path), ["FORMAT=NC4"]).GetRootGroup()
    fields = root.CreateGroup("HDFEOS").CreateGroup("GRIDS").CreateGroup("Cycle 1").CreateGroup("Data Fields")
    for name, values in layers.items():
        axes = [fields.CreateDimension(f"{axis}_{name}", None, None, size) for axis, size in zip("YX", values.shape)]
        kind = gdal.ExtendedDataType.Create(gdal.GDT_Byte if values.dtype == np.uint8 else gdal.GDT_Int16)
        fields.CreateMDArray(name, axes, kind).Write(values.tobytes())


def test_a_tile_gives_its_layers_as_they_are(tile, out, feedback):
    products = hdf.geotiffs([tile], ["greenup", "NUMCYCLES"], out, feedback)
    assert [(product.layer, product.source) for product in products] == [("Greenup", tile), ("NumCycles", tile)]
    dataset = gdal.Open(products[0].path)
    truth = phenology_tiles.tile_layers(2002, TILE)["Greenup"]
    np.testing.assert_array_equal(dataset.ReadAsArray(), np.moveaxis(truth, -1, 0))
    assert dataset.GetRasterBand(1).GetNoDataValue() == FILL
    assert dataset.GetMetadataItem("COMPRESSION", "IMAGE_STRUCTURE") == "DEFLATE"
    assert dataset.GetRasterBand(1).GetBlockSize() == [256, 256]
    xmin, _, _, ymax = tile_bounds(TILE)
    left, width, _, top, _, height = dataset.GetGeoTransform()
    assert (left, top, width * SIDE, height * SIDE) == pytest.approx((xmin, ymax, 1111950.52, -1111950.52))
    assert "Sinusoidal" in dataset.GetProjection()
    assert feedback.fractions[-1] == 100


def test_one_cycle_of_a_tile(tile, out, feedback):
    products = hdf.geotiffs([tile], ["Peak", "NumCycles"], out, feedback, 2)
    assert [product.layer for product in products] == ["Peak_2", "NumCycles"]
    peak = gdal.Open(products[0].path)
    assert peak.RasterCount == 1
    np.testing.assert_array_equal(peak.ReadAsArray()[1:], phenology_tiles.raw(MCD12Q2.layers[3], 2002, 2, TILE)[1:])


def test_other_files_pass_as_they_are(raster, out, feedback):
    (product,) = hdf.geotiffs([str(raster)], ["Greenup"], out, feedback)
    assert (product.path, product.source, product.layer) == (str(raster), str(raster), "")
    assert not list(out.iterdir())


def test_viirs_takes_its_place_from_the_name_of_its_tile(tmp_path, out, feedback):
    file = tmp_path / "VNP22Q2.A2013001.h27v05.001.2019235074523.h5"
    values = np.arange(30, dtype=np.int16).reshape(5, 6)
    write_viirs(file, {"Onset_Greenness_Increase_1": values, "GLSP_QC_1": values.astype(np.uint8)})
    products = hdf.geotiffs([str(file)], ["Onset_Greenness_Increase_1", "GLSP_QC_1"], out, feedback, 1)
    assert {product.layer for product in products} == {"Onset_Greenness_Increase_1", "GLSP_QC_1"}
    dataset = gdal.Open(next(product.path for product in products if product.layer.startswith("Onset")))
    np.testing.assert_array_equal(dataset.ReadAsArray(), values)
    xmin, ymin, xmax, ymax = tile_bounds((27, 5))
    assert dataset.GetGeoTransform() == pytest.approx((xmin, (xmax - xmin) / 6, 0, ymax, 0, (ymin - ymax) / 5))
    assert "Sinusoidal" in dataset.GetProjection()
    nowhere = tmp_path / "phenology.h5"
    file.rename(nowhere)
    with pytest.raises(QgsProcessingException, match="no georeference") as caught:
        hdf.geotiffs([str(nowhere)], [], out, feedback)
    assert_sentence(str(caught.value), "phenology.h5")


@pytest.mark.parametrize(
    ("name", "layer"), [("MOD09A1", "sur_refl_b01"), ("MOD11B2", "LST_Day_6km"), ("MOD15A2", "Lai_1km")]
)
def test_real_tiles_keep_values_scale_and_fill(name, layer, out, feedback):
    if not REAL.is_dir():
        pytest.skip("the data folder modis_hdf4 is not there")
    (file,) = map(str, REAL.glob(f"{name}*.hdf"))
    (product,) = hdf.geotiffs([file], [layer.upper()], out, feedback)
    made = gdal.Open(product.path)
    (original,) = (gdal.Open(path) for path, _ in gdal.Open(file).GetSubDatasets() if path.endswith(f":{layer}"))
    np.testing.assert_array_equal(made.ReadAsArray(), original.ReadAsArray())
    for ask in ("GetNoDataValue", "GetScale", "GetOffset"):
        assert getattr(made.GetRasterBand(1), ask)() == getattr(original.GetRasterBand(1), ask)()
    assert made.GetGeoTransform() == original.GetGeoTransform()
    assert len(hdf.geotiffs([file], [], out, feedback)) > 5


def refusal(file, layers, out, feedback):
    with pytest.raises(QgsProcessingException) as caught:
        hdf.geotiffs([str(file)], layers, out, feedback)
    return str(caught.value)


@pytest.mark.parametrize("part", [0.0, 0.02, 0.3, 0.95], ids=["not-hdf", "header", "begin", "end"])
def test_damage_is_named(tile, part, out, feedback):
    content = Path(tile).read_bytes()
    Path(tile).write_bytes(content[: int(len(content) * part)] or b"<html>Please log in</html>")
    assert_sentence(refusal(tile, ["Greenup", "EVI_Minimum"], out, feedback), "download (it|the file) again")


def test_another_product_is_named(tile, out, feedback):
    said = refusal(tile, ["sur_refl_b01"], out, feedback)
    assert_sentence(said, "none of the layers sur_refl_b01; it has Greenup, .*another product")
    assert_sentence(refusal("/nowhere/x.hdf", [], out, feedback), "cannot be read")


def test_a_gdal_without_hdf4_is_said(tile, out, feedback, monkeypatch):
    monkeypatch.setattr(gdal, "GetDriverByName", lambda name: None)
    assert_sentence(refusal(tile, ["Greenup"], out, feedback), "cannot read HDF4, .*AppEEARS as GeoTIFF")


def test_cancel_stops_inside_a_layer(tile, out, feedback):
    feedback.progressChanged.connect(lambda done: feedback.cancel())
    assert "cancelled" in refusal(tile, ["Greenup", "Peak"], out, feedback)
    assert len(list(out.glob("*.tif"))) <= 1


def test_what_was_unpacked_is_removed(tile, context, feedback):
    with hdf.unpacked([tile], ["Greenup"], context, feedback) as (products, _):
        folder = Path(products[0].path).parent
        assert len(list(folder.glob("*.tif"))) == 1
    assert not folder.exists()
    with pytest.raises(QgsProcessingException), hdf.unpacked([tile], ["Lai_1km"], context, feedback):
        pass
    assert not list(folder.parent.glob("socmap-hdf-*"))
