"""Scaling of covariates and target, fitted for every member on its own training rows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..target.log_scale import original
from .ranges import Ranges

Array = NDArray[np.float32]
ROWS_AT_ONCE = 256  # whose squares are in memory together
LARGEST_SCALED_LOG = 10.0  # beyond what any sample teaches; far outside its covariates a network would reach infinity


@dataclass(frozen=True)
class Scaling:
    """Means and standard deviations, one row a member.

    Attributes
    ----------
    static
        (2, M, C): mean and standard deviation of every static covariate.
    temporal
        One (2, M, F) array a group.
    target
        (2, M), of the target or of its logarithm.
    smearing
        (M,): Duan's factor of the back-transform; 1 where the target is not transformed.
    log_target
        Whether the members learn log(1 + y).
    ranges
        Beyond which covariates are held; None of models made before there were any.
    """

    static: Array
    temporal: tuple[Array, ...]
    target: Array
    smearing: Array
    log_target: bool
    ranges: Ranges | None = None

    def scaled_target(self, target: NDArray[np.float64]) -> Array:
        """Return (M, n), what the members learn of a target (n,)."""
        mean, spread = self.target[:, :, None].astype(np.float64)
        return ((_transformed(target, self.log_target) - mean) / spread).astype(np.float32)

    def original(self, scaled: Array) -> NDArray[np.float64]:
        """Return predictions (M, n) in the unit of the target."""
        mean, spread = self.target[:, :, None].astype(np.float64)
        if self.log_target:
            values = np.minimum(scaled, LARGEST_SCALED_LOG) * spread + mean
            return original(values, self.smearing[:, None])
        return scaled * spread + mean

    def subset(self, members: Sequence[int] | NDArray[np.int64]) -> Scaling:
        """Return the scaling of some members, (k,) numbers."""
        kept = np.asarray(members)
        return Scaling(
            self.static[:, kept],
            tuple(array[:, kept] for array in self.temporal),
            self.target[:, kept],
            self.smearing[kept],
            self.log_target,
            self.ranges and self.ranges.subset(kept),
        )

    @classmethod
    def joined(cls, parts: Sequence[Scaling]) -> Scaling:
        """Return the scaling of the members of several parts, all of which hold covariates or none."""
        ranges = [part.ranges for part in parts if part.ranges is not None]
        return cls(
            np.concatenate([part.static for part in parts], axis=1),
            tuple(np.concatenate(arrays, axis=1) for arrays in zip(*(part.temporal for part in parts))),
            np.concatenate([part.target for part in parts], axis=1),
            np.concatenate([part.smearing for part in parts]),
            parts[0].log_target,
            Ranges.joined(ranges) if ranges else None,
        )


def fit_scaling(
    static: Array,
    temporal: Sequence[Array],
    target: NDArray[np.float64],
    rows: Sequence[NDArray[np.int64]],
    log_target: bool,
) -> Scaling:
    """Fit the scaling of every member on its rows; a constant covariate is centred and left unscaled.

    Parameters
    ----------
    static
        (n, C, w, w) patches.
    temporal
        (n, T, F) sequences, one array a group.
    target
        (n,) in its unit.
    rows
        Row numbers of each of the M members.
    log_target
        Whether they learn log(1 + y).
    """
    learnt = _transformed(target, log_target)
    return Scaling(
        _moments(static.reshape(*static.shape[:2], math.prod(static.shape[2:])), 2, rows),
        tuple(_moments(array, 1, rows) for array in temporal),
        _moments(learnt[:, None, None], 2, rows)[..., 0],
        np.ones(len(rows), np.float32),
        log_target,
    )


def _transformed(target: NDArray[np.float64], log_target: bool) -> NDArray[np.float64]:
    """Return what is learnt, (n,), of a target (n,); NaN of a test row without a logarithm."""
    return np.log1p(target, out=np.full_like(target, np.nan), where=target > -1) if log_target else target


def _moments(values: NDArray[np.floating], axis: int, rows: Sequence[NDArray[np.int64]]) -> Array:
    """Return mean and standard deviation, (2, M, F), of values (n, L, F) or (n, F, L) among the rows of each member.

    The values are read once, not once a member: what samples have in themselves is put together (Chan et al. 1979).
    """
    mean, square = (np.empty((len(values), values.shape[3 - axis])) for _ in range(2))
    for start in range(0, len(values), ROWS_AT_ONCE):
        part = slice(start, start + ROWS_AT_ONCE)
        mean[part] = values[part].mean(axis=axis, dtype=np.float64)
        square[part] = values[part].var(axis=axis, dtype=np.float64)
    found = [(mean[own].mean(axis=0), square[own].mean(axis=0) + mean[own].var(axis=0)) for own in rows]
    centre, variance = np.stack(found, axis=1)
    spread = np.sqrt(variance)
    constant = spread <= 1e-12 * np.maximum(1.0, np.abs(centre))
    return np.stack([centre, np.where(constant, 1.0, spread)]).astype(np.float32)
