"""Whether an environment works: its interpreter is started and imports what jobs need. Standard library only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..core.runtime.progress import Progress
from .commands import CommandError, run_command
from .files import environment_python, seen_problem
from .torch_builds import CPU

IMPORT_NAMES = {"scikit-learn": "sklearn", "py-richdem": "richdem"}
VERSION = "import sys; print(*sys.version_info[:3], sep='.')"
VERIFY = """
import importlib, importlib.metadata, sys
for pair in sys.argv[1:]:
    package, module = pair.split("=")
    print("importing", package, flush=True)
    importlib.import_module(module)
    print("verified", package, importlib.metadata.version(package), flush=True)
torch = sys.modules.get("torch")
print("compute", "cuda" if torch and torch.version.cuda else "cpu")
"""


def interpreter_command(folder: Path) -> list[str]:
    """Return the command of the interpreter in `folder`, without variables and packages of the user."""
    return [str(environment_python(folder)), "-E", "-s"]


def import_packages(folder: Path, wanted: Sequence[str], progress: Progress) -> tuple[dict[str, str], str]:
    """Import every required package in the environment itself; return their versions, and cpu or cuda.

    Raises
    ------
    CommandError
        A package is not there, or cannot be imported.
    """
    names = [re.split(r"[^A-Za-z0-9._-]", line)[0] for line in wanted if not line.startswith("-")]
    pairs = [f"{name}={IMPORT_NAMES.get(name, name.replace('-', '_'))}" for name in names]
    versions: dict[str, str] = {}
    compute = CPU

    def line(text: str) -> None:
        nonlocal compute
        words = text.split()
        if words[:1] == ["verified"] and len(words) == 3:
            versions[words[1]] = words[2]
            progress.report(len(versions) / len(pairs), f"imported {words[1]} {words[2]}")
        elif words[:1] == ["compute"] and len(words) == 2:
            compute = words[1]
        elif words[:1] != ["importing"]:
            progress.log(text)

    progress.report(0.0, "importing every package")
    command = [*interpreter_command(folder), "-c", VERIFY, *pairs]
    run_command(command, "Importing the installed packages", progress, line)
    return versions, compute


def health_problem(folder: Path, manifest: dict[str, Any], wanted: Sequence[str], progress: Progress) -> str:
    """Return in part of a sentence why the finished environment in `folder` does not work, or nothing.

    Takes seconds: the interpreter is started and imports the packages.
    """
    problem = seen_problem(folder)
    if problem:
        return problem
    made_from = str(manifest.get("python", ""))
    try:
        said = run_command([*interpreter_command(folder), "-c", VERSION], "Python", progress, lambda _: None)
    except CommandError as error:
        return f"its interpreter does not start ({error.reason}), as when the Python that it was made from is gone"
    version = said[-1] if said else ""
    if version.split(".")[:2] != made_from.split(".")[:2]:
        return f"it was made from Python {made_from}, which is Python {version} now"
    try:
        versions, _ = import_packages(folder, wanted, progress)
    except CommandError as error:
        started = [line.split()[1] for line in error.said.splitlines() if line.startswith("importing ")]
        package = started[-1] if started else "of the requirements"
        return f"the package {package} cannot be imported ({error.reason})"
    for package, version in versions.items():
        expected = manifest.get("versions", {}).get(package)
        if version != expected:
            return f"the package {package} is {version}, and {expected} was installed"
    return ""
