"""Messages that name parameters as scripts do, put into the words of the dialog where there is one."""

from __future__ import annotations

import re
from collections.abc import Callable

from qgis.core import QgsApplication, QgsProcessingAlgorithm

DESKTOP = "desktop"  # what QGIS calls its application with windows
_HINT = re.compile(r" \([^()]*=[^()]*\)$")  # of a label: (empty = all)


def worded(algorithm: QgsProcessingAlgorithm | None) -> Callable[[str], str]:
    """Return what puts a message of an algorithm into the words of its dialog.

    A script, ``qgis_process`` and a server know parameters by their names, MEMORY_MB, a dialog by their labels, Memory
    (MB). Texts with a name inside a path or an assignment stay as they are.
    """
    if algorithm is None or QgsApplication.platform() != DESKTOP:
        return str
    labels = {d.name(): _HINT.sub("", d.description()) for d in algorithm.parameterDefinitions()}
    names = "|".join(sorted(map(re.escape, labels), key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w./\\=\"'-])({names})(?![\w./\\=\"'-]*[\w/\\=\"'-])")
    return lambda text: pattern.sub(lambda match: f"“{labels[match[1]]}”", text) if names else text
