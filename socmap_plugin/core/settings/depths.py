"""Depths as users write them, and in the names of fields. Standard library only: QGIS imports this module."""

from __future__ import annotations

import re

from ..runtime.errors import InputError

GLOBAL_SOIL_MAP = "0-5-15-30-60-100-200"  # cm
DEEPEST_CM = 2000
_NUMBER = r"\d+(?:\.\d+)?"
_CHAIN = re.compile(rf"{_NUMBER}(?:\s*[-–]\s*{_NUMBER})+")
_IN_NAME = re.compile(rf"(?P<name>.*?)[ _.-]*(?<!\d)(?P<top>{_NUMBER})[-_–](?P<bottom>{_NUMBER})\s?(?:cm|m)?", re.ASCII)


def parse_depths(text: str) -> tuple[tuple[float, float], ...]:
    """Return the layers in a text such as ``0-5-15-30`` or ``0-20; 0-30``, in cm, each once and in their order.

    Raises
    ------
    InputError
        The text is something else, a depth is not below the one before, or beyond 20 m.

    Examples
    --------
    >>> parse_depths("0-5-15; 0-30")
    ((0.0, 5.0), (5.0, 15.0), (0.0, 30.0))
    """
    layers: list[tuple[float, float]] = []
    for part in filter(None, (part.strip() for part in re.split(r"[,;]", text))):
        limits = [float(number) for number in re.findall(_NUMBER, part)] if _CHAIN.fullmatch(part) else []
        pairs = list(zip(limits, limits[1:]))
        if not pairs or any(top >= bottom for top, bottom in pairs) or limits[-1] > DEEPEST_CM:
            raise InputError(
                f"The depths are {text!r}; write them in cm as in {GLOBAL_SOIL_MAP} or 0-20; 0-30, the upper one first "
                f"and to {DEEPEST_CM} at most."
            )
        layers += pairs
    if not layers:
        raise InputError(f"No depths are given; write them in cm as in {GLOBAL_SOIL_MAP} or 0-20; 0-30.")
    return tuple(dict.fromkeys(layers))


def depth_label(top: float, bottom: float) -> str:
    """Return a layer as the names of fields have it.

    >>> depth_label(0, 5), depth_label(2.5, 7.5)
    ('0_5', '2.5_7.5')
    """
    return f"{top:g}_{bottom:g}"


def depth_in_name(name: str) -> tuple[str, float, float] | None:
    """Return what a field such as ``soc_0_30`` or ``SOC 0-30cm`` is about, and its depths; None where it has none.

    >>> depth_in_name("soc_0_30"), depth_in_name("bd 15-30cm"), depth_in_name("clay")
    (('soc', 0.0, 30.0), ('bd', 15.0, 30.0), None)
    """
    found = _IN_NAME.fullmatch(name.strip())
    return (found["name"] or "value", float(found["top"]), float(found["bottom"])) if found else None
