"""How covariates look: one ramp a variable, the same in every year, and the years on QGIS's temporal controller."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from qgis.core import (
    Qgis,
    QgsColorRampLegendNodeSettings,
    QgsColorRampShader,
    QgsDateTimeRange,
    QgsGradientColorRamp,
    QgsGradientStop,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsRasterLayer,
    QgsRasterLayerTemporalProperties,
    QgsRasterShader,
    QgsRectangle,
    QgsSingleBandPseudoColorRenderer,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QTime
from qgis.PyQt.QtGui import QColor

LOWER_CUT, UPPER_CUT = 0.02, 0.98
STATISTICS_PIXELS = 250_000
CLASSES = 5  # numbers in a legend
_YEAR = re.compile(r"(?:^|_)(\d{4})$")
# Ramps even in lightness, which tell the values apart in grey too (ColorBrewer, and viridis for dates).
EARTH = ("#ffffe5", "#fee391", "#fe9929", "#cc4c02", "#662506")
GREEN = ("#f7fcf5", "#c7e9c0", "#74c476", "#238b45", "#00441b")
WATER = ("#f7fbff", "#c6dbef", "#6baed6", "#2171b5", "#08306b")
DATES = ("#440154", "#3b528b", "#21918c", "#5ec962", "#fde725")
AROUND_ZERO = ("#2166ac", "#92c5de", "#f7f7f7", "#f4a582", "#b2182b")


@dataclass(frozen=True)
class Look:
    """Title of a variable, colours from its least to its largest value, and whether 0 is in their middle."""

    title: str
    colours: tuple[str, ...] = EARTH
    around_zero: bool = False


TERRAIN = {
    "elev": Look("Elevation"),
    "slp": Look("Slope"),
    "tri": Look("Terrain ruggedness index"),
    "rough": Look("Roughness"),
    "vrm": Look("Vector ruggedness measure"),
    "tpi": Look("Topographic position index", AROUND_ZERO, around_zero=True),
    "cti": Look("Compound topographic index", WATER),
    "spi": Look("Stream power index", WATER),
}


def look_of(variable: str, unit: str) -> Look:
    """Return how a variable looks, by its name and unit."""
    known = TERRAIN.get(variable)
    if known is not None:
        return known
    title = variable.replace("_", " ").replace("evi", "EVI")
    title = title[:1].upper() + title[1:]
    if unit == "day of year":
        return Look(title, DATES)
    return Look(title, GREEN if "evi" in variable else EARTH)


class StyleCovariate(QgsProcessingLayerPostProcessorInterface):
    """Gives a covariate one ramp for all of its years, a title with the unit, and a band a year of the controller.

    The layer keeps its name, by which Build Patch Dataset knows the covariate.
    """

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        if not isinstance(layer, QgsRasterLayer):
            return
        unit = band_unit(layer)
        look = look_of(layer.name(), unit)
        low, high = _limits(layer)
        if low < high:
            if look.around_zero:
                high = max(abs(low), abs(high))
                low = -high
            layer.setRenderer(_renderer(layer, look, low, high, unit))
        metadata = layer.metadata()
        metadata.setTitle(f"{look.title} ({unit})" if unit not in ("", "1") else look.title)
        layer.setMetadata(metadata)
        years = band_years(layer)
        if len(years) > 1:
            set_years(layer, years)
        layer.triggerRepaint()


def band_unit(layer: QgsRasterLayer) -> str:
    """Return the unit of the first band, '' where the file says none."""
    from osgeo import gdal  # QGIS has no way to ask for it

    try:
        dataset = gdal.Open(layer.source())
    except RuntimeError:  # whether GDAL raises or returns None depends on what other plugins have set
        return ""
    return dataset.GetRasterBand(1).GetUnitType() if dataset is not None else ""


def band_years(layer: QgsRasterLayer) -> dict[int, int]:
    """Return the year of every band whose name ends in one, as greenup_2002; empty where one does not."""
    provider, years = layer.dataProvider(), {}
    for band in range(1, layer.bandCount() + 1):
        named = _YEAR.search(provider.generateBandName(band).partition(": ")[2])
        if named is None:
            return {}
        years[band] = int(named[1])
    return years


def set_years(layer: QgsRasterLayer, years: dict[int, int]) -> None:
    """Have the temporal controller show a band while it stands in its year."""
    properties: QgsRasterLayerTemporalProperties = layer.temporalProperties()
    properties.setMode(Qgis.RasterTemporalMode.FixedRangePerBand)
    first, last = QTime(0, 0), QTime(23, 59, 59)
    properties.setFixedRangePerBand(
        {
            band: QgsDateTimeRange(QDateTime(QDate(year, 1, 1), first), QDateTime(QDate(year, 12, 31), last))
            for band, year in years.items()
        }
    )
    properties.setIsActive(True)


def _limits(layer: QgsRasterLayer) -> tuple[float, float]:
    """Return what nearly all values of all bands lie between; a few extreme ones would take most of the ramp."""
    provider, lows, highs = layer.dataProvider(), [], []
    pixels = max(STATISTICS_PIXELS // layer.bandCount(), 10_000)
    for band in range(1, layer.bandCount() + 1):
        low, high = provider.cumulativeCut(band, LOWER_CUT, UPPER_CUT, QgsRectangle(), pixels)
        if math.isfinite(low) and math.isfinite(high):
            lows.append(low)
            highs.append(high)
    return (min(lows), max(highs)) if lows else (0.0, 0.0)


def _renderer(
    layer: QgsRasterLayer, look: Look, low: float, high: float, unit: str
) -> QgsSingleBandPseudoColorRenderer:
    between = look.colours[1:-1]
    stops = [QgsGradientStop((i + 1) / (len(between) + 1), QColor(colour)) for i, colour in enumerate(between)]
    ramp = QgsGradientColorRamp(QColor(look.colours[0]), QColor(look.colours[-1]), False, stops)
    function = QgsColorRampShader(low, high, ramp, Qgis.ShaderInterpolationMethod.Linear)
    function.setClassificationMode(Qgis.ShaderClassificationMethod.EqualInterval)
    function.classifyColorRamp(CLASSES, 1, QgsRectangle(), layer.dataProvider())
    legend = QgsColorRampLegendNodeSettings(function.legendSettings())
    legend.setSuffix(f" {unit}" if unit not in ("", "1") else "")
    function.setLegendSettings(legend)
    shader = QgsRasterShader(low, high)
    shader.setRasterShaderFunction(function)
    renderer = QgsSingleBandPseudoColorRenderer(layer.dataProvider(), 1, shader)
    renderer.setClassificationMin(low)
    renderer.setClassificationMax(high)
    return renderer
