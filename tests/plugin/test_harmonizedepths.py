"""Harmonise Depths on the QGIS side: its job from tables of three kinds, its layers, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeature,
    QgsGeometry,
    QgsGraduatedSymbolRenderer,
    QgsProject,
    QgsVectorLayer,
)

from socmap_plugin.algorithms.styling import StyleDropped, StyleValues
from tests.builders.gdal_rasters import EPSG, ORIGIN_X, ORIGIN_Y
from tests.builders.refusals import assert_sentence, refusal

OUTPUT = "sample_id,x,y,soc_0_5,soc_0_5_sampled,soc_rmse\na,500100,3399500,12.5,5,0.1\nb,500200,3399500,9,2,\n"
FINDINGS = (
    "sample_id,part,property,reason,effect,finding,x,y\n"
    "a,'-5-0 cm,,organic layer,left out,An organic layer.,500100,3399500\n"
    "c,,,no place,left out,No place is known.,,\n"
)


def memory(kind, rows, points=()):
    """Return a memory layer in the project, points by the number of the row."""
    layer = QgsVectorLayer(kind, "pits", "memory")
    features = []
    for i, row in enumerate(rows):
        feature = QgsFeature(layer.fields())
        feature.setAttributes(list(row))
        if points:
            feature.setGeometry(QgsGeometry.fromWkt(f"POINT({ORIGIN_X + points[i]} {ORIGIN_Y})"))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.fixture
def layers():
    """Horizons with and without points, a wide table, and sites; out of the project at the end."""
    fields = "field=pit:string&field=top:double&field=bottom:double&field=soc:string&field=bd:double"
    rows = [("a", 0, 10, "12.5", 1.2), ("a", 10, 30, "<0.5", None), ("b", 0, 20, None, 1.4)]
    made = {
        "table": memory(f"None?{fields}", rows),
        "points": memory(f"Point?crs=EPSG:{EPSG}&{fields}", rows, (0, 0, 50)),
        "wide": memory(
            f"Point?crs=EPSG:{EPSG}&field=pit:integer&field=soc_0_10:double&field=soc_10_30:double&field=bd_0_10:double",
            [(7, 20.0, 8.0, 1.1), (8, None, 5.0, None)],
            (0, 50),
        ),
        "sites": memory(f"Point?crs=EPSG:{EPSG}&field=site:string", [("a",), ("b",), ("a",)], (10, 60, 99)),
    }
    yield made
    QgsProject.instance().removeMapLayers([layer.id() for layer in made.values()])


@pytest.fixture
def worked(in_place_of_worker):
    def write(job):
        Path(job.output).write_text(OUTPUT)
        Path(job.findings).write_text(FINDINGS)
        return {"crs_wkt": job.horizons.crs_wkt}

    return in_place_of_worker(write)


def parameters(layer, **changes):
    return {
        "HORIZONS": layer.id(), "PROFILE": "pit", "TOP": "top", "BOTTOM": "bottom", "VALUES": ["soc", "bd"],
        "OUTPUT": "TEMPORARY_OUTPUT", "FINDINGS": "TEMPORARY_OUTPUT", **changes,
    }  # fmt: skip


def test_points_of_horizons(worked, run, layers, context, feedback):
    results = run("harmonizedepths", parameters(layers["points"], METHOD="mean", LAMBDA=0.5, DEPTHS="0-30"))
    (job,) = worked
    table = job.horizons
    assert (table.profiles, table.tops, table.bottoms) == (("a", "a", "b"), (0, 10, 0), (10, 30, 20))
    assert table.values == {"soc": ("12.5", "<0.5", None), "bd": (1.2, None, 1.4)}
    assert table.places == {"a": (ORIGIN_X, ORIGIN_Y), "b": (ORIGIN_X + 50, ORIGIN_Y)}
    assert (job.method, job.lam, job.depths, job.depth_unit) == ("mean", 0.5, "0-30", "cm")
    made = context.temporaryLayerStore().mapLayer(results["OUTPUT"])
    assert [feature["soc_0_5"] for feature in made.getFeatures()] == [12.5, 9.0]
    StyleValues().postProcessLayer(made, context, feedback)
    assert isinstance(made.renderer(), QgsGraduatedSymbolRenderer)
    assert made.renderer().classAttribute() == "soc_0_5"
    found = context.temporaryLayerStore().mapLayer(results["FINDINGS"])
    first, second = found.getFeatures()
    assert (first["sample_id"], first["part"], first["effect"]) == ("a", "-5-0 cm", "left out")
    assert second.geometry().isNull()
    StyleDropped().postProcessLayer(found, context, feedback)
    assert isinstance(found.renderer(), QgsCategorizedSymbolRenderer)


def test_a_table_takes_the_places_of_its_sites(worked, run, layers, feedback):
    run("harmonizedepths", parameters(layers["table"], SITES=layers["sites"].id(), SITES_PROFILE="site"))
    assert worked[0].horizons.places == {"a": (ORIGIN_X + 10, ORIGIN_Y), "b": (ORIGIN_X + 60, ORIGIN_Y)}
    assert any("1 profiles have several places" in text for text in feedback.texts("warning"))


def test_a_wide_table(worked, run, layers):
    values = ["soc_0_10", "soc_10_30", "bd_0_10"]
    run("harmonizedepths", parameters(layers["wide"], TOP=None, BOTTOM=None, VALUES=values))
    table = worked[0].horizons
    assert (table.profiles, table.tops, table.bottoms) == (("7", "7", "8"), (0, 10, 10), (10, 30, 30))
    assert table.values == {"soc": (20, 8, 5), "bd": (1.1, None, None)}


@pytest.mark.parametrize(
    ("layer", "changes", "message"),
    [
        ("table", {}, "^HORIZONS: the layer pits has no points; give the points of its profiles as SITES"),
        ("points", {"TOP": None}, "^TOP names no field; give both depths"),
        ("points", {"TOP": None, "BOTTOM": None}, "^VALUES: soc, bd does not name its depths, as soc_0_30 does"),
        ("points", {"PROFILE": "site"}, "^PROFILE: the layer pits has no field site"),
        ("points", {"VALUES": ["clay"]}, "^VALUES: the layer pits has no field clay"),
        ("points", {"DEPTHS": "30-0"}, "^DEPTHS: The depths are '30-0'; write them in cm"),
        ("points", {"LAMBDA": -1}, "^LAMBDA .* is -1; give a number from 0 to 100"),
        ("table", {"SITES": "sites"}, "^SITES_PROFILE: the layer pits has no field pit; its fields are site"),
    ],
)
def test_what_cannot_be_done_is_said_before(layer, changes, message, algorithm, context, layers):
    changes = {name: layers[value].id() if name == "SITES" else value for name, value in changes.items()}
    given = parameters(layers[layer], **changes)
    assert_sentence(refusal(algorithm, context, given, "harmonizedepths"), message)
