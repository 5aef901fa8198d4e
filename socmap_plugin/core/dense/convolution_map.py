"""The convolutional branch of the network for every pixel of a tile, equal to cutting a patch around each.

For every pair of kinds that positions of a patch's maps have (:mod:`.position_kinds`), of row and column, the map is
evaluated once at all places of the tile, and a patch finds its own values in it. An odd map's last row and column are
not pooled, so the first convolution meets padding above and to the left only.

Maps of up to MATRIX_WIDTH pixels, as the usual patch of 5 x 5 has after its first pooling, have no two positions of one
kind: there a convolution is a matrix product from the whole map to all positions that are pooled.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ..network.buffers import Workspace
from ..network.cnn_lstm import KERNEL, MATRIX_WIDTH, Architecture, Parameters, map_matrix
from .position_kinds import Axis, Kind, of_patch

CHANNELS_AT_ONCE = 40  # filters of several narrow members share a product: few columns are slow ones
VALUES_AT_ONCE = 2**18  # of a member, from the last maps to the output: what lies between stays in the cache
_OFFSETS = (-1, 0, 1)


Maps = dict[tuple[Kind, Kind], Tensor]  # (members, rows, columns, channels) of every pair of kinds


class DenseMaps:
    """Evaluates the convolutional branch of some members.

    Parameters
    ----------
    architecture, parameters
        Of the network; every parameter is (M, ...).
    moments
        (2, M, C) mean and standard deviation by which each member scales the covariates.
    edges
        (2, C) at which covariates are held, None where they are not.
    """

    def __init__(
        self,
        architecture: Architecture,
        parameters: Parameters,
        moments: NDArray[np.float32],
        edges: NDArray[np.float32] | None,
    ) -> None:
        self._window, self._filters = architecture.window, architecture.filters
        self._margin = architecture.window - 1
        device = parameters["conv1.weight"].device
        # What all members share is scaled once; how a member differs from it is in its weights.
        shared = moments.mean(axis=1, dtype=np.float64).astype(np.float32)
        self._centre, self._spread = (torch.from_numpy(row).to(device) for row in shared)
        # Rounded as the covariates are, which therefore may be held when they are scaled.
        self._edges = None if edges is None else (torch.from_numpy(edges).to(device) - self._centre) / self._spread
        weights, bias = _rescaled(parameters, moments, shared)
        count = max(CHANNELS_AT_ONCE // architecture.filters[0], 1)
        self._groups = [slice(start, start + count) for start in range(0, len(bias), count)]
        self._first = [
            [part.to(device) for part in _first_weights(weights[own], bias[own], self._window)] for own in self._groups
        ]
        self._later = [
            (parameters[f"conv{i}.weight"], parameters[f"conv{i}.bias"]) for i in range(2, len(self._filters) + 1)
        ]
        # Maps become narrower, so that after the first matrix all are.
        self._matrices = {
            number: map_matrix(weight, width).contiguous()
            for number, ((weight, _), width) in enumerate(zip(self._later, architecture.maps[1:]))
            if width <= MATRIX_WIDTH
        }

        widths = [*(matrix.shape[2] for matrix in self._matrices.values()), architecture.dense]
        self._widest = max(widths)

    def features(self, static: Tensor, work: Workspace) -> Iterator[tuple[int, slice, Tensor]]:
        """Yield members, some of their pixels, and the flattened features (pixels, static_features) of these.

        Parameters
        ----------
        static
            (C, height + w - 1, width + w - 1) covariates of a tile.
        work
            Holds what is yielded until the next is asked for.
        """
        height, width = (size - self._margin for size in static.shape[1:])
        columns = self._columns(static, work)
        for number, own in enumerate(self._groups):
            if self._window == 1:
                yield from self._by_matrices(self._first_pixels(columns, number, work), 0, own, work)
            else:
                yield from self._rest(*self._first_maps(columns, number, work), own, (height, width), work)

    # --- the first convolution ----------------------------------------------------------------------------------------

    def _columns(self, static: Tensor, work: Workspace) -> Tensor:
        """Return what the kernel sees around every place of the tile, (rows, columns, 9 C + 1), the last but 2 C a 1.

        The taps are in the order corner, above, inside and left, so that those above and inside, inside, and inside and
        left are neighbours; where a tap lies off the tile, no patch asks for it.
        """
        channels, height, width = static.shape
        scaled = work.array("scaled", height, width, channels)
        torch.sub(static.permute(1, 2, 0), self._centre, out=scaled).div_(self._spread)
        if self._edges is not None:
            torch.clamp(scaled, *self._edges, out=scaled)
        if self._window == 1:
            columns = work.array("columns", height, width, channels + 1)
            columns[..., :channels] = scaled
            columns[..., channels] = 1
            return columns
        columns = work.array("columns", height, width, KERNEL**2 * channels + 1)
        for (dy, dx), place in zip(_TAPS, _tap_places(channels)):
            rows, cols = _overlap(dy, height), _overlap(dx, width)
            out = columns[rows[0], cols[0], place : place + channels]
            out.copy_(scaled[rows[1], cols[1]])
        columns[..., _one_place(channels)] = 1
        return columns

    def _first_maps(self, columns: Tensor, group: int, work: Workspace) -> tuple[Maps, Axis]:
        """Convolve: the maps of every pair of kinds, and the positions that are pooled."""
        weights = self._first[group]
        rows, cols, _ = columns.shape
        flat = columns.flatten(0, 1)
        read = of_patch(self._window).convolved()
        convolved: Maps = {}
        for pair, weight, part in zip(read.pairs(), weights, _column_parts(len(self._centre))):
            out = work.array(f"first {len(convolved)}", rows * cols, weight.shape[1])
            torch.mm(flat[:, part], weight, out=out)
            map_ = out.view(rows, cols, -1, self._filters[0]).permute(2, 0, 1, 3)
            convolved[pair] = map_[:, read.first(pair[0]) :, read.first(pair[1]) :]
        return convolved, read

    def _first_pixels(self, columns: Tensor, group: int, work: Workspace) -> Tensor:
        """Return the features (members, pixels, filters) of patches of one pixel."""
        weight, flat = self._first[group][0], columns.flatten(0, 1)
        out = torch.mm(flat, weight, out=work.array("first", len(flat), weight.shape[1])).relu_()
        by_member = work.array("flat", weight.shape[1] // self._filters[0], len(flat), self._filters[0])
        return by_member.copy_(out.unflatten(1, (-1, self._filters[0])).transpose(0, 1))

    # --- the others ---------------------------------------------------------------------------------------------------

    def _rest(
        self, convolved: Maps, read: Axis, own: slice, size: tuple[int, int], work: Workspace
    ) -> Iterator[tuple[int, slice, Tensor]]:
        bias = None  # the first convolution has added its own
        first = len(self._later) - len(self._matrices)
        for number, (weight, next_bias) in enumerate(self._later[:first]):
            maps = _pooled(convolved, read, size, bias, str(number), work)
            convolved, read = _convolved(maps, read.pooled(), weight[own], size, number, work)
            bias = next_bias[own]
        yield from self._by_matrices(_pooled_flat(convolved, read, size, bias, "flat", work), first, own, work)

    def _by_matrices(
        self, flat: Tensor, first: int, own: slice, work: Workspace
    ) -> Iterator[tuple[int, slice, Tensor]]:
        """Do the convolutions from `first` on, which are matrices, of flattened maps (members, pixels, s s C)."""
        for member, maps in enumerate(flat, start=own.start):
            for rows in blocks(len(maps), self._widest):
                values = maps[rows]
                for number in range(first, len(self._later)):
                    matrix, bias = self._matrices[number][member], self._later[number][1][member]
                    values = _by_matrix(values, matrix, bias, f"features {number + 1}", work)
                yield member, rows, values


def blocks(pixels: int, width: int) -> Iterator[slice]:
    """Yield parts of some pixels, for each of which `width` values are in the cache at a time."""
    size = max(VALUES_AT_ONCE // width, 1)
    for start in range(0, pixels, size):
        yield slice(start, min(start + size, pixels))


# The first convolution's taps in the order of its columns: corner, above, inside, left.
_TAPS = ((-1, -1), (-1, 0), (-1, 1), (0, 0), (0, 1), (1, 0), (1, 1), (0, -1), (1, -1))


def _tap_places(channels: int) -> list[int]:
    return [i * channels + (i > 6) for i in range(len(_TAPS))]


def _one_place(channels: int) -> int:
    return 7 * channels


def _column_parts(channels: int) -> list[slice]:
    """Return the columns that count at a patch's corner, in its first row, in its first column, and inside it."""
    inner, end = 7 * channels + 1, 9 * channels + 1
    return [slice(3 * channels, inner), slice(3 * channels, end), slice(channels, inner), slice(0, end)]


