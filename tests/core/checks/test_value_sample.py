"""A glance sees true values, evenly spread, and never reads more than its share of a large file."""

import numpy as np
import pytest

from socmap_plugin.core.checks.value_sample import KEPT_VALUES, READ_PX, glance
from socmap_plugin.core.raster.known_files import Files
from tests.builders import rasters


def seen(layer, bands=(1,), area=None):
    with Files() as files:
        return glance(files, layer, bands, area or files.of(layer).grid)


def test_a_small_raster_is_seen_whole(tmp_path):
    values = np.arange(3 * 30 * 40, dtype=np.int16).reshape(3, 30, 40)
    values[1, 5] = -1
    options = {"scales": (0.5, 0.5, 1.0), "offsets": (0.0, 10.0, 0.0), "nodata": -1}
    first, second = seen(rasters.raster(tmp_path / "x.tif", values, **options), (1, 2))
    np.testing.assert_array_equal(first.values, values[0].ravel() * 0.5)
    expected = np.where(values[1] == -1, np.nan, values[1] * 0.5 + 10)
    np.testing.assert_array_equal(second.values, expected.ravel().astype(np.float32))
    assert (second.scale, second.offset, second.nodata) == (0.5, 10, -1)
    assert first.place == second.place


def test_only_the_area_is_seen(tmp_path):
    values = np.arange(40 * 40, dtype=np.float32).reshape(40, 40)
    layer = rasters.raster(tmp_path / "x.tif", values)
    quarter = rasters.grid(transform=rasters.north_up(20 * 90, 20 * 90))
    (one,) = seen(layer, area=quarter)
    np.testing.assert_array_equal(one.values, values[20:, 20:].ravel())
    (none,) = seen(layer, area=rasters.grid(transform=rasters.north_up(1e6)))
    assert none.values.size == 0
    (elsewhere,) = seen(layer, area=rasters.grid("EPSG:4326", (0.01, 0, 118, 0, -0.01, 31), 400, 400))
    assert elsewhere.values.size == 1600


BLOCKS = {
    "tiles": {"tiled": True, "blockxsize": 256, "blockysize": 256},
    "large tiles": {"tiled": True, "blockxsize": 1024, "blockysize": 1024},
    "strips": {"blockysize": 1},
    "one strip": {"blockysize": 6000},
}


@pytest.mark.parametrize("options", BLOCKS.values(), ids=BLOCKS.keys())
def test_of_a_large_raster_some_pieces_are_seen(tmp_path, options):
    values = np.broadcast_to(np.arange(6000, dtype=np.uint16)[:, None], (6000, 6000))
    layer = rasters.raster(tmp_path / "x.tif", values, compress="deflate", **options)
    (one,) = seen(layer)
    pieces = one.place[1]
    assert sum(piece.height * piece.width for piece in pieces) <= max(READ_PX, 9 * 1024**2)
    assert 9 <= len(pieces) <= 18
    assert KEPT_VALUES / 2 < one.values.size <= KEPT_VALUES + 16
    # from top to bottom: the third parts of the raster are seen alike
    assert np.histogram(one.values, 3, (0, 6000))[0] == pytest.approx(one.values.size / 3, rel=0.35)
