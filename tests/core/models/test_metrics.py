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


def around(predicted, half_width):
    """Return the limits (2, n) of intervals around predictions."""
    return np.stack([predicted - half_width, predicted + half_width])


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
    found = metrics.all_metrics(observed, predicted, around(predicted, HALF_WIDTH))[name]
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
    assert metrics.all_metrics(observed, predicted, around(predicted, np.full(4, 1.9))) == pytest.approx(
        expected, abs=1e-12
    )
    assert tuple(expected) == metrics.NAMES


def test_the_mean_has_an_r2_of_zero_and_no_correlation():
    mean = np.full_like(OBSERVED, OBSERVED.mean())
    assert metrics.r2(OBSERVED, mean) == pytest.approx(0, abs=1e-12)
    assert math.isnan(metrics.r2_corr(OBSERVED, mean))
    assert metrics.ccc(OBSERVED, mean) == pytest.approx(0, abs=1e-12)


def test_perfect_and_undefined_cases():
    perfect = metrics.all_metrics(OBSERVED, OBSERVED)
    assert (perfect["rmse"], perfect["r2"], perfect["rpiq"]) == (0, 1, math.inf)
    assert perfect["ccc"] == pytest.approx(1)
    assert math.isnan(perfect["picp90"])  # no interval, no coverage
    constant = np.full(5, 3.0)
    assert math.isnan(metrics.r2(constant, constant + 1))
    assert math.isnan(metrics.ccc(constant, constant))
