"""Links in a log that open the dialog of the next step."""

from __future__ import annotations

from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QUrl, pyqtSlot
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QDialog

from .algorithms.next_steps import SCHEME
from .provider import PROVIDER_ID

_open: list[QDialog] = []  # Processing keeps a dialog no longer than whoever has asked for it


class LogLinks(QObject):
    """Has QGIS, which opens links in a log as it opens addresses, open dialogs for those of this plugin."""

    def __init__(self) -> None:
        super().__init__()
        QDesktopServices.setUrlHandler(SCHEME, self, "open")

    def remove(self) -> None:
        """Leave such links to the system again."""
        QDesktopServices.unsetUrlHandler(SCHEME)
        _open.clear()

    @pyqtSlot(QUrl)
    def open(self, link: QUrl) -> None:
        """Open the dialog of the algorithm that a link names, beside the one that has the link."""
        open_dialog(link.path())


def open_dialog(algorithm: str) -> None:
    """Open the dialog of an algorithm of this plugin; the window goes on meanwhile."""
    from qgis import processing

    dialog = processing.createAlgorithmDialog(f"{PROVIDER_ID}:{algorithm}")
    if dialog is None:
        return
    _open[:] = [other for other in _open if not sip.isdeleted(other) and other.isVisible()]
    _open.append(dialog)
    dialog.show()
    dialog.activateWindow()
