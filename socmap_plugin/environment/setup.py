"""Makes the Python environment in which the modelling jobs run.

Standard library only, no QGIS: it runs in the interpreter that the environment is made from, as
``PYTHON -E -s -m socmap_plugin.environment FOLDER`` with the folder above the package as current folder, and answers
with the JSON lines of the worker.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..core.runtime import locks
from ..core.runtime.child_process import follow_stdin, run
from ..core.runtime.errors import InputError, OutputError
from ..core.runtime.progress import JsonLines, Progress
from ..paths import METADATA, WORKER_REQUIREMENTS
from .commands import CommandError, run_command
from .files import (
    MANIFEST_NAME,
    MANIFEST_SCHEMA,
    UNFINISHED_NAME,
    environment_python,
    is_environment,
    read_manifest,
    refuse_long_paths,
    requirement_lines,
    requirements_digest,
    size_mb,
)
from .health import health_problem, import_packages, interpreter_command
from .interpreters import check_interpreter
from .pip_call import PipWatcher, split_options, torch_index, wheel_options
from .pip_failures import failure
from .torch_builds import BUILDS, CPU, CUDA, index_of

TEMPORARY_NAME = "tmp"  # where pip unpacks: on the disk whose space was looked at, and gone at the end


def setup(
    folder: Path,
    python: str,
    requirements: Path,
    wheels: Path | None = None,
    pip_options: str = "",
    progress: Progress | None = None,
    *,
    compute: str = CPU,
    rebuild: bool = False,
) -> dict[str, Any]:
    """Make the environment in `folder`, unless there is one that works, and return its manifest.

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
    compute
        The build of torch, of `BUILDS`.
    rebuild
        Make the environment anew also if it works.

    Raises
    ------
    InputError
        An argument cannot be used, or another set-up is at work in the folder.
    OutputError
        The folder cannot be written, or its disk is full.
    SetupError
        Python, pip or an installed package failed.
    """
    progress = progress or Progress()
    folder = folder.resolve()
    wanted = requirement_lines(requirements)
    index_of(compute)
    manifest = None if rebuild else already_set_up(folder, requirements, compute, progress)
    if manifest:
        return manifest

    options = split_options(pip_options) + wheel_options(wheels)
    version = check_interpreter(python)
    if sys.platform == "win32":
        refuse_long_paths(folder)
    unfinished = _claim_folder(folder, BUILDS[compute].space_mb)
    with locks.opened(unfinished) as mark:
        if not locks.lock(mark):
            raise _at_work(folder)
        progress.log(f"Making an environment with Python {version} ({python}) in {folder}.")
        progress.report(0.0, "creating the environment")
        run_command([python, "-E", "-s", "-m", "venv", str(folder)], "Python's venv", progress)
        if wanted:
            _install(folder, python, version, requirements, options, wheels, compute, progress.part(0.05, 0.9))
        versions, installed = import_packages(folder, wanted, progress.part(0.9, 1.0))
    if compute == CUDA != installed:
        progress.warn("The index has no torch with CUDA for this computer; the environment computes on the processor.")
    manifest = {
        "schema": MANIFEST_SCHEMA,
        "created_by": _plugin_version(),
        "python": version,
        "requirements_sha256": requirements_digest(requirements),
        "compute": installed,
        "versions": versions,
    }
    try:
        unfinished.write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        os.replace(unfinished, folder / MANIFEST_NAME)
    except OSError as error:
        raise OutputError(f"The folder {folder} cannot be written ({error}); set up again.") from error
    progress.log(f"The environment is set up; it takes {size_mb(folder)} MB.")
    progress.report(1.0, "set up")
    return manifest


def already_set_up(folder: Path, requirements: Path, compute: str, progress: Progress) -> dict[str, Any] | None:
    """Return the manifest of the environment in `folder` if it is the wanted one and works; else say why not."""
    manifest = read_manifest(environment_python(folder))
    if manifest is None or manifest.get("requirements_sha256") != requirements_digest(requirements):
        return None
    if compute == CUDA != manifest.get("compute"):
        progress.log(f"The environment in {folder} computes on the processor; one with CUDA is made.")
        return None
    progress.report(0.0, "looking at the environment that is there")
    problem = health_problem(folder, manifest, requirement_lines(requirements), progress)
    if problem:
        progress.warn(f"The environment in {folder} does not work: {problem}. It is made anew.")
        return None
    progress.log(f"The environment in {folder} is already set up and works; REBUILD makes it anew.")
    progress.report(1.0, "already set up")
    return manifest


def _install(
    folder: Path,
    python: str,
    version: str,
    requirements: Path,
    options: Sequence[str],
    wheels: Path | None,
    compute: str,
    progress: Progress,
) -> None:
    """Install the requirements with pip, and leave nothing else on the disk."""
    child = interpreter_command(folder)
    wanted = requirement_lines(requirements)
    index: list[str] = []
    if any(re.match(r"torch\b", line) for line in wanted):
        index = torch_index(child, compute, options, progress)
    # No cache, because an environment is made once, and a copy of every wheel would stay elsewhere.
    pip = ["-m", "pip", "install", "--no-input", "--progress-bar", "off", "--only-binary", ":all:", "--no-cache-dir"]
    temporary = folder / TEMPORARY_NAME
    temporary.mkdir()
    variables = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))
    watcher = PipWatcher(folder, len(wanted), progress)
    command = [*child, *pip, *index, *options, "-r", str(requirements)]
    try:
        run_command(command, "pip", progress, watcher.line, watcher.tick, variables, base=python)
    except CommandError as error:
        raise failure(error, wheels, version, BUILDS[compute].space_mb) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _at_work(folder: Path) -> InputError:
    return InputError(f"Another set-up is at work in {folder}; wait until it has ended, or cancel it.")


def _claim_folder(folder: Path, space_mb: int) -> Path:
    """Empty `folder` and return the file in it that marks an unfinished environment and becomes the manifest."""
    unfinished, manifest = folder / UNFINISHED_NAME, folder / MANIFEST_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if locks.is_locked(unfinished):
            raise _at_work(folder)
        if any(folder.iterdir()) and not is_environment(folder) and not (folder / "pyvenv.cfg").exists():
            raise OutputError(f"{folder} holds files that are not a Python environment; name a new or empty folder.")
        held_mb = size_mb(folder)  # of the environment that is replaced
        free_mb = shutil.disk_usage(folder).free // 2**20 + held_mb
        if free_mb < space_mb:
            raise OutputError(
                f"{folder} has {free_mb} MB free, the set-up takes up to {space_mb} MB for a while; free space there."
            )
        if manifest.exists():
            os.replace(manifest, unfinished)
        unfinished.touch()
        for entry in folder.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            elif entry != unfinished:
                entry.unlink()
    except OSError as error:
        raise OutputError(
            f"The folder {folder} cannot be written ({error}); end running SOC Map jobs or choose another folder."
        ) from error
    return unfinished


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
    parser.add_argument("--compute", default=CPU, choices=list(BUILDS), help="build of torch")
    parser.add_argument("--rebuild", action="store_true", help="make the environment anew also if it works")
    parser.add_argument("--other", type=Path, help="an environment that does as well if it works and FOLDER has none")
    parser.add_argument("--follow-stdin", action="store_true", help="stop when standard input ends")
    parser.add_argument("--plain", action="store_true", help="lines to read instead of JSON")
    given = parser.parse_args(arguments)

    progress = (_PlainLines if given.plain else JsonLines)(sys.stdout)
    signal.signal(signal.SIGTERM, lambda *_: progress.cancel())
    if given.follow_stdin:
        follow_stdin(progress)

    def work() -> dict[str, Any]:
        folder, manifest = given.folder, None
        if given.other and not given.rebuild and read_manifest(environment_python(folder)) is None:
            manifest = already_set_up(given.other, given.requirements, given.compute, progress)
        if manifest:
            folder = given.other
        else:
            choices = {"compute": given.compute, "rebuild": given.rebuild}
            wheels, options = given.wheels, given.pip_options
            manifest = setup(folder, given.python, given.requirements, wheels, options, progress, **choices)
        python = environment_python(folder.resolve())
        return {"environment": str(folder), "python": str(python), "versions": manifest["versions"]}

    return run(progress, work)
