"""Predictions of samples of which one covariate is changed, without copying all the rest each time."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from ..dataset.patch_dataset import PatchDataset
from .units import Unit

Predict = Callable[[PatchDataset], NDArray[np.float64]]  # from k samples to (k,) predictions in the target's unit
Rows = NDArray[np.int64]

ROWS_AT_ONCE = 2048  # predicted together
MOST_BYTES = 2**26  # of the covariates of these rows
_NO_SHIFT = np.zeros(1, np.float32)


def predictions(
    dataset: PatchDataset,
    rows: Rows,
    donors: Rows,
    units: Sequence[Unit],
    predict: Predict,
    shifts: NDArray[np.float32] | None = None,
) -> NDArray[np.float32]:
    """Return what is predicted of samples when a unit comes from other samples, (units, m), unit by unit.

    Parameters
    ----------
    dataset
        Of n samples.
    rows
        (m,) samples that are predicted.
    donors
        (m,) samples from which each takes what belongs to the unit.
    units
        What is taken.
    predict
        Of a model.
    shifts
        (units, m) what is added to all values that belong to the unit.
    """
    found = np.empty((len(units), len(rows)), np.float32)
    at_once = _rows_at_once(dataset)
    for start in range(0, len(rows), at_once):
        part = slice(start, start + at_once)
        own = np.zeros((len(units), 1), np.float32) if shifts is None else shifts[:, part]
        found[:, part] = _of_few(dataset, rows[part], donors[part], units, predict, own, at_once)
    return found


def _of_few(
    dataset: PatchDataset,
    rows: Rows,
    donors: Rows,
    units: Sequence[Unit],
    predict: Predict,
    shifts: NDArray[np.float32],
    at_once: int,
) -> NDArray[np.float32]:
    """As :func:`predictions`; the rows stand in memory as often as fit, and each copy is lent to one unit a time."""
    count = len(rows)
    copies = max(min(at_once // count, len(units)), 1)
    together = dataset.take(np.tile(rows, copies))
    found = np.empty((len(units), count), np.float32)
    for start in range(0, len(units), copies):
        chosen = units[start : start + copies]
        for number, unit in enumerate(chosen):
            _give(together, slice(number * count, (number + 1) * count), unit, dataset, donors, shifts[start + number])
        lent = _first(together, len(chosen) * count)
        found[start : start + copies] = predict(lent).reshape(len(chosen), count)
        for number, unit in enumerate(chosen):
            _give(together, slice(number * count, (number + 1) * count), unit, dataset, rows, _NO_SHIFT)
    return found


def _give(
    together: PatchDataset, place: slice, unit: Unit, dataset: PatchDataset, donors: Rows, shift: NDArray[np.float32]
) -> None:
    for position in unit.static:
        together.static[place, position] = dataset.static[donors, position] + shift[:, None, None]
    for array, whole, cells in zip(together.temporal, dataset.temporal, unit.cells):
        own = array[place]
        for step, variable in zip(*np.nonzero(cells)):
            own[:, step, variable] = whole[donors, step, variable] + shift


def _first(dataset: PatchDataset, count: int) -> PatchDataset:
    """Return the first samples of a dataset, their covariates in the same memory."""
    return dataclasses.replace(
        dataset,
        static=dataset.static[:count],
        temporal=tuple(array[:count] for array in dataset.temporal),
        **{name: getattr(dataset, name)[:count] for name in ("target", "xy", "strata", "pixel_group", "sample_id")},
    )


def _rows_at_once(dataset: PatchDataset) -> int:
    numbers = dataset.static[0].size + sum(array[0].size for array in dataset.temporal)
    return int(max(min(ROWS_AT_ONCE, MOST_BYTES // (4 * max(numbers, 1))), 1))
