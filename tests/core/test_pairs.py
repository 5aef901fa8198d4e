"""Two workers that start together on the same outputs: one makes all of them, the other says who does.

In `make test` two tasks, once; with ``SOCMAP_TEST_PAIRS=20`` every task of the worker, 20 times each.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time

import pytest

from socmap_plugin.core.__main__ import _TASKS
from socmap_plugin.core.jobs.job_file import write_job
from tests.builders.jobs import JOBS, inputs_in
from tests.builders.places import ROOT
from tests.builders.workers import LONGEST_S, emptied, made_in, told, waiting

PAIRS = int(os.environ.get("SOCMAP_TEST_PAIRS", "0"))
ALWAYS = ("buildpatchdataset", "trainrandomforest")

# A worker that does not let go of what it has finished before it is told: however fast it is, the other one meets it.
LETS_GO_WHEN_TOLD = """
from socmap_plugin.core.runtime.outputs import Claims
release = Claims.release
def release_when_told(claims, finished=False):
    if finished:
        sys.stdin.readline()
    release(claims, finished)
Claims.release = release_when_told
"""


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    return inputs_in(tmp_path_factory.mktemp("inputs"))


def _alone(path, out):
    """Return what a job makes that nobody disturbs."""
    done = subprocess.run(
        [sys.executable, "-m", "socmap_plugin.core", str(path)], cwd=ROOT, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=LONGEST_S, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    made = made_in(out)
    emptied(out)
    return made


def _pair(files):
    """Run two job files at the same time; returns which of them succeeded, its process, and the other's sentence."""
    workers = [waiting(path, LETS_GO_WHEN_TOLD) for path in files]
    try:
        for worker in workers:
            told(worker)
        until = time.monotonic() + LONGEST_S
        while all(worker.poll() is None for worker in workers):
            assert time.monotonic() < until, "both believe that the outputs are theirs"
            time.sleep(0.01)
        first = next(number for number, worker in enumerate(workers) if worker.poll() is not None)
        refused, owner = workers[first], workers[1 - first]
        lines = [json.loads(line) for line in refused.communicate()[0].splitlines()]
        assert refused.returncode == 1
        answer, _ = owner.communicate("\n", timeout=LONGEST_S)
        assert owner.returncode == 0, answer
        return 1 - first, owner.pid, lines[-1]["message"]
    finally:
        for worker in workers:
            worker.kill()
            worker.communicate()


@pytest.mark.parametrize("task", JOBS)
def test_of_two_runs_on_the_same_outputs_one_makes_all(task, inputs, tmp_path):
    if not PAIRS and task not in ALWAYS:
        pytest.skip("SOCMAP_TEST_PAIRS is not set")
    out = tmp_path / "out"
    out.mkdir()
    files = [tmp_path / "first.json", tmp_path / "second.json"]
    for job, path in zip(JOBS[task](inputs, out), files, strict=True):
        write_job(job, path)
    alone = [_alone(path, out) for path in files]
    assert alone[0]
    assert all(alone[0][name] != alone[1].get(name) for name in alone[0])
    for _ in range(PAIRS or 1):
        winner, process, message = _pair(files)
        assert re.fullmatch(
            rf"Another run is making {re.escape(str(out))}\S+ \(process {process} on \S+, started 20[^)]+\); "
            r"wait for it, or choose another name\.",
            message,
        )
        assert made_in(out) == alone[winner]
        emptied(out)


def test_every_task_has_its_pair():
    assert JOBS.keys() == _TASKS.keys()
