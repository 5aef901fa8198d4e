"""Files are opened and asked once, however many parts of a job read them, and several are read at a time."""

from collections import Counter

import numpy as np
import pytest

from socmap_plugin.core.covariates.covariate_list import BandSource
from socmap_plugin.core.dataset.build import build
from socmap_plugin.core.raster import open_files
from socmap_plugin.core.raster.grid import Window
from socmap_plugin.core.raster.known_files import Files
from socmap_plugin.core.raster.reading import GridStack, NativeStack
from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.runtime.progress import Progress
from tests.builders import rasters


def noise(shape, seed):
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


def test_files_read_at_once_give_what_they_give_one_by_one(tmp_path):
    layers = [rasters.raster(tmp_path / f"{i}.tif", noise((2, 40, 40), i)) for i in range(6)]
    sources = [BandSource(layer, band) for band in (2, 1) for layer in layers]
    points = rasters.grid().xy(np.array([0, 7, 39]), np.array([3, 39, 0]))
    found = []
    for at_once in (1, 4):
        with (
            Files(at_once) as files,
            GridStack(sources, rasters.grid(), files=files) as on_grid,
            NativeStack(sources, rasters.grid().crs_wkt, files) as native,
        ):
            found.append((*on_grid.read(Window(5, 5, 20, 30)), *native.read(*points)))
    for one, other in zip(*found):
        np.testing.assert_array_equal(one, other)


def test_the_error_of_one_file_among_those_read_at_once_names_it(tmp_path):
    layers = [rasters.raster(tmp_path / f"{i}.tif", noise((64, 64), i), tiled=True) for i in range(3)]
    damaged = tmp_path / "1.tif"
    damaged.write_bytes(damaged.read_bytes()[:-5000])
    sources = [BandSource(layer, 1) for layer in layers]
    with (
        Files(3) as files,
        GridStack(sources, rasters.grid(), files=files) as stack,
        pytest.raises(InputError, match=r"1\.tif"),
    ):
        stack.read(Window(0, 0, 64, 64))


def test_a_dataset_is_built_of_files_that_are_opened_once_by_each_reader_at_work(tmp_path, monkeypatch):
    job = rasters.build_job(tmp_path)
    opened, real = Counter(), open_files.open_raster
    monkeypatch.setattr(open_files, "open_raster", lambda path: opened.update([path]) or real(path))
    build(job, Progress())
    assert set(opened) == {layer.path for layer in (*job.static, *job.temporal)}
    assert set(opened.values()) == {1}
