"""The journal of an unfinished map: which windows are on disk, and checksums of their values and of every line.

A line that was damaged, or that another job wrote, is none; a window whose values are not those of its line is not on
disk. BLAKE2 with the job's digest for its key, so that nothing of another job agrees by chance.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

VALUE = np.dtype("<f4")
_KIND = "socmap journal 2"
_SUM_BYTES = 16
_SUM = rb"[0-9a-f]{%d}" % (2 * _SUM_BYTES)
_LINE = re.compile(rb"(\d{1,9}) (\d{1,18}) (%b(?:,%b)*) (%b)" % (_SUM, _SUM, _SUM))


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
        self._key = hashlib.sha256(digest.encode()).digest()
        self._bands, self._windows = bands, windows
        self.head = f"{_KIND} {digest}\n".encode()

    @property
    def longest(self) -> int:
        """Bytes beyond which nothing that this job wrote can stand: every window twice."""
        return len(self.head) + 2 * self._windows * (2 * _SUM_BYTES * (self._bands + 1) + 32 + self._bands)

    def checksum(self, number: int, band: int, values: NDArray[np.float32]) -> str:
        """Return the checksum of the values (height, width) of a band in a window."""
        place = f"{number} {band} ".encode()
        return self._sum(place, np.ascontiguousarray(values, VALUE).data.cast("B"))

    def line(self, entry: Entry) -> bytes:
        """Return the line of a window."""
        text = f"{entry.number} {entry.present} {','.join(entry.sums)}".encode()
        return text + b" " + self._sum(text).encode() + b"\n"

    def entries(self, data: bytes) -> dict[int, Entry]:
        """Return what can be believed of a journal, by the number of the window; nothing of another job's."""
        if not data.startswith(self.head):
            return {}
        # What follows the last line end is a line that was being written when the run ended.
        lines = data[len(self.head) :].split(b"\n")[:-1]
        found = (self._entry(line) for line in lines)
        return {entry.number: entry for entry in found if entry is not None}

    def text(self, entries: Sequence[Entry]) -> bytes:
        """Return the whole journal of some windows."""
        return self.head + b"".join(map(self.line, entries))

    def _entry(self, line: bytes) -> Entry | None:
        match = _LINE.fullmatch(line)
        if match is None:
            return None
        entry = Entry(int(match[1]), int(match[2]), tuple(match[3].decode().split(",")))
        own = self.line(entry) == line + b"\n"
        return entry if own and entry.number < self._windows and len(entry.sums) == self._bands else None

    def _sum(self, *parts: bytes | memoryview) -> str:
        state = hashlib.blake2b(digest_size=_SUM_BYTES, key=self._key)
        for part in parts:
            state.update(part)
        return state.hexdigest()
