"""Which build of torch is fetched from where, and what is said when pip fails."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from socmap_plugin.core.runtime.errors import InputError, OutputError
from socmap_plugin.environment import pip_call
from socmap_plugin.environment.commands import CommandError
from socmap_plugin.environment.pip_call import PipWatcher, names_source, split_options, torch_index
from socmap_plugin.environment.pip_failures import failure
from socmap_plugin.environment.torch_builds import BUILDS, TORCH_INDEX, index_of
from tests.builders.environments import write_program
from tests.builders.listener import Listener

OUT_OF_REACH = "http://127.0.0.1:9/"  # the port where nothing ever answers


@pytest.mark.parametrize(
    ("compute", "system", "folder"),
    [
        ("cpu", "linux", "cpu"),
        ("cuda", "linux", "cu130"),
        ("cuda", "win32", "cu130"),
        ("cpu", "win32", ""),
        ("cpu", "darwin", ""),
    ],
)
def test_index_of_each_build(compute, system, folder):
    assert index_of(compute, system) == (TORCH_INDEX + folder if folder else "")


def test_what_there_is_no_build_for_is_refused():
    with pytest.raises(InputError, match="no CUDA for macOS; choose cpu"):
        index_of("cuda", "darwin")
    with pytest.raises(InputError, match="COMPUTE is 'tpu'; choose one of cpu, cuda"):
        index_of("tpu")


def test_more_space_is_asked_for_than_the_environment_takes():
    for build in BUILDS.values():
        assert build.space_mb > 1.5 * build.size_mb


@pytest.fixture
def index_out_of_reach(monkeypatch):
    monkeypatch.setattr(pip_call, "index_of", lambda compute: OUT_OF_REACH + compute)


def test_an_index_that_does_not_answer_is_said_and_left_out(index_out_of_reach):
    recorder = Listener()
    assert torch_index([sys.executable, "-E", "-s"], "cpu", [], recorder) == []
    (warning,) = recorder.warnings
    assert f"PyTorch's index {OUT_OF_REACH}cpu does not answer (" in warning
    assert "5.3 GB" in warning
    assert not recorder.lines  # none of pip's many


def test_an_index_that_answers_is_used(index_out_of_reach, tmp_path):
    python = write_program(tmp_path / "python", "Fetching project page")
    assert torch_index([python], "cuda", [], Listener()) == ["--extra-index-url", OUT_OF_REACH + "cuda"]


@pytest.mark.parametrize("options", ["-i URL", "--index-url=URL", "--no-index", "--find-links FOLDER"])
def test_a_source_of_the_user_is_the_only_one(options, index_out_of_reach):
    assert names_source(split_options(options))
    assert torch_index(["no-such-python"], "cpu", split_options(options), Listener()) == []


def test_options_of_the_network_reach_the_question_to_the_index():
    options = split_options("--proxy p:1 --upgrade --cert=c.pem --no-deps")
    assert pip_call._network_options(options) == ["--proxy", "p:1", "--cert=c.pem"]


def error_of(*lines: str) -> CommandError:
    return CommandError("pip", lines[-1], lines)


NONE = "ERROR: No matching distribution found for torch==2.13.0"


@pytest.mark.parametrize(
    ("lines", "remedy"),
    [
        (
            [
                "ERROR: Could not find a version that satisfies the requirement torch==2.13.0 (from versions: 2.8.0)",
                NONE,
            ],
            "what it has for Python 3.12.1 on this system is 2.8.0: name another Python in PYTHON",
        ),
        (
            [
                "ERROR: Could not find a version that satisfies the requirement torch==2.13.0 (from versions: none)",
                NONE,
            ],
            "no index in use has the package for Python 3.12.1 on this system: name another Python in PYTHON",
        ),
        (["WARNING: Retrying after connection broken by 'NewConnectionError(...)'", NONE], "check the network"),
        (["WARNING: Retrying after connection broken by 'ProxyError(...)'", NONE], "check the proxy in QGIS"),
        (["SSLError(SSLCertVerificationError(1, 'CERTIFICATE_VERIFY_FAILED'))", NONE], "--cert FILE"),
        (["ERROR: Cannot install because these versions have conflicting dependencies."], "PIP_CONSTRAINT"),
        (["ERROR: something else"], "read pip's lines"),
    ],
    ids=["other versions", "no wheel", "network", "proxy", "certificate", "conflict", "other"],
)
def test_a_failure_of_pip_has_the_remedy_of_its_own_reason(lines, remedy):
    message = str(failure(error_of(*lines), None, "3.12.1", 2500))
    assert remedy in message
    assert message.startswith(f"pip failed ({lines[-1]})")
    assert ("network" in remedy) == ("check the network" in message)


def test_a_missing_wheel_is_asked_for_in_its_folder():
    assert "add this wheel, for this system and Python 3.12.1, to wheels" in str(
        failure(error_of(NONE), Path("wheels"), "3.12.1", 2500)
    )


def test_full_disk_in_pip_is_said_as_such():
    error = failure(error_of("Installing", "OSError: [Errno 28] No space left on device"), None, "3.12.1", 2500)
    assert isinstance(error, OutputError)
    assert "free 2500 MB" in str(error)


def test_lines_of_pip_are_short_in_the_progress_text():
    recorder = Listener()
    watcher = PipWatcher(Path(), 3, recorder)
    name = "cuda_" + "very_" * 30 + "long-1.0-py3-none-any.whl"
    watcher.line(f"Collecting {name[:100]} (from torch==2.13.0->-r {'/far' * 40}/requirements.txt (line 2))")
    watcher.line(f"  Downloading {name} (190.5 MB)")
    watcher.line("Collecting numpy==2.4.6")
    assert max(map(len, recorder.messages)) <= 75
    assert recorder.messages[1].endswith("(190.5 MB)")
    assert recorder.messages[2] == "collecting numpy==2.4.6"
    assert len(recorder.lines) == 3
