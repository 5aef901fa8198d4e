"""Makes the Python environment in which the modelling jobs run.

Standard library only, no QGIS: it runs in the interpreter that the environment is made from, as
``PYTHON -E -s -m socmap_plugin.environment FOLDER`` with the folder above the package as current folder, and answers
with the JSON lines of the worker.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import re
import shlex
import shutil
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .commands import SPACE_NEEDED_MB, run_command
from .core.runtime.child_process import follow_stdin, run
from .core.runtime.errors import InputError, OutputError
from .core.runtime.progress import JsonLines, Progress
from .interpreters import check_interpreter, find_interpreters
from .paths import METADATA, WORKER_REQUIREMENTS

__all__ = [
    "MANIFEST_NAME",
    "check_interpreter",
    "environment_python",
    "find_interpreters",
    "read_manifest",
    "setup",
]

MANIFEST_NAME = "socmap-environment.json"
MANIFEST_SCHEMA = 1

IMPORT_NAMES = {"scikit-learn": "sklearn", "py-richdem": "richdem"}
VERIFY = """
import importlib, importlib.metadata, sys
for pair in sys.argv[1:]:
    package, module = pair.split("=")
    importlib.import_module(module)
    print("verified", package, importlib.metadata.version(package), flush=True)
"""


def environment_python(folder: Path) -> Path:
    """Return where the interpreter of the environment in `folder` is, made or not."""
    return folder / "Scripts" / "python.exe" if os.name == "nt" else folder / "bin" / "python"


def requirements_digest(requirements: Path) -> str:
    """Return what a manifest keeps of the requirements: it changes with a pin, not with a comment."""
    return hashlib.sha256("\n".join(_requirement_lines(requirements)).encode()).hexdigest()


def read_manifest(python: Path) -> dict[str, Any] | None:
    """Return the manifest of the environment that the interpreter `python` belongs to, without starting it.

    None where there is no readable manifest: no environment, one not made by :func:`setup`, or an unfinished one.
    """
    try:
        manifest = json.loads((python.parent.parent / MANIFEST_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) and manifest.get("schema") == MANIFEST_SCHEMA else None


def setup(
    folder: Path,
    python: str,
    requirements: Path,
    wheels: Path | None = None,
    pip_options: str = "",
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Make the environment in `folder`, unless it is there already, and return its manifest.

    The manifest is written last, so an environment whose set-up was interrupted has none and is made anew.

    Parameters
    ----------
    folder
        Where the environment goes: missing, empty, or an environment, which is replaced.
    python
        The interpreter that the environment is made from.
    requirements
        The pip requirements file of the worker.
    wheels
        A folder of wheels; packages then come from there only, for machines without network.
    pip_options
        More options for ``pip install``, as on a command line.
    progress
        Told the fraction and every line of pip; its cancellation ends pip.

    Raises
    ------
    InputError
        An argument cannot be used.
    OutputError
        The folder cannot be written, or its disk is full.
    SetupError
        Python, pip or an installed package failed.
    """
    progress = progress or Progress()
    folder = folder.resolve()
    wanted = _requirement_lines(requirements)
    digest = requirements_digest(requirements)
    manifest = read_manifest(environment_python(folder))
    if manifest and manifest.get("requirements_sha256") == digest and environment_python(folder).is_file():
        progress.log(f"The environment in {folder} is already set up; delete the folder to make it anew.")
        progress.report(1.0, "already set up")
        return manifest

    options = _split_options(pip_options) + _wheel_options(wheels)
    version = check_interpreter(python)
    partial = _claim_folder(folder)
    progress.log(f"Making an environment with Python {version} ({python}) in {folder}.")
    progress.report(0.0, "creating the environment")
    run_command([python, "-E", "-s", "-m", "venv", str(folder)], "Python's venv", progress)

    child = [str(environment_python(folder)), "-E", "-s"]
    if wanted:
        pip = ["-m", "pip", "install", "--no-input", "--progress-bar", "off", "--only-binary", ":all:", *options]
        watcher = _PipWatcher(folder, len(wanted), progress.part(0.05, 0.9))
        run_command([*child, *pip, "-r", str(requirements)], "pip", progress, watcher.line, watcher.tick, wheels)
    versions = _verify(child, wanted, progress.part(0.9, 1.0))

    manifest = {
        "schema": MANIFEST_SCHEMA,
        "created_by": _plugin_version(),
        "python": version,
        "requirements_sha256": digest,
        "versions": versions,
    }
    try:
        partial.write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        os.replace(partial, folder / MANIFEST_NAME)
    except OSError as error:
        raise OutputError(f"{folder} cannot be written ({error}); free space there or set up again.") from error
    progress.log("Ready: " + ", ".join(f"{name} {text}" for name, text in versions.items()) + ".")
    progress.report(1.0, "ready")
    return manifest


def _requirement_lines(requirements: Path) -> list[str]:
    """Return the requirements without comments, so that rewording a comment does not ask for a new environment."""
    try:
        text = requirements.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise InputError(f"The requirements {requirements} cannot be read ({error}); reinstall the plugin.") from error
    lines = (re.sub(r"(^|\s)#.*", "", line).strip() for line in text.splitlines())
    return [line for line in lines if line]


def _split_options(pip_options: str) -> list[str]:
    lexer = shlex.shlex(pip_options, posix=True, punctuation_chars=False)
    lexer.whitespace_split, lexer.commenters = True, ""
    if os.name == "nt":
        lexer.escape = ""  # a backslash is part of a path there
    try:
        return list(lexer)
    except ValueError as error:
        raise InputError(f"The pip options {pip_options!r} lack a closing quote ({error}); add it.") from error


