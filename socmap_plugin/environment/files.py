"""What an environment of the worker is on the disk: its folder, its interpreter, its manifest.

Standard library only, and nothing here starts a process.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath, PureWindowsPath
from typing import Any

from ..core.runtime.errors import InputError, OutputError

MANIFEST_NAME = "socmap-environment.json"
MANIFEST_SCHEMA = 1
UNFINISHED_NAME = MANIFEST_NAME + ".partial"

# The longest name inside the wheels of the requirements, in torch's with CUDA: licences of parts of its parts.
LONGEST_INSIDE, LONGEST_FOLDER_INSIDE = 173, 162
WINDOWS_LONGEST_PATH, WINDOWS_LONGEST_FOLDER = 259, 247  # 260 and 248 with the zero at the end
DIGITS = 8  # of the requirements' digest in a folder's name: a short path, and no two versions that meet


def environment_python(folder: Path) -> Path:
    """Return where the interpreter of the environment in `folder` is, made or not."""
    return folder / "Scripts" / "python.exe" if os.name == "nt" else folder / "bin" / "python"


def requirement_lines(requirements: Path) -> list[str]:
    """Return the requirements without comments, so that rewording a comment does not ask for a new environment."""
    try:
        text = requirements.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise InputError(f"The requirements {requirements} cannot be read ({error}); reinstall the plugin.") from error
    lines = (re.sub(r"(^|\s)#.*", "", line).strip() for line in text.splitlines())
    return [line for line in lines if line]


def requirements_digest(requirements: Path) -> str:
    """Return what a manifest keeps of the requirements: it changes with a pin, not with a comment."""
    return hashlib.sha256("\n".join(requirement_lines(requirements)).encode()).hexdigest()


def read_manifest(python: Path) -> dict[str, Any] | None:
    """Return the manifest of the environment that the interpreter `python` belongs to, without starting it.

    None where there is no readable manifest: no environment, one not made by SOC Map, or an unfinished one.
    """
    try:
        manifest = json.loads((python.parent.parent / MANIFEST_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) and manifest.get("schema") == MANIFEST_SCHEMA else None


def is_environment(folder: Path) -> bool:
    """Return whether `folder` holds an environment that SOC Map made, finished or not."""
    return any((folder / name).is_file() for name in (MANIFEST_NAME, UNFINISHED_NAME))


def environments_folder(
    system: str = sys.platform, environ: Mapping[str, str] = os.environ, home: PurePath | None = None
) -> PurePath:
    """Return the folder of all environments of this user: on this computer's own disk, and short.

    It is not in the QGIS profile, which organisations synchronise, and whose path on Windows leaves no room for the
    longest names in torch. All profiles share it.
    """
    home = home or Path.home()
    if system == "win32":
        local = environ.get("LOCALAPPDATA")
        return (type(home)(local) if local else home / "AppData" / "Local") / "SOCMap"
    if system == "darwin":
        return home / "Library" / "Application Support" / "SOCMap"
    data = environ.get("XDG_DATA_HOME")
    return (type(home)(data) if data else home / ".local" / "share") / "socmap"


def environment_name(requirements: Path) -> str:
    """Return the name of the folder of one version of the requirements: another version gets an environment besides."""
    return requirements_digest(requirements)[:DIGITS]


def refuse_long_paths(folder: PurePath) -> None:
    """Refuse a folder on Windows in which the longest files of the packages could not be written.

    Raises
    ------
    OutputError
        A path would be longer than Windows takes; nothing has been downloaded then.
    """
    packages = len(str(PureWindowsPath(folder) / "Lib" / "site-packages")) + 1
    file, inner = packages + LONGEST_INSIDE, packages + LONGEST_FOLDER_INSIDE
    if (file <= WINDOWS_LONGEST_PATH and inner <= WINDOWS_LONGEST_FOLDER) or _has_long_paths():
        return
    raise OutputError(
        f"The longest file of the environment would have a path of {file} characters in {folder}, and Windows takes "
        f"{WINDOWS_LONGEST_PATH}; switch long paths on (LongPathsEnabled in the registry), or make an environment in a "
        "shorter folder and name its Python in the options of SOC Map."
    )


def _has_long_paths() -> bool:
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\FileSystem") as key:
                return bool(winreg.QueryValueEx(key, "LongPathsEnabled")[0])
        except OSError:
            return False
    return False


def seen_problem(folder: Path) -> str:
    """Return in part of a sentence what can be seen to be broken in a finished environment, or nothing."""
    if not environment_python(folder).is_file():
        return "its interpreter, or the Python that it was made from, is gone"
    try:
        text = (folder / "pyvenv.cfg").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return "its file pyvenv.cfg is gone"
    home = re.search(r"^home\s*=\s*(.+)$", text, re.MULTILINE)
    if home and not Path(home[1].strip()).is_dir():
        return f"the Python that it was made from, in {home[1].strip()}, is gone"
    return ""


def size_mb(folder: Path) -> int:
    """Return how much disk the files in `folder` take."""
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file() or file.is_symlink()) // 2**20


def remove_environment(folder: Path) -> None:
    """Remove an environment; what is left after an error is unfinished and used by nothing.

    Raises
    ------
    OutputError
        A file of it is in use, or may not be removed.
    """
    try:
        if (folder / MANIFEST_NAME).exists():
            os.replace(folder / MANIFEST_NAME, folder / UNFINISHED_NAME)
        shutil.rmtree(folder)
    except OSError as error:
        raise OutputError(
            f"The environment in {folder} cannot be removed ({error}); end running SOC Map jobs and remove it again."
        ) from error
