"""A row of the covariate table: one band of one file, and what it is taken for."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Union

from ..runtime.errors import InputError
from ..settings.limits import one_of
from .inputs import MissingRange, RasterLayer

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


def ranges_text(layer: RasterLayer, band: int) -> str:
    """Return what a layer's transparency says of missing values of a band, as ``0; 5 to 7; from 100``."""
    return "; ".join(_range_text(found.low, found.high) for found in layer.missing if found.band == band)


def ranges_of(text: str, band: int) -> tuple[MissingRange, ...]:
    """Return the ranges that :func:`ranges_text` has written.

    Raises
    ------
    InputError
        A part of the text is neither a number nor two.
    """
    return tuple(_range_of(part.strip(), band) for part in text.split(";") if part.strip())


def _range_text(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return f"up to {high!r}" if low is None else f"from {low!r}"
    return repr(low) if low == high else f"{low!r} to {high!r}"


def _range_of(part: str, band: int) -> MissingRange:
    low, high = -math.inf, math.inf
    try:
        if part.startswith("up to "):
            high = float(part[len("up to ") :])
        elif part.startswith("from "):
            low = float(part[len("from ") :])
        else:
            low, *rest = (float(end) for end in part.split(" to "))
            (high,) = rest or [low]
    except ValueError:
        low = high = math.nan
    if not low <= high or (math.isinf(low) and math.isinf(high)):
        raise InputError(f"{part} is no range; write 0, 5 to 7, from 5 or up to 7, several with a semicolon between.")
    return MissingRange(band, None if math.isinf(low) else low, None if math.isinf(high) else high)
