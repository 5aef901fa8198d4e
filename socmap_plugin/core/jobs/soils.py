"""The jobs of what was measured in the field: Harmonise Depths, Check Samples, SOC Stock, SOC Stock Map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..settings.depths import GLOBAL_SOIL_MAP
from ..settings.limits import between, one_of
from ..settings.pedotransfer import BEST, CHOICES, TYPICAL_ERROR
from ..settings.sample_rules import MOST_DEVIATIONS
from .inputs import Mask, RasterLayer, SampleTable

DEPTH_METHODS = ("spline", "mean")
DEPTH_UNITS = ("cm", "m")
ERROR_KINDS = ("stddev", "half_90")
MAP_CHOICES = tuple(name for name in CHOICES if name != BEST)  # a map has no measured densities to judge by
TO_CM = {"cm": 1.0, "m": 100.0}


@dataclass(frozen=True)
class HorizonTable:
    """Horizons, one entry a horizon in every tuple.

    Depths and `values`, by the name of the property, hold whatever the fields gave: a number, None for NULL, or a text
    that is not a number, such as ``<0.5``. `places` are the coordinates in `crs_wkt` of the profiles that have some.
    """

    COLUMNS: ClassVar = ("profiles", "tops", "bottoms", "values")
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


@dataclass(frozen=True)
class PartTable:
    """What stocks are made of at points, one entry a point in every tuple; coordinates are in `crs_wkt`.

    `parts` holds by name whatever the expressions gave, as :class:`.SampleTable` holds targets: ``soc`` (g/kg),
    ``bulk_density`` (g/cm3), ``stones`` (per cent of the volume), ``thickness`` (cm), and the errors of these, such as
    ``soc_error``. A part for which there is no expression is left out.
    """

    COLUMNS: ClassVar = ("ids", "x", "y", "parts")
    layer: str
    crs_wkt: str
    ids: tuple[str, ...]
    x: tuple[float, ...]
    y: tuple[float, ...]
    parts: dict[str, tuple[float | str | None, ...]]


@dataclass(frozen=True)
class SocStockJob:
    """Calculate stocks of carbon at points; `output` is a table in their order, `findings` one with places.

    `own_function` is the user's pedotransfer function. `reference_mass` is that of an equivalent mass of soil, t/ha of
    fine earth, 0 for none. `error_kind` says what errors are: standard deviations, or half of 90 % intervals.
    """

    task: ClassVar[str] = "socstock"
    samples: PartTable
    output: str
    findings: str = ""
    pedotransfer: str = one_of("none", CHOICES)
    own_function: str = ""
    error_kind: str = one_of("stddev", ERROR_KINDS)
    reference_mass: float = between(0.0, 0.0, 1e6)
    seed: int = between(1, 0, 2**31 - 1)


@dataclass(frozen=True)
class SocStockMapJob:
    """Calculate the stock of carbon of every pixel of `soc`; `stddev` is written when it names a file.

    Units, pedotransfer function and errors are as at points; `thickness` (cm) is one for all pixels. The error of SOC
    is known by `soc_error`, or by limits that hold a share of `coverage`; 0 for what their files say, and 0.9 where
    they say nothing. Densities that the function estimates have an error of `density_error`, g/cm3.
    """

    task: ClassVar[str] = "socstockmap"
    soc: RasterLayer
    output: str
    stddev: str = ""
    bulk_density: RasterLayer | None = None
    stones: RasterLayer | None = None
    thickness: float = between(30.0, 0.1, 2000.0)
    pedotransfer: str = one_of("none", MAP_CHOICES)
    own_function: str = ""
    density_error: float = between(TYPICAL_ERROR, 0.0, 2.0)
    soc_error: RasterLayer | None = None
    soc_lower: RasterLayer | None = None
    soc_upper: RasterLayer | None = None
    coverage: float = between(0.0, 0.01, 0.999, or_zero=True)
    bulk_density_error: RasterLayer | None = None
    stones_error: RasterLayer | None = None
    thickness_error: float = between(0.0, 0.0, 1000.0)
    error_kind: str = one_of("stddev", ERROR_KINDS)


@dataclass(frozen=True)
class CheckSamplesJob:
    """Look for what cannot be right of samples; `findings` is a table with places, `report` written when named.

    With an `area` samples outside of it are found. More than `deviations` robust standard deviations from neighbours,
    or from what covariates make expected, are a finding. `dates` hold a year, a text or None for every sample, none of
    which is after `today`, ISO 8601, or the day of the run.
    """

    task: ClassVar[str] = "checksamples"
    samples: SampleTable
    findings: str
    report: str = ""
    target_expression: str = ""
    target_unit: str = "g/kg"
    covariates: tuple[RasterLayer, ...] = ()
    area: Mask | None = None
    deviations: float = between(MOST_DEVIATIONS, 3.0, 20.0)
    dates: tuple[float | str | None, ...] = ()
    today: str = ""
