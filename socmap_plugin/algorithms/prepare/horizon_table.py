"""Layers of horizons and of sites turned into the table of a job."""

from __future__ import annotations

import math
from typing import Any

from qgis.core import (
    Qgis,
    QgsFeature,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsVariantUtils,
    QgsWkbTypes,
)

from ...core.jobs.soils import HorizonTable
from ...core.settings.depths import depth_in_name
from ..inputs import features, field_text, wkt
from ..samples import point_of


def has_points(source: QgsProcessingFeatureSource) -> bool:
    """Return whether the features of a source are points."""
    return bool(QgsWkbTypes.geometryType(source.wkbType()) == Qgis.GeometryType.Point)


def refuse_undated_names(name: str, fields: list[str]) -> None:
    """Refuse the fields of a wide table of the parameter `name` where one does not say its depths."""
    without = [field for field in fields if depth_in_name(field) is None]
    if without:
        raise QgsProcessingException(
            f"{name}: {', '.join(without)} does not name its depths, as soc_0_30 does; choose the fields TOP and "
            "BOTTOM, or rename it."
        )


def horizon_table(
    source: QgsProcessingFeatureSource,
    profile: str,
    top: str,
    bottom: str,
    values: list[str],
    sites: QgsProcessingFeatureSource | None,
    sites_profile: str,
    feedback: QgsProcessingFeedback,
) -> HorizonTable:
    """Return the horizons of a layer; of a wide one, without `top` and `bottom`, those in the names of its fields."""
    rows: list[tuple[str, Any, Any, dict[str, Any]]] = []
    own: list[tuple[str, QgsFeature]] = []
    layers = _wide_layers(values) if not top else {}
    for feature in sorted(features(source), key=QgsFeature.id):
        owner = " ".join(field_text(feature.attribute(profile)).split())
        own.append((owner, feature))
        if top:
            measured = {field: _given(feature.attribute(field)) for field in values}
            rows.append((owner, _given(feature.attribute(top)), _given(feature.attribute(bottom)), measured))
        for limits, fields in layers.items():
            measured = {name: _given(feature.attribute(field)) for name, field in fields.items()}
            if any(value is not None for value in measured.values()):  # a wide table has a field for every depth
                rows.append((owner, *limits, measured))
    names = dict.fromkeys(values if top else (name for fields in layers.values() for name in fields))
    if sites is not None:
        own = [(" ".join(field_text(f.attribute(sites_profile)).split()), f) for f in features(sites)]
    located = sites or source
    return HorizonTable(
        source.sourceName(),
        wkt(located.sourceCrs()),
        tuple(row[0] for row in rows),
        tuple(row[1] for row in rows),
        tuple(row[2] for row in rows),
        {name: tuple(row[3].get(name) for row in rows) for name in names},
        _places(own, located.sourceName(), feedback),
    )


def _wide_layers(fields: list[str]) -> dict[tuple[float, float], dict[str, str]]:
    """Return by depths the fields of a wide table, each under the name of its property."""
    layers: dict[tuple[float, float], dict[str, str]] = {}
    for field in fields:
        found = depth_in_name(field)
        if found is not None:
            layers.setdefault(found[1:], {})[found[0]] = field
    return layers


def _places(
    rows: list[tuple[str, QgsFeature]], layer: str, feedback: QgsProcessingFeedback
) -> dict[str, tuple[float, float]]:
    places: dict[str, tuple[float, float]] = {}
    moved: dict[str, None] = {}
    for owner, feature in rows:
        place = point_of(feature, layer)
        if owner and place is not None and places.setdefault(owner, place) != place:
            moved[owner] = None
    if moved:
        feedback.pushWarning(
            f"{len(moved)} profiles have several places in the layer {layer}, the first counts: "
            + ", ".join(list(moved)[:10])
            + (", ..." if len(moved) > 10 else "")
        )
    return places


def _given(value: Any) -> float | str | None:
    """Return a value of a field as a job can hold it: a finite number, a text on one line, None for nothing."""
    if QgsVariantUtils.isNull(value):
        return None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value) if math.isfinite(value) else None
    return " ".join(str(value).split()) or None
