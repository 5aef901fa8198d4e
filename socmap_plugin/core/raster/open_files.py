"""Files that stay open while they are used often, and never more of them than the system lets a process have."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import Any

from ..jobs.inputs import RasterLayer
from ..runtime.errors import InputError
from ..runtime.limits import open_files_limit
from ..runtime.wording import sentence_part, short
from .opening import READ_ERRORS, open_raster

SHARE = 0.5  # of the files that a process may have open; GDAL opens others beside a raster, and so do others
FEWEST, MOST = 8, 1024


def opened(layer: RasterLayer) -> Any:
    """Return a raster opened for reading; an error names the layer.

    Raises
    ------
    InputError
        It cannot be opened.
    """
    try:
        return open_raster(layer.path)
    except READ_ERRORS as error:
        raise InputError(
            f"The raster of the layer {layer.name!r}, {short(layer.path)}, cannot be opened "
            f"({sentence_part(str(error))}); give a file that QGIS can show, or leave the layer out."
        ) from error


class Pool:
    """Open files of which as many stay open as there is room for.

    Whoever reads many files reads them in turns: of more than there is room for, the one that was used last is the one
    that is needed last, so that one is closed, and the others are there in the next turn.
    """

    def __init__(self, room: int) -> None:
        self._room, self._lock = room, threading.Lock()
        self._idle: dict[PooledFile, Any] = {}

    @contextlib.contextmanager
    def lent(self, file: PooledFile) -> Iterator[Any]:
        """Yield the raster of a file, opened if it is not; one thread uses it at a time."""
        with self._lock:
            raster = self._idle.pop(file, None)
        if raster is None:
            raster = opened(file.layer)
        try:
            yield raster
        finally:
            with self._lock:
                kept = not file.closed and len(self._idle) < self._room
                if kept:
                    self._idle[file] = raster
            if not kept:
                raster.close()

    def forget(self, file: PooledFile) -> None:
        """Close the raster of a file."""
        with self._lock:
            raster = self._idle.pop(file, None)
        if raster is not None:
            raster.close()


POOL = Pool(min(max(int(open_files_limit() * SHARE), FEWEST), MOST))


class PooledFile:
    """A raster that is read now and then, by one reader; a context manager that ends with the file closed."""

    def __init__(self, layer: RasterLayer, pool: Pool = POOL) -> None:
        self.layer, self.closed, self._pool = layer, False, pool

    def lent(self) -> contextlib.AbstractContextManager[Any]:
        """Return a context in which the raster is open.

        Raises
        ------
        InputError
            It cannot be opened.
        """
        return self._pool.lent(self)

    def close(self) -> None:
        """Close the raster; it is not to be read any more."""
        self.closed = True
        self._pool.forget(self)
