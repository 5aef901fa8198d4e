"""Remove Python Environment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
)

from ...core.runtime.errors import OutputError
from ...core.runtime.locks import is_locked
from ...environment.files import UNFINISHED_NAME, remove_environment, size_mb
from ...worker import environment_in_use, made_environments
from ..base import SocMapAlgorithm, tr
from ..parameters import documented


class RemoveEnvironment(SocMapAlgorithm):
    """Removes what Set Up Python Environment made, for all profiles."""

    KEEP_CURRENT, FREED_MB = "KEEP_CURRENT", "FREED_MB"

    ID = "removeenvironment"
    LABEL = "Remove Python Environment"
    GROUP = "1 Prepare"
    SUMMARY = "Removes the Python environments of SOC Map from this computer, before or after uninstalling the plugin."
    TAGS = "python,environment,remove,uninstall,disk space"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        keep = QgsProcessingParameterBoolean(self.KEEP_CURRENT, tr("Keep this version's environment"), False)
        self.addParameter(documented(keep, "Removes only the environments that older versions of SOC Map left."))
        self.addOutput(QgsProcessingOutputNumber(self.FREED_MB, tr("Freed disk space (MB)")))

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        kept = _current() if self.parameterAsBool(parameters, self.KEEP_CURRENT, context) else None
        folders = [folder for folder in made_environments() if folder != kept]
        freed = 0
        for number, folder in enumerate(folders):
            if feedback.isCanceled():
                break
            if is_locked(folder / UNFINISHED_NAME):
                raise QgsProcessingException(
                    tr("A set-up is at work in {}; wait until it has ended, or cancel it.").format(folder)
                )
            size = size_mb(folder)
            try:
                remove_environment(folder)
            except OutputError as error:
                raise QgsProcessingException(str(error)) from error
            freed += size
            feedback.pushInfo(tr("Removed {} ({} MB).").format(folder, size))
            feedback.setProgress(100 * (number + 1) / len(folders))
        if not folders:
            feedback.pushInfo(tr("There is no environment to remove."))
        return {self.FREED_MB: freed}


def _current() -> Path | None:
    try:
        return environment_in_use()
    except QgsProcessingException:
        return None
