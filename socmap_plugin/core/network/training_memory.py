"""How many networks fit into memory together while they train."""

from __future__ import annotations

import torch

from ..jobs.models import TrainingSettings
from ..runtime.errors import InputError
from ..runtime.memory import available_bytes
from .cnn_lstm import KERNEL, MATRIX_WIDTH, Architecture

BATCH_BYTES = 2**30  # of networks that train together; more of them at once are no faster
FREE_SHARE = 0.5  # of the memory that is free, which other programs want too
LEAST_ROWS = 64  # of a network that are evaluated together
_FLOAT_BYTES = 4
_PARAMETER_COPIES = 7  # values, gradient, its averages and update, and the values of the best epoch
_SAMPLE_BYTES = 48  # order, weights, symmetries, targets and predictions


def rows_at_once(architecture: Architecture, members: int, wanted: int) -> int:
    """Return how many rows of each of some members are evaluated together, `wanted` of all of them where they fit."""
    fitting = BATCH_BYTES // (members * row_bytes(architecture))
    return max(min(max(wanted // members, LEAST_ROWS), fitting), 1)


def row_bytes(architecture: Architecture) -> int:
    """Return about how many bytes a row takes while a network is trained on it: what gradients need is kept."""
    joined = architecture.static_features + architecture.hidden * len(architecture.sequences)
    values = 4 * (joined + architecture.dense + architecture.plain_values)
    depth = architecture.channels
    for number, (width, filters) in enumerate(zip(architecture.maps, architecture.filters if depth else ())):
        positions = 4 * (width // 2) ** 2 or 1
        seen = width**2 * depth if width <= MATRIX_WIDTH else positions * KERNEL**2 * depth + (width + 2) ** 2 * depth
        values += width**2 * depth + (1 + (number > 0)) * seen + 4 * positions * filters
        depth = filters
    for steps, variables in architecture.sequences:
        for layer in range(architecture.layers):
            read = architecture.hidden if layer else variables
            values += steps * (3 * read + 10 * architecture.hidden)
    return _FLOAT_BYTES * values


def bytes_a_member(architecture: Architecture, settings: TrainingSettings, samples: int) -> int:
    """Return about how many bytes a network takes while it trains with others on some samples."""
    rows = min(max(settings.batch_size, LEAST_ROWS), samples)
    drawn = samples * (_SAMPLE_BYTES + 2 * _FLOAT_BYTES * architecture.dense * (settings.dropout > 0))
    parameters = _PARAMETER_COPIES * _FLOAT_BYTES * architecture.parameter_count
    return rows * row_bytes(architecture) + drawn + parameters


def members_at_once(architecture: Architecture, settings: TrainingSettings, samples: int, input_bytes: int) -> int:
    """Return how many networks are trained together.

    Parameters
    ----------
    architecture, settings
        Shape of a network, and how it is trained.
    samples
        Of the dataset.
    input_bytes
        What the covariates of these take, of which training makes a copy.

    Raises
    ------
    InputError
        Not even one fits into the memory that is free.
    """
    own, free = bytes_a_member(architecture, settings, samples), available_bytes()
    if free is None:
        return max(BATCH_BYTES // own, 1)
    if own + input_bytes > free:
        raise too_little_memory(own + input_bytes, free)
    return max(int(min(BATCH_BYTES, FREE_SHARE * (free - input_bytes))) // own, 1)


def too_little_memory(needed: int, free: int | None = None) -> InputError:
    """Return what is said where one network does not fit."""
    left = "more than is free" if free is None else f"{free / 2**20:,.0f} MB are free"
    return InputError(
        f"One network needs about {needed / 2**20:,.0f} MB of memory to train, {left}; choose a smaller WINDOW, fewer "
        "covariates or a smaller BATCH_SIZE, or close other programs."
    )


def is_out_of_memory(error: Exception) -> bool:
    """Return whether an error says that memory is used up: PyTorch has no class of its own for that on processors."""
    said = str(error).lower()
    return isinstance(error, (MemoryError, torch.OutOfMemoryError)) or any(
        words in said for words in ("out of memory", "not enough memory", "can't allocate memory")
    )