def _rescaled(
    parameters: Parameters, moments: NDArray[np.float32], shared: NDArray[np.float32]
) -> tuple[Tensor, Tensor]:
    """Return the first weights (M, 9, C, filters) for covariates scaled as all, and what each tap adds to the bias.

    A member's own scaling is x -> (x - mean) / spread; off the patch it sees 0, so that the bias depends on the taps.
    """
    weight = parameters["conv1.weight"].cpu().double()  # Apple's devices know no double precision
    mean, spread = (torch.from_numpy(row.astype(np.float64)) for row in moments)  # (M, C)
    centre, width = (torch.from_numpy(row.astype(np.float64)) for row in shared)
    scaled = weight * (width / spread)[:, None, :, None]
    of_tap = (weight * ((centre - mean) / spread)[:, None, :, None]).sum(dim=2)  # (M, 9, filters)
    bias = parameters["conv1.bias"].cpu().double()
    return scaled, torch.cat([of_tap, bias.unsqueeze(1)], dim=1)


def _first_weights(weight: Tensor, bias: Tensor, window: int) -> list[Tensor]:
    """Return the weights (columns, members filters) of each case; a bias comes from the column of ones."""

    def joined(taps: Sequence[int], order: Sequence[int | None]) -> Tensor:
        own = bias[:, -1] + bias[:, list(taps)].sum(dim=1)  # (members, filters)
        rows = [own.unsqueeze(1) if tap is None else weight[:, tap] for tap in order]
        return torch.cat(rows, dim=1).transpose(0, 1).flatten(1).float().contiguous()

    if window == 1:
        return [joined([KERNEL + 1], [KERNEL + 1, None])]
    numbers = [(dy + 1) * KERNEL + dx + 1 for dy, dx in _TAPS]
    order = [*numbers[:7], None, *numbers[7:]]
    parts = (order[3:8], order[3:], order[1:8], order)
    return [joined([tap for tap in part if tap is not None], part) for part in parts]


