"""A layer of points turned into the parts of stocks, and stocks into fields of its points."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsProcessingUtils,
)
from qgis.PyQt.QtCore import QMetaType

from ...core.jobs.soils import PartTable
from ..inputs import features
from ..samples import point_of, sample_table, target_expression

PLACE = ("sample_id", "x", "y")  # columns of the worker's table that the points have themselves
TEXT = "stock_density_from"


def part_table(
    algorithm: QgsProcessingAlgorithm,
    source: QgsProcessingFeatureSource,
    texts: dict[str, str],
    id_field: str,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
) -> PartTable:
    """Return what the expressions `texts`, by the names of the parameters, give at the points of a layer."""
    parts, table = {}, None
    for name, text in texts.items():
        expression = target_expression(name, text, source)
        scope = algorithm.createExpressionContext(parameters, context, source)
        # What is said of points without a place is said once.
        table = sample_table(
            source, expression, scope, feedback if table is None else QgsProcessingFeedback(False), "", id_field
        )
        parts[name.lower()] = table.target
    if table is None:
        raise QgsProcessingException("SOC is empty; give a field or an expression.")
    return PartTable(table.layer, table.crs_wkt, table.ids, table.x, table.y, parts)


def located(source: QgsProcessingFeatureSource) -> list[QgsFeature]:
    """Return the features that :func:`part_table` has taken, in its order."""
    found = sorted(features(source), key=QgsFeature.id)
    return [feature for feature in found if point_of(feature, source.sourceName()) is not None]


def with_stocks(
    algorithm: QgsProcessingAlgorithm,
    name: str,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    points: list[QgsFeature],
    layer: tuple[QgsFields, Any, Any],
    table: Path,
) -> str:
    """Write points with the columns of the CSV `table` beside their own fields to the sink `name`.

    Parameters
    ----------
    points
        In the order of the rows.
    layer
        Fields, kind of geometry and CRS of theirs.
    """
    with table.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
        columns = [column for column in reader.fieldnames or () if column not in PLACE]
    own = QgsFields()
    for column in columns:
        own.append(QgsField(column, QMetaType.Type.QString if column == TEXT else QMetaType.Type.Double))
    fields = QgsProcessingUtils.combineFields(layer[0], own)
    sink, identifier = algorithm.parameterAsSink(parameters, name, context, fields, *layer[1:])
    if sink is None:
        raise QgsProcessingException(algorithm.invalidSinkError(parameters, name))
    for point, row in zip(points, rows):
        feature = QgsFeature(fields)
        feature.setGeometry(point.geometry())
        values = (row[column] if column == TEXT else float(row[column]) if row[column] else None for column in columns)
        feature.setAttributes([*point.attributes(), *values])
        if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
            raise QgsProcessingException(algorithm.writeFeatureError(sink, parameters, name))
    return str(identifier)
