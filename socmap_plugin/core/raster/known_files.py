"""What files of rasters say of themselves; each is opened and asked once, by whoever is first."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import numpy as np
import rasterio.shutil
from rasterio._err import CPLE_BaseError
from rasterio.crs import CRS
from rasterio.enums import ColorInterp
from rasterio.io import MemoryFile

from ..covariates.class_names import Names, names_in_dbf, names_in_vrt
from ..covariates.covariate_list import BandInfo, BandSource
from ..jobs.covariate_row import NEAREST
from ..jobs.inputs import RasterLayer
from ..runtime.errors import InputError
from .grid import Grid, has_area
from .open_files import PooledFile
from .opening import READ_ERRORS
from .projection import parse_crs
from .warp import resampling_of

Item = TypeVar("Item")
MOST_TABLES = 1024  # of a file: where more bands have a table each, none is read
LARGEST_TABLE_BYTES = 2**26


@dataclasses.dataclass(frozen=True)
class KnownFile:
    """A file that is read, and what it says.

    Attributes
    ----------
    file
        The raster.
    grid
        Where its pixels lie.
    bands
        Those that hold values: an alpha band is none.
    block
        Height and width of what is decoded at once.
    scales, offsets
        Of every band: a stored value s stands for s * scale + offset.
    nodata
        Of every band the stored value that stands for none, None where no value does.
    integer, coloured
        Of every band, whether its numbers are integers, and whether colours make classes of them.
    """

    file: PooledFile
    grid: Grid
    bands: tuple[BandInfo, ...]
    block: tuple[int, int]
    scales: tuple[float, ...]
    offsets: tuple[float, ...]
    nodata: tuple[float | None, ...]
    integer: tuple[bool, ...]
    coloured: tuple[bool, ...]


class Files:
    """The files of layers, each looked at once; a context manager that ends with all of them closed.

    Parameters
    ----------
    at_once
        How many of them are read at the same time, each by a thread of its own.
    """

    def __init__(self, at_once: int = 1) -> None:
        self._known: dict[RasterLayer, KnownFile] = {}
        self._names: dict[RasterLayer, dict[int, Names]] = {}
        self._threads = ThreadPoolExecutor(at_once, "read") if at_once > 1 else None

    def __enter__(self) -> Files:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)
        for known in self._known.values():
            known.file.close()

    def of(self, layer: RasterLayer) -> KnownFile:
        """Return the file of a layer.

        Raises
        ------
        InputError
            The file cannot be opened, has no CRS, or its CRS cannot be read; its pixels have no place or no size, its
            numbers are complex, or the names of its bands are not text.
        """
        if layer not in self._known:
            file = PooledFile(layer)
            with file.lent() as raster:
                self._known[layer] = _asked(file, raster)
        return self._known[layer]

    def class_names(self, source: BandSource) -> Names:
        """Return what the attribute table of a band calls its classes, by the numbers that are read of the band."""
        layer, band, known = source.layer, source.band, self.of(source.layer)
        if layer not in self._names:
            with known.file.lent() as raster:
                self._names[layer] = _tables(raster) or _table_beside(layer.path)
        names = {}
        for stored, name in self._names[layer].get(band, {}).items():
            number = np.float32(stored * known.scales[band - 1] + known.offsets[band - 1])  # as bands are read
            names[float(np.float32(np.float64(number) * source.scale + source.offset))] = name
        return names

    def each(self, read: Callable[[Item], None], items: Iterable[Item]) -> None:
        """Call `read` for every item, as many at a time as files are read at once; the first error is raised here."""
        for _ in map(read, items) if self._threads is None else self._threads.map(read, items):
            pass

    def resampling(self, source: BandSource, grid: Grid, otherwise: str) -> str:
        """Return how a band comes onto a grid, as :func:`.resampling_of`; never blended where the file has colours."""
        known = self.of(source.layer)
        if any(known.coloured) and not source.resampling:
            otherwise = NEAREST
            source = dataclasses.replace(source, resampling=NEAREST)
        return resampling_of(source, known.grid, grid, otherwise)


def describe(layer: RasterLayer) -> tuple[Grid, tuple[BandInfo, ...]]:
    """Return the grid of a raster and what its file says of its bands; raises as :meth:`Files.of`."""
    with Files() as files:
        known = files.of(layer)
    return known.grid, known.bands


def grid_of(layer: RasterLayer, source: Any) -> Grid:
    """Return the grid of an open raster; an error names the layer that has no CRS, or no place on the ground."""
    a, b, c, d, e, f = tuple(source.transform)[:6]
    if not has_area((a, b, c, d, e, f)):
        raise InputError(
            f"The raster of the layer {layer.name!r} has pixels without an area ({a:g}, {b:g}, {c:g}, {d:g}, {e:g}, "
            f"{f:g}); georeference {layer.path} anew."
        )
    return Grid(_crs(layer, source).to_wkt(), (a, b, c, d, e, f), source.width, source.height)


def _asked(file: PooledFile, source: Any) -> KnownFile:
    layer = file.layer
    grid = grid_of(layer, source)
    # Asked once: a file can have 65,535 bands, and rasterio asks it for all of them each time.
    colours, dtypes = source.colorinterp, source.dtypes
    shown = [i for i in source.indexes if colours[i - 1] != ColorInterp.alpha]
    if any(np.issubdtype(dtypes[i - 1], np.complexfloating) for i in shown):
        raise InputError(
            f"The layer {layer.name!r} has complex numbers ({dtypes[0]}), which no model takes; make a "
            "raster of their amplitude or phase and use that."
        )
    try:
        names, units = source.descriptions, source.units
    except UnicodeDecodeError as error:
        raise InputError(
            f"The layer {layer.name!r} has band names or units that are not UTF-8 text; save it anew (layer menu, "
            "Export > Save As), which leaves them out, and use that."
        ) from error
    return KnownFile(
        file,
        grid,
        tuple(BandInfo(i, names[i - 1] or "", units[i - 1] or "") for i in shown),
        source.block_shapes[0],
        source.scales,
        source.offsets,
        source.nodatavals,
        tuple(np.issubdtype(np.dtype(kind), np.integer) for kind in dtypes),
        tuple(colour == ColorInterp.palette for colour in colours),
    )


def _tables(raster: Any) -> dict[int, Names]:
    """Return the names of classes by band, wherever the format of the raster keeps them.

    GDAL writes the tables into a virtual raster; rasterio has no other way to them.
    """
    if raster.count > MOST_TABLES:
        return {}
    try:
        with MemoryFile(ext=".vrt") as described:
            rasterio.shutil.copy(raster, described.name, driver="VRT")
            text = described.read(LARGEST_TABLE_BYTES + 1)
    except (*READ_ERRORS, CPLE_BaseError):  # the pixels may be read all the same
        return {}
    return names_in_vrt(text) if len(text) <= LARGEST_TABLE_BYTES else {}


def _table_beside(path: str) -> dict[int, Names]:
    """Return the names in the table that ArcGIS writes beside a raster of one band, and not every GDAL reads."""
    for table in (f"{path}.vat.dbf", str(Path(path).with_suffix(".vat.dbf"))):
        try:
            if os.path.isfile(table) and os.path.getsize(table) <= LARGEST_TABLE_BYTES:
                names = names_in_dbf(Path(table).read_bytes())
                return {1: names} if names else {}
        except OSError:
            continue
    return {}


def _crs(layer: RasterLayer, source: Any) -> CRS:
    if layer.crs_wkt:
        return parse_crs(layer.crs_wkt, f"The layer {layer.name!r}")
    if source.crs:
        return source.crs
    return parse_crs("", f"The layer {layer.name!r}")
