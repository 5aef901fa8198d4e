"""The CNN-LSTM with a leading member axis: many same-shaped networks evaluated as batched products.

A convolutional branch reads the patch of the static covariates, one LSTM branch a temporal group reads its sequence;
their features are joined, pass a dense layer with ReLU and dropout, and give one number (Zhang et al. 2022, Figure 6,
Tables 2 and 3). Every parameter has shape (M, ...): folds, repeats and seeds are members of one network.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from .errors import InputError
from .jobs import PRESETS, TrainingSettings

KERNEL = 3
DEEPEST, WIDEST = 3, 16.0
# Up to this width a 'same' convolution is cheaper as one matrix from map to map: most kernel taps fall on the padding.
MATRIX_WIDTH = 3


@dataclass(frozen=True)
class Architecture:
    """Shape of a network.

    Attributes
    ----------
    channels, window
        Static covariates and width of their patch; no channels, no convolutional branch.
    sequences
        (T, F) of each temporal group; none, no LSTM branch.
    filters
        Of the convolutions, one after another.
    hidden, layers
        Width and depth of every LSTM branch.
    dense
        Width of the dense layer.
    """

    channels: int
    window: int
    sequences: tuple[tuple[int, int], ...]
    filters: tuple[int, ...]
    hidden: int
    layers: int
    dense: int

    @classmethod
    def of(
        cls, settings: TrainingSettings, channels: int, window: int, sequences: Sequence[tuple[int, int]]
    ) -> Architecture:
        """Return ``paper`` (Tables 2 and 3) or ``compact``, about a tenth of its parameters, as wide and deep as asked.

        Raises
        ------
        InputError
            A preset that is none, or a width or depth out of range.
        """
        if settings.preset not in PRESETS:
            raise InputError(f"The preset {settings.preset!r} is not known; choose {' or '.join(PRESETS)}.")
        filters, hidden, layers, dense = {
            PRESETS[0]: ((32, 64), 32, 2, 128),
            PRESETS[1]: ((8, 16), 12, 1, 32),
        }[settings.preset]
        depth = settings.convolutions
        layers = settings.lstm_layers or layers
        if not (1 <= depth <= DEEPEST and 1 <= layers <= DEEPEST and 0 < settings.width <= WIDEST):
            raise InputError(
                f"{depth} convolutions, {layers} LSTM layers and a width of {settings.width:g} are asked of the "
                f"network; choose 1 to {DEEPEST} of each and a width above 0 and up to {WIDEST:g}."
            )
        wanted = [filters[min(i, 1)] for i in range(depth)]
        *widths, hidden, dense = (max(round(size * settings.width), 1) for size in (*wanted, hidden, dense))
        return cls(channels, window, tuple(sequences), tuple(widths), hidden, layers, dense)

    @property
    def maps(self) -> tuple[int, ...]:
        """Width of the patch and of every pooled map; a map of one pixel is not pooled."""
        widths = [self.window]
        for _ in self.filters:
            widths.append(max(widths[-1] // 2, 1))
        return tuple(widths)

    @property
    def static_features(self) -> int:
        """Length of the flattened convolutional features."""
        return self.filters[-1] * self.maps[-1] ** 2 if self.channels else 0

    def shapes(self) -> dict[str, tuple[tuple[int, ...], int]]:
        """Return shape (without the member axis) and fan-in of every parameter, by name."""
        shapes: dict[str, tuple[tuple[int, ...], int]] = {}
        if self.channels:
            for i, (depth, filters) in enumerate(zip((self.channels, *self.filters), self.filters), start=1):
                fan = depth * KERNEL**2
                shapes[f"conv{i}.weight"] = ((KERNEL * KERNEL, depth, filters), fan)
                shapes[f"conv{i}.bias"] = ((filters,), fan)
        for g, (_, variables) in enumerate(self.sequences):
            for layer in range(self.layers):
                depth = self.hidden if layer else variables
                shapes[f"lstm{g}.{layer}.input"] = ((depth, 4 * self.hidden), self.hidden)
                shapes[f"lstm{g}.{layer}.recurrent"] = ((self.hidden, 4 * self.hidden), self.hidden)
                shapes[f"lstm{g}.{layer}.bias"] = ((4 * self.hidden,), self.hidden)
        joined = self.static_features + self.hidden * len(self.sequences)
        shapes["dense.weight"], shapes["dense.bias"] = ((joined, self.dense), joined), ((self.dense,), joined)
        shapes["output.weight"], shapes["output.bias"] = ((self.dense, 1), self.dense), ((1,), self.dense)
        return shapes

    @property
    def parameter_count(self) -> int:
        """Number of parameters of one member."""
        return sum(math.prod(shape) for shape, _ in self.shapes().values())


Parameters = Mapping[str, Tensor]


def initial_parameters(architecture: Architecture, generators: Sequence[torch.Generator]) -> dict[str, Tensor]:
    """Draw the parameters of one member from each generator, uniform within 1 / sqrt(fan-in) as torch.nn does."""
    return {
        name: torch.stack([(torch.rand(shape, generator=g) * 2 - 1) / math.sqrt(fan) for g in generators])
        for name, (shape, fan) in architecture.shapes().items()
    }


def forward(
    architecture: Architecture,
    parameters: Parameters,
    static: Tensor | None,
    temporal: Sequence[Tensor],
    keep: Tensor | None = None,
) -> Tensor:
    """Evaluate all members.

    Parameters
    ----------
    architecture, parameters
        Shape and values of the network; every parameter is (M, ...).
    static
        (M, B, C, w, w) scaled patches, None without a convolutional branch.
    temporal
        (M, B, T, F) scaled sequences, one a group.
    keep
        (M, B, dense) factors of inverted dropout, None at prediction.

    Returns
    -------
    Tensor
        (M, B), in the scaled unit of the target.
    """
    features = [] if static is None else [static_features(architecture, parameters, static)]
    features += [sequence_features(architecture, parameters, g, values) for g, values in enumerate(temporal)]
    joined = torch.cat(features, dim=-1)  # (M, B, features)
    dense = torch.baddbmm(parameters["dense.bias"].unsqueeze(1), joined, parameters["dense.weight"]).relu()
    if keep is not None:
        dense = dense * keep
    return torch.baddbmm(parameters["output.bias"].unsqueeze(1), dense, parameters["output.weight"]).squeeze(-1)


def static_features(architecture: Architecture, parameters: Parameters, patches: Tensor) -> Tensor:
    """Return the flattened features (M, B, static_features) of patches (M, B, C, w, w)."""
    maps = patches.permute(0, 1, 3, 4, 2)  # (M, B, w, w, C)
    for i in range(1, len(architecture.filters) + 1):
        maps = _convolve_and_pool(maps, parameters[f"conv{i}.weight"], parameters[f"conv{i}.bias"])
    return maps.flatten(2)


def sequence_features(architecture: Architecture, parameters: Parameters, group: int, values: Tensor) -> Tensor:
    """Return the last hidden state (M, B, hidden) of a group's LSTM over (M, B, T, F); equations 2 to 7."""
    members, batch, steps = values.shape[:3]
    hidden = architecture.hidden
    for layer in range(architecture.layers):
        name = f"lstm{group}.{layer}"
        recurrent = parameters[f"{name}.recurrent"]
        inputs = torch.baddbmm(  # the input products of all steps at once
            parameters[f"{name}.bias"].unsqueeze(1),
            values.reshape(members, batch * steps, -1),
            parameters[f"{name}.input"],
        ).view(members, batch, steps, 4 * hidden)
        state = cell = None
        states = []
        for products in inputs.unbind(2):
            gates = products if state is None else torch.baddbmm(products, state, recurrent)
            opened = torch.sigmoid(gates[..., : 3 * hidden])  # input, forget, output
            enter, forget, leave = opened.chunk(3, dim=-1)
            candidate = torch.tanh(gates[..., 3 * hidden :])
            cell = enter * candidate if cell is None else torch.addcmul(enter * candidate, forget, cell)
            state = leave * torch.tanh(cell)
            states.append(state)
        values = torch.stack(states, dim=2) if layer + 1 < architecture.layers else states[-1]
    return values


