"""Set Up Python Environment."""

from __future__ import annotations

import os
import shutil
from typing import Any

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputFolder,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)

from ..core.runtime.errors import InputError
from ..interpreters import check_interpreter, find_interpreters
from ..worker import set_up_environment
from .base import SocMapAlgorithm, tr
from .inputs import absolute_file
from .parameters import documented


class SetUpEnvironment(SocMapAlgorithm):
    """Makes the Python environment in which all the other algorithms work."""

    PYTHON, WHEELS, PIP_OPTIONS, ENVIRONMENT = "PYTHON", "WHEELS", "PIP_OPTIONS", "ENVIRONMENT"

    ID = "setupenvironment"
    LABEL = "Set Up Python Environment"
    GROUP = "Preparation"
    SUMMARY = "Makes the Python environment in which the other algorithms of SOC Map work. Needed once."

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        # Not the default filter, "*.*", to which QGIS refuses names without a dot such as python3.
        file = QgsProcessingParameterFile(
            self.PYTHON, tr("Python interpreter (empty = find one)"), optional=True, fileFilter=tr("All files (*)")
        )
        self.addParameter(
            documented(
                file,
                "The Python, 3.11 or newer, that the environment is made from. It is not changed. "
                "Empty: the best one on this computer is taken; never QGIS itself.",
            )
        )
        folder = QgsProcessingParameterFile(
            self.WHEELS,
            tr("Folder of wheels (empty = download)"),
            behavior=Qgis.ProcessingFileParameterBehavior.Folder,
            optional=True,
        )
        self.addParameter(
            documented(
                folder,
                "For computers without network: a folder with the wheels of all packages, as made by pip download "
                "on another computer of the same kind.",
                advanced=True,
            )
        )
        options = QgsProcessingParameterString(self.PIP_OPTIONS, tr("More options for pip"), "", False, True)
        self.addParameter(
            documented(
                options, "Options added to pip install, for example a proxy: --proxy proxy.example.org:3128", True
            )
        )
        self.addOutput(QgsProcessingOutputFolder(self.ENVIRONMENT, tr("Environment")))

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        interpreter = self._named(parameters, context) or self._found()
        try:
            version = check_interpreter(interpreter)
        except InputError as error:
            raise QgsProcessingException(str(error)) from error
        feedback.pushInfo(tr("The environment is made from Python {} ({}).").format(version, interpreter))
        wheels = absolute_file(self, self.WHEELS, parameters, context)
        pip_options = self.parameterAsString(parameters, self.PIP_OPTIONS, context)
        result = set_up_environment(interpreter, wheels, pip_options, feedback)
        return {self.ENVIRONMENT: result["environment"]}

    def _named(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        name = self.parameterAsFile(parameters, self.PYTHON, context)
        found = None if os.path.dirname(name) else shutil.which(name)  # python3.12 is found as in a terminal
        return os.path.abspath(found) if found else absolute_file(self, self.PYTHON, parameters, context)

    def _found(self) -> str:
        interpreters = find_interpreters()
        if not interpreters:
            raise QgsProcessingException(
                "No Python 3.11 or newer that can make environments was found on this computer; install one "
                "and name it in PYTHON."
            )
        return interpreters[0]
