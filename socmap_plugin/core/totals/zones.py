"""The pixels of many polygons, window by window of a map that need not fit into memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..covariates.covariate_list import BandSource
from ..jobs.areas import ZonalStockJob
from ..jobs.inputs import Mask, RasterLayer
from ..raster.grid import Grid, Window
from ..raster.mask import mask_of, window_of_mask
from ..raster.reading import GridStack
from ..runtime.errors import InputError
from ..runtime.progress import Progress
from ..runtime.seeds import ZONE_PIXELS, generator
from .block_variance import Sampled
from .pixel_areas import pixel_areas

Floats = NDArray[np.float64]
Deviation = Callable[[Floats], Floats]  # (layers, n) values of the layers of errors to (n,) standard deviations

WINDOW_PX = 1024


@dataclass(frozen=True)
class _Zone:
    window: Window  # that its polygon touches
    outside: Callable[[Window], NDArray[np.bool_]]
    sums: Sampled

    def part(self, window: Window) -> Window | None:
        """Return what its window has in common with another one, counted from the corner of that one."""
        own = self.window
        shifted = Window(own.row - window.row, own.col - window.col, own.height, own.width)
        return shifted.intersection(window.height, window.width)


def add_up(
    job: ZonalStockJob, grid: Grid, layers: Sequence[RasterLayer], deviation: Deviation, progress: Progress
) -> tuple[list[Sampled | None], Sampled]:
    """Return the sums of every polygon, and those of all of them together, where each pixel counts once.

    Parameters
    ----------
    job
        With the polygons.
    grid
        Of the map.
    layers
        The map, and those that its errors are known by.
    deviation
        Makes standard deviations of the values of the latter, (layers, n).
    progress
        Told how far it is.

    Returns
    -------
    list
        None for a polygon that lies beside the map, or that no pixel has its centre in.
    """
    zones = _zones(job, grid)
    together = Sampled(generator(1, ZONE_PIXELS, 0))
    there = [zone for zone in zones if zone is not None]
    windows = list(grid.windows(WINDOW_PX))
    with GridStack([BandSource(layer, 1) for layer in layers], grid) as stack:
        for number, window in enumerate(windows):
            progress.report(number / len(windows), f"window {number + 1} of {len(windows)}")
            parts = [(zone, part) for zone in there if (part := zone.part(window)) is not None]
            if parts:
                _add_window(stack, grid, window, parts, together, deviation)
    return [zone.sums if zone is not None and zone.sums.count else None for zone in zones], together


def _zones(job: ZonalStockJob, grid: Grid) -> list[_Zone | None]:
    zones: list[_Zone | None] = []
    for number, geojson in enumerate(job.zones.geojson, start=1):
        mask = Mask(geojson, job.zones.crs_wkt)
        outside = mask_of(mask, grid)  # refuses what is no polygon
        try:
            window = window_of_mask(mask, grid)
        except InputError:  # beside the map
            zones.append(None)
            continue
        zones.append(_Zone(window, outside, Sampled(generator(1, ZONE_PIXELS, number))))
    return zones


def _add_window(
    stack: GridStack,
    grid: Grid,
    window: Window,
    parts: Sequence[tuple[_Zone, Window]],
    together: Sampled,
    deviation: Deviation,
) -> None:
    values, there = stack.read(window)
    valid = np.asarray(there.all(axis=0))
    areas = pixel_areas(grid, window)
    anywhere = np.zeros(valid.shape, np.bool_)

    def add(sums: Sampled, row: NDArray[np.intp], col: NDArray[np.intp]) -> None:
        found = values[:, row, col].astype(np.float64)
        x, y = grid.xy(window.row + row, window.col + col)
        sums.add(x, y, areas[row, col], found[0], deviation(found[1:]))

    for zone, part in parts:
        place = np.s_[part.row : part.row + part.height, part.col : part.col + part.width]
        on_grid = Window(window.row + part.row, window.col + part.col, part.height, part.width)
        inside = ~zone.outside(on_grid) & valid[place]
        anywhere[place] |= inside
        row, col = np.nonzero(inside)
        if len(row):
            add(zone.sums, row + part.row, col + part.col)
    row, col = np.nonzero(anywhere)
    if len(row):
        add(together, row, col)
