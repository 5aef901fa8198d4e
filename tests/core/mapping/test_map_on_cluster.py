"""A map whose windows the workers of a cluster predict is the map of this computer, byte for byte."""

from __future__ import annotations

import dataclasses
import signal
import sys
from pathlib import Path

import pytest

from socmap_plugin.core.jobs.models import ForestSettings
from socmap_plugin.core.runtime.errors import Cancelled, ModelError
from socmap_plugin.core.runtime.progress import Progress
from tests.builders.dask_cluster import DaskCluster
from tests.builders.landscape_maps import FILES, landscape_map, made_map, map_in


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
    """The map of networks and a forest."""
    return landscape_map(tmp_path_factory.mktemp("landscape"), hybrid=True, forest=ForestSettings(trees=20))


@pytest.fixture(scope="module")
def here(job):
    """The bytes of mean and standard deviation as this computer alone makes them."""
    return made_map(job)


@pytest.fixture
def cluster(tmp_path_factory):
    with DaskCluster(sys.executable, tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster


def test_a_map_is_the_same_when_one_of_two_workers_is_killed_half_way(job, here, cluster, tmp_path):
    one, _ = cluster.add_workers(2)
    progress = Watched(20, lambda: one.send_signal(signal.SIGKILL))
    assert made_map(map_in(job, tmp_path, scheduler=cluster.address), progress) == here
    assert one.wait(10) == -signal.SIGKILL
    assert progress.come > 30
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(FILES.values())


def test_a_cancelled_map_of_a_cluster_is_finished_by_this_computer(job, here, cluster, tmp_path):
    cluster.add_workers(1)
    mine = map_in(job, tmp_path, scheduler=cluster.address)
    first = Watched(10)
    first.act = first.cancel
    with pytest.raises(Cancelled):
        made_map(mine, first)
    second = Watched()
    assert made_map(dataclasses.replace(mine, scheduler=""), second) == here
    assert any("of them were made by an earlier run" in text for text in second.logged)


def test_a_worker_that_does_not_see_the_model_is_named(job, cluster, tmp_path):
    """The workers live in another folder, so that a relative path leads nowhere there."""
    cluster.add_workers(1)
    mine = map_in(job, tmp_path, scheduler=cluster.address)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(Path(job.model).parent)
        mine = dataclasses.replace(mine, model=Path(job.model).name)
        with pytest.raises(ModelError, match=r"network\.socmodel cannot be read on .*; check the file"):
            made_map(mine, Progress())
