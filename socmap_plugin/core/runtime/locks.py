"""Whether another process is at work on a file: a lock that the system lifts when its owner ends, however it ends."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path
from typing import IO

_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
_FAR_BYTE = 2**30  # behind all that is written: Windows lets nobody read a byte that is locked


class ForeignFile(OSError):
    """What stands under a name is a link, a folder, a pipe, or a file that has other names too."""


def opened(path: Path, make: bool = True) -> IO[bytes]:
    """Open a file for reading and writing without emptying it; unbuffered, so that a full disk is met where it is.

    Raises
    ------
    ForeignFile
        No regular file of this one name stands there: nobody may lead what is written elsewhere.
    OSError
        It cannot be opened.
    """
    flags = os.O_RDWR | (os.O_CREAT if make else 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        if path.is_symlink():  # O_NOFOLLOW says so too, where there is one, also of a link that is made meanwhile
            raise ForeignFile(errno.ELOOP, "a link", str(path))
        file = os.fdopen(os.open(path, flags, 0o666), "r+b", buffering=0)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EISDIR, errno.ENXIO):
            raise ForeignFile(error.errno, "not a regular file", str(path)) from error
        raise
    state = os.fstat(file.fileno())
    if not stat.S_ISREG(state.st_mode) or state.st_nlink > 1:
        file.close()
        raise ForeignFile(errno.EEXIST, "not a regular file of one name", str(path))
    return file


def lock(file: IO[bytes]) -> bool:
    """Lock an open file until it is closed; False where another has locked it.

    A network disk may know no locks: the file counts as free there.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(_FAR_BYTE)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _TAKEN
    return True


def is_at(file: IO[bytes], path: Path) -> bool:
    """Return whether an open file is still the one that stands under its name."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.lstat())
    except FileNotFoundError:
        return False


def write_all(file: IO[bytes], data: bytes | memoryview) -> None:
    """Write all of `data`: an unbuffered file may take a part only, as the last one before the disk is full."""
    left = memoryview(data)
    while left:
        left = left[file.write(left) :]


def is_locked(path: Path) -> bool:
    """Return whether a process is at work on a file; one that is not there is free."""
    try:
        with opened(path, make=False) as file:
            return not lock(file)
    except OSError:
        return False
