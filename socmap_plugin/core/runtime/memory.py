"""How much memory this process may still take. Standard library only."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

_MEMINFO = Path("/proc/meminfo")
_CONTAINER = Path("/sys/fs/cgroup")


def available_bytes() -> int | None:
    """Return the memory that is free or can be freed at once, in bytes; None where the system does not tell."""
    if sys.platform == "win32":
        return _available_on_windows()
    known = [number for number in (_available_on_linux(), _left_in_container()) if number is not None]
    if known:
        return min(known)
    try:  # all there is, where nothing says what is free
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return None


def _available_on_linux() -> int | None:
    try:
        lines = _MEMINFO.read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")), None)


def _left_in_container() -> int | None:
    try:
        limit, used = ((_CONTAINER / name).read_text(encoding="ascii") for name in ("memory.max", "memory.current"))
        return max(int(limit) - int(used), 0)
    except (OSError, ValueError):
        return None  # no container, or one without a limit


def _available_on_windows() -> int | None:
    class Status(ctypes.Structure):
        _fields_ = (
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            *((name, ctypes.c_ulonglong) for name in ("total", "available", *"abcde")),
        )

    status = Status(length=ctypes.sizeof(Status))
    windows = getattr(ctypes, "windll").kernel32  # noqa: B009 - only there on Windows
    return int(status.available) if windows.GlobalMemoryStatusEx(ctypes.byref(status)) else None
