from __future__ import annotations

import csv
import dataclasses
import html
import math
from pathlib import Path

import numpy as np
import pytest

from socmap_plugin.core.accuracy.comparison import verdict
from socmap_plugin.core.accuracy.results import Evaluation, Outcome
from socmap_plugin.core.covariates.covariate_list import covariate_groups
from socmap_plugin.core.crossval.run import run
from socmap_plugin.core.dataset import patch_dataset as dataset_file
from socmap_plugin.core.jobs.crossval import MODELS, SCHEMES
from socmap_plugin.core.jobs.inputs import FoldTable
from socmap_plugin.core.jobs.models import ForestSettings
from socmap_plugin.core.models import metrics
from socmap_plugin.core.report.titles import title
from socmap_plugin.core.runtime.errors import Cancelled, InputError, OutputError
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.splits.schemes import make_folds
from tests.builders.datasets import JOB, evaluate, settings
from tests.builders.listener import Listener

FILES = ("metrics", "predictions", "importance")


@pytest.fixture(scope="module")
def saved(small_dataset, tmp_path_factory):
    path = tmp_path_factory.mktemp("dataset") / "d.npz"
    dataset_file.save(small_dataset, path)
    return str(path)


@pytest.fixture
def job(saved, tmp_path):
    """Two repeats of small models with all covariates; no report."""
    files = {name: str(tmp_path / f"{name}.csv") for name in FILES}
    return dataclasses.replace(JOB, dataset=saved, covariate_groups="terrain, climate, phenology", **files)


def _table(path):
    with open(path, newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_files_hold_what_was_predicted(small_dataset, job, tmp_path):
    job = dataclasses.replace(job, covariate_groups="terrain;terrain,phenology", report=str(tmp_path / "report.html"))
    result = run(job, Progress())
    rows = _table(job.metrics)
    assert len(rows) == 2 * len(MODELS) * 2  # groups, models, repeats
    assert list(rows[0]) == ["group", "model", "repeat", "n", *metrics.NAMES]
    final = [row for row in rows if row["model"] == "cnnlstm" and row["group"] == "terrain + phenology"]
    assert result["rmse"] == pytest.approx(np.mean([float(row["rmse"]) for row in final]))
    points = _table(job.predictions)
    assert [point["sample_id"] for point in points] == list(small_dataset.sample_id)
    for point in points:
        residual = float(point["observed"]) - float(point["forest"])
        assert float(point["forest_residual"]) == pytest.approx(residual)
        assert {point["fold_1"], point["fold_2"]} <= set("12345")
    assert result["verdict"] in html.unescape((tmp_path / "report.html").read_text(encoding="utf-8"))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [*(f"{name}.csv" for name in FILES), "report.html"]
    )


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_from_end_to_end(small_dataset, job, scheme):
    said = Listener()
    result = run(dataclasses.replace(job, scheme=scheme), said)
    assert [result[name] for name in FILES] == [getattr(job, name) for name in FILES]
    assert said.lines[-2] == result["verdict"]
    assert said.lines[-1].startswith("To map it, run Train")  # what to do with that
    rows, points = _table(job.metrics), _table(job.predictions)
    assert [(row["model"], row["repeat"]) for row in rows] == [(model, repeat) for model in MODELS for repeat in "12"]
    for row in rows:
        assert math.isfinite(float(row["rmse"]))
        assert 0.5 < float(row["picp90"]) <= 1
    folds = make_folds(small_dataset, dataclasses.replace(job, scheme=scheme), Progress())
    for repeat in range(2):
        assert [int(point[f"fold_{repeat + 1}"]) for point in points] == (folds[repeat] + 1).tolist()
    effects = _table(job.importance)
    assert list(effects[0]) == ["model", "kind", "name", "rmse_increase", "rmse_increase_sd"]
    assert {row["model"] for row in effects} == set(MODELS) - {"mean", "kriging"}
    assert {"covariate", "category", "step"} <= {row["kind"] for row in effects}
    assert len([row for row in effects if row["kind"] == "step"]) == 5 * 10  # models, years


@pytest.mark.parametrize("model", MODELS)
def test_one_model_alone(small_dataset, job, model):
    result = run(dataclasses.replace(job, models=(model,)), Progress())
    rows, points = _table(job.metrics), _table(job.predictions)
    assert [row["model"] for row in rows] == [model] * 2
    assert [name for name in points[0] if name in MODELS] == [model]
    assert result["r2"] == pytest.approx(np.mean([float(row["r2"]) for row in rows]))
    explained = {row["model"] for row in _table(job.importance)}
    assert explained == {model} - {"mean", "kriging"}
    both = evaluate(small_dataset, dataclasses.replace(job, models=MODELS)).find("all", model)
    assert np.allclose([float(point[model]) for point in points], both.predicted.mean(axis=0))


