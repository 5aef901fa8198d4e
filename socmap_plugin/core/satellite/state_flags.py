"""The state of a MODIS surface reflectance pixel: what its bits say of cloud, shadow, aerosol, cirrus and snow.

The bits are those of state_1km (MOD09GA) and sur_refl_state_500m (MOD09A1). Source: Vermote, Roger and Ray (2015),
MODIS Surface Reflectance User's Guide, Collection 6, tables 13 and 19.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from ..jobs.satellite import STATE_MASKS
from ..runtime.errors import InputError

STATES = 2**16
STATE_FILL = 65535

# A condition holds where the `width` bits from bit `first` on have this value: (first, width, value).
# Cloud state 3 is "not set, assumed clear"; a cirrus or aerosol of 0 is none, or that of the climatology.
_CONDITIONS = {
    "cloudy": (0, 2, 1),
    "mixed": (0, 2, 2),
    "assumed-clear": (0, 2, 3),
    "shadow": (2, 1, 1),
    "cirrus-small": (8, 2, 1),
    "cirrus-average": (8, 2, 2),
    "cirrus-high": (8, 2, 3),
    "internal-cloud": (10, 1, 1),
    "snow": (12, 1, 1),
    "internal-snow": (15, 1, 1),
    "next-to-cloud": (13, 1, 1),
    "high-aerosol": (6, 2, 3),
}


def states_with(condition: str) -> NDArray[np.bool_]:
    """Return for each of the states, (65536,), whether a condition of :data:`STATE_MASKS` holds.

    Raises
    ------
    InputError
        There is no such condition.
    """
    if condition not in _CONDITIONS:
        raise InputError(f"{condition!r} is no condition to mask; choose from {', '.join(STATE_MASKS)}.")
    first, width, value = _CONDITIONS[condition]
    return (np.arange(STATES) >> first) % 2**width == value


def masked_states(conditions: Collection[str]) -> NDArray[np.bool_]:
    """Return for each of the states, (65536,), whether its pixel is left out: a condition holds, or it is fill."""
    masked = np.zeros(STATES, np.bool_)
    for condition in conditions:
        masked |= states_with(condition)
    masked[STATE_FILL] = True
    return masked


def counted(histogram: NDArray[np.int64]) -> dict[str, int]:
    """Return how many pixels of a histogram of states, (65536,), each condition holds for, fill left out."""
    known = histogram.copy()
    known[STATE_FILL] = 0
    return {condition: int(known[states_with(condition)].sum()) for condition in _CONDITIONS}