def _overlap(offset: int, size: int) -> tuple[slice, slice]:
    """Return where a map meets itself shifted by `offset`."""
    return slice(max(-offset, 0), size - max(offset, 0)), slice(max(offset, 0), size - max(-offset, 0))


def _pooled(
    convolved: Maps, axis: Axis, size: tuple[int, int], bias: Tensor | None, name: str, work: Workspace
) -> Maps:
    """Return the rectified maxima over 2 x 2 positions, of every pair of pooled kinds."""
    pooled = axis.pooled()
    maps: Maps = {}
    for pair in pooled.pairs():
        rows, cols = (length + pooled.reach(kind) for length, kind in zip(size, pair))
        members, _, _, channels = next(iter(convolved.values())).shape
        out = work.array(f"{name} pooled {len(maps)}", members, rows, cols, channels)
        maps[pair] = _rectified(_maximum(convolved, axis, pair, out, work), bias)
    return maps


def _pooled_flat(
    convolved: Maps, axis: Axis, size: tuple[int, int], bias: Tensor | None, name: str, work: Workspace
) -> Tensor:
    """Return the rectified maxima over 2 x 2 positions, every pixel's map as a row (members, pixels, p p C)."""
    pooled = axis.pooled()
    count = len(pooled.kinds)
    members, _, _, channels = next(iter(convolved.values())).shape
    flat = work.array(name, members, *size, count, count, channels)
    for pair in pooled.pairs():
        rows, cols = ([i for i, own in enumerate(pooled.kinds) if own == kind] for kind in pair)
        if len(rows) == len(cols) == 1:
            _maximum(convolved, axis, pair, flat[:, :, :, rows[0], cols[0]], work)
            continue
        shape = (length + pooled.reach(kind) for length, kind in zip(size, pair))
        whole = _maximum(convolved, axis, pair, work.array("pooled", members, *shape, channels), work)
        for i, j in itertools.product(rows, cols):
            y, x = (i - rows[0]) * pooled.step, (j - cols[0]) * pooled.step
            flat[:, :, :, i, j] = whole[:, y : y + size[0], x : x + size[1]]
    return _rectified(flat, bias).flatten(3).flatten(1, 2)


