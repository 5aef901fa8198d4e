"""What the places of samples say against them: exchanged, rounded or empty coordinates, duplicates, and far points."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from ..jobs.inputs import SampleTable
from ..raster.projection import project
from ..runtime.wording import listed
from ..settings.sample_rules import DUPLICATE, EXCHANGED, NEAR_M, ORIGIN, REMOTE, ROUNDED, SEVERAL
from .sample_findings import SampleFinding
from .sample_points import A_METRE, SamplePoints, geographic_of

ENOUGH_PLACES = 20  # below this nothing can be said of where samples usually are
AMONG = 4.0  # times the upper quartile of the distances from the middle, along each axis
MIDDLE = (5, 95)  # percentiles
MOST_NAMES = 5
DEGREE_STEPS = ((1.0, "degrees"), (0.1, "tenths of a degree"), (1 / 60, "minutes"), (0.01, "hundredths of a degree"))
ROUND_KM = 1e-4
METRES_A_DEGREE = 111_320.0

Floats = NDArray[np.float64]
Inside = Callable[[Floats, Floats], NDArray[np.bool_]]  # of x and y in the CRS of the samples


def check_places(table: SampleTable, points: SamplePoints, values: Floats, unit: str) -> list[SampleFinding]:
    """Return what is found in the coordinates of samples by themselves.

    Parameters
    ----------
    table, points
        The samples and their places.
    values
        Their (n,) targets, nan without one; samples at one place are compared by them.
    unit
        Of the target.
    """
    found = [
        SampleFinding(i, ORIGIN, "0, 0", "The coordinates are 0, 0.") for i in np.flatnonzero(points.origin).tolist()
    ]
    return found + _rounded(points) + _same_places(table, points, values, unit)


def check_outliers(points: SamplePoints, inside: Inside | None) -> list[SampleFinding]:
    """Return which samples are exchanged, by an area or the other samples, and which are far from all others.

    Parameters
    ----------
    points
        The places of the samples.
    inside
        Says which points (n,) are in the area; None where none is known.
    """
    exchanged = exchanged_samples(points, inside)
    found = []
    where = "where the others are" if inside is None else "inside the area"
    for i in np.flatnonzero(exchanged).tolist():
        text = f"With x and y exchanged the sample lies {where}, and as it is it does not."
        found.append(SampleFinding(i, EXCHANGED, _place(points.xy[i]), text))
    for i in np.flatnonzero(points.nowhere).tolist():
        text = "The coordinates are no place in the CRS of the layer."
        found.append(SampleFinding(i, REMOTE, _place(points.xy[i]), text))
    return found + _remote(points, points.placed & ~exchanged)


def bulk(xy: Floats) -> tuple[Floats, Floats]:
    """Return the lower and upper corners, (2,), of a box that holds (n, 2) points but for those far away."""
    middle = np.median(xy, axis=0)
    reach = AMONG * np.percentile(np.abs(xy - middle), 75, axis=0)
    return middle - reach, middle + reach


def exchanged_samples(points: SamplePoints, inside: Inside | None) -> NDArray[np.bool_]:
    """Return which samples (n,) have their coordinates exchanged, by the area that `inside` knows or by each other."""
    xy, found = points.xy, points.beyond_poles
    rows = np.flatnonzero(points.placed)
    if inside is None:
        if len(rows) < ENOUGH_PLACES:
            return found
        low, high = bulk(xy[rows])

        def inside(x: Floats, y: Floats) -> NDArray[np.bool_]:
            return (x >= low[0]) & (x <= high[0]) & (y >= low[1]) & (y <= high[1])

    outside = rows[~inside(*xy[rows].T)]
    other = outside[inside(xy[outside, 1], xy[outside, 0])]
    found = found.copy()
    found[other] = True
    return found


def _rounded(points: SamplePoints) -> list[SampleFinding]:
    """Find coordinates that were rounded, the coarsest step of each."""
    xy, crs, rows = points.xy, points.crs, np.flatnonzero(points.placed)
    if not len(rows):
        return []
    degrees = np.column_stack(project(xy[rows, 0], xy[rows, 1], crs, geographic_of(crs)))
    found = []
    left = np.isfinite(degrees).all(axis=1)
    for step, name in DEGREE_STEPS:
        with np.errstate(invalid="ignore"):  # of infinite ones
            off = np.abs(degrees / step - np.rint(degrees / step)) * step
        hit = left & (off < A_METRE).all(axis=1)
        left &= ~hit
        half_km = step / 2 * METRES_A_DEGREE / 1000
        for k in np.flatnonzero(hit).tolist():
            text = f"Both coordinates are whole {name}: the place may be {half_km:.2g} km off in each."
            found.append(SampleFinding(int(rows[k]), ROUNDED, _place(degrees[k], 6), text))
    if not crs.is_geographic:
        km = xy[rows] * crs.units_factor[1] / 1000
        hit = left & (np.abs(km - np.rint(km)) < ROUND_KM).all(axis=1)
        text = "Both coordinates are whole kilometres: the place may be 0.5 km off in each."
        found += [SampleFinding(int(rows[k]), ROUNDED, _place(xy[rows[k]]), text) for k in np.flatnonzero(hit).tolist()]
    return found


def _same_places(table: SampleTable, points: SamplePoints, values: Floats, unit: str) -> list[SampleFinding]:
    """Find samples at one place: with the same value each one after the first, with different ones a place."""
    rows = np.flatnonzero(points.placed & np.isfinite(values))
    if len(rows) < 2:
        return []
    found = []
    for group in _groups(points.metres[rows]):
        members = rows[group].tolist()
        first: dict[float, int] = {}
        for i in members:
            if values[i] in first:
                text = f"The same place and value as sample {table.ids[first[values[i]]]}."
                found.append(SampleFinding(i, DUPLICATE, f"{values[i]:.6g} {unit}", text))
            first.setdefault(float(values[i]), i)
        if len(first) > 1:
            shown = listed([f"{value:.4g}" for value in first], MOST_NAMES)
            names = listed([table.ids[i] for i in first.values()], MOST_NAMES)
            text = f"The samples {names} are at one place with {shown} {unit}: depths, years or repeats."
            found.append(SampleFinding(members[0], SEVERAL, f"{shown} {unit}", text))
    return found


def _groups(metres: Floats) -> list[list[int]]:
    """Return the points (n, d) that are at one place, in their order, where there are several.

    Places are joined with their nearest one, which is enough for pairs and repeats; all pairs of a crowd, as degrees
    that are taken for metres make one, would fill the memory.
    """
    places, place = np.unique(metres, axis=0, return_inverse=True)
    owner = np.arange(len(places))
    if len(places) > 1:
        away, nearest = cKDTree(places).query(places, k=2)
        for i in np.flatnonzero(away[:, 1] <= NEAR_M).tolist():
            owner[i] = min(owner[i], owner[nearest[i, 1]])
    groups: dict[int, list[int]] = {}
    for i, first in enumerate(owner[place.ravel()].tolist()):
        groups.setdefault(first, []).append(i)
    return [group for group in groups.values() if len(group) > 1]


def _remote(points: SamplePoints, among: NDArray[np.bool_]) -> list[SampleFinding]:
    rows = np.flatnonzero(among)
    if len(rows) < ENOUGH_PLACES:
        return []
    metres = points.metres[rows]
    low, high = np.percentile(metres, MIDDLE, axis=0)
    diagonal = float(np.linalg.norm(high - low))
    nearest = cKDTree(metres).query(metres, k=2)[0][:, 1]
    found = []
    for k in np.flatnonzero(nearest > max(diagonal, NEAR_M)).tolist():
        text = (
            f"The nearest other sample is {nearest[k] / 1000:.4g} km away, and the middle 90 % of all lie within "
            f"{diagonal / 1000:.4g} km."
        )
        found.append(SampleFinding(int(rows[k]), REMOTE, f"{nearest[k] / 1000:.4g} km", text))
    return found


def _place(xy: Floats, decimals: int | None = None) -> str:
    if decimals is None:
        return ", ".join(f"{number:.10g}" for number in xy)
    return ", ".join(f"{round(number, decimals):.10g}" for number in xy)
