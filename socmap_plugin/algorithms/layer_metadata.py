"""What a layer says of itself: from which algorithm and job it is."""

from __future__ import annotations

import json

from qgis.core import (
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
)

from ..core.jobs.job_file import job_document
from ..core.jobs.tasks import Job

LONGEST_JOB = 4000  # letters; the job file itself lies in the profile and in reports


class Described(QgsProcessingLayerPostProcessorInterface):
    """Styles a layer as another post-processor does, and writes into its metadata what it is and how it was made.

    Parameters
    ----------
    style
        What styles the layer.
    abstract
        What the layer is, in a sentence.
    made_by
        Algorithm and version.
    job
        The job that gives the layer again.
    """

    def __init__(self, style: QgsProcessingLayerPostProcessorInterface, abstract: str, made_by: str, job: Job) -> None:
        super().__init__()
        self._style, self._abstract, self._made_by, self._job = style, abstract, made_by, job

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        self._style.postProcessLayer(layer, context, feedback)
        metadata = layer.metadata()
        if not metadata.title():
            metadata.setTitle(layer.name())
        metadata.setAbstract(self._abstract)
        document = job_document(self._job)
        document.pop("samples", None)
        text = json.dumps(document, ensure_ascii=False)
        shown = text if len(text) <= LONGEST_JOB else f"{text[:LONGEST_JOB]} ..."
        metadata.setHistory([self._made_by, shown])
        layer.setMetadata(metadata)
