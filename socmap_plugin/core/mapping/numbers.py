"""What people ask of a map first: how much of it there is, and how its values lie beside those of the samples."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeGuard

import numpy as np

from ..network.ranges import MARGIN
from ..raster.grid import Grid
from ..raster.opening import READ_ERRORS, open_raster
from ..runtime.errors import OutputError
from ..runtime.progress import Progress

BINS = 20_000  # between minimum and maximum: a quartile is right to so small a part of the range
NAMES = ("minimum", "first quartile", "median", "third quartile", "maximum")
RECORDED = "target"  # in the training record of a model: the same of the samples, which older models lack


def five_numbers(path: Path) -> list[float]:
    """Return minimum, quartiles and maximum of the first band of a map that has at least one value.

    The map is read block by block, once for its limits and once for the quartiles.

    Raises
    ------
    OutputError
        The map cannot be read.
    """
    try:
        with open_raster(path) as raster:
            low, high = np.inf, -np.inf
            for _, window in raster.block_windows(1):
                values = raster.read(1, window=window, masked=True).compressed()
                if values.size:
                    low, high = min(low, float(values.min())), max(high, float(values.max()))
            if not low < high:
                return [low] * len(NAMES)
            counts = np.zeros(BINS, np.int64)
            for _, window in raster.block_windows(1):
                values = raster.read(1, window=window, masked=True).compressed()
                counts += np.histogram(values, BINS, (low, high))[0]
    except READ_ERRORS as error:
        raise OutputError(f"{path} cannot be read ({error}); free some space and run the same job again.") from error
    below = np.cumsum(counts) / counts.sum()
    edges = low + (high - low) * np.arange(1, BINS + 1) / BINS
    quartiles = [float(edges[np.searchsorted(below, share)]) for share in (0.25, 0.5, 0.75)]
    return [low, *quartiles, high]


def log_numbers(
    path: Path, grid: Grid, predicted: int, training: dict[str, Any], unit: str, masked: bool, progress: Progress
) -> dict[str, Any]:
    """Say how much was mapped and how its values lie, and return that for the result of the job."""
    pixels = grid.width * grid.height
    share = predicted / pixels
    others = "are outside the mask or lack a covariate" if masked else "lack a covariate there"
    rest = "" if predicted == pixels else f"; the others {others}"
    progress.log(f"{predicted:,} of {pixels:,} pixels are mapped ({share:.0%}){rest}.")
    numbers = five_numbers(path)
    progress.log(f"Map: {_said(numbers)} {unit}.")
    samples = training.get(RECORDED)
    if _are_numbers(samples):
        progress.log(f"Samples: {_said(samples)} {unit}.")
    return {"pixels": pixels, "numbers": numbers}


def log_held(held: int, pixels: int, progress: Progress) -> None:
    """Say at how many of the pixels mapped in this run networks were asked about values that no sample is near."""
    if held:
        progress.log(
            f"At {held:,} of {pixels:,} pixels ({held / pixels:.1%}) a covariate lies beyond the samples' range by "
            f"more than {MARGIN:.0%} of it; the networks are given the nearest value that is not."
        )


def _are_numbers(recorded: object) -> TypeGuard[list[float]]:
    """Return whether a model file, which a stranger may have written, has the five numbers."""
    return (
        isinstance(recorded, list)
        and len(recorded) == len(NAMES)
        and all(isinstance(value, (int, float)) and abs(value) < np.inf for value in recorded)
    )


def _said(numbers: list[float]) -> str:
    return ", ".join(f"{name} {value:.4g}" for name, value in zip(NAMES, numbers))
