"""Arrays that are kept are taken up by the same job, whole and right or not at all, and by no other."""

from __future__ import annotations

import contextlib
import random

import numpy as np
import pytest

from socmap_plugin.core.runtime.outputs import claimed
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.unfinished.files import JOURNAL_NAME, VALUES_NAME
from socmap_plugin.core.unfinished.records import records
from tests.builders.damage import DAMAGES, damaged
from tests.builders.landscape_maps import kept_files

KEPT = ["table.csv.claim", JOURNAL_NAME, VALUES_NAME]


class Stop(Exception):
    pass


@contextlib.contextmanager
def _kept(path, digest="a"):
    """Open the records of a result, and stop as an error does."""
    with (
        contextlib.suppress(Stop),
        claimed([str(path)], go_on=str(path)) as claims,
        records(claims.of(str(path)), digest, Progress()) as kept,
    ):
        yield kept
        raise Stop


def _arrays(number):
    return {"values": np.arange(number + 1) / 3, "texts": np.array([f"{number}", "é"]), "none": np.empty((0, 2))}


def _put(path, numbers, digest="a"):
    with _kept(path, digest) as kept:
        for number in numbers:
            kept.put(f"number {number}", _arrays(number), models=number)


def _found(path, digest="a"):
    """Return the numbers of the records that are there, every one of which has to be right."""
    found = []
    with _kept(path, digest) as kept:
        for number in range(6):
            arrays = kept.get(f"number {number}")
            assert (arrays is not None) == kept.has(f"number {number}")
            if arrays is not None:
                found.append(number)
                for name, array in _arrays(number).items():
                    assert arrays[name].dtype == array.dtype
                    assert np.array_equal(arrays[name], array)
        assert kept.models == sum(found)
    return found


def test_the_same_job_goes_on_with_what_is_kept(tmp_path):
    path = tmp_path / "table.csv"
    _put(path, [3, 1])
    assert kept_files(tmp_path) == KEPT
    assert _found(path) == [1, 3]
    _put(path, [2])
    assert _found(path) == [1, 2, 3]


def test_nothing_is_left_of_a_run_that_kept_nothing_and_of_one_that_came_to_its_end(tmp_path):
    path = tmp_path / "table.csv"
    _put(path, [])
    assert not list(tmp_path.iterdir())
    _put(path, [1, 2])
    with claimed([str(path)], go_on=str(path)) as claims, records(claims.of(str(path)), "a", Progress()) as kept:
        kept.put("number 3", _arrays(3))
    assert not list(tmp_path.iterdir())


def test_another_job_starts_afresh(tmp_path):
    path = tmp_path / "table.csv"
    _put(path, [1, 2])
    assert _found(path, "b") == []
    assert _found(path, "a") == []


def test_objects_are_not_kept(tmp_path):
    with _kept(tmp_path / "table.csv") as kept, pytest.raises(ValueError, match="allow_pickle"):
        kept.put("number 1", {"values": np.array([object()])})
    assert not list(tmp_path.iterdir())


def test_what_is_damaged_is_not_there(tmp_path):
    draw = random.Random(3)
    for number in range(DAMAGES):
        path = tmp_path / f"{number}" / "table.csv"
        path.parent.mkdir()
        _put(path, range(6))
        (folder,) = path.parent.glob(".table.csv.*")
        damaged(draw, [folder / VALUES_NAME, folder / JOURNAL_NAME])
        found = _found(path)
        assert set(found) <= set(range(6))
        _put(path, set(range(6)) - set(found))
        assert _found(path) == list(range(6))
