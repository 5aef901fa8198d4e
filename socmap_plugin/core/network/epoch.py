"""What chance decides in an epoch, every member's share drawn from its own generator: order, symmetries, dropout."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from .ensemble import SYMMETRIES
from .members import Member


@dataclass(frozen=True)
class Epoch:
    """The steps of an epoch for m members together; a member with fewer rows or steps than others is padded.

    Attributes
    ----------
    widths
        Rows of every step: the most that a member has in it.
    rows
        (steps, m, width) row numbers of the dataset, of which a step takes the first of its own width; 0 where padded.
    weight
        (steps, m, width) 1, or 0 where padded.
    symmetry
        (steps, m, width) number of the orientation of a row's patches, None without augmentation.
    keep
        (steps, m, width, dense) factors of inverted dropout, None without dropout.
    """

    widths: list[int]
    rows: Tensor
    weight: Tensor
    symmetry: Tensor | None
    keep: Tensor | None


@dataclass(frozen=True)
class _Draws:
    """As :class:`Epoch`, of one member: (steps, width) with the steps and the width that it has by itself."""

    rows: NDArray[np.int64]
    weight: NDArray[np.float32]
    symmetry: NDArray[np.int64] | None
    keep: NDArray[np.float32] | None


def draw_epoch(
    members: Sequence[Member],
    generators: Sequence[np.random.Generator],
    augment: bool,
    dense: int,
    device: torch.device,
) -> Epoch:
    """Draw an epoch.

    Parameters
    ----------
    members, generators
        The m members that train, and the source of each one's chance.
    augment
        Whether patches are turned and mirrored.
    dense
        Units of the dense layer, which dropout is about.
    device
        Where the tensors are to be.
    """
    draws = [_draws(*own, augment, dense) for own in zip(members, generators)]
    weight = _together([own.weight for own in draws], 0.0, device)
    dropout = any(own.keep is not None for own in draws)
    return Epoch(
        widths=weight.count_nonzero(dim=2).amax(dim=1).tolist(),
        rows=_together([own.rows for own in draws], 0, device),
        weight=weight,
        symmetry=_together([own.symmetry for own in draws], 0, device) if augment else None,
        keep=_together([own.keep for own in draws], 1.0, device) if dropout else None,
    )


def _draws(member: Member, generator: np.random.Generator, augment: bool, dense: int) -> _Draws:
    """Draw a member's share, which must not depend on who else trains.

    Rows are split into mini-batches of nearly equal size, so that no step rests on a handful of samples.
    """
    steps = math.ceil(len(member.train) / member.batch_size)
    shape = steps, math.ceil(len(member.train) / steps)
    rows, weight = np.zeros(shape, np.int64), np.zeros(shape, np.float32)
    for step, part in enumerate(np.array_split(generator.permutation(member.train), steps)):
        rows[step, : len(part)], weight[step, : len(part)] = part, 1.0
    symmetry = generator.integers(SYMMETRIES, size=shape) if augment else None
    keep = None
    if member.dropout > 0:
        kept = generator.random((*shape, dense), np.float32) >= member.dropout
        keep = kept * np.float32(1 / (1 - member.dropout))
    return _Draws(rows, weight, symmetry, keep)


def _together(arrays: Sequence[NDArray[Any] | None], padding: float, device: torch.device) -> Tensor:
    """Return arrays (steps, width, ...) of the members as one (steps, m, width, ...), padded; None is padding only."""
    found = [array for array in arrays if array is not None]
    steps, width = (max(array.shape[axis] for array in found) for axis in (0, 1))
    whole = np.full((steps, len(arrays), width, *found[0].shape[2:]), padding, found[0].dtype)
    for i, array in enumerate(arrays):
        if array is not None:
            whole[: len(array), i, : array.shape[1]] = array
    return torch.from_numpy(whole).to(device)
