"""Accumulated local effects: how predictions follow a covariate where there are samples (Apley and Zhu 2020).

Between two neighbouring quantiles of a covariate only the samples there are asked what they would be with the one and
with the other; these differences add up to a curve. Covariates that go together are never torn apart, as they are where
all samples are given the same value (partial dependence), so that no model is asked about places that do not exist.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..dataset.patch_dataset import PatchDataset
from ..runtime.seeds import EFFECT_ROWS, generator
from .importance import Importance
from .shuffling import Predict, Rows, predictions
from .units import Unit, cell_unit, level

Floats = NDArray[np.float64]

MOST_INTERVALS, LEAST_SAMPLES = 20, 5  # of a curve; in each of them, about
MOST_ROWS = 1000  # samples that are asked: more make a curve no smoother to the eye
MOST_MODELS = 10  # folds of the first repeat that are asked
CANDIDATES = 2  # covariates for each that is drawn: which matter most is known when all folds are done


@dataclass(frozen=True)
class Curve:
    """How the predictions of a model follow a covariate.

    Attributes
    ----------
    model, name
        Of the model, and of the covariate, or of a temporal variable with its step.
    edges
        (k,) increasing values: of the centre of a patch, whose other pixels move with it; of the mean of a sequence,
        whose steps move with it; of a variable at its step.
    effect
        (folds, k) by the models of the folds, in the unit of the target; 0 in the mean over the samples.
    """

    model: str
    name: str
    edges: Floats
    effect: Floats


class AccumulatedEffects:
    """Gathers the curves of models, fold by fold of the first repeat.

    Parameters
    ----------
    dataset
        Of n samples.
    folds
        (repeats, n) fold of every sample.
    importance
        Has asked a fold's model before; the first one says which covariates may be worth a curve.
    wanted
        How many covariates will be drawn, 0 for none.
    seed
        Of the choice among many samples.
    """

    def __init__(self, dataset: PatchDataset, folds: Rows, importance: Importance, wanted: int, seed: int) -> None:
        self._dataset, self._importance, self._wanted = dataset, importance, wanted
        self._folds = min(int(folds[0].max()) + 1, MOST_MODELS)
        few = generator(seed, EFFECT_ROWS).permutation(len(dataset))[:MOST_ROWS]
        self._rows = np.sort(few)
        self._units: list[Unit] = []
        self._edges: list[Floats] = []
        self._found: dict[str, list[Floats]] = {}  # by model and unit, (folds, k)

    def add(self, model: str, repeat: int, fold: int, predict: Predict) -> None:
        """Ask the model of a fold, whose `predict` returns (k,) predictions of k samples."""
        if not self._wanted or repeat or fold >= self._folds:
            return
        if not self._units:
            self._units = self._chosen(model)
            middle = [level(self._dataset, unit)[self._rows] for unit in self._units]
            self._edges = [quantile_edges(values) for values in middle]
        empty = [np.full((self._folds, len(edges)), np.nan) for edges in self._edges]
        found = self._found.setdefault(model, empty)
        for number, curve in enumerate(accumulated(self._dataset, self._rows, self._units, self._edges, predict)):
            found[number][fold] = curve

    def add_constant(self, model: str) -> None:
        """Add a model that knows no covariates."""
        self._found[model] = [np.zeros((self._folds, len(edges))) for edges in self._edges]

    def add_mixture(self, model: str, parts: Sequence[str], weights: NDArray[np.float64]) -> None:
        """Add the weighted mean of models that were added, by weights (repeats, folds, parts)."""
        own = weights[0, : self._folds]
        self._found[model] = [
            np.sum([self._found[part][number] * share[:, None] for part, share in zip(parts, own.T)], axis=0)
            for number in range(len(self._units))
        ]

    def curves(self, models: Sequence[str]) -> Iterator[Curve]:
        """Yield the curves of the covariates that matter most to some models, each of one model after another."""
        models = [model for model in models if model in self._found]
        if not models or not self._units:
            return
        increase: dict[str, list[float]] = {}
        for model in models:
            for effect in self._importance.effects(model):
                if effect.kind == "covariate":
                    increase.setdefault(effect.name, []).append(float(effect.increase.mean()))
        matters = {name: float(np.mean(values)) for name, values in increase.items()}
        order = [number for number, unit in enumerate(self._units) if unit.kind == "covariate"]
        order = sorted(order, key=lambda number: -matters[self._units[number].name])[: self._wanted]
        order += [number for number, unit in enumerate(self._units) if unit.kind == "cell"]
        for number in order:
            for model in models:
                yield Curve(model, self._units[number].name, self._edges[number], self._found[model][number])

    def _chosen(self, model: str) -> list[Unit]:
        """Return the covariates that may be drawn, and the leading temporal one at the leading step."""
        leading = self._importance.leading(model, "covariate")
        chosen = leading[: CANDIDATES * self._wanted]
        steps = self._importance.leading(model, "step")
        temporal = [unit for unit in leading if not unit.static]
        for variable, step in ((v, s) for v in temporal[:1] for s in steps):
            cell = cell_unit(self._dataset.covariates, variable.name, step.name)
            if any(mask.any() for mask in cell.cells):  # the steps of another group are none of its own
                chosen.append(cell)
                break
        return [unit for unit in chosen if np.ptp(level(self._dataset, unit)[self._rows]) > 0]


def quantile_edges(values: Floats) -> Floats:
    """Return increasing edges (k,), some of (n,) values, of intervals that hold about as many of them each."""
    intervals = int(np.clip(len(values) // LEAST_SAMPLES, 1, MOST_INTERVALS))
    return np.unique(np.quantile(values, np.linspace(0, 1, intervals + 1), method="nearest"))


def accumulated(
    dataset: PatchDataset, rows: Rows, units: Sequence[Unit], edges: Sequence[Floats], predict: Predict
) -> Iterator[Floats]:
    """Yield the accumulated local effects (k,) of every unit at its edges (k,), 0 in the mean over the samples.

    Parameters
    ----------
    dataset
        Of n samples.
    rows
        (m,) samples that are asked.
    units, edges
        What is moved, and where to: at least two edges, of which the first and last enclose the values.
    predict
        Of a model: from k samples to (k,) predictions.

    Notes
    -----
    Apley and Zhu (2020), Journal of the Royal Statistical Society B 82, 1059-1086; the mean that is taken off is that
    over the samples, between the edges along a line.
    """
    values = [level(dataset, unit)[rows] for unit in units]
    interval = [np.clip(np.searchsorted(own, x) - 1, 0, len(own) - 2) for own, x in zip(edges, values)]
    low, high = (
        predictions(dataset, rows, rows, units, predict, np.stack(shifts).astype(np.float32))
        for shifts in ([own[place + end] - x for own, place, x in zip(edges, interval, values)] for end in (0, 1))
    )
    for own, place, x, differences in zip(edges, interval, values, high.astype(np.float64) - low):
        intervals = len(own) - 1
        count, total = np.bincount(place, minlength=intervals), np.bincount(place, differences, intervals)
        mean = np.divide(total, count, out=np.zeros(intervals), where=count > 0)
        curve = np.concatenate([[0.0], np.cumsum(mean)])
        yield curve - float(np.interp(x, own, curve).mean())
