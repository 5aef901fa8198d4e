"""Windowed reading of rasters of any CRS, resolution and data type, onto a grid or at their own native pixels."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Sequence
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasterio.crs import CRS

from ..covariates.covariate_list import BandSource
from ..jobs.covariate_row import BILINEAR
from ..jobs.inputs import RasterLayer
from .bands import Bands, unreadable
from .grid import Grid, Window
from .known_files import Files
from .open_files import opened
from .opening import READ_ERRORS
from .projection import place_on, turned
from .warp import Lattice, Warped

NATIVE_CHUNK_PX = 512  # points are read block by block of the source: memory stays bounded for any extent


def thumbnail(source: BandSource, largest_px: int = 512) -> NDArray[np.float32]:
    """Return a band at a reduced size, for a picture; NaN where there is no value.

    Parameters
    ----------
    source
        File and band.
    largest_px
        Of height and width; a smaller band keeps its size.

    Returns
    -------
    array
        (height, width) in the band's own unit.

    Raises
    ------
    InputError
        The file cannot be opened or read.
    """
    with opened(source.layer) as raster:
        shrink = max(raster.width, raster.height) / largest_px
        shape = (max(round(raster.height / max(shrink, 1)), 1), max(round(raster.width / max(shrink, 1)), 1))
        try:
            image = raster.read(source.band, out_shape=shape, masked=True)
        except READ_ERRORS as error:
            raise unreadable(source.layer, error) from error
    return np.ma.filled(image.astype(np.float32), np.nan)


class _Stack:
    """Bands of several files; a context manager."""

    def __init__(self, sources: Sequence[BandSource], files: Files | None) -> None:
        self._own = contextlib.ExitStack()
        self._files = files or self._own.enter_context(Files())
        self.count = len(sources)

    def __enter__(self) -> Any:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._own.close()


class GridStack(_Stack):
    """Bands read onto the pixels of a grid.

    A band on the same lattice is read as it is. Others are resampled as :func:`.resampling_of` says: averaged where the
    file's pixels are less than half as large as the grid's, interpolated bilinearly otherwise; classes are never
    blended. What is missing has no part in it. See :class:`.BandSource` for what is read of dates and classes.

    Parameters
    ----------
    sources
        The bands, in the order of the stack.
    grid
        The lattice to read onto; windows may reach beyond it.
    otherwise
        How bands that are not finer come onto the grid: ``bilinear`` or ``nearest``.
    files
        Those that are known already and stay open afterwards.
    """

    def __init__(
        self, sources: Sequence[BandSource], grid: Grid, otherwise: str = BILINEAR, files: Files | None = None
    ) -> None:
        super().__init__(sources, files)
        self._readers: list[tuple[Bands | Warped, tuple[int, int] | None, list[int]]] = []  # shift, positions
        with contextlib.ExitStack() as guard:
            guard.callback(self._own.close)
            alike: dict[tuple[RasterLayer, str], list[int]] = {}
            shifts: dict[RasterLayer, tuple[int, int] | None] = {}
            lattice = Lattice(grid)
            for position, source in enumerate(sources):
                layer = source.layer
                if layer not in shifts:
                    shifts[layer] = _shift(self._files.of(layer).grid, grid)
                way = "" if shifts[layer] is not None else self._files.resampling(source, grid, otherwise)
                alike.setdefault((layer, way), []).append(position)
            for (layer, way), positions in alike.items():
                known = self._files.of(layer)
                bands = Bands(known.file, known.grid, [sources[position] for position in positions])
                reader = Warped(bands, lattice, way, layer.name) if way else bands
                self._readers.append((reader, shifts[layer], positions))
            guard.pop_all()

    def read(self, window: Window) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """Return values and validity, both (C, height, width); values are 0 where not valid."""
        values = np.zeros((self.count, window.height, window.width), np.float32)
        valid = np.zeros(values.shape, np.bool_)

        def read_file(one: tuple[Bands | Warped, tuple[int, int] | None, list[int]]) -> None:
            reader, shift, positions = one
            row, col = shift or (0, 0)
            own = dataclasses.replace(window, row=window.row - row, col=window.col - col)
            if positions == list(range(positions[0], positions[-1] + 1)):
                place = np.s_[positions[0] : positions[-1] + 1]
                reader.read(own, values[place], valid[place])
            else:
                values[positions], valid[positions] = _block(reader, len(positions), own)

        self._files.each(read_file, self._readers)
        return values, valid


def _shift(own: Grid, grid: Grid) -> tuple[int, int] | None:
    """Return (row, col) of a file's first pixel on a grid, None where it lies on another lattice."""
    crs = CRS.from_wkt(own.crs_wkt)
    if crs != CRS.from_wkt(grid.crs_wkt):
        return None
    if crs.is_geographic:
        a, b, c, d, e, f = own.transform
        left, _, right, _ = own.bounds()
        turn = float(turned(np.array([(left + right) / 2]), grid)[0]) - (left + right) / 2
        own = dataclasses.replace(own, transform=(a, b, c + turn, d, e, f))
    return own.shift_to(grid)