def test_the_predictions_of_a_run_are_the_folds_of_the_next(job, tmp_path):
    """With other models left out and another scheme asked for, the folds and every number stay the same."""
    run(job, Progress())
    points = _table(job.predictions)
    fields = ("fold_1", "fold_2")
    table = FoldTable(
        "predictions", tuple(p["sample_id"] for p in points), fields, tuple(tuple(p[f] for p in points) for f in fields)
    )
    again = {name: str(tmp_path / f"again_{name}.csv") for name in FILES}
    run(dataclasses.replace(job, fold_table=table, scheme="block", folds=3, repeats=7, **again), Progress())
    for name in FILES:
        assert (tmp_path / f"again_{name}.csv").read_bytes() == (tmp_path / f"{name}.csv").read_bytes()


def test_the_same_job_gives_the_same_bytes_and_another_seed_others(job, tmp_path):
    job = settings(job, tune=True, tuning_grid="learning_rate=0.002,0.01; window=3,5", members=2)
    contents = []
    for seed in (1, 1, 2):
        run(settings(job, seed=seed), Progress())
        contents.append([(tmp_path / f"{name}.csv").read_bytes() for name in FILES])
    assert contents[0] == contents[1]
    assert all(one != other for one, other in zip(contents[0], contents[2]))


def test_groups_are_named_in_their_order_and_the_last_gives_the_numbers(job):
    groups = " phenology ; terrain,phenology ;; phenology"
    result = run(dataclasses.replace(job, covariate_groups=groups, models=("forest",)), Progress())
    rows = _table(job.metrics)
    assert list(dict.fromkeys(row["group"] for row in rows)) == ["phenology", "terrain + phenology"]
    last = [float(row["rmse"]) for row in rows if row["group"] == "terrain + phenology"]
    assert result["rmse"] == pytest.approx(np.mean(last))
    permuted = [row["name"] for row in _table(job.importance) if row["kind"] == "covariate"]
    assert {"elevation", "twi", "greenup"} <= set(permuted)  # of the last group
    assert "temperature" not in permuted


def test_what_was_chosen_is_known_by_group_repeat_and_fold(small_dataset):
    job = settings(JOB, tune=True, tuning_grid="dropout=0,0.5; lstm_layers=1,2")
    found = evaluate(small_dataset, dataclasses.replace(job, models=("hybrid",)))
    assert [outcome.model for outcome in found.outcomes] == ["hybrid"]
    assert len(found.choices["all"]) == 2 * 5
    assert all(set(choice) == {"dropout", "lstm_layers"} for choice in found.choices["all"])
    assert found.curves.train.shape == (4, 2 * 5)
    assert {effect.model for effect in found.effects} == {"hybrid"}
    assert not evaluate(small_dataset, dataclasses.replace(JOB, models=("forest",))).choices


def test_every_prediction_has_an_interval_of_its_fold(small_dataset):
    found = evaluate(small_dataset)
    for outcome in found.outcomes:
        lower, upper = outcome.limits.swapaxes(0, 1)  # (coverages, repeats, n)
        assert lower.shape == (4, 2, 80)
        assert (lower >= 0).all()
        assert (lower <= outcome.predicted).all()
        assert (outcome.predicted <= upper).all()
        assert (np.diff(upper - lower, axis=0) >= 0).all()  # more is promised by wider intervals


def only_what_goes_on(folder: Path) -> bool:
    """Return whether a folder holds nothing under a final name: the claim and the records that it names at most."""
    return all(file.name == "metrics.csv.claim" or file.suffix == ".partial" for file in folder.iterdir())


@pytest.mark.parametrize("word", ["epoch 2", "forest, repeat 2", "mean, repeat 1"])
def test_a_cancelled_run_leaves_only_what_the_next_goes_on_with(job, tmp_path, word):
    said = Listener(word)
    with pytest.raises(Cancelled):
        run(job, said)
    assert any(word in message for message in said.messages)
    assert only_what_goes_on(tmp_path)
    run(job, Progress())
    assert not [file for file in tmp_path.iterdir() if file.suffix in (".claim", ".partial")]


def test_progress_names_group_model_and_fold(job):
    said = Listener()
    run(dataclasses.replace(job, covariate_groups="terrain; terrain, phenology"), said)
    assert "terrain, forest, repeat 2 of 2, fold 5 of 5" in said.messages
    assert any(
        message.startswith("terrain + phenology, cnnlstm, 10 folds together, epoch") for message in said.messages
    )


