from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.distance import cdist

from socmap_plugin.core.geostatistics.fit import SampleKriging, distinct_places, fitted_kriging
from socmap_plugin.core.geostatistics.kriging import NEIGHBOURS, Kriging
from socmap_plugin.core.geostatistics.variogram import FAMILIES, Variogram, pure_nugget
from socmap_plugin.core.raster.projection import metric_points
from tests.builders import rasters
from tests.builders.fields import field, places


def plain(kriging, point, nearest_to=None):
    """Kriging of one point by the system of the books, in semivariances with a Lagrange multiplier."""
    centre = point if nearest_to is None else nearest_to
    order = np.argsort(np.linalg.norm(kriging.points - centre, axis=1), kind="stable")[:NEIGHBOURS]
    near, values, model = kriging.points[order], kriging.values[order], kriging.variogram
    between = model.semivariance(cdist(near, near))
    to_point = model.total - model.structured * model.structured_correlation(cdist(near, point[None]))[:, 0]
    count = len(near)
    if kriging.mean is None:
        system = np.block([[between, np.ones((count, 1))], [np.ones((1, count)), np.zeros((1, 1))]])
        solution = np.linalg.solve(system, np.append(to_point, 1.0))
        return solution[:count] @ values, solution @ np.append(to_point, 1.0)
    weights = np.linalg.solve(model.total - between, model.total - to_point)
    return kriging.mean + weights @ (values - kriging.mean), model.total - weights @ (model.total - to_point)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("mean", [None, 0.5], ids=["ordinary", "simple"])
@pytest.mark.parametrize("count", [1, 2, 30, 300])
def test_mean_and_variance_are_those_of_the_plain_system(family, mean, count):
    points = places(count, seed=1)
    kriging = Kriging(points, points[:, 0] / 1000, Variogram(family, 0.2, 1.0, 2500.0), mean)
    asked = np.vstack([places(40, seed=2), points[:1]])  # a sampled place among them
    expected = np.array([plain(kriging, point) for point in asked])
    found, variance = kriging.predict(asked)
    np.testing.assert_allclose(found, expected[:, 0], atol=1e-6)
    np.testing.assert_allclose(variance, expected[:, 1], atol=1e-6)


def test_pixels_of_a_block_share_the_places_next_to_its_centre():
    points = places(500, seed=1)
    kriging = Kriging(points, np.sin(points[:, 0] / 1500), Variogram("exponential", 0.1, 1.0, 4000.0))
    blocks = places(20, seed=2)[:, None] + np.random.default_rng(3).uniform(-200, 200, (20, 9, 2))
    blocks[4, 6:] = np.nan  # a block at the edge of a map
    centres = np.nanmean(blocks, axis=1)
    found, variance = kriging.predict_blocks(blocks, centres)
    known = np.isfinite(blocks[..., 0])
    assert np.isnan(found[~known]).all()
    for number, block in enumerate(blocks):
        for point, mean, own in zip(block[known[number]], found[number], variance[number]):
            expected = plain(kriging, point, np.nanmean(block, axis=0))
            assert (mean, own) == pytest.approx(expected, abs=1e-6)


# without a nugget the map goes through the values; with one, errors of measurement are not repeated
def test_a_map_goes_through_values_without_error_only():
    points = places(80, seed=1)
    values = field(Variogram("exponential", 0.0, 1.0, 4000.0), points, seed=1)
    exact, variance = Kriging(points, values, Variogram("exponential", 0.0, 1.0, 4000.0)).predict(points)
    np.testing.assert_allclose(exact, values, atol=1e-6)
    np.testing.assert_allclose(variance, 0, atol=1e-6)
    smooth, variance = Kriging(points, values, Variogram("exponential", 1.0, 1.0, 4000.0)).predict(points)
    assert np.std(smooth) < np.std(values)
    assert variance.min() > 1.0


def test_far_from_all_samples_simple_kriging_is_the_known_mean_and_the_whole_variance():
    points, model = places(80, seed=1), Variogram("spherical", 0.5, 1.5, 2000.0)
    far = np.array([[1e6, 1e6]])
    mean, variance = Kriging(points, points[:, 0], model, mean=0.0).predict(far)
    assert (mean[0], variance[0]) == (0, 2)
    _, variance = Kriging(points, points[:, 0], model).predict(far)
    assert variance[0] > 2  # the mean must be estimated


@pytest.mark.parametrize("mean", [None, 0.0])
def test_a_pure_nugget_predicts_the_mean_everywhere(mean):
    kriging = Kriging(places(40, seed=1), np.arange(40.0), pure_nugget(133.25), mean)
    found, variance = kriging.predict(places(5, seed=2))
    assert found.tolist() == [19.5 if mean is None else 0.0] * 5
    assert variance.tolist() == [133.25] * 5


