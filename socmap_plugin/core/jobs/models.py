"""The jobs of Train CNN-LSTM and Train Random Forest, and the settings of their models."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

PRESETS = ("paper", "compact")
DEVICES = ("auto", "cpu", "cuda", "mps")


@dataclass(frozen=True)
class TrainingSettings:
    """How the CNN-LSTM is built and trained; README, "Method", says how the defaults were chosen.

    `width` is a factor on the preset's filters and units, `lstm_layers` 0 the preset's depth, `window` 0 the dataset's.
    With `tune`, the point of `tuning_grid` with the smallest validation error is taken.
    """

    preset: str = "compact"
    width: float = 1.0
    convolutions: int = 2
    lstm_layers: int = 0
    window: int = 0
    categories: tuple[str, ...] = ()  # empty: every category of the dataset
    members: int = 5
    epochs: int = 300
    patience: int = 40
    validation: float = 0.2
    learning_rate: float = 2e-3
    batch_size: int = 32
    dropout: float = 0.3
    weight_decay: float = 1e-2
    augment: bool = True
    log_target: bool = False
    tune: bool = False
    tuning_grid: str = "learning_rate=0.001,0.002,0.004; dropout=0.1,0.3; width=1,2"
    seed: int = 1
    device: str = "auto"


@dataclass(frozen=True)
class ForestSettings:
    """How the random forest is grown; `max_features` is the share of the variables tried at a split."""

    categories: tuple[str, ...] = ()
    trees: int = 500
    max_features: float = 0.33
    min_leaf: int = 2
    seed: int = 1


@dataclass(frozen=True)
class TrainNetworkJob:
    """Train an ensemble of CNN-LSTM networks; with `hybrid` also a forest, and the weight of the one and the other."""

    task: ClassVar[str] = "traincnnlstm"
    dataset: str
    model: str
    report: str = ""
    settings: TrainingSettings = TrainingSettings()
    hybrid: bool = False
    forest: ForestSettings = ForestSettings()


@dataclass(frozen=True)
class TrainForestJob:
    """Grow the reference random forest."""

    task: ClassVar[str] = "trainrandomforest"
    dataset: str
    model: str
    report: str = ""
    settings: ForestSettings = ForestSettings()
