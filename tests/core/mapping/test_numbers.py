"""The numbers of a map, held against NumPy's own of all of its pixels."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from socmap_plugin.core.mapping.numbers import BINS, five_numbers, log_held, log_numbers
from socmap_plugin.core.raster.cog import NODATA, cog_writer
from socmap_plugin.core.raster.grid import Window
from tests.builders import rasters
from tests.builders.listener import Listener

SIZE = 600  # several blocks, the last of them smaller


def write(path, values):
    height, width = values.shape
    grid = rasters.grid(width=width, height=height)
    with cog_writer(path, grid, ["soc"], "g/kg") as put:
        put(values, Window(0, 0, width, height), 1)
    return grid


@pytest.fixture
def skewed(tmp_path):
    values = np.random.default_rng(1).lognormal(2, 0.7, (SIZE, SIZE)).astype(np.float32)
    values[:, :100] = NODATA
    return tmp_path / "map.tif", values, write(tmp_path / "map.tif", values)


def test_quartiles_are_those_of_all_pixels(skewed):
    path, values, _ = skewed
    known = values[values != NODATA]
    expected = np.quantile(known, (0, 0.25, 0.5, 0.75, 1))
    assert five_numbers(path) == pytest.approx(expected, abs=float(np.ptp(known)) / BINS)
    assert all(low <= high for low, high in pairwise(five_numbers(path)))


def test_a_map_of_one_value_has_it_five_times(tmp_path):
    write(tmp_path / "flat.tif", np.full((20, 20), 7.5, np.float32))
    assert five_numbers(tmp_path / "flat.tif") == [7.5] * 5


@pytest.mark.parametrize("recorded", [None, "12345", [1, 2], [1, 2, "3", 4, 5], [1, 2, 3, 4, float("inf")], {}])
def test_a_model_that_does_not_say_how_its_samples_lie_is_mapped_all_the_same(skewed, recorded):
    path, values, grid = skewed
    told, predicted = Listener(), int((values != NODATA).sum())
    found = log_numbers(path, grid, predicted, {"target": recorded}, "g/kg", True, told)
    rest = "; the others are outside the mask or lack a covariate."
    assert told.lines[0] == f"300,000 of 360,000 pixels are mapped (83%){rest}"
    assert len(told.lines) == 2
    assert found["pixels"] == SIZE * SIZE
    log_numbers(path, grid, predicted, {}, "g/kg", False, told)
    assert told.lines[2].endswith("; the others lack a covariate there.")


def test_the_samples_numbers_stand_beside_those_of_the_map(skewed):
    path, values, grid = skewed
    told = Listener()
    log_numbers(path, grid, values.size, {"target": [1, 2, 3.25, 4, 5]}, "g/kg", True, told)
    assert told.lines[0] == "360,000 of 360,000 pixels are mapped (100%)."
    assert told.lines[1].startswith("Map: minimum ")
    assert told.lines[2] == "Samples: minimum 1, first quartile 2, median 3.25, third quartile 4, maximum 5 g/kg."


def test_held_pixels_are_told_where_there_are_some():
    told = Listener()
    log_held(0, 100, told)
    assert told.lines == []
    log_held(1250, 10_000, told)
    assert told.lines == [
        "At 1,250 of 10,000 pixels (12.5%) a covariate lies beyond the samples' range by more than 10% of it; the "
        "networks are given the nearest value that is not."
    ]
