"""Whatever ends a run, a kill or a full disk: no result is half made, and the next run makes the same as any other.

In `make test` one kill of each of five tasks and one size of the disk; with ``SOCMAP_TEST_KILLS=10`` as many kills of
every task of the worker, and seven sizes.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time

import pytest

from socmap_plugin.core.__main__ import run_file
from socmap_plugin.core.jobs.job_file import write_job
from socmap_plugin.core.runtime.errors import OutputError
from socmap_plugin.core.runtime.progress import Progress
from tests.builders.jobs import JOBS, inputs_in
from tests.builders.workers import LONGEST_S, made_in, told, waiting
from tests.core.conftest import mounted

KILLS = int(os.environ.get("SOCMAP_TEST_KILLS", "0"))
ALWAYS = ("buildpatchdataset", "traincnnlstm", "crossvalidate", "terraincovariates", "predictsocraster")
FORMER = b"former"  # what stands under a final name before
BLOCK = 4096  # bytes: of a disk in memory
FULL_AT = tuple(eighths / 8 for eighths in (range(1, 8) if KILLS else (7,)))  # of what the results take
# Ends the worker itself when it is about to rename a file for the n-th time.
DIES_AT_RENAME = """
import os, signal
replace, left = os.replace, [{number}]
def replace_or_die(*arguments, **options):
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    replace(*arguments, **options)
os.replace = replace_or_die
"""


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    return inputs_in(tmp_path_factory.mktemp("inputs"))


@pytest.fixture(scope="module")
def whole(inputs, tmp_path_factory):
    """Return a function that gives a task's job file, its empty folder of results, and what is made there."""
    known = {}

    def of(task):
        if task not in known:
            folder = tmp_path_factory.mktemp(task)
            (folder / "out").mkdir()
            write_job(JOBS[task](inputs, folder / "out")[0], folder / "job.json")
            run_file(folder / "job.json", Progress())
            known[task] = folder / "job.json", folder / "out", made_in(folder / "out")
            assert known[task][2]
        job, out, made = known[task]
        for path in out.iterdir():
            path.unlink()
        return job, out, made

    return of


def _finished(job, changes=""):
    """Let a worker do a job, and return how it ended and how long it was at work."""
    with waiting(job, changes) as worker:
        started = time.monotonic()
        told(worker)
        worker.communicate(timeout=LONGEST_S)
    return worker.returncode, time.monotonic() - started


def _all_is_whole(out, made):
    """Check that what stands under a final name is what stood there before or the whole result."""
    for name, content in made.items():
        assert (out / name).read_bytes() in (FORMER, content), name


@pytest.mark.parametrize("task", JOBS)
def test_a_killed_run_leaves_no_half_result_and_the_next_one_clears_up(task, whole):
    if not KILLS and task not in ALWAYS:
        pytest.skip("SOCMAP_TEST_KILLS is not set")
    job, out, made = whole(task)
    status, took = _finished(job)
    assert (status, made_in(out)) == (0, made)
    draw = random.Random(task)
    for _ in range(KILLS or 1):
        for name in made:
            (out / name).write_bytes(FORMER)
        with waiting(job) as worker:
            told(worker)
            time.sleep(draw.uniform(0, took))
            worker.kill()
        assert worker.returncode in (-signal.SIGKILL, 0)
        _all_is_whole(out, made)
        assert _finished(job)[0] == 0
        assert made_in(out) == made


def test_a_run_that_dies_between_two_results_leaves_each_of_them_whole(whole):
    job, out, made = whole("buildpatchdataset")
    assert len(made) > 1
    for number in range(1, 20):
        for name in made:
            (out / name).write_bytes(FORMER)
        status, _ = _finished(job, DIES_AT_RENAME.format(number=number))
        _all_is_whole(out, made)
        if status == 0:
            break
        assert status == -signal.SIGKILL
        assert _finished(job)[0] == 0
        assert made_in(out) == made
    assert number > len(made)


@pytest.mark.parametrize("share", FULL_AT)
@pytest.mark.parametrize("task", ALWAYS)
def test_a_full_disk_leaves_no_half_result_and_is_said(task, share, whole):
    job, out, made = whole(task)
    needed = sum(-(-len(content) // BLOCK) for content in made.values())
    with mounted(out, BLOCK * (len(made) + int(needed * share))):
        for name in made:
            (out / name).write_bytes(FORMER)
        with pytest.raises(
            OutputError, match=r"^(No space is left for .*|.* cannot be written \(.*\)); free some .*\.$"
        ):
            run_file(job, Progress())
        assert {name: (out / name).read_bytes() for name in made} == dict.fromkeys(made, FORMER)
        subprocess.run(["mount", "-o", "remount,size=60m", str(out)], check=True)
        run_file(job, Progress())
        assert made_in(out) == made
