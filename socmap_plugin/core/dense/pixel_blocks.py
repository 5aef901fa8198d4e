"""The usable pixels of a part of a window, in blocks of pixels that have much in common."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..patches.windows import CellSequences, WindowCovariates

BLOCK_PX = 64  # pixels in a block at most: the bits of an integer
NEAR_PX = 8  # pixels of a larger cell go into its blocks square by square
SHARED_PX = 4  # cells of fewer pixels would make small blocks; their sequences count as if every pixel had its own

RANGE = np.dtype([("low", np.float32), ("high", np.float32)])


@dataclass(frozen=True)
class PixelBlocks:
    """Blocks of pixels with `places` for up to BLOCK_PX; a place that is left over repeats the first pixel.

    Attributes
    ----------
    row, col
        (blocks, places) of the pixels in the window.
    pixels
        (blocks,) the places that are taken, as bits.
    range
        (blocks, variables) smallest and largest value of every variable in the block.
    values
        (blocks, own variables, places) of the variables that are not the same all over a block.
    own
        (variables,) where in `values` a variable is.
    """

    row: NDArray[np.intp]
    col: NDArray[np.intp]
    pixels: NDArray[np.uint64]
    range: NDArray[np.void]
    values: NDArray[np.float32]
    own: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.pixels)

    @property
    def places(self) -> int:
        """Places of a block, a multiple of 8."""
        return int(self.row.shape[1])

    @property
    def variables(self) -> int:
        """Static covariates and values of the sequences of a pixel, together."""
        return int(self.range.shape[1])

    @property
    def taken(self) -> NDArray[np.bool_]:
        """The places that are taken, (blocks, places)."""
        bits = np.unpackbits(self.pixels.view(np.uint8).reshape(-1, BLOCK_PX // 8), axis=1, bitorder="little")
        return bits[:, : self.places].astype(np.bool_)

    def part(self, kept: slice) -> PixelBlocks:
        """Return some of the blocks."""
        return PixelBlocks(
            np.ascontiguousarray(self.row[kept]),
            np.ascontiguousarray(self.col[kept]),
            np.ascontiguousarray(self.pixels[kept]),
            np.ascontiguousarray(self.range[kept]),
            np.ascontiguousarray(self.values[kept]),
            self.own,
        )

    def not_above(
        self, block: NDArray[np.intp], variable: NDArray[np.int32], threshold: NDArray[np.float32]
    ) -> NDArray[np.uint64]:
        """Return the places, as bits, whose value of a variable is not above a threshold.

        Parameters
        ----------
        block, variable, threshold
            (n,), one of each for every result; the variables are among those in `values`.
        """
        rows = block * self.values.shape[1] + self.own.take(variable)
        values = self.values.reshape(-1, self.places).take(rows, axis=0)
        bits = np.packbits(values <= threshold[:, None], bitorder="little")
        result = np.zeros((len(block), BLOCK_PX // 8), np.uint8)
        result[:, : self.places // 8] = bits.reshape(len(block), -1)
        return result.view(np.uint64)[:, 0]


def pixel_blocks(covariates: WindowCovariates, rows: slice, cols: slice) -> PixelBlocks:
    """Put the usable pixels of some rows and columns of a window into blocks.

    All pixels of a block have the same sequences, save in groups whose cells are about as small as the pixels.
    """
    row, col = np.nonzero(covariates.usable[rows, cols])
    row, col = row + rows.start, col + cols.start
    cells = [group.cell[row, col] for group in covariates.temporal]
    shared = [np.count_nonzero(np.bincount(cell)) * SHARED_PX <= len(cell) for cell in cells]
    keys = [cell for cell, common in zip(cells, shared) if common]
    order = np.lexsort((col // NEAR_PX, row // NEAR_PX, *keys))
    number, pixels = _filled_places([key[order] for key in keys], len(order))
    number = order[number]
    row, col = row[number], col[number]

    readers, first = _readers(covariates)
    limits = np.empty((len(row), first[-1]), RANGE)
    values, own = np.empty((len(row), 0, row.shape[1]), np.float32), np.zeros(first[-1], np.intp)
    for read, common, start, end in zip(readers, [False, *shared], first, first[1:]):
        if common:
            limits["low"][:, start:end] = limits["high"][:, start:end] = read(row[:, 0], col[:, 0])
        else:
            own[start:end] = values.shape[1] + np.arange(end - start)
            more = read(row, col).swapaxes(1, 2)  # (blocks, variables, places)
            values = np.ascontiguousarray(np.concatenate([values, more], axis=1))
            limits["low"][:, start:end], limits["high"][:, start:end] = more.min(axis=2), more.max(axis=2)
    return PixelBlocks(row, col, pixels, limits, values, own)


def pixel_rows(covariates: WindowCovariates, row: NDArray[np.intp], col: NDArray[np.intp]) -> NDArray[np.float32]:
    """Return the values (n, variables) of pixels given by row and column, both (n,).

    In the order of blocks, neighbours have much of their ways down a tree in common, which processors guess.
    """
    readers, first = _readers(covariates)
    values = np.empty((len(row), first[-1]), np.float32)
    for read, start, end in zip(readers, first, first[1:]):
        values[:, start:end] = read(row, col)
    return values


def _readers(covariates: WindowCovariates) -> tuple[list[Callable[..., NDArray[np.float32]]], NDArray[np.intp]]:
    """Return what reads the values of pixels (...) as (..., n), and where its values begin, and where all end."""
    margin = (covariates.static.shape[1] - covariates.usable.shape[0]) // 2
    readers: list[Callable[..., NDArray[np.float32]]] = [partial(_static, covariates.static, margin)]
    readers += [partial(_sequences, group) for group in covariates.temporal]
    counts = [len(covariates.static), *(math.prod(group.values.shape[1:]) for group in covariates.temporal)]
    return readers, np.concatenate([[0], np.cumsum(counts)])


def _filled_places(keys: Sequence[NDArray[np.integer[Any]]], count: int) -> tuple[NDArray[np.intp], NDArray[np.uint64]]:
    """Divide pixels, sorted by `keys`, into blocks of equal keys.

    Returns
    -------
    number : ndarray
        (blocks, places) numbers of the sorted pixels.
    pixels : ndarray
        (blocks,) the places that are taken, as bits.
    """
    begins = np.arange(count) == 0
    for key in keys:
        begins[1:] |= key[1:] != key[:-1]
    start = np.flatnonzero(begins)
    length = np.diff(start, append=count)
    blocks = -(-length // BLOCK_PX)
    size = -(-length // np.maximum(blocks, 1))  # much the same in all of a cell: small blocks are the dear ones
    cell = np.repeat(np.arange(len(start)), blocks)
    first = start[cell] + size[cell] * (np.arange(len(cell)) - (np.cumsum(blocks) - blocks)[cell])
    end = np.minimum(first + size[cell], (start + length)[cell])
    number = first[:, None] + np.arange(BLOCK_PX)
    taken = number < end[:, None]
    places = -(-int(size.max(initial=1)) // 8) * 8
    pixels = np.packbits(taken, bitorder="little").view(np.uint64)
    return np.where(taken, number, first[:, None])[:, :places], pixels


def _static(
    static: NDArray[np.float32], margin: int, row: NDArray[np.intp], col: NDArray[np.intp]
) -> NDArray[np.float32]:
    """Return the static covariates of pixels (...) as (..., C)."""
    return np.moveaxis(static[:, row + margin, col + margin], 0, -1)


def _sequences(group: CellSequences, row: NDArray[np.intp], col: NDArray[np.intp]) -> NDArray[np.float32]:
    """Return the sequences of pixels (...) as (..., T F)."""
    cells, steps, variables = group.values.shape
    return group.values.reshape(cells, steps * variables)[group.cell[row, col]]
