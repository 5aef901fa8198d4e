"""Specific catchment area, wetness and stream power against closed forms: planes, cones, valleys, flats and pits."""

import math
import subprocess
import sys

import numpy as np
import pytest

from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.terrain import flow
from tests.builders.places import ROOT

D = 30.0
SIDE = 121
MIDDLE = SIDE // 2
STEEP = 0.1


def grid(dx=D, dy=D, side=SIDE):
    step = np.arange(side)
    return np.meshgrid(step * dx, step * dy)


def evaluate(z, dx=D, dy=D):
    """Return cti, spi and the flow of a whole DEM."""
    routed = flow.accumulate(z.astype(float), dx, dy, Progress())
    padded = np.pad(z.astype(float), 1, constant_values=np.nan)
    height, width = z.shape
    return (*flow.indices(padded, routed, slice(0, height), slice(0, width), dx, dy), routed)


# On a plane that falls along the rows or columns, a is the distance to the upper edge: pixel k has k pixels above it
# that pass on what they get, itself among them, because the outermost one does not know where its water goes.
@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize(("dx", "dy"), [(30.0, 30.0), (50.0, 20.0)], ids=["square", "oblong"])
def test_a_plane_along_an_axis(turns, dx, dy):
    x, _ = grid(dx, dy)
    across, along = (dx, dy) if turns % 2 == 0 else (dy, dx)
    cti, spi, _ = evaluate(np.rot90(1000 - STEEP * x / dx * across, turns), dx=across if turns % 2 == 0 else along,
                           dy=along if turns % 2 == 0 else across)  # fmt: skip
    cti, spi = np.rot90(cti, -turns), np.rot90(spi, -turns)
    a = np.arange(1, SIDE - 1) * across
    near = slice(1, SIDE // 2)  # further down, the water that the sides do not pass on is felt in the middle
    np.testing.assert_allclose(cti[MIDDLE, 1:-1][near], np.log(a / STEEP)[near], rtol=1e-6)
    np.testing.assert_allclose(spi[MIDDLE, 1:-1][near], (a * STEEP)[near], rtol=1e-6)
    outside = np.ones(cti.shape, bool)
    outside[1:-1, 1:-1] = False
    for index in (cti, spi):
        np.testing.assert_array_equal(np.isnan(index), outside)


# In other directions water is shared by neighbours on either side, and its mean way is up to 4 degrees off the fall.
@pytest.mark.parametrize("degrees", [10.0, 22.5, 45.0, 60.0])
def test_a_plane_in_any_direction(degrees):
    x, y = grid()
    east, south = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    cti, spi, _ = evaluate(1000 - STEEP * (east * x + south * y))
    a = np.minimum((x - D / 2) / east, (y - D / 2) / south)[55:66, 55:66]
    np.testing.assert_allclose(cti[55:66, 55:66], np.log(a / STEEP), atol=0.05)
    np.testing.assert_allclose(spi[55:66, 55:66], a * STEEP, rtol=0.05)


# Water of a circle of radius r crosses its rim: pi r^2 by 2 pi r
def test_a_cone():
    x, y = grid()
    r = np.hypot(x - MIDDLE * D, y - MIDDLE * D)
    cti, spi, _ = evaluate(1000 - STEEP * r)
    ring = (r > 20 * D) & (r < 50 * D)
    off = cti[ring] - np.log(r[ring] / 2 / STEEP)
    assert abs(off.mean()) < 0.05
    assert np.abs(off).max() < 0.2
    ratio = spi[ring] / (r[ring] / 2 * STEEP)
    assert abs(ratio.mean() - 1) < 0.06


# A valley between two planes takes in a row of the DEM with every row that it goes down, less the two outermost pixels
def test_a_valley():
    x, y = grid()
    down = 0.02
    cti, spi, routed = evaluate(500 + 2 * STEEP * np.abs(x - MIDDLE * D) - down * y)
    rows = slice(60, 100)  # before the hillslopes lose water at the lower edge
    added = (SIDE - 2) * D * D
    np.testing.assert_allclose(np.diff(routed.area[:, MIDDLE])[rows], added, rtol=1e-5)
    # all of it leaves downwards, through one side of the octagon
    side = D * math.tan(math.pi / 8)
    a = routed.area[rows, MIDDLE] / side
    np.testing.assert_allclose(np.exp(cti[rows, MIDDLE]), a / down, rtol=1e-5)
    np.testing.assert_allclose(spi[rows, MIDDLE], a * down, rtol=1e-5)
    np.testing.assert_allclose(np.diff(spi[:, MIDDLE])[rows][:-1], added / side * down, rtol=1e-4)


# On a ridge water leaves on both sides, by three neighbours each: six sides of the octagon
def test_a_ridge():
    x, _ = grid()
    cti, spi, routed = evaluate(500 - STEEP * np.abs(x - MIDDLE * D))
    a = D * D / (6 * D * math.tan(math.pi / 8))
    np.testing.assert_allclose(routed.area[1:-1, MIDDLE], D * D)
    weight = 2**-2.5  # of a diagonal, whose gradient is smaller by the root of 2
    tangent = STEEP * (1 + 2 * weight / math.sqrt(2)) / (1 + 2 * weight) / flow.LEAST_RESULTANT
    np.testing.assert_allclose(spi[1:-1, MIDDLE], a * tangent, rtol=1e-6)
    np.testing.assert_allclose(cti[1:-1, MIDDLE], math.log(a / tangent), rtol=1e-6)


def test_level_ground_has_the_least_gradient():
    cti, spi, _ = evaluate(np.full((21, 21), 7.0))
    inside = (slice(1, -1), slice(1, -1))
    assert np.isfinite(cti[inside]).all()
    tangent = flow.MINIMUM_FALL_M / D
    # a tan b over a / tan b is the square of tan b, which diagonals make smaller and its correction larger
    ratio = np.sqrt(spi[inside] / np.exp(cti[inside])) / tangent
    assert 0.7 < ratio.min() <= ratio.max() < 1.12


def test_a_pit_is_left_and_keeps_its_own_slope():
    x, _ = grid()
    z = 1000 - STEEP * x
    z[MIDDLE, MIDDLE] -= 50
    cti, _, routed = evaluate(z)
    assert np.isfinite(cti[1:-1, 1:-1]).all()
    # what runs in runs out: the area that leaves at the lower edge is all of the DEM that passes water on
    left = routed.area[:, -1].sum() + routed.area[0, 1:-1].sum() + routed.area[-1, 1:-1].sum()
    assert left + routed.area[:, 0].sum() == pytest.approx(SIDE * SIDE * D * D, rel=1e-5)
    assert routed.shares[1:-1, 1:-1].sum(axis=2) == pytest.approx(1, abs=1e-6)


def test_water_leaves_at_missing_pixels():
    x, _ = grid()
    z = 1000 - STEEP * x
    z[MIDDLE, 80] = np.nan
    cti, spi, routed = evaluate(z)
    hole = np.zeros(z.shape, bool)
    hole[MIDDLE - 1 : MIDDLE + 2, 79:82] = True
    np.testing.assert_array_equal(np.isnan(cti[1:-1, 1:-1]), hole[1:-1, 1:-1])
    np.testing.assert_array_equal(np.isnan(spi), np.isnan(cti))
    assert not routed.shares[hole].any()
    assert routed.area[MIDDLE, 82] == pytest.approx(D * D)  # what came down here before is gone


def test_a_window_has_the_values_of_the_whole():
    rng = np.random.default_rng(5)
    z = rng.normal(size=(40, 50)).cumsum(axis=0).cumsum(axis=1)
    cti, spi, routed = evaluate(z)
    padded = np.pad(z, 1, constant_values=np.nan)
    part = flow.indices(padded[10:22, 30:47], routed, slice(10, 20), slice(30, 45), D, D)
    np.testing.assert_array_equal(part, (cti[10:20, 30:45], spi[10:20, 30:45]))


def test_too_large_a_dem_is_refused_with_what_it_needs():
    needed = flow.memory_mb(9000, 12000)
    flow.refuse_too_large(9000, 12000, needed)
    with pytest.raises(
        InputError,
        match=rf"over 12000 x 9000 pixels needs {needed} MB at once, and MEMORY_MB is 1024; raise it to {needed}, clip",
    ):
        flow.refuse_too_large(9000, 12000, 1024)
    with pytest.raises(InputError, match=r"20000 x 20000 pixels, flow can be followed over \d+ at most; clip it"):
        flow.refuse_too_large(20000, 20000, 10**6)


PEAK = """
import numpy as np
from socmap_plugin.core.terrain import flow
from socmap_plugin.core.runtime.progress import Progress

def peak():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) / 1024

z = np.random.default_rng(1).normal(size=(800, 1000)).cumsum(axis=0)
flow.accumulate(z[:5, :5].copy(), 30.0, 30.0, Progress())
before = peak() - z.nbytes / 2**20
flow.accumulate(z, 30.0, 30.0, Progress())
print("took", peak() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads the memory of a process as Linux says it")
def test_it_takes_the_memory_that_it_says():
    done = subprocess.run([sys.executable, "-c", PEAK], cwd=ROOT, capture_output=True, text=True, check=True)
    took = float(next(line for line in done.stdout.splitlines() if line.startswith("took")).split()[1])
    said = flow.memory_mb(800, 1000)
    assert said / 3 < took < said
