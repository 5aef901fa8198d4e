"""What TARGET makes of the texts of other people's tables, and that the expressions which messages name are right."""

from __future__ import annotations

import processing
import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsProject, QgsVectorLayer

from socmap_plugin.core.plausibility.target_texts import remedy
from tests.builders.gdal_rasters import EPSG, ORIGIN_X, ORIGIN_Y
from tests.builders.refusals import assert_sentence, refusal

FIELDS = ("lab:string", "SOC (g/kg):double", "soc%:double", "2019:double", "pid:integer")


@pytest.fixture
def table():
    """Return a function that makes a layer with a field of texts, and beside it a table of the same rows."""
    made = []

    def make(texts):
        fields = "&".join(f"field={name}" for name in FIELDS)
        layer = QgsVectorLayer(f"Point?crs=EPSG:{EPSG}&{fields}", "soil", "memory")
        other = QgsVectorLayer("None?field=pid:integer&field=oc_pct:double", "lab", "memory")
        for number, text in enumerate(texts, start=1):
            feature = QgsFeature(layer.fields())
            feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(ORIGIN_X + 90 * number, ORIGIN_Y - 500)))
            feature.setAttributes([text, float(number), number / 10, 2.0 * number, number])
            layer.dataProvider().addFeatures([feature])
            row = QgsFeature(other.fields())
            row.setAttributes([number, number / 4])
            other.dataProvider().addFeatures([row])
        QgsProject.instance().addMapLayers([layer, other])
        made.extend((layer.id(), other.id()))
        return layer

    yield make
    QgsProject.instance().removeMapLayers(made)


@pytest.fixture
def targets(run, captured, build_parameters):
    """Return a function that gives the table of samples that a layer and a target make."""

    def read(layer, target):
        run("buildpatchdataset", {**build_parameters, "SAMPLES": layer, "TARGET": target})
        return captured[-1].samples

    return read


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        pytest.param(["12,5", "3,25", None], (12.5, 3.25, None), id="decimal comma"),
        pytest.param(["<0.1", "< 0.5", "7.5", "8"], (0.05, 0.25, 7.5, 8), id="below detection"),
        pytest.param(["<0,1", "12,5", "7", None], (0.05, 12.5, 7, None), id="both"),
        pytest.param([" <0.2 ", " 4,5"], (0.1, 4.5), id="blanks"),
    ],
)
@pytest.mark.parametrize("factor", ["", " * 10"])
def test_the_expression_of_the_message_makes_numbers(texts, numbers, factor, table, targets):
    layer = table(texts)
    found = targets(layer, f'"lab"{factor}')
    assert found.target_field == "lab"
    failed = [text for text in found.target if isinstance(text, str)]
    assert failed == [text.strip() if factor else text for text in texts if text and ("," in text or "<" in text)]
    scale = 10 if factor else 1
    mended = targets(layer, f"({remedy(failed, found.target_field)}){factor}").target
    assert [value for value in mended if value is not None] == pytest.approx([n * scale for n in numbers if n])
    assert [value is None for value in mended] == [value is None for value in numbers]


def test_what_stays_no_number_is_shown_as_it_stands(table, targets):
    layer = table(["<0.1", "n.d.", "1_000", "5"])
    assert targets(layer, "lab").target == ("<0.1", "n.d.", "1_000", 5.0)
    assert targets(layer, remedy(["<0.1"], "lab")).target == (0.05, "n.d.", "1_000", 5.0)


@pytest.mark.parametrize("target", ["SOC (g/kg)", "'SOC (g/kg)'", "SOC (g/kg) * 10", "soc%", "soc% * 10", "2019"])
def test_a_field_without_its_double_quotes(target, table, targets, algorithm, context, build_parameters):
    """Each refusal names the quotes, and what it names works."""
    layer = table(["1", "2"])
    reason = refusal(algorithm, context, {**build_parameters, "SAMPLES": layer, "TARGET": target})
    assert_sentence(reason, 'does not read the field .*; put its name in double quotes, "')
    named = reason.rsplit(" quotes, ")[1].rstrip(".")
    assert all(isinstance(value, float) for value in targets(layer, named).target)


def test_an_aggregate_of_another_layer_is_evaluated(table, targets):
    found = targets(table(["1", "2", "3", "4"]), "aggregate('lab', 'max', \"oc_pct\") - \"pid\"").target
    assert found == (0.0, -1.0, -2.0, -3.0)


def test_a_field_that_the_layer_lacks_is_refused_in_an_aggregate_of_it(table, algorithm, context, build_parameters):
    parameters = {**build_parameters, "SAMPLES": table(["1"]), "TARGET": 'mean("clay")'}
    assert_sentence(refusal(algorithm, context, parameters), "uses clay, which the layer soil does not have")


def test_of_rows_entered_twice_one_is_kept_as_the_message_says(table):
    layer = table(["1", "2"])
    layer.dataProvider().addFeatures(list(layer.getFeatures()))
    found = processing.run("native:deleteduplicategeometries", {"INPUT": layer, "OUTPUT": "TEMPORARY_OUTPUT"})
    assert found["OUTPUT"].featureCount() == 2
