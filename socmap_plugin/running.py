"""What runs in the plugin's name, so that it can be stopped before the plugin's code and provider go."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Collection, Iterator

from qgis.core import QgsApplication, QgsProcessingAlgRunnerTask, QgsProcessingFeedback, QgsTask
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QEventLoop

STOP_S = 15.0  # a worker that is asked to stop has a second, and is then killed; the rest is for a slow disk
LOOK_MS = 50

_running: list[QgsProcessingFeedback] = []


@contextlib.contextmanager
def running(feedback: QgsProcessingFeedback) -> Iterator[None]:
    """Note that a job runs, which stops when its `feedback` is cancelled."""
    _running.append(feedback)
    try:
        yield
    finally:
        _running.remove(feedback)


def stop_all(labels: Collection[str]) -> int:
    """Cancel what runs, wait until QGIS has taken note of its end, and return how many tasks and jobs that were.

    QGIS tells a dialog of a task's end in the main thread, and the dialog then asks the algorithm and its provider: the
    events that say so have to be worked off while both are there. Waits for `STOP_S` at most.

    Parameters
    ----------
    labels
        The algorithms' names as QGIS shows them, by which their tasks are known.
    """
    tasks = [task for task in QgsApplication.taskManager().activeTasks() if _is_of(task, labels)]
    jobs = list(_running)
    for task in tasks:
        task.cancel()
    for job in jobs:
        job.cancel()
    end = time.monotonic() + STOP_S
    while (_running or any(_is_of(task, labels) for task in QgsApplication.taskManager().activeTasks())) and (
        time.monotonic() < end
    ):
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, LOOK_MS)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return max(len(tasks), len(jobs))


def close_dialogs(provider_id: str) -> None:
    """Close the dialogs of a provider's algorithms: they would ask it after it has gone."""
    from qgis.gui import QgsProcessingAlgorithmDialogBase
    from qgis.PyQt.QtWidgets import QApplication

    for widget in QApplication.topLevelWidgets():
        if not isinstance(widget, QgsProcessingAlgorithmDialogBase) or widget.algorithm() is None:
            continue
        provider = widget.algorithm().provider()
        if provider is not None and provider.id() == provider_id:
            widget.close()
            widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _is_of(task: QgsTask, labels: Collection[str]) -> bool:
    return isinstance(task, QgsProcessingAlgRunnerTask) and any(label in task.description() for label in labels)
