"""What every algorithm that runs in the worker shares; a subclass says what is particular to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
)
from qgis.PyQt.QtCore import QLocale, QUrl

from .. import paths
from ..core.jobs.tasks import Job
from ..diagnostics import plugin_metadata
from ..memory import remember
from ..translation import tr
from ..wording import worded
from ..worker import new_run_folder, run_job, worker_problem
from .checks import (
    refuse_numbers_out_of_range,
    refuse_unusable_outputs,
    with_names_of_choices,
    with_one_file_of_many,
)
from .claimed_layers import claimed_layers
from .layer_metadata import Described
from .next_steps import tell_next, tell_results
from .suggestions import made, make_suggested_folders, suggest

GROUPS = ("1 Prepare", "2 Model", "3 Map", "4 Use")  # of the toolbox, in the order of the work
TOPMOST = 100  # by which QGIS sorts the layers that a run loads: the larger lies above
COMMON_TAGS = "soil,carbon,organic carbon,SOC,digital soil mapping"


def help_file(algorithm_id: str) -> Path:
    """Return the long help of an algorithm in the user's language, else in English."""
    language = QLocale().name().split("_")[0]
    translated = paths.HELP / f"{algorithm_id}.{language}.html"
    return translated if translated.is_file() else paths.HELP / f"{algorithm_id}.html"


def group_id(group: str) -> str:
    """Return the id of a group of the toolbox, whose name begins with its place in the order of the work."""
    return group.partition(" ")[2].lower()


