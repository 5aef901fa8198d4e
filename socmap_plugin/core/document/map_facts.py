"""What the pixels of a map and of the layers beside it say, read once, window by window."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from rasterio.crs import CRS
from rasterio.warp import transform_bounds

from ..covariates.covariate_list import BandSource
from ..jobs.areas import MapDocumentJob
from ..jobs.inputs import RasterLayer
from ..raster.cog import NODATA, Write
from ..raster.grid import Grid, Window
from ..raster.known_files import Files
from ..raster.reading import GridStack
from ..runtime.errors import InputError
from ..runtime.progress import Progress

WINDOW_PX = 1024
# Numbers that programs write for no value: found among the values, they have been taken for soil.
FILL_VALUES = (-9999.0, -99999.0, -999.0, -32768.0, 32767.0, 65535.0, 1e20, -3.4028234663852886e38)
WGS84 = "EPSG:4326"


@dataclass
class MapFacts:
    """What is known of a map.

    Attributes
    ----------
    grid, unit, nodata, dtype
        Where its pixels lie, and what its file says of the first band; nodata None where none is declared.
    bands
        How many bands the file has.
    valid, minimum, maximum, mean
        How many pixels have a value, and of these; NaN where none has.
    fill
        How many values are one of `FILL_VALUES`.
    rows, columns
        First and last row and column with a value.
    shifted
        Layers beside the map that lie on other pixels.
    without_limits, outside_limits
        Pixels of the map that lack a limit, and that lie outside their own limits.
    inside, outside, neither
        Pixels of the map in the area of applicability, outside it, and where that layer says something else.
    mean_width
        Of upper minus lower limit over the map's pixels, NaN where they are not known.
    """

    grid: Grid
    unit: str
    nodata: float | None
    dtype: str
    bands: int
    valid: int = 0
    minimum: float = math.nan
    maximum: float = math.nan
    mean: float = math.nan
    fill: int = 0
    rows: tuple[int, int] = (0, 0)
    columns: tuple[int, int] = (0, 0)
    shifted: list[str] = field(default_factory=list)
    without_limits: int = 0
    outside_limits: int = 0
    inside: int = 0
    outside: int = 0
    neither: int = 0
    mean_width: float = math.nan

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of the pixels with a value, in the units of the CRS."""
        (first, last), (left, right) = self.rows, self.columns
        return self.grid.crop(Window(first, left, last - first + 1, right - left + 1)).bounds()

    @property
    def degrees(self) -> tuple[float, float, float, float]:
        """West, south, east and north of the pixels with a value, in degrees of WGS 84."""
        west, south, east, north = transform_bounds(
            CRS.from_wkt(self.grid.crs_wkt), CRS.from_user_input(WGS84), *self.bounds
        )
        return west, south, east, north


def read_facts(job: MapDocumentJob, write_width: Write | None, progress: Progress) -> MapFacts:
    """Return what the pixels of a job's layers say; limits and area are read onto the pixels of the map.

    Parameters
    ----------
    write_width
        Takes the width of the intervals, (height, width) of a window; None where it is not wanted.

    Raises
    ------
    InputError
        A layer cannot be read, or the map has no value anywhere.
    """
    layers = [layer for layer in (job.map, job.lower, job.upper, job.aoa) if layer is not None]
    limits = job.lower is not None and job.upper is not None
    with Files() as files:
        facts = _declared(job.map, files)
        facts.shifted = [layer.name for layer in layers[1:] if not _same_pixels(files.of(layer).grid, facts.grid)]
        sums = [0.0, 0.0]  # of values, of widths
        with GridStack([BandSource(layer, 1) for layer in layers], facts.grid, "nearest", files) as stack:
            windows = list(facts.grid.windows(WINDOW_PX))
            for number, window in enumerate(windows):
                progress.report(number / len(windows), f"window {number + 1} of {len(windows)}")
                values, valid = stack.read(window)
                _add(facts, window, values[0], valid[0])
                sums[0] += float(values[0][valid[0]].sum(dtype=np.float64))
                if limits:
                    sums[1] += _add_limits(facts, window, values[:3], valid[:3], write_width)
                if job.aoa is not None:
                    _add_area(facts, values[-1], valid[-1], valid[0])
    if not facts.valid:
        raise InputError(f"The map {job.map.name!r} has no value in any pixel; choose another one.")
    facts.mean = sums[0] / facts.valid
    if facts.valid > facts.without_limits and limits:
        facts.mean_width = sums[1] / (facts.valid - facts.without_limits)
    return facts


def _declared(layer: RasterLayer, files: Files) -> MapFacts:
    known = files.of(layer)
    with known.file.lent() as raster:
        dtype = str(raster.dtypes[0])
    return MapFacts(known.grid, known.bands[0].unit, known.nodata[0], dtype, len(known.bands))


def _same_pixels(one: Grid, other: Grid) -> bool:
    same_crs = CRS.from_wkt(one.crs_wkt) == CRS.from_wkt(other.crs_wkt)
    return same_crs and one.shift_to(other) == (0, 0) and (one.width, one.height) == (other.width, other.height)


def _add(facts: MapFacts, window: Window, values: NDArray[np.float32], valid: NDArray[np.bool_]) -> None:
    found = values[valid]
    if not len(found):
        return
    first = not facts.valid
    rows, columns = (np.flatnonzero(valid.any(axis=axis)) for axis in (1, 0))
    facts.rows = _wider(facts.rows, rows + window.row, first)
    facts.columns = _wider(facts.columns, columns + window.col, first)
    facts.valid += len(found)
    facts.minimum = float(np.fmin(facts.minimum, found.min()))
    facts.maximum = float(np.fmax(facts.maximum, found.max()))
    facts.fill += int(np.isin(found, np.array(FILL_VALUES, np.float32)).sum())


def _wider(known: tuple[int, int], positions: NDArray[np.intp], first: bool) -> tuple[int, int]:
    low, high = int(positions[0]), int(positions[-1])
    return (low, high) if first else (min(known[0], low), max(known[1], high))


def _add_limits(
    facts: MapFacts,
    window: Window,
    values: NDArray[np.float32],
    valid: NDArray[np.bool_],
    write_width: Write | None,
) -> float:
    """Count what map, lower and upper limit, (3, height, width), say together; returns the sum of the widths."""
    both = valid.all(axis=0)
    width = np.where(both, values[2] - values[1], np.nan)
    if write_width is not None:
        write_width(np.where(both, width, np.float32(NODATA)).astype(np.float32), window, 1)
    facts.without_limits += int((valid[0] & ~both).sum())
    facts.outside_limits += int((both & ((values[0] < values[1]) | (values[0] > values[2]))).sum())
    return float(np.nansum(width, dtype=np.float64))


def _add_area(facts: MapFacts, area: NDArray[np.float32], there: NDArray[np.bool_], valid: NDArray[np.bool_]) -> None:
    inside, outside = (valid & there & (area == value) for value in (1, 0))
    facts.inside += int(inside.sum())
    facts.outside += int(outside.sum())
    facts.neither += int((valid & ~inside & ~outside).sum())
