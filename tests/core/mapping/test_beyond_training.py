"""A map where covariates are nowhere near what they are at the samples."""

from __future__ import annotations

import dataclasses
import re

import numpy as np
import pytest
import rasterio

from socmap_plugin.core.crossval.held_inputs import log_held
from socmap_plugin.core.dataset import patch_dataset as dataset_file
from socmap_plugin.core.dataset.build import build
from socmap_plugin.core.jobs.mapping import PredictJob
from socmap_plugin.core.jobs.models import TrainingSettings, TrainNetworkJob
from socmap_plugin.core.mapping import run
from socmap_plugin.core.models import train
from socmap_plugin.core.runtime.progress import Progress
from tests.builders import landscapes
from tests.builders.datasets import patch_dataset
from tests.builders.listener import Listener
from tests.core.conftest import landscape_job

SIZE = 40
NORTH = slice(SIZE // 2)


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """A folder with a model of covariates of which one, `rare`, is 0 at every sample."""
    folder, heard = tmp_path_factory.mktemp("beyond"), Listener()
    landscape = landscapes.context_landscape(1, size=SIZE)
    with_rare = {**landscape.static, "rare": np.zeros((SIZE, SIZE), np.float32)}
    job = landscape_job(dataclasses.replace(landscape, static=with_rare), folder, 60)
    dataset_file.save(build(job, Progress())[0], folder / "dataset.npz")
    network = TrainNetworkJob(job.dataset, str(folder / "model"), settings=TrainingSettings(members=2, epochs=4))
    train.run_network(network, heard)
    assert "The samples have one value only of rare; the networks learn nothing from it." in heard.warnings
    return folder


def _mapped(folder, path, heard=None):
    run.run(PredictJob(str(folder / "model"), str(path)), heard or Progress())
    with rasterio.open(path) as raster:
        return raster.read(1)


def _set_north(path, value):
    with rasterio.open(path, "r+") as raster:
        values = raster.read(1)
        values[NORTH] = value
        raster.write(values, 1)


@pytest.mark.parametrize("value", [10, 100, 1000])
def test_what_was_constant_at_the_samples_changes_nothing_on_the_map(model, tmp_path, value):
    before, heard = _mapped(model, tmp_path / "before.tif"), Listener()
    _set_north(model / "rare.tif", value)
    after = _mapped(model, tmp_path / "after.tif", heard)
    _set_north(model / "rare.tif", 0)
    assert np.array_equal(after, before)
    (line,) = (line for line in heard.lines if "beyond the samples' range" in line)
    held = re.match(r"At ([\d,]+) of 1,600 pixels", line)
    assert 800 <= int(held[1].replace(",", "")) < 1000  # those, and few others at the edges of the covariates


def test_folds_say_how_often_their_training_samples_are_exceeded():
    values = np.r_[np.zeros(18), 1.0, 100.0]
    dataset = patch_dataset(np.arange(20.0), {"dem": np.arange(20.0), "rare": values})
    heard = Listener()
    share = log_held(dataset, np.repeat([[0, 1]], 10, axis=1), heard)
    assert share == 1.0  # either half of the samples is far from the other
    assert heard.lines == [
        "The training samples of some fold have one value only of rare; its networks ignore it.",
        "In 100.0% of the predictions a covariate lies beyond the training samples' range by more than 10% of it; the "
        "networks are given the nearest values that do not.",
    ]
    quiet = Listener()
    assert log_held(dataset.take(np.arange(18)).select(("dem",)), np.tile([0, 1], (1, 9)), quiet) == 0
    assert quiet.lines == []
