"""The mass-preserving spline: the conditions that define it, and numbers that others have printed."""

from __future__ import annotations

import numpy as np
import pytest

from socmap_plugin.core.profiles.spline import spline, steps

COUNTS = (2, 3, 5, 8)


@pytest.fixture(params=COUNTS)
def profiles(request):
    """Two hundred profiles with gaps between some of their horizons."""
    random = np.random.default_rng(request.param)
    thick = random.uniform(2, 40, (200, request.param))
    gaps = random.choice([0, 0, 7.5], thick.shape)
    bottoms = np.cumsum(thick + gaps, axis=1)
    return bottoms - thick, bottoms, random.gamma(2, 8, thick.shape)


@pytest.mark.parametrize("lam", [0, 0.1, 10])
def test_the_mass_of_every_horizon_is_preserved(profiles, lam):
    tops, bottoms, values = profiles
    curve = spline(tops, bottoms, values, lam)
    for i in range(len(tops)):
        one = spline(tops[[i]], bottoms[[i]], values[[i]], lam)  # alone as among others
        means = [one.means(top, bottom)[0] for top, bottom in zip(tops[i], bottoms[i])]
        np.testing.assert_allclose(means, curve.fitted[i], rtol=1e-9, atol=1e-9)
    if lam == 0:
        np.testing.assert_allclose(curve.fitted, values, rtol=1e-9)
    else:  # the mean over all horizons stays that of the measured values, whatever the smoothness
        np.testing.assert_allclose(curve.fitted.mean(axis=1), values.mean(axis=1), rtol=1e-9)


def test_value_and_slope_are_continuous_and_flat_at_the_ends(profiles):
    curve = spline(*profiles, 0.1)
    length = curve.ends - curve.starts
    value_at_end = curve.a + curve.b * length + curve.c * length**2
    slope_at_end = curve.b + 2 * curve.c * length
    np.testing.assert_allclose(value_at_end[:, :-1], curve.a[:, 1:], atol=1e-8)
    np.testing.assert_allclose(slope_at_end[:, :-1], curve.b[:, 1:], atol=1e-9)
    np.testing.assert_allclose(curve.b[:, 0], 0)
    np.testing.assert_allclose(slope_at_end[:, -1], 0, atol=1e-9)


def test_no_other_fitted_values_are_better():
    """They minimise the mean squared distance plus lambda times the integral of the squared slope."""
    tops, bottoms, values = np.array([[0, 10, 35.0]]), np.array([[10, 25, 60.0]]), np.array([[30, 12, 4.0]])

    def loss(fitted):
        curve = spline(tops, bottoms, fitted, 0)
        length = curve.ends - curve.starts
        rough = curve.b**2 * length + 2 * curve.b * curve.c * length**2 + 4 / 3 * curve.c**2 * length**3
        return np.mean((fitted - values) ** 2) + 2.5 * rough.sum()

    best = spline(tops, bottoms, values, 2.5).fitted
    random = np.random.default_rng(1)
    for _ in range(50):
        assert loss(best) < loss(best + random.normal(0, 0.05, best.shape))


def test_the_example_of_mpspline2():
    """The R package takes the function at the top of every centimetre for the mean of that centimetre; so does this."""
    tops, bottoms, values = np.array([[0, 20, 40, 60.0]]), np.array([[10, 30, 50, 70.0]]), np.array([[6, 4, 3, 10.0]])
    curve = spline(tops, bottoms, values, 0.1)
    slices = np.array([curve.at(cm)[0] for cm in range(100)])
    limits = (0, 5, 15, 30, 60, 100)
    means = [np.nanmean(slices[top:bottom]) for top, bottom in zip(limits, limits[1:])]
    assert [f"{mean:.6f}" for mean in means] == ["6.105160", "5.618341", "4.316876", "4.192058", "9.732400"]


def test_the_coefficients_that_mpspline2_holds_fast():
    tops = np.arange(0, 40, 10.0)[None]
    curve = spline(tops, tops + 10, np.array([[5.4, 5.3, 5.6, 7.0]]), 0.1)
    assert curve.fitted[0, 0] == pytest.approx(5.3938765799840498, abs=1e-14)
    assert curve.b[0, 1] == pytest.approx(-0.015308550039877671, abs=1e-14)
    assert curve.c[0, 0] == pytest.approx(-0.00076542750199388358, abs=1e-15)
    assert curve.a[0, 0] == pytest.approx(5.4193908300505127, abs=1e-14)


def test_means_are_of_what_was_sampled():
    curve = steps(np.array([[5, 20.0]]), np.array([[10, 30.0]]), np.array([[8, 2.0]]))
    assert curve.means(0, 30)[0] == pytest.approx((5 * 8 + 10 * 2) / 15)
    assert curve.sampled_cm(0, 30)[0] == 15
    assert np.isnan(curve.means(10, 20)[0])
    assert np.isnan(curve.at(3)[0])
    bridged = spline(np.array([[5, 20.0]]), np.array([[10, 30.0]]), np.array([[8, 2.0]]), 0.1)
    assert 2 < bridged.means(10, 20)[0] < 8
    assert bridged.sampled_cm(10, 20)[0] == 0
    assert np.isnan(bridged.means(30, 60)[0])
