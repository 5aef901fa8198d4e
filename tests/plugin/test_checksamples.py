"""Check Samples on the QGIS side: its job, dates of every type, the layer of findings and its look, and refusals."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsPointDisplacementRenderer,
    QgsProject,
    QgsSimpleMarkerSymbolLayerBase,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QTime

from socmap_plugin.algorithms.prepare.findings_style import SHAPES, StyleFindings
from socmap_plugin.core.settings.sample_rules import RULES
from tests.builders.gdal_rasters import EPSG, ORIGIN_X, ORIGIN_Y
from tests.builders.refusals import assert_sentence, refusal

FINDINGS = (
    "sample_id,reason,value,limit,finding,remedy,x,y\n"
    "7,impossible value,'-1 g/kg,0 to 580 g/kg,-1 g/kg is not possible.,Correct the value.,500100,3399500\n"
    "7,duplicate,3 g/kg,not the same,The same as 8.,Keep one.,500100,3399500\n"
    "9,duplicate,3 g/kg,not the same,The same as 8.,Keep one.,500200,3399500\n"
    ",organic matter,om,carbon,The field om is called so.,Divide.,,\n"
)
TYPES = {"day": "date", "moment": "datetime", "year": "integer", "text": "string"}
DATES = {
    "day": [QDate(2011, 6, 30), None, QDate(1970, 1, 1)],
    "moment": [QDateTime(QDate(2011, 6, 30), QTime(12, 0)), None, None],
    "year": [2011, None, 211],
    "text": ["30.06.2011", None, " spring "],
}
READ = {
    "day": ("2011-06-30", None, "1970-01-01"),
    "moment": ("2011-06-30T12:00:00", None, None),
    "year": (2011.0, None, 211.0),
    "text": ("30.06.2011", None, "spring"),
}


@pytest.fixture
def pits():
    """Three samples with dates in fields of four types, in the project."""
    fields = "".join(f"&field={name}:{kind}" for name, kind in TYPES.items())
    layer = QgsVectorLayer(f"Point?crs=EPSG:{EPSG}&field=soc:double&field=lab:string{fields}", "pits", "memory")
    features = []
    for i in range(3):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(f"POINT({ORIGIN_X + 100 * i} {ORIGIN_Y - 500})"))
        feature.setAttributes([10.0 + i, f"L{3 - i}", *(values[i] for values in DATES.values())])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    QgsProject.instance().addMapLayer(layer)
    yield layer
    QgsProject.instance().removeMapLayer(layer)


@pytest.fixture
def country():
    layer = QgsVectorLayer(f"Polygon?crs=EPSG:{EPSG}", "country", "memory")
    feature = QgsFeature()
    corners = [(-1e3, -1e3), (1e3, -1e3), (1e3, 1e3), (-1e3, -1e3)]
    ring = ", ".join(f"{ORIGIN_X + x} {ORIGIN_Y + y}" for x, y in corners)
    feature.setGeometry(QgsGeometry.fromWkt(f"POLYGON(({ring}))"))
    layer.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(layer)
    yield layer
    QgsProject.instance().removeMapLayer(layer)


@pytest.fixture
def worked(in_place_of_worker):
    def write(job):
        Path(job.findings).write_text(FINDINGS)
        return {"crs_wkt": job.samples.crs_wkt}

    return in_place_of_worker(write)


def parameters(layer, **changes):
    return {"SAMPLES": layer.id(), "TARGET": '"soc" * 2', "FINDINGS": "TEMPORARY_OUTPUT", **changes}


def test_the_job(worked, run, pits, country, raster, tmp_path):
    report = str(tmp_path / "r.html")
    run(
        "checksamples",
        parameters(pits, UNIT="%", ID="lab", COVARIATES=[str(raster)], AREA=country.id(), REPORT=report),
    )
    (job,) = worked
    assert (job.samples.ids, job.samples.target) == (("L3", "L2", "L1"), (20.0, 22.0, 24.0))
    assert (job.target_unit, job.target_expression, job.report, job.dates) == ("%", '"soc" * 2', report, ())
    assert [layer.path for layer in job.covariates] == [str(raster)]
    assert "Polygon" in job.area.geojson
    assert len(job.today) == len("2026-11-25")


@pytest.mark.parametrize("field", TYPES)
@pytest.mark.parametrize("sample_id", [None, "lab"])
def test_dates_of_every_type(field, sample_id, worked, run, pits):
    run("checksamples", parameters(pits, DATE=field, ID=sample_id))
    assert worked[0].dates == READ[field]


def test_the_layer_of_findings(worked, run, pits, context, feedback):
    results = run("checksamples", parameters(pits))
    layer = context.temporaryLayerStore().mapLayer(results["FINDINGS"])
    first, second, _, of_all = layer.getFeatures()
    assert (first["sample_id"], first["reason"], first["value"]) == ("7", "impossible value", "-1 g/kg")
    assert (second["limit"], second["finding"], second["remedy"]) == ("not the same", "The same as 8.", "Keep one.")
    assert of_all.geometry().isNull()
    StyleFindings().postProcessLayer(layer, context, feedback)
    renderer = layer.renderer()
    assert isinstance(renderer, QgsPointDisplacementRenderer)
    categories = renderer.embeddedRenderer().categories()
    assert [one.label() for one in categories] == ["impossible value (1)", "organic matter (1)", "duplicate (2)"]
    shapes = [one.symbol().symbolLayer(0).properties()["name"] for one in categories]
    assert len(set(shapes)) == len(shapes)


def test_every_rule_has_a_shape_of_its_own():
    shapes = [QgsSimpleMarkerSymbolLayerBase.decodeShape(name) for name in SHAPES]
    assert all(known for _, known in shapes)  # an unknown name would be a circle
    assert len({shape for shape, _ in shapes}) == len(SHAPES) == len(RULES)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"TARGET": ""}, "^TARGET is empty; give a field or an expression"),
        ({"UNIT": " "}, "^UNIT has 0 letters; give 1 to 30"),
        ({"DATE": "when"}, "^DATE: the layer pits has no field when"),
        ({"ID": "number"}, "^ID: the layer pits has no field number"),
        ({"AREA": "pits"}, "^AREA: this is no layer of polygons"),
        ({"COVARIATES": ["/nowhere/a.tif"]}, "^COVARIATES: /nowhere/a.tif cannot be opened as a raster"),
    ],
)
def test_what_cannot_be_done_is_said_before(changes, message, algorithm, context, pits):
    changes = {name: pits.id() if name == "AREA" else value for name, value in changes.items()}
    assert_sentence(refusal(algorithm, context, parameters(pits, **changes), "checksamples"), message)
