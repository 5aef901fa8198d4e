"""Who makes a result: a claim beside it, locked while its owner works, that names what the owner keeps there.

The claim of ``map.tif`` is ``map.tif.claim``; what is not finished lies in a folder beside it, under a name that nobody
can guess, which the claim records. The system lifts the lock of a run that was killed: the next run, or QGIS, then
removes what is recorded, and nothing else. A run that can be gone on with leaves its claim.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import json
import os
import re
import secrets
import shutil
import socket
import stat
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from .errors import OutputError
from .locks import ForeignFile, is_at, lock, opened, write_all

CLAIM_SUFFIX, FOLDER_SUFFIX = ".claim", ".partial"
NAME_BYTES = 8  # of chance in the name of a folder
FORMER = "former"  # the result before, while it is being replaced
_KIND = "SOC Map claim 1"
_HEAD = b'{"kind": "SOC Map claim'
_LONGEST = 8192  # bytes of a claim that are read; ours take a few hundred
_OPEN_FILES_STAY = os.name == "nt"  # where a file that is open cannot be removed
_NEW_OWNER_S = 0.2  # after which who has locked a claim has also signed it


@dataclass(frozen=True)
class Record:
    """What a claim says: its owner, the folder of what is not finished, and what in it the same job can go on with."""

    folder: str
    process: int
    host: str
    started: str
    kept: tuple[str, ...] = ()


def claim_path(path: Path) -> Path:
    """Return the name of the claim of a result."""
    return path.with_name(path.name + CLAIM_SUFFIX)


class Claim:
    """A result that this run and no other makes; from :func:`take`.

    Attributes
    ----------
    path
        The result.
    goes_on
        Whether the folder holds what an earlier run has left for the same job.
    """

    def __init__(self, path: Path, file: IO[bytes], record: Record, goes_on: bool) -> None:
        self.path, self.goes_on = path, goes_on
        self._file, self._record = file, record
        self._made = goes_on

    def folder(self) -> Path:
        """Return the folder for what is not finished, made when it is first asked for."""
        folder = self.path.with_name(self._record.folder)
        if not self._made:
            folder.mkdir(0o700)
            self._made = True
        return folder

    def keep(self, names: Sequence[str]) -> None:
        """Let files of the folder outlive this run, however it ends: the same job can go on with them."""
        if self._record.kept != tuple(names):
            self._record = dataclasses.replace(self._record, kept=tuple(names))
            _sign(self._file, self._record)

    def release(self, finished: bool) -> None:
        """Let go of the result; what is kept stays if it is not `finished`."""
        kept = () if finished or not _is_kept(self.path, self._record) else self._record.kept
        with contextlib.suppress(OSError):  # what a program has open stays, and stays recorded
            _clear(self.path, self._record, kept)
            if not kept and not _OPEN_FILES_STAY:
                _remove_claim(self.path)  # while it is locked: nobody may take up what is about to vanish
        self._file.close()
        if not kept and _OPEN_FILES_STAY:
            _remove_claim(self.path)


def take(path: Path, go_on: bool = False) -> Claim:
    """Claim a result; with `go_on`, take up what an earlier run has kept, which is removed otherwise.

    Raises
    ------
    OutputError
        Another run is making it, or the name of the claim is that of somebody's own file.
    OSError
        The folder cannot be written to, or the disk is full.
    """
    file = _locked(path)
    with contextlib.ExitStack() as failing:
        failing.callback(file.close)
        before = _read(file, path)
        goes_on = go_on and before is not None and _is_kept(path, before)
        if before is None:
            failing.callback(_remove_claim, path)
        else:
            _clear(path, before, before.kept if goes_on else ())
        now = datetime.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S %z")
        new = f".{path.name}.{secrets.token_hex(NAME_BYTES)}{FOLDER_SUFFIX}"
        folder, kept = (before.folder, before.kept) if goes_on and before is not None else (new, ())
        record = Record(folder, os.getpid(), socket.gethostname(), now, kept)
        _sign(file, record)  # before there is a folder: what is not recorded would never be removed
        failing.pop_all()
    return Claim(path, file, record, goes_on)


def clear_up(path: Path, keep: bool) -> bool:
    """Remove what a run that has ended left of a result; returns whether the same job can go on.

    Parameters
    ----------
    path
        The result. While another run makes it, everything stays.
    keep
        Whether to leave what a job can go on with.
    """
    try:
        with opened(claim_path(path), make=False) as file:
            if not lock(file) or not is_at(file, claim_path(path)):
                return False
            record = _read(file, path)
            if keep and record is not None and _is_kept(path, record):
                _clear(path, record, record.kept)
                return True
            if record is not None:
                _clear(path, record)
            if not _OPEN_FILES_STAY:
                _remove_claim(path)
        if _OPEN_FILES_STAY:
            _remove_claim(path)
    except (OSError, OutputError):
        pass  # no claim, or none of ours
    return False


def _remove_claim(path: Path) -> None:
    with contextlib.suppress(OSError):  # on Windows another run may have it open already
        claim_path(path).unlink(missing_ok=True)


def _locked(path: Path) -> IO[bytes]:
    claim = claim_path(path)
    until = time.monotonic() + _NEW_OWNER_S
    while True:
        try:
            file = opened(claim)
        except ForeignFile as error:
            raise _foreign(path) from error
        if lock(file):
            # Another run may have finished and removed the claim after it was opened here.
            if is_at(file, claim):
                return file
        elif time.monotonic() > until:
            with file:
                raise _taken(path, _read(file, path))
        else:
            time.sleep(_NEW_OWNER_S / 10)
        file.close()


def _taken(path: Path, owner: Record | None) -> OutputError:
    who = f"process {owner.process} on {owner.host}, started {owner.started}" if owner else "it has just started"
    return OutputError(f"Another run is making {path} ({who}); wait for it, or choose another name.")


def _foreign(path: Path) -> OutputError:
    return OutputError(
        f"{claim_path(path)} is no file of SOC Map, which needs this name while it makes {path.name}; rename that file "
        "or choose another output."
    )


def _sign(file: IO[bytes], record: Record) -> None:
    data = json.dumps({"kind": _KIND, **dataclasses.asdict(record)}).encode() + b"\n"
    # Over what was there, and cut afterwards: a full disk leaves the old one or the new one.
    file.seek(0)
    write_all(file, data)
    file.truncate(len(data))
    os.fsync(file.fileno())


def _read(file: IO[bytes], path: Path) -> Record | None:
    """Return what a claim records, None for nothing that can be used; a file of somebody else is refused."""
    file.seek(0)
    data = file.read(_LONGEST)
    if data.strip(b"\0") and not data.startswith(_HEAD):
        raise _foreign(path)
    try:
        said = json.loads(data)
        record = Record(said["folder"], said["process"], said["host"], said["started"], tuple(said["kept"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    texts = (record.folder, record.host, record.started, *record.kept)
    if type(record.process) is not int or not all(isinstance(text, str) and text.isprintable() for text in texts):
        return None
    name = rf"\.{re.escape(path.name)}\.[0-9a-f]{{{2 * NAME_BYTES}}}{re.escape(FOLDER_SUFFIX)}"
    return record if re.fullmatch(name, record.folder) else None


def _is_kept(path: Path, record: Record) -> bool:
    folder = path.with_name(record.folder)
    return bool(record.kept) and _is_own(folder) and all(os.path.isfile(folder / name) for name in record.kept)


def _is_own(folder: Path) -> bool:
    """Return whether a folder is one, no link to one, and of this user."""
    try:
        state = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(state.st_mode) and (not hasattr(os, "geteuid") or state.st_uid == os.geteuid())


def _clear(path: Path, record: Record, kept: Sequence[str] = ()) -> None:
    """Remove the folder that a claim records, or what in it is not kept."""
    folder = path.with_name(record.folder)
    if not _is_own(folder):
        return
    if (folder / FORMER).exists() and not os.path.lexists(path):
        os.replace(folder / FORMER, path)  # the run ended between taking it away and putting the new one there
    for entry in os.scandir(folder) if kept else ():
        if entry.name not in kept:
            os.unlink(entry)
    if not kept:
        shutil.rmtree(folder, ignore_errors=True)
