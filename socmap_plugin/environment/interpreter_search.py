"""Looks for Python interpreters where systems, distributions and version managers put them. Standard library only."""

from __future__ import annotations

import os
import re
import shutil
import subprocess  # nosec B404
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..core.runtime.child_process import clean_environment
from ..core.runtime.errors import InputError
from .interpreters import NO_WINDOW, check_interpreter

VERSIONS = ("3.12", "3.13", "3.11", "3.14")  # the best first: what most of the packages' users have
STORE = "windowsapps"  # aliases of the Microsoft Store, whose Python writes where QGIS does not see it
CONDAS = ("miniconda3", "anaconda3", "miniforge3", "mambaforge", "micromamba")


def find_interpreters() -> Iterator[str]:
    """Yield the interpreters on this machine that an environment can be made from, best first.

    Each candidate is started for a moment to ask for its version, so this is not for ``canExecute()``.
    """
    asked: set[str] = set()
    for candidate in candidates(sys.platform, Path.home(), os.environ):
        path = os.path.realpath(candidate)
        if path in asked:
            continue
        asked.add(path)
        try:
            check_interpreter(candidate)
        except InputError:
            continue
        yield candidate


def candidates(system: str, home: Path, environ: Mapping[str, str], root: Path = Path("/")) -> list[str]:
    """Return what may be an interpreter, in the order in which it is to be asked.

    Parameters
    ----------
    system
        As ``sys.platform``.
    home
        The user's folder.
    environ
        The variables that say where version managers keep theirs.
    root
        Where the file system begins.
    """
    places = _on_windows(home, environ, root) if system == "win32" else _elsewhere(system, home, environ, root)
    # QGIS's own comes first where it is a whole Python, as on Windows; it is known to run on this computer.
    found = [*_of_qgis(system), *_on_path(), *places]
    if system == "darwin":
        # Apple's is too old, and asking it for anything opens the installer of the developer tools.
        found = [name for name in found if name != "/usr/bin/python3"]
    return sorted(dict.fromkeys(found), key=lambda name: STORE in name.lower())


def _of_qgis(system: str) -> list[str]:
    base = Path(sys.base_prefix)
    return [str(base / name) for name in ("python3.exe", "python.exe")] if system == "win32" else []


def _on_path() -> list[str]:
    names = [*(f"python{version}" for version in VERSIONS), "python3", "python"]
    return [path for path in map(shutil.which, names) if path]


def _on_windows(home: Path, environ: Mapping[str, str], root: Path) -> Iterator[str]:
    local = Path(environ.get("LOCALAPPDATA") or home / "AppData/Local")
    roaming = Path(environ.get("APPDATA") or home / "AppData/Roaming")
    programs = Path(environ.get("PROGRAMFILES") or root / "Program Files")
    shared = Path(environ.get("PROGRAMDATA") or root / "ProgramData")
    yield from _of_launcher()
    for folder, pattern in (
        (local / "Programs" / "Python", "Python3*/python.exe"),
        (programs, "Python3*/python.exe"),
        (root, "Python3*/python.exe"),
        (Path(environ.get("UV_PYTHON_INSTALL_DIR") or roaming / "uv" / "python"), "*/python.exe"),
        (Path(environ.get("PYENV_ROOT") or home / ".pyenv" / "pyenv-win"), "versions/*/python.exe"),
        (root / "OSGeo4W", "apps/Python3*/python.exe"),
        (local / "Programs" / "OSGeo4W", "apps/Python3*/python.exe"),
        (programs, "QGIS*/apps/Python3*/python.exe"),
    ):
        yield from _sorted(folder, pattern)
    for base in (home, local, shared, root):
        for conda in CONDAS:
            yield from _sorted(base / conda, "python.exe")
            yield from _sorted(base / conda, "envs/*/python.exe")


def _of_launcher() -> list[str]:
    """Return what ``py``, the launcher of python.org's installers, knows."""
    launcher = shutil.which("py")
    if launcher is None:
        return []
    try:
        answer = subprocess.run(  # nosec B603
            [launcher, "-0p"],
            env=clean_environment(os.environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
            creationflags=NO_WINDOW,
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return []
    return launcher_paths(answer)


def launcher_paths(answer: str) -> list[str]:
    r"""Return the interpreters in what ``py -0p`` says, with lines such as ``-V:3.12 *   C:\Python312\python.exe``."""
    return [match[1].strip() for match in re.finditer(r"^\s*-\S+\s+(?:\*\s+)?(\S.*\.exe)\s*$", answer, re.MULTILINE)]


def _elsewhere(system: str, home: Path, environ: Mapping[str, str], root: Path) -> Iterator[str]:
    for folder in ("usr/bin", "usr/local/bin", "opt/homebrew/bin", "home/linuxbrew/.linuxbrew/bin", "opt/local/bin"):
        yield from _of_versions(root / folder)
    if system == "darwin":
        for folder in ("opt/homebrew/opt", "usr/local/opt"):
            yield from _sorted(root / folder, "python@3.*/bin/python3.*[0-9]")
        yield from _sorted(root / "Library/Frameworks/Python.framework/Versions", "3.*/bin/python3")
    uv = environ.get("UV_PYTHON_INSTALL_DIR") or home / ".local/share/uv/python"
    yield from _sorted(Path(uv), "*/bin/python3")
    yield from _sorted(Path(environ.get("PYENV_ROOT") or home / ".pyenv"), "versions/*/bin/python3")
    condas = [folder / name for folder in (home, root / "opt") for name in CONDAS]
    for conda in (*condas, home / ".conda", root / "opt/conda"):
        yield from _sorted(conda, "bin/python3")
        yield from _sorted(conda, "envs/*/bin/python3")
    if system == "darwin":
        yield from _sorted(root / "Applications", "QGIS*.app/Contents/MacOS/bin/python3*")


def _of_versions(folder: Path) -> Iterator[str]:
    for name in (*(f"python{version}" for version in VERSIONS), "python3"):
        if (folder / name).is_file():
            yield str(folder / name)


def _sorted(folder: Path, pattern: str) -> list[str]:
    """Return what is there, the newest version first."""

    def version(path: Path) -> list[int]:
        return [int(number) for number in re.findall(r"\d+", str(path))]

    try:
        return [str(path) for path in sorted(folder.glob(pattern), key=version, reverse=True)]
    except OSError:  # a folder that this user may not read
        return []
