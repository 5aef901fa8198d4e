"""Annual EVI."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingParameterExtent,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterString,
)

from ..core.jobs.satellite import STATE_MASKS, AnnualEviJob
from ..core.products.modis import SURFACE_REFLECTANCE_LAYERS
from .base import WorkerAlgorithm, tr
from .folders import RASTER_SUFFIXES, input_files
from .hdf import SUFFIXES, unpacked
from .inputs import extent
from .outputs import add_folder, file_output, folder_outputs, layer_output, load_folder
from .parameters import choice, default, documented, number
from .styling import ShowFirstBand
from .tiles import needed_tiles, tiles_area, wanted_years


class AnnualEvi(WorkerAlgorithm):
    """Averages the EVI of every year over its clear observations."""

    INPUT, EXTENT, YEARS, MASKED, MINIMUM = "INPUT", "EXTENT", "YEARS", "MASKED", "MINIMUM"
    FOLDER, COUNT = "FOLDER", "COUNT"

    ID = AnnualEviJob.task
    LABEL = "Annual EVI"
    GROUP = "Preparation"
    SUMMARY = "Averages the vegetation index of MOD09GA or MOD09A1 over the clear observations of every year."

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        masked = choice(
            self.MASKED,
            "Left out by the state of the pixel",
            STATE_MASKS,
            list(default(AnnualEviJob, "masked")),
            many=True,
        )
        masked.setFlags(masked.flags() | Qgis.ProcessingParameterFlag.Optional)  # none at all is a choice too
        definitions = (
            (
                QgsProcessingParameterMultipleLayers(
                    self.INPUT, tr("Files of surface reflectance"), Qgis.ProcessingSourceType.File
                ),
                "MOD09GA or MOD09A1 of all days: HDF tiles, GeoTIFFs of AppEEARS, exports of Earth Engine, or rasters "
                "named like red_2010-01-25.tif, nir_..., blue_... and state_.... Scripts may name a folder.",
            ),
            (
                QgsProcessingParameterExtent(self.EXTENT, tr("Extent (empty = all of the files)"), None, True),
                "The rectangle that is averaged, in any CRS; it is widened to whole pixels. A small one saves time and "
                "disk space.",
            ),
            (
                QgsProcessingParameterString(
                    self.YEARS, tr("Years (empty = all)"), default(AnnualEviJob, "years"), False, True
                ),
                "Written as 2002-2011 or 2002,2004. Files of other years are not read.",
            ),
            (
                masked,
                "Observations in one of these conditions are not clear and not averaged. Fill values never are. "
                "assumed-clear is the cloud state that the product did not determine and takes for clear.",
            ),
        )
        minimum = number(self.MINIMUM, "Clear observations a pixel needs", AnnualEviJob, "minimum")
        for definition, text in definitions:
            self.addParameter(documented(definition, text))
        text = "A pixel with fewer clear observations in a year is nodata in that year; 1 keeps all that have any."
        self.addParameter(documented(minimum, text, advanced=True))
        add_folder(
            self,
            self.FOLDER,
            "Folder for the annual EVI",
            "Holds evi-mean.tif, a band a year. The folder itself can be given to Build Patch Dataset as temporal "
            "covariates. Files of other names in it stay.",
        )
        count = QgsProcessingParameterRasterDestination(
            self.COUNT, tr("Number of clear observations"), None, True, False
        )
        self.addParameter(documented(count, "How many observations are in each mean, a band a year."))

    def refuse_bad_input(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        input_files(self.INPUT, parameters, context, (*SUFFIXES, *RASTER_SUFFIXES))
        extent(self, self.EXTENT, parameters, context)
        wanted_years(self, self.YEARS, parameters, context)

    def read_layers(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        self._extent = extent(self, self.EXTENT, parameters, context)
        files = input_files(self.INPUT, parameters, context, (*SUFFIXES, *RASTER_SUFFIXES))
        years = wanted_years(self, self.YEARS, parameters, context)
        self._area = tiles_area(self._extent, context)
        self._files = needed_tiles(files, years, self._area, feedback)

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        layers = SURFACE_REFLECTANCE_LAYERS
        with unpacked(self._files, layers, context, feedback, area=self._area) as (self._products, steps):
            return super().processAlgorithm(parameters, context, steps)

    def job(self, parameters: dict[str, Any], context: QgsProcessingContext, run_folder: Path) -> AnnualEviJob:
        return AnnualEviJob(
            files=tuple(self._products),
            folder=file_output(self, self.FOLDER, parameters, context),
            count=layer_output(self, self.COUNT, parameters, context),
            extent=self._extent,
            years=self.parameterAsString(parameters, self.YEARS, context),
            masked=self._masked(parameters, context),
            minimum=self.parameterAsInt(parameters, self.MINIMUM, context),
        )

    def outputs(
        self, job: AnnualEviJob, result: dict[str, Any], parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, Any]:
        outputs = folder_outputs(self.FOLDER, job.folder, result["files"])
        if job.count:
            outputs[self.COUNT] = job.count
        return outputs

    def post_processors(self) -> dict[str, QgsProcessingLayerPostProcessorInterface]:
        return {self.COUNT: ShowFirstBand()}

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        given = self._parameters.get(self.FOLDER)
        styles = load_folder(self._outputs, self.FOLDER, tr("Annual EVI"), context, ShowFirstBand, given)
        self._post_processors.extend(styles)
        return super().postProcessAlgorithm(context, feedback)

    def _masked(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[str, ...]:
        if parameters.get(self.MASKED) in ([], ()):
            return ()  # where nothing is chosen QGIS would give the default
        return tuple(self.parameterAsEnumStrings(parameters, self.MASKED, context))
