"""The look of a layer of differences."""

from __future__ import annotations

import math

from qgis.core import (
    Qgis,
    QgsColorRampShader,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsRasterLayer,
    QgsRasterShader,
    QgsRectangle,
    QgsSingleBandPseudoColorRenderer,
)
from qgis.PyQt.QtGui import QColor

from ..styling import LOWER_CUT, STATISTICS_PIXELS, UPPER_CUT

# From much lower to much higher than the other map; people with colour vision deficiency can tell them apart.
COLOURS = ("#b2182b", "#f4a582", "#f7f7f7", "#92c5de", "#2166ac")


class StyleDifference(QgsProcessingLayerPostProcessorInterface):
    """Colours the first band from red below 0 through white to blue above it, as far to both sides."""

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        if not isinstance(layer, QgsRasterLayer):
            return
        provider = layer.dataProvider()
        limits = provider.cumulativeCut(1, LOWER_CUT, UPPER_CUT, QgsRectangle(), STATISTICS_PIXELS)
        reach = max(abs(limit) for limit in limits)
        if not math.isfinite(reach) or reach == 0:
            return
        ramp = QgsColorRampShader(-reach, reach)
        ramp.setColorRampType(Qgis.ShaderInterpolationMethod.Linear)
        steps = [reach * (2 * i / (len(COLOURS) - 1) - 1) for i in range(len(COLOURS))]
        ramp.setColorRampItemList(
            [
                QgsColorRampShader.ColorRampItem(value, QColor(colour), f"{value:+.3g}" if value else "0")
                for value, colour in zip(steps, COLOURS)
            ]
        )
        shader = QgsRasterShader()
        shader.setRasterShaderFunction(ramp)
        renderer = QgsSingleBandPseudoColorRenderer(provider, 1, shader)
        renderer.setClassificationMin(-reach)
        renderer.setClassificationMax(reach)
        layer.setRenderer(renderer)
        layer.triggerRepaint()
