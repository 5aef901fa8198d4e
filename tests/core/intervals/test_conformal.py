"""Intervals cover what they promise where the truth is known, and keep to what an observation can be."""

from __future__ import annotations

import numpy as np
import pytest

from socmap_plugin.core.intervals.conformal import Calibration, calibrate
from socmap_plugin.core.intervals.scores import coverage, interval_score, terciles


def drawn(seed, count, kind="skewed"):
    """Return observations and predictions: of errors that grow with the prediction, or that do not."""
    draw = np.random.default_rng(seed)
    predicted = draw.uniform(2, 40, count)
    if kind == "constant":
        return predicted + draw.normal(0, 3, count), predicted
    if kind == "logarithmic":
        return np.expm1(np.log1p(predicted) + draw.normal(0, 0.4, count)), predicted
    return np.maximum(predicted * (1 + draw.gamma(1.5, 0.25, count) - 0.375), 0), predicted


@pytest.mark.parametrize("kind", ["skewed", "constant", "logarithmic"])
@pytest.mark.parametrize("promised", [0.5, 0.8, 0.9, 0.95])
def test_new_observations_are_covered_as_often_as_promised_at_every_size_of_the_prediction(kind, promised):
    new, at = drawn(99, 20_000, kind)
    third = terciles(at)
    found, thirds = [], []
    for seed in range(30):
        lower, upper = calibrate(*drawn(seed, 250, kind), logarithmic=kind == "logarithmic").interval(at, promised)
        found.append(coverage(new, lower, upper))
        thirds.append([coverage(new[own], lower[own], upper[own]) for own in (third == part for part in range(3))])
    assert abs(np.mean(found) - promised) < 0.015
    assert np.abs(np.mean(thirds, axis=0) - promised).max() < 0.06


def test_widths_that_follow_the_prediction_score_better_where_errors_grow_with_it():
    new, at = drawn(99, 20_000)
    adapted, fixed = (calibrate(*drawn(1, 250), constant=constant).interval(at, 0.9) for constant in (False, True))
    assert interval_score(new, *adapted, 0.9) < 0.95 * interval_score(new, *fixed, 0.9)


def test_widths_stay_as_good_as_constant_ones_where_errors_do_not_grow():
    new, at = drawn(99, 20_000, "constant")
    ratios = []
    for seed in range(30):
        known = drawn(seed, 150, "constant")
        adapted, fixed = (calibrate(*known, constant=constant).interval(at, 0.9) for constant in (False, True))
        ratios.append(interval_score(new, *adapted, 0.9) / interval_score(new, *fixed, 0.9))
    assert np.mean(ratios) < 1.01


def test_limits_are_made_of_logarithms_only_where_these_are_better():
    """A model that learns logarithms may err as much in the unit of the target as any other."""
    draw = np.random.default_rng(7)
    predicted = np.exp(draw.normal(2, 1, 20_200))
    observed = predicted * np.exp(draw.normal(0, 0.8, 20_200))
    chosen, plain = (calibrate(observed[:200], predicted[:200], logarithmic=on) for on in (True, False))
    assert chosen.logarithmic
    logs, unit = (interval_score(observed[200:], *one.interval(predicted[200:], 0.9), 0.9) for one in (chosen, plain))
    assert logs < 0.95 * unit
    for seed in range(10):
        known = np.stack(drawn(seed, 150, "constant")) + 20
        refused, other = calibrate(*known, logarithmic=True), calibrate(*known)
        assert not refused.logarithmic
        assert np.array_equal(refused.scores, other.scores)


def test_few_samples_are_calibrated_on_the_scale_that_was_learnt():
    assert calibrate(*drawn(1, 19, "constant"), logarithmic=True).logarithmic
    assert calibrate(*drawn(1, 150), logarithmic=True, constant=True).logarithmic


def test_tails_that_differ_have_quantiles_of_their_own():
    found = calibrate(*drawn(1, 2000))
    assert found.skewed
    lower, upper = found.interval(np.array([20.0]), 0.9)
    assert upper[0] - 20 > 1.3 * (20 - lower[0])
    assert not calibrate(*drawn(1, 2000, "constant")).skewed


def test_no_limit_is_below_zero_unless_an_observation_was():
    observed, predicted = drawn(3, 100, "constant")
    found = calibrate(np.maximum(observed, 0), predicted)
    low = np.array([-2.0, 0.0, 0.5])
    assert (found.interval(low, 0.95)[0] == 0).all()
    assert (found.interval(low, 0.95)[1] >= 0).all()
    below = calibrate(np.where(np.arange(100) == 5, -1.0, observed), predicted)
    assert (below.interval(low, 0.95)[0] < 0).all()


def test_more_than_the_scores_can_promise_is_infinite_and_said_before():
    found = calibrate(*drawn(1, 19, "constant"))
    assert found.largest_coverage == pytest.approx(0.95)
    assert np.isfinite(found.interval(np.array([20.0]), 0.95)[1]).all()
    assert np.isinf(found.interval(np.array([20.0]), 0.96)[1]).all()


def test_a_pixel_without_prediction_has_no_interval():
    lower, upper = calibrate(*drawn(1, 100)).interval(np.array([np.nan, 10.0], np.float32), 0.9)
    assert np.isnan([lower[0], upper[0]]).all()
    assert lower[1] < 10 < upper[1]


def test_samples_that_nobody_kept_back_do_not_count():
    observed, predicted = drawn(1, 100)
    more = np.concatenate([observed, [1e6]]), np.concatenate([predicted, [np.nan]])
    assert np.array_equal(calibrate(observed, predicted).scores, calibrate(*more).scores)
    with pytest.raises(ValueError, match="no sample"):
        calibrate(observed, np.full(100, np.nan))


def test_predictions_that_are_all_the_same_have_one_width():
    observed, _ = drawn(1, 60)
    lower, upper = calibrate(observed, np.full(60, 20.0)).interval(np.array([1.0, 20.0, 99.0]), 0.9)
    assert np.allclose(upper - 20 - np.array([-19, 0, 79]), upper[1] - 20)
    assert lower[1] < 20 < upper[1]


def test_predictions_that_are_all_right_give_intervals_of_no_width():
    exact = np.linspace(1, 9, 40)
    lower, upper = calibrate(exact, exact).interval(np.array([4.0]), 0.9)
    assert (lower[0], upper[0]) == (4.0, 4.0)


def test_a_calibration_comes_back_from_its_parts_and_what_is_none_is_refused():
    found = calibrate(*drawn(1, 300))
    again = Calibration.from_parts(found.arrays(), found.flags())
    at = np.linspace(1, 40, 9)
    assert np.array_equal(found.interval(at, 0.9), again.interval(at, 0.9))
    wrong_arrays = (
        {"scores": found.scores[::-1]},
        {"scores": np.zeros(0)},
        {"curve": found.curve[:, ::-1]},
        {"curve": found.curve * [[1], [0]]},
        {"curve": found.curve.astype(np.float32)},
        {"curve": found.curve[0]},
    )
    for change in wrong_arrays:
        with pytest.raises(ValueError, match="calibration"):
            Calibration.from_parts({**found.arrays(), **change}, found.flags())
    with pytest.raises(ValueError, match="neither true nor false"):
        Calibration.from_parts(found.arrays(), {**found.flags(), "skewed": 1})
