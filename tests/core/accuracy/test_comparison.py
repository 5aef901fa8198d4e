from __future__ import annotations

import dataclasses
import math
import re

import numpy as np
import pytest
import scipy.stats

from socmap_plugin.core.accuracy.comparison import (
    corrected_interval,
    difference,
    group_differences,
    model_differences,
    verdict,
    what_to_train,
)
from socmap_plugin.core.accuracy.results import Evaluation, Outcome
from socmap_plugin.core.models.metrics import rmse
from tests.builders import datasets

RNG = np.random.default_rng(8)
TARGET = 20 + 5 * RNG.standard_normal(60)
FOLDS = np.stack([RNG.permutation(60) % 5 for _ in range(4)])  # four repeats of five folds


def evaluation(errors, group="all", folds=FOLDS):
    """Return an evaluation whose outcomes have known errors: a size by model, or by group and model."""
    outcomes = []
    for name, size in errors.items():
        own, model = name if isinstance(name, tuple) else (group, name)
        wrong = np.random.default_rng(1).standard_normal(folds.shape) * size
        outcomes.append(Outcome(own, model, TARGET + wrong))
    return Evaluation(datasets.patch_dataset(TARGET, {"twi": TARGET}), datasets.JOB, folds, tuple(outcomes))


def test_the_interval_equals_a_computation_by_hand():
    """Differences 1, 2, 3, 6: mean 3, variance 14 / 3; 1 / 4 + 1 / 4 of it is 7 / 3; t of 3 degrees is 3.182446."""
    mean, low, high = corrected_interval(np.array([1.0, 2.0, 3.0, 6.0]), 0.25)
    reach = 3.182446305284263 * math.sqrt(7 / 3)
    assert (mean, low, high) == pytest.approx((3, 3 - reach, 3 + reach), abs=1e-9)


@pytest.mark.parametrize("confidence", [0.8, 0.95])
def test_without_the_correction_it_is_the_interval_of_a_t_test(confidence):
    gaps = RNG.standard_normal(50) + 0.3
    expected = scipy.stats.ttest_1samp(gaps, 0).confidence_interval(confidence)
    assert corrected_interval(gaps, 0, confidence)[1:] == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_the_correction_widens_by_the_share_of_test_samples():
    gaps = RNG.standard_normal(50)
    (_, low, high), (_, low0, high0) = (corrected_interval(gaps, share) for share in (0.25, 0))
    assert (high - low) / (high0 - low0) == pytest.approx(math.sqrt((1 / 50 + 0.25) / (1 / 50)), abs=1e-9)


def test_one_split_says_nothing():
    assert corrected_interval(np.array([1.5]), 0.25) == (1.5, -math.inf, math.inf)


def test_differences_of_equal_models_are_seldom_called_certain():
    """Two linear models of noise, each with covariates of its own, over 10 x 5 folds of 60 samples, 400 times."""
    rng, found, naive = np.random.default_rng(2), 0, 0
    for _ in range(400):
        target, columns = rng.standard_normal(60), rng.standard_normal((2, 60, 4))
        gaps = []
        for _ in range(10):
            for test in np.split(rng.permutation(60), 5):
                train = np.setdiff1d(np.arange(60), test)
                one, other = (
                    rmse(target[test], x[test] @ np.linalg.solve(x[train].T @ x[train], x[train].T @ target[train]))
                    for x in columns
                )
                gaps.append(one - other)
        intervals = [corrected_interval(np.array(gaps), share) for share in (1 / 4, 0)]
        found, naive = (count + (low > 0 or high < 0) for count, (_, low, high) in zip((found, naive), intervals))
    assert naive / 400 > 0.3  # the trap: folds taken for independent
    assert found / 400 < 0.08


def test_a_difference_is_that_of_every_test_fold_of_every_repeat():
    found = evaluation({"cnnlstm": 1.0, "forest": 2.0})
    one, other = found.outcomes
    gaps = [
        rmse(TARGET[own == fold], one.predicted[repeat][own == fold])
        - rmse(TARGET[own == fold], other.predicted[repeat][own == fold])
        for repeat, own in enumerate(FOLDS)
        for fold in range(5)
    ]
    result = difference(found, one, other)
    assert (result.mean, result.low, result.high) == pytest.approx(corrected_interval(np.array(gaps), 12 / 48))
    assert (result.one, result.other) == (("all", "cnnlstm"), ("all", "forest"))


def test_improvements_are_those_of_the_means_over_repeats():
    found = evaluation({"cnnlstm": 1.0, "forest": 2.0})
    result = difference(found, *found.outcomes)
    (rmse_one, r2_one), (rmse_other, r2_other) = (
        [outcome.mean_score(TARGET, name) for name in ("rmse", "r2")] for outcome in found.outcomes
    )
    assert result.improvement_rmse == pytest.approx(100 * (rmse_other - rmse_one) / rmse_other)
    assert result.improvement_r2 == pytest.approx(100 * (r2_one - r2_other) / r2_other)
    assert result.improvement_rmse == pytest.approx(50)
    assert result.certain


def test_the_squared_correlation_of_the_mean_is_undefined():
    """Left out one by one, samples and means of the others are correlated perfectly: -1, squared 1."""
    left_out = ((TARGET.sum() - TARGET) / 59)[None]
    assert np.corrcoef(TARGET, left_out[0])[0, 1] ** 2 == pytest.approx(1)
    for model, undefined in (("mean", True), ("kriging", False)):
        (scores,) = Outcome("all", model, left_out).scores(TARGET)
        assert math.isnan(scores["r2_corr"]) is undefined
        assert all(math.isfinite(scores[name]) for name in ("rmse", "r2", "mae", "bias", "ccc", "rpiq"))


