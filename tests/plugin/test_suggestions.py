"""The dialogs begin with what an earlier step of the project has made, and suggest results that last."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from qgis.core import (
    QgsProcessingModelAlgorithm,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsRasterLayer,
)
from qgis.PyQt.QtCore import QStandardPaths

from socmap_plugin import memory
from socmap_plugin.algorithms.suggestions import made, results_folder
from socmap_plugin.memory import Done, latest, recall, remember
from tests.builders.graphical_models import add_step
from tests.plugin.conftest import write_raster


@pytest.fixture
def project(qgis_app, tmp_path, monkeypatch):
    """An empty project, whose user has a folder for documents of the test's own."""
    documents = tmp_path / "documents"
    documents.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda place: str(documents))
    opened = QgsProject.instance()
    opened.clear()
    yield opened
    opened.clear()


def save(project, folder: Path, name: str = "Xuan cheng.qgz") -> Path:
    folder.mkdir(exist_ok=True)
    assert project.write(str(folder / name))
    return folder


def shown(algorithm, name: str, parameter: str):
    """Return what the widget of a parameter begins with, in a dialog that is opened now."""
    opened = algorithm(name)
    assert opened.createCustomParametersWidget(None) is None  # as QGIS asks before it makes its own dialog
    return opened.parameterDefinition(parameter).defaultValueForGui()


