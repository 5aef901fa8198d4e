"""The members still training: their parameters, and Adam for all of them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from .members import Member

BETAS, EPSILON = (0.9, 0.999), 1e-8  # Kingma and Ba 2015


class Batch:
    """Parameters and the state of Adam with decoupled weight decay (Loshchilov and Hutter 2019), biases not decaying.

    All parameters of a member lie in one row, the biases last, so that a step of the optimiser is a few operations
    whatever the number of layers.

    Parameters
    ----------
    parameters
        By name, (M, ...) first values, a row a member.
    members
        Learning rate and weight decay of each of the M.
    device
        Where everything is kept.

    Attributes
    ----------
    members
        (m,) numbers of those still training, counted as at the start.
    values
        (m, P) all parameters.
    parameters
        By name, (m, ...) views of `values`.
    """

    def __init__(self, parameters: Mapping[str, Tensor], members: Sequence[Member], device: torch.device) -> None:
        self.members = np.arange(len(members))
        ordered = sorted(parameters, key=lambda name: name.endswith("bias"))
        self._shapes = {name: parameters[name].shape[1:] for name in ordered}
        self._decaying = sum(shape.numel() for name, shape in self._shapes.items() if not name.endswith("bias"))
        values = torch.cat([parameters[name].flatten(1) for name in ordered], dim=1).to(device)  # (M, P)
        rates = [[member.learning_rate for member in members], [member.weight_decay for member in members]]
        self._rate, self._decay = torch.tensor(rates, device=device).unsqueeze(-1)  # (M, 1) each
        self._steps = torch.zeros_like(self._rate)
        self._set_state(values, torch.zeros_like(values), torch.zeros_like(values))

    def _set_state(self, values: Tensor, mean: Tensor, square: Tensor) -> None:
        self.values, self._mean, self._square = values, mean, square
        self._gradient, self._update = torch.empty_like(values), torch.empty_like(values)
        self.parameters = {name: own.requires_grad_() for name, own in self.by_name(values).items()}

    def by_name(self, values: Tensor) -> dict[str, Tensor]:
        """Return the parameters in rows (m, P) that are ordered as those of `values`, by name, each (m, ...)."""
        parts = values.detach().split([shape.numel() for shape in self._shapes.values()], dim=1)
        return {name: part.unflatten(1, shape) for (name, shape), part in zip(self._shapes.items(), parts)}

    @torch.no_grad()
    def step(self, loss: Tensor, active: Tensor) -> None:
        """Descend the gradient of `loss` by a step of the `active` (M,) members; the others keep weights and state."""
        # A sequence of one step never reaches the recurrent weights: their gradient is materialised as 0.
        gradients = torch.autograd.grad(loss, list(self.parameters.values()), materialize_grads=True)
        gradient = torch.cat([own.flatten(1) for own in gradients], dim=1, out=self._gradient)
        first, second = BETAS
        active = active.unsqueeze(-1)
        self._steps += active
        rate = self._rate * active
        root = (1 - second**self._steps).clamp(min=1e-12).sqrt()
        size = rate * root / (1 - first**self._steps).clamp(min=1e-12)
        self._mean.lerp_(gradient, ((1 - first) * active).expand_as(gradient))
        self._square.lerp_(gradient.square_(), ((1 - second) * active).expand_as(gradient))
        update = torch.sqrt(self._square, out=self._update).add_(EPSILON * root)
        torch.div(self._mean, update, out=update)
        self.values[:, : self._decaying].mul_(1 - rate * self._decay)
        self.values.addcmul_(update, size, value=-1)

    def keep(self, kept: NDArray[np.bool_]) -> None:
        """Let the members leave for which `kept`, (m,), is false."""
        chosen = torch.from_numpy(np.flatnonzero(kept)).to(self._rate.device)
        self.members = self.members[kept]
        self._rate, self._decay, self._steps = self._rate[chosen], self._decay[chosen], self._steps[chosen]
        self._set_state(self.values[chosen], self._mean[chosen], self._square[chosen])

    def copy_to(self, best: Tensor, improved: NDArray[np.bool_]) -> None:
        """Copy the values of the `improved` members into `best`.

        Parameters
        ----------
        best
            (M, P) of all members, also of those that have left.
        improved
            (M,) which are better than what `best` holds.
        """
        here = np.flatnonzero(improved[self.members])
        if len(here):
            best[self.members[here]] = self.values[here]
