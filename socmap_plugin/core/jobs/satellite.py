"""The jobs that make yearly covariates of satellite products."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..settings.limits import between, one_of
from .inputs import Extent, ProductFile

# What the state of a MODIS surface reflectance pixel can say, in words; `satellite.state_flags` knows the bits.
STATE_MASKS = (
    "cloudy", "mixed", "assumed-clear", "shadow", "cirrus-small", "cirrus-average", "cirrus-high", "internal-cloud",
    "snow", "internal-snow", "next-to-cloud", "high-aerosol",
)  # fmt: skip
QUALITIES = ("best", "good", "fair", "poor")
QUALITY_LAYERS = ("overall", "detailed")
DATE_ORIGINS = ("days", "years of 366 days")
MOST_OBSERVATIONS = 366  # of a year
EVI_MEAN = "evi-mean"  # the name of the variable in Zhang et al. (2022), Table 1


@dataclass(frozen=True)
class ImportPhenologyJob:
    """Make yearly covariates of a land surface phenology product; `years` as in 2002-2011, empty for all there are.

    `quality` is the worst that is accepted, by the product's overall quality or, with `quality_layer` detailed, by
    that of each date. `date_origin` says how the dates of VNP22Q2 are counted since 2000.
    """

    task: ClassVar[str] = "importphenology"
    files: tuple[ProductFile, ...]
    folder: str
    cycle: int = between(1, 1, 2)
    quality: str = one_of("fair", QUALITIES)
    quality_layer: str = one_of("overall", QUALITY_LAYERS)
    date_origin: str = one_of("days", DATE_ORIGINS)
    extent: Extent | None = None
    crs_wkt: str = ""
    years: str = ""


@dataclass(frozen=True)
class AnnualEviJob:
    """Average the enhanced vegetation index of every year over its clear observations.

    `masked` are the conditions of STATE_MASKS in which an observation is not clear, `minimum` is how many clear ones a
    pixel needs for a mean. The numbers of clear observations are written when `count` names a file.
    """

    task: ClassVar[str] = "annualevi"
    files: tuple[ProductFile, ...]
    folder: str
    count: str = ""
    extent: Extent | None = None
    years: str = ""
    masked: tuple[str, ...] = one_of(
        (
            "cloudy", "mixed", "shadow", "cirrus-small", "cirrus-average", "cirrus-high", "internal-cloud", "snow",
            "internal-snow",
        ),
        STATE_MASKS,
    )  # fmt: skip
    minimum: int = between(1, 1, MOST_OBSERVATIONS)
