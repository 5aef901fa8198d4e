"""How far some pixels are from all samples: all distances roughly, those on which a result depends exactly.

Single precision makes a squared distance in half the time, with an error that has a limit (Higham 2002, Accuracy and
Stability of Numerical Algorithms, chapter 3). Only a sample that may be the nearest, or on the other side of a limit,
for all that this error can have moved, is measured again, in double precision: the results are those of double
precision throughout.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..applicability.space import Floats

Numbers = NDArray[np.intp]
Singles = NDArray[np.float32]

BLOCK_VALUES = 2**19  # distances that are made at once, pixels times samples: fewer, and threads wait for one another
LEAST_ROWS = 256  # pixels at once even of many samples: fewer are hardly worth a call of numpy
# Rows and multiplications of a product that is too small for a BLAS to share among threads: those of the tiles would
# wait for its own, and its sums would have another order.
PRODUCT_SIZE, PRODUCT_ROWS, LONG_ROWS = 2**18, 64, 16
ROUNDING = 2.0**-24  # of single precision, relative
FAR = 1e4  # squared distance from the mean of the samples beyond which single precision says too little of a pixel
LARGEST = 1e30  # squared distance: single precision ends at 3e38
COARSE = 1e-4  # largest error that stands for that of every sample: one number is compared faster than one a sample


_NO_PAIRS = np.zeros((2, 0), np.intp)  # of a pixel and a sample


class Part(NamedTuple):
    """What covariates that many pixels share add to the squared distances.

    Attributes
    ----------
    squares
        (c, n) squared distances of the c different places from the samples.
    size
        (c,) squared distances of these places from 0.
    place
        (m,) which of them each pixel has.
    """

    squares: Floats
    size: Floats
    place: Numbers


class NearestSamples:
    """Measures pixels, again and again in the same memory; for one thread.

    Parameters
    ----------
    samples
        (n, k) places of the samples in the covariates that differ from pixel to pixel, with their mean at 0.
    size
        (n,) squared distances of the samples from 0 in all covariates, those of every :class:`Part` among them.
    alike
        (n,) how many samples each stands for.

    Attributes
    ----------
    rows
        How many pixels are measured at once, of which a call best has a few times as many.
    """

    def __init__(self, samples: Floats, size: Floats, alike: Numbers) -> None:
        self._samples, self._size, self._alike = samples, size, alike
        # x x - 2 x y + y y is one product of matrices.
        self._factors = np.vstack([-2 * samples.T, own_squares(samples), np.ones(len(samples))]).astype(np.float32)
        self.rows = max(BLOCK_VALUES // len(samples), LEAST_ROWS)
        self._squares, self._more = (np.empty((self.rows, len(samples)), np.float32) for _ in range(2))
        self._below, self._around = (np.empty((self.rows, len(samples)), np.bool_) for _ in range(2))
        self._one_each = alike.max() == 1

    def measure(self, points: Floats, parts: Sequence[Part], limit: float | None) -> tuple[Floats, Numbers]:
        """Return (m,) squared distances from the nearest sample, and (m,) how many samples have one below a limit.

        Parameters
        ----------
        points
            (m, k) places of the pixels.
        parts
            What else is to be added.
        limit
            The squared distance below which samples count; where it is None, none does.
        """
        exact = _Exact(points, self._samples, parts)
        size = own_squares(points)
        reach = size + sum(part.size[part.place] for part in parts)
        far = ~(reach <= FAR)
        rough = np.column_stack([points, np.ones(len(points)), size])
        rough[far] = 0.0
        rough = rough.astype(np.float32)
        tables = [np.minimum(part.squares, LARGEST).astype(np.float32) for part in parts]
        error = self._error(float(np.max(reach, where=~far, initial=0.0)), len(parts))
        nearest, near = (np.zeros(len(points), np.intp) for _ in range(2))
        rivals, around = [_NO_PAIRS], [_NO_PAIRS]
        for start in range(0, len(points), self.rows):
            block = slice(start, start + self.rows)
            squares = product(rough[block], self._factors, self._squares[: len(rough[block])])
            for table, part in zip(tables, parts):
                squares += np.take(table, part.place[block], axis=0, out=self._more[: len(squares)], mode="clip")
            first = np.array([[start], [0]])
            if limit is not None:
                near[block], pairs = self._count(squares, limit, error + 2 * ROUNDING * limit)
                around.append(pairs + first)
            nearest[block], pairs = _nearest(squares, error)
            rivals.append(pairs + first)
        least = exact(np.arange(len(points)), nearest)
        row, sample = np.hstack(rivals)
        np.minimum.at(least, row, exact(row, sample))
        if limit is not None:
            row, sample = np.hstack(around)
            np.add.at(near, row, np.where(exact(row, sample) < limit, self._alike[sample], 0))
        every = np.arange(len(self._samples))
        for row in np.flatnonzero(far):
            squares = exact(np.full(len(every), row), every)
            least[row] = squares.min()
            near[row] = 0 if limit is None else self._alike[squares < limit].sum()
        return least, near

    def _error(self, reach: float, parts: int) -> Any:
        """Return the largest error of rough squares, of each sample (n,) or one for all.

        Every term, product and sum is rounded; the terms are together at most twice the sizes of pixel and sample.
        """
        operations = self._samples.shape[1] + 3 * parts + 8
        error = operations * ROUNDING * 2 * (reach + self._size)
        return error.max() if error.max() <= COARSE else error

    def _count(self, squares: Singles, limit: float, margin: Any) -> tuple[NDArray[Any], Numbers]:
        """Return how many of rough squares (m, n) are surely below a limit, and the pairs (2, p) that may be."""
        below, around = self._below[: len(squares)], self._around[: len(squares)]
        np.less(squares, (limit - margin).astype(np.float32), out=below)
        np.less(squares, (limit + margin).astype(np.float32), out=around)
        if self._one_each:
            number = np.uint16 if squares.shape[1] < 2**16 else np.uint32  # the smaller, the faster
            near = np.add.reduce(below.view(np.uint8), axis=1, dtype=number)
        else:
            near = np.einsum("ij,j->i", below, self._alike)
        pairs = np.flatnonzero(np.not_equal(below, around, out=around))
        return near, np.stack(np.divmod(pairs, squares.shape[1]))


class _Exact:
    """Squared distances in double precision of some pixels, each from a sample."""

    def __init__(self, points: Floats, samples: Floats, parts: Sequence[Part]) -> None:
        self._points, self._samples, self._parts = points, samples, parts

    def __call__(self, row: Numbers, sample: Numbers) -> Floats:
        """Return them for pairs (p,) of numbers of pixels and samples."""
        away = self._points.take(row, axis=0) - self._samples.take(sample, axis=0)
        found = own_squares(away)
        for part in self._parts:
            found += part.squares[part.place[row], sample]
        return found


def _nearest(squares: Singles, error: Any) -> tuple[Numbers, Numbers]:
    """Return the samples (m,) nearest by rough squares (m, n), which are lost, and pairs (2, p) that may be nearer."""
    samples = squares.shape[1]
    if np.ndim(error):
        squares -= error.astype(np.float32)  # what they are at least
    flat, begin = squares.reshape(-1), np.arange(0, squares.size, samples)
    first = squares.argmin(axis=1)
    most = flat.take(begin + first) + 2 * (error[first] if np.ndim(error) else error)
    flat[begin + first] = np.inf
    unsure = np.flatnonzero(flat.take(begin + squares.argmin(axis=1)) <= most)
    if not len(unsure):
        return first, _NO_PAIRS
    row, sample = np.nonzero(squares[unsure] <= most[unsure, None])
    return first, np.stack([unsure[row], sample])


def product(points: NDArray[Any], factors: NDArray[Any], out: NDArray[Any]) -> NDArray[Any]:
    """Return the product (m, n) of (m, k) and (k, n) in `out`, made of small ones."""
    rows = max(min(PRODUCT_ROWS if len(factors) < PRODUCT_ROWS else LONG_ROWS, len(points)), 1)
    count = len(points) // rows
    whole = count * rows
    blocks, found = points[:whole].reshape(count, rows, len(factors)), out[:whole].reshape(count, rows, out.shape[1])
    step = max(PRODUCT_SIZE // (rows * max(len(factors), 1)), 1)
    for start in range(0, factors.shape[1], step):
        part = slice(start, start + step)
        some = np.ascontiguousarray(factors[:, part])
        np.matmul(blocks, some, out=found[:, :, part])
        np.matmul(points[whole:], some, out=out[whole:, part])
    return out


def own_squares(points: Floats) -> Floats:
    """Return the squared distances (m,) of places (m, k) from 0."""
    return np.asarray(np.einsum("ij,ij->i", points, points))
