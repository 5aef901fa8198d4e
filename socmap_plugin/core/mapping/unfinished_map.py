"""A map that is not finished: its values on disk, window by window, and a journal of the windows that are there.

A run that was killed, cancelled, or stopped by a full disk leaves both beside the result, in the folder that its claim
records. The same job reads them and goes on; it believes neither: what does not agree with its checksum is predicted
again. A window is in the journal only once its values have reached the disk.
"""

from __future__ import annotations

import contextlib
import functools
import os
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray
from rasterio.crs import CRS
from rasterio.windows import Window as RasterioWindow

from ..raster.grid import Grid, Window
from ..runtime.claims import Claim
from ..runtime.locks import write_all
from ..runtime.progress import Progress
from ..unfinished.files import VALUES_NAME, keep, said, unfinished_files
from .journal import VALUE, Entry, JournalFormat

_said = functools.partial(said, remedy=", it continues where it stopped")


class PartialMap:
    """The values of some bands on a grid, written window by window; made by :func:`partial_map`.

    Attributes
    ----------
    bands
        How many there are; in the file, little-endian float32, they follow one another, row after row.
    """

    def __init__(
        self, claim: Claim, grid: Grid, windows: Sequence[Window], format_: JournalFormat, bands: int,
        values: IO[bytes], journal: IO[bytes],
    ) -> None:  # fmt: skip
        self._claim, self._grid, self._windows, self.bands = claim, grid, windows, bands
        self._format, self._values, self._journal = format_, values, journal
        self._done: dict[int, Entry] = {}

    @property
    def done(self) -> dict[int, int]:
        """Pixels that have a value, by the number of each window that is on disk."""
        return {number: entry.present for number, entry in self._done.items()}

    def write(self, number: int, bands: Sequence[NDArray[np.float32]], present: int) -> None:
        """Write the values (height, width) of every band in a window, and then its line into the journal.

        Raises
        ------
        OutputError
            The disk is full or gone; what was written before stays.
        """
        sums = tuple(self._format.checksum(number, band, values) for band, values in enumerate(bands))
        entry = Entry(number, present, sums)
        with _said(self._claim.path):
            for band, values in enumerate(bands):
                for place, part in self._places(band, self._windows[number], np.array(values, VALUE)):
                    self._values.seek(place)
                    write_all(self._values, part)
            os.fsync(self._values.fileno())
            write_all(self._journal, self._format.line(entry))
            os.fsync(self._journal.fileno())
            keep(self._claim)
        self._done[number] = entry

    def resume(self, progress: Progress) -> None:
        """Take up what the same job has left, as far as it agrees with its checksums."""
        with _said(self._claim.path):
            self._journal.seek(0)
            data = self._journal.read(self._format.longest)
            found = self._format.entries(data)
            # What is missing, or was never written, reads as zeros, and these have no checksum that agrees.
            self._values.truncate(self.bands * self._grid.height * self._grid.width * VALUE.itemsize)
            for place, (number, entry) in enumerate(sorted(found.items())):
                progress.report(place / len(found), f"reading back window {number + 1}")
                if self._is_on_disk(entry):
                    self._done[number] = entry
            text = self._format.text(list(self._done.values()))
            self._journal.seek(0)
            if text != data:
                write_all(self._journal, text)
            self._journal.truncate(len(text))
            self._journal.seek(len(text))
            os.fsync(self._journal.fileno())

    def is_whole(self) -> bool:
        """Return whether every pixel of the grid lies in a window that is on disk."""
        pixels = sum(self._windows[number].height * self._windows[number].width for number in self._done)
        return pixels == self._grid.height * self._grid.width

    def is_in(self, copy: Any, band: int) -> bool:
        """Return whether the first band of an open raster holds, bit for bit, what was predicted for a band."""
        for number, entry in self._done.items():
            w = self._windows[number]
            values = copy.read(1, window=RasterioWindow(w.col, w.row, w.width, w.height))
            if self._format.checksum(number, band, values) != entry.sums[band]:
                return False
        return self.is_whole()

    def vrt(self, bands: Sequence[tuple[str, str]], nodata: float) -> list[str]:
        """Return a virtual raster (GDAL's VRT, as XML) of each band, with its description and unit."""
        values = self._claim.folder() / VALUES_NAME
        return [_virtual_raster(values, self._grid, band, *described, nodata) for band, described in enumerate(bands)]

    def count(self, band: int, value: float) -> int:
        """Return how many pixels of the windows on disk have a value in a band."""
        return sum(int(np.count_nonzero(self._read(number, band) == value)) for number in self._done)

    def _is_on_disk(self, entry: Entry) -> bool:
        sums = (self._format.checksum(entry.number, band, self._read(entry.number, band)) for band in range(self.bands))
        return all(found == checksum for found, checksum in zip(sums, entry.sums))

    def _read(self, number: int, band: int) -> NDArray[np.float32]:
        """Return the values (height, width) of a band in a window, NaN where the file ends before them."""
        window = self._windows[number]
        values = np.full((window.height, window.width), np.nan, VALUE)
        for place, part in self._places(band, window, values):
            self._values.seek(place)
            self._values.readinto(part)  # type: ignore[attr-defined]
        return values

    def _places(self, band: int, window: Window, values: NDArray[np.float32]) -> Iterator[tuple[int, memoryview]]:
        """Yield where in the file the values (height, width) of a window lie, and the part of them that lies there."""
        # Whole rows lie together.
        rows = values.reshape(1, -1) if window.width == self._grid.width else values
        for line, row in enumerate(rows):
            pixel = (band * self._grid.height + window.row + line) * self._grid.width + window.col
            yield pixel * VALUE.itemsize, memoryview(row).cast("B")


@contextlib.contextmanager
def partial_map(
    claim: Claim, grid: Grid, bands: int, digest: str, windows: Sequence[Window], progress: Progress
) -> Iterator[PartialMap]:
    """Yield the unfinished map of a claim, with what an earlier run of the same job has left of it.

    Parameters
    ----------
    claim
        Of the map; whoever holds it removes what is left here when the map is finished.
    grid, bands
        Size of the map.
    digest
        Of everything that the values depend on: only the same job goes on with what is there.
    windows
        Those of the map, in the order of their numbers.
    progress
        Told which windows are read back.

    Raises
    ------
    OutputError
        The disk is full, or the files cannot be written.
    """
    with unfinished_files(claim) as (values, journal):
        format_ = JournalFormat(digest, bands, len(windows))
        unfinished = PartialMap(claim, grid, windows, format_, bands, values, journal)
        unfinished.resume(progress)
        yield unfinished


def _virtual_raster(path: Path, grid: Grid, band: int, label: str, unit: str, nodata: float) -> str:
    a, b, c, d, e, f = grid.transform
    line = grid.width * VALUE.itemsize
    fields: dict[str, Any] = {
        "Description": escape(label),
        "UnitType": escape(unit),
        "NoDataValue": repr(nodata),
        'SourceFilename relativeToVRT="0"': escape(str(path)),
        "ImageOffset": band * grid.height * line,
        "PixelOffset": VALUE.itemsize,
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
