"""How models are called in print."""

from __future__ import annotations

TITLES = {"cnnlstm": "CNN-LSTM", "forest": "random forest", "hybrid": "hybrid", "mean": "mean"}


def title(model: str) -> str:
    """Return how a model is called in print."""
    return TITLES.get(model, model)
