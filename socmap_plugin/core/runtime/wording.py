"""Words of messages."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

LONGEST_SHOWN = 160  # letters


def listed(names: Sequence[str], most: int = 12) -> str:
    """Return names for a message, the first of them where they are many."""
    text = ", ".join(names[:most])
    return text if len(names) <= most else f"{text} and {len(names) - most} more"


def number_of(count: int, noun: str) -> str:
    """Return a number with its noun, as in 1 year and 2 years."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def sentence_part(text: str, longest: int = LONGEST_SHOWN) -> str:
    """Return what an error of a library says as a part of a sentence: on one line, short, without its full stop."""
    printable = "".join(character if character.isprintable() else " " for character in text)
    return textwrap.shorten(printable, longest, placeholder=" ...").rstrip(".")


def short(path: object, longest: int = 2 * LONGEST_SHOWN) -> str:
    """Return a path for a message, its beginning and its end where it is longer than anybody reads."""
    text = str(path)
    return text if len(text) <= longest else f"{text[: longest // 2]} ... {text[-longest // 2 :]}"


def shown(text: str, longest: int = LONGEST_SHOWN) -> str:
    """Return a text of unknown origin for a message: quoted, on one line, its beginning where it is long."""
    return repr(text) if len(text) <= longest else f"{text[:longest]!r}..."
