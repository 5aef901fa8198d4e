"""The sentence on how a map was made, from its model; apart because reading a model takes seconds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..jobs.crossval import FOREST, HYBRID, NETWORK, STACK
from ..models import model_file
from ..models.predictor_parts import described
from ..runtime.wording import listed, number_of
from ..settings.labels import model_title
from .sentences import Made


def made_by(path: str) -> Made:
    """Return how the model in a file makes a map; raises as :func:`.model_file.load`."""
    model = model_file.load(Path(path))
    contract = model.contract
    task = str(described(model.predictor)["task"])
    settings = contract.training.get("settings")
    settings = settings if isinstance(settings, dict) else {}
    kind = task if task in (NETWORK, FOREST, HYBRID, STACK) else str(settings.get("kind", FOREST))
    names = [item.name for item in contract.covariates.static]
    for group in contract.covariates.temporal:
        span = f"{group.steps[0]} to {group.steps[-1]}"
        names += [f"{variable.name} ({span})" for variable in group.variables]
    categories = contract.covariates.categories
    what = _kind_in_words(kind, settings)
    samples = contract.training.get("samples")
    on = f" trained on {number_of(samples, 'soil sample')}" if isinstance(samples, int) else ""
    sentence = f"Digital soil mapping with {what}{on} and {len(names)} covariates of {listed(categories)}."
    return Made(sentence, kind, categories, tuple(names))


def _kind_in_words(kind: str, settings: dict[str, Any]) -> str:
    members, trees = settings.get("members"), settings.get("trees")
    if kind == NETWORK and isinstance(members, int):
        return f"an ensemble of {number_of(members, 'CNN-LSTM network')}"
    if isinstance(trees, int) and kind not in (NETWORK, HYBRID, STACK):
        return f"a model of {number_of(trees, 'tree')} ({model_title(kind)})"
    return f"the model {model_title(kind)}"
