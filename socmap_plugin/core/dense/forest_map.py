"""A forest over a window of a map, many neighbouring pixels at once.

Pixels of one temporal cell have the same sequences and nearly the same static covariates, so their ways down a tree are
mostly one. Up to 64 of them therefore go down it as a block: where the smallest and the largest value in the block are
on the same side of a node's threshold, the block goes there as a whole; elsewhere it parts in two walks, each with the
set of its pixels as the bits of an integer. At the leaves, a walk adds its value to all its pixels. Where that would
make too many walks, each pixel goes down the trees alone, in scikit-learn's code.

Threads share one interpreter, and each of them waits for it after every call of NumPy: the calls are therefore few and
long, as far as the cache allows.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..patches.windows import WindowCovariates
from ..runtime.progress import Progress
from ..trees.forest import Forest
from .pixel_blocks import BLOCK_PX, RANGE, PixelBlocks, pixel_blocks, pixel_rows
from .tiles import Tile, deal, tiles

TILE_PX = 128  # side of what a thread takes at once: enough for long vectors, little to wait for when cancelled
BLOCKS_AT_ONCE = 256  # little enough for the cache
WALKS_AT_ONCE = 2**18  # down as many trees as make about so many, for memory
PARTINGS_AT_ONCE = 8192  # each with the values of a whole block
ROWS_AT_ONCE = 1024  # of pixels that go alone
TRIED_BLOCKS, TRIED_TREES = 32, 16
ALONE_SHARE = 0.2  # of the walks that single pixels would make: from about there on, blocks take longer
ARRIVALS_KEPT = 2**18  # before they are summed up, for memory
OCTETS = 256  # which of eight pixels there can be

NODE = np.dtype([("threshold", np.float32), ("variable", np.int32), ("left", np.int64)])  # read at one go
BITS_OF_OCTET = np.unpackbits(np.arange(OCTETS, dtype=np.uint8)[:, None], axis=1, bitorder="little").astype(np.float64)


class DenseForest:
    """Predicts windows of a map with a forest.

    Parameters
    ----------
    forest
        Its variables are in the order of :func:`socmap_plugin.core.dataset.flatten`.
    threads
        How many tiles of a window are predicted at the same time, one a processor where it is None. The result does
        not depend on it.
    """

    def __init__(self, forest: Forest, threads: int | None = None) -> None:
        self._trees = _Trees(forest)
        self._threads = threads or os.cpu_count() or 1

    def predict(
        self, covariates: WindowCovariates, progress: Progress | None = None
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return mean and standard deviation over the trees, both (height, width), NaN where not usable.

        Raises
        ------
        Cancelled
            The user asked to stop; looked at after every tile.
        ValueError
            The window has fewer variables than the forest.
        """
        count = len(covariates.static) + sum(math.prod(group.values.shape[1:]) for group in covariates.temporal)
        if count < self._trees.variables:
            raise ValueError(f"the forest has {self._trees.variables} variables, the window {count}")
        mean, stddev = (np.full(covariates.usable.shape, np.nan, np.float32) for _ in range(2))

        def fill(tile: Tile) -> None:
            blocks, walks = pixel_blocks(covariates, *tile), _Walks()
            leaves = self._trees.leaves(blocks, walks)
            if leaves * len(blocks) > ALONE_SHARE * np.count_nonzero(blocks.taken):
                row, col = blocks.row[blocks.taken], blocks.col[blocks.taken]
                rows = pixel_rows(covariates, row, col)
                mean[row, col], stddev[row, col] = self._trees.predict_rows(rows)
                return
            at_once = max(int(WALKS_AT_ONCE / (BLOCKS_AT_ONCE * max(leaves, 1.0))), 1)
            for start in range(0, len(blocks), BLOCKS_AT_ONCE):
                part = blocks.part(slice(start, start + BLOCKS_AT_ONCE))
                taken = part.taken
                where = part.row[taken], part.col[taken]
                for result, values in zip((mean, stddev), self._trees.predict(part, walks, at_once)):
                    result[where] = values[taken]

        height, width = covariates.usable.shape
        deal(fill, tiles(height, width, TILE_PX), self._threads, progress or Progress())
        return mean, stddev


class _Arrivals(NamedTuple):
    """Walks that are at leaves: leaf, number of the block, and pixels of the block as bits; each (n,)."""

    leaf: NDArray[np.intp]
    block: NDArray[np.intp]
    pixels: NDArray[np.uint64]


