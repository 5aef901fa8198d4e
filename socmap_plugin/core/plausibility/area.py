"""The area that samples should lie in: polygons such as those of a country, or what the covariates cover."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasterio.crs import CRS

from ..jobs.inputs import Mask
from ..raster.grid import Grid
from ..raster.mask import geometry_of
from ..raster.projection import metric_points, parse_crs, place_on, project
from ..settings.sample_rules import MOST_OUTSIDE_M, OUTSIDE
from .sample_findings import SampleFinding
from .sample_points import SamplePoints

AT_ONCE = 2**22  # points times edges

Floats = NDArray[np.float64]
Inside = Callable[[Floats, Floats], NDArray[np.bool_]]


class Polygons:
    """Polygons, asked for points.

    Parameters
    ----------
    mask
        The polygons.

    Raises
    ------
    InputError
        The text is no polygon in GeoJSON, or its CRS cannot be read.
    """

    def __init__(self, mask: Mask) -> None:
        self.crs = parse_crs(mask.crs_wkt, "The layer of AREA")
        rings = [np.array([position[:2] for position in ring], np.float64) for ring in _rings(geometry_of(mask))]
        self._start = np.concatenate([ring[:-1] for ring in rings])  # (edges, 2)
        self._end = np.concatenate([ring[1:] for ring in rings])
        self._wkt = mask.crs_wkt

    def contain(self, x: Floats, y: Floats, crs: CRS) -> NDArray[np.bool_]:
        """Return which points (n,), in `crs`, are inside: a ray to the right crosses an odd number of edges."""
        x, y = project(x, y, crs, self.crs)
        inside = np.zeros(len(x), np.bool_)
        (x0, y0), (x1, y1) = self._start.T, self._end.T
        for part in np.array_split(np.arange(len(x)), max(1, len(x) * len(x0) // AT_ONCE)):
            px, py = x[part, np.newaxis], y[part, np.newaxis]
            with np.errstate(divide="ignore", invalid="ignore"):
                crosses = ((y0 > py) != (y1 > py)) & (px < (x1 - x0) * (py - y0) / (y1 - y0) + x0)
            inside[part] = crosses.sum(axis=1) % 2 == 1
        return inside & np.isfinite(x) & np.isfinite(y)

    def distance_m(self, x: float, y: float, crs: CRS) -> float:
        """Return how many metres a point in `crs` is from the nearest edge; infinite without a place there."""
        own_x, own_y = project(np.array([x]), np.array([y]), crs, self.crs)
        if not np.isfinite([own_x[0], own_y[0]]).all():
            return np.inf
        point, start = np.array([own_x[0], own_y[0]]), self._start
        scale = np.array([np.cos(np.radians(min(abs(point[1]), 89.0))), 1.0]) if self.crs.is_geographic else np.ones(2)
        along, towards = (self._end - start) * scale, (point - start) * scale
        squared = (along**2).sum(axis=1)
        share = np.divide((along * towards).sum(axis=1), squared, out=np.zeros_like(squared), where=squared > 0)
        away = ((towards - np.clip(share, 0, 1)[:, np.newaxis] * along) ** 2).sum(axis=1)
        edge = int(away.argmin())
        nearest = start[edge] + np.clip(share[edge], 0, 1) * (self._end[edge] - start[edge])
        both = metric_points(np.array([point, nearest]), self._wkt)
        return float(np.linalg.norm(both[1] - both[0]))


def check_area(points: SamplePoints, polygons: Polygons, skip: NDArray[np.bool_]) -> list[SampleFinding]:
    """Return which samples are outside of polygons by more than is forgiven; those of `skip`, (n,), are passed over."""
    rows = np.flatnonzero(points.placed & ~skip)
    found = []
    for i in rows[~polygons.contain(points.xy[rows, 0], points.xy[rows, 1], points.crs)].tolist():
        away = polygons.distance_m(float(points.xy[i, 0]), float(points.xy[i, 1]), points.crs)
        if away > MOST_OUTSIDE_M:
            shown = f"{away / 1000:.4g} km" if np.isfinite(away) else "no place in its CRS"
            found.append(SampleFinding(i, OUTSIDE, shown, f"The sample lies outside the area, {shown} from it."))
    return found


def inside_any(grids: Sequence[Grid], crs: CRS) -> Inside:
    """Return a function that says which points, (n,) x and y in `crs`, some of several grids hold."""

    def inside(x: Floats, y: Floats) -> NDArray[np.bool_]:
        found = np.zeros(len(x), np.bool_)
        for grid in grids:
            own_x, own_y = place_on(x, y, crs, grid)
            placed = np.isfinite(own_x) & np.isfinite(own_y)
            held = np.zeros(len(x), np.bool_)
            held[placed] = grid.contains(*grid.pixel(own_x[placed], own_y[placed]))
            found |= held
        return found

    return inside


def _rings(geometry: Any) -> list[Any]:
    if geometry["type"] == "GeometryCollection":
        return [ring for part in geometry["geometries"] for ring in _rings(part)]
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for rings in polygons for ring in rings]
