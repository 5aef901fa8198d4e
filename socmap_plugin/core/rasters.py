"""Windowed reading of rasters of any CRS, resolution and data type, onto a grid or at their own native pixels."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio._err import CPLE_BaseError  # rasterio has no public name for it
from rasterio.crs import CRS
from rasterio.enums import ColorInterp, MaskFlags, Resampling
from rasterio.errors import RasterioError
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window as RasterioWindow

from .covariates import BandInfo, BandSource
from .errors import InputError
from .grid import Grid, Window
from .jobs import RasterLayer
from .projection import parse_crs, project

WARP_MARGIN_PX = 64  # how far a warped layer reaches beyond the grid, so that patches at its edge see real neighbours
EXACT_PX = 1e-12  # error allowed to GDAL's coordinate transformation; 0 it takes for no transformation at all
NATIVE_CHUNK_PX = 512  # points are read block by block of the source: memory stays bounded for any extent
READ_ERRORS = (RasterioError, OSError)


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
    """Return a band at a reduced size, for a picture; NaN where there is no value."""
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
        self._readers: list[tuple[Any, Any, tuple[int, int], list[tuple[int, int]]]] = []
        with self._closed_on_error():
            for layer, bands in self._bands.items():
                source = self._open(layer)
                own = grid_of(layer, source)
                shift = own.shift_to(grid) if CRS.from_wkt(own.crs_wkt) == crs else None
                if shift is not None:
                    self._readers.append((source, source, shift, bands))
                    continue
                for nodata, alike in _by_nodata(source, bands):
                    reader = self._files.enter_context(_warped(source, layer, grid, own, resampling, nodata))
                    self._readers.append((reader, source, (-WARP_MARGIN_PX, -WARP_MARGIN_PX), alike))

    def read(self, window: Window) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """Return values and validity, both (C, height, width); values are 0 where not valid."""
        values = np.zeros((self.count, window.height, window.width), np.float32)
        valid = np.zeros(values.shape, np.bool_)
        for reader, source, (row, col), bands in self._readers:
            own = Window(window.row - row, window.col - col, window.height, window.width)
            inside = own.intersection(reader.height, reader.width)
            if inside is None:
                continue
            block, present = _read(reader, source, [band for band, _ in bands], inside)
            rows = slice(inside.row - own.row, inside.row - own.row + inside.height)
            cols = slice(inside.col - own.col, inside.col - own.col + inside.width)
            positions = [position for _, position in bands]
            values[positions, rows, cols] = block
            valid[positions, rows, cols] = present
        return values, valid


class NativeStack(_Stack):
    """Bands read at their own pixels, those that contain given points."""

    def __init__(self, sources: Sequence[BandSource], crs_wkt: str) -> None:
        super().__init__(sources)
        self._crs = CRS.from_wkt(crs_wkt)
        self._readers: list[tuple[Any, Grid, list[tuple[int, int]]]] = []
        with self._closed_on_error():
            for layer, bands in self._bands.items():
                source = self._open(layer)
                self._readers.append((source, grid_of(layer, source), bands))

    def read(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """Return values and validity, both (n, bands), at points in the CRS given at the start."""
        values = np.zeros((len(x), self.count), np.float32)
        valid = np.zeros(values.shape, np.bool_)
        pixels: dict[Grid, tuple[NDArray[np.int64], NDArray[np.int64]]] = {}
        for source, grid, bands in self._readers:
            if grid not in pixels:
                pixels[grid] = grid.pixel(*project(x, y, self._crs, CRS.from_wkt(grid.crs_wkt)))
            row, col = pixels[grid]
            self._read_file(source, grid, bands, row, col, values, valid)
        return values, valid

    @staticmethod
    def _read_file(
        source: Any,
        grid: Grid,
        bands: list[tuple[int, int]],
        row: NDArray[np.int64],
        col: NDArray[np.int64],
        values: NDArray[np.float32],
        valid: NDArray[np.bool_],
    ) -> None:
        inside = np.flatnonzero(grid.contains(row, col))
        chunk = (row[inside] // NATIVE_CHUNK_PX) * (grid.width // NATIVE_CHUNK_PX + 1) + col[inside] // NATIVE_CHUNK_PX
        indexes, positions = [band for band, _ in bands], [position for _, position in bands]
        for number in np.unique(chunk):
            points = inside[chunk == number]
            r, c = row[points], col[points]
            window = Window(int(r.min()), int(c.min()), int(np.ptp(r)) + 1, int(np.ptp(c)) + 1)
            block, present = _read(source, source, indexes, window)
            r, c = r - window.row, c - window.col
            values[np.ix_(points, positions)] = block[:, r, c].T
            valid[np.ix_(points, positions)] = present[:, r, c].T


def opened(layer: RasterLayer) -> Any:
    """Return a raster opened for reading; an error names the layer."""
    try:
        return rasterio.open(layer.path)
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
    t = source.transform
    return Grid(_crs(layer, source).to_wkt(), (t.a, t.b, t.c, t.d, t.e, t.f), source.width, source.height)


def _by_nodata(source: Any, bands: list[tuple[int, int]]) -> Iterable[tuple[float | None, list[tuple[int, int]]]]:
    """Split bands by their nodata value, of which a warp knows one only."""
    groups: dict[str, tuple[float | None, list[tuple[int, int]]]] = {}  # by text: nan is not equal to itself
    for band, position in bands:
        nodata = source.nodatavals[band - 1]
        groups.setdefault(repr(nodata), (nodata, []))[1].append((band, position))
    return groups.values()


def _warped(source: Any, layer: RasterLayer, grid: Grid, own: Grid, resampling: str, nodata: float | None) -> WarpedVRT:
    around = grid.crop(Window(0, 0, grid.height, grid.width).grown(WARP_MARGIN_PX))
    method = _resampling(source, grid, own, resampling)
    try:
        return WarpedVRT(
            source,
            src_crs=_crs(layer, source),
            crs=CRS.from_wkt(grid.crs_wkt),
            transform=rasterio.Affine(*around.transform),
            width=around.width,
            height=around.height,
            resampling=method,
            # integers would be rounded after interpolation
            dtype=np.result_type(np.float32, *source.dtypes).name,
            src_nodata=nodata,
            nodata=nodata,
            add_alpha=nodata is None and ColorInterp.alpha not in source.colorinterp,
            # A pixel's value must not depend on the window that asked for it: exact coordinates, and a kernel whose
            # width is not derived from the window.
            tolerance=EXACT_PX,
            **({"XSCALE": 1, "YSCALE": 1} if method == Resampling.bilinear else {}),
        )
    except CPLE_BaseError as error:
        raise InputError(
            f"The CRS of the layer {layer.name!r} cannot be transformed into that of the reference grid ({error}); "
            "set the right CRS in the layer's properties."
        ) from error


def _resampling(source: Any, grid: Grid, own: Grid, wanted: str) -> Resampling:
    if wanted == "nearest" or any(interpretation == ColorInterp.palette for interpretation in source.colorinterp):
        return Resampling.nearest
    if wanted == "bilinear":
        return Resampling.bilinear
    width, height = grid.pixel_size
    return Resampling.average if _pixel_area(own, grid) < width * height / 4 else Resampling.bilinear


def _pixel_area(own: Grid, grid: Grid) -> float:
    """Return the typical area of a pixel in the CRS of `grid`: the median over the file, which no extent changes."""
    share = (np.arange(9) + 0.5) / 9
    row, col = (axis.ravel() for axis in np.meshgrid(own.height * share, own.width * share, indexing="ij"))
    crs, other = CRS.from_wkt(own.crs_wkt), CRS.from_wkt(grid.crs_wkt)
    corners = [project(*own.xy(row + dr, col + dc), crs, other) for dr, dc in ((0, 0), (0, 1), (1, 0))]
    (x, y), (right_x, right_y), (down_x, down_y) = corners
    with np.errstate(invalid="ignore"):  # a place that does not exist in the other CRS is infinite
        area = np.abs((right_x - x) * (down_y - y) - (right_y - y) * (down_x - x))
    area = area[np.isfinite(area)]
    return float(np.median(area)) if area.size else math.inf


def _read(
    reader: Any, source: Any, indexes: list[int], window: Window
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Read bands with scale and offset applied; `source` is the file behind a warped `reader`."""
    values = np.empty((len(indexes), window.height, window.width), np.float32)
    valid = np.empty(values.shape, np.bool_)
    scale = np.array([source.scales[i - 1] for i in indexes])[:, None, None]
    offset = np.array([source.offsets[i - 1] for i in indexes])[:, None, None]
    for part in _parts(reader, window):
        try:
            raw, present = read_raw(reader, indexes, part)
        except READ_ERRORS as error:
            raise unreadable(source.name, error) from error
        row, col = part.row - window.row, part.col - window.col
        place = np.s_[:, row : row + part.height, col : col + part.width]
        with np.errstate(over="ignore", invalid="ignore"):
            values[place] = raw * scale + offset
        valid[place] = present
    valid &= np.isfinite(values)  # nan, and numbers as large as only an undeclared nodata value is
    return np.where(valid, values, np.float32(0)), valid


