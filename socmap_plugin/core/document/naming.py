"""What FAO's manuals ask of a soil organic carbon map that is handed in: name, projection, resolution, unit, range.

- GSNmap: *Global Soil Nutrient and Nutrient Budget Maps, Technical Manual* (FAO 2022), annex IV and its tables of
  products and of ranges, as published in FAO-SID/GSNmap-TM; its script of checks knows later names with ``mean``.
- GSOCseq: the Global Soil Organic Carbon Sequestration Potential Map; its script 15, as published in
  FAO-SID/GSOCseq-scripts, opens the map of today's stocks by its name and leaves out stocks that cannot be.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Scheme:
    """What a manual asks for.

    Attributes
    ----------
    source
        The manual.
    pattern, example
        Of the file's name without suffix.
    unit, low, high
        Unit of the map and range of its values in it.
    epsg, resolution
        Code of the CRS, and width of a pixel in its units to five digits; None where the manual does not fix it.
    depth
        The only one that it has names for, in cm.
    """

    source: str
    pattern: str
    example: str
    unit: str
    low: float
    high: float
    epsg: int | None = None
    resolution: float | None = None
    depth: tuple[float, float] = (0.0, 30.0)

    def fits(self, stem: str) -> bool:
        """Return whether a file's name is as the manual has it."""
        return re.fullmatch(self.pattern, stem) is not None


SCHEMES = {
    "gsnmap": Scheme(
        "FAO, GSNmap Technical Manual, annex IV",
        r"[A-Z]{3}_GSNmap_(SOC_Map030|mean_soc_0_30)",
        "ISO_GSNmap_SOC_Map030.tif, with the country's code of three letters (ISO 3166-1) for ISO",
        "%", 0.0, 99.4, 4326, 0.00225,
    ),
    "gsocseq": Scheme(
        "FAO, GSOCseq scripts, 15",
        r"[A-Z]{3}_GSOCseq_T0_Map030",
        "ISO_GSOCseq_T0_Map030.tif, with the country's code of three letters (ISO 3166-1) for ISO",
        "t/ha", 0.0, 800.0,
    ),
}  # fmt: skip
# What soil can hold: organic matter is 58 % carbon by van Bemmelen's factor 1.724, and no soil is more than that.
_RANGES = {"g/kg": (0.0, 580.0), "%": (0.0, 58.0), "t/ha": (0.0, math.inf)}
_NAMES = {
    "g/kg": "g/kg", "gkg-1": "g/kg", "mg/g": "g/kg", "‰": "g/kg", "promille": "g/kg",
    "%": "%", "percent": "%", "g/100g": "%",
    "t/ha": "t/ha", "tc/ha": "t/ha", "tha-1": "t/ha", "mg/ha": "t/ha", "mgha-1": "t/ha", "tonnes/ha": "t/ha",
}  # fmt: skip


def known_unit(text: str) -> str:
    """Return the unit that a text means, '' where it is none that carbon of soils has here.

    >>> known_unit("g kg-1"), known_unit("Mg/ha"), known_unit("m")
    ('g/kg', 't/ha', '')
    """
    return _NAMES.get(re.sub(r"[\s^]|\*\*", "", text).lower(), "")


def possible_range(unit: str) -> tuple[float, float] | None:
    """Return the least and largest value that soil can have in a known unit, None for another unit."""
    return _RANGES.get(unit)
