"""Points in metres, from any CRS."""

from __future__ import annotations

import numpy as np
import pytest

from socmap_plugin.core.raster.projection import metric_points
from socmap_plugin.core.runtime.errors import InputError
from tests.builders import rasters

US_FOOT = 1200 / 3937


@pytest.mark.parametrize(
    ("crs", "metre"),
    [
        (rasters.UTM, 1),
        (rasters.LAEA, 1),
        ("EPSG:2264", US_FOOT),
        ("+proj=laea +lat_0=5 +lon_0=20 +units=km", 1000),
    ],
    ids=["metres", "no code", "feet", "kilometres"],
)
def test_projected_points_become_metres(crs, metre):
    xy = np.array([[100.0, 200.0], [103.0, 204.0]])
    points = metric_points(xy, rasters.wkt(crs))
    assert points.shape == (2, 2)
    assert np.linalg.norm(points[1] - points[0]) == pytest.approx(5 * metre)


# WGS 84: half axes of 6,378,137 and 6,356,752 m; a degree is 111,319.5 m of the equator, 110,574.4 m of a meridian
@pytest.mark.parametrize(
    ("other", "metres"),
    [((1.0, 0.0), 111_319.49), ((0.0, 1.0), 110_574.39), ((180.0, 0.0), 2 * 6_378_137.0), ((0.0, 90.0), 9_004_931.1)],
    ids=["a degree of longitude", "a degree of latitude", "antipodes", "equator to pole"],
)
def test_geographic_points_are_earth_centred(other, metres):
    points = metric_points(np.array([(0.0, 0.0), other]), rasters.wkt("EPSG:4326"))
    assert points.shape == (2, 3)
    assert np.linalg.norm(points[1] - points[0]) == pytest.approx(metres, rel=2e-5)


def test_a_degree_of_longitude_is_short_in_the_north():
    points = metric_points(np.array([(10.0, 60.0), (11.0, 60.0)]), rasters.wkt("EPSG:4326"))
    assert np.linalg.norm(points[1] - points[0]) == pytest.approx(55_800, rel=1e-3)


# 100 grads are a right angle, and Paris is no other place for distances
def test_geographic_points_in_other_units():
    points = metric_points(np.array([(0.0, 0.0), (100.0, 0.0)]), rasters.wkt("EPSG:4807"))
    assert np.linalg.norm(points[1] - points[0]) == pytest.approx(np.sqrt(2) * 6_378_249.2, rel=1e-4)


def test_points_without_a_crs_are_refused():
    with pytest.raises(InputError, match="The dataset has no coordinate reference system"):
        metric_points(np.zeros((2, 2)), "")
