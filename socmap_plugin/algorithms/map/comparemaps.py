"""Compare Maps."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterDestination,
)

from ...core.jobs.areas import ZoneTable
from ...core.jobs.verdicts import CompareMapsJob
from ..base import WorkerAlgorithm, tr
from ..inputs import mask_source, raster_layers, refuse_missing_field
from ..model.training import REPORT, add_report
from ..outputs import add_table, file_output, layer_output
from ..parameters import documented
from ..styling import TypedTable
from ..use.zone_table import zone_features, zone_table
from .difference_style import StyleDifference


class CompareMaps(WorkerAlgorithm):
    """Says how much maps differ, and where."""

    MAPS, LOWERS, UPPERS, ZONES, NAME = "MAPS", "LOWERS", "UPPERS", "ZONES", "NAME"
    DIFFERENCE, STATISTICS = "DIFFERENCE", "STATISTICS"

    ID = CompareMapsJob.task
    LABEL = "Compare Maps"
    GROUP = "3 Map"
    SUMMARY = "Says how much two or more maps differ, where, and whether by more than their limits allow."
    TAGS = "difference,comparison,change,models,scatter,density,zonal statistics,intervals,overlap,concordance"
    RESULTS: ClassVar = {
        "DIFFERENCE": "map_difference",
        "STATISTICS": "map_statistics",
        "REPORT": "map_comparison_report",
    }

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        raster = Qgis.ProcessingSourceType.Raster
        definitions = (
            (
                QgsProcessingParameterMultipleLayers(self.MAPS, tr("Maps"), raster),
                "Two or more rasters of one thing in one unit. All are compared with the first of the list, and read "
                "onto its pixels.",
            ),
            (
                QgsProcessingParameterMultipleLayers(self.LOWERS, tr("Lower limits"), raster, None, True),
                "Rasters of the lower limits of all maps, in the order of the maps; none are needed.",
            ),
            (
                QgsProcessingParameterMultipleLayers(self.UPPERS, tr("Upper limits"), raster, None, True),
                "Rasters of the upper limits, in the same order: with both it is counted where the intervals of two "
                "maps do not overlap.",
            ),
            (
                QgsProcessingParameterFeatureSource(
                    self.ZONES, tr("Zones"), [Qgis.ProcessingSourceType.VectorPolygon], None, True
                ),
                "Polygons, such as districts or kinds of land use, for which the numbers are given as well.",
            ),
            (
                QgsProcessingParameterField(self.NAME, tr("Field of the name"), None, self.ZONES, optional=True),
                "What zones are called; empty: by the number of the feature.",
            ),
        )
        for definition, text in definitions:
            self.addParameter(documented(definition, text))
        difference = QgsProcessingParameterRasterDestination(self.DIFFERENCE, tr("Difference"))
        text = "Map minus first map, a band for each map after the first; blue where the map is higher, red where not."
        self.addParameter(documented(difference, text))
        add_table(self, self.STATISTICS, "Statistics", "A row for each map and zone, as CSV.")
        add_report(self, "Distributions, densities and numbers of the differences, for reading.", "Comparison report")

    def refuse_bad_input(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        maps, lowers, uppers = (
            raster_layers(name, parameters, context) for name in (self.MAPS, self.LOWERS, self.UPPERS)
        )
        if len(maps) < 2:
            raise QgsProcessingException(
                f"{self.MAPS} names {len(maps)} maps, at least 2 are compared; add another one."
            )
        for name, layers in ((self.LOWERS, lowers), (self.UPPERS, uppers)):
            if (lowers or uppers) and len(layers) != len(maps):
                raise QgsProcessingException(
                    f"{name} names {len(layers)} rasters for {len(maps)} maps; give {self.LOWERS} and {self.UPPERS} "
                    "for all maps, in their order, or neither."
                )
        zones = mask_source(self, self.ZONES, parameters, context)
        if zones is not None:
            refuse_missing_field(self.NAME, self.parameterAsString(parameters, self.NAME, context), zones)

    def read_layers(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        self._maps, self._lowers, self._uppers = (
            raster_layers(name, parameters, context) for name in (self.MAPS, self.LOWERS, self.UPPERS)
        )
        self._zones: ZoneTable | None = None
        zones = mask_source(self, self.ZONES, parameters, context)
        if zones is not None:
            name = self.parameterAsString(parameters, self.NAME, context)
            self._zones = zone_table(zones, zone_features(zones), name, context)

    def job(self, parameters: dict[str, Any], context: QgsProcessingContext, run_folder: Path) -> CompareMapsJob:
        return CompareMapsJob(
            maps=self._maps,
            difference=layer_output(self, self.DIFFERENCE, parameters, context),
            statistics=layer_output(self, self.STATISTICS, parameters, context),
            report=file_output(self, REPORT, parameters, context),
            lowers=self._lowers,
            uppers=self._uppers,
            zones=self._zones,
        )

    def outputs(
        self, job: CompareMapsJob, result: dict[str, Any], parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, Any]:
        return {self.DIFFERENCE: job.difference, self.STATISTICS: job.statistics, REPORT: job.report}

    def post_processors(self) -> dict[str, QgsProcessingLayerPostProcessorInterface]:
        return {self.DIFFERENCE: StyleDifference(), self.STATISTICS: TypedTable()}
