"""Cross-Validate: its job, and its layer, tables and numbers in QGIS."""

from __future__ import annotations

import json

import pytest
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
)

from socmap_plugin.algorithms.styling import TypedTable
from socmap_plugin.core.jobs import job_file
from socmap_plugin.core.jobs.crossval import SCHEMES, CrossValidateJob
from socmap_plugin.core.jobs.inputs import FoldTable
from socmap_plugin.core.jobs.models import ForestSettings, TrainingSettings
from tests.builders.gdal_rasters import EPSG
from tests.plugin.conftest import IMPORTANCE, METRICS

TABLES = ("METRICS", "IMPORTANCE")


def columns(layer):
    return {field.name(): field.isNumeric() for field in layer.fields()}


def test_job_equals_the_parameters(run, captured, dataset, tmp_path):
    area = QgsVectorLayer(f"Polygon?crs=EPSG:{EPSG}", "area", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromWkt("POLYGON((0 0,400 0,400 400,0 400,0 0))"))
    area.dataProvider().addFeature(feature)
    results = run(
        "crossvalidate",
        {
            "DATASET": dataset,
            "MODELS": ["forest", "hybrid"],
            "COVARIATE_GROUPS": "climate; climate,terrain",
            "FOLDS": 4,
            "REPEATS": 3,
            "SCHEME": "block",
            "BLOCK_SIZE": 2500.5,
            "AREA": area,
            "MEMBERS": 3,
            "TUNE": True,
            "TUNING_GRID": "width=1,2",
            "TREES": 50,
            "SEED": 9,
            "SELECT": "forward",
            "METRICS": str(tmp_path / "m.csv"),
            "IMPORTANCE": str(tmp_path / "i.csv"),
            "REPORT": str(tmp_path / "r.html"),
        },
    )
    (job,) = captured
    assert json.loads(job.area.geojson)["type"] == "Polygon"
    assert job == CrossValidateJob(
        dataset,
        str(tmp_path / "m.csv"),
        job.predictions,
        str(tmp_path / "r.html"),
        str(tmp_path / "i.csv"),
        models=("forest", "hybrid"),
        covariate_groups="climate; climate,terrain",
        folds=4,
        repeats=3,
        scheme="block",
        block_size=2500.5,
        area=job.area,
        settings=TrainingSettings(members=3, tune=True, tuning_grid="width=1,2", seed=9),
        forest=ForestSettings(trees=50, seed=9),
        select="forward",
    )
    assert [results[name] for name in TABLES] == [job.metrics, job.importance]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_schemes(scheme, run, captured, dataset):
    run("crossvalidate", {"DATASET": dataset, "SCHEME": scheme, "METRICS": "TEMPORARY_OUTPUT"})
    assert captured[0].scheme == scheme


def test_job_file_can_be_read_again(run, captured, dataset, own_profile):
    run("crossvalidate", {"DATASET": dataset, "METRICS": "TEMPORARY_OUTPUT", "IMPORTANCE": "TEMPORARY_OUTPUT"})
    (written,) = (own_profile / "jobs").glob("*-crossvalidate-*/job.json")
    assert job_file.read_job(written) == captured[0]


def test_predictions_become_points_and_numbers(run, captured, dataset, tmp_path):
    parameters = {"DATASET": dataset, "PREDICTIONS": str(tmp_path / "p.gpkg"), "METRICS": "TEMPORARY_OUTPUT"}
    results = run("crossvalidate", parameters)
    assert (results["RMSE"], results["R2"]) == (1.5, 0.25)
    layer = QgsVectorLayer(results["PREDICTIONS"], "p")
    first, second = layer.getFeatures()
    assert [(row["sample_id"], row["fold_1"], row["fold_2"]) for row in (first, second)] == [("7", 3, 1), ("8", 1, 2)]
    assert all(type(row["fold_1"]) is int for row in (first, second))
    assert first["hybrid_residual"] == 0.5
    assert [name for name, numeric in columns(layer).items() if not numeric] == ["sample_id"]
    assert layer.crs().authid() == f"EPSG:{EPSG}"


def test_tables_are_plain_files(run, captured, dataset, tmp_path):
    """In scripts the result is the path that was given, and the file what the worker wrote."""
    metrics, importance = tmp_path / "m.csv", tmp_path / "i.CSV"
    results = run("crossvalidate", {"DATASET": dataset, "METRICS": str(metrics), "IMPORTANCE": str(importance)})
    assert [results[name] for name in TABLES] == [str(metrics), str(importance)]
    assert (metrics.read_text(), importance.read_text()) == (METRICS, IMPORTANCE)