def read_raw(reader: Any, indexes: list[int], window: Window) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """Return bands as the file holds them, and where it says that they are valid, both (bands, height, width)."""
    place = RasterioWindow(window.col, window.row, window.width, window.height)
    raw = reader.read(indexes, window=place)
    if all(MaskFlags.all_valid in reader.mask_flag_enums[i - 1] for i in indexes):
        present = np.ones(raw.shape, np.bool_)
    else:
        present = reader.read_masks(indexes, window=place) > 0
    if ColorInterp.alpha in reader.colorinterp:  # GDAL makes no mask of it where the bands are floats
        present &= reader.read(reader.colorinterp.index(ColorInterp.alpha) + 1, window=place) > 0
    return raw, present


def _parts(reader: Any, window: Window) -> Iterator[Window]:
    """Split a window of a warped reader along its blocks: a larger piece GDAL warps at once, rounding otherwise."""
    height, width = reader.block_shapes[0] if isinstance(reader, WarpedVRT) else (reader.height, reader.width)
    bottom, right = window.row + window.height, window.col + window.width
    for top in range(window.row // height * height, bottom, height):
        for left in range(window.col // width * width, right, width):
            row, col = max(top, window.row), max(left, window.col)
            yield Window(row, col, min(top + height, bottom) - row, min(left + width, right) - col)


def unreadable(name: str, error: Exception) -> InputError:
    """Return the error for a file that opens and cannot be read."""
    return InputError(f"{name} cannot be read ({error}); the file may be damaged, make it again.")
