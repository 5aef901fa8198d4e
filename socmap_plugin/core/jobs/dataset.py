"""The job of Build Patch Dataset."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from ..settings.limits import between, one_of
from .covariate_row import CovariateRow
from .inputs import RasterLayer, SampleTable

RESAMPLINGS = ("nearest", "bilinear")
MINIMUM_SAMPLES = 20  # below this neither five folds nor a validation split mean anything
MAXIMUM_WINDOW_PX = 15


@dataclass(frozen=True)
class BuildDatasetJob:
    """Build a patch dataset; `dropped` and `report` are written when they name a file.

    With a `table` its rows alone say what is read; `static`, `temporal` and `categories` count without one.
    """

    task: ClassVar[str] = "buildpatchdataset"
    samples: SampleTable
    dataset: str
    static: tuple[RasterLayer, ...] = ()
    temporal: tuple[RasterLayer, ...] = ()
    reference: RasterLayer | None = None
    target_expression: str = ""
    target_unit: str = "g/kg"
    time_pattern: str = ""
    categories: dict[str, str] = field(default_factory=dict)
    window: int = between(5, 1, MAXIMUM_WINDOW_PX, odd=True)
    temporal_resampling: str = one_of("nearest", RESAMPLINGS)
    dropped: str = ""
    report: str = ""
    table: tuple[CovariateRow, ...] = ()


@dataclass(frozen=True)
class ListCovariatesJob:
    """Say how layers are understood, a row a band, in a CSV `table`."""

    task: ClassVar[str] = "listcovariates"
    table: str
    static: tuple[RasterLayer, ...] = ()
    temporal: tuple[RasterLayer, ...] = ()
    reference: RasterLayer | None = None
    time_pattern: str = ""
