from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

from socmap_plugin.core.splits import distances
from socmap_plugin.core.splits.distances import (
    SamplingDistances,
    covariate_distances,
    fold_distances,
    nearest_distances,
    sampling_distances,
    variogram,
)


def test_distances_on_a_line():
    line = np.array([[0.0, 0], [1, 0], [3, 0], [7, 0], [15, 0]])
    assert nearest_distances(np.array([[2.0, 0], [20, 0]]), line).tolist() == [1, 5]
    assert fold_distances(line, np.arange(5)).tolist() == [1, 1, 2, 4, 8]
    assert fold_distances(line, np.array([0, 0, 1, 1, 0])).tolist() == [3, 2, 2, 6, 8]
    assert np.isinf(fold_distances(line, np.zeros(5, int))).all()
    assert np.isinf(fold_distances(line[:1], np.zeros(1, int))).all()


@settings(deadline=None, max_examples=30)
@given(n=st.integers(2, 250), folds=st.integers(1, 6), d=st.integers(2, 3), seed=st.integers(0, 99))
def test_fold_distances_equal_the_full_matrix(n, folds, d, seed):
    rng = np.random.default_rng(seed)
    points = rng.normal(size=(n, d))
    assignment = np.sort(rng.integers(0, folds, n)) if seed % 2 else rng.integers(0, folds, n)
    points[:, 0] += 3 * assignment * (seed % 3)  # folds apart, so that all near neighbours are of one fold
    matrix = cdist(points, points)
    matrix[assignment[:, None] == assignment] = np.inf
    np.testing.assert_allclose(fold_distances(points, assignment), matrix.min(axis=1))


def test_sampling_distances_of_a_line():
    line = np.array([[0.0, 0], [1, 0], [10, 0], [11, 0]])
    found = sampling_distances(
        line,
        np.array([0, 0, 1, 2]),
        np.array([[5.0, 0], [20, 0]]),
        {"near": np.array([[0, 1, 0, 1]]), "far": np.array([[0, 0, 1, 1]] * 2)},
    )
    assert found.prediction.tolist() == [4, 9]
    assert found.sample.tolist() == [10, 9, 1, 1]  # the first two are in one pixel
    assert found.by_scheme["far"].tolist() == [10, 9, 9, 10] * 2
    assert found.wasserstein("near") == pytest.approx(5.5)  # all 1: to 4 and 9
    assert found.wasserstein("far") == pytest.approx(3.0)  # halves of 9 and 10: to 4 and 9


@pytest.mark.parametrize(
    ("spread", "clustered"), [(0.02, True), (0.5, True), (2.0, False)], ids=["tight", "half", "wide"]
)
def test_clustered_means_nearer_than_the_map(spread, clustered):
    prediction = np.random.default_rng(1).exponential(size=500)
    sample = spread * np.random.default_rng(2).exponential(size=200)
    assert SamplingDistances(prediction, sample).clustered is clustered


# nearest neighbours come in pairs, so their distances are no independent draws and the test errs above its level
@pytest.mark.parametrize(("clusters", "share"), [(None, (0, 0.3)), (40, (1, 1))], ids=["random", "clustered"])
def test_how_often_a_sample_is_called_clustered(clusters, share):
    rng = np.random.default_rng(3)
    called = []
    for _ in range(100):
        points, area = rng.uniform(size=(200, 2)), rng.uniform(size=(1000, 2))
        if clusters:
            points = points[rng.integers(0, clusters, 200)] + rng.normal(0, 0.02, (200, 2))
        called.append(sampling_distances(points, np.arange(200), area, {}).clustered)
    assert share[0] <= np.mean(called) <= share[1]


