"""The dissimilarity of the pixels of a window: static covariates pixel by pixel, sequences once a temporal cell.

A squared distance is a sum over covariates. That of the sequences is the same for all pixels of a cell, so it is made
once a cell and sample, and added; that of the static covariates is made in `nearest_samples`.
"""

from __future__ import annotations

import dataclasses
import os
from dataclasses import dataclass
from queue import SimpleQueue

import numpy as np
from numpy.typing import NDArray

from ..applicability.space import CovariateSpace, Floats
from ..patches.windows import CellSequences, WindowCovariates
from ..runtime.progress import Progress
from .nearest_samples import NearestSamples, Part, own_squares, product
from .tiles import Tile, deal, tiles

TILE_PX = 128  # side of what a thread takes at once
BLOCKS = 16  # of pixels whose places are made at once
SHARED_PX = 4  # pixels a cell from which on its sequences are measured once; below, they are like static covariates
TIE = 1 - 1e-9  # a sample as far as the threshold, which is often a distance of two samples, is not nearer than it
SMALLEST_SQUARE = 1e-12  # in squared units of dissimilarity: what rounding leaves of 0 at a sample's own pixel

Numbers = NDArray[np.intp]


@dataclass(frozen=True)
class Dissimilarity:
    """Of the pixels of a window, each (height, width); NaN where a pixel cannot be predicted.

    Attributes
    ----------
    index
        Distance from the nearest sample in units of the mean distance of two samples.
    density
        How many samples are nearer than the threshold.
    inside
        1 where a pixel is in the area of applicability, 0 where it is not.
    """

    index: NDArray[np.float32]
    density: NDArray[np.float32]
    inside: NDArray[np.float32]


class DenseDissimilarity:
    """Measures windows of a map against the samples of a model.

    Parameters
    ----------
    space
        Of the model; its variables are in the order of :func:`socmap_plugin.core.dataset.flatten`.
    threads
        How many tiles of a window are measured at the same time, one a processor where it is None. The result does not
        depend on it.
    density
        Whether samples are counted; where not, densities are NaN.
    """

    def __init__(self, space: CovariateSpace, threads: int | None = None, *, density: bool = True) -> None:
        # Samples that are alike, as those of one pixel, are as far: they are measured once.
        samples, self._alike = np.unique(space.samples, axis=0, return_counts=True)
        self._space, self._threshold = dataclasses.replace(space, samples=samples), float(space.threshold[0])
        self._limit = TIE * self._threshold**2 if density else None
        self._threads = threads or os.cpu_count() or 1

    def measure(self, covariates: WindowCovariates, progress: Progress | None = None) -> Dissimilarity:
        """Return the dissimilarity of the usable pixels of a window.

        Raises
        ------
        Cancelled
            The user asked to stop; looked at after every tile.
        """
        height, width = covariates.usable.shape
        index, density = (np.full((height, width), np.nan, np.float32) for _ in range(2))
        window = _Window(covariates, self._space)
        idle: SimpleQueue[NearestSamples] = SimpleQueue()  # memory of a thread: new memory costs a third of the time
        for _ in range(self._threads):
            idle.put(NearestSamples(window.samples, window.size, self._alike))

        def fill(tile: Tile) -> None:
            samples = idle.get()
            try:
                row, col = window.pixels(tile)
                step = BLOCKS * samples.rows
                for start in range(0, len(row), step):
                    r, c = row[start : start + step], col[start : start + step]
                    least, near = samples.measure(window.points(r, c), window.parts(r, c), self._limit)
                    index[r, c] = np.sqrt(np.where(least > SMALLEST_SQUARE, least, 0.0))
                    if self._limit is not None:
                        density[r, c] = near
            finally:
                idle.put(samples)

        deal(fill, tiles(height, width, TILE_PX), self._threads, progress or Progress())
        inside = np.where(np.isnan(index), np.nan, index <= np.float32(self._threshold))
        return Dissimilarity(index, density, inside.astype(np.float32))


