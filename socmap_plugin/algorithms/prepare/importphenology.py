"""Import Phenology."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterCrs,
    QgsProcessingParameterExtent,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
)

from ...core.jobs.satellite import DATE_ORIGINS, QUALITIES, QUALITY_LAYERS, ImportPhenologyJob
from ...core.products.modis import PHENOLOGY_PRODUCTS
from ..base import tr
from ..inputs import is_given, wkt
from ..outputs import add_folder, file_output
from ..parameters import choice, default, documented, number
from .hdf import unpacked
from .products import ProductAlgorithm


class ImportPhenology(ProductAlgorithm):
    """Makes yearly covariates of the files of a land surface phenology product."""

    CYCLE, QUALITY, CRS, QUALITY_LAYER, DATE_ORIGIN = "CYCLE", "QUALITY", "CRS", "QUALITY_LAYER", "DATE_ORIGIN"

    ID = ImportPhenologyJob.task
    LABEL = "Import Phenology"
    GROUP = "1 Prepare"
    TITLE = "Phenology"
    SUMMARY = "Turns downloads of MCD12Q2 or VNP22Q2 into yearly covariates: a file a variable, a band a year."
    TAGS = (
        "MODIS,VIIRS,MCD12Q2,VNP22Q2,AppEEARS,Earth Engine,HDF,phenology,greenup,senescence,season,"
        "time series,covariates,import"
    )
    RESULTS: ClassVar = {"FOLDER": "phenology"}
    NEXT = ("listcovariates", "buildpatchdataset")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        definitions = (
            (
                QgsProcessingParameterMultipleLayers(
                    self.INPUT, tr("Files of the product"), Qgis.ProcessingSourceType.File
                ),
                "MCD12Q2 or VNP22Q2 of all years: HDF tiles, GeoTIFFs or NetCDF of AppEEARS, or exports of Earth "
                "Engine, under the names they came with. Scripts may name a folder. Tiles of one year are joined.",
            ),
            (
                number(self.CYCLE, "Vegetation cycle", ImportPhenologyJob, "cycle"),
                "Which of the two cycles of a year that the product describes; few places have a second one.",
            ),
            (
                choice(self.QUALITY, "Worst quality accepted", QUALITIES, default(ImportPhenologyJob, "quality")),
                "Values of a worse quality become gaps, which later steps interpolate in time. poor accepts all and "
                "needs no layer of quality.",
            ),
            (
                QgsProcessingParameterExtent(self.EXTENT, tr("Extent (empty = all of the files)"), None, True),
                "The rectangle that is imported, in any CRS; it is widened to whole pixels.",
            ),
            (
                QgsProcessingParameterString(
                    self.YEARS, tr("Years (empty = all)"), default(ImportPhenologyJob, "years"), False, True
                ),
                "Written as 2002-2011 or 2002,2004. Empty: all years of the files, between which none may be missing.",
            ),
        )
        advanced = (
            (
                QgsProcessingParameterCrs(self.CRS, tr("Target CRS (empty = that of the files)"), None, True),
                "The CRS of the results. In another than that of the files every pixel takes the nearest value, for "
                "dates cannot be averaged. Build Patch Dataset reads any CRS, so most users need none.",
            ),
            (
                choice(
                    self.QUALITY_LAYER,
                    "Quality by",
                    QUALITY_LAYERS,
                    default(ImportPhenologyJob, "quality_layer"),
                ),
                "overall: QA_Overall (GLSP_QC) of the cycle for every variable. detailed: for each date its own bits "
                "in QA_Detailed, for the others the overall quality. The number of cycles is not filtered.",
            ),
            (
                choice(
                    self.DATE_ORIGIN,
                    "Dates of VNP22Q2 count",
                    DATE_ORIGINS,
                    default(ImportPhenologyJob, "date_origin"),
                ),
                "Sources disagree: days are true days since 1 January 2000; with years of 366 days, 366 are taken off "
                "for every year since 2000, as AppEEARS advises. MCD12Q2 is not affected.",
            ),
        )
        for definition, text in definitions:
            self.addParameter(documented(definition, text))
        for definition, text in advanced:
            self.addParameter(documented(definition, text, advanced=True))
        add_folder(
            self,
            self.FOLDER,
            "Folder of covariates",
            "A GeoTIFF a variable with a band a year. The folder itself can be given to Build Patch Dataset as "
            "temporal covariates. Files of other names in it stay.",
        )

    def refuse_bad_input(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        super().refuse_bad_input(parameters, context)
        self._crs(parameters, context)

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        cycle = self.parameterAsInt(parameters, self.CYCLE, context)
        layers = _layers(
            cycle,
            self.parameterAsEnumString(parameters, self.QUALITY, context),
            self.parameterAsEnumString(parameters, self.QUALITY_LAYER, context),
        )
        with unpacked(self._files, layers, context, feedback, cycle, self._area) as (self._products, steps):
            return super().processAlgorithm(parameters, context, steps)

    def job(self, parameters: dict[str, Any], context: QgsProcessingContext, run_folder: Path) -> ImportPhenologyJob:
        return ImportPhenologyJob(
            files=tuple(self._products),
            folder=file_output(self, self.FOLDER, parameters, context),
            cycle=self.parameterAsInt(parameters, self.CYCLE, context),
            quality=self.parameterAsEnumString(parameters, self.QUALITY, context),
            quality_layer=self.parameterAsEnumString(parameters, self.QUALITY_LAYER, context),
            date_origin=self.parameterAsEnumString(parameters, self.DATE_ORIGIN, context),
            extent=self._extent,
            crs_wkt=self._crs(parameters, context),
            years=self.parameterAsString(parameters, self.YEARS, context),
        )

    def _crs(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        if not is_given(self.CRS, parameters):
            return ""
        text = wkt(self.parameterAsCrs(parameters, self.CRS, context))
        if not text:
            raise QgsProcessingException(
                f"{self.CRS}: {parameters[self.CRS]} is no CRS that QGIS knows; give one such as EPSG:32650."
            )
        return text


def _layers(cycle: int, quality: str, quality_layer: str) -> list[str]:
    """Return the names of the layers of HDF files that a job reads."""
    names = []
    for product in PHENOLOGY_PRODUCTS:
        of_quality = [product.quality] if quality != QUALITIES[-1] else []
        if of_quality and quality_layer != QUALITY_LAYERS[0]:
            of_quality.append(product.detailed)
        for name in filter(None, (*(layer.name for layer in product.layers), *of_quality)):
            names += [name, f"{name}_{cycle}"]  # MCD12Q2 has the cycles as bands, VNP22Q2 as layers
    return names
