"""Runs inside QGIS: replaces the plugin by its zip while an algorithm runs in a dialog, and goes on working with it.

``SOCMAP_WINDOW_JOB`` names a JSON file with the ``zip``, the ``parameters`` of Predict SOC Raster, what the dialog's
log says when the plugin is replaced (``upgrade_at``, a regular expression), whether the plugin is switched off instead
(``disable``), and the file for what was ``found``: ``stop_s`` that the unloading took, the ``algorithms`` afterwards,
the number of ``dialogs`` of algorithms that are left, and the ``log`` of SOC Map.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import processing
import pyplugin_installer
from qgis import utils
from qgis.core import QgsApplication, QgsProject, QgsSettings
from qgis.gui import QgsProcessingAlgorithmDialogBase
from qgis.PyQt.QtWidgets import QApplication, QTextEdit
from qgis.utils import iface
from window_steps import begin

JOB = json.loads(Path(os.environ["SOCMAP_WINDOW_JOB"]).read_text(encoding="utf-8"))
LOOK_S, SETTLE_S = 0.05, 3.0  # the second for what comes late: a crash came when the task had ended


def steps() -> Iterator[float]:
    """Do one step after the other; what is yielded is the time to wait before the next, in seconds."""
    QgsSettings().setValue("qgis/askToSaveProjectChanges", False)
    said = []
    QgsApplication.messageLog().messageReceived.connect(lambda text, tag, level: said.append(f"{tag}: {text}"))
    pyplugin_installer.instance().installFromZipFile(JOB["zip"])
    yield SETTLE_S
    dialog = processing.createAlgorithmDialog("socmap:predictsocraster", JOB["parameters"])
    dialog.show()
    yield SETTLE_S
    dialog.runButton().click()
    while not re.search(JOB["upgrade_at"], "\n".join(text.toPlainText() for text in dialog.findChildren(QTextEdit))):
        yield LOOK_S
    del dialog  # QGIS owns it; Python must not keep it from going
    started = time.monotonic()
    if JOB["disable"]:
        utils.unloadPlugin("socmap_plugin")
    else:
        pyplugin_installer.instance().installFromZipFile(JOB["zip"])
    found = {"stop_s": time.monotonic() - started}
    yield SETTLE_S
    provider = QgsApplication.processingRegistry().providerById("socmap")
    found["algorithms"] = [] if provider is None else [algorithm.name() for algorithm in provider.algorithms()]
    found["dialogs"] = sum(
        isinstance(widget, QgsProcessingAlgorithmDialogBase) for widget in QApplication.topLevelWidgets()
    )
    found["log"] = [text for text in said if text.startswith("SOC Map: ")]
    if not JOB["disable"]:
        processing.runAndLoadResults("socmap:predictsocraster", JOB["parameters"])
        yield SETTLE_S
    Path(JOB["found"]).write_text(json.dumps(found), encoding="utf-8")
    QgsProject.instance().clear()
    iface.actionExit().trigger()


begin(steps())
