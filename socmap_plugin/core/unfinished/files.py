"""The two files of unfinished work, in the folder that the claim of the result records."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from ..runtime.claims import Claim
from ..runtime.errors import OutputError
from ..runtime.locks import ForeignFile, opened
from ..runtime.outputs import NO_SPACE

VALUES_NAME, JOURNAL_NAME = "unfinished.values", "unfinished.journal"


@contextlib.contextmanager
def unfinished_files(claim: Claim) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """Yield values and journal of a claim, open and as an earlier run has left them.

    Raises
    ------
    OutputError
        The disk is full, or they cannot be written.
    """
    with contextlib.ExitStack() as files:
        with said(claim.path):
            journal = files.enter_context(_own(claim.folder() / JOURNAL_NAME))
            values = files.enter_context(_own(claim.folder() / VALUES_NAME))
        yield values, journal


def keep(claim: Claim) -> None:
    """Let both files outlive this run: the same job can go on with them."""
    claim.keep((VALUES_NAME, JOURNAL_NAME))


@contextlib.contextmanager
def said(path: Path, remedy: str = "") -> Iterator[None]:
    """Say in one sentence what the disk refuses; `remedy` is what to do besides freeing some space."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_SPACE:
            raise OutputError(f"No space is left for {path}; free some and run the same job again{remedy}.") from error
        raise OutputError(f"{path} cannot be written ({error.strerror or error}); choose another place.") from error


def _own(path: Path) -> IO[bytes]:
    """Open a file of the run; what stands there and is no plain file goes, because the folder is the run's own."""
    try:
        return opened(path)
    except ForeignFile:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
        return opened(path)
