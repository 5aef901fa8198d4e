"""Steps of time in the name of one layer, file or band: where they stand, and what is left of the name."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..runtime.errors import InputError

_YEAR, _MONTH, _DAY = r"(?P<year>(?:19|20)\d\d)", r"(?P<month>0[1-9]|1[0-2])", r"(?P<day>0[1-9]|[12]\d|3[01])"
# The first that fits is the step.
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        r"doy(?P<year>\d{4})(?P<day_of_year>\d{3})(?:\d{6})?(?!\d)",  # AppEEARS
        r"(?<![A-Za-z0-9])A(?P<year>\d{4})(?P<day_of_year>\d{3})(?!\d)",  # MODIS file names
        rf"(?<!\d){_YEAR}[-_.]?{_MONTH}[-_.]?{_DAY}(?:T\d{{6}})?(?!\d)",  # with a time of day: Sentinel-2
        rf"(?<!\d){_YEAR}[-_.](?P<day_of_year>[0-3]\d\d)(?!\d)",
        rf"(?<!\d){_YEAR}[-_.]?{_MONTH}(?!\d)",
        rf"(?<!\d){_YEAR}(?!\d)",
    )
)
# A length of pixels or a number of days, which is no step: 250m, 2000m, 30s, 16d.
_SIZE = re.compile(r"(?<![A-Za-z0-9])\d+(?:\.\d+)?(?:k?m|cm|arcsec|s|deg|d|days?)(?![A-Za-z0-9])", re.IGNORECASE)
_APPEEARS_FRAME = re.compile(r"^[A-Z0-9]+\.\d{3}_+(?P<name>.+?)_?(?:_aid\d+)?$")
_PRODUCTION_TIME = re.compile(r"[._]\d{13}(?!\d)")  # of MODIS file names; another in every file of a series
# When and how a scene was processed, which differs within a series: of Landsat Collection and of Sentinel-2 products.
_PROCESSING = (
    (re.compile(r"(L[COTEM]\d\d_L\w{3}_\d{6}_\d{8})_\d{8}(_\d\d)_(?:T1|T2|RT|A1|A2)(?=_|$)"), r"\1\2"),
    (re.compile(r"(_MSI\w{3}_\d{8}T\d{6})_N\d{4}_R\d{3}(_T\w{5})_\d{8}T\d{6}"), r"\1\2"),
)
DROP = "drop"  # with which the names of groups begin that catch what is no part of a variable's name


@dataclass(frozen=True)
class Token:
    """A step that stands in a name, and between which letters; `form` is equal for steps that are written alike."""

    start: int
    end: int
    step: str
    form: int


def without_processing(text: str) -> str:
    """Return the name of a scene without what tells when and how it was processed."""
    for pattern, rest in _PROCESSING:
        text = pattern.sub(rest, text)
    return text


def tokens(text: str) -> tuple[Token, ...]:
    """Return the steps that stand in a name, apart from one another, the likeliest first.

    Lengths such as ``250m`` are none, unless nothing else is.
    """
    masked = _SIZE.sub(lambda match: "#" * len(match.group()), text)
    return _tokens(masked) or _tokens(text)


def _tokens(text: str) -> tuple[Token, ...]:
    found: list[Token] = []
    for form, pattern in enumerate(_FORMS):
        for match in pattern.finditer(text):
            step = _step(match)
            if step and all(match.end() <= one.start or match.start() >= one.end for one in found):
                found.append(Token(*match.span(), step, form))
    return tuple(found)


def remainder(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return the name of a variable: a text without its steps, and without the frame that some products put around."""
    *pieces, last = _pieces(text, spans)
    frame = _APPEEARS_FRAME.match("".join(piece.rstrip("_") for piece in pieces) + last)
    return frame.group("name") if frame else _PRODUCTION_TIME.sub("", _joined([*pieces, last]))


def _pieces(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    """Return what is left of a text before, between and after some spans."""
    edges = [0, *itertools.chain.from_iterable(sorted(spans)), len(text)]
    return [text[start:end] for start, end in zip(edges[::2], edges[1::2])]


def _joined(pieces: Sequence[str]) -> str:
    """Join pieces by one underscore, the signs where they were cut taken off."""
    first, *middle, last = pieces
    signs = "-_. "
    parts = [first.rstrip(signs), *(piece.strip(signs) for piece in middle), last.lstrip(signs)]
    return "_".join(part for part in parts if part)


def split_time(text: str, expression: re.Pattern[str] | None = None) -> tuple[str, str] | None:
    """Split a layer, file or band name into variable and step.

    Parameters
    ----------
    text
        For example ``greenup_2002`` or ``MCD12Q2.061_Greenup_0_doy2011001_aid0001``.
    expression
        A user's pattern with a group named ``time``; what groups named ``drop``, ``drop1``, ... catch is left out of
        the variable.

    Returns
    -------
    tuple of str or None
        Variable and step (``2011``, ``2011-05-25``, ``7``); None where no step stands in the text.
    """
    if expression is not None:
        return _by_pattern(text, expression)
    text = without_processing(text)
    found = tokens(text)
    return (remainder(text, [(found[0].start, found[0].end)]), found[0].step) if found else None


def _by_pattern(text: str, expression: re.Pattern[str]) -> tuple[str, str] | None:
    match = expression.search(text)
    if match is None or not match.group("time"):
        return None
    dropped = [name for name in expression.groupindex if name.startswith(DROP) and match.group(name)]
    spans = [match.span(name) for name in ("time", *dropped)]
    return _joined(_pieces(text, spans)), _step_of(match.group("time"))


def _step_of(token: str) -> str:
    """Return what a user's pattern caught as a step: a date where it is one in full, else a number or the text."""
    date = _FORMS[2].fullmatch(token) or re.fullmatch(rf"{_YEAR}(?P<day_of_year>[0-3]\d\d)", token)
    return (date and _step(date)) or (str(int(token)) if token.isdecimal() else token)


def _step(match: re.Match[str]) -> str | None:
    parts = {name: int(value) for name, value in match.groupdict().items()}
    try:
        if "day_of_year" in parts:
            if parts["day_of_year"] == 0:
                return None
            date = datetime.date(parts["year"], 1, 1) + datetime.timedelta(days=parts["day_of_year"] - 1)
        elif "day" in parts:
            date = datetime.date(parts["year"], parts["month"], parts["day"])
        elif "month" in parts:
            return f"{parts['year']}-{parts['month']:02}"
        else:
            return str(parts["year"])
    except ValueError:
        return None
    return date.isoformat()


def time_expression(pattern: str) -> re.Pattern[str]:
    """Return a user's time pattern as a compiled expression.

    Raises
    ------
    InputError
        It is not a regular expression, or has no group named ``time``.
    """
    try:
        expression = re.compile(pattern)
    except re.error as error:
        raise InputError(f"The time pattern {pattern!r} is not a regular expression ({error}); correct it.") from error
    if "time" not in expression.groupindex:
        raise InputError(
            f"The time pattern {pattern!r} has no group named 'time'; write for example (?P<time>\\d{{4}})."
        )
    return expression
