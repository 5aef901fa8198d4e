"""Reading, calculating and writing overlap, stay in order, and end together."""

from __future__ import annotations

import itertools
import threading

import pytest

from socmap_plugin.core.runtime.errors import Cancelled
from socmap_plugin.core.runtime.pipeline import overlapped
from socmap_plugin.core.runtime.progress import Progress


def _run(items, read=lambda item: item, calculate=lambda _, value: value, write=lambda *_: None, progress=None):
    overlapped(items, read, calculate, write, progress or Progress())


@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_every_item_is_read_calculated_and_written_in_order(count):
    written = []
    _run(
        range(count),
        read=lambda item: item * 10,
        calculate=lambda item, value: (item, value + 1),
        write=lambda item, result: written.append((item, result)),
    )
    assert written == [(i, (i, 10 * i + 1)) for i in range(count)]


def test_the_next_item_is_read_and_the_last_written_while_one_is_calculated():
    """Every step waits for the other two: without overlap none would go on."""
    together = threading.Barrier(3, timeout=20)

    def read(item):
        if item >= 2:
            together.wait()
        return item

    def calculate(item, value):
        if 1 <= item <= 3:
            together.wait()
        return value

    def write(item, _):
        if item <= 2:
            together.wait()

    _run(range(5), read, calculate, write)


def test_no_more_is_read_than_one_item_ahead():
    taken, calculated = [], []

    def calculate(item, value):
        calculated.append(item)
        assert len(taken) <= len(calculated) + 1
        return value

    _run(range(20), read=taken.append, calculate=calculate)
    assert len(calculated) == 20


@pytest.mark.parametrize("step", ["read", "calculate", "write"])
def test_an_error_of_any_step_ends_the_work(step):
    def fail(item, *_):
        if item == 3:
            raise ValueError(step)
        return item

    with pytest.raises(ValueError, match=step):
        _run(itertools.count(), **{step: fail})


def test_a_cancel_is_answered_while_waiting_and_what_is_being_written_is_finished():
    progress, release, written = Progress(), threading.Event(), []

    def read(item):
        if item == 1:
            progress.cancel()
            release.wait(0.5)
        return item

    with pytest.raises(Cancelled):
        _run(range(3), read=read, write=lambda item, _: written.append(item), progress=progress)
    assert written == [0]
