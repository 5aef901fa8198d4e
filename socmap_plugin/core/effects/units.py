"""What of the covariates is shuffled together: a covariate, covariates that are alike, a category, a step."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Union

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from scipy.stats import rankdata

from ..covariates.covariate_list import Covariates, StaticCovariate, TemporalVariable
from ..dataset.patch_dataset import PatchDataset

Covariate = Union[StaticCovariate, TemporalVariable]

ALIKE = 0.7  # absolute rank correlation of any two that are alike; from 0.7 on effects blur (Dormann et al. 2013)


@dataclass(frozen=True)
class Unit:
    """What is permuted together: static covariates, and (variable, step) cells of every temporal group.

    Attributes
    ----------
    kind
        ``covariate``, ``alike``, ``category``, ``step``, or ``cell``: a temporal variable at a step.
    name
        Of the covariate, category or step; of covariates that are alike, their names.
    static
        Positions of static covariates; their whole patches are permuted.
    cells
        One (T, F) mask a temporal group.
    """

    kind: str
    name: str
    static: tuple[int, ...]
    cells: tuple[NDArray[np.bool_], ...]


def units(dataset: PatchDataset) -> list[Unit]:
    """Return every covariate, those that are alike, every category and, where there are several, every step."""
    covariates = dataset.covariates
    found = single_units(covariates)
    found += [_together("alike", group) for group in alike(dataset, found)]
    found += [_unit(covariates, "category", name, category=name) for name in covariates.categories]
    steps = dict.fromkeys(step for group in covariates.temporal for step in group.steps)
    return found + [_unit(covariates, "step", step, step=step) for step in steps if len(steps) > 1]


def single_units(covariates: Covariates) -> list[Unit]:
    """Return every static covariate, then every temporal one with all its steps."""
    items: list[Covariate] = [*covariates.static]
    items += [variable for group in covariates.temporal for variable in group.variables]
    return [_unit(covariates, "covariate", item.name, only=item) for item in items]


def cell_unit(covariates: Covariates, variable: str, step: str) -> Unit:
    """Return a temporal variable at one step."""
    cells = tuple(
        np.array([[item.name == variable and own == step for item in group.variables] for own in group.steps], np.bool_)
        for group in covariates.temporal
    )
    return Unit("cell", f"{variable} ({step})", (), cells)


def alike(dataset: PatchDataset, single: list[Unit]) -> list[list[Unit]]:
    """Return the groups of two and more covariates whose values at the samples are alike, in their order.

    Any two in a group have an absolute rank correlation of `ALIKE` or more (complete linkage); of a sequence its mean
    counts, of a patch its centre.

    Parameters
    ----------
    dataset
        Of the samples.
    single
        Its covariates, from :func:`single_units`.
    """
    if len(single) < 2 or len(dataset) < 2:
        return []
    ranks = np.array([rankdata(level(dataset, unit)) for unit in single])
    away = ranks - ranks.mean(axis=1, keepdims=True)
    size = np.sqrt((away**2).sum(axis=1))
    scale = np.divide(1.0, size, out=np.zeros_like(size), where=size > 0)  # what is constant is like nothing
    unlike = 1 - np.abs((away * scale[:, None]) @ (away * scale[:, None]).T)
    np.fill_diagonal(unlike, 0.0)
    joined = linkage(squareform(np.clip((unlike + unlike.T) / 2, 0.0, 1.0), checks=False), "complete")
    label = fcluster(joined, 1 - ALIKE, "distance")
    groups: dict[int, list[Unit]] = {}
    for unit, own in zip(single, label):
        groups.setdefault(int(own), []).append(unit)
    return [group for group in groups.values() if len(group) > 1]


def level(dataset: PatchDataset, unit: Unit) -> NDArray[np.float64]:
    """Return the mean over what belongs to a unit, (n,): the centre of a patch, the steps of a sequence."""
    middle = dataset.window // 2
    parts = [dataset.static[:, list(unit.static), middle, middle]]
    parts += [array[:, own] for array, own in zip(dataset.temporal, unit.cells)]
    return np.asarray(np.concatenate(parts, axis=1).astype(np.float64).mean(axis=1))


def over_steps(covariates: Covariates, single: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return weights (V,) of variables in the order of :func:`socmap_plugin.core.dataset.flatten`.

    Parameters
    ----------
    covariates
        Whose variables.
    single
        (units,) weight of each of :func:`single_units`. The steps of a temporal variable share it, so that many of them
        count as one covariate does.
    """
    found, start = [single[: len(covariates.static)]], len(covariates.static)
    for group in covariates.temporal:
        steps, end = len(group.steps), start + len(group.variables)
        found.append(np.tile(single[start:end] / math.sqrt(steps), steps))
        start = end
    return np.concatenate(found)


def _together(kind: str, parts: Iterable[Unit]) -> Unit:
    found = list(parts)
    static = tuple(position for part in found for position in part.static)
    cells = tuple(np.any(masks, axis=0) for masks in zip(*(part.cells for part in found)))
    return Unit(kind, ", ".join(part.name for part in found), static, cells)


def _unit(
    covariates: Covariates,
    kind: str,
    label: str,
    only: Covariate | None = None,
    category: str | None = None,
    step: str | None = None,
) -> Unit:
    def chosen(item: Covariate) -> bool:  # itself, not its name, which a static and a temporal covariate may share
        return (only is None or item is only) and category in (None, item.category)

    static = () if step else tuple(i for i, item in enumerate(covariates.static) if chosen(item))
    cells = tuple(
        np.array([[chosen(item) and step in (None, own) for item in group.variables] for own in group.steps], np.bool_)
        for group in covariates.temporal
    )
    return Unit(kind, label, static, cells)
