"""Validate Map on the QGIS side: its job, and what it refuses before anything runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsVectorLayer

from tests.builders.gdal_rasters import EPSG, ORIGIN_X, ORIGIN_Y
from tests.builders.refusals import assert_sentence, refusal

RESIDUALS = "sample_id,x,y,observed,map,map_residual\n1,500100,3399500,1,2,-1\n"


@pytest.fixture
def points():
    """Four points with a value, a stratum that a format without whole numbers has kept, and a probability."""
    layer = QgsVectorLayer(
        f"Point?crs=EPSG:{EPSG}&field=soc:double&field=stratum:double&field=chance:double", "points", "memory"
    )
    rows = []
    for i in range(4):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(
            QgsGeometry.fromPointXY(QgsGeometry.fromWkt(f"POINT({ORIGIN_X + 10 * i} {ORIGIN_Y})").asPoint())
        )
        feature.setAttributes([float(i), float(1 + i % 2), 0.25 if i else None])
        rows.append(feature)
    layer.dataProvider().addFeatures(rows)
    QgsProject.instance().addMapLayer(layer)
    yield layer
    QgsProject.instance().removeMapLayer(layer)


@pytest.fixture
def strata():
    """Two strata of 2 x 1 and 1 x 1 km, one of them in two parts."""
    layer = QgsVectorLayer(f"Polygon?crs=EPSG:{EPSG}&field=stratum:integer", "geology", "memory")
    rows = []
    for number, x in ((1, 0), (1, 1), (2, 2)):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([number])
        left = ORIGIN_X + 1000 * x
        corners = f"{left} 0, {left + 1000} 0, {left + 1000} 1000, {left} 1000, {left} 0"
        feature.setGeometry(QgsGeometry.fromWkt(f"POLYGON(({corners}))"))
        rows.append(feature)
    layer.dataProvider().addFeatures(rows)
    return layer


@pytest.fixture
def worked(in_place_of_worker):
    """Take the job, and write what the worker would have written."""

    def write(job):
        Path(job.residuals).write_text(RESIDUALS)
        Path(job.metrics).write_text("measure,value\nrmse,1\n")
        return {"rmse": 1.5, "bias": 0.5, "crs_wkt": job.points.crs_wkt}

    return in_place_of_worker(write)


def parameters(raster, points, **changes):
    return {
        "MAP": str(raster),
        "POINTS": points.id(),
        "OBSERVED": '"soc" + 1',
        "METRICS": "TEMPORARY_OUTPUT",
        **changes,
    }


def test_the_job_of_a_stratified_sample(worked, run, raster, points, strata, tmp_path):
    results = run(
        "validatemap",
        parameters(
            raster, points, LOWER=str(raster), UPPER=str(raster), DESIGN="stratified", STRATUM="stratum",
            STRATA_LAYER=strata, PROBABILITY="chance", COVERAGE=0.95, RESIDUALS=str(tmp_path / "r.gpkg"),
        ),
    )  # fmt: skip
    (job,) = worked
    assert (job.map.path, job.lower, job.upper) == (str(raster), job.map, job.map)
    assert (job.design, job.coverage, job.report) == ("stratified", 0.95, "")
    assert job.points.target == (1.0, 2.0, 3.0, 4.0)
    assert job.points.strata == ("1", "2", "1", "2")
    assert job.probabilities == (None, 0.25, 0.25, 0.25)
    assert list(job.areas) == ["1", "2"]
    assert job.areas["1"] == pytest.approx(2 * job.areas["2"], rel=1e-3)
    assert job.areas["2"] == pytest.approx(1e6, rel=1e-2)  # m2 on the ellipsoid
    assert (results["RMSE"], results["BIAS"]) == (1.5, 0.5)
    assert "R2" not in results  # there is none where nothing varies
    layer = QgsVectorLayer(results["RESIDUALS"], "r")
    assert [field.name() for field in layer.fields() if field.isNumeric()] == ["fid", "observed", "map", "map_residual"]


def test_areas_as_text(worked, run, raster, points):
    run("validatemap", parameters(raster, points, DESIGN="stratified", STRATUM="stratum", STRATA_AREAS="1 = 20; 2=5.5"))
    assert worked[0].areas == {"1": 20.0, "2": 5.5}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"LOWER": "raster"}, "^UPPER is not given and the other limit is; give both, or neither"),
        ({"DESIGN": "stratified"}, "^DESIGN is stratified and STRATUM names no field"),
        ({"DESIGN": "stratified", "STRATUM": "stratum"}, "give STRATA_LAYER, STRATA_AREAS or PROBABILITY"),
        ({"DESIGN": "probability"}, "^DESIGN is probability and PROBABILITY names no field"),
        ({"STRATUM": "soil"}, "^STRATUM: the layer points has no field soil; its fields are soc, stratum, chance"),
        ({"STRATA_AREAS": "a = 5; a = 6"}, "^STRATA_AREAS: a = 6 does not say the area of one more stratum"),
        ({"STRATA_AREAS": "a = none"}, "^STRATA_AREAS: a = none does not say"),
        ({"MAP": "/no/such.tif"}, "^MAP: /no/such.tif cannot be opened as a raster"),
        ({"OBSERVED": '"none"'}, "^OBSERVED: "),
        ({"COVERAGE": 2}, "^COVERAGE .* is 2; give a number from 0 to 0.999"),
    ],
)
def test_what_cannot_be_done_is_said_before(changes, message, algorithm, context, raster, points):
    changes = {name: str(raster) if value == "raster" else value for name, value in changes.items()}
    assert_sentence(refusal(algorithm, context, parameters(raster, points, **changes), "validatemap"), message)


def test_a_layer_of_strata_has_their_field(algorithm, context, raster, points, strata):
    strata.dataProvider().renameAttributes({0: "unit"})
    strata.updateFields()
    changes = {"DESIGN": "stratified", "STRATUM": "stratum", "STRATA_LAYER": strata}
    reason = refusal(algorithm, context, parameters(raster, points, **changes), "validatemap")
    assert_sentence(reason, "^STRATA_LAYER: the layer geology has no field stratum; its fields are unit")
