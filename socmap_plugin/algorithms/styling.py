"""Names and styles of the layers that the algorithms load; all of it runs on the main thread."""

from __future__ import annotations

import math
import os

from qgis.core import (
    Qgis,
    QgsCategorizedSymbolRenderer,
    QgsClassificationRange,
    QgsColorRampLegendNodeSettings,
    QgsColorRampShader,
    QgsFillSymbol,
    QgsGraduatedSymbolRenderer,
    QgsMapLayer,
    QgsMarkerSymbol,
    QgsNumericFormatContext,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsRasterLayer,
    QgsRasterRenderer,
    QgsRectangle,
    QgsRendererCategory,
    QgsRendererRange,
    QgsSingleBandPseudoColorRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaType

from .. import paths
from ..core.settings.labels import model_title
from ..translation import tr
from .covariate_styles import LOWER_CUT, STATISTICS_PIXELS, UPPER_CUT, band_unit
from .suggestions import FOLDER_NAME

CONTINUOUS, QUANTILES, EQUAL_INTERVALS = COLOURS = ("continuous", "quantiles", "equal_intervals")
CLASSES = 7  # of a map in classes: more are not told apart
REASON_FIELD = "reason"
RESIDUAL_SUFFIX = "_residual"
# Qualitative and diverging colours that people with colour vision deficiency can tell apart (ColorBrewer).
REASON_COLOURS = ("#1b9e77", "#d95f02", "#7570b3", "#e7298a", "#66a61e", "#e6ab02", "#a6761d", "#666666")
# From predicted much too high to much too low: colour, shape and size in millimetres.
RESIDUAL_SYMBOLS = (
    ("#b2182b", "equilateral_triangle_down", 3.6),
    ("#f4a582", "equilateral_triangle_down", 2.8),
    ("#f7f7f7", "circle", 2.0),
    ("#92c5de", "equilateral_triangle", 2.8),
    ("#2166ac", "equilateral_triangle", 3.6),
)
REASON_SHAPES = ("circle", "square", "triangle", "diamond", "cross_fill", "pentagon", "star")
RESIDUAL_LIMITS = (-1.5, -0.5, 0.5, 1.5)  # in standard deviations of the residuals
POINT_SIZE_MM = 2.4
ZONE_COLOURS = ("#fff7bc", "#fec44f", "#d95f0e", "#993404", "#4d1d06")  # light to dark (ColorBrewer)
# Of values from low to high, as the map of soil organic carbon has them (ColorBrewer).
VALUE_COLOURS = ("#ffffd4", "#fed98e", "#fe9929", "#d95f0e", "#993404")


class StyleMap(QgsProcessingLayerPostProcessorInterface):
    """Gives a map the ramp of a style file, fitted to its values, with the unit in the legend and the name.

    Parameters
    ----------
    style
        The file's name.
    colours
        One of `COLOURS`: a continuous ramp, or classes.
    like
        Takes the place of all that: the look of another map, so that the same colour is the same value in both.
    """

    def __init__(self, style: str, colours: str = CONTINUOUS, like: QgsRasterRenderer | None = None) -> None:
        super().__init__()
        self._style, self._colours, self._like = str(paths.STYLES / style), colours, like

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        if not isinstance(layer, QgsRasterLayer):
            return
        unit = band_unit(layer)
        layer.loadNamedStyle(self._style)
        if self._like is not None:
            layer.setRenderer(self._like.clone())
            layer.legendChanged.emit()
        else:
            fit_ramp(layer, unit, self._colours)
        # The name of a permanent file is the user's own, unless we have suggested it; others say nothing.
        folder, file = os.path.split(layer.source())
        own = layer.name() == os.path.splitext(file)[0] and os.path.basename(folder) != FOLDER_NAME
        if unit and not own:
            layer.setName(f"{layer.name()} ({unit})")
        metadata = layer.metadata()
        metadata.setTitle(layer.name())
        layer.setMetadata(metadata)
        layer.triggerRepaint()


class StyleDropped(QgsProcessingLayerPostProcessorInterface):
    """Colours points by what a field says of them: dropped samples by their reason."""

    def __init__(self, field: str = REASON_FIELD) -> None:
        super().__init__()
        self._field = field

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        if not isinstance(layer, QgsVectorLayer) or layer.fields().lookupField(self._field) < 0:
            return
        reasons = sorted(layer.uniqueValues(layer.fields().lookupField(self._field)))
        categories = [
            QgsRendererCategory(
                reason,
                _point(REASON_COLOURS[i % len(REASON_COLOURS)], REASON_SHAPES[i % len(REASON_SHAPES)]),
                str(reason),
            )
            for i, reason in enumerate(reasons)
        ]
        layer.setRenderer(QgsCategorizedSymbolRenderer(self._field, categories))
        layer.triggerRepaint()


class StyleResiduals(QgsProcessingLayerPostProcessorInterface):
    """Shows samples by the residual of the first model, observed minus predicted, as far as it is unusual.

    As in the reports, blue is where more was observed than predicted, and red where less; the shape says the same
    without colour.

    Parameters
    ----------
    unit
        Of the target, for the legend.
    """

    def __init__(self, unit: str = "") -> None:
        super().__init__()
        self._unit = unit

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        if not isinstance(layer, QgsVectorLayer):
            return
        field = next((name for name in layer.fields().names() if name.endswith(RESIDUAL_SUFFIX)), "")
        index = layer.fields().lookupField(field)
        values = [v for v in (f.attribute(index) for f in layer.getFeatures()) if isinstance(v, float)] if field else []
        spread = math.sqrt(sum(value * value for value in values) / len(values)) if values else 0.0
        if not spread:
            return
        limits = [limit * spread for limit in RESIDUAL_LIMITS]
        edges = [min(*values, limits[0]), *limits, max(*values, limits[-1])]
        words = (
            tr("predicted much too high"),
            tr("predicted too high"),
            tr("about right"),
            tr("predicted too low"),
            tr("predicted much too low"),
        )
        span = tr("{} to {}")  # a dash between would look like a minus
        unit = f" {self._unit}" if self._unit else ""
        ranges = [
            QgsRendererRange(
                QgsClassificationRange(span.format(f"{low:.3g}", f"{high:.3g}") + f"{unit}: {word}", low, high),
                _point(colour, shape, size),
            )
            for low, high, word, (colour, shape, size) in zip(edges, edges[1:], words, RESIDUAL_SYMBOLS)
        ]
        layer.setRenderer(QgsGraduatedSymbolRenderer(field, ranges))
        title = tr("Residuals of {}: observed - predicted").format(model_title(field[: -len(RESIDUAL_SUFFIX)]))
        layer.setName(f"{title}{f' ({self._unit})' if self._unit else ''}")
        layer.triggerRepaint()


class StyleZones(QgsProcessingLayerPostProcessorInterface):
    """Colours polygons by a field, in classes of equal numbers: the darker the more."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self._field = field

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        if not isinstance(layer, QgsVectorLayer) or layer.fields().lookupField(self._field) < 0:
            return
        index = layer.fields().lookupField(self._field)
        values = sorted(v for v in (f.attribute(index) for f in layer.getFeatures()) if isinstance(v, float))
        if not values:
            return
        count = len(ZONE_COLOURS)
        edges = [values[min(i * len(values) // count, len(values) - 1)] for i in range(count)] + [values[-1]]
        ranges = []
        for low, high, colour in zip(edges, edges[1:], ZONE_COLOURS):
            symbol = QgsFillSymbol.createSimple({"color": colour, "outline_color": "#333333", "outline_width": "0.2"})
            ranges.append(QgsRendererRange(QgsClassificationRange(f"{low:.4g} to {high:.4g}", low, high), symbol))
        layer.setRenderer(QgsGraduatedSymbolRenderer(self._field, ranges))
        layer.triggerRepaint()


class StyleValues(QgsProcessingLayerPostProcessorInterface):
    """Colours points by a field, or by their first numeric one, in classes of equal numbers of points."""

    def __init__(self, field: str = "") -> None:
        super().__init__()
        self._field = field

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        if not isinstance(layer, QgsVectorLayer):
            return
        names = [field.name() for field in layer.fields() if field.type() == QMetaType.Type.Double]
        field = self._field or next(iter(names), "")
        index = layer.fields().lookupField(field)
        values = sorted(v for v in (f.attribute(index) for f in layer.getFeatures()) if isinstance(v, float))
        if not values:
            return
        count = len(VALUE_COLOURS)
        edges = sorted({values[round(i / count * (len(values) - 1))] for i in range(count + 1)})
        ranges = [
            QgsRendererRange(QgsClassificationRange(f"{low:.3g} to {high:.3g}", low, high), _point(colour))
            for low, high, colour in zip(edges, edges[1:] or edges, VALUE_COLOURS)
        ]
        layer.setRenderer(QgsGraduatedSymbolRenderer(field, ranges))
        layer.triggerRepaint()


class TypedTable(QgsProcessingLayerPostProcessorInterface):
    """Gives a table from a CSV file numbers where its columns hold numbers; QGIS takes them all for text."""

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        if isinstance(layer, QgsVectorLayer) and layer.providerType() == "ogr":
            layer.setDataSource(f"{layer.source()}|option:AUTODETECT_TYPE=YES", layer.name(), "ogr")


def _point(colour: str, shape: str = "circle", size_mm: float = POINT_SIZE_MM) -> QgsMarkerSymbol:
    name = shape.partition("_down")[0]
    properties = {"name": name, "color": colour, "outline_color": "#333333", "size": str(size_mm)}
    if shape != name:
        properties["angle"] = "180"
    return QgsMarkerSymbol.createSimple(properties)


def fit_ramp(layer: QgsRasterLayer, unit: str, colours: str) -> None:
    """Fit the ramp of a layer's style to nearly all of its values, with the unit in the legend."""
    renderer = layer.renderer()
    provider = layer.dataProvider()
    low, high = provider.cumulativeCut(1, LOWER_CUT, UPPER_CUT, QgsRectangle(), STATISTICS_PIXELS)
    if not isinstance(renderer, QgsSingleBandPseudoColorRenderer) or not (math.isfinite(low) and high > low):
        return
    ramp = renderer.shader().rasterShaderFunction()
    if not isinstance(ramp, QgsColorRampShader):
        return
    renderer.setClassificationMin(low)
    renderer.setClassificationMax(high)
    ramp.setMinimumValue(low)
    ramp.setMaximumValue(high)
    if colours == CONTINUOUS:
        ramp.classifyColorRamp(len(ramp.colorRampItemList()), 1, QgsRectangle(), provider)
    else:
        quantiles, equal = Qgis.ShaderClassificationMethod.Quantile, Qgis.ShaderClassificationMethod.EqualInterval
        ramp.setColorRampType(Qgis.ShaderInterpolationMethod.Discrete)
        ramp.setClassificationMode(quantiles if colours == QUANTILES else equal)
        ramp.classifyColorRamp(CLASSES, 1, layer.extent(), provider)
    legend = QgsColorRampLegendNodeSettings(ramp.legendSettings())  # a copy, because the ramp deletes its own
    legend.setSuffix(f" {unit}" if unit else "")
    written, plain = legend.numericFormat(), QgsNumericFormatContext()  # values beyond the ends have the ends' colours
    legend.setMinimumLabel(f"≤ {written.formatDouble(low, plain)}")
    legend.setMaximumLabel(f"≥ {written.formatDouble(high, plain)}")
    ramp.setLegendSettings(legend)
    layer.legendChanged.emit()  # the legend was drawn from the style file's own range
