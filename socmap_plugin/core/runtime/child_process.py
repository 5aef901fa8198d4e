"""What a child process of QGIS does around its work: a clean environment, an end with its parent, its exit status.

Standard library only; Python 3.9.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from .errors import Cancelled, SocmapError
from .outputs import let_go
from .progress import JsonLines, Progress
from .wording import sentence_part

DONE, FAILED, CANCELLED = 0, 1, 3  # exit statuses; anything else is a crash
PATIENCE_S = 0.8  # from being told to stop until the end, also inside a library that does not ask; QGIS waits a second

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


def end_when_told(progress: Progress, by_stdin: bool) -> None:
    """Cancel `progress` when a signal says so, or the end of standard input, and end this process soon after.

    A library may not ask for a long time whether to go on. What the job had claimed is let go of in any case.
    """
    if by_stdin:
        threading.Thread(target=_end_after, args=(0, progress), daemon=True).start()
    if os.name == "posix":
        told, tell = os.pipe()
        os.set_blocking(tell, False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, _take_note)
        # Written to at once, while a handler in Python would wait for the library.
        signal.set_wakeup_fd(tell, warn_on_full_buffer=False)
        threading.Thread(target=_end_after, args=(told, progress, 1), daemon=True).start()


def run(progress: JsonLines, work: Callable[[], Mapping[str, Any]], folder: Path | None = None) -> int:
    """Do the work, send its result or its error as a line, and return the exit status.

    Parameters
    ----------
    progress
        Where the lines go; knows what was being done when something failed.
    work
        Returns the fields of the result.
    folder
        Where the details of a failure that nobody foresaw are written, by default the folder for temporary files.
    """
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
    except Exception as error:  # noqa: BLE001 - what nobody foresaw is said in a sentence too, with where its details are
        progress.send("error", message=_unforeseen(error, progress.step, folder))
        return FAILED
    return DONE


def _unforeseen(error: Exception, step: str, folder: Path | None) -> str:
    """Write down where an error came from, and return the sentence that says so."""
    said = f"{type(error).__name__}: {sentence_part(str(error))}" if str(error) else type(error).__name__
    details = "".join(traceback.format_exception(error)).encode("utf-8", "backslashreplace")
    for place in (folder, None):
        try:
            number, name = tempfile.mkstemp(".txt", "socmap-failure-", place)
            with os.fdopen(number, "wb") as file:
                file.write(details)
        except OSError:
            continue  # the disk may be what has failed
        return f"SOC Map failed in {step or 'its first step'}: {said}; the details are in {name}."
    sys.stderr.write(details.decode())
    return f"SOC Map failed in {step or 'its first step'}: {said}; no file could be written for the details."


def _take_note(*_: object) -> None:
    """Take a signal for handled: Python itself has written to the descriptor that is waited for."""


def _end_after(descriptor: int, progress: Progress, most: int = 4096) -> None:
    while os.read(descriptor, most) and most > 1:
        pass
    progress.cancel()
    time.sleep(PATIENCE_S)
    let_go()
    os._exit(CANCELLED)


def _cancel_at_end_of_input(progress: Progress) -> None:
    # os.read and not sys.stdin, whose lock would be held when the interpreter ends.
    while os.read(0, 4096):
        pass
    progress.cancel()