class _Window:
    """Places of the pixels of a window and of the samples, in units of dissimilarity.

    Attributes
    ----------
    samples
        (n, k) places of the samples in the covariates that differ from pixel to pixel.
    size
        (n,) their squared distances from 0 in all covariates.
    """

    def __init__(self, covariates: WindowCovariates, space: CovariateSpace) -> None:
        self._usable, self._static = covariates.usable, covariates.static
        self._margin = (covariates.static.shape[1] - covariates.usable.shape[0]) // 2
        self._fixed = _Columns(space, 0, len(covariates.static))
        self._single, self._shared = list[_Sequences](), list[_Sequences]()
        start = len(covariates.static)
        for group in covariates.temporal:
            sequences = _Sequences(group, _Columns(space, start, group.values[0].size))
            is_shared = len(group.values) * SHARED_PX <= covariates.usable.size
            (self._shared if is_shared else self._single).append(sequences)
            start += group.values[0].size
        own = [self._fixed, *(sequences.columns for sequences in self._single)]
        self.samples = np.hstack([columns.samples for columns in own])
        self.size = own_squares(space.samples / space.distance)

    def pixels(self, tile: Tile) -> tuple[Numbers, Numbers]:
        """Return rows and columns of the usable pixels of a tile, those of one cell one after another."""
        rows, cols = tile
        row, col = np.nonzero(self._usable[rows, cols])
        row, col = row + rows.start, col + cols.start
        if self._shared:
            order = np.lexsort(tuple(sequences.group.cell[row, col] for sequences in self._shared))
            row, col = row[order], col[order]
        return row, col

    def points(self, row: Numbers, col: Numbers) -> Floats:
        """Return the places (m, k) of some pixels in the covariates that differ from pixel to pixel."""
        static = self._static[self._fixed.which[:, None], row + self._margin, col + self._margin]
        single = [sequences.places(sequences.group.cell[row, col]) for sequences in self._single]
        return np.hstack([self._fixed.places(static.T), *single])

    def parts(self, row: Numbers, col: Numbers) -> list[Part]:
        """Return what the sequences of larger cells add to the distances of some pixels (m,)."""
        return [sequences.part(sequences.group.cell[row, col]) for sequences in self._shared]


class _Columns:
    """Some variables of a space that follow one another, but for those without weight, which add nothing.

    Attributes
    ----------
    which
        (k,) numbers of those that have weight.
    samples
        (n, k) places of the samples.
    """

    def __init__(self, space: CovariateSpace, start: int, count: int) -> None:
        self.which = np.flatnonzero(space.factor[start : start + count])
        kept = self.which + start
        self._mean, self._factor = space.mean[kept], space.factor[kept] / space.distance
        self.samples = space.samples[:, kept] / space.distance

    def places(self, values: NDArray[np.float32]) -> Floats:
        """Return the places of values (m, k)."""
        return np.ascontiguousarray((values - self._mean) * self._factor)


class _Sequences:
    """A temporal group of a window, and the places of its cells."""

    def __init__(self, group: CellSequences, columns: _Columns) -> None:
        self.group, self.columns = group, columns
        self._factors, self._size = -2 * columns.samples.T, own_squares(columns.samples)

    def places(self, cells: NDArray[np.int32]) -> Floats:
        """Return the places (m, k) of cells (m,)."""
        values = self.group.values.reshape(len(self.group.values), -1)
        return self.columns.places(values[cells[:, None], self.columns.which])

    def part(self, cell: NDArray[np.int32]) -> Part:
        """Return what the sequences add to the distances of pixels (m,) in some cells."""
        cells, place = np.unique(cell, return_inverse=True)
        points = self.places(cells)
        size = own_squares(points)
        squares = product(points, self._factors, np.empty((len(points), len(self._size))))
        squares += self._size
        squares += size[:, None]
        return Part(squares, size, place)