def test_importance_is_left_out_unless_it_is_wanted(run, captured, dataset):
    results = run("crossvalidate", {"DATASET": dataset, "METRICS": "TEMPORARY_OUTPUT"})
    assert captured[0].importance == results["IMPORTANCE"] == ""


def test_temporary_tables_are_csv(run, captured, dataset):
    run("crossvalidate", {"DATASET": dataset, **dict.fromkeys(TABLES, "TEMPORARY_OUTPUT")})
    assert captured[0].metrics.endswith("METRICS.csv")
    assert captured[0].importance.endswith("IMPORTANCE.csv")


def test_dialog_offers_csv_only(algorithm):
    made = algorithm("crossvalidate")
    for name in TABLES:
        definition = made.parameterDefinition(name)
        assert definition.defaultFileExtension() == "csv"
        assert definition.createFileFilter().startswith("CSV files (*.csv);;")
        assert not definition.supportsNonFileBasedOutput()  # no tables of databases
    assert made.parameterDefinition("PREDICTIONS").defaultFileExtension() == "gpkg"


def load(context, feedback):
    """Load what a run has left to load, as Processing does, and return the layers by the names of their outputs."""
    loaded = {}
    for path, details in context.layersToLoadOnCompletion().items():
        layer = QgsProcessingUtils.mapLayerFromString(path, context, True, details.layerTypeHint)
        layer.setName(details.name)
        details.postProcessor().postProcessLayer(layer, context, feedback)
        loaded[details.outputName] = layer
    return loaded


def to_load(path="TEMPORARY_OUTPUT"):
    """Return a destination as the dialog gives it: its result shall be loaded."""
    return QgsProcessingOutputLayerDefinition(path, QgsProject.instance())


def test_tables_arrive_in_the_project_with_numbers(run, captured, dataset, context, feedback):
    run("crossvalidate", {"DATASET": dataset, **{name: to_load() for name in TABLES}})
    loaded = load(context, feedback)
    assert set(loaded) == set(TABLES)
    metrics, importance = (loaded[name] for name in TABLES)
    assert metrics.name() == "Metrics"
    assert columns(metrics) == {
        "group": False, "model": False, "repeat": True, "n": True, "rmse": True, "r2": True
    }  # fmt: skip
    assert [row["rmse"] for row in metrics.getFeatures()] == [1.5, 2.0]
    assert not metrics.isSpatial()
    assert columns(importance)["rmse_increase"]


def test_table_of_no_rows_is_loaded(context, feedback, tmp_path):
    path = tmp_path / "i.csv"
    path.write_text(IMPORTANCE.splitlines()[0] + "\n")
    layer = QgsVectorLayer(str(path), "i")
    TypedTable().postProcessLayer(layer, context, feedback)
    assert layer.isValid()
    assert layer.featureCount() == 0
    assert "rmse_increase" in columns(layer)


@pytest.fixture
def two_steps(provider, dataset):
    """A graphical model whose second cross-validation takes its folds from the predictions of the first."""
    source = QgsProcessingModelChildParameterSource
    model = QgsProcessingModelAlgorithm("two steps", "tests")
    for name, models in (("first", ["mean"]), ("second", ["forest"])):
        step = QgsProcessingModelChildAlgorithm("socmap:crossvalidate")
        step.setChildId(name)
        step.addParameterSources("DATASET", [source.fromStaticValue(dataset)])
        step.addParameterSources("MODELS", [source.fromStaticValue(models)])
        if name == "second":
            step.addParameterSources("FOLD_LAYER", [source.fromChildOutput("first", "PREDICTIONS")])
            step.addParameterSources("FOLD_FIELD", [source.fromStaticValue("fold_2")])
            output = QgsProcessingModelOutput("Scores")
            output.setChildId(name)
            output.setChildOutputName("METRICS")
            step.setModelOutputs({"Scores": output})
        model.addChildAlgorithm(step)
    model.initAlgorithm()
    return model


def test_step_of_a_model_takes_its_folds_from_another(two_steps, captured, context, feedback):
    assert two_steps.validate() == (True, [])
    (scores,) = two_steps.destinationParameterDefinitions()
    assert scores.defaultFileExtension() == "csv"
    assert two_steps.run({scores.name(): to_load()}, context, feedback)[1], feedback.texts("error")
    first, second = captured
    assert first.fold_table is None
    expected = FoldTable(second.fold_table.layer, ("7", "8"), ("fold_2",), (("1", "2"),))
    assert second.fold_table == expected
    assert first.metrics.endswith(".csv")  # nobody asked for it
    (table,) = load(context, feedback).values()
    assert columns(table)["rmse"]
