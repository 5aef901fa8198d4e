"""Input that is refused before anything runs, each with one sentence: the value, the limit, the remedy."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterNumber,
    QgsProperty,
)

# "ogr:", "postgres:", "memory:" and the like; a drive letter is one character.
_NOT_A_FILE = re.compile(r"^[A-Za-z]{2,}:")


def refuse_numbers_out_of_range(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> None:
    """Refuse a number outside the limits of its parameter, by name; QGIS itself would not say the limits."""
    for definition in algorithm.parameterDefinitions():
        value = parameters.get(definition.name())
        if not isinstance(definition, QgsProcessingParameterNumber) or value is None or isinstance(value, QgsProperty):
            continue
        try:
            number = float(value)
        except (TypeError, ValueError):
            continue  # QGIS refuses it
        if not definition.minimum() <= number <= definition.maximum():
            raise QgsProcessingException(
                f"{definition.name()} ({definition.description()}) is {value}; give a number "
                f"from {definition.minimum():g} to {definition.maximum():g}."
            )


def refuse_unusable_outputs(algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any]) -> None:
    """Refuse an output file whose folder does not exist or cannot be written."""
    for definition in algorithm.destinationParameterDefinitions():
        path = _output_file(parameters.get(definition.name()))
        if path is None:
            continue
        name = definition.name()
        if not path.parent.is_dir():
            raise QgsProcessingException(
                f"{name}: the folder {path.parent} does not exist; create it or choose another one."
            )
        if path.is_dir():
            raise QgsProcessingException(f"{name}: {path} is a folder; add the name of a file.")
        if not os.access(path.parent, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
            raise QgsProcessingException(
                f"{name}: {path} cannot be written, it is read-only; choose another folder or correct its permissions."
            )


def refuse_missing_file(name: str, path: str, made_by: str) -> None:
    """Refuse the input file `path` of the parameter `name` when there is none."""
    if not path or not Path(path).is_file():
        raise QgsProcessingException(f"{name}: there is no file {path!r}; choose one that {made_by} has made.")


def _output_file(value: Any) -> Path | None:
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink
    if isinstance(value, QgsProperty):
        value = value.staticValue()
    if not isinstance(value, str) or value in ("", QgsProcessing.TEMPORARY_OUTPUT) or _NOT_A_FILE.match(value):
        return None
    return Path(value.split("|", 1)[0]).absolute()
