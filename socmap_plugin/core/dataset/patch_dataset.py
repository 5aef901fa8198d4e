"""The patch dataset: what the models learn from, and its file."""

from __future__ import annotations

import dataclasses
import json
import math
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from ..covariates.covariate_list import Covariates
from ..raster.grid import Grid
from ..runtime.errors import DatasetError, InputError
from ..runtime.numbers import LARGEST
from ..runtime.outputs import whole_file
from .foreign_files import (
    DAMAGE,
    HEADER_BYTES,
    FileKind,
    check_landscape,
    check_member,
    check_memory,
    check_texts,
    refuse_special,
)

SCHEMA = 1
LARGEST_BYTES = 16 * 2**30  # all arrays together
LONGEST_TEXT, _LETTER_BYTES = 4096, 4  # of an id or a stratum
# What the header says besides covariates and grid.
_TEXTS: dict[str, Any] = {
    **dict.fromkeys(("target_expression", "target_unit", "temporal_resampling", "time_pattern", "samples_layer"), str),
    "samples_given": int,
    "feature_ids": dict[str, str],
    "dropped": dict[str, int],
    "covariate_check": tuple[dict[str, str | bool], ...],
}
_REMEDY = "build it again with Build Patch Dataset"
_FILE = FileKind("socmap patch dataset", SCHEMA, "dataset", "SOC Map patch dataset", _REMEDY, _REMEDY, DatasetError)


