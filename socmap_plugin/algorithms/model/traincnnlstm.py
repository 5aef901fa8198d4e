"""Train CNN-LSTM."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from qgis.core import QgsProcessingContext

from ...core.jobs.models import ForestSettings, TrainingSettings, TrainNetworkJob
from ..base import WorkerAlgorithm
from ..next_steps import DATASET_MADE
from ..outputs import file_output
from ..parameters import (
    CATEGORIES,
    DEVICE,
    NETWORK_SETTINGS,
    SEED,
    Setting,
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
    refuse_bad_grid,
    refuse_missing_dataset,
)

HYBRID = Setting(
    "HYBRID",
    "hybrid",
    "Combine with a random forest",
    "Grows a random forest too, learns on the validation samples how much weight the network and the forest get, and "
    "keeps both in one model file, which is mapped as one.",
    advanced=False,
)
STACK = Setting(
    "STACK",
    "stack",
    "Combine with all other models",
    "Grows a random forest and extra trees too, learns on samples that each has kept back how much every one of them "
    "counts, and keeps all in one model file, which is mapped as one.",
    advanced=False,
)


class TrainCnnLstm(WorkerAlgorithm):
    """Trains an ensemble of networks with a convolutional and a recurrent branch."""

    ID = TrainNetworkJob.task
    LABEL = "Train CNN-LSTM"
    GROUP = "2 Model"
    SUMMARY = "Trains an ensemble of CNN-LSTM networks on a patch dataset, on its own or with a random forest."
    TAGS = "train,neural network,deep learning,machine learning,CNN,LSTM,convolution,ensemble,hybrid,regression"
    RESULTS: ClassVar = {"MODEL": "cnnlstm_model", "REPORT": "cnnlstm_report"}
    TAKES: ClassVar = DATASET_MADE
    NEXT = ("predictsocraster",)
    SETTINGS = (CATEGORIES, *NETWORK_SETTINGS, SEED, DEVICE)

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        add_dataset(self)
        add_settings(self, self.SETTINGS, TrainingSettings())
        add_settings(self, (HYBRID, STACK, CALIBRATION), TrainNetworkJob)
        add_model_and_report(self)

    def refuse_bad_input(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        refuse_missing_dataset(self, parameters, context)
        refuse_bad_grid(self, parameters, context)

    def job(self, parameters: dict[str, Any], context: QgsProcessingContext, run_folder: Path) -> TrainNetworkJob:
        settings = read_settings(self, self.SETTINGS, TrainingSettings(), parameters, context)
        return TrainNetworkJob(
            dataset=dataset_file(self, parameters, context),
            model=file_output(self, MODEL, parameters, context),
            report=file_output(self, REPORT, parameters, context),
            hybrid=setting_value(self, HYBRID, default(TrainNetworkJob, "hybrid"), parameters, context),
            stack=setting_value(self, STACK, default(TrainNetworkJob, "stack"), parameters, context),
            calibration=setting_value(self, CALIBRATION, default(TrainNetworkJob, "calibration"), parameters, context),
            settings=settings,
            forest=ForestSettings(categories=settings.categories, seed=settings.seed, log_target=settings.log_target),
        )

    def outputs(
        self, job: TrainNetworkJob, result: dict[str, Any], parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, Any]:
        return {MODEL: job.model, REPORT: job.report}
