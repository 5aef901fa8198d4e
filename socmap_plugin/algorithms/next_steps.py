"""What comes after what: where an input of a dialog comes from, and where the log leads to."""

from __future__ import annotations

import html
import os
from typing import Any

from qgis.core import QgsApplication, QgsProcessingAlgorithm, QgsProcessingFeedback
from qgis.PyQt.QtCore import QUrl

from ..translation import tr

SCHEME = "socmap"  # of the links in a log, which QGIS opens as it opens addresses
# For `TAKES`: by the name of a parameter, the results of earlier steps that may fill it.
COVARIATES_MADE = {"STATIC": ("terrain",), "TEMPORAL": ("phenology", "annual_evi")}
DATASET_MADE = {"DATASET": ("dataset",)}
MODEL_MADE = {"MODEL": ("cnnlstm_model", "forest_model")}


def tell_results(algorithm: QgsProcessingAlgorithm, outputs: dict[str, Any], feedback: QgsProcessingFeedback) -> None:
    """Say in the log where the results are, as links where the log is a window's."""
    for definition in algorithm.destinationParameterDefinitions():
        path = outputs.get(definition.name())
        if isinstance(path, str) and os.path.exists(path):
            label, url = definition.description(), QUrl.fromLocalFile(path)
            link = html.escape(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
            shown = f'{html.escape(label)}: <a href="{link}">{html.escape(path)}</a>'
            feedback.pushFormattedMessage(shown, f"{label}: {path}")


def tell_next(ids: tuple[str, ...], feedback: QgsProcessingFeedback) -> None:
    """Say in the log which algorithms come next, as links where the log is a window's."""
    registry = QgsApplication.processingRegistry()
    found = [algorithm for algorithm in (registry.algorithmById(f"socmap:{id_}") for id_ in ids) if algorithm]
    if not found:
        return
    names = [algorithm.displayName() for algorithm in found]
    links = [f'<a href="{SCHEME}:{algorithm.name()}">{html.escape(algorithm.displayName())}</a>' for algorithm in found]
    said = tr("Next: {}")
    feedback.pushFormattedMessage(
        f"<b>{html.escape(said.format('§')).replace('§', ', '.join(links))}</b>", said.format(", ".join(names))
    )
