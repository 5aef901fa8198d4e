"""The sheet of *Map Document*: where map, legend, small maps and texts stand on paper of every size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qgis.core import (
    QgsLayoutItemMap,
    QgsLayoutSize,
    QgsMapLayer,
    QgsMapLayerStyle,
    QgsPalettedRasterRenderer,
    QgsPrintLayout,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QRectF
from qgis.PyQt.QtGui import QColor

from ...translation import tr
from .layout_items import (
    add_label,
    add_legend,
    add_map,
    add_north_arrow,
    add_scale_bar,
    fitting_points,
    text_height_mm,
)

# Width and height of the paper in millimetres.
PAPERS = {
    "a4_landscape": (297.0, 210.0),
    "a4_portrait": (210.0, 297.0),
    "a3_landscape": (420.0, 297.0),
    "a3_portrait": (297.0, 420.0),
}
SHORT_MM = 210.0  # of A4, for which the measures below are; larger paper has everything larger
MARGIN, GAP = 10.0, 4.0
TITLE_HEIGHT, TITLE_POINTS, TITLE_LEAST = 15.0, 18.0, 10.0
SUBTITLE_HEIGHT, SUBTITLE_POINTS = 6.0, 10.0
NOTE_POINTS, NOTE_LEAST, NOTE_SHARE = 7.5, 5.0, 0.28  # of the height of the sheet, which the notes may take
LEGEND_POINTS = 8.0
SIDE, SIDE_WITH_SMALL = 56.0, 84.0  # width of the column beside the map
FOOT = 14.0  # height of north arrow and scale bar
RAMP, SMALL_RAMP = (5.0, 34.0), (4.0, 18.0)
HEADING = 5.0  # height of the title of a small map
SMALL_LEGEND = 30.0  # width
OUTSIDE, INSIDE = "#4d4d4d", "#c7e9c0"  # dark and light, also without colour
LOWEST_BAND = 70.0  # height of what stands below the map on upright paper


@dataclass(frozen=True)
class SheetLayers:
    """What a sheet shows; only the map has to be there."""

    map: QgsRasterLayer
    width: QgsRasterLayer | None = None
    aoa: QgsRasterLayer | None = None
    samples: QgsVectorLayer | None = None

    def all(self) -> list[QgsMapLayer]:
        """Return the layers that there are."""
        return [layer for layer in (self.samples, self.aoa, self.width, self.map) if layer is not None]

    def copied(self, which: Callable[[QgsMapLayer], bool] = lambda layer: True) -> SheetLayers:
        """Return copies of the layers, with their looks; of those that `which` names, the others themselves."""
        found = (self.map, self.width, self.aoa, self.samples)
        return SheetLayers(*(layer.clone() if layer is not None and which(layer) else layer for layer in found))


@dataclass(frozen=True)
class SheetTexts:
    """What a sheet says: title, what is mapped, titles of the legends with their units, and sentences below."""

    title: str
    subtitle: str
    legend: str
    width: str
    notes: tuple[str, ...] = ()


def build_sheet(project: QgsProject, name: str, paper: str, layers: SheetLayers, texts: SheetTexts) -> QgsPrintLayout:
    """Return the layout of a map, whose layers have to be in the project; on the main thread only."""
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.setName(name)
    width, height = PAPERS[paper]
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(width, height))
    _Sheet(layout, (width, height), layers, texts).fill()
    return layout


def area_style(layer: QgsRasterLayer) -> str:
    """Return the look of an area of applicability on a map of its own, where a veil over nothing would say little."""
    copy = layer.clone()
    classes = [
        QgsPalettedRasterRenderer.Class(value, QColor(colour), label)
        for value, colour, label in ((0, OUTSIDE, tr("outside")), (1, INSIDE, tr("inside")))
    ]
    copy.setRenderer(QgsPalettedRasterRenderer(copy.dataProvider(), 1, classes))
    style = QgsMapLayerStyle()
    style.readFromLayer(copy)
    return str(style.xmlData())


class _Sheet:
    def __init__(
        self, layout: QgsPrintLayout, size: tuple[float, float], layers: SheetLayers, texts: SheetTexts
    ) -> None:
        self._layout, self._layers, self._texts = layout, layers, texts
        self._factor = min(size) / SHORT_MM
        self._width, self._height = (side / self._factor for side in size)
        self._small = [layer for layer in (layers.width, layers.aoa) if layer is not None]

    def fill(self) -> None:
        inner = self._width - 2 * MARGIN
        title = self._texts.title
        points = fitting_points(title, (inner, TITLE_HEIGHT), (TITLE_POINTS, TITLE_LEAST), True)
        used = min(text_height_mm(title, inner, points, True), TITLE_HEIGHT) + 1
        self._label("title", title, QRectF(MARGIN, MARGIN - 2, inner, used), points, True)
        top = MARGIN - 2 + used
        self._label("subtitle", self._texts.subtitle, QRectF(MARGIN, top, inner, SUBTITLE_HEIGHT), SUBTITLE_POINTS)
        notes, most = "\n".join(self._texts.notes), NOTE_SHARE * self._height
        points = fitting_points(notes, (inner, most), (NOTE_POINTS, NOTE_LEAST))
        below = min(text_height_mm(notes, inner, points) + 2, most)
        self._label("notes", notes, QRectF(MARGIN, self._height - MARGIN - below, inner, below), points)
        top += SUBTITLE_HEIGHT + 1
        body = QRectF(MARGIN, top, inner, self._height - MARGIN - below - GAP - top)
        if self._width > self._height:
            self._beside(body)
        else:
            self._below(body)

    def _beside(self, body: QRectF) -> None:
        """Put the map at the left, and a column with all that explains it at the right."""
        side = SIDE_WITH_SMALL if self._small else SIDE
        picture = self._main_map(QRectF(body.x(), body.y(), body.width() - side - GAP, body.height()))
        left = body.right() - side
        used = self._main_legend(picture, QRectF(left, body.y(), side, 10)) + GAP
        foot = body.bottom() - FOOT
        self._foot(picture, QRectF(left, foot, side, FOOT))
        room = (foot - GAP - body.y() - used) / max(len(self._small), 1)
        for number, layer in enumerate(self._small):
            box = QRectF(left, body.y() + used + number * room, side, room - 2)
            self._small_map(layer, box, SMALL_LEGEND)

    def _below(self, body: QRectF) -> None:
        """Put the map above, and below it legend, small maps, scale bar and arrow in a row."""
        picture = self._main_map(QRectF(body.x(), body.y(), body.width(), body.height() - LOWEST_BAND - GAP))
        top = body.bottom() - LOWEST_BAND
        part = body.width() / (1 + len(self._small)) if self._small else body.width()
        part = min(part, 70.0)
        self._main_legend(picture, QRectF(body.x(), top, part - GAP, 10))
        self._foot(picture, QRectF(body.x(), body.bottom() - FOOT, SIDE, FOOT))
        each = (body.width() - SIDE - GAP) / max(len(self._small), 1)
        for number, layer in enumerate(self._small):
            box = QRectF(body.x() + SIDE + GAP + number * each, top, each - GAP, LOWEST_BAND)
            self._small_map(layer, box, 0)

    def _main_map(self, box: QRectF) -> QgsLayoutItemMap:
        layers = [layer for layer in (self._layers.samples, self._layers.map) if layer is not None]
        return add_map(self._layout, "map", layers, self._on_paper(box))

    def _main_legend(self, picture: QgsLayoutItemMap, box: QRectF) -> float:
        titles = {self._layers.map: self._texts.legend}
        if self._layers.samples is not None:
            titles[self._layers.samples] = tr("Soil samples")
        return self._legend("legend", picture, titles, box, RAMP)

    def _small_map(self, layer: QgsMapLayer, box: QRectF, beside: float) -> None:
        """Add a map of a layer with its title above and its legend `beside` it so wide, or below where that is 0."""
        is_area = layer is self._layers.aoa
        name, title = ("applicability", tr("Area of applicability")) if is_area else ("width", self._texts.width)
        labels = (tr("outside"), tr("inside")) if is_area else ()
        self._label(f"{name} title", title, QRectF(box.x(), box.y(), box.width(), HEADING), LEGEND_POINTS, True)
        below = 0.0 if beside else SMALL_RAMP[1] + GAP + 2
        size = (box.width() - beside - (2 if beside else 0), box.height() - HEADING - below)
        styles = {layer.id(): area_style(layer)} if is_area else None
        place = self._on_paper(QRectF(box.x(), box.y() + HEADING, *size))
        picture = add_map(self._layout, name, [layer], place, styles)
        place = QRectF(box.right() - beside, box.y() + HEADING, beside, 10)
        if not beside:
            place = QRectF(box.x(), box.y() + HEADING + size[1] + 1, box.width(), 10)
        ramp = (SMALL_RAMP[0], min(SMALL_RAMP[1], size[1] - 4) if beside else SMALL_RAMP[1])
        self._legend(f"{name} legend", picture, {layer: ""}, place, ramp, labels)

    def _foot(self, picture: QgsLayoutItemMap, box: QRectF) -> None:
        add_north_arrow(
            self._layout, picture, self._on_paper(QRectF(box.x(), box.y(), 8, FOOT)), LEGEND_POINTS * self._factor
        )
        bar = QRectF(box.x() + 12, box.y() + 4, box.width() - 12, FOOT - 4)
        add_scale_bar(self._layout, picture, self._on_paper(bar), LEGEND_POINTS * self._factor)

    def _legend(
        self,
        name: str,
        picture: QgsLayoutItemMap,
        titles: dict[QgsMapLayer, str],
        box: QRectF,
        ramp: tuple[float, float],
        labels: tuple[str, ...] = (),
    ) -> float:
        k = self._factor
        size = (ramp[0] * k, ramp[1] * k)
        height = add_legend(self._layout, name, picture, titles, self._on_paper(box), LEGEND_POINTS * k, size, labels)
        return height / k

    def _label(self, name: str, text: str, box: QRectF, points: float, bold: bool = False) -> None:
        add_label(self._layout, name, text, self._on_paper(box), points * self._factor, bold)

    def _on_paper(self, box: QRectF) -> QRectF:
        k = self._factor
        return QRectF(box.x() * k, box.y() * k, box.width() * k, box.height() * k)
