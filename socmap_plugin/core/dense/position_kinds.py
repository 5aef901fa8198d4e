"""The kinds of positions that the maps of a patch have, by which a dense evaluation is exact.

A 'same' convolution pads every patch with zeros, so what it gives at a position depends on where in its patch that is.
But only a few cases differ. Along one axis, a position of a map has a *kind*: what it was made of. All positions of a
patch start as one kind; a convolution gives a position the kinds of its three neighbours, off the map among them, and
pooling the kinds of its two. Two patches that have a position of one kind at the same place have the same value there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..network.cnn_lstm import KERNEL

Kind = tuple[Any, ...]


@dataclass(frozen=True)
class Axis:
    """The kinds of a map's positions along one axis, and how far in pixels two positions are from each other."""

    kinds: tuple[Kind, ...]
    step: int

    def first(self, kind: Kind) -> int:
        """Return how far the first position of a kind is from the patch's first pixel."""
        return self.kinds.index(kind) * self.step

    def reach(self, kind: Kind) -> int:
        """Return how far the last position of a kind is from its first."""
        return (len(self.kinds) - 1 - self.kinds[::-1].index(kind)) * self.step - self.first(kind)

    def convolved(self) -> Axis:
        """Return the positions that are pooled after a convolution; a neighbour off the map is None."""
        padded = (None, *self.kinds, None)
        read = 2 * (len(self.kinds) // 2)
        return Axis(tuple(padded[i : i + KERNEL] for i in range(read)), self.step)

    def pooled(self) -> Axis:
        """Return the positions after pooling by two."""
        return Axis(tuple(zip(self.kinds[::2], self.kinds[1::2])), 2 * self.step)

    def pairs(self) -> list[tuple[Kind, Kind]]:
        """Return the pairs of kinds, of row and column."""
        kinds = list(dict.fromkeys(self.kinds))
        return [(row, col) for row in kinds for col in kinds]


def of_patch(window: int) -> Axis:
    """Return the pixels of a patch: all of one kind."""
    return Axis(((),) * window, 1)


def taps_a_pixel(axis: Axis) -> int:
    """Count the products of a place's channels and a kernel's tap that a convolution needs, for a pixel.

    What a tap makes of a place is the same for all patches in which the place is of one kind, so every kind needs each
    tap that any pooled position reads it with, once.
    """
    if len(axis.kinds) == 1:
        return 1
    read = {(kind, tap) for position in axis.convolved().kinds for tap, kind in enumerate(position) if kind is not None}
    return len(read) ** 2
