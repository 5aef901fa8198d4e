"""Masks and extents that cannot be used: a sentence for each, whatever the text is."""

import json

import pytest

from socmap_plugin.core.jobs.inputs import Extent, Mask
from socmap_plugin.core.raster.mask import window_of_mask
from socmap_plugin.core.raster.projection import region
from socmap_plugin.core.runtime.errors import InputError
from tests.builders import rasters
from tests.builders.refusals import assert_sentence

GRID = rasters.grid()
WKT = rasters.wkt(rasters.UTM)
LOCAL = 'LOCAL_CS["here",UNIT["metre",1]]'


def polygon(*ring):
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


@pytest.mark.parametrize(
    ("geojson", "words"),
    [
        ("", "no polygon in GeoJSON"),
        ("{", "no polygon in GeoJSON"),
        ("[" * 100_000, "no polygon in GeoJSON"),
        ("5", "its type is 'None'"),
        ('{"type": "Point", "coordinates": [1, 2]}', "its type is 'Point'"),
        ('{"type": ["Polygon"]}', "its type is"),
        ('{"type": "Polygon"}', "a polygon has no ring"),
        ('{"type": "Polygon", "coordinates": []}', "a polygon has no ring"),
        ('{"type": "MultiPolygon", "coordinates": []}', "it has no coordinates"),
        ('{"type": "MultiPolygon", "coordinates": [5]}', "a polygon has no ring"),
        ('{"type": "GeometryCollection", "geometries": []}', "a collection without geometries"),
        (polygon([0, 0], [1, 1]), "a ring has no 4 corners"),
        (polygon([0, 0], [1, 0], [1, "a"], [0, 0]), "of finite numbers"),
        (polygon([0, 0], [1, 0], [1, None], [0, 0]), "of finite numbers"),
        (polygon([0, 0], [1, 0], [1, float("nan")], [0, 0]), "of finite numbers"),
        (polygon([0, 0], [1, 0], [1, 1e308], [0, 0]), "of finite numbers"),
        (polygon([0, 0], [1, 0], [1, True], [0, 0]), "of finite numbers"),
        (polygon([0], [1], [1], [0]), "of finite numbers"),
    ],
    ids=lambda text: text[:60],
)
def test_a_text_that_is_no_polygon(geojson, words):
    with pytest.raises(InputError) as caught:
        window_of_mask(Mask(geojson, WKT), GRID)
    assert_sentence(str(caught.value), words)


@pytest.mark.parametrize(
    "crs", ["", "junk", "PROJCS[", "http://127.0.0.1:1/crs", "\x00", WKT.replace("6378137", "0"), WKT[:200]]
)
def test_a_crs_that_is_none(crs):
    square = polygon([X, Y], [X + 1, Y], [X + 1, Y + 1], [X, Y])
    for call in (
        lambda: window_of_mask(Mask(square, crs), GRID),
        lambda: region(GRID, Extent(X, Y, X + 1, Y + 1, crs)),
    ):
        with pytest.raises(InputError) as caught:
            call()
        assert_sentence(str(caught.value), "CRS that cannot be read|no coordinate reference system")


X, Y = rasters.X0, rasters.Y0


@pytest.mark.parametrize("crs", [LOCAL, WKT.replace("6378137", "1e-300")], ids=["local", "tiny planet"])
def test_a_crs_from_which_no_way_leads(crs):
    with pytest.raises(InputError) as caught:
        window_of_mask(Mask(polygon([X, Y], [X + 1, Y], [X + 1, Y + 1], [X, Y]), crs), GRID)
    assert_sentence(str(caught.value), "no place in the CRS of the map")
    with pytest.raises(InputError) as caught:
        region(GRID, Extent(X, Y, X + 1, Y + 1, crs))
    assert_sentence(str(caught.value), "lies outside")
