"""The areas of strata: of a layer of polygons, or as somebody writes them down."""

from __future__ import annotations

import math
from typing import Any

from qgis.core import QgsDistanceArea, QgsProcessingAlgorithm, QgsProcessingContext, QgsProcessingException

from ...core.runtime.numbers import number_in
from ..inputs import features, field_text, mask_source, refuse_missing_field


def areas_in_text(name: str, text: str) -> dict[str, float]:
    """Return areas by stratum from the parameter `name`, written as clay = 120; sand = 80."""
    areas: dict[str, float] = {}
    for part in filter(None, map(str.strip, text.split(";"))):
        stratum, _, value = (piece.strip() for piece in part.rpartition("="))
        area = number_in(value)
        if not stratum or stratum in areas or area is None or not 0 < area < math.inf:
            raise QgsProcessingException(
                f"{name}: {part} does not say the area of one more stratum; write each once as stratum = area, with "
                "semicolons between them."
            )
        areas[stratum] = area
    return areas


def areas_of_layer(
    algorithm: QgsProcessingAlgorithm, name: str, field: str, parameters: dict[str, Any], context: QgsProcessingContext
) -> dict[str, float]:
    """Return the areas on the ellipsoid, m2, by what `field` says in the layer of the parameter `name`.

    They are none where no layer is given.
    """
    source = mask_source(algorithm, name, parameters, context)
    if source is None:
        return {}
    if not field:
        raise QgsProcessingException(
            f"{name} is given and STRATUM names no field; choose the field of the points that says their stratum."
        )
    refuse_missing_field(name, field, source)
    measured = QgsDistanceArea()
    measured.setSourceCrs(source.sourceCrs(), context.transformContext())
    measured.setEllipsoid(source.sourceCrs().ellipsoidAcronym())
    areas: dict[str, float] = {}
    for feature in features(source):
        stratum = field_text(feature.attribute(field))
        areas[stratum] = areas.get(stratum, 0.0) + measured.measureArea(feature.geometry())
    return {stratum: area for stratum, area in areas.items() if stratum and area > 0}
