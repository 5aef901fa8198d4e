"""What the bands of lower and upper limits are described as, and what such a description promises."""

from __future__ import annotations

import re

from ..runtime.numbers import number_in

# ``{}`` stands for the coverage in percent.
LOWER = "lower limit of the {} % prediction interval of SOC"
UPPER = "upper limit of the {} % prediction interval of SOC"


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
