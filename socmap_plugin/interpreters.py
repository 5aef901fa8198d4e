"""The Python interpreters of this machine. Standard library only."""

from __future__ import annotations

import json
import os
import shutil
import subprocess  # nosec B404
import sys
from pathlib import Path

from .core.runtime.child_process import clean_environment
from .core.runtime.errors import InputError

MINIMUM_PYTHON = (3, 11)  # the oldest that the pinned numpy has wheels for

NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # otherwise a console window flashes on Windows


PROBE = """
import json, sys, importlib.util as u
lacking = [name for name in ("venv", "ensurepip") if u.find_spec(name) is None]
print(json.dumps({"version": sys.version_info[:3], "lacking": lacking}))
"""


def find_interpreters() -> list[str]:
    """Return the interpreters on this machine that an environment can be made from, best first.

    Each candidate is started for a moment to ask for its version, so this is not for ``canExecute()``.
    """
    home, base = Path.home(), Path(sys.base_prefix)
    candidates = [shutil.which(f"python{version}") for version in ("3.12", "3.13", "3.11", "3.14", "3", "")]
    if os.name == "nt":
        candidates += sorted(map(str, home.glob("AppData/Local/Programs/Python/Python3*/python.exe")), reverse=True)
        candidates += [str(base / "python3.exe"), str(base / "python.exe")]
    else:
        folders = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", str(base / "bin")]
        candidates += [f"{folder}/python3" for folder in folders]
    if sys.platform == "darwin":
        # Apple's is too old, and asking it for anything opens the installer of the developer tools.
        candidates = [name for name in candidates if name != "/usr/bin/python3"]
    found: dict[str, str] = {}
    for candidate in candidates:
        if candidate is None or os.path.realpath(candidate) in found:
            continue
        try:
            check_interpreter(candidate)
        except InputError:
            continue
        found[os.path.realpath(candidate)] = candidate
    return list(found.values())


def check_interpreter(python: str) -> str:
    """Return the version of the interpreter `python`, as "3.12.1".

    Raises
    ------
    InputError
        It is missing, is QGIS itself, cannot be started, is too old, or cannot make environments.
    """
    remedy = "name a Python {}.{} or newer in PYTHON".format(*MINIMUM_PYTHON)
    path = shutil.which(python)
    if path is None:
        raise InputError(f"The Python interpreter {python} does not exist or is not executable; {remedy}.")
    if "qgis" in Path(path).name.lower() or "qgis" in Path(path).resolve().name.lower():
        raise InputError(f"{python} is QGIS itself and would open QGIS windows; {remedy}.")
    try:
        # The user's own interpreter with fixed arguments, and no shell: nothing for bandit to find.
        answer = subprocess.run(  # nosec B603
            [path, "-E", "-s", "-c", PROBE],
            env=clean_environment(os.environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
            creationflags=NO_WINDOW,
        )
        probe = json.loads(answer.stdout)
        version, lacking = tuple(probe["version"]), probe["lacking"]
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{python} does not answer as a Python 3 interpreter ({error}); {remedy}.") from error
    text = ".".join(map(str, version))
    if version < MINIMUM_PYTHON:
        raise InputError(f"{python} is Python {text}, the worker needs {'.'.join(map(str, MINIMUM_PYTHON))}; {remedy}.")
    if lacking:
        package = f"python{version[0]}.{version[1]}-venv"
        raise InputError(
            f"{python} has no {' and no '.join(lacking)} module, so it cannot make environments; install the system "
            f"package {package} (Debian, Ubuntu) or {remedy}."
        )
    return text
