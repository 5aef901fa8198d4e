"""The convolutional branch of the network for every pixel of a tile, equal to cutting a patch around each.

For every pair of kinds that positions of a patch's maps have (:mod:`.position_kinds`), of row and column, the map is
evaluated once at all places of the tile, and a patch finds its own values in it. An odd map's last row and column are
not pooled, so the first convolution meets padding above and to the left only.

Maps of up to MATRIX_WIDTH pixels, as the usual patch of 5 x 5 has after its first pooling, have no two positions of one
kind: there a convolution is a matrix product from the whole map to all positions that are pooled.

Everything lies in planes, a channel after another, so that what is done value by value runs along the pixels of a tile.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ..network.buffers import Workspace
from ..network.cnn_lstm import KERNEL, MATRIX_WIDTH, Architecture, Parameters, map_matrix
from .pooling import Maps, pooled, pooled_flat
from .position_kinds import Axis, of_patch

CHANNELS_AT_ONCE = 40  # filters of several narrow members share a product: few columns are slow ones
VALUES_AT_ONCE = 2**19  # of a member, from the last maps to the output: what lies between stays in the cache
_OFFSETS = (-1, 0, 1)


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
        self._centre, self._spread = (_planes(row).to(device) for row in shared)
        # Rounded as the covariates are, which therefore may be held when they are scaled.
        self._edges = (
            None if edges is None else [(_planes(end).to(device) - self._centre) / self._spread for end in edges]
        )
        weights, bias = _rescaled(parameters, moments, shared)
        count = _members_at_once(architecture)
        self._groups = [slice(start, start + count) for start in range(0, len(bias), count)]
        self._first = [
            [part.to(device) for part in _first_weights(weights[own], bias[own], self._window)] for own in self._groups
        ]
        self._later = [
            (parameters[f"conv{i}.weight"], parameters[f"conv{i}.bias"]) for i in range(2, len(self._filters) + 1)
        ]
        # Maps become narrower, so that after the first matrix all are.
        self._matrices = {
            number: map_matrix(weight, width).transpose(1, 2).contiguous()
            for number, ((weight, _), width) in enumerate(zip(self._later, architecture.maps[1:]))
            if width <= MATRIX_WIDTH
        }

        widths = [*(matrix.shape[1] for matrix in self._matrices.values()), architecture.dense]
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
        """Return what the kernel sees around every place of the tile, and ones for a bias: (9 C + 2, rows, columns).

        The taps are in the order corner, above, 1, inside, 1 and left, so that what a kind of positions adds to another
        is neighbours; where a tap lies off the tile, no patch asks for it.
        """
        channels, height, width = static.shape
        if self._window == 1:
            columns = work.array("columns", channels + 1, height, width)
            self._scaled(static, columns[:channels])
            columns[channels] = 1
            return columns
        scaled = self._scaled(static, work.array("scaled", channels, height, width))
        columns = work.array("columns", KERNEL**2 * channels + 2, height, width)
        for (dy, dx), place in zip(_TAPS, _tap_places(channels)):
            rows, cols = _overlap(dy, height), _overlap(dx, width)
            columns[place : place + channels, rows[0], cols[0]] = scaled[:, rows[1], cols[1]]
        for place in _ones(channels):
            columns[place] = 1
        return columns

    def _scaled(self, static: Tensor, out: Tensor) -> Tensor:
        torch.sub(static, self._centre, out=out).div_(self._spread)
        return out if self._edges is None else torch.clamp(out, *self._edges, out=out)

    def _first_maps(self, columns: Tensor, group: int, work: Workspace) -> tuple[Maps, Axis]:
        """Convolve: the maps of every pair of kinds, and the positions that are pooled.

        A corner sees what is inside the patch; the first row sees more to the left, the first column more above, and
        all others what the first row sees and more above.
        """
        _, rows, cols = columns.shape
        flat = columns.flatten(1)
        read = of_patch(self._window).convolved()
        convolved: Maps = {}
        found: list[Tensor] = []
        for pair, weight, part, known in zip(read.pairs(), self._first[group], _parts(len(self._centre)), _ADDED_TO):
            out = work.array(f"first {len(found)}", len(weight), rows * cols)
            if known is None:
                torch.mm(weight, flat[part], out=out)
            else:
                torch.addmm(found[known], weight, flat[part], out=out)
            found.append(out)
            map_ = out.view(-1, self._filters[0], rows, cols)
            convolved[pair] = map_[:, :, read.first(pair[0]) :, read.first(pair[1]) :]
        return convolved, read

    def _first_pixels(self, columns: Tensor, group: int, work: Workspace) -> Tensor:
        """Return the features (members, filters, pixels) of patches of one pixel."""
        weight, flat = self._first[group][0], columns.flatten(1)
        out = torch.mm(weight, flat, out=work.array("first", len(weight), flat.shape[1])).relu_()
        return out.unflatten(0, (-1, self._filters[0]))

    # --- the others ---------------------------------------------------------------------------------------------------

    def _rest(
        self, convolved: Maps, read: Axis, own: slice, size: tuple[int, int], work: Workspace
    ) -> Iterator[tuple[int, slice, Tensor]]:
        bias = None  # the first convolution has added its own
        first = len(self._later) - len(self._matrices)
        for number, (weight, next_bias) in enumerate(self._later[:first]):
            maps = pooled(convolved, read, size, bias, str(number), work)
            convolved, read = _convolved(maps, read.pooled(), weight[own], size, number, work)
            bias = next_bias[own]
        yield from self._by_matrices(pooled_flat(convolved, read, size, bias, "flat", work), first, own, work)

    def _by_matrices(
        self, flat: Tensor, first: int, own: slice, work: Workspace
    ) -> Iterator[tuple[int, slice, Tensor]]:
        """Do the convolutions from `first` on, which are matrices, of flattened maps (members, s s C, pixels)."""
        for member, maps in enumerate(flat, start=own.start):
            for pixels in blocks(maps.shape[1], self._widest):
                values = maps[:, pixels]
                for number in range(first, len(self._later)):
                    matrix, bias = self._matrices[number][member], self._later[number][1][member]
                    values = _by_matrix(values, matrix, bias, f"features {number + 1}", work)
                yield member, pixels, values.transpose(0, 1)


def blocks(pixels: int, width: int) -> Iterator[slice]:
    """Yield parts of some pixels, for each of which `width` values are in the cache at a time."""
    size = max(VALUES_AT_ONCE // width, 1)
    for start in range(0, pixels, size):
        yield slice(start, min(start + size, pixels))


def values_a_place(architecture: Architecture) -> int:
    """Count the values that lie in memory for a place of a tile, from the covariates to the flattened maps."""
    members, values = _members_at_once(architecture), (KERNEL**2 + 1) * architecture.channels
    as_maps = max(sum(width > MATRIX_WIDTH for width in architecture.maps[:-1]), 1)
    axis = of_patch(architecture.window)
    for number, filters in enumerate(architecture.filters[:as_maps], start=1):
        convolved = axis.convolved()
        axis = convolved.pooled()
        of_rows = len(set(axis.kinds)) * len(set(convolved.kinds))
        kept = len(axis.kinds) ** 2 if number == as_maps else len(axis.pairs())
        values += members * filters * (len(convolved.pairs()) + of_rows + kept)
    return values


def _members_at_once(architecture: Architecture) -> int:
    return max(CHANNELS_AT_ONCE // architecture.filters[0], 1)


# The first convolution's taps in the order of its columns: corner, above, inside, left.
_TAPS = ((-1, -1), (-1, 0), (-1, 1), (0, 0), (0, 1), (1, 0), (1, 1), (0, -1), (1, -1))
_CASES = ((3, 7), (7, 9), (1, 3), (0, 3))  # of these, what counts at a corner, and what each case adds to another:
_ADDED_TO = (None, 0, 0, 1)


def _tap_places(channels: int) -> list[int]:
    return [i * channels + (i > 2) + (i > 6) for i in range(len(_TAPS))]


def _ones(channels: int) -> tuple[int, int]:
    return 3 * channels, 7 * channels + 1


def _parts(channels: int) -> list[slice]:
    """Return the columns of each case, one of ones among them."""
    above, left = _ones(channels)
    return [slice(above + 1, left + 1), slice(left, None), slice(channels, above + 1), slice(0, above + 1)]


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
    """Return the weights (members filters, columns) of each case; a bias comes from the column of ones."""

    def joined(taps: list[int], one: int, own: Tensor) -> Tensor:
        of_ones = own + bias[:, taps].sum(dim=1)  # (members, filters)
        rows = [weight[:, tap] for tap in taps]
        rows.insert(one, of_ones.unsqueeze(1))
        return torch.cat(rows, dim=1).transpose(1, 2).flatten(0, 1).float().contiguous()

    of_all = bias[:, -1]
    if window == 1:
        return [joined([KERNEL + 1], 1, of_all)]
    numbers = [(dy + 1) * KERNEL + dx + 1 for dy, dx in _TAPS]
    corner, left, *above = (numbers[slice(*case)] for case in _CASES)
    none = torch.zeros_like(of_all)
    return [
        joined(corner, len(corner), of_all),
        joined(left, 0, none),
        *(joined(taps, len(taps), none) for taps in above),
    ]


def _overlap(offset: int, size: int) -> tuple[slice, slice]:
    """Return where a map meets itself shifted by `offset`."""
    return slice(max(-offset, 0), size - max(offset, 0)), slice(max(offset, 0), size - max(-offset, 0))


def _planes(values: NDArray[np.float32]) -> Tensor:
    return torch.from_numpy(values)[:, None, None]


def _by_matrix(values: Tensor, matrix: Tensor, bias: Tensor, name: str, work: Workspace) -> Tensor:
    """Convolve flattened maps (s s C, pixels) by one product, pool and rectify: (filters, pixels)."""
    filters, pixels = len(bias), values.shape[1]
    product = torch.mm(matrix, values, out=work.array("product", len(matrix), pixels))
    out = torch.amax(product.unflatten(0, (-1, filters)), 0, out=work.array(name, filters, pixels))
    return out.add_(bias[:, None]).relu_()


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
        kernel = weight[:, taps].flatten(1, 2).transpose(1, 2)  # (members, filters, taps C)
        members, filters, depth = kernel.shape
        out = work.array(f"{number} convolved {len(convolved)}", members, filters, rows, cols)
        columns = work.array("seen", len(seen), depth // len(seen), rows, cols)
        for k in range(members):
            for place, (_, _, map_, y, x) in enumerate(seen):
                columns[place] = map_[k, :, y : y + rows, x : x + cols]
            torch.mm(kernel[k], columns.view(depth, rows * cols), out=out[k].view(filters, rows * cols))
        convolved[pair] = out
    return convolved, read
