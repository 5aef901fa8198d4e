"""The jobs of Totals by Area and Where to Sample."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..settings.limits import between
from .inputs import RasterLayer, SampleTable


@dataclass(frozen=True)
class ZoneTable:
    """Polygons, one entry a polygon in every tuple: its name, its geometry in `crs_wkt`, its area on the ellipsoid."""

    layer: str
    crs_wkt: str
    names: tuple[str, ...]
    geojson: tuple[str, ...]
    area_m2: tuple[float, ...]


@dataclass(frozen=True)
class ZonalStockJob:
    """Add up a map over polygons, with intervals where its errors are known; `report` is written when it names a file.

    The errors are known by `lower` and `upper`, which hold a share of `coverage`, or by `stddev`, and how alike they
    are at a distance by `residuals` (observed minus predicted as their target), which alone give one error for all
    pixels. `uncorrelated` takes the errors of neighbouring pixels for unrelated.
    """

    task: ClassVar[str] = "zonalstock"
    zones: ZoneTable
    map: RasterLayer
    table: str
    report: str = ""
    lower: RasterLayer | None = None
    upper: RasterLayer | None = None
    stddev: RasterLayer | None = None
    residuals: SampleTable | None = None
    uncorrelated: bool = False
    coverage: float = between(0.9, 0.01, 0.999)
