from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.distance import pdist

from socmap_plugin.core.geostatistics.experimental import experimental_variogram, nearest_variograms
from socmap_plugin.core.geostatistics.fit import fitted_variogram
from socmap_plugin.core.geostatistics.variogram import FAMILIES, NUGGET, Variogram, pure_nugget
from tests.builders.fields import field, places


@pytest.mark.parametrize("family", FAMILIES)
def test_at_its_range_a_family_has_lost_its_correlation(family):
    variogram = Variogram(family, nugget=1.0, structured=3.0, range_m=500.0)
    distance = np.array([0.0, 1e-9, 250.0, 500.0, 5000.0])
    correlation = variogram.correlation(distance)
    assert correlation[:2].tolist() == [1.0, pytest.approx(0.75)]  # the nugget is lost at once
    assert 0.1 < correlation[2] < 0.5
    assert 0 <= correlation[3] <= 0.75 * 0.0501
    assert correlation[4] == pytest.approx(0, abs=1e-9)
    np.testing.assert_allclose(variogram.semivariance(distance), 4 * (1 - correlation))


# the closed forms of the books: 1.5 h - 0.5 h^3, exp(-3 h), (1 + s) exp(-s)
@pytest.mark.parametrize(
    ("family", "half_way"),
    [("spherical", 1 - 0.75 + 0.0625), ("exponential", 0.05**0.5), ("Matérn 3/2", (1 + 2.37195) * np.exp(-2.37195))],
)
def test_the_families_are_those_of_the_books(family, half_way):
    found = Variogram(family, 0.0, 1.0, 1000.0).structured_correlation(np.array([[500.0]]))
    assert found.shape == (1, 1)
    assert found[0, 0] == pytest.approx(half_way, abs=1e-4)


def test_a_pure_nugget_has_no_structure_at_any_distance():
    variogram = pure_nugget(4.0)
    assert variogram.structured_share == 0
    assert variogram.correlation(np.array([0.0, 1.0, 1e6])).tolist() == [1, 0, 0]
    assert variogram.semivariance(np.array([0.0, 1.0])).tolist() == [0, 4]


def test_classes_hold_all_pairs_up_to_half_of_the_largest_distance():
    points = places(120, seed=1)
    values = points @ [0.001, 0.002]
    found = experimental_variogram(points, values)
    distance = pdist(points)
    near = distance <= distance.max() / 2
    assert found.pairs.sum() == near.sum()
    total = np.sum(pdist(values[:, None])[near] ** 2) / 2
    assert np.sum(found.pairs * found.semivariance) == pytest.approx(total)
    assert (np.diff(found.distance) > 0).all()


def test_where_samples_lie_close_the_classes_are_finer():
    centres = np.repeat(places(30, seed=1), 20, axis=0)
    points = centres + np.random.default_rng(2).normal(0, 20, centres.shape)
    found = experimental_variogram(points, points[:, 0])
    assert found.distance[0] < 20  # not half of a twentieth of 14 km
    assert found.pairs[:3].min() >= 50


# values that lie on a variogram give it back: the regression has a closed form
@pytest.mark.parametrize("family", FAMILIES)
def test_a_variogram_without_noise_is_found_again(family):
    found = experimental_variogram(places(200, seed=3), np.zeros(200))
    true = Variogram(family, 0.5, 1.5, 3000.0)
    exact = type(found)(found.distance, true.semivariance(found.distance), found.pairs)
    best = {variogram.family: variogram for variogram in nearest_variograms(exact)}[family]
    assert best.range_m == pytest.approx(3000, rel=0.1)  # between the ranges that are tried
    assert best.structured_share == pytest.approx(0.75, abs=0.05)
    assert best.total == pytest.approx(2.0, rel=0.05)


def test_neither_nugget_nor_structure_is_below_zero():
    found = experimental_variogram(places(200, seed=3), np.zeros(200))
    convex = type(found)(found.distance, found.distance**2, found.pairs)  # a line through it begins below 0
    falling = type(found)(found.distance, 1 / found.distance, found.pairs)
    assert all(variogram.nugget >= 0 for variogram in nearest_variograms(convex))
    assert nearest_variograms(convex)
    assert nearest_variograms(falling) == []


@pytest.mark.parametrize("clustered", [False, True], ids=["spread", "clustered"])
def test_share_and_range_of_known_fields_are_recovered(clustered):
    true = Variogram("exponential", 0.3, 0.7, 3000.0)
    found = []
    for seed in range(10):
        points = places(30 if clustered else 300, seed)
        if clustered:
            points = np.repeat(points, 10, axis=0)
            points = points + np.random.default_rng(seed).normal(0, 300, points.shape)
        found.append(fitted_variogram(points, field(true, points, seed)))
    assert all(variogram.structured > 0 for variogram in found)
    assert np.mean([variogram.structured_share for variogram in found]) == pytest.approx(0.7, abs=0.12)
    assert np.median([variogram.range_m for variogram in found]) == pytest.approx(3000, rel=0.5)


# 5 % of pure noise may look structured by chance, whatever its distribution
@pytest.mark.parametrize("skewed", [False, True])
def test_noise_is_a_pure_nugget(skewed):
    structured = 0
    for seed in range(60):
        draw = np.random.default_rng(seed)
        values = draw.lognormal(0, 1, 150) if skewed else draw.normal(size=150)
        structured += fitted_variogram(places(150, seed), values).family != NUGGET
    assert structured <= 6


@pytest.mark.parametrize(("count", "spread"), [(1, 1.0), (2, 1.0), (19, 1.0), (100, 0.0)])
def test_too_few_places_or_no_variance_are_a_pure_nugget(count, spread):
    points = places(count, seed=1)
    found = fitted_variogram(points, spread * points[:, 0])
    assert found.family == NUGGET
    assert np.isfinite(found.total)


def test_the_same_samples_give_the_same_variogram():
    points = places(3000, seed=5)  # more than are paired and judged
    values = np.sin(points[:, 0] / 2000) + np.random.default_rng(5).normal(0, 0.3, 3000)
    assert fitted_variogram(points, values) == fitted_variogram(points, values)
