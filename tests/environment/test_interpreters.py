"""Which interpreters are found, and which are refused before anything is downloaded."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from socmap_plugin.core.runtime.errors import InputError, OutputError
from socmap_plugin.environment import interpreter_search
from socmap_plugin.environment.interpreter_search import candidates, find_interpreters, launcher_paths
from socmap_plugin.environment.interpreters import check_interpreter, library_path, refuse_hidden_files
from socmap_plugin.environment.setup import setup
from tests.builders.environments import PYTHON, write_program, write_requirements

USABLE = {
    "version": [3, 12, 1],
    "lacking": [],
    "system": "linux",
    "machine": "x86_64",
    "bits": 64,
    "macos": "",
    "libc": ["glibc", "2.36"],
}
MAC = {"system": "darwin", "machine": "arm64", "macos": "15.1", "libc": ["", ""]}


@pytest.mark.parametrize(
    ("name", "answer", "message"),
    [
        ("python3.9", {"version": [3, 9, 2]}, r"is Python 3\.9\.2, the worker needs 3\.11; name"),
        (
            "python3.15",
            {"version": [3, 15, 0]},
            r"is Python 3\.15\.0, and the packages have builds up to 3\.14 only; n",
        ),
        ("python3", {"lacking": ["ensurepip"]}, r"no ensurepip module.*python3\.12-venv.*name"),
        ("python3", {"lacking": ["ssl"]}, r"no ssl module.*name"),
        ("python3", {"bits": 32}, r"is a 32-bit Python.*install a 64-bit"),
        ("python3", {"system": "win32", "machine": "ARM64"}, r"is a Python for ARM.*install a 64-bit Python for Intel"),
        ("python3", {**MAC, "machine": "x86_64"}, r"is a Python for Intel Macs.*name a Python for arm64"),
        ("python3", {**MAC, "macos": "13.6.1"}, r"runs on macOS 13\.6\.1, and the packages need 14; update"),
        ("python3", {"libc": ["glibc", "2.17"]}, r"glibc 2\.17, and PyTorch needs 2\.28; update"),
        ("python3", {"machine": "riscv64"}, r"processor of kind riscv64.*use another computer"),
        ("qgis-ltr-bin", {}, "is QGIS itself.*name"),
    ],
    ids=["old", "new", "no-venv", "no-ssl", "32-bit", "win-arm", "intel-mac", "macos", "glibc", "riscv", "qgis"],
)
def test_unusable_interpreter_is_refused_in_one_sentence(tmp_path, name, answer, message):
    python = write_program(tmp_path / name, json.dumps({**USABLE, **answer}))
    with pytest.raises(InputError, match=message) as caught:
        setup(tmp_path / "environment", python, write_requirements(tmp_path))
    assert str(caught.value).count(". ") == 0
    assert not (tmp_path / "environment").exists()


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"version": [3, 14, 0]},
        {"machine": "aarch64"},
        MAC,
        {"system": "win32", "machine": "AMD64", "libc": ["", ""]},
        {"libc": ["musl", "1.2"]},
    ],
    ids=["linux", "newest", "linux-arm", "mac", "windows", "unknown libc"],
)
def test_interpreter_for_which_there_are_builds_is_taken(tmp_path, answer):
    python = write_program(tmp_path / "python3", json.dumps({**USABLE, **answer}))
    assert check_interpreter(python).startswith("3.1")


def test_what_is_no_python_is_refused(tmp_path):
    with pytest.raises(InputError, match="does not answer as a Python 3 interpreter"):
        check_interpreter(write_program(tmp_path / "python3", "usage: soil"))
    with pytest.raises(InputError, match="does not exist or is not executable"):
        check_interpreter(str(tmp_path / "python"))


def test_link_to_the_qgis_binary_is_refused(tmp_path):
    program = write_program(tmp_path / "qgis", "{}")
    (tmp_path / "python3").symlink_to(program)
    with pytest.raises(InputError, match="is QGIS itself"):
        check_interpreter(str(tmp_path / "python3"))


def test_found_interpreters_are_usable_and_not_qgis():
    found = list(find_interpreters())
    assert found
    for python in found:
        assert "qgis" not in Path(python).resolve().name
        assert check_interpreter(python)


def make(root: Path, *names: str) -> None:
    for name in names:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(0o755)


@pytest.fixture
def nothing_on_the_path(monkeypatch):
    monkeypatch.setattr(interpreter_search, "_on_path", list)


def inside(root: Path, found: list[str]) -> list[str]:
    return [Path(name).relative_to(root).as_posix() for name in found if Path(name).is_relative_to(root)]


def test_places_of_linux(tmp_path, nothing_on_the_path):
    names = [
        "usr/bin/python3.12",
        "usr/local/bin/python3.13",
        "home/linuxbrew/.linuxbrew/bin/python3.12",
        "me/.local/share/uv/python/cpython-3.13.1-linux-x86_64-gnu/bin/python3",
        "me/.local/share/uv/python/cpython-3.12.8-linux-x86_64-gnu/bin/python3",
        "me/.pyenv/versions/3.12.4/bin/python3",
        "me/miniforge3/bin/python3",
        "me/miniforge3/envs/soil/bin/python3",
        "opt/conda/bin/python3",
    ]
    make(tmp_path, *names)
    assert inside(tmp_path, candidates("linux", tmp_path / "me", {}, tmp_path)) == names


def test_places_of_macos(tmp_path, nothing_on_the_path):
    names = [
        "opt/homebrew/bin/python3.12",
        "opt/local/bin/python3.13",
        "opt/homebrew/opt/python@3.13/bin/python3.13",
        "Library/Frameworks/Python.framework/Versions/3.13/bin/python3",
        "Applications/QGIS-LTR.app/Contents/MacOS/bin/python3.12",
    ]
    make(tmp_path, *names)
    assert inside(tmp_path, candidates("darwin", tmp_path / "me", {}, tmp_path)) == names


def test_places_of_windows_with_the_store_last(tmp_path, monkeypatch):
    names = [
        "me/AppData/Local/Programs/Python/Python312/python.exe",
        "Program Files/Python313/python.exe",
        "Python311/python.exe",
        "me/AppData/Roaming/uv/python/cpython-3.12.8-windows-x86_64-none/python.exe",
        "me/.pyenv/pyenv-win/versions/3.12.4/python.exe",
        "OSGeo4W/apps/Python312/python.exe",
        "Program Files/QGIS 3.40.6/apps/Python312/python.exe",
        "me/miniconda3/python.exe",
        "ProgramData/miniconda3/envs/soil/python.exe",
        "me/AppData/Local/Microsoft/WindowsApps/python3.exe",
    ]
    make(tmp_path, *names)
    monkeypatch.setattr(interpreter_search, "_on_path", lambda: [str(tmp_path / names[-1])])
    assert inside(tmp_path, candidates("win32", tmp_path / "me", {}, tmp_path)) == names


def test_lines_of_the_launcher_of_windows():
    answer = (
        " -V:3.13 *        C:\\Program Files\\Python313\\python.exe\n"
        " -V:3.12          C:\\Python312\\python.exe\n"
        " -3.11-64         C:\\Users\\Soil\\python.exe\n"
        "No other installed Pythons found!\n"
    )
    expected = ["C:\\Program Files\\Python313\\python.exe", "C:\\Python312\\python.exe", "C:\\Users\\Soil\\python.exe"]
    assert launcher_paths(answer) == expected


def test_python_of_osgeo4w_finds_the_libraries_of_ssl():
    environ = library_path("/OSGeo4W/apps/Python312/python.exe", {"PATH": "/bin"})
    assert environ["PATH"].split(os.pathsep) == ["/OSGeo4W/bin", "/bin"]
    assert library_path(PYTHON, {"PATH": "/bin"}) == {"PATH": "/bin"}


def test_python_whose_files_are_not_seen_is_refused(tmp_path):
    refuse_hidden_files(PYTHON, tmp_path / "local")
    assert list((tmp_path / "local").iterdir()) == []
    redirected = write_program(tmp_path / "python3", "written elsewhere")
    with pytest.raises(InputError, match=r"QGIS does not see what .*python3 writes in .*local.*; install Python"):
        refuse_hidden_files(redirected, tmp_path / "local")


def test_place_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "local").touch()
    with pytest.raises(OutputError, match=r"cannot write in .*local.*permissions"):
        refuse_hidden_files(PYTHON, tmp_path / "local")
