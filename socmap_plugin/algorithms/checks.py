"""Input that is refused before anything runs, each with one sentence: the value, the limit, the remedy."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from qgis.core import (
    Qgis,
    QgsMapLayer,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingDestinationParameter,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterVectorDestination,
    QgsProperty,
    QgsProviderRegistry,
    QgsVariantUtils,
)

from ..core.jobs.models import OFF, ON
from .folders import entries, rasters_of

# "ogr:", "postgres:", "memory:" and the like; a drive letter is one character.
_NOT_A_FILE = re.compile(r"^[A-Za-z]{2,}:")
# What the worker writes, whatever the name of the file; other layers are written by QGIS in the format of the name.
_FORMATS = (
    (QgsProcessingParameterRasterDestination, "map is a GeoTIFF", (".tif", ".tiff")),
    (QgsProcessingParameterVectorDestination, "table is a CSV file", (".csv",)),
)
LONGEST_UNIT = 30  # letters: it stands in labels of figures and in the names of layers
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
                f"from {definition.minimum():.10g} to {definition.maximum():.10g}."
            )


def with_names_of_choices(algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any]) -> dict[str, Any]:
    """Return `parameters` with the name of a choice where its number is given, as `qgis_process help` lists them.

    What is neither is refused, because QGIS would not say what there is to choose from.
    """
    named = dict(parameters)
    for definition in algorithm.parameterDefinitions():
        value = parameters.get(definition.name())
        if not isinstance(definition, QgsProcessingParameterEnum) or not isinstance(
            value, (str, int, float, list, tuple)
        ):
            continue
        many, given = definition.allowMultiple(), value
        if many and isinstance(value, str):
            given = [part.strip() for part in value.split(",") if part.strip()]
        if isinstance(given, (list, tuple)):
            named[definition.name()] = [_name_of_choice(definition, entry) for entry in given]
        elif given != "":
            name = _name_of_choice(definition, given)
            named[definition.name()] = [name] if many else name
    return named


def _name_of_choice(definition: QgsProcessingParameterEnum, given: Any) -> str:
    options, text = definition.options(), str(given)
    if {OFF, ON} <= set(options):  # yes or no in earlier versions, whose scripts and models go on working
        text = {"false": OFF, "true": ON}.get(text.lower(), text)
    if text in options:
        return text
    if isinstance(given, bool) or not re.fullmatch(r"\d{1,3}(\.0+)?", text) or float(text) >= len(options):
        choices = ", ".join(f"{number} ({name})" for number, name in enumerate(options))
        raise QgsProcessingException(
            f"{definition.name()} ({definition.description()}) is {text}; choose by name or number from {choices}."
        )
    return str(options[int(float(text))])


def refuse_unusable_outputs(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> None:
    """Refuse an output file that cannot be written, would not be what its name says, or would replace another."""
    taken = _input_files(algorithm, parameters, context)
    for definition in algorithm.destinationParameterDefinitions():
        name = definition.name()
        named = named_value(parameters.get(name))
        path = named_file(named)
        kind = "folder" if isinstance(definition, QgsProcessingParameterFolderDestination) else "file"
        if path is not None:
            _refuse_unwritable(name, path, kind)
        if isinstance(named, str) and named not in ("", QgsProcessing.TEMPORARY_OUTPUT):
            _refuse_format(definition, path.name if path else named)
        if path is None:
            continue
        other = taken.setdefault(_identity(path), name)
        if other != name:
            raise QgsProcessingException(
                f"{name} and {other} are the same {kind} {path}; give another name for {name}, or nothing is left "
                f"of {other}."
            )


def _refuse_unwritable(name: str, path: Path, kind: str) -> None:
    if not path.parent.is_dir():
        raise QgsProcessingException(
            f"{name}: the folder {path.parent} does not exist; create it or choose another one."
        )
    if kind == "file" and path.is_dir():
        raise QgsProcessingException(f"{name}: {path} is a folder; add the name of a file.")
    if kind == "folder" and path.exists() and not path.is_dir():
        raise QgsProcessingException(f"{name}: {path} is a file; give the name of a folder.")
    # A folder that is there is written to; a file is replaced, for which its folder counts too.
    made = not path.exists() or kind == "file"
    if (made and not os.access(path.parent, os.W_OK)) or (path.exists() and not os.access(path, os.W_OK)):
        raise QgsProcessingException(
            f"{name}: {path} cannot be written, it is read-only; choose another folder or correct its permissions."
        )


def _refuse_format(definition: QgsProcessingDestinationParameter, shown: str) -> None:
    """Refuse a name that promises another format, or a table of a database."""
    for kind, what, suffixes in _FORMATS:
        if isinstance(definition, kind) and Path(shown).suffix.lower() not in suffixes:
            raise QgsProcessingException(
                f"{definition.name()} is {shown}; the {what}, so give a name ending in {suffixes[0]}."
            )


def refuse_missing_file(name: str, path: str, made_by: str) -> None:
    """Refuse the input file `path` of the parameter `name` when there is none."""
    if not path or not Path(path).is_file():
        raise QgsProcessingException(f"{name}: there is no file {path!r}; choose one that {made_by} has made.")


def refuse_bad_unit(name: str, unit: str) -> None:
    """Refuse a unit that labels have no room for, or none at all."""
    unit = unit.strip()
    if not 0 < len(unit) <= LONGEST_UNIT or not unit.isprintable():
        raise QgsProcessingException(
            f"{name} has {len(unit)} letters; give 1 to {LONGEST_UNIT}, such as g/kg, % or t/ha."
        )


def with_one_file_of_many(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> dict[str, Any]:
    """Return `parameters` as QGIS can check them, with one of the rasters that are named by text in each list.

    QGIS would look for a layer that is called as a folder is, and would open every file and keep it open, of which the
    system lets a process have 256 or 1024; that all can be opened has been seen before.
    """
    checked = dict(parameters)
    for definition in algorithm.parameterDefinitions():
        name = definition.name()
        if not isinstance(definition, QgsProcessingParameterMultipleLayers) or name not in parameters:
            continue
        if definition.layerType() == Qgis.ProcessingSourceType.Raster:
            given = list(entries(parameters[name], context))
            rasters = [raster for entry in given for raster in rasters_of(name, entry)]
            named = [raster for raster in rasters if isinstance(raster, str)]
            if rasters != given or len(named) > 1:
                checked[name] = [raster for raster in rasters if not isinstance(raster, str)] + named[:1]
    return checked


def _input_files(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> dict[str, str]:
    """Return the names of the parameters that read files, by the file's identity."""
    found: dict[str, str] = {}
    for definition in algorithm.parameterDefinitions():
        if isinstance(definition, _FILE_INPUTS):
            for entry in entries(parameters.get(definition.name()), context):
                path = named_file(entry, context)
                if path is not None:
                    found[_identity(path)] = definition.name()
    return found


def _identity(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))


def named_value(value: Any) -> Any:
    """Return what a parameter's value names: a text, '' for none, or a layer."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        value = value.source
    if isinstance(value, QgsProperty):
        value = value.staticValue()
    return "" if QgsVariantUtils.isNull(value) else value


def named_file(value: Any, context: QgsProcessingContext | None = None) -> Path | None:
    """Return the file that a value names, opening nothing; with a `context` it may be a layer or the id of one."""
    value = named_value(value)
    if context is not None and isinstance(value, str):
        project = context.project()  # none in qgis_process
        value = (project.mapLayer(value) if project is not None else None) or value
    if isinstance(value, QgsMapLayer):
        value = QgsProviderRegistry.instance().decodeUri(value.providerType(), value.source()).get("path")
    if not isinstance(value, str) or value in ("", QgsProcessing.TEMPORARY_OUTPUT) or _NOT_A_FILE.match(value):
        return None
    return Path(value.split("|", 1)[0]).absolute()
