"""When a logarithm is learnt, that nothing is lost on the way back, and what is said of both."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from socmap_plugin.core.crossval.fold_models import krigings
from socmap_plugin.core.dataset import patch_dataset as dataset_file
from socmap_plugin.core.jobs.models import AUTO, LOG_TARGETS, OFF, ON, ForestSettings, TrainForestJob, TrainNetworkJob
from socmap_plugin.core.models import model_file, train
from socmap_plugin.core.models.hybrid import Hybrid
from socmap_plugin.core.models.stack import Stack
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.target.log_scale import learns_logarithm, original, skewness, smearing_factor
from socmap_plugin.core.target.scale_in_words import scale_of_folds, scale_of_model
from tests.builders import datasets
from tests.builders.listener import Listener

DRAW = np.random.default_rng(3)
SKEWED = np.exp(DRAW.normal(3, 0.8, 200))
EVEN = DRAW.normal(20, 4, 200)
LEFT = 100 - np.exp(DRAW.normal(2, 0.5, 200))


@pytest.mark.parametrize(
    ("target", "learnt"),
    [(SKEWED, True), (EVEN, False), (LEFT, False), (SKEWED - SKEWED.min(), False), (np.full(9, 5.0), False)],
)
def test_logarithms_are_for_skewed_targets_above_zero(target, learnt):
    assert learns_logarithm(AUTO, target) == learnt
    assert learns_logarithm(ON, target)
    assert not learns_logarithm(OFF, target)


def test_skewness_is_the_third_moment_of_standard_values():
    assert skewness(np.array([0.0, 0.0, 0.0, 1.0])) == pytest.approx(2 / np.sqrt(3))


def test_turned_back_the_mean_of_logarithms_is_the_mean():
    logs = np.log1p(SKEWED)
    factor = smearing_factor(logs, np.full(200, logs.mean()))
    assert original(np.array([logs.mean()]), factor) == pytest.approx(SKEWED.mean())
    assert np.exp(logs.mean()) - 1 < 0.9 * SKEWED.mean()  # what would be said without


def test_kriging_of_logarithms_is_turned_back_without_bias(small_dataset):
    truth = np.exp((small_dataset.target - 20) / 4 + 3)
    skewed = dataclasses.replace(small_dataset, target=truth)
    folds = np.random.default_rng(1).permutation(len(truth))[None] % 5
    (plain, logs) = (list(krigings(skewed, folds, setting, Progress())) for setting in (OFF, AUTO))
    for one, other in zip(plain, logs):
        assert not np.allclose(one.predicted, other.predicted)
    predicted = np.concatenate([model.predicted for model in logs])
    assert abs(predicted.mean() / truth.mean() - 1) < 0.1
    np.testing.assert_allclose(logs[0].predict(skewed.take(logs[0].test)), logs[0].predicted)


def test_what_is_said_of_a_model():
    assert scale_of_model(OFF, SKEWED, []) == ""
    said = scale_of_model(AUTO, SKEWED, [1.05, 1.1])
    assert said.startswith("The logarithm of the target is learnt, log(1 + y) (LOG_TARGET = auto): its skewness is ")
    assert "multiplied by 1.050 to 1.100, " in said
    assert scale_of_model(AUTO, EVEN, []).endswith(" is not above 1.")
    assert scale_of_model(AUTO, SKEWED - 50, []).endswith(" is not above 0.")


def test_what_is_said_of_folds():
    folds = np.arange(200)[None] % 5
    assert scale_of_folds(OFF, SKEWED, folds) == ""
    assert scale_of_folds(AUTO, SKEWED, folds).startswith("In all folds the logarithm of the target is learnt")
    assert scale_of_folds(AUTO, EVEN, folds).startswith("The target is learnt as it is in all folds")
    one = np.where(np.arange(200) == 0, 60.0, EVEN)  # skewed by a value that one of the folds does not learn from
    assert scale_of_folds(AUTO, one, folds).startswith("In 4 of 5 folds")


@pytest.fixture(scope="module")
def skewed_file(small_dataset, tmp_path_factory):
    path = tmp_path_factory.mktemp("skewed") / "dataset.npz"
    dataset_file.save(dataclasses.replace(small_dataset, target=np.exp((small_dataset.target - 20) / 4 + 3)), path)
    return str(path)


@pytest.mark.parametrize("setting", LOG_TARGETS)
def test_a_hybrid_of_logarithms_is_kept_as_a_stack_of_its_parts(skewed_file, tmp_path, setting):
    network = dataclasses.replace(datasets.NETWORK, log_target=setting)
    job = TrainNetworkJob(
        skewed_file, str(tmp_path / "m.socmodel"), str(tmp_path / "r.html"), network, hybrid=True,
        forest=ForestSettings(trees=50, log_target=setting), calibration="none",
    )  # fmt: skip
    heard = Listener()
    train.run_network(job, heard)
    model = model_file.load(tmp_path / "m.socmodel")
    assert isinstance(model.predictor, Hybrid if setting == OFF else Stack)
    said = [line for line in heard.lines if line.startswith("The logarithm of the target is learnt")]
    assert len(said) == (setting != OFF)
    report = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "The model is a hybrid" in report
    assert ("(“Learn the logarithm of the target” = " in report) == (setting != OFF)
    dataset = dataset_file.load(Path(skewed_file))
    found = datasets.mapped_samples(model.predictor, dataset).mean
    assert np.isfinite(found).all()
    assert abs(found.mean() / dataset.target.mean() - 1) < 0.5


def test_a_forest_says_how_it_turns_back(skewed_file, tmp_path):
    job = TrainForestJob(
        skewed_file, str(tmp_path / "m.socmodel"), str(tmp_path / "r.html"), ForestSettings(trees=50, log_target=AUTO)
    )
    train.run_forest(job, Progress())
    assert "(“Learn the logarithm of the target” = auto): its skewness is " in (tmp_path / "r.html").read_text(
        encoding="utf-8"
    )
    model = model_file.load(tmp_path / "m.socmodel")
    assert model.predictor.smearing > 1
    lower, upper = model.trust.calibration.interval(np.array([1.0, 10.0, 100.0]), 0.9)
    assert (lower < upper).all()
