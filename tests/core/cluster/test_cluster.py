"""Work on the workers of a real cluster: all of it comes back, and nothing stays there."""

from __future__ import annotations

import csv
import dataclasses
import itertools
import json
import os
import signal
import socket
import sys
import threading
import time
from pathlib import Path

import distributed
import numpy as np
import pytest

from socmap_plugin.core.cluster import connection, dask_worker
from socmap_plugin.core.cluster.cluster import ITEMS_A_THREAD, Cluster
from socmap_plugin.core.cluster.dask_worker import TaskProgress, per_thread, per_worker
from socmap_plugin.core.crossval.run import run
from socmap_plugin.core.dataset.patch_dataset import save
from socmap_plugin.core.jobs.crossval import CrossValidateJob
from socmap_plugin.core.jobs.models import ForestSettings, TrainingSettings
from socmap_plugin.core.runtime.errors import Cancelled, InputError, ModelError, SocmapError
from socmap_plugin.core.runtime.progress import Progress
from tests.builders import datasets
from tests.builders.dask_cluster import DaskCluster


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """Two workers."""
    with DaskCluster(sys.executable, tmp_path_factory.mktemp("cluster")) as cluster:
        cluster.add_workers(2)
        yield cluster


@pytest.fixture
def own(tmp_path):
    """A scheduler that a test may end, still without workers."""
    with DaskCluster(sys.executable, tmp_path) as cluster:
        yield cluster


def client_of(processes):
    return distributed.Client(processes.address, set_as_default=False)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def traces(processes):
    """What is left of jobs on the scheduler and the workers."""

    def of_worker():
        finders = [finder for finder in sys.meta_path if hasattr(finder, "socmap_package")]
        return [name for name in sys.modules if name.startswith("socmap_job")] + finders

    def of_scheduler(dask_scheduler):
        return [str(key) for key in dask_scheduler.tasks]

    with client_of(processes) as client:
        return [client.run_on_scheduler(of_scheduler), *client.run(of_worker).values()]


@dataclasses.dataclass(frozen=True)
class Square:
    """Squares, with the process that did it; sleeps so that every worker gets its share."""

    values: np.ndarray
    sleep_s: float = 0.05

    def __call__(self, number):
        time.sleep(self.sleep_s)
        return os.getpid(), self.values[number] ** 2


# --- work ----------------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True, scope="module")
def functions_travel():
    import cloudpickle

    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    yield
    cloudpickle.unregister_pickle_by_value(sys.modules[__name__])


def test_every_item_comes_back_once_and_nothing_is_left(two):
    with Cluster(two.address, Progress()) as cluster:
        assert cluster.threads == 2
        found = dict(cluster.map(Square(np.arange(20.0)), range(20)))
        assert {number: value for number, (_, value) in found.items()} == {i: i**2.0 for i in range(20)}
        assert len({process for process, _ in found.values()}) == 2  # both worked
        assert dict(cluster.map(abs, [-3, 4])) == {-3: 3, 4: 4}
        assert list(cluster.map(abs, [])) == []
    assert traces(two) == [[], [], []]


def test_no_more_than_a_few_are_in_flight(two):
    given, most = itertools.count(), []

    def items():
        for number in range(30):
            next(given)
            yield number

    with Cluster(two.address, Progress()) as cluster:
        for done, _ in enumerate(cluster.map(Square(np.arange(30.0), 0.0), items())):
            most.append(int(repr(given)[6:-1]) - done)
    assert max(most) <= ITEMS_A_THREAD * 2
    assert len(most) == 30


def test_a_lost_workers_items_are_done_by_the_others(two):
    (third,) = two.add_workers(1)
    results = {}
    with Cluster(two.address, Progress()) as cluster:
        assert cluster.threads == 3
        for number, (process, value) in cluster.map(Square(np.arange(60.0)), range(60)):
            results[number] = value
            if process == third.pid and third.poll() is None:
                third.send_signal(signal.SIGKILL)
                third.wait()
    assert third.returncode == -signal.SIGKILL
    assert results == {i: i**2.0 for i in range(60)}


