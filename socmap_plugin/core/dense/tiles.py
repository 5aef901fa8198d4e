"""Dealing the tiles of a window to threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from ..runtime.progress import Progress

Item = TypeVar("Item")
Tile = tuple[slice, slice]


def tiles(height: int, width: int, side: int) -> Iterator[Tile]:
    """Yield rows and columns of tiles of at most `side` squared that cover height x width pixels."""
    for row in range(0, height, side):
        for col in range(0, width, side):
            yield slice(row, min(row + side, height)), slice(col, min(col + side, width))


def deal(work: Callable[[Item], object], items: Iterable[Item], threads: int, progress: Progress) -> None:
    """Do the work on every item in some threads; the first error ends it and is raised.

    Raises
    ------
    Cancelled
        The user stopped the job; asked whenever an item is done.
    """
    with ThreadPoolExecutor(threads, "tiles") as pool:
        try:
            for _ in pool.map(work, items):
                progress.check()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
