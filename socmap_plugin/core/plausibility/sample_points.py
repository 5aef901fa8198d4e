"""Where samples are: their coordinates as given, and in metres."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rasterio.crs import CRS

from ..jobs.inputs import SampleTable
from ..raster.grid import FARTHEST
from ..raster.projection import metric_points, parse_crs

A_METRE = 1e-5  # in degrees: what projecting there and back leaves of a round number is less
POLE = 90.0

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class SamplePoints:
    """The places of samples.

    Attributes
    ----------
    crs
        Of the coordinates.
    xy
        (n, 2) as given.
    placed
        (n,) whether a sample is somewhere: its coordinates are finite, not absurdly large, not 0, 0, and no latitude
        beyond a pole.
    origin, beyond_poles
        (n,) whether they are 0, 0, and whether they would be a latitude with x and y exchanged only.
    metres
        (n, 2) or earth-centred (n, 3), see :func:`..raster.projection.metric_points`; nan for those without a place.
    """

    crs: CRS
    xy: Floats
    placed: NDArray[np.bool_]
    origin: NDArray[np.bool_]
    beyond_poles: NDArray[np.bool_]
    metres: Floats

    @property
    def nowhere(self) -> NDArray[np.bool_]:
        """Which samples, (n,), have coordinates that are no place."""
        return np.asarray(~(self.placed | self.origin | self.beyond_poles), np.bool_)


def points_of(table: SampleTable) -> SamplePoints:
    """Return the places of the samples of a table.

    Raises
    ------
    InputError
        Their CRS cannot be read.
    """
    crs = parse_crs(table.crs_wkt, f"The samples layer {table.layer!r}")
    xy = np.column_stack([np.array(table.x, np.float64), np.array(table.y, np.float64)])
    finite = np.isfinite(xy).all(axis=1)
    origin = np.asarray(finite & (np.abs(xy) < A_METRE).all(axis=1), np.bool_)
    beyond = np.zeros(len(xy), np.bool_)
    placed = np.asarray(finite & ~origin & (np.abs(xy) < FARTHEST).all(axis=1), np.bool_)
    if crs.is_geographic:
        pole = POLE / (crs.units_factor[1] * 180 / np.pi)
        placed = placed & (np.abs(xy[:, 1]) <= pole)
        beyond |= finite & (np.abs(xy[:, 1]) > pole) & (np.abs(xy[:, 0]) <= pole)
    metres = np.full((len(xy), 3 if crs.is_geographic else 2), np.nan)
    if placed.any():
        metres[placed] = metric_points(xy[placed], table.crs_wkt)
    return SamplePoints(crs, xy, placed, origin, beyond, metres)


def geographic_of(crs: CRS) -> CRS:
    """Return the CRS in degrees that a projected one is made of, as it is without another datum."""
    if crs.is_geographic:
        return crs
    text = crs.to_wkt(version="WKT1_GDAL")
    start = text.find("GEOGCS[")
    if start < 0:
        return CRS.from_epsg(4326)
    depth = 0
    for end in range(start, len(text)):
        depth += (text[end] == "[") - (text[end] == "]")
        if depth == 0 and text[end] == "]":
            return CRS.from_wkt(text[start : end + 1])
    return CRS.from_epsg(4326)
