"""The CNN-LSTM with a leading member axis: many same-shaped networks evaluated as batched products.

A convolutional branch reads the patch of the static covariates, one LSTM branch a temporal group reads its sequence;
their features are joined, pass a dense layer with ReLU and dropout, and give one number (Zhang et al. 2022, Figure 6,
Tables 2 and 3). What covariates say plainly, see :func:`plain_values`, may reach the output beside them. Every
parameter has shape (M, ...): folds, repeats and seeds are members of one network.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from ..jobs.models import DEEPEST, PRESETS, TrainingSettings
from ..runtime.errors import InputError
from ..settings.limits import limits
from .lstm import lstm

KERNEL = 3
WIDEST = limits(TrainingSettings, "width").high
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
    shortcut
        Whether the output is a sum over :func:`plain_values` too.
    """

    channels: int
    window: int
    sequences: tuple[tuple[int, int], ...]
    filters: tuple[int, ...]
    hidden: int
    layers: int
    dense: int
    shortcut: bool = False

    @classmethod
    def of(
        cls, settings: TrainingSettings, channels: int, window: int, sequences: Sequence[tuple[int, int]]
    ) -> Architecture:
        """Return ``paper`` (Tables 2 and 3) or ``compact``, as wide and deep as asked.

        ``compact`` has about a tenth of the parameters, and the shortcut.

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
        shortcut = settings.preset == PRESETS[1]
        return cls(channels, window, tuple(sequences), tuple(widths), hidden, layers, dense, shortcut)

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

    @property
    def plain_values(self) -> int:
        """Number of :func:`plain_values` that reach the output."""
        return 2 * (self.channels + sum(variables for _, variables in self.sequences)) if self.shortcut else 0

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
        last = self.dense + self.plain_values
        shapes["output.weight"], shapes["output.bias"] = ((last, 1), self.dense), ((1,), self.dense)
        return shapes

    @property
    def parameter_count(self) -> int:
        """Number of parameters of one member."""
        return sum(math.prod(shape) for shape, _ in self.shapes().values())


Parameters = Mapping[str, Tensor]


def initial_parameters(architecture: Architecture, generators: Sequence[torch.Generator]) -> dict[str, Tensor]:
    """Draw the parameters of one member from each generator, uniform within 1 / sqrt(fan-in) as torch.nn does.

    The shortcut begins at 0: where few samples end the training early, its first values would be seen in the map.

    Returns
    -------
    dict of str to Tensor
        (M, ...) of every name of :meth:`Architecture.shapes`.
    """
    parameters = {
        name: torch.stack([(torch.rand(shape, generator=g) * 2 - 1) / math.sqrt(fan) for g in generators])
        for name, (shape, fan) in architecture.shapes().items()
    }
    parameters["output.weight"][:, architecture.dense :] = 0
    return parameters


def silence(
    architecture: Architecture, parameters: Parameters, static: NDArray[np.bool_], *temporal: NDArray[np.bool_]
) -> None:
    """Let covariates carry nothing: their first weights become 0, and stay so where training sees one value of them.

    Parameters
    ----------
    architecture, parameters
        Of M members.
    static, temporal
        (M, C) which static covariates, and (M, F) a temporal group which variables.
    """
    if static.size:
        parameters["conv1.weight"].transpose(1, 2)[torch.from_numpy(static)] = 0
    for g, chosen in enumerate(temporal):
        parameters[f"lstm{g}.0.input"][torch.from_numpy(chosen)] = 0
    if architecture.shortcut:
        twice = np.concatenate([part for chosen in (static, *temporal) for part in (chosen, chosen)], axis=1)
        parameters["output.weight"][:, architecture.dense :][torch.from_numpy(twice)] = 0


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
    if architecture.shortcut:
        dense = torch.cat([dense, plain_values(static, temporal)], dim=-1)
    # No product: with one column and one member it would take another way, with other last bits than in a batch.
    return (dense * parameters["output.weight"].transpose(1, 2)).sum(dim=-1) + parameters["output.bias"]


def plain_values(static: Tensor | None, temporal: Sequence[Tensor]) -> Tensor:
    """Return what covariates say without convolutions and LSTM, (M, B, plain values).

    Of patches (M, B, C, w, w) the middle pixel and the mean, of every group of sequences (M, B, T, F) the mean over the
    steps and the last one.
    """
    middle = 0 if static is None else static.shape[-1] // 2
    values = [] if static is None else [static[..., middle, middle], static.mean(dim=(-2, -1))]
    for sequences in temporal:
        values += [sequences.mean(dim=2), sequences[:, :, -1]]
    return torch.cat(values, dim=-1)


def static_features(architecture: Architecture, parameters: Parameters, patches: Tensor) -> Tensor:
    """Return the flattened features (M, B, static_features) of patches (M, B, C, w, w)."""
    maps = patches.permute(0, 1, 3, 4, 2)  # (M, B, w, w, C)
    for i in range(1, len(architecture.filters) + 1):
        maps = _convolve_and_pool(maps, parameters[f"conv{i}.weight"], parameters[f"conv{i}.bias"])
    return maps.flatten(2)


def sequence_features(architecture: Architecture, parameters: Parameters, group: int, values: Tensor) -> Tensor:
    """Return the last hidden state (M, B, hidden) of a group's LSTM over (M, B, T, F)."""
    states = values.permute(2, 0, 1, 3)  # (T, M, B, F)
    for layer in range(architecture.layers):
        weights = (parameters[f"lstm{group}.{layer}.{part}"] for part in ("input", "recurrent", "bias"))
        states = lstm(states, *weights)
    return states[-1]


