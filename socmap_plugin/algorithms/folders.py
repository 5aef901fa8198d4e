"""Parameters that name several files, of which some may be folders that stand for what is in them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qgis.core import QgsMapLayer, QgsProcessingContext, QgsProcessingException, QgsProperty, QgsVariantUtils

# Of files that a folder of rasters stands for.
RASTER_SUFFIXES = (
    ".tif",
    ".tiff",
    ".vrt",
    ".img",
    ".jp2",
    ".asc",
    ".sdat",
)


def entries(value: Any, context: QgsProcessingContext) -> Iterator[Any]:
    """Yield the layers or texts in `value`; a graphical model nests lists."""
    if isinstance(value, QgsProperty):
        value = value.valueAsString(context.expressionContext())[0]
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from entries(item, context)
    elif not QgsVariantUtils.isNull(value) and value != "":
        yield value


def rasters_of(name: str, entry: Any) -> list[Any]:
    """Return the rasters that a folder stands for, sorted by name; what is no folder stands for itself.

    Raises
    ------
    QgsProcessingException
        The folder holds no raster; the message names the parameter `name`.
    """
    if not isinstance(entry, str) or not os.path.isdir(entry):
        return [entry]
    found = files_of_folder(entry, RASTER_SUFFIXES)
    if found:
        return list(found)
    if any(Path(entry).glob("*.adf")):
        return [entry]  # formats such as ESRI grids are folders
    raise QgsProcessingException(
        f"{name}: the folder {entry} holds no raster ({', '.join(RASTER_SUFFIXES)}); choose one that does, such as the "
        "result of Import Phenology."
    )


def files_of_folder(folder: str, suffixes: tuple[str, ...], below: bool = False) -> list[str]:
    """Return the files in `folder` (and `below` it) that end in one of `suffixes`, absolute and sorted by name."""
    found = []
    for place, folders, names in os.walk(os.path.abspath(folder)):
        folders[:] = sorted(part for part in folders if below and not part.startswith("."))
        found += [os.path.join(place, part) for part in sorted(names) if _is_data(part, suffixes)]
    return found


def _is_data(file: str, suffixes: tuple[str, ...]) -> bool:
    """Return whether a file ends in one of `suffixes`; what macOS keeps beside files of other disks is no data."""
    return file.lower().endswith(suffixes) and not file.startswith("._")


def input_files(
    name: str, parameters: dict[str, Any], context: QgsProcessingContext, suffixes: tuple[str, ...]
) -> list[str]:
    """Return the files of the parameter `name`, absolute; a folder stands for those of `suffixes` in and below it.

    Raises
    ------
    QgsProcessingException
        None is given, one does not exist, or a folder holds none; the message names it.
    """
    found: list[str] = []
    for entry in entries(parameters.get(name), context):
        path = entry.source() if isinstance(entry, QgsMapLayer) else str(entry)
        if os.path.isdir(path):
            inside = files_of_folder(path, suffixes, below=True)
            if not inside:
                raise QgsProcessingException(
                    f"{name}: the folder {path} holds no file that ends in {', '.join(suffixes)}; choose the folder of "
                    "the download."
                )
            found += inside
        elif os.path.isfile(path):
            found.append(os.path.abspath(path))
        else:
            raise QgsProcessingException(f"{name}: there is no file or folder {path}; choose one that exists.")
    if not found:
        raise QgsProcessingException(f"{name} names no file; choose files or a folder of them.")
    return list(dict.fromkeys(found))
