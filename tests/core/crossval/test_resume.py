"""A cross-validation that was killed or cancelled goes on with the models that are done, and finds the same numbers."""

from __future__ import annotations

import dataclasses
import json
import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from socmap_plugin.core.crossval.kept_models import job_digest
from socmap_plugin.core.crossval.run import run
from socmap_plugin.core.dataset import patch_dataset as dataset_file
from socmap_plugin.core.jobs.crossval import MODELS
from socmap_plugin.core.jobs.job_file import write_job
from socmap_plugin.core.models.fit_stack import STACKED
from socmap_plugin.core.network import fit_many
from socmap_plugin.core.runtime.errors import Cancelled
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.splits.schemes import make_folds
from socmap_plugin.core.unfinished.files import JOURNAL_NAME, VALUES_NAME
from tests.builders.damage import damaged
from tests.builders.datasets import JOB, settings
from tests.builders.landscape_maps import kept_files
from tests.builders.places import ROOT

KILLS = int(os.environ.get("SOCMAP_TEST_KILLS", "2"))
FILES = {"metrics": "metrics.csv", "predictions": "predictions.csv", "importance": "importance.csv"}
REPORT = "report.html"
GROUPS = "terrain; terrain, climate, phenology"
FOLDS = 5
BATCHES = 3  # of a group of covariates, by the size below
# Of every group networks and two kinds of trees; kriging, which knows no covariates, once.
DONE = 2 * 3 * FOLDS + FOLDS
WORKER = """
import sys
from pathlib import Path
from socmap_plugin.core.crossval.run import run
from socmap_plugin.core.jobs.job_file import read_job
from socmap_plugin.core.network import fit_many
from socmap_plugin.core.runtime.progress import JsonLines
fit_many.MEMBERS_AT_ONCE = int(sys.argv[2])
run(read_job(Path(sys.argv[1])), JsonLines(sys.stdout))
"""
AT_ONCE = 2  # networks of a batch


class Interrupted(Progress):
    """Cancels itself at some report, and remembers what was said."""

    def __init__(self, at: int = 0) -> None:
        super().__init__()
        self.reports, self.logged, self._at = [], [], at

    def report(self, fraction: float, message: str = "") -> None:
        self.reports.append(message)
        if len(self.reports) == self._at:
            self.cancel()
        super().report(fraction, message)

    def log(self, message: str) -> None:
        self.logged.append(message)


@pytest.fixture(scope="module")
def saved(small_dataset, tmp_path_factory):
    path = tmp_path_factory.mktemp("dataset") / "d.npz"
    dataset_file.save(small_dataset, path)
    return str(path)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(fit_many, "MEMBERS_AT_ONCE", AT_ONCE)


def job_in(saved, folder):
    """Return one repeat of all models with two groups of covariates, whose files are in a folder."""
    forest = dataclasses.replace(JOB.forest, trees=50)
    files = {name: str(folder / file) for name, file in {**FILES, "report": REPORT}.items()}
    return dataclasses.replace(JOB, dataset=saved, covariate_groups=GROUPS, repeats=1, forest=forest, **files)


def results(folder):
    """Return the bytes of the tables, and of the report whatever is no name of a file."""
    report = (folder / REPORT).read_text(encoding="utf-8").replace(str(folder), "")
    return [(folder / file).read_bytes() for file in FILES.values()], report


@pytest.fixture(scope="module")
def whole(saved, tmp_path_factory):
    """What a run makes that nothing interrupts, and what it says on the way."""
    folder = tmp_path_factory.mktemp("whole")
    said = Interrupted()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fit_many, "MEMBERS_AT_ONCE", AT_ONCE)
        run(job_in(saved, folder), said)
    return results(folder), said


@pytest.fixture
def counted(monkeypatch):
    """The batches of networks that are fitted, and the folds of which trees are grown."""
    from socmap_plugin.core.crossval import fold_models

    found = {"batches": 0, "forests": 0}
    fit, grow = fit_many._Work.fit, fold_models.grown_with_others

    def fitted(*arguments):
        batch = fit(*arguments)
        found["batches"] += 1
        return batch

    def grown(*arguments):
        model = grow(*arguments)
        found["forests"] += 1
        return model

    monkeypatch.setattr(fit_many._Work, "fit", fitted)
    monkeypatch.setattr(fold_models, "grown_with_others", grown)
    return found