class SocMapAlgorithm(QgsProcessingAlgorithm):
    """An algorithm with an id, labels and its long help in a file.

    `GROUP` is one of `GROUPS`. `TAGS` are words, parted by commas, that somebody may look for in the toolbox and that
    are neither in the name nor in the summary; those of `COMMON_TAGS` find every algorithm.

    `RESULTS` says of each output what it is: in the name of the file that the dialog suggests, and to the dialogs of
    later steps, whose `TAKES` names for a parameter what may fill it, of which the newest does. `KEEPS` are parameters
    whose values the next dialog begins with. `NEXT` are the ids of the algorithms that the log leads to.
    """

    ID = ""
    LABEL = ""
    GROUP = ""
    SUMMARY = ""
    TAGS = ""
    RESULTS: ClassVar[dict[str, str]] = {}
    TAKES: ClassVar[dict[str, tuple[str, ...]]] = {}
    KEEPS: tuple[str, ...] = ()
    NEXT: tuple[str, ...] = ()

    def createInstance(self) -> SocMapAlgorithm:
        return type(self)()

    def name(self) -> str:
        return self.ID

    def displayName(self) -> str:
        return tr(self.LABEL)

    def group(self) -> str:
        return tr(self.GROUP)

    def groupId(self) -> str:
        return group_id(self.GROUP)

    def tags(self) -> list[str]:
        texts = (self.TAGS, tr(self.TAGS), COMMON_TAGS, tr(COMMON_TAGS))  # English ones are found in any language
        return list(dict.fromkeys(tag for text in texts for tag in text.split(",") if tag))

    def shortDescription(self) -> str:
        return tr(self.SUMMARY)

    def createCustomParametersWidget(self, parent: Any = None) -> None:
        """Suggest values, and leave the dialog to QGIS, which asks for another one whenever it opens a dialog.

        Not when parameters are made: a graphical model would keep the suggestions of the moment in its file.
        """
        for definition in self.parameterDefinitions():
            suggest(self, definition)

    def shortHelpString(self) -> str:
        # On one line, because the dialogs take every line break for a new paragraph.
        text = " ".join(help_file(self.ID).read_text(encoding="utf-8").split())
        # QGIS gives <b> the colour of a light theme, which cannot be read in a dark one.
        return text.replace("<b>", "<strong>").replace("</b>", "</strong>")

    def helpUrl(self) -> str:
        return QUrl.fromLocalFile(str(help_file(self.ID))).toString()

    def checkParameterValues(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[bool, str]:
        try:
            self._refuse(parameters, context)
            parameters = with_one_file_of_many(self, with_names_of_choices(self, parameters), context)
        except QgsProcessingException as error:
            return False, worded(self)(str(error))
        return super().checkParameterValues(parameters, context)

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        self._refuse(parameters, context)  # again, because a graphical model does not check its steps
        self.read_layers(parameters, context, feedback)
        return True

    def parameterAsEnumString(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> str:
        return str(super().parameterAsEnumString(with_names_of_choices(self, parameters), name, context))

    def parameterAsEnumStrings(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> list[str]:
        return list(super().parameterAsEnumStrings(with_names_of_choices(self, parameters), name, context))

    def _refuse(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        make_suggested_folders(self, parameters, context.project())
        refuse_numbers_out_of_range(self, parameters, context)
        with_names_of_choices(self, parameters)
        refuse_unusable_outputs(self, parameters, context)
        self.refuse_bad_input(parameters, context)

    def refuse_bad_input(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Raise QgsProcessingException, in one sentence, for what can be seen to be wrong before anything is run."""

    def read_layers(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Turn layers into values that outlive the main thread."""


class WorkerAlgorithm(SocMapAlgorithm):
    """An algorithm whose work is one job in the worker."""

    # Processing does not keep a post-processor alive until the layer is loaded, nor does it keep this algorithm when
    # it is a step of a model; a run loads a handful of layers, so that this cannot grow without bound in practice.
    _post_processors: ClassVar[list[QgsProcessingLayerPostProcessorInterface]] = []

    def canExecute(self) -> tuple[bool, str]:
        problem = worker_problem()
        return not problem, problem

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        self._parameters = parameters
        run_folder = new_run_folder(self.ID)
        job = self.job(parameters, context, run_folder)
        self._job = job
        with claimed_layers(self, parameters):
            result = run_job(job, run_folder, feedback)
            self._outputs = self.outputs(job, result, parameters, context)
        return self._outputs

    def job(self, parameters: dict[str, Any], context: QgsProcessingContext, run_folder: Path) -> Job:
        """Return the job that the parameters ask for; files that only this run needs go to `run_folder`."""
        raise NotImplementedError

    def outputs(
        self, job: Job, result: dict[str, Any], parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, Any]:
        """Return the value of every output, after the job ended with `result`."""
        raise NotImplementedError

    def post_processors(self) -> dict[str, QgsProcessingLayerPostProcessorInterface]:
        """Return what styles the layer of an output, by the output's name; of a group the first lies on top."""
        return {}

    def group_of_layers(self) -> str:
        """Return the group that the layers of a run go to together; QGIS keeps their order in a group only."""
        return ""

    def described(self, style: QgsProcessingLayerPostProcessorInterface) -> QgsProcessingLayerPostProcessorInterface:
        """Return what styles a layer and says in its metadata how this run made it."""
        made_by = f"{self.displayName()}, SOC Map {plugin_metadata('version')}"
        return Described(style, self.shortDescription(), made_by, self._job)

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        if context.project() is not None:
            parameters = with_names_of_choices(self, self._parameters)  # what the next dialog begins with
            remember(context.project(), made(self, parameters, self._outputs, context))
        tell_results(self, self._outputs, feedback)
        tell_next(self.NEXT, feedback)
        for depth, (name, post_processor) in enumerate(self.post_processors().items()):
            layer = self._outputs.get(name)
            if layer and context.willLoadLayerOnCompletion(layer):
                described = self.described(post_processor)
                self._post_processors += [post_processor, described]
                details = context.layerToLoadOnCompletionDetails(layer)
                details.setPostProcessor(described)
                if self.group_of_layers():
                    details.groupName, details.layerSortKey = self.group_of_layers(), TOPMOST - depth
        return {}
