"""A map whose run was killed, cancelled or stopped by a full disk is finished by the next run, bit for bit the same."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from socmap_plugin.core.jobs.job_file import write_job
from socmap_plugin.core.jobs.mapping import PredictJob
from socmap_plugin.core.jobs.models import ForestSettings, TrainForestJob
from socmap_plugin.core.mapping import run
from socmap_plugin.core.models import train
from socmap_plugin.core.runtime.errors import Cancelled, OutputError
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.unfinished.files import JOURNAL_NAME, VALUES_NAME
from tests.builders.damage import DAMAGES, damaged
from tests.builders.landscape_maps import (
    FILES,
    MEMORY_MB,
    SIZE_PX,
    kept_files,
    landscape_map,
    made_map,
    map_bytes,
    map_in,
)
from tests.builders.places import ROOT

KILLS = int(os.environ.get("SOCMAP_TEST_KILLS", "3"))


class Interrupted(Progress):
    """Cancels itself at some window, and remembers what was said."""

    def __init__(self, window: int = 0) -> None:
        super().__init__()
        self.window, self.logged, self.windows = window, [], []

    def report(self, fraction: float, message: str = "") -> None:
        if message.startswith("window"):
            self.windows.append(int(message.split()[1]))
            if len(self.windows) == self.window:
                self.cancel()
        super().report(fraction, message)

    def log(self, message: str) -> None:
        self.logged.append(message)


@pytest.fixture(scope="module")
def job(tmp_path_factory):
    return landscape_map(tmp_path_factory.mktemp("landscape"))


@pytest.fixture(scope="module")
def whole(job):
    """The bytes of all layers as a run makes them that nothing interrupts."""
    return made_map(job)


# As the worker does, but with less memory than a job file may say: so few pixels would be a single window.
WORKER = """
import dataclasses, sys
from pathlib import Path
from socmap_plugin.core.jobs.job_file import read_job
from socmap_plugin.core.mapping.run import run
from socmap_plugin.core.runtime.progress import JsonLines
run(dataclasses.replace(read_job(Path(sys.argv[1])), memory_mb=int(sys.argv[2])), JsonLines(sys.stdout))
"""


def _worker(path):
    command = [sys.executable, "-c", WORKER, str(path), str(MEMORY_MB)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _windows(worker):
    """Yield the progress lines of the windows that a worker predicts."""
    for line in worker.stdout:
        answer = json.loads(line)
        if answer["type"] == "progress" and answer.get("message", "").startswith("window"):
            yield answer


def test_killed_workers_leave_what_the_next_one_finishes(job, whole, tmp_path):
    mine = map_in(job, tmp_path)
    write_job(dataclasses.replace(mine, memory_mb=PredictJob.memory_mb), tmp_path / "job.json")
    with _worker(tmp_path / "job.json") as worker:
        started = next(time.monotonic() for _ in _windows(worker))
        worker.communicate()
    took = time.monotonic() - started  # until the end: the maps are written out after the last window
    assert worker.returncode == 0
    draw = random.Random(4)
    for _ in range(KILLS):
        for name in FILES.values():
            (tmp_path / name).unlink()
        with _worker(tmp_path / "job.json") as worker:
            next(_windows(worker))
            time.sleep(draw.uniform(0, took))
            worker.kill()
        assert worker.returncode in (-9, 0)
        with _worker(tmp_path / "job.json") as worker:
            worker.communicate()
        assert worker.returncode == 0
        assert map_bytes(mine) == whole
        assert kept_files(tmp_path) == sorted(["job.json", *FILES.values()])


def test_a_cancelled_map_goes_on_where_it_stopped(job, whole, tmp_path):
    mine = map_in(job, tmp_path)
    first = Interrupted(window=6)
    with pytest.raises(Cancelled):
        made_map(mine, first)
    assert kept_files(tmp_path) == ["map.tif.claim", JOURNAL_NAME, VALUES_NAME]
    second = Interrupted()
    assert made_map(mine, second) == whole
    assert set(second.windows).isdisjoint(first.windows[:4])
    assert any("of them were made by an earlier run" in text for text in second.logged)
    assert kept_files(tmp_path) == sorted(FILES.values())


def _other_model(job, folder):
    dataset = str(Path(job.model).with_name("dataset.npz"))
    train.run_forest(TrainForestJob(dataset, str(folder / "f.socmodel"), settings=ForestSettings(trees=3)), Progress())
    return dataclasses.replace(job, model=str(folder / "f.socmodel"))


@pytest.mark.parametrize(
    "other",
    [
        lambda job, folder: dataclasses.replace(job, stddev=""),
        lambda job, folder: dataclasses.replace(job, memory_mb=1024),
        _other_model,
    ],
    ids=["no standard deviation", "other windows", "other model"],
)
def test_another_job_of_the_same_name_starts_afresh(job, tmp_path, other):
    mine = map_in(job, tmp_path)
    with pytest.raises(Cancelled):
        made_map(mine, Interrupted(window=6))
    changed = other(mine, tmp_path)
    second = Interrupted()
    run.run(changed, second)
    assert not any("earlier run" in text for text in second.logged)
    fresh = dataclasses.replace(changed, output=str(tmp_path / "fresh.tif"), stddev="")
    run.run(fresh, Progress())
    assert Path(changed.output).read_bytes() == Path(fresh.output).read_bytes()


def test_rasters_that_have_changed_start_the_map_afresh(job, tmp_path):
    mine = map_in(job, tmp_path)
    with pytest.raises(Cancelled):
        made_map(mine, Interrupted(window=6))
    covariate = Path(job.model).with_name("elevation.tif")
    before = covariate.stat()
    os.utime(covariate, ns=(before.st_atime_ns, before.st_mtime_ns + 10**9))
    second = Interrupted()
    made_map(mine, second)
    assert not any("earlier run" in text for text in second.logged)


def test_a_full_disk_is_said_and_what_was_written_is_gone_on_with(job, whole, tmp_path, disk_of):
    disk = disk_of(f"{len(FILES) * SIZE_PX * SIZE_PX * 2}")  # room for half of the values
    mine = map_in(job, disk)
    with pytest.raises(OutputError, match=r"No space is left for .*map\.tif; free some and run the same job again"):
        made_map(mine)
    assert kept_files(disk) == ["map.tif.claim", JOURNAL_NAME, VALUES_NAME]
    subprocess.run(["mount", "-o", "remount,size=60m", str(disk)], check=True)
    second = Interrupted()
    assert made_map(mine, second) == whole
    assert any("earlier run" in text for text in second.logged)


@pytest.mark.parametrize("room_kb", range(100, 1700, 200))
def test_a_disk_that_is_full_at_the_end_keeps_what_was_predicted(job, whole, tmp_path, disk_of, room_kb):
    """Whatever write it is that fails: GDAL keeps some of these errors to itself."""
    values = len(FILES) * SIZE_PX * SIZE_PX * 4
    disk = disk_of(f"{values + 32 * 1024 + room_kb * 1024}")
    mine = map_in(job, disk)
    (disk / "map.tif").write_bytes(b"former")
    with contextlib.suppress(OutputError):
        assert made_map(mine) == whole
        return
    assert kept_files(disk) == ["map.tif", "map.tif.claim", JOURNAL_NAME, VALUES_NAME]
    assert (disk / "map.tif").read_bytes() == b"former"
    subprocess.run(["mount", "-o", "remount,size=60m", str(disk)], check=True)
    assert made_map(mine) == whole


def test_a_damaged_unfinished_map_is_finished_all_the_same(job, whole, tmp_path):
    """Whatever happened to the values and the journal, the finished maps are those of a run that nothing interrupts."""
    draw, mine = random.Random(11), map_in(job, tmp_path)
    for number in range(max(DAMAGES // 5, 1)):
        with pytest.raises(Cancelled):
            made_map(mine, Interrupted(window=draw.randrange(3, 40)))
        (folder,) = tmp_path.glob(".map.tif.*")
        how = damaged(draw, [folder / VALUES_NAME, folder / JOURNAL_NAME])
        assert made_map(mine) == whole, (number, how)
        assert kept_files(tmp_path) == sorted(FILES.values())
