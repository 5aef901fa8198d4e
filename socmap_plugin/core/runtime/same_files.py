"""Whether two paths lead to the same file, whatever they look like."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from .errors import OutputError


def identities(path: str | Path) -> set[str]:
    """Return the marks of a file: two paths lead to the same one, by whatever links, if they share a mark."""
    found = {os.path.normcase(os.path.realpath(path))}
    try:
        state = os.stat(path)
    except (OSError, ValueError):
        return found
    return found | ({f"{state.st_dev}:{state.st_ino}"} if state.st_ino else set())


def refuse_replaced_inputs(outputs: Iterable[str], inputs: Iterable[str]) -> None:
    """Refuse results that would replace each other or an input, also one in a folder that is an input.

    Raises
    ------
    OutputError
        With the name of the result.
    """
    taken, folders = set(), []
    for path in dict.fromkeys(inputs):
        taken |= identities(path)
        if os.path.isdir(path):
            folders.append(os.path.join(os.path.normcase(os.path.realpath(path)), ""))
    for path in filter(None, outputs):
        own = identities(path)
        place = os.path.normcase(os.path.realpath(path))
        if own & taken or any(place.startswith(folder) for folder in folders):
            raise OutputError(f"{path} would overwrite an input or another result; give every file its own name.")
        taken |= own
