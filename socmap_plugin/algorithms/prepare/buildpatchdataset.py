"""Build Patch Dataset."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingParameterExpression,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)

from ...core.jobs.dataset import RESAMPLINGS, BuildDatasetJob
from ..base import WorkerAlgorithm, tr
from ..checks import refuse_bad_unit
from ..covariates import covariate_layers, names_parameter, refuse_time_pattern
from ..inputs import is_given, raster_layers
from ..next_steps import COVARIATES_MADE
from ..outputs import file_output, points_output
from ..parameters import choice, default, documented, number
from ..samples import sample_source, sample_table, target_expression
from ..styling import StyleDropped
from .covariate_table import read_table


class BuildPatchDataset(WorkerAlgorithm):
    """Reads static patches and temporal sequences at the samples into one dataset file."""

    SAMPLES, TARGET, UNIT, STRATA, SAMPLE_ID = "SAMPLES", "TARGET", "UNIT", "STRATA", "ID"
    STATIC, TEMPORAL = "STATIC", "TEMPORAL"
    TIME_PATTERN, CATEGORIES, WINDOW, REFERENCE = "TIME_PATTERN", "CATEGORIES", "WINDOW", "REFERENCE"
    TEMPORAL_RESAMPLING, COVARIATE_TABLE = "TEMPORAL_RESAMPLING", "COVARIATE_TABLE"
    DATASET, DROPPED, REPORT = "DATASET", "DROPPED", "REPORT"

    ID = BuildDatasetJob.task
    LABEL = "Build Patch Dataset"
    GROUP = "1 Prepare"
    SUMMARY = "Reads rasters around soil samples into a dataset for training: static patches and temporal sequences."
    TAGS = "samples,points,covariates,rasters,dataset,training data,extract,sampling"
    RESULTS: ClassVar = {"DATASET": "dataset", "DROPPED": "dropped_samples", "REPORT": "dataset_report"}
    TAKES: ClassVar = COVARIATES_MADE
    KEEPS = ("SAMPLES", "TARGET", "UNIT", "STRATA", "ID", "STATIC", "TEMPORAL")
    NEXT = ("crossvalidate", "traincnnlstm")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        points, raster = Qgis.ProcessingSourceType.VectorPoint, Qgis.ProcessingSourceType.Raster
        definitions = (
            (
                QgsProcessingParameterFeatureSource(self.SAMPLES, tr("Soil samples"), [points]),
                "Points with a laboratory value, in any CRS. Selection and filter are honoured.",
            ),
            (
                QgsProcessingParameterExpression(self.TARGET, tr("Target: soil organic carbon"), "", self.SAMPLES),
                'What the model learns: a field or an expression, for example "soc_percent" * 10 '
                'or "organic_matter" / 1.724, which give g/kg.',
            ),
            (
                QgsProcessingParameterString(
                    self.UNIT, tr("Unit of the target"), default(BuildDatasetJob, "target_unit")
                ),
                "g/kg, %, t/ha or another unit: that of what the target gives. Reports, the model and the map name it; "
                "nothing is converted.",
            ),
            (
                QgsProcessingParameterField(
                    self.STRATA, tr("Strata for stratified folds"), None, self.SAMPLES, optional=True
                ),
                "A field whose values, such as land use or soil type, every fold shall hold in the same shares.",
            ),
            (
                QgsProcessingParameterField(
                    self.SAMPLE_ID, tr("Id of the samples (empty = feature id)"), None, self.SAMPLES, optional=True
                ),
                "A field that is different for every sample, such as the number in the laboratory. Messages, dropped "
                "samples and predictions name samples by it.",
            ),
            (
                QgsProcessingParameterMultipleLayers(self.STATIC, tr("Static covariates"), raster, None, True),
                "Rasters that do not change with time, such as climate means and terrain. Every band is a covariate.",
            ),
            (
                QgsProcessingParameterMultipleLayers(self.TEMPORAL, tr("Temporal covariates"), raster, None, True),
                "Rasters of many years or months, such as phenology. Step and variable are read from layer, file or "
                "band names like greenup_2002; the log shows how each was understood. Scripts and models may give the "
                "folder that Import Phenology has made.",
            ),
            (
                number(self.WINDOW, "Window (pixels, odd)", BuildDatasetJob, "window"),
                "Side of the square patch of static covariates around a sample, in pixels of the reference grid.",
            ),
        )
        advanced = (
            (
                QgsProcessingParameterRasterLayer(
                    self.REFERENCE, tr("Reference grid (empty = finest static layer)"), None, True
                ),
                "The raster whose pixels are the grid of patches and maps; all static covariates are read onto it. "
                "Empty: the static layer with the smallest pixels that covers the samples; the log names it.",
            ),
            (
                choice(
                    self.TEMPORAL_RESAMPLING,
                    "Resampling of temporal covariates",
                    RESAMPLINGS,
                    default(BuildDatasetJob, "temporal_resampling"),
                ),
                "nearest: the value of the coarse pixel that contains the sample. bilinear: between pixel centres.",
            ),
            (
                QgsProcessingParameterString(
                    self.TIME_PATTERN,
                    tr("Time pattern (empty = recognise)"),
                    default(BuildDatasetJob, "time_pattern"),
                    False,
                    True,
                ),
                "A regular expression with one group named time, for names that are not recognised. "
                r"Example: ^[A-Z]{1,2}(?P<time>\d\d) reads M01MOD4 as step 1 of M_MOD4. What groups named drop, drop1 "
                r"and so on catch is left out of the variable's name: _(?P<time>\d{8})(?P<drop>_\d{8})_ takes the "
                "second date of a scene away.",
            ),
            (
                QgsProcessingParameterMatrix(
                    self.CATEGORIES, tr("Categories"), 0, False, [tr("Covariate"), tr("Category")], [], True
                ),
                "The category of covariates (climate, terrain, phenology, vegetation index or your own), by the name "
                "of a layer or variable. Others are given one by their name. Scripts may pass a JSON object.",
            ),
        )
        for definition, text in definitions:
            self.addParameter(documented(definition, text))
        for definition, text in advanced:
            self.addParameter(documented(definition, text, advanced=True))
        self.addParameter(names_parameter(f"{self.STATIC}, then {self.TEMPORAL}"))
        table = QgsProcessingParameterFeatureSource(
            self.COVARIATE_TABLE, tr("Covariate table"), [Qgis.ProcessingSourceType.Vector], None, True
        )
        text = "The table that List Covariates made, edited or not: it alone says what is read, and how."
        self.addParameter(documented(table, text, advanced=True))
        self._add_outputs()

    def _add_outputs(self) -> None:
        dataset = QgsProcessingParameterFileDestination(self.DATASET, tr("Patch dataset"), tr("Patch datasets (*.npz)"))
        dropped = QgsProcessingParameterFeatureSink(
            self.DROPPED, tr("Dropped samples"), Qgis.ProcessingSourceType.VectorPoint, None, True
        )
        report = QgsProcessingParameterFileDestination(
            self.REPORT, tr("Dataset report"), tr("HTML files (*.html)"), None, True
        )
        self.addParameter(documented(dataset, "The dataset file for the training algorithms."))
        self.addParameter(documented(dropped, "The samples that could not be used, each with the reason."))
        self.addParameter(documented(report, "Statistics of samples and covariates, for reading."))

    def refuse_bad_input(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        window = self.parameterAsInt(parameters, self.WINDOW, context)
        if window % 2 == 0:
            raise QgsProcessingException(
                f"{self.WINDOW} is {window}; the sample is in the middle pixel, so give an odd number such as 5."
            )
        source = sample_source(self, self.SAMPLES, parameters, context)
        target_expression(self.TARGET, self.parameterAsString(parameters, self.TARGET, context), source)
        for name in (self.STRATA, self.SAMPLE_ID):
            field = self.parameterAsString(parameters, name, context)
            if field and source.fields().lookupField(field) < 0:
                raise QgsProcessingException(
                    f"{name}: the layer {source.sourceName()} has no field {field}; "
                    f"its fields are {', '.join(source.fields().names())}."
                )
        refuse_bad_unit(self.UNIT, self._unit(parameters, context))
        table = read_table(self, self.COVARIATE_TABLE, parameters, context)
        if not any((table, *covariate_layers(self, parameters, context))):
            raise QgsProcessingException(
                f"Neither {self.STATIC} nor {self.TEMPORAL} names a covariate; choose at least one raster, or a "
                f"{self.COVARIATE_TABLE}."
            )
        raster_layers(self.REFERENCE, parameters, context)
        refuse_time_pattern(self.TIME_PATTERN, self.parameterAsString(parameters, self.TIME_PATTERN, context))
        self._categories(parameters, context)

    def read_layers(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        source = sample_source(self, self.SAMPLES, parameters, context)
        expression = target_expression(self.TARGET, self.parameterAsString(parameters, self.TARGET, context), source)
        strata = self.parameterAsString(parameters, self.STRATA, context)
        sample_id = self.parameterAsString(parameters, self.SAMPLE_ID, context)
        expression_context = self.createExpressionContext(parameters, context, source)
        self._samples = sample_table(source, expression, expression_context, feedback, strata, sample_id)
        self._static, self._temporal = covariate_layers(self, parameters, context)
        self._table = read_table(self, self.COVARIATE_TABLE, parameters, context)
        given = [name for name in (self.STATIC, self.TEMPORAL, self.CATEGORIES) if is_given(name, parameters)]
        if self._table and given:
            feedback.pushWarning(f"{self.COVARIATE_TABLE} alone says what is read; {', '.join(given)} are passed over.")
        self._reference = next(iter(raster_layers(self.REFERENCE, parameters, context)), None)

    def job(self, parameters: dict[str, Any], context: QgsProcessingContext, run_folder: Path) -> BuildDatasetJob:
        return BuildDatasetJob(
            samples=self._samples,
            dataset=file_output(self, self.DATASET, parameters, context),
            static=() if self._table else self._static,
            temporal=() if self._table else self._temporal,
            table=self._table,
            reference=self._reference,
            target_expression=self.parameterAsString(parameters, self.TARGET, context),
            target_unit=self._unit(parameters, context),
            time_pattern=self.parameterAsString(parameters, self.TIME_PATTERN, context),
            categories={} if self._table else self._categories(parameters, context),
            window=self.parameterAsInt(parameters, self.WINDOW, context),
            temporal_resampling=self.parameterAsEnumString(parameters, self.TEMPORAL_RESAMPLING, context),
            dropped=str(run_folder / "dropped.csv"),
            report=file_output(self, self.REPORT, parameters, context),
        )

    def outputs(
        self, job: BuildDatasetJob, result: dict[str, Any], parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, Any]:
        dropped = points_output(self, self.DROPPED, parameters, context, Path(job.dropped), self._samples.crs_wkt)
        return {self.DATASET: job.dataset, self.DROPPED: dropped, self.REPORT: job.report}

    def post_processors(self) -> dict[str, QgsProcessingLayerPostProcessorInterface]:
        return {self.DROPPED: StyleDropped()}

    def _unit(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        return str(self.parameterAsString(parameters, self.UNIT, context)).strip()

    def _categories(self, parameters: dict[str, Any], context: QgsProcessingContext) -> dict[str, str]:
        value = parameters.get(self.CATEGORIES)
        if isinstance(value, str) and value.lstrip().startswith("{"):
            try:
                return {str(name).strip(): str(category).strip() for name, category in json.loads(value).items()}
            except ValueError as error:
                raise QgsProcessingException(
                    f'{self.CATEGORIES}: {value} is not JSON ({error}); write {{"name": "category", ...}}.'
                ) from error
        rows = self.parameterAsMatrix(parameters, self.CATEGORIES, context)
        cells = [str(cell or "").strip() for row in rows for cell in (row if isinstance(row, list) else [row])]
        pairs = [pair for pair in zip(cells[::2], cells[1::2]) if any(pair)]
        if len(cells) % 2 or not all(name and category for name, category in pairs):
            raise QgsProcessingException(
                f"{self.CATEGORIES} has a row without a covariate or a category ({', '.join(cells)}); "
                "fill it or delete it."
            )
        return dict(pairs)
