"""What is worth knowing when something does not work, as a text to copy. Starts no process."""

from __future__ import annotations

import configparser
import platform
from pathlib import Path

from qgis.core import Qgis, QgsProcessingException
from qgis.PyQt.QtCore import QT_VERSION_STR

from . import paths, worker
from .environment.files import read_manifest
from .translation import locale_of_qgis


def plugin_metadata(key: str) -> str:
    """Return an entry of the plugin's metadata."""
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(paths.METADATA, encoding="utf-8")
    return metadata.get("general", key, fallback="")


def diagnostics() -> str:
    """Return versions, places and the state of the worker, a line each."""
    lines = [
        f"SOC Map {plugin_metadata('version')}",
        f"QGIS {Qgis.version()}, Qt {QT_VERSION_STR}, Python {platform.python_version()}",
        f"System: {platform.platform()}, {platform.machine()}",
        f"Language: {locale_of_qgis()}",
        f"Plugin: {paths.PACKAGE}",
        f"Job files: {worker.profile_folder() / 'jobs'}",
        f"Environments: {', '.join(map(str, worker.made_environments())) or f'none in {worker.local_folder()}'}",
        *_worker_lines(),
    ]
    return "\n".join(lines)


def _worker_lines() -> list[str]:
    try:
        interpreter = worker.worker_interpreter()
    except QgsProcessingException:
        return [f"Worker: {worker.worker_problem()}"]
    manifest = read_manifest(Path(interpreter))
    if manifest is None:
        return [f"Worker: {interpreter}, not made by SOC Map"]
    packages = ", ".join(f"{name} {version}" for name, version in manifest.get("versions", {}).items())
    made = f"Python {manifest.get('python')}, made by SOC Map {manifest.get('created_by')}"
    return [f"Worker: {interpreter}, {made}", f"Packages: {packages}"]
