"""The members still training: their parameters, and Adam for all of them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from .members import Member

BETAS, EPSILON = (0.9, 0.999), 1e-8  # Kingma and Ba 2015
NO_STEP = 1e-12  # instead of the 0 that a member without a step would be divided by


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
        """Descend the gradient of `loss` by a step of the `active` members; the others keep weights and state.

        After t steps, m and v being the averages of the gradient and of its square, and u = 1 - beta ** t what such an
        average lacks because it began at 0, Adam goes down by ``rate (m / u1) / (sqrt(v / u2) + epsilon)``. Here both
        sides of the fraction are multiplied by sqrt(u2), so that only numbers of a member are divided.

        Parameters
        ----------
        loss
            A scalar, the sum of the members' own losses.
        active
            (m,) 1 for a member that takes a step, 0 for one that does not.
        """
        gradient = self._gradient_of(loss)
        active = active.unsqueeze(-1)  # (m, 1), as all that a member has one of
        rate = self._rate * active
        self._steps += active
        first, second = BETAS
        lacking_first, lacking_second = ((1 - beta**self._steps).clamp(min=NO_STEP) for beta in BETAS)
        root = lacking_second.sqrt()
        self._mean.lerp_(gradient, ((1 - first) * active).expand_as(gradient))
        self._square.lerp_(gradient.square_(), ((1 - second) * active).expand_as(gradient))
        spread = torch.sqrt(self._square, out=self._update).add_(EPSILON * root)
        direction = torch.div(self._mean, spread, out=self._update)
        self.values[:, : self._decaying].mul_(1 - rate * self._decay)
        self.values.addcmul_(direction, rate * root / lacking_first, value=-1)

    def _gradient_of(self, loss: Tensor) -> Tensor:
        """Return the gradient (m, P) of a loss, in memory that the next one is written to."""
        # A sequence of one step never reaches the recurrent weights: their gradient is materialised as 0.
        gradients = torch.autograd.grad(loss, list(self.parameters.values()), materialize_grads=True)
        return torch.cat([own.flatten(1) for own in gradients], dim=1, out=self._gradient)

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
