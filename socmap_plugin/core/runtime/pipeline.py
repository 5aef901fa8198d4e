"""Reading, calculating and writing at the same time, each one item ahead of the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TypeVar

from .progress import Progress

Item = TypeVar("Item")
Read = TypeVar("Read")
Result = TypeVar("Result")

_ASK_S = 0.1  # how often a wait asks whether the user has cancelled


def overlapped(
    items: Iterable[Item],
    read: Callable[[Item], Read],
    calculate: Callable[[Item, Read], Result],
    write: Callable[[Item, Result], None],
    progress: Progress,
) -> None:
    """Read, calculate and write every item, in order.

    One thread reads the next item and one writes the last while this one calculates: two items that were read and two
    results are in memory at most. The first error of any of them ends the work and is raised here.

    Parameters
    ----------
    items
        What to do; may be endless.
    read
        Called in a thread of its own, always the same.
    calculate
        Called in the thread of the caller, with what was read.
    write
        Called in a thread of its own, always the same.
    progress
        Asked while waiting whether to stop.

    Raises
    ------
    Cancelled
        The user stopped the job; what was being written is written.
    """
    with ThreadPoolExecutor(1, "read") as reading, ThreadPoolExecutor(1, "write") as writing:
        coming: tuple[Item, Future[Read]] | None = None
        written: Future[None] | None = None

        def finish(item: Item, future: Future[Read]) -> Future[None]:
            result = calculate(item, _result(future, progress))
            if written is not None:
                _result(written, progress)
            return writing.submit(write, item, result)

        for item in items:
            ahead, coming = coming, (item, reading.submit(read, item))
            if ahead is not None:
                written = finish(*ahead)
        if coming is not None:
            written = finish(*coming)
        if written is not None:
            _result(written, progress)


def _result(future: Future[Result], progress: Progress) -> Result:
    while not wait([future], _ASK_S).done:
        progress.check()
    return future.result()
