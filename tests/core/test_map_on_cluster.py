"""A map whose windows the workers of a cluster predict is the map of this computer, byte for byte."""

from __future__ import annotations

import dataclasses
import signal
import sys
from pathlib import Path

import pytest

from socmap_plugin.core import predict, train
from socmap_plugin.core.build import run as build
from socmap_plugin.core.errors import Cancelled, ModelError
from socmap_plugin.core.jobs import ForestSettings, PredictJob, TrainingSettings, TrainNetworkJob
from socmap_plugin.core.progress import Progress
from tests import synthetic
from tests.core.conftest import landscape_job
from tests.dask_cluster import DaskCluster

SIZE_PX, MEMORY_MB = 400, 2  # little memory makes small windows, and many of them


class Watched(Progress):
    """Does something when a number of windows have come from the cluster."""

    def __init__(self, windows=0, act=lambda: None):
        super().__init__()
        self.act_at, self.act, self.come, self.logged = windows, act, 0, []

    def report(self, fraction, message=""):
        if "on the cluster" in message:
            self.come += 1
            if self.come == self.act_at:
                self.act()
        super().report(fraction, message)

    def log(self, message):
        self.logged.append(message)


@pytest.fixture(scope="module")
def job(tmp_path_factory):
    """A map of some 40 windows by networks and a forest, with its uncertainty."""
    folder = tmp_path_factory.mktemp("landscape")
    dataset = landscape_job(synthetic.context_landscape(1, size=SIZE_PX), folder, 60)
    build(dataset, Progress())
    model = str(folder / "hybrid.socmodel")
    settings, forest = TrainingSettings(members=2, epochs=3), ForestSettings(trees=20)
    train.run_network(
        TrainNetworkJob(dataset.dataset, model, settings=settings, hybrid=True, forest=forest), Progress()
    )
    return PredictJob(model, str(folder / "here.tif"), str(folder / "here_sd.tif"), memory_mb=MEMORY_MB)


@pytest.fixture(scope="module")
def here(job):
    """The bytes of mean and standard deviation as this computer alone makes them."""
    return run(job, Progress())


@pytest.fixture
def cluster(tmp_path_factory):
    with DaskCluster(sys.executable, tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster


def run(job, progress):
    predict.run(job, progress)
    return Path(job.output).read_bytes(), Path(job.stddev).read_bytes()


def on(cluster, job, folder):
    return dataclasses.replace(
        job, output=str(folder / "map.tif"), stddev=str(folder / "sd.tif"), scheduler=cluster.address
    )


def test_a_map_is_the_same_when_one_of_two_workers_is_killed_half_way(job, here, cluster, tmp_path):
    one, _ = cluster.add_workers(2)
    progress = Watched(20, lambda: one.send_signal(signal.SIGKILL))
    assert run(on(cluster, job, tmp_path), progress) == here
    assert one.wait(10) == -signal.SIGKILL
    assert progress.come > 30
    assert sorted(path.name for path in tmp_path.iterdir()) == ["map.tif", "sd.tif"]


def test_a_cancelled_map_of_a_cluster_is_finished_by_this_computer(job, here, cluster, tmp_path):
    cluster.add_workers(1)
    mine = on(cluster, job, tmp_path)
    first = Watched(10)
    first.act = first.cancel
    with pytest.raises(Cancelled):
        run(mine, first)
    second = Watched()
    assert run(dataclasses.replace(mine, scheduler=""), second) == here
    assert any("of them were made by an earlier run" in text for text in second.logged)


def test_a_worker_that_does_not_see_the_model_is_named(job, cluster, tmp_path):
    """The workers live in another folder, so that a relative path leads nowhere there."""
    cluster.add_workers(1)
    mine = on(cluster, job, tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(Path(job.model).parent)
        mine = dataclasses.replace(mine, model=Path(job.model).name)
        with pytest.raises(ModelError, match=r"hybrid\.socmodel cannot be read on .*; check the file"):
            run(mine, Progress())
