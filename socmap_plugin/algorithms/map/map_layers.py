"""The layers that *Predict SOC Raster* can make beside the map: their parameters, and how they look."""

from __future__ import annotations

import math
from typing import Any

from qgis.core import (
    Qgis,
    QgsColorRampShader,
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingParameterRasterDestination,
    QgsRasterLayer,
    QgsRasterShader,
    QgsSingleBandPseudoColorRenderer,
)
from qgis.PyQt.QtGui import QColor

from ...core.jobs.mapping import PredictJob
from ...translation import tr
from ..outputs import layer_output
from ..parameters import documented, number
from ..styling import StyleMap
from .outside_area import OUTSIDE_AREA, StyleOutside, add_outside_area

OUTPUT, COVERAGE = "OUTPUT", "COVERAGE"
LOWER, UPPER, STDDEV = "LOWER", "UPPER", "STDDEV"
DISSIMILARITY, DENSITY, AOA = "DISSIMILARITY", "DENSITY", "AOA"
NAMES = (LOWER, UPPER, STDDEV, DISSIMILARITY, DENSITY, AOA)
RESULTS = {
    LOWER: "soc_lower",
    UPPER: "soc_upper",
    STDDEV: "soc_spread",
    DISSIMILARITY: "soc_dissimilarity",
    DENSITY: "soc_density",
    AOA: "soc_applicability",
    OUTSIDE_AREA: "soc_outside",
}
OUTSIDE, INSIDE = QColor(60, 60, 60, 90), QColor(0, 0, 0, 0)  # a veil over the map, and nothing
HALF = 0.5  # of what a pixel on the screen shows: zoomed out it is a mean of pixels of the file


def add_coverage(algorithm: QgsProcessingAlgorithm) -> None:
    """Add how much the limits enclose."""
    coverage = number(COVERAGE, "Share of observations within the limits", PredictJob, "coverage")
    text = "So many new samples would lie between the lower and the upper limit: 0.9 for nine of ten."
    algorithm.addParameter(documented(coverage, text, True))


def add_layers(algorithm: QgsProcessingAlgorithm) -> None:
    """Add the destinations; of a model that knows its errors, dialogs make the limits and the area by themselves."""
    for definition, text in (
        (
            _destination(LOWER, tr("Lower limit of soil organic carbon"), True),
            "The lower end of the interval in which a new sample lies, calibrated on samples that were kept back.",
        ),
        (
            _destination(UPPER, tr("Upper limit of soil organic carbon"), True),
            "The upper end of the interval in which a new sample lies, calibrated on samples that were kept back.",
        ),
        (
            _destination(STDDEV, tr("Disagreement of the ensemble"), False),
            "The standard deviation of the members of the ensemble, in the unit of the target: where they differ. "
            "It is much smaller than the error of the map; for that take the limits.",
        ),
        (
            _destination(DISSIMILARITY, tr("Dissimilarity from the samples"), False),
            "How far a pixel's covariates are from those of the most similar sample; 1 is the mean distance of two "
            "samples. Covariates count as much as they matter to the model.",
        ),
        (
            _destination(DENSITY, tr("Number of similar samples"), False),
            "How many samples are more similar to a pixel than the limit of the area of applicability.",
        ),
        (
            _destination(AOA, tr("Area of applicability"), True),
            "1 where a pixel is as similar to the samples as they are to each other, 0 where it is not and where "
            "neither the map nor its limits can be relied on.",
        ),
    ):
        algorithm.addParameter(documented(definition, text))
    add_outside_area(algorithm)


def files(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> dict[str, str]:
    """Return the file of every layer by the field of the job that names it, '' where it is not wanted."""
    return {name.lower(): layer_output(algorithm, name, parameters, context) for name in NAMES}


def styles(output: str, own: StyleMap) -> dict[str, QgsProcessingLayerPostProcessorInterface]:
    """Return what styles the layers of the map in the file `output`, which has its `own` style; the top one first."""
    look = StyleWithLimits(output, own)
    plain = {name: StyleMap("soc_stddev.qml") for name in (STDDEV, DISSIMILARITY, DENSITY)}
    return {OUTSIDE_AREA: StyleOutside(), AOA: StyleArea(), OUTPUT: look, LOWER: look, UPPER: look, **plain}


class StyleWithLimits(QgsProcessingLayerPostProcessorInterface):
    """Gives map and limits one look, so that a colour is the same content in all; it is made once, of the map.

    Parameters
    ----------
    output
        File of the map.
    own
        Its style.
    """

    def __init__(self, output: str, own: StyleMap) -> None:
        super().__init__()
        self._output, self._own = output, own
        self._look: StyleMap | None = None

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        if self._look is None:
            soc = QgsRasterLayer(self._output, "")
            self._look = self._own
            if soc.isValid():
                self._own.postProcessLayer(soc, context, feedback)
                self._look = StyleMap("soc.qml", like=soc.renderer().clone())
        self._look.postProcessLayer(layer, context, feedback)


class StyleArea(QgsProcessingLayerPostProcessorInterface):
    """Draws a veil over the map where it is not to be relied on; the legend says so."""

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        if not isinstance(layer, QgsRasterLayer):
            return
        outside = tr("Outside: unlike all samples, do not rely on the map here")
        inside = tr("Inside: similar to the samples")
        ramp = QgsColorRampShader(0, 1)
        ramp.setColorRampType(Qgis.ShaderInterpolationMethod.Discrete)
        ramp.setColorRampItemList(
            [
                QgsColorRampShader.ColorRampItem(HALF, OUTSIDE, outside),
                QgsColorRampShader.ColorRampItem(math.inf, INSIDE, inside),
            ]
        )
        shader = QgsRasterShader(0, 1)
        shader.setRasterShaderFunction(ramp)
        layer.setRenderer(QgsSingleBandPseudoColorRenderer(layer.dataProvider(), 1, shader))
        layer.legendChanged.emit()
        layer.triggerRepaint()


def _destination(name: str, label: str, on: bool) -> QgsProcessingParameterRasterDestination:
    return QgsProcessingParameterRasterDestination(name, label, None, True, on)
