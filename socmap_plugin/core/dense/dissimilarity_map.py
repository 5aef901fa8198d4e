"""The dissimilarity of the pixels of a window: static covariates pixel by pixel, sequences once a temporal cell.

A squared distance is a sum over covariates. That of the sequences is the same for all pixels of a cell, so it is made
once a cell and sample, and added; that of the static covariates is a product of matrices.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..applicability.space import CovariateSpace, Floats
from ..patches.windows import CellSequences, WindowCovariates
from ..runtime.progress import Progress
from .tiles import Tile, deal, tiles

TILE_PX = 128  # side of what a thread takes at once
BLOCK_VALUES = 2**17  # distances that are made at once, pixels times samples, for the processor's cache
LEAST_ROWS = 256  # pixels at once even of many samples: fewer are hardly worth a call of numpy
# Rows and multiplications of a product that is too small for a BLAS to share among threads: those of the tiles would
# wait for its own, and its sums would have another order.
PRODUCT_ROWS, PRODUCT_SIZE = 64, 2**18
TIE = 1 - 1e-9  # a sample as far as the threshold, which is often a distance of two samples, is not nearer than it
SMALLEST_SQUARE = 1e-12  # in squared units of dissimilarity: what rounding leaves of 0 at a sample's own pixel


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
        Whether samples are counted, which takes a third of the time; where not, densities are NaN.
    """

    def __init__(self, space: CovariateSpace, threads: int | None = None, *, density: bool = True) -> None:
        self._space, self._density = space, density
        self._unit, self._threshold = float(space.distance[0]), float(space.threshold[0])
        self._rows = max(BLOCK_VALUES // len(space.samples), LEAST_ROWS)
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
        columns = _columns(covariates)
        factors = [self._factors(part) for part in columns]

        def fill(tile: Tile) -> None:
            self._fill(covariates, tile, columns, factors, index, density)

        deal(fill, tiles(height, width, TILE_PX), self._threads, progress or Progress())
        inside = np.where(np.isnan(index), np.nan, index <= np.float32(self._threshold))
        return Dissimilarity(index, density, inside.astype(np.float32))

    def _fill(
        self,
        covariates: WindowCovariates,
        tile: Tile,
        columns: list[slice],
        factors: list[Floats],
        index: NDArray[np.float32],
        density: NDArray[np.float32],
    ) -> None:
        rows, cols = tile
        margin = (covariates.static.shape[1] - covariates.usable.shape[0]) // 2
        row, col = np.nonzero(covariates.usable[rows, cols])
        row, col = row + rows.start, col + cols.start
        if covariates.temporal:
            order = np.lexsort(tuple(group.cell[row, col] for group in covariates.temporal))
            row, col = row[order], col[order]
        limit = TIE * self._threshold**2
        for start in range(0, len(row), self._rows):
            r, c = row[start : start + self._rows], col[start : start + self._rows]
            points = self._places(covariates.static[:, r + margin, c + margin].T, columns[0])
            squares, own = _product(points, factors[0]), _own_squares(points)
            for group, part, factor in zip(covariates.temporal, columns[1:], factors[1:]):
                squares += self._of_cells(group, group.cell[r, c], part, factor)
            least = squares.min(axis=1) + own
            index[r, c] = np.sqrt(np.where(least > SMALLEST_SQUARE, least, 0.0))
            if self._density:
                near = squares < (limit - own)[:, None]
                density[r, c] = np.add.reduce(near.view(np.uint8), axis=1, dtype=np.uint32)

    def _of_cells(self, group: CellSequences, cell: NDArray[np.int32], columns: slice, factors: Floats) -> Floats:
        """Return the squared distances (m, n) of the sequences of pixels (m,) in some cells from the samples."""
        different, place = np.unique(cell, return_inverse=True)
        points = self._places(group.values[different].reshape(len(different), -1), columns)
        return np.take(_product(points, factors) + _own_squares(points)[:, None], place, axis=0)

    def _places(self, values: NDArray[np.float32], columns: slice) -> Floats:
        """Return the places (m, k) of values of some covariates in units of dissimilarity, and a column of ones."""
        places = (values.astype(np.float64) - self._space.mean[columns]) * (self._space.factor[columns] / self._unit)
        return np.column_stack([places, np.ones(len(places))])

    def _factors(self, columns: slice) -> Floats:
        """Return (k + 1, n), with which places give their squared distances from the samples without their own squares.

        The square of a distance is x x - 2 x y + y y; all but the first is one product of matrices.
        """
        samples = self._space.samples[:, columns] / self._unit
        return np.vstack([-2 * samples.T, (samples**2).sum(axis=1)])


def _product(points: Floats, factors: Floats) -> Floats:
    """Return the product (m, n) of (m, k) and (k, n), made of small ones."""
    found = np.empty((len(points), factors.shape[1]))
    rows = max(min(PRODUCT_ROWS, len(points)), 1)
    whole = len(points) // rows * rows
    blocks = points[:whole].reshape(-1, rows, points.shape[1])
    step = max(PRODUCT_SIZE // (rows * len(factors)), 1)
    for start in range(0, factors.shape[1], step):
        part = slice(start, start + step)
        some = np.ascontiguousarray(factors[:, part])
        found[:whole, part] = (blocks @ some).reshape(whole, some.shape[1])
        found[whole:, part] = points[whole:] @ some
    return found


def _own_squares(points: Floats) -> Floats:
    return np.asarray((points[:, :-1] ** 2).sum(axis=1))


def _columns(covariates: WindowCovariates) -> list[slice]:
    """Return which variables the static covariates and those of every temporal group are."""
    found = [slice(0, len(covariates.static))]
    for group in covariates.temporal:
        start = found[-1].stop
        found.append(slice(start, start + group.values.shape[1] * group.values.shape[2]))
    return found
