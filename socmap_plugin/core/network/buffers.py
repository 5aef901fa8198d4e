"""Memory that a thread uses again and again."""

from __future__ import annotations

import math

import torch
from torch import Tensor


class Workspace:
    """Arrays by name, each as large as the largest that was asked for under its name; fresh memory is slow.

    Parameters
    ----------
    device
        Where the arrays are.
    """

    def __init__(self, device: torch.device) -> None:
        self._device = device
        self._arrays: dict[str, Tensor] = {}

    def array(self, name: str, *shape: int) -> Tensor:
        """Return an array (float32) of a shape; it holds anything, and shares its memory with others of its name."""
        size = math.prod(shape)
        array = self._arrays.get(name)
        if array is None or array.numel() < size:
            array = self._arrays[name] = torch.empty(size, device=self._device)
        return array[:size].view(shape)
