"""What the algorithms that read covariates share: layers, names that are given by position, patterns of steps."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterMatrix,
)

from ..core.covariates.steps import time_expression
from ..core.jobs.inputs import RasterLayer
from ..core.runtime.errors import InputError
from .base import tr
from .inputs import raster_layers
from .parameters import documented

COVARIATE_NAMES = "COVARIATE_NAMES"


def names_parameter(order: str) -> QgsProcessingParameterDefinition:
    """Return the parameter that names layers by position; `order` says which layers these are."""
    names = QgsProcessingParameterMatrix(
        COVARIATE_NAMES, tr("Names of the covariates, by position"), 0, False, [tr("Name")], [], True
    )
    text = (
        "Other names for the layers, in the order of {}: one a layer, empty where a layer keeps its own. For "
        "layers that a graphical model computes, which are all called OUTPUT. Steps count as in the names of files: "
        "greenup_2002."
    )
    documented(names, text, advanced=True)
    names.setHelp(tr(text).format(order))
    return names


def with_names(
    algorithm: QgsProcessingAlgorithm,
    layers: Sequence[RasterLayer],
    parameters: dict[str, Any],
    context: QgsProcessingContext,
) -> tuple[RasterLayer, ...]:
    """Return layers under the names that the parameter gives them.

    Raises
    ------
    QgsProcessingException
        There are names, and not as many as layers.
    """
    rows = algorithm.parameterAsMatrix(parameters, COVARIATE_NAMES, context)
    names = [str(cell or "").strip() for row in rows for cell in (row if isinstance(row, list) else [row])]
    if not any(names):
        return tuple(layers)
    if len(names) != len(layers):
        raise QgsProcessingException(
            f"{COVARIATE_NAMES} has {len(names)} names ({', '.join(names)}) for {len(layers)} layers; give one for "
            "each layer, an empty one where a layer keeps its own."
        )
    return tuple(dataclasses.replace(layer, name=name or layer.name) for layer, name in zip(layers, names))


def covariate_layers(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> tuple[tuple[RasterLayer, ...], tuple[RasterLayer, ...]]:
    """Return the static and the temporal layers, under the names that the user gave them."""
    static = raster_layers("STATIC", parameters, context)
    layers = with_names(algorithm, static + raster_layers("TEMPORAL", parameters, context), parameters, context)
    return layers[: len(static)], layers[len(static) :]


def refuse_time_pattern(name: str, pattern: str) -> None:
    """Refuse the value of the parameter `name` where it is no pattern of steps."""
    try:
        if pattern:
            time_expression(pattern)
    except InputError as error:
        raise QgsProcessingException(f"{name}: {error}") from error