def file(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("made")
    return str(path)


def test_results_lie_beside_a_saved_project_and_else_with_the_users_documents(project, tmp_path):
    assert results_folder(project) == tmp_path / "documents" / "SOC Map"
    save(project, tmp_path / "work")
    assert results_folder(project) == tmp_path / "work" / "SOC Map"


def test_names_of_results_say_what_they_are_and_of_which_project(project, algorithm, tmp_path):
    assert Path(shown(algorithm, "buildpatchdataset", "DATASET")).name == "dataset.npz"
    folder = save(project, tmp_path / "work") / "SOC Map"
    names = {
        ("buildpatchdataset", "DATASET"): "Xuan_cheng_dataset.npz",
        ("buildpatchdataset", "DROPPED"): "Xuan_cheng_dropped_samples.gpkg",
        ("buildpatchdataset", "REPORT"): "Xuan_cheng_dataset_report.html",
        ("crossvalidate", "METRICS"): "Xuan_cheng_validation_metrics.csv",
        ("traincnnlstm", "MODEL"): "Xuan_cheng_cnnlstm_model.socmodel",
        ("trainrandomforest", "MODEL"): "Xuan_cheng_forest_model.socmodel",
        ("predictsocraster", "OUTPUT"): "Xuan_cheng_soc_map.tif",
        ("terraincovariates", "FOLDER"): "Xuan_cheng_terrain",
    }
    for (name, parameter), expected in names.items():
        assert shown(algorithm, name, parameter) == str(folder / expected)
    assert shown(algorithm, "predictsocraster", "STDDEV") is None  # not made unless it is asked for
    assert not folder.exists()  # looking at a dialog makes nothing


def test_every_result_of_an_algorithm_lasts(project, algorithm, provider):
    for offered in provider.algorithms():
        if hasattr(offered, "RESULTS"):
            made = algorithm(offered.name())
            made.createCustomParametersWidget(None)
            assert set(made.RESULTS) <= {definition.name() for definition in made.outputDefinitions()}
            wanted = [d for d in made.destinationParameterDefinitions() if d.createByDefault()]
            folders = {Path(definition.defaultValueForGui()).parent for definition in wanted}
            assert folders <= {results_folder(project)}, offered.id()


def test_what_is_named_by_others_is_made_by_one(provider):
    algorithms = [algorithm for algorithm in provider.algorithms() if hasattr(algorithm, "RESULTS")]
    kinds = {kind for algorithm in algorithms for kind in algorithm.RESULTS.values()}
    ids = {algorithm.name() for algorithm in provider.algorithms()}
    for algorithm in algorithms:
        inputs = {definition.name() for definition in algorithm.parameterDefinitions()}
        assert {kind for taken in algorithm.TAKES.values() for kind in taken} <= kinds, algorithm.id()
        assert {*algorithm.TAKES, *algorithm.KEEPS} <= inputs, algorithm.id()
        assert set(algorithm.NEXT) <= ids, algorithm.id()


def test_nothing_that_is_there_is_replaced_and_results_of_a_run_have_one_number(project, algorithm, tmp_path):
    folder = save(project, tmp_path / "work") / "SOC Map"
    file(folder / "Xuan_cheng_dataset_report.html")
    assert shown(algorithm, "buildpatchdataset", "DATASET") == str(folder / "Xuan_cheng_dataset_2.npz")
    assert shown(algorithm, "buildpatchdataset", "REPORT") == str(folder / "Xuan_cheng_dataset_report_2.html")
    assert shown(algorithm, "traincnnlstm", "MODEL") == str(folder / "Xuan_cheng_cnnlstm_model.socmodel")


def test_scripts_and_models_keep_the_defaults_of_the_parameters(project, algorithm, tmp_path):
    remember(project, [Done("dataset", (file(tmp_path / "a.npz"),))])
    assert shown(algorithm, "traincnnlstm", "DATASET") == str(tmp_path / "a.npz")
    definition = algorithm("traincnnlstm").parameterDefinition("DATASET")
    assert definition.defaultValueForGui() is definition.defaultValue() is None
    assert algorithm("traincnnlstm").parameterDefinition("MODEL").defaultValue() is None


def test_a_graphical_model_keeps_no_suggestion_in_its_file(project, provider, tmp_path):
    model = QgsProcessingModelAlgorithm("chain", "tests")
    add_step(model, "train", "traincnnlstm", {"DATASET": str(tmp_path / "a.npz")}, trained="MODEL")
    model.initAlgorithm()
    assert model.toFile(str(tmp_path / "chain.model3"))
    assert str(results_folder(project)) not in (tmp_path / "chain.model3").read_text()


def test_the_next_dialog_knows_the_newest_file_that_is_still_there(project, algorithm, tmp_path):
    first, second = file(tmp_path / "first.npz"), file(tmp_path / "second.npz")
    remember(project, [Done("dataset", (first,))])
    remember(project, [Done("dataset", (second,))])
    assert shown(algorithm, "crossvalidate", "DATASET") == second
    Path(second).unlink()
    assert shown(algorithm, "crossvalidate", "DATASET") == first
    remember(project, [Done("forest_model", (file(tmp_path / "forest.socmodel"),))])
    assert shown(algorithm, "predictsocraster", "MODEL") == str(tmp_path / "forest.socmodel")


def test_a_project_that_was_not_saved_after_the_step_is_known_again(project, algorithm, tmp_path):
    """As after a crash: nothing but the file of the profile knows the step."""
    folder = save(project, tmp_path / "work")
    remember(project, [Done("dataset", (file(folder / "SOC Map" / "a.npz"),))])
    assert project.read(str(folder / "Xuan cheng.qgz"))
    assert project.readEntry(memory.SCOPE, memory.WORK)[0] == ""
    assert shown(algorithm, "traincnnlstm", "DATASET") == str(folder / "SOC Map" / "a.npz")
    project.clear()
    assert shown(algorithm, "traincnnlstm", "DATASET") is None  # another project has its own work


def test_a_project_takes_its_work_along_to_another_folder(project, algorithm, own_profile, tmp_path):
    folder = save(project, tmp_path / "work")
    remember(project, [Done("dataset", (file(folder / "SOC Map" / "a.npz"),))])
    assert project.write()
    project.clear()
    shutil.move(folder, tmp_path / "elsewhere")
    shutil.rmtree(own_profile)
    assert project.read(str(tmp_path / "elsewhere" / "Xuan cheng.qgz"))
    assert shown(algorithm, "traincnnlstm", "DATASET") == str(tmp_path / "elsewhere/SOC Map/a.npz")


def test_work_that_was_begun_before_the_project_was_saved_goes_on(project, algorithm, tmp_path):
    made_before = file(results_folder(project) / "dataset.npz")
    remember(project, [Done("dataset", (made_before,))])
    save(project, tmp_path / "work")
    assert shown(algorithm, "traincnnlstm", "DATASET") == made_before


@pytest.mark.parametrize("text", ["", "[", "[]", "null", '{"": 5}', '{"": [{"key": 1}, 7, {"key": "a", "paths": 3}]}'])
def test_a_damaged_memory_is_an_empty_one(project, own_profile, tmp_path, text):
    own_profile.mkdir(parents=True, exist_ok=True)
    (own_profile / memory.FILE).write_text(text)
    project.writeEntry(memory.SCOPE, memory.WORK, text)
    assert latest(project, ["dataset"]) is None
    remember(project, [Done("dataset", (file(tmp_path / "a.npz"),))])
    assert latest(project, ["dataset"]).paths == (str(tmp_path / "a.npz"),)
    assert json.loads((own_profile / memory.FILE).read_text())[""][-1]["key"] == "dataset"


def test_the_dialog_begins_with_the_choices_of_the_last_run(project, algorithm, context, samples, raster, tmp_path):
    elevation = QgsRasterLayer(str(raster), "elevation")
    project.addMapLayers([elevation])
    parameters = {
        "SAMPLES": samples.id(), "TARGET": '"som" / 1.724', "UNIT": "g/kg", "STATIC": [elevation.id(), str(raster)],
    }  # fmt: skip
    build = algorithm("buildpatchdataset")
    remember(project, made(build, parameters, {"DATASET": file(tmp_path / "a.npz"), "REPORT": ""}, context))
    assert shown(algorithm, "buildpatchdataset", "SAMPLES") == samples.id()
    assert shown(algorithm, "buildpatchdataset", "TARGET") == '"som" / 1.724'
    assert shown(algorithm, "buildpatchdataset", "STATIC") == [elevation.id()]
    assert shown(algorithm, "crossvalidate", "DATASET") == str(tmp_path / "a.npz")
    # What is made afterwards comes in addition.
    slope = tmp_path / "terrain" / "slp.tif"
    slope.parent.mkdir()
    write_raster(slope)
    remember(project, made(algorithm("terraincovariates"), {}, {"FOLDER": str(slope.parent)}, context))
    assert shown(algorithm, "buildpatchdataset", "STATIC") == [elevation.id(), str(slope)]
    assert shown(algorithm, "listcovariates", "STATIC") == [str(slope)]
    # A result that was skipped is none.
    assert [step.key for step in recall(project) if "report" in step.key] == []


def test_the_suggested_folder_is_made_when_a_run_needs_it(project, algorithm, context, tmp_path):
    folder = results_folder(project)
    train = algorithm("traincnnlstm")
    parameters = {"DATASET": file(tmp_path / "a.npz"), "MODEL": shown(algorithm, "traincnnlstm", "MODEL")}
    assert train.checkParameterValues(parameters, context) == (True, "")
    assert folder.is_dir()
    folder.rmdir()
    output = QgsProcessingOutputLayerDefinition(shown(algorithm, "crossvalidate", "METRICS"))
    algorithm("crossvalidate").checkParameterValues({"DATASET": parameters["DATASET"], "METRICS": output}, context)
    assert folder.is_dir()
    parameters["MODEL"] = str(tmp_path / "nowhere" / "model.socmodel")
    assert "does not exist" in train.checkParameterValues(parameters, context)[1]
