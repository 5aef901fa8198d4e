"""Totals by Area on the QGIS side: its job, its layer, and what it refuses before anything runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsVectorLayer

from socmap_plugin.algorithms.styling import StyleZones
from tests.builders.gdal_rasters import EPSG, ORIGIN_X, ORIGIN_Y
from tests.builders.refusals import assert_sentence, refusal

COLUMNS = "zone,pixels,area_ha,nodata_share,mean,mean_sd"


@pytest.fixture
def districts():
    """Two squares of a hectare, one of them with a name and a bow-tie for a shape, and one row without any."""
    layer = QgsVectorLayer(f"Polygon?crs=EPSG:{EPSG}&field=name:string&field=mean:double", "districts", "memory")
    rows = []
    for name, corners in (
        ("east", "0 0, 100 0, 100 100, 0 100, 0 0"),
        ("bow", "0 0, 100 100, 100 0, 0 100, 0 0"),
        (None, ""),
    ):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([name, 7.0])
        if corners:
            feature.setGeometry(QgsGeometry.fromWkt(f"POLYGON(({corners}))"))
            feature.geometry().translate(ORIGIN_X, ORIGIN_Y)
        rows.append(feature)
    layer.dataProvider().addFeatures(rows)
    return layer


@pytest.fixture
def residuals():
    """Points as Cross-Validate writes them."""
    layer = QgsVectorLayer(
        f"Point?crs=EPSG:{EPSG}&field=cnnlstm:double&field=cnnlstm_residual:double&field=forest_residual:double",
        "predictions", "memory",
    )  # fmt: skip
    rows = []
    for i in range(3):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(ORIGIN_X + i, ORIGIN_Y)))
        feature.setAttributes([5.0, 0.5 + i, None])
        rows.append(feature)
    layer.dataProvider().addFeatures(rows)
    return layer


@pytest.fixture
def worked(in_place_of_worker):
    """Take the job, and write what the worker would have written."""

    def write(job):
        Path(job.table).write_text(f"{COLUMNS}\neast,100,1,0,50.5,2\nbow,0,0,1,,\n")
        return {"table": job.table, "report": job.report}

    return in_place_of_worker(write)


def test_the_job_and_the_layer_that_is_made(worked, run, raster, districts, residuals, tmp_path, context, feedback):
    parameters = {
        "ZONES": districts, "NAME": "name", "MAP": str(raster), "LOWER": str(raster), "UPPER": str(raster),
        "RESIDUALS": residuals, "COVERAGE": 0.8, "OUTPUT": str(tmp_path / "totals.gpkg"),
    }  # fmt: skip
    results = run("zonalstock", parameters)
    (job,) = worked
    assert job.zones.names == ("east", "bow")
    assert job.zones.area_m2 == pytest.approx((1e4, 5e3), rel=2e-2)  # made valid, and on the ellipsoid
    assert [json.loads(shape)["type"] for shape in job.zones.geojson] == ["MultiPolygon", "MultiPolygon"]
    assert job.residuals.target == (0.5, 1.5, 2.5)
    assert (job.lower.path, job.stddev, job.uncorrelated, job.coverage) == (str(raster), None, False, 0.8)
    layer = QgsVectorLayer(results["OUTPUT"], "totals")
    first, second = layer.getFeatures()
    assert [field.name() for field in layer.fields()][1:6] == ["name", "mean", "pixels", "area_ha", "nodata_share"]
    assert (first["name"], first["mean"], first["mean_2"], first["pixels"]) == ("east", 7.0, 50.5, 100)
    assert second["pixels"] == 0
    assert second.geometry().equals(list(districts.getFeatures())[1].geometry())
    StyleZones("mean_2").postProcessLayer(layer, context, feedback)
    assert layer.renderer().type() == "graduatedSymbol"


def test_the_residuals_of_another_model_can_be_chosen(worked, run, raster, districts, residuals):
    parameters = {"ZONES": districts, "MAP": str(raster), "RESIDUALS": residuals, "OUTPUT": "TEMPORARY_OUTPUT"}
    run("zonalstock", {**parameters, "RESIDUAL_FIELD": "forest_residual"})
    assert worked[0].residuals.target == (None, None, None)
    assert worked[0].zones.names == ("1", "2")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"LOWER": "raster", "UPPER": "raster"},
            "^RESIDUALS are not given, and without them it is not known how alike",
        ),
        ({"LOWER": "raster"}, "^UPPER is not given and the other limit is"),
        ({"LOWER": "raster", "UPPER": "raster", "STDDEV": "raster"}, "^STDDEV and the limits both say how large"),
        ({"NAME": "soil"}, "^NAME: the layer districts has no field soil"),
        ({"RESIDUALS": "districts"}, "^RESIDUALS: the layer districts has no points"),
        ({"COVERAGE": 0}, "^COVERAGE .* is 0; give a number from 0.01 to 0.999"),
    ],
)
def test_what_cannot_be_done_is_said_before(changes, message, algorithm, context, raster, districts):
    named = {"raster": str(raster), "districts": districts}
    changes = {name: named.get(value, value) for name, value in changes.items()}
    parameters = {"ZONES": districts, "MAP": str(raster), "OUTPUT": "TEMPORARY_OUTPUT", **changes}
    assert_sentence(refusal(algorithm, context, parameters, "zonalstock"), message)
