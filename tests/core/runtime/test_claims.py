"""A result has one owner at a time; what an owner left is removed by the names that it recorded, and nothing else."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from socmap_plugin.core.runtime import claims as claims_module
from socmap_plugin.core.runtime.claims import claim_path, clear_up, take
from socmap_plugin.core.runtime.errors import OutputError
from socmap_plugin.core.runtime.outputs import claimed
from tests.builders.places import ROOT

# Claims results, keeps a file where it is told so, says that it has them, and waits to be killed.
OWNER = """
import sys
from socmap_plugin.core.runtime.outputs import claimed
keep, *paths = sys.argv[1:]
with claimed(paths, go_on=paths[0]) as claims, claims.whole(*paths) as files:
    for file in files:
        file.write_text("half")
    if keep == "keep":
        (files[0].parent / "kept").write_text("what was done")
        claims.of(paths[0]).keep(["kept"])
    print("ready", flush=True)
    sys.stdin.read()
"""


def _owner(*arguments):
    command = [sys.executable, "-c", OWNER, *map(str, arguments)]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    return process


def _killed(*arguments):
    process = _owner(*arguments)
    process.kill()
    process.communicate()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "map.tif"


def test_a_second_run_is_refused_and_told_of_the_first(path, tmp_path):
    owner = _owner("no", path, tmp_path / "b")
    try:
        message = rf"Another run is making {path} \(process {owner.pid} on \S+, started 20[^)]+\); wait for it, or"
        with pytest.raises(OutputError, match=message):
            take(path)
        with pytest.raises(OutputError, match="Another run is making"), claimed([str(tmp_path / "a")], [str(path)]):
            pass
        assert not (tmp_path / "a.claim").exists()
    finally:
        owner.communicate("")
    take(path).release(finished=True)
    assert sorted(os.listdir(tmp_path)) == ["b", "map.tif"]


def test_what_a_killed_run_left_goes_when_the_next_one_comes(path, tmp_path):
    _killed("no", path)
    assert len(os.listdir(tmp_path)) == 2  # the claim and its folder
    with claimed([str(path)]):
        assert os.listdir(tmp_path) == ["map.tif.claim"]
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("keep", [True, False])
def test_what_a_killed_run_left_can_be_cleared_up(path, tmp_path, keep):
    _killed("keep", path)
    assert clear_up(path, keep) is keep
    kept = sorted(file.name for file in tmp_path.rglob("*") if file.is_file())
    assert kept == (["kept", "map.tif.claim"] if keep else [])
    if keep:
        claim = take(path, go_on=True)
        assert claim.goes_on
        assert (claim.folder() / "kept").read_text() == "what was done"
        claim.release(finished=True)
    assert os.listdir(tmp_path) == []


def test_what_another_run_is_making_is_not_cleared_up(path, tmp_path):
    owner = _owner("keep", path)
    try:
        before = sorted(tmp_path.rglob("*"))
        assert not clear_up(path, keep=False)
        assert sorted(tmp_path.rglob("*")) == before
    finally:
        owner.communicate("")


def test_only_recorded_names_are_removed(path, tmp_path):
    mine = ["map.tif.my partial results.csv", "map.tif.partial", "map.tif.journal", ".map.tif.0000.partial"]
    _killed("no", path)
    for name in mine:
        (tmp_path / name).write_text("of the user")
    (tmp_path / ".map.tif.0123456789abcdef.partial").mkdir()
    clear_up(path, keep=False)
    assert sorted(os.listdir(tmp_path)) == sorted([*mine, ".map.tif.0123456789abcdef.partial"])


@pytest.mark.parametrize(
    "folder",
    ["mine", "../mine", "/mine", ".map.tif.0123456789abcdef.partial/../mine", ".other.0123456789abcdef.partial"],
)
def test_a_claim_names_no_folder_but_its_own(path, tmp_path, folder):
    (tmp_path / "mine").mkdir()
    (tmp_path / ".other.0123456789abcdef.partial").mkdir()
    (tmp_path / "mine" / "file").write_text("of the user")
    record = {"kind": "SOC Map claim 1", "folder": folder, "process": 1, "host": "h", "started": "s", "kept": []}
    claim_path(path).write_text(json.dumps(record))
    take(path).release(finished=True)
    assert sorted(os.listdir(tmp_path)) == [".other.0123456789abcdef.partial", "mine"]
    assert (tmp_path / "mine" / "file").exists()


def test_a_recorded_folder_that_is_a_link_is_not_followed(path, tmp_path):
    _killed("no", path)
    (folder,) = tmp_path.glob(".map.tif.*")
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "file").write_text("of the user")
    folder.symlink_to(tmp_path / "mine")
    take(path).release(finished=True)
    assert (tmp_path / "mine" / "file").read_text() == "of the user"


@pytest.mark.parametrize("kind", ["file", "link", "second name", "folder", "pipe"])
def test_a_file_of_somebody_else_under_the_name_of_the_claim_is_left_alone(path, tmp_path, kind):
    mine, claim = tmp_path / "mine", claim_path(path)
    mine.write_text("of the user")
    {
        "file": lambda: claim.write_text("of the user"),
        "link": lambda: claim.symlink_to(mine),
        "second name": lambda: os.link(mine, claim),
        "folder": claim.mkdir,
        "pipe": lambda: os.mkfifo(claim),
    }[kind]()
    before = claim.lstat()
    with pytest.raises(OutputError, match=r"map\.tif\.claim is no file of SOC Map, .*; rename that file or choose"):
        take(path)
    assert not clear_up(path, keep=False)
    assert (claim.lstat().st_ino, claim.lstat().st_size) == (before.st_ino, before.st_size)
    assert mine.read_text() == "of the user"


def test_a_damaged_claim_hinders_nobody(path, tmp_path):
    draw = random.Random(3)
    for _ in range(60):
        _write = take(path)
        _write.folder()
        _write._file.close()  # as the end of a process does
        data = bytearray(claim_path(path).read_bytes())
        place = draw.randrange(len(claims_module._HEAD), len(data))
        data[place : place + draw.choice((1, 9, 400))] = draw.randbytes(draw.choice((0, 1, 9)))
        claim_path(path).write_bytes(draw.choice((data, b"", bytes(50), data[: draw.randrange(30, 60)])))
        with claimed([str(path)]):
            pass
        assert not claim_path(path).exists()


def test_a_former_result_that_was_taken_away_comes_back(path, tmp_path):
    """On a disk without second names the former file is renamed first, and a run may end just then."""
    claim = take(path)
    (claim.folder() / claims_module.FORMER).write_text("former")
    claim._file.close()
    take(path).release(finished=True)
    assert path.read_text() == "former"
    assert os.listdir(tmp_path) == ["map.tif"]


def test_a_claim_that_vanished_while_it_was_waited_for_is_made_anew(path, monkeypatch):
    real, waited = claims_module.lock, []

    def slow_lock(file):
        if not waited:
            waited.append(claim_path(path).unlink())
        return real(file)

    monkeypatch.setattr(claims_module, "lock", slow_lock)
    claim = take(path)
    assert claim_path(path).exists()
    claim.release(finished=True)


def test_of_many_at_once_one_gets_all(tmp_path):
    """In whichever order they name the results."""
    names = [str(tmp_path / name) for name in "abcd"]
    barrier, got = threading.Barrier(4), []

    def one(number):
        own = names[number:] + names[:number]
        barrier.wait()
        try:
            with claimed(own):
                got.append(number)
                for _ in range(3):
                    assert others.acquire(timeout=20)
        except OutputError as error:
            got.append(str(error))
            others.release()

    for _ in range(5):
        got.clear()
        others = threading.Semaphore(0)
        threads = [threading.Thread(target=one, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sum(isinstance(item, int) for item in got) == 1
        assert all(f"process {os.getpid()}" in item for item in got if isinstance(item, str))
        assert os.listdir(tmp_path) == []


def test_claims_are_files_of_one_line(path):
    claim = take(path)
    assert Path(claim_path(path)).read_text().count("\n") == 1
    claim.release(finished=True)
