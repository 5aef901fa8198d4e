"""The menu *Plugins > SOC Map*, and the diagnostics to copy."""

from __future__ import annotations

import pytest
from qgis import processing
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QStandardPaths, QUrl
from qgis.PyQt.QtGui import QAction, QDesktopServices, QGuiApplication
from qgis.PyQt.QtWidgets import QMainWindow, QMessageBox

from socmap_plugin import classFactory, memory, menu, paths, worker
from socmap_plugin.diagnostics import diagnostics


class Interface:
    """What the menu asks of QGIS's window."""

    def __init__(self) -> None:
        self.window = QMainWindow()
        self.actions = []
        self.opened, self.docks, self.said = [], [], []

    def mainWindow(self):  # noqa: N802
        return self.window

    def addPluginToMenu(self, title, action):  # noqa: N802
        self.actions.append((title, action))

    def removePluginMenu(self, title, action):  # noqa: N802
        self.actions.remove((title, action))

    def addDockWidget(self, area, dock):  # noqa: N802
        self.docks.append(dock)

    def removeDockWidget(self, dock):  # noqa: N802
        self.docks.remove(dock)

    def messageBar(self):  # noqa: N802
        return self

    def pushMessage(self, title, text, level):  # noqa: N802
        self.said.append(text)

    def addProject(self, path):  # noqa: N802
        self.opened.append(path)


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
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert interface.window.findChildren(QAction) == []
    assert interface.actions == []
    assert interface.docks == []
    assert memory.watchers == []


def test_menu_has_its_entries(actions, interface):
    expected = ["Set Up Python Environment…", "Quick Start", "Open the Demo", "Help", "About SOC Map…"]
    assert list(actions) == expected
    assert {title for title, _ in interface.actions} == {"SOC Map"}


def test_plugin_brings_the_menu_once_and_takes_it_away(interface, monkeypatch):
    plugin = classFactory(interface)
    monkeypatch.setattr(plugin, "initProcessing", lambda: None)
    plugin.initGui()
    plugin.initGui()
    assert len(interface.actions) == 5
    plugin.unload()
    plugin.unload()
    assert interface.actions == []


def test_set_up_opens_its_dialog(actions, monkeypatch):
    opened = []
    monkeypatch.setattr(processing, "execAlgorithmDialog", opened.append, raising=False)
    actions["Set Up Python Environment…"].trigger()
    assert opened == ["socmap:setupenvironment"]


@pytest.fixture
def documents(tmp_path, monkeypatch):
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda place: str(tmp_path / "documents"))
    return tmp_path / "documents"


def test_the_demo_is_a_copy_of_the_users_own_that_keeps_their_work(actions, interface, documents):
    actions["Open the Demo"].trigger()
    project = documents / "SOC Map demo" / "xuancheng.qgz"
    assert interface.opened == [str(project)]
    assert {file.name for file in project.parent.iterdir()} == {file.name for file in paths.DEMO.iterdir()}
    project.write_text("with work in it")
    (project.parent / "slope.tif").unlink()
    actions["Open the Demo"].trigger()
    assert project.read_text() == "with work in it"
    assert (project.parent / "slope.tif").is_file()
    assert len(interface.docks) == 1


def test_a_demo_that_cannot_be_copied_is_said(actions, interface, documents):
    documents.write_text("no folder")
    actions["Open the Demo"].trigger()
    assert interface.opened == []
    assert "cannot be copied" in interface.said[0]


def test_quick_start_is_shown_and_goes_with_the_plugin(actions, interface):
    actions["Quick Start"].trigger()
    actions["Quick Start"].trigger()
    assert len(interface.docks) == 1
    assert memory.watchers


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
