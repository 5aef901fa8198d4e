"""Items of a print layout: texts in a font that is there, maps, legends, scale bar, north arrow; main thread only."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsColorRampLegendNode,
    QgsLayout,
    QgsLayoutExporter,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemMarker,
    QgsLayoutItemScaleBar,
    QgsLayoutMeasurement,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMapLayer,
    QgsMapLayerLegendUtils,
    QgsMarkerSymbol,
    QgsRasterLayer,
    QgsTextFormat,
)
from qgis.PyQt.QtCore import QRectF, QSize, QSizeF, Qt
from qgis.PyQt.QtGui import QFont, QFontInfo, QFontMetricsF

# The first that the system has; without any of them, what the desktop itself is written in.
FAMILIES = ("Open Sans", "Noto Sans", "Arial", "Helvetica", "DejaVu Sans", "Liberation Sans")
MM_OF_A_POINT = 25.4 / 72
MEASURED_PX = 100  # size of the letters that a text is measured with
MEASURED_DPI = 30  # of the drawing that tells how large a legend is
MOST_LEGEND_NODES = 6  # of a layer of samples: more are left out
FRAME_MM = 0.2
MARGIN = 1.04  # of a map around its layer
# Of a class before QGIS 3.42, which the names that came with it replace.
LegendPart = Qgis.LegendComponent if hasattr(Qgis, "LegendComponent") else QgsLegendStyle.Style
LEGEND_PARTS = (LegendPart.Title, LegendPart.Group, LegendPart.Subgroup, LegendPart.SymbolLabel)


def font(points: float, bold: bool = False) -> QFont:
    """Return a font that exists on this computer."""
    made = QFont(next((name for name in FAMILIES if QFontInfo(QFont(name)).family() == name), QFont().family()))
    made.setStyleHint(QFont.StyleHint.SansSerif)
    made.setPointSizeF(points)
    made.setBold(bold)
    return made


def text_format(points: float, bold: bool = False) -> QgsTextFormat:
    """Return how a text of some size looks."""
    made = QgsTextFormat()
    made.setFont(font(points, bold))
    made.setSize(points)
    made.setSizeUnit(Qgis.RenderUnit.Points)
    return made


def text_height_mm(text: str, width_mm: float, points: float, bold: bool = False) -> float:
    """Return how high a text is that is wrapped at a width."""
    measured = font(points, bold)
    measured.setPixelSize(MEASURED_PX)
    scale = points * MM_OF_A_POINT / MEASURED_PX
    flags = Qt.TextFlag.TextWordWrap.value if hasattr(Qt.TextFlag.TextWordWrap, "value") else Qt.TextFlag.TextWordWrap
    wrapped = QFontMetricsF(measured).boundingRect(QRectF(0, 0, width_mm / scale, 1e6), int(flags), text)
    return wrapped.height() * scale


def fitting_points(text: str, size_mm: tuple[float, float], points: tuple[float, float], bold: bool = False) -> float:
    """Return the largest size of letters, from the first of `points` down to the second, at which a text has room."""
    largest, least = points
    while largest > least and text_height_mm(text, size_mm[0], largest, bold) > size_mm[1]:
        largest -= 0.5
    return max(largest, least)


def place(layout: QgsLayout, item: QgsLayoutItem, box: QRectF) -> None:
    """Put an item into a layout, at a place in millimetres."""
    layout.addLayoutItem(item)
    item.attemptMove(QgsLayoutPoint(box.x(), box.y()))
    item.attemptResize(QgsLayoutSize(box.width(), box.height()))


def add_label(layout: QgsLayout, name: str, text: str, box: QRectF, points: float, bold: bool = False) -> None:
    """Add a text that is wrapped at the width of its box."""
    item = QgsLayoutItemLabel(layout)
    item.setId(name)
    item.setText(text)
    item.setTextFormat(text_format(points, bold))
    item.setMarginX(0)
    item.setMarginY(0)
    place(layout, item, box)


def add_map(
    layout: QgsLayout, name: str, layers: list[QgsMapLayer], box: QRectF, styles: dict[str, str] | None = None
) -> QgsLayoutItemMap:
    """Add a map of layers, the first on top, that shows the whole of the last one, in its CRS.

    `styles` are looks, as XML by the id of a layer, that the map has and the layer itself has not.
    """
    item = QgsLayoutItemMap(layout)
    item.setId(name)
    place(layout, item, box)
    if styles:
        item.setLayerStyleOverrides(styles)
        item.setKeepLayerStyles(True)
    shown = layers[-1]
    item.setCrs(shown.crs())
    item.setLayers(layers)
    item.setKeepLayerSet(True)
    item.setFrameEnabled(True)
    item.setFrameStrokeWidth(QgsLayoutMeasurement(FRAME_MM))
    extent = shown.extent()
    extent.scale(MARGIN)
    item.zoomToExtent(extent)
    return item


def add_legend(
    layout: QgsLayout,
    name: str,
    linked: QgsLayoutItemMap,
    titles: dict[QgsMapLayer, str],
    box: QRectF,
    points: float,
    ramp_mm: tuple[float, float],
    labels: tuple[str, ...] = (),
) -> float:
    """Add a legend of layers by their titles, and return how high it is in millimetres.

    Parameters
    ----------
    ramp_mm
        Width and height of a continuous ramp.
    labels
        Take the place of those of the classes of a raster.
    """
    item = QgsLayoutItemLegend(layout)
    item.setId(name)
    item.setLinkedMap(linked)
    item.setAutoUpdateModel(False)
    item.setResizeToContents(True)
    item.setBoxSpace(0)
    for part in LEGEND_PARTS:
        style = item.style(part)
        style.setTextFormat(text_format(points, part == LegendPart.Subgroup))
        if part == LegendPart.Subgroup:
            style.setMargin(QgsLegendStyle.Side.Top, 0)
        item.setStyle(part, style)
    item.model().setLayerStyleOverrides(linked.layerStyleOverrides())
    root = item.model().rootGroup()
    root.removeAllChildren()
    for layer, title in titles.items():
        node = root.addLayer(layer)
        node.setCustomProperty("legend/title-label", title)
        if not title:
            QgsLegendRenderer.setNodeLegendStyle(node, LegendPart.Hidden)
        nodes = item.model().layerLegendNodes(node)
        first = 1 if isinstance(layer, QgsRasterLayer) and len(nodes) > 1 else 0  # the band's name, again
        shown = list(range(first, len(nodes)))
        if not isinstance(layer, QgsRasterLayer) and len(nodes) > MOST_LEGEND_NODES:
            shown = []
        QgsMapLayerLegendUtils.setLegendNodeOrder(node, shown)
        for number in shown:
            if isinstance(nodes[number], QgsColorRampLegendNode):
                QgsMapLayerLegendUtils.setLegendNodeSymbolSize(node, number, QSizeF(*ramp_mm))
        for number, label in zip(shown, labels):
            QgsMapLayerLegendUtils.setLegendNodeUserLabel(node, number, label)
        item.model().refreshLayerLegend(node)
    place(layout, item, box)
    # A legend knows its size after it was drawn for the first time.
    QgsLayoutExporter(layout).renderRegionToImage(item.sceneBoundingRect(), QSize(), MEASURED_DPI)
    item.adjustBoxSize()
    return float(item.rect().height())


def add_scale_bar(layout: QgsLayout, linked: QgsLayoutItemMap, box: QRectF, points: float) -> None:
    """Add a scale bar in units that fit the map."""
    item = QgsLayoutItemScaleBar(layout)
    item.setId("scale bar")
    item.setLinkedMap(linked)
    item.setStyle("Single Box")
    item.setTextFormat(text_format(points))
    item.setHeight(points * MM_OF_A_POINT / 2)
    item.setBoxContentSpace(0)
    place(layout, item, box)
    item.applyDefaultSize(item.guessUnits())
    item.setMaximumBarWidth(box.width() * 0.8)
    item.update()


def add_north_arrow(layout: QgsLayout, linked: QgsLayoutItemMap, box: QRectF, points: float) -> None:
    """Add an arrow that points to the north of the map's grid, drawn and not read from a file that may be missing."""
    arrow = QgsLayoutItemMarker(layout)
    arrow.setId("north arrow")
    properties = {"name": "arrow", "color": "#333333", "outline_style": "no", "size": f"{0.7 * box.height():.2f}"}
    arrow.setSymbol(QgsMarkerSymbol.createSimple(properties))
    arrow.setLinkedMap(linked)
    letter_mm = 1.4 * points * MM_OF_A_POINT
    arrow.setReferencePoint(QgsLayoutItem.ReferencePoint.UpperMiddle)  # it is as large as its symbol
    layout.addLayoutItem(arrow)
    arrow.attemptMove(QgsLayoutPoint(box.center().x(), box.y() + letter_mm))
    letter = QgsLayoutItemLabel(layout)
    letter.setId("north")
    letter.setText("N")
    letter.setTextFormat(text_format(points, True))
    letter.setHAlign(Qt.AlignmentFlag.AlignHCenter)
    letter.setMarginX(0)
    letter.setMarginY(0)
    place(layout, letter, QRectF(box.x(), box.y(), box.width(), letter_mm))
