"""Feedback that keeps the window alive while an algorithm waits in the main thread."""

from __future__ import annotations

from qgis.core import QgsProcessingFeedback, QgsProcessingMultiStepFeedback
from qgis.PyQt.QtCore import QCoreApplication, QThread


class Responsive(QgsProcessingMultiStepFeedback):
    """Hands everything on; whoever asks it whether to stop lets the window work, so that Cancel can be pressed.

    Parameters
    ----------
    feedback
        What is told, and may be cancelled.
    """

    def __init__(self, feedback: QgsProcessingFeedback) -> None:
        super().__init__(1, feedback)
        self._own = feedback

    def isCanceled(self) -> bool:
        application = QCoreApplication.instance()
        if application is not None and QThread.currentThread() is application.thread():
            application.processEvents()
        return bool(super().isCanceled() or self._own.isCanceled())
