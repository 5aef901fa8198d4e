"""Train Random Forest."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from qgis.core import QgsProcessingContext

from ...core.jobs.models import TrainForestJob
from ..base import WorkerAlgorithm
from ..next_steps import DATASET_MADE
from ..outputs import file_output
from ..parameters import (
    CATEGORIES,
    FOREST_SETTINGS,
    SEED,
    TREE_SETTINGS,
    add_settings,
    default,
    read_settings,
    setting_value,
)
from .training import (
    CALIBRATION,
    MODEL,
    REPORT,
    add_dataset,
    add_model_and_report,
    dataset_file,
    refuse_missing_dataset,
)


class TrainRandomForest(WorkerAlgorithm):
    """Grows trees on values at the samples, on the window around them, or as the paper's reference."""

    ID = TrainForestJob.task
    LABEL = "Train Random Forest"
    GROUP = "2 Model"
    SUMMARY = "Grows a random forest, or extra trees, on a patch dataset."
    TAGS = "train,random forest,machine learning,trees,regression,quantile"
    RESULTS: ClassVar = {"MODEL": "forest_model", "REPORT": "forest_report"}
    TAKES: ClassVar = DATASET_MADE
    NEXT = ("predictsocraster",)
    SETTINGS = (CATEGORIES, *TREE_SETTINGS, *FOREST_SETTINGS, SEED)

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        add_dataset(self)
        add_settings(self, self.SETTINGS, default(TrainForestJob, "settings"))
        add_settings(self, (CALIBRATION,), TrainForestJob)
        add_model_and_report(self)

    def refuse_bad_input(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        refuse_missing_dataset(self, parameters, context)

    def job(self, parameters: dict[str, Any], context: QgsProcessingContext, run_folder: Path) -> TrainForestJob:
        return TrainForestJob(
            dataset=dataset_file(self, parameters, context),
            model=file_output(self, MODEL, parameters, context),
            report=file_output(self, REPORT, parameters, context),
            settings=read_settings(self, self.SETTINGS, default(TrainForestJob, "settings"), parameters, context),
            calibration=setting_value(self, CALIBRATION, default(TrainForestJob, "calibration"), parameters, context),
        )

    def outputs(
        self, job: TrainForestJob, result: dict[str, Any], parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, Any]:
        return {MODEL: job.model, REPORT: job.report}
