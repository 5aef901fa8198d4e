"""The menu *Plugins > SOC Map*, and the diagnostics to copy."""

from __future__ import annotations

import pytest
from qgis import processing
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices, QGuiApplication
from qgis.PyQt.QtWidgets import QMainWindow, QMessageBox

from socmap_plugin import classFactory, menu, worker
from socmap_plugin.diagnostics import diagnostics


class Interface:
    """What the menu asks of QGIS's window."""

    def __init__(self) -> None:
        self.window = QMainWindow()
        self.actions = []
        self.opened = []

    def mainWindow(self):  # noqa: N802
        return self.window

    def addPluginToMenu(self, title, action):  # noqa: N802
        self.actions.append((title, action))

    def removePluginMenu(self, title, action):  # noqa: N802
        self.actions.remove((title, action))

    def addProject(self, path):  # noqa: N802
        self.opened.append(path)

    def addRasterLayer(self, path, name):  # noqa: N802
        self.opened.append(name)

    def addVectorLayer(self, path, name, provider):  # noqa: N802
        self.opened.append(name)


@pytest.fixture
def interface(qgis_app):
    made = Interface()
    yield made
    made.window.deleteLater()


@pytest.fixture
def actions(interface):
    """The entries of the menu by their texts."""
    made = menu.PluginMenu(interface)
    yield {action.text(): action for _, action in interface.actions}
    made.remove()
    assert interface.actions == []


def test_menu_has_its_entries(actions, interface):
    expected = ["Set Up Python Environment…", "Open the Demo Project", "Help", "About SOC Map…"]
    assert list(actions) == expected
    assert {title for title, _ in interface.actions} == {"SOC Map"}


def test_plugin_brings_the_menu_once_and_takes_it_away(interface, monkeypatch):
    plugin = classFactory(interface)
    monkeypatch.setattr(plugin, "initProcessing", lambda: None)
    plugin.initGui()
    plugin.initGui()
    assert len(interface.actions) == 4
    plugin.unload()
    plugin.unload()
    assert interface.actions == []


def test_set_up_opens_its_dialog(actions, monkeypatch):
    opened = []
    monkeypatch.setattr(processing, "execAlgorithmDialog", opened.append, raising=False)
    actions["Set Up Python Environment…"].trigger()
    assert opened == ["socmap:setupenvironment"]


def test_demo_is_a_project_where_there_is_one(actions, interface, monkeypatch, tmp_path):
    (tmp_path / "demo.qgz").touch()
    monkeypatch.setattr(menu.paths, "DEMO", tmp_path)
    actions["Open the Demo Project"].trigger()
    assert interface.opened == [str(tmp_path / "demo.qgz")]


def test_demo_is_its_layers_otherwise_with_the_samples_on_top(actions, interface, monkeypatch, tmp_path):
    for name in ("samples.gpkg", "slope.tif", "elevation.tif"):
        (tmp_path / name).touch()
    monkeypatch.setattr(menu.paths, "DEMO", tmp_path)
    actions["Open the Demo Project"].trigger()
    assert interface.opened == ["elevation", "slope", "samples"]


def test_help_opens_the_page_of_the_plugin(actions, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    actions["Help"].trigger()
    assert opened
    assert opened[0].startswith("https://")


def test_about_says_what_stays_and_copies_the_diagnostics(actions, monkeypatch):
    shown = []

    def press_copy(box):
        shown.append((box.text(), box.informativeText(), box.detailedText()))
        next(button for button in box.buttons() if button.text() == "Copy diagnostics").click()

    monkeypatch.setattr(QMessageBox, "exec", press_copy)
    actions["About SOC Map…"].trigger()
    (text, stays, details) = shown[0]
    assert "soil organic carbon" in text
    assert str(worker.local_folder()) in stays
    assert details == diagnostics() == QGuiApplication.clipboard().text()


def test_diagnostics_name_versions_and_why_no_job_can_run(monkeypatch):
    text = diagnostics()
    assert text.startswith("SOC Map ")
    assert "QGIS 3." in text
    assert "Worker: SOC Map has no Python environment for its worker yet" in text
    monkeypatch.setenv(worker.INTERPRETER_VARIABLE, "/usr/bin/python3")
    assert "Worker: /usr/bin/python3, not made by SOC Map" in diagnostics()


def test_a_link_in_a_log_opens_the_dialog_of_the_algorithm(actions, monkeypatch):
    asked = []
    monkeypatch.setattr(processing, "createAlgorithmDialog", asked.append, raising=False)
    assert QDesktopServices.openUrl(QUrl("socmap:traincnnlstm"))
    assert asked == ["socmap:traincnnlstm"]
