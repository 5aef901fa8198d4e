"""Cross-Validate."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..core.jobs import MODELS, SCHEMES, CrossValidateJob
from .base import WorkerAlgorithm, tr
from .outputs import file_output, points_output
from .parameters import (
    DEVICE,
    FOREST_SETTINGS,
    NETWORK_SETTINGS,
    SEED,
    add_settings,
    choice,
    default,
    documented,
    read_settings,
)
from .styling import StyleResiduals
from .training import REPORT, add_dataset, add_report, dataset_file, refuse_missing_dataset


class CrossValidate(WorkerAlgorithm):
    """Compares models on identical folds."""

    MODELS, COVARIATE_GROUPS, FOLDS, REPEATS = "MODELS", "COVARIATE_GROUPS", "FOLDS", "REPEATS"
    SCHEME, PREDICTIONS, METRICS, RMSE, R2 = "SCHEME", "PREDICTIONS", "METRICS", "RMSE", "R2"

    ID = CrossValidateJob.task
    LABEL = "Cross-Validate"
    GROUP = "Modelling"
    SUMMARY = "Judges CNN-LSTM, random forest and the mean on identical folds of a patch dataset."
    NETWORK = (*NETWORK_SETTINGS, SEED, DEVICE)
    FOREST = (*FOREST_SETTINGS, SEED)

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        add_dataset(self)
        integer = Qgis.ProcessingNumberParameterType.Integer
        definitions = (
            (
                choice(self.MODELS, "Models", MODELS, list(default(CrossValidateJob, "models")), many=True),
                "What is compared. cnnlstm: the network; forest: the random forest; mean: the mean of the training "
                "samples, which every useful model beats.",
            ),
            (
                QgsProcessingParameterString(
                    self.COVARIATE_GROUPS,
                    tr("Groups of covariates (empty = those of the paper)"),
                    default(CrossValidateJob, "covariate_groups"),
                    False,
                    True,
                ),
                "Sets of categories to compare, for example: climate,terrain; climate,terrain,phenology. "
                "Empty: every group of the paper's Table 4 that the categories of the dataset allow.",
            ),
            (
                QgsProcessingParameterNumber(
                    self.FOLDS, tr("Folds"), integer, default(CrossValidateJob, "folds"), False, 2, 100
                ),
                "The samples are split into so many parts; each is predicted by a model trained on the others.",
            ),
            (
                QgsProcessingParameterNumber(
                    self.REPEATS, tr("Repeats"), integer, default(CrossValidateJob, "repeats"), False, 1, 100
                ),
                "How often the samples are split anew; the spread over repeats says how certain a difference is.",
            ),
            (
                choice(self.SCHEME, "Folds are drawn", SCHEMES, default(CrossValidateJob, "scheme")),
                "stratified: every fold holds each stratum of the dataset in its share; a dataset without strata gets "
                "random folds. random: without regard to strata.",
            ),
        )
        for definition, text in definitions:
            self.addParameter(documented(definition, text))
        add_settings(self, self.NETWORK, default(CrossValidateJob, "settings"), all_advanced=True)
        add_settings(self, FOREST_SETTINGS, default(CrossValidateJob, "forest"), all_advanced=True)
        self._add_outputs()

    def _add_outputs(self) -> None:
        predictions = QgsProcessingParameterFeatureSink(
            self.PREDICTIONS, tr("Predictions"), Qgis.ProcessingSourceType.VectorPoint, None, True
        )
        metrics = QgsProcessingParameterFileDestination(self.METRICS, tr("Metrics"), tr("CSV files (*.csv)"))
        self.addParameter(
            documented(predictions, "The samples with their folds, and prediction and residual of every model.")
        )
        self.addParameter(documented(metrics, "One row for every group of covariates, model and repeat."))
        add_report(self, "Metrics and comparison of the models, for reading.")
        self.addOutput(QgsProcessingOutputNumber(self.RMSE, tr("RMSE of the first model, last group")))
        self.addOutput(QgsProcessingOutputNumber(self.R2, tr("R2 of the first model, last group")))

    def refuse_bad_input(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        refuse_missing_dataset(self, parameters, context)
        if not self.parameterAsEnumStrings(parameters, self.MODELS, context):
            raise QgsProcessingException(f"{self.MODELS} names no model; choose one or more of {', '.join(MODELS)}.")

    def job(self, parameters: dict[str, Any], context: QgsProcessingContext, run_folder: Path) -> CrossValidateJob:
        defaults = {field.name: field.default for field in dataclasses.fields(CrossValidateJob)}
        return CrossValidateJob(
            dataset=dataset_file(self, parameters, context),
            metrics=file_output(self, self.METRICS, parameters, context),
            predictions=str(run_folder / "predictions.csv"),
            report=file_output(self, REPORT, parameters, context),
            models=tuple(self.parameterAsEnumStrings(parameters, self.MODELS, context)),
            covariate_groups=self.parameterAsString(parameters, self.COVARIATE_GROUPS, context),
            folds=self.parameterAsInt(parameters, self.FOLDS, context),
            repeats=self.parameterAsInt(parameters, self.REPEATS, context),
            scheme=self.parameterAsEnumString(parameters, self.SCHEME, context),
            settings=read_settings(self, self.NETWORK, defaults["settings"], parameters, context),
            forest=read_settings(self, self.FOREST, defaults["forest"], parameters, context),
        )

    def outputs(
        self, job: CrossValidateJob, result: dict[str, Any], parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, Any]:
        predictions = points_output(
            self, self.PREDICTIONS, parameters, context, Path(job.predictions), result["crs_wkt"]
        )
        return {
            self.PREDICTIONS: predictions,
            self.METRICS: job.metrics,
            REPORT: job.report,
            self.RMSE: result["rmse"],
            self.R2: result["r2"],
        }

    def post_processors(self) -> dict[str, QgsProcessingLayerPostProcessorInterface]:
        return {self.PREDICTIONS: StyleResiduals()}
