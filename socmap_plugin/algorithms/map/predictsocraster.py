"""Predict SOC Raster."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingOutputNumber,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
)

from ...core.jobs.inputs import RasterLayer
from ...core.jobs.mapping import PredictJob
from ..base import WorkerAlgorithm, tr
from ..checks import refuse_missing_file
from ..covariates import names_parameter, with_names
from ..inputs import absolute_file, extent, mask, mask_source, raster_layers
from ..next_steps import MODEL_MADE
from ..outputs import layer_output
from ..parameters import (
    DEVICE,
    SCHEDULER,
    add_settings,
    choice,
    default,
    documented,
    number,
    refuse_bad_scheduler,
    scheduler,
    setting_value,
)
from ..styling import COLOURS, CONTINUOUS, StyleMap
from . import map_layers, outside_area
from .interval_width import add_width


class PredictSocRaster(WorkerAlgorithm):
    """Maps a model over rasters."""

    MODEL, COVARIATES, EXTENT, MASK, MEMORY_MB = "MODEL", "COVARIATES", "EXTENT", "MASK", "MEMORY_MB"
    COLOURS, LIKE = "COLOURS", "LIKE"
    OUTPUT = map_layers.OUTPUT
    MAPPED, OUTSIDE = "MAPPED_PERCENT", "OUTSIDE_PERCENT"
    NUMBERS = ("MINIMUM", "QUARTILE_1", "MEDIAN", "QUARTILE_3", "MAXIMUM")

    ID = PredictJob.task
    LABEL = "Predict SOC Raster"
    GROUP = "3 Map"
    SUMMARY = "Maps soil organic carbon with a trained model, between which limits it lies, and where that holds."
    TAGS = "predict,map,raster,soil map,uncertainty,prediction interval,area of applicability,random forest,CNN,LSTM"
    RESULTS: ClassVar = {"OUTPUT": "soc_map", **map_layers.RESULTS}
    TAKES: ClassVar = MODEL_MADE
    NEXT = ("validatemap", "socstockmap", "zonalstock", "proposesamples", "mapdocument")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        definitions = (
            (
                QgsProcessingParameterFile(self.MODEL, tr("Model"), fileFilter=tr("SOC Map models (*.socmodel)")),
                "A model file made by Train CNN-LSTM or Train Random Forest.",
            ),
            (
                QgsProcessingParameterMultipleLayers(
                    self.COVARIATES,
                    tr("Covariates (empty = the files of the dataset)"),
                    Qgis.ProcessingSourceType.Raster,
                    None,
                    True,
                ),
                "Static and temporal rasters together, matched by name and step with those the model was trained on. "
                "Empty: the files that were read when the dataset was built.",
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
        colours = choice(self.COLOURS, "Colours of the map", COLOURS, CONTINUOUS)
        self.addParameter(
            documented(
                colours,
                "continuous: a ramp over nearly all values. quantiles: classes of as many pixels each. "
                "equal_intervals: classes of the same width.",
                True,
            )
        )
        like = QgsProcessingParameterRasterLayer(self.LIKE, tr("Colours as those of another map"), None, True)
        self.addParameter(
            documented(like, "A map of the project whose look is taken over, so that both can be compared.", True)
        )
        add_settings(self, (DEVICE,), PredictJob)
        memory = number(self.MEMORY_MB, "Memory (MB)", PredictJob, "memory_mb")
        self.addParameter(
            documented(memory, "How much memory the windows of the map may take; less is slower, not worse.", True)
        )
        add_settings(self, (SCHEDULER,), PredictJob)
        self.addParameter(names_parameter(self.COVARIATES))
        map_layers.add_coverage(self)
        output = QgsProcessingParameterRasterDestination(self.OUTPUT, tr("Soil organic carbon"))
        self.addParameter(documented(output, "The map, a cloud-optimised GeoTIFF in the unit of the target."))
        map_layers.add_layers(self)
        labels = (tr("Minimum"), tr("First quartile"), tr("Median"), tr("Third quartile"), tr("Maximum"))
        for name, label in zip(self.NUMBERS, labels):
            self.addOutput(QgsProcessingOutputNumber(name, label))
        self.addOutput(QgsProcessingOutputNumber(self.MAPPED, tr("Share of the pixels that are mapped (%)")))
        outside = tr("Share of the map outside the area of applicability (%)")
        self.addOutput(QgsProcessingOutputNumber(self.OUTSIDE, outside))

    def refuse_bad_input(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        refuse_missing_file(self.MODEL, self._model(parameters, context), "Train CNN-LSTM or Train Random Forest")
        self._layers(parameters, context)
        extent(self, self.EXTENT, parameters, context)
        mask_source(self, self.MASK, parameters, context)
        refuse_bad_scheduler(self, parameters, context)
        outside_area.refuse_without_area(parameters)

    def read_layers(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        self._covariates = self._layers(parameters, context)
        self._extent = extent(self, self.EXTENT, parameters, context)
        self._colours = self.parameterAsEnumString(parameters, self.COLOURS, context)
        other = self.parameterAsRasterLayer(parameters, self.LIKE, context)
        self._like = other.renderer().clone() if other is not None else None
        self._mask = mask(mask_source(self, self.MASK, parameters, context), self.MASK)

    def job(self, parameters: dict[str, Any], context: QgsProcessingContext, run_folder: Path) -> PredictJob:
        return PredictJob(
            model=self._model(parameters, context),
            output=layer_output(self, self.OUTPUT, parameters, context),
            **map_layers.files(self, parameters, context),
            coverage=self.parameterAsDouble(parameters, map_layers.COVERAGE, context),
            covariates=self._covariates,
            extent=self._extent,
            mask=self._mask,
            device=setting_value(self, DEVICE, default(PredictJob, "device"), parameters, context),
            memory_mb=self.parameterAsInt(parameters, self.MEMORY_MB, context),
            scheduler=scheduler(self, parameters, context),
        )

    def outputs(
        self, job: PredictJob, result: dict[str, Any], parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, Any]:
        numbers = dict(zip(self.NUMBERS, result.get("numbers", ())))
        if result.get("pixels"):
            numbers[self.MAPPED] = 100 * result["predicted"] / result["pixels"]
        if "outside_percent" in result:
            numbers[self.OUTSIDE] = result["outside_percent"]
        self._output = job.output
        made = {name: getattr(job, name.lower()) for name in map_layers.NAMES}
        if job.aoa:
            made[outside_area.OUTSIDE_AREA] = outside_area.write_outside_area(self, parameters, context, job.aoa)
        return {self.OUTPUT: job.output, **{name: file for name, file in made.items() if file}, **numbers}

    def group_of_layers(self) -> str:
        return tr("Soil organic carbon")

    def post_processors(self) -> dict[str, QgsProcessingLayerPostProcessorInterface]:
        return map_layers.styles(self._output, StyleMap("soc.qml", self._colours, self._like))

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        super().postProcessAlgorithm(context, feedback)
        self._post_processors += add_width(self._job, context, self.group_of_layers())
        return {}

    def _layers(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[RasterLayer, ...]:
        return with_names(self, raster_layers(self.COVARIATES, parameters, context), parameters, context)

    def _model(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        return absolute_file(self, self.MODEL, parameters, context)
