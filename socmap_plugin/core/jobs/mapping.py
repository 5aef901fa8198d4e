"""The job of Predict SOC Raster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .inputs import Extent, Mask, RasterLayer


@dataclass(frozen=True)
class PredictJob:
    """Map a model over rasters; no `covariates` means the files recorded when the dataset was built.

    `scheduler` is the address of a Dask cluster that predicts the windows, empty for this machine.
    """

    task: ClassVar[str] = "predictsocraster"
    model: str
    output: str
    stddev: str = ""
    covariates: tuple[RasterLayer, ...] = ()
    extent: Extent | None = None
    mask: Mask | None = None
    device: str = "auto"
    memory_mb: int = 1024
    scheduler: str = ""
