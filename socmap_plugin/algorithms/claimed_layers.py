"""Layers that QGIS itself writes when the worker has ended: claimed before it starts, as the worker's results are."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import Any

from qgis.core import (
    QgsDataSourceUri,
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingParameterFeatureSink,
)

from ..core.runtime.errors import OutputError
from ..core.runtime.outputs import claimed
from .checks import named_file, named_value

_TABLE_OF_FILE = "ogr:"  # and the source of a table in a GeoPackage


@contextlib.contextmanager
def claimed_layers(algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any]) -> Iterator[None]:
    """Claim the files of an algorithm's vector layers; temporary layers and tables of servers have no other owner.

    Raises
    ------
    QgsProcessingException
        Another run is making one of them, or its folder cannot be written to.
    """
    layers = [
        _claimed_file(parameters.get(definition.name()))
        for definition in algorithm.destinationParameterDefinitions()
        if isinstance(definition, QgsProcessingParameterFeatureSink)
    ]
    try:
        with claimed([], layers):
            yield
    except OutputError as error:
        raise QgsProcessingException(str(error)) from error


def _claimed_file(value: Any) -> str:
    """Return the file that stands for a layer, '' for none; each table of a GeoPackage has one of its own."""
    named = named_value(value)
    if isinstance(named, str) and named.startswith(_TABLE_OF_FILE):
        uri = QgsDataSourceUri(named[len(_TABLE_OF_FILE) :])
        return f"{uri.database()}.{re.sub(r'[^0-9A-Za-z_]', '_', uri.table())}" if uri.database() else ""
    return str(named_file(value) or "")
