"""What the dates of samples say against them."""

from __future__ import annotations

import datetime
import math
import re

from ..runtime.wording import shown
from ..settings.sample_rules import EMPTY_DATE, FIRST_YEAR, IMPOSSIBLE_DATE
from .sample_findings import SampleFinding

NOTHING = {datetime.date(1899, 12, 30), datetime.date(1900, 1, 1), datetime.date(1970, 1, 1)}
SHEET_BEGIN = datetime.date(1899, 12, 30)  # day 0 of spreadsheets
_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T ].*)?")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ].*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")


def check_dates(dates: tuple[float | str | None, ...], today: datetime.date) -> list[SampleFinding]:
    """Return which samples have dates that cannot be.

    Parameters
    ----------
    dates
        One a sample: a year, a text, or None where there is none. A text is a year, or a date with the year first, or
        last after day and month in either order.
    today
        No sample is of a later day.
    """
    found = []
    for i, given in enumerate(dates):
        text = "" if given is None else f"{given:.10g}" if isinstance(given, float) else str(given).strip()
        if not text:
            continue
        date, problem = _read(text)
        if date is not None and not problem:
            problem = _wrong(date, today, only_year=bool(re.fullmatch(r"\d{4}", text)))
        if date in NOTHING and not re.fullmatch(r"\d{4}", text):
            said = f"The date is {shown(text)}, the day from which programs count."
            found.append(SampleFinding(i, EMPTY_DATE, text, said))
        elif problem:
            found.append(SampleFinding(i, IMPOSSIBLE_DATE, text, f"The date is {shown(text)}, {problem}."))
    return found


def _read(text: str) -> tuple[datetime.date | None, str]:
    """Return the date that a text says, and what is wrong with it where it says none."""
    match = _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text)
    if match:
        year, month, day = (int(part) if part else 1 for part in match.groups())
        date = _date(year, month, day)
        return (date, "") if date else (None, "and there is no such day")
    match = _YEAR_LAST.fullmatch(text)
    if match:
        first, second, year = map(int, match.groups())
        date = _date(year, second, first) or _date(year, first, second)
        return (date, "") if date else (None, "and there is no such day")
    try:
        days = float(text)
    except ValueError:
        return None, "which is no date"
    if not math.isfinite(days) or not 1 <= days <= (datetime.date.max - SHEET_BEGIN).days or days != int(days):
        return None, "which is no date"
    counted = SHEET_BEGIN + datetime.timedelta(days=int(days))
    return None, f"which is no year; as the number of a day in a spreadsheet it is {counted.isoformat()}"


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _wrong(date: datetime.date, today: datetime.date, only_year: bool) -> str:
    if date.year < FIRST_YEAR:
        return f"before {FIRST_YEAR}"
    late = date.year > today.year if only_year else date > today
    return f"after {today.isoformat()}, the day of this check" if late else ""
