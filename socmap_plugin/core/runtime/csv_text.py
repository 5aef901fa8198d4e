"""Texts in CSV files that a spreadsheet opens: none is taken for a formula."""

from __future__ import annotations

_MARK, _FORMULA = "'", ("=", "+", "-", "@")


def cell(text: str) -> str:
    """Return a text for a cell, quoted as text where a spreadsheet would calculate it; numbers stay."""
    return _MARK + text if text.lstrip(_MARK).startswith(_FORMULA) and not _is_number(text) else text


def text_of(written: str) -> str:
    """Return the text that :func:`cell` has written."""
    quoted = written.startswith(_MARK) and written.lstrip(_MARK).startswith(_FORMULA)
    return written[1:] if quoted else written


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
