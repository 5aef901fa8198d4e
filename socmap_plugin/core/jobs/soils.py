"""The jobs of what was measured in the field: Harmonise Depths, Check Samples, SOC Stock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..settings.depths import GLOBAL_SOIL_MAP
from ..settings.limits import between, one_of

DEPTH_METHODS = ("spline", "mean")
DEPTH_UNITS = ("cm", "m")
TO_CM = {"cm": 1.0, "m": 100.0}


@dataclass(frozen=True)
class HorizonTable:
    """Horizons, one entry a horizon in every tuple.

    Depths and `values`, by the name of the property, hold whatever the fields gave: a number, None for NULL, or a text
    that is not a number, such as ``<0.5``. `places` are the coordinates in `crs_wkt` of the profiles that have some.
    """

    layer: str
    crs_wkt: str
    profiles: tuple[str, ...]
    tops: tuple[float | str | None, ...]
    bottoms: tuple[float | str | None, ...]
    values: dict[str, tuple[float | str | None, ...]]
    places: dict[str, tuple[float, float]]


@dataclass(frozen=True)
class HarmonizeDepthsJob:
    """Bring horizons to standard `depths`; `output` and `findings` are tables with the places in the CRS of the table.

    `lam` is the spline's weight of smoothness against fidelity.
    """

    task: ClassVar[str] = "harmonizedepths"
    horizons: HorizonTable
    output: str
    findings: str = ""
    depths: str = GLOBAL_SOIL_MAP
    method: str = one_of("spline", DEPTH_METHODS)
    lam: float = between(0.1, 0.0, 100.0)
    depth_unit: str = one_of("cm", DEPTH_UNITS)
