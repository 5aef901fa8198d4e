"""The jobs of Validate Map and Compare Maps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from ..settings.limits import between, one_of
from .areas import ZoneTable
from .inputs import RasterLayer, SampleTable

DESIGNS = ("none", "simple", "stratified", "probability")


@dataclass(frozen=True)
class ValidateMapJob:
    """Judge a map at points that it was not made with; `residuals` and `report` are written when they name a file.

    `points` hold what was observed as their target, and their stratum. `areas` are the areas of the strata, in any one
    unit; without them those follow from the inclusion probabilities. `probabilities` has one entry a point, None where
    it is not known. `coverage` is the share of observations that `lower` and `upper` promise to hold.
    """

    task: ClassVar[str] = "validatemap"
    map: RasterLayer
    points: SampleTable
    metrics: str
    residuals: str = ""
    report: str = ""
    lower: RasterLayer | None = None
    upper: RasterLayer | None = None
    design: str = one_of("none", DESIGNS)
    areas: dict[str, float] = field(default_factory=dict)
    probabilities: tuple[float | None, ...] = ()
    coverage: float = between(0.9, 0.01, 0.999)


@dataclass(frozen=True)
class CompareMapsJob:
    """Compare maps with the first of them: the `difference` has a band for each of the others.

    `lowers` and `uppers` are the limits of the maps, in their order, or none. `zones` are polygons for which the
    `statistics` are given as well.
    """

    task: ClassVar[str] = "comparemaps"
    maps: tuple[RasterLayer, ...]
    difference: str
    statistics: str
    report: str = ""
    lowers: tuple[RasterLayer, ...] = ()
    uppers: tuple[RasterLayer, ...] = ()
    zones: ZoneTable | None = None