class NativeStack(_Stack):
    """Bands read at their own pixels, those that contain given points.

    Attributes
    ----------
    grids
        The different grids of the files.
    """

    def __init__(self, sources: Sequence[BandSource], crs_wkt: str, files: Files | None = None) -> None:
        super().__init__(sources, files)
        self._crs = CRS.from_wkt(crs_wkt)
        self._readers: dict[Grid, list[tuple[Bands, list[int]]]] = {}  # positions in the stack
        layers: dict[RasterLayer, list[int]] = {}
        for position, source in enumerate(sources):
            layers.setdefault(source.layer, []).append(position)
        with contextlib.ExitStack() as guard:
            guard.callback(self._own.close)
            for layer, positions in layers.items():
                known = self._files.of(layer)
                bands = Bands(known.file, known.grid, [sources[position] for position in positions])
                self._readers.setdefault(known.grid, []).append((bands, positions))
            guard.pop_all()

    @property
    def grids(self) -> tuple[Grid, ...]:
        return tuple(self._readers)

    def read(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """Return values and validity, both (n, bands), at points in the CRS given at the start."""
        pixels = [grid.pixel(*place_on(x, y, self._crs, grid)) for grid in self.grids]
        return self.read_pixels(pixels, len(x))

    def read_pixels(
        self, pixels: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]], count: int
    ) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """Return values and validity, both (n, bands), at n = `count` pixels: row and col, a pair for each of `grids`.

        A pixel outside its grid is missing.
        """
        values = np.zeros((self.count, count), np.float32)  # band by band: a file's are copied and looked at in one go
        valid = np.zeros(values.shape, np.bool_)
        for (grid, readers), (row, col) in zip(self._readers.items(), pixels):
            chunks = [_Chunk(row, col, points) for points in _chunks(grid, row, col)]

            def read_file(one: tuple[Bands, list[int]], chunks: list[_Chunk] = chunks) -> None:
                reader, positions = one
                for chunk in chunks:
                    whole = len(chunk.points) == count
                    place: Any = positions if whole else (np.array(positions)[:, None], chunk.points)
                    for to, block in zip((values, valid), _block(reader, len(positions), chunk.window)):
                        to[place] = np.take(block.reshape(len(positions), -1), chunk.pixel, axis=1)

            self._files.each(read_file, readers)  # file by file: not all of them may be open at the same time
        return values.T, valid.T


class _Chunk:
    """Points of a grid that are read at once: the window around them, and where in it they are."""

    def __init__(self, row: NDArray[np.int64], col: NDArray[np.int64], points: NDArray[np.intp]) -> None:
        r, c = row[points], col[points]
        self.points = points
        self.window = Window(int(r.min()), int(c.min()), int(np.ptp(r)) + 1, int(np.ptp(c)) + 1)
        self.pixel = (r - self.window.row) * self.window.width + c - self.window.col


def _chunks(grid: Grid, row: NDArray[np.int64], col: NDArray[np.int64]) -> list[NDArray[np.intp]]:
    """Group the pixels inside a grid by the block of `NATIVE_CHUNK_PX` squared they lie in; returns their positions."""
    inside = np.flatnonzero(grid.contains(row, col))
    chunk = (row[inside] // NATIVE_CHUNK_PX) * (grid.width // NATIVE_CHUNK_PX + 1) + col[inside] // NATIVE_CHUNK_PX
    order = np.argsort(chunk, kind="stable")
    return np.split(inside[order], np.flatnonzero(np.diff(chunk[order])) + 1) if len(inside) else []


def _block(reader: Bands | Warped, count: int, window: Window) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    values = np.empty((count, window.height, window.width), np.float32)
    valid = np.empty(values.shape, np.bool_)
    reader.read(window, values, valid)
    return values, valid
