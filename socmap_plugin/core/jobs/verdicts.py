"""The jobs of Validate Map, Compare Maps and Map Every Group."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from ..settings.limits import between, one_of
from .areas import ZoneTable
from .inputs import LEAST_MEMORY_MB, MOST_MEMORY_MB, Extent, Mask, RasterLayer, SampleTable
from .models import ForestSettings, TrainingSettings

DESIGNS = ("none", "simple", "stratified", "probability")
MAPPED_MODELS = ("cnnlstm", "forest")
MOST_GROUPS = 8  # of covariates: more maps are no longer seen beside each other


@dataclass(frozen=True)
class ValidateMapJob:
    """Judge a map at points that it was not made with; `residuals` and `report` are written when they name a file.

    `points` hold what was observed as their target, and their stratum. `areas` are the areas of the strata, in any one
    unit; without them those follow from the inclusion probabilities. `probabilities` has one entry a point, None where
    it is not known. `coverage` is the share of observations that `lower` and `upper` promise to hold; 0 for
    what their files say, and 0.9 where they say nothing.
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
    coverage: float = between(0.0, 0.01, 0.999, or_zero=True)


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


@dataclass(frozen=True)
class MapEveryGroupJob:
    """Train and map every model with every group of covariates, into a `folder`, and lay the maps side by side.

    `covariate_groups` are as of Cross-Validate. `picture`, a PNG file, and `report` are written when they name a file.
    """

    task: ClassVar[str] = "mapeverygroup"
    dataset: str
    folder: str
    picture: str = ""
    report: str = ""
    models: tuple[str, ...] = one_of(MAPPED_MODELS, MAPPED_MODELS)
    covariate_groups: str = ""
    extent: Extent | None = None
    mask: Mask | None = None
    settings: TrainingSettings = TrainingSettings()
    forest: ForestSettings = ForestSettings()
    memory_mb: int = between(1024, LEAST_MEMORY_MB, MOST_MEMORY_MB)
