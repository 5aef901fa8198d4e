"""Windows of a map: what fits in the memory, in an order in which files are decoded once."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest
import rasterio
import rasterio.shutil

from socmap_plugin.core.dataset.build import run as build
from socmap_plugin.core.jobs.inputs import Mask
from socmap_plugin.core.jobs.models import TrainingSettings, TrainNetworkJob
from socmap_plugin.core.mapping.fingerprint import MapPlan, sha256
from socmap_plugin.core.mapping.window_task import LEAST_PX, WINDOW_PX, WINDOW_SHARE, Mapper
from socmap_plugin.core.models import model_file, train
from socmap_plugin.core.raster.grid import Window
from socmap_plugin.core.runtime.errors import ModelError
from socmap_plugin.core.runtime.progress import Progress


@pytest.fixture(scope="module")
def plan(small_job, tmp_path_factory):
    """The map of a network that was hardly trained."""
    model = str(tmp_path_factory.mktemp("model") / "m.socmodel")
    build(small_job, Progress())
    settings = TrainingSettings(members=2, epochs=2)
    train.run_network(TrainNetworkJob(small_job.dataset, model, settings=settings), Progress())
    contract = model_file.load(model).contract
    return MapPlan(model, sha256(model), contract.covariates, contract.grid, None, "cpu", ("output", "stddev"), 0.9)


def _mapper(plan):
    return Mapper(plan, plan.load_model(), threads=1)


def _wide(plan, width, height):
    grid = dataclasses.replace(plan.grid, width=width, height=height)
    return _mapper(dataclasses.replace(plan, grid=grid))


@pytest.mark.parametrize("memory_mb", [1, 64, 1024])
def test_windows_cover_the_map_once(plan, memory_mb):
    with _wide(plan, 3000, 1700) as mapper:
        windows = mapper.windows(memory_mb)
    covered = np.zeros((1700, 3000), np.uint8)
    for window in windows:
        covered[window.row : window.row + window.height, window.col : window.col + window.width] += 1
    assert (covered == 1).all()
    assert max(max(window.height, window.width) for window in windows) <= WINDOW_PX


def test_less_memory_makes_smaller_windows_and_narrower_bands(plan):
    with _wide(plan, 60_000, 1024) as mapper:
        little, much = mapper.windows(8), mapper.windows(1024)
        assert mapper.memory_mb(much[0]) < 0.5 * 1024
        assert mapper.memory_mb(little[0]) < 0.5 * 8
    assert little[0].width < much[0].width == WINDOW_PX
    assert little[1].col == 0  # down a band of one window
    assert much[1] == Window(0, WINDOW_PX, WINDOW_PX, WINDOW_PX)
    assert next(window for window in much if window.row).col == 0
    assert 0 < max(window.col for window in much[: much.index(Window(WINDOW_PX, 0, WINDOW_PX, WINDOW_PX))]) < 59_000


def test_however_little_memory_there_is_a_window(plan):
    with _wide(plan, 1000, 1000) as mapper:
        assert mapper.window_shape(1) == (LEAST_PX, LEAST_PX)


def test_a_file_in_lines_is_read_in_lines_where_its_rows_are_not_kept(plan, tmp_path):
    path = tmp_path / "lines.tif"
    profile = {"driver": "GTiff", "width": 4000, "height": 8, "count": 1, "dtype": "float32", "crs": "EPSG:32650"}
    transform = rasterio.Affine(*plan.grid.transform)
    with rasterio.open(path, "w", **profile, transform=transform, blockysize=1) as raster:
        raster.write(np.ones((1, 8, 4000), np.float32))
    first = plan.covariates.static[0]
    layer = dataclasses.replace(first.source.layer, path=str(path))
    lines = dataclasses.replace(first, source=dataclasses.replace(first.source, layer=layer))
    covariates = dataclasses.replace(plan.covariates, static=(lines, *plan.covariates.static[1:]))
    with _wide(dataclasses.replace(plan, covariates=covariates), 40_000, 3000) as mapper:
        height, width = mapper.window_shape(256)
        assert width == 40_000
        assert 0 < mapper.memory_mb(Window(0, 0, height, width)) <= 256 * WINDOW_SHARE
        assert mapper.window_shape(4096) == (WINDOW_PX, WINDOW_PX)


def test_the_time_of_a_pixel_is_tried(plan):
    with _mapper(plan) as mapper:
        assert 0 < mapper.seconds_a_pixel(mapper.windows(1024)) < 1e-3


def test_no_time_is_said_where_no_pixel_can_be_predicted(plan):
    nowhere = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    masked = dataclasses.replace(plan, mask=Mask(json.dumps(nowhere), plan.grid.crs_wkt))
    with _mapper(masked) as mapper:
        assert mapper.seconds_a_pixel(mapper.windows(1024)) is None


def _changed(path):
    before = path.stat()
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 10**9))


@pytest.mark.parametrize("harm", ["raster", "statistics beside it", "source of a virtual raster", "archive"])
def test_a_plan_knows_its_files(plan, tmp_path, harm):
    first = plan.covariates.static[0]
    copy = tmp_path / "copy.tif"
    shutil.copy(first.source.layer.path, copy)
    path, changed = str(copy), copy
    if harm == "source of a virtual raster":
        path = str(tmp_path / "virtual.vrt")
        rasterio.shutil.copy(copy, path, driver="VRT")
    elif harm == "archive":
        changed = tmp_path / "layers.zip"
        with zipfile.ZipFile(changed, "w") as archive:
            archive.write(copy, "copy.tif")
        path = f"/vsizip/{changed}/copy.tif"
    layer = dataclasses.replace(first.source.layer, path=path)
    static = dataclasses.replace(first, source=dataclasses.replace(first.source, layer=layer))
    covariates = dataclasses.replace(plan.covariates, static=(static, *plan.covariates.static[1:]))
    mine = dataclasses.replace(plan, covariates=covariates)
    before = mine.digest([])
    assert mine.digest([]) == before
    if harm == "statistics beside it":
        Path(f"{path}.aux.xml").write_text("<PAMDataset></PAMDataset>")
    else:
        _changed(changed)
    assert mine.digest([]) != before


def test_a_model_file_that_has_changed_meanwhile_is_refused(plan, tmp_path):
    with pytest.raises(ModelError, match="is not the one that the map was begun with"):
        dataclasses.replace(plan, model_sha256="0" * 64).load_model()
    with pytest.raises(ModelError, match="cannot be read on .*; check the file"):
        dataclasses.replace(plan, model=str(tmp_path / "none.socmodel")).load_model()