@dataclass(frozen=True)
class PatchDataset:
    """Samples with the covariates around them.

    Attributes
    ----------
    target
        (n,) float64, in `target_unit`.
    static
        (n, C, w, w) float32 patches centred on the sample's pixel of the reference grid.
    temporal
        One (n, T, F) float32 array a temporal group.
    xy
        (n, 2) float64 coordinates in the CRS of `grid`.
    strata
        (n,) text, empty where no stratum was given.
    pixel_group
        (n,) int64, equal for samples in one reference pixel; they never straddle a split.
    sample_id
        (n,) text.
    covariates, grid
        What the arrays hold, and the reference grid.
    header
        The rest of what is known: target expression and unit, temporal resampling, drop counts, simulated sources.
    """

    target: NDArray[np.float64]
    static: NDArray[np.float32]
    temporal: tuple[NDArray[np.float32], ...]
    xy: NDArray[np.float64]
    strata: NDArray[np.str_]
    pixel_group: NDArray[np.int64]
    sample_id: NDArray[np.str_]
    covariates: Covariates
    grid: Grid
    header: dict[str, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.target)

    @property
    def window(self) -> int:
        """Width of a patch in pixels."""
        return int(self.static.shape[-1])

    @property
    def target_unit(self) -> str:
        """Unit of the target and of everything predicted from it."""
        return str(self.header.get("target_unit", ""))

    @property
    def feature_ids(self) -> list[str]:
        """Number of every sample's feature in the layer of samples, which is its id unless a field gave that."""
        known = dict(self.header.get("feature_ids", {}))
        return [str(known.get(sample, sample)) for sample in self.sample_id.tolist()]

    def select(self, categories: Sequence[str]) -> PatchDataset:
        """Return the dataset with the covariates of `categories` only; empty means all.

        Raises
        ------
        InputError
            A category that no covariate has.
        """
        static, temporal = self.covariates.selection(categories)
        return dataclasses.replace(
            self,
            covariates=self.covariates.select(categories),
            static=self.static[:, static],
            temporal=tuple(array[:, :, kept] for array, kept in zip(self.temporal, temporal) if kept),
        )

    def take(self, rows: NDArray[np.int64]) -> PatchDataset:
        """Return the dataset of the samples `rows`, (m,), in this order."""
        return dataclasses.replace(
            self,
            static=self.static[rows],
            temporal=tuple(array[rows] for array in self.temporal),
            **{name: getattr(self, name)[rows] for name in ("target", "xy", "strata", "pixel_group", "sample_id")},
        )

    def crop(self, window: int) -> PatchDataset:
        """Return the dataset with the centre `window` x `window` pixels of every patch.

        Raises
        ------
        InputError
            The window is even or larger than the one that the dataset was built with.
        """
        margin, odd = divmod(self.window - window, 2)
        if margin < 0 or odd or window < 1:
            raise InputError(
                f"A window of {window} pixels cannot be cut from the {self.window} pixels of the dataset; choose an "
                f"odd number up to {self.window}, or build the dataset with a larger WINDOW."
            )
        return dataclasses.replace(self, static=self.static[..., margin : margin + window, margin : margin + window])

    def flat(self) -> NDArray[np.float32]:
        """Return (n, C + T F + ...) centre values and flattened sequences, as the paper's forest reads them."""
        return flatten(self.static[:, :, self.window // 2, self.window // 2], self.temporal)


def flatten(centre: NDArray[np.float32], temporal: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """Join (n, C) centre values and (n, T, F) sequences to one row a sample."""
    return np.concatenate([centre, *(array.reshape(len(array), -1) for array in temporal)], axis=1)


def save(dataset: PatchDataset, path: Path) -> None:
    """Write a dataset; the file appears whole or not at all.

    Raises
    ------
    OutputError
        The file cannot be written.
    """
    with whole_file(path) as partial:
        write(dataset, partial)


def write(dataset: PatchDataset, path: Path) -> None:
    """Write a dataset as ``.npz`` with one JSON header."""
    header = {
        **dataset.header,
        "kind": _FILE.mark,
        "schema": SCHEMA,
        "covariates": dataset.covariates.to_json(),
        "grid": dataset.grid.to_json(),
    }
    arrays: dict[str, Any] = {
        "header": np.array(json.dumps(header, allow_nan=False)),
        "target": dataset.target,
        "static": dataset.static,
        "xy": dataset.xy,
        "strata": dataset.strata,
        "pixel_group": dataset.pixel_group,
        "sample_id": dataset.sample_id,
        **{f"temporal_{i}": array for i, array in enumerate(dataset.temporal)},
    }
    with open(path, "wb") as stream:
        np.savez_compressed(stream, **arrays)


def load(path: Path) -> PatchDataset:
    """Read a dataset; nothing in the file is ever executed.

    Raises
    ------
    DatasetError
        The file is missing, damaged, no patch dataset, of a newer schema, or carries Python objects.

    Examples
    --------
    A file of *Build Patch Dataset*:

    >>> dataset = load(Path("soc.npz"))
    >>> dataset.target.shape, dataset.target_unit
    ((48,), 'g/kg')
    >>> dataset.static.shape, [sequences.shape for sequences in dataset.temporal]
    ((48, 2, 3, 3), [(48, 4, 1)])
    >>> dataset.covariates.labels()
    ['elevation', 'precipitation', 'evi_area (2008)', 'evi_area (2009)', 'evi_area (2010)', 'evi_area (2011)']
    """
    try:
        path = Path(path)
        refuse_special(path, _FILE)
        with zipfile.ZipFile(path) as archive:
            if "header.npy" not in archive.namelist():
                raise _FILE.foreign(path)
            check_member(archive.getinfo("header.npy"), HEADER_BYTES)
            header = json.loads(str(_read(archive, "header", (), "<U")))
            _FILE.check_header(header, path)
            check_texts(header, _TEXTS)
            check_memory(path, sum(item.file_size for item in archive.infolist()), _FILE)
            return _assemble(header, archive)
    except FileNotFoundError as error:
        raise DatasetError(f"The dataset {path} does not exist; {_REMEDY}.") from error
    except DAMAGE as error:
        raise _FILE.damaged(path, error) from error


def _assemble(header: dict[str, Any], archive: zipfile.ZipFile) -> PatchDataset:
    covariates, grid = Covariates.from_json(header.pop("covariates")), Grid.from_json(header.pop("grid"))
    n, window = _declared(archive, "target")[0][0], _declared(archive, "static")[0][-1]
    check_landscape(covariates, grid, window, header.get("temporal_resampling", "nearest"))
    temporal = {
        f"temporal_{i}": ((n, len(group.steps), len(group.variables)), "<f4")
        for i, group in enumerate(covariates.temporal)
    }
    expected: dict[str, tuple[tuple[int, ...], str]] = {
        "target": ((n,), "<f8"),
        "static": ((n, len(covariates.static), window, window), "<f4"),
        "xy": ((n, 2), "<f8"),
        "strata": ((n,), "<U"),
        "pixel_group": ((n,), "<i8"),
        "sample_id": ((n,), "<U"),
        **temporal,
    }
    if sorted(archive.namelist()) != sorted(f"{name}.npy" for name in ("header", *expected)):
        raise ValueError(f"it holds {', '.join(map(repr, archive.namelist()))}")
    if not 1 <= n <= header.get("samples_given", n):
        raise ValueError(f"it holds {n} samples of {header.get('samples_given', n)}")
    total = sum(item.file_size for item in archive.infolist())
    if total > LARGEST_BYTES:
        raise ValueError(f"its arrays have {total} bytes, the limit is {LARGEST_BYTES}")
    for name, (shape, kind) in expected.items():  # all of them before the first is read
        _check_array(archive, name, shape, kind)
    arrays = {name: _read(archive, name, shape, kind) for name, (shape, kind) in expected.items()}
    sequences = tuple(arrays.pop(name) for name in temporal)
    rest = {key: value for key, value in header.items() if key not in ("kind", "schema")}
    return PatchDataset(**arrays, temporal=sequences, covariates=covariates, grid=grid, header=rest)


def _declared(archive: zipfile.ZipFile, name: str) -> tuple[tuple[int, ...], np.dtype[Any]]:
    """Return shape and type that an array declares, which its size must agree with: nothing larger is ever read."""
    item = archive.getinfo(f"{name}.npy")
    check_member(item, LARGEST_BYTES)
    with archive.open(item) as stream:
        if npy.read_magic(stream) != (1, 0):  # later versions are for headers longer than any here
            raise ValueError(f"{name} is no array of numpy's format 1.0")
        shape, _, dtype = npy.read_array_header_1_0(stream)
        size = stream.tell() + math.prod(shape) * dtype.itemsize
    if dtype.hasobject:
        raise ValueError(f"{name} holds Python objects, which are never read")
    if size != item.file_size:
        raise ValueError(f"{name} declares {size} bytes and has {item.file_size}")
    return shape, dtype


def _check_array(archive: zipfile.ZipFile, name: str, shape: tuple[int, ...], kind: str) -> None:
    found, dtype = _declared(archive, name)
    if dtype.kind == "U" and dtype.itemsize > LONGEST_TEXT * _LETTER_BYTES and name != "header":
        raise ValueError(
            f"{name} holds texts of {dtype.itemsize // _LETTER_BYTES} letters, the limit is {LONGEST_TEXT}"
        )
    if found != shape or not dtype.str.startswith(kind):
        raise ValueError(f"{name} has shape {found} and type {dtype}, the header says {shape} and {kind}")


def _read(archive: zipfile.ZipFile, name: str, shape: tuple[int, ...], kind: str) -> NDArray[Any]:
    _check_array(archive, name, shape, kind)
    with archive.open(f"{name}.npy") as stream:
        array = npy.read_array(stream, allow_pickle=False)
    if array.dtype.kind == "f" and not np.isfinite(array).all():
        raise ValueError(f"{name} holds values that are not finite")
    if array.dtype == np.float64 and (np.abs(array) > LARGEST).any():
        raise ValueError(f"{name} holds values beyond {LARGEST:g}")
    if array.dtype.kind == "U":
        letters = array.reshape(-1).view(np.uint32)
        if (letters > sys.maxunicode).any() or ((letters >= 0xD800) & (letters <= 0xDFFF)).any():
            raise ValueError(f"{name} holds text that is none")
    return array
