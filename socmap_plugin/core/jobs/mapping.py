"""The job of Predict SOC Raster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..settings.limits import between, one_of
from .inputs import LEAST_MEMORY_MB, MOST_MEMORY_MB, Extent, Mask, RasterLayer
from .models import DEVICES


@dataclass(frozen=True)
class PredictJob:
    """Map a model over rasters; no `covariates` means the files recorded when the dataset was built.

    Besides `output`, each file is a layer of its own that is made where it is named: `lower` and `upper` limits that
    enclose a new observation with the probability `coverage`, the spread `stddev` of the ensemble, `dissimilarity` from
    the samples, their local `density`, and the area of applicability `aoa`.
    `scheduler` is the address of a Dask cluster that predicts the windows, empty for this machine.
    """

    task: ClassVar[str] = "predictsocraster"
    model: str
    output: str
    stddev: str = ""
    covariates: tuple[RasterLayer, ...] = ()
    extent: Extent | None = None
    mask: Mask | None = None
    device: str = one_of("auto", DEVICES)
    memory_mb: int = between(1024, LEAST_MEMORY_MB, MOST_MEMORY_MB)
    scheduler: str = ""
    lower: str = ""
    upper: str = ""
    dissimilarity: str = ""
    density: str = ""
    aoa: str = ""
    coverage: float = between(0.9, 0.5, 0.99)
