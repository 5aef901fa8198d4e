"""What SOC Map uses of qgis.processing, which is Python in QGIS 3.40 and 3.44; written by hand."""

from typing import Any

from PyQt6 import QtWidgets

def createAlgorithmDialog(algOrName: Any, parameters: dict[str, Any] = ...) -> QtWidgets.QDialog: ...
def execAlgorithmDialog(algOrName: Any, parameters: dict[str, Any] = ...) -> dict[str, Any]: ...