def _convolve_and_pool(maps: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """3 x 3 'same' convolution, 2 x 2 maximum pooling and ReLU: (M, B, s, s, C) -> (M, B, p, p, filters).

    Only the positions that the pooling reads are computed: an odd map's last row and column are not. ReLU after the
    maximum equals ReLU before it.
    """
    members, batch, width, _, _ = maps.shape
    if width <= MATRIX_WIDTH:
        out = torch.bmm(maps.flatten(2), map_matrix(weight, width))  # (M, B, positions filters)
        out = _Maximum.apply(out.unflatten(2, (-1, bias.shape[1])))  # (M, B, filters)
        return (out + bias.unsqueeze(1)).relu().view(members, batch, 1, 1, -1)
    # Few filters by many positions is a faster product than the other way round.
    out = torch.bmm(weight.flatten(1, 2).transpose(1, 2), _columns(maps).transpose(1, 2))  # (M, filters, 4 B p p)
    out = (_Maximum.apply(out.unflatten(2, (4, -1))) + bias.unsqueeze(2)).relu()  # (M, filters, B p p)
    return out.unflatten(2, (batch, width // 2, width // 2)).permute(0, 2, 3, 4, 1)


def map_matrix(weight: Tensor, width: int) -> Tensor:
    """Return a 'same' convolution (M, 9, C, filters) on a map of 1 to 3 pixels, as a matrix to what is pooled.

    Returns
    -------
    Tensor
        (M, width width C, positions filters), from the map to the four positions that are pooled, or to its only one.
    """
    matrix: Tensor = _MapMatrix.apply(weight.unflatten(1, (KERNEL, KERNEL)), width)
    return matrix.flatten(4).flatten(1, 3)


def _columns(maps: Tensor) -> Tensor:
    """Return what the kernel sees at every position that is read: (M, B, s, s, C) -> (M, 4 B p p, 9 C).

    Positions that are pooled together are B p p apart.
    """
    pooled = maps.shape[2] // 2
    padded = F.pad(maps, (0, 0, 1, 1, 1, 1))
    seen = padded.unfold(2, KERNEL, 1).unfold(3, KERNEL, 1)  # (M, B, s, s, C, 3, 3)
    seen = seen.movedim(4, -1)[:, :, : 2 * pooled, : 2 * pooled]  # (M, B, 2 p, 2 p, 3, 3, C)
    by_pool = seen.unflatten(3, (pooled, 2)).unflatten(2, (pooled, 2))  # (M, B, p, 2, p, 2, 3, 3, C)
    apart = by_pool.movedim((3, 5), (1, 2))  # (M, 2, 2, B, p, p, 3, 3, C)
    return apart.flatten(6).flatten(1, 5)


class _MapMatrix(torch.autograd.Function):
    """A 'same' convolution on a map of 1 to 3 pixels that is pooled to one, as a matrix from map to positions."""

    @staticmethod
    def forward(ctx: Any, kernel: Tensor, width: int) -> Tensor:
        """(M, 3, 3, C, filters) -> (M, s, s, C, positions, filters)."""
        ctx.width = width
        padded = F.pad(kernel, (0, 0, 0, 0, 0, 1, 0, 1)) if width > 2 else kernel
        return torch.stack(_positions(padded, width), dim=4)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, None]:
        size = 4 if ctx.width > 2 else 3
        members, _, _, depth, _, filters = gradient.shape
        out = gradient.new_zeros(members, size, size, depth, filters)
        for part, own in zip(_positions(out, ctx.width), gradient.unbind(4)):
            part.add_(own)
        return out[:, :KERNEL, :KERNEL], None


def _positions(kernel: Tensor, width: int) -> list[Tensor]:
    """Return, for every position that is read, the taps that lie on the pixels of the map: views (M, s, s, C, f)."""
    starts = range(2) if width > 1 else range(1, 2)
    return [kernel[:, a : a + width, b : b + width] for a in starts for b in starts]


class _Maximum(torch.autograd.Function):
    """Maximum over dimension 2 whose gradient equals share, as amax's; much faster than that one."""

    @staticmethod
    def forward(ctx: Any, values: Tensor) -> Tensor:
        largest = values.amax(2)
        ctx.save_for_backward(values, largest)
        return largest

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> Tensor:
        values, largest = ctx.saved_tensors
        chosen = torch.eq(values, largest.unsqueeze(2), out=torch.empty_like(values))
        return chosen.mul_((gradient / chosen.sum(2)).unsqueeze(2))
