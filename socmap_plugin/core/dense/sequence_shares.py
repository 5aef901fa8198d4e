"""What the sequences of a temporal group add to the dense layer, each evaluated once for all pixels that have it."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ..network.buffers import Workspace
from ..network.cnn_lstm import Architecture, Parameters
from ..network.lstm import joined_weights, last_state


class SequenceShares:
    """An LSTM branch with its part of the dense layer, whose bias the first branch adds.

    Parameters
    ----------
    architecture, parameters
        Of the network.
    group
        Number of the temporal group.
    moments
        (2, M, F) mean and standard deviation by which each member scales the group's variables.
    edges
        (2, F) at which they are held, None where they are not.
    """

    def __init__(
        self,
        architecture: Architecture,
        parameters: Parameters,
        group: int,
        moments: Tensor,
        edges: NDArray[np.float32] | None,
    ) -> None:
        self._layers = []
        for i in range(architecture.layers):
            weight, recurrent, bias = (parameters[f"lstm{group}.{i}.{part}"] for part in ("input", "recurrent", "bias"))
            self._layers.append(joined_weights(weight, recurrent, bias, below=i > 0))
        first = architecture.static_features + group * architecture.hidden
        self._share = parameters["dense.weight"][:, first : first + architecture.hidden].contiguous()
        self._bias = parameters["dense.bias"].unsqueeze(1) if group == 0 else None
        self._mean, self._spread = moments.unsqueeze(3)  # (M, F, 1)
        self._edges = None if edges is None else torch.from_numpy(edges).to(moments.device).unsqueeze(2)

    def shares(self, values: NDArray[np.float32], work: Workspace) -> Tensor:
        """Return what sequences (n, T, F) add to the dense layer, (M, n, dense)."""
        given = torch.from_numpy(values).to(self._mean.device).permute(1, 2, 0).unsqueeze(1)  # (T, 1, F, n)
        if self._edges is not None:
            given = given.clamp(*self._edges)
        scaled = work.array("sequences", len(given), len(self._share), *given.shape[2:])
        torch.sub(given, self._mean, out=scaled).div_(self._spread)
        state = last_state(scaled, self._layers, work).transpose(1, 2)
        return torch.bmm(state, self._share) if self._bias is None else torch.baddbmm(self._bias, state, self._share)
