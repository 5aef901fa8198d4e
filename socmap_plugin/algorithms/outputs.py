"""Paths of results, tables, and the point layers that are made from the tables of the worker."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsPointXY,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingOutputMultipleLayers,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterVectorDestination,
    QgsProcessingUtils,
)
from qgis.PyQt.QtCore import QMetaType

from ..core.runtime.csv_text import text_of
from .base import tr
from .parameters import documented

TEXT_COLUMNS = (
    "sample_id", "part", "property", "reason", "effect", "finding", "method", "purpose", "value", "limit", "remedy",
)  # fmt: skip
WHOLE_COLUMNS = ("number", "stratum")
X, Y = "x", "y"
LAYERS = "LAYERS"


def file_output(
    algorithm: QgsProcessingAlgorithm, name: str, parameters: dict[str, Any], context: QgsProcessingContext
) -> str:
    """Return the file of the destination `name`, absolute because the worker has its own folder; '' if not wanted."""
    path = algorithm.parameterAsFileOutput(parameters, name, context)
    return os.path.abspath(path) if path else ""


def layer_output(
    algorithm: QgsProcessingAlgorithm, name: str, parameters: dict[str, Any], context: QgsProcessingContext
) -> str:
    """Return the file of the destination `name`, written by the worker and loaded as a layer; '' if not wanted."""
    path = algorithm.parameterAsOutputLayer(parameters, name, context)
    # As it came if it can be: QGIS finds a layer it shall load by this text, and Windows has two ways to write a path.
    return path if not path or os.path.isabs(path) else os.path.abspath(path)


def add_table(algorithm: QgsProcessingAlgorithm, name: str, label: str, text: str, optional: bool = False) -> None:
    """Add the destination of a CSV file that QGIS loads as a table."""
    kind = Qgis.ProcessingSourceType.Vector  # the only one that stands for a layer without geometry
    table = QgsProcessingParameterVectorDestination(name, tr(label), kind, None, optional)
    algorithm.addParameter(documented(table, text))
    # After it was added, because that takes over what the provider's other layers can be: tables of a database.
    table.setSupportsNonFileBasedOutput(False)


def add_folder(algorithm: QgsProcessingAlgorithm, name: str, label: str, text: str) -> None:
    """Add the destination of a folder of rasters, and the list of them as an output that a model can hand on."""
    algorithm.addParameter(documented(QgsProcessingParameterFolderDestination(name, tr(label)), text))
    algorithm.addOutput(QgsProcessingOutputMultipleLayers(LAYERS, tr("Layers")))


def folder_outputs(name: str, folder: str, files: list[str]) -> dict[str, Any]:
    """Return the values of the outputs that :func:`add_folder` adds, for the names of the files in the folder."""
    return {name: folder, LAYERS: [os.path.join(folder, file) for file in files]}


def load_folder(
    outputs: dict[str, Any],
    name: str,
    title: str,
    context: QgsProcessingContext,
    post_processor: Callable[[], QgsProcessingLayerPostProcessorInterface],
    given: Any,
) -> list[QgsProcessingLayerPostProcessorInterface]:
    """Have QGIS load the layers of a folder as one group, and return what styles them, to be kept alive.

    A folder that a graphical model made for its own use is not loaded. Called on the main thread.

    Parameters
    ----------
    outputs
        From :func:`folder_outputs`.
    name, title
        Name of the destination parameter, and of the group where the folder is a temporary one.
    post_processor
        Makes one for each layer.
    given
        The value of the destination parameter: a model names a temporary folder, where a dialog asks for one.
    """
    project = context.project()
    folder = Path(outputs[name])
    temporary = Path(QgsProcessingUtils.tempFolder(context)) in folder.parents
    if project is None or (temporary and given != QgsProcessing.TEMPORARY_OUTPUT):
        return []
    kept = []
    for file in outputs[LAYERS]:
        details = QgsProcessingContext.LayerDetails(Path(file).stem, project, LAYERS)
        details.groupName = title if temporary else folder.name
        details.forceName = True
        kept.append(post_processor())
        details.setPostProcessor(kept[-1])
        context.addLayerToLoadOnCompletion(file, details)
    return kept


def points_output(
    algorithm: QgsProcessingAlgorithm,
    name: str,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    table: Path,
    crs_wkt: str,
) -> str:
    """Write the rows of the CSV `table` to the sink `name` as points of its columns x and y; '' if not wanted."""
    with table.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
        columns = [column for column in reader.fieldnames or () if column not in (X, Y)]
    fields = QgsFields()
    for column in columns:
        fields.append(QgsField(column, _field_type(column)))
    crs = QgsCoordinateReferenceSystem.fromWkt(crs_wkt)
    sink, identifier = algorithm.parameterAsSink(parameters, name, context, fields, Qgis.WkbType.Point, crs)
    if sink is None:
        if parameters.get(name) in (None, ""):
            return ""
        raise QgsProcessingException(algorithm.invalidSinkError(parameters, name))
    for row in rows:
        feature = QgsFeature(fields)
        if row[X]:  # a finding can be about a profile whose place nobody knows
            feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(float(row[X]), float(row[Y]))))
        feature.setAttributes([_value(column, row[column]) for column in columns])
        if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
            raise QgsProcessingException(algorithm.writeFeatureError(sink, parameters, name))
    return identifier


def _field_type(column: str) -> QMetaType.Type:
    if column in TEXT_COLUMNS:
        return QMetaType.Type.QString
    return QMetaType.Type.Int if _is_whole(column) else QMetaType.Type.Double


def _value(column: str, text: str) -> Any:
    if column in TEXT_COLUMNS:
        return text_of(text)
    if not text:
        return None
    return int(text) if _is_whole(column) else float(text)


def _is_whole(column: str) -> bool:
    return column.startswith("fold_") or column in WHOLE_COLUMNS
