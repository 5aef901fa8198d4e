"""The look of a layer of findings of samples."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsCategorizedSymbolRenderer,
    QgsMapLayer,
    QgsMarkerSymbol,
    QgsPointDisplacementRenderer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsRendererCategory,
    QgsVectorLayer,
)

from ...core.settings.sample_rules import DATES, PLACES, RULES, SURROUNDINGS, VALUES
from ..styling import REASON_FIELD

# A shape a rule, so that rules are told apart without colour; the colour says what a rule is about (Okabe and Ito).
SHAPES = (
    "circle", "square", "triangle", "diamond", "cross_fill", "pentagon", "star", "hexagon", "arrow", "half_square",
    "semi_circle", "heart", "parallelogram_right", "left_half_triangle", "trapezoid", "shield", "asterisk_fill",
    "filled_arrowhead",
)  # fmt: skip
COLOURS = {VALUES: "#d55e00", SURROUNDINGS: "#e69f00", PLACES: "#0072b2", DATES: "#009e73"}
SIZE_MM, MIDDLE_MM = 3.2, 0.6
SAME_PLACE_UNITS = 1e-6  # of the map: findings of one sample are drawn beside each other, those of others are not


class StyleFindings(QgsProcessingLayerPostProcessorInterface):
    """Gives every rule a shape of its own, with how often it is broken; several findings of a sample lie around it."""

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        if not isinstance(layer, QgsVectorLayer):
            return
        index = layer.fields().lookupField(REASON_FIELD)
        if index < 0:
            return
        found = [str(feature.attribute(index)) for feature in layer.getFeatures()]
        categories = []
        for (name, rule), shape in zip(RULES.items(), SHAPES):
            if name in found:
                symbol = QgsMarkerSymbol.createSimple(
                    {"name": shape, "color": COLOURS[rule.about], "outline_color": "#222222", "size": str(SIZE_MM)}
                )
                categories.append(QgsRendererCategory(name, symbol, f"{name} ({found.count(name)})"))
        renderer = QgsPointDisplacementRenderer()
        renderer.setEmbeddedRenderer(QgsCategorizedSymbolRenderer(REASON_FIELD, categories))
        renderer.setTolerance(SAME_PLACE_UNITS)
        renderer.setToleranceUnit(Qgis.RenderUnit.MapUnits)
        renderer.setCircleWidth(0.2)
        middle = {"name": "circle", "color": "#222222", "outline_style": "no", "size": str(MIDDLE_MM)}
        renderer.setCenterSymbol(QgsMarkerSymbol.createSimple(middle))
        layer.setRenderer(renderer)
        layer.triggerRepaint()
