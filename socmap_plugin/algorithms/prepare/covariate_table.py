"""The covariate table as a layer: written from what the worker found, styled for editing, read again."""

from __future__ import annotations

import csv
import dataclasses
import math
import os
from pathlib import Path
from typing import Any

from qgis.core import (
    Qgis,
    QgsConditionalStyle,
    QgsCoordinateReferenceSystem,
    QgsEditorWidgetSetup,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsVariantUtils,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaType
from qgis.PyQt.QtGui import QColor

from ...core.covariates.covariate_list import CLIMATE, OTHER, PHENOLOGY, TERRAIN, VEGETATION_INDEX
from ...core.jobs.covariate_row import BAND_RESAMPLINGS, KINDS, ROLES, SKIP, CovariateRow, ranges_of
from ...core.jobs.inputs import MissingRange, RasterLayer
from ...core.runtime.errors import InputError
from ..inputs import features, is_given, wkt

AUTO = "auto"  # resampling by the kind of a covariate and the size of its pixels
CATEGORIES = (CLIMATE, TERRAIN, PHENOLOGY, VEGETATION_INDEX, OTHER)
CHOICES = {"role": ROLES, "category": CATEGORIES, "kind": KINDS, "resampling": (AUTO, *BAND_RESAMPLINGS)}
WHOLE = ("band",)
NUMBERS = ("nodata", "scale", "offset", "file_nodata", "pixel_width", "pixel_height", "minimum", "mean", "maximum",
           "missing")  # fmt: skip
NEEDED = ("file", "band", "role", "name")
FINDING_COLOUR = "#fdf0d5"


def write_table(
    algorithm: QgsProcessingAlgorithm,
    name: str,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    table: Path,
) -> str:
    """Write the rows of the CSV `table` to the sink `name` as a layer without geometry."""
    with table.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        rows, columns = list(reader), list(reader.fieldnames or ())
    fields = QgsFields()
    for column in columns:
        fields.append(QgsField(column, _type(column)))
    sink, identifier = algorithm.parameterAsSink(
        parameters, name, context, fields, Qgis.WkbType.NoGeometry, QgsCoordinateReferenceSystem()
    )
    if sink is None:
        raise QgsProcessingException(algorithm.invalidSinkError(parameters, name))
    for row in rows:
        row["crs"] = _short_crs(row["crs"])
        feature = QgsFeature(fields)
        feature.setAttributes([_value(column, row[column]) for column in columns])
        if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
            raise QgsProcessingException(algorithm.writeFeatureError(sink, parameters, name))
    return identifier


def read_table(
    algorithm: QgsProcessingAlgorithm, name: str, parameters: dict[str, Any], context: QgsProcessingContext
) -> tuple[CovariateRow, ...]:
    """Return the rows of the table that the parameter `name` gives, none where it gives none.

    Raises
    ------
    QgsProcessingException
        It is no covariate table, or a cell holds what cannot be; the message names row and column.
    """
    if not is_given(name, parameters):
        return ()
    source = algorithm.parameterAsSource(parameters, name, context)
    columns = source.fields().names() if source is not None else []
    lacking = [column for column in NEEDED if column not in columns]
    if source is None or lacking:
        raise QgsProcessingException(
            f"{name}: this is no covariate table, it lacks {', '.join(lacking)}; choose one that List Covariates made."
        )
    cells = [
        {column: _text(feature[column]) for column in columns}
        for feature in sorted(features(source), key=QgsFeature.id)
    ]
    rows = _as_layers([_row(f"{name}, row {number}", own) for number, own in enumerate(cells, start=1)])
    if not any(row.role != SKIP for row in rows):
        raise QgsProcessingException(f"{name} has no row to read; give at least one the role static or temporal.")
    return tuple(rows)


def _as_layers(rows: list[CovariateRow]) -> list[CovariateRow]:
    """Return rows whose layer knows the missing values of all its bands, so that a file is one layer."""
    missing: dict[tuple[str, str, str], list[MissingRange]] = {}
    switched_off: dict[tuple[str, str, str], list[int]] = {}
    for row in rows:
        key = (row.layer.name, row.layer.path, row.layer.crs_wkt)
        missing.setdefault(key, []).extend(row.layer.missing)
        switched_off.setdefault(key, []).extend(row.layer.source_nodata_off)
    layers = {
        key: RasterLayer(*key, tuple(dict.fromkeys(ranges)), tuple(dict.fromkeys(switched_off[key])))
        for key, ranges in missing.items()
    }
    return [dataclasses.replace(row, layer=layers[row.layer.name, row.layer.path, row.layer.crs_wkt]) for row in rows]


def _row(place: str, cells: dict[str, str]) -> CovariateRow:
    chosen = {}
    for column, choices in CHOICES.items():
        chosen[column] = cells.get(column, "")
        if column != "category" and chosen[column] and chosen[column] not in choices:
            raise QgsProcessingException(
                f"{place}: the {column} is {chosen[column]}; give {', '.join(choices[:-1])} or {choices[-1]}."
            )
    numbers = {
        column: _number(place, column, cells.get(column, "")) for column in ("band", "nodata", "scale", "offset")
    }
    path = cells["file"]
    if not path:
        raise QgsProcessingException(f"{place} names no file; delete the row or give it one.")
    band = numbers["band"]
    if band is None or band < 1 or band != int(band):
        raise QgsProcessingException(f"{place}: the band is {cells['band']}; give the number of a band, 1 or more.")
    layer = RasterLayer(
        cells.get("layer") or Path(path).stem,
        os.path.abspath(path) if os.path.exists(path) else path,
        _crs(cells.get("crs", "")),
        _ranges(place, cells.get("transparent", ""), int(band)),
        (int(band),) if cells.get("nodata_off", "") else (),
    )
    scale = numbers["scale"]
    return CovariateRow(
        layer,
        int(band),
        chosen["role"] or SKIP,
        cells["name"],
        cells.get("step", ""),
        chosen["category"] or OTHER,
        cells.get("unit", ""),
        chosen["kind"] or KINDS[0],
        "" if chosen["resampling"] == AUTO else chosen["resampling"],
        numbers["nodata"],
        1.0 if scale is None else scale,
        numbers["offset"] or 0.0,
    )


def _ranges(place: str, text: str, band: int) -> tuple[MissingRange, ...]:
    try:
        return ranges_of(text, band)
    except InputError as error:
        raise QgsProcessingException(f"{place}, transparent: {error}") from error


def _number(place: str, column: str, text: str) -> float | None:
    try:
        number = float(text) if text else None
    except ValueError:
        number = math.nan
    if number is not None and not math.isfinite(number):
        raise QgsProcessingException(f"{place}: the {column} is {text}; give a number or leave it empty.")
    return number


def _crs(text: str) -> str:
    return wkt(QgsCoordinateReferenceSystem(text)) or text if text else ""


def _short_crs(text: str) -> str:
    """Return the authority's name of a CRS where that stands for exactly the same, else its WKT."""
    crs = QgsCoordinateReferenceSystem.fromWkt(text)
    return crs.authid() if crs.authid() and _crs(crs.authid()) == wkt(crs) else wkt(crs) or text


def _text(value: Any) -> str:
    """Return a cell as text, whichever type the table's format gave it."""
    if QgsVariantUtils.isNull(value):
        return ""
    return str(int(value)) if isinstance(value, float) and value == int(value) else str(value).strip()


def _type(column: str) -> QMetaType.Type:
    if column in WHOLE:
        return QMetaType.Type.Int
    return QMetaType.Type.Double if column in NUMBERS else QMetaType.Type.QString


def _value(column: str, text: str) -> Any:
    if not text and column in (*NUMBERS, *WHOLE):
        return None
    return int(text) if column in WHOLE else float(text) if column in NUMBERS else text


class StyleCovariateTable(QgsProcessingLayerPostProcessorInterface):
    """Lists of choices for what can be chosen, and a colour for rows with a finding."""

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        if not isinstance(layer, QgsVectorLayer):
            return
        fields = layer.fields()
        for column, choices in CHOICES.items():
            index = fields.lookupField(column)
            if index < 0:
                continue
            used = [str(value) for value in layer.uniqueValues(index) if not QgsVariantUtils.isNull(value)]
            listed = [*choices, *(value for value in used if value not in choices)]
            layer.setEditorWidgetSetup(
                index, QgsEditorWidgetSetup("ValueMap", {"map": [{choice: choice} for choice in listed]})
            )
        style = QgsConditionalStyle("\"finding\" <> ''")
        style.setName("finding")
        style.setBackgroundColor(QColor(FINDING_COLOUR))
        layer.conditionalStyles().setRowStyles([style])
