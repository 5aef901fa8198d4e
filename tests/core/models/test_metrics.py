from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.stats
import sklearn.metrics

from socmap_plugin.core.models import metrics

RNG = np.random.default_rng(3)
OBSERVED = 12 + 5 * RNG.standard_normal(200)
PREDICTED = 0.6 * OBSERVED + 6 + 2 * RNG.standard_normal(200)
HALF_WIDTH = RNG.uniform(1, 6, 200)


def _lins_concordance(observed, predicted):
    """Lin (1989) as correlation times the bias correction, not as a ratio of moments."""
    ratio = np.std(observed) / np.std(predicted)
    shift = (observed.mean() - predicted.mean()) / math.sqrt(np.std(observed) * np.std(predicted))
    return scipy.stats.pearsonr(observed, predicted).statistic * 2 / (ratio + 1 / ratio + shift**2)


@pytest.mark.parametrize("far", [0.0, 1e4], ids=["near zero", "far from zero"])
@pytest.mark.parametrize(
    ("name", "formula"),
    [
        ("rmse", sklearn.metrics.root_mean_squared_error),
        ("r2", sklearn.metrics.r2_score),
        ("r2_corr", lambda y, p: scipy.stats.pearsonr(y, p).statistic ** 2),
        ("mae", sklearn.metrics.mean_absolute_error),
        ("bias", lambda y, p: p.mean() - y.mean()),
        ("ccc", _lins_concordance),
        ("rpiq", lambda y, p: scipy.stats.iqr(y) / sklearn.metrics.root_mean_squared_error(y, p)),
        ("picp90", lambda y, p: sum(abs(a - b) <= h for a, b, h in zip(y, p, HALF_WIDTH)) / len(y)),
        ("width90", lambda y, p: 2 * sum(HALF_WIDTH) / len(y)),
    ],
    ids=metrics.NAMES,
)
def test_measures_equal_independent_formulas(name, formula, far):
    observed, predicted = OBSERVED + far, PREDICTED + far
    found = metrics.all_metrics(observed, predicted, HALF_WIDTH)[name]
    assert found == pytest.approx(formula(observed, predicted), abs=1e-9)


def test_hand_computed_case():
    observed, predicted = np.array([1.0, 2.0, 3.0, 4.0]), np.array([1.0, 2.0, 3.0, 6.0])
    expected = {
        "rmse": 1.0,
        "r2": 1 - 4 / 5,
        "r2_corr": 8**2 / (5 * 14),
        "mae": 0.5,
        "bias": 0.5,
        "ccc": 2 * 2 / (1.25 + 3.5 + 0.25),
        "rpiq": 1.5,
        "picp90": 0.75,
        "width90": 3.8,
    }
    assert metrics.all_metrics(observed, predicted, np.full(4, 1.9)) == pytest.approx(expected, abs=1e-12)
    assert tuple(expected) == metrics.NAMES


def test_the_mean_has_an_r2_of_zero_and_no_correlation():
    mean = np.full_like(OBSERVED, OBSERVED.mean())
    assert metrics.r2(OBSERVED, mean) == pytest.approx(0, abs=1e-12)
    assert metrics.r2_corr(OBSERVED, mean) == 0
    assert metrics.ccc(OBSERVED, mean) == pytest.approx(0, abs=1e-12)


def test_perfect_and_undefined_cases():
    perfect = metrics.all_metrics(OBSERVED, OBSERVED)
    assert (perfect["rmse"], perfect["r2"], perfect["rpiq"]) == (0, 1, math.inf)
    assert perfect["ccc"] == pytest.approx(1)
    assert math.isnan(perfect["picp90"])  # no interval, no coverage
    constant = np.full(5, 3.0)
    assert math.isnan(metrics.r2(constant, constant + 1))
    assert math.isnan(metrics.ccc(constant, constant))


def test_an_observation_on_the_edge_of_its_interval_is_covered():
    assert metrics.picp(np.array([1.0, 1.0]), np.array([1.5, 1.5]), np.array([0.5, 0.4])) == 0.5


@pytest.mark.parametrize("n", [9, 10, 19, 57, 200])
def test_the_half_width_is_the_quantile_of_split_conformal_prediction(n):
    residuals = np.abs(OBSERVED - PREDICTED)[:n]
    level = math.ceil(0.9 * (n + 1)) / n  # Lei et al. 2018, the finite-sample level
    expected = np.quantile(residuals, min(level, 1.0), method="inverted_cdf")
    assert metrics.interval_half_width(OBSERVED[:n], PREDICTED[:n]) == pytest.approx(expected, abs=1e-9)


def test_rows_that_no_model_kept_back_do_not_count_for_the_half_width():
    held_back = PREDICTED.copy()
    held_back[::3] = np.nan
    kept = np.isfinite(held_back)
    assert metrics.interval_half_width(OBSERVED, held_back) == metrics.interval_half_width(
        OBSERVED[kept], PREDICTED[kept]
    )


@pytest.mark.parametrize("n", [0, 1, 8])
def test_too_few_residuals_promise_nothing(n):
    assert metrics.interval_half_width(OBSERVED[:n], PREDICTED[:n]) == math.inf


@pytest.mark.parametrize("coverage", [0.5, 0.8, 0.9])
def test_intervals_cover_as_many_new_observations_as_they_promise(coverage):
    """Exact in expectation: of n + 1 exchangeable residuals, the new one is any rank with the same probability."""
    rng, n = np.random.default_rng(5), 29
    residuals = rng.standard_t(3, (4000, n + 1))  # heavy tails: no distribution is assumed
    covered = [abs(row[-1]) <= metrics.interval_half_width(row[:-1], np.zeros(n), coverage) for row in residuals]
    assert np.mean(covered) == pytest.approx(math.ceil(coverage * (n + 1)) / (n + 1), abs=0.02)