def test_an_improvement_over_nothing_has_no_percentage():
    found = evaluation({"cnnlstm": 1.0, "forest": 20.0})
    assert math.isnan(difference(found, *found.outcomes).improvement_r2)


def test_an_outcome_against_itself_is_no_difference():
    found = evaluation({"cnnlstm": 1.0})
    result = difference(found, found.outcomes[0], found.outcomes[0])
    assert (result.mean, result.low, result.high, result.improvement_rmse) == (0, 0, 0, 0)
    assert not result.certain


@pytest.mark.parametrize(
    ("models", "pairs"),
    [
        (("cnnlstm", "forest", "hybrid", "mean"), [("cnnlstm", "forest"), ("hybrid", "forest"), ("mean", "forest")]),
        (("cnnlstm", "mean"), [("cnnlstm", "mean")]),
        (("cnnlstm",), []),
    ],
    ids=lambda value: "-".join(map(str, value)),
)
def test_models_are_compared_with_the_forest_or_the_last(models, pairs):
    found = evaluation({(group, model): 1.0 for group in ("few", "all") for model in models})
    differences = [(item.one, item.other) for item in model_differences(found)]
    assert differences == [((group, one), (group, other)) for group in ("few", "all") for one, other in pairs]


def test_groups_are_compared_with_the_first_and_what_knows_no_covariates_is_left_out():
    models = ("forest", "mean", "kriging")
    found = evaluation({(group, model): 1.0 for group in ("few", "more", "all") for model in models})
    assert [(item.one, item.other) for item in group_differences(found)] == [
        (("more", "forest"), ("few", "forest")),
        (("all", "forest"), ("few", "forest")),
    ]


@pytest.mark.parametrize(
    ("errors", "words"),
    [
        ({"cnnlstm": 1.0, "forest": 2.0}, "Best is the CNN-LSTM with all: .* 50.0% lower .* is more than chance"),
        ({"cnnlstm": 2.0, "forest": 1.0}, "Best is the random forest with all: .* 100.0% higher .* more than chance"),
        (
            {"cnnlstm": 2.0, "forest": 2.0, "hybrid": 1.0},
            "Best is the hybrid with all: .* 50.0% lower .* more than chance",
        ),
        (
            {"cnnlstm": 2.0, "forest": 4.0, "extratrees": 3.0, "stack": 1.0},
            "stack is 66.7% lower than that of the extra",
        ),
        ({"cnnlstm": 2.0, "forest": 4.0, "extratrees": 1.0}, "the CNN-LSTM is 100.0% higher than that of the extra"),
        ({"cnnlstm": 2.0, "forest": 4.0, "stack": 1.0, "mean": 5.0}, "the best of 4 results owes a little of its lead"),
        ({"cnnlstm": 1.0, "mean": 5.0}, r"Best is the CNN-LSTM with all: RMSE \S+ g/kg, R2 0.9\d\d\.$"),
        ({"forest": 2.0, "kriging": 1.0}, r"Best is the ordinary kriging, which knows no covariates: RMSE"),
        ({"cnnlstm": 9.0, "forest": 9.0, "mean": 7.0}, r"There is no signal: .* of the 60 samples \(best R2 -0"),
    ],
    ids=["network", "forest", "hybrid", "stack", "extra trees", "many", "no forest", "kriging", "mean"],
)
def test_the_verdict_is_one_plain_line(errors, words):
    text = verdict(evaluation(errors))
    assert re.search(words, text), text
    assert text.endswith(".")
    assert "\n" not in text


@pytest.mark.parametrize(
    ("errors", "words"),
    [
        ({"cnnlstm": 1.0, "forest": 2.0}, "To map it, run Train CNN-LSTM."),
        ({"cnnlstm": 2.0, "stack": 1.0}, "To map it, run Train CNN-LSTM with “Combine with all other models” = yes."),
        (
            {("climate", "extratrees"): 1.0, ("climate + terrain", "cnnlstm"): 2.0},
            "To map it, run Train Random Forest with “Kind of trees” = extratrees; “What the trees see” = window; "
            "“Coordinates among the variables” = xy; “Categories of covariates to use” = climate.",
        ),
        ({"forest": 2.0, "kriging": 1.0}, "A map of these covariates would say no more"),
        ({"cnnlstm": 9.0, "mean": 7.0}, "A map of these covariates would say no more"),
    ],
    ids=["network", "stack", "one category", "kriging", "no signal"],
)
def test_the_best_model_is_one_that_the_reader_can_train(errors, words):
    found = evaluation(errors)
    covariates = {"twi": TARGET, "rain": TARGET}
    dataset = datasets.patch_dataset(TARGET, covariates, categories={"twi": "terrain", "rain": "climate"})
    job = dataclasses.replace(datasets.JOB, covariate_groups="climate; climate,terrain")
    assert what_to_train(dataclasses.replace(found, dataset=dataset, job=job)).startswith(words)


def test_the_verdict_does_not_call_certain_what_the_whole_contradicts():
    """The network is worse in four folds of five, but so much better in the fifth that its RMSE is lower."""
    folds = np.stack([np.arange(60) % 5] * 10)
    sizes = {"cnnlstm": np.where(folds == 4, 9.97, 0.15), "forest": np.where(folds == 4, 10.0, 0.1)}
    outcomes = tuple(Outcome("all", model, TARGET + size) for model, size in sizes.items())
    found = Evaluation(datasets.patch_dataset(TARGET, {"twi": TARGET}), datasets.JOB, folds, outcomes)
    result = difference(found, *outcomes)
    assert result.improvement_rmse > 0
    assert result.low > 0  # over folds, the network's errors are larger
    assert "% lower than that of the random forest" in verdict(found)
    assert "may be chance" in verdict(found)
