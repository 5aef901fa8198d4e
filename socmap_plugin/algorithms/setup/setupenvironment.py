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
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)

from ...core.runtime.errors import InputError, OutputError
from ...environment.interpreter_search import find_interpreters
from ...environment.interpreters import MAXIMUM_PYTHON, MINIMUM_PYTHON, check_interpreter, refuse_hidden_files
from ...environment.torch_builds import BUILDS, CPU
from ...worker import SetUpChoices, local_folder, set_up_environment
from ..base import SocMapAlgorithm, tr
from ..inputs import absolute_file
from ..parameters import choice, documented


class SetUpEnvironment(SocMapAlgorithm):
    """Makes the Python environment in which all the other algorithms work."""

    PYTHON, COMPUTE, WHEELS, PIP_OPTIONS, REBUILD = "PYTHON", "COMPUTE", "WHEELS", "PIP_OPTIONS", "REBUILD"
    ENVIRONMENT = "ENVIRONMENT"

    ID = "setupenvironment"
    LABEL = "Set Up Python Environment"
    GROUP = "1 Prepare"
    SUMMARY = "Makes the Python environment in which the other algorithms of SOC Map work. Needed once."
    TAGS = "python,environment,install,set up,setup,pytorch,packages,gpu,cuda"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        # Not the default filter, "*.*", to which QGIS refuses names without a dot such as python3.
        file = QgsProcessingParameterFile(
            self.PYTHON, tr("Python interpreter (empty = find one)"), optional=True, fileFilter=tr("All files (*)")
        )
        self.addParameter(
            documented(
                file,
                "The Python, 3.11 to 3.14, that the environment is made from. It is not changed. "
                "Empty: the best one on this computer is taken; never QGIS itself.",
            )
        )
        self.addParameter(
            documented(
                choice(self.COMPUTE, "Compute on", tuple(BUILDS), CPU),
                "cpu: the build of PyTorch for the processor, 1.4 GB on the disk. cuda: the one for NVIDIA graphics "
                "cards, about 5.3 GB, on Linux and Windows. While it is set up it takes 2.5 GB, or 9 GB with cuda.",
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
                options,
                "Options added to pip install, for example another index or a proxy: --proxy proxy.example.org:3128. "
                "The proxy of QGIS's own options is used anyway.",
                advanced=True,
            )
        )
        rebuild = QgsProcessingParameterBoolean(self.REBUILD, tr("Make the environment anew"), False)
        self.addParameter(
            documented(
                rebuild,
                "An environment that works is left as it is, and one that does not work is made anew; this makes it "
                "anew in any case.",
                advanced=True,
            )
        )
        self.addOutput(QgsProcessingOutputFolder(self.ENVIRONMENT, tr("Environment")))

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        interpreter = self._named(parameters, context) or self._found()
        try:
            version = check_interpreter(interpreter)
            refuse_hidden_files(interpreter, local_folder())
        except (InputError, OutputError) as error:
            raise QgsProcessingException(str(error)) from error
        feedback.pushInfo(tr("The Python interpreter is {} ({}).").format(version, interpreter))
        choices = SetUpChoices(
            interpreter,
            wheels=absolute_file(self, self.WHEELS, parameters, context),
            pip_options=self.parameterAsString(parameters, self.PIP_OPTIONS, context),
            compute=self.parameterAsEnumString(parameters, self.COMPUTE, context),
            rebuild=self.parameterAsBool(parameters, self.REBUILD, context),
        )
        return {self.ENVIRONMENT: set_up_environment(choices, feedback)["environment"]}

    def _named(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        name = self.parameterAsFile(parameters, self.PYTHON, context)
        found = None if os.path.dirname(name) else shutil.which(name)  # python3.12 is found as in a terminal
        return os.path.abspath(found) if found else absolute_file(self, self.PYTHON, parameters, context)

    def _found(self) -> str:
        for interpreter in find_interpreters():
            return interpreter
        oldest, newest = (".".join(map(str, version)) for version in (MINIMUM_PYTHON, MAXIMUM_PYTHON))
        raise QgsProcessingException(
            tr(
                "No Python {} to {} that can make environments was found on this computer; install one and name it in "
                "PYTHON."
            ).format(oldest, newest)
        )
