"""Predictors as words and arrays, which is how a model file holds them, and back."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from ..covariates.covariate_list import Covariates
from ..dataset.foreign_files import of_type
from ..jobs.crossval import FOREST, HYBRID, NETWORK, STACK
from ..jobs.models import COORDINATES
from ..network.cnn_lstm import Architecture
from ..network.ensemble import Ensemble
from ..network.ranges import Ranges
from ..network.scaling import Scaling
from ..trees.features import TreeFeatures
from ..trees.forest import Forest
from ..trees.tree_model import TreeModel
from .hybrid import Hybrid
from .stack import Part, Stack

Predictor = Part | Hybrid | Stack
_NETWORK, _FOREST, _HYBRID, _STACK = NETWORK, FOREST, HYBRID, STACK  # the tasks of a manifest
_TREES = "trees"  # with features of their own; the task of the paper's forest is older
_FOREST_PREFIX = "forest."


def assembled(
    manifest: Mapping[str, Any], covariates: Covariates, window: int, tensors: Mapping[str, NDArray[Any]]
) -> Predictor:
    """Rebuild a predictor from what :func:`described` and :func:`tensors_of` say of it.

    Parameters
    ----------
    manifest
        Of the predictor, or of the model file, which holds more.
    covariates, window
        What it is for: its covariates, and the width of its patches.
    tensors
        By name, of any shape; those of other names are left alone.

    Raises
    ------
    KeyError, TypeError, ValueError
        They do not make a predictor for these covariates.
    """
    task = manifest["task"]
    if task == _FOREST:
        return Forest.from_arrays(tensors, covariates.count)
    if task == _TREES:
        return _tree_model(manifest, covariates, tensors)
    if task == _STACK:
        return _stack(manifest, covariates, window, tensors)
    if task not in (_NETWORK, _HYBRID):
        raise ValueError(f"its task is {task!r}")
    architecture = _architecture(manifest["architecture"], covariates, window, len(tensors))
    ensemble = _ensemble(architecture, tensors, of_type(manifest["log_target"], bool))
    if task == _NETWORK:
        return ensemble
    weight = of_type(manifest["weight"], float)
    if not 0 <= weight <= 1:
        raise ValueError(f"the weight of its networks is {weight}")
    own = _under(_FOREST_PREFIX, tensors)
    return Hybrid(ensemble, Forest.from_arrays(own, covariates.count), weight)


def _under(prefix: str, tensors: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    return {name.removeprefix(prefix): array for name, array in tensors.items() if name.startswith(prefix)}


def _stack(
    manifest: Mapping[str, Any], covariates: Covariates, window: int, tensors: Mapping[str, NDArray[Any]]
) -> Stack:
    said = of_type(manifest["parts"], list)
    weights = [of_type(weight, float) for weight in of_type(manifest["weights"], list)]
    constant = of_type(manifest["constant"], float)
    if len(weights) != len(said) or not np.isfinite([*weights, constant]).all() or min(weights, default=0) < 0:
        raise ValueError(f"its {len(said)} parts have the weights {weights} and the constant {constant}")
    parts = []
    for number, part in enumerate(said):
        if of_type(part, dict)["task"] not in (_NETWORK, _FOREST, _TREES):
            raise ValueError(f"a part of it is {part['task']!r}")
        one = assembled(part, covariates, window, _under(_part_prefix(number), tensors))
        if not isinstance(one, (Hybrid, Stack)):
            parts.append(one)
    return Stack(tuple(parts), tuple(weights), constant)


def _part_prefix(number: int) -> str:
    return f"part{number}."


def _tree_model(manifest: Mapping[str, Any], covariates: Covariates, tensors: Mapping[str, NDArray[Any]]) -> TreeModel:
    said = of_type(manifest["features"], dict)
    window, coordinates = of_type(said["window"], bool), of_type(said["coordinates"], str)
    origin = [of_type(value, float) for value in of_type(said["origin"], list)]
    smearing = of_type(manifest["smearing"], float)
    if coordinates not in COORDINATES or len(origin) != 2 or not np.isfinite([*origin, smearing]).all() or smearing < 0:
        raise ValueError(f"its trees have the features {said} and the smearing {smearing}")
    groups = covariates.temporal
    times = tuple(tuple(map(float, group.times)) for group in groups)
    features = TreeFeatures(window, coordinates, (origin[0], origin[1]), times)
    sequences = [(len(group.steps), len(group.variables)) for group in groups]
    count = features.count(len(covariates.static), sequences)
    return TreeModel(Forest.from_arrays(tensors, count), features, smearing)


def _architecture(value: Mapping[str, Any], covariates: Covariates, window: int, most_layers: int) -> Architecture:
    """Rebuild the shape of a network, which must be one for the covariates and the window."""
    channels = len(covariates.static)
    sequences = tuple((len(group.steps), len(group.variables)) for group in covariates.temporal)
    needed = {"channels": channels, "window": window, "sequences": [list(item) for item in sequences]}
    found = {name: value[name] for name in needed}
    if found != needed:
        raise ValueError(f"its network is for {found}, its covariates are {needed}")
    filters = [of_type(size, int) for size in of_type(value["filters"], list)]
    hidden, layers, dense = (of_type(value[name], int) for name in ("hidden", "layers", "dense"))
    if not filters or min(*filters, hidden, layers, dense) < 1 or max(len(filters), layers) > most_layers:
        raise ValueError(f"its network has the sizes {[*filters, hidden, layers, dense]}")
    shortcut = of_type(value.get("shortcut", False), bool)  # networks of 0.3.0 have none and do not mention it
    return Architecture(channels, window, sequences, tuple(filters), hidden, layers, dense, shortcut)


def described(predictor: Predictor) -> dict[str, Any]:
    """Return what the manifest says of a predictor, besides its tensors."""
    if isinstance(predictor, Forest):
        return {"task": _FOREST}
    if isinstance(predictor, TreeModel):
        features = dataclasses.asdict(predictor.features)
        del features["times"]  # the covariates know them
        return {"task": _TREES, "features": features, "smearing": predictor.smearing}
    if isinstance(predictor, Stack):
        parts = [described(part) for part in predictor.parts]
        return {"task": _STACK, "parts": parts, "weights": [*predictor.weights], "constant": predictor.constant}
    if isinstance(predictor, Hybrid):
        return {**described(predictor.ensemble), "task": _HYBRID, "weight": predictor.weight}
    return {
        "task": _NETWORK,
        "architecture": dataclasses.asdict(predictor.architecture),
        "log_target": predictor.scaling.log_target,
    }


def tensors_of(predictor: Predictor) -> dict[str, NDArray[Any]]:
    """Return the arrays of a predictor by name, of whichever shapes they have."""
    if isinstance(predictor, Forest):
        return predictor.arrays()
    if isinstance(predictor, TreeModel):
        return predictor.forest.arrays()
    if isinstance(predictor, Stack):
        return {
            f"{_part_prefix(number)}{name}": array
            for number, part in enumerate(predictor.parts)
            for name, array in tensors_of(part).items()
        }
    if isinstance(predictor, Hybrid):
        trees = {f"{_FOREST_PREFIX}{name}": array for name, array in predictor.forest.arrays().items()}
        return {**_ensemble_tensors(predictor.ensemble), **trees}
    return _ensemble_tensors(predictor)


def smearing_factors(predictor: Predictor) -> list[float]:
    """Return the factors by which networks and trees of logarithms correct what they turn back, if they do."""
    if isinstance(predictor, Stack):
        return [factor for part in predictor.parts for factor in smearing_factors(part)]
    if isinstance(predictor, TreeModel):
        return [predictor.smearing] if predictor.smearing else []
    if isinstance(predictor, Forest):
        return []
    scaling = (predictor.ensemble if isinstance(predictor, Hybrid) else predictor).scaling
    return scaling.smearing.tolist() if scaling.log_target else []


def _ensemble_tensors(ensemble: Ensemble) -> dict[str, NDArray[Any]]:
    scaling = ensemble.scaling
    return {
        **{f"network.{name}": value.detach().numpy() for name, value in ensemble.parameters.items()},
        "scaling.static": scaling.static,
        **{f"scaling.temporal{g}": array for g, array in enumerate(scaling.temporal)},
        "scaling.target": scaling.target,
        "scaling.smearing": scaling.smearing,
        **(scaling.ranges.arrays() if scaling.ranges else {}),
    }


def _ensemble(architecture: Architecture, tensors: Mapping[str, NDArray[Any]], log_target: bool) -> Ensemble:
    members = len(tensors["scaling.smearing"])
    weights = {f"network.{name}": (members, *shape) for name, (shape, _) in architecture.shapes().items()}
    moments = {
        "scaling.static": (2, members, architecture.channels),
        **{f"scaling.temporal{g}": (2, members, count) for g, (_, count) in enumerate(architecture.sequences)},
        "scaling.target": (2, members),
    }
    for name, shape in {**weights, **moments, "scaling.smearing": (members,)}.items():
        array = tensors[name]
        if not members or array.shape != shape or array.dtype != np.float32 or not np.isfinite(array).all():
            raise ValueError(f"{name} has the shape {array.shape}, finite values of the shape {shape} are needed")
    if any((tensors[name][1] <= 0).any() for name in moments) or (tensors["scaling.smearing"] <= 0).any():
        raise ValueError("a spread of the scaling is not above zero")
    _, *temporal, _ = moments
    scaling = Scaling(
        tensors["scaling.static"],
        tuple(tensors[name] for name in temporal),
        tensors["scaling.target"],
        tensors["scaling.smearing"],
        log_target,
        Ranges.from_arrays(tensors, [count for *_, count in list(moments.values())[:-1]], members),
    )
    parameters = {name.removeprefix("network."): torch.from_numpy(tensors[name]) for name in weights}
    return Ensemble(architecture, parameters, scaling)
