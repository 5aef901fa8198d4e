"""Trained members: from covariates to the target."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ..runtime.errors import InputError
from .cnn_lstm import Architecture, forward
from .scaling import Scaling
from .training_memory import rows_at_once

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
        """As :meth:`predict`, (M, n) in the members' scaled units."""
        inputs = ScaledInputs(static, temporal, self.scaling, device or torch.device("cpu"))
        parameters = {name: value.to(inputs.device) for name, value in self.parameters.items()}
        members = torch.arange(len(self.scaling.smearing), device=inputs.device)
        chunk = rows_at_once(self.architecture, len(members), EVALUATION_ROWS)
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

    @classmethod
    def joined(cls, parts: Sequence[Ensemble]) -> Ensemble:
        """Return the members of several ensembles of one architecture as one."""
        names = parts[0].parameters
        parameters = {name: torch.cat([part.parameters[name] for part in parts]) for name in names}
        return cls(parts[0].architecture, parameters, Scaling.joined([part.scaling for part in parts]))


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


def device_name(name: str, on_cluster: bool) -> str:
    """Return the device that a name stands for, the same wherever the work is done: never ``auto``.

    On a cluster ``auto`` is the processor, because some of its workers may lack what others have.

    Raises
    ------
    InputError
        The device is needed here and is not there.
    """
    if on_cluster:
        return "cpu" if name == "auto" else name
    return select_device(name).type


class ScaledInputs:
    """Covariates on the device; holds and scales each member's share as it is taken.

    Parameters
    ----------
    static
        (n, C, w, w) patches; C may be 0.
    temporal
        (n, T, F) sequences, one array a group.
    scaling
        Of M members.
    device
        Where the covariates are kept.
    """

    def __init__(
        self,
        static: NDArray[np.float32],
        temporal: Sequence[NDArray[np.float32]],
        scaling: Scaling,
        device: torch.device,
    ) -> None:
        self.device = device
        self._window = static.shape[-1]
        # The covariates of a pixel lie together, as the network reads them.
        pixels = np.moveaxis(static, 1, -1).reshape(len(static), self._window**2, static.shape[1])
        ranges = scaling.ranges
        self._static = _Scaled(pixels, scaling.static, None if ranges is None else ranges.static, device)
        edges = [None] * len(temporal) if ranges is None else ranges.temporal
        self._temporal = [_Scaled(*own, device) for own in zip(temporal, scaling.temporal, edges)]
        self._turned = torch.from_numpy(symmetries(self._window)).to(device)  # (8, w w)

    def subset(self, members: range) -> ScaledInputs:
        """Return the same covariates for some of the members, whose numbers begin anew."""
        part = copy.copy(self)
        part._static = self._static.subset(members)
        part._temporal = [own.subset(members) for own in self._temporal]
        return part

    def take(self, members: Tensor, rows: Tensor, symmetry: Tensor | None = None) -> tuple[Tensor | None, list[Tensor]]:
        """Return scaled patches (M, B, C, w, w) and sequences (M, B, T, F) of each member's rows (M, B)."""
        sequences = [own.take(members, rows) for own in self._temporal]
        if not self._static.variables:
            return None, sequences
        order = None if symmetry is None or self._window == 1 else self._turned[symmetry]
        patches = self._static.take(members, rows, order)  # (M, B, w w, C)
        return patches.unflatten(2, (self._window, self._window)).permute(0, 1, 4, 2, 3), sequences


class _Scaled:
    """Values (n, L, F) of F variables at L places or steps, and moments and edges (2, M, F) of every member."""

    def __init__(
        self,
        values: NDArray[np.float32],
        moments: NDArray[np.float32],
        edges: NDArray[np.float32] | None,
        device: torch.device,
    ) -> None:
        self.places, self.variables = values.shape[1:]
        self._values = torch.from_numpy(np.ascontiguousarray(values)).to(device)
        # Repeated for every place: long rows are scaled faster.
        self._moments = torch.from_numpy(np.tile(moments, self.places)).to(device)  # (2, M, L F)
        self._edges = None if edges is None else torch.from_numpy(np.tile(edges, self.places)).to(device)

    def subset(self, members: range) -> _Scaled:
        own = slice(members.start, members.stop)
        part = copy.copy(self)
        part._moments, part._edges = self._moments[:, own], None if self._edges is None else self._edges[:, own]
        return part

    def take(self, members: Tensor, rows: Tensor, order: Tensor | None = None) -> Tensor:
        """Return (M, B, L, F) scaled values of rows (M, B), their places in the `order` (M, B, L) if one is given."""
        if order is None:
            taken = self._values.flatten(1).index_select(0, rows.flatten())
        else:
            taken = self._values.flatten(0, 1).index_select(0, (rows[..., None] * self.places + order).flatten())
        taken = taken.view(*rows.shape, -1)
        if self._edges is not None:
            low, high = self._edges[:, members, None]
            torch.clamp(taken, low, high, out=taken)
        mean, spread = self._moments[:, members, None]
        return taken.sub_(mean).div_(spread).unflatten(2, (self.places, self.variables))


def symmetries(window: int) -> NDArray[np.int64]:
    """Return the eight symmetries of the square as orders of the pixels of a patch, (8, w w)."""
    pixels = np.arange(window * window).reshape(window, window)
    turns = [np.rot90(image, k) for image in (pixels, pixels.T) for k in range(4)]
    return np.stack([turn.reshape(-1) for turn in turns])
