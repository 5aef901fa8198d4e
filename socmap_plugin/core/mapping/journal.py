"""The journal of an unfinished map: which windows are on disk, and checksums of their values and of every line.

A window whose values are not those of its line is not on disk.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..unfinished.journal import SUM, SUM_BYTES, Seal

VALUE = np.dtype("<f4")
_KIND = "socmap journal 2"
_TEXT = re.compile(rb"(\d{1,9}) (\d{1,18}) (%b(?:,%b)*)" % (SUM, SUM))


@dataclass(frozen=True)
class Entry:
    """A window on disk: its number, how many of its pixels have a value, and the checksum of each band."""

    number: int
    present: int
    sums: tuple[str, ...]


class JournalFormat:
    """Writes and reads the lines of one job's journal.

    Parameters
    ----------
    digest
        Of everything that the values depend on.
    bands, windows
        How many the map has.
    """

    def __init__(self, digest: str, bands: int, windows: int) -> None:
        self._seal = Seal(_KIND, digest)
        self._bands, self._windows = bands, windows

    @property
    def longest(self) -> int:
        """Bytes beyond which nothing that this job wrote can stand: every window twice."""
        return len(self._seal.head) + 2 * self._windows * (2 * SUM_BYTES * (self._bands + 1) + 32 + self._bands)

    def checksum(self, number: int, band: int, values: NDArray[np.float32]) -> str:
        """Return the checksum of the values (height, width) of a band in a window."""
        place = f"{number} {band} ".encode()
        return self._seal.sum(place, np.ascontiguousarray(values, VALUE).data.cast("B"))

    def line(self, entry: Entry) -> bytes:
        """Return the line of a window."""
        return self._seal.line(f"{entry.number} {entry.present} {','.join(entry.sums)}".encode())

    def entries(self, data: bytes) -> dict[int, Entry]:
        """Return what can be believed of a journal, by the number of the window; nothing of another job's."""
        found = map(self._entry, self._seal.texts(data))
        return {entry.number: entry for entry in found if entry is not None}

    def text(self, entries: Sequence[Entry]) -> bytes:
        """Return the whole journal of some windows."""
        return self._seal.head + b"".join(map(self.line, entries))

    def _entry(self, text: bytes) -> Entry | None:
        match = _TEXT.fullmatch(text)
        if match is None:
            return None
        entry = Entry(int(match[1]), int(match[2]), tuple(match[3].decode().split(",")))
        return entry if entry.number < self._windows and len(entry.sums) == self._bands else None
