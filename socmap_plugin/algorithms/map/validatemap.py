"""Validate Map."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from qgis.core import (
    Qgis,
    QgsExpression,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingOutputNumber,
    QgsProcessingParameterExpression,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)

from ...core.jobs.verdicts import DESIGNS, ValidateMapJob
from ...core.runtime.numbers import number_in
from ..base import WorkerAlgorithm, tr
from ..inputs import field_text, one_raster, refuse_missing_field
from ..model.training import REPORT, add_report
from ..outputs import add_table, file_output, layer_output, points_output
from ..parameters import choice, default, documented, number
from ..samples import sample_source, sample_table, target_expression
from ..styling import StyleResiduals, TypedTable
from .strata_areas import areas_in_text, areas_of_layer


class ValidateMap(WorkerAlgorithm):
    """Judges a map at independent points."""

    MAP, LOWER, UPPER, POINTS, OBSERVED = "MAP", "LOWER", "UPPER", "POINTS", "OBSERVED"
    DESIGN, STRATUM, STRATA_LAYER, STRATA_AREAS = "DESIGN", "STRATUM", "STRATA_LAYER", "STRATA_AREAS"
    PROBABILITY, COVERAGE = "PROBABILITY", "COVERAGE"
    RESIDUALS, METRICS, RMSE, R2, BIAS = "RESIDUALS", "METRICS", "RMSE", "R2", "BIAS"

    ID = ValidateMapJob.task
    LABEL = "Validate Map"
    GROUP = "3 Map"
    SUMMARY = "Says how good any map is, with points that it was not made with and what their selection allows to say."
    TAGS = "validation,accuracy,independent,error,RMSE,R2,bias,design-based,random sample,stratified,coverage,residuals"
    RESULTS: ClassVar = {
        "RESIDUALS": "map_residuals",
        "METRICS": "map_metrics",
        "REPORT": "map_validation_report",
    }
    KEEPS = ("POINTS", "OBSERVED", "DESIGN", "STRATUM", "STRATA_AREAS")
    TAKES: ClassVar = {"MAP": ("soc_map",), "LOWER": ("soc_lower",), "UPPER": ("soc_upper",)}
    NEXT = ("proposesamples", "zonalstock", "mapdocument")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        definitions = (
            (
                QgsProcessingParameterRasterLayer(self.MAP, tr("Map")),
                "The raster to be judged, made with SOC Map or anything else. Its first band counts.",
            ),
            (
                QgsProcessingParameterRasterLayer(self.LOWER, tr("Lower limit"), None, True),
                "A raster of lower limits of prediction intervals, where there is one.",
            ),
            (
                QgsProcessingParameterRasterLayer(self.UPPER, tr("Upper limit"), None, True),
                "A raster of upper limits: with both it is counted how many observations lie between them.",
            ),
            (
                QgsProcessingParameterFeatureSource(
                    self.POINTS, tr("Independent points"), [Qgis.ProcessingSourceType.VectorPoint]
                ),
                "Points that had no part in making the map, in any CRS. Selection and filter are honoured.",
            ),
            (
                QgsProcessingParameterExpression(self.OBSERVED, tr("What was observed"), "", self.POINTS),
                "A field or an expression that gives the observed value in the unit of the map, such as "
                '"organic_matter" / 1.724.',
            ),
            (
                choice(self.DESIGN, "How the points were selected", DESIGNS, default(ValidateMapJob, "design")),
                "none: not a probability sample, or not known. simple: at random, every place of the map with the same "
                "chance. stratified: at random within strata, such as soil map units. probability: at random with "
                "chances that differ and are known.",
            ),
            (
                QgsProcessingParameterField(self.STRATUM, tr("Field of the stratum"), None, self.POINTS, optional=True),
                "For the design stratified: the stratum that a point was drawn for.",
            ),
            (
                QgsProcessingParameterFeatureSource(
                    self.STRATA_LAYER, tr("Layer of the strata"), [Qgis.ProcessingSourceType.VectorPolygon], None, True
                ),
                "For the design stratified: the polygons of the strata, with a field of the same name as that of the "
                "points. A stratum counts by its area on the ellipsoid.",
            ),
            (
                QgsProcessingParameterField(
                    self.PROBABILITY,
                    tr("Field of the inclusion probability"),
                    None,
                    self.POINTS,
                    Qgis.ProcessingFieldParameterDataType.Numeric,
                    optional=True,
                ),
                "For the design probability: the chance of each point, up to a common factor. For the design "
                "stratified the areas of the strata follow from it, as in the points that Where to Sample proposes.",
            ),
        )
        areas = QgsProcessingParameterString(self.STRATA_AREAS, tr("Areas of the strata"), "", False, True)
        advanced = (
            (
                areas,
                "Instead of a layer of the strata: their areas in any one unit, or their numbers of pixels, written as "
                "clay = 120; sand = 80.",
            ),
            (
                number(
                    self.COVERAGE, "Share that the limits promise (0 = as their files say)", ValidateMapJob, "coverage"
                ),
                "What part of the observations the limits are made to hold, by which they are judged. 0: as the "
                "files of Predict SOC Raster say it, and 0.9 for limits that say nothing.",
            ),
        )
        for definition, text in definitions:
            self.addParameter(documented(definition, text))
        for definition, text in advanced:
            self.addParameter(documented(definition, text, advanced=True))
        residuals = QgsProcessingParameterFeatureSink(
            self.RESIDUALS, tr("Residuals"), Qgis.ProcessingSourceType.VectorPoint, None, True
        )
        self.addParameter(documented(residuals, "The points with what was observed, what the map says, and the rest."))
        add_table(self, self.METRICS, "Metrics", "Every measure with its standard error and 95 % interval, as CSV.")
        add_report(self, "How good the map is, with intervals, for reading.", "Map validation report")
        self.addOutput(QgsProcessingOutputNumber(self.RMSE, tr("RMSE of the map")))
        self.addOutput(QgsProcessingOutputNumber(self.R2, tr("R2 of the map")))
        self.addOutput(QgsProcessingOutputNumber(self.BIAS, tr("Bias of the map")))

    def refuse_bad_input(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        one_raster(self.MAP, parameters, context)
        limits = [one_raster(name, parameters, context, True) for name in (self.LOWER, self.UPPER)]
        if (limits[0] is None) != (limits[1] is None):
            missing = self.LOWER if limits[0] is None else self.UPPER
            raise QgsProcessingException(f"{missing} is not given and the other limit is; give both, or neither.")
        source = sample_source(self, self.POINTS, parameters, context)
        target_expression(self.OBSERVED, self.parameterAsString(parameters, self.OBSERVED, context), source)
        for name in (self.STRATUM, self.PROBABILITY):
            refuse_missing_field(name, self.parameterAsString(parameters, name, context), source)
        areas = self._areas(parameters, context)
        self._refuse_incomplete_design(areas, parameters, context)

    def read_layers(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        self._map = one_raster(self.MAP, parameters, context)
        self._limits = [one_raster(name, parameters, context, True) for name in (self.LOWER, self.UPPER)]
        source = sample_source(self, self.POINTS, parameters, context)
        expression = target_expression(
            self.OBSERVED, self.parameterAsString(parameters, self.OBSERVED, context), source
        )
        expressions = self.createExpressionContext(parameters, context, source)
        stratum, probability = (
            self.parameterAsString(parameters, name, context) for name in (self.STRATUM, self.PROBABILITY)
        )
        table = sample_table(source, expression, expressions, feedback, stratum)
        self._points = replace(table, strata=tuple(map(_as_one_writes, table.strata)))
        self._probabilities: tuple[float | None, ...] = ()
        if probability:
            field = QgsExpression(QgsExpression.quotedColumnRef(probability))
            values = sample_table(source, field, expressions, QgsProcessingFeedback(False)).target
            self._probabilities = tuple(value if isinstance(value, float) else None for value in values)
        self._strata = self._areas(parameters, context)

    def job(self, parameters: dict[str, Any], context: QgsProcessingContext, run_folder: Path) -> ValidateMapJob:
        return ValidateMapJob(
            map=self._map,
            points=self._points,
            metrics=layer_output(self, self.METRICS, parameters, context),
            residuals=str(run_folder / "residuals.csv"),
            report=file_output(self, REPORT, parameters, context),
            lower=self._limits[0],
            upper=self._limits[1],
            design=self.parameterAsEnumString(parameters, self.DESIGN, context),
            areas=self._strata,
            probabilities=self._probabilities,
            coverage=self.parameterAsDouble(parameters, self.COVERAGE, context),
        )

    def outputs(
        self, job: ValidateMapJob, result: dict[str, Any], parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, Any]:
        self._unit = result.get("unit", "")
        numbers = ((self.RMSE, "rmse"), (self.R2, "r2"), (self.BIAS, "bias"))
        return {
            self.RESIDUALS: points_output(
                self, self.RESIDUALS, parameters, context, Path(job.residuals), result["crs_wkt"]
            ),
            self.METRICS: job.metrics,
            REPORT: job.report,
            **{name: result[key] for name, key in numbers if key in result},
        }

    def post_processors(self) -> dict[str, QgsProcessingLayerPostProcessorInterface]:
        return {self.RESIDUALS: StyleResiduals(self._unit), self.METRICS: TypedTable()}

    def _areas(self, parameters: dict[str, Any], context: QgsProcessingContext) -> dict[str, float]:
        text = self.parameterAsString(parameters, self.STRATA_AREAS, context)
        if text.strip():
            return areas_in_text(self.STRATA_AREAS, text)
        field = self.parameterAsString(parameters, self.STRATUM, context)
        return areas_of_layer(self, self.STRATA_LAYER, field, parameters, context)

    def _refuse_incomplete_design(
        self, areas: dict[str, float], parameters: dict[str, Any], context: QgsProcessingContext
    ) -> None:
        design = self.parameterAsEnumString(parameters, self.DESIGN, context)
        stratum, probability = (
            self.parameterAsString(parameters, name, context) for name in (self.STRATUM, self.PROBABILITY)
        )
        if design == "stratified" and not stratum:
            raise QgsProcessingException(
                f"{self.DESIGN} is stratified and {self.STRATUM} names no field; choose the one with the strata."
            )
        if design == "stratified" and not areas and not probability:
            raise QgsProcessingException(
                f"{self.DESIGN} is stratified and the areas of the strata are not known; give {self.STRATA_LAYER}, "
                f"{self.STRATA_AREAS} or {self.PROBABILITY}."
            )
        if design == "probability" and not probability:
            raise QgsProcessingException(
                f"{self.DESIGN} is probability and {self.PROBABILITY} names no field; choose the one with the "
                "inclusion probabilities."
            )


def _as_one_writes(stratum: str) -> str:
    """Return 3 for 3.0, because some formats know no whole numbers and areas are given as people write them."""
    number = number_in(stratum)
    return stratum.strip() if number is None else field_text(number)
