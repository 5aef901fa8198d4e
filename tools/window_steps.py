"""Does steps inside a QGIS window, one after the other, while the window goes on; on the path of scripts for --code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from typing import Any

from qgis.PyQt.QtCore import QTimer

START_MS = 500  # for the window to be there


def begin(steps: Iterator[float]) -> None:
    """Do steps; what they yield is the time to wait before the next, in seconds."""
    sys.excepthook = _end  # of slots: QGIS would show its own dialog, and wait for somebody to close it
    QTimer.singleShot(START_MS, lambda: _advance(steps))


def _end(kind: type[BaseException], error: BaseException, trace: Any) -> None:
    """End QGIS because of an error, after having said which."""
    traceback.print_exception(kind, error, trace)
    sys.stdout.flush()
    os._exit(3)


def _advance(remaining: Iterator[float]) -> None:
    """Do the next step and come back for the one after; an error ends QGIS, which would otherwise wait for ever."""
    try:
        wait_s = next(remaining)
    except StopIteration:
        return
    except Exception:  # noqa: BLE001 - any failure has to be shown and to end the window
        _end(*sys.exc_info())
    QTimer.singleShot(int(1000 * wait_s), lambda: _advance(remaining))
