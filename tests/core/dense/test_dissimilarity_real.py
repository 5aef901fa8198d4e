"""Dissimilarity, density and threshold of real samples and of pixels around one, against the formulas one by one."""

from __future__ import annotations

import numpy as np
import pytest

from socmap_plugin.core.applicability.space import measured
from socmap_plugin.core.dataset.build import build
from socmap_plugin.core.dataset.patch_dataset import flatten
from socmap_plugin.core.dense.dissimilarity_map import DenseDissimilarity
from socmap_plugin.core.jobs.dataset import BuildDatasetJob
from socmap_plugin.core.patches.windows import WindowReader
from socmap_plugin.core.raster.grid import Window
from socmap_plugin.core.raster.mask import mask_of
from socmap_plugin.core.runtime.progress import Progress
from tests.builders.plain_dissimilarity import plain
from tests.builders.real_data import folder, layers, table

CLOSE = 1e-6
SIDE_PX = 40


@pytest.fixture(scope="module")
def dataset():
    place = folder("amhara_sswr")
    samples = table(place / "samples.csv", "+proj=laea +lat_0=5 +lon_0=20 +datum=WGS84 +units=m", "s1", "s2", "SOM")
    return build(BuildDatasetJob(samples, "unused.npz", layers(place / "covs", "*.tif")), Progress())[0]


def test_amhara(dataset):
    draw = np.random.default_rng(1)
    half = dataset.static.shape[-1] // 2
    rows = flatten(dataset.static[:, :, half, half], dataset.temporal)
    weights, folds = draw.uniform(0, 3, rows.shape[1]), draw.integers(0, 5, len(rows))
    space, dissimilarity, density = measured(rows, folds, weights)
    expected, far = plain(rows.astype(float), rows.astype(float), weights, folds)
    low, high = np.quantile(expected, [0.25, 0.75])
    threshold = min(high + 1.5 * (high - low), expected.max())
    assert np.allclose(dissimilarity, expected, rtol=0, atol=CLOSE)
    assert space.threshold[0] == pytest.approx(threshold, abs=CLOSE)
    # Where a sample is as far as the threshold, rounding may put it on either side.
    assert ((far < threshold - CLOSE).sum(axis=1) <= density).all()
    assert (density <= (far < threshold + CLOSE).sum(axis=1)).all()

    grid = dataset.grid
    row, col = (int(at[0]) for at in grid.pixel(*dataset.xy[:1].T))
    window = Window(row - SIDE_PX // 2, col - SIDE_PX // 2, SIDE_PX, SIDE_PX)
    with WindowReader(dataset.covariates, grid, dataset.static.shape[-1], "nearest", mask_of(None, grid)) as reader:
        covariates = reader.read(window)
    usable = covariates.usable
    assert usable.sum() > 100
    found = DenseDissimilarity(space).measure(covariates)
    pixels = covariates.static[:, half:-half, half:-half][:, usable].T
    index, far = plain(pixels.astype(float), rows.astype(float), weights)
    assert np.allclose(found.index[usable], index, rtol=0, atol=CLOSE)
    assert ((far < threshold - CLOSE).sum(axis=1) <= found.density[usable]).all()
    assert (found.density[usable] <= (far < threshold + CLOSE).sum(axis=1)).all()
    assert np.array_equal(found.inside[usable] == 1, index <= threshold)
