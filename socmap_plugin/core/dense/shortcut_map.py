"""What the plain values of covariates add to the output, for every pixel of a tile and every sequence of a window.

Middle pixel and mean of a patch are those of the tile and sums over its windows, which all members share: how a member
scales covariates is in its weights.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ..network.buffers import Workspace
from ..network.cnn_lstm import Architecture, Parameters
from ..network.scaling import Scaling

SEQUENCES_AT_ONCE = 4096  # whose values are held and scaled together


class ShortcutMap:
    """Evaluates the shortcut of some members.

    Parameters
    ----------
    architecture, parameters
        Of the network; every parameter is (M, ...).
    scaling
        Of its members, which hold covariates at the same edges.
    """

    def __init__(self, architecture: Architecture, parameters: Parameters, scaling: Scaling) -> None:
        self._window = architecture.window
        static, temporal = scaling.ranges.shared() if scaling.ranges else (None, (None,) * len(scaling.temporal))
        weights = parameters["output.weight"][:, architecture.dense :, 0]
        parts, first = [], 0
        for moments, edges in zip((scaling.static, *scaling.temporal), (static, *temporal)):
            last = first + 2 * moments.shape[2]
            parts.append(_Part.of(weights[:, first:last], moments, edges))
            first = last
        self._static, *self._temporal = parts

    def of_patches(self, static: Tensor, work: Workspace) -> Tensor:
        """Return what the static covariates of a tile add, (M, pixels); they are (C, height + w - 1, width + w - 1)."""
        scaled = self._static.scaled(static, work.array("plain scaled", *static.shape))
        channels, rows, cols = scaled.shape
        height, width, middle = rows - self._window + 1, cols - self._window + 1, self._window // 2
        values = work.array("plain", 2 * channels, height, width)
        values[:channels] = scaled[:, middle : middle + height, middle : middle + width]
        along = work.array("plain along", channels, rows, width).copy_(scaled[:, :, :width])
        for shift in range(1, self._window):
            along += scaled[:, :, shift : shift + width]
        total = values[channels:].copy_(along[:, :height])
        for shift in range(1, self._window):
            total += along[:, shift : shift + height]
        total /= self._window**2
        return self._static.weighed(values.flatten(1))

    def of_sequences(self, group: int, values: NDArray[np.float32]) -> Tensor:
        """Return what the sequences (n, T, F) of a temporal group add, (M, n)."""
        part = self._temporal[group]
        found = []
        for start in range(0, len(values), SEQUENCES_AT_ONCE):
            own = torch.from_numpy(values[start : start + SEQUENCES_AT_ONCE]).to(part.bias.device)
            scaled = part.scaled(own.permute(2, 0, 1))  # (F, n, T)
            found.append(part.weighed(torch.cat([scaled.mean(dim=2), scaled[:, :, -1]])))
        return torch.cat(found, dim=1)


@dataclass(frozen=True)
class _Part:
    """Of F covariates, which all members scale and hold alike: weights (M, 2 F) and bias (M, 1) are each member's own.

    Centre, spread and both edges are (F, 1, 1).
    """

    weight: Tensor
    bias: Tensor
    centre: Tensor
    spread: Tensor
    edges: tuple[Tensor, Tensor] | None

    @classmethod
    def of(cls, weight: Tensor, moments: NDArray[np.float32], edges: NDArray[np.float32] | None) -> _Part:
        """Return the part for weights (M, 2 F), moments (2, M, F) of the members, and edges (2, F)."""
        shared = moments.mean(axis=1, dtype=np.float64).astype(np.float32)
        centre, spread = (torch.from_numpy(row)[:, None, None].to(weight.device) for row in shared)
        own_mean, own_spread = (torch.from_numpy(row.astype(np.float64)).repeat(1, 2) for row in moments)  # (M, 2 F)
        mean, width = (torch.from_numpy(row.astype(np.float64)).repeat(2) for row in shared)
        exact = weight.cpu().double()  # Apple's devices know no double precision
        bias = (exact * ((mean - own_mean) / own_spread)).sum(dim=1, keepdim=True)
        held = None
        if edges is not None:
            low, high = (torch.from_numpy(end)[:, None, None].to(weight.device) for end in edges)
            held = (low - centre) / spread, (high - centre) / spread
        rescaled = exact * (width / own_spread)
        return cls(rescaled.float().to(weight.device), bias.float().to(weight.device), centre, spread, held)

    def scaled(self, values: Tensor, out: Tensor | None = None) -> Tensor:
        """Return values (F, ..., ...) scaled and held, in `out` if it is given."""
        scaled = torch.sub(values, self.centre, out=out).div_(self.spread)
        return scaled if self.edges is None else scaled.clamp_(*self.edges)

    def weighed(self, values: Tensor) -> Tensor:
        """Return the sums (M, k) over plain values (2 F, k)."""
        return torch.addmm(self.bias, self.weight, values)
