"""A glance at the values of rasters: enough to see what is wrong with them, in bounded time whatever their size."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rasterio.crs import CRS

from ..covariates.covariate_list import BandSource
from ..jobs.inputs import RasterLayer
from ..raster.grid import Grid, Window
from ..raster.known_files import Files
from ..raster.projection import project
from ..raster.reading import GridStack

READ_PX = 2**19  # of a band: 0.02 s in usual files
PIECE_PX = 2**15  # blocks of a file are read in pieces of about this size, because every read has its price
FEWEST_PIECES = 9  # even where single blocks are large, the glance falls on nine places
KEPT_VALUES = 2**15  # of a band: the values of a hundred layers fit in a few megabytes
BANDS_AT_ONCE_PX = 2**23
ONE_BLOCK_PX = 2**22  # larger ones are often the whole file, decoded once; what is taken of them is free to choose
OUTLINE_POINTS = 21  # along each side of an area that is looked for in another CRS


@dataclass(frozen=True)
class Glance:
    """What was seen of one band.

    Attributes
    ----------
    values
        (k,) float32 with scale and offset applied, nan where there is no value; never averaged or interpolated.
    place
        Equal for glances whose values are of the same pixels in the same order.
    scale, offset
        Of the file; a stored value s is s * scale + offset here.
    nodata
        The stored value that the file declares to be none; nan and None as the file says.
    """

    values: NDArray[np.float32]
    place: Hashable
    scale: float = 1.0
    offset: float = 0.0
    nodata: float | None = None


def glance(files: Files, layer: RasterLayer, bands: Sequence[int], area: Grid) -> list[Glance]:
    """Read some of the pixels of a raster that lie in an area, the same in every band.

    Whole blocks of the file are read, evenly spread over the area, and full resolution is taken: overviews may hold
    averages, in which a fill value is no longer to be recognised.

    Parameters
    ----------
    files, layer
        The raster is one of these files.
    bands
        Bands to look at.
    area
        Where to look, in any CRS.

    Raises
    ------
    InputError
        The file cannot be opened, or a block cannot be read.
    """
    known = files.of(layer)
    own = known.grid
    facts = [(known.scales[i - 1], known.offsets[i - 1], known.nodata[i - 1]) for i in bands]
    around = bounds_in(area, own)
    window = own.window_of(around).intersection(own.height, own.width) if around else None
    pieces = list(_pieces(window, known.block)) if window else []
    step = math.ceil(sum(piece.height * piece.width for piece in pieces) / KEPT_VALUES)
    step += step % 2 == 0  # an even step would look at the same columns of every row
    values = _read(files, layer, bands, pieces, step)
    place = (own, tuple(pieces), step)
    return [Glance(seen, place, *fact) for seen, fact in zip(values, facts)]


def bounds_in(area: Grid, other: Grid) -> tuple[float, float, float, float] | None:
    """Return (xmin, ymin, xmax, ymax) of `area` in the CRS of `other`, None where it has no place there."""
    row, col = np.linspace(0, area.height, OUTLINE_POINTS), np.linspace(0, area.width, OUTLINE_POINTS)
    x, y = (axis.ravel() for axis in area.xy(*np.meshgrid(row - 0.5, col - 0.5)))
    x, y = project(x, y, CRS.from_wkt(area.crs_wkt), CRS.from_wkt(other.crs_wkt))
    placed = np.isfinite(x) & np.isfinite(y)
    if not placed.any():
        return None
    return float(x[placed].min()), float(y[placed].min()), float(x[placed].max()), float(y[placed].max())


def _pieces(window: Window, block: tuple[int, int]) -> Iterator[Window]:
    """Yield pieces of whole blocks inside a window: all, or as many as READ_PX allows, evenly spread."""
    height, width = block
    if height * width > ONE_BLOCK_PX:
        height = 1
    height *= max(1, PIECE_PX // (height * width))
    top, left = window.row // height, window.col // width
    rows = -(-(window.row + window.height) // height) - top
    cols = -(-(window.col + window.width) // width) - left
    wanted = max(FEWEST_PIECES, READ_PX // (height * width))
    if rows * cols > wanted:
        down = min(rows, max(1, round(math.sqrt(wanted * rows / cols))))
        across = min(cols, max(1, wanted // down))
        down = min(rows, max(1, wanted // across))
    else:
        down, across = rows, cols
    for i in range(down):
        for j in range(across):
            row, col = top + int((i + 0.5) * rows / down), left + int((j + 0.5) * cols / across)
            piece = Window(row * height, col * width, height, width)
            inside = _common(piece, window)
            if inside is not None:
                yield inside


def _common(one: Window, other: Window) -> Window | None:
    shifted = Window(one.row - other.row, one.col - other.col, one.height, one.width)
    inside = shifted.intersection(other.height, other.width)
    if inside is None:
        return None
    return Window(inside.row + other.row, inside.col + other.col, inside.height, inside.width)


def _read(
    files: Files, layer: RasterLayer, bands: Sequence[int], pieces: Sequence[Window], step: int
) -> list[NDArray[np.float32]]:
    """Return every `step`-th value of the pieces, (k,) a band."""
    if not pieces:
        return [np.empty(0, np.float32) for _ in bands]
    found: list[NDArray[np.float32]] = []
    at_once = max(1, BANDS_AT_ONCE_PX // max(piece.height * piece.width for piece in pieces))
    for first in range(0, len(bands), at_once):
        some = bands[first : first + at_once]
        seen: list[NDArray[np.float32]] = []
        with GridStack([BandSource(layer, band) for band in some], files.of(layer).grid, files=files) as stack:
            for piece in pieces:
                values, valid = stack.read(piece)
                flat = np.where(valid, values, np.float32(np.nan)).reshape(len(some), -1)
                seen.append(flat[:, ::step])
        found.extend(np.concatenate(seen, axis=1))
    return found
