"""Where to Sample."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from qgis.core import (
    Qgis,
    QgsExpression,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterLayer,
)

from ...core.jobs.areas import METHODS, ProposeSamplesJob
from ...core.jobs.inputs import SampleTable
from ..base import WorkerAlgorithm, tr
from ..checks import refuse_missing_file
from ..inputs import absolute_file, is_given, mask, mask_source, one_raster, raster_layers
from ..model.training import REPORT, add_report
from ..next_steps import MODEL_MADE
from ..outputs import file_output, points_output
from ..parameters import SEED, choice, default, documented, number
from ..samples import sample_source, sample_table
from ..styling import StyleDropped

FOR_A_VERDICT = ("random", "stratified")


class ProposeSamples(WorkerAlgorithm):
    """Proposes places for new samples."""

    COVARIATES, MODEL, EXISTING, MASK, COST = "COVARIATES", "MODEL", "EXISTING", "MASK", "COST"
    UNCERTAINTY, COUNT, RESERVE, METHOD = "UNCERTAINTY", "COUNT", "RESERVE", "METHOD"
    MINIMUM_DISTANCE, SEED, OUTPUT = "MINIMUM_DISTANCE", "SEED", "OUTPUT"

    ID = ProposeSamplesJob.task
    LABEL = "Where to Sample"
    GROUP = "4 Use"
    SUMMARY = "Proposes places for new samples: for a better map, or to judge a map without bias."
    TAGS = "sampling design,sample,points,latin hypercube,k-means,coverage,stratified,random,validation,field campaign"
    RESULTS: ClassVar = {"OUTPUT": "proposed_samples", "REPORT": "sampling_report"}
    TAKES: ClassVar = MODEL_MADE
    NEXT = ("validatemap",)

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        definitions = (
            (
                QgsProcessingParameterMultipleLayers(
                    self.COVARIATES,
                    tr("Covariates (empty = those of the model)"),
                    Qgis.ProcessingSourceType.Raster,
                    None,
                    True,
                ),
                "Rasters by which places are compared, and which say where samples can be: a place has to have a value "
                "in all of them. Bands of one variable and several years count as their mean. To judge a map, give the "
                "map itself.",
            ),
            (
                QgsProcessingParameterFile(
                    self.MODEL,
                    tr("Model"),
                    fileFilter=tr("SOC Map models (*.socmodel)"),
                    defaultValue=default(ProposeSamplesJob, "model"),
                    optional=True,
                ),
                "A model whose covariates are taken, from the files that its dataset was built of.",
            ),
            (
                QgsProcessingParameterFeatureSource(
                    self.EXISTING, tr("Samples that there are"), [Qgis.ProcessingSourceType.VectorPoint], None, True
                ),
                "Points that are sampled already, in any CRS: new ones for a better map go where these are not.",
            ),
            (
                QgsProcessingParameterFeatureSource(
                    self.MASK, tr("Mask"), [Qgis.ProcessingSourceType.VectorPolygon], None, True
                ),
                "Polygons in which samples can be taken. Selection and filter are honoured.",
            ),
            (
                number(self.COUNT, "Places", ProposeSamplesJob, "count"),
                "How many places are proposed.",
            ),
            (
                choice(self.METHOD, "Method", METHODS, default(ProposeSamplesJob, "method")),
                "For a better map - coverage: spread over all that the covariates have, given the samples there are; "
                "latin: so that every covariate is sampled in all of its range (conditioned Latin hypercube); "
                "dissimilarity: where the covariates are least like those of any sample. For an honest verdict - "
                "random: every place with the same chance; stratified: at random in compact strata, mostly the best.",
            ),
        )
        advanced = (
            (
                QgsProcessingParameterRasterLayer(self.COST, tr("Cost"), None, True),
                "A raster of what it costs to get to a place, such as hours from a road: cheap places are preferred "
                "among similar ones. Not with random and stratified.",
            ),
            (
                QgsProcessingParameterRasterLayer(self.UNCERTAINTY, tr("Uncertainty"), None, True),
                "A raster such as the width of the map's intervals: with dissimilarity, places with large values are "
                "preferred. Not with random and stratified.",
            ),
            (
                number(self.MINIMUM_DISTANCE, "Least distance (m)", ProposeSamplesJob, "minimum_distance"),
                "Between places, and to the samples that there are. Not with random and stratified.",
            ),
            (
                number(self.RESERVE, "Places in reserve", ProposeSamplesJob, "reserve"),
                "With random and stratified: so many more, which replace places that cannot be reached.",
            ),
            (
                number(self.SEED, SEED.label, ProposeSamplesJob, "seed"),
                "The same seed and data give the same places.",
            ),
        )
        for definition, text in definitions:
            self.addParameter(documented(definition, text))
        for definition, text in advanced:
            self.addParameter(documented(definition, text, advanced=True))
        output = QgsProcessingParameterFeatureSink(
            self.OUTPUT, tr("Proposed samples"), Qgis.ProcessingSourceType.VectorPoint
        )
        self.addParameter(
            documented(
                output, "Points in the order of use; of random and stratified ones with stratum and probability."
            )
        )
        add_report(self, "A map of the places, and what they change, for reading.", "Sampling report")

    def refuse_bad_input(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        model = absolute_file(self, self.MODEL, parameters, context)
        if model:
            refuse_missing_file(self.MODEL, model, "Train CNN-LSTM or Train Random Forest")
        if not model and not raster_layers(self.COVARIATES, parameters, context):
            raise QgsProcessingException(
                f"Neither {self.COVARIATES} nor {self.MODEL} is given; give the rasters of the area, the map itself "
                "for a sample that shall judge it."
            )
        for name in (self.COST, self.UNCERTAINTY):
            one_raster(name, parameters, context, True)
        mask_source(self, self.MASK, parameters, context)
        if is_given(self.EXISTING, parameters):
            sample_source(self, self.EXISTING, parameters, context)
        method = self.parameterAsEnumString(parameters, self.METHOD, context)
        spoilt = [name for name in (self.COST, self.UNCERTAINTY) if is_given(name, parameters)]
        if self.parameterAsDouble(parameters, self.MINIMUM_DISTANCE, context):
            spoilt.append(self.MINIMUM_DISTANCE)
        if method in FOR_A_VERDICT and spoilt:
            raise QgsProcessingException(
                f"{self.METHOD} is {method}, whose chances have to be known, and {spoilt[0]} would change them; leave "
                "it out, or choose coverage, latin or dissimilarity for a better map."
            )

    def read_layers(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        self._covariates = raster_layers(self.COVARIATES, parameters, context)
        self._cost, self._uncertainty = (
            one_raster(name, parameters, context, True) for name in (self.COST, self.UNCERTAINTY)
        )
        self._mask = mask(mask_source(self, self.MASK, parameters, context), self.MASK)
        self._existing: SampleTable | None = None
        if is_given(self.EXISTING, parameters):
            source = sample_source(self, self.EXISTING, parameters, context)
            nothing = QgsExpression("NULL")  # only the places count
            expressions = self.createExpressionContext(parameters, context, source)
            self._existing = sample_table(source, nothing, expressions, feedback)

    def job(self, parameters: dict[str, Any], context: QgsProcessingContext, run_folder: Path) -> ProposeSamplesJob:
        return ProposeSamplesJob(
            points=str(run_folder / "points.csv"),
            covariates=self._covariates,
            model=absolute_file(self, self.MODEL, parameters, context),
            existing=self._existing,
            mask=self._mask,
            cost=self._cost,
            uncertainty=self._uncertainty,
            count=self.parameterAsInt(parameters, self.COUNT, context),
            reserve=self.parameterAsInt(parameters, self.RESERVE, context),
            method=self.parameterAsEnumString(parameters, self.METHOD, context),
            minimum_distance=self.parameterAsDouble(parameters, self.MINIMUM_DISTANCE, context),
            seed=self.parameterAsInt(parameters, self.SEED, context),
            report=file_output(self, REPORT, parameters, context),
        )

    def outputs(
        self, job: ProposeSamplesJob, result: dict[str, Any], parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, Any]:
        points = points_output(self, self.OUTPUT, parameters, context, Path(job.points), result["crs_wkt"])
        return {self.OUTPUT: points, REPORT: job.report}

    def post_processors(self) -> dict[str, QgsProcessingLayerPostProcessorInterface]:
        return {self.OUTPUT: StyleDropped("purpose")}
