"""Totals by Area."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any, ClassVar

from qgis.core import (
    Qgis,
    QgsExpression,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterRasterLayer,
    QgsProcessingUtils,
)
from qgis.PyQt.QtCore import QMetaType

from ...core.jobs.areas import ZonalStockJob
from ...core.jobs.inputs import SampleTable
from ..base import WorkerAlgorithm, tr
from ..inputs import is_given, mask_source, one_raster, refuse_missing_field
from ..model.training import REPORT, add_report
from ..outputs import file_output
from ..parameters import default, documented, number
from ..samples import sample_source, sample_table
from ..styling import RESIDUAL_SUFFIX, StyleZones
from .zone_table import zone_features, zone_table


class ZonalStock(WorkerAlgorithm):
    """Adds up a map over polygons."""

    ZONES, NAME, MAP, LOWER, UPPER, STDDEV = "ZONES", "NAME", "MAP", "LOWER", "UPPER", "STDDEV"
    RESIDUALS, RESIDUAL_FIELD, UNCORRELATED = "RESIDUALS", "RESIDUAL_FIELD", "UNCORRELATED"
    COVERAGE, OUTPUT = "COVERAGE", "OUTPUT"
    LAYERS_OF_ERRORS = (LOWER, UPPER, STDDEV)

    ID = ZonalStockJob.task
    LABEL = "Totals by Area"
    GROUP = "4 Use"
    SUMMARY = "Means and totals of a map for districts or fields, with intervals that know errors to be alike nearby."
    TAGS = "zonal statistics,total,stock,sum,mean,district,polygon,uncertainty,interval,correlogram,carbon stock,t/ha"
    RESULTS: ClassVar = {"OUTPUT": "totals", "REPORT": "totals_report"}
    TAKES: ClassVar = {"MAP": ("soc_map",), "RESIDUALS": ("validation_predictions",)}

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        definitions = (
            (
                QgsProcessingParameterFeatureSource(self.ZONES, tr("Areas"), [Qgis.ProcessingSourceType.VectorPolygon]),
                "Polygons such as districts, catchments or fields, in any CRS; they may overlap. Selection and filter "
                "are honoured.",
            ),
            (
                QgsProcessingParameterField(self.NAME, tr("Field of the name"), None, self.ZONES, optional=True),
                "What areas are called in the report; empty: by the number of the feature.",
            ),
            (
                QgsProcessingParameterRasterLayer(self.MAP, tr("Map")),
                "The raster to be added up. Of a stock in t/ha the totals are tonnes.",
            ),
            (
                QgsProcessingParameterRasterLayer(self.LOWER, tr("Lower limit"), None, True),
                "A raster of lower limits of the map's prediction intervals.",
            ),
            (
                QgsProcessingParameterRasterLayer(self.UPPER, tr("Upper limit"), None, True),
                "A raster of upper limits; both together say how large errors are.",
            ),
            (
                QgsProcessingParameterFeatureSource(
                    self.RESIDUALS, tr("Residuals"), [Qgis.ProcessingSourceType.VectorPoint], None, True
                ),
                "The predictions of Cross-Validate or the residuals of Validate Map. They say how alike errors are at "
                "a distance, without which an interval of a total is far too narrow; alone they also say how large "
                "errors are.",
            ),
        )
        advanced = (
            (
                QgsProcessingParameterRasterLayer(self.STDDEV, tr("Standard deviation"), None, True),
                "Instead of limits: a raster of standard deviations of the map's errors, such as that of SOC Stock "
                "Map. The disagreement of an ensemble is only a small part of them.",
            ),
            (
                QgsProcessingParameterField(
                    self.RESIDUAL_FIELD,
                    tr("Field of the residual (empty = the first)"),
                    None,
                    self.RESIDUALS,
                    Qgis.ProcessingFieldParameterDataType.Numeric,
                    optional=True,
                ),
                "Empty: the first field whose name ends in _residual. Choose that of the model that made the map.",
            ),
            (
                QgsProcessingParameterBoolean(
                    self.UNCORRELATED,
                    tr("Take nearby errors as unrelated"),
                    default(ZonalStockJob, "uncorrelated"),
                ),
                "For comparison with other programs only: it makes the intervals far too narrow.",
            ),
            (
                number(self.COVERAGE, "Share that the limits hold", ZonalStockJob, "coverage"),
                "What part of the observations the limits of the map promise to hold, 0.9 for 90 %; the intervals of "
                "means and totals are made to the same share.",
            ),
        )
        for definition, text in definitions:
            self.addParameter(documented(definition, text))
        for definition, text in advanced:
            self.addParameter(documented(definition, text, advanced=True))
        output = QgsProcessingParameterFeatureSink(self.OUTPUT, tr("Totals"), Qgis.ProcessingSourceType.VectorPolygon)
        self.addParameter(
            documented(output, "The areas with hectares, share without values, and mean and total with their limits.")
        )
        add_report(self, "Means and totals with intervals, and why these are as wide as they are.", "Report of totals")

    def refuse_bad_input(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        zones = self._zones(parameters, context)
        refuse_missing_field(self.NAME, self.parameterAsString(parameters, self.NAME, context), zones)
        one_raster(self.MAP, parameters, context)
        lower, upper, stddev = (one_raster(name, parameters, context, True) for name in self.LAYERS_OF_ERRORS)
        if (lower is None) != (upper is None):
            missing = self.LOWER if lower is None else self.UPPER
            raise QgsProcessingException(f"{missing} is not given and the other limit is; give both, or neither.")
        if stddev is not None and lower is not None:
            raise QgsProcessingException(
                f"{self.STDDEV} and the limits both say how large errors are; give {self.STDDEV}, or {self.LOWER} and "
                f"{self.UPPER}."
            )
        known = stddev is not None or lower is not None
        residuals = is_given(self.RESIDUALS, parameters)
        if residuals:
            self._residual_field(sample_source(self, self.RESIDUALS, parameters, context), parameters, context)
        if known and not residuals and not self.parameterAsBool(parameters, self.UNCORRELATED, context):
            raise QgsProcessingException(
                f"{self.RESIDUALS} are not given, and without them it is not known how alike errors of neighbouring "
                f"pixels are; give the predictions of Cross-Validate, or choose {self.UNCORRELATED}, which makes the "
                "intervals far too narrow."
            )

    def read_layers(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        zones = self._zones(parameters, context)
        self._features = zone_features(zones)
        name = self.parameterAsString(parameters, self.NAME, context)
        self._table = zone_table(zones, self._features, name, context)
        self._fields, self._wkb_type, self._crs = zones.fields(), zones.wkbType(), zones.sourceCrs()
        self._map = one_raster(self.MAP, parameters, context)
        self._errors = [one_raster(layer, parameters, context, True) for layer in self.LAYERS_OF_ERRORS]
        self._residuals: SampleTable | None = None
        if is_given(self.RESIDUALS, parameters):
            source = sample_source(self, self.RESIDUALS, parameters, context)
            field = QgsExpression(QgsExpression.quotedColumnRef(self._residual_field(source, parameters, context)))
            self._residuals = sample_table(
                source, field, self.createExpressionContext(parameters, context, source), feedback
            )

    def job(self, parameters: dict[str, Any], context: QgsProcessingContext, run_folder: Path) -> ZonalStockJob:
        lower, upper, stddev = self._errors
        self._result = run_folder / "totals.csv"
        return ZonalStockJob(
            zones=self._table,
            map=self._map,
            table=str(self._result),
            report=file_output(self, REPORT, parameters, context),
            lower=lower,
            upper=upper,
            stddev=stddev,
            residuals=self._residuals,
            uncorrelated=self.parameterAsBool(parameters, self.UNCORRELATED, context),
            coverage=self.parameterAsDouble(parameters, self.COVERAGE, context),
        )

    def outputs(
        self, job: ZonalStockJob, result: dict[str, Any], parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, Any]:
        with self._result.open(newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file)
            rows = list(reader)
            columns = [column for column in reader.fieldnames or () if column != "zone"]
        own = QgsFields()
        for column in columns:
            own.append(QgsField(column, QMetaType.Type.Int if column == "pixels" else QMetaType.Type.Double))
        fields = QgsProcessingUtils.combineFields(self._fields, own)
        sink, identifier = self.parameterAsSink(parameters, self.OUTPUT, context, fields, self._wkb_type, self._crs)
        if sink is None:
            raise QgsProcessingException(self.invalidSinkError(parameters, self.OUTPUT))
        for zone, row in zip(self._features, rows):
            feature = QgsFeature(fields)
            feature.setGeometry(zone.geometry())
            feature.setAttributes([*zone.attributes(), *(_value(column, row[column]) for column in columns)])
            if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
                raise QgsProcessingException(self.writeFeatureError(sink, parameters, self.OUTPUT))
        return {self.OUTPUT: identifier, REPORT: job.report}

    def post_processors(self) -> dict[str, QgsProcessingLayerPostProcessorInterface]:
        return {self.OUTPUT: StyleZones("mean")}

    def _zones(self, parameters: dict[str, Any], context: QgsProcessingContext) -> QgsProcessingFeatureSource:
        source = mask_source(self, self.ZONES, parameters, context)
        if source is None:
            raise QgsProcessingException(f"{self.ZONES} names no layer; choose the polygons to add up over.")
        return source

    def _residual_field(
        self, source: QgsProcessingFeatureSource, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> str:
        chosen = str(self.parameterAsString(parameters, self.RESIDUAL_FIELD, context))
        refuse_missing_field(self.RESIDUAL_FIELD, chosen, source)
        names = source.fields().names()
        found = chosen or next((name for name in names if name.endswith(RESIDUAL_SUFFIX)), "")
        if not found:
            raise QgsProcessingException(
                f"{self.RESIDUALS}: the layer {source.sourceName()} has no field that ends in {RESIDUAL_SUFFIX}; "
                f"choose the one with residuals under {self.RESIDUAL_FIELD}, from {', '.join(names)}."
            )
        return found


def _value(column: str, text: str) -> float | int | None:
    if not text:
        return None
    return int(text) if column == "pixels" else float(text)
