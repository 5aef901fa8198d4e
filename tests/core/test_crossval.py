from __future__ import annotations

import csv
import dataclasses
import html

import numpy as np
import pytest

from socmap_plugin.core import dataset as dataset_file
from socmap_plugin.core import metrics
from socmap_plugin.core.crossval import Outcome, covariate_groups, cross_validate, make_folds, run, verdict
from socmap_plugin.core.errors import InputError
from socmap_plugin.core.jobs import CrossValidateJob, ForestSettings, TrainingSettings
from socmap_plugin.core.progress import Progress

JOB = CrossValidateJob(
    "",
    "",
    repeats=2,
    settings=TrainingSettings(members=1, epochs=4, patience=4),
    forest=ForestSettings(trees=20),
)


def _outcomes(dataset, job=JOB):
    groups = {"all": dataset.covariates.categories}
    return cross_validate(dataset, groups, make_folds(dataset, job, Progress()), job, Progress())


def _table(path):
    with open(path, newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_files_hold_what_was_predicted(small_dataset, tmp_path):
    dataset_file.save(small_dataset, tmp_path / "d.npz")
    names = {name: str(tmp_path / name) for name in ("metrics", "predictions", "report")}
    job = dataclasses.replace(
        JOB, dataset=str(tmp_path / "d.npz"), covariate_groups="terrain;terrain,phenology", **names
    )
    result = run(job, Progress())
    rows = _table(tmp_path / "metrics")
    assert len(rows) == 2 * 3 * 2  # groups, models, repeats
    assert list(rows[0]) == ["group", "model", "repeat", "n", "rmse", "r2", "r2_corr", "mae", "bias", "ccc", "rpiq"]
    final = [row for row in rows if row["model"] == "cnnlstm" and row["group"] == "terrain + phenology"]
    assert result["rmse"] == pytest.approx(np.mean([float(row["rmse"]) for row in final]))
    points = _table(tmp_path / "predictions")
    assert [point["sample_id"] for point in points] == list(small_dataset.sample_id)
    for point in points:
        residual = float(point["observed"]) - float(point["forest"])
        assert float(point["forest_residual"]) == pytest.approx(residual)
        assert {point["fold_1"], point["fold_2"]} <= set("12345")
    assert result["verdict"] in html.unescape((tmp_path / "report").read_text(encoding="utf-8"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d.npz", "metrics", "predictions", "report"]


def test_all_models_see_the_same_folds_and_every_sample_is_predicted_once(small_dataset):
    outcomes = _outcomes(small_dataset)
    assert [outcome.model for outcome in outcomes] == ["cnnlstm", "forest", "mean"]
    assert all(np.isfinite(outcome.predicted).all() for outcome in outcomes)
    folds = make_folds(small_dataset, JOB, Progress())
    mean = outcomes[2].predicted
    for row, assignment in zip(mean, folds):
        for fold in range(5):
            assert np.unique(row[assignment == fold]) == small_dataset.target[assignment != fold].mean()


def test_a_target_shared_within_a_pixel_does_not_leak(small_dataset):
    """Pairs in one pixel share target and a covariate that numbers the pair: split apart, a model could look it up."""
    n = len(small_dataset) // 2 * 2
    pair = np.arange(n) // 2
    rng = np.random.default_rng(0)
    target = rng.standard_normal(n // 2)[pair]
    key = rng.permutation(n // 2)[pair].astype(np.float32)
    static = np.broadcast_to(key[:, None, None, None], (n, 1, 5, 5)).copy()
    covariates = dataclasses.replace(small_dataset.covariates, static=small_dataset.covariates.static[:1], temporal=())
    arrays = {name: getattr(small_dataset, name)[:n] for name in ("xy", "strata", "sample_id")}
    paired = dataclasses.replace(
        small_dataset, target=target, static=static, temporal=(), pixel_group=pair, covariates=covariates, **arrays
    )
    leaking = dataclasses.replace(paired, pixel_group=np.arange(n))
    job = dataclasses.replace(JOB, models=("forest",), scheme="random", forest=ForestSettings(trees=50, min_leaf=1))
    honest, leaked = (_outcomes(d, job)[0].mean_score(target, "r2") for d in (paired, leaking))
    assert leaked > 0.5  # the trap works
    assert honest < 0.05


def test_noise_gets_the_verdict_that_there_is_no_signal(small_dataset):
    noise = np.random.default_rng(1).standard_normal(len(small_dataset))
    dataset = dataclasses.replace(small_dataset, target=noise)
    outcomes = _outcomes(dataset, dataclasses.replace(JOB, models=("forest", "mean")))
    assert verdict(dataset, outcomes).startswith("There is no signal")


@pytest.mark.parametrize(("better", "word"), [("cnnlstm", "lower"), ("forest", "higher")])
def test_the_verdict_names_the_winner_also_when_it_is_the_forest(small_dataset, better, word):
    y = small_dataset.target
    errors = {"cnnlstm": 0.5, "forest": 0.5, better: 0.25}
    outcomes = [Outcome("all", name, (y + np.where(np.arange(len(y)) % 2, e, -e))[None]) for name, e in errors.items()]
    text = verdict(small_dataset, outcomes)
    assert text.startswith(f"Best is {better} with all: RMSE 0.25 g/kg")
    assert f"% {word} than the random forest's" in text


def test_default_groups_are_those_of_the_papers_table_4(small_dataset):
    covariates = small_dataset.covariates
    renamed = [
        dataclasses.replace(variable, category=category)
        for variable, category in zip(covariates.temporal[0].variables, ("phenology", "vegetation index"))
    ]
    covariates = dataclasses.replace(
        covariates,
        static=tuple(dataclasses.replace(item, category="terrain") for item in covariates.static),
        temporal=(dataclasses.replace(covariates.temporal[0], variables=tuple(renamed)),),
    )
    assert list(covariate_groups(covariates, "")) == [
        "terrain",
        "terrain + phenology",
        "terrain + vegetation index",
        "terrain + phenology + vegetation index",
    ]


def test_an_unknown_category_is_refused_before_any_compute(small_dataset):
    with pytest.raises(InputError, match="No covariate has the category 'geology'; the dataset has 'terrain'"):
        covariate_groups(small_dataset.covariates, "terrain, geology")


def test_small_strata_are_joined_with_a_warning(small_dataset):
    class Heard(Progress):
        said = ""

        def warn(self, message: str) -> None:
            self.said += message

    strata = np.where(np.arange(len(small_dataset)) < 3, "rare", "common")
    heard = Heard()
    make_folds(dataclasses.replace(small_dataset, strata=strata), JOB, heard)
    assert "The strata rare (3) have fewer samples than the 5 folds and were joined to one" in heard.said


def test_metrics_are_computed_over_all_predictions_of_a_repeat():
    y = np.array([1.0, 2.0, 3.0, 4.0])
    predicted = np.array([[1.0, 2.0, 3.0, 5.0], [2.0, 2.0, 3.0, 4.0]])
    outcome = Outcome("all", "mean", predicted)
    assert [score["rmse"] for score in outcome.scores(y)] == [metrics.rmse(y, row) for row in predicted] == [0.5, 0.5]
