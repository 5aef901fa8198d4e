"""A staged plugin in a clean QGIS profile, the worker's environment, and a small virtual landscape."""

from __future__ import annotations

import json
import os
import subprocess
import threading
import time
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from qgis.core import QgsApplication, QgsProcessingException, QgsProcessingFeedback

from socmap_plugin import classFactory, worker
from tests.builders.places import ROOT
from tools import stage

SAMPLES = 60
SIZE_PX = 30
CRS = "EPSG:32650"
ENDS_WITHIN_S = 2.0  # what is cancelled

LANDSCAPE = f"""
import sys
from tests.builders import landscapes
landscape = landscapes.context_landscape(1, size=int(sys.argv[2]))
landscapes.write(landscape, sys.argv[1])
landscapes.write_samples(landscapes.sample(landscape, {SAMPLES}, 1), sys.argv[1] + "/samples.csv")
"""


class Answer(NamedTuple):
    """What qgis_process said."""

    code: int
    results: dict[str, Any]
    log: list[str]
    said: str


@pytest.fixture(scope="session")
def interpreter():
    """Return the worker's interpreter."""
    named = os.environ.get("SOCMAP_PYTHON") or str(ROOT / ".worker/bin/python")
    if not Path(named).is_file():
        pytest.skip(f"the worker's environment is missing ({named}); run make env")
    return named


@pytest.fixture(scope="session")
def plugin_folder(tmp_path_factory):
    """Stage the plugin as it is packed, in a folder of the tests' own."""
    folder = tmp_path_factory.mktemp("plugins")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stage, "STAGED", folder / stage.PACKAGE)
        stage.stage()
    return folder


@pytest.fixture(scope="session")
def profile(tmp_path_factory):
    return tmp_path_factory.mktemp("profile")


@pytest.fixture(scope="session")
def environment(plugin_folder, profile, interpreter, tmp_path_factory):
    """Return the environment variables of a clean profile that has the staged plugin."""
    runtime = tmp_path_factory.mktemp("runtime")
    runtime.chmod(0o700)
    return {
        **os.environ,
        "HOME": str(tmp_path_factory.mktemp("home")),  # dialogs suggest results in the documents of a user
        "QT_QPA_PLATFORM": "offscreen",
        "QGIS_CUSTOM_CONFIG_PATH": str(profile),
        "QGIS_PLUGINPATH": str(plugin_folder),
        "SOCMAP_PYTHON": interpreter,
        "XDG_RUNTIME_DIR": str(runtime),
    }


@pytest.fixture
def packed(tmp_path, monkeypatch):
    """Pack the plugin in a folder of the test's own."""
    monkeypatch.setattr(stage, "BUILD", tmp_path)
    monkeypatch.setattr(stage, "STAGED", tmp_path / stage.PACKAGE)
    stage.stage()
    return stage.pack()


@pytest.fixture
def empty_profile(environment, tmp_path):
    """Return the variables of a QGIS that has never been started and does not know the plugin."""
    variables = {name: value for name, value in environment.items() if name != "QGIS_PLUGINPATH"}
    return {**variables, "QGIS_CUSTOM_CONFIG_PATH": str(tmp_path / "profile")}


@pytest.fixture(scope="session")
def qgis_process(environment):
    """Return a function that runs an algorithm as scripts do."""
    subprocess.run(["qgis_process", "plugins", "enable", "socmap_plugin"], env=environment, capture_output=True)

    def run(algorithm: str, inputs: dict[str, Any], **variables: str) -> Answer:
        done = subprocess.run(
            ["qgis_process", "--json", "run", f"socmap:{algorithm}", "-"],
            input=json.dumps({"inputs": inputs}),
            env={**environment, **variables},
            capture_output=True,
            text=True,
            timeout=240,
        )
        said = done.stdout + done.stderr
        if done.returncode:
            return Answer(done.returncode, {}, [], said)
        answer = json.loads(done.stdout[done.stdout.index("{") :])
        return Answer(0, answer["results"], answer["log"].get("info", []), said)

    return run


