"""The dataset that goes into training, and the model and report that come out, alike in every algorithm."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
)

from ...core.jobs.search_grid import parse_grid
from ...core.runtime.errors import InputError
from ..base import tr
from ..checks import refuse_missing_file
from ..inputs import absolute_file
from ..parameters import TUNE, TUNING_GRID, Setting, documented

DATASET, MODEL, REPORT = "DATASET", "MODEL", "REPORT"
CALIBRATION = Setting(
    "CALIBRATION",
    "calibration",
    "Samples kept back to calibrate limits",
    "The model is trained again without each fifth of the samples, and its errors there say how wide the limits of its "
    "maps are. random: for samples spread as the map is. knndm: for clustered samples. block: in squares of the map. "
    "none: faster, but maps of the model have neither limits nor an area of applicability.",
    chosen=True,
)


def add_dataset(algorithm: QgsProcessingAlgorithm) -> None:
    """Add the parameter for the dataset."""
    parameter = QgsProcessingParameterFile(DATASET, tr("Patch dataset"), fileFilter=tr("Patch datasets (*.npz)"))
    algorithm.addParameter(documented(parameter, "A dataset file made by Build Patch Dataset."))


def dataset_file(algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
    """Return the path of the dataset."""
    return absolute_file(algorithm, DATASET, parameters, context)


def refuse_missing_dataset(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> None:
    """Refuse a dataset that is not there."""
    refuse_missing_file(DATASET, dataset_file(algorithm, parameters, context), "Build Patch Dataset")


def refuse_bad_grid(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> None:
    """Refuse a grid that cannot be searched, where one is searched."""
    if algorithm.parameterAsBool(parameters, TUNE.parameter, context):
        try:
            parse_grid(algorithm.parameterAsString(parameters, TUNING_GRID.parameter, context))
        except InputError as error:
            raise QgsProcessingException(str(error)) from error


def add_model_and_report(algorithm: QgsProcessingAlgorithm) -> None:
    """Add the destinations of the model and its report."""
    model = QgsProcessingParameterFileDestination(MODEL, tr("Model"), tr("SOC Map models (*.socmodel)"))
    algorithm.addParameter(documented(model, "The model file for Predict SOC Raster."))
    add_report(algorithm, "Settings and results of the training, for reading.", "Training report")


def add_report(algorithm: QgsProcessingAlgorithm, text: str, label: str) -> None:
    """Add the destination of the report, which QGIS lists among its results by its `label`."""
    report = QgsProcessingParameterFileDestination(REPORT, tr(label), tr("HTML files (*.html)"), None, True)
    algorithm.addParameter(documented(report, text))
