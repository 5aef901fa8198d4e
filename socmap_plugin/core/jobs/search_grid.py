"""The grid of a search over hyper-parameters, as the user writes it; standard library only, QGIS imports it."""

from __future__ import annotations

import dataclasses
import itertools
from dataclasses import dataclass

from ..runtime.errors import InputError
from ..settings.limits import limits
from .models import TrainingSettings

MOST_POINTS = 200  # each is trained for every fold


@dataclass(frozen=True)
class Axis:
    """A hyper-parameter that a grid may vary, with its smallest and largest value."""

    kind: type[int] | type[float]
    low: float
    high: float


# As wide as the settings themselves; 0, where it stands for a later choice, is no value to search.
AXES = {
    name: Axis(kind, limits(TrainingSettings, name).low, limits(TrainingSettings, name).high)
    for name, kind in (
        ("learning_rate", float), ("dropout", float), ("weight_decay", float), ("width", float), ("convolutions", int),
        ("lstm_layers", int), ("window", int),
    )
}  # fmt: skip
# Members may differ in these and still be trained in one batch.
SHAPELESS = ("learning_rate", "dropout", "weight_decay")

Point = dict[str, float]


def parse_grid(text: str) -> list[Point]:
    """Return the points of a grid written as ``learning_rate=0.001,0.002; width=1,2``, every value with every other.

    Raises
    ------
    InputError
        A name that is none of :data:`AXES`, a value that is no number or out of range, or too many points.
    """
    axes: dict[str, list[float]] = {}
    for part in filter(None, map(str.strip, text.split(";"))):
        name, _, values = (piece.strip() for piece in part.partition("="))
        if name not in AXES or name in axes:
            fault = "is there twice" if name in axes else "is not known"
            raise InputError(
                f"TUNING_GRID: {name!r} {fault}; write name=value,value with names from {', '.join(AXES)}."
            )
        axes[name] = list(dict.fromkeys(_value(name, value.strip()) for value in values.split(",")))
    count = 1
    for values_of_axis in axes.values():
        count *= len(values_of_axis)
    if not axes or count > MOST_POINTS:
        raise InputError(
            f"TUNING_GRID has {count if axes else 0} points, 1 to {MOST_POINTS} can be searched; change it."
        )
    return [dict(zip(axes, values)) for values in itertools.product(*axes.values())]


def candidates(settings: TrainingSettings) -> list[TrainingSettings]:
    """Return the settings to choose from: those of every point of the grid, or the given ones without tuning."""
    if not settings.tune:
        return [settings]
    return [dataclasses.replace(settings, **point) for point in parse_grid(settings.tuning_grid)]  # type: ignore[arg-type]


def tuned_values(settings: TrainingSettings) -> Point:
    """Return what a candidate has on the axes of its grid."""
    return {name: getattr(settings, name) for name in parse_grid(settings.tuning_grid)[0]}


def _value(name: str, text: str) -> float:
    axis = AXES[name]
    try:
        value = axis.kind(text)
    except ValueError:
        value = axis.kind(axis.low) - 1
    odd = name != "window" or value % 2 == 1
    if not (axis.low <= value <= axis.high and odd):
        kind = "an odd number" if name == "window" else "a whole number" if axis.kind is int else "a number"
        raise InputError(f"TUNING_GRID: {name}={text} is not {kind} from {axis.low:g} to {axis.high:g}; change it.")
    return value