class _Walks:
    """Walks on their way: node, where the block's variables begin, and pixels of the block as bits; each (`count`,).

    The arrays are longer than `count` and serve one walk after another: fresh memory costs more than what is done here.
    """

    def __init__(self) -> None:
        self.count = 0
        self.node, self.variables = np.empty(0, np.intp), np.empty(0, np.intp)
        self.pixels = np.empty(0, np.uint64)
        self._make_room(0)

    def _make_room(self, count: int) -> None:
        capacity = count + count // 2
        for name in ("node", "variables", "pixels"):
            old = getattr(self, name)
            new = np.empty(capacity, old.dtype)
            new[: self.count] = old[: self.count]
            setattr(self, name, new)
        self.index, self.nodes = np.empty(capacity, np.intp), np.empty(capacity, NODE)
        self.ranges = np.empty(capacity, RANGE)
        self.high, self.low = np.empty(capacity, np.bool_), np.empty(capacity, np.bool_)

    def start(self, roots: NDArray[np.int64], blocks: PixelBlocks) -> None:
        """Begin a walk with every block at every root."""
        shape = len(roots), len(blocks)
        self.count, count = 0, len(roots) * len(blocks)
        if count > len(self.node):
            self._make_room(count)
        self.count = count
        self.node[:count].reshape(shape)[:] = roots[:, None]
        self.variables[:count].reshape(shape)[:] = np.arange(len(blocks)) * blocks.variables
        self.pixels[:count].reshape(shape)[:] = blocks.pixels

    def add(self, node: NDArray[np.intp], variables: NDArray[np.intp], pixels: NDArray[np.uint64]) -> None:
        """Add walks (n,)."""
        count = self.count + len(node)
        if count > len(self.node):
            self._make_room(count)
        added = slice(self.count, count)
        self.node[added], self.variables[added], self.pixels[added] = node, variables, pixels
        self.count = count

    def keep(self, which: NDArray[np.intp]) -> None:
        """Keep some of the walks."""
        count = len(which)
        for array in (self.node, self.variables, self.pixels):
            kept = array.take(which, out=self.index.view(array.dtype)[:count], mode="clip")
            array[:count] = kept
        self.count = count


