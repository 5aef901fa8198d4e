"""A row of the covariate table: one band of one file, and what it is taken for."""

from __future__ import annotations

from dataclasses import dataclass

from .inputs import RasterLayer

STATIC, TEMPORAL, SKIP = ROLES = ("static", "temporal", "skip")


@dataclass(frozen=True)
class CovariateRow:
    """What one band of a file is.

    Attributes
    ----------
    layer, band
        The file, under its layer's name, and the number of the band in it.
    role
        One of `ROLES`; bands to be skipped are not read.
    name, step, category, unit
        Of the covariate; `step` of a temporal one: a year, an index or a date.
    """

    layer: RasterLayer
    band: int
    role: str
    name: str = ""
    step: str = ""
    category: str = ""
    unit: str = ""
