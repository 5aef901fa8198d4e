"""From rasters to what the network reads: patches of the static, sequences of the temporal covariates, gaps filled."""

from __future__ import annotations

import contextlib
import functools
import math
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter

from ..covariates.covariate_list import BandSource, Covariates, TemporalGroup
from ..raster.grid import Grid, Window
from ..raster.known_files import Files
from ..raster.reading import GridStack
from .temporal_stack import TemporalStack

FILLED_AT_ONCE = 2**15  # series whose gaps are interpolated together: a few MB of work


def fill_nearest(
    values: NDArray[np.float32], valid: NDArray[np.bool_], reach_px: float, where: NDArray[np.bool_] | None = None
) -> None:
    """Give missing pixels the value of the nearest valid one, up to a distance.

    The nearest pixel is the same whatever window it is looked for in (ties go to the upper, then the left one), so a
    patch cut for a sample and the dense evaluation of a map see the same values.

    Parameters
    ----------
    values
        (C, H, W), filled in place.
    valid
        (C, H, W) which of them are there.
    reach_px
        Largest distance looked at, in pixels between centres.
    where
        (H, W) pixels to fill, all where not given.
    """
    height, width = values.shape[1:]
    gaps = ~valid
    if where is not None:
        gaps &= where
    gap = np.flatnonzero(gaps)  # counted through all bands, as take and put count
    row, col = gap // width % height, gap % width
    for dy, dx in _offsets_by_distance(reach_px):
        if not gap.size:
            break
        near = gap + (dy * width + dx)
        hit = valid.take(near, mode="clip")
        hit &= (row >= -dy) & (row < height - dy) & (col >= -dx) & (col < width - dx)
        values.put(gap[hit], values.take(near[hit]))
        left = ~hit
        gap, row, col = gap[left], row[left], col[left]


@functools.lru_cache
def _offsets_by_distance(reach_px: float) -> tuple[tuple[int, int], ...]:
    reach = math.floor(reach_px)
    span = range(-reach, reach + 1)
    offsets = [(dy, dx) for dy in span for dx in span if 0 < dy * dy + dx * dx <= reach_px * reach_px]
    return tuple(sorted(offsets, key=lambda offset: (offset[0] ** 2 + offset[1] ** 2, offset)))


def fill_steps(values: NDArray[np.float32], valid: NDArray[np.bool_], times: tuple[float, ...]) -> None:
    """Interpolate missing steps of sequences linearly along time; before the first and after the last, hold.

    Parameters
    ----------
    values
        (n, T, F) sequences, filled in place; 0 where a variable is missing at all steps.
    valid
        (n, T, F) which of their values are there.
    times
        T increasing times of the steps.
    """
    sequence, variable = np.nonzero(~valid.all(axis=1))
    for start in range(0, len(sequence), FILLED_AT_ONCE):
        i, f = sequence[start : start + FILLED_AT_ONCE], variable[start : start + FILLED_AT_ONCE]
        values[i, :, f] = _interpolated(values[i, :, f], valid[i, :, f], np.asarray(times))


def _interpolated(
    values: NDArray[np.float32], valid: NDArray[np.bool_], time: NDArray[np.float64]
) -> NDArray[np.float32]:
    """Return series (n, T) without their gaps."""
    steps = np.arange(len(time))[None, :]
    before = np.maximum.accumulate(np.where(valid, steps, -1), axis=1)
    after = np.minimum.accumulate(np.where(valid, steps, len(time))[:, ::-1], axis=1)[:, ::-1]
    first, last = np.where(before < 0, after, before), np.where(after >= len(time), before, after)
    first, last = np.clip(first, 0, len(time) - 1), np.clip(last, 0, len(time) - 1)
    low, high = np.take_along_axis(values, first, 1), np.take_along_axis(values, last, 1)
    span = time[last] - time[first]
    share = np.where(span > 0, (time[steps] - time[first]) / np.where(span > 0, span, 1.0), 0.0)
    filled = np.where(valid, values, (low + (high - low) * share).astype(np.float32))
    return np.where(valid.any(axis=1, keepdims=True), filled, np.float32(0))


def cut_patches(block: NDArray[Any], row: NDArray[np.int64], col: NDArray[np.int64], window: int) -> NDArray[Any]:
    """Cut (n, C, w, w) patches from a (C, H + w - 1, W + w - 1) block; `row`, `col` count without the margin."""
    views = np.lib.stride_tricks.sliding_window_view(block, (window, window), axis=(1, 2))  # (C, H, W, w, w)
    return np.ascontiguousarray(views[:, row, col].transpose(1, 0, 2, 3))


