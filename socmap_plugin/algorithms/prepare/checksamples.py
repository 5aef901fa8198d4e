"""Check Samples."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any, ClassVar

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingParameterExpression,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
)

from ...core.jobs.soils import CheckSamplesJob
from ..base import WorkerAlgorithm, tr
from ..checks import refuse_bad_unit
from ..inputs import mask, mask_source, raster_layers, refuse_missing_field
from ..model.training import REPORT, add_report
from ..outputs import file_output, points_output
from ..parameters import default, documented, number
from ..samples import sample_dates, sample_source, sample_table, target_expression
from .findings_style import StyleFindings


class CheckSamples(WorkerAlgorithm):
    """Looks for what cannot be right of samples."""

    SAMPLES, TARGET, UNIT, COVARIATES, AREA = "SAMPLES", "TARGET", "UNIT", "COVARIATES", "AREA"
    SAMPLE_ID, DATE, DEVIATIONS = "ID", "DATE", "DEVIATIONS"
    FINDINGS = "FINDINGS"

    ID = CheckSamplesJob.task
    LABEL = "Check Samples"
    GROUP = "1 Prepare"
    SUMMARY = "Finds impossible values, mixed units, wrong places and duplicates in soil samples, and removes nothing."
    TAGS = "quality,plausibility,outlier,unit,per cent,organic matter,swapped coordinates,detection limit,error,clean"
    RESULTS: ClassVar = {"FINDINGS": "sample_findings", "REPORT": "sample_report"}
    KEEPS = ("SAMPLES", "TARGET", "UNIT", "ID")
    NEXT = ("buildpatchdataset",)

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        kinds = Qgis.ProcessingSourceType
        definitions = (
            (
                QgsProcessingParameterFeatureSource(self.SAMPLES, tr("Soil samples"), [kinds.VectorPoint]),
                "Points with a laboratory value, in any CRS. Selection and filter are honoured.",
            ),
            (
                QgsProcessingParameterExpression(self.TARGET, tr("Target: soil organic carbon"), "", self.SAMPLES),
                "What is checked, as Build Patch Dataset shall take it: a field or an expression, for example "
                '"organic_matter" / 1.724.',
            ),
            (
                QgsProcessingParameterString(
                    self.UNIT, tr("Unit of the target"), default(CheckSamplesJob, "target_unit")
                ),
                "g/kg, %, t/ha or another unit: that of what the target gives. What is possible depends on it.",
            ),
            (
                QgsProcessingParameterMultipleLayers(self.COVARIATES, tr("Covariates"), kinds.Raster, None, True),
                "Rasters such as terrain and climate: samples are compared with what these make expected, and those "
                "where none has a value near by are found.",
            ),
            (
                QgsProcessingParameterFeatureSource(self.AREA, tr("Area"), [kinds.VectorPolygon], None, True),
                "Polygons that all samples should lie in, such as those of a country or of its land.",
            ),
        )
        advanced = (
            (
                QgsProcessingParameterField(
                    self.SAMPLE_ID, tr("Id of the samples (empty = feature id)"), None, self.SAMPLES, optional=True
                ),
                "A field that is different for every sample, such as the number in the laboratory. Findings name "
                "samples by it.",
            ),
            (
                QgsProcessingParameterField(self.DATE, tr("Field of the date"), None, self.SAMPLES, optional=True),
                "When samples were taken: a date, a year, or a text with one.",
            ),
            (
                number(self.DEVIATIONS, "Robust standard deviations", CheckSamplesJob, "deviations"),
                "How far a value may be from its neighbours, or from what the covariates make expected. Less finds "
                "more, and more of that is right.",
            ),
        )
        for definition, text in definitions:
            self.addParameter(documented(definition, text))
        for definition, text in advanced:
            self.addParameter(documented(definition, text, advanced=True))
        findings = QgsProcessingParameterFeatureSink(self.FINDINGS, tr("Findings"), kinds.VectorPoint)
        self.addParameter(
            documented(findings, "A point a finding: sample, rule, value, limit, what was seen, and what to do.")
        )
        add_report(self, "All rules with their limits, a map, and what was found, for reading.", "Report of the check")

    def refuse_bad_input(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        source = sample_source(self, self.SAMPLES, parameters, context)
        target_expression(self.TARGET, self.parameterAsString(parameters, self.TARGET, context), source)
        refuse_bad_unit(self.UNIT, self.parameterAsString(parameters, self.UNIT, context))
        for name in (self.SAMPLE_ID, self.DATE):
            refuse_missing_field(name, self.parameterAsString(parameters, name, context), source)
        raster_layers(self.COVARIATES, parameters, context)
        mask_source(self, self.AREA, parameters, context)

    def read_layers(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        source = sample_source(self, self.SAMPLES, parameters, context)
        expression = target_expression(self.TARGET, self.parameterAsString(parameters, self.TARGET, context), source)
        sample_id = self.parameterAsString(parameters, self.SAMPLE_ID, context)
        expression_context = self.createExpressionContext(parameters, context, source)
        self._samples = sample_table(source, expression, expression_context, feedback, id_field=sample_id)
        date = self.parameterAsString(parameters, self.DATE, context)
        self._dates = sample_dates(source, date, self._samples) if date else ()
        self._covariates = raster_layers(self.COVARIATES, parameters, context)
        self._area = mask(mask_source(self, self.AREA, parameters, context), self.AREA)

    def job(self, parameters: dict[str, Any], context: QgsProcessingContext, run_folder: Path) -> CheckSamplesJob:
        return CheckSamplesJob(
            samples=self._samples,
            findings=str(run_folder / "findings.csv"),
            report=file_output(self, REPORT, parameters, context),
            target_expression=self.parameterAsString(parameters, self.TARGET, context),
            target_unit=self.parameterAsString(parameters, self.UNIT, context).strip(),
            covariates=self._covariates,
            area=self._area,
            deviations=self.parameterAsDouble(parameters, self.DEVIATIONS, context),
            dates=self._dates,
            today=datetime.date.today().isoformat(),
        )

    def outputs(
        self, job: CheckSamplesJob, result: dict[str, Any], parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, Any]:
        findings = points_output(self, self.FINDINGS, parameters, context, Path(job.findings), result["crs_wkt"])
        return {self.FINDINGS: findings, REPORT: job.report}

    def post_processors(self) -> dict[str, QgsProcessingLayerPostProcessorInterface]:
        return {self.FINDINGS: StyleFindings()}