def test_what_is_made_for_a_worker_is_made_once(two):
    def kept(number):
        time.sleep(0.02)
        mine = per_worker("reader", lambda: [os.getpid(), 0])
        mine[1] += 1
        return os.getpid(), mine[0], mine[1], per_thread("reader", object) is per_thread("reader", object)

    with Cluster(two.address, Progress()) as cluster:
        found = [result for _, result in cluster.map(kept, range(12))]
    assert all(process == maker and same for process, maker, _, same in found)
    for process in {found[0][0], found[-1][0]}:
        counts = sorted(count for own, _, count, _ in found if own == process)
        assert counts == list(range(1, len(counts) + 1))


def test_the_core_of_this_job_is_used_whatever_the_worker_has_loaded(two, monkeypatch):
    def load_another():
        import sys
        import types

        sys.modules["socmap_plugin"] = types.ModuleType("socmap_plugin")

    def mark(number):
        return sys.modules[InputError.__module__].MARK

    sources = json.loads(dask_worker.packed_core())
    with client_of(two) as client:
        client.run(load_another)
    for version in (1, 2):
        changed = json.dumps(
            {**sources, "core.runtime.errors": sources["core.runtime.errors"] + f"\nMARK = {version}\n"}
        ).encode()
        monkeypatch.setattr(dask_worker, "packed_core", lambda changed=changed: changed)
        with Cluster(two.address, Progress()) as cluster:
            assert [result for _, result in cluster.map(mark, range(4))] == [version] * 4


# --- errors --------------------------------------------------------------------------------------------------------


def fails(error):
    raise error


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (ModelError("The model is of another schema; train it again."), ModelError, "^The model is of another schema"),
        (OSError("no such file"), SocmapError, r"The worker tcp://127\.0\.0\.1:\d+ failed \(OSError: no such file\)"),
    ],
    ids=["for the user", "any other"],
)
def test_an_error_on_a_worker_comes_back_as_one_sentence(two, error, kind, said):
    with Cluster(two.address, Progress()) as cluster:
        with pytest.raises(kind, match=said):
            list(cluster.map(fails, [error]))
        assert dict(cluster.map(abs, [-1])) == {-1: 1}  # the cluster still works


def test_a_cancel_ends_the_job_and_what_the_workers_do(two):
    def never_ends(number):
        progress = TaskProgress()
        while True:
            progress.check()
            time.sleep(0.02)

    progress = Progress()
    with Cluster(two.address, progress) as cluster:
        threading.Timer(0.5, progress.cancel).start()
        with pytest.raises(Cancelled):
            list(cluster.map(never_ends, range(10)))
    with Cluster(two.address, Progress()) as cluster:
        assert len(dict(cluster.map(Square(np.arange(4.0)), range(4)))) == 4  # the workers are free again
    assert traces(two) == [[], [], []]


@pytest.mark.parametrize("address", ["host:8786", "http://host:8786", "tcp://host", "tcp://a host:1", ""])
def test_a_malformed_address_is_refused(address):
    with pytest.raises(InputError, match="no address of a Dask scheduler; write it as tcp://host:8786"):
        Cluster(address, Progress()).__enter__()


def test_a_scheduler_that_is_not_there_is_said():
    address = f"tcp://127.0.0.1:{free_port()}"
    with pytest.raises(InputError, match=f"No Dask scheduler answers at {address} .*check the address"):
        Cluster(address, Progress()).__enter__()


def test_a_cluster_without_workers_is_said(own, monkeypatch):
    monkeypatch.setattr(connection, "NO_WORKERS_S", 0.5)
    with pytest.raises(InputError, match="has no workers; start some with: dask worker ADDRESS"):
        Cluster(own.address, Progress()).__enter__()


@pytest.mark.parametrize(
    ("package", "said"), [("numpy", r"numpy [\d.]+ instead of 0\.1"), ("soilpackage", "soilpackage missing instead")]
)
def test_other_versions_on_a_worker_are_refused_by_name(two, monkeypatch, package, said):
    monkeypatch.setattr(dask_worker, "installed", lambda packages: {package: "0.1"})
    with (
        pytest.raises(InputError, match=f"The worker tcp://.* has {said}"),
        Cluster(two.address, Progress()) as cluster,
    ):
        list(cluster.map(abs, [1]))


