"""Cross-Validate."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any, ClassVar

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterString,
)

from ...core.jobs.crossval import MODELS, SCHEMES, SELECTIONS, CrossValidateJob
from ..base import WorkerAlgorithm, tr
from ..inputs import mask, mask_source
from ..next_steps import DATASET_MADE
from ..outputs import add_table, file_output, layer_output, points_output
from ..parameters import (
    DEVICE,
    FOREST_SETTINGS,
    LOG_TARGET,
    NETWORK_SETTINGS,
    SCHEDULER,
    SEED,
    add_settings,
    choice,
    default,
    documented,
    number,
    read_settings,
    refuse_bad_scheduler,
    scheduler,
)
from ..styling import StyleResiduals, TypedTable
from .foldlayer import add_fold_layer, fold_table
from .training import REPORT, add_dataset, add_report, dataset_file, refuse_bad_grid, refuse_missing_dataset


class CrossValidate(WorkerAlgorithm):
    """Compares models on identical folds."""

    MODELS, COVARIATE_GROUPS, FOLDS, REPEATS = "MODELS", "COVARIATE_GROUPS", "FOLDS", "REPEATS"
    SCHEME, BLOCK_SIZE, AREA = "SCHEME", "BLOCK_SIZE", "AREA"
    EFFECTS = "EFFECTS"
    SELECT = "SELECT"
    PREDICTIONS, METRICS, IMPORTANCE, RMSE, R2 = "PREDICTIONS", "METRICS", "IMPORTANCE", "RMSE", "R2"

    ID = CrossValidateJob.task
    LABEL = "Cross-Validate"
    GROUP = "2 Model"
    SUMMARY = (
        "Judges CNN-LSTM, random forest, extra trees, their stack, kriging and mean on identical folds of a dataset."
    )
    TAGS = "cross-validation,validation,accuracy,folds,RMSE,R2,compare,forest,kriging,CNN,LSTM,residuals,importance"
    RESULTS: ClassVar = {
        "REPORT": "validation_report",
        "PREDICTIONS": "validation_predictions",
        "METRICS": "validation_metrics",
        "IMPORTANCE": "importance",
    }
    TAKES: ClassVar = DATASET_MADE
    NEXT = ("traincnnlstm", "trainrandomforest")
    NETWORK = (*NETWORK_SETTINGS, SEED, DEVICE)
    FOREST = (*FOREST_SETTINGS, LOG_TARGET, SEED)

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        add_dataset(self)
        definitions = (
            (
                choice(self.MODELS, "Models", MODELS, list(default(CrossValidateJob, "models")), many=True),
                "What is compared. cnnlstm: the network; forest: the random forest of the paper; extratrees: extra "
                "trees that see the window and the coordinates; stack: all of them, weighted as learnt inside every "
                "fold; hybrid: network and forest, weighted so; mean: the mean of the training samples, which every "
                "useful model beats; kriging: ordinary kriging of the target, what neighbouring samples alone say.",
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
                number(self.FOLDS, "Folds", CrossValidateJob, "folds"),
                "The samples are split into so many parts; each is predicted by a model trained on the others.",
            ),
            (
                number(self.REPEATS, "Repeats (0 = automatic)", CrossValidateJob, "repeats"),
                "How often the samples are split anew; the spread over repeats says how certain a difference is. 0: "
                "ten for some hundred samples, two for two thousand and more, whose measures differ less.",
            ),
            (
                choice(self.SCHEME, "Folds are drawn", SCHEMES, default(CrossValidateJob, "scheme")),
                "stratified: at random, every fold with each stratum of the dataset in its share; a dataset without "
                "strata gets random folds. random: without regard to strata. block: by squares of the map, which go "
                "to a fold whole. knndm: so that test samples are as far from the training samples as the places to "
                "be mapped are from the samples. Choose block or knndm where samples stand in clusters.",
            ),
            (
                number(self.BLOCK_SIZE, "Side of a block (map units; 0 = automatic)", CrossValidateJob, "block_size"),
                "For the scheme block, in the units of the dataset's CRS, mostly metres. It should exceed the distance "
                "over which neighbouring samples are alike. 0: a size that gives each fold several blocks.",
            ),
            (
                QgsProcessingParameterFeatureSource(
                    self.AREA,
                    tr("Area of the map (empty = wherever there are covariates)"),
                    [Qgis.ProcessingSourceType.VectorPolygon],
                    None,
                    True,
                ),
                "Polygons of what will be mapped, in any CRS. The scheme knndm and the check of distances in the "
                "report compare the folds with it. Selection and filter are honoured.",
            ),
        )
        for definition, text in definitions:
            self.addParameter(documented(definition, text))
        add_fold_layer(self)
        select = choice(self.SELECT, "Selection of covariates", SELECTIONS, default(CrossValidateJob, "select"))
        self.addParameter(
            documented(
                select,
                "forward: in every fold a forest chooses variables of the last group one by one, judged by the other "
                "folds of the training samples, and predicts the test samples with them; the report says which were "
                "chosen how often. A temporal covariate is one variable with all its steps. The log says how long it "
                "takes at most.",
                True,
            )
        )
        add_settings(self, self.NETWORK, default(CrossValidateJob, "settings"), all_advanced=True)
        add_settings(self, FOREST_SETTINGS, default(CrossValidateJob, "forest"), all_advanced=True)
        add_settings(self, (SCHEDULER,), CrossValidateJob)
        effects = number(self.EFFECTS, "Covariates whose effects are drawn (0 = none)", CrossValidateJob, "effects")
        text = "The report shows how the predictions follow so many of the covariates that matter most."
        self.addParameter(documented(effects, text, advanced=True))
        self._add_outputs()

    def _add_outputs(self) -> None:
        predictions = QgsProcessingParameterFeatureSink(
            self.PREDICTIONS, tr("Predictions"), Qgis.ProcessingSourceType.VectorPoint, None, True
        )
        self.addParameter(
            documented(predictions, "The samples with their folds, and prediction and residual of every model.")
        )
        add_table(self, self.METRICS, "Metrics", "One row for every group of covariates, model and repeat, as CSV.")
        add_table(
            self,
            self.IMPORTANCE,
            "Importance",
            "How much worse models with covariates predict unseen samples when a covariate, several that are alike, a "
            "category or a year is shuffled among all samples, as CSV.",
            optional=True,
        )
        add_report(self, "Metrics and comparison of the models, for reading.", "Cross-validation report")
        self.addOutput(QgsProcessingOutputNumber(self.RMSE, tr("RMSE of the first model, last group")))
        self.addOutput(QgsProcessingOutputNumber(self.R2, tr("R2 of the first model, last group")))

    def refuse_bad_input(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        refuse_missing_dataset(self, parameters, context)
        if not self.parameterAsEnumStrings(parameters, self.MODELS, context):
            raise QgsProcessingException(f"{self.MODELS} names no model; choose one or more of {', '.join(MODELS)}.")
        refuse_bad_grid(self, parameters, context)
        refuse_bad_scheduler(self, parameters, context)
        mask_source(self, self.AREA, parameters, context)
        fold_table(self, parameters, context)

    def read_layers(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        self._area = mask(mask_source(self, self.AREA, parameters, context), self.AREA)
        self._folds = fold_table(self, parameters, context)

    def job(self, parameters: dict[str, Any], context: QgsProcessingContext, run_folder: Path) -> CrossValidateJob:
        defaults = {field.name: field.default for field in dataclasses.fields(CrossValidateJob)}
        return CrossValidateJob(
            dataset=dataset_file(self, parameters, context),
            metrics=layer_output(self, self.METRICS, parameters, context),
            predictions=str(run_folder / "predictions.csv"),
            report=file_output(self, REPORT, parameters, context),
            importance=layer_output(self, self.IMPORTANCE, parameters, context),
            models=tuple(self.parameterAsEnumStrings(parameters, self.MODELS, context)),
            covariate_groups=self.parameterAsString(parameters, self.COVARIATE_GROUPS, context),
            folds=self.parameterAsInt(parameters, self.FOLDS, context),
            repeats=self.parameterAsInt(parameters, self.REPEATS, context),
            scheme=self.parameterAsEnumString(parameters, self.SCHEME, context),
            block_size=self.parameterAsDouble(parameters, self.BLOCK_SIZE, context),
            fold_table=self._folds,
            area=self._area,
            settings=read_settings(self, self.NETWORK, defaults["settings"], parameters, context),
            forest=read_settings(self, self.FOREST, defaults["forest"], parameters, context),
            scheduler=scheduler(self, parameters, context),
            effects=self.parameterAsInt(parameters, self.EFFECTS, context),
            select=self.parameterAsEnumString(parameters, self.SELECT, context),
        )

    def outputs(
        self, job: CrossValidateJob, result: dict[str, Any], parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, Any]:
        self._unit = result.get("unit", "")
        predictions = points_output(
            self, self.PREDICTIONS, parameters, context, Path(job.predictions), result["crs_wkt"]
        )
        return {
            self.PREDICTIONS: predictions,
            self.METRICS: job.metrics,
            self.IMPORTANCE: job.importance,
            REPORT: job.report,
            self.RMSE: result["rmse"],
            self.R2: result["r2"],
        }

    def post_processors(self) -> dict[str, QgsProcessingLayerPostProcessorInterface]:
        return {
            self.PREDICTIONS: StyleResiduals(self._unit),
            self.METRICS: TypedTable(),
            self.IMPORTANCE: TypedTable(),
        }
