"""What an unfinished map leaves is taken up by the same job, and by no other."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys

import numpy as np
import pytest
import rasterio

from socmap_plugin.core.mapping import unfinished_map
from socmap_plugin.core.mapping.unfinished_map import partial_map
from socmap_plugin.core.raster.grid import Grid
from socmap_plugin.core.runtime.errors import OutputError
from socmap_plugin.core.runtime.outputs import journal_path, partial_path
from tests.builders.places import ROOT

WKT = rasterio.crs.CRS.from_epsg(32650).to_wkt()
GRID = Grid(WKT, (90.0, 0.0, 500_000.0, 0.0, -90.0, 4_000_000.0), 7, 5)
WINDOWS = list(GRID.windows(3))
VALUES = np.arange(70, dtype=np.float32).reshape(2, 5, 7)


class Stop(Exception):
    pass


def _write(unfinished, numbers):
    for number in numbers:
        w = WINDOWS[number]
        part = VALUES[:, w.row : w.row + w.height, w.col : w.col + w.width]
        unfinished.write(number, w, part, number * 10)


def _begin(path, numbers, digest="a"):
    """Write some windows and stop as an error does."""
    with contextlib.suppress(Stop), partial_map(path, GRID, 2, digest, len(WINDOWS)) as unfinished:
        _write(unfinished, numbers)
        raise Stop


def _done(path, digest="a"):
    found = {}
    with contextlib.suppress(Stop), partial_map(path, GRID, 2, digest, len(WINDOWS)) as unfinished:
        found = dict(unfinished.done)
        raise Stop
    return found


def test_the_values_are_there_whichever_way_the_windows_come(tmp_path):
    path = tmp_path / "map.tif"
    with partial_map(path, GRID, 2, "a", len(WINDOWS)) as unfinished:
        _write(unfinished, reversed(range(len(WINDOWS))))
        with rasterio.Env(GDAL_VRT_RAWRASTERBAND_ALLOWED_SOURCE="ALL"):
            for values, source in zip(VALUES, unfinished.vrt(["mean <1>", "spread"], "g/kg & more", -9999.0)):
                with rasterio.open(source) as raster:
                    assert np.array_equal(raster.read(1), values)
                    assert raster.nodata == -9999
                    assert raster.units == ("g/kg & more",)
                    assert raster.crs.to_epsg() == 32650
                    assert raster.transform[:6] == (90, 0, 500_000, 0, -90, 4_000_000)
    assert not list(tmp_path.iterdir())


def test_the_same_job_goes_on_where_it_stopped(tmp_path):
    path = tmp_path / "map.tif"
    _begin(path, [0, 4])
    assert sorted(file.name for file in tmp_path.iterdir()) == ["map.tif.journal", "map.tif.partial"]
    assert _done(path) == {0: 0, 4: 40}
    _begin(path, [1, 2, 3, 5])
    assert _done(path) == {number: number * 10 for number in range(6)}
    assert np.array_equal(np.fromfile(partial_path(path), "<f4").reshape(2, 5, 7), VALUES)


def test_another_job_starts_afresh(tmp_path):
    path = tmp_path / "map.tif"
    _begin(path, [0, 4])
    assert _done(path, "b") == {}
    assert not np.fromfile(partial_path(path), "<f4").any()
    assert _done(path, "a") == {}


def test_a_line_that_was_being_written_does_not_count(tmp_path):
    path = tmp_path / "map.tif"
    _begin(path, [0, 1, 2])
    whole = journal_path(path).read_bytes()
    journal_path(path).write_bytes(whole[:-1])
    assert _done(path) == {0: 0, 1: 10}
    _begin(path, [2])
    assert journal_path(path).read_bytes() == whole


@pytest.mark.parametrize("harm", ["no values", "short values", "no journal", "half a head", "foreign journal"])
def test_what_is_damaged_is_started_afresh(tmp_path, harm):
    path = tmp_path / "map.tif"
    _begin(path, [0, 1, 2])
    if harm == "no values":
        partial_path(path).unlink()
    elif harm == "short values":
        os.truncate(partial_path(path), 100)
    elif harm == "no journal":
        journal_path(path).unlink()
    elif harm == "half a head":
        os.truncate(journal_path(path), 10)
    else:
        journal_path(path).write_bytes(b"\x00\xff\n1 1\n")
    assert _done(path) == {}
    assert _done(path) == {}


def test_a_journal_that_was_tampered_with_cannot_name_windows_that_are_none(tmp_path):
    path = tmp_path / "map.tif"
    _begin(path, [0])
    with open(journal_path(path), "ab") as journal:
        journal.write(b"99 5\n-1 3\n\xb2 1\nx\n\n3 4\n")
    assert _done(path) == {0: 0, 3: 4}


def test_two_runs_do_not_write_into_the_same_map(tmp_path):
    path = tmp_path / "map.tif"
    script = (
        "import sys; from pathlib import Path; from tests.core.mapping import test_unfinished_map as t;"
        "t._begin(Path(sys.argv[1]), [1])"
    )
    command = [sys.executable, "-c", script, str(path)]
    with contextlib.suppress(Stop), partial_map(path, GRID, 2, "a", len(WINDOWS)) as unfinished:
        _write(unfinished, [0])
        other = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert "Another run is making" in other.stderr
        raise Stop
    subprocess.run(command, cwd=ROOT, check=True)
    assert _done(path) == {0: 0, 1: 10}


def test_a_map_that_another_run_has_just_finished_is_begun_anew(tmp_path, monkeypatch):
    """The files were opened before the other run removed them: what is written into them would be lost."""
    path = tmp_path / "map.tif"
    _begin(path, [0])
    real, waited = unfinished_map.lock, []

    def slow_lock(journal):
        if not waited:
            waited.append(journal_path(path).unlink())
            partial_path(path).unlink()
        return real(journal)

    monkeypatch.setattr(unfinished_map, "lock", slow_lock)
    assert _done(path) == {}
    assert partial_path(path).exists()
    assert journal_path(path).exists()


def test_a_full_disk_keeps_what_was_written(full_disk):
    path = full_disk / "map.tif"
    grid = Grid(WKT, GRID.transform, 64, 64)  # 16 kB, the whole disk
    windows = list(grid.windows(16, 64))

    def fill():
        with partial_map(path, grid, 1, "a", len(windows)) as unfinished:
            for number, window in enumerate(windows):
                unfinished.write(number, window, [np.ones((16, 64), np.float32)], 1024)

    with pytest.raises(OutputError, match=r"No space is left for .*map\.tif; free some and run the same job again"):
        fill()
    with contextlib.suppress(Stop), partial_map(path, grid, 1, "a", len(windows)) as unfinished:
        assert unfinished.done
        assert set(unfinished.done) < set(range(len(windows)))
        raise Stop
    for file in full_disk.iterdir():
        file.unlink()
