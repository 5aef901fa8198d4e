"""Annual EVI."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

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

from ...core.jobs.satellite import STATE_MASKS, AnnualEviJob
from ...core.products.modis import SURFACE_REFLECTANCE_LAYERS
from ..base import tr
from ..covariate_styles import StyleCovariate
from ..outputs import add_folder, file_output, layer_output
from ..parameters import choice, default, documented, number
from .hdf import unpacked
from .products import ProductAlgorithm


class AnnualEvi(ProductAlgorithm):
    """Averages the EVI of every year over its clear observations."""

    MASKED, MINIMUM, COUNT = "MASKED", "MINIMUM", "COUNT"

    ID = AnnualEviJob.task
    LABEL = "Annual EVI"
    GROUP = "1 Prepare"
    TITLE = "Annual EVI"
    SUMMARY = "Averages the vegetation index of MOD09GA or MOD09A1 over the clear observations of every year."
    TAGS = "MODIS,MOD09GA,MOD09A1,HDF,EVI,vegetation index,reflectance,time series,covariates,yearly,import"
    RESULTS: ClassVar = {"FOLDER": "annual_evi", "COUNT": "clear_observations"}
    NEXT = ("listcovariates", "buildpatchdataset")

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
        outputs = super().outputs(job, result, parameters, context)
        return {**outputs, self.COUNT: job.count} if job.count else outputs

    def post_processors(self) -> dict[str, QgsProcessingLayerPostProcessorInterface]:
        return {self.COUNT: StyleCovariate()}

    def _masked(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[str, ...]:
        if parameters.get(self.MASKED) in ([], ()):
            return ()  # where nothing is chosen QGIS would give the default
        return tuple(self.parameterAsEnumStrings(parameters, self.MASKED, context))
