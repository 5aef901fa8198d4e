"""Set Up Python Environment, with an environment that is made for real and needs no package."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path

import pytest
from qgis.core import QgsProcessingException

from socmap_plugin import paths, worker
from socmap_plugin.algorithms.setup import setupenvironment
from socmap_plugin.core.jobs.inputs import RasterLayer
from socmap_plugin.core.jobs.mapping import PredictJob
from socmap_plugin.core.jobs.models import TrainForestJob
from socmap_plugin.core.jobs.tasks import output_files
from socmap_plugin.core.jobs.terrain import TerrainJob
from socmap_plugin.core.runtime import locks
from socmap_plugin.core.runtime.claims import take


@pytest.fixture
def no_packages(monkeypatch, tmp_path):
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("# none\n")
    monkeypatch.setattr(worker.paths, "WORKER_REQUIREMENTS", requirements)


@pytest.fixture
def run(algorithm, context, feedback):
    """Return a function that runs the set-up as Processing does; it returns the results, empty after a failure."""

    def set_up(**parameters):
        made = algorithm("setupenvironment")
        accepted, reason = made.checkParameterValues(parameters, context)
        assert accepted, reason
        results, succeeded = made.run(parameters, context, feedback)
        assert bool(results) == succeeded
        return results

    return set_up


def test_makes_the_environment_that_jobs_then_run_in(run, algorithm, feedback, no_packages, own_profile):
    assert worker.worker_problem()
    results = run(PYTHON="/usr/bin/python3")
    assert results, feedback.texts("error")
    assert results["ENVIRONMENT"] == str(worker.environment_folder())
    assert worker.worker_problem() == ""
    assert Path(worker.worker_interpreter()).is_relative_to(worker.local_folder())
    assert not own_profile.joinpath("worker-environment").exists()
    assert algorithm("traincnnlstm").canExecute() == (True, "")


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        pytest.param({"PYTHON": "/no/python"}, "/no/python does not exist or is not executable", id="missing"),
        pytest.param({"PYTHON": "/usr/bin/qgis_process"}, "is QGIS itself", id="QGIS"),
        pytest.param({"PYTHON": "/bin/true"}, "does not answer as a Python 3", id="no Python"),
        pytest.param(
            {"PYTHON": sys.executable, "WHEELS": "/no/wheels"},
            "folder of wheels /no/wheels does not exist",
            id="wheels",
        ),
        pytest.param({"PYTHON": sys.executable, "PIP_OPTIONS": '--proxy "x'}, "closing quote", id="options"),
    ],
)
def test_what_cannot_work_is_said(parameters, message, run, feedback, no_packages, own_profile):
    assert not run(**parameters)
    assert any(message in text for text in feedback.texts("error")), feedback.said
    assert not worker.environment_folder().exists()


def test_paths_from_the_current_folder_and_names_on_the_path(run, feedback, monkeypatch, tmp_path):
    taken = []
    monkeypatch.setattr(setupenvironment, "check_interpreter", lambda python: "3.12.0")
    monkeypatch.setattr(
        setupenvironment, "set_up_environment", lambda choices, feedback: taken.append(choices) or {"environment": "it"}
    )
    monkeypatch.setattr(setupenvironment, "refuse_hidden_files", lambda python, folder: None)
    monkeypatch.chdir(tmp_path)
    run(PYTHON="bin/python", WHEELS="wheels")
    run(PYTHON="python3")
    here = os.path.realpath(tmp_path)
    named = [(choices.interpreter, choices.wheels) for choices in taken]
    assert named == [(f"{here}/bin/python", f"{here}/wheels"), (shutil.which("python3"), "")]


def test_folders_of_other_plugins_are_no_packages_of_the_set_up(run, feedback, no_packages, monkeypatch, tmp_path):
    plugins = tmp_path / "plugins"
    shutil.copytree(paths.PACKAGE, plugins / "socmap_plugin", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(paths.METADATA, plugins / "socmap_plugin")
    for name in ("json", "venv", "ensurepip", "pip"):
        (plugins / name).mkdir()
        (plugins / name / "__init__.py").write_text(f"raise ImportError('the plugin {name}')")
    monkeypatch.setattr(worker.paths, "START", plugins / "socmap_plugin" / "start.py")
    assert run(PYTHON="/usr/bin/python3"), feedback.texts("error")


def test_a_broken_environment_is_said_and_mended_by_the_same_dialog(run, feedback, no_packages):
    assert run(PYTHON="/usr/bin/python3")
    python = worker.environment_python(worker.environment_folder())
    python.unlink()
    assert "does not work: its interpreter, or the Python that it was made from, is gone" in worker.worker_problem()
    assert "Set Up Python Environment again" in worker.worker_problem()
    assert run(PYTHON="/usr/bin/python3"), feedback.texts("error")
    assert worker.worker_problem() == ""
    assert any("does not work" in text for text in feedback.texts("warning"))


def test_rebuild_makes_a_healthy_environment_anew(run, no_packages):
    assert run(PYTHON="/usr/bin/python3")
    mark = worker.environment_folder() / "mark"
    mark.touch()
    run(PYTHON="/usr/bin/python3")
    assert mark.exists()
    run(PYTHON="/usr/bin/python3", REBUILD=True)
    assert not mark.exists()


def test_a_healthy_environment_in_the_profile_serves_on(run, feedback, no_packages, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(worker, "environment_folder", worker.profile_environment)
        assert run(PYTHON="/usr/bin/python3")
    assert Path(worker.worker_interpreter()).is_relative_to(worker.profile_environment())
    assert run(PYTHON="/usr/bin/python3")["ENVIRONMENT"] == str(worker.profile_environment())
    assert not worker.environment_folder().exists()
    shutil.rmtree(worker.profile_environment() / "bin")
    assert run(PYTHON="/usr/bin/python3")["ENVIRONMENT"] == str(worker.environment_folder())
    assert any("does not work" in text for text in feedback.texts("warning"))


def test_an_interpreter_that_comes_before_the_environment_is_said(run, feedback, no_packages, monkeypatch):
    monkeypatch.setenv(worker.INTERPRETER_VARIABLE, "/usr/bin/python3")
    assert run(PYTHON="/usr/bin/python3")
    assert any("jobs run in /usr/bin/python3 all the same" in text for text in feedback.texts("warning"))


def test_remove_takes_the_environments_and_nothing_else(run, algorithm, context, feedback, no_packages):
    assert run(PYTHON="/usr/bin/python3")
    current = worker.environment_folder()
    older, others = worker.local_folder() / "0a1b2c3d", worker.local_folder() / "thesis"
    shutil.copytree(current, older, symlinks=True)
    others.mkdir()
    remove = algorithm("removeenvironment")
    results, succeeded = remove.run({"KEEP_CURRENT": True}, context, feedback)
    assert succeeded
    assert results["FREED_MB"] > 0
    assert sorted(worker.local_folder().iterdir()) == sorted([current, others])
    assert worker.worker_problem() == ""
    assert algorithm("removeenvironment").run({}, context, feedback)[1]
    assert list(worker.local_folder().iterdir()) == [others]
    assert worker.worker_problem()
    assert algorithm("removeenvironment").run({}, context, feedback)[0] == {"FREED_MB": 0}


def test_an_environment_that_is_being_made_is_not_removed(algorithm, context, feedback):
    folder = worker.local_folder() / "0a1b2c3d"
    folder.mkdir(parents=True)
    with locks.opened(folder / "socmap-environment.json.partial") as mark:
        assert locks.lock(mark)
        assert not algorithm("removeenvironment").run({}, context, feedback)[1]
    assert "A set-up is at work in" in feedback.texts("error")[0]


def run_folder_of(days, number):
    folder = worker.new_run_folder(f"task{number}")
    os.utime(folder, (time.time() - days * 86_400,) * 2)
    return folder


def test_folders_of_runs_are_removed_when_they_are_many_and_old(monkeypatch):
    monkeypatch.setattr(worker, "RUNS_KEPT", 3)
    old = [run_folder_of(worker.DAYS_KEPT + 1, number) for number in range(3)]
    running = run_folder_of(worker.DAYS_KEPT - 1, 3)
    recent = [run_folder_of(0, number) for number in range(4, 8)]
    assert not any(folder.exists() for folder in old)
    assert all(folder.exists() for folder in (running, *recent))


def test_old_folders_of_runs_stay_while_they_are_few():
    old = [run_folder_of(1000, number) for number in range(3)]
    assert all(folder.exists() for folder in (*old, worker.new_run_folder("task")))


@pytest.fixture
def output(tmp_path):
    folder = tmp_path / "output"
    folder.mkdir()
    return folder


@pytest.fixture
def left_of_job(monkeypatch, feedback):
    """Return a function that runs a job whose worker dies in a folder with files of it; it returns those that stay.

    The files are those of a run that has ended without being able to remove them, and some of the user's.
    """
    monkeypatch.setenv(worker.INTERPRETER_VARIABLE, "/bin/false")

    def run(job, kept=()):
        result = Path(output_files(job)[0])
        claim = take(result)
        for name in ("unfinished.values", "unfinished.journal", "half", "half.ovr.tmp"):
            (claim.folder() / name).touch()
        claim.keep(kept)
        claim._file.close()
        for suffix in (".partial", ".my partial results.csv", ".journal"):
            result.with_name(result.name + suffix).touch()
        with pytest.raises(QgsProcessingException, match=r"died \(exit code 1\)"):
            worker.run_job(job, worker.new_run_folder(job.task), feedback)
        return sorted(path.name for path in result.parent.rglob("*") if path.is_file())

    return run


def of_the_user(name):
    return sorted(name + suffix for suffix in (".partial", ".my partial results.csv", ".journal"))


def goes_on(feedback):
    return any("run the same job again" in text for text in feedback.texts("info"))


def test_what_a_killed_job_left_is_removed_and_nothing_of_the_user(left_of_job, output, feedback):
    job = TrainForestJob(dataset=str(output / "d.npz"), model=str(output / "m.socmodel"))
    assert left_of_job(job) == of_the_user("m.socmodel")
    assert not goes_on(feedback)


def test_what_a_killed_job_left_in_a_folder_is_removed(left_of_job, output):
    job = TerrainJob(dem=RasterLayer("dem", str(output / "dem.tif")), folder=str(output))
    assert left_of_job(job) == of_the_user("elev.tif")


KEPT = ("unfinished.values", "unfinished.journal")


def map_in(folder):
    return PredictJob(model=str(folder / "m.socmodel"), output=str(folder / "map.tif"))


def test_what_a_killed_map_can_go_on_with_stays(left_of_job, output, feedback):
    assert left_of_job(map_in(output), KEPT) == sorted(["map.tif.claim", *of_the_user("map.tif"), *KEPT])
    assert goes_on(feedback)


def test_a_map_of_a_temporary_name_leaves_nothing(left_of_job, output, feedback, monkeypatch):
    monkeypatch.setattr(worker.QgsProcessingUtils, "tempFolder", lambda: str(output.parent))
    assert left_of_job(map_in(output), KEPT) == of_the_user("map.tif")
    assert not goes_on(feedback)


def test_the_files_of_a_map_that_another_run_makes_are_left_alone(left_of_job, output, feedback, monkeypatch):
    monkeypatch.setenv(worker.INTERPRETER_VARIABLE, "/bin/false")
    claim = take(output / "map.tif")
    (claim.folder() / "half").touch()
    with pytest.raises(QgsProcessingException, match=r"died \(exit code 1\)"):
        worker.run_job(map_in(output), worker.new_run_folder("predictsocraster"), feedback)
    assert (claim.folder() / "half").exists()
    claim.release(finished=True)
    assert not goes_on(feedback)


def test_no_interpreter_on_the_computer(run, feedback, no_packages, monkeypatch):
    monkeypatch.setattr(setupenvironment, "find_interpreters", list)
    assert not run()
    assert "name it in PYTHON" in feedback.texts("error")[0]


def test_cancelled_set_up_leaves_no_environment_in_use(run, feedback, no_packages):
    feedback.cancel()
    assert not run(PYTHON="/usr/bin/python3")
    assert worker.worker_problem()
