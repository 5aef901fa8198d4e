"""Numbers in texts that people wrote."""

from __future__ import annotations


def number_in(text: str) -> float | None:
    """Return the number that a text is, None where it is none; ``1_000`` is one to Python, and to nobody else.

    >>> number_in(" 12.5"), number_in("1_000"), number_in("12,5")
    (12.5, None, None)
    """
    try:
        return None if "_" in text else float(text)
    except ValueError:
        return None
