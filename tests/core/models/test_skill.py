"""A model without skill is known when it is trained, says so in its file, and when it is mapped."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path

import numpy as np
import pytest

from socmap_plugin.core.dataset import patch_dataset as dataset_file
from socmap_plugin.core.jobs.mapping import PredictJob
from socmap_plugin.core.jobs.models import ForestSettings, TrainForestJob, TrainingSettings, TrainNetworkJob
from socmap_plugin.core.mapping import run
from socmap_plugin.core.models import model_file, train
from socmap_plugin.core.models.skill import RECORDED, measured, warn_without_skill
from tests.builders.listener import Listener

TARGET = np.random.default_rng(1).normal(20, 10, 100)


@pytest.mark.parametrize(("noise", "none"), [(0.5, False), (7.0, False), (9.0, True), (20.0, True)])
def test_what_is_no_better_than_the_mean_is_no_skill(noise, none):
    predicted = TARGET + np.random.default_rng(2).normal(0, noise, 100)
    found = measured(TARGET, predicted, "in folds, random")
    assert found.is_none is none
    assert found.rmse == pytest.approx(math.sqrt(np.mean((predicted - TARGET) ** 2)))
    assert bool(found.warning(1.0, "g/kg")) is none


def test_a_validation_error_that_looks_better_is_named():
    found = measured(TARGET, TARGET + np.random.default_rng(2).normal(0, 10.6, 100), "in folds, random")
    assert "The validation RMSE of 9.64 g/kg is smaller because" in found.warning(9.64, "g/kg")
    assert "is smaller" not in found.warning(99.0, "g/kg")


@pytest.mark.parametrize("predicted", [np.full(100, np.nan), None], ids=["nothing kept back", "one target"])
def test_of_nothing_no_skill_is_measured(predicted):
    target, own = (TARGET, predicted) if predicted is not None else (np.ones(100), TARGET)
    assert measured(target, own, "random") is None


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({RECORDED: {"r2": -0.1, "rmse": 10.6}}, True),
        ({RECORDED: {"r2": 0.3}}, False),
        ({}, False),
        ({RECORDED: "r2"}, False),
        ({RECORDED: {"r2": "-1"}}, False),
        ({RECORDED: {"r2": math.nan}}, False),
    ],
    ids=["noise", "skill", "an older model", "a text", "another text", "no number"],
)
def test_a_map_of_a_model_without_skill_says_so_in_one_sentence(record, said):
    heard = Listener()
    warn_without_skill(record, heard)
    assert len(heard.warnings) == said
    assert all(
        text.count(". ") == 0
        and text.endswith("its map shows noise, so look for covariates that say more of the target.")
        for text in heard.warnings
    )


def trained(dataset, tmp_path, **changes):
    """Train a small network or forest on a dataset; returns what its file records, and what was warned of."""
    dataset_file.save(dataset, tmp_path / "d.npz")
    settings = TrainingSettings(members=2, epochs=12, patience=12, learning_rate=0.01)
    forest = ForestSettings(trees=30)
    place = {"dataset": str(tmp_path / "d.npz"), "model": str(tmp_path / "m.socmodel")}
    heard = Listener()
    report = str(tmp_path / "r.html")
    if changes.pop("forest", False):
        train.run_forest(TrainForestJob(**place, report=report, settings=forest, **changes), heard)
    else:
        train.run_network(TrainNetworkJob(**place, report=report, settings=settings, **changes), heard)
    return model_file.load(tmp_path / "m.socmodel").contract.training, heard.warnings, Path(report)


@pytest.mark.parametrize(
    ("changes", "kept_back"),
    [
        ({}, "in folds, random"),
        ({"calibration": "none"}, "validation rows"),
        ({"forest": True}, "in folds, random"),
        ({"forest": True, "calibration": "none"}, "out of bag"),
    ],
    ids=["network", "network without calibration", "forest", "forest without calibration"],
)
def test_noise_is_found_in_training_and_recorded(small_dataset, tmp_path, changes, kept_back):
    noise = np.random.default_rng(5).normal(20, 10, len(small_dataset))
    record, warnings, report = trained(dataclasses.replace(small_dataset, target=noise), tmp_path, **changes)
    assert record[RECORDED]["kept_back"] == kept_back
    assert record[RECORDED]["r2"] < 0.05
    assert any(text.startswith("The model knows hardly more than the mean: samples kept back") for text in warnings)
    assert "knows hardly more than the mean" in report.read_text(encoding="utf-8")


def test_a_signal_is_no_noise(small_dataset, tmp_path):
    elevation = small_dataset.static[:, 0, 2, 2].astype(np.float64)
    record, warnings, report = trained(dataclasses.replace(small_dataset, target=elevation), tmp_path, forest=True)
    assert record[RECORDED]["r2"] > 0.3
    assert not any("hardly more" in text for text in warnings)
    assert "Samples kept back (in folds, random) are predicted with an RMSE of" in report.read_text(encoding="utf-8")


@pytest.mark.parametrize("noise", [True, False], ids=["noise", "signal"])
def test_predict_repeats_what_the_file_says(small_dataset, tmp_path, noise):
    elevation = small_dataset.static[:, 0, 2, 2].astype(np.float64)
    target = np.random.default_rng(5).normal(20, 10, len(small_dataset)) if noise else elevation
    trained(dataclasses.replace(small_dataset, target=target), tmp_path, forest=True)
    heard = Listener()
    run.run(PredictJob(str(tmp_path / "m.socmodel"), str(tmp_path / "map.tif")), heard)
    assert [text.startswith("This model knows hardly more than the mean") for text in heard.warnings] == [True] * noise
