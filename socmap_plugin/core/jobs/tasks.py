"""Every job, by the name of its task."""

from __future__ import annotations

import typing

from .crossval import CrossValidateJob
from .dataset import BuildDatasetJob, ListCovariatesJob
from .mapping import PredictJob
from .models import TrainForestJob, TrainNetworkJob
from .satellite import AnnualEviJob, ImportPhenologyJob
from .terrain import TerrainJob

# typing.Union, not "|": QGIS for macOS still brings Python 3.9.
Job = typing.Union[
    BuildDatasetJob,
    ListCovariatesJob,
    TrainNetworkJob,
    TrainForestJob,
    CrossValidateJob,
    PredictJob,
    ImportPhenologyJob,
    AnnualEviJob,
    TerrainJob,
]
JOBS: dict[str, type[Job]] = {kind.task: kind for kind in typing.get_args(Job)}
