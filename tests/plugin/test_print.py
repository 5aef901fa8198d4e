"""A map that is printed: the layout of QGIS shows the hatch where the map is not to be relied on, and says so."""

from __future__ import annotations

import struct

import pytest
from osgeo import gdal
from qgis.core import (
    Qgis,
    QgsFeature,
    QgsLayoutExporter,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)

from socmap_plugin.algorithms.map import map_layers, outside_area
from socmap_plugin.algorithms.styling import StyleMap
from tests.builders.gdal_rasters import EPSG, SIZE_PX, write_raster
from tests.builders.pdf import texts_of

DPI, MAP_MM = 200, 90.0
OUTSIDE = slice(3, 9)  # rows and columns of the pixels that are outside


@pytest.fixture
def layout(tmp_path, context, feedback):
    """A page with a map whose middle is hatched, and its legend."""
    output = write_raster(tmp_path / "map.tif", unit="g/kg")
    file = write_raster(tmp_path / "area.tif", step=0)
    values = [[1.0] * SIZE_PX for _ in range(SIZE_PX)]
    for row in values[OUTSIDE]:
        row[OUTSIDE] = [0.0] * len(row[OUTSIDE])
    dataset = gdal.Open(str(file), gdal.GA_Update)
    numbers = [value for row in values for value in row]
    dataset.GetRasterBand(1).WriteRaster(0, 0, SIZE_PX, SIZE_PX, struct.pack(f"{SIZE_PX**2}f", *numbers))
    del dataset
    soc = QgsRasterLayer(str(output), "Soil organic carbon")
    hatch = QgsVectorLayer(f"Polygon?crs=EPSG:{EPSG}", "Outside the area of applicability", "memory")
    for polygon in outside_area.outside(str(file))[1]:
        feature = QgsFeature()
        feature.setGeometry(polygon)
        hatch.dataProvider().addFeature(feature)
    styles = map_layers.styles(str(output), StyleMap("soc.qml"))
    styles["OUTPUT"].postProcessLayer(soc, context, feedback)
    styles["OUTSIDE_AREA"].postProcessLayer(hatch, context, feedback)

    project = QgsProject()
    project.addMapLayers([soc, hatch])
    page = QgsPrintLayout(project)
    page.initializeDefaults()
    shown = QgsLayoutItemMap(page)
    page.addLayoutItem(shown)
    shown.attemptMove(QgsLayoutPoint(0, 0))
    shown.attemptResize(QgsLayoutSize(MAP_MM, MAP_MM))
    shown.setLayers([hatch, soc])
    shown.zoomToExtent(soc.extent())
    legend = QgsLayoutItemLegend(page)
    page.addLayoutItem(legend)
    legend.attemptMove(QgsLayoutPoint(MAP_MM + 10, 10))
    legend.setLinkedMap(shown)
    yield page, shown, [hatch, soc]
    page.clear()
    project.clear()


def printed(page, path):
    """Return the lightness of every dot of the map on a page that was exported to a file, row by row, 0 to 255."""
    exporter = QgsLayoutExporter(page)
    if path.suffix == ".pdf":
        settings = QgsLayoutExporter.PdfExportSettings()
        settings.dpi = DPI
        settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
        assert exporter.exportToPdf(str(path), settings) == QgsLayoutExporter.ExportResult.Success
    else:
        settings = QgsLayoutExporter.ImageExportSettings()
        settings.dpi = DPI
        assert exporter.exportToImage(str(path), settings) == QgsLayoutExporter.ExportResult.Success
    picture = gdal.OpenEx(str(path), open_options=[f"DPI={DPI}"] if path.suffix == ".pdf" else [])
    side = round(MAP_MM / 25.4 * DPI)
    bands = [picture.GetRasterBand(band).ReadRaster(0, 0, side, side) for band in (1, 2, 3)]
    tones = [sum(dot) // 3 for dot in zip(*bands)]
    return [tones[row * side : (row + 1) * side] for row in range(side)]


@pytest.mark.parametrize("kind", ["png", "pdf"])
def test_a_printed_map_is_hatched_outside_and_nowhere_else(kind, layout, tmp_path):
    page, shown, (_, soc) = layout
    whole = printed(page, tmp_path / f"whole.{kind}")
    shown.setLayers([soc])
    plain = printed(page, tmp_path / f"plain.{kind}")
    side = len(whole)
    edge = [round(side * at / SIZE_PX) for at in (OUTSIDE.start, OUTSIDE.stop)]
    margin = side // 100  # of the line around the area
    changed = {True: 0, False: 0}
    count = {True: 0, False: 0}
    darker = lighter = 0
    for row in range(side):
        for col in range(side):
            outside = all(edge[0] <= at < edge[1] for at in (row, col))
            if not outside and all(edge[0] - margin <= at < edge[1] + margin for at in (row, col)):
                continue
            difference = whole[row][col] - plain[row][col]
            count[outside] += 1
            changed[outside] += abs(difference) > 20
            if outside:
                darker += difference < -20
                lighter += difference > 20
    assert changed[False] == 0
    assert 0.1 < changed[True] / count[True] < 0.6  # lines are there, and the map between them
    assert darker > 0.05 * count[True]
    assert lighter > 0.02 * count[True]


def test_the_legend_of_a_printed_map_says_what_the_hatch_means(layout, tmp_path):
    printed(layout[0], tmp_path / "page.pdf")
    said = texts_of(tmp_path / "page.pdf")
    assert "do not rely on the map here" in said, said
