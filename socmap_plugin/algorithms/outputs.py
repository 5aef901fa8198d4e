"""Paths of results, and the point layers that are made from the tables of the worker."""

from __future__ import annotations

import csv
import os
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
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
)
from qgis.PyQt.QtCore import QMetaType

TEXT_COLUMNS = ("sample_id", "reason")
X, Y = "x", "y"


def file_output(
    algorithm: QgsProcessingAlgorithm, name: str, parameters: dict[str, Any], context: QgsProcessingContext
) -> str:
    """Return the file of the destination `name`, absolute because the worker has its own folder; '' if not wanted."""
    path = algorithm.parameterAsFileOutput(parameters, name, context)
    return os.path.abspath(path) if path else ""


def raster_output(
    algorithm: QgsProcessingAlgorithm, name: str, parameters: dict[str, Any], context: QgsProcessingContext
) -> str:
    """Return the file of the raster destination `name`; '' if not wanted."""
    path = algorithm.parameterAsOutputLayer(parameters, name, context)
    return os.path.abspath(path) if path else ""


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
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(float(row[X]), float(row[Y]))))
        feature.setAttributes([_value(column, row[column]) for column in columns])
        if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
            raise QgsProcessingException(algorithm.writeFeatureError(sink, parameters, name))
    return identifier


def _field_type(column: str) -> QMetaType.Type:
    if column in TEXT_COLUMNS:
        return QMetaType.Type.QString
    return QMetaType.Type.Int if column.startswith("fold_") else QMetaType.Type.Double


def _value(column: str, text: str) -> Any:
    if column in TEXT_COLUMNS:
        return text
    if not text:
        return None
    return int(text) if column.startswith("fold_") else float(text)
