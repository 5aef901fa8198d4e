"""Names and styles of the layers that the algorithms load; all of it runs on the main thread."""

from __future__ import annotations

import math
import os

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsClassificationRange,
    QgsColorRampLegendNodeSettings,
    QgsColorRampShader,
    QgsContrastEnhancement,
    QgsGraduatedSymbolRenderer,
    QgsMapLayer,
    QgsMarkerSymbol,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsRasterLayer,
    QgsRectangle,
    QgsRendererCategory,
    QgsRendererRange,
    QgsSingleBandGrayRenderer,
    QgsSingleBandPseudoColorRenderer,
    QgsVectorLayer,
)

from .. import paths

LOWER_CUT, UPPER_CUT = 0.02, 0.98  # a few extreme pixels would otherwise take most of the ramp
STATISTICS_PIXELS = 250_000
REASON_FIELD = "reason"
RESIDUAL_SUFFIX = "_residual"
# Qualitative and diverging colours that people with colour vision deficiency can tell apart (ColorBrewer).
REASON_COLOURS = ("#1b9e77", "#d95f02", "#7570b3", "#e7298a", "#66a61e", "#e6ab02", "#a6761d", "#666666")
RESIDUAL_COLOURS = ("#2166ac", "#92c5de", "#f7f7f7", "#f4a582", "#b2182b")
RESIDUAL_LIMITS = (-1.5, -0.5, 0.5, 1.5)  # in standard deviations of the residuals
POINT_SIZE_MM = 2.4


class StyleMap(QgsProcessingLayerPostProcessorInterface):
    """Gives a map the ramp of a style file, fitted to its values, with the unit in the legend and the name."""

    def __init__(self, style: str) -> None:
        super().__init__()
        self._style = str(paths.STYLES / style)

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        if not isinstance(layer, QgsRasterLayer):
            return
        unit = _band_unit(layer)
        layer.loadNamedStyle(self._style)
        _fit_ramp(layer, unit)
        # The name of a permanent file is the user's own; that of a temporary one says nothing.
        if unit and layer.name() != os.path.splitext(os.path.basename(layer.source()))[0]:
            layer.setName(f"{layer.name()} ({unit})")
        metadata = layer.metadata()
        metadata.setTitle(layer.name())
        metadata.addHistoryItem("Predicted by SOC Map")
        layer.setMetadata(metadata)
        layer.triggerRepaint()


class ShowFirstBand(QgsProcessingLayerPostProcessorInterface):
    """Shows the first band in grey: three years as red, green and blue are no picture of anything."""

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        if not isinstance(layer, QgsRasterLayer):
            return
        provider = layer.dataProvider()
        low, high = provider.cumulativeCut(1, LOWER_CUT, UPPER_CUT, QgsRectangle(), STATISTICS_PIXELS)
        renderer = QgsSingleBandGrayRenderer(provider, 1)
        if math.isfinite(low) and high > low:
            stretch = QgsContrastEnhancement(provider.dataType(1))
            stretch.setMinimumValue(low)
            stretch.setMaximumValue(high)
            stretch.setContrastEnhancementAlgorithm(
                QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum
            )
            renderer.setContrastEnhancement(stretch)
        layer.setRenderer(renderer)
        layer.triggerRepaint()


class StyleDropped(QgsProcessingLayerPostProcessorInterface):
    """Colours dropped samples by their reason."""

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        if not isinstance(layer, QgsVectorLayer) or layer.fields().lookupField(REASON_FIELD) < 0:
            return
        reasons = sorted(layer.uniqueValues(layer.fields().lookupField(REASON_FIELD)))
        categories = [
            QgsRendererCategory(reason, _point(REASON_COLOURS[i % len(REASON_COLOURS)]), str(reason))
            for i, reason in enumerate(reasons)
        ]
        layer.setRenderer(QgsCategorizedSymbolRenderer(REASON_FIELD, categories))
        layer.triggerRepaint()


class StyleResiduals(QgsProcessingLayerPostProcessorInterface):
    """Colours samples by the residual of the first model: blue too high, red too low, as far as it is unusual."""

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
        ranges = [
            QgsRendererRange(QgsClassificationRange(f"{low:.3g} to {high:.3g}", low, high), _point(colour))
            for low, high, colour in zip(edges, edges[1:], RESIDUAL_COLOURS)
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


def _point(colour: str) -> QgsMarkerSymbol:
    return QgsMarkerSymbol.createSimple(
        {"name": "circle", "color": colour, "outline_color": "#333333", "size": str(POINT_SIZE_MM)}
    )


def _band_unit(layer: QgsRasterLayer) -> str:
    from osgeo import gdal  # QGIS has no way to ask for it

    try:
        dataset = gdal.Open(layer.source())
    except RuntimeError:  # whether GDAL raises or returns None depends on what other plugins have set
        return ""
    return dataset.GetRasterBand(1).GetUnitType() if dataset is not None else ""


def _fit_ramp(layer: QgsRasterLayer, unit: str) -> None:
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
    ramp.classifyColorRamp(len(ramp.colorRampItemList()), 1, QgsRectangle(), provider)
    legend = QgsColorRampLegendNodeSettings(ramp.legendSettings())  # a copy, because the ramp deletes its own
    legend.setSuffix(f" {unit}" if unit else "")
    ramp.setLegendSettings(legend)
    layer.legendChanged.emit()  # the legend was drawn from the style file's own range
