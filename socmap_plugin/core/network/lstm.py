"""The LSTM of many members over a whole sequence, with its gradient written out.

Differentiated automatically, the many small operations of every step cost more than the matrix products in them. The
sigmoid is several times faster than the hyperbolic tangent, so tanh(x) / 2 = sigmoid(2 x) - 1 / 2 takes its place: cell
and state are kept as halves, and the weights are scaled to match.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from .buffers import Workspace


def lstm(values: Tensor, weight: Tensor, recurrent: Tensor, bias: Tensor) -> Tensor:
    """Return the hidden states after every step (Zhang et al. 2022, equations 2 to 7), the first state being zero.

    Parameters
    ----------
    values
        (T, M, B, F).
    weight, recurrent, bias
        (M, F, 4 H), (M, H, 4 H) and (M, 4 H), the gates in the order input, forget, output, candidate.

    Returns
    -------
    Tensor
        (T, M, B, H).
    """
    joined = torch.cat([weight, recurrent, bias.unsqueeze(1)], dim=1)  # (M, F + H + 1, 4 H)
    states: Tensor = _Lstm.apply(values, joined)
    return states


class _Lstm(torch.autograd.Function):
    """One product a step: covariates, state and a 1 for the bias, by the weights of all gates."""

    @staticmethod
    def forward(ctx: Any, values: Tensor, weights: Tensor) -> Tensor:
        steps, members, batch, variables = values.shape
        hidden = weights.shape[-1] // 4
        scaled = weights * _scale(weights, variables)
        inputs = values.new_empty(steps + 1, members, batch, variables + hidden + 1)
        inputs[:-1, ..., :variables] = values
        inputs[..., -1] = 1
        states = inputs[..., variables:-1]  # halves; of step t before it, of t + 1 after it
        cells, squashed = (values.new_empty(steps + 1, members, batch, hidden) for _ in range(2))
        states[0], cells[0] = 0, 0
        gates = values.new_empty(steps, members, batch, 4 * hidden)
        for t in range(steps):
            torch.bmm(inputs[t], scaled, out=gates[t]).sigmoid_()
            enter, forget, leave, candidate = gates[t].chunk(4, dim=-1)  # the candidate still is 1 / 2 too large
            cell = torch.mul(forget, cells[t], out=cells[t + 1]).addcmul_(enter, candidate).sub_(enter, alpha=0.5)
            tanh = torch.mul(cell, 4, out=squashed[t]).sigmoid_().sub_(0.5)
            torch.mul(leave, tanh, out=states[t + 1])
        ctx.save_for_backward(inputs, weights, scaled, gates, cells, squashed)
        return states[1:] * 2

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor | None, Tensor]:
        """Go back in time; `at_x` is the gradient at x, at the sums for `at_gates`, each used while in the cache."""
        inputs, weights, scaled, gates, cells, squashed = ctx.saved_tensors
        steps, hidden = len(gates), weights.shape[-1] // 4
        variables = inputs.shape[-1] - hidden - 1
        states = inputs[..., variables:-1]
        first = 0 if ctx.needs_input_grad[0] else variables
        back = scaled[:, first:-1].transpose(1, 2)
        at_values = gradient.new_empty(*inputs[:-1, ..., :variables].shape) if ctx.needs_input_grad[0] else None
        at_weights = torch.zeros_like(scaled)
        at_gates = torch.empty_like(gates[0])
        at_enter, at_forget, at_leave, at_candidate = at_gates.chunk(4, dim=-1)
        at_inputs = at_gates.new_empty(*at_gates.shape[:2], back.shape[-1])
        at_cell, factor = torch.zeros_like(cells[0]), torch.empty_like(cells[0])
        at_state = gradient[-1] * 2
        for t in reversed(range(steps)):
            enter, forget, leave, candidate = gates[t].chunk(4, dim=-1)
            at_cell.addcmul_(at_state, torch.addcmul(leave, states[t + 1], squashed[t], value=-4, out=factor))
            torch.addcmul(gates[t], gates[t], gates[t], value=-1, out=at_gates)  # the sigmoid's derivative
            at_enter.mul_(torch.sub(candidate, 0.5, out=factor).mul_(at_cell))
            at_forget.mul_(torch.mul(cells[t], at_cell, out=factor))
            at_leave.mul_(torch.mul(squashed[t], at_state, out=factor))
            at_candidate.mul_(torch.mul(enter, at_cell, out=factor))
            at_weights.baddbmm_(inputs[t].transpose(1, 2), at_gates)
            torch.bmm(at_gates, back, out=at_inputs)
            if at_values is not None:
                at_values[t] = at_inputs[..., :variables]
            if t:
                at_cell.mul_(forget)
                torch.add(at_inputs[..., -hidden:], gradient[t - 1], alpha=2, out=at_state)
        return at_values, at_weights.mul_(_scale(weights, variables))


def last_state(values: Tensor, layers: Sequence[Tensor], work: Workspace) -> Tensor:
    """Return the hidden state after the last step of stacked layers, for evaluation: no state is kept for a gradient.

    Sequences lie beside each other, so that every gate is one piece of memory.

    Parameters
    ----------
    values
        (T, M, F, B).
    layers
        What :func:`joined_weights` gives for each layer.
    work
        Holds what is returned until the next call.

    Returns
    -------
    Tensor
        (M, H, B).
    """
    _, members, _, batch = values.shape
    hidden = layers[0].shape[1] // 4
    inputs, cells = [], []
    for number, weights in enumerate(layers):
        inputs.append(work.array(f"lstm inputs {number}", members, weights.shape[2], batch))
        cells.append(work.array(f"lstm cells {number}", members, hidden, batch).zero_())
        inputs[number][:, -1 - hidden : -1] = 0
        inputs[number][:, -1] = 1
    gates = work.array("lstm gates", members, 4 * hidden, batch)
    squashed = work.array("lstm squashed", members, hidden, batch)
    enter, forget, leave, candidate = gates.chunk(4, dim=1)
    for given in values:
        state = given
        for own, cell, weights in zip(inputs, cells, layers):
            own[:, : -1 - hidden] = state
            torch.bmm(weights, own, out=gates).sigmoid_()
            cell.mul_(forget).addcmul_(enter, candidate).sub_(enter, alpha=0.5)
            torch.mul(cell, 4, out=squashed).sigmoid_().sub_(0.5)
            half = own[:, -1 - hidden : -1]
            torch.mul(leave, squashed, out=half)
            state = half
    return state * 2


def joined_weights(weight: Tensor, recurrent: Tensor, bias: Tensor, below: bool) -> Tensor:
    """Return the weights of one layer as :func:`last_state` reads them, (M, 4 H, F + H + 1).

    What is read from a layer `below` are halves too.
    """
    joined = torch.cat([weight, recurrent, bias.unsqueeze(1)], dim=1)
    scaled = joined * _scale(joined, weight.shape[1])
    if below:
        scaled[:, : weight.shape[1]] *= 2
    return scaled.transpose(1, 2).contiguous()


def _scale(weights: Tensor, variables: int) -> Tensor:
    """Return the factors (1, F + H + 1, 4 H) that make up for halved states and for the doubled candidate's sum."""
    hidden = weights.shape[-1] // 4
    scale = torch.ones_like(weights[:1])
    scale[:, variables:-1] = 2
    scale[:, :, 3 * hidden :] *= 2
    return scale