class CovariateReader:
    """Reads the covariates of a dataset or model around the pixels of a grid; a context manager.

    Parameters
    ----------
    covariates
        What to read, in this order.
    grid
        Reference grid.
    window
        Width of a patch in pixels (odd).
    temporal_resampling
        Of temporal rasters that are not finer than the grid and say nothing of it: ``nearest``, the native pixel that
        contains the point, or ``bilinear``, interpolated onto the reference grid. See :class:`.TemporalStack`.
    files
        Those that are known already and stay open afterwards.
    """

    def __init__(
        self,
        covariates: Covariates,
        grid: Grid,
        window: int,
        temporal_resampling: str,
        files: Files | None = None,
    ) -> None:
        self.covariates, self.grid, self.window = covariates, grid, window
        self._radius = window // 2
        self._reach = math.sqrt(2) * self._radius  # the valid centre is at most this far from any pixel of its patch
        self._files = contextlib.ExitStack()
        with contextlib.ExitStack() as guard:
            guard.callback(self._files.close)
            known = files or self._files.enter_context(Files())
            static = [item.source for item in covariates.static]
            self._static = self._files.enter_context(GridStack(static, grid, files=known))
            self.groups = [
                (group, self._files.enter_context(TemporalStack(_by_step(group), grid, temporal_resampling, known)))
                for group in covariates.temporal
            ]
            guard.pop_all()

    def __enter__(self) -> CovariateReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.close()

    @property
    def margin(self) -> int:
        """How far beyond a window its patches look, and from there for the nearest valid value."""
        return self._radius + math.ceil(self._reach)

    def static(self, window: Window) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """Read the static covariates of a window with the margin that its patches need.

        Returns
        -------
        block : array
            (C, height + w - 1, width + w - 1); missing neighbours of pixels whose own values are all there are filled
            with the nearest valid value.
        present : array
            Of the same shape, what the files held; :meth:`centre` cuts the window out of it.
        """
        search = math.ceil(self._reach)
        values, valid = self._static.read(window.grown(self.margin))
        inner = slice(search, -search or None)
        if not valid.all():
            # Only what the patches of usable pixels read: of a block that is nodata almost everywhere, little.
            usable = np.zeros(valid.shape[1:], np.bool_)
            core = slice(self.margin, -self.margin or None)
            usable[core, core] = valid[:, core, core].all(axis=0)
            read = maximum_filter(usable, size=self.window, mode="constant")
            fill_nearest(values, valid, self._reach, read)
        return values[:, inner, inner], valid[:, inner, inner]

    def centre(self, block: NDArray[Any]) -> NDArray[Any]:
        """Return a block (C, height + w - 1, width + w - 1) without the margin of the patches."""
        inner = slice(self._radius, -self._radius or None)
        return block[:, inner, inner]

    def temporal(
        self, row: NDArray[np.int64], col: NDArray[np.int64], x: NDArray[np.float64], y: NDArray[np.float64]
    ) -> list[tuple[NDArray[np.float32], NDArray[np.bool_]]]:
        """Read the sequences at points: `row`, `col` their reference pixels, `x`, `y` in the grid's CRS.

        Returns
        -------
        list of (sequences, present)
            A pair a group: (n, T, F) with missing steps interpolated, and (n, T, F), what the files held. A variable
            that is missing at all steps of a sample cannot be used there.
        """
        result = []
        for group, stack in self.groups:
            result.append(as_sequences(group, *stack.read(row, col, (x, y))))
        return result


def _by_step(group: TemporalGroup) -> list[BandSource]:
    """Return the bands step by step: (T, F) flattened, F running fastest."""
    return [variable.sources[t] for t in range(len(group.steps)) for variable in group.variables]


def as_sequences(
    group: TemporalGroup, values: NDArray[np.float32], valid: NDArray[np.bool_]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return what a group's stack held, (n, T * F), as sequences without gaps and what was present, both (n, T, F)."""
    shape = (len(values), len(group.steps), len(group.variables))
    sequences, present = values.reshape(shape), valid.reshape(shape)
    fill_steps(sequences, present, group.times)
    return np.ascontiguousarray(sequences), present
