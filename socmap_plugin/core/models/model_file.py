"""The model file: a zip of a JSON manifest and tensors in the safetensors format. Opening one never runs code."""

from __future__ import annotations

import dataclasses
import json
import platform
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import safetensors
import safetensors.numpy
import scipy
import sklearn
import torch
from numpy.typing import NDArray

from ..covariates.covariate_list import Covariates
from ..dataset.foreign_files import (
    DAMAGE,
    HEADER_BYTES,
    FileKind,
    check_landscape,
    check_member,
    check_memory,
    check_texts,
    of_type,
    refuse_special,
)
from ..dataset.patch_dataset import PatchDataset
from ..raster.grid import Grid
from ..runtime.errors import ModelError
from ..runtime.outputs import whole_file
from ..runtime.wording import listed
from .predictor_parts import Predictor, assembled, described, tensors_of
from .trust import Trust

SCHEMA = 1
_MANIFEST, _WEIGHTS = "manifest.json", "weights.safetensors"
_LARGEST_BYTES = {_MANIFEST: HEADER_BYTES, _WEIGHTS: 2**30}
_TRUST = "trust"
FIVE_NUMBERS = (0, 0.25, 0.5, 0.75, 1)  # shares of the samples below what a map is held beside
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)  # same model, same bytes
_REMEDY = "train it again"
_DAMAGE: tuple[type[Exception], ...] = (*DAMAGE, safetensors.SafetensorError)
_FILE = FileKind("socmap model", SCHEMA, "model", "SOC Map model", _REMEDY, "choose a .socmodel file", ModelError)


@dataclass(frozen=True)
class Contract:
    """What a model needs to be used on rasters: covariates in order, grid, window, and what comes out.

    Attributes
    ----------
    training
        What the model was trained on and how: sample count, extent, settings, validation error.
    """

    covariates: Covariates
    grid: Grid
    window: int
    temporal_resampling: str
    time_pattern: str
    target_unit: str
    target_expression: str
    training: dict[str, Any]

    @classmethod
    def of(cls, dataset: PatchDataset, training: Mapping[str, Any]) -> Contract:
        """Return the contract of a model trained on a dataset."""
        low, high = dataset.xy.min(axis=0), dataset.xy.max(axis=0)
        return cls(
            dataset.covariates,
            dataset.grid,
            dataset.window,
            str(dataset.header.get("temporal_resampling", "nearest")),
            str(dataset.header.get("time_pattern", "")),
            dataset.target_unit,
            str(dataset.header.get("target_expression", "")),
            {
                **training,
                "samples": len(dataset),
                "extent": [*low.tolist(), *high.tolist()],
                "target": np.quantile(dataset.target, FIVE_NUMBERS).tolist(),
            },
        )


@dataclass(frozen=True)
class Model:
    """A trained model with its contract, and what it knows of its errors if that was learnt."""

    contract: Contract
    predictor: Predictor
    trust: Trust | None = None


def versions() -> dict[str, str]:
    """Return the versions of what makes the numbers."""
    return {
        "python": platform.python_version(),
        "torch": torch.__version__,
        "numpy": np.__version__,
        "rasterio": rasterio.__version__,
        "scikit-learn": sklearn.__version__,
        "scipy": scipy.__version__,
    }


def save(model: Model, path: Path) -> None:
    """Write a model; the file appears whole or not at all."""
    with whole_file(path) as partial:
        write(model, partial)


