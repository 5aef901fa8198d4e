"""Whether a Python interpreter can make the worker's environment. Standard library only."""

from __future__ import annotations

import json
import os
import shutil
import subprocess  # nosec B404
import uuid
from pathlib import Path
from typing import Any

from ..core.runtime.child_process import clean_environment
from ..core.runtime.errors import InputError, OutputError

# What the pinned packages have wheels for: numpy from 3.11; torch, numpy, scipy and rasterio up to 3.14; torch and
# rasterio from macOS 14, on Apple's processors only; torch and py-richdem not for Windows on ARM; torch from glibc
# 2.28.
MINIMUM_PYTHON, MAXIMUM_PYTHON = (3, 11), (3, 14)
MINIMUM_MACOS, MINIMUM_GLIBC = (14,), (2, 28)
MACHINES = {"linux": ("x86_64", "aarch64"), "win32": ("amd64", "x86_64"), "darwin": ("arm64",)}

NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # otherwise a console window flashes on Windows

PROBE = """
import json, platform, sys, importlib.util as u
lacking = [name for name in ("venv", "ensurepip") if u.find_spec(name) is None]
try:
    import ssl
except ImportError:
    lacking.append("ssl")
print(json.dumps({
    "version": sys.version_info[:3], "lacking": lacking, "system": sys.platform, "machine": platform.machine(),
    "bits": 64 if sys.maxsize > 2**32 else 32, "macos": platform.mac_ver()[0], "libc": platform.libc_ver(),
}))
"""
WRITE = "import sys; open(sys.argv[1], 'w').close()"


def check_interpreter(python: str) -> str:
    """Return the version of the interpreter `python`, as "3.12.1".

    Raises
    ------
    InputError
        It is missing, is QGIS itself, cannot be started, cannot make environments, or the packages have no build for
        it or its system.
    """
    remedy = "name a Python {}.{} to {}.{} in PYTHON".format(*MINIMUM_PYTHON, *MAXIMUM_PYTHON)
    path = shutil.which(python)
    if path is None:
        raise InputError(f"The Python interpreter {python} does not exist or is not executable; {remedy}.")
    if "qgis" in Path(path).name.lower() or "qgis" in Path(path).resolve().name.lower():
        raise InputError(f"{python} is QGIS itself and would open QGIS windows; {remedy}.")
    try:
        probe = json.loads(_answer(path, PROBE))
        version, lacking = tuple(probe["version"]), probe["lacking"]
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{python} does not answer as a Python 3 interpreter ({error}); {remedy}.") from error
    text = ".".join(map(str, version))
    if version < MINIMUM_PYTHON:
        raise InputError(f"{python} is Python {text}, the worker needs {'.'.join(map(str, MINIMUM_PYTHON))}; {remedy}.")
    if version[:2] > MAXIMUM_PYTHON:
        newest = ".".join(map(str, MAXIMUM_PYTHON))
        raise InputError(f"{python} is Python {text}, and the packages have builds up to {newest} only; {remedy}.")
    reason = _unsuitable_system(probe)
    if reason:
        raise InputError(f"{python} {reason}.")
    if lacking:
        package = f"python{version[0]}.{version[1]}-venv"
        raise InputError(
            f"{python} has no {' and no '.join(lacking)} module, so it cannot make environments; install the system "
            f"package {package} (Debian, Ubuntu) or {remedy}."
        )
    return text


def _unsuitable_system(probe: dict[str, Any]) -> str:
    """Return why the packages have no build for what the interpreter runs on, with the remedy, or nothing."""
    system, machine = probe.get("system", ""), str(probe.get("machine", "")).lower()
    if probe.get("bits", 64) == 32:
        return "is a 32-bit Python, for which PyTorch has no build; install a 64-bit Python and name it in PYTHON"
    if system == "win32" and machine.startswith("arm"):
        return (
            "is a Python for ARM, for which PyTorch has no build that fits; install a 64-bit Python for Intel "
            "processors (x86-64), which Windows on ARM runs too, and name it in PYTHON"
        )
    if system == "darwin" and machine == "x86_64":
        return (
            "is a Python for Intel Macs, for which PyTorch has no build any more; on a Mac with an Apple processor "
            "name a Python for arm64 in PYTHON, otherwise use another computer"
        )
    if machine and machine not in MACHINES.get(system, (machine,)):
        return f"runs on a processor of kind {machine}, for which the packages have no build; use another computer"
    if system == "darwin" and _numbers(probe.get("macos", "")) < MINIMUM_MACOS:
        return f"runs on macOS {probe.get('macos')}, and the packages need {MINIMUM_MACOS[0]}; update macOS"
    library, version = probe.get("libc") or ("", "")
    if system == "linux" and library == "glibc" and _numbers(version) < MINIMUM_GLIBC:
        needed = ".".join(map(str, MINIMUM_GLIBC))
        return f"runs on a Linux with glibc {version}, and PyTorch needs {needed}; update the system"
    return ""


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def refuse_hidden_files(python: str, folder: Path) -> None:
    """Refuse an interpreter whose files in `folder` this process does not see.

    Windows redirects what the Python of the Microsoft Store writes below AppData, and other sandboxes do alike.

    Raises
    ------
    InputError
        A file that the interpreter wrote is not there.
    OutputError
        Nothing can be written there.
    """
    mark = folder / f"{uuid.uuid4().hex[:8]}.tmp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _answer(python, WRITE, str(mark))
        seen = mark.exists()
        mark.unlink(missing_ok=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise OutputError(f"{python} cannot write in {folder} ({error}); correct the folder's permissions.") from error
    if not seen:
        raise InputError(
            f"QGIS does not see what {python} writes in {folder}, as with the Python of the Microsoft Store; install "
            "Python from its own site and name it in PYTHON, or leave PYTHON empty."
        )


def library_path(python: str, environ: dict[str, str]) -> dict[str, str]:
    """Return `environ` with what the interpreter needs to find its libraries.

    The Python of OSGeo4W and of QGIS for Windows keeps the libraries of ssl in the folder bin of the installation,
    which only its own shell has in PATH.
    """
    folder = Path(python).parent
    if folder.parent.name.lower() != "apps":
        return environ
    search = [str(folder.parent.parent / "bin"), environ.get("PATH", "")]
    return {**environ, "PATH": os.pathsep.join(filter(None, search))}


def _answer(python: str, code: str, *arguments: str) -> str:
    # The user's own interpreter with fixed code, and no shell: nothing for bandit to find.
    return subprocess.run(  # nosec B603
        [python, "-E", "-s", "-c", code, *arguments],
        env=library_path(python, clean_environment(os.environ)),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        creationflags=NO_WINDOW,
    ).stdout
