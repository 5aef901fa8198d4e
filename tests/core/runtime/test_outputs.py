"""Outputs have one owner, replace no input, and appear whole or not at all."""

import os
import threading
from pathlib import Path

import numpy as np
import pytest

from socmap_plugin.core.runtime import outputs
from socmap_plugin.core.runtime.errors import OutputError
from socmap_plugin.core.runtime.outputs import claimed, let_go, whole_file


def _make(paths, texts, folder=""):
    with claimed(paths, folder=folder) as claims, claims.whole(*paths) as files:
        for file, text in zip(files, texts):
            file.write_text(text)


def test_a_file_appears_under_its_name_when_it_is_complete(tmp_path):
    path = tmp_path / "map.tif"
    with whole_file(path) as partial:
        partial.write_text("half")
        assert not path.exists()
        assert partial.parent.parent == tmp_path  # the same disk, so that it can be renamed
        partial.write_text("whole")
    assert path.read_text() == "whole"
    assert os.listdir(tmp_path) == ["map.tif"]


def test_temporary_names_cannot_be_guessed_and_are_one_users_own(tmp_path):
    folders = set()
    for _ in range(20):
        with whole_file(tmp_path / "map.tif") as partial:
            partial.write_text("x")
            folders.add(partial.parent.name)
            assert partial.parent.stat().st_mode & 0o077 == 0
    assert len(folders) == 20


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


def test_no_space_left_for_a_claim(full_disk):
    (full_disk / "filled").write_bytes(bytes(16 * 1024))
    with (
        pytest.raises(OutputError, match=r"No space is left for .*map\.tif; free some or choose another disk"),
        whole_file(full_disk / "map.tif"),
    ):
        pass
    assert os.listdir(full_disk) == ["filled"]
    (full_disk / "filled").unlink()


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
    with claimed(names) as claims, claims.whole(names[0], "", names[1]) as (first, none, second):
        first.write_text("a")
        second.write_text("b")
        assert none == Path()
        assert not Path(names[0]).exists()
    assert sorted(os.listdir(tmp_path)) == ["a", "b"]

    def fail():
        with claimed(names) as claims, claims.whole(*names) as partials:
            partials[0].write_text("new")
            raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 (the only one there is)
        fail()
    assert [(tmp_path / name).read_text() for name in ("a", "b")] == ["a", "b"]
    assert sorted(os.listdir(tmp_path)) == ["a", "b"]


# --- where one result cannot be put in its place, none is -------------------------------------------------------------


def _in_use(monkeypatch, name):
    """Refuse to replace a file, as Windows does with one that QGIS has open."""
    real = os.replace

    def replace(source, target):
        if Path(target).name == name and Path(source).name == name:
            raise PermissionError(13, "Permission denied", str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)


@pytest.mark.parametrize("links", [True, False], ids=["with second names", "without second names"])
@pytest.mark.parametrize("present", ["both", "first", "second"])
@pytest.mark.parametrize("held", ["a", "b"])
def test_where_one_result_is_open_both_former_ones_stay(tmp_path, monkeypatch, present, held, links):
    former = {"both": ("a", "b"), "first": ("a",), "second": ("b",)}[present]
    for name in former:
        (tmp_path / name).write_text(f"former {name}")
    _in_use(monkeypatch, held)
    if not links:
        monkeypatch.setattr(os, "link", lambda *_, **__: (_ for _ in ()).throw(PermissionError(1, "no links")))
    with pytest.raises(OutputError, match=rf"{held} cannot be replaced .*remove the layer from QGIS .* same job again"):
        _make([str(tmp_path / "a"), str(tmp_path / "b")], ("new", "new"))
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == {n: f"former {n}" for n in former}


def test_where_a_folder_comes_into_the_place_of_one_result_none_appears(tmp_path):
    (tmp_path / "a").write_text("former a")
    paths = [str(tmp_path / "a"), str(tmp_path / "b")]

    def make():
        with claimed(paths) as claims, claims.whole(*paths) as files:
            for file in files:
                file.write_text("new")
            (tmp_path / "b").mkdir()

    with pytest.raises(OutputError, match=r"b is a folder and shall be a file; choose another name\."):
        make()
    assert (tmp_path / "a").read_text() == "former a"
    assert sorted(os.listdir(tmp_path)) == ["a", "b"]


def test_a_link_is_replaced_and_not_what_it_leads_to(tmp_path):
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "map.tif").symlink_to(tmp_path / "mine")
    _make([str(tmp_path / "map.tif")], ["new"])
    assert not (tmp_path / "map.tif").is_symlink()
    assert ((tmp_path / "mine").read_text(), (tmp_path / "map.tif").read_text()) == ("mine", "new")


# --- places -----------------------------------------------------------------------------------------------------------


def test_an_output_that_can_be_written_leaves_no_trace(tmp_path):
    with claimed([str(tmp_path / "map.tif")]):
        pass
    assert os.listdir(tmp_path) == []


