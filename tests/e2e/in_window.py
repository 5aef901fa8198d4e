"""Runs inside QGIS: clicks through the dialog of Predict SOC Raster and notes what a user would feel.

The window is asked all the time whether it still answers; a run that shall be cancelled is started again afterwards.
``SOCMAP_WINDOW_JOB`` names a JSON file with the ``parameters`` of the algorithm, what the dialog's log says when its
*Cancel* is clicked (``cancel_at``, a regular expression, empty for never), and the file for what was ``found``:
``cancel_s`` from the click until the dialog is idle, ``run_s`` of the run that was not cancelled, ``longest_wait_s`` of
the window, the ``layers`` that were loaded, and the ``logs`` of the runs.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import processing
from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QTextEdit
from qgis.utils import iface
from window_steps import begin

JOB = json.loads(Path(os.environ["SOCMAP_WINDOW_JOB"]).read_text(encoding="utf-8"))
SCREEN = (0, 0, 1400, 900)
TICK_MS = 50
SETTLE_S = 3.0  # for painting the map: the window has to answer then, too
START_S = 0.5  # until a run that was clicked can be cancelled
LOOK_S = 0.05


class Pulse:
    """A timer that notes how long the window once took to come round to it."""

    def __init__(self) -> None:
        self.longest_s = 0.0
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        self._last = time.monotonic()
        self._timer.start(TICK_MS)

    def _tick(self) -> None:
        now = time.monotonic()
        self.longest_s = max(self.longest_s, now - self._last)
        self._last = now


def steps() -> Iterator[float]:
    """Do one step after the other; what is yielded is the time to wait before the next, in seconds."""
    QgsSettings().setValue("qgis/askToSaveProjectChanges", False)
    iface.mainWindow().setGeometry(*SCREEN)
    dialog = processing.createAlgorithmDialog("socmap:predictsocraster", JOB["parameters"])
    dialog.show()
    dialog.raise_()
    yield 1.0
    pulse, found = Pulse(), {"logs": []}
    pulse.start()
    if JOB["cancel_at"]:
        dialog.runButton().click()
        yield START_S
        while not re.search(JOB["cancel_at"], log_of(dialog)):
            if not dialog.cancelButton().isEnabled():
                raise TimeoutError(f"the run has ended and never said {JOB['cancel_at']}: {log_of(dialog)}")
            yield LOOK_S
        clicked = time.monotonic()
        dialog.cancelButton().click()
        while dialog.cancelButton().isEnabled():
            yield LOOK_S
        found["cancel_s"] = time.monotonic() - clicked
        found["logs"].append(log_of(dialog))
        dialog.changeParametersButton().click()
        yield 0.5
    started = time.monotonic()
    dialog.runButton().click()
    yield START_S
    while dialog.cancelButton().isEnabled():
        yield LOOK_S
    found["run_s"] = time.monotonic() - started
    yield SETTLE_S
    found["longest_wait_s"] = pulse.longest_s
    found["logs"].append(log_of(dialog))
    found["layers"] = [layer.name() for layer in QgsProject.instance().mapLayers().values()]
    Path(JOB["found"]).write_text(json.dumps(found), encoding="utf-8")
    dialog.close()
    QgsProject.instance().clear()
    iface.actionExit().trigger()


def log_of(dialog) -> str:
    """Return what the dialog's log says."""
    return "\n".join(text.toPlainText() for text in dialog.findChildren(QTextEdit))


begin(steps())