def test_all_tables_appear_or_none(job, tmp_path, full_disk):
    large = settings(dataclasses.replace(job, repeats=12, forest=ForestSettings(trees=2)), epochs=1)
    with pytest.raises(OutputError, match="No space is left"):
        run(dataclasses.replace(large, predictions=str(full_disk / "predictions.csv")), Progress())
    assert only_what_goes_on(tmp_path)
    assert not list(full_disk.iterdir())


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"models": ("cnnlstm", "cubist")}, "The models cubist; choose from cnnlstm, forest, hybrid, mean"),
        ({"models": ()}, "list is empty; choose from cnnlstm"),
        ({"covariate_groups": "terrain; geology"}, "No covariate has the category 'geology'"),
        ({"folds": 81}, "81 folds are asked of 80 sampled pixels"),
        ({"scheme": "loo"}, "The scheme 'loo' is not known"),
    ],
    ids=["unknown model", "no model", "unknown category", "too many folds", "unknown scheme"],
)
def test_a_job_that_cannot_be_run_is_refused_before_any_compute(job, tmp_path, changes, message):
    said = Listener()
    with pytest.raises(InputError, match=message):
        run(dataclasses.replace(job, **changes), said)
    assert not any("epoch" in text or "fold" in text for text in said.messages)
    assert not list(tmp_path.iterdir())


def test_a_bad_grid_is_refused_before_any_compute(job, tmp_path):
    said = Listener()
    with pytest.raises(InputError, match="TUNING_GRID: 'depth' is not known"):
        run(settings(job, tune=True, tuning_grid="depth=2"), said)
    assert not any("epoch" in text or "fold" in text for text in said.messages)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("other", ["dataset", "metrics"])
def test_an_output_that_would_overwrite_another_file_is_refused(job, other):
    with pytest.raises(OutputError, match="would overwrite an input or another result"):
        run(dataclasses.replace(job, predictions=getattr(job, other)), Progress())


def test_all_models_see_the_same_folds_and_every_sample_is_predicted_once(small_dataset):
    outcomes = evaluate(small_dataset).outcomes
    assert [outcome.model for outcome in outcomes] == [*MODELS]
    assert all(np.isfinite(outcome.predicted).all() for outcome in outcomes)
    folds = make_folds(small_dataset, JOB, Progress())
    mean = outcomes[3].predicted
    for row, assignment in zip(mean, folds):
        for fold in range(5):
            assert np.unique(row[assignment == fold]) == small_dataset.target[assignment != fold].mean()


def test_noise_gets_the_verdict_that_there_is_no_signal(small_dataset):
    noise = np.random.default_rng(1).standard_normal(len(small_dataset))
    dataset = dataclasses.replace(small_dataset, target=noise)
    evaluation = evaluate(dataset, dataclasses.replace(JOB, models=("forest", "mean")))
    assert verdict(evaluation).startswith("There is no signal")


@pytest.mark.parametrize(("better", "word"), [("cnnlstm", "lower"), ("forest", "higher")])
def test_the_verdict_names_the_winner_also_when_it_is_the_forest(small_dataset, better, word):
    y = small_dataset.target
    errors = {"cnnlstm": 0.5, "forest": 0.5, better: 0.25}
    outcomes = [Outcome("all", name, (y + np.where(np.arange(len(y)) % 2, e, -e))[None]) for name, e in errors.items()]
    text = verdict(Evaluation(small_dataset, JOB, np.arange(len(y))[None] % 5, tuple(outcomes)))
    assert text.startswith(f"Best is the {title(better)} with all: RMSE 0.25 g/kg")
    assert f"% {word} than that of the random forest" in text


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
    strata, said = np.where(np.arange(len(small_dataset)) < 3, "rare", "common"), Listener()
    make_folds(dataclasses.replace(small_dataset, strata=strata), JOB, said)
    assert "Strata of fewer samples than the 5 folds were joined to one: rare (3); use fewer" in said.warnings[0]


@pytest.mark.parametrize("text", ["", " ", ";", " ; , ;"], ids=repr)
def test_no_group_means_the_default_groups(small_dataset, text):
    assert covariate_groups(small_dataset.covariates, text) == covariate_groups(small_dataset.covariates, "")
    assert list(covariate_groups(small_dataset.covariates, text))[-1] == " + ".join(small_dataset.covariates.categories)


def test_metrics_are_computed_over_all_predictions_of_a_repeat():
    y = np.array([1.0, 2.0, 3.0, 4.0])
    predicted = np.array([[1.0, 2.0, 3.0, 5.0], [2.0, 2.0, 3.0, 4.0]])
    outcome = Outcome("all", "mean", predicted)
    assert [score["rmse"] for score in outcome.scores(y)] == [metrics.rmse(y, row) for row in predicted] == [0.5, 0.5]
