"""Looking for words in the names of layers, files and bands."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable


def parts(name: str) -> str:
    """Return the words of a name in small letters with hyphens between, however the name parts and writes them."""
    return re.sub(r"[\s_.-]+", "-", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name)).strip("-").lower()


def has_word(name: str, words: Iterable[str]) -> bool:
    """Return whether a name has one of some words (regular expressions), in whatever way it parts and writes them."""
    return _one_of(tuple(words)).search(parts(name)) is not None


@functools.cache
def _one_of(words: tuple[str, ...]) -> re.Pattern[str]:
    # Compiled once: a file can have 65,535 bands, each with a name.
    return re.compile(rf"(?:^|-)(?:{'|'.join(words)})(?:-|$)")
