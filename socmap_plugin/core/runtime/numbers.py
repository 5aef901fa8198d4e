"""Numbers that people wrote or measured."""

from __future__ import annotations

LARGEST = 1e15  # no measurement and no coordinate is larger; sums of squares of far larger ones are infinite


def number_in(text: str) -> float | None:
    """Return the number that a text is, None where it is none; ``1_000`` is one to Python, and to nobody else.

    >>> number_in(" 12.5"), number_in("1_000"), number_in("12,5")
    (12.5, None, None)
    """
    try:
        return None if "_" in text else float(text)
    except ValueError:
        return None


def is_measurement(value: object) -> bool:
    """Return whether something is a number that can have been measured.

    >>> [is_measurement(value) for value in (12.5, 0, "12.5", None, float("nan"), 1e301)]
    [True, True, False, False, False, False]
    """
    return isinstance(value, (int, float)) and abs(value) <= LARGEST
