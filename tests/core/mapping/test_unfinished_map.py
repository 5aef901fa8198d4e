"""What an unfinished map leaves is taken up by the same job, as far as it can be proved right, and by no other."""

from __future__ import annotations

import contextlib
import os
import random

import numpy as np
import pytest
import rasterio

from socmap_plugin.core.mapping.unfinished_map import partial_map
from socmap_plugin.core.raster.grid import Grid
from socmap_plugin.core.runtime.errors import Cancelled, OutputError
from socmap_plugin.core.runtime.outputs import claimed
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.unfinished.files import JOURNAL_NAME, VALUES_NAME
from tests.builders.damage import DAMAGES, damaged
from tests.builders.landscape_maps import kept_files

WKT = rasterio.crs.CRS.from_epsg(32650).to_wkt()
GRID = Grid(WKT, (90.0, 0.0, 500_000.0, 0.0, -90.0, 4_000_000.0), 7, 5)
WINDOWS = list(GRID.windows(3))
VALUES = np.arange(70, dtype=np.float32).reshape(2, 5, 7)
KEPT = ["map.tif.claim", JOURNAL_NAME, VALUES_NAME]
ALL = range(len(WINDOWS))


class Stop(Exception):
    pass


@contextlib.contextmanager
def _unfinished(path, digest="a", grid=GRID, bands=2, windows=WINDOWS):
    with (
        claimed([str(path)], go_on=str(path)) as claims,
        partial_map(claims.of(str(path)), grid, bands, digest, windows, Progress()) as unfinished,
    ):
        yield unfinished


def _part(number):
    w = WINDOWS[number]
    return VALUES[:, w.row : w.row + w.height, w.col : w.col + w.width]


def _begin(path, numbers, digest="a"):
    """Write some windows and stop as an error does."""
    with contextlib.suppress(Stop), _unfinished(path, digest) as unfinished:
        for number in numbers:
            unfinished.write(number, _part(number), number * 10)
        raise Stop


def _done(path, digest="a"):
    found = {}
    with contextlib.suppress(Stop), _unfinished(path, digest) as unfinished:
        found = dict(unfinished.done)
        raise Stop
    return found


def _file(path, name):
    (file,) = path.parent.glob(f".*/{name}")
    return file


def test_the_values_are_there_whichever_way_the_windows_come(tmp_path):
    path = tmp_path / "map.tif"
    with _unfinished(path) as unfinished:
        for number in reversed(ALL):
            assert not unfinished.is_whole()
            unfinished.write(number, _part(number), number)
        assert unfinished.is_whole()
        with rasterio.Env(GDAL_VRT_RAWRASTERBAND_ALLOWED_SOURCE="ALL"):
            for band, source in enumerate(
                unfinished.vrt([("mean <1>", "g/kg & more"), ("spread", "g/kg & more")], -9999.0)
            ):
                with rasterio.open(source) as raster:
                    assert np.array_equal(raster.read(1), VALUES[band])
                    assert unfinished.is_in(raster, band)
                    assert not unfinished.is_in(raster, 1 - band)
                    assert raster.nodata == -9999
                    assert raster.units == ("g/kg & more",)
                    assert raster.crs.to_epsg() == 32650
                    assert raster.transform[:6] == (90, 0, 500_000, 0, -90, 4_000_000)
    assert not list(tmp_path.iterdir())


def test_the_same_job_goes_on_where_it_stopped(tmp_path):
    path = tmp_path / "map.tif"
    _begin(path, [0, 4])
    assert kept_files(tmp_path) == KEPT
    assert _done(path) == {0: 0, 4: 40}
    _begin(path, [1, 2, 3, 5])
    assert _done(path) == {number: number * 10 for number in ALL}
    assert np.array_equal(np.fromfile(_file(path, VALUES_NAME), "<f4").reshape(2, 5, 7), VALUES)


def test_what_has_no_window_yet_leaves_nothing(tmp_path):
    _begin(tmp_path / "map.tif", [])
    assert not list(tmp_path.iterdir())


def test_another_job_starts_afresh(tmp_path):
    path = tmp_path / "map.tif"
    _begin(path, [0, 4])
    assert _done(path, "b") == {}
    assert _done(path, "a") == {}


def test_a_job_that_cannot_go_on_removes_what_was_left(tmp_path):
    path = tmp_path / "map.tif"
    _begin(path, [0, 4])
    with claimed([str(path)]) as claims, claims.whole(str(path)) as (file,):
        assert kept_files(tmp_path) == ["map.tif.claim"]
        file.write_text("another result")
    assert kept_files(tmp_path) == ["map.tif"]


def test_a_line_that_was_being_written_does_not_count(tmp_path):
    path = tmp_path / "map.tif"
    _begin(path, [0, 1, 2])
    whole = _file(path, JOURNAL_NAME).read_bytes()
    _file(path, JOURNAL_NAME).write_bytes(whole[:-1])
    assert _done(path) == {0: 0, 1: 10}
    _begin(path, [2])
    assert _file(path, JOURNAL_NAME).read_bytes() == whole


