"""Folds that exist already: which layer and fields they are read from, and what is refused."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from socmap_plugin.core.jobs import job_file
from socmap_plugin.core.jobs.inputs import FoldTable
from tests.builders.refusals import assert_sentence, refusal


@pytest.fixture
def make_layer():
    """Return a function that makes a layer in the project from its fields and the rows of its features."""
    made = []

    def make(fields, rows, geometry="Point?crs=EPSG:4326"):
        separator = "&" if "?" in geometry else "?"
        layer = QgsVectorLayer(geometry + separator + "&".join(f"field={field}" for field in fields), "folds", "memory")
        for row in rows:
            feature = QgsFeature(layer.fields())
            feature.setAttributes(list(row))
            layer.dataProvider().addFeatures([feature])
        QgsProject.instance().addMapLayer(layer)
        made.append(layer)
        return layer

    yield make
    for layer in made:
        QgsProject.instance().removeMapLayer(layer)


@pytest.fixture
def predictions(make_layer):
    """Three samples with two repeats, as an earlier run wrote them; the tenth field must not come before the second."""
    fields = ("sample_id:string", "observed:double", "fold_10:integer", "fold_2:integer", "forest:double")
    return make_layer(fields, [("7", 1.0, 1, 3, 0.5), ("12", 2.0, 2, 1, 0.5), ("9", 3.0, 3, 2, 0.5)])


@pytest.fixture
def folds_of(run, captured, dataset):
    """Return a function that gives the fold table of the job that parameters make."""

    def read(**parameters):
        run("crossvalidate", {"DATASET": dataset, "METRICS": "TEMPORARY_OUTPUT", **parameters})
        return captured[-1].fold_table

    return read


def test_without_a_layer_there_is_no_table(folds_of):
    assert folds_of() is None
    assert folds_of(FOLD_LAYER="", FOLD_FIELD=[]) is None


def test_predictions_of_an_earlier_run(folds_of, predictions):
    expected = FoldTable("folds", ("7", "12", "9"), ("fold_2", "fold_10"), (("3", "1", "2"), ("1", "2", "3")))
    assert folds_of(FOLD_LAYER=predictions) == expected


def test_job_with_a_table_can_be_read_again(folds_of, predictions, own_profile):
    table = folds_of(FOLD_LAYER=predictions.id())
    (written,) = (own_profile / "jobs").glob("*-crossvalidate-*/job.json")
    assert job_file.read_job(written).fold_table == table


@pytest.mark.parametrize("chosen", [["fold_10", "fold_2"], "fold_10;fold_2"], ids=["list", "text"])
def test_chosen_fields_keep_their_order(chosen, folds_of, predictions):
    assert folds_of(FOLD_LAYER=predictions, FOLD_FIELD=chosen).fields == ("fold_10", "fold_2")


def test_one_chosen_field(folds_of, predictions):
    assert folds_of(FOLD_LAYER=predictions, FOLD_FIELD="fold_2").folds == (("3", "1", "2"),)


@pytest.mark.parametrize(
    ("kind", "values", "folds"),
    [
        pytest.param("integer", (1, 2, 10), ("1", "2", "10"), id="integer"),
        pytest.param("double", (1.0, 2.0, 10.0), ("1", "2", "10"), id="double"),
        pytest.param("string", ("north", " south", "1.5"), ("north", "south", "1.5"), id="text"),
    ],
)
def test_types_of_folds(kind, values, folds, folds_of, make_layer):
    layer = make_layer((f"region:{kind}",), [(value,) for value in values])
    assert folds_of(FOLD_LAYER=layer, FOLD_FIELD="region").folds == (folds,)


def test_layer_of_the_samples_is_known_by_its_feature_ids(folds_of, make_layer):
    """The id is the one that Build Patch Dataset takes, also where the soil database has a sample_id of its own."""
    layer = make_layer(("sample_id:string", "fold_1:integer"), [("P1", 1), ("P2", 2)])
    table = folds_of(FOLD_LAYER=layer)
    assert (table.sample_ids, table.by_feature) == (("1", "2"), True)


def test_same_ids_as_the_dataset_of_the_layer(run, captured, folds_of, build_parameters, samples):
    samples.selectByIds([2, 3, 5])
    source = QgsProcessingFeatureSourceDefinition(samples.id(), selectedFeaturesOnly=True)
    run("buildpatchdataset", {**build_parameters, "SAMPLES": source})
    ids = captured[-1].samples.ids
    assert folds_of(FOLD_LAYER=source, FOLD_FIELD="note").sample_ids == ids == ("2", "3", "5")


def test_table_without_geometry(folds_of, make_layer):
    layer = make_layer(("fold_1:integer",), [(1,), (2,)], geometry="None")
    assert folds_of(FOLD_LAYER=layer).folds == (("1", "2"),)


def test_geometry_does_not_matter(folds_of, make_layer):
    layer = make_layer(("fold_1:integer",), [(1,), (2,)], geometry="Polygon?crs=EPSG:4326")
    feature = next(layer.getFeatures())
    crossed = QgsGeometry.fromWkt("POLYGON((0 0,4 4,4 0,0 4,0 0))")
    layer.dataProvider().changeGeometryValues({feature.id(): crossed})
    assert folds_of(FOLD_LAYER=layer).folds == (("1", "2"),)


def test_selection_and_filter_are_honoured(folds_of, predictions):
    predictions.selectByExpression("\"sample_id\" <> '12'")
    source = QgsProcessingFeatureSourceDefinition(predictions.id(), selectedFeaturesOnly=True)
    assert folds_of(FOLD_LAYER=source).sample_ids == ("7", "9")
    predictions.setSubsetString("\"sample_id\" = '12'")
    assert folds_of(FOLD_LAYER=predictions).sample_ids == ("12",)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        pytest.param(("8", 1.0, None, 1, 0.5), "has no value in fold_10; fill it in, or select", id="NULL"),
        pytest.param((None, 1.0, 1, 1, 0.5), "has no value in sample_id; fill it in", id="no id"),
    ],
)
def test_row_without_a_fold(row, message, algorithm, context, dataset, predictions, folds_of):
    feature = QgsFeature(predictions.fields())
    feature.setAttributes(list(row))
    predictions.dataProvider().addFeatures([feature])
    parameters = {"DATASET": dataset, "METRICS": "TEMPORARY_OUTPUT", "FOLD_LAYER": predictions}
    reason = refusal(algorithm, context, parameters, "crossvalidate")
    assert_sentence(reason, f"^FOLD_LAYER: the feature 4 of the layer folds {message}")
    predictions.selectByIds([feature.id() for feature in predictions.getFeatures(QgsFeatureRequest().setLimit(3))])
    chosen = QgsProcessingFeatureSourceDefinition(predictions.id(), selectedFeaturesOnly=True)
    assert len(folds_of(FOLD_LAYER=chosen).sample_ids) == 3


def test_text_without_letters_is_no_fold(algorithm, context, dataset, make_layer):
    layer = make_layer(("region:string",), [("north",), (" ",)])
    parameters = {"DATASET": dataset, "METRICS": "TEMPORARY_OUTPUT", "FOLD_LAYER": layer, "FOLD_FIELD": "region"}
    assert_sentence(refusal(algorithm, context, parameters, "crossvalidate"), "the feature 2 .* no value in region")


@pytest.mark.parametrize(
    ("layer", "field", "message"),
    [
        pytest.param("samples", None, "FOLD_LAYER: the layer samples has no field called fold_1, .* soc, note, use",
                     id="no fold field"),
        pytest.param("samples", ["use", "gone"], "FOLD_FIELD: the layer samples has no field gone; its fields are soc",
                     id="unknown field"),
        pytest.param("samples", "use", "the feature 1 of the layer samples has no value in use", id="NULL"),
        pytest.param(None, ["fold_1"], "FOLD_FIELD is fold_1 without a FOLD_LAYER; choose the layer that has this",
                     id="field alone"),
        pytest.param("/no/such.gpkg", None, "FOLD_LAYER: the layer cannot be opened; choose the pred", id="no layer"),
    ],
)  # fmt: skip
def test_folds_that_cannot_be_read(layer, field, message, algorithm, context, dataset, samples):
    layer = samples if layer == "samples" else layer
    parameters = {
        "DATASET": dataset, "METRICS": "TEMPORARY_OUTPUT", "FOLD_LAYER": layer, "FOLD_FIELD": field
    }  # fmt: skip
    assert_sentence(refusal(algorithm, context, parameters, "crossvalidate"), message)


def test_layer_without_features(algorithm, context, dataset, make_layer):
    parameters = {
        "DATASET": dataset, "METRICS": "TEMPORARY_OUTPUT", "FOLD_LAYER": make_layer(("fold_1:integer",), [])
    }  # fmt: skip
    assert_sentence(refusal(algorithm, context, parameters, "crossvalidate"), "layer folds has no features, or none is")


def test_predictions_do_not_replace_the_layer_of_the_folds(algorithm, context, dataset, predictions, tmp_path):
    path = str(tmp_path / "p.gpkg")
    options = QgsVectorFileWriter.SaveVectorOptions()
    QgsVectorFileWriter.writeAsVectorFormatV3(predictions, path, context.transformContext(), options)
    parameters = {"DATASET": dataset, "METRICS": "TEMPORARY_OUTPUT", "FOLD_LAYER": path, "PREDICTIONS": path}
    reason = refusal(algorithm, context, parameters, "crossvalidate")
    assert_sentence(reason, "PREDICTIONS and FOLD_LAYER are the same file")
