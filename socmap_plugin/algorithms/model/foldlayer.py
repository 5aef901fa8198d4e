"""Folds that exist already: which fields of a layer hold them, and the fold of every sample."""

from __future__ import annotations

import re
from typing import Any

from qgis.core import (
    Qgis,
    QgsFeature,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
)

from ...core.jobs.inputs import FoldTable
from ..base import tr
from ..inputs import features, field_text, is_given
from ..parameters import documented

FOLD_LAYER, FOLD_FIELD = "FOLD_LAYER", "FOLD_FIELD"
SAMPLE_ID = "sample_id"
PREDICTION_FIELDS = (SAMPLE_ID, "observed")  # together, because soil databases have a sample_id of their own
_NUMBERED = re.compile(r"fold_(\d+)", re.IGNORECASE)


def add_fold_layer(algorithm: QgsProcessingAlgorithm) -> None:
    """Add the parameters for the layer and its fields."""
    layer = QgsProcessingParameterFeatureSource(
        FOLD_LAYER, tr("Layer with existing folds"), [Qgis.ProcessingSourceType.Vector], None, True
    )
    field = QgsProcessingParameterField(
        FOLD_FIELD,
        tr("Fields of the folds (empty = fold_1, fold_2, ...)"),
        None,
        FOLD_LAYER,
        Qgis.ProcessingFieldParameterDataType.Any,
        True,
        True,
    )
    for definition, text in (
        (
            layer,
            "The predictions of an earlier run, whose folds are used again, or the samples with a fold field of your "
            "own. Folds, repeats and scheme above are not used then. Selection and filter are honoured.",
        ),
        (
            field,
            "A field is one repeat; its values, numbers or names, are the folds. "
            "Empty: every field called fold_1, fold_2, and so on.",
        ),
    ):
        algorithm.addParameter(documented(definition, text))


def fold_table(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> FoldTable | None:
    """Return the folds of the layer, with selection and filter; None where no layer is given.

    Samples are known by their id in a layer of predictions, by their feature id in the layer the dataset was built of.

    Raises
    ------
    QgsProcessingException
        The layer cannot be opened, lacks a field, or has a row without a fold; the message names it.
    """
    chosen = algorithm.parameterAsStrings(parameters, FOLD_FIELD, context)
    if not is_given(FOLD_LAYER, parameters):
        if chosen:
            raise QgsProcessingException(
                f"{FOLD_FIELD} is {', '.join(chosen)} without a {FOLD_LAYER}; choose the layer that has "
                f"{'this field' if len(chosen) == 1 else 'these fields'}, or leave {FOLD_FIELD} empty."
            )
        return None
    source = algorithm.parameterAsSource(parameters, FOLD_LAYER, context)
    if source is None:
        raise QgsProcessingException(
            f"{FOLD_LAYER}: the layer cannot be opened; choose the predictions of an earlier run, or the samples."
        )
    names = _fold_fields(source, chosen)
    ours = all(source.fields().lookupField(name) >= 0 for name in PREDICTION_FIELDS)
    id_index = source.fields().lookupField(SAMPLE_ID) if ours else -1
    indexes = [source.fields().lookupField(name) for name in names]
    ids: list[str] = []
    rows: list[tuple[str, ...]] = []
    for feature in sorted(features(source), key=QgsFeature.id):
        sample_id = str(feature.id()) if id_index < 0 else field_text(feature.attribute(id_index))
        values = tuple(field_text(feature.attribute(index)) for index in indexes)
        for name, value in zip((SAMPLE_ID, *names), (sample_id, *values)):
            if not value:
                raise QgsProcessingException(
                    f"{FOLD_LAYER}: the feature {feature.id()} of the layer {source.sourceName()} has no value in "
                    f"{name}; fill it in, or select the features that have one and tick Selected features only."
                )
        ids.append(sample_id)
        rows.append(values)
    if not ids:
        raise QgsProcessingException(
            f"{FOLD_LAYER}: the layer {source.sourceName()} has no features, or none is selected; "
            "select some or choose another layer."
        )
    return FoldTable(source.sourceName(), tuple(ids), names, tuple(zip(*rows)), by_feature=id_index < 0)


def _fold_fields(source: QgsProcessingFeatureSource, chosen: list[str]) -> tuple[str, ...]:
    """Return the chosen fields, or else those with a number in the order of the number."""
    fields = source.fields()
    unknown = [name for name in chosen if fields.lookupField(name) < 0]
    if unknown:
        raise QgsProcessingException(
            f"{FOLD_FIELD}: the layer {source.sourceName()} has no field {', '.join(unknown)}; "
            f"its fields are {', '.join(fields.names())}."
        )
    if chosen:
        return tuple(dict.fromkeys(chosen))
    numbered = [(int(match[1]), match[0]) for match in map(_NUMBERED.fullmatch, fields.names()) if match]
    if not numbered:
        raise QgsProcessingException(
            f"{FOLD_LAYER}: the layer {source.sourceName()} has no field called fold_1, fold_2, ...; "
            f"choose the fields of the folds in {FOLD_FIELD}, from {', '.join(fields.names())}."
        )
    return tuple(name for _, name in sorted(numbered))
