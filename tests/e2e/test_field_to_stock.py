"""From the field book to stocks, with the real worker: what a script does one step after the other."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsRasterLayer,
    QgsVariantUtils,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from tests.e2e.conftest import CRS, run

gdal.UseExceptions()

HORIZONS = """pit,x,y,top,bottom,soc,bd
a,500100,3399500,0,10,6,1.2
a,500100,3399500,20,30,4,1.3
a,500100,3399500,40,50,3,1.4
a,500100,3399500,60,70,10,1.4
b,500900,3398800,0,25,14,1.1
b,500900,3398800,20,40,<1,1.3
c,500500,3399100,-5,0,310,0.2
c,500500,3399100,0,30,21,0.9
"""


@pytest.fixture(scope="module")
def profiles(qgis_process, tmp_path_factory):
    """Profiles at standard depths, from a table of horizons."""
    folder = tmp_path_factory.mktemp("profiles")
    (folder / "horizons.csv").write_text(HORIZONS)
    table = f"delimitedtext://file://{folder}/horizons.csv?xField=x&yField=y&crs={CRS}&detectTypes=yes"
    run(
        qgis_process,
        "harmonizedepths",
        {
            "HORIZONS": table,
            "PROFILE": "pit",
            "TOP": "top",
            "BOTTOM": "bottom",
            "VALUES": ["soc", "bd"],
            "DEPTHS": "0-5-15-30; 0-30",
            "OUTPUT": str(folder / "profiles.gpkg"),
            "FINDINGS": str(folder / "findings.gpkg"),
        },
    )
    return folder


def test_horizons_become_standard_depths(profiles):
    layer = QgsVectorLayer(str(profiles / "profiles.gpkg"), "profiles")
    rows = {feature["sample_id"]: feature for feature in layer.getFeatures()}
    assert rows["a"]["soc_0_5"] == pytest.approx(6.0925, abs=1e-4)
    assert rows["a"]["soc_0_30_sampled"] == 20
    assert rows["c"]["soc_0_30"] == 21
    assert QgsVariantUtils.isNull(rows["b"]["bd_0_5"])  # its horizons overlap
    findings = QgsVectorLayer(str(profiles / "findings.gpkg"), "findings")
    found = {(row["sample_id"], row["reason"]) for row in findings.getFeatures()}
    assert {
        ("a", "gap"),
        ("b", "overlap"),
        ("b", "below detection"),
        ("c", "organic layer"),
        ("c", "one horizon"),
    } == found


def test_profiles_become_stocks(qgis_process, profiles):
    run(
        qgis_process,
        "socstock",
        {
            "SAMPLES": str(profiles / "profiles.gpkg"),
            "SOC": '"soc_0_30"',
            "BULK_DENSITY": '"bd_0_30"',
            "THICKNESS": '"soc_0_30_sampled"',
            "SOC_ERROR": '0.1 * "soc_0_30"',
            "PEDOTRANSFER": "drew1973",
            "ID": "sample_id",
            "OUTPUT": str(profiles / "stocks.gpkg"),
            "FINDINGS": str(profiles / "stock_findings.gpkg"),
        },
    )
    layer = QgsVectorLayer(str(profiles / "stocks.gpkg"), "stocks")
    rows = {feature["sample_id"]: feature for feature in layer.getFeatures()}
    c = rows["c"]
    assert c["stock"] == pytest.approx(21 * 0.9 * 30 / 10)
    assert (c["stock_sd"], c["stock_density_from"]) == (pytest.approx(0.1 * c["stock"]), "measured")
    a = rows["a"]
    assert a["stock"] == pytest.approx(a["soc_0_30"] * a["bd_0_30"] * a["soc_0_30_sampled"] / 10)
    findings = QgsVectorLayer(str(profiles / "stock_findings.gpkg"), "findings")
    found = {(row["sample_id"], row["property"]) for row in findings.getFeatures()}
    assert found == {("b", name) for name in ("soc", "bulk_density", "thickness")}  # its horizons overlap


def test_a_map_becomes_a_map_of_stocks(qgis_process, landscape, tmp_path):
    truth = str(landscape / "truth.tif")
    inputs = {"SOC": truth, "PEDOTRANSFER": "drew1973", "THICKNESS": 20, "DENSITY_ERROR": 0.1}
    files = {name: str(tmp_path / f"{name}.tif") for name in ("OUTPUT", "STDDEV")}
    answer = run(qgis_process, "socstockmap", {**inputs, **files})
    assert {name: answer.results[name] for name in files} == files
    soc, stock, deviation = (gdal.Open(path).ReadAsArray().astype(float) for path in (truth, *files.values()))
    np.testing.assert_allclose(stock, soc / (0.6268 + 0.0361 * 0.1724 * soc) * 2, rtol=1e-5)
    np.testing.assert_allclose(deviation, soc * 0.1 * 2, rtol=1e-5)


SAMPLES = """id,x,y,soc,taken
1,500100.5,3399500.5,14.2,2011-06-30
2,500200.5,3399400.5,-9999,2011-06-30
3,500300.5,3399300.5,612,2011-02-30
4,3399200.5,500400.5,16.1,2011-06-30
5,500100.5,3399500.5,14.2,2011-06-30
6,500500.5,3399100.5,18.3,1970-01-01
"""
COUNTRY = (
    '{"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32650"}}, '
    '"features": [{"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": '
    "[[[500000, 3398000], [501000, 3398000], [501000, 3400000], [500000, 3400000], [500000, 3398000]]]}}]}"
)


def test_samples_are_checked(qgis_process, tmp_path):
    (tmp_path / "samples.csv").write_text(SAMPLES)
    (tmp_path / "country.geojson").write_text(COUNTRY)
    answer = run(
        qgis_process,
        "checksamples",
        {
            "SAMPLES": f"delimitedtext://file://{tmp_path}/samples.csv?xField=x&yField=y&crs={CRS}&detectTypes=yes",
            "TARGET": "soc",
            "ID": "id",
            "DATE": "taken",
            "AREA": str(tmp_path / "country.geojson"),
            "FINDINGS": str(tmp_path / "findings.gpkg"),
            "REPORT": str(tmp_path / "report.html"),
        },
    )
    layer = QgsVectorLayer(str(tmp_path / "findings.gpkg"), "findings")
    assert [(row["sample_id"], row["reason"]) for row in layer.getFeatures()] == [
        ("2", "impossible value"),
        ("3", "impossible value"),
        ("4", "exchanged coordinates"),
        ("5", "duplicate"),
        ("3", "impossible date"),
        ("6", "date of nothing"),
    ]
    assert "6 findings of 5 of 6 samples" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Build Patch Dataset" in answer.said  # the next step


def horizons_of(samples, path):
    """Write three horizons for every sample of a landscape; half of the profiles have bulk densities."""
    with open(samples, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    lines = ["pit,x,y,top,bottom,soc,bd,stones"]
    for i, row in enumerate(rows):
        for top, bottom, share in ((0, 20, 1.0), (20, 50, 0.4), (50, 100, 0.2)):
            soc = share * float(row["soc"])
            density = 1 / (0.6268 + 0.0361 * 0.1724 * soc) if i % 2 else ""
            lines.append(f"{i},{row['x']},{row['y']},{top},{bottom},{soc},{density},{top / 5}")
    path.write_text("\n".join(lines))
    return f"delimitedtext://file://{path}?xField=x&yField=y&crs={CRS}&detectTypes=yes"


def test_a_model_goes_from_profiles_to_totals(qgis_process, build_inputs, landscape, tmp_path):
    zones = QgsVectorLayer(f"Polygon?crs={CRS}&field=name:string", "zones", "memory")
    feature = QgsFeature(zones.fields())
    feature.setAttributes(["all"])
    feature.setGeometry(QgsGeometry.fromRect(QgsRasterLayer(str(landscape / "truth.tif")).extent()))
    zones.dataProvider().addFeatures([feature])
    options = QgsVectorFileWriter.SaveVectorOptions()
    path = str(tmp_path / "zones.gpkg")
    QgsVectorFileWriter.writeAsVectorFormatV3(zones, path, zones.transformContext(), options)
    files = {
        "stocks_of_the_profiles": str(tmp_path / "stocks.gpkg"), "map_of_the_stock": str(tmp_path / "map.tif"),
        "totals": str(tmp_path / "totals.gpkg"), "model": str(tmp_path / "model.socmodel"),
        "lower_limit": str(tmp_path / "lower.tif"), "upper_limit": str(tmp_path / "upper.tif"),
        "predictions": str(tmp_path / "predictions.gpkg"),
    }  # fmt: skip
    inputs = {
        "HORIZONS": horizons_of(landscape / "samples.csv", tmp_path / "horizons.csv"), "PROFILE": "pit", "TOP": "top",
        "BOTTOM": "bottom", "SOC": "soc", "BULK_DENSITY": "bd", "STONES": "stones", "PEDOTRANSFER": "best",
        "STATIC": build_inputs["STATIC"], "ZONES": path, "NAME": "name",
    }  # fmt: skip
    run(qgis_process, "profiles_to_totals", {**inputs, **files})
    stocks = [feature["stock"] for feature in QgsVectorLayer(files["stocks_of_the_profiles"], "").getFeatures()]
    mapped = gdal.Open(files["map_of_the_stock"])
    assert mapped.GetRasterBand(1).GetUnitType() == "t/ha"
    values = mapped.ReadAsArray()
    assert min(stocks) < values.min() < np.mean(stocks) < values.max() < max(stocks)
    (totals,) = QgsVectorLayer(files["totals"], "").getFeatures()
    assert (totals["name"], totals["pixels"]) == ("all", values.size)
    assert totals["total"] == pytest.approx(values.astype(float).mean() * totals["area_ha"], rel=1e-3)
    assert totals["mean_lower"] < totals["mean"] < totals["mean_upper"]