class _Trees:
    """The nodes with siblings side by side; a leaf is a node from which everything goes left, to itself."""

    def __init__(self, forest: Forest) -> None:
        old = np.concatenate(forest.levels())
        tree = np.searchsorted(forest.root, old, side="right") - 1
        order = np.argsort(tree, kind="stable")  # one tree in one place
        old, self._tree = old[order], tree[order]
        new = np.empty_like(old)
        new[old] = np.arange(len(old))
        leaf = forest.left == np.arange(len(old))
        self._forest = forest
        self._nodes = np.empty(len(old), NODE)
        self._nodes["threshold"] = np.where(leaf, np.float32(np.inf), rounded_down(forest.threshold))[old]
        self._nodes["variable"] = np.where(leaf, 0, forest.feature)[old]
        self._nodes["left"] = new[forest.left][old]
        self._roots, self._leaf = new[forest.root], leaf[old]
        self._centre = float(forest.value[leaf].mean())  # far from 0, squares would cancel each other's digits
        self._value = forest.value[old] - self._centre
        self.variables = int(self._nodes["variable"].max()) + 1

    def leaves(self, blocks: PixelBlocks, walks: _Walks) -> float:
        """Return at how many leaves of a tree a block arrives on average; some blocks and trees are tried."""
        tried = blocks.part(slice(0, None, max(len(blocks) // TRIED_BLOCKS, 1)))
        roots = self._roots[:TRIED_TREES]
        walks.start(roots, tried)
        arrived = sum(len(some.leaf) for some in self._walk(walks, tried))
        return arrived / max(len(roots) * len(tried), 1)

    def predict(
        self, blocks: PixelBlocks, walks: _Walks, at_once: int
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return mean and standard deviation over the trees, both (blocks, places).

        Parameters
        ----------
        blocks
            Of pixels.
        walks
            Room to work in.
        at_once
            How many trees are walked down at the same time.
        """
        sums = np.zeros((2, len(blocks), blocks.places))
        arrivals: list[_Arrivals] = []
        for start in range(0, len(self._roots), at_once):
            walks.start(self._roots[start : start + at_once], blocks)
            arrivals += self._walk(walks, blocks)
            if sum(len(some.leaf) for some in arrivals) > ARRIVALS_KEPT:
                self._sum_up(arrivals, blocks, sums)
                arrivals = []
        self._sum_up(arrivals, blocks, sums)
        return self._mean_and_stddev(sums)

    def predict_rows(self, rows: NDArray[np.float32]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return mean and standard deviation over the trees, both (n,), for rows (n, variables)."""
        sums = np.zeros((2, len(rows)))
        for start in range(0, len(rows), ROWS_AT_ONCE):
            some = slice(start, start + ROWS_AT_ONCE)
            for tree in range(len(self._roots)):
                value = self._forest.predict_tree(tree, rows[some])
                value -= self._centre
                sums[0, some] += value
                sums[1, some] += value**2
        return self._mean_and_stddev(sums)

    def _mean_and_stddev(self, sums: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return both, (...), from the sums of the values above the centre and of their squares, (2, ...)."""
        mean, square = sums / len(self._roots)
        return mean + self._centre, np.sqrt(np.maximum(square - mean**2, 0.0))

    def _walk(self, walks: _Walks, blocks: PixelBlocks) -> Iterator[_Arrivals]:
        """Walk down to the leaves."""
        ranges = blocks.range.reshape(-1)
        level = 0
        while walks.count:
            now = slice(walks.count)
            node, index, high, low = walks.node[now], walks.index[now], walks.high[now], walks.low[now]
            nodes = self._nodes.take(node, out=walks.nodes[now], mode="clip")
            np.add(walks.variables[now], nodes["variable"], out=index)
            limits = ranges.take(index, out=walks.ranges[now], mode="clip")
            np.greater(limits["high"], nodes["threshold"], out=high)
            np.greater(limits["low"], nodes["threshold"], out=low)
            np.add(nodes["left"], high, out=node)
            parting = np.flatnonzero(np.not_equal(high, low, out=low))
            for start in range(0, len(parting), PARTINGS_AT_ONCE):
                some = parting[start : start + PARTINGS_AT_ONCE]
                _part(walks, some, nodes.take(some), blocks)
            level += 1
            if level % 2:  # to look for leaves at every level costs more than it saves
                continue
            leaf = self._leaf.take(walks.node[: walks.count], mode="clip")
            there = np.flatnonzero(leaf)
            block = walks.variables.take(there) // blocks.variables
            yield _Arrivals(walks.node.take(there), block, walks.pixels.take(there))
            walks.keep(np.flatnonzero(~leaf))

    def _sum_up(self, arrivals: list[_Arrivals], blocks: PixelBlocks, sums: NDArray[np.float64]) -> None:
        """Add the values of the leaves, and their squares, to `sums` (2, blocks, places).

        The leaf of a tree at which a block arrives last counts for all its pixels, and at the others is added by what
        their value differs. Such differences are gathered by what eight pixels they are for before they are added.
        """
        if not arrivals:
            return
        leaf, block, pixels = (np.concatenate(arrays) for arrays in zip(*arrivals))
        walk, order = self._tree.take(leaf) * len(blocks) + block, np.arange(len(leaf))
        last = np.full(len(self._roots) * len(blocks), -1)
        last[walk] = order
        instead = last.take(walk)
        last, other = last[last >= 0], np.flatnonzero(instead != order)
        value = self._value.take(leaf)
        weights = value.take(last), value.take(other), value.take(instead.take(other))
        key = block.take(other) * OCTETS
        octets = pixels.take(other).view(np.uint8).reshape(-1, BLOCK_PX // 8)
        for number, (whole, own, former) in enumerate((weights, [weight**2 for weight in weights])):
            sums[number] += np.bincount(block.take(last), whole, minlength=len(blocks))[:, None]
            change = own - former
            for octet in range(blocks.places // 8):
                changes = np.bincount(key + octets[:, octet], change, minlength=len(blocks) * OCTETS)
                # so small a product for every block that no BLAS shares it among threads: its sums have one order
                pixel_sums = changes.reshape(-1, 1, OCTETS) @ BITS_OF_OCTET
                sums[number, :, octet * 8 : octet * 8 + 8] += pixel_sums[:, 0]


def _part(walks: _Walks, which: NDArray[np.intp], nodes: NDArray[np.void], blocks: PixelBlocks) -> None:
    """Send the pixels of some walks each to its own side of `nodes`, from which the walks have gone right."""
    variables, pixels, child = walks.variables.take(which), walks.pixels.take(which), nodes["left"]
    not_above = blocks.not_above(variables // blocks.variables, nodes["variable"], nodes["threshold"])
    left, right = pixels & not_above, pixels & ~not_above
    none_left = left == 0  # the range is that of the block, pixels that have left this walk included
    walks.node[which] = child + none_left
    walks.pixels[which] = np.where(none_left, right, left)
    both = np.flatnonzero((left != 0) & (right != 0))
    walks.add(child.take(both) + 1, variables.take(both), right.take(both))


def rounded_down(threshold: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return (n,) the largest float32 not above each of (n,) thresholds: the same float32 values are not above it."""
    with np.errstate(over="ignore"):
        near = threshold.astype(np.float32)
        return np.where(near > threshold, np.nextafter(near, np.float32(-np.inf)), near)
