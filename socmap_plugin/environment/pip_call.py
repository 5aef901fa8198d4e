"""How pip is called in a new environment, and how its lines become a fraction. Standard library only."""

from __future__ import annotations

import math
import os
import re
import shlex
from collections.abc import Sequence
from pathlib import Path

from ..core.runtime.errors import InputError
from ..core.runtime.progress import Progress
from .commands import CommandError, run_command
from .torch_builds import BUILDS, CUDA, index_of

INDEX_TIMEOUT_S = 15
SUBJECT_LENGTH = 40  # of a file's name in a progress text: the dialog grows with its text, and QGIS remembers how wide
# Options of the user that say where packages come from, and those that say how the network is reached.
_SOURCES = ("-i", "--index-url", "--extra-index-url", "--no-index", "-f", "--find-links")
_NETWORK = ("--proxy", "--cert", "--client-cert", "--trusted-host")


def split_options(pip_options: str) -> list[str]:
    """Split options as a command line does."""
    lexer = shlex.shlex(pip_options, posix=True, punctuation_chars=False)
    lexer.whitespace_split, lexer.commenters = True, ""
    if os.name == "nt":
        lexer.escape = ""  # a backslash is part of a path there
    try:
        return list(lexer)
    except ValueError as error:
        raise InputError(f"The pip options {pip_options!r} lack a closing quote ({error}); add it.") from error


def wheel_options(wheels: Path | None) -> list[str]:
    """Return the options with which pip takes everything from the folder `wheels`, which is looked at first."""
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


def names_source(options: Sequence[str]) -> bool:
    """Return whether the options say where packages come from."""
    return any(option.split("=")[0] in _SOURCES for option in options)


def torch_index(child: Sequence[str], compute: str, options: Sequence[str], progress: Progress) -> list[str]:
    """Return the option for PyTorch's index if that is needed and answers; where it does not answer, say so.

    Parameters
    ----------
    child
        The command of the environment's interpreter.
    compute
        The build of torch that is wanted.
    options
        Options of the user for pip; where they name an index, no other is added.
    progress
        Told what happens.
    """
    index = index_of(compute)
    if not index or names_source(options):
        return []
    progress.report(0.0, "asking PyTorch's index")
    command = [*child, "-m", "pip", "-vv", "index", "versions", "torch", "--index-url", index]
    command += ["--retries", "0", "--timeout", str(INDEX_TIMEOUT_S), *_network_options(options)]
    try:
        said = run_command(command, "pip", progress, on_line=lambda _: None)
    except CommandError as error:
        said = [f"Could not fetch URL {index}: {error.reason}"]
    # pip asks every index that its configuration names, and passes over those that do not answer.
    missed = [line.strip() for line in said if line.strip().startswith(f"Could not fetch URL {index}")]
    if not missed:
        return ["--extra-index-url", index]
    reason = re.sub(r"^Could not fetch URL \S+:? ?| - skipping$", "", missed[0])
    progress.warn(
        f"PyTorch's index {index} does not answer ({reason}), so torch comes from pip's usual index, whose build for "
        f"Linux may be the one with CUDA: {BUILDS[CUDA].size_mb / 1000:.1f} GB, {BUILDS[CUDA].space_mb} MB while it is "
        "set up."
    )
    return []


def _network_options(options: Sequence[str]) -> list[str]:
    kept: list[str] = []
    for option, value in zip(options, [*options[1:], ""]):
        if option in _NETWORK:
            kept += [option, value]
        elif option.split("=")[0] in _NETWORK:
            kept.append(option)
    return kept


def shortened(text: str, length: int = SUBJECT_LENGTH) -> str:
    """Return `text` with at most `length` characters."""
    return text if len(text) <= length else text[: length - 1] + "…"


class PipWatcher:
    """Turns what pip prints, and what appears on the disk while it is silent, into a fraction."""

    def __init__(self, folder: Path, requirements: int, progress: Progress) -> None:
        self._folder, self._progress = folder, progress
        self._expected = 4 * requirements  # packages, with those that the required ones need in turn
        self._collected = self._installing = self._before = 0

    def line(self, text: str) -> None:
        """Take a line of pip."""
        self._progress.log(text)
        words = text.split()
        if not words:
            return
        # "Processing" is said of a wheel on this machine, "Collecting" of any other, which is downloaded next.
        if words[0] in ("Collecting", "Downloading", "Processing") and len(words) > 1:
            self._collected += words[0] != "Downloading"
            fraction = 0.6 * (1 - math.exp(-2 * self._collected / self._expected))
            size = f" {' '.join(words[2:])}" if words[0] == "Downloading" else ""
            subject = shortened(words[1].rstrip("/").rsplit("/", 1)[-1]) + shortened(size, 20)
            self._progress.report(fraction, f"{words[0].lower()} {subject}")
        elif text.startswith("Installing collected packages:"):
            self._installing, self._before = len(words) - 3, self._installed()

    def tick(self) -> None:
        """Look how far pip is while it says nothing."""
        if self._installing:
            done = min(max(self._installed() - self._before, 0), self._installing)
            message = f"installed {done} of {self._installing} packages"
            self._progress.report(0.6 + 0.4 * done / self._installing, message)

    def _installed(self) -> int:
        pattern = "Lib/site-packages/*.dist-info" if os.name == "nt" else "lib/python*/site-packages/*.dist-info"
        return sum(1 for _ in self._folder.glob(pattern))
