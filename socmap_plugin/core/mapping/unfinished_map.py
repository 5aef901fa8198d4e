"""A map that is not finished: its values on disk, window by window, and a journal of the windows that are there.

A run that was killed, cancelled, or stopped by a full disk leaves both beside the name of the result; the same job
reads the journal and goes on. A window is in the journal only once its values have reached the disk.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray
from rasterio.crs import CRS

from ..raster.grid import Grid, Window
from ..runtime.errors import OutputError
from ..runtime.locks import lock, opened
from ..runtime.outputs import NO_SPACE, journal_path, partial_path

_KIND = "socmap journal 1"
_VALUE = np.dtype("<f4")
_OPEN_FILES_STAY = sys.platform == "win32"  # where a file that is open cannot be removed


class PartialMap:
    """The values of some bands on a grid, written window by window; made by :func:`partial_map`.

    Attributes
    ----------
    bands
        How many there are; in the file, little-endian float32, they follow one another, row after row.
    done
        Pixels that have a value, by the number of each window that is on disk.
    """

    def __init__(self, path: Path, grid: Grid, bands: int, values: IO[bytes], journal: IO[bytes]) -> None:
        self._path, self._grid, self.bands = path, grid, bands
        self._values, self._journal = values, journal
        self.done: dict[int, int] = {}

    def write(self, number: int, window: Window, bands: Sequence[NDArray[np.float32]], present: int) -> None:
        """Write the values (height, width) of every band in a window, and then its number into the journal.

        Raises
        ------
        OutputError
            The disk is full or gone; what was written before stays.
        """
        with _said(self._path):
            self._write(window, bands)
            self._append(f"{number} {present}\n".encode())
        self.done[number] = present

    def _write(self, window: Window, bands: Sequence[NDArray[np.float32]]) -> None:
        for band, values in enumerate(bands):
            rows = np.ascontiguousarray(values, _VALUE)
            if window.width == self._grid.width:
                rows = rows.reshape(1, -1)  # whole rows lie together
            for line, row in enumerate(rows):
                place = (band * self._grid.height + window.row + line) * self._grid.width + window.col
                self._values.seek(place * _VALUE.itemsize)
                _write_all(self._values, memoryview(row).cast("B"))
        os.fsync(self._values.fileno())

    def vrt(self, labels: Sequence[str], unit: str, nodata: float) -> list[str]:
        """Return a virtual raster (GDAL's VRT, as XML) of each band, with its description."""
        values = partial_path(self._path)
        return [_virtual_raster(values, self._grid, band, label, unit, nodata) for band, label in enumerate(labels)]

    def resume(self, digest: str, windows: int) -> None:
        """Take up what the job of this digest has left, or start afresh where another job or nothing did."""
        size = self.bands * self._grid.height * self._grid.width * _VALUE.itemsize
        self._journal.seek(0)
        head, *lines = self._journal.read().split(b"\n")
        if head == _head(digest) and lines and os.fstat(self._values.fileno()).st_size == size:
            self.done = dict(_entries(lines[:-1], windows))
            # What follows the last line end is a line that was being written when the run ended.
            self._journal.seek(-len(lines[-1]), os.SEEK_END)
            self._journal.truncate()
            return
        self._journal.truncate(0)
        self._journal.seek(0)
        self._values.truncate(0)
        self._values.truncate(size)
        self._append(_head(digest) + b"\n")

    def _append(self, line: bytes) -> None:
        _write_all(self._journal, memoryview(line))
        os.fsync(self._journal.fileno())


@contextlib.contextmanager
def partial_map(path: Path, grid: Grid, bands: int, digest: str, windows: int) -> Iterator[PartialMap]:
    """Yield the unfinished map that will be `path`; remove its files when the block ends well, keep them when not.

    Parameters
    ----------
    path
        Final name of the map.
    grid, bands
        Size of the map.
    digest
        Of everything that the values depend on: only the same job goes on with what is there.
    windows
        How many windows the map has; they are numbered from 0.

    Raises
    ------
    OutputError
        The disk is full, the files cannot be written, or another run is making the same map.
    """
    with contextlib.ExitStack() as files:
        with _said(path):
            journal = files.enter_context(_locked_journal(path))
            values = files.enter_context(opened(partial_path(path)))
            unfinished = PartialMap(path, grid, bands, values, journal)
            unfinished.resume(digest, windows)
        yield unfinished
        if not _OPEN_FILES_STAY:
            _remove(path)  # while it is locked: nobody may take up what is about to vanish
    if _OPEN_FILES_STAY:
        _remove(path)


def _remove(path: Path) -> None:
    with _said(path):
        # The journal first: values without one are started afresh, a journal without its values could be believed.
        journal_path(path).unlink(missing_ok=True)
        partial_path(path).unlink(missing_ok=True)


@contextlib.contextmanager
def _locked_journal(path: Path) -> Iterator[IO[bytes]]:
    while True:
        with opened(journal_path(path)) as journal:
            if not lock(journal):
                raise OutputError(f"Another run is making {path}; wait for it, or choose another name.")
            # Another run may have finished and removed the file after it was opened here.
            if _OPEN_FILES_STAY or _is_at(journal, journal_path(path)):
                yield journal
                return


def _is_at(file: IO[bytes], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


@contextlib.contextmanager
def _said(path: Path) -> Iterator[None]:
    """Say in one sentence what the disk refuses."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_SPACE:
            raise OutputError(
                f"No space is left for {path}; free some and run the same job again, it continues where it stopped."
            ) from error
        raise OutputError(f"{path} cannot be written ({error.strerror or error}); choose another place.") from error


def _write_all(file: IO[bytes], data: memoryview) -> None:
    while data:  # an unbuffered file may take a part only, as the last one before the disk is full
        data = data[file.write(data) :]


def _head(digest: str) -> bytes:
    return f"{_KIND} {digest}".encode()


def _entries(lines: Sequence[bytes], windows: int) -> Iterator[tuple[int, int]]:
    for line in lines:
        number, _, count = line.partition(b" ")
        if number.isdigit() and count.isdigit() and int(number) < windows:
            yield int(number), int(count)


def _virtual_raster(path: Path, grid: Grid, band: int, label: str, unit: str, nodata: float) -> str:
    a, b, c, d, e, f = grid.transform
    line = grid.width * _VALUE.itemsize
    fields: dict[str, Any] = {
        "Description": escape(label),
        "UnitType": escape(unit),
        "NoDataValue": repr(nodata),
        'SourceFilename relativeToVRT="0"': escape(str(path)),
        "ImageOffset": band * grid.height * line,
        "PixelOffset": _VALUE.itemsize,
        "LineOffset": line,
        "ByteOrder": "LSB",
    }
    inner = "".join(f"<{name}>{value}</{name.split()[0]}>" for name, value in fields.items())
    return (
        f'<VRTDataset rasterXSize="{grid.width}" rasterYSize="{grid.height}">'
        f"<SRS>{escape(CRS.from_wkt(grid.crs_wkt).to_wkt())}</SRS>"
        f"<GeoTransform>{c!r}, {a!r}, {b!r}, {f!r}, {d!r}, {e!r}</GeoTransform>"
        f'<VRTRasterBand dataType="Float32" band="1" subClass="VRTRawRasterBand">{inner}</VRTRasterBand></VRTDataset>'
    )
