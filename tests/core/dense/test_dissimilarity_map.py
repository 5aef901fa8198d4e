"""The dissimilarity of windows against a plain calculation pixel by pixel."""

from __future__ import annotations

import numpy as np
import pytest

from socmap_plugin.core.applicability.space import measured
from socmap_plugin.core.dense import dissimilarity_map
from socmap_plugin.core.dense.dissimilarity_map import DenseDissimilarity
from socmap_plugin.core.patches.windows import CellSequences, WindowCovariates
from tests.builders.plain_dissimilarity import plain


def landscape(seed, static=3):
    """Return the covariates of a window of 30 x 40 pixels for patches of 5 x 5, and the flat values of its pixels."""
    draw = np.random.default_rng(seed)
    values = draw.normal(5, 2, (static, 34, 44)).astype(np.float32)
    usable = draw.uniform(size=(30, 40)) > 0.2
    groups = tuple(
        CellSequences(draw.normal(size=(n, 4, 2)).astype(np.float32), draw.integers(0, n, (30, 40), np.int32))
        for n in (30, 7, 900)  # the last of cells as small as pixels
    )
    flat = [values[:, 2:-2, 2:-2].reshape(static, 30 * 40).T]
    flat += [group.values.reshape(len(group.values), -1)[group.cell.reshape(-1)] for group in groups]
    return WindowCovariates(values, usable, groups), np.concatenate(flat, axis=1)


@pytest.mark.parametrize("static", [0, 3])
def test_the_pixels_of_a_window_are_those_of_a_plain_calculation(static):
    covariates, flat = landscape(3, static)
    draw = np.random.default_rng(4)
    chosen = draw.choice(np.flatnonzero(covariates.usable), 25, replace=False)
    weights = draw.uniform(0.2, 2, flat.shape[1])
    space = measured(flat[chosen], np.arange(25), weights)[0]
    found = DenseDissimilarity(space).measure(covariates)
    index, far = plain(flat.astype(float), flat[chosen].astype(float), weights)
    usable = covariates.usable
    assert np.allclose(found.index[usable], index.reshape(usable.shape)[usable], rtol=0, atol=1e-6)
    # The threshold is a distance of two samples, which rounding may put on either side.
    density = (far < space.threshold[0] - 1e-9).sum(axis=1).reshape(usable.shape)
    assert np.array_equal(found.density[usable], density[usable])
    assert np.array_equal(found.inside[usable] == 1, found.index[usable] <= np.float32(space.threshold[0]))
    assert (found.index.reshape(-1)[chosen] == 0).all()
    for layer in (found.index, found.density, found.inside):
        assert np.isnan(layer[~usable]).all()


def test_covariates_that_say_nothing_and_samples_that_are_alike_change_nothing():
    covariates, flat = landscape(6)
    draw = np.random.default_rng(7)
    chosen = np.repeat(draw.choice(np.flatnonzero(covariates.usable), 12, replace=False), 3)
    weights = draw.uniform(0.2, 2, flat.shape[1])
    weights[[0, 4, 9, -1]] = 0  # static, and of every group
    samples = flat[chosen].astype(float)
    constant = [1, 6, 15, -2]
    samples[:, constant] = 5
    space = measured(samples, np.arange(36) // 3, weights)[0]
    found = DenseDissimilarity(space).measure(covariates)
    told = np.setdiff1d(
        np.arange(flat.shape[1]), [*np.flatnonzero(weights == 0), *(np.array(constant) % flat.shape[1])]
    )
    index, far = plain(flat[:, told].astype(float), samples[:, told], weights[told])
    usable = covariates.usable
    assert np.allclose(found.index[usable], index.reshape(usable.shape)[usable], rtol=0, atol=1e-6)
    density = (far < space.threshold[0] - 1e-9).sum(axis=1).reshape(usable.shape)
    assert np.array_equal(found.density[usable], density[usable])
    assert set(np.unique(density[usable] % 3)) == {0}


@pytest.mark.parametrize("weighty", [slice(0, 3), slice(3, 11), slice(12, 13), slice(20, 24)])
def test_whole_kinds_of_covariates_may_have_no_weight(weighty):
    covariates, flat = landscape(8)
    weights = np.zeros(flat.shape[1])
    weights[weighty] = 1
    chosen = np.random.default_rng(9).choice(np.flatnonzero(covariates.usable), 20, replace=False)
    found = DenseDissimilarity(measured(flat[chosen], np.arange(20), weights)[0]).measure(covariates)
    told = flat[:, weighty].astype(float)
    index = plain(told, told[chosen], weights[weighty])[0].reshape(covariates.usable.shape)
    assert np.allclose(found.index[covariates.usable], index[covariates.usable], rtol=0, atol=1e-6)


def test_neither_threads_nor_tiles_move_a_bit(monkeypatch):
    covariates, flat = landscape(5)
    space = measured(flat[:40], np.arange(40))[0]
    one = DenseDissimilarity(space, threads=1).measure(covariates)
    monkeypatch.setattr(dissimilarity_map, "TILE_PX", 8)  # several tiles follow one another in the same memory
    other = DenseDissimilarity(space, threads=3).measure(covariates)
    for name in ("index", "density", "inside"):
        assert getattr(one, name).tobytes() == getattr(other, name).tobytes()
