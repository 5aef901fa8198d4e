"""The panel *Quick start*: the steps of the work, how far this project is, and the dialog of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QDockWidget,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from . import memory
from .links import open_dialog
from .steps import Standing, State, standings
from .translation import tr

if TYPE_CHECKING:
    from qgis.gui import QgisInterface


class QuickStart(QDockWidget):
    """Shows how the steps stand, and opens the dialog of one by a click on the button, a double click or Enter.

    Parameters
    ----------
    interface
        QGIS's interface, whose window has the panel.
    """

    def __init__(self, interface: QgisInterface) -> None:  # noqa: QGS105 - plugin.py says which
        super().__init__(tr("SOC Map: quick start"), interface.mainWindow())
        self.setObjectName("SocMapQuickStart")
        self._interface = interface
        self._list = QListWidget()
        self._list.setWordWrap(True)
        self._list.setAccessibleName(tr("Steps of the work"))
        self._about = QLabel()
        self._about.setWordWrap(True)
        self._open = QPushButton(tr("Open the dialog"))
        inside = QWidget()
        layout = QVBoxLayout(inside)
        for widget in (self._list, self._about, self._open):
            layout.addWidget(widget)
        self.setWidget(inside)
        self._list.currentItemChanged.connect(self._describe)
        self._list.itemActivated.connect(self._open_current)
        self._open.clicked.connect(self._open_current)
        project = QgsProject.instance()
        self._signals = (project.readProject, project.cleared, project.projectSaved)
        for signal in self._signals:
            signal.connect(self.refresh)
        memory.watchers.append(self.refresh)
        interface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self)
        self.refresh()

    def remove(self) -> None:
        """Take the panel away."""
        memory.watchers.remove(self.refresh)
        for signal in self._signals:
            signal.disconnect(self.refresh)
        self._interface.removeDockWidget(self)
        self.deleteLater()

    def refresh(self, *_: object) -> None:
        """Show how the steps stand now, with the next one chosen."""
        self._list.clear()
        now = standings(QgsProject.instance())
        for standing in now:
            item = QListWidgetItem(f"{standing.state.value}  {standing.label}{_remark(standing)}")
            item.setData(Qt.ItemDataRole.UserRole, standing)
            item.setToolTip(standing.summary)
            if standing.state is State.NEXT:
                font = item.font()
                font.setBold(True)
                item.setFont(font)
            self._list.addItem(item)
        self._list.setCurrentRow(_leads_on(now))

    def _describe(self, item: QListWidgetItem | None, _before: QListWidgetItem | None = None) -> None:
        self._about.setText(item.data(Qt.ItemDataRole.UserRole).summary if item is not None else "")

    def _open_current(self, *_: object) -> None:
        item = self._list.currentItem()
        if item is not None:
            open_dialog(item.data(Qt.ItemDataRole.UserRole).step.algorithm)


def _leads_on(now: list[Standing]) -> int:
    """Return the row of the next step; where no step is due, of the first that may follow what is done."""
    states = [standing.state for standing in now]
    if State.NEXT in states:
        return states.index(State.NEXT)
    last_done = max((row for row, state in enumerate(states) if state is State.DONE), default=-1)
    return min(last_done + 1, len(states) - 1)


def _remark(standing: Standing) -> str:
    """Return what stands behind the name of a step."""
    if standing.state is State.DONE:
        return f": {standing.made}" if standing.made else ": " + tr("done")
    words = {
        State.NEXT: tr("next"),
        State.OPTIONAL: tr("if you need it"),
        State.WAITING: tr("later"),
    }
    return f" ({words[standing.state]})"