def _convolve_and_pool(maps: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """3 x 3 'same' convolution, 2 x 2 maximum pooling and ReLU: (M, B, s, s, C) -> (M, B, p, p, filters).

    Only the positions that the pooling reads are computed: an odd map's last row and column are not. ReLU after the
    maximum equals ReLU before it.
    """
    members, batch, width, _, depth = maps.shape
    filters = weight.shape[-1]
    pooled = max(width // 2, 1)
    used = 2 * pooled if width > 1 else 1
    if width <= MATRIX_WIDTH:
        matrix = _map_matrix(weight, width, used)
        out = torch.bmm(maps.reshape(members, batch, -1).contiguous(), matrix)
    else:
        padded = F.pad(maps, (0, 0, 1, 1, 1, 1))
        columns = padded.unfold(2, KERNEL, 1).unfold(3, KERNEL, 1)[:, :, :used, :used]  # (M, B, u, u, C, 3, 3)
        columns = columns.permute(0, 1, 2, 3, 5, 6, 4).reshape(members, batch * used * used, KERNEL * KERNEL * depth)
        out = torch.bmm(columns, weight.reshape(members, KERNEL * KERNEL * depth, filters))
    out = out.view(members, batch, pooled, used // pooled, pooled, used // pooled, filters)
    return (out.amax(dim=(3, 5)) + bias.view(members, 1, 1, 1, filters)).relu()


def _map_matrix(weight: Tensor, width: int, used: int) -> Tensor:
    """Write a 'same' convolution on a small map as (M, s s C, u u filters): input position by output position."""
    members, _, depth, filters = weight.shape
    taps = torch.from_numpy(_taps(width, used)).to(weight.device)
    padded = F.pad(weight, (0, 0, 0, 0, 0, 1))  # tap 9: no connection
    matrix = padded[:, taps]  # (M, s s, u u, C, filters)
    return matrix.permute(0, 1, 3, 2, 4).reshape(members, width * width * depth, used * used * filters)


def _taps(width: int, used: int) -> np.ndarray:
    """Return which kernel tap (0..8, 9 for none) joins each input to each output position, (s s, u u)."""
    inputs, outputs = np.arange(width), np.arange(used)
    shift = inputs[:, None] - outputs[None, :] + 1  # (s, u) along one axis
    row, col = shift[:, None, :, None], shift[None, :, None, :]
    inside = (row >= 0) & (row < KERNEL) & (col >= 0) & (col < KERNEL)
    return np.where(inside, row * KERNEL + col, KERNEL * KERNEL).reshape(width * width, used * used)
