"""The job of Cross-Validate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..settings.limits import between, one_of
from .inputs import FoldTable, Mask
from .models import ForestSettings, TrainingSettings

SCHEMES = ("stratified", "random", "block", "knndm")
NETWORK, FOREST, HYBRID, MEAN = "cnnlstm", "forest", "hybrid", "mean"
KRIGING, EXTRATREES, STACK = "kriging", "extratrees", "stack"
MODELS = (NETWORK, FOREST, HYBRID, MEAN, KRIGING, EXTRATREES, STACK)
USUAL_MODELS = (NETWORK, FOREST, EXTRATREES, STACK, MEAN, KRIGING)
SELECTIONS = NO_SELECTION, FORWARD = "none", "forward"
LARGEST_BLOCK = 10_000_000  # map units: a quarter of the equator in metres, so beyond every map


@dataclass(frozen=True)
class CrossValidateJob:
    """Compare models on identical folds; `covariate_groups` as the user writes them, empty for the paper's Table 4.

    The networks are ensembles as large as the one that Train CNN-LSTM makes: what is judged is what will be mapped.
    A `fold_table` replaces `scheme`, `folds` and `repeats`. `repeats` is 0 for a number that the samples tell, see
    :func:`socmap_plugin.core.splits.schemes.automatic_repeats`. `block_size` is in map units, 0 for one that gives each
    fold several blocks. `area` is where the map will be, by default wherever the static covariates have values.
    `effects` is of how many covariates the report draws how predictions follow them, 0 for none.
    With `select`, a forest chooses variables inside the training rows of each fold, of the last group of covariates.
    `scheduler` is the address of a Dask cluster that trains the folds, empty for this machine.
    """

    task: ClassVar[str] = "crossvalidate"
    dataset: str
    metrics: str
    predictions: str = ""
    report: str = ""
    importance: str = ""
    models: tuple[str, ...] = one_of(USUAL_MODELS, MODELS)
    covariate_groups: str = ""
    folds: int = between(5, 2, 100)
    repeats: int = between(0, 1, 100, or_zero=True)
    scheme: str = one_of("stratified", SCHEMES)
    block_size: float = between(0.0, 0.0, LARGEST_BLOCK)
    fold_table: FoldTable | None = None
    area: Mask | None = None
    settings: TrainingSettings = TrainingSettings()
    forest: ForestSettings = ForestSettings()
    scheduler: str = ""
    effects: int = between(6, 0, 30)
    select: str = one_of(NO_SELECTION, SELECTIONS)
