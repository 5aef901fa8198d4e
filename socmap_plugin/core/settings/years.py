"""Years as users write them. Standard library only: QGIS imports this module."""

from __future__ import annotations

import re

from ..runtime.errors import InputError

FIRST_YEAR, LAST_YEAR = 1900, 2100
_SPAN = re.compile(r"(?P<first>\d{4})(?:\s*[-–]\s*(?P<last>\d{4}))?")


def parse_years(text: str) -> frozenset[int]:
    """Return the years in a text such as ``2002-2011`` or ``2002, 2004-2006``; none for an empty one.

    Raises
    ------
    InputError
        The text is something else, a span runs backwards, or a year lies outside 1900 to 2100.
    """
    years: set[int] = set()
    for part in filter(None, (part.strip() for part in re.split(r"[,;]", text))):
        match = _SPAN.fullmatch(part)
        first, last = (int(match["first"]), int(match["last"] or match["first"])) if match else (0, 0)
        if not FIRST_YEAR <= first <= last <= LAST_YEAR:
            raise InputError(f"The years are {text!r}; write them as in 2002-2011 or 2002,2004, the earlier one first.")
        years.update(range(first, last + 1))
    return frozenset(years)
