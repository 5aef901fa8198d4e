"""The job of Terrain Covariates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .inputs import RasterLayer

ELEVATION_UNITS = ("auto", "m", "ft", "us-ft")


@dataclass(frozen=True)
class TerrainJob:
    """Derive terrain covariates from a projected digital elevation model."""

    task: ClassVar[str] = "terraincovariates"
    dem: RasterLayer
    folder: str
    elevation_unit: str = "auto"  # as the band or the vertical CRS says, metres where neither does
    memory_mb: int = 2048
