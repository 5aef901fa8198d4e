"""What is fuzzed: for each kind of file an original, its damage, and what is done with it.

`use` returns numbers that must be those of the original, or None where the damage may mean other ones; it raises an
error of SOC Map where the file is refused. What is not refused must not have written anything but its results.
"""

from __future__ import annotations

from pathlib import Path


class Kind:
    """A folder for the originals, and one in which every input gets its own files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.prepare()

    def prepare(self):
        """Make the original."""

    def damaged(self, rng, path: Path):
        """Write a damaged copy in the folder `path`; return what `use` needs to know of it."""
        raise NotImplementedError

    def use(self, path: Path, told):
        """Use the copy."""
        raise NotImplementedError
