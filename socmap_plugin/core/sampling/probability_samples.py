"""Probability samples, with which a map can be judged without a model: Brus (2022), chapters 3 and 4.

Places are drawn uniformly over the area, not over the pixels: a pixel counts by its m2, and a point is anywhere in it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from ..raster.projection import metric_points
from .frame import Frame

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

POINTS_A_STRATUM = 2  # the fewest that have a variance: strata are as many and as small as can be
ROUNDS = 60


@dataclass(frozen=True)
class Drawn:
    """Points that were drawn.

    Attributes
    ----------
    x, y
        (n,) in the CRS of the frame.
    stratum
        (n,) numbers from 1.
    density
        (n,) inclusion probability of a hectare around the point: the points of its stratum by the hectares of it.
    area_ha
        (n,) of the stratum.
    reserve
        (n,) whether it only stands ready for another one of its stratum.
    """

    x: Floats
    y: Floats
    stratum: Whole
    density: Floats
    area_ha: Floats
    reserve: NDArray[np.bool_]


def simple(frame: Frame, count: int, reserve: int, rng: np.random.Generator) -> Drawn:
    """Return simple random points, and as many in reserve as wanted."""
    return _drawn(frame, np.array([count]), np.array([reserve]), None, rng)


def stratified(frame: Frame, count: int, reserve: int, rng: np.random.Generator) -> Drawn:
    """Return random points in compact geographical strata of two points each; one has three where `count` is odd.

    Strata are the cells of the nearest of some centres, found by k-means on the places of the frame's candidates
    (Walvoort, Brus and de Gruijter 2010). Reserve points go to the strata in turn.
    """
    number = max(count // POINTS_A_STRATUM, 1)
    places = metric_points(np.column_stack(frame.grid.xy(frame.row, frame.col)), frame.grid.crs_wkt)
    number = min(number, len(places))
    centres = _centres(places, number, rng)
    counts = np.full(number, count // number)
    counts[: count % number] += 1
    spare = np.full(number, reserve // number)
    spare[: reserve % number] += 1
    return _drawn(frame, counts, spare, cKDTree(centres), rng)


def _centres(places: Floats, number: int, rng: np.random.Generator) -> Floats:
    """Return the centres of compact strata by k-means."""
    centres = places[rng.choice(len(places), number, replace=False)]
    for _ in range(ROUNDS):
        nearest = cKDTree(centres).query(places)[1]
        sizes = np.maximum(np.bincount(nearest, minlength=number), 1)
        sums = np.column_stack([np.bincount(nearest, column, number) for column in places.T])
        moved = np.where(np.bincount(nearest, minlength=number)[:, None] > 0, sums / sizes[:, None], centres)
        if np.allclose(moved, centres):
            break
        centres = moved
    return centres


def _drawn(frame: Frame, counts: Whole, spare: Whole, strata: cKDTree | None, rng: np.random.Generator) -> Drawn:
    """Draw so many points, and spare ones, in each stratum: those with the smallest of exponential keys by area.

    The smallest of keys E / area, with E exponential, are a sample without replacement with chances by area (Efraimidis
    and Spirakis 2006), and a stream of pixels needs to be seen once.
    """
    wanted = counts + spare
    kept: list[list[Floats]] = [[] for _ in counts]  # rows of key, row, column
    areas, worst = np.zeros(len(counts)), np.full(len(counts), np.inf)
    for row, col, area in frame.pixels():
        stratum = np.zeros(len(row), np.int64)
        if strata is not None:
            places = metric_points(np.column_stack(frame.grid.xy(row, col)), frame.grid.crs_wkt)
            stratum = np.asarray(strata.query(places)[1], np.int64)
        areas += np.bincount(stratum, area, len(counts))
        keys = rng.exponential(size=len(row)) / area
        for number in np.unique(stratum[keys < worst[stratum]]).tolist():
            own = np.flatnonzero((stratum == number) & (keys < worst[number]))
            kept[number].append(np.column_stack([keys[own], row[own], col[own]]))
            best = np.concatenate(kept[number])
            best = best[np.argsort(best[:, 0])][: wanted[number]]
            kept[number] = [best]
            if len(best) == wanted[number]:
                worst[number] = best[-1, 0]
    parts = [np.concatenate(found) if found else np.empty((0, 3)) for found in kept]
    sizes = np.array([len(part) for part in parts])
    pixels, number = np.concatenate(parts), np.repeat(np.arange(len(counts)), sizes)
    order = np.concatenate([np.arange(size) for size in sizes])
    inside = rng.uniform(-0.5, 0.5, (2, len(pixels)))
    x, y = frame.grid.xy(pixels[:, 1] + inside[0], pixels[:, 2] + inside[1])
    hectares = areas[number] / 1e4
    main = np.minimum(counts, sizes)[number]
    return Drawn(x, y, number + 1, main / hectares, hectares, order >= counts[number])