@pytest.fixture(scope="session")
def write_landscape(interpreter, tmp_path_factory):
    """Return a function that writes a virtual landscape of some size and returns its folder."""

    def write(size_px: int) -> Path:
        folder = tmp_path_factory.mktemp("landscape")
        subprocess.run([interpreter, "-c", LANDSCAPE, str(folder), str(size_px)], cwd=ROOT, check=True)
        return folder

    return write


@pytest.fixture(scope="session")
def landscape(write_landscape):
    """Write a small virtual landscape and return its folder."""
    return write_landscape(SIZE_PX)


def inputs_of(landscape: Path) -> dict[str, Any]:
    """Return the parameters that make a dataset of a landscape; the samples are a CSV table, not a GDAL layer."""
    table = f"delimitedtext://file://{landscape}/samples.csv?xField=x&yField=y&crs={CRS}&detectTypes=yes"
    return {
        "SAMPLES": table,
        "TARGET": '"soc"',
        "STATIC": [str(landscape / f"{name}.tif") for name in ("elevation", "twi", "temperature")],
        "TEMPORAL": [str(landscape / f"{name}.tif") for name in ("evi_area", "greenup")],
    }


@pytest.fixture(scope="session")
def build_inputs(landscape):
    """Return the parameters that make a dataset of the small landscape."""
    return inputs_of(landscape)


def run(qgis_process, algorithm: str, inputs: dict[str, Any], **variables: str) -> Answer:
    """Run an algorithm that has to succeed."""
    answer = qgis_process(algorithm, inputs, **variables)
    assert answer.code == 0, answer.said
    return answer


@pytest.fixture(scope="session")
def built(qgis_process, build_inputs, tmp_path_factory):
    """Build the dataset of the landscape."""
    output = tmp_path_factory.mktemp("built")
    files = {
        "DATASET": str(output / "dataset.npz"),
        "DROPPED": str(output / "dropped.gpkg"),
        "REPORT": str(output / "d.html"),
    }
    yield run(qgis_process, "buildpatchdataset", {**build_inputs, "STRATA": "stratum", **files})
    assert not [*output.rglob("*.partial"), *output.rglob("*.claim")]


@pytest.fixture
def worker_here(interpreter, monkeypatch, tmp_path):
    """Let this process run jobs as QGIS does, in a profile of its own."""
    monkeypatch.setattr(worker, "profile_folder", lambda: tmp_path / "profile")
    monkeypatch.setenv(worker.INTERPRETER_VARIABLE, interpreter)


class CancelsAt(QgsProcessingFeedback):
    """Cancels at the first progress text that has a word in it."""

    cancelled_at = 0.0

    def __init__(self, word: str) -> None:
        super().__init__(False)
        self._word = word

    def setProgressText(self, text: str) -> None:  # noqa: N802
        if self._word in text and not self.isCanceled():
            self.cancelled_at = time.monotonic()
            self.cancel()


def assert_cancel_ends(job: Any, word: str) -> None:
    """Run a job, cancel it at the first progress text with a word in it, and expect that it ends soon, saying so."""
    feedback, raised = CancelsAt(word), []

    def run_it() -> None:
        try:
            worker.run_job(job, worker.new_run_folder(job.task), feedback)
        except QgsProcessingException as error:
            raised.append((time.monotonic(), str(error)))

    thread = threading.Thread(target=run_it)  # as Processing does it
    thread.start()
    thread.join(120)
    ((ended_at, message),) = raised
    assert "cancelled" in message
    assert ended_at - feedback.cancelled_at < ENDS_WITHIN_S


@pytest.fixture
def provider(qgis_processing, worker_here):
    """Register the provider in this process, unless tests that ran before have left it."""
    registry = QgsApplication.processingRegistry()
    if registry.providerById("socmap") is not None:
        yield registry.providerById("socmap")
        return
    plugin = classFactory(None)
    plugin.initGui()
    yield registry.providerById("socmap")
    plugin.unload()
