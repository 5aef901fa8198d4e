"""The one place where rasters are opened, and what is opened of all that a file of somebody else names.

A layer that the user chose for this run is opened as GDAL opens it. A path that a dataset or a model records
(`RecordedPath`) may come from a stranger, and GDAL takes a great deal for the name of a raster: addresses, descriptions
of web services, pipes. Such a path is opened only as a file of this computer in a format that holds its own values,
or as a virtual raster of such files.
"""

from __future__ import annotations

import functools
import os
import re
import stat
import xml.etree.ElementTree as ElementTree  # nosec B405
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import rasterio
from rasterio.env import env_ctx_if_needed
from rasterio.errors import RasterioError

from ..jobs.inputs import RecordedPath
from ..runtime.errors import InputError
from ..runtime.wording import shown

READ_ERRORS = (RasterioError, OSError)
# Formats whose files hold their values themselves, or in a file beside them, and name no others.
LOCAL_DRIVERS = (
    "GTiff", "HFA", "AAIGrid", "EHdr", "ENVI", "netCDF", "HDF4", "HDF4Image", "HDF5", "HDF5Image", "GPKG",
    "JP2OpenJPEG", "JPEG", "PNG", "BMP", "PNM", "SAGA", "RST", "RRASTER", "RMF", "SRTMHGT", "USGSDEM", "DTED", "GRIB",
    "GSAG", "GSBG", "GS7BG", "XYZ", "BT", "KRO", "ZMap", "PCRaster", "BYN", "AIG",
)  # fmt: skip
_VIRTUAL = "VRT"
_MARK, _MARK_WITHIN = b"<VRTDataset", 1024  # by which GDAL knows a virtual raster
_LARGEST_VRT, _DEEPEST_VRT = 64 * 2**20, 8  # bytes; virtual rasters of virtual rasters
_ARCHIVES = re.compile(r"^(?:/vsi(?:zip|tar|gzip|7z|rar)/\{?)+")
_SUBDATASET = re.compile(
    r'(?:NETCDF|HDF5|HDF4_SDS:\w+|HDF4_EOS:\w+|GPKG|GTIFF_DIR:(?:off:)?\d+):(?P<quote>"?)(?P<rest>.+)'
)
# In any part of a virtual raster's description: an address, or what GDAL reads from elsewhere than a disk.
_REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://|/vsi(?!(?:zip|tar|gzip|7z|rar)/)|<")
_ELSEWHERE = re.compile(r"\s*<|[A-Za-z][\w+.-]+:|/vsi")  # at the beginning of a name
_POINTING_DOMAINS = ("GEOLOCATION", "OVERVIEWS")  # of metadata: those that name other rasters
_NAMES_A_SOURCE = ("sourcefilename", "sourcedataset")


class RefusedRaster(InputError):
    """A raster that is not opened, for what its name or its description says."""


def open_raster(path: str | Path, mode: str = "r", **options: Any) -> Any:
    """Return a raster opened by rasterio; nothing else in the core calls ``rasterio.open``.

    Parameters
    ----------
    path
        A file or another name that GDAL knows; a `RecordedPath` must be a file of this computer.
    mode, options
        As of ``rasterio.open``; a recorded path is only read.

    Raises
    ------
    RefusedRaster
        The path holds characters that no file's name can have, is a pipe or a device, or is recorded and leads
        elsewhere than to files of this computer.
    OSError, RasterioError
        The raster cannot be opened.
    """
    text = str(path)
    _refuse_characters(text)
    if not isinstance(path, RecordedPath):
        _refuse_special(text)
        return rasterio.open(text, mode, **options)
    raster = _opened(text, _drivers(text), **options)
    for domain in _POINTING_DOMAINS:
        for said in raster.tags(ns=domain).values():
            if _REMOTE.search(said):
                raster.close()
                raise _leads_elsewhere(text, f"names {shown(said)} for its {domain.lower()}")
    return raster


def _opened(path: str, drivers: tuple[str, ...], **options: Any) -> Any:
    # rasterio.open takes one driver only, and sees to an environment as here.
    with env_ctx_if_needed():
        return rasterio.DatasetReader(path, driver=list(drivers), **options)


