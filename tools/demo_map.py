"""Checks the demo's map and draws it with QGIS: demo_map.py FOLDER PLUGIN LABEL, for tools/demo.py.

FOLDER holds soc_map.tif, soc_stddev.tif and predictions.gpkg and gets soc_map.png. Prints what it found as JSON. Needs
PyQGIS, hence a process of its own.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from osgeo import gdal
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsLayoutExporter,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLegendStyle,
    QgsMapLayer,
    QgsMapLayerLegendUtils,
    QgsMarkerSymbol,
    QgsPrintLayout,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsRasterLayer,
    QgsSingleSymbolRenderer,
    QgsTextFormat,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QFont

PAGE_MM = (200.0, 150.0)
MARGIN_MM = 8.0
DPI = 150
LEGEND = "SOC (g/kg)"
ATTRIBUTION = (
    "Samples, terrain and climate: D.J. Brus, R package sswr, CC BY 4.0, with changes. Vegetation series are\n"
    "simulated from terrain and climate. EPSG:32650. Made with SOC Map in QGIS."
)


def check(path: Path) -> dict[str, object]:
    """Return what a map file says of itself; leave with a sentence if it is no COG or lacks what a map must say."""
    raster = gdal.Open(str(path))
    band = raster.GetRasterBand(1)
    found = {
        "layout": raster.GetMetadataItem("LAYOUT", "IMAGE_STRUCTURE"),
        "nodata": band.GetNoDataValue(),
        "description": band.GetDescription(),
        "unit": band.GetUnitType(),
        "overviews": band.GetOverviewCount(),
    }
    missing = [name for name in ("nodata", "description", "unit") if found[name] in (None, "")]
    if found["layout"] != "COG" or missing:
        lacks = ", ".join(missing) or "nothing else"
        sys.exit(f"{path.name} has the layout {found['layout']}, not COG, or lacks what a map must say ({lacks}).")
    minimum, maximum, mean, _ = band.ComputeStatistics(False)
    found.update(minimum=round(minimum, 2), maximum=round(maximum, 2), mean=round(mean, 2))
    raster = band = None
    path.with_name(path.name + ".aux.xml").unlink(missing_ok=True)  # where GDAL keeps the statistics
    return found


def draw(folder: Path, plugin: Path, label: str) -> None:
    """Draw the map, styled as the plugin styles it, with title, legend, scale bar and attribution to soc_map.png."""
    sys.path.insert(0, str(plugin.parent))
    from socmap_plugin.algorithms.styling import StyleMap

    project = QgsProject.instance()
    soc = QgsRasterLayer(str(folder / "soc_map.tif"), LEGEND)
    samples = QgsVectorLayer(str(folder / "predictions.gpkg"), "Soil samples", "ogr")
    layers: list[QgsMapLayer] = [samples, soc]
    for layer in layers:
        if not layer.isValid():
            sys.exit(f"QGIS cannot open {layer.source()}; the step before wrote it badly.")
    StyleMap("soc.qml").postProcessLayer(soc, QgsProcessingContext(), QgsProcessingFeedback())
    soc.setName(LEGEND)
    outline = {"name": "circle", "size": "1.1", "color": "255,255,255,255", "outline_width": "0.2"}
    samples.setRenderer(QgsSingleSymbolRenderer(QgsMarkerSymbol.createSimple(outline)))
    project.setCrs(soc.crs())
    project.addMapLayers(layers)

    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(*PAGE_MM))
    width = PAGE_MM[0] - 2 * MARGIN_MM

    title = QgsLayoutItemLabel(layout)
    title.setText(f"Soil organic carbon of the A horizon around Xuancheng, CNN-LSTM ({label})")
    title.setTextFormat(_text_format(11, bold=True))
    _place(layout, title, MARGIN_MM, 6, width, 8)

    picture = QgsLayoutItemMap(layout)
    _place(layout, picture, MARGIN_MM, 16, width - 44, 114)
    picture.setLayers(layers)
    picture.setFrameEnabled(True)
    extent = soc.extent()
    extent.scale(1.04)
    picture.zoomToExtent(extent)

    legend = QgsLayoutItemLegend(layout)
    legend.setLinkedMap(picture)
    for component in (
        QgsLegendStyle.Style.Title,
        QgsLegendStyle.Style.Group,
        QgsLegendStyle.Style.Subgroup,
        QgsLegendStyle.Style.SymbolLabel,
    ):
        legend_style = legend.style(component)
        legend_style.setTextFormat(_text_format(8))
        legend.setStyle(component, legend_style)
    legend.setAutoUpdateModel(False)
    node = legend.model().rootGroup().findLayer(soc)
    entries = len(legend.model().layerLegendNodes(node))
    QgsMapLayerLegendUtils.setLegendNodeOrder(node, list(range(1, entries)))  # the first is the band's name, again
    legend.model().refreshLayerLegend(node)
    _place(layout, legend, PAGE_MM[0] - MARGIN_MM - 42, 16, 42, 90)

    scale_bar = QgsLayoutItemScaleBar(layout)
    scale_bar.setLinkedMap(picture)
    scale_bar.setStyle("Single Box")
    scale_bar.setUnits(Qgis.DistanceUnit.Kilometers)
    scale_bar.setUnitLabel("km")
    scale_bar.setNumberOfSegments(2)
    scale_bar.setNumberOfSegmentsLeft(0)
    scale_bar.setUnitsPerSegment(10)
    scale_bar.setTextFormat(_text_format(8))
    _place(layout, scale_bar, PAGE_MM[0] - MARGIN_MM - 42, 116, 42, 12)

    attribution = QgsLayoutItemLabel(layout)
    attribution.setText(ATTRIBUTION)
    attribution.setTextFormat(_text_format(7))
    _place(layout, attribution, MARGIN_MM, 134, width, 10)

    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = DPI
    settings.generateWorldFile = False
    picture_file = folder / "soc_map.png"
    result = QgsLayoutExporter(layout).exportToImage(str(picture_file), settings)
    if result != QgsLayoutExporter.ExportResult.Success:
        sys.exit(f"QGIS could not write {picture_file}; look at the folder's permissions and the space left.")
    project.clear()


def _place(layout: QgsPrintLayout, item: QgsLayoutItem, x: float, y: float, width: float, height: float) -> None:
    layout.addLayoutItem(item)
    item.attemptMove(QgsLayoutPoint(x, y))
    item.attemptResize(QgsLayoutSize(width, height))


def _text_format(points: float, bold: bool = False) -> QgsTextFormat:
    font = QFont("Open Sans")
    font.setBold(bold)
    text_format = QgsTextFormat()
    text_format.setFont(font)
    text_format.setSize(points)
    return text_format


def main() -> None:
    """Check, draw and print what was found."""
    folder, plugin, label = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    gdal.UseExceptions()
    found = {name: check(folder / name) for name in ("soc_map.tif", "soc_stddev.tif")}
    application = QgsApplication([], True)
    application.initQgis()
    draw(folder, plugin, label)
    application.exitQgis()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
