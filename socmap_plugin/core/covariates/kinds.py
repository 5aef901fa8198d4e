"""The kind of a covariate that its name or its unit suggests; whether the values agree is for who has them."""

from __future__ import annotations

import re

from .categories import guess_category
from .covariate_list import OTHER, PHENOLOGY
from .words import has_word, parts

DAYS = (-366, 731)  # of a year: dates count from 1 January of one, and may lie in the one before or after

_UNITS_OF_DATES = ("days?-of-(?:the-)?year", "doy")
# The dates of MCD12Q2 and VNP22Q2, which end the name; what stands before them may say that they are something else.
_DATE = re.compile(
    r"(?P<before>(?:.*-)?)"
    r"(?:(?:mid-?)?green-?up|maturity|peak|senescence|(?:mid-?)?green-?down|dormancy"
    r"|onset-greenness-(?:increase|maximum|decrease|minimum)|date-mid-(?:greenup|senescence)-phase)"
    r"(?:-(?:\d+|doy|day|date))*"
)
_NO_DATE = (
    "count", "number", "num", "n", "qa", "qc", "pgq", "quality", "rate", "length", "duration", "amplitude", "value",
    "dist(?:ance)?", "to", "from",
)  # fmt: skip
_COUNT = re.compile(r"(?:.*-)?(?:num|number-of)-?cycles(?:-\d+)?")


def is_unit_of_dates(unit: str) -> bool:
    """Return whether a unit says days of the year."""
    return has_word(unit, _UNITS_OF_DATES)


def is_named_like_a_date(name: str) -> bool:
    """Return whether a name is that of a phenology date."""
    match = _DATE.fullmatch(parts(name))
    before = match["before"] if match else ""
    return match is not None and not has_word(before, _NO_DATE) and guess_category(before) in (OTHER, PHENOLOGY)


def is_named_like_a_count(name: str) -> bool:
    """Return whether a name is that of the number of growing cycles."""
    return _COUNT.fullmatch(parts(name)) is not None
