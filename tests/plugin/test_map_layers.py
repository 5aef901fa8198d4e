"""The layers beside a map: what the dialog makes by itself, how they look, and what their legends say."""

from __future__ import annotations

import pytest
from qgis.core import QgsPalettedRasterRenderer, QgsProcessing, QgsRasterLayer

from socmap_plugin.algorithms.map import map_layers
from socmap_plugin.algorithms.styling import COLOURS, StyleMap
from tests.builders.gdal_rasters import write_raster


def test_the_dialog_makes_limits_and_area_by_itself_and_the_rest_where_asked(algorithm):
    definitions = {item.name(): item for item in algorithm("predictsocraster").destinationParameterDefinitions()}
    made = {name for name, item in definitions.items() if item.createByDefault()}
    assert made == {"OUTPUT", "LOWER", "UPPER", "AOA"}
    assert definitions["STDDEV"].description() == "Disagreement of the ensemble"


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


def test_the_area_of_applicability_veils_what_lies_outside_and_says_so(tmp_path, context, feedback):
    layer = QgsRasterLayer(str(write_raster(tmp_path / "area.tif", step=0.001)), "Area of applicability")
    map_layers.styles("", StyleMap("soc.qml"))["AOA"].postProcessLayer(layer, context, feedback)
    renderer = layer.renderer()
    assert isinstance(renderer, QgsPalettedRasterRenderer)
    outside, inside = renderer.classes()
    assert (outside.value, inside.value) == (0, 1)
    assert outside.color.alpha() > 0
    assert inside.color.alpha() == 0
    assert "do not rely on the map here" in outside.label
