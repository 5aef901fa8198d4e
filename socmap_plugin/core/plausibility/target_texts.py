"""Targets that are texts: numbers where they are numbers, else what they are and the expression that helps."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..runtime.wording import listed

NOT_A_NUMBER, DECIMAL_COMMA, BELOW_DETECTION = (
    "the target is not a number",
    "the target has a decimal comma",
    "the target is below the limit of detection",
)
REASONS = (NOT_A_NUMBER, DECIMAL_COMMA, BELOW_DETECTION)
MOST_TEXTS = 3  # quoted in a sentence
_COMMA = re.compile(r"\s*[+-]?\d+,\d+\s*")
_BELOW = re.compile(r"\s*<\s*\d+(?:[.,]\d+)?\s*")


def reason(text: str) -> str:
    """Say why a text that is no number cannot be a target."""
    if _COMMA.fullmatch(text):
        return DECIMAL_COMMA
    return BELOW_DETECTION if _BELOW.fullmatch(text) else NOT_A_NUMBER


def quoted(texts: Sequence[str]) -> str:
    """Quote the first of different texts."""
    return listed([f"'{text}'" for text in dict.fromkeys(texts)], MOST_TEXTS)


def remedy(texts: Sequence[str], field: str) -> str:
    """Return the QGIS expression that makes numbers of what a field holds, '' where none does.

    Half the limit stands for a value below it, the usual substitution.

    Parameters
    ----------
    texts
        The values that are no numbers.
    field
        The field that holds them.
    """
    found = {reason(text) for text in texts}
    column = '"' + field.replace('"', '""') + '"'
    plain = column
    if BELOW_DETECTION in found:
        plain = f"replace({plain}, '<', '')"
    if any("," in text and reason(text) != NOT_A_NUMBER for text in texts):
        plain = f"replace({plain}, ',', '.')"
    if plain == column:
        return ""
    halved = f"if({column} like '%<%', 0.5, 1) * " if BELOW_DETECTION in found else ""
    return f"{halved}to_real({plain})"
