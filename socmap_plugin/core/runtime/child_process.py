"""What a child process of QGIS does around its work: a clean environment, an end with its parent, its exit status.

Standard library only; Python 3.9.
"""

from __future__ import annotations

import os
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from typing import Any

from .errors import Cancelled, SocmapError
from .progress import JsonLines, Progress

DONE, FAILED, CANCELLED = 0, 1, 3  # exit statuses; anything else is a crash

# Of the process that started this one (QGIS brings its own GDAL, PROJ and Qt), or sending packages elsewhere.
FOREIGN_PREFIXES = ("PYTHON", "GDAL_", "PROJ_", "QT_", "QGIS_", "DYLD_")
FOREIGN_NAMES = frozenset(
    ("LD_LIBRARY_PATH", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_USER")
)


def clean_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Return `environ` without what QGIS or another Python left in it; pip's own settings and proxies stay."""
    return {
        name: value
        for name, value in environ.items()
        if name not in FOREIGN_NAMES and not name.startswith(FOREIGN_PREFIXES)
    }


def follow_stdin(progress: Progress) -> None:
    """Cancel `progress` when standard input ends: the parent asked for it, or is gone."""
    threading.Thread(target=_cancel_at_end_of_input, args=(progress,), daemon=True).start()


def run(progress: JsonLines, work: Callable[[], Mapping[str, Any]]) -> int:
    """Do the work, send its result or its error as a line, and return the exit status."""
    try:
        progress.send("result", **work())
    except Cancelled:
        return CANCELLED
    except SocmapError as error:
        progress.send("error", message=str(error))
        return FAILED
    except ModuleNotFoundError as error:
        traceback.print_exc()
        progress.send(
            "error",
            message=f"The Python {sys.executable} has no package {error.name}; run Set Up Python Environment, or "
            "install the packages of worker-requirements.txt there.",
        )
        return FAILED
    except MemoryError:
        traceback.print_exc()
        progress.send("error", message="This machine's memory is used up; lower MEMORY_MB or close other programs.")
        return FAILED
    return DONE


def _cancel_at_end_of_input(progress: Progress) -> None:
    # os.read and not sys.stdin, whose lock would be held when the interpreter ends.
    while os.read(0, 4096):
        pass
    progress.cancel()
