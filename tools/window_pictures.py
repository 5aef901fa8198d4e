"""Runs inside QGIS: opens the dialog of Predict SOC Raster, clicks Run and takes pictures before and after.

Started by ``tools/window_pictures.sh``, which says by environment variables what is shown and where pictures go.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import processing
from qgis.core import QgsProject, QgsSettings, QgsVectorLayer
from qgis.PyQt.QtWidgets import QApplication, QDockWidget
from qgis.utils import iface
from window_steps import begin

MODEL = os.environ["PICTURE_MODEL"]
FOLDER = Path(os.environ["PICTURE_FOLDER"])
DEMO = Path(os.environ["PICTURE_DEMO"])
OUTPUT = str(Path(os.environ["PICTURE_WORK"]) / "soil_organic_carbon.tif")
SCREEN = (0, 0, 1400, 900)
DIALOG = (260, 110, 880, 620)
SETTLE_S = 1.5  # for painting: the virtual screen has no window manager that says when it is done
WAIT_S = 240


def take(name: str) -> None:
    """Save what the screen shows."""
    path = FOLDER / name
    if not QApplication.primaryScreen().grabWindow(0).save(str(path)):
        raise OSError(f"{path} cannot be written")
    print("picture", path, flush=True)


def steps() -> Iterator[float]:
    """Do one step after the other; what is yielded is the time to wait before the next, in seconds."""
    QgsSettings().setValue("qgis/askToSaveProjectChanges", False)
    window = iface.mainWindow()
    window.setGeometry(*SCREEN)
    for dock in window.findChildren(QDockWidget):
        dock.setVisible(dock.objectName() in ("Layers", "ProcessingToolbox"))
    samples = QgsVectorLayer(str(DEMO / "soil_samples.gpkg"), "Soil samples")
    QgsProject.instance().addMapLayer(samples)
    iface.zoomToActiveLayer()
    rasters = sorted(str(path) for path in DEMO.glob("*.tif"))
    parameters = {"MODEL": MODEL, "COVARIATES": rasters, "OUTPUT": OUTPUT}
    dialog = processing.createAlgorithmDialog("socmap:predictsocraster", parameters)
    dialog.setGeometry(*DIALOG)
    dialog.show()
    dialog.raise_()
    yield SETTLE_S
    take("dialog_predict.png")

    before = set(QgsProject.instance().mapLayers())
    dialog.runButton().click()
    waited = 0.0
    while set(QgsProject.instance().mapLayers()) == before:
        if waited > WAIT_S:
            raise TimeoutError(f"no map after {WAIT_S} s")
        waited += 0.5
        yield 0.5
    yield SETTLE_S
    take("dialog_log.png")

    dialog.close()
    for dock in window.findChildren(QDockWidget):
        if dock.objectName() == "ProcessingToolbox":
            dock.hide()
    (loaded,) = set(QgsProject.instance().mapLayers()) - before
    layer = QgsProject.instance().mapLayer(loaded)
    tree = QgsProject.instance().layerTreeRoot()
    node = tree.findLayer(samples)
    tree.insertChildNode(0, node.clone())  # above the map
    tree.removeChildNode(node)
    iface.setActiveLayer(layer)
    iface.zoomToActiveLayer()
    yield 2 * SETTLE_S
    take("window_map.png")
    print("layer", layer.name(), flush=True)
    QgsProject.instance().clear()
    iface.actionExit().trigger()


begin(steps())
