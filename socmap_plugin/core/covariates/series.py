"""What many names say together: which of several dates in them is the step, and which bands are merely numbered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .steps import Token, remainder, split_time, tokens, without_processing

Split = tuple[str, str]  # variable and step
# Words that programs put before a number where they have no name for a band: terra and raster in R, ENVI.
_NUMBERED = r"x|lyr|layer|band"
_NO_NAME = re.compile(rf"(?:{_NUMBERED}|z|y|yr|year)?[\s._-]*", re.IGNORECASE)


def split_names(texts: Iterable[str], expression: re.Pattern[str] | None = None) -> dict[str, Split | None]:
    """Split names that belong together into variable and step, as :func:`~.steps.split_time` does one.

    Where names that are alike but for their dates hold several of them, that one is the step which differs among them;
    what else differs is left out of the variable, if the steps alone tell the names apart.
    """
    unique = list(dict.fromkeys(texts))
    if expression is not None:
        return {text: split_time(text, expression) for text in unique}
    splits: dict[str, Split | None] = {}
    alike: dict[tuple[str, ...], list[tuple[str, str, list[Token]]]] = {}
    for text in unique:
        bare = without_processing(text)
        found = sorted(tokens(bare), key=lambda token: token.start)
        splits[text] = split_time(text)
        if len(found) > 1:
            alike.setdefault(_skeleton(bare, found), []).append((text, bare, found))
    for members in alike.values():
        columns = _columns([found for _, _, found in members])
        if columns:
            for text, bare, found in members:
                spans = [(found[i].start, found[i].end) for i in columns]
                splits[text] = remainder(bare, spans), found[columns[0]].step
    return splits


def _skeleton(text: str, found: Sequence[Token]) -> tuple[str, ...]:
    """Return a name with the kind of every date in place of the date."""
    parts, place = [], 0
    for token in found:
        parts += [text[place : token.start], str(token.form)]
        place = token.end
    return (*parts, text[place:])


def _columns(rows: Sequence[Sequence[Token]]) -> list[int]:
    """Return which of their dates is the step, and then which others are left out; nothing: each name by itself."""
    steps = [[row[i].step for row in rows] for i in range(len(rows[0]))]
    varying = [i for i, column in enumerate(steps) if len(set(column)) > 1]
    usual = min(range(len(rows[0])), key=lambda i: (rows[0][i].form, rows[0][i].start))
    if not varying or varying == [usual]:
        return []
    chosen = usual if usual in varying else varying[0]
    if len(set(steps[chosen])) < len(rows):  # the others tell variables apart
        return []
    return [chosen, *(i for i in varying if i != chosen)]


def is_numbered(description: str, band: int, layer: str = "") -> bool:
    """Return whether a band's description is a number that its program gave it: ``lyr.1``, ``X1``, ``layer_1``."""
    stem = rf"(?:{_NUMBERED}|{re.escape(layer)})?" if layer else f"(?:{_NUMBERED})"
    match = re.fullmatch(rf"{stem}[\s._-]*0*(?P<number>\d+)", description, re.IGNORECASE)
    return match is not None and int(match["number"]) == band


def says_nothing(variable: str) -> bool:
    """Return whether what is left of a band's description is no name: the ``X`` of ``X2001``."""
    return _NO_NAME.fullmatch(variable) is not None
