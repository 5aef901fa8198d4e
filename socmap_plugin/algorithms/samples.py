"""The layer of samples turned into the table of a job: places, targets, ids and strata."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import Any

from qgis.core import (
    Qgis,
    QgsExpression,
    QgsExpressionContext,
    QgsFeature,
    QgsFeatureRequest,
    QgsFields,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsVariantUtils,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QMetaType, Qt

from ..core.jobs.inputs import SampleTable
from ..core.runtime.numbers import number_in
from .inputs import features, field_text, wkt

# Functions whose sub-expressions are about another layer
OTHER_LAYERS = {"aggregate", "relation_aggregate"}


def sample_source(
    algorithm: QgsProcessingAlgorithm, name: str, parameters: dict[str, Any], context: QgsProcessingContext
) -> QgsProcessingFeatureSource:
    """Return the points of the parameter `name`, with selection and filter.

    Raises
    ------
    QgsProcessingException
        There are no points, none is selected, or the layer has no CRS; the message names it.
    """
    source = algorithm.parameterAsSource(parameters, name, context)
    if source is None:
        raise QgsProcessingException(f"{name}: the layer of samples cannot be opened; choose a layer of points.")
    layer = source.sourceName()
    if QgsWkbTypes.geometryType(source.wkbType()) != Qgis.GeometryType.Point:
        raise QgsProcessingException(f"{name}: the layer {layer} has no points; choose a layer of points.")
    if not wkt(source.sourceCrs()):
        raise QgsProcessingException(
            f"{name}: the layer {layer} has no CRS; assign the right one (layer menu, Layer CRS > Set Layer CRS)."
        )
    if next(features(source, QgsFeatureRequest().setLimit(1)), None) is None:
        definition = parameters.get(name)
        if isinstance(definition, QgsProcessingFeatureSourceDefinition) and definition.selectedFeaturesOnly:
            raise QgsProcessingException(
                f"{name}: no sample of the layer {layer} is selected; select samples or untick Selected features only."
            )
        raise QgsProcessingException(f"{name}: the layer {layer} has no samples; check its filter or choose another.")
    return source


def target_expression(name: str, text: str, source: QgsProcessingFeatureSource) -> QgsExpression:
    """Return the expression `text` of the parameter `name`, or refuse it if it cannot work on `source`."""
    if not text.strip():
        raise QgsProcessingException(f'{name} is empty; give a field or an expression, for example "soc".')
    expression = QgsExpression(text)
    fields = source.fields()
    _refuse_unquoted_field(name, text, expression, fields.names())
    if expression.hasParserError():
        reason = " ".join(expression.parserErrorString().split())
        raise QgsProcessingException(f"{name}: {text} is not an expression ({reason}); correct it.")
    wanted = expression.referencedColumns() - {QgsFeatureRequest.ALL_ATTRIBUTES}
    unknown = sorted(column for column in wanted if fields.lookupField(column) < 0)
    # Which columns of these functions belong to the other layer only QGIS knows; what it finds wrong it says.
    if unknown and not expression.referencedFunctions() & OTHER_LAYERS:
        raise QgsProcessingException(
            f"{name}: {text} uses {', '.join(unknown)}, which the layer {source.sourceName()} does not have; "
            f"its fields are {', '.join(fields.names())}."
        )
    return expression


def _refuse_unquoted_field(name: str, text: str, expression: QgsExpression, fields: list[str]) -> None:
    """Refuse a field that is written as something else: what QGIS says of it does not name the double quotes."""
    used = expression.referencedColumns() | expression.referencedFunctions() | expression.referencedVariables()
    if used and not expression.hasParserError():
        return
    rest = re.sub(r'"(?:[^"]|"")*"', "", text)  # what is quoted is quoted rightly
    for field in sorted(fields, key=len, reverse=True):
        plain = re.fullmatch(r"[^\W\d]\w*", field)  # such a name is a field without quotes as well
        found = f"'{field}'" in rest if plain else re.search(rf"(?<!\w){re.escape(field)}(?!\w)", rest)
        if found:
            quoted = QgsExpression.quotedColumnRef(field)
            raise QgsProcessingException(
                f"{name}: {text} does not read the field {field}; put its name in double quotes, {quoted}."
            )


def sample_table(
    source: QgsProcessingFeatureSource,
    expression: QgsExpression,
    expression_context: QgsExpressionContext,
    feedback: QgsProcessingFeedback,
    strata_field: str = "",
    id_field: str = "",
) -> SampleTable:
    """Return the samples with the target of each; a sample without a place is left out and reported.

    Samples are known by the values of `id_field`, which have to differ, or by the numbers of their features.
    """
    expression_context.setFields(source.fields())
    expression.prepare(expression_context)
    texts = _text_fields(expression, source.fields())
    strata_index, id_index = (source.fields().lookupField(name) if name else -1 for name in (strata_field, id_field))
    rows: list[tuple[str, float, float, float | str | None, str, str]] = []
    without_place: list[str] = []
    # Sorted, because a selection comes in another order in every run, and the same samples shall give the same model.
    for feature in sorted(features(source), key=QgsFeature.id):
        point = point_of(feature, source.sourceName())
        if point is None:
            without_place.append(str(feature.id()))
            continue
        stratum = feature.attribute(strata_index) if strata_index >= 0 else None
        stratum_text = "" if QgsVariantUtils.isNull(stratum) else str(stratum)
        sample_id = field_text(feature.attribute(id_index)) if id_index >= 0 else ""
        target = _target(expression, feature, expression_context, texts)
        rows.append((str(feature.id()), *point, target, stratum_text, sample_id))
    if without_place:
        feedback.pushWarning(
            f"{len(without_place)} samples without a geometry are left out: {', '.join(without_place[:10])}"
            + (", ..." if len(without_place) > 10 else "")
        )
    if not rows:
        raise QgsProcessingException(
            f"None of the samples of the layer {source.sourceName()} has a geometry; check its coordinates."
        )
    feature_ids, x, y, target, strata, ids = zip(*rows)
    if id_index >= 0:
        _refuse_unclear_ids(source.sourceName(), id_field, ids)
    return SampleTable(
        source.sourceName(),
        wkt(source.sourceCrs()),
        ids if id_index >= 0 else feature_ids,
        x,
        y,
        target,
        strata if strata_index >= 0 else (),
        feature_ids if id_index >= 0 else (),
        texts[0] if len(texts) == 1 else "",
    )


def sample_dates(source: QgsProcessingFeatureSource, field: str, table: SampleTable) -> tuple[float | str | None, ...]:
    """Return what a field says of when the samples of a table were taken: a number, or a text, dates as ISO 8601."""
    index = source.fields().lookupField(field)
    dates = {str(feature.id()): _date(feature.attribute(index)) for feature in features(source)}
    return tuple(dates[feature] for feature in table.feature_ids or table.ids)


def _date(value: Any) -> float | str | None:
    if QgsVariantUtils.isNull(value):
        return None
    if isinstance(value, (QDate, QDateTime)):
        return str(value.toString(Qt.DateFormat.ISODate))
    return float(value) if isinstance(value, (int, float)) and math.isfinite(value) else str(value).strip()


def _refuse_unclear_ids(layer: str, field: str, ids: tuple[str, ...]) -> None:
    """Refuse ids by which a sample cannot be told from another."""
    without = ids.count("")
    twice = [value for value, count in Counter(ids).items() if count > 1 and value]
    if not without and not twice:
        return
    if without:
        what = f"has no value in {without} of {len(ids)} samples"
    else:
        what = f"has the value {twice[0]} in {ids.count(twice[0])} samples" + (
            f", and {len(twice) - 1} more values several times" if len(twice) > 1 else ""
        )
    raise QgsProcessingException(
        f"ID: the field {field} of the layer {layer} {what}; choose a field that is different for every sample, or "
        "leave it empty."
    )


def point_of(feature: QgsFeature, layer: str) -> tuple[float, float] | None:
    """Return the place of a feature, None where it has none; a feature of several points is refused."""
    geometry = feature.geometry()
    if geometry.isEmpty():
        return None
    vertices = list(geometry.vertices())
    if len(vertices) > 1:
        raise QgsProcessingException(
            f"The sample {feature.id()} of the layer {layer} is made of {len(vertices)} points; "
            "run Multipart to Singleparts on the layer and use its result."
        )
    x, y = vertices[0].x(), vertices[0].y()
    return (x, y) if math.isfinite(x) and math.isfinite(y) else None


def _text_fields(expression: QgsExpression, fields: QgsFields) -> list[str]:
    """Return the fields of an expression that hold text."""
    found = (fields.lookupField(name) for name in sorted(expression.referencedColumns()))
    return [fields[index].name() for index in found if index >= 0 and fields[index].type() == QMetaType.Type.QString]


def _target(
    expression: QgsExpression, feature: QgsFeature, context: QgsExpressionContext, text_fields: list[str]
) -> float | str | None:
    """Return the target of one sample: a finite number, None for NULL, else the text that messages show.

    Where the expression fails that is the text which is no number, rather than what QGIS says of it.
    """
    context.setFeature(feature)
    value = expression.evaluate(context)
    if expression.hasEvalError():
        texts = (field_text(feature.attribute(name)) for name in text_fields)
        failed = next((text for text in texts if text and number_in(text) is None), "")
        return failed or " ".join(expression.evalErrorString().split())
    if QgsVariantUtils.isNull(value):
        return None
    if isinstance(value, bool):
        return str(value)
    try:
        number = number_in(value) if isinstance(value, str) else float(value)
    except (TypeError, ValueError):
        return str(value)
    if number is None:
        return str(value)
    return number if math.isfinite(number) else str(number)  # JSON has neither nan nor infinity
