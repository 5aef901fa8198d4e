"""Which layer gives the reference grid, and what is said of it."""

import dataclasses

import numpy as np
import pytest

from socmap_plugin.core.dataset.build import build
from socmap_plugin.core.dataset.reference_grid import finest, pixel_metres, reference_text, unlike_pixels
from socmap_plugin.core.jobs.inputs import RasterLayer
from socmap_plugin.core.runtime.progress import Progress
from tests.builders import rasters

COARSE, FINE, SAME, AWAY = (RasterLayer(name, f"/data/{name}.tif") for name in ("a_coarse", "fine", "same", "away"))
GRIDS = {
    COARSE: rasters.grid(transform=rasters.north_up(pixel=900), width=4, height=4),
    FINE: rasters.grid(),
    SAME: rasters.grid(transform=rasters.north_up(10, 10)),
    AWAY: rasters.grid(transform=rasters.north_up(1e6, pixel=10)),
}


def some(*layers):
    return {layer: GRIDS[layer] for layer in layers}


@pytest.mark.parametrize(
    ("layers", "chosen"),
    [
        ((COARSE, FINE, SAME, AWAY), FINE),
        ((SAME, COARSE, FINE), SAME),
        ((AWAY, COARSE), COARSE),
        ((AWAY,), AWAY),
    ],
    ids=["finest that covers", "first of equal ones", "none that is away", "the only one"],
)
def test_the_finest_layer_that_covers_the_samples(layers, chosen):
    samples = rasters.samples_at([5, 20, 30], [5, 10, 33])
    assert finest(some(*layers), samples) == chosen


def test_without_samples_the_finest():
    assert finest(some(COARSE, FINE, AWAY)) == AWAY


def test_degrees_are_compared_in_metres():
    degrees = rasters.grid("EPSG:4326", (0.001, 0, 118, 0, -0.001, 60.02), 40, 40)
    assert pixel_metres(degrees) == pytest.approx(111.32 * np.sqrt(np.cos(np.radians(60))), rel=1e-3)
    assert pixel_metres(rasters.grid("EPSG:2263", (100, 0, 0, 0, -100, 0))) == pytest.approx(30.48, rel=1e-3)


def test_what_is_said_of_the_grid():
    assert reference_text("fine", GRIDS[FINE], 15) == (
        "Reference grid: that of the layer fine, 40 x 40 pixels of 90 m, EPSG:32650; "
        "a window of 15 pixels is 1.35 km wide."
    )
    assert "unknown" in reference_text("", rasters.grid(rasters.LAEA), 5)
    assert unlike_pixels([GRIDS[FINE], GRIDS[SAME]], GRIDS[FINE], 5) == ""
    assert unlike_pixels([GRIDS[FINE], GRIDS[COARSE]], GRIDS[FINE], 5).startswith(
        "The static layers have pixels of 90 m to 900 m: a window of 450 m holds 0.5 pixels of the coarsest"
    )


def test_a_dataset_is_on_the_finest_grid_whatever_the_order(tmp_path):
    job = rasters.build_job(tmp_path)
    values = np.random.default_rng(1).normal(size=(8, 8)).astype(np.float32)
    coarse = rasters.raster(tmp_path / "a.tif", values, transform=rasters.north_up(pixel=450))
    dataset = build(dataclasses.replace(job, static=(coarse, *job.static)), Progress())[0]
    assert dataset.grid == build(job, Progress())[0].grid
    assert dataset.header["reference_layer"] == "elevation"
    named = build(dataclasses.replace(job, static=(coarse, *job.static), reference=coarse), Progress())[0]
    assert named.grid.pixel_size == (450, 450)
