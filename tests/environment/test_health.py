"""An environment that broke is named and mended by one run: base Python replaced, launcher dead, package removed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from socmap_plugin.environment.files import MANIFEST_NAME, environment_python, read_manifest, seen_problem
from socmap_plugin.environment.health import health_problem
from socmap_plugin.environment.setup import setup
from tests.builders.environments import PYTHON, write_program, write_requirements, write_wheel
from tests.builders.listener import Listener


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """An environment with one package: (folder, requirements, wheels)."""
    place = tmp_path_factory.mktemp("original")
    write_wheel(place / "wheels", "tinysoil", "import sys\n")
    requirements = write_requirements(place, "tinysoil==1.0\n")
    setup(place / "environment", PYTHON, requirements, wheels=place / "wheels")
    return place / "environment", requirements, place / "wheels"


@pytest.fixture
def copy(original, tmp_path):
    """A copy of it, to break."""
    folder, requirements, wheels = original
    shutil.copytree(folder, tmp_path / "environment", symlinks=True)
    return tmp_path / "environment", requirements, wheels


def packages(folder: Path) -> Path:
    (found,) = folder.glob("lib/python3*/site-packages")
    return found


def replace_base_python(folder: Path) -> None:
    """Leave what an update of the system leaves: the packages of one version, the interpreter of another."""
    manifest = folder / MANIFEST_NAME
    version = read_manifest(environment_python(folder))["python"]
    manifest.write_text(manifest.read_text().replace(f'"python": "{version}"', '"python": "3.10.12"'))
    (folder / "lib" / f"python{version.rsplit('.', 1)[0]}").rename(folder / "lib" / "python3.10")


def kill_launcher(folder: Path) -> None:
    """Make the interpreter what the launcher of Windows is without its Python."""
    environment_python(folder).unlink()
    launcher = write_program(environment_python(folder), "")
    Path(launcher).write_text("#!/bin/sh\necho \"No Python at '/gone/python.exe'\"\nexit 103\n", encoding="utf-8")


def break_link(folder: Path) -> None:
    environment_python(folder).unlink()
    environment_python(folder).symlink_to("/gone/python3")


def lose_base_folder(folder: Path) -> None:
    configuration = folder / "pyvenv.cfg"
    lines = configuration.read_text().splitlines()
    lines = ["home = /gone/bin" if line.startswith("home") else line for line in lines]
    configuration.write_text("\n".join(lines))


def remove_package(folder: Path) -> None:
    (packages(folder) / "tinysoil.py").unlink()
    shutil.rmtree(packages(folder) / "__pycache__", ignore_errors=True)


def damage_package(folder: Path) -> None:
    (packages(folder) / "tinysoil.py").write_text("raise ImportError('libsoil.so is missing')\n")


def update_package(folder: Path) -> None:
    info = packages(folder) / "tinysoil-1.0.dist-info"
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tinysoil\nVersion: 2.0\n")


BREAKS = {
    "base Python replaced": (replace_base_python, r"made from Python 3\.10\.12, which is Python 3\.\d+\.\d+ now"),
    "launcher dead": (kill_launcher, r"interpreter does not start \(No Python at '/gone/python\.exe'\)"),
    "base Python removed": (break_link, "its interpreter, or the Python that it was made from, is gone"),
    "folder of the base gone": (lose_base_folder, "the Python that it was made from, in /gone/bin, is gone"),
    "package removed": (remove_package, r"package tinysoil cannot be imported \(.*No module named 'tinysoil'\)"),
    "package damaged": (damage_package, r"package tinysoil cannot be imported \(.*libsoil\.so is missing\)"),
    "package of another version": (update_package, r"package tinysoil is 2\.0, and 1\.0 was installed"),
}


@pytest.mark.parametrize(("damage", "message"), BREAKS.values(), ids=BREAKS)
def test_a_broken_environment_is_named_and_mended_by_one_run(copy, damage, message):
    folder, requirements, wheels = copy
    damage(folder)
    recorder = Listener()
    assert setup(folder, PYTHON, requirements, wheels=wheels, progress=recorder)["versions"] == {"tinysoil": "1.0"}
    (warning,) = recorder.warnings
    assert warning.startswith(f"The environment in {folder} does not work: ")
    assert re.search(message, warning)
    again = Listener()
    setup(folder, "no-such-python", requirements, progress=again)
    assert again.warnings == []
    assert "already set up and works" in again.lines[0]


def test_a_healthy_environment_has_no_problem(original):
    folder, _, _ = original
    manifest = read_manifest(environment_python(folder))
    assert health_problem(folder, manifest, ["tinysoil==1.0"], Listener()) == ""


@pytest.mark.parametrize("damage", [break_link, lose_base_folder])
def test_what_can_be_seen_is_known_without_starting_anything(copy, damage):
    assert seen_problem(copy[0]) == ""
    damage(copy[0])
    assert seen_problem(copy[0])


def test_rebuild_makes_a_healthy_environment_anew(copy):
    folder, requirements, wheels = copy
    (folder / "mark").touch()
    setup(folder, PYTHON, requirements, wheels=wheels)
    assert (folder / "mark").exists()
    setup(folder, PYTHON, requirements, wheels=wheels, rebuild=True)
    assert not (folder / "mark").exists()
