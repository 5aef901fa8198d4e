"""The features of trees for all pixels of a window, as covariates of windows of one pixel."""

from __future__ import annotations

import dataclasses

import numpy as np

from ..jobs.models import NO_COORDINATES
from ..patches.windows import CellSequences, WindowCovariates
from ..trees.features import TreeFeatures, summaries, window_moments


def expanded(covariates: WindowCovariates, features: TreeFeatures, window: int) -> WindowCovariates:
    """Return the features of the pixels of a window, in the order of :meth:`.TreeFeatures.rows`.

    Parameters
    ----------
    covariates
        With the margin that patches of `window` pixels need.
    features
        What the trees see.
    window
        Width of a patch.

    Raises
    ------
    ValueError
        Coordinates are among the features, and the window was not read from a grid.
    """
    height, width = covariates.usable.shape
    radius = window // 2
    parts = [covariates.static[:, radius : radius + height, radius : radius + width]]
    if features.window:
        moments = [window_moments(block, window) for block in covariates.static]
        parts += [np.stack(which) for which in zip(*moments)]
    if features.coordinates != NO_COORDINATES:
        if covariates.grid is None:
            raise ValueError("the window does not know its place")
        row, col = np.divmod(np.arange(height * width), width)
        places = features.places(covariates.grid, row + covariates.row, col + covariates.col)
        parts.append(places.T.reshape(-1, height, width))
    temporal = list(covariates.temporal)
    if features.window:
        temporal += [
            CellSequences(summaries(group.values, times), group.cell)
            for group, times in zip(covariates.temporal, features.times)
        ]
    return dataclasses.replace(covariates, static=np.concatenate(parts), temporal=tuple(temporal))
