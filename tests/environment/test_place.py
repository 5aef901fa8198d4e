"""Where environments are: on the computer's own disk, and short enough for Windows."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from socmap_plugin.core.runtime.errors import OutputError
from socmap_plugin.environment import files
from socmap_plugin.environment.files import (
    LONGEST_FOLDER_INSIDE,
    LONGEST_INSIDE,
    WINDOWS_LONGEST_FOLDER,
    WINDOWS_LONGEST_PATH,
    environment_name,
    environments_folder,
    is_environment,
    refuse_long_paths,
    remove_environment,
)
from socmap_plugin.paths import WORKER_REQUIREMENTS
from tests.builders.environments import PYTHON, write_requirements

WINDOWS_USER = PureWindowsPath("C:\\Users\\" + "a" * 20)
PROFILE_PLACE = "AppData\\Roaming\\QGIS\\QGIS3\\profiles\\default\\socmap\\worker-environment"


def installed_names() -> list[str]:
    """Return every name that the worker's wheels wrote, from their own lists, as the CUDA build of torch has them."""
    interpreter = os.environ.get("SOCMAP_PYTHON", "")
    packages = list(Path(interpreter).parent.parent.glob("lib/python3*/site-packages")) if interpreter else []
    if not packages:
        pytest.skip("needs the worker's environment, named in SOCMAP_PYTHON")
    names = []
    for record in packages[0].glob("*.dist-info/RECORD"):
        with record.open(newline="", encoding="utf-8") as file:
            names += [row[0] for row in csv.reader(file) if not row[0].startswith("..")]
    return [re.sub(r"^(torch-[\d.]+)(\+\w+)?(\.dist-info)", r"\1+cu130\3", name) for name in names]


def test_known_lengths_are_those_of_the_wheels():
    names = installed_names()
    assert max(map(len, names)) == LONGEST_INSIDE
    assert max(len(os.path.dirname(name)) for name in names) == LONGEST_FOLDER_INSIDE


def test_paths_on_windows_are_short_enough_for_a_user_of_twenty_letters():
    folder = environments_folder("win32", {}, WINDOWS_USER) / environment_name(WORKER_REQUIREMENTS)
    packages = folder / "Lib" / "site-packages"
    longest = max((packages / name.replace("/", "\\") for name in installed_names()), key=lambda path: len(str(path)))
    assert len(str(longest)) <= WINDOWS_LONGEST_PATH
    assert len(str(longest.parent)) <= WINDOWS_LONGEST_FOLDER
    refuse_long_paths(folder)


@pytest.mark.parametrize(
    "folder",
    [WINDOWS_USER / PROFILE_PLACE, PureWindowsPath("C:\\Users\\a") / PROFILE_PLACE],
    ids=["long name", "one letter"],
)
def test_the_profile_would_be_too_long_on_windows(folder):
    with pytest.raises(OutputError, match=r"a path of \d+ characters in .*Windows takes 259; switch long paths on"):
        refuse_long_paths(folder)


def test_long_paths_are_no_matter_where_they_are_switched_on(monkeypatch):
    monkeypatch.setattr(files, "_has_long_paths", lambda: True)
    refuse_long_paths(WINDOWS_USER / PROFILE_PLACE)


@pytest.mark.parametrize(
    ("system", "environ", "home", "expected"),
    [
        ("win32", {"LOCALAPPDATA": "D:\\local"}, WINDOWS_USER, "D:\\local\\SOCMap"),
        ("win32", {}, PureWindowsPath("C:\\Users\\soil"), "C:\\Users\\soil\\AppData\\Local\\SOCMap"),
        ("darwin", {}, PurePosixPath("/Users/soil"), "/Users/soil/Library/Application Support/SOCMap"),
        ("linux", {}, PurePosixPath("/me"), "/me/.local/share/socmap"),
        ("linux", {"XDG_DATA_HOME": "/data"}, PurePosixPath("/me"), "/data/socmap"),
    ],
)
def test_the_place_is_local_and_not_in_a_profile(system, environ, home, expected):
    assert str(environments_folder(system, environ, home)) == expected


def test_each_version_of_the_requirements_has_a_folder_of_its_own(tmp_path):
    first = environment_name(write_requirements(tmp_path, "tinysoil==1.0\n"))
    assert environment_name(write_requirements(tmp_path, "# reworded\ntinysoil==1.0\n")) == first
    assert environment_name(write_requirements(tmp_path, "tinysoil==1.1\n")) != first


def test_what_is_removed_was_an_environment(tmp_path):
    folder = tmp_path / "soil"
    assert not is_environment(folder)
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").symlink_to(PYTHON)
    assert not is_environment(folder)
    (folder / "socmap-environment.json").touch()
    assert is_environment(folder)
    remove_environment(folder)
    assert not folder.exists()
