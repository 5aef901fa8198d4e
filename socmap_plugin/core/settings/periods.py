"""Periods as users write them. Standard library only: QGIS imports this module."""

from __future__ import annotations

import re

_MOMENT = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?(?!\d))?"


def period_of(text: str) -> tuple[str, str] | None:
    """Return the first and the last date in a text, None where it has none.

    >>> period_of("2002-2011"), period_of("May 2015"), period_of("2015-06-01 to 2018-07"), period_of("recent")
    (('2002', '2011'), ('2015', '2015'), ('2015-06-01', '2018-07'), None)
    """
    found = re.findall(rf"(?<!\d){_MOMENT}", text)
    return (found[0], found[-1]) if found else None