def test_killed_workers_leave_what_the_next_one_finishes(saved, whole, tmp_path):
    job = job_in(saved, tmp_path)
    write_job(job, tmp_path / "job.json")
    command = [sys.executable, "-c", WORKER, str(tmp_path / "job.json"), str(AT_ONCE)]
    started = _first_report(first := _worker(command))
    first.communicate()
    took = time.monotonic() - started
    assert results(tmp_path) == whole[0]
    for file in (*FILES.values(), REPORT):
        (tmp_path / file).unlink()
    draw, killed = random.Random(4), 0
    while killed < KILLS:
        worker = _worker(command)
        _first_report(worker)
        time.sleep(draw.uniform(0, 2 * took / (KILLS + 1)))
        worker.kill()
        worker.communicate()
        killed += worker.returncode == -9
        if worker.returncode == 0:  # it was faster: what follows begins anew
            (tmp_path / FILES["metrics"]).unlink()
    _worker(command).communicate()
    assert results(tmp_path) == whole[0]
    assert kept_files(tmp_path) == sorted(["job.json", *FILES.values(), REPORT])


def _worker(command):
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _first_report(worker):
    """Return when a worker reported what it does for the first time."""
    for line in worker.stdout:
        if json.loads(line)["type"] == "progress":
            break
    return time.monotonic()


@pytest.mark.parametrize("share", [0.1, 0.6, 0.97])
def test_a_cancelled_run_repeats_at_most_a_batch(saved, whole, tmp_path, counted, share):
    (files, said), job = whole, job_in(saved, tmp_path)
    with pytest.raises(Cancelled):
        run(job, Interrupted(int(share * len(said.reports))))
    assert kept_files(tmp_path) == ["metrics.csv.claim", JOURNAL_NAME, VALUES_NAME]
    second = Interrupted()
    run(job, second)
    assert results(tmp_path) == files
    assert kept_files(tmp_path) == sorted([*FILES.values(), REPORT])
    (line,) = (text for text in second.logged if "in an earlier run" in text)
    done, made = map(int, re.fullmatch(r"Goes on with (\d+) of (\d+) models done in an earlier run.*", line).groups())
    assert made == DONE
    assert 0 < done <= made
    trees = 2 * 2 * FOLDS  # groups and kinds; those that check how optimistic random folds are come to them
    check = 2 * FOLDS if any("forest with random folds" in text for text in said.reports) else 0
    assert counted["batches"] in (2 * BATCHES, 2 * BATCHES + 1)
    assert trees + check <= counted["forests"] <= trees + check + 1


def test_a_search_for_settings_goes_on_too(saved, tmp_path, counted):
    job = settings(job_in(saved, tmp_path), tune=True, tuning_grid="learning_rate=0.002,0.01; window=3,5")
    job = dataclasses.replace(job, covariate_groups="terrain, climate, phenology", models=STACKED)
    said = Interrupted()
    run(job, said)
    files, fitted = results(tmp_path), counted["batches"]
    with pytest.raises(Cancelled):
        run(job, Interrupted(int(0.5 * len(said.reports))))
    run(job, Progress())
    assert results(tmp_path) == files
    assert counted["batches"] <= 2 * fitted + 1


@pytest.mark.parametrize(
    "other",
    [
        lambda job: settings(job, seed=5),
        lambda job: dataclasses.replace(job, scheme="random"),
        lambda job: dataclasses.replace(job, models=tuple(model for model in MODELS if model != "mean")),
    ],
    ids=["other seed", "other folds", "other models"],
)
def test_another_job_of_the_same_name_starts_afresh(saved, whole, tmp_path, other):
    job = job_in(saved, tmp_path)
    with pytest.raises(Cancelled):
        run(job, Interrupted(int(0.6 * len(whole[1].reports))))
    second = Interrupted()
    changed = dataclasses.replace(other(job), predictions="", importance="")
    run(changed, second)
    assert not any("earlier run" in text for text in second.logged)
    fresh = dataclasses.replace(changed, metrics=str(tmp_path / "fresh.csv"), report=str(tmp_path / "fresh.html"))
    run(fresh, Progress())
    assert Path(changed.metrics).read_bytes() == Path(fresh.metrics).read_bytes()


def test_it_is_the_same_job_whoever_has_chosen_the_repeats(saved):
    dataset, chosen = dataset_file.load(Path(saved)), dataclasses.replace(JOB, dataset=saved, repeats=0)
    folds = make_folds(dataset, chosen, Progress())
    asked = dataclasses.replace(chosen, repeats=len(folds))
    assert job_digest(asked, folds) == job_digest(chosen, folds) != job_digest(chosen, folds[:-1])


def test_what_was_damaged_is_done_again(saved, whole, tmp_path):
    job, draw = job_in(saved, tmp_path), random.Random(7)
    for number in range(KILLS):
        with pytest.raises(Cancelled):
            run(job, Interrupted(int(draw.uniform(0.3, 0.9) * len(whole[1].reports))))
        (folder,) = tmp_path.glob(".metrics.csv.*")
        how = damaged(draw, [folder / VALUES_NAME, folder / JOURNAL_NAME])
        run(job, Progress())
        assert results(tmp_path) == whole[0], (number, how)
        assert kept_files(tmp_path) == sorted([*FILES.values(), REPORT])
