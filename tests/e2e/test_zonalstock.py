"""Totals by Area with the real worker: from a map and its residuals to a layer of totals."""

from __future__ import annotations

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsFeature, QgsGeometry, QgsVectorFileWriter, QgsVectorLayer

from tests.e2e.conftest import CRS, run

gdal.UseExceptions()


def test_a_script_adds_up_a_map(qgis_process, landscape, tmp_path):
    truth = gdal.Open(str(landscape / "truth.tif"))
    left, side, _, top, _, _ = truth.GetGeoTransform()
    values = truth.ReadAsArray()
    layer = QgsVectorLayer(f"Polygon?crs={CRS}&field=name:string", "halves", "memory")
    rows = []
    for name, first, last in (("west", 0, 15), ("east", 15, 30)):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([name])
        x, right, bottom = left + first * side, left + last * side, top - 30 * side
        feature.setGeometry(
            QgsGeometry.fromWkt(f"POLYGON(({x} {top}, {right} {top}, {right} {bottom}, {x} {bottom}, {x} {top}))")
        )
        rows.append(feature)
    layer.dataProvider().addFeatures(rows)
    zones, options = tmp_path / "zones.gpkg", QgsVectorFileWriter.SaveVectorOptions()
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(zones), layer.transformContext(), options)
    residuals, output = tmp_path / "residuals.gpkg", tmp_path / "totals.gpkg"
    table = f"delimitedtext://file://{landscape}/samples.csv?xField=x&yField=y&crs={CRS}&detectTypes=yes"
    soc_map = str(landscape / "truth.tif")
    validation = {
        "MAP": soc_map, "POINTS": table, "OBSERVED": '"soc"', "RESIDUALS": str(residuals),
        "METRICS": str(tmp_path / "m.csv"),
    }  # fmt: skip
    run(qgis_process, "validatemap", validation)
    report = tmp_path / "report.html"
    totals = {
        "ZONES": str(zones), "NAME": "name", "MAP": soc_map, "RESIDUALS": str(residuals), "OUTPUT": str(output),
        "REPORT": str(report),
    }  # fmt: skip
    run(qgis_process, "zonalstock", totals)
    west, east = QgsVectorLayer(str(output), "totals").getFeatures()
    assert (west["name"], east["name"]) == ("west", "east")
    assert east["mean"] == pytest.approx(np.float64(values[:, 15:]).mean(), rel=1e-5)
    assert west["pixels"] == 450
    assert west["total"] == pytest.approx(west["mean"] * west["area_ha"])
    assert 0 < west["mean_lower"] < west["mean"] < west["mean_upper"]
    assert "all areas together" in report.read_text()
