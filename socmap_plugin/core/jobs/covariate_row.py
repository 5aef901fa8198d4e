"""A row of the covariate table: one band of one file, and what it is taken for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union

from ..settings.limits import one_of
from .inputs import RasterLayer

STATIC, TEMPORAL, SKIP = ROLES = ("static", "temporal", "skip")
CONTINUOUS, CLASS, DATE, COUNT = KINDS = ("continuous", "class", "date", "count")
NEAREST, BILINEAR, AVERAGE, MAJORITY = BAND_RESAMPLINGS = ("nearest", "bilinear", "average", "majority")


@dataclass(frozen=True)
class CovariateRow:
    """What one band of a file is, and how it is read.

    Attributes
    ----------
    layer, band
        The file, under its layer's name, and the number of the band in it.
    role
        One of `ROLES`; bands to be skipped are not read.
    name, step, category, unit
        Of the covariate; `step` of a temporal one: a year, an index or a date.
    kind, resampling
        One of `KINDS`; one of `BAND_RESAMPLINGS`, empty: by the kind and the size of the pixels.
    nodata
        A further number of the file that stands for no value.
    scale, offset
        What is read is multiplied by one and added to the other, after those of the file.
    """

    layer: RasterLayer
    band: int
    role: str = one_of(STATIC, ROLES)
    name: str = ""
    step: str = ""
    category: str = ""
    unit: str = ""
    kind: str = one_of(CONTINUOUS, KINDS)
    resampling: str = one_of("", ("", *BAND_RESAMPLINGS))
    nodata: Union[float, None] = None  # noqa: UP007, as QGIS for macOS still brings Python 3.9
    scale: float = 1.0
    offset: float = 0.0
