from __future__ import annotations

import numpy as np
import pytest
import scipy.stats
import sklearn.metrics

from socmap_plugin.core import metrics

RNG = np.random.default_rng(3)
OBSERVED = 12 + 5 * RNG.standard_normal(200)
PREDICTED = 0.6 * OBSERVED + 6 + 2 * RNG.standard_normal(200)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("rmse", sklearn.metrics.root_mean_squared_error(OBSERVED, PREDICTED)),
        ("r2", sklearn.metrics.r2_score(OBSERVED, PREDICTED)),
        ("r2_corr", scipy.stats.pearsonr(OBSERVED, PREDICTED).statistic ** 2),
        ("mae", sklearn.metrics.mean_absolute_error(OBSERVED, PREDICTED)),
        ("bias", PREDICTED.mean() - OBSERVED.mean()),
        ("rpiq", scipy.stats.iqr(OBSERVED) / sklearn.metrics.root_mean_squared_error(OBSERVED, PREDICTED)),
    ],
)
def test_measures_equal_independent_formulas(name, expected):
    assert metrics.all_metrics(OBSERVED, PREDICTED)[name] == pytest.approx(expected, abs=1e-9)


def test_concordance_equals_lins_formula_by_hand():
    covariance = np.cov(OBSERVED, PREDICTED, ddof=0)
    expected = 2 * covariance[0, 1] / (covariance.trace() + (OBSERVED.mean() - PREDICTED.mean()) ** 2)
    assert metrics.ccc(OBSERVED, PREDICTED) == pytest.approx(expected, abs=1e-9)


def test_hand_computed_case():
    observed, predicted = np.array([1.0, 2.0, 3.0, 4.0]), np.array([1.0, 2.0, 3.0, 6.0])
    assert metrics.rmse(observed, predicted) == 1.0
    assert metrics.r2(observed, predicted) == pytest.approx(1 - 4 / 5)
    assert metrics.bias(observed, predicted) == 0.5
    assert metrics.rpiq(observed, predicted) == 1.5


def test_the_mean_has_an_r2_of_zero_and_no_correlation():
    mean = np.full_like(OBSERVED, OBSERVED.mean())
    assert metrics.r2(OBSERVED, mean) == pytest.approx(0, abs=1e-12)
    assert metrics.r2_corr(OBSERVED, mean) == 0
