"""The job of Terrain Covariates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..settings.limits import between, one_of
from .inputs import LEAST_MEMORY_MB, MOST_MEMORY_MB, RasterLayer

ELEVATION_UNITS = ("auto", "m", "ft", "us-ft")
TERRAIN_VARIABLES = ("elev", "slp", "tri", "rough", "vrm", "tpi", "cti", "spi")
DIRECTIONS = ("northness", "eastness")


@dataclass(frozen=True)
class TerrainJob:
    """Derive terrain covariates from a projected digital elevation model.

    The `elevation_unit` is by default as the band or the vertical CRS says, metres where neither does. With
    `directions`, northness and eastness are made beside the eight of the paper's Table 1.
    """

    task: ClassVar[str] = "terraincovariates"
    dem: RasterLayer
    folder: str
    elevation_unit: str = one_of("auto", ELEVATION_UNITS)
    memory_mb: int = between(2048, LEAST_MEMORY_MB, MOST_MEMORY_MB)
    directions: bool = False
