"""Refusing damaged and foreign files: what their bytes raise, and the checks that datasets and models share."""

from __future__ import annotations

import math
import os
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tokenize import TokenError
from typing import Any

from ..covariates.covariate_list import Covariates
from ..jobs.dataset import MAXIMUM_WINDOW_PX, RESAMPLINGS
from ..raster.grid import Grid, check_window
from ..raster.projection import parse_crs
from ..runtime.errors import InputError, SocmapError
from ..runtime.memory import available_bytes
from ..runtime.wording import sentence_part
from ..settings.typed import decode

# What zipfile, numpy, json, the decoding of headers and the checks here answer to bytes that mean nothing.
# NotImplementedError (a compression or zip version), RecursionError (deep JSON) are RuntimeErrors.
DAMAGE: tuple[type[Exception], ...] = (
    OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, OverflowError, RuntimeError, MemoryError,
    struct.error, zipfile.BadZipFile, zlib.error, TokenError, InputError,
)  # fmt: skip
HEADER_BYTES = 64 * 2**20  # the largest JSON header, some hundred thousand covariates
_DEFLATE_RATIO = 1032  # no deflated byte stands for more
_LONGEST_REASON = 200
MEMORY_SHARE = 0.5  # of what is free, for the arrays of one file; working on them takes as much again


@dataclass(frozen=True)
class FileKind:
    """A kind of file that SOC Map writes.

    Attributes
    ----------
    mark, schema
        What its header says under ``kind``, and the newest ``schema`` that this version reads.
    word, name
        As messages call it, briefly and in full.
    remedy, other
        What to do about a damaged file, and about one of another kind.
    error
        Raised for a file that cannot be used.
    """

    mark: str
    schema: int
    word: str
    name: str
    remedy: str
    other: str
    error: type[SocmapError]

    def foreign(self, path: Path) -> SocmapError:
        """Return the error for a file of another kind."""
        return self.error(f"{path} is not a {self.name}; {self.other}.")

    def damaged(self, path: Path, error: Exception) -> SocmapError:
        """Return the error for a file whose reading failed with one of `DAMAGE`."""
        if isinstance(error, MemoryError):
            return self.error(f"{path} needs more memory than is free; close other programs or use a smaller one.")
        said = sentence_part(str(error), _LONGEST_REASON) or type(error).__name__
        return self.error(f"{path} is damaged or not a {self.name} ({said}); {self.remedy}.")

    def check_header(self, header: Any, path: Path) -> None:
        """Refuse a header of another kind or of a newer schema."""
        if not isinstance(header, dict) or header.get("kind") != self.mark:
            raise self.foreign(path)
        schema = header.get("schema")
        if type(schema) is not int or schema < 1:
            raise ValueError(f"its schema is {schema!r}")
        if schema > self.schema:
            raise self.error(
                f"{path} has {self.word} schema {schema}, this version reads up to {self.schema}; "
                "install a newer SOC Map."
            )


def check_texts(header: Mapping[str, Any], kinds: Mapping[str, Any]) -> None:
    """Refuse a header in which a field that is there has not the type of its kind; others nobody reads."""
    for name, kind in kinds.items():
        if name in header:
            decode(kind, header[name], name, "")


def refuse_special(path: Path, kind: FileKind) -> None:
    """Refuse a pipe or a device, which would be read for ever; what is not there is said by who opens it."""
    if os.path.exists(path) and not (os.path.isfile(path) or os.path.isdir(path)):
        raise kind.foreign(path)


def check_memory(path: Path, needed: int, kind: FileKind) -> None:
    """Refuse a file that would unpack to more than there is memory for, before any of it is unpacked."""
    free = available_bytes()
    if free is not None and needed > free * MEMORY_SHARE:
        raise kind.error(
            f"{path} unpacks to {needed / 2**20:,.0f} MB, and {free / 2**20:,.0f} MB of memory are free; close other "
            "programs or use a smaller one."
        )


def check_member(item: zipfile.ZipInfo, largest: int) -> None:
    """Refuse a member of a zip that is too large, or whose header says more than its bytes can hold."""
    if item.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError(f"{item.filename!r} is compressed by method {item.compress_type}")
    if item.file_size > largest:
        raise ValueError(f"{item.filename!r} has {item.file_size} bytes, the limit is {largest}")
    if item.file_size > _DEFLATE_RATIO * item.compress_size:
        raise ValueError(f"{item.filename!r} claims {item.file_size} bytes in {item.compress_size}")


def of_type(value: Any, kind: type) -> Any:
    """Return a value of a header that must be of a type: True is no number, and 5.0 no whole one."""
    if type(value) is not kind:
        raise TypeError(f"{value!r} is not of the type {kind.__name__}")
    return value


def check_landscape(covariates: Covariates, grid: Grid, window: int, resampling: object) -> None:
    """Refuse what no raster could be read by.

    Raises
    ------
    ValueError, InputError
        A sequence without a source a step, a grid without CRS or area, a window or resampling that does not exist.
    """
    for group in covariates.temporal:
        if not all(map(math.isfinite, group.times)):
            raise ValueError(f"a step of {', '.join(group.steps[:3])} ... is no time")
        if not group.steps or any(len(item.sources) != len(group.steps) for item in group.variables):
            raise ValueError("a temporal covariate has not one source a step")
    labels = covariates.labels()
    if len(set(labels)) < len(labels) or "" in labels:
        raise ValueError("two covariates have one name, or one has none")
    try:
        parse_crs(grid.crs_wkt, "The grid")
    except InputError as error:  # its remedy, a setting of the layer, is none here
        raise ValueError("the CRS of its grid cannot be read") from error
    check_window(window, MAXIMUM_WINDOW_PX)
    if not isinstance(resampling, str) or resampling not in RESAMPLINGS:
        raise ValueError(f"temporal resampling {resampling!r} is none of {', '.join(RESAMPLINGS)}")
