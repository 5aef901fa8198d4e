"""The files that are read when a raster is: sources of virtual rasters, masks beside it, the archive it lies in."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..jobs.inputs import RecordedPath
from .opening import READ_ERRORS, RefusedRaster, open_raster

_DEEPEST = 16  # virtual rasters of virtual rasters
_VIRTUAL_FOLDERS = re.compile(r"^(/vsi[a-z0-9_]+/\{?)+")  # of GDAL: archives, and files that it unpacks on the way
_ALONE = (".tif", ".tiff", ".socmodel", ".npz")  # files beside a GeoTIFF add to it and could not be a result


def files_behind(paths: Iterable[str]) -> list[str]:
    """Return all files of this computer that are read for some rasters and other files, they themselves first."""
    found: dict[str, None] = {}
    waiting = [(path, 0) for path in dict.fromkeys(paths)]
    while waiting:
        path, depth = waiting.pop()
        if path in found:
            continue
        found[path] = None
        found.update(dict.fromkeys(_on_disk(path)))
        if depth < _DEEPEST and not (path.lower().endswith(_ALONE) and os.path.isfile(path)):
            kind = RecordedPath if isinstance(path, RecordedPath) else str
            waiting += [(kind(file), depth + 1) for file in files_of(path)]
    return list(found)


def files_of(path: str) -> list[str]:
    """Return the files that GDAL counts to a raster, of a virtual one its sources."""
    with contextlib.suppress(*READ_ERRORS, RefusedRaster), open_raster(path) as raster:
        return sorted({path, *raster.files})
    return [path]


def _on_disk(path: str) -> Iterator[str]:
    """Yield the file that a path of GDAL leads to: of one inside an archive, the archive."""
    inner = _VIRTUAL_FOLDERS.sub("", path)
    place = Path(inner)
    for one in (place, *place.parents) if inner != path else ():
        if os.path.isfile(one):
            yield str(one)
            return
