"""How many files the system lets a process have open."""

from __future__ import annotations

import sys

ENOUGH = 8192  # open files; above that nothing is gained, and some systems take long to start a process
WITHOUT_A_LIMIT = 2048  # where the system has none, or tells none


def open_files_limit() -> int:
    """Raise the limit as far as the system allows and is of use, and return it."""
    if sys.platform == "win32":
        return WITHOUT_A_LIMIT
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return WITHOUT_A_LIMIT
    wanted = ENOUGH if hard == resource.RLIM_INFINITY else min(hard, ENOUGH)
    if wanted > soft:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        except (OSError, ValueError):  # macOS has a further limit of its own, which it does not tell here
            return soft
        return wanted
    return soft
