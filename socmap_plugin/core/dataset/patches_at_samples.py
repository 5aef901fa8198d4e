"""Patches of the static covariates at samples, read block by block of the grid."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..patches.patches import CovariateReader, cut_patches
from ..patches.temporal_stack import blocks_of_pixels
from ..raster.grid import Window
from ..runtime.progress import Progress
from .samples import Samples


def read_patches(
    reader: CovariateReader, samples: Samples, progress: Progress
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return patches (n, C, w, w) with their gaps filled, and which of their pixels the files held."""
    shape = (len(samples.index), len(reader.covariates.static), reader.window, reader.window)
    static, held = np.zeros(shape, np.float32), np.ones(shape, np.bool_)
    blocks = blocks_of_pixels(samples.row, samples.col)
    for number, points in enumerate(blocks):
        progress.report(0.8 * number / len(blocks), f"static covariates, block {number + 1} of {len(blocks)}")
        row, col = samples.row[points], samples.col[points]
        window = Window.around(row, col)
        for patches, block in zip((static, held), reader.static(window)):
            patches[points] = cut_patches(block, row - window.row, col - window.col, reader.window)
    return static, held
