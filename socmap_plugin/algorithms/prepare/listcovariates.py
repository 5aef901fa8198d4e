"""List Covariates."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)

from ...core.jobs.dataset import ListCovariatesJob
from ..base import WorkerAlgorithm, tr
from ..covariates import covariate_layers, names_parameter, refuse_time_pattern
from ..inputs import raster_layers
from ..next_steps import COVARIATES_MADE
from ..parameters import documented
from .covariate_table import StyleCovariateTable, write_table


class ListCovariates(WorkerAlgorithm):
    """Shows how covariates are understood, as a table that can be edited and given to Build Patch Dataset."""

    STATIC, TEMPORAL, TIME_PATTERN, REFERENCE = "STATIC", "TEMPORAL", "TIME_PATTERN", "REFERENCE"
    TABLE = "TABLE"

    ID = ListCovariatesJob.task
    LABEL = "List Covariates"
    GROUP = "1 Prepare"
    SUMMARY = (
        "Shows how rasters are understood: name, step, category, kind and values of every band, in a table to edit."
    )
    TAGS = "covariates,names,rasters,table,years,categories,check,time series"
    RESULTS: ClassVar = {"TABLE": "covariates"}
    TAKES: ClassVar = COVARIATES_MADE
    NEXT = ("buildpatchdataset",)

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        raster = Qgis.ProcessingSourceType.Raster
        definitions = (
            (
                QgsProcessingParameterMultipleLayers(self.STATIC, tr("Static covariates"), raster, None, True),
                "Rasters that do not change with time, as for Build Patch Dataset.",
                False,
            ),
            (
                QgsProcessingParameterMultipleLayers(self.TEMPORAL, tr("Temporal covariates"), raster, None, True),
                "Rasters of many years or months, as for Build Patch Dataset.",
                False,
            ),
            (
                QgsProcessingParameterString(
                    self.TIME_PATTERN, tr("Time pattern (empty = recognise)"), "", False, True
                ),
                "A regular expression with one group named time, as for Build Patch Dataset.",
                True,
            ),
            (
                QgsProcessingParameterRasterLayer(
                    self.REFERENCE, tr("Reference grid (empty = as Build Patch Dataset)"), None, True
                ),
                "Values are looked at where the reference grid lies.",
                True,
            ),
        )
        for definition, text, advanced in definitions:
            self.addParameter(documented(definition, text, advanced))
        self.addParameter(names_parameter(f"{self.STATIC}, then {self.TEMPORAL}"))
        table = QgsProcessingParameterFeatureSink(
            self.TABLE, tr("Covariate table"), Qgis.ProcessingSourceType.Vector, None, False
        )
        self.addParameter(documented(table, "A row a band. Edit it and give it to Build Patch Dataset."))

    def refuse_bad_input(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        if not any(covariate_layers(self, parameters, context)):
            raise QgsProcessingException(
                f"Neither {self.STATIC} nor {self.TEMPORAL} names a covariate; choose at least one raster."
            )
        raster_layers(self.REFERENCE, parameters, context)
        refuse_time_pattern(self.TIME_PATTERN, self.parameterAsString(parameters, self.TIME_PATTERN, context))

    def read_layers(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        self._static, self._temporal = covariate_layers(self, parameters, context)
        self._reference = next(iter(raster_layers(self.REFERENCE, parameters, context)), None)

    def job(self, parameters: dict[str, Any], context: QgsProcessingContext, run_folder: Path) -> ListCovariatesJob:
        return ListCovariatesJob(
            str(run_folder / "covariates.csv"),
            self._static,
            self._temporal,
            self._reference,
            self.parameterAsString(parameters, self.TIME_PATTERN, context),
        )

    def outputs(
        self, job: ListCovariatesJob, result: dict[str, Any], parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, Any]:
        return {self.TABLE: write_table(self, self.TABLE, parameters, context, Path(job.table))}

    def post_processors(self) -> dict[str, QgsProcessingLayerPostProcessorInterface]:
        return {self.TABLE: StyleCovariateTable()}
