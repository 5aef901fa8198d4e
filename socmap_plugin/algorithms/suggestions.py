"""What the dialogs suggest: results in a folder that lasts, and inputs that an earlier step has made.

Only windows show suggestions; a script, a graphical model and ``qgis_process`` keep the parameters' own defaults.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingDestinationParameter,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterMultipleLayers,
    QgsProject,
    QgsProperty,
)
from qgis.PyQt.QtCore import QStandardPaths

from ..memory import Done, latest, recall
from .folders import RASTER_SUFFIXES, entries, files_of_folder

if TYPE_CHECKING:
    from .base import SocMapAlgorithm

FOLDER_NAME = "SOC Map"


def results_folder(project: QgsProject) -> Path:
    """Return where results go unless the user says otherwise: beside the project, else in the user's documents."""
    home = project.homePath() if project.fileName() else ""
    if not os.path.isdir(home) or not os.access(home, os.W_OK):
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(home) / FOLDER_NAME


def file_name(project: QgsProject, kind: str, number: int = 1, extension: str = "") -> str:
    """Return the name of a result, such as xuancheng_dataset.npz, which says what it is and of what."""
    name = re.sub(r"\W+", "_", project.baseName() if project.fileName() else "").strip("_")
    parts = [part for part in (name, kind, str(number) if number > 1 else "") if part]
    return "_".join(parts) + (f".{extension}" if extension else "")


def suggest(algorithm: SocMapAlgorithm, definition: QgsProcessingParameterDefinition) -> None:
    """Have the widget of a parameter begin with a lasting result, or with what an earlier step has made."""
    project = QgsProject.instance()
    if isinstance(definition, QgsProcessingDestinationParameter):
        suggested = _lasting(algorithm, definition, project)
    else:
        suggested = _known(algorithm, definition, project)
    if suggested:
        definition.setGuiDefaultValueOverride(suggested)


def make_suggested_folders(algorithm: SocMapAlgorithm, parameters: dict[str, Any], project: QgsProject | None) -> None:
    """Make the folder of suggested results where a result shall go there; any other has to be there already."""
    folder = results_folder(project) if project is not None else None
    for definition in algorithm.destinationParameterDefinitions():
        value = parameters.get(definition.name())
        if isinstance(value, QgsProcessingOutputLayerDefinition):
            value = value.sink
        if isinstance(value, QgsProperty):
            value = value.staticValue()
        if isinstance(value, str) and folder is not None and Path(value).parent == folder:
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError:
                return  # the check of the outputs says that it is not there


def _lasting(algorithm: SocMapAlgorithm, definition: QgsProcessingDestinationParameter, project: QgsProject) -> str:
    if not definition.createByDefault():
        return ""
    kind = algorithm.RESULTS.get(definition.name(), f"{algorithm.ID}_{definition.name().lower()}")
    folder = results_folder(project)
    try:
        there = os.listdir(folder)
    except OSError:
        there = []
    # One number for all results of a run; nothing that is there is replaced.
    kinds, stems = {kind, *algorithm.RESULTS.values()}, {Path(name).stem for name in there}
    number = 1
    while stems & {file_name(project, own, number) for own in kinds}:
        number += 1
    return str(folder / file_name(project, kind, number, definition.defaultFileExtension()))


def _known(algorithm: SocMapAlgorithm, definition: QgsProcessingParameterDefinition, project: QgsProject) -> Any:
    name = definition.name()
    keys = algorithm.TAKES.get(name, ())
    own = kept_key(algorithm, name) if name in algorithm.KEEPS else ""
    if isinstance(definition, QgsProcessingParameterMultipleLayers):
        return [_layer_id(path, project) or path for path in _paths(recall(project), own, keys)]
    done = latest(project, (*keys, own))
    if done is None:
        return None
    if isinstance(definition, QgsProcessingParameterFeatureSource):
        return _layer_id(done.text, project)
    return done.paths[0] if done.paths else done.text


def kept_key(algorithm: SocMapAlgorithm, name: str) -> str:
    """Return by what key the value of a parameter is remembered."""
    return f"{algorithm.ID}.{name}"


def _paths(steps: list[Done], own: str, keys: tuple[str, ...]) -> list[str]:
    """Return the rasters of the last run, and those that were made after it."""
    paths: list[str] = []
    for step in steps:
        if step.key == own:
            paths = list(step.paths)
        elif step.key in keys:
            found = (files_of_folder(path, RASTER_SUFFIXES) if os.path.isdir(path) else [path] for path in step.paths)
            paths += [file for files in found for file in files]
    return list(dict.fromkeys(paths))


def _layer_id(source: str, project: QgsProject) -> str:
    """Return the id of the layer that shows a source or has it for its id, '' if there is none; widgets list both."""
    layers = project.mapLayers().values()
    if source in project.mapLayers():
        return source
    return next((layer.id() for layer in layers if _normal(layer.source()) == _normal(source)), "")


def _normal(source: str) -> str:
    return os.path.normpath(source.replace("|option:AUTODETECT_TYPE=YES", ""))


def made(
    algorithm: SocMapAlgorithm,
    parameters: dict[str, Any],
    outputs: dict[str, Any],
    context: QgsProcessingContext,
) -> list[Done]:
    """Return what a run has to be remembered for: what was chosen in its dialog, and its results."""
    done = []
    for name in algorithm.KEEPS:
        sources = [_source(entry, context) for entry in entries(parameters.get(name), context)]
        if not sources:
            continue
        many = isinstance(algorithm.parameterDefinition(name), QgsProcessingParameterMultipleLayers)
        done.append(Done(kept_key(algorithm, name), *((tuple(sources), "") if many else ((), sources[0]))))
    for name, kind in algorithm.RESULTS.items():
        path = outputs.get(name)
        if isinstance(path, str) and os.path.exists(path):
            done.append(Done(kind, (os.path.abspath(path),)))
    return done


def _source(entry: Any, context: QgsProcessingContext) -> str:
    """Return the source of a layer, or of the one of whom `entry` is the id; any other text stays as it is."""
    if isinstance(entry, QgsProcessingFeatureSourceDefinition):
        entry = entry.source.staticValue()
    if isinstance(entry, str) and context.project() is not None:
        entry = context.project().mapLayer(entry) or entry
    return str(entry.source() if isinstance(entry, QgsMapLayer) else entry)