def _wheel_options(wheels: Path | None) -> list[str]:
    if wheels is None:
        return []
    if not wheels.is_dir():
        raise InputError(
            f"The folder of wheels {wheels} does not exist; name an existing folder or leave WHEELS empty."
        )
    if not any(wheels.glob("*.whl")):
        raise InputError(
            f"The folder {wheels} holds no wheel (*.whl); fill it with 'pip download' or leave WHEELS empty."
        )
    return ["--no-index", "--find-links", str(wheels.resolve())]


def _claim_folder(folder: Path) -> Path:
    """Empty `folder` and return the file in it that marks an unfinished environment and becomes the manifest."""
    partial, manifest = folder / (MANIFEST_NAME + ".partial"), folder / MANIFEST_NAME
    ours = (partial, manifest, folder / "pyvenv.cfg")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()) and not any(file.exists() for file in ours):
            raise OutputError(f"{folder} holds files that are not a Python environment; name a new or empty folder.")
        free_mb = shutil.disk_usage(folder).free // 2**20
        if free_mb < SPACE_NEEDED_MB:
            raise OutputError(
                f"{folder} has {free_mb} MB free, the environment takes up to {SPACE_NEEDED_MB} MB; free space there."
            )
        if manifest.exists():
            os.replace(manifest, partial)
        partial.touch()
        for entry in folder.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            elif entry != partial:
                entry.unlink()
    except OSError as error:
        raise OutputError(
            f"The folder {folder} cannot be written ({error}); end running SOC Map jobs or choose another folder."
        ) from error
    return partial


class _PipWatcher:
    """Turns what pip prints, and what appears on the disk while it is silent, into a fraction."""

    def __init__(self, folder: Path, requirements: int, progress: Progress) -> None:
        self._folder, self._progress = folder, progress
        self._expected = 4 * requirements  # packages, with those that the required ones need in turn
        self._collected = self._installing = self._before = 0

    def line(self, text: str) -> None:
        self._progress.log(text)
        words = text.split()
        if not words:
            return
        # "Processing" is said of a wheel on this machine, "Collecting" of any other, which is downloaded next.
        if words[0] in ("Collecting", "Downloading", "Processing") and len(words) > 1:
            self._collected += words[0] != "Downloading"
            fraction = 0.6 * (1 - math.exp(-2 * self._collected / self._expected))
            subject = words[1].rsplit("/", 1)[-1] + " " + " ".join(words[2:])
            self._progress.report(fraction, f"{words[0].lower()} {subject}".strip())
        elif text.startswith("Installing collected packages:"):
            self._installing, self._before = len(words) - 3, self._installed()

    def tick(self) -> None:
        if self._installing:
            done = min(max(self._installed() - self._before, 0), self._installing)
            message = f"installed {done} of {self._installing} packages"
            self._progress.report(0.6 + 0.4 * done / self._installing, message)

    def _installed(self) -> int:
        pattern = "Lib/site-packages/*.dist-info" if os.name == "nt" else "lib/python*/site-packages/*.dist-info"
        return sum(1 for _ in self._folder.glob(pattern))


def _verify(child: Sequence[str], wanted: Sequence[str], progress: Progress) -> dict[str, str]:
    """Import every required package in the environment itself and return their versions."""
    names = [re.split(r"[^A-Za-z0-9._-]", line)[0] for line in wanted if not line.startswith("-")]
    pairs = [f"{name}={IMPORT_NAMES.get(name, name.replace('-', '_'))}" for name in names]
    versions: dict[str, str] = {}

    def line(text: str) -> None:
        words = text.split()
        if words[:1] == ["verified"] and len(words) == 3:
            versions[words[1]] = words[2]
            progress.report(len(versions) / len(pairs), f"imported {words[1]} {words[2]}")
        else:
            progress.log(text)

    progress.report(0.0, "importing every package")
    run_command([*child, "-c", VERIFY, *pairs], "Importing the installed packages", progress, line)
    return versions


def _plugin_version() -> str:
    match = re.search(r"^version=(.+)$", METADATA.read_text(encoding="utf-8"), re.MULTILINE)
    return match.group(1).strip() if match else "unknown"


class _PlainLines(JsonLines):
    """The same for a terminal: what pip says, and no fractions."""

    def send(self, kind: str, **fields: Any) -> None:
        if kind in ("log", "warning", "error"):
            with self._lock:
                print(fields["message"], file=self._stream, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the set-up from the command line; exit codes and lines as the worker's."""
    parser = argparse.ArgumentParser(prog="socmap_plugin.environment", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--python", default=sys.executable, help="interpreter to make the environment from")
    parser.add_argument("--requirements", type=Path, default=WORKER_REQUIREMENTS)
    parser.add_argument("--wheels", type=Path, help="folder of wheels; nothing is downloaded then")
    parser.add_argument("--pip-options", default="", help="more options for pip install, in one string")
    parser.add_argument("--follow-stdin", action="store_true", help="stop when standard input ends")
    parser.add_argument("--plain", action="store_true", help="lines to read instead of JSON")
    given = parser.parse_args(arguments)

    progress = (_PlainLines if given.plain else JsonLines)(sys.stdout)
    signal.signal(signal.SIGTERM, lambda *_: progress.cancel())
    if given.follow_stdin:
        follow_stdin(progress)

    def work() -> dict[str, Any]:
        manifest = setup(given.folder, given.python, given.requirements, given.wheels, given.pip_options, progress)
        python = environment_python(given.folder.resolve())
        return {"environment": str(given.folder), "python": str(python), "versions": manifest["versions"]}

    return run(progress, work)


if __name__ == "__main__":
    sys.exit(main())
