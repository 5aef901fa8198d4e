"""Tiles of one lattice read as one raster, on that lattice or at the nearest pixels of another grid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasterio.crs import CRS
from rasterio.errors import CRSError
from rasterio.warp import calculate_default_transform
from rasterio.windows import Window as RasterioWindow

from ..jobs.inputs import Extent
from ..runtime.errors import InputError
from .grid import Grid, Window
from .opening import READ_ERRORS, open_raster
from .projection import project, region


@dataclass(frozen=True)
class Tile:
    """One band of a file, `source` being the file that the user knows it by."""

    path: str
    band: int
    grid: Grid
    source: str


def union(tiles: Iterable[Tile]) -> Grid:
    """Return the grid that covers all tiles.

    Raises
    ------
    InputError
        Two tiles have other pixels or another CRS.
    """
    first: Tile | None = None
    shifts: dict[Grid, tuple[int, int]] = {}
    for tile in tiles:
        first = first or tile
        if tile.grid in shifts:
            continue
        shift = tile.grid.shift_to(first.grid) if _same_crs(tile.grid, first.grid) else None
        if shift is None:
            raise InputError(
                f"{tile.source} ({_pixels(tile.grid)}) does not lie on the pixels of {first.source} "
                f"({_pixels(first.grid)}); order or export all files with one CRS and one grid."
            )
        shifts[tile.grid] = shift
    if first is None:
        raise InputError("There are no files to read; give some.")
    top, left = (min(shift[axis] for shift in shifts.values()) for axis in (0, 1))
    bottom = max(row + grid.height for grid, (row, _) in shifts.items())
    right = max(col + grid.width for grid, (_, col) in shifts.items())
    return first.grid.crop(Window(top, left, bottom - top, right - left))


def _same_crs(one: Grid, other: Grid) -> bool:
    return one.crs_wkt == other.crs_wkt or CRS.from_wkt(one.crs_wkt) == CRS.from_wkt(other.crs_wkt)


def _pixels(grid: Grid) -> str:
    width, height = grid.pixel_size
    name = grid.crs_wkt.split('"')[1] if '"' in grid.crs_wkt else "no CRS"
    return f"{name}, pixels of {width:.8g} x {height:.8g}"


def target_grid(lattice: Grid, extent: Extent | None, crs_wkt: str, what: str) -> Grid:
    """Return the grid of a result: the lattice itself, or pixels as large in another CRS, inside an extent.

    Parameters
    ----------
    lattice
        Grid of the tiles.
    extent
        What is wanted, None for all.
    crs_wkt
        CRS of the result, empty for that of the lattice.
    what
        Names the rasters in an error.

    Raises
    ------
    InputError
        The extent lies outside, or the lattice has no place in the CRS.
    """
    area = region(lattice, extent, what)
    if not crs_wkt or _same_crs(Grid(crs_wkt, area.transform, 1, 1), area):
        return area
    crs = CRS.from_wkt(crs_wkt)
    try:
        transform, width, height = calculate_default_transform(
            CRS.from_wkt(area.crs_wkt), crs, area.width, area.height, *area.bounds()
        )
    except (CRSError, *READ_ERRORS) as error:
        raise InputError(
            f"The {what} cannot be brought into the CRS {crs.to_string()[:60]} ({error}); choose a CRS of the region."
        ) from error
    t = transform
    return region(Grid(crs.to_wkt(), (t.a, t.b, t.c, t.d, t.e, t.f), int(width), int(height)), extent, what)


@dataclass(frozen=True)
class Place:
    """Where the pixels of a window lie on a lattice.

    Attributes
    ----------
    shape
        (height, width) of the window.
    window
        The block of the lattice to read, None where all lies outside.
    pixels
        (height, width) positions of the window's pixels in that block (flattened), -1 outside; None where block and
        window are the same pixels.
    """

    shape: tuple[int, int]
    window: Window | None
    pixels: NDArray[np.int64] | None = None


class Lookup:
    """Finds the nearest pixel of a lattice for every pixel of a grid: the one that contains its centre."""

    def __init__(self, lattice: Grid, grid: Grid) -> None:
        self.lattice, self._grid = lattice, grid
        self._crs, self._other = CRS.from_wkt(grid.crs_wkt), CRS.from_wkt(lattice.crs_wkt)
        self._shift = grid.shift_to(lattice) if _same_crs(grid, lattice) else None

    @property
    def exact(self) -> bool:
        """Whether the grid lies on the lattice, so that nothing is moved."""
        return self._shift is not None

    def place(self, window: Window) -> Place:
        """Return where the pixels of a window lie."""
        shape = window.height, window.width
        if self._shift is not None:
            down, right = self._shift
            return Place(shape, Window(window.row + down, window.col + right, window.height, window.width))
        rows, cols = np.indices(shape)
        x, y = self._grid.xy(rows.ravel() + window.row, cols.ravel() + window.col)
        row, col = self.lattice.pixel(*project(x, y, self._crs, self._other))
        inside = self.lattice.contains(row, col)
        if not inside.any():
            return Place(shape, None)
        r, c = row[inside], col[inside]
        block = Window.around(r, c)
        pixels = np.full(row.shape, -1)
        pixels[inside] = (r - block.row) * block.width + c - block.col
        return Place(shape, block, pixels.reshape(shape))


def read(tiles: Sequence[Tile], lattice: Grid, place: Place) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """Return raw numbers and which of them a file holds, both (height, width); scale factors of the files are not used.

    Parameters
    ----------
    tiles
        Bands that together make the raster; where two overlap, the first that holds a value counts.
    lattice
        The grid that `place` refers to.
    place
        From :meth:`Lookup.place`.

    Raises
    ------
    InputError
        A file cannot be read.
    """
    if place.window is None:
        return np.zeros(place.shape, np.int16), np.zeros(place.shape, np.bool_)
    block = place.window
    values: NDArray[Any] | None = None
    present = np.zeros((block.height, block.width), np.bool_)
    for tile in tiles:
        shift = tile.grid.shift_to(lattice)
        if shift is None:  # union() has refused such tiles
            raise InputError(f"{tile.source} does not lie on the pixels of the other files; export it again.")
        own = Window(block.row - shift[0], block.col - shift[1], block.height, block.width)
        inside = own.intersection(tile.grid.height, tile.grid.width)
        if inside is None:
            continue
        raw, held = _read_tile(tile, inside)
        if values is None:
            values = np.zeros(present.shape, raw.dtype)
        elif not np.can_cast(raw.dtype, values.dtype):
            values = values.astype(np.promote_types(raw.dtype, values.dtype))
        part = np.s_[
            inside.row - own.row : inside.row - own.row + inside.height,
            inside.col - own.col : inside.col - own.col + inside.width,
        ]
        new = held & ~present[part]
        values[part][new] = raw[new]
        present[part] |= held
    if values is None:
        values = np.zeros(present.shape, np.int16)
    if place.pixels is None:
        return values, present
    outside = place.pixels < 0
    return values.ravel()[place.pixels], present.ravel()[place.pixels] & ~outside


def _read_tile(tile: Tile, window: Window) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    place = RasterioWindow(window.col, window.row, window.width, window.height)
    try:
        with open_raster(tile.path) as source:
            raw = source.read(tile.band, window=place)
            held = source.read_masks(tile.band, window=place) > 0
    except READ_ERRORS as error:
        raise InputError(
            f"{tile.source} cannot be read ({error}); the file may be damaged, download it again."
        ) from error
    if np.issubdtype(raw.dtype, np.floating):
        held &= np.isfinite(raw)
    return raw, held
