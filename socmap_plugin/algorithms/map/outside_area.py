"""Where a map is not to be relied on, as polygons that are hatched: QGIS cannot hatch the pixels of a raster."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsFillSymbol,
    QgsGeometry,
    QgsLinePatternFillSymbolLayer,
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingParameterFeatureSink,
    QgsRuleBasedRenderer,
    QgsSimpleLineSymbolLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

from ...translation import tr
from ..inputs import is_given
from ..parameters import documented

OUTSIDE_AREA, AOA = "OUTSIDE_AREA", "AOA"
MOST_CELLS = 250_000  # of a map of more pixels, cells are drawn that hold several: so many polygons at most
INSIDE, EMPTY = 1, 255
LINES_MM = 2.0  # apart
# A light line below a dark one, each with its width in millimetres: one of them is seen on any colour of the map.
LINES = ((0.7, QColor(255, 255, 255, 170)), (0.3, QColor(30, 30, 30)))
EDGE_MM, EDGE = 0.12, QColor(30, 30, 30)


def add_outside_area(algorithm: QgsProcessingAlgorithm) -> None:
    """Add the destination of the polygons."""
    label, kind = tr("Outside the area of applicability, hatched"), Qgis.ProcessingSourceType.VectorPolygon
    text = (
        "Polygons of what the area of applicability leaves out, drawn as a hatch above the map. Of a map of more than "
        "250,000 pixels they follow cells that lie outside by half or more. They need the area of applicability."
    )
    sink = QgsProcessingParameterFeatureSink(OUTSIDE_AREA, label, kind, None, True, True)
    algorithm.addParameter(documented(sink, text))


def refuse_without_area(parameters: dict[str, Any]) -> None:
    """Refuse polygons of an area that is not made.

    Raises
    ------
    QgsProcessingException
        AOA is not given.
    """
    if is_given(OUTSIDE_AREA, parameters) and not is_given(AOA, parameters):
        raise QgsProcessingException(f"{OUTSIDE_AREA} is made of {AOA}; give a file for {AOA} too, or leave both out.")


def write_outside_area(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext, area: str
) -> str:
    """Write the polygons of an area of applicability in a file; returns the layer, '' where it is not wanted."""
    if not is_given(OUTSIDE_AREA, parameters):
        return ""
    crs, polygons = outside(area)
    kind = Qgis.WkbType.Polygon
    sink, identifier = algorithm.parameterAsSink(parameters, OUTSIDE_AREA, context, QgsFields(), kind, crs)
    if sink is None:
        raise QgsProcessingException(algorithm.invalidSinkError(parameters, OUTSIDE_AREA))
    for polygon in polygons:
        feature = QgsFeature()
        feature.setGeometry(polygon)
        if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
            raise QgsProcessingException(algorithm.writeFeatureError(sink, parameters, OUTSIDE_AREA))
    return str(identifier)


def outside(area: str) -> tuple[QgsCoordinateReferenceSystem, Iterator[QgsGeometry]]:
    """Return the CRS of an area of applicability, and polygons of where it is 0.

    Parameters
    ----------
    area
        A raster of 1 inside, 0 outside, and nodata.
    """
    from osgeo import gdal, ogr  # QGIS itself cannot make polygons of pixels

    source = gdal.Open(area)
    width, height = source.RasterXSize, source.RasterYSize
    factor = max(math.sqrt(width * height / MOST_CELLS), 1.0)
    cells = gdal.Warp(
        "",
        source,
        format="MEM",
        width=max(int(width / factor), 1),
        height=max(int(height / factor), 1),
        outputType=gdal.GDT_Byte,
        resampleAlg="average",
        dstNodata=EMPTY,
    )
    band = cells.GetRasterBand(1)
    band.SetNoDataValue(INSIDE)  # of which no polygons are made, and there may be many
    drawn = ogr.GetDriverByName("Memory").CreateDataSource("outside")
    layer = drawn.CreateLayer("outside", None, ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn("value", ogr.OFTInteger))
    gdal.Polygonize(band, band.GetMaskBand(), layer, 0)
    layer.SetAttributeFilter("value = 0")
    crs = QgsCoordinateReferenceSystem.fromWkt(source.GetProjection())
    return crs, _geometries(drawn, layer)


def _geometries(drawn: Any, layer: Any) -> Iterator[QgsGeometry]:
    """Yield the geometries of a layer of `drawn`, which has to live as long as its layer."""
    for feature in layer:
        geometry = QgsGeometry()
        geometry.fromWkb(bytes(feature.GetGeometryRef().ExportToWkb()))
        yield geometry
    del drawn


class StyleOutside(QgsProcessingLayerPostProcessorInterface):
    """Hatches polygons, so that the map below can be seen; the legend says what that means."""

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        if not isinstance(layer, QgsVectorLayer):
            return
        symbol = QgsFillSymbol()
        symbol.changeSymbolLayer(0, QgsSimpleLineSymbolLayer(EDGE, EDGE_MM))
        for width, colour in LINES:
            hatch = QgsLinePatternFillSymbolLayer()
            hatch.setLineAngle(45)
            hatch.setDistance(LINES_MM)
            hatch.setDistanceUnit(Qgis.RenderUnit.Millimeters)
            hatch.setColor(colour)
            hatch.setLineWidth(width)
            hatch.setLineWidthUnit(Qgis.RenderUnit.Millimeters)
            symbol.appendSymbolLayer(hatch)
        renderer = QgsRuleBasedRenderer(symbol)
        (rule,) = renderer.rootRule().children()
        rule.setLabel(tr("Outside: unlike all samples, do not rely on the map here"))
        layer.setRenderer(renderer)
        layer.triggerRepaint()
