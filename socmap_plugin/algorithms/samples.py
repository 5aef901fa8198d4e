"""The layer of samples turned into the table of a job: places, targets, ids and strata."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

from qgis.core import (
    Qgis,
    QgsExpression,
    QgsExpressionContext,
    QgsFeature,
    QgsFeatureRequest,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsVariantUtils,
    QgsWkbTypes,
)

from ..core.jobs.inputs import SampleTable
from .inputs import features, field_text, wkt


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
    if expression.hasParserError():
        reason = " ".join(expression.parserErrorString().split())
        raise QgsProcessingException(f"{name}: {text} is not an expression ({reason}); correct it.")
    fields = source.fields()
    wanted = expression.referencedColumns() - {QgsFeatureRequest.ALL_ATTRIBUTES}
    unknown = sorted(column for column in wanted if fields.lookupField(column) < 0)
    if unknown:
        raise QgsProcessingException(
            f"{name}: {text} uses {', '.join(unknown)}, which the layer {source.sourceName()} does not have; "
            f"its fields are {', '.join(fields.names())}."
        )
    return expression


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
    strata_index, id_index = (source.fields().lookupField(name) if name else -1 for name in (strata_field, id_field))
    rows: list[tuple[str, float, float, float | str | None, str, str]] = []
    without_place: list[str] = []
    # Sorted, because a selection comes in another order in every run, and the same samples shall give the same model.
    for feature in sorted(features(source), key=QgsFeature.id):
        point = _point(feature, source.sourceName())
        if point is None:
            without_place.append(str(feature.id()))
            continue
        stratum = feature.attribute(strata_index) if strata_index >= 0 else None
        stratum_text = "" if QgsVariantUtils.isNull(stratum) else str(stratum)
        sample_id = field_text(feature.attribute(id_index)) if id_index >= 0 else ""
        target = _target(expression, feature, expression_context)
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
    )


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


def _point(feature: QgsFeature, layer: str) -> tuple[float, float] | None:
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


def _target(expression: QgsExpression, feature: QgsFeature, context: QgsExpressionContext) -> float | str | None:
    """Return the target of one sample: a finite number, None for NULL, else the text that the report shows."""
    context.setFeature(feature)
    value = expression.evaluate(context)
    if expression.hasEvalError():
        return " ".join(expression.evalErrorString().split())
    if QgsVariantUtils.isNull(value):
        return None
    if isinstance(value, bool):
        return str(value)
    try:
        number = float(value)
    except (TypeError, ValueError):
        return str(value)
    return number if math.isfinite(number) else str(number)  # JSON has neither nan nor infinity
