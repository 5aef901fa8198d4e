"""Algorithms whose result is a folder of rasters; those of them that make it of the files of a satellite product."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingLayerPostProcessorInterface

from ...core.jobs.tasks import Job
from ..base import WorkerAlgorithm, tr
from ..covariate_styles import StyleCovariate
from ..folders import RASTER_SUFFIXES, input_files
from ..inputs import extent
from ..outputs import folder_outputs, load_folder
from .hdf import SUFFIXES
from .tiles import needed_tiles, tiles_area, wanted_years


class FolderAlgorithm(WorkerAlgorithm):
    """Makes a folder of rasters, which QGIS loads as one group."""

    FOLDER = "FOLDER"
    TITLE = ""  # of the group where the folder is a temporary one, whose name says nothing

    def outputs(
        self, job: Job, result: dict[str, Any], parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, Any]:
        return folder_outputs(self.FOLDER, job.folder, result["files"])

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        given = self._parameters.get(self.FOLDER)

        def style() -> QgsProcessingLayerPostProcessorInterface:
            self._post_processors.append(StyleCovariate())
            return self.described(self._post_processors[-1])

        self._post_processors += load_folder(self._outputs, self.FOLDER, tr(self.TITLE), context, style, given)
        return super().postProcessAlgorithm(context, feedback)


class ProductAlgorithm(FolderAlgorithm):
    """Reads the files of a satellite product, of them those of the years and the extent that are wanted."""

    INPUT, EXTENT, YEARS = "INPUT", "EXTENT", "YEARS"

    def refuse_bad_input(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        self._given_files(parameters, context)
        extent(self, self.EXTENT, parameters, context)
        wanted_years(self, self.YEARS, parameters, context)

    def read_layers(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        self._extent = extent(self, self.EXTENT, parameters, context)
        years = wanted_years(self, self.YEARS, parameters, context)
        self._area = tiles_area(self._extent, context)
        self._files = needed_tiles(self._given_files(parameters, context), years, self._area, feedback)

    def _given_files(self, parameters: dict[str, Any], context: QgsProcessingContext) -> list[str]:
        return input_files(self.INPUT, parameters, context, (*SUFFIXES, *RASTER_SUFFIXES))
