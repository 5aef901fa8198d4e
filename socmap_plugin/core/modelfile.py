"""The model file: a zip of a JSON manifest and tensors in the safetensors format. Opening one never runs code."""

from __future__ import annotations

import dataclasses
import json
import platform
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import safetensors
import safetensors.numpy
import sklearn
import torch
from numpy.typing import NDArray

from .covariates import Covariates
from .dataset import PatchDataset
from .ensemble import Ensemble
from .errors import ModelError
from .files import whole_file
from .forest import Forest
from .grid import Grid
from .network import Architecture
from .scaling import Scaling

SCHEMA = 1
_KIND = "socmap model"
_MANIFEST, _WEIGHTS = "manifest.json", "weights.safetensors"
_LARGEST_BYTES = {_MANIFEST: 64 * 2**20, _WEIGHTS: 4 * 2**30}
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)  # same model, same bytes
_REMEDY = "train it again"


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
            {**training, "samples": len(dataset), "extent": [*low.tolist(), *high.tolist()]},
        )


@dataclass(frozen=True)
class Model:
    """A trained model with its contract; `predictor` is an ensemble of networks or a forest."""

    contract: Contract
    predictor: Ensemble | Forest


def versions() -> dict[str, str]:
    """Return the versions of what makes the numbers."""
    return {
        "python": platform.python_version(),
        "torch": torch.__version__,
        "numpy": np.__version__,
        "rasterio": rasterio.__version__,
        "scikit-learn": sklearn.__version__,
    }


def save(model: Model, path: Path) -> None:
    """Write a model; the file appears whole or not at all."""
    with whole_file(path) as partial:
        write(model, partial)


def write(model: Model, path: Path) -> None:
    """Write a model; the same model gives the same bytes."""
    contract, predictor = model.contract, model.predictor
    manifest: dict[str, Any] = {
        "kind": _KIND,
        "schema": SCHEMA,
        "task": "forest" if isinstance(predictor, Forest) else "cnnlstm",
        **{
            item.name: getattr(contract, item.name)
            for item in dataclasses.fields(contract)
            if item.name not in ("covariates", "grid")
        },
        "covariates": contract.covariates.to_json(),
        "grid": contract.grid.to_json(),
        "versions": versions(),
    }
    if isinstance(predictor, Forest):
        tensors = predictor.arrays()
    else:
        manifest["architecture"] = dataclasses.asdict(predictor.architecture)
        manifest["log_target"] = predictor.scaling.log_target
        tensors = _ensemble_tensors(predictor)
    contents = {
        _MANIFEST: json.dumps(manifest, indent=1, allow_nan=False).encode(),
        _WEIGHTS: safetensors.numpy.save({name: np.ascontiguousarray(array) for name, array in tensors.items()}),
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name, _FIXED_DATE), content, zipfile.ZIP_DEFLATED)


def load(path: Path) -> Model:
    """Read a model.

    Raises
    ------
    ModelError
        The file is missing, damaged, no model, of a newer schema, or holds anything but a manifest and tensors.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_contents(archive, path)
            manifest = json.loads(archive.read(_MANIFEST))
            _check_manifest(manifest, path)
            tensors = safetensors.numpy.load(archive.read(_WEIGHTS))
        return _assemble(manifest, tensors)
    except FileNotFoundError as error:
        raise ModelError(f"The model {path} does not exist; choose another or train one.") from error
    except (
        OSError,
        EOFError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        zipfile.BadZipFile,
        zlib.error,
        safetensors.SafetensorError,
    ) as error:
        raise ModelError(f"{path} is damaged or not a SOC Map model ({error}); {_REMEDY}.") from error


def _check_contents(archive: zipfile.ZipFile, path: Path) -> None:
    found = {item.filename: item.file_size for item in archive.infolist()}
    if set(found) != set(_LARGEST_BYTES):
        pickled = [name for name in found if name.endswith((".pkl", ".pickle", ".joblib"))]
        what = f"carries the pickle {pickled[0]!r}" if pickled else f"holds {', '.join(sorted(found)) or 'nothing'}"
        raise ModelError(f"{path} {what}, a SOC Map model holds {_MANIFEST} and {_WEIGHTS} only; {_REMEDY}.")
    for name, size in found.items():
        if size > _LARGEST_BYTES[name]:
            raise ModelError(f"{path} holds {size} bytes of {name}, the limit is {_LARGEST_BYTES[name]}; {_REMEDY}.")


def _check_manifest(manifest: Any, path: Path) -> None:
    if not isinstance(manifest, dict) or manifest.get("kind") != _KIND:
        raise ModelError(f"{path} is not a SOC Map model; choose a .socmodel file.")
    schema = manifest.get("schema")
    if not isinstance(schema, int) or schema > SCHEMA:
        raise ModelError(
            f"{path} has model schema {schema}, this version reads up to {SCHEMA}; install a newer SOC Map."
        )


def _assemble(manifest: Mapping[str, Any], tensors: Mapping[str, NDArray[Any]]) -> Model:
    covariates = Covariates.from_json(manifest["covariates"])
    contract = Contract(
        covariates,
        Grid.from_json(manifest["grid"]),
        int(manifest["window"]),
        str(manifest["temporal_resampling"]),
        str(manifest["time_pattern"]),
        str(manifest["target_unit"]),
        str(manifest["target_expression"]),
        dict(manifest["training"]),
    )
    if manifest["task"] == "forest":
        return Model(contract, Forest.from_arrays(tensors, covariates.count))
    shape = dict(manifest["architecture"])
    shape["filters"] = tuple(shape["filters"])
    shape["sequences"] = tuple(tuple(item) for item in shape["sequences"])
    return Model(contract, _ensemble(Architecture(**shape), tensors, bool(manifest["log_target"])))


def _ensemble_tensors(ensemble: Ensemble) -> dict[str, NDArray[Any]]:
    scaling = ensemble.scaling
    return {
        **{f"network.{name}": value.detach().numpy() for name, value in ensemble.parameters.items()},
        "scaling.static": scaling.static,
        **{f"scaling.temporal{g}": array for g, array in enumerate(scaling.temporal)},
        "scaling.target": scaling.target,
        "scaling.smearing": scaling.smearing,
    }


def _ensemble(architecture: Architecture, tensors: Mapping[str, NDArray[Any]], log_target: bool) -> Ensemble:
    scaling = Scaling(
        tensors["scaling.static"],
        tuple(tensors[f"scaling.temporal{g}"] for g in range(len(architecture.sequences))),
        tensors["scaling.target"],
        tensors["scaling.smearing"],
        log_target,
    )
    members = len(scaling.smearing)
    parameters = {}
    for name, (shape, _) in architecture.shapes().items():
        array = tensors[f"network.{name}"]
        if array.shape != (members, *shape) or array.dtype != np.float32:
            raise ValueError(f"{name} has the shape {array.shape}, {(members, *shape)} is needed")
        parameters[name] = torch.from_numpy(array)
    return Ensemble(architecture, parameters, scaling)
