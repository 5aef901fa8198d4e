"""Map Every Group."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ...core.jobs.verdicts import MAPPED_MODELS, MapEveryGroupJob
from ..base import WorkerAlgorithm, tr
from ..inputs import extent, mask, mask_source
from ..model.training import REPORT, add_dataset, add_report, dataset_file, refuse_bad_grid, refuse_missing_dataset
from ..next_steps import DATASET_MADE
from ..outputs import add_folder, file_output, folder_outputs, load_folder
from ..parameters import (
    DEVICE,
    FOREST_SETTINGS,
    LOG_TARGET,
    NETWORK_SETTINGS,
    SEED,
    add_settings,
    choice,
    default,
    documented,
    number,
    read_settings,
)
from ..styling import StyleMap


class MapEveryGroup(WorkerAlgorithm):
    """Maps every model with every group of covariates."""

    MODELS, COVARIATE_GROUPS, EXTENT, MASK, MEMORY_MB = "MODELS", "COVARIATE_GROUPS", "EXTENT", "MASK", "MEMORY_MB"
    FOLDER, PICTURE = "FOLDER", "PICTURE"

    ID = MapEveryGroupJob.task
    LABEL = "Map Every Group"
    GROUP = "3 Map"
    SUMMARY = "Trains and maps CNN-LSTM and random forest with every group of covariates, side by side in one picture."
    TAGS = "figure 9,compare,groups,categories,CNN,LSTM,random forest,maps,paper,phenology"
    RESULTS: ClassVar = {"FOLDER": "maps_of_groups", "PICTURE": "maps_picture", "REPORT": "maps_of_groups_report"}
    TAKES: ClassVar = DATASET_MADE
    NEXT = ("comparemaps",)
    NETWORK = (*NETWORK_SETTINGS, SEED, DEVICE)
    FOREST = (*FOREST_SETTINGS, LOG_TARGET, SEED)

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        add_dataset(self)
        definitions = (
            (
                choice(self.MODELS, "Models", MAPPED_MODELS, list(default(MapEveryGroupJob, "models")), many=True),
                "What is mapped: the ensemble of networks, the random forest, or both.",
            ),
            (
                QgsProcessingParameterString(
                    self.COVARIATE_GROUPS,
                    tr("Groups of covariates (empty = those of the paper)"),
                    default(MapEveryGroupJob, "covariate_groups"),
                    False,
                    True,
                ),
                "Sets of categories, for example: climate,terrain; climate,terrain,phenology. Empty: every group of "
                "the paper's Table 4 that the categories of the dataset allow; there are two to four.",
            ),
            (
                QgsProcessingParameterExtent(self.EXTENT, tr("Extent (empty = all of the reference grid)"), None, True),
                "The rectangle that is mapped, in any CRS; it is widened to whole pixels.",
            ),
            (
                QgsProcessingParameterFeatureSource(
                    self.MASK, tr("Mask"), [Qgis.ProcessingSourceType.VectorPolygon], None, True
                ),
                "Polygons; pixels whose centre is outside are left empty. Selection and filter are honoured.",
            ),
        )
        for definition, text in definitions:
            self.addParameter(documented(definition, text))
        add_settings(self, self.NETWORK, default(MapEveryGroupJob, "settings"), all_advanced=True)
        add_settings(self, FOREST_SETTINGS, default(MapEveryGroupJob, "forest"), all_advanced=True)
        memory = number(self.MEMORY_MB, "Memory (MB)", MapEveryGroupJob, "memory_mb")
        self.addParameter(
            documented(memory, "How much memory the windows of the map may take; less is slower, not worse.", True)
        )
        add_folder(
            self,
            self.FOLDER,
            "Folder of maps",
            "A GeoTIFF for each model and group, such as cnnlstm_1 and forest_4, numbered in the order of the groups.",
        )
        picture = QgsProcessingParameterFileDestination(
            self.PICTURE, tr("Picture of all maps"), tr("PNG files (*.png)"), None, True
        )
        self.addParameter(documented(picture, "All maps beside each other with one ramp."))
        add_report(self, "The picture, the groups, and a table of all maps.", "Report of all maps")

    def refuse_bad_input(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        refuse_missing_dataset(self, parameters, context)
        if not self.parameterAsEnumStrings(parameters, self.MODELS, context):
            raise QgsProcessingException(
                f"{self.MODELS} names no model; choose one or both of {', '.join(MAPPED_MODELS)}."
            )
        refuse_bad_grid(self, parameters, context)
        extent(self, self.EXTENT, parameters, context)
        mask_source(self, self.MASK, parameters, context)

    def read_layers(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        self._extent = extent(self, self.EXTENT, parameters, context)
        self._mask = mask(mask_source(self, self.MASK, parameters, context), self.MASK)

    def job(self, parameters: dict[str, Any], context: QgsProcessingContext, run_folder: Path) -> MapEveryGroupJob:
        settings, forest = (default(MapEveryGroupJob, name) for name in ("settings", "forest"))
        return MapEveryGroupJob(
            dataset=dataset_file(self, parameters, context),
            folder=file_output(self, self.FOLDER, parameters, context),
            picture=file_output(self, self.PICTURE, parameters, context),
            report=file_output(self, REPORT, parameters, context),
            models=tuple(self.parameterAsEnumStrings(parameters, self.MODELS, context)),
            covariate_groups=self.parameterAsString(parameters, self.COVARIATE_GROUPS, context),
            extent=self._extent,
            mask=self._mask,
            settings=read_settings(self, self.NETWORK, settings, parameters, context),
            forest=read_settings(self, self.FOREST, forest, parameters, context),
            memory_mb=self.parameterAsInt(parameters, self.MEMORY_MB, context),
        )

    def outputs(
        self, job: MapEveryGroupJob, result: dict[str, Any], parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, Any]:
        made = folder_outputs(self.FOLDER, job.folder, result["files"])
        return {**made, self.PICTURE: job.picture, REPORT: job.report}

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        given = self._parameters.get(self.FOLDER)
        self._post_processors += load_folder(
            self._outputs, self.FOLDER, self.displayName(), context, lambda: StyleMap("soc.qml"), given
        )
        return super().postProcessAlgorithm(context, feedback)
