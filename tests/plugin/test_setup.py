"""Set Up Python Environment, with an environment that is made for real and needs no package."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from qgis.core import QgsProcessingException

from socmap_plugin import worker
from socmap_plugin.algorithms import setupenvironment
from socmap_plugin.core.jobs import PredictJob


@pytest.fixture
def no_packages(monkeypatch, tmp_path):
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("# none\n")
    monkeypatch.setattr(worker.paths, "WORKER_REQUIREMENTS", requirements)


def test_makes_the_environment_that_jobs_then_run_in(algorithm, context, feedback, no_packages, own_profile):
    assert worker.worker_problem()
    results, succeeded = algorithm("setupenvironment").run({"PYTHON": "/usr/bin/python3"}, context, feedback)
    assert succeeded, feedback.texts("error")
    assert results["ENVIRONMENT"] == str(own_profile / "worker-environment")
    assert worker.worker_problem() == ""
    assert Path(worker.worker_interpreter()).is_relative_to(own_profile)
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
def test_what_cannot_work_is_said(parameters, message, algorithm, context, feedback, no_packages, own_profile):
    assert not algorithm("setupenvironment").run(parameters, context, feedback)[1]
    assert any(message in text for text in feedback.texts("error")), feedback.said
    assert not (own_profile / "worker-environment").exists()


def test_what_a_killed_job_left_is_removed(monkeypatch, feedback, tmp_path):
    monkeypatch.setenv(worker.INTERPRETER_VARIABLE, "/bin/false")
    output = tmp_path / "output"
    output.mkdir()
    job = PredictJob(model=str(output / "m.socmodel"), output=str(output / "map.tif"))
    for name in ("m.socmodel", "map.tif.partial", "map.tif.blocks.partial"):
        (output / name).touch()
    with pytest.raises(QgsProcessingException, match=r"died \(exit code 1\)"):
        worker.run_job(job, worker.new_run_folder(job.task), feedback)
    assert [path.name for path in output.iterdir()] == ["m.socmodel"]


def test_no_interpreter_on_the_computer(algorithm, context, feedback, no_packages, monkeypatch):
    monkeypatch.setattr(setupenvironment, "find_interpreters", list)
    assert not algorithm("setupenvironment").run({}, context, feedback)[1]
    assert "name it in PYTHON" in feedback.texts("error")[0]


def test_cancelled_set_up_leaves_no_environment_in_use(algorithm, context, feedback, no_packages):
    feedback.cancel()
    assert not algorithm("setupenvironment").run({"PYTHON": "/usr/bin/python3"}, context, feedback)[1]
    assert worker.worker_problem()