LINE = b"1 10 " + b"0" * 32 + b"," + b"0" * 32 + b" " + b"0" * 32 + b"\n"


@pytest.mark.parametrize(
    "more",
    [
        LINE, b"99 5\n", b"-1 3\n", b"\xb2 1\n", b"x\n\n", b"9" * 100_000 + b" 1 x y\n", b"1 " * 200_000, b"\0" * 9000,
        b"\n" * 50_000, b"socmap journal 2 b\n" + LINE,
    ],
    ids=[
        "forged", "no window", "negative", "no digit", "empty", "long number", "long line", "zeros", "line ends",
        "another head",
    ],
)  # fmt: skip
def test_lines_that_no_run_wrote_are_survived(tmp_path, more):
    path = tmp_path / "map.tif"
    _begin(path, [0, 3])
    whole = _file(path, JOURNAL_NAME).read_bytes()
    with open(_file(path, JOURNAL_NAME), "ab") as journal:
        journal.write(more)
    assert _done(path) == {0: 0, 3: 30}
    assert _file(path, JOURNAL_NAME).read_bytes() == whole


@pytest.mark.parametrize("name", [VALUES_NAME, JOURNAL_NAME])
@pytest.mark.parametrize("kind", ["nothing", "empty", "link", "second name", "folder", "pipe"])
def test_what_is_no_plain_file_is_replaced_and_followed_nowhere(tmp_path, name, kind):
    path, mine = tmp_path / "out" / "map.tif", tmp_path / "mine"
    path.parent.mkdir()
    _begin(path, [0, 1, 2])
    mine.write_text("of the user")
    file = _file(path, name)
    file.unlink()
    makers = {
        "empty": file.touch,
        "link": lambda: file.symlink_to(mine),
        "second name": lambda: os.link(mine, file),
        "folder": file.mkdir,
        "pipe": lambda: os.mkfifo(file),
    }
    makers.get(kind, lambda: None)()
    assert _done(path) == {}
    _begin(path, ALL)
    assert set(_done(path)) == set(ALL)
    assert mine.read_text() == "of the user"


def test_what_was_never_written_is_no_value(tmp_path):
    """A journal that says that all is there, beside values of which a part is a hole of zeros."""
    path = tmp_path / "map.tif"
    _begin(path, ALL)
    values = _file(path, VALUES_NAME)
    size = values.stat().st_size
    os.truncate(values, 4)
    os.truncate(values, size)
    assert _done(path) == {}


def test_after_any_damage_only_what_was_predicted_is_believed(tmp_path):
    """Windows that the journal still names have the values that were written, bit for bit."""
    draw, path = random.Random(7), tmp_path / "map.tif"
    for number in range(DAMAGES):
        _begin(path, ALL)
        how = damaged(draw, [_file(path, VALUES_NAME), _file(path, JOURNAL_NAME)])
        with contextlib.suppress(Stop), _unfinished(path) as unfinished:
            stored = np.fromfile(_file(path, VALUES_NAME), "<f4").reshape(2, 5, 7)
            for done, present in unfinished.done.items():
                w = WINDOWS[done]
                here = stored[:, w.row : w.row + w.height, w.col : w.col + w.width]
                assert here.tobytes() == _part(done).tobytes(), (number, how)
                assert present == done * 10, (number, how)
            raise Stop


def test_a_cancel_while_reading_back_loses_nothing(tmp_path):
    class CancelledAlready(Progress):
        def report(self, fraction, message=""):
            raise Cancelled

    path = tmp_path / "map.tif"
    _begin(path, [0, 4])
    with (
        pytest.raises(Cancelled),
        claimed([str(path)], go_on=str(path)) as claims,
        partial_map(claims.of(str(path)), GRID, 2, "a", WINDOWS, CancelledAlready()),
    ):
        pass
    assert _done(path) == {0: 0, 4: 40}


def test_a_full_disk_keeps_what_was_written(full_disk):
    path = full_disk / "map.tif"
    grid = Grid(WKT, GRID.transform, 64, 48)  # 12 kB; claim and journal take a page each
    windows = list(grid.windows(16, 64))
    values = [np.ones((16, 64), np.float32)]

    def fill():
        with _unfinished(path, "a", grid, 1, windows) as unfinished:
            for number in range(len(windows)):
                unfinished.write(number, values, 1024)

    with pytest.raises(OutputError, match=r"No space is left for .*map\.tif; free some and run the same job again"):
        fill()
    with contextlib.suppress(Stop), _unfinished(path, "a", grid, 1, windows) as unfinished:
        assert unfinished.done
        assert set(unfinished.done) < set(range(len(windows)))
        raise Stop
    with claimed([str(path)]):
        pass  # which removes what was left
    assert not list(full_disk.iterdir())
