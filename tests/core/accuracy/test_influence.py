"""Whether a few samples decide: shares known in closed form, and verdicts on constructed cases."""

from __future__ import annotations

import dataclasses
import re

import numpy as np
import pytest

from socmap_plugin.core.accuracy.comparison import verdict
from socmap_plugin.core.accuracy.influence import influence, log_r2, score_without
from socmap_plugin.core.accuracy.results import Evaluation, Outcome
from socmap_plugin.core.models import metrics
from tests.builders import datasets

RNG = np.random.default_rng(1)
TARGET = np.exp(RNG.normal(2.5, 0.5, 200))
ERRORS = {name: RNG.normal(0, 1.5, (3, 200)) for name in ("cnnlstm", "forest", "extratrees")}
FOLDS = np.stack([RNG.permutation(200) % 5 for _ in range(3)])


def judged(sizes, wrong=0.0, rows=(7,), of=("cnnlstm", "forest", "extratrees")):
    """Return an evaluation of errors of such sizes by model, and of `wrong` more at some samples for some models."""
    outcomes = []
    for model, size in sizes.items():
        predicted = TARGET + size * ERRORS[model]
        predicted[:, list(rows)] -= wrong if model in of else 0.0
        outcomes.append(Outcome("all", model, predicted))
    dataset = datasets.patch_dataset(TARGET, {"twi": TARGET})
    return Evaluation(dataset, datasets.JOB, FOLDS, tuple(outcomes))


def test_shares_are_those_of_the_ten_largest_squares():
    squares = np.mean((judged({"forest": 1.0}).outcomes[0].predicted - TARGET) ** 2, axis=0)
    found = influence(judged({"forest": 1.0}).outcomes[0], TARGET)
    assert set(found.rows) == set(np.argsort(squares)[-10:])
    assert found.share == pytest.approx(np.sort(squares)[-10:].sum() / squares.sum())


@pytest.mark.parametrize("count", [50, 400, 5000])
def test_the_usual_share_is_that_of_normal_errors(count):
    errors = np.random.default_rng(2).standard_normal((4000 // (count // 50), count)) ** 2
    largest = np.sort(errors, axis=1)[:, -10:].sum(axis=1) / errors.sum(axis=1)
    found = influence(Outcome("all", "forest", np.arange(count)[None] + 1.0), np.arange(float(count)))
    assert found.usual == pytest.approx(largest.mean(), rel=0.05)
    assert not found.decides  # errors that are all the same


def test_without_them_measures_are_of_the_others():
    found = judged({"forest": 1.0}, wrong=100.0)
    outcome = found.outcomes[0]
    few = influence(outcome, TARGET)
    kept = few.without(200)
    assert (few.rows[0], kept.sum()) == (7, 190)
    expected = np.mean([metrics.r2(TARGET[kept], row[kept]) for row in outcome.predicted])
    assert score_without(outcome, found, few, "r2") == pytest.approx(expected)
    logs = np.mean([metrics.r2(np.log1p(TARGET), np.log1p(np.maximum(row, 0))) for row in outcome.predicted])
    assert log_r2(outcome, TARGET) == pytest.approx(logs)
    assert np.isnan(log_r2(outcome, TARGET - 100))


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (judged({"cnnlstm": 1.0, "forest": 2.0}), None),
        (
            judged({"cnnlstm": 1.0, "forest": 2.0}, wrong=60.0),
            r"10 of the 200 samples hold [89]\d% of its squared error",
        ),
        (
            judged({"cnnlstm": 1.0, "forest": 2.0}, wrong=60.0),
            r"and decide; without them its R2 is 0\.9\d+, of the logarithms of all 0\.\d+\.$",
        ),
        (
            judged({"cnnlstm": 1.0, "forest": 2.0}, wrong=60.0, of=("cnnlstm",)),
            "Best is the random forest",
        ),
        (
            judged({"forest": 1.0, "extratrees": 0.5}, wrong=60.0, rows=(3,), of=("forest", "extratrees")),
            "Best is the extra trees",
        ),
        (judged({"forest": 1.0}, wrong=120.0), "^No model explains 5% of the variance; 10 of the 200 samples hold 9"),
    ],
    ids=["none", "one sample", "the others", "one that errs there", "both err there", "no signal but for one"],
)
def test_the_verdict_says_where_few_samples_decide(found, words):
    text = verdict(found)
    if words is None:
        assert "squared error" not in text
    else:
        assert re.search(words, text), text


def test_the_model_that_is_better_elsewhere_is_named():
    one, other = judged({"forest": 1.0, "extratrees": 0.2}, wrong=60.0).outcomes
    worse = other.predicted.copy()
    worse[:, 7] -= 5  # at the one sample that decides
    found = dataclasses.replace(judged({"forest": 1.0}), outcomes=(one, dataclasses.replace(other, predicted=worse)))
    assert re.search("Best is the random forest.*and the extra trees is better", verdict(found)), verdict(found)


@pytest.mark.parametrize("predicted", [np.arange(20.0), np.arange(29.0) + 1], ids=["no error", "few samples"])
def test_of_few_samples_none_decides(predicted):
    assert influence(Outcome("all", "forest", predicted[None]), np.arange(float(len(predicted)))) is None
