"""Exact evaluation of an ensemble for every pixel of a window, without cutting patches.

The convolutional branch is evaluated densely (:mod:`.convolution_map`), the LSTM branches once for every distinct
sequence, with their share of the dense layer. Tiles small enough for the processor's cache are dealt to threads; each
calculates on its own, so that the numbers do not depend on how many there are.
"""

from __future__ import annotations

import contextlib
import math
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from queue import SimpleQueue

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ..network.buffers import Workspace
from ..network.cnn_lstm import Architecture
from ..network.ensemble import Ensemble
from ..patches.windows import CellSequences, WindowCovariates
from ..runtime.errors import InputError
from ..runtime.progress import Progress
from .convolution_map import DenseMaps, blocks, values_a_place
from .position_kinds import of_patch, taps_a_pixel
from .sequence_shares import SequenceShares
from .shortcut_map import ShortcutMap
from .tiles import Tile, deal, tiles

TILE_PX, LEAST_TILE_PX = 128, 16  # sides of a tile; all are powers of two, as those of windows
DEVICE_TILE_PX = 512  # a graphics processor wants much work at once
TILE_VALUES = 2**24  # of a tile's maps and what they are made of; where a pixel has more, tiles are smaller
GATE_VALUES = 2**17  # of all gates of the sequences that are evaluated together: they stay in the cache
TABLE_BYTES = 2**26  # of what all sequences of a window add to the dense layer; where it is more, tile by tile

Keep = Callable[[Tile, NDArray[np.float32]], None]  # takes a tile and its members' scaled predictions (M, rows, cols)