def _maximum(convolved: Maps, axis: Axis, pair: tuple[Kind, Kind], out: Tensor, work: Workspace) -> Tensor:
    """Put the maxima over the 2 x 2 positions of a pair of pooled kinds into `out`."""
    _, rows, cols, _ = out.shape
    top, left = (axis.pooled().first(kind) for kind in pair)
    parts = []
    for (i, row), (j, col) in itertools.product(enumerate(pair[0]), enumerate(pair[1])):
        y, x = top + i * axis.step - axis.first(row), left + j * axis.step - axis.first(col)
        parts.append(convolved[row, col][:, y : y + rows, x : x + cols])
    other = work.array("maximum", *out.shape)
    torch.maximum(parts[0], parts[1], out=out)
    torch.maximum(parts[2], parts[3], out=other)
    return torch.maximum(out, other, out=out)


def _rectified(maps: Tensor, bias: Tensor | None) -> Tensor:
    if bias is not None:
        maps.add_(bias.view(len(bias), *[1] * (maps.dim() - 2), -1))
    return maps.relu_()


def _by_matrix(values: Tensor, matrix: Tensor, bias: Tensor, name: str, work: Workspace) -> Tensor:
    """Convolve flattened maps (pixels, s s C) by one product, pool and rectify: (pixels, filters)."""
    filters = len(bias)
    out = torch.mm(values, matrix, out=work.array("product", len(values), matrix.shape[1]))
    while out.shape[1] > filters:
        half = out.shape[1] // 2
        larger = work.array(f"{name} {half // filters}", len(values), half)
        out = torch.maximum(out[:, :half], out[:, half:], out=larger)
    return torch.add(out, bias, out=work.array(name, len(values), filters)).relu_()


def _convolved(
    maps: Maps, axis: Axis, weight: Tensor, size: tuple[int, int], number: int, work: Workspace
) -> tuple[Maps, Axis]:
    """Convolve every pair of kinds at all places of the tile; `weight` is (members, 9, C, filters)."""
    read = axis.convolved()
    convolved: Maps = {}
    for pair in read.pairs():
        (top, left), (rows, cols) = map(read.first, pair), (n + read.reach(kind) for n, kind in zip(size, pair))
        seen = [
            (dy, dx, maps[row, col], top + dy * axis.step - axis.first(row), left + dx * axis.step - axis.first(col))
            for dy, row in zip(_OFFSETS, pair[0])
            for dx, col in zip(_OFFSETS, pair[1])
            if row is not None and col is not None
        ]
        taps = [(dy + 1) * KERNEL + dx + 1 for dy, dx, *_ in seen]
        kernel = weight[:, taps].flatten(1, 2)  # (members, taps C, filters)
        members, depth, filters = kernel.shape
        out = work.array(f"{number} convolved {len(convolved)}", members, rows, cols, filters)
        columns = work.array("seen", rows, cols, len(seen), depth // len(seen))
        for k in range(members):
            for place, (_, _, map_, y, x) in enumerate(seen):
                columns[:, :, place] = map_[k, y : y + rows, x : x + cols]
            torch.mm(columns.view(rows * cols, depth), kernel[k], out=out[k].view(rows * cols, filters))
        convolved[pair] = out
    return convolved, read
