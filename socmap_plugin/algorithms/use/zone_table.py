"""Polygons as the table of a job, one by one."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsDistanceArea,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
)

from ...core.jobs.areas import ZoneTable
from ..inputs import features, field_text, wkt


def zone_features(source: QgsProcessingFeatureSource) -> list[QgsFeature]:
    """Return the features that have a polygon, in the order of their ids: a selection comes in another every time."""
    return [feature for feature in sorted(features(source), key=QgsFeature.id) if not feature.geometry().isEmpty()]


def zone_table(
    source: QgsProcessingFeatureSource, zones: list[QgsFeature], name_field: str, context: QgsProcessingContext
) -> ZoneTable:
    """Return the polygons with their names and areas on the ellipsoid.

    Raises
    ------
    QgsProcessingException
        There is none, or one covers nothing; the message names it.
    """
    if not zones:
        raise QgsProcessingException(f"None of the polygons of the layer {source.sourceName()} has a shape.")
    measured = QgsDistanceArea()
    measured.setSourceCrs(source.sourceCrs(), context.transformContext())
    measured.setEllipsoid(source.sourceCrs().ellipsoidAcronym())
    names, shapes, areas = [], [], []
    for zone in zones:
        shape = _polygon(zone.geometry())
        if shape.isEmpty():
            raise QgsProcessingException(
                f"The polygon {zone.id()} of the layer {source.sourceName()} covers nothing; run Fix Geometries on it."
            )
        name = field_text(zone.attribute(name_field)) if name_field else ""
        names.append(name or str(zone.id()))
        shapes.append(shape.asJson())
        areas.append(float(measured.measureArea(shape)))
    return ZoneTable(source.sourceName(), wkt(source.sourceCrs()), tuple(names), tuple(shapes), tuple(areas))


def _polygon(geometry: QgsGeometry) -> QgsGeometry:
    """Return the polygons of a geometry, made valid: one that crosses itself is no reason to have no total."""
    parts = [part for part in geometry.makeValid().asGeometryCollection() if part.type() == Qgis.GeometryType.Polygon]
    return QgsGeometry.collectGeometry(parts) if parts else QgsGeometry()