def test_a_place_that_is_left_out_does_not_know_its_own_value():
    points = places(50, seed=1)
    values = points[:, 0] / 1000
    model = Variogram("exponential", 0.1, 1.0, 4000.0)
    rows = np.array([3, 17])
    found, variance = Kriging(points, values, model).leave_one_out(rows, 49)
    for row, mean, own in zip(rows, found, variance):
        rest = np.arange(50) != row
        expected = Kriging(points[rest], values[rest], model).predict(points[row : row + 1])
        assert (mean, own) == (pytest.approx(expected[0][0]), pytest.approx(expected[1][0]))


# of 200 places, those that are pixels of two samples are left out whole
@pytest.mark.parametrize("structured", [True, False])
def test_what_is_held_back_does_not_know_the_samples_of_its_own_pixel(structured):
    points = np.vstack([places(200, seed=1), places(50, seed=1)])
    pixel = np.concatenate([np.arange(200), np.arange(50)])
    values = points[:, 0] / 1000 if structured else np.random.default_rng(1).normal(size=250)
    fitted = fitted_kriging(points, values, pixel)
    assert (fitted.kriging.variogram.structured > 0) == structured
    changed = values.copy()
    changed[pixel == 7] += 100
    again = SampleKriging(Kriging(*distinct_places(points, changed, pixel)[:2], fitted.kriging.variogram), fitted.place)
    same = np.isclose(fitted.held_back(), again.held_back(), atol=1e-9, rtol=0)
    assert same[pixel == 7].all()
    assert not same.all()


# duplicates, samples at one point in two pixels, and several in one pixel: no matrix is singular
def test_samples_of_one_place_are_one_place():
    points = places(60, seed=1)
    values = points[:, 0] / 1000
    twice = np.vstack([points, points, points[:10] + np.array([5.0, 0.0])])
    pixel = np.concatenate([np.arange(60), np.arange(100, 160), np.arange(10)])
    found, _, place = distinct_places(twice, np.concatenate([values, values + 1, values[:10]]), pixel)
    assert len(found) == 60 + 10  # ten pixels have their mean elsewhere than a sample of another pixel
    assert place[10:60].tolist() == place[70:120].tolist()  # of one point in two pixels
    assert place[:10].tolist() == place[120:].tolist()
    kriging = fitted_kriging(twice, np.concatenate([values, values, values[:10]]), pixel).kriging
    mean, variance = kriging.predict(points)
    assert np.isfinite(mean).all()
    assert (variance >= 0).all()
    same, *_ = distinct_places(np.vstack([points, points]), np.tile(values, 2), np.arange(120))
    np.testing.assert_allclose(same, points[np.lexsort(points.T[::-1])])


def test_places_a_millimetre_apart_do_not_break_the_system():
    points = np.vstack([places(60, seed=1), places(60, seed=1) + 2e-3])
    kriging = Kriging(points, np.tile(np.arange(60.0), 2), Variogram("Matérn 3/2", 0.0, 1.0, 8000.0))
    mean, variance = kriging.predict(places(20, seed=2))
    assert np.isfinite(mean).all()
    assert np.abs(mean).max() < 1000
    assert np.isfinite(variance).all()


def test_errors_are_as_large_as_kriging_says():
    ratio = []
    for seed in range(12):
        points = places(450, seed)
        values = 5 * field(Variogram("spherical", 0.4, 0.6, 3500.0), points, seed)
        kriging = fitted_kriging(points[:300], values[:300], np.arange(300)).kriging
        mean, variance = kriging.predict(points[300:])
        ratio.append(np.mean((values[300:] - mean) ** 2 / variance))
    assert np.mean(ratio) == pytest.approx(1.0, abs=0.12)


# at 60 degrees north a degree of longitude is half as long; kriging in degrees would not know it
def test_a_geographic_crs_gives_the_map_of_the_projected_one():
    xy = np.random.default_rng(1).uniform([10.0, 60.0], [10.8, 60.4], (200, 2))
    values = np.sin(xy[:, 0] * 20) + np.cos(xy[:, 1] * 40)
    geographic = metric_points(xy, rasters.wkt("EPSG:4326"))
    origin = geographic.mean(axis=0)
    up = origin / np.linalg.norm(origin)
    east = np.cross([0.0, 0.0, 1.0], up)
    east /= np.linalg.norm(east)
    flat = np.column_stack([(geographic - origin) @ east, (geographic - origin) @ np.cross(up, east)])
    model = Variogram("exponential", 0.05, 1.0, 15_000.0)
    asked = slice(150, 200)
    found, _ = Kriging(geographic[:150], values[:150], model).predict(geographic[asked])
    expected, _ = Kriging(flat[:150], values[:150], model).predict(flat[asked])
    np.testing.assert_allclose(found, expected, atol=0.01)
