"""Trained members: from covariates to the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from .errors import InputError
from .network import Architecture, forward
from .scaling import Scaling

EVALUATION_ROWS = 1024  # rows evaluated at once, all members together: some 100 MB of activations
SYMMETRIES = 8


@dataclass(frozen=True)
class Ensemble:
    """Trained members: how to get from covariates to the target.

    Attributes
    ----------
    architecture, parameters
        Shape and values, every parameter (M, ...).
    scaling
        Of every member.
    """

    architecture: Architecture
    parameters: dict[str, Tensor]
    scaling: Scaling

    def predict(
        self, static: NDArray[np.float32], temporal: Sequence[NDArray[np.float32]], device: torch.device | None = None
    ) -> NDArray[np.float64]:
        """Return predictions (M, n) in the unit of the target, of (n, C, w, w) patches and (n, T, F) sequences."""
        return self.scaling.original(self.predict_scaled(static, temporal, device))

    def predict_scaled(
        self, static: NDArray[np.float32], temporal: Sequence[NDArray[np.float32]], device: torch.device | None = None
    ) -> NDArray[np.float32]:
        """Return predictions (M, n) in the members' scaled units."""
        inputs = ScaledInputs(static, temporal, self.scaling, device or torch.device("cpu"))
        parameters = {name: value.to(inputs.device) for name, value in self.parameters.items()}
        members = torch.arange(len(self.scaling.smearing), device=inputs.device)
        chunk = max(EVALUATION_ROWS // len(members), 64)
        out = []
        with torch.inference_mode():
            for rows in torch.arange(len(static), device=inputs.device).split(chunk):
                patches, sequences = inputs.take(members, rows.expand(len(members), -1))
                out.append(forward(self.architecture, parameters, patches, sequences).cpu().numpy())
        return np.concatenate(out, axis=1)

    def subset(self, members: Sequence[int]) -> Ensemble:
        """Return the ensemble of some members."""
        kept = list(members)
        parameters = {name: value[kept] for name, value in self.parameters.items()}
        return Ensemble(self.architecture, parameters, self.scaling.subset(kept))


def select_device(name: str) -> torch.device:
    """Return the device of a name; ``auto`` takes CUDA or Apple's where there is one.

    Raises
    ------
    InputError
        The device is not on this machine.
    """
    available = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if name == "auto":
        name = next((kind for kind in ("cuda", "mps") if available[kind]), "cpu")
    if not available.get(name, False):
        raise InputError(f"The device {name!r} is not available here; choose 'auto' or 'cpu'.")
    return torch.device(name)


class ScaledInputs:
    """Covariates on the device; scales each member's share as it is taken."""

    def __init__(
        self,
        static: NDArray[np.float32],
        temporal: Sequence[NDArray[np.float32]],
        scaling: Scaling,
        device: torch.device,
    ) -> None:
        self.device = device
        self._static = torch.from_numpy(static).to(device)
        self._temporal = [torch.from_numpy(array).to(device) for array in temporal]
        self._static_scale = torch.from_numpy(scaling.static).to(device)  # (2, M, C)
        self._temporal_scale = [torch.from_numpy(array).to(device) for array in scaling.temporal]  # (2, M, F)
        self._turned = torch.from_numpy(symmetries(static.shape[-1])).to(device)  # (8, w w)

    def take(self, members: Tensor, rows: Tensor, symmetry: Tensor | None = None) -> tuple[Tensor | None, list[Tensor]]:
        """Return scaled patches (M, B, C, w, w) and sequences (M, B, T, F) of each member's rows (M, B)."""
        sequences = []
        for array, scale in zip(self._temporal, self._temporal_scale):
            mean, spread = scale[:, members][:, :, None, None]
            sequences.append((array[rows] - mean) / spread)
        if not self._static.shape[1]:
            return None, sequences
        mean, spread = self._static_scale[:, members][:, :, None, :, None, None]
        patches = (self._static[rows] - mean) / spread
        if symmetry is not None and patches.shape[-1] > 1:
            order = self._turned[symmetry].unsqueeze(2).expand(-1, -1, patches.shape[2], -1)  # (M, B, C, w w)
            patches = patches.flatten(3).gather(3, order).view_as(patches)
        return patches, sequences


def symmetries(window: int) -> NDArray[np.int64]:
    """Return the eight symmetries of the square as orders of the pixels of a patch, (8, w w)."""
    pixels = np.arange(window * window).reshape(window, window)
    turns = [np.rot90(image, k) for image in (pixels, pixels.T) for k in range(4)]
    return np.stack([turn.reshape(-1) for turn in turns])
