"""The jobs of Train CNN-LSTM and Train Random Forest, and the settings of their models."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..settings.limits import between, one_of
from .dataset import MAXIMUM_WINDOW_PX

PRESETS = ("paper", "compact")
NO_CALIBRATION = "none"
CALIBRATIONS = ("random", "block", "knndm", NO_CALIBRATION)  # how samples are kept back
DEVICES = ("auto", "cpu", "cuda", "mps")
LARGEST_SEED = 2**31 - 1
TREES = ("forest", "extratrees")
FEATURES = ("centre", "window")
LOG_TARGETS = OFF, ON, AUTO = "off", "on", "auto"  # the first two by the numbers of no and yes, which they were
COORDINATES = NO_COORDINATES, XY, OBLIQUE = "none", "xy", "oblique"
DEEPEST = 3  # convolutions, or LSTM layers, that the window and the samples can feed


@dataclass(frozen=True)
class TrainingSettings:
    """How the CNN-LSTM is built and trained; docs/method.md says how the defaults were chosen.

    `width` is a factor on the preset's filters and units, `lstm_layers` 0 the preset's depth, `window` 0 the dataset's.
    With `tune`, the point of `tuning_grid` with the smallest validation error is taken.
    """

    preset: str = one_of("compact", PRESETS)
    width: float = between(1.0, 0.1, 16.0)
    convolutions: int = between(2, 1, DEEPEST)
    lstm_layers: int = between(0, 1, DEEPEST, or_zero=True)
    window: int = between(0, 1, MAXIMUM_WINDOW_PX, odd=True, or_zero=True)
    categories: tuple[str, ...] = ()  # empty: every category of the dataset
    members: int = between(5, 1, 200)
    epochs: int = between(300, 1, 100_000)
    patience: int = between(40, 1, 100_000)
    validation: float = between(0.2, 0.05, 0.5)
    learning_rate: float = between(2e-3, 1e-6, 1.0)
    batch_size: int = between(32, 1, 100_000)
    dropout: float = between(0.3, 0.0, 0.95)
    weight_decay: float = between(1e-2, 0.0, 10.0)
    augment: bool = True
    log_target: str = one_of(AUTO, LOG_TARGETS, booleans=(OFF, ON))
    tune: bool = False
    tuning_grid: str = "learning_rate=0.001,0.002,0.004; dropout=0.1,0.3; width=1,2"
    seed: int = between(1, 0, LARGEST_SEED)
    device: str = one_of("auto", DEVICES)


@dataclass(frozen=True)
class ForestSettings:
    """How trees are grown; `max_features` is the share of the variables tried at a split.

    The defaults are the paper's reference: a forest that sees centre values and sequences.
    """

    categories: tuple[str, ...] = ()
    trees: int = between(500, 50, 10_000)  # with fewer, some samples are in every tree and never out of bag
    max_features: float = between(0.33, 0.01, 1.0)
    min_leaf: int = between(2, 1, 1000)
    kind: str = one_of("forest", TREES)
    features: str = one_of("centre", FEATURES)
    coordinates: str = one_of(NO_COORDINATES, COORDINATES)
    log_target: str = one_of(AUTO, LOG_TARGETS, booleans=(OFF, ON))
    seed: int = between(1, 0, LARGEST_SEED)


@dataclass(frozen=True)
class TrainNetworkJob:
    """Train an ensemble of CNN-LSTM networks; with `stack` also trees of two kinds, and what each counts.

    `hybrid` is the stack of earlier versions, of networks and forest.
    """

    task: ClassVar[str] = "traincnnlstm"
    dataset: str
    model: str
    report: str = ""
    settings: TrainingSettings = TrainingSettings()
    hybrid: bool = False
    forest: ForestSettings = ForestSettings()
    calibration: str = one_of("random", CALIBRATIONS)
    stack: bool = False


@dataclass(frozen=True)
class TrainForestJob:
    """Grow trees; by default a forest that sees what the networks see."""

    task: ClassVar[str] = "trainrandomforest"
    dataset: str
    model: str
    report: str = ""
    settings: ForestSettings = ForestSettings(features="window")
    calibration: str = one_of("random", CALIBRATIONS)
