"""The layers beside a map: what the dialog makes by itself, how they look, and what their legends say."""

from __future__ import annotations

import struct

import pytest
from osgeo import gdal
from qgis.core import (
    Qgis,
    QgsFeature,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsPointXY,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

from socmap_plugin.algorithms.map import interval_width, map_layers, outside_area
from socmap_plugin.algorithms.styling import COLOURS, StyleMap
from socmap_plugin.core.jobs.mapping import PredictJob
from tests.builders.gdal_rasters import EPSG, ORIGIN_X, ORIGIN_Y, PIXEL_M, SIZE_PX, write_raster

EMPTY = -9999.0
PLACES = ((3, 5), (8, 5), (3, 0))  # column and row of a pixel outside, inside, and empty


def test_the_dialog_makes_limits_and_area_by_itself_and_the_rest_where_asked(algorithm):
    definitions = {item.name(): item for item in algorithm("predictsocraster").destinationParameterDefinitions()}
    made = {name for name, item in definitions.items() if item.createByDefault()}
    assert made == {"OUTPUT", "LOWER", "UPPER", "AOA", "OUTSIDE_AREA"}
    assert definitions["STDDEV"].description() == "Disagreement of the ensemble"


@pytest.mark.parametrize("name", ["soc_mapping", "soc_map_validated"])
def test_graphical_models_make_by_themselves_what_the_dialog_does(name, algorithm):
    model = algorithm(name)
    definitions = {item.name(): item for item in model.destinationParameterDefinitions()}
    (step,) = (step for step in model.childAlgorithms().values() if step.algorithmId() == "socmap:predictsocraster")
    made = set()
    for output in step.modelOutputs().values():
        (own,) = (item for item in definitions.values() if item.description() == output.name())
        made |= {output.childOutputName()} if own.createByDefault() else set()
    assert made == {"OUTPUT", "LOWER", "UPPER", "AOA", "OUTSIDE_AREA"}


def test_files_that_are_not_wanted_are_none(algorithm, context):
    predict = algorithm("predictsocraster").create()
    parameters = {"LOWER": QgsProcessing.TEMPORARY_OUTPUT, "AOA": "/x/area.tif"}
    found = map_layers.files(predict, parameters, context)
    assert found.pop("lower").endswith(".tif")
    assert found.pop("aoa") == "/x/area.tif"
    assert set(found.values()) == {""}


@pytest.mark.parametrize("colours", COLOURS)
@pytest.mark.parametrize("name", ["LOWER", "UPPER"])
def test_a_limit_has_the_colours_of_the_map(name, colours, tmp_path, context, feedback):
    output = write_raster(tmp_path / "map.tif", unit="g/kg")
    write_raster(tmp_path / "limit.tif", unit="g/kg", step=0.5)
    soc = QgsRasterLayer(str(output), "map")
    styles = map_layers.styles(str(output), StyleMap("soc.qml", colours))
    styles["OUTPUT"].postProcessLayer(soc, context, feedback)
    limit = QgsRasterLayer(str(tmp_path / "limit.tif"), "Lower limit of soil organic carbon")
    styles[name].postProcessLayer(limit, context, feedback)
    shown = [item.renderer().shader().rasterShaderFunction() for item in (soc, limit)]
    assert shown[0].minimumValue() == shown[1].minimumValue()
    assert shown[0].maximumValue() == shown[1].maximumValue()
    assert [item.value for item in shown[0].colorRampItemList()] == [
        item.value for item in shown[1].colorRampItemList()
    ]
    assert limit.name() == "Lower limit of soil organic carbon (g/kg)"


@pytest.fixture
def area(tmp_path):
    """An area of applicability of 12 x 12 pixels: outside are two patches of 3 x 4 and of 1, and two rows are empty."""
    file = write_raster(tmp_path / "area.tif", step=0)
    rows = [[1.0] * SIZE_PX for _ in range(SIZE_PX)]
    rows[:2] = [[EMPTY] * SIZE_PX] * 2
    for row in range(4, 7):
        rows[row][2:6] = [0.0] * 4
    rows[10][10] = 0.0
    dataset = gdal.Open(str(file), gdal.GA_Update)
    band = dataset.GetRasterBand(1)
    band.SetNoDataValue(EMPTY)
    band.WriteRaster(0, 0, SIZE_PX, SIZE_PX, struct.pack(f"{SIZE_PX**2}f", *(value for row in rows for value in row)))
    return file


def rendered(layer, extent):
    """Return a picture of a layer on white, 20 x 20 points a pixel of the rasters."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setExtent(extent)
    settings.setOutputSize(QSize(20 * SIZE_PX, 20 * SIZE_PX))
    settings.setBackgroundColor(QColor("white"))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


def test_the_area_of_applicability_veils_what_lies_outside_and_says_so(area, context, feedback):
    layer = QgsRasterLayer(str(area), "Area of applicability")
    map_layers.styles("", StyleMap("soc.qml"))["AOA"].postProcessLayer(layer, context, feedback)
    picture = rendered(layer, layer.extent())
    veiled, free, empty = (picture.pixelColor(20 * column + 10, 20 * row + 10) for column, row in PLACES)
    assert veiled.lightness() < 200 < free.lightness()
    assert free == empty == QColor("white")
    outside, inside = layer.renderer().legendSymbologyItems()
    assert "do not rely on the map here" in outside[0]
    assert "similar" in inside[0]


def test_a_veil_seen_from_afar_is_where_most_pixels_lie_outside(tmp_path, context, feedback):
    """What QGIS draws then are means of pixels, which are neither 0 nor 1."""
    layer = QgsRasterLayer(str(write_raster(tmp_path / "area.tif", step=1 / SIZE_PX**2)), "Area of applicability")
    map_layers.styles("", StyleMap("soc.qml"))["AOA"].postProcessLayer(layer, context, feedback)
    picture = rendered(layer, layer.extent())
    above, below = (picture.pixelColor(120, 20 * row + 10) for row in (4, 7))
    assert above.lightness() < 200
    assert below == QColor("white")


def test_what_lies_outside_becomes_polygons(area):
    crs, polygons = outside_area.outside(str(area))
    assert crs.authid() == f"EPSG:{EPSG}"
    found = sorted(round(polygon.area() / PIXEL_M**2) for polygon in polygons)
    assert found == [1, 12]


def test_nothing_outside_makes_no_polygons(tmp_path):
    file = write_raster(tmp_path / "area.tif", step=0)
    dataset = gdal.Open(str(file), gdal.GA_Update)
    dataset.GetRasterBand(1).Fill(1)
    del dataset
    assert list(outside_area.outside(str(file))[1]) == []


def test_a_large_map_has_a_bounded_number_of_polygons(tmp_path, monkeypatch, area):
    monkeypatch.setattr(outside_area, "MOST_CELLS", SIZE_PX**2 / 4)
    polygons = list(outside_area.outside(str(area))[1])
    assert 1 <= len(polygons) <= 2
    assert max(polygon.area() for polygon in polygons) == pytest.approx(12 * PIXEL_M**2, abs=4 * PIXEL_M**2)


def test_the_hatch_leaves_the_map_to_be_seen(area, context, feedback):
    _, polygons = outside_area.outside(str(area))
    layer = QgsVectorLayer(f"Polygon?crs=EPSG:{EPSG}", "Outside", "memory")
    for polygon in polygons:
        feature = QgsFeature()
        feature.setGeometry(polygon)
        layer.dataProvider().addFeature(feature)
    map_layers.styles("", StyleMap("soc.qml"))["OUTSIDE_AREA"].postProcessLayer(layer, context, feedback)
    (rule,) = layer.renderer().rootRule().children()
    assert "do not rely on the map here" in rule.label()
    picture = rendered(layer, QgsRasterLayer(str(area), "area").extent())
    tones = [picture.pixelColor(x, y).lightness() for x in range(42, 118) for y in range(82, 138)]
    assert 0.03 < sum(tone < 200 for tone in tones) / len(tones) < 0.5


def test_a_hatch_without_area_is_refused(algorithm, context):
    predict = algorithm("predictsocraster")
    parameters = {"OUTSIDE_AREA": QgsProcessing.TEMPORARY_OUTPUT}
    with pytest.raises(QgsProcessingException, match="OUTSIDE_AREA is made of AOA; give a file for AOA too"):
        outside_area.refuse_without_area(parameters)
    outside_area.refuse_without_area({**parameters, "AOA": QgsProcessing.TEMPORARY_OUTPUT})
    outside_area.refuse_without_area({})
    assert predict.parameterDefinition("OUTSIDE_AREA") is not None


@pytest.fixture
def three(tmp_path):
    """Files of a map and its limits: half of it below, and as much above."""
    steps = {"map": 2, "lower": 1, "upper": 3}
    return [str(write_raster(tmp_path / f"{name}.tif", step=step)) for name, step in steps.items()]


def test_the_width_of_the_interval_is_a_layer_in_percent_that_lasts(three, tmp_path, context, feedback):
    project = QgsProject()
    layer = interval_width.width_layer(*three, 0.9)
    project.addMapLayer(layer)
    interval_width.StyleWidth(project).postProcessLayer(layer, context, feedback)
    assert not project.layerTreeRoot().findLayer(layer.id()).itemVisibilityChecked()
    assert layer.name() == "Width of the 90 % interval in % of the prediction"
    assert project.write(str(tmp_path / "project.qgz"))
    again = QgsProject()
    assert again.read(str(tmp_path / "project.qgz"))
    (found,) = again.mapLayers().values()
    assert found.isValid()
    place = QgsPointXY(ORIGIN_X + 5.5 * PIXEL_M, ORIGIN_Y - 5.5 * PIXEL_M)
    (value,) = found.dataProvider().identify(place, Qgis.RasterIdentifyFormat.Value).results().values()
    assert value == pytest.approx(100)


def test_the_width_is_loaded_where_map_and_limits_are(three, context):
    project = context.project()
    job = PredictJob(model="", output=three[0], lower=three[1], upper=three[2])
    for file in three[:2]:
        context.addLayerToLoadOnCompletion(file, QgsProcessingContext.LayerDetails("layer", project))
    assert interval_width.add_width(job, context, "Soil organic carbon") == []
    context.addLayerToLoadOnCompletion(three[2], QgsProcessingContext.LayerDetails("layer", project))
    kept = interval_width.add_width(job, context, "Soil organic carbon")
    assert len(kept) == 1
    (details,) = (item for item in context.layersToLoadOnCompletion().values() if item.name.startswith("Width"))
    assert details.groupName == "Soil organic carbon"
    context.setLayersToLoadOnCompletion({})  # nobody loads them, and their layer has to end before QGIS
    context.temporaryLayerStore().removeAllMapLayers()
