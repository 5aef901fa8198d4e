"""The covariate table on its way: listed, edited, and built from, by qgis_process."""

import csv
import json
import shutil
import subprocess

from osgeo import gdal, ogr

from .conftest import ROOT, run

SAME = """
import sys
import numpy as np
from pathlib import Path
from socmap_plugin.core.dataset.patch_dataset import load
one, other = (load(Path(name)) for name in sys.argv[1:])
assert (one.covariates, one.grid, one.header) == (other.covariates, other.grid, other.header)
for a, b in zip((one.static, *one.temporal), (other.static, *other.temporal), strict=True):
    assert a.tobytes() == b.tobytes()
"""
LABELS = """
import json, sys
from pathlib import Path
from socmap_plugin.core.dataset.patch_dataset import load
print(json.dumps(load(Path(sys.argv[1])).covariates.labels()))
"""


def test_listed_edited_and_built(qgis_process, build_inputs, interpreter, built, tmp_path):
    layers = {name: build_inputs[name] for name in ("STATIC", "TEMPORAL")}
    samples = {name: build_inputs[name] for name in ("SAMPLES", "TARGET")} | {"STRATA": "stratum"}
    table = tmp_path / "covariates.csv"
    answer = run(qgis_process, "listcovariates", {**layers, "TABLE": str(table)})
    assert answer.results["TABLE"] == str(table)
    plain = {**samples, "COVARIATE_TABLE": str(table), "DATASET": str(tmp_path / "d.npz"), "DROPPED": None}
    run(qgis_process, "buildpatchdataset", plain)
    code = [interpreter, "-c", SAME, built.results["DATASET"], str(tmp_path / "d.npz")]
    subprocess.run(code, cwd=ROOT, check=True)

    with open(table, newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["finding"] for row in rows} == {""}
    rows[0]["name"] = "height"
    rows[1]["role"] = "skip"
    with open(table, "w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    run(qgis_process, "buildpatchdataset", plain)
    done = subprocess.run(
        [interpreter, "-c", LABELS, str(tmp_path / "d.npz")], cwd=ROOT, check=True, capture_output=True, text=True
    )
    labels = json.loads(done.stdout)
    assert labels[:2] == ["height", "temperature"]

    rows[0]["role"] = "statik"
    with open(table, "w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    refused = qgis_process("buildpatchdataset", plain)
    assert refused.code
    assert "COVARIATE_TABLE, row 1: the role is statik; give static, temporal or skip." in refused.said


MAPPED = """
import sys
import rasterio
one, other = (rasterio.open(name).read().tobytes() for name in sys.argv[1:])
assert one == other
"""


def test_other_rasters_are_read_as_the_edited_table_says(qgis_process, build_inputs, interpreter, tmp_path):
    layers = {name: build_inputs[name] for name in ("STATIC", "TEMPORAL")}
    table = tmp_path / "covariates.csv"
    run(qgis_process, "listcovariates", {**layers, "TABLE": str(table)})
    with open(table, newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    years = sorted({row["step"] for row in rows if row["step"]})
    other = dict(zip(years, reversed(years)))
    for row in rows:
        row["step"] = other.get(row["step"], "")
        row["name"] = "height" if row["name"] == "elevation" else row["name"]
    with open(table, "w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    dataset, model = str(tmp_path / "d.npz"), str(tmp_path / "m.socmodel")
    inputs = {"SAMPLES": build_inputs["SAMPLES"], "TARGET": build_inputs["TARGET"], "COVARIATE_TABLE": str(table)}
    run(qgis_process, "buildpatchdataset", {**inputs, "DATASET": dataset, "DROPPED": None})
    run(qgis_process, "trainrandomforest", {"DATASET": dataset, "MODEL": model, "TREES": 50})
    moved = tmp_path / "moved"
    moved.mkdir()
    copies = [shutil.copy(path, moved) for path in (*layers["STATIC"], *layers["TEMPORAL"])]
    maps = [str(tmp_path / name) for name in ("recorded.tif", "given.tif")]
    run(qgis_process, "predictsocraster", {"MODEL": model, "OUTPUT": maps[0]})
    run(qgis_process, "predictsocraster", {"MODEL": model, "COVARIATES": copies, "OUTPUT": maps[1]})
    subprocess.run([interpreter, "-c", MAPPED, *maps], cwd=ROOT, check=True)


def named_by_gdal(path, source, driver):
    """Write a raster of three classes that GDAL itself has given a table."""
    classes = gdal.GetDriverByName(driver).CreateCopy(str(path), gdal.Open(str(source)))
    table = gdal.RasterAttributeTable()
    table.CreateColumn("Value", gdal.GFT_Integer, gdal.GFU_MinMax)
    table.CreateColumn("Class_Names", gdal.GFT_String, gdal.GFU_Name)
    for i, name in enumerate(("bog", "forest", "field")):
        table.SetValueAsInt(i, 0, i)
        table.SetValueAsString(i, 1, name)
    classes.GetRasterBand(1).SetDefaultRAT(table)


def named_by_arcgis(path):
    """Write a table as ArcGIS does beside a raster, by OGR."""
    file = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource(f"{path}.vat.dbf")
    layer = file.CreateLayer("vat", None, ogr.wkbNone)
    for name, kind in (("VALUE", ogr.OFTInteger), ("COUNT", ogr.OFTReal), ("CLASS", ogr.OFTString)):
        layer.CreateField(ogr.FieldDefn(name, kind))
    for i, name in enumerate(("bog", "forest", "W\u00e4lder")):
        row = ogr.Feature(layer.GetLayerDefn())
        for field, value in enumerate((i, 5.0, name)):
            row.SetField(field, value)
        layer.CreateFeature(row)


def test_classes_are_named_by_tables_that_gdal_and_ogr_write(qgis_process, build_inputs, tmp_path):
    plain = tmp_path / "plain.tif"
    like = gdal.Open(build_inputs["STATIC"][0])
    size = like.RasterXSize, like.RasterYSize
    raster = gdal.GetDriverByName("GTiff").Create(str(plain), *size, 1, gdal.GDT_Byte)
    raster.SetGeoTransform(like.GetGeoTransform())
    raster.SetProjection(like.GetProjection())
    values = bytes((row + column) % 3 for row in range(size[1]) for column in range(size[0]))
    raster.WriteRaster(0, 0, *size, values)
    raster = None
    named_by_gdal(tmp_path / "one.tif", plain, "GTiff")
    named_by_gdal(tmp_path / "two.img", plain, "HFA")
    gdal.GetDriverByName("GTiff").CreateCopy(str(tmp_path / "three.tif"), gdal.Open(str(plain)))
    named_by_arcgis(tmp_path / "three.tif")
    static = [str(tmp_path / name) for name in ("one.tif", "two.img", "three.tif", "plain.tif")]
    run(qgis_process, "listcovariates", {"STATIC": static, "TABLE": str(tmp_path / "covariates.csv")})
    with open(tmp_path / "covariates.csv", newline="", encoding="utf-8") as stream:
        found = [(row["kind"], row["classes"]) for row in csv.DictReader(stream)]
    of_gdal = ("class", "0 bog, 1 forest, 2 field")
    assert found == [of_gdal, of_gdal, ("class", "0 bog, 1 forest, 2 W\u00e4lder"), ("continuous", "")]
