"""The steps of the work, how far a project is, and the demo with which one begins."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from qgis import processing
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QMainWindow

from socmap_plugin import paths, quick_start, steps
from socmap_plugin.memory import Done, remember
from socmap_plugin.steps import STEPS, State, standings


class Interface:
    """What the panel asks of QGIS's window."""

    def __init__(self) -> None:
        self.window = QMainWindow()

    def mainWindow(self):  # noqa: N802
        return self.window

    def addDockWidget(self, area, dock):  # noqa: N802
        self.window.addDockWidget(area, dock)

    def removeDockWidget(self, dock):  # noqa: N802
        self.window.removeDockWidget(dock)


@pytest.fixture
def project(provider):
    opened = QgsProject.instance()
    opened.clear()
    yield opened
    opened.clear()


@pytest.fixture
def panel(project, monkeypatch):
    monkeypatch.setattr(steps, "worker_problem", lambda: "")
    made = quick_start.QuickStart(Interface())
    yield made
    made.remove()


def texts(panel) -> list[str]:
    return [panel._list.item(row).text() for row in range(panel._list.count())]


def made(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("made")
    return str(path)


def test_every_step_is_an_algorithm(provider):
    ids = {algorithm.name() for algorithm in provider.algorithms()}
    assert {step.algorithm for step in STEPS} <= ids


def test_without_an_environment_it_is_what_comes_first(project):
    first = standings(project)[0]
    assert (first.step.algorithm, first.state) == ("setupenvironment", State.NEXT)


def test_one_step_is_next_and_goes_on_with_the_work(project, panel, tmp_path):
    def next_of() -> list[str]:
        return [standing.label for standing in standings(project) if standing.state is State.NEXT]

    assert next_of() == ["Build Patch Dataset"]
    assert "➜  Build Patch Dataset (next)" in texts(panel)
    remember(project, [Done("dataset", (made(tmp_path / "soc_dataset.npz"),))])
    assert next_of() == ["Cross-Validate"]
    assert "✓  Build Patch Dataset: soc_dataset.npz" in texts(panel)
    assert panel._list.currentItem().text() == "➜  Cross-Validate (next)"
    for kind in ("validation_report", "cnnlstm_model", "soc_map"):
        remember(project, [Done(kind, (made(tmp_path / kind),))])
    assert next_of() == []
    assert panel._list.currentItem().text() == "+  Validate Map (if you need it)"  # what may follow the last one done
    Path(tmp_path / "soc_dataset.npz").unlink()
    assert next_of() == ["Build Patch Dataset"]  # what is gone is not done


def test_the_panel_works_by_keyboard(panel, monkeypatch):
    opened = []
    monkeypatch.setattr(processing, "createAlgorithmDialog", opened.append, raising=False)
    panel.show()
    panel._list.setFocus()
    QTest.keyClick(panel._list, Qt.Key.Key_Down)
    QTest.keyClick(panel._list, Qt.Key.Key_Return)
    assert opened == ["socmap:crossvalidate"]
    QTest.keyClick(panel._open, Qt.Key.Key_Space)
    assert opened == ["socmap:crossvalidate"] * 2


def test_the_panel_follows_the_project(project, panel, tmp_path):
    remember(project, [Done("dataset", (made(tmp_path / "soc_dataset.npz"),))])
    assert project.write(str(tmp_path / "one.qgz"))
    project.clear()
    assert project.read(str(tmp_path / "one.qgz"))
    assert "✓  Build Patch Dataset: soc_dataset.npz" in texts(panel)


def test_the_demo_opens_whole_and_fills_in_the_first_dialog(project, algorithm, tmp_path):
    folder = tmp_path / "anywhere"
    shutil.copytree(paths.DEMO, folder)
    assert project.read(str(folder / "xuancheng.qgz"))
    layers = project.mapLayers().values()
    assert len(layers) == 2 + len(list(paths.DEMO.glob("*.tif")))
    assert [layer.name() for layer in layers if not layer.isValid()] == []
    assert {str(Path(layer.source().partition("|")[0]).parent) for layer in layers} == {str(folder)}
    build = algorithm("buildpatchdataset")
    build.createCustomParametersWidget(None)
    shown = {name: build.parameterDefinition(name).defaultValueForGui() for name in build.KEEPS}
    assert shown["SAMPLES"] == "xuancheng_soil_samples"
    assert shown["TARGET"] == '"SOM_A_hori" / 1.724'
    assert not shown["STRATA"]  # only the points that judge the map have one
    assert len(shown["STATIC"]) == 7
    assert len(shown["TEMPORAL"]) == 12
    assert set(shown["STATIC"] + shown["TEMPORAL"]) <= set(project.mapLayers())
    assert project.mapLayer("xuancheng_simulated_greenup").temporalProperties().isActive()
    validate = algorithm("validatemap")
    validate.createCustomParametersWidget(None)
    judged = {name: validate.parameterDefinition(name).defaultValueForGui() for name in validate.KEEPS}
    assert judged["POINTS"] == "xuancheng_validation_points"
    assert judged["DESIGN"] == "stratified"
    points = [project.mapLayer(id_) for id_ in (shown["SAMPLES"], judged["POINTS"])]
    assert [len([*layer.getFeatures()]) for layer in points] == [121, 62]
    looks = {layer.renderer().type() for layer in layers}
    assert looks == {"singleSymbol", "singlebandpseudocolor"}


def test_the_demo_holds_nothing_of_the_computer_it_was_made_on():

    with zipfile.ZipFile(paths.DEMO / "xuancheng.qgz") as archive:
        (name,) = archive.namelist()
        text = archive.read(name).decode()
    assert "saveUser" not in text
    assert "<author>" not in text
    assert 'source="./elevation.tif"' in text
