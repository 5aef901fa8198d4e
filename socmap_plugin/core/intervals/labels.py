"""What the bands of lower and upper limits are described as, and what such a description promises."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..runtime.errors import InputError
from ..runtime.numbers import number_in

# ``{}`` stands for the coverage in percent.
LOWER = "lower limit of the {} % prediction interval of SOC"
UPPER = "upper limit of the {} % prediction interval of SOC"
USUAL_COVERAGE = 0.9  # of limits that say nothing of it


def promised(description: str) -> float | None:
    """Return the share of observations that a limit promises, by the description of its band; None where it says none.

    Examples
    --------
    >>> label = LOWER.format("92.5") + " (g/kg)"
    >>> label, promised(label), promised("predicted SOC (g/kg)")
    ('lower limit of the 92.5 % prediction interval of SOC (g/kg)', 0.925, None)
    """
    patterns = ("([0-9.]+)".join(map(re.escape, label.split("{}"))) for label in (LOWER, UPPER))
    found = next(filter(None, (re.match(pattern, description) for pattern in patterns)), None)
    share = number_in(found[1]) if found else None
    return share / 100 if share is not None and 0 < share < 100 else None


def promised_by_all(descriptions: Mapping[str, str]) -> float | None:
    """Return what limits promise by the descriptions of their bands; None where none says it.

    Parameters
    ----------
    descriptions
        By the name that a message has for the limit.

    Raises
    ------
    InputError
        They are of different intervals.
    """
    said = {name: promised(description) for name, description in descriptions.items()}
    known = {name: share for name, share in said.items() if share is not None}
    if len({*known.values()}) > 1:
        texts = " and ".join(f"{name} is of {100 * share:.3g} %" for name, share in known.items())
        raise InputError(f"The limits are of different intervals, {texts}; give both of one map.")
    return next(iter(known.values()), None)
