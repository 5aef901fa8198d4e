"""How far the training rows reach: a network is asked nothing beyond, where its weights were never held to anything.

Values further out are held at the edge, each for itself, so that a map evaluated densely stays what its patches give.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..covariates.covariate_list import Covariates

Array = NDArray[np.float32]
MARGIN = 0.1  # of a covariate's range among the training rows, which it may go beyond on either side


@dataclass(frozen=True)
class Ranges:
    """The smallest and the largest value of every covariate that members are given.

    Attributes
    ----------
    static
        (2, M, C).
    temporal
        One (2, M, F) array a group.
    """

    static: Array
    temporal: tuple[Array, ...]

    def subset(self, members: Sequence[int] | NDArray[np.int64]) -> Ranges:
        """Return the ranges of some members, (k,) numbers."""
        return Ranges(self.static[:, members], tuple(array[:, members] for array in self.temporal))

    @classmethod
    def joined(cls, parts: Sequence[Ranges]) -> Ranges:
        """Return the ranges of the members of several parts."""
        temporal = zip(*(part.temporal for part in parts))
        return cls(
            np.concatenate([part.static for part in parts], axis=1),
            tuple(np.concatenate(arrays, axis=1) for arrays in temporal),
        )

    def among(self, rows: Sequence[NDArray[np.int64]]) -> Ranges:
        """Return what samples span together whose own ranges these are: rows (k,) of each member."""
        first, *others = (
            np.stack([[array[0, own].min(axis=0) for own in rows], [array[1, own].max(axis=0) for own in rows]])
            for array in (self.static, *self.temporal)
        )
        return Ranges(first, tuple(others))

    def exceeding(self, edges: Ranges) -> NDArray[np.bool_]:
        """Return (M,) which of the ranges reach beyond those of one member at any covariate."""
        found = np.zeros(self.static.shape[1], np.bool_)
        for own, edge in zip((self.static, *self.temporal), (edges.static, *edges.temporal)):
            found |= ((own[0] < edge[0]) | (own[1] > edge[1])).any(axis=1)
        return found

    def shared(self) -> tuple[Array, tuple[Array, ...]]:
        """Return the ranges (2, C) and (2, F) that the members of one ensemble have in common.

        Raises
        ------
        ValueError
            They are members of several ensembles.
        """
        arrays = [self.static, *self.temporal]
        if any((array != array[:, :1]).any() for array in arrays):
            raise ValueError("the members were trained on different training sets")
        static, *temporal = (array[:, 0] for array in arrays)
        return static, tuple(temporal)

    def arrays(self) -> dict[str, Array]:
        """Return what the members have in common, (2, C) and (2, F), by the names that it has in a model's file."""
        static, temporal = self.shared()
        return dict(zip(_names(len(temporal)), (static, *temporal)))

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], counts: Sequence[int], members: int) -> Ranges | None:
        """Return the ranges that some members share, from the arrays of a file; None where an older one has none.

        Parameters
        ----------
        arrays
            By name, (2, C) and (2, F).
        counts
            Number of static covariates, and of the variables of every temporal group.
        members
            M.

        Raises
        ------
        KeyError, ValueError
            One is missing, or is no range.
        """
        names = _names(len(counts) - 1)
        if not arrays.keys() & {*names}:
            return None
        found = []
        for name, count in zip(names, counts):
            array = arrays[name]
            if array.shape != (2, count) or array.dtype != np.float32 or not (array[0] <= array[1]).all():
                raise ValueError(f"{name} is no range of {count} covariates")
            found.append(np.repeat(array[:, None], members, axis=1))
        return cls(found[0], tuple(found[1:]))

    def widened(self) -> Ranges:
        """Return the ranges with the margin on either side; a constant has none."""
        return Ranges(_widened(self.static), tuple(map(_widened, self.temporal)))

    def constant(self) -> list[NDArray[np.bool_]]:
        """Return which covariates have one value only: (M, C) of the static ones, and (M, F) a group."""
        return [np.equal(*array) for array in (self.static, *self.temporal)]


def ranges_of(static: Array, temporal: Sequence[Array]) -> Ranges:
    """Return the ranges of patches (n, C, w, w) and sequences (n, T, F), each of the n samples for itself."""
    return Ranges(_reach(static, (2, 3)), tuple(_reach(array, (1,)) for array in temporal))


def _reach(values: Array, axes: tuple[int, ...]) -> Array:
    return np.stack([values.min(axis=axes), values.max(axis=axes)])


def constant_names(covariates: Covariates, ranges: Ranges) -> list[str]:
    """Return the names of the covariates that have one value only for at least one member."""
    items = [item.name for item in covariates.static]
    items += [item.name for group in covariates.temporal for item in group.variables]
    constant = np.concatenate(ranges.constant(), axis=1)
    return [name for name, own in zip(items, constant.T) if own.any()]


def _names(groups: int) -> list[str]:
    return ["scaling.range.static", *(f"scaling.range.temporal{g}" for g in range(groups))]


def _widened(edges: Array) -> Array:
    low, high = edges.astype(np.float64)
    margin = MARGIN * (high - low)
    return np.stack([low - margin, high + margin]).astype(np.float32)
