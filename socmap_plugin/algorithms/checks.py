"""Input that is refused before anything runs, each with one sentence: the value, the limit, the remedy."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsMapLayer,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
    QgsProperty,
    QgsProviderRegistry,
)

from .inputs import entries

# "ogr:", "postgres:", "memory:" and the like; a drive letter is one character.
_NOT_A_FILE = re.compile(r"^[A-Za-z]{2,}:")
_MAP_SUFFIXES = (".tif", ".tiff")
_FILE_INPUTS = (
    QgsProcessingParameterFile,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterFeatureSource,
)


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


def refuse_unusable_outputs(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> None:
    """Refuse an output file that cannot be written, would not be what its name says, or would replace another."""
    taken = _input_files(algorithm, parameters, context)
    for definition in algorithm.destinationParameterDefinitions():
        path = _file(parameters.get(definition.name()))
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
        is_map = isinstance(definition, QgsProcessingParameterRasterDestination)
        if is_map and path.suffix.lower() not in _MAP_SUFFIXES:
            raise QgsProcessingException(
                f"{name} is {path.name}; the map is a GeoTIFF, so give a name ending in {_MAP_SUFFIXES[0]}."
            )
        other = taken.setdefault(_identity(path), name)
        if other != name:
            raise QgsProcessingException(
                f"{name} and {other} are the same file {path}; give another name for {name}, or nothing is left "
                f"of {other}."
            )


def refuse_missing_file(name: str, path: str, made_by: str) -> None:
    """Refuse the input file `path` of the parameter `name` when there is none."""
    if not path or not Path(path).is_file():
        raise QgsProcessingException(f"{name}: there is no file {path!r}; choose one that {made_by} has made.")


def _input_files(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> dict[str, str]:
    """Return the names of the parameters that read files, by the file's identity."""
    found: dict[str, str] = {}
    for definition in algorithm.parameterDefinitions():
        if isinstance(definition, _FILE_INPUTS):
            for entry in entries(parameters.get(definition.name()), context):
                path = _file(entry, context)
                if path is not None:
                    found[_identity(path)] = definition.name()
    return found


def _identity(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))


def _file(value: Any, context: QgsProcessingContext | None = None) -> Path | None:
    """Return the file that a value names, opening nothing; with a `context` it may be a layer or the id of one."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        value = value.source
    if isinstance(value, QgsProperty):
        value = value.staticValue()
    if context is not None and isinstance(value, str):
        project = context.project()  # none in qgis_process
        value = (project.mapLayer(value) if project is not None else None) or value
    if isinstance(value, QgsMapLayer):
        value = QgsProviderRegistry.instance().decodeUri(value.providerType(), value.source()).get("path")
    if not isinstance(value, str) or value in ("", QgsProcessing.TEMPORARY_OUTPUT) or _NOT_A_FILE.match(value):
        return None
    return Path(value.split("|", 1)[0]).absolute()
