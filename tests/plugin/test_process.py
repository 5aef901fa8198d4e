"""The conversation with a child process, with a real one at the other end."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time

import pytest
from qgis.core import QgsProcessingException

from socmap_plugin.process import TAIL_LINES, TEXT_LENGTH, run_process
from tests.builders.places import ROOT

SCRIPTED_WORKER = ROOT / "tests/builders/scripted_worker.py"
ROOT = SCRIPTED_WORKER.parent.parent.parent


def converse(behaviour, tmp_path, feedback):
    return run_process(sys.executable, ["-E", "-s", str(SCRIPTED_WORKER), behaviour], tmp_path, feedback)


def alive(pid: int) -> bool:
    """Tell whether a process runs; one that is waited for by nobody counts as running."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def assert_no_children():
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_relays_progress_log_and_warning_and_returns_the_result(tmp_path, feedback):
    assert converse("work", tmp_path, feedback) == {"answer": 42}
    assert feedback.fractions == [25, 50, 75, 100]  # 0 is where the bar is already
    assert feedback.texts("progress")[0] == "step 0"
    assert feedback.texts("info") == ["a line to read"]
    assert feedback.texts("warning") == ["a line that should be read"]
    assert_no_children()


def test_environment_holds_nothing_of_qgis(tmp_path, feedback, monkeypatch):
    for name in ("PYTHONHOME", "PYTHONPATH", "PROJ_LIB", "PROJ_DATA", "GDAL_DATA", "QT_PLUGIN_PATH", "LD_LIBRARY_PATH"):
        monkeypatch.setenv(name, "/nowhere")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example.org")
    child = converse("environment", tmp_path, feedback)
    assert not [name for name in child["environment"] if name.startswith(("PYTHON", "PROJ_", "GDAL_", "QT_", "LD_"))]
    assert child["environment"]["HTTPS_PROXY"] == "http://proxy.example.org"
    assert child["folder"] == str(tmp_path)


def test_a_long_progress_text_does_not_widen_the_dialog(tmp_path, feedback):
    converse("long_text", tmp_path, feedback)
    (text,) = feedback.texts("progress")
    assert len(text) == TEXT_LENGTH
    assert text.startswith("Collecting soil")


def test_variables_for_the_child_reach_it(tmp_path, feedback):
    command = ["-E", "-s", str(SCRIPTED_WORKER), "environment"]
    child = run_process(sys.executable, command, tmp_path, feedback, {"HTTPS_PROXY": "http://proxy.example.org"})
    assert child["environment"]["HTTPS_PROXY"] == "http://proxy.example.org"


def test_error_line_is_the_message(tmp_path, feedback):
    with pytest.raises(QgsProcessingException, match=r"^The value is 3, the limit is 2; give less\.$"):
        converse("error", tmp_path, feedback)


@pytest.mark.parametrize(
    ("behaviour", "message"),
    [
        pytest.param("crash", r"crashed \(signal 6\).*last words 19", id="signal"),
        pytest.param("exit_code", r"died \(exit code 7\).*gone", id="exit code"),
        pytest.param("silent", "ended with 0 results", id="no result"),
        pytest.param("two_results", "ended with 2 results", id="two results"),
    ],
)
def test_death_is_told_with_the_last_words(behaviour, message, tmp_path, feedback):
    with pytest.raises(QgsProcessingException, match=f"(?s){message}") as caught:
        converse(behaviour, tmp_path, feedback)
    assert len(str(caught.value).splitlines()) <= 1 + TAIL_LINES
    assert str(tmp_path) in str(caught.value)
    assert_no_children()


def test_what_hdf5_prints_of_files_that_are_none_is_no_last_word(tmp_path, feedback):
    with pytest.raises(QgsProcessingException, match=r"died \(exit code 7\).*last lines were:\ngone$"):
        converse("hdf5_noise", tmp_path, feedback)
    assert "HDF5-DIAG" in (tmp_path / "stderr.txt").read_text()


@pytest.mark.parametrize("behaviour", ["hang", "hang_deaf", "flood_and_hang", "flood_deaf"])
def test_cancel_ends_the_child_within_two_seconds(behaviour, tmp_path, feedback):
    started = []

    def cancel():
        started.append(time.monotonic())
        feedback.cancel()

    timer = threading.Timer(1.0, cancel)
    timer.start()
    with pytest.raises(QgsProcessingException, match="cancelled"):
        converse(behaviour, tmp_path, feedback)
    timer.join()
    assert time.monotonic() - started[0] < 2.0
    assert_no_children()
    (tmp_path / "stderr.txt").unlink()  # a flood leaves a large file


@pytest.mark.parametrize("behaviour", ["garbage", "stderr_flood", "huge_line", "closed_output"])
def test_noise_does_not_disturb(behaviour, tmp_path, feedback):
    assert converse(behaviour, tmp_path, feedback) == {"answer": 42}
    assert feedback.texts("info") == ["a line to read"]


def test_runs_in_a_thread_without_event_loop(tmp_path, feedback):
    results = []
    thread = threading.Thread(target=lambda: results.append(converse("work", tmp_path, feedback)))
    thread.start()
    thread.join(20)
    assert results == [{"answer": 42}]


def test_interpreter_that_cannot_start(tmp_path, feedback):
    with pytest.raises(QgsProcessingException, match="cannot be started.*Set Up Python Environment"):
        run_process(str(tmp_path / "no-python"), [], tmp_path, feedback)


def test_child_ends_when_qgis_dies(tmp_path):
    program = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from qgis.core import QgsProcessingFeedback
from socmap_plugin.process import run_process
class Tell(QgsProcessingFeedback):
    def setProgressText(self, text):
        print(text, flush=True)
folder = Path({str(tmp_path)!r})
run_process(sys.executable, ["-E", "-s", {str(SCRIPTED_WORKER)!r}, "hang"], folder, Tell(False))
"""
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    with parent.stdout:
        child = int(parent.stdout.readline())
        parent.kill()
    parent.wait()
    end = time.monotonic() + 5
    while alive(child) and time.monotonic() < end:
        time.sleep(0.05)
    assert not alive(child)


@pytest.mark.skipif(os.name != "posix", reason="Windows hands on what it is told to only")
def test_a_worker_begins_with_no_file_of_its_parent():
    command = [sys.executable, "-I", ROOT / "socmap_plugin/start.py", "tests.builders.lists_open_files"]
    held = [os.dup(0) for _ in range(50)]
    try:
        done = subprocess.run(command, pass_fds=held, capture_output=True, text=True, check=True)
    finally:
        for number in held:
            os.close(number)
    assert done.stdout == ""
