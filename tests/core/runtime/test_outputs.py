"""Outputs appear whole or not at all."""

import os
from pathlib import Path

import numpy as np
import pytest

from socmap_plugin.core.runtime.errors import OutputError
from socmap_plugin.core.runtime.outputs import check_output, partial_path, whole_file, whole_files


def test_a_file_appears_under_its_name_when_it_is_complete(tmp_path):
    path = tmp_path / "map.tif"
    with whole_file(path) as partial:
        partial.write_text("half")
        assert partial == partial_path(path) == tmp_path / "map.tif.partial"
        assert not path.exists()
        partial.write_text("whole")
    assert path.read_text() == "whole"
    assert os.listdir(tmp_path) == ["map.tif"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, OSError])
def test_a_failure_leaves_what_was_there_before(tmp_path, error):
    path = tmp_path / "map.tif"
    path.write_text("before")

    def fail():
        with whole_file(path) as partial:
            partial.write_text("half")
            raise error("no luck")

    with pytest.raises(OutputError if error is OSError else error):
        fail()
    assert path.read_text() == "before"
    assert os.listdir(tmp_path) == ["map.tif"]


def test_a_failure_before_anything_is_written(tmp_path):
    with (
        pytest.raises(OutputError, match=r"map\.tif cannot be written \(No such file or directory\); choose another"),
        whole_file(tmp_path / "map.tif"),
    ):
        pass
    assert os.listdir(tmp_path) == []


def test_no_space_left(full_disk):
    with (
        pytest.raises(OutputError, match=r"No space is left for .*map\.tif; free some or choose another disk"),
        whole_file(full_disk / "map.tif") as partial,
    ):
        partial.write_bytes(bytes(200_000))
    assert os.listdir(full_disk) == []


def test_no_space_left_in_the_middle_of_a_dataset(full_disk):
    values = np.random.default_rng(1).normal(size=20_000)
    with (
        pytest.raises(OutputError, match="No space is left"),
        whole_file(full_disk / "d.npz") as partial,
        open(partial, "wb") as stream,
    ):
        np.savez_compressed(stream, values=values)
    assert os.listdir(full_disk) == []


def test_of_several_results_all_appear_or_none(tmp_path):
    names = [str(tmp_path / name) for name in ("a", "b")]
    with whole_files(names[0], "", names[1]) as (first, none, second):
        first.write_text("a")
        second.write_text("b")
        assert none == Path()
        assert sorted(os.listdir(tmp_path)) == ["a.partial", "b.partial"]
    assert sorted(os.listdir(tmp_path)) == ["a", "b"]

    def fail():
        with whole_files(*names) as partials:
            partials[0].write_text("new")
            raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 (the only one there is)
        fail()
    assert [(tmp_path / name).read_text() for name in ("a", "b")] == ["a", "b"]
    assert sorted(os.listdir(tmp_path)) == ["a", "b"]


def test_an_output_that_can_be_written_leaves_no_trace(tmp_path):
    check_output(tmp_path / "map.tif")
    assert os.listdir(tmp_path) == []


def test_an_existing_output_stays_until_the_new_one_is_there(tmp_path):
    (tmp_path / "map.tif").write_text("before")
    check_output(tmp_path / "map.tif")
    assert (tmp_path / "map.tif").read_text() == "before"


def test_a_folder_that_does_not_exist(tmp_path):
    with pytest.raises(OutputError, match=r"The output folder .*nowhere does not exist; create it or choose another"):
        check_output(tmp_path / "nowhere" / "map.tif")


def test_a_file_in_place_of_the_folder(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="does not exist"):
        check_output(tmp_path / "file" / "map.tif")


def test_a_folder_in_place_of_the_file(tmp_path):
    with pytest.raises(OutputError, match="is a folder; give a file name"):
        check_output(tmp_path)


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="needs a folder that nobody can write to, /proc")
def test_a_folder_that_cannot_be_written_to():
    with pytest.raises(
        OutputError, match=r"The output folder /proc cannot be written to \(.*\); choose another folder"
    ):
        check_output(Path("/proc/map.tif"))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes to read-only folders")
def test_a_read_only_folder(tmp_path):
    tmp_path.chmod(0o555)
    with pytest.raises(OutputError, match=r"cannot be written to \(Permission denied\)"):
        check_output(tmp_path / "map.tif")


def test_statistics_of_the_file_before_go_with_it(tmp_path):
    (tmp_path / "map.tif").write_text("before")
    (tmp_path / "map.tif.aux.xml").write_text("statistics")
    with whole_file(tmp_path / "map.tif") as partial:
        partial.write_text("after")
    assert os.listdir(tmp_path) == ["map.tif"]


def test_a_file_that_cannot_be_replaced_is_said(tmp_path, monkeypatch):
    """As Windows does with a map that QGIS has open."""

    def in_use(source, target):
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr(os, "replace", in_use)
    with (
        pytest.raises(OutputError, match=r"a\.tif cannot be replaced .*remove the layer from QGIS .* same job again"),
        whole_files(str(tmp_path / "a.tif")) as (partial,),
    ):
        partial.write_text("new")
    assert os.listdir(tmp_path) == []
