"""Cross-Validate with the real worker: what it writes, and the same numbers from wherever it is run."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from osgeo import gdal
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsVectorLayer,
)
from qgis.gui import QgsBrowserGuiModel

from tests.e2e.conftest import CRS, SAMPLES, run

gdal.UseExceptions()

COLUMNS = "group,model,repeat,n,rmse,r2,r2_corr,mae,bias,ccc,rpiq"
# Eleven folds, because the eleventh must not come before the second when they are read from a layer.
QUICK = {"MODELS": ["forest", "mean"], "FOLDS": 11, "REPEATS": 2, "TREES": 50, "SCHEME": "random"}


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def folds_of(qgis_process, built, output, **inputs):
    """Return the folds of the second repeat of a cross-validation."""
    files = {"METRICS": str(output / "m.csv"), "PREDICTIONS": str(output / "p.gpkg")}
    answer = run(
        qgis_process, "crossvalidate", {**QUICK, "FOLDS": 3, "DATASET": built.results["DATASET"], **files, **inputs}
    )
    layer = QgsVectorLayer(answer.results["PREDICTIONS"], "p")
    return {feature["fold_2"] for feature in layer.getFeatures()}


@pytest.fixture(scope="module")
def first(qgis_process, built, tmp_path_factory):
    """Run the first cross-validation, as a script does."""
    output = tmp_path_factory.mktemp("first")
    files = {"METRICS": "metrics.csv", "PREDICTIONS": "predictions.gpkg", "IMPORTANCE": "importance.csv"}
    files = {name: str(output / file) for name, file in files.items()}
    return run(qgis_process, "crossvalidate", {**QUICK, "DATASET": built.results["DATASET"], **files})


@pytest.fixture(scope="module")
def numbers(first):
    return Path(first.results["METRICS"]).read_text(encoding="utf-8")


def test_every_model(qgis_process, built, tmp_path):
    models = ["cnnlstm", "forest", "hybrid", "mean", "kriging", "extratrees", "stack"]
    inputs = {
        "DATASET": built.results["DATASET"],
        "MODELS": models,
        "FOLDS": 3,
        "REPEATS": 2,
        "MEMBERS": 2,
        "EPOCHS": 3,
        "TREES": 50,
        "TUNE": True,
        "TUNING_GRID": "dropout=0,0.2",
        "METRICS": str(tmp_path / "metrics.csv"),
        "PREDICTIONS": str(tmp_path / "predictions.gpkg"),
        "REPORT": str(tmp_path / "cv.html"),
    }
    answer = run(qgis_process, "crossvalidate", inputs)
    assert answer.results["RMSE"] > 0
    assert answer.results["R2"] < 1
    rows = read(answer.results["METRICS"])
    assert ",".join(rows[0]).startswith(COLUMNS)
    assert {row["model"] for row in rows} == set(models)
    layer = QgsVectorLayer(answer.results["PREDICTIONS"], "predictions")
    assert layer.featureCount() == SAMPLES
    assert layer.crs().authid() == CRS
    wanted = {"sample_id", "observed", "fold_1", "fold_2"}
    assert wanted.union(*({model, f"{model}_residual"} for model in models)) <= set(layer.fields().names())
    assert "<html" in Path(answer.results["REPORT"]).read_text(encoding="utf-8").lower()


@pytest.mark.parametrize("block", ["block", 2, "2"], ids=["name", "number", "number as text"])
def test_blocks(qgis_process, built, tmp_path, block):
    assert folds_of(qgis_process, built, tmp_path, SCHEME=block, MODELS=[3]) == {1, 2, 3}


def test_distance_matching_in_an_area(qgis_process, built, build_inputs, tmp_path):
    x, pixel, _, y, _, _ = gdal.Open(build_inputs["STATIC"][0]).GetGeoTransform()
    side = 15 * pixel
    area = tmp_path / "area.csv"
    area.write_text(f'wkt\n"POLYGON(({x} {y},{x + side} {y},{x + side} {y - side},{x} {y - side},{x} {y}))"\n')
    polygons = f"delimitedtext://file://{area}?delimiter=,&wktField=wkt&crs={CRS}"
    assert folds_of(qgis_process, built, tmp_path, SCHEME="knndm", AREA=polygons) == {1, 2, 3}


def test_importance_is_a_table_of_numbers(first):
    rows = read(first.results["IMPORTANCE"])
    assert {row["model"] for row in rows} == {"forest"}
    assert {"covariate", "category", "step"} <= {row["kind"] for row in rows}
    assert all(float(row["rmse_increase"]) == float(row["rmse_increase"]) for row in rows)


def test_folds_of_an_earlier_run_give_the_same_numbers(qgis_process, built, first, numbers, tmp_path):
    inputs = {
        **QUICK,
        "DATASET": built.results["DATASET"],
        "FOLDS": 2,  # is not used
        "FOLD_LAYER": first.results["PREDICTIONS"],
        "METRICS": str(tmp_path / "metrics.csv"),
    }
    answer = run(qgis_process, "crossvalidate", inputs)
    assert Path(answer.results["METRICS"]).read_text(encoding="utf-8") == numbers
    assert (answer.results["RMSE"], answer.results["R2"]) == (first.results["RMSE"], first.results["R2"])


def test_folds_that_do_not_belong_to_the_dataset(qgis_process, built, landscape, tmp_path):
    layer = tmp_path / "folds.csv"
    layer.write_text("campaign,fold_1\n2011,1\n2012,2\n")
    inputs = {
        **QUICK, "DATASET": built.results["DATASET"], "FOLD_LAYER": str(layer), "METRICS": str(tmp_path / "m.csv")
    }  # fmt: skip
    answer = qgis_process("crossvalidate", inputs)
    assert answer.code != 0
    assert "The layer of folds 'folds' lacks" in answer.said
    assert "Traceback" not in answer.said
    assert list(tmp_path.iterdir()) == [layer]


def test_scripts_get_the_same_numbers(provider, built, first, numbers):
    """From processing.run, where the predictions stay in memory, and once more with the folds of that layer."""
    import processing

    inputs = {**QUICK, "DATASET": built.results["DATASET"], "METRICS": "TEMPORARY_OUTPUT"}
    one = processing.run("socmap:crossvalidate", {**inputs, "PREDICTIONS": "TEMPORARY_OUTPUT"})
    assert isinstance(one["PREDICTIONS"], QgsVectorLayer)
    other = processing.run("socmap:crossvalidate", {**inputs, "FOLDS": 2, "FOLD_LAYER": one["PREDICTIONS"]})
    for results in (one, other):
        assert Path(results["METRICS"]).read_text(encoding="utf-8") == numbers
        assert (results["RMSE"], results["R2"]) == (first.results["RMSE"], first.results["R2"])


def test_steps_of_a_model_get_the_same_numbers(provider, built, numbers, tmp_path):
    """The second step takes its folds from the predictions of the first."""
    source = QgsProcessingModelChildParameterSource
    model = QgsProcessingModelAlgorithm("two steps", "tests")
    for name in ("first", "second"):
        step = QgsProcessingModelChildAlgorithm("socmap:crossvalidate")
        step.setChildId(name)
        for parameter, value in {**QUICK, "DATASET": built.results["DATASET"]}.items():
            step.addParameterSources(parameter, [source.fromStaticValue(value)])
        output = QgsProcessingModelOutput("metrics")
        output.setChildId(name)
        output.setChildOutputName("METRICS")
        step.setModelOutputs({"metrics": output})
        model.addChildAlgorithm(step)
    second = model.childAlgorithm("second")
    second.addParameterSources("FOLD_LAYER", [source.fromChildOutput("first", "PREDICTIONS")])
    model.setChildAlgorithm(second)
    model.initAlgorithm()
    assert model.validate() == (True, [])
    names = [definition.name() for definition in model.destinationParameterDefinitions()]
    parameters = {name: str(tmp_path / f"{number}.csv") for number, name in enumerate(names)}
    feedback = QgsProcessingFeedback(False)
    assert model.run(parameters, QgsProcessingContext(), feedback)[1], feedback.textLog()
    assert [Path(path).read_text(encoding="utf-8") for path in parameters.values()] == [numbers, numbers]


def test_the_dialog_gets_the_same_numbers(provider, qgis_iface, monkeypatch, built, numbers, tmp_path):
    import processing

    browser = QgsBrowserGuiModel()  # without a main window nobody else makes one
    monkeypatch.setattr(qgis_iface, "browserModel", lambda: browser)
    # QGIS 3.44 hands a view of this on to C++, which takes no mock.
    monkeypatch.setattr("processing.gui.Postprocessing.iface", None)
    monkeypatch.setenv("HOME", str(tmp_path))  # the dialog suggests its other results in the user's documents
    metrics = tmp_path / "metrics.csv"
    dialog = processing.createAlgorithmDialog(
        "socmap:crossvalidate", {**QUICK, "DATASET": built.results["DATASET"], "METRICS": str(metrics)}
    )
    dialog.show()
    dialog.runButton().click()
    deadline = time.monotonic() + 120
    while not (metrics.exists() and dialog.runButton().isEnabled()) and time.monotonic() < deadline:
        QgsApplication.processEvents()
        time.sleep(0.02)
    dialog.close()
    assert metrics.read_text(encoding="utf-8") == numbers
