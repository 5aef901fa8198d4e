"""The patch dataset: what the models learn from, and its file."""

from __future__ import annotations

import dataclasses
import json
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tokenize import TokenError
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .covariates import Covariates
from .errors import DatasetError
from .files import whole_file
from .grid import Grid

SCHEMA = 1
_KIND = "socmap patch dataset"
# What numpy, zipfile and the decoding of the header answer to damaged bytes.
_DAMAGE = (
    OSError, EOFError, ValueError, LookupError, TypeError, RuntimeError, zipfile.BadZipFile, zlib.error, TokenError,
)  # fmt: skip
_REMEDY = "build it again with Build Patch Dataset"


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

    def select(self, categories: Sequence[str]) -> PatchDataset:
        """Return the dataset with the covariates of `categories` only; empty means all."""
        static, temporal = self.covariates.selection(categories)
        return dataclasses.replace(
            self,
            covariates=self.covariates.select(categories),
            static=self.static[:, static],
            temporal=tuple(array[:, :, kept] for array, kept in zip(self.temporal, temporal) if kept),
        )

    def flat(self) -> NDArray[np.float32]:
        """Return (n, C + T F + ...): centre values and flattened sequences, as the paper's forest reads them."""
        return flatten(self.static[:, :, self.window // 2, self.window // 2], self.temporal)


def flatten(centre: NDArray[np.float32], temporal: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """Join (n, C) centre values and (n, T, F) sequences to one row a sample."""
    return np.concatenate([centre, *(array.reshape(len(array), -1) for array in temporal)], axis=1)


def save(dataset: PatchDataset, path: Path) -> None:
    """Write a dataset; the file appears whole or not at all."""
    with whole_file(path) as partial:
        write(dataset, partial)


def write(dataset: PatchDataset, path: Path) -> None:
    """Write a dataset as ``.npz`` with one JSON header."""
    header = {
        **dataset.header,
        "kind": _KIND,
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
    """
    try:
        with open(path, "rb") as stream, np.load(stream, allow_pickle=False) as archive:
            if not hasattr(archive, "files") or "header" not in archive.files:
                raise DatasetError(f"{path} is not a SOC Map patch dataset; {_REMEDY}.")
            header = json.loads(str(archive["header"]))
            _check_header(header, path)
            arrays = {name: archive[name] for name in archive.files if name != "header"}
        dataset = _assemble(header, arrays)
    except FileNotFoundError as error:
        raise DatasetError(f"The dataset {path} does not exist; {_REMEDY}.") from error
    except _DAMAGE as error:
        raise DatasetError(f"{path} is damaged or not a SOC Map patch dataset ({error}); {_REMEDY}.") from error
    return dataset


def _check_header(header: Any, path: Path) -> None:
    if not isinstance(header, dict) or header.get("kind") != _KIND:
        raise DatasetError(f"{path} is not a SOC Map patch dataset; {_REMEDY}.")
    schema = header.get("schema")
    if not isinstance(schema, int) or schema > SCHEMA:
        raise DatasetError(
            f"{path} has dataset schema {schema}, this version reads up to {SCHEMA}; install a newer SOC Map."
        )


def _assemble(header: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> PatchDataset:
    covariates = Covariates.from_json(header.pop("covariates"))
    temporal = tuple(arrays[f"temporal_{i}"] for i in range(len(covariates.temporal)))
    dataset = PatchDataset(
        arrays["target"],
        arrays["static"],
        temporal,
        arrays["xy"],
        arrays["strata"],
        arrays["pixel_group"],
        arrays["sample_id"],
        covariates,
        Grid.from_json(header.pop("grid")),
        {key: value for key, value in header.items() if key not in ("kind", "schema")},
    )
    n, window = len(dataset.target), dataset.static.shape[-1]
    expected: list[tuple[NDArray[Any], tuple[int, ...], str]] = [
        (dataset.target, (n,), "f"),
        (dataset.static, (n, len(covariates.static), window, window), "f"),
        (dataset.xy, (n, 2), "f"),
        (dataset.strata, (n,), "U"),
        (dataset.pixel_group, (n,), "i"),
        (dataset.sample_id, (n,), "U"),
        *(
            (array, (n, len(group.steps), len(group.variables)), "f")
            for array, group in zip(temporal, covariates.temporal)
        ),
    ]
    for array, shape, kind in expected:
        if array.shape != shape or array.dtype.kind != kind:
            raise ValueError(f"an array has shape {array.shape} and type {array.dtype}, the header says {shape}")
        if kind == "f" and not np.isfinite(array).all():
            raise ValueError("an array holds values that are not finite")
    return dataset
