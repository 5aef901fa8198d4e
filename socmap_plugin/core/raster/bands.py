"""Some bands of a file as numbers, and which of them are there: the one place that knows what stands for no value."""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasterio.enums import ColorInterp, MaskFlags
from rasterio.windows import Window as RasterioWindow

from ..covariates.covariate_list import BandSource
from ..jobs.covariate_row import DATE
from ..jobs.inputs import RasterLayer
from ..runtime.errors import InputError
from ..runtime.wording import sentence_part, short
from .grid import Grid, Window
from .open_files import PooledFile
from .opening import READ_ERRORS
from .projection import turn_px

FILL = 1e30  # nothing measured is as large; the largest float and what products and programs use like it are
YEAR_DAYS = 365  # of the circle of dates: whole days stay whole, and a leap year is wrong by one


class Bands:
    """Bands of one file, all at the same pixels.

    A value is missing where the file says so (a nodata value, a mask, an alpha band), where the layer's transparency
    in QGIS or the band's source does, and where it is no number or larger than `FILL`.

    Parameters
    ----------
    file
        The raster.
    grid
        Its grid.
    sources
        The bands, in the order in which they are read.
    """

    def __init__(self, file: PooledFile, grid: Grid, sources: Sequence[BandSource]) -> None:
        self._file, self.grid = file, grid
        stored = [
            dataclasses.replace(one, class_value=None, classes=(), class_name="", resampling="") for one in sources
        ]
        self._columns = list(dict.fromkeys(stored))
        number = {column: place for place, column in enumerate(self._columns)}
        self._spread = [(number[column], one) for column, one in zip(stored, sources)]
        self._plain = stored == self._columns and all(one.class_value is None for one in sources)
        self._indexes = [column.band for column in self._columns]
        self._turn = turn_px(grid)
        with file.lent() as raster:
            largest = max(self._indexes)
            if largest > raster.count:
                raise InputError(
                    f"{file.layer.path} has {raster.count} bands, band {largest} is needed; give the file it was."
                )
            # Asked once: a file can have 65,535 bands, and rasterio asks it for all of them each time.
            scales, offsets, dtypes, flags = raster.scales, raster.offsets, raster.dtypes, raster.mask_flag_enums
            self._laws = [(scales[i - 1], offsets[i - 1]) for i in self._indexes]
            self._masked = [_is_masked(column, flags[column.band - 1]) for column in self._columns]
            alpha = [index for index, colour in zip(raster.indexes, raster.colorinterp) if colour == ColorInterp.alpha]
            self._alpha = alpha[0] if alpha else None  # GDAL makes no mask of it where the bands are floats
            # What single precision holds exactly GDAL may write where it is wanted, without a copy.
            self._as_it_is = all(law == (1, 0) for law in self._laws) and all(
                np.can_cast(dtypes[i - 1], np.float32) for i in self._indexes
            )

    @property
    def columns(self) -> int:
        """Number of different bands, or ways to read one; classes of a band are one column."""
        return len(self._columns)

    def reach(self, window: Window) -> Window | None:
        """Return what of a window :meth:`read_columns` finds something in, None where it finds nothing."""
        if self._turn is None:
            return window.intersection(self.grid.height, self.grid.width)
        rows = dataclasses.replace(window, col=0, width=1).intersection(self.grid.height, 1)
        return rows and Window(rows.row, window.col, rows.height, min(window.width, self._turn))

    def read(self, window: Window, values: NDArray[np.float32], valid: NDArray[np.bool_]) -> None:
        """Read a window inside the file into two arrays (sources, height, width); values become 0 where not valid."""
        if self._plain:
            self.read_columns(window, values, valid)
            return
        shape = (self.columns, window.height, window.width)
        numbers, there = np.empty(shape, np.float32), np.empty(shape, np.bool_)
        self.read_columns(window, numbers, there)
        self.spread(numbers, there, values, valid)

    def spread(
        self,
        numbers: NDArray[np.float32],
        there: NDArray[np.bool_],
        values: NDArray[np.float32],
        valid: NDArray[np.bool_],
    ) -> None:
        """Make what the sources are, (sources, ...), of what the columns hold, (columns, ...)."""
        for i, (column, source) in enumerate(self._spread):
            values[i], valid[i] = numbers[column], there[column]
            if source.class_value is not None:
                valid[i] &= np.isin(values[i], np.array(source.classes, np.float32))
                values[i] = (values[i] == np.float32(source.class_value)) & valid[i]

    def read_columns(self, window: Window, values: NDArray[np.float32], valid: NDArray[np.bool_]) -> None:
        """Read a window into two arrays (columns, height, width); what lies beyond the file is missing.

        The columns of a raster around the whole Earth go on at its other edge.
        """
        parts = list(self._parts(window))
        if len(parts) != 1 or parts[0][0] != window:
            values[:], valid[:] = 0, False
        for part, row, col in parts:
            place = np.s_[:, row : row + part.height, col : col + part.width]
            self._read_part(part, values[place], valid[place])

    def _parts(self, window: Window) -> Iterator[tuple[Window, int, int]]:
        """Yield what of a window is in the file, and where it lies in the window."""
        turns = range(1)
        if self._turn is not None:
            turns = range(window.col // self._turn, (window.col + window.width - 1) // self._turn + 1)
        for turn in turns:
            shift = turn * (self._turn or 0)
            inside = dataclasses.replace(window, col=window.col - shift).intersection(self.grid.height, self.grid.width)
            if inside is not None:
                yield inside, inside.row - window.row, inside.col + shift - window.col

    def _read_part(self, part: Window, values: NDArray[np.float32], valid: NDArray[np.bool_]) -> None:
        try:
            with self._file.lent() as raster:
                self._read_numbers(raster, _place(part), values, valid)
                present = self._present(raster, _place(part))
        except READ_ERRORS as error:
            raise unreadable(self._file.layer, error) from error
        if present is not None:
            valid &= present
        for band, there, column, law in zip(values, valid, self._columns, self._laws):
            self._leave_out(band, there, column, law)
            if (column.scale, column.offset) != (1, 0):
                band[:] = np.multiply(band, column.scale, dtype=np.float64) + column.offset
            if column.kind == DATE and column.season is not None:
                band[:] = within_a_year(band, column.season)
        if not valid.all():
            np.copyto(values, 0, where=~valid)

    def _read_numbers(
        self, raster: Any, place: RasterioWindow, values: NDArray[np.float32], valid: NDArray[np.bool_]
    ) -> None:
        if self._as_it_is:
            raster.read(self._indexes, window=place, out=values)
            np.less(np.abs(values), FILL, out=valid)  # not of nan
            return
        raw = raster.read(self._indexes, window=place)
        with np.errstate(over="ignore", invalid="ignore"):
            for band, there, number, (scale, offset) in zip(values, valid, raw, self._laws):
                np.less(np.abs(number, dtype=np.float64), FILL, out=there)
                band[:] = np.multiply(number, scale, dtype=np.float64) + offset
        valid &= np.isfinite(values)

    def _present(self, raster: Any, place: RasterioWindow) -> NDArray[np.bool_] | None:
        """Return what nodata values, masks and alpha bands leave, (columns, height, width), None where all is."""
        present = None
        if any(self._masked):
            masked = np.array(self._masked)
            indexes = [index for index, has in zip(self._indexes, self._masked) if has]
            there = raster.read_masks(indexes, window=place) > 0
            present = there if masked.all() else np.ones((len(masked), *there.shape[1:]), np.bool_)
            present[masked] = there
        if self._alpha is not None:
            opaque = raster.read(self._alpha, window=place) > 0
            shape = (len(self._columns), *opaque.shape)
            present = np.broadcast_to(opaque, shape) if present is None else present & opaque
        return present

    def _leave_out(
        self, band: NDArray[np.float32], there: NDArray[np.bool_], column: BandSource, law: tuple[float, float]
    ) -> None:
        """Take out what the user says is no value: in the file's numbers, or in the layer's transparency."""
        if column.nodata is not None:
            there &= band != np.float32(column.nodata * law[0] + law[1])
        for limits in self._file.layer.missing:
            if limits.band == column.band:  # in double precision, and with scale and offset of the file, as in QGIS
                out = there.copy() if limits.low is None else band >= np.float64(limits.low)
                if limits.high is not None:
                    out &= band <= np.float64(limits.high)
                there &= ~out


def within_a_year(days: NDArray[np.float32], season: float) -> NDArray[np.float32]:
    """Return days of the year (n, ...), of whichever year, as days within half a year of a season."""
    return days - np.float32(YEAR_DAYS) * np.rint((days - np.float32(season)) / np.float32(YEAR_DAYS))


def read_raw(reader: Any, indexes: list[int], window: Window) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """Return numbers as the file holds them and which of them it has, both (bands, height, width)."""
    place, flags = _place(window), reader.mask_flag_enums
    raw = reader.read(indexes, window=place)
    present = np.ones(raw.shape, np.bool_)
    if not all(MaskFlags.all_valid in flags[i - 1] for i in indexes):
        present = reader.read_masks(indexes, window=place) > 0
    if ColorInterp.alpha in reader.colorinterp:
        present &= reader.read(reader.colorinterp.index(ColorInterp.alpha) + 1, window=place) > 0
    return raw, present


def unreadable(layer: RasterLayer, error: Exception) -> InputError:
    """Return the error for a file that opens and cannot be read; it says what is gone where that can be seen."""
    lost = lost_sources(layer.path)
    if lost:
        return InputError(
            f"The layer {layer.name!r}, {short(layer.path)}, is put together from other files, and {short(lost[0])} is "
            "gone; put it back or make the virtual raster again."
        )
    return InputError(
        f"The layer {layer.name!r}, {short(layer.path)}, cannot be read ({sentence_part(str(error))}); make the file "
        "again, or leave it out."
    )


def lost_sources(path: str) -> list[str]:
    """Return the files that a virtual raster names and that are not there; none of any other raster."""
    file = Path(path)
    if file.suffix.lower() != ".vrt" or not os.path.isfile(file):
        return []
    text = file.read_text(encoding="utf-8", errors="replace")
    named = re.findall(r"<SourceFilename([^>]*)>([^<]+)</SourceFilename>", text)
    sources = [file.parent / name if 'relativeToVRT="1"' in how else Path(name) for how, name in named]
    return [
        str(source) for source in sources if not re.match(r"/vsi|\w{2,}:", str(source)) and not os.path.exists(source)
    ]


def _is_masked(column: BandSource, flags: Sequence[MaskFlags]) -> bool:
    """Return whether the file has a mask for a band of these flags, or a nodata value that counts."""
    if MaskFlags.nodata in flags:
        return column.source_nodata and column.band not in column.layer.source_nodata_off
    return MaskFlags.all_valid not in flags


def _place(window: Window) -> RasterioWindow:
    return RasterioWindow(window.col, window.row, window.width, window.height)
