"""Runs inside QGIS: goes through the tutorial as its reader would, by menu, panel and dialogs, and types no path.

``SOCMAP_WINDOW_JOB`` names a JSON file: ``pictures``, a folder for a picture of every step or nothing; ``steps``, the
algorithms to run, each of which has to be what the panel calls next unless it may be left out; ``open``, a project to
begin with instead of the demo; ``changed``, parameters of steps that shall be quick; ``kill``, whether QGIS is killed
after the last step and not closed; ``screen``, width and height; and the file for what was ``found``: for each step
what its dialog began with (``shown``) and its ``log``, and at the end the names of the ``layers``, the top one first,
and the lines of the ``panel``.
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsMapThemeCollection,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsSettings,
)
from qgis.gui import QgsProcessingAlgorithmDialogBase
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QListWidget, QPushButton, QTabWidget, QTextEdit
from qgis.utils import iface
from window_steps import begin

JOB = json.loads(Path(os.environ["SOCMAP_WINDOW_JOB"]).read_text(encoding="utf-8"))
WIDTH, HEIGHT = JOB.get("screen") or (1400, 900)
SETTLE_S, LOOK_S, WAIT_S = 1.5, 0.5, 600
NEXT = "➜"
PANEL_WIDTH = 320
OPTIONAL = ("validatemap",)
# What the tutorial changes in a dialog: one repeat is enough for a first look.
CHANGED: dict[str, dict[str, Any]] = {"crossvalidate": {"REPEATS": 1}}
MAP_GROUP = "Soil organic carbon"
LIMITS = {"soc_lower": "Lower limit", "soc_upper": "Upper limit"}  # by the end of their files' names
LAYERS_WIDTH, VIEW_WIDTH = 470, 340
PANELS = ("Layers", "SocMapQuickStart")


def take(name: str) -> None:
    """Save what the screen shows."""
    if JOB.get("pictures"):
        path = Path(JOB["pictures"]) / name
        if not QApplication.primaryScreen().grabWindow(0).save(str(path)):
            raise OSError(f"{path} cannot be written")
        print("picture", path, flush=True)


def menu_entry(text: str) -> Any:
    """Return the entry of *Plugins > SOC Map*."""
    (menu,) = (action.menu() for action in iface.pluginMenu().actions() if action.text() == "SOC Map")
    (entry,) = (action for action in menu.actions() if action.text() == text)
    return entry


def panel() -> QDockWidget:
    """Return the panel with the steps."""
    (found,) = (dock for dock in iface.mainWindow().findChildren(QDockWidget) if dock.objectName() == PANELS[1])
    return found


def tidy() -> None:
    """Leave the panels that the tutorial speaks of."""
    for dock in iface.mainWindow().findChildren(QDockWidget):
        dock.setVisible(dock.objectName() in PANELS)
    iface.mainWindow().setAnimated(False)
    iface.mainWindow().setGeometry(0, 0, WIDTH, HEIGHT)
    iface.mainWindow().resizeDocks([panel()], [PANEL_WIDTH], Qt.Orientation.Horizontal)


def plain(value: Any) -> Any:
    """Return a parameter's value as JSON can hold it."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink.staticValue()
    return value if isinstance(value, (str, int, float, bool, list, type(None))) else str(value)


def dialog_of_next_step(name: str) -> QgsProcessingAlgorithmDialogBase:
    """Open the dialog of what the panel calls next, or of a step that is nobody's duty, by its button."""
    steps = panel().findChild(QListWidget)
    if name in OPTIONAL:
        items = (steps.item(row) for row in range(steps.count()))
        (own,) = (item for item in items if item.data(Qt.ItemDataRole.UserRole).step.algorithm == name)
        steps.setCurrentItem(own)
    elif not steps.currentItem().text().startswith(NEXT):
        raise AssertionError(f"the panel has chosen {steps.currentItem().text()}")
    panel().findChild(QPushButton).click()
    dialogs = [widget for widget in QApplication.allWidgets() if isinstance(widget, QgsProcessingAlgorithmDialogBase)]
    (dialog,) = (dialog for dialog in dialogs if dialog.isVisible())
    return dialog


