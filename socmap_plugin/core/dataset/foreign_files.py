"""Refusing damaged and foreign files: what their bytes raise, and the checks that datasets and models share."""

from __future__ import annotations

import math
import struct
import textwrap
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from tokenize import TokenError
from typing import Any

from ..covariates.covariate_list import Covariates
from ..jobs.dataset import MAXIMUM_WINDOW_PX, RESAMPLINGS
from ..raster.grid import Grid, check_window
from ..raster.projection import parse_crs
from ..runtime.errors import InputError, SocmapError

# What zipfile, numpy, json, the decoding of headers and the checks here answer to bytes that mean nothing.
# NotImplementedError (a compression or zip version), RecursionError (deep JSON) are RuntimeErrors.
DAMAGE: tuple[type[Exception], ...] = (
    OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, OverflowError, RuntimeError, MemoryError,
    struct.error, zipfile.BadZipFile, zlib.error, TokenError, InputError,
)  # fmt: skip
HEADER_BYTES = 64 * 2**20  # the largest JSON header, some hundred thousand covariates
_DEFLATE_RATIO = 1032  # no deflated byte stands for more
_LONGEST_REASON = 200


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
        return self.error(f"{path} is damaged or not a {self.name} ({reason(error)}); {self.remedy}.")

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


def reason(error: Exception) -> str:
    """Return what an error says as a part of a sentence: on one line, short, without its full stop."""
    printable = "".join(character if character.isprintable() else " " for character in str(error))
    return textwrap.shorten(printable, _LONGEST_REASON).rstrip(".") or type(error).__name__


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
        if any(len(item.sources) != len(group.times) for item in group.variables):
            raise ValueError("a temporal covariate has not one source a step")
    a, b, _, d, e, _ = grid.transform
    if not all(map(math.isfinite, grid.transform)) or a * e == b * d or min(grid.width, grid.height) < 1:
        raise ValueError(f"its grid has {grid.width} x {grid.height} pixels of {grid.transform}")
    try:
        parse_crs(grid.crs_wkt, "The grid")
    except InputError as error:  # its remedy, a setting of the layer, is none here
        raise ValueError("the CRS of its grid cannot be read") from error
    check_window(window, MAXIMUM_WINDOW_PX)
    if resampling not in RESAMPLINGS:
        raise ValueError(f"temporal resampling {resampling!r} is none of {', '.join(RESAMPLINGS)}")