def test_an_existing_output_stays_until_the_new_one_is_there(tmp_path):
    (tmp_path / "map.tif").write_text("before")
    with claimed([str(tmp_path / "map.tif")]):
        assert (tmp_path / "map.tif").read_text() == "before"


def _refused(path, **options):
    with claimed([str(path)], **options):
        pass


def test_a_folder_that_does_not_exist(tmp_path):
    with pytest.raises(OutputError, match=r"The output folder .*nowhere does not exist; create it or choose another"):
        _refused(tmp_path / "nowhere" / "map.tif")


def test_a_file_in_place_of_the_folder(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="does not exist"):
        _refused(tmp_path / "file" / "map.tif")


def test_a_folder_in_place_of_the_file(tmp_path):
    with pytest.raises(OutputError, match="is a folder; give a file name"):
        _refused(tmp_path)


def test_no_name(tmp_path):
    with pytest.raises(OutputError, match="No file is named for the result; name one"), claimed([""]):
        pass


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="needs a folder that nobody can write to, /proc")
def test_a_folder_that_cannot_be_written_to():
    with pytest.raises(
        OutputError, match=r"The output folder /proc cannot be written to \(.*\); choose another folder"
    ):
        _refused(Path("/proc/map.tif"))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes to read-only folders")
def test_a_read_only_folder(tmp_path):
    tmp_path.chmod(0o555)
    with pytest.raises(OutputError, match=r"cannot be written to \(Permission denied\)"):
        _refused(tmp_path / "map.tif")


def test_a_name_that_is_too_long_for_the_disk(tmp_path):
    with pytest.raises(OutputError, match=r"cannot be written \(File name too long\); choose another place"):
        _refused(tmp_path / ("x" * 252))
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("folder", ["", "results"])
def test_a_path_that_no_system_takes(tmp_path, folder):
    far = tmp_path / ("x" * 5000) / folder
    with pytest.raises(OutputError, match=r"The (output )?folder .* does not exist; create it or choose another"):
        _make([str(far / "map.tif")], ["x"], folder and str(far))


def test_a_folder_of_results_is_made_and_goes_again_if_nothing_came_into_it(tmp_path):
    folder = tmp_path / "folder"
    _make([str(folder / "a.tif")], ["a"], str(folder))
    assert os.listdir(folder) == ["a.tif"]
    with claimed([str(tmp_path / "other" / "a.tif")], folder=str(tmp_path / "other")):
        assert (tmp_path / "other").is_dir()
    assert os.listdir(tmp_path) == ["folder"]
    with pytest.raises(OutputError, match=r"The folder .*none for folder does not exist; create it"):
        _make([str(tmp_path / "none" / "folder" / "a.tif")], ["a"], str(tmp_path / "none" / "folder"))


@pytest.mark.parametrize("name", ["map.tif", "MAP.TIFF"])
def test_statistics_of_the_map_before_go_with_it(tmp_path, name):
    (tmp_path / f"{name}.aux.xml").write_text("statistics")
    _make([str(tmp_path / name)], ["after"])
    assert os.listdir(tmp_path) == [name]


# --- no result replaces an input --------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["same", "dots", "link", "link from", "second name", "folder", "linked folder"])
def test_no_result_replaces_an_input_whatever_leads_there(tmp_path, way):
    (tmp_path / "in").mkdir()
    given = tmp_path / "in" / "a.tif"
    given.write_text("input")
    output, read = given, given
    if way == "dots":
        output = tmp_path / "in" / ".." / "in" / "a.tif"
    elif way == "link":
        output = tmp_path / "b.tif"
        output.symlink_to(given)
    elif way == "link from":
        read = tmp_path / "b.tif"
        read.symlink_to(given)
    elif way == "second name":
        output = tmp_path / "b.tif"
        os.link(given, output)
    elif way == "folder":
        output, read = tmp_path / "in" / "new.tif", tmp_path / "in"
    elif way == "linked folder":
        (tmp_path / "there").symlink_to(tmp_path / "in")
        output = tmp_path / "there" / "a.tif"
    with pytest.raises(OutputError, match="would overwrite an input or another result; give every file its own name"):
        _refused(output, inputs=[str(read)])
    assert given.read_text() == "input"
    assert not list(tmp_path.rglob("*.claim"))


def test_two_results_of_one_name_are_refused(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "there").symlink_to(tmp_path / "in")
    with (
        pytest.raises(OutputError, match="would overwrite an input or another result"),
        claimed([str(tmp_path / "in" / "a")], [str(tmp_path / "there" / "a")]),
    ):
        pass


# --- an end that does not wait ----------------------------------------------------------------------------------------


def test_what_is_let_go_of_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(outputs, "_one_end", threading.RLock())  # which is never free again
    with claimed([str(tmp_path / "a"), str(tmp_path / "b")]) as claims:
        for name in ("a", "b"):
            (claims.of(str(tmp_path / name)).folder() / name).write_text("half")
        let_go()
        assert os.listdir(tmp_path) == []