def map_beside_its_limits() -> Iterator[float]:
    """Leave the layers of the map, and show the limits in views of their own beside it; as :func:`steps`."""
    project, window = QgsProject.instance(), iface.mainWindow()
    tree = project.layerTreeRoot()
    (group,) = (node for node in tree.findGroups() if node.name() == MAP_GROUP)
    for node in tree.children():
        if node is not group:
            tree.removeChildNode(node)
    panel().hide()
    files = [node for node in group.findLayers() if node.layer().providerType() == "gdal"]
    views, canvases = [], [iface.mapCanvas()]
    for kind, title in LIMITS.items():
        (node,) = (node for node in files if Path(node.layer().source()).stem.endswith(kind))
        record, shown = QgsMapThemeCollection.MapThemeRecord(), QgsMapThemeCollection.MapThemeLayerRecord(node.layer())
        shown.isVisible = True
        record.addLayerRecord(shown)
        project.mapThemeCollection().insert(title, record)
        canvas = iface.createNewMapCanvas(title)
        canvas.setTheme(title)
        canvases.append(canvas)
        view = canvas
        while not isinstance(view, QDockWidget):
            view = view.parentWidget()
        view.setFloating(False)
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, view)
        view.setWindowTitle(title)
        views.append(view)
    (layers,) = (dock for dock in window.findChildren(QDockWidget) if dock.objectName() == PANELS[0])
    window.resizeDocks([layers, views[0]], [LAYERS_WIDTH, VIEW_WIDTH], Qt.Orientation.Horizontal)
    window.resizeDocks(views, [HEIGHT, HEIGHT], Qt.Orientation.Vertical)
    yield SETTLE_S
    for canvas in canvases:
        canvas.setExtent(files[0].layer().extent())
        canvas.refresh()
    yield 2 * SETTLE_S


def steps() -> Iterator[float]:
    """Do one step after the other; what is yielded is the time to wait before the next, in seconds."""
    QgsSettings().setValue("qgis/askToSaveProjectChanges", False)
    if JOB.get("open"):
        iface.addProject(JOB["open"])
        menu_entry("Quick Start").trigger()
    else:
        menu_entry("Open the Demo").trigger()
    yield SETTLE_S
    tidy()
    yield SETTLE_S
    take("1_open.png")
    found: dict[str, Any] = {"steps": {}}
    for number, name in enumerate(JOB["steps"], start=2):
        dialog = dialog_of_next_step(name)
        if dialog.algorithm().name() != name:
            raise AssertionError(f"next is {dialog.algorithm().name()}, not {name}")
        dialog.setGeometry((WIDTH - 900) // 2, (HEIGHT - 640) // 2, 900, 640)
        wrappers = dialog.mainWidget().wrappers
        shown = {key: plain(wrapper.parameterValue()) for key, wrapper in wrappers.items()}
        for key, value in {**CHANGED.get(name, {}), **JOB.get("changed", {}).get(name, {})}.items():
            wrappers[key].setParameterValue(value, QgsProcessingContext())
        yield SETTLE_S
        take(f"{number}_{name}.png")
        dialog.runButton().click()
        waited = 0.0
        yield LOOK_S
        while dialog.cancelButton().isEnabled():
            if waited > WAIT_S:
                raise TimeoutError(f"{name} still runs after {WAIT_S} s")
            waited += LOOK_S
            yield LOOK_S
        yield SETTLE_S
        take(f"{number}_{name}_log.png")
        (log,) = (text for text in dialog.findChild(QTabWidget).findChildren(QTextEdit) if text.isReadOnly())
        found["steps"][name] = {"shown": shown, "log": log.toPlainText()}
        dialog.close()
        yield SETTLE_S
    tidy()
    yield 2 * SETTLE_S
    take("9_end.png")
    found["layers"] = [layer.name() for layer in QgsProject.instance().layerTreeRoot().layerOrder()]
    found["panel"] = [
        panel().findChild(QListWidget).item(i).text() for i in range(panel().findChild(QListWidget).count())
    ]
    Path(JOB["found"]).write_text(json.dumps(found), encoding="utf-8")
    if JOB.get("pictures"):
        yield from map_beside_its_limits()
        take("map_and_limits.png")
    if JOB.get("kill"):
        os.kill(os.getpid(), signal.SIGKILL)
    QgsProject.instance().clear()
    iface.actionExit().trigger()


begin(steps())
