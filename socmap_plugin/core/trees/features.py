"""What trees see of a sample beside its centre values and sequences: the window, the years as a whole, its place.

A network sees a window of every static covariate; trees that see its middle pixel only are no fair reference. Sums are
taken in one order, of a patch and of a map alike, so that a pixel of the map has exactly the features of its patch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..dataset.patch_dataset import PatchDataset, flatten
from ..jobs.models import NO_COORDINATES, OBLIQUE, ForestSettings
from ..raster.grid import Grid

OBLIQUE_ANGLES = 6  # axes through half a turn; Moeller et al. 2020 found five to seven enough
MOMENTS = 2  # of a window: mean and standard deviation
SUMMARIES = 3  # of a sequence: mean, trend and standard deviation


@dataclass(frozen=True)
class TreeFeatures:
    """Which features trees have.

    Attributes
    ----------
    window
        Mean and standard deviation of every static covariate over the patch, and mean, trend a unit of the steps' time
        and standard deviation of every temporal variable, beside centre values and sequences.
    coordinates
        One of `COORDINATES`.
    origin
        x and y from which coordinates are counted, so that single precision holds them.
    times
        Of every temporal group, the times of its steps.
    """

    window: bool
    coordinates: str
    origin: tuple[float, float]
    times: tuple[tuple[float, ...], ...]

    @classmethod
    def of(cls, dataset: PatchDataset, settings: ForestSettings) -> TreeFeatures:
        """Return the features that settings ask for, for the covariates of a dataset."""
        _, _, x, _, _, y = dataset.grid.transform
        times = tuple(tuple(map(float, group.times)) for group in dataset.covariates.temporal)
        return cls(settings.features == "window", settings.coordinates, (x, y), times)

    @property
    def plain(self) -> bool:
        """Whether they are the paper's: centre values and sequences."""
        return not self.window and self.coordinates == NO_COORDINATES

    def rows(self, dataset: PatchDataset) -> NDArray[np.float32]:
        """Return the features of n samples, (n, variables).

        Of the place of a sample that of its pixel counts, as on the map.
        """
        middle = dataset.window // 2
        parts = [dataset.static[:, :, middle, middle]]
        if self.window:
            moments = [window_moments(dataset.static[:, i], dataset.window) for i in range(dataset.static.shape[1])]
            parts += [np.stack([one[k][:, 0, 0] for one in moments], axis=1) for k in range(MOMENTS) if moments]
        row, col = np.divmod(dataset.pixel_group, dataset.grid.width)
        parts.append(self.places(dataset.grid, row, col))
        temporal = list(dataset.temporal)
        if self.window:
            temporal += [summaries(array, times) for array, times in zip(dataset.temporal, self.times)]
        return flatten(np.concatenate(parts, axis=1), temporal)

    def places(self, grid: Grid, row: NDArray[np.int64], col: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return (n, k) coordinates of n pixels of a grid, in its unit from the origin; k is 0 for none."""
        if self.coordinates == NO_COORDINATES:
            return np.empty((len(row), 0), np.float32)
        x, y = grid.xy(row, col)
        x, y = x - self.origin[0], y - self.origin[1]
        if self.coordinates == OBLIQUE:
            angles = np.arange(OBLIQUE_ANGLES) * (np.pi / OBLIQUE_ANGLES)
            return np.stack([x * np.cos(angle) + y * np.sin(angle) for angle in angles], axis=1).astype(np.float32)
        return np.stack([x, y], axis=1).astype(np.float32)

    def count(self, static: int, sequences: Sequence[tuple[int, int]]) -> int:
        """Return the number of variables for covariates of (steps, variables) a temporal group."""
        count = static + sum(steps * variables for steps, variables in sequences)
        if self.window:
            count += MOMENTS * static + SUMMARIES * sum(variables for _, variables in sequences)
        return count + {NO_COORDINATES: 0, OBLIQUE: OBLIQUE_ANGLES}.get(self.coordinates, 2)


def window_moments(block: NDArray[np.float32], side: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return mean and standard deviation over windows of `side` x `side` pixels.

    Parameters
    ----------
    block
        Values of one covariate, of the shape (..., height + side - 1, width + side - 1).
    side
        Width of the windows.

    Returns
    -------
    mean, stddev
        (..., height, width) each.
    """
    values = block.astype(np.float64)
    mean = _sums(values, side) / side**2
    square = _sums(values * values, side) / side**2
    return mean.astype(np.float32), np.sqrt(np.maximum(square - mean * mean, 0.0)).astype(np.float32)


def _sums(values: NDArray[np.float64], side: int) -> NDArray[np.float64]:
    """Return sums over windows, first along lines and then down, always from the first pixel to the last."""
    height, width = values.shape[-2] - side + 1, values.shape[-1] - side + 1
    along = values[..., :width].copy()
    for shift in range(1, side):
        along += values[..., shift : shift + width]
    down = along[..., :height, :].copy()
    for shift in range(1, side):
        down += along[..., shift : shift + height, :]
    return down


def summaries(values: NDArray[np.float32], times: Sequence[float]) -> NDArray[np.float32]:
    """Return mean, trend and standard deviation over the steps of sequences (n, T, F), as (n, 3, F)."""
    time = np.asarray(times, np.float64) - np.mean(times)
    steps = [values[:, t].astype(np.float64) for t in range(values.shape[1])]
    mean = sum(steps[1:], steps[0]) / len(steps)
    apart = [step - mean for step in steps]
    spread = np.sqrt(sum((one * one for one in apart[1:]), apart[0] * apart[0]) / len(steps))
    lean = sum((one * at for one, at in zip(apart[1:], time[1:])), apart[0] * time[0])
    trend = lean / max(float(np.sum(time * time)), np.finfo(float).tiny)
    return np.stack([mean, trend, spread], axis=1).astype(np.float32)
