"""Datasets, models and job files that earlier versions wrote are still read, and say the same."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import numpy as np
import pytest
import rasterio
from numpy.typing import NDArray

from socmap_plugin.core.dataset import build, patch_dataset
from socmap_plugin.core.jobs.job_file import read_job
from socmap_plugin.core.mapping import run
from socmap_plugin.core.models import model_file
from socmap_plugin.core.models.hybrid import Hybrid
from socmap_plugin.core.network.ensemble import Ensemble
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.trees.forest import Forest
from tests.builders.places import ROOT

VERSIONS = ("0.3.0",)
MODELS = {"network": Ensemble, "forest": Forest, "hybrid": Hybrid}
RTOL = 1e-5  # another processor may round products of float32 otherwise


@pytest.fixture(params=VERSIONS)
def files(request, tmp_path, monkeypatch):
    """A copy of the files of a version, which is the working folder: the paths in them are relative."""
    folder = shutil.copytree(ROOT / "tests" / "data" / request.param, tmp_path / "files")
    monkeypatch.chdir(folder)
    return folder


def test_a_dataset_is_read_and_built_as_before(files):
    before = patch_dataset.load(Path("soc.npz"))
    now = build.build(read_job(Path("buildpatchdataset.json")), Progress())[0]
    assert len(before) == 48
    assert now.covariates == before.covariates
    assert now.grid == before.grid
    assert now.header.items() >= before.header.items()
    for name in ("target", "static", "xy", "strata", "pixel_group", "sample_id"):
        np.testing.assert_array_equal(getattr(now, name), getattr(before, name), err_msg=name)
    np.testing.assert_array_equal(now.temporal[0], before.temporal[0])


@pytest.mark.parametrize("kind", MODELS)
def test_a_model_maps_what_it_mapped_before(files, kind):
    assert isinstance(model_file.load(Path(f"{kind}.socmodel")).predictor, MODELS[kind])
    job = read_job(Path(f"predict_{kind}.json"))
    run.run(job, Progress())
    with np.load("maps.npz") as before:
        mean, stddev = (before[Path(path).stem] for path in (job.output, job.stddev))
        np.testing.assert_allclose(band(job.output), mean, rtol=RTOL)
        # Predictions that agree have a deviation near 0, which is as exact as they are, and no more.
        last_digit = float(np.nanmax(np.spacing(np.abs(mean))))
        np.testing.assert_allclose(band(job.stddev), stddev, rtol=RTOL, atol=last_digit)


def band(path: str) -> NDArray[np.float32]:
    with rasterio.open(path) as raster:
        return raster.read(1)


def test_a_model_is_written_as_it_was_read(files):
    model = model_file.load(Path("hybrid.socmodel"))
    model_file.save(model, Path("again.socmodel"))
    again = model_file.load(Path("again.socmodel"))
    assert again.contract == model.contract
    assert again.predictor.weight == model.predictor.weight


def test_an_unfinished_map_without_checksums_is_begun_anew(files):
    """Nothing in it can be proved right; its files stay, because no claim records them."""
    left = [Path("unfinished.tif.journal"), Path("unfinished.tif.partial")]
    before = [file.read_bytes() for file in left]
    job = dataclasses.replace(read_job(Path("predict_network.json")), output="unfinished.tif", stddev="")
    run.run(job, Progress())
    with np.load("maps.npz") as maps, rasterio.open("unfinished.tif") as raster:
        np.testing.assert_allclose(raster.read(1), maps["network"], rtol=RTOL)
    assert [file.read_bytes() for file in left] == before
