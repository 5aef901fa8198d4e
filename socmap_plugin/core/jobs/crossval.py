"""The job of Cross-Validate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .inputs import FoldTable, Mask
from .models import ForestSettings, TrainingSettings

SCHEMES = ("stratified", "random", "block", "knndm")
MODELS = ("cnnlstm", "forest", "hybrid", "mean")


@dataclass(frozen=True)
class CrossValidateJob:
    """Compare models on identical folds; `covariate_groups` as the user writes them, empty for the paper's Table 4.

    The networks are ensembles as large as the one that Train CNN-LSTM makes: what is judged is what will be mapped.
    A `fold_table` replaces `scheme`, `folds` and `repeats`. `block_size` is in map units, 0 for one that gives each
    fold several blocks. `area` is where the map will be, by default wherever the static covariates have values.
    `scheduler` is the address of a Dask cluster that trains the folds, empty for this machine.
    """

    task: ClassVar[str] = "crossvalidate"
    dataset: str
    metrics: str
    predictions: str = ""
    report: str = ""
    importance: str = ""
    models: tuple[str, ...] = MODELS
    covariate_groups: str = ""
    folds: int = 5
    repeats: int = 10
    scheme: str = "stratified"
    block_size: float = 0.0
    fold_table: FoldTable | None = None
    area: Mask | None = None
    settings: TrainingSettings = TrainingSettings()
    forest: ForestSettings = ForestSettings()
    scheduler: str = ""
