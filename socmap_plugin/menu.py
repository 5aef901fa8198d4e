"""The menu *Plugins > SOC Map*."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis
from qgis.PyQt.QtCore import QStandardPaths, QUrl
from qgis.PyQt.QtGui import QAction, QDesktopServices, QGuiApplication, QIcon
from qgis.PyQt.QtWidgets import QMessageBox

from . import paths, worker
from .diagnostics import diagnostics, plugin_metadata
from .links import LogLinks
from .translation import tr

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from .quick_start import QuickStart

TITLE = "SOC Map"
DEMO_FOLDER, DEMO_PROJECT = "SOC Map demo", "xuancheng.qgz"


class PluginMenu:
    """Adds the entries to QGIS's menu of plugins and takes them away again.

    Parameters
    ----------
    interface
        QGIS's interface, which has the menu.
    """

    def __init__(self, interface: QgisInterface) -> None:  # noqa: QGS105 - plugin.py says which
        self._interface = interface
        self._actions = [
            self._action(tr("Set Up Python Environment…"), self.set_up_environment),
            self._action(tr("Quick Start"), self.show_quick_start),
            self._action(tr("Open the Demo"), self.open_demo),
            self._action(tr("Help"), self.open_help),
            self._action(tr("About SOC Map…"), self.show_about),
        ]

        self._links = LogLinks()
        self._quick_start: QuickStart | None = None

    def _action(self, text: str, what: Callable[[], object]) -> QAction:
        action = QAction(QIcon(str(paths.ICON)), text, self._interface.mainWindow())
        action.triggered.connect(lambda _checked=False: what())
        self._interface.addPluginToMenu(TITLE, action)
        return action

    def remove(self) -> None:
        """Take the entries away."""
        for action in self._actions:
            self._interface.removePluginMenu(TITLE, action)
            action.deleteLater()  # the window owns it, and would keep it with the code that it calls
        self._actions = []
        self._links.remove()
        if self._quick_start is not None:
            self._quick_start.remove()
            self._quick_start = None

    def show_quick_start(self) -> None:
        """Show the panel with the steps of the work."""
        if self._quick_start is None:
            from .quick_start import QuickStart

            self._quick_start = QuickStart(self._interface)
        self._quick_start.show()
        self._quick_start.raise_()

    def set_up_environment(self) -> None:
        """Open the dialog of Set Up Python Environment."""
        from qgis import processing

        processing.execAlgorithmDialog("socmap:setupenvironment")

    def open_demo(self) -> None:
        """Open the demo, as a copy of the user's own that keeps what is done in it, and show the steps."""
        try:
            project = copy_demo()
        except OSError as error:
            text = tr("The demo cannot be copied ({}); free space there or correct its permissions.").format(error)
            self._interface.messageBar().pushMessage(TITLE, text, Qgis.MessageLevel.Warning)
            return
        self._interface.addProject(str(project))
        self.show_quick_start()

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


def copy_demo() -> Path:
    """Copy the demo into the user's documents, where it is not there already, and return its project.

    The plugin's own folder is no place to work in: an update replaces it.

    Raises
    ------
    OSError
        It cannot be written there.
    """
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(documents) / DEMO_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for file in paths.DEMO.iterdir():
        if not (folder / file.name).exists():
            shutil.copy(file, folder / file.name)
    return folder / DEMO_PROJECT


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
