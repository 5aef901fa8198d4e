"""Windowed reading of rasters of any CRS, resolution and data type, onto a grid or at their own native pixels."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasterio.crs import CRS
from rasterio.enums import ColorInterp, MaskFlags
from rasterio.windows import Window as RasterioWindow

from ..covariates.covariate_list import BandInfo, BandSource
from ..jobs.inputs import RasterLayer
from ..runtime.errors import InputError
from .grid import Grid, Window, has_area
from .opening import READ_ERRORS, open_raster
from .projection import parse_crs, project
from .warp import WARP_MARGIN_PX, warped, warped_at_once

NATIVE_CHUNK_PX = 512  # points are read block by block of the source: memory stays bounded for any extent


def describe(layer: RasterLayer) -> tuple[Grid, tuple[BandInfo, ...]]:
    """Return the grid of a raster and what its file says of its bands.

    Raises
    ------
    InputError
        The file cannot be opened, has no CRS, or its CRS cannot be read.
    """
    with opened(layer) as source:
        grid = grid_of(layer, source)
        bands = tuple(
            BandInfo(i, source.descriptions[i - 1] or "", source.units[i - 1] or "")
            for i in source.indexes
            if source.colorinterp[i - 1] != ColorInterp.alpha
        )
    return grid, bands


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
            raise unreadable(raster.name, error) from error
    return np.ma.filled(image.astype(np.float32), np.nan)


class _Stack:
    """Bands of several files, each file opened once; a context manager."""

    def __init__(self, sources: Sequence[BandSource]) -> None:
        self._files = contextlib.ExitStack()
        self.count = len(sources)
        self._bands: dict[RasterLayer, list[tuple[int, int]]] = {}  # layer -> (band, position in the stack)
        for position, source in enumerate(sources):
            self._bands.setdefault(source.layer, []).append((source.band, position))

    def __enter__(self) -> Any:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.close()

    @contextlib.contextmanager
    def _closed_on_error(self) -> Iterator[None]:
        with contextlib.ExitStack() as guard:
            guard.callback(self._files.close)
            yield
            guard.pop_all()

    def _open(self, layer: RasterLayer) -> Any:
        source = self._files.enter_context(opened(layer))
        largest = max(band for band, _ in self._bands[layer])
        if largest > source.count:
            raise InputError(f"{layer.path} has {source.count} bands, band {largest} is needed; give the file it was.")
        return source


class GridStack(_Stack):
    """Bands read onto the pixels of a grid.

    A band on the same lattice is read as it is. Others are warped: averaged where the file's pixels are less than half
    as large as the grid's, interpolated bilinearly otherwise, and never blended where the band is a set of classes (a
    colour table) or `resampling` says nearest.

    Parameters
    ----------
    sources
        The bands, in the order of the stack.
    grid
        The lattice to read onto; windows may reach beyond it.
    resampling
        ``auto`` as above, or ``nearest`` or ``bilinear``.
    """

    def __init__(self, sources: Sequence[BandSource], grid: Grid, resampling: str = "auto") -> None:
        super().__init__(sources)
        crs = CRS.from_wkt(grid.crs_wkt)
        self._readers: list[tuple[_Bands, tuple[int, int], list[int]]] = []  # shift, positions in the stack
        with self._closed_on_error():
            for layer, bands in self._bands.items():
                source = self._open(layer)
                own = grid_of(layer, source)
                shift = own.shift_to(grid) if CRS.from_wkt(own.crs_wkt) == crs else None
                if shift is not None:
                    self._add(source, source, shift, bands)
                    continue
                for nodata, alike in _by_nodata(source, bands):
                    reader = self._files.enter_context(warped(source, layer.name, own, grid, resampling, nodata))
                    self._add(reader, source, (-WARP_MARGIN_PX, -WARP_MARGIN_PX), alike)

    def _add(self, reader: Any, source: Any, shift: tuple[int, int], bands: list[tuple[int, int]]) -> None:
        indexes, positions = [band for band, _ in bands], [position for _, position in bands]
        self._readers.append((_Bands(reader, source, indexes), shift, positions))

    def read(self, window: Window) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """Return values and validity, both (C, height, width); values are 0 where not valid."""
        values = np.zeros((self.count, window.height, window.width), np.float32)
        valid = np.zeros(values.shape, np.bool_)
        for reader, (row, col), positions in self._readers:
            own = Window(window.row - row, window.col - col, window.height, window.width)
            inside = own.intersection(*reader.shape)
            if inside is None:
                continue
            rows = slice(inside.row - own.row, inside.row - own.row + inside.height)
            cols = slice(inside.col - own.col, inside.col - own.col + inside.width)
            if positions == list(range(positions[0], positions[-1] + 1)):
                place = np.s_[positions[0] : positions[-1] + 1, rows, cols]
                reader.read(inside, values[place], valid[place])
            else:
                values[positions, rows, cols], valid[positions, rows, cols] = _block(reader, len(positions), inside)
        return values, valid


class NativeStack(_Stack):
    """Bands read at their own pixels, those that contain given points.

    Attributes
    ----------
    grids
        The different grids of the files.
    """

    def __init__(self, sources: Sequence[BandSource], crs_wkt: str) -> None:
        super().__init__(sources)
        self._crs = CRS.from_wkt(crs_wkt)
        self._readers: dict[Grid, list[tuple[_Bands, list[int]]]] = {}  # positions in the stack
        with self._closed_on_error():
            for layer, bands in self._bands.items():
                source = self._open(layer)
                reader = _Bands(source, source, [band for band, _ in bands])
                alike = self._readers.setdefault(grid_of(layer, source), [])
                alike.append((reader, [position for _, position in bands]))

    @property
    def grids(self) -> tuple[Grid, ...]:
        return tuple(self._readers)

    def read(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """Return values and validity, both (n, bands), at points in the CRS given at the start."""
        crs = [CRS.from_wkt(grid.crs_wkt) for grid in self.grids]
        pixels = [grid.pixel(*project(x, y, self._crs, own)) for grid, own in zip(self.grids, crs)]
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
            for points in _chunks(grid, row, col):
                r, c = row[points], col[points]
                window = Window(int(r.min()), int(c.min()), int(np.ptp(r)) + 1, int(np.ptp(c)) + 1)
                pixel = (r - window.row) * window.width + c - window.col
                for reader, positions in readers:
                    place: Any = positions if len(points) == count else (np.array(positions)[:, None], points)
                    for to, block in zip((values, valid), _block(reader, len(positions), window)):
                        to[place] = np.take(block.reshape(len(positions), -1), pixel, axis=1)
        return values.T, valid.T


def _chunks(grid: Grid, row: NDArray[np.int64], col: NDArray[np.int64]) -> list[NDArray[np.intp]]:
    """Group the pixels inside a grid by the block of `NATIVE_CHUNK_PX` squared they lie in; returns their positions."""
    inside = np.flatnonzero(grid.contains(row, col))
    chunk = (row[inside] // NATIVE_CHUNK_PX) * (grid.width // NATIVE_CHUNK_PX + 1) + col[inside] // NATIVE_CHUNK_PX
    order = np.argsort(chunk, kind="stable")
    return np.split(inside[order], np.flatnonzero(np.diff(chunk[order])) + 1) if len(inside) else []


def _block(reader: _Bands, count: int, window: Window) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    values = np.empty((count, window.height, window.width), np.float32)
    valid = np.empty(values.shape, np.bool_)
    reader.read(window, values, valid)
    return values, valid


def opened(layer: RasterLayer) -> Any:
    """Return a raster opened for reading; an error names the layer."""
    try:
        return open_raster(layer.path)
    except READ_ERRORS as error:
        raise InputError(
            f"The raster of the layer {layer.name!r}, {layer.path}, cannot be opened ({error}); check the file."
        ) from error


def _crs(layer: RasterLayer, source: Any) -> CRS:
    if layer.crs_wkt:
        return parse_crs(layer.crs_wkt, f"The layer {layer.name!r}")
    if source.crs:
        return source.crs
    return parse_crs("", f"The layer {layer.name!r}")


def grid_of(layer: RasterLayer, source: Any) -> Grid:
    """Return the grid of an open raster; an error names the layer that has no CRS."""
    a, b, c, d, e, f = tuple(source.transform)[:6]
    if not has_area((a, b, c, d, e, f)):
        raise InputError(
            f"The raster of the layer {layer.name!r} has pixels without an area ({a:g}, {b:g}, {c:g}, {d:g}, {e:g}, "
            f"{f:g}); georeference {layer.path} anew."
        )
    return Grid(_crs(layer, source).to_wkt(), (a, b, c, d, e, f), source.width, source.height)


def _by_nodata(source: Any, bands: list[tuple[int, int]]) -> Iterable[tuple[float | None, list[tuple[int, int]]]]:
    """Split bands by their nodata value, of which a warp knows one only."""
    groups: dict[str, tuple[float | None, list[tuple[int, int]]]] = {}  # by text: nan is not equal to itself
    for band, position in bands:
        nodata = source.nodatavals[band - 1]
        groups.setdefault(repr(nodata), (nodata, []))[1].append((band, position))
    return groups.values()


class _Bands:
    """Some bands of a raster as numbers, scale and offset applied; `source` is the file behind a warped `reader`."""

    def __init__(self, reader: Any, source: Any, indexes: list[int]) -> None:
        self._reader, self._name, self._indexes = reader, source.name, indexes
        self._laws = [(source.scales[i - 1], source.offsets[i - 1]) for i in indexes]
        # What single precision holds exactly GDAL may write where it is wanted, without a copy.
        self._as_it_is = all(law == (1, 0) for law in self._laws) and all(
            np.can_cast(reader.dtypes[i - 1], np.float32) for i in indexes
        )

    @property
    def shape(self) -> tuple[int, int]:
        return self._reader.height, self._reader.width

    def read(self, window: Window, values: NDArray[np.float32], valid: NDArray[np.bool_]) -> None:
        """Read a window into two arrays (bands, height, width); values become 0 where not valid."""
        for part in warped_at_once(self._reader, window):
            row, col = part.row - window.row, part.col - window.col
            place = np.s_[:, row : row + part.height, col : col + part.width]
            try:
                self._read(part, values[place], valid[place])
            except READ_ERRORS as error:
                raise unreadable(self._name, error) from error

    def _read(self, part: Window, values: NDArray[np.float32], valid: NDArray[np.bool_]) -> None:
        place = _place(part)
        if self._as_it_is:
            self._reader.read(self._indexes, window=place, out=values)
        else:
            raw = self._reader.read(self._indexes, window=place)
            with np.errstate(over="ignore", invalid="ignore"):
                for band, number, (scale, offset) in zip(values, raw, self._laws):
                    band[:] = np.multiply(number, scale, dtype=np.float64) + offset
        np.isfinite(values, out=valid)  # not nan, nor numbers as large as only an undeclared nodata value is
        present = _present(self._reader, self._indexes, place)
        if present is not None:
            valid &= present
        if not valid.all():
            np.copyto(values, 0, where=~valid)


def read_raw(reader: Any, indexes: list[int], window: Window) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """Return numbers as the file holds them and which of them are valid, both (bands, height, width)."""
    raw = reader.read(indexes, window=_place(window))
    present = _present(reader, indexes, _place(window))
    return raw, np.ones(raw.shape, np.bool_) if present is None else present


def _present(reader: Any, indexes: list[int], place: RasterioWindow) -> NDArray[np.bool_] | None:
    """Return what nodata values, masks and alpha bands leave, (bands, height, width); None where nothing is missing."""
    present, flags, colours = None, reader.mask_flag_enums, reader.colorinterp
    if not all(MaskFlags.all_valid in flags[i - 1] for i in indexes):
        present = reader.read_masks(indexes, window=place) > 0
    if ColorInterp.alpha in colours:  # GDAL makes no mask of it where the bands are floats
        opaque = reader.read(colours.index(ColorInterp.alpha) + 1, window=place) > 0
        present = np.broadcast_to(opaque, (len(indexes), *opaque.shape)) if present is None else present & opaque
    return present


def _place(window: Window) -> RasterioWindow:
    return RasterioWindow(window.col, window.row, window.width, window.height)


def unreadable(name: str, error: Exception) -> InputError:
    """Return the error for a file that opens and cannot be read."""
    return InputError(f"{name} cannot be read ({error}); the file may be damaged, make it again.")
