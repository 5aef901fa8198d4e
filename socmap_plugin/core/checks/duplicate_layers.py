"""Covariates that hold what another one holds: under two names, at two steps, or but for a factor."""

from __future__ import annotations

import itertools
from collections.abc import Container, Hashable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .values import ENOUGH_VALUES, FEW_DISTINCT, Band, Look

CORRELATED = 0.9999  # a layer and its own values rounded to a hundredth of their range are above it
MOST_EQUAL = 64  # of bands with one content: more pairs of them tell nothing more
_Pairs = dict[tuple[int, int], set[tuple[int, int]]]


class Twins(NamedTuple):
    """Two covariates, by their places, that are one by a rule, or one covariate twice; and what was seen of them."""

    rule: str
    seen: str
    one: int
    other: int


def twins(looks: Sequence[Look]) -> list[Twins]:
    """Name covariates that hold the same as another one.

    Returns
    -------
    list of Twins
        ``identical``: the same values in two covariates, at all steps or some. ``repeated``: the same values at two
        steps of a variable, which classes and counts may have. ``alike``: other values that correlate perfectly, at
        the samples and wherever else the two were looked at.
    """
    same = _same_bands(looks)
    found = []
    for (one, other), steps in sorted(same.items()):
        a, b = looks[one], looks[other]
        if one == other:
            found.append(Twins("repeated", f"{a.label} ({_steps(a, b, steps)})", one, other))
        elif len(a.bands) == len(b.bands) and {(t, t) for t in range(len(a.bands))} <= steps:
            found.append(Twins("identical", f"{a.label} = {b.label}", one, other))
        else:
            found.append(Twins("identical", f"{a.label} = {b.label} ({_steps(a, b, steps)})", one, other))
    alike = ((f"{looks[one].label} and {looks[other].label}", one, other) for one, other in _alike(looks, same))
    return found + [Twins("alike", *pair) for pair in alike]


def _same_bands(looks: Sequence[Look]) -> _Pairs:
    """Return the pairs of steps with the same values, by the pair of covariates; the first comes first."""
    places: dict[Hashable, list[tuple[int, int, bool]]] = {}
    for i, look in enumerate(looks):
        for t, band in enumerate(look.bands):
            values = band.valid
            distinct = len(np.unique(values))
            if len(values) >= ENOUGH_VALUES and distinct > 1:
                key = (band.seen.place, band.seen.values.tobytes())
                places.setdefault(key, []).append((i, t, distinct > FEW_DISTINCT))
    pairs: _Pairs = {}
    for members in places.values():
        for (i, t, many), (j, u, _) in itertools.combinations(members[:MOST_EQUAL], 2):
            if i != j or (many and looks[i].bands[t].step != looks[j].bands[u].step):  # else it is there twice
                pairs.setdefault((i, j), set()).add((t, u))
    return pairs


def _steps(one: Look, other: Look, pairs: set[tuple[int, int]]) -> str:
    if len(pairs) > 3:
        return f"{len({t for t, _ in pairs})} steps"
    named = ((one.bands[t].step, other.bands[u].step) for t, u in sorted(pairs))
    return ", ".join(f"{a} = {b}" if a and b and a != b else a or b for a, b in named)


def _alike(looks: Sequence[Look], same: Container[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield covariates that correlate perfectly; a covariate is named once, with the first that is like it."""
    for members in _comparable(looks):
        columns = np.stack([_column(looks[i]) for i in members])  # (covariates, n T)
        columns -= columns.mean(axis=1, keepdims=True)
        columns /= np.linalg.norm(columns, axis=1, keepdims=True)
        close = np.triu(np.abs(columns @ columns.T) >= CORRELATED, 1)
        for b in np.flatnonzero(close.any(axis=0)).tolist():
            one, other = members[int(close[:, b].argmax())], members[b]
            if (one, other) not in same and all(map(_agree, looks[one].bands, looks[other].bands)):
                yield one, other


def _comparable(looks: Sequence[Look]) -> Iterator[list[int]]:
    """Yield the covariates with the same steps that vary enough at enough samples."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for i, look in enumerate(looks):
        if len(look.bands[0].at_samples) >= ENOUGH_VALUES and len(np.unique(_column(look))) > FEW_DISTINCT:
            groups.setdefault(tuple(band.step for band in look.bands), []).append(i)
    yield from groups.values()


def _column(look: Look) -> NDArray[np.float64]:
    return np.concatenate([band.at_samples for band in look.bands]).astype(np.float64)


def _agree(one: Band, other: Band) -> bool:
    """Return whether two glances correlate perfectly too, which cannot be said where they are of different pixels."""
    a, b = one.seen.values, other.seen.values
    if one.seen.place != other.seen.place:
        return True
    both = ~np.isnan(a) & ~np.isnan(b)
    if both.sum() < ENOUGH_VALUES or not np.ptp(a[both]) or not np.ptp(b[both]):
        return True
    return bool(abs(np.corrcoef(a[both].astype(np.float64), b[both].astype(np.float64))[0, 1]) >= CORRELATED)