def test_distances_among_covariates_are_those_of_cast():
    """A raster of the numbers 1 to 100 in CAST's test-geodist.R: to samples, and from a regular sample of the map."""
    step = np.sqrt(100 / 20)
    x, y = (np.arange(start, 10, step) for start in np.array([2.655086631421, 3.721238996368]) % step)
    area = np.array([(one, other) for other in y for one in x])
    places = np.array([(1.5, 1.5), (1.5, 2.5), (2.5, 2.5), (2.5, 3.5), (1.5, 4.5), (5.5, 4.5)])
    samples, mapped = (10 * np.floor(10 - xy[:, 1:]) + np.floor(xy[:, :1]) + 1 for xy in (places, area))
    found = covariate_distances(samples, np.arange(6), mapped, {"used": np.array([[0, 1, 0, 1, 0, 1]])})
    assert found.sample.mean() == pytest.approx(0.3814, abs=5e-5)
    assert found.prediction.mean() == pytest.approx(1.0783, abs=5e-5)
    constant = np.column_stack([samples, np.ones(6)]), np.column_stack([mapped, np.arange(20)])
    again = covariate_distances(constant[0], np.arange(6), constant[1], {})
    np.testing.assert_array_equal(again.prediction, found.prediction)
    assert covariate_distances(np.ones((6, 1)), np.arange(6), mapped, {}) is None


# two pairs are 1 m apart, two 2 m; half of the largest distance is 2 m
def test_variogram_by_hand():
    line, values = np.array([[0.0, 0], [1, 0], [2, 0], [4, 0]]), np.array([0.0, 1, -2, 0])
    distance, semivariance, pairs = variogram(line, values, lags=2)
    assert distance.tolist() == [1, 2]
    assert pairs.tolist() == [2, 2]
    assert semivariance.tolist() == [(1 + 9) / 2 / 2, (4 + 4) / 2 / 2]


def test_variogram_of_a_linear_trend_is_a_parabola():
    line = np.column_stack([np.arange(1201.0), np.zeros(1201)])  # more than one block of pairs
    distance, semivariance, pairs = variogram(line, 0.5 * line[:, 0], lags=600)
    np.testing.assert_array_equal(distance, np.arange(1, 601))
    np.testing.assert_array_equal(pairs, 1201 - np.arange(1, 601))
    np.testing.assert_allclose(semivariance, (0.5 * distance) ** 2 / 2)


def test_variogram_of_many_points_is_that_of_some(monkeypatch):
    line = np.random.default_rng(4).uniform(0, 1000, (2_000, 1))
    of_all = variogram(line, 0.5 * line[:, 0], lags=6)
    monkeypatch.setattr(distances, "MOST_PAIRED", 300)
    of_some, again = (variogram(line, 0.5 * line[:, 0], lags=6) for _ in range(2))
    assert of_some[2].sum() < 300 * 299 / 2 < of_all[2].sum()
    assert np.allclose(of_some[0], of_all[0], rtol=0.05)
    assert np.allclose(of_some[1], of_all[1], rtol=0.05)
    assert all(map(np.array_equal, of_some, again))


def test_variogram_of_noise_is_flat_at_its_variance():
    rng = np.random.default_rng(5)
    distance, semivariance, pairs = variogram(rng.uniform(0, 1000, (800, 2)), rng.normal(0, 3, 800))
    assert len(distance) == 12
    assert (np.diff(distance) > 0).all()
    assert distance[-1] < 1000 / np.sqrt(2)
    np.testing.assert_allclose(semivariance[pairs > 2000], 9, rtol=0.15)


def test_empty_lags_are_left_out():
    points = np.array([[0.0, 0], [1, 0], [50, 0], [51, 0], [200, 0]])
    distance, _, pairs = variogram(points, np.arange(5.0), lags=10)  # of 10 m: 1 twice; 49, 50, 50; 51
    np.testing.assert_allclose(distance, [1, 149 / 3, 51])
    assert pairs.tolist() == [2, 3, 1]


@pytest.mark.parametrize("n", [0, 1, 5], ids=["none", "one", "all at one place"])
def test_variogram_without_a_distance_is_empty(n):
    assert [len(part) for part in variogram(np.zeros((n, 2)), np.arange(float(n)))] == [0, 0, 0]
