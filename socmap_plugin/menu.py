"""The menu *Plugins > SOC Map*."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from qgis.core import Qgis
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QAction, QDesktopServices, QGuiApplication, QIcon
from qgis.PyQt.QtWidgets import QMessageBox

from . import paths, worker
from .diagnostics import diagnostics, plugin_metadata
from .links import LogLinks
from .translation import tr

TITLE = "SOC Map"


class PluginMenu:
    """Adds the entries to QGIS's menu of plugins and takes them away again.

    Parameters
    ----------
    interface
        QGIS's interface, which has the menu.
    """

    def __init__(self, interface: Any) -> None:
        self._interface = interface
        self._actions = [
            self._action(tr("Set Up Python Environment…"), self.set_up_environment),
            self._action(tr("Open the Demo Project"), self.open_demo),
            self._action(tr("Help"), self.open_help),
            self._action(tr("About SOC Map…"), self.show_about),
        ]

        self._links = LogLinks()

    def _action(self, text: str, what: Callable[[], object]) -> QAction:
        action = QAction(QIcon(str(paths.ICON)), text, self._interface.mainWindow())
        action.triggered.connect(lambda _checked=False: what())
        self._interface.addPluginToMenu(TITLE, action)
        return action

    def remove(self) -> None:
        """Take the entries away."""
        for action in self._actions:
            self._interface.removePluginMenu(TITLE, action)
        self._actions = []
        self._links.remove()

    def set_up_environment(self) -> None:
        """Open the dialog of Set Up Python Environment."""
        from qgis import processing

        processing.execAlgorithmDialog("socmap:setupenvironment")

    def open_demo(self) -> None:
        """Open the demo project; where the plugin has none, add the layers of the demo data to the project."""
        project = next(iter(sorted(paths.DEMO.glob("*.qgz"))), None)
        if project is not None:
            self._interface.addProject(str(project))
            return
        files = demo_layers()
        for raster in files[:-1]:
            self._interface.addRasterLayer(str(raster), raster.stem)
        for samples in files[-1:]:
            self._interface.addVectorLayer(str(samples), samples.stem, "ogr")
        if not files:
            text = tr("The demo data are not in {}; reinstall the plugin.").format(paths.DEMO)
            self._interface.messageBar().pushMessage(TITLE, text, Qgis.MessageLevel.Warning)

    def open_help(self) -> None:
        """Open the plugin's page in the browser."""
        QDesktopServices.openUrl(QUrl(plugin_metadata("homepage")))

    def show_about(self) -> None:
        """Show what the plugin is, and offer its diagnostics to copy."""
        box = about_box(self._interface.mainWindow())
        copy = box.addButton(tr("Copy diagnostics"), QMessageBox.ButtonRole.ActionRole)
        box.exec()
        if box.clickedButton() is copy:
            QGuiApplication.clipboard().setText(diagnostics())


def demo_layers() -> list[Path]:
    """Return the files of the demo data, the samples last so that they lie on top."""
    return [*sorted(paths.DEMO.glob("*.tif")), *sorted(paths.DEMO.glob("*.gpkg"))]


def about_box(parent: Any) -> QMessageBox:
    """Return the box with what the plugin is, what stays when it is uninstalled, and its diagnostics."""
    box = QMessageBox(parent)
    box.setWindowTitle(tr("About SOC Map"))
    box.setText(
        tr("SOC Map {}: soil organic carbon from samples, static patches and temporal sequences.").format(
            plugin_metadata("version")
        )
    )
    box.setInformativeText(
        tr(
            "The Python environment in {} stays when the plugin is uninstalled; run Remove Python Environment before, "
            "or remove the folder."
        ).format(worker.local_folder())
    )
    box.setDetailedText(diagnostics())
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    return box
