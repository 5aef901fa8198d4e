"""The layers that a map can have, each a raster: what they are called, and how they follow from one prediction."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..dense.dissimilarity_map import DenseDissimilarity
from ..dense.predictors import WindowPredictor
from ..intervals import labels
from ..jobs.mapping import PredictJob
from ..models.model_file import Model
from ..models.trust import Trust
from ..patches.windows import WindowCovariates
from ..runtime.errors import InputError, ModelError
from ..runtime.progress import Progress

Values = NDArray[np.float32]  # of a layer in a window, (height, width); NaN where there is none
UNIT_OF_TARGET = None


@dataclass(frozen=True)
class Layer:
    """A layer.

    Attributes
    ----------
    name
        Field of the job that names its file.
    label
        What the band of the file is described as; ``{}`` stands for the coverage in percent.
    unit
        Of its values; None for that of the target.
    needs_trust
        Only a model that has kept samples back can make it.
    """

    name: str
    label: str
    unit: str | None = UNIT_OF_TARGET
    needs_trust: bool = True


LAYERS = (
    Layer("output", "predicted SOC", needs_trust=False),
    Layer("lower", labels.LOWER),
    Layer("upper", labels.UPPER),
    Layer("stddev", "standard deviation over members of predicted SOC", needs_trust=False),
    Layer("dissimilarity", "dissimilarity from the samples", ""),
    Layer("density", "samples alike: nearer than the limit of the area of applicability", ""),
    Layer("aoa", "area of applicability: 1 inside, 0 outside", ""),
)
INTERVAL, APPLICABILITY = ("lower", "upper"), ("dissimilarity", "density", "aoa")


def wanted(job: PredictJob) -> dict[str, str]:
    """Return the files that a job asks for by the names of their layers, in the order of `LAYERS`."""
    return {layer.name: getattr(job, layer.name) for layer in LAYERS if getattr(job, layer.name)}


def described(names: Sequence[str], unit: str, coverage: float) -> list[tuple[str, str]]:
    """Return description and unit of the band of each layer."""
    found = []
    for layer in (layer for layer in LAYERS if layer.name in names):
        own = unit if layer.unit is None else layer.unit
        label = layer.label.format(f"{100 * coverage:g}")
        found.append((f"{label} ({unit})" if layer.unit is None else label, own))
    return found


def check(names: Sequence[str], model: Model, path: str, coverage: float) -> None:
    """Refuse layers that a model cannot have.

    Raises
    ------
    ModelError
        It does not know its errors.
    InputError
        It has kept back too few samples for the coverage.
    """
    needing = [layer.name.upper() for layer in LAYERS if layer.needs_trust and layer.name in names]
    if needing and model.trust is None:
        raise ModelError(
            f"{path} was trained without CALIBRATION, so {', '.join(needing)} cannot be made; train the model again "
            "with this version, or leave these layers out."
        )
    if model.trust is not None and set(names) & set(INTERVAL):
        most, samples = model.trust.calibration.largest_coverage, len(model.trust.calibration.scores)
        if coverage > most:
            raise InputError(
                f"COVERAGE is {coverage:g}, and the {samples} samples of {path} can promise "
                f"{math.floor(1000 * most) / 1000:g} at most; choose less."
            )


@dataclass(frozen=True)
class Layers:
    """What is made of a window.

    Attributes
    ----------
    values
        (height, width) of every layer, NaN where a pixel cannot be predicted.
    held
        As of a :class:`.Prediction`.
    """

    values: list[Values]
    held: int


class LayerMaker:
    """Makes the layers of windows.

    Parameters
    ----------
    names
        Which.
    predict
        Of the model.
    trust
        Of the model, None where no layer needs it.
    coverage
        Share of new observations that the limits shall enclose.
    threads
        How many measure dissimilarity.
    """

    def __init__(
        self, names: Sequence[str], predict: WindowPredictor, trust: Trust | None, coverage: float, threads: int
    ) -> None:
        self._names, self._predict, self._trust, self._coverage = tuple(names), predict, trust, coverage
        self._measure: DenseDissimilarity | None = None
        if trust is not None and set(names) & set(APPLICABILITY):
            self._measure = DenseDissimilarity(trust.space, threads, density="density" in names)

    def __call__(self, covariates: WindowCovariates, progress: Progress) -> Layers:
        """Return the layers of a window, in the order of their names."""
        prediction = self._predict(covariates, progress)
        made = {"output": prediction.mean, "stddev": prediction.stddev}
        if self._trust is not None and set(self._names) & set(INTERVAL):
            limits = self._trust.calibration.interval(prediction.mean, self._coverage)
            made.update((name, values.astype(np.float32)) for name, values in zip(INTERVAL, limits))
        if self._measure is not None:
            found = self._measure.measure(covariates, progress)
            made.update(dissimilarity=found.index, density=found.density, aoa=found.inside)
        return Layers([made[name] for name in self._names], prediction.held)
