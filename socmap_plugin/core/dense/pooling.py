"""Rectified maxima over 2 x 2 positions of the dense maps: of every pair of kinds, or of every pixel's own map."""

from __future__ import annotations

import itertools

import torch
from torch import Tensor

from ..network.buffers import Workspace
from .position_kinds import Axis, Kind

Maps = dict[tuple[Kind, Kind], Tensor]  # (members, channels, rows, columns) of every pair of kinds


def pooled(convolved: Maps, axis: Axis, size: tuple[int, int], bias: Tensor | None, name: str, work: Workspace) -> Maps:
    """Return the rectified maxima over 2 x 2 positions, of every pair of pooled kinds, in an own memory `name`.

    The `bias` (members, channels) is added before, the `size` (rows, columns) is that of the tile.
    """
    largest = _Maxima(convolved, axis, size, work)
    maps: Maps = {}
    for pair in axis.pooled().pairs():
        out = work.array(f"{name} pooled {len(maps)}", *largest.shape(pair))
        maps[pair] = _rectified(largest.put(pair, out), bias)
    return maps


def pooled_flat(
    convolved: Maps, axis: Axis, size: tuple[int, int], bias: Tensor | None, name: str, work: Workspace
) -> Tensor:
    """Return the rectified maxima over 2 x 2 positions, every pixel's map as a column (members, p p C, pixels)."""
    largest = _Maxima(convolved, axis, size, work)
    read = axis.pooled()
    count = len(read.kinds)
    members, channels = next(iter(convolved.values())).shape[:2]
    flat = work.array(name, members, count, count, channels, *size)
    for pair in read.pairs():
        rows, cols = ([i for i, own in enumerate(read.kinds) if own == kind] for kind in pair)
        if len(rows) == len(cols) == 1:
            largest.put(pair, flat[:, rows[0], cols[0]])
            continue
        whole = largest.put(pair, work.array("pooled", *largest.shape(pair)))
        for i, j in itertools.product(rows, cols):
            y, x = (i - rows[0]) * read.step, (j - cols[0]) * read.step
            flat[:, i, j] = whole[..., y : y + size[0], x : x + size[1]]
    return _rectified(flat.flatten(1, 2), bias).flatten(3).flatten(1, 2)


class _Maxima:
    """The maxima over 2 x 2 positions: over two rows first, which pairs of kinds share, then over two columns."""

    def __init__(self, convolved: Maps, axis: Axis, size: tuple[int, int], work: Workspace) -> None:
        self._convolved, self._axis, self._pooled, self._size = convolved, axis, axis.pooled(), size
        self._work = work
        self._of_rows: Maps = {}  # by kinds of a pooled row and of a convolved column

    def shape(self, pair: tuple[Kind, Kind]) -> tuple[int, int, int, int]:
        """Return members, channels, rows and columns of the maxima of a pair of pooled kinds."""
        members, channels = next(iter(self._convolved.values())).shape[:2]
        rows, cols = (length + self._pooled.reach(kind) for length, kind in zip(self._size, pair))
        return members, channels, rows, cols

    def put(self, pair: tuple[Kind, Kind], out: Tensor) -> Tensor:
        """Put the maxima of a pair of pooled kinds into `out`, of :meth:`shape`: (members, channels, rows, columns)."""
        cols, left = out.shape[-1], self._pooled.first(pair[1])
        parts = []
        for j, col in enumerate(pair[1]):
            x = left + j * self._axis.step - self._axis.first(col)
            parts.append(self._larger_of_rows(pair[0], col)[..., x : x + cols])
        return torch.maximum(*parts, out=out)

    def _larger_of_rows(self, kind: Kind, col: Kind) -> Tensor:
        if (kind, col) not in self._of_rows:
            rows, top = self._size[0] + self._pooled.reach(kind), self._pooled.first(kind)
            parts = []
            for i, row in enumerate(kind):
                y = top + i * self._axis.step - self._axis.first(row)
                parts.append(self._convolved[row, col][:, :, y : y + rows])
            out = self._work.array(f"larger {len(self._of_rows)}", *parts[0].shape)
            self._of_rows[kind, col] = torch.maximum(*parts, out=out)
        return self._of_rows[kind, col]


def _rectified(maps: Tensor, bias: Tensor | None) -> Tensor:
    """Rectify maps (members, ..., channels, rows, columns) in place, after adding a bias (members, channels)."""
    if bias is not None:
        maps.add_(bias.view(len(bias), *[1] * (maps.dim() - 4), -1, 1, 1))
    return maps.relu_()
