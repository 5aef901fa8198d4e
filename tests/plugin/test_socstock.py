"""SOC Stock on the QGIS side: its job from fields and expressions, its layers, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsGraduatedSymbolRenderer, QgsProject, QgsVectorLayer

from socmap_plugin.algorithms.styling import StyleValues
from tests.builders.gdal_rasters import EPSG, ORIGIN_X, ORIGIN_Y
from tests.builders.refusals import assert_sentence, refusal

OUTPUT = (
    "sample_id,x,y,stock,stock_sd,stock_density,stock_density_from\n"
    "p1,0,0,70.2,7.02,1.3,measured\np3,0,0,,,,\np4,0,0,40,3,1.1,drew1973\n"
)
FINDINGS = (
    "sample_id,part,property,reason,effect,finding,x,y\n"
    "p3,,soc,missing part,left out,SOC has no value to use.,500100,3399500\n"
)


@pytest.fixture
def points():
    """Four points, the second without a place; out of the project at the end."""
    fields = "field=pit:string&field=soc:double&field=bd:double&field=stones:double&field=stock:string"
    layer = QgsVectorLayer(f"Point?crs=EPSG:{EPSG}&{fields}", "pits", "memory")
    rows = [
        ("p1", 20.0, 1.3, 10.0, "x"),
        ("p2", 9.0, 1.3, 0.0, ""),
        ("p3", None, 1.2, None, ""),
        ("p4", 15.0, None, 5.0, ""),
    ]
    features = []
    for i, row in enumerate(rows):
        feature = QgsFeature(layer.fields())
        feature.setAttributes(list(row))
        if i != 1:
            feature.setGeometry(QgsGeometry.fromWkt(f"POINT({ORIGIN_X + i} {ORIGIN_Y})"))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    QgsProject.instance().addMapLayer(layer)
    yield layer
    QgsProject.instance().removeMapLayer(layer.id())


@pytest.fixture
def worked(in_place_of_worker):
    def write(job):
        Path(job.output).write_text(OUTPUT)
        Path(job.findings).write_text(FINDINGS)
        return {"crs_wkt": job.samples.crs_wkt}

    return in_place_of_worker(write)


def parameters(layer, **changes):
    return {
        "SAMPLES": layer.id(), "SOC": '"soc"', "BULK_DENSITY": '"bd"', "OUTPUT": "TEMPORARY_OUTPUT",
        "FINDINGS": "TEMPORARY_OUTPUT", **changes,
    }  # fmt: skip


def test_fields_and_expressions_become_parts(worked, run, points, context, feedback):
    given = {
        "STONES": 'coalesce("stones", 0)', "THICKNESS": 25, "SOC_ERROR": '0.1 * "soc"', "PEDOTRANSFER": "own",
        "OWN_FUNCTION": " linear 1.6 -0.06", "ERROR_KIND": "half_90", "REFERENCE_MASS": 3900, "ID": "pit", "SEED": 4,
    }  # fmt: skip
    results = run("socstock", parameters(points, **given))
    (job,) = worked
    assert job.samples.ids == ("p1", "p3", "p4")
    assert (job.samples.x, job.samples.layer) == ((ORIGIN_X, ORIGIN_X + 2, ORIGIN_X + 3), "pits")
    assert job.samples.parts == {
        "soc": (20, None, 15), "bulk_density": (1.3, 1.2, None), "stones": (10, 0, 5), "thickness": (25, 25, 25),
        "soc_error": (2, None, 1.5),
    }  # fmt: skip
    assert (job.pedotransfer, job.own_function, job.error_kind) == ("own", "linear 1.6 -0.06", "half_90")
    assert (job.reference_mass, job.seed) == (3900, 4)
    assert [text for text in feedback.texts("warning") if "without a geometry" in text] == [
        "1 samples without a geometry are left out: 2"
    ]
    made = context.temporaryLayerStore().mapLayer(results["OUTPUT"])
    rows = list(made.getFeatures())
    assert [(row["pit"], row["stock"], row["stock_2"]) for row in rows][::2] == [("p1", "x", 70.2), ("p4", "", 40)]
    assert (rows[2]["stock_density_from"], rows[2].geometry().asPoint().x()) == ("drew1973", ORIGIN_X + 3)
    (found,) = context.temporaryLayerStore().mapLayer(results["FINDINGS"]).getFeatures()
    assert (found["sample_id"], found["effect"]) == ("p3", "left out")


def test_the_least_that_is_needed(worked, run, points, context, feedback):
    results = run("socstock", parameters(points, BULK_DENSITY="", PEDOTRANSFER="drew1973", FINDINGS=None))
    (job,) = worked
    assert set(job.samples.parts) == {"soc", "thickness"}
    assert job.samples.parts["thickness"] == (30, 30, 30)
    assert not results["FINDINGS"]
    made = context.temporaryLayerStore().mapLayer(results["OUTPUT"])
    StyleValues("stock_sd").postProcessLayer(made, context, feedback)
    assert isinstance(made.renderer(), QgsGraduatedSymbolRenderer)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"SOC": ""}, "^SOC is empty; give a field or an expression"),
        ({"THICKNESS": ""}, "^THICKNESS is empty; give a field or an expression"),
        ({"SOC": '"carbon"'}, "^SOC: .* uses carbon, which the layer pits does not have"),
        ({"SOC_ERROR": '"soc" +'}, '^SOC_ERROR: "soc" \\+ is not an expression'),
        ({"ID": "site"}, "^ID: the layer pits has no field site"),
        ({"BULK_DENSITY": ""}, "^BULK_DENSITY is empty and PEDOTRANSFER is none; give measured bulk densities, or"),
        ({"PEDOTRANSFER": "own"}, "^OWN_FUNCTION: The own pedotransfer function is ''; write its form"),
        ({"OWN_FUNCTION": "square 1"}, "^OWN_FUNCTION: The own pedotransfer function is 'square 1'; write its form"),
        ({"REFERENCE_MASS": -1}, "^REFERENCE_MASS .* is -1; give a number from 0"),
    ],
)
def test_what_cannot_be_done_is_said_before(changes, message, algorithm, context, points):
    assert_sentence(refusal(algorithm, context, parameters(points, **changes), "socstock"), message)
