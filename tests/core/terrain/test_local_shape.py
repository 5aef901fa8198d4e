"""Local terrain operators against closed forms: planes, cones, valleys and single bumps."""

import numpy as np
import pytest

from socmap_plugin.core.terrain import local_shape

DX, DY = 30.0, 20.0
SIDE = 41


def grid(dx=DX, dy=DY, side=SIDE):
    """Coordinates of pixel centres, the middle pixel at 0, 0; y grows along the rows."""
    step = np.arange(side) - side // 2
    return np.meshgrid(step * dx, step * dy)


def plane(east, south):
    x, y = grid()
    return 100 + east * x + south * y


@pytest.mark.parametrize(("east", "south"), [(0.0, 0.0), (0.1, 0.0), (0.0, -0.3), (0.4, 0.3), (-1.0, 2.0)])
def test_a_plane(east, south):
    z = plane(east, south)
    p, q = local_shape.gradient(z, DX, DY)
    np.testing.assert_allclose(p, east, atol=1e-12)
    np.testing.assert_allclose(q, south, atol=1e-12)
    np.testing.assert_allclose(local_shape.slope(z, DX, DY), np.degrees(np.arctan(np.hypot(east, south))), atol=1e-9)
    np.testing.assert_allclose(local_shape.position_index(z), 0, atol=1e-12)
    np.testing.assert_allclose(local_shape.roughness(z), 2 * (abs(east) * DX + abs(south) * DY), atol=1e-12)
    # of the eight differences, squared, six have each of the two parts, and the mixed ones cancel
    squares = 6 * ((east * DX) ** 2 + (south * DY) ** 2)
    np.testing.assert_allclose(local_shape.ruggedness_index(z), np.sqrt(squares), atol=1e-9)
    np.testing.assert_allclose(local_shape.vector_ruggedness(z, DX, DY), 0, atol=1e-12)
    assert local_shape.vector_ruggedness(z, DX, DY).min() >= 0


# a slope that faces north falls to the north: its elevations rise to the south, which is down the rows
@pytest.mark.parametrize(
    ("aspect", "facing"),
    [(0, (1, 0)), (90, (0, 1)), (180, (-1, 0)), (270, (0, -1)), (45, (0.5**0.5, 0.5**0.5))],
    ids=["north", "east", "south", "west", "north-east"],
)
@pytest.mark.parametrize("degrees", [1.0, 35.0])
def test_directions_of_planes(aspect, facing, degrees):
    steep, turned = np.tan(np.radians(degrees)), np.radians(aspect)
    z = plane(-steep * np.sin(turned), steep * np.cos(turned))
    northness, eastness = local_shape.directions(z, DX, DY)
    np.testing.assert_allclose(northness, np.sin(np.radians(degrees)) * facing[0], atol=1e-12)
    np.testing.assert_allclose(eastness, np.sin(np.radians(degrees)) * facing[1], atol=1e-12)


def test_level_ground_has_no_direction():
    assert all((part == 0).all() for part in local_shape.directions(plane(0, 0), DX, DY))


def test_a_bump_of_one_pixel():
    z = np.zeros((7, 7))
    z[3, 3] = 8.0
    assert local_shape.position_index(z)[2, 2] == 8
    assert local_shape.position_index(z)[1, 2] == -1
    assert local_shape.ruggedness_index(z)[2, 2] == np.sqrt(8 * 64)
    assert local_shape.ruggedness_index(z)[1, 1] == 8
    assert local_shape.roughness(z)[1, 1] == 8
    assert local_shape.roughness(z)[0, 0] == 0
    assert local_shape.slope(z, DX, DY)[2, 2] == 0  # Horn's gradient leaves the pixel itself out
    assert local_shape.slope(z, 2.0, 2.0)[2, 1] == pytest.approx(45)  # 2 * 8 / (8 * 2)


# two planes that meet: a valley, and turned over a ridge
@pytest.mark.parametrize("sign", [1, -1], ids=["valley", "ridge"])
@pytest.mark.parametrize("steep", [0.05, 1.0])
def test_vector_ruggedness_of_a_fold(sign, steep):
    x, _ = grid()
    ruggedness = local_shape.vector_ruggedness(sign * steep * np.abs(x), DX, DY)
    middle, up = SIDE // 2 - local_shape.HALO_PX, 1 / np.hypot(1, steep)
    # three columns of normals: on the fold upright, on the sides (steep, 0, 1) * up
    np.testing.assert_allclose(ruggedness[:, middle], 1 - (1 + 2 * up) / 3, rtol=1e-9)
    np.testing.assert_allclose(ruggedness[:, middle + 1], 1 - np.hypot(2 * steep * up, 1 + 2 * up) / 3, rtol=1e-9)
    np.testing.assert_allclose(ruggedness[:, middle + 2 :], 0, atol=1e-12)


# around a cone the normals turn by d / r from one pixel to the next across the slope; six of nine are off the middle
def test_vector_ruggedness_of_a_cone():
    x, y = grid(10.0, 10.0, 121)
    steep = 0.5
    ruggedness = local_shape.vector_ruggedness(-steep * np.hypot(x, y), 10.0, 10.0)
    sine = steep / np.hypot(1, steep)
    row = np.arange(30, 58)
    turned = 1 / row
    expected = (sine * turned) ** 2 / 3
    np.testing.assert_allclose(
        ruggedness[60 - local_shape.HALO_PX, 60 - local_shape.HALO_PX + row], expected, rtol=0.01
    )


@pytest.mark.parametrize(
    ("function", "margin"),
    [
        (lambda z: local_shape.slope(z, DX, DY), 1),
        (local_shape.ruggedness_index, 1),
        (local_shape.position_index, 1),
        (local_shape.roughness, 1),
        (lambda z: local_shape.vector_ruggedness(z, DX, DY), 2),
        (lambda z: local_shape.directions(z, DX, DY)[0], 1),
        (lambda z: local_shape.directions(z, DX, DY)[1], 1),
    ],
    ids=["slope", "tri", "tpi", "roughness", "vrm", "northness", "eastness"],
)
def test_one_missing_pixel_takes_its_neighbourhood_and_nothing_else(function, margin):
    rng = np.random.default_rng(3)
    z = rng.normal(size=(15, 15))
    whole = function(z)
    z[7, 7] = np.nan
    result = function(z)
    row, col = np.nonzero(np.isnan(result))
    reached = range(7 - 2 * margin, 7 + 1)
    assert set(zip(row.tolist(), col.tolist())) == {(r, c) for r in reached for c in reached}
    known = np.isfinite(result)
    np.testing.assert_array_equal(result[known], whole[known])