class DenseEnsemble:
    """Predicts windows of a map with an ensemble.

    Parameters
    ----------
    ensemble
        The members.
    window
        Width of the patches that they read, in pixels.
    device
        On which they are evaluated.
    threads
        How many tiles are predicted at the same time on a processor; all processors where it is None. The result does
        not depend on it.
    tile_px
        Side of a tile, where it shall not be the usual one.
    """

    def __init__(
        self,
        ensemble: Ensemble,
        window: int,
        device: torch.device | None = None,
        threads: int | None = None,
        tile_px: int | None = None,
    ) -> None:
        architecture = ensemble.architecture
        if window != architecture.window:
            raise ValueError(f"the network reads patches of {architecture.window} pixels, not of {window}")
        self._architecture, self._scaling = architecture, ensemble.scaling
        self._device = device or torch.device("cpu")
        self._is_processor = self._device.type == "cpu"
        self._threads = (threads or os.cpu_count() or 1) if self._is_processor else 1
        self._tile_px = tile_px or _tile_side(architecture, self._device)
        self._members = len(ensemble.scaling.smearing)
        self._sequences_at_once = max(GATE_VALUES // (4 * architecture.hidden * self._members), 1)
        self._work: SimpleQueue[Workspace] = SimpleQueue()
        for _ in range(self._threads):
            self._work.put(Workspace(self._device))
        parameters = {name: value.to(self._device) for name, value in ensemble.parameters.items()}
        ranges = ensemble.scaling.ranges
        self._ranges = None if ranges is None else ranges.shared()
        static, temporal = self._ranges or (None, (None,) * len(architecture.sequences))
        with torch.inference_mode():
            self._maps = (
                DenseMaps(architecture, parameters, ensemble.scaling.static, static) if architecture.channels else None
            )
            self._sequences = [
                SequenceShares(architecture, parameters, g, torch.from_numpy(moments).to(self._device), own)
                for g, (moments, own) in enumerate(zip(ensemble.scaling.temporal, temporal))
            ]
            self._static_share = parameters["dense.weight"][:, : architecture.static_features].contiguous()
            self._bias = parameters["dense.bias"]
            self._output = parameters["output.weight"][:, : architecture.dense, 0].contiguous()
            self._shortcut = ShortcutMap(architecture, parameters, ensemble.scaling) if architecture.shortcut else None
            self._output_bias = parameters["output.bias"]

    def predict(
        self, covariates: WindowCovariates, progress: Progress | None = None
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return mean and standard deviation over the members, both (height, width), NaN where not usable.

        Raises
        ------
        Cancelled
            The user asked to stop; asked between tiles.
        InputError
            The device has too little memory for the smallest tile.
        """
        mean, stddev = (np.full(covariates.usable.shape, np.nan, np.float32) for _ in range(2))

        def keep(tile: Tile, scaled: NDArray[np.float32]) -> None:
            values = self._scaling.original(scaled.reshape(self._members, -1))
            usable = covariates.usable[tile]
            mean[tile][usable] = values.mean(axis=0).reshape(usable.shape)[usable]
            stddev[tile][usable] = values.std(axis=0).reshape(usable.shape)[usable]

        self._evaluate(covariates, keep, progress or Progress())
        return mean, stddev

    def scaled(self, covariates: WindowCovariates, progress: Progress | None = None) -> NDArray[np.float32]:
        """Return the members' scaled predictions, (M, height, width); those of tiles without a usable pixel are NaN."""
        result = np.full((self._members, *covariates.usable.shape), np.nan, np.float32)

        def keep(tile: Tile, values: NDArray[np.float32]) -> None:
            result[(slice(None), *tile)] = values

        self._evaluate(covariates, keep, progress or Progress())
        return result

    def held(self, covariates: WindowCovariates) -> int:
        """Count the usable pixels of a window at which a covariate is held at the edge of the training values."""
        if self._ranges is None:
            return 0
        static, temporal = self._ranges
        half = (self._architecture.window - 1) // 2
        height, width = covariates.usable.shape
        held = np.zeros((height, width), np.bool_)
        for values, (low, high) in zip(covariates.static[:, half : half + height, half : half + width], static.T):
            held |= (values < low) | (values > high)
        for group, (low, high) in zip(covariates.temporal, temporal):
            outside = (group.values < low) | (group.values > high)
            held |= outside.any(axis=(1, 2))[group.cell]
        return int(np.count_nonzero(held & covariates.usable))

    def _evaluate(self, covariates: WindowCovariates, keep: Keep, progress: Progress) -> None:
        while True:
            try:
                self._evaluate_tiles(covariates, keep, progress)
            except RuntimeError as error:  # torch.OutOfMemoryError is one; Apple's devices have none of their own
                if "out of memory" not in str(error).lower() or self._is_processor:
                    raise
                self._halve_tiles()
            else:
                return

    def _halve_tiles(self) -> None:
        """Take smaller tiles from now on; what the device holds for the larger ones is let go."""
        if self._tile_px < 2 * LEAST_TILE_PX:
            raise InputError(
                f"The device {self._device.type} has too little memory even for tiles of {self._tile_px} pixels; "
                "close other programs that use it, or choose DEVICE cpu."
            )
        self._tile_px //= 2
        self._work.get()
        self._work.put(Workspace(self._device))
        if self._device.type == "cuda":
            torch.cuda.empty_cache()

    def _evaluate_tiles(self, covariates: WindowCovariates, keep: Keep, progress: Progress) -> None:
        height, width = covariates.usable.shape
        todo = [tile for tile in tiles(height, width, self._tile_px) if covariates.usable[tile].any()]

        def evaluate(tile: Tile) -> None:
            with self._alone() as work:
                keep(tile, self._tile(covariates, tile, tables, work))

        before = torch.get_num_threads()
        try:
            plain = self._plain_tables(covariates)
            shares = [self._table(own, group, progress) for own, group in zip(self._sequences, covariates.temporal)]
            tables = _Tables(shares, plain)
            deal(evaluate, todo, self._threads, progress)
        finally:
            torch.set_num_threads(before)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[Workspace]:
        """Yield memory of its own to this thread, in which torch starts no others: sums keep their order."""
        if self._is_processor:
            torch.set_num_threads(1)
        work = self._work.get()
        try:
            with torch.inference_mode():
                yield work
        finally:
            self._work.put(work)

    def _plain_tables(self, covariates: WindowCovariates) -> list[Tensor]:
        """Return what the shortcut adds for the sequences of every group, (M, n) each; none without a shortcut."""
        if self._shortcut is None:
            return []
        with self._alone():
            return [self._shortcut.of_sequences(g, group.values) for g, group in enumerate(covariates.temporal)]

    def _table(self, own: SequenceShares, group: CellSequences, progress: Progress) -> Tensor | None:
        """Evaluate all sequences of a window, (M, n, dense); None where they are too many to be kept."""
        shape = self._members, len(group.values), self._architecture.dense
        if 4 * math.prod(shape) > TABLE_BYTES:
            return None
        table = torch.empty(shape, device=self._device)

        def evaluate(start: int) -> None:
            with self._alone() as work:
                rows = slice(start, start + self._sequences_at_once)
                table[:, rows] = own.shares(group.values[rows], work)

        deal(evaluate, range(0, len(group.values), self._sequences_at_once), self._threads, progress)
        return table

    def _tile(self, covariates: WindowCovariates, tile: Tile, tables: _Tables, work: Workspace) -> NDArray[np.float32]:
        rows, cols = tile
        height, width = rows.stop - rows.start, cols.stop - cols.start
        margin, count = self._architecture.window - 1, height * width
        parts: Iterable[tuple[int, slice, Tensor | None]]
        static = torch.from_numpy(
            covariates.static[:, rows.start : rows.stop + margin, cols.start : cols.stop + margin]
        ).to(self._device)
        if self._maps:
            parts = self._maps.features(static, work)
        else:
            parts = (
                (k, pixels, None) for k in range(self._members) for pixels in blocks(count, self._architecture.dense)
            )
        cells = [np.ascontiguousarray(group.cell[tile]).reshape(-1) for group in covariates.temporal]
        shares = [
            self._tile_shares(g, group, cells[g], tables.shares[g], work) for g, group in enumerate(covariates.temporal)
        ]
        out = work.array("output", self._members, count)
        for k, pixels, features in parts:
            joined = work.array("joined", pixels.stop - pixels.start, self._architecture.dense)
            if not shares:
                joined.copy_(self._bias[k].expand_as(joined))
            for g, (table, row) in enumerate(shares):
                more = work.array("more", *joined.shape) if g else joined
                torch.index_select(table[k], 0, row[pixels], out=more)
                if g:
                    joined.add_(more)
            if features is not None:
                joined.addmm_(features, self._static_share[k])
            torch.mv(joined.relu_(), self._output[k], out=out[k, pixels])
        out.add_(self._output_bias)
        if self._shortcut is not None and self._maps:
            out.add_(self._shortcut.of_patches(static, work))
        for cell, table in zip(cells, tables.plain):
            out.add_(table.index_select(1, torch.from_numpy(cell).to(self._device)))
        return out.view(self._members, height, width).cpu().numpy()

    def _tile_shares(
        self, number: int, group: CellSequences, row: NDArray[np.int32], table: Tensor | None, work: Workspace
    ) -> tuple[Tensor, Tensor]:
        """Return a table of shares (M, n, dense) and of every pixel its row there, given its cell in the window."""
        if table is None:
            cells, place = np.unique(row, return_inverse=True)
            row = place.astype(np.int32)
            table = work.array(f"table {number}", self._members, len(cells), self._architecture.dense)
            for start in range(0, len(cells), self._sequences_at_once):
                part = slice(start, start + self._sequences_at_once)
                table[:, part] = self._sequences[number].shares(group.values[cells[part]], work)
        return table, torch.from_numpy(row).to(self._device)


@dataclass(frozen=True)
class _Tables:
    """What the sequences of a window give, a table a temporal group.

    Attributes
    ----------
    shares
        (M, n, dense) of the dense layer, None where they are too many to be kept.
    plain
        (M, n) of the output, by the shortcut; none where there is none.
    """

    shares: Sequence[Tensor | None]
    plain: Sequence[Tensor]


def _tile_side(architecture: Architecture, device: torch.device) -> int:
    if device.type != "cpu":
        return DEVICE_TILE_PX
    side, values = TILE_PX, values_a_place(architecture)
    while side > LEAST_TILE_PX and (side + architecture.window - 1) ** 2 * values > TILE_VALUES:
        side //= 2
    return side


def operations_a_pixel(architecture: Architecture, pixels_a_cell: float = 1.0) -> float:
    """Count the floating point operations of the products that a pixel and member cannot do without.

    What neighbouring pixels share counts once, a sequence once for the pixels of its cell. Nothing elementwise counts.
    """
    products = 0.0
    axis = of_patch(architecture.window)
    for depth, filters in zip((architecture.channels, *architecture.filters), architecture.filters):
        products += taps_a_pixel(axis) * depth * filters
        axis = axis.convolved().pooled() if len(axis.kinds) > 1 else axis
    gates = 4 * architecture.hidden
    for steps, variables in architecture.sequences:
        below = variables + (architecture.layers - 1) * architecture.hidden
        recurrent = architecture.layers * (steps - 1) * architecture.hidden
        products += ((steps * below + recurrent) * gates + architecture.hidden * architecture.dense) / pixels_a_cell
    if architecture.shortcut:
        products += 2 * architecture.channels + 2 * sum(count for _, count in architecture.sequences) / pixels_a_cell
    products += architecture.static_features * architecture.dense + architecture.dense
    return 2 * products
