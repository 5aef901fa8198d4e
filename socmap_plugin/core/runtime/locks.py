"""Whether another process is at work on a file: a lock that the system lifts when its owner ends, however it ends."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import IO

_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


def opened(path: Path, make: bool = True) -> IO[bytes]:
    """Open a file for reading and writing without emptying it; unbuffered, so that a full disk is met where it is."""
    flags = os.O_RDWR | (os.O_CREAT if make else 0) | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o666), "r+b", buffering=0)


def lock(file: IO[bytes]) -> bool:
    """Lock an open file until it is closed; False where another has locked it.

    A network disk may know no locks: the file counts as free there.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _TAKEN
    return True


def is_locked(path: Path) -> bool:
    """Return whether a process is at work on a file; one that is not there is free."""
    try:
        with opened(path, make=False) as file:
            return not lock(file)
    except OSError:
        return False