def _refuse_characters(path: str) -> None:
    if "\0" in path:
        raise RefusedRaster(f"The path {shown(path)} holds a null character, which no file's name can; correct it.")
    if not path.isascii() and any("\ud800" <= letter <= "\udfff" for letter in path):
        raise RefusedRaster(
            f"The path {shown(path)} is not written in UTF-8, and GDAL opens no other; rename the folder or the file."
        )


def _refuse_special(path: str) -> None:
    """Refuse what would make a read wait for ever, or reach into a device."""
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return  # no file, or none that a process can ask for: GDAL says why
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise RefusedRaster(f"{shown(path)} is a pipe, a socket or a device and no raster file; choose a file.")


def _drivers(path: str, depth: int = 0) -> tuple[str, ...]:
    """Return the formats in which a recorded path may be opened."""
    _refuse_special(path)
    subdataset = _SUBDATASET.fullmatch(path)
    inner = _ARCHIVES.sub("", path)
    if subdataset is None and _ELSEWHERE.match(inner):
        raise _leads_elsewhere(path, "is not a file of this computer")
    if subdataset is not None and not _is_file(subdataset["rest"], bool(subdataset["quote"])):
        raise _leads_elsewhere(path, "is in no file of this computer")
    if subdataset is not None or inner != path or not _is_virtual(path):
        return LOCAL_DRIVERS
    if depth == _DEEPEST_VRT:
        raise _leads_elsewhere(path, f"is a virtual raster nested {depth} deep")
    state = os.stat(path)
    _check_virtual(path, state.st_size, state.st_mtime_ns, depth)
    return (*LOCAL_DRIVERS, _VIRTUAL)


def _is_file(rest: str, quoted: bool) -> bool:
    """Return whether the name of a subdataset, behind its format's, begins with that of a file."""
    names = [rest.partition('"')[0]] if quoted else [rest, *_before_colons(rest)]
    return any(os.path.isfile(name) for name in names if not _ELSEWHERE.match(name))


def _before_colons(text: str) -> Iterator[str]:
    while ":" in text:
        text = text.rpartition(":")[0]
        yield text


def _is_virtual(path: str) -> bool:
    if not os.path.isfile(path):
        return False
    with open(path, "rb") as stream:
        return _MARK in stream.read(_MARK_WITHIN)


@functools.lru_cache(maxsize=4096)
def _check_virtual(path: str, size: int, changed_ns: int, depth: int) -> None:
    """Refuse a virtual raster that leads elsewhere; once for a file as it is."""
    if size > _LARGEST_VRT:
        raise _leads_elsewhere(path, f"is a virtual raster of {size} bytes")
    text = Path(path).read_bytes()
    try:
        if b"<!" in text.replace(b"<!--", b"").replace(b"<![CDATA[", b""):
            raise ValueError("a document type is declared")
        root = ElementTree.fromstring(text)  # noqa: S314  # nosec B314 - nothing is declared that could grow
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise _leads_elsewhere(path, f"is a virtual raster that cannot be read ({error})") from error
    for source in _sources(root, path):
        drivers = _drivers(source, depth + 1)
        try:
            _opened(source, drivers).close()
        except READ_ERRORS as error:
            raise _leads_elsewhere(path, f"has the source {shown(source)}, which is no raster file here") from error


def _sources(root: ElementTree.Element, path: str) -> Iterator[str]:
    """Yield the rasters that a virtual one names; refuse it where anything in it leads elsewhere."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        name, text = element.tag.rpartition("}")[2].lower(), (element.text or "").strip()
        if name == "metadata" and element.get("domain", "").upper() not in _POINTING_DOMAINS:
            continue  # words about the raster, in which an address leads nowhere
        if name == "pixelfunctionlanguage" and text.lower() == "python":
            raise _leads_elsewhere(path, "is a virtual raster with code in it")
        for said in (text, *element.attrib.values()):
            if _REMOTE.search(said):
                raise _leads_elsewhere(path, f"has the source {shown(said)}")
        if name in _NAMES_A_SOURCE and text:
            relative = any(key.lower() == "relativetovrt" and value != "0" for key, value in element.attrib.items())
            yield str(Path(path).parent / text) if relative else text
        waiting += list(element)


def _leads_elsewhere(path: str, why: str) -> RefusedRaster:
    return RefusedRaster(
        f"The raster {shown(path)}, which a dataset or model records, {why}; only files of this computer are opened "
        "for it: name the layers under COVARIATES, or build the dataset from local files."
    )
