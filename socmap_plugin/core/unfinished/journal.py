"""A journal: a line for every part of the work that is on disk, with checksums of the part and of the line itself.

A line that was damaged, or that another job wrote, is none. BLAKE2 with the job's digest for its key, so that nothing
of another job agrees by chance.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

SUM_BYTES = 16
SUM = rb"[0-9a-f]{%d}" % (2 * SUM_BYTES)


class Seal:
    """Makes the checksums of one job's journal, and knows its lines by them.

    Parameters
    ----------
    kind
        What the journal is of, and the version of its lines.
    digest
        Of everything that the values depend on.
    """

    def __init__(self, kind: str, digest: str) -> None:
        self._key = hashlib.sha256(digest.encode()).digest()
        self.head = f"{kind} {digest}\n".encode()

    def sum(self, *parts: bytes | memoryview) -> str:
        """Return the checksum of bytes that follow one another."""
        state = hashlib.blake2b(digest_size=SUM_BYTES, key=self._key)
        for part in parts:
            state.update(part)
        return state.hexdigest()

    def line(self, text: bytes) -> bytes:
        """Return the line that says `text`, in which no line ends."""
        return text + b" " + self.sum(text).encode() + b"\n"

    def texts(self, data: bytes) -> Iterator[bytes]:
        """Yield what can be believed of a journal, line by line; nothing of another job's."""
        if not data.startswith(self.head):
            return
        # What follows the last line end is a line that was being written when the run ended.
        for line in data[len(self.head) :].split(b"\n")[:-1]:
            text = line[: -2 * SUM_BYTES - 1]
            if self.line(text) == line + b"\n":
                yield text
