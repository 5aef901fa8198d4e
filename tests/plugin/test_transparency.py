"""What a layer's transparency says of missing values comes into the job as QGIS's own sampling takes it."""

from qgis.core import QgsProcessingContext, QgsRasterLayer, QgsRasterRange

from socmap_plugin.algorithms.folders import files_of_folder
from socmap_plugin.algorithms.inputs import raster_layers
from socmap_plugin.core.jobs.inputs import MissingRange


def given(layer):
    return raster_layers("STATIC", {"STATIC": [layer]}, QgsProcessingContext())[0]


def test_user_nodata_and_a_source_nodata_that_is_switched_off(raster_layer):
    provider = raster_layer.dataProvider()
    assert (given(raster_layer).missing, given(raster_layer).source_nodata_off) == ((), ())
    provider.setUserNoDataValue(1, [QgsRasterRange(0, 0), QgsRasterRange(5, 7, QgsRasterRange.BoundsType.Exclusive)])
    one, other = given(raster_layer).missing
    assert one == MissingRange(1, 0.0, 0.0)
    assert 5 < other.low < 5.001
    assert 6.999 < other.high < 7
    assert isinstance(raster_layer, QgsRasterLayer)
    if provider.sourceHasNoDataValue(1):
        provider.setUseSourceNoDataValue(1, False)
        assert given(raster_layer).source_nodata_off == (1,)


def test_what_macos_leaves_on_memory_sticks_is_no_raster(tmp_path):
    for name in ("greenup.tif", "._greenup.tif", "slope.sdat"):
        (tmp_path / name).write_bytes(b"")
    found = files_of_folder(str(tmp_path), (".tif", ".sdat"))
    assert [path.rsplit("/", 1)[1] for path in found] == ["greenup.tif", "slope.sdat"]
