"""The jobs of Totals by Area, Where to Sample and Map Document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..settings.limits import between, one_of
from .inputs import Mask, RasterLayer, SampleTable
from .models import LARGEST_SEED

METHODS = ("coverage", "latin", "dissimilarity", "random", "stratified")
MOST_POINTS = 10_000
NAMINGS = ("none", "gsnmap", "gsocseq")  # schemes of FAO for the names of files
FARTHEST_M = 1e7  # a quarter of the equator


@dataclass(frozen=True)
class ZoneTable:
    """Polygons, one entry a polygon in every tuple: its name, its geometry in `crs_wkt`, its area on the ellipsoid."""

    COLUMNS: ClassVar = ("names", "geojson", "area_m2")
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


@dataclass(frozen=True)
class ProposeSamplesJob:
    """Propose places for samples; `report` is written when it names a file.

    Covariates are the `covariates`, or those of the `model` without them. `existing` samples are taken into account.
    Places with a high `cost`, or closer than `minimum_distance` metres, are passed over by the methods for a better
    map; those with a large `uncertainty` are preferred by dissimilarity. `reserve` points more stand ready to replace
    points of random and stratified samples that cannot be reached.
    """

    task: ClassVar[str] = "proposesamples"
    points: str
    covariates: tuple[RasterLayer, ...] = ()
    model: str = ""
    existing: SampleTable | None = None
    mask: Mask | None = None
    cost: RasterLayer | None = None
    uncertainty: RasterLayer | None = None
    count: int = between(100, 1, MOST_POINTS)
    reserve: int = between(0, 0, MOST_POINTS)
    method: str = one_of("dissimilarity", METHODS)
    minimum_distance: float = between(0.0, 0.0, FARTHEST_M)
    seed: int = between(1, 0, LARGEST_SEED)
    report: str = ""


@dataclass(frozen=True)
class MapWords:
    """What people say of a map; an empty text is not said.

    `depth` and `period` are as in ``0-30 cm`` and ``2015-2020``; `method` and `accuracy` take the place of the
    sentences that are made of the model and of the measures; `date` is that of the description, as in ``2026-11-25``.
    """

    title: str = ""
    depth: str = ""
    unit: str = ""
    period: str = ""
    contact: str = ""
    email: str = ""
    licence: str = ""
    sources: str = ""
    version: str = ""
    method: str = ""
    accuracy: str = ""
    date: str = ""
    software: str = ""


@dataclass(frozen=True)
class MapDocumentJob:
    """Check a map and say in files what it is.

    `checks` is a table, `metadata` an XML file by ISO 19115, `copy` the map with its metadata inside, `width` the upper
    minus the lower limit; what names no file is not written. `model` made the map and `validation` holds measures of
    Cross-Validate or Validate Map. `naming` is one of `NAMINGS`.
    """

    task: ClassVar[str] = "mapdocument"
    map: RasterLayer
    checks: str
    words: MapWords = MapWords()
    metadata: str = ""
    copy: str = ""
    width: str = ""
    lower: RasterLayer | None = None
    upper: RasterLayer | None = None
    aoa: RasterLayer | None = None
    model: str = ""
    validation: str = ""
    naming: str = one_of("none", NAMINGS)