def write(model: Model, path: Path) -> None:
    """Write a model; the same model gives the same bytes."""
    contract, predictor = model.contract, model.predictor
    manifest: dict[str, Any] = {
        "kind": _FILE.mark,
        "schema": SCHEMA,
        **described(predictor),
        **{
            item.name: getattr(contract, item.name)
            for item in dataclasses.fields(contract)
            if item.name not in ("covariates", "grid")
        },
        "covariates": contract.covariates.to_json(),
        "grid": contract.grid.to_json(),
        "versions": versions(),
    }
    tensors = tensors_of(predictor)
    if model.trust is not None:
        manifest[_TRUST] = model.trust.described()
        tensors = {**tensors, **model.trust.tensors()}
    contents = {
        _MANIFEST: json.dumps(manifest, indent=1, allow_nan=False).encode(),
        _WEIGHTS: safetensors.numpy.save({name: np.ascontiguousarray(array) for name, array in tensors.items()}),
    }
    if len(contents[_WEIGHTS]) > _LARGEST_BYTES[_WEIGHTS]:
        raise ModelError(
            f"The model has {len(contents[_WEIGHTS])} bytes, the limit is {_LARGEST_BYTES[_WEIGHTS]}; "
            "use fewer trees or members, or larger leaves."
        )
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name, _FIXED_DATE), content, zipfile.ZIP_DEFLATED)


def load(path: Path) -> Model:
    """Read a model; nothing in the file is ever executed.

    Raises
    ------
    ModelError
        The file is missing, damaged, no model, of a newer schema, or holds anything but a manifest and tensors.

    Examples
    --------
    A file of *Train CNN-LSTM*, and what its networks say of two samples of a dataset with the same covariates:

    >>> from socmap_plugin.core.dataset import patch_dataset
    >>> model, dataset = load(Path("network.socmodel")), patch_dataset.load(Path("soc.npz"))
    >>> model.contract.covariates == dataset.covariates
    True
    >>> two = dataset.take(np.array([0, 1]))
    >>> model.predictor.predict(two.static, two.temporal).shape  # members and samples, in dataset.target_unit
    (2, 2)
    """
    try:
        path = Path(path)
        refuse_special(path, _FILE)
        with zipfile.ZipFile(path) as archive:
            _check_contents(archive, path)
            manifest = json.loads(archive.read(_MANIFEST))
            _FILE.check_header(manifest, path)
            check_memory(path, 2 * archive.getinfo(_WEIGHTS).file_size, _FILE)
            tensors = safetensors.numpy.load(archive.read(_WEIGHTS))
        return _assemble(manifest, tensors)
    except FileNotFoundError as error:
        raise ModelError(f"The model {path} does not exist; choose another or train one.") from error
    except _DAMAGE as error:
        raise _FILE.damaged(path, error) from error


def _check_contents(archive: zipfile.ZipFile, path: Path) -> None:
    found = archive.namelist()
    if sorted(found) != sorted(_LARGEST_BYTES):
        pickled = [name for name in found if name.endswith((".pkl", ".pickle", ".joblib"))]
        names = listed([repr(name[:80]) for name in pickled or sorted(found)])
        what = f"carries the pickle {names}" if pickled else f"holds {names or 'nothing'}"
        raise ModelError(f"{path} {what}, a SOC Map model holds {_MANIFEST} and {_WEIGHTS} only; {_REMEDY}.")
    for item in archive.infolist():
        check_member(item, _LARGEST_BYTES[item.filename])


def _assemble(manifest: Mapping[str, Any], tensors: Mapping[str, NDArray[Any]]) -> Model:
    texts = ("temporal_resampling", "time_pattern", "target_unit", "target_expression")
    check_texts(manifest, dict.fromkeys(texts, str))
    contract = Contract(
        covariates=Covariates.from_json(manifest["covariates"]),
        grid=Grid.from_json(manifest["grid"]),
        window=of_type(manifest["window"], int),
        training=of_type(manifest["training"], dict),
        **{name: of_type(manifest[name], str) for name in texts},
    )
    check_landscape(contract.covariates, contract.grid, contract.window, contract.temporal_resampling)
    trust = None
    if _TRUST in manifest:
        trust = Trust.from_parts(of_type(manifest[_TRUST], dict), tensors, contract.covariates.count)
    return Model(contract, assembled(manifest, contract.covariates, contract.window, tensors), trust)
