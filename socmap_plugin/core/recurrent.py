"""The LSTM of many members over a whole sequence, with its gradient written out.

Differentiated automatically, the many small operations of every step cost more than the matrix products in them. The
sigmoid is several times faster than the hyperbolic tangent, so tanh(x) / 2 = sigmoid(2 x) - 1 / 2 takes its place: cell
and state are kept as halves, and the weights are scaled to match.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor


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
        inputs, weights, scaled, gates, cells, squashed = ctx.saved_tensors
        steps, hidden = len(gates), weights.shape[-1] // 4
        variables = inputs.shape[-1] - hidden - 1
        enter, _, leave, candidate = gates.chunk(4, dim=-1)
        # Of every gate's gradient all but the factor that comes from later steps, for all steps at once.
        at_gates = torch.addcmul(gates, gates, gates, value=-1)
        at_enter, at_forget, at_leave, at_candidate = at_gates.chunk(4, dim=-1)
        at_enter.mul_(candidate - 0.5)
        at_forget.mul_(cells[:-1])
        at_leave.mul_(squashed[:-1])
        at_candidate.mul_(enter)
        through_tanh = torch.addcmul(leave, inputs[1:, ..., variables:-1], squashed[:-1], value=-4)
        needs_values = ctx.needs_input_grad[0]
        back = scaled.transpose(1, 2) if needs_values else scaled[:, variables:-1].transpose(1, 2)
        at_values = torch.empty_like(inputs[:-1, ..., :variables]) if needs_values else None
        at_weights = torch.zeros_like(scaled)
        at_state = gradient[-1] * 2
        at_cell = torch.zeros_like(at_state)
        for t in reversed(range(steps)):
            at_cell.addcmul_(at_state, through_tanh[t])
            at_enter[t].mul_(at_cell)
            at_forget[t].mul_(at_cell)
            at_candidate[t].mul_(at_cell)
            at_leave[t].mul_(at_state)
            at_weights.baddbmm_(inputs[t].transpose(1, 2), at_gates[t])
            at_inputs = torch.bmm(at_gates[t], back)
            if at_values is not None:
                at_values[t] = at_inputs[..., :variables]
                at_inputs = at_inputs[..., variables:-1]
            if t:
                at_cell.mul_(gates[t, ..., hidden : 2 * hidden])
                at_state = torch.add(at_inputs, gradient[t - 1], alpha=2)
        return at_values, at_weights.mul_(_scale(weights, variables))


def _scale(weights: Tensor, variables: int) -> Tensor:
    """Return the factors (1, F + H + 1, 4 H) that make up for halved states and for the doubled candidate's sum."""
    hidden = weights.shape[-1] // 4
    scale = torch.ones_like(weights[:1])
    scale[:, variables:-1] = 2
    scale[:, :, 3 * hidden :] *= 2
    return scale
