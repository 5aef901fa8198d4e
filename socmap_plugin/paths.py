"""Where the files beside the code are: in the package folder of an installed plugin, else in its parent."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
START = PACKAGE / "start.py"  # what the worker's Python runs

_HOME = PACKAGE if (PACKAGE / "metadata.txt").is_file() else PACKAGE.parent

METADATA = _HOME / "metadata.txt"
RESOURCES = _HOME / "resources"
ICON = RESOURCES / "icon.svg"
HELP = RESOURCES / "help"
STYLES = RESOURCES / "styles"
MODELS = RESOURCES / "models"
DEMO = RESOURCES / "demo"
TRANSLATIONS = PACKAGE / "i18n"
WORKER_REQUIREMENTS = RESOURCES / "worker-requirements.txt"
