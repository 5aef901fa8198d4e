"""Arrays that outlive a run under names of their own: what is done of a job whose work comes in pieces.

A run that was killed or cancelled leaves them beside the result, in the folder that its claim records. The same job
believes of them what agrees with its checksum, and does the rest again. Power that fails may take the last ones.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from ..runtime.claims import Claim
from ..runtime.locks import write_all
from ..runtime.progress import Progress
from .files import keep, said, unfinished_files
from .journal import SUM, Seal

_KIND = "socmap records 1"
_LINE = re.compile(rb"(%b) (\d{1,15}) (\d{1,15}) (\d{1,9}) (%b)" % (SUM, SUM))
_LONGEST = 2**26  # bytes of a journal that are read: half a million records

Arrays = Mapping[str, NDArray[Any]]


class Kept:
    """Keeps nothing; the base of what keeps arrays, of any shape.

    Attributes
    ----------
    models
        How many finished models an earlier run has left.
    """

    models = 0

    def get(self, name: str) -> Arrays | None:
        """Return the arrays that were kept under a name, of any shape, None where there are none."""
        return None

    def has(self, name: str) -> bool:
        """Return whether there are arrays of a name."""
        return False

    def put(self, name: str, arrays: Arrays, models: int = 0) -> None:
        """Keep arrays of any shape, all of them or none; `models` is how many finished models they stand for."""


@dataclass(frozen=True)
class _Place:
    """Where in the file of values a record lies, what it stands for, and its checksum."""

    start: int
    length: int
    models: int
    sum: str


class Records(Kept):
    """Arrays in the file of values and a journal of them; made by :func:`records`."""

    def __init__(self, claim: Claim, seal: Seal, values: IO[bytes], journal: IO[bytes]) -> None:
        self._claim, self._seal, self._values, self._journal = claim, seal, values, journal
        self._places: dict[str, _Place] = {}
        self._end = 0

    def has(self, name: str) -> bool:
        return self._seal.sum(name.encode()) in self._places

    def get(self, name: str) -> Arrays | None:
        """As :meth:`Kept.get`, in the shapes that they had."""
        place = self._places.get(self._seal.sum(name.encode()))
        if place is None:
            return None
        with np.load(io.BytesIO(self._read(place)), allow_pickle=False) as archive:
            return dict(archive)

    def put(self, name: str, arrays: Arrays, models: int = 0) -> None:
        """As :meth:`Kept.put`, with their shapes."""
        buffer = io.BytesIO()
        np.savez(buffer, allow_pickle=False, **arrays)
        data = buffer.getbuffer()
        key = self._seal.sum(name.encode())
        place = _Place(self._end, len(data), models, self._seal.sum(key.encode(), data))
        with said(self._claim.path):
            self._values.seek(place.start)
            write_all(self._values, data)
            write_all(self._journal, self._line(key, place))
            keep(self._claim)
        self._places[key] = place
        self._end += place.length

    def resume(self, progress: Progress) -> None:
        """Take up what the same job has left, as far as it agrees with its checksums."""
        with said(self._claim.path):
            self._journal.seek(0)
            data = self._journal.read(_LONGEST)
            found = dict(filter(None, map(self._entry, self._seal.texts(data))))
            for number, (key, place) in enumerate(found.items()):
                progress.report(number / len(found), "reading back what an earlier run has done")
                if self._seal.sum(key.encode(), self._read(place)) == place.sum:
                    self._places[key] = place
            self.models = sum(place.models for place in self._places.values())
            self._end = max((place.start + place.length for place in self._places.values()), default=0)
            self._values.truncate(self._end)
            text = self._seal.head + b"".join(self._line(*item) for item in self._places.items())
            self._journal.seek(0)
            if text != data:
                write_all(self._journal, text)
            self._journal.truncate(len(text))
            self._journal.seek(len(text))

    def _line(self, key: str, place: _Place) -> bytes:
        return self._seal.line(f"{key} {place.start} {place.length} {place.models} {place.sum}".encode())

    def _entry(self, text: bytes) -> tuple[str, _Place] | None:
        match = _LINE.fullmatch(text)
        if match is None:
            return None
        place = _Place(int(match[2]), int(match[3]), int(match[4]), match[5].decode())
        within = place.start + place.length <= os.fstat(self._values.fileno()).st_size
        return (match[1].decode(), place) if within else None

    def _read(self, place: _Place) -> bytes:
        self._values.seek(place.start)
        parts = []
        left = place.length
        while left:
            part = self._values.read(left)  # an unbuffered file may give a part only
            if not part:
                break
            parts.append(part)
            left -= len(part)
        return b"".join(parts)


@contextlib.contextmanager
def records(claim: Claim, digest: str, progress: Progress) -> Iterator[Records]:
    """Yield the records of a claim, with what an earlier run of the same job has left of them.

    Parameters
    ----------
    claim
        Of the result; whoever holds it removes what is left here when the result is finished.
    digest
        Of everything that the arrays depend on: only the same job goes on with what is there.
    progress
        Told that records are read back.

    Raises
    ------
    OutputError
        The disk is full, or the files cannot be written.
    """
    with unfinished_files(claim) as (values, journal):
        kept = Records(claim, Seal(_KIND, digest), values, journal)
        kept.resume(progress)
        yield kept