def test_a_worker_that_hangs_keeps_none_of_the_others_from_working(own):
    hanging, _ = own.add_workers(2)
    hanging.send_signal(signal.SIGSTOP)
    found = set()
    with Cluster(own.address, Progress()) as cluster:
        for number, _ in cluster.map(Square(np.arange(20.0)), range(20)):
            found.add(number)
            if len(found) == 16:  # all but those that were given to the one that hangs
                hanging.kill()
    assert found == set(range(20))


BROKEN = b'{"": "", "core": "", "core.cluster": "", "core.cluster.dask_worker": "raise ImportError(1)"}'


def test_a_core_that_cannot_be_loaded_is_said(two, monkeypatch):
    monkeypatch.setattr(dask_worker, "packed_core", lambda: BROKEN)
    with (
        pytest.raises(SocmapError, match=r"The worker tcp://.* cannot load SOC Map \(ImportError: 1\)"),
        Cluster(two.address, Progress()) as cluster,
    ):
        list(cluster.map(abs, [1]))


def test_the_end_of_a_job_leaves_others_on_the_same_workers_alone(two):
    with Cluster(two.address, Progress()) as first:
        results = first.map(Square(np.arange(40.0)), range(40))
        next(results)
        for _ in range(6):
            with Cluster(two.address, Progress()) as other:
                assert dict(other.map(abs, [-1])) == {-1: 1}
        assert len(list(results)) == 39


def test_all_workers_lost_is_said(own, monkeypatch):
    monkeypatch.setattr(connection, "LOST_S", 1.0)
    (worker,) = own.add_workers(1)
    with Cluster(own.address, Progress()) as cluster:
        results = cluster.map(Square(np.arange(100.0)), range(100))
        next(results)
        worker.kill()
        with pytest.raises(SocmapError, match="has had no workers for 1 s"):
            list(results)


def test_a_scheduler_that_ends_is_said(own):
    own.add_workers(1)
    with Cluster(own.address, Progress()) as cluster:
        results = cluster.map(Square(np.arange(100.0)), range(100))
        next(results)
        own.scheduler.kill()
        with pytest.raises(SocmapError, match="is gone or was restarted"):
            list(results)


# --- cross-validation ----------------------------------------------------------------------------------------------


def test_cross_validation_gives_the_same_results(two, tmp_path):
    """Forests to the last digit; networks to rounding, because the batches in which they are trained are others."""
    rng, count = np.random.default_rng(4), 83
    static = {name: rng.standard_normal((count, 5, 5)) for name in ("twi", "slope")}
    temporal = [([str(year) for year in range(2002, 2008)], {"evi": rng.standard_normal((count, 6))})]
    target = 20 + 3 * static["twi"][:, 2, 2] + temporal[0][1]["evi"][:, 3] + rng.standard_normal(count)
    save(datasets.patch_dataset(target, static, temporal), Path(tmp_path / "dataset.npz"))
    written = []
    for scheduler in ("", two.address):
        files = {
            name: str(tmp_path / f"{name}{bool(scheduler)}.csv") for name in ("metrics", "predictions", "importance")
        }
        job = CrossValidateJob(
            str(tmp_path / "dataset.npz"),
            **files,
            covariate_groups="twi,slope,evi",
            repeats=2,
            settings=TrainingSettings(members=2, epochs=5, patience=3, tune=True, tuning_grid="width=0.5,1"),
            forest=ForestSettings(trees=50),
            scheduler=scheduler,
        )
        run(job, Progress())
        with open(files["metrics"], newline="", encoding="utf-8") as table:
            written.append(list(csv.DictReader(table)))
    here, there = written
    assert [(row["model"], row["repeat"]) for row in here] == [(row["model"], row["repeat"]) for row in there]
    assert [row for row in here if row["model"] == "forest"] == [row for row in there if row["model"] == "forest"]
    for one, other in zip(here, there, strict=True):
        assert float(one["rmse"]) == pytest.approx(float(other["rmse"]), rel=1e-4)
