"""Runs inside QGIS: installs the plugin from a zip as the plugin manager does, runs algorithms, and closes the window.

``SOCMAP_WINDOW_JOB`` names a JSON file with the ``zip`` (empty for a plugin that is there already), a ``chain`` of
pairs of an algorithm and its parameters, and the file for what was ``found``: the ``algorithms`` that are offered and
the ``layers`` that the chain has loaded.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import processing
import pyplugin_installer
from qgis.core import QgsApplication, QgsProject, QgsSettings
from qgis.utils import iface
from window_steps import begin

JOB = json.loads(Path(os.environ["SOCMAP_WINDOW_JOB"]).read_text(encoding="utf-8"))
SETTLE_S = 1.0


def steps() -> Iterator[float]:
    """Do one step after the other; what is yielded is the time to wait before the next, in seconds."""
    QgsSettings().setValue("qgis/askToSaveProjectChanges", False)
    if JOB["zip"]:
        pyplugin_installer.instance().installFromZipFile(JOB["zip"])
    yield SETTLE_S
    for algorithm, parameters in JOB["chain"]:
        processing.runAndLoadResults(algorithm, parameters)
        yield SETTLE_S
    provider = QgsApplication.processingRegistry().providerById("socmap")
    found = {
        "algorithms": [algorithm.name() for algorithm in provider.algorithms()],
        "layers": [layer.name() for layer in QgsProject.instance().mapLayers().values()],
    }
    Path(JOB["found"]).write_text(json.dumps(found), encoding="utf-8")
    QgsProject.instance().clear()
    iface.actionExit().trigger()


begin(steps())
