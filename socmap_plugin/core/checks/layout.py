"""Where the files of covariates lie, how large their pixels are, and which steps they have, against one another."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rasterio.crs import CRS

from ..covariates.covariate_list import TemporalGroup, time_number
from ..jobs.inputs import RasterLayer
from ..raster.grid import Grid
from ..raster.projection import place_on, project
from ..runtime.wording import listed
from .values import number

VERY_DIFFERENT = 100.0  # times as wide: 1 km climate on 30 m terrain is usual, of 0.25 degrees a region has few pixels
FEWEST_SAMPLES_COVERED, LEAST_AREA_COVERED = 0.75, 0.5
SEAM_PX = 2  # that tiles share or lack; those of elevation share a row and a column
LATTICE = 32  # points along each side of the reference grid, by which its cover is judged
MOST_NAMES = 6  # a finding is one line of the log, however many layers it is about

Points = tuple[NDArray[np.float64], NDArray[np.float64]]


def misplaced(owns: Mapping[RasterLayer, Grid], grid: Grid, xy: Points | None) -> list[tuple[str, str, str]]:
    """Judge where files lie and how large their pixels are.

    Parameters
    ----------
    owns
        The grid of every layer.
    grid
        The reference grid.
    xy
        The samples in the CRS of `grid`, where there are any.

    Returns
    -------
    list of (rule, layer, what was seen)
        Rules are ``crs``, ``resolution``, ``samples`` and ``area``.
    """
    row, col = (axis.ravel() for axis in np.indices((LATTICE, LATTICE)))
    lattice = grid.xy((row + 0.5) / LATTICE * grid.height - 0.5, (col + 0.5) / LATTICE * grid.width - 0.5)
    known: dict[Grid, list[tuple[str, str]]] = {}
    found = []
    for layer, own in owns.items():
        if own not in known:
            known[own] = _judged(own, grid, lattice, xy)
        found += [(rule, layer.name, seen) for rule, seen in known[own]]
    return found


def _judged(own: Grid, grid: Grid, lattice: Points, xy: Points | None) -> list[tuple[str, str]]:
    crs, other = CRS.from_wkt(grid.crs_wkt), CRS.from_wkt(own.crs_wkt)
    found = [] if crs == other else [("crs", "")]
    times = _width_in_pixels(own, grid)
    if times < 1 / VERY_DIFFERENT:
        found.append(("resolution", f"{number(round(1 / times))} times as wide"))
    elif times > VERY_DIFFERENT:
        found.append(("resolution", f"{number(round(times))} side by side in one of the grid"))
    if xy is not None and len(xy[0]):
        inside = own.contains(*own.pixel(*place_on(*xy, crs, own)))
        if inside.mean() < FEWEST_SAMPLES_COVERED:
            found.append(("samples", f"{inside.sum()} of {inside.size}"))
    share = own.contains(*own.pixel(*place_on(*lattice, crs, own))).mean()
    if share < LEAST_AREA_COVERED:
        found.append(("area", f"{100 * share:.0f} %"))
    return found


def _width_in_pixels(own: Grid, grid: Grid) -> float:
    """Return how wide the middle pixel of `grid` is in pixels of `own`, 1 where it has no place there."""
    row, col = np.array([0.0, 0.0, 1.0]) + grid.height / 2 - 0.5, np.array([0.0, 1.0, 0.0]) + grid.width / 2 - 0.5
    x, y = project(*grid.xy(row, col), CRS.from_wkt(grid.crs_wkt), CRS.from_wkt(own.crs_wkt))
    if not np.isfinite([*x, *y]).all():
        return 1.0
    a, b, _, d, e, _ = own.transform
    area = (x[1] - x[0]) * (y[2] - y[0]) - (x[2] - x[0]) * (y[1] - y[0])
    return math.sqrt(abs(float(area) / (a * e - b * d))) or 1.0


def side_by_side(grids: Mapping[RasterLayer, Grid]) -> list[tuple[RasterLayer, RasterLayer]]:
    """Return layers of one lattice whose edges meet, as those of tiles do, so that no place has a value of both."""
    firsts: dict[Grid, RasterLayer] = {}
    for layer, grid in grids.items():
        firsts.setdefault(grid, layer)
    pairs = itertools.combinations(firsts.items(), 2)
    return [(one, other) for (grid, one), (neighbour, other) in pairs if _meet(grid, neighbour)]


def _meet(one: Grid, other: Grid) -> bool:
    shift = one.shift_to(other) if one.crs_wkt == other.crs_wkt else None
    if shift is None:
        return False
    sides = ((shift[0], one.height, other.height), (shift[1], one.width, other.width))
    shared = [(min(first + length, end) - max(first, 0), min(length, end)) for first, length, end in sides]
    across, along = sorted(shared, key=lambda side: side[0] / side[1])
    return -SEAM_PX <= across[0] <= min(SEAM_PX, across[1] / 4) and along[0] > along[1] / 2


def band_counts(layers: Mapping[str, int]) -> list[str]:
    """Say that layers have different numbers of bands; nothing where they do not."""
    names: dict[int, list[str]] = {}
    for name, count in layers.items():
        names.setdefault(count, []).append(name)
    if len(names) < 2:
        return []
    told = "; ".join(
        f"{listed(some, MOST_NAMES)}: {count} band{'s' * (count > 1)}" for count, some in sorted(names.items())[::-1]
    )
    return [
        f"The temporal layers have different numbers of bands ({told}); give all of them the same steps, or name the "
        "bands by their step, as in greenup_2002."
    ]


def mismatched_steps(groups: Sequence[TemporalGroup]) -> list[tuple[str, list[TemporalGroup]]]:
    """Say where variables whose steps are of one kind, years for example, are sequences of their own, and which."""
    kinds: dict[str, list[TemporalGroup]] = {}
    for group in groups:
        kinds.setdefault(_kind(group), []).append(group)
    found = []
    for kind, same in kinds.items():
        # dates of two sensors differ as a matter of course; a date that stands alone comes of a name that differs
        if len(same) < 2 or (kind == "dates" and min(len(group.steps) for group in same) > 1):
            continue
        told = [
            f"{_span(group.steps)}: {listed([item.name for item in group.variables], MOST_NAMES)}" for group in same
        ]
        more = f"; and {len(told) - MOST_NAMES} more" if len(told) > MOST_NAMES else ""
        text = (
            f"The steps of the temporal variables do not match, so that they make {len(same)} sequences "
            f"({'; '.join(told[:MOST_NAMES])}{more}); give them the same steps and names if they belong together."
        )
        found.append((text, same))
    return found


def _kind(group: TemporalGroup) -> str:
    if any("-" in step for step in group.steps):
        return "dates"
    return "years" if all(1900 <= time_number(step) <= 2100 for step in group.steps) else "numbers"


def _span(steps: Sequence[str]) -> str:
    return steps[0] if len(steps) == 1 else f"{steps[0]} to {steps[-1]}"
