"""Terrain Covariates."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterRasterLayer,
)

from ...core.jobs.inputs import RasterLayer
from ...core.jobs.terrain import ELEVATION_UNITS, TerrainJob
from ..base import tr
from ..inputs import raster_layers
from ..outputs import add_folder, file_output
from ..parameters import choice, default, documented, number
from .products import FolderAlgorithm


class TerrainCovariates(FolderAlgorithm):
    """Derives terrain covariates from a digital elevation model."""

    DEM, DIRECTIONS, ELEVATION_UNIT, MEMORY_MB = "DEM", "DIRECTIONS", "ELEVATION_UNIT", "MEMORY_MB"

    ID = TerrainJob.task
    LABEL = "Terrain Covariates"
    GROUP = "1 Prepare"
    TITLE = "Terrain"
    SUMMARY = "Derives slope, ruggedness, position, wetness and stream power from an elevation model: a file each."
    TAGS = "terrain,DEM,elevation,slope,aspect,northness,wetness,TWI,ruggedness,topography,relief,covariates"
    RESULTS: ClassVar = {"FOLDER": "terrain"}
    NEXT = ("listcovariates", "buildpatchdataset")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        dem = QgsProcessingParameterRasterLayer(self.DEM, tr("Digital elevation model"))
        self.addParameter(
            documented(
                dem,
                "A raster of elevations in a projected CRS, reaching beyond the study area on every side: water from "
                "outside is not known, and the outermost pixels have no slope.",
            )
        )
        directions = QgsProcessingParameterBoolean(
            self.DIRECTIONS, tr("Northness and eastness too"), default(TerrainJob, "directions")
        )
        self.addParameter(
            documented(
                directions,
                "Adds how far slopes lean to the north and to the east, -1 to 1. Take them where sunny and shady "
                "slopes, or windward and lee ones, differ: a CNN-LSTM that turns its patches in training cannot see a "
                "direction in elevations.",
            )
        )
        unit = choice(
            self.ELEVATION_UNIT,
            "Unit of elevation",
            ELEVATION_UNITS,
            default(TerrainJob, "elevation_unit"),
        )
        memory = number(self.MEMORY_MB, "Memory (MB)", TerrainJob, "memory_mb")
        advanced = (
            (
                unit,
                "auto: as the band or the vertical CRS of the raster says, metres where neither does. Results are in "
                "metres; us-ft is the foot of the US survey.",
            ),
            (
                memory,
                "How much memory may be taken. Wetness and stream power need all of the DEM at once, about 50 MB a "
                "million pixels, and are refused beyond it; the others are calculated in tiles.",
            ),
        )
        for definition, text in advanced:
            self.addParameter(documented(definition, text, advanced=True))
        add_folder(
            self,
            self.FOLDER,
            "Folder of covariates",
            "A GeoTIFF for each of elev, slp, tri, rough, vrm, tpi, cti and spi, and where wanted of northness and "
            "eastness. The folder itself can be given to Build Patch Dataset as static covariates. Files of other "
            "names in it stay.",
        )

    def refuse_bad_input(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        self._dem(parameters, context)

    def read_layers(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        self._layer = self._dem(parameters, context)

    def job(self, parameters: dict[str, Any], context: QgsProcessingContext, run_folder: Path) -> TerrainJob:
        return TerrainJob(
            dem=self._layer,
            folder=file_output(self, self.FOLDER, parameters, context),
            directions=self.parameterAsBoolean(parameters, self.DIRECTIONS, context),
            elevation_unit=self.parameterAsEnumString(parameters, self.ELEVATION_UNIT, context),
            memory_mb=self.parameterAsInt(parameters, self.MEMORY_MB, context),
        )

    def _dem(self, parameters: dict[str, Any], context: QgsProcessingContext) -> RasterLayer:
        layers = raster_layers(self.DEM, parameters, context)
        if len(layers) != 1:
            raise QgsProcessingException(f"{self.DEM} names {len(layers)} rasters; give one elevation model.")
        crs = QgsCoordinateReferenceSystem.fromWkt(layers[0].crs_wkt)
        if crs.isGeographic():
            raise QgsProcessingException(
                f"{self.DEM}: {layers[0].name} is in {crs.userFriendlyIdentifier()}, whose pixels are in degrees; "
                "reproject it to a projected CRS with Warp (Reproject), for example to the UTM zone of the area."
            )
        return layers[0]
