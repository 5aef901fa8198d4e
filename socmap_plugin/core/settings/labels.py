"""How models and their settings are called in print: as in the dialogs, whose labels a test holds against these."""

from __future__ import annotations

import re
from typing import Any

LABELS = {
    "preset": "Network",
    "width": "Factor on the network's units",
    "convolutions": "Convolutions",
    "lstm_layers": "LSTM layers",
    "window": "Window of the patches (pixels)",
    "categories": "Categories of covariates to use",
    "members": "Networks in the ensemble",
    "epochs": "Epochs at most",
    "patience": "Patience (epochs)",
    "validation": "Share of samples for validation",
    "learning_rate": "Learning rate",
    "batch_size": "Batch size (samples)",
    "dropout": "Dropout",
    "weight_decay": "Weight decay",
    "augment": "Turn and mirror patches",
    "log_target": "Learn the logarithm of the target",
    "tune": "Search for the best settings",
    "tuning_grid": "Values to search",
    "trees": "Trees",
    "max_features": "Share of variables tried at a split",
    "min_leaf": "Samples in a leaf at least",
    "kind": "Kind of trees",
    "features": "What the trees see",
    "coordinates": "Coordinates among the variables",
    "seed": "Random seed",
    "device": "Device",
    "hybrid": "Combine with a random forest",
    "stack": "Combine with all other models",
    "scheme": "Folds are drawn",
    "area": "Area of the map",
    "fold_layer": "Layer with existing folds",
    "calibration": "Samples kept back to calibrate limits",
}
MODEL_TITLES = {
    "cnnlstm": "CNN-LSTM",
    "forest": "random forest",
    "extratrees": "extra trees",
    "stack": "stack",
    "hybrid": "hybrid",
    "mean": "mean",
    "kriging": "ordinary kriging",
}
_NAME = re.compile(r"\b[A-Z][A-Z_]+\b")  # of a setting, as a script writes it
# What 0 and an empty list stand for.
_ABSENT = {"lstm_layers": "as the network has", "window": "all of the dataset's", "categories": "all"}


def label(field: str) -> str:
    """Return how a setting is called in print; its own name where it has no other."""
    return LABELS.get(field, field)


def quoted(field: str) -> str:
    """Return how a dialog calls a setting, in quotes, for a sentence of a report."""
    return f"“{LABELS[field]}”"


def in_words(sentence: str) -> str:
    """Return a sentence of a log, which names settings as scripts do, as a report says it.

    >>> in_words("give the part that will be mapped as AREA.")
    'give the part that will be mapped as “Area of the map”.'
    """
    return _NAME.sub(lambda name: quoted(name[0].lower()) if name[0].lower() in LABELS else name[0], sentence)


def value_in_words(field: str, value: Any) -> Any:
    """Return the value of a setting as a report shows it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value or _ABSENT.get(field, value)


def model_title(model: str) -> str:
    """Return how a model is called in print."""
    return MODEL_TITLES.get(model, model)
