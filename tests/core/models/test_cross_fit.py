"""Training keeps samples back once more, and what that taught travels with the model."""

from __future__ import annotations

import dataclasses
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

from socmap_plugin.core.dataset import patch_dataset as dataset_file
from socmap_plugin.core.jobs.models import ForestSettings, TrainForestJob, TrainingSettings, TrainNetworkJob
from socmap_plugin.core.models import model_file, train
from socmap_plugin.core.models.cross_fit import calibration_folds, cross_fitted, tree_folds
from socmap_plugin.core.runtime.errors import InputError, ModelError
from socmap_plugin.core.runtime.progress import Progress
from tests.builders import datasets

TREES = ForestSettings(trees=50)
QUICK = TrainingSettings(members=2, epochs=4)


@pytest.fixture(scope="module")
def dataset(small_dataset, tmp_path_factory):
    path = tmp_path_factory.mktemp("cross_fit") / "d.npz"
    dataset_file.save(small_dataset, path)
    return str(path)


@pytest.fixture(scope="module", params=["network", "hybrid", "forest", "tuned"])
def trained(request, dataset, tmp_path_factory):
    """The file of a model of every kind."""
    file = str(tmp_path_factory.mktemp("model") / "m.socmodel")
    if request.param == "forest":
        train.run_forest(TrainForestJob(dataset, file, settings=TREES), Progress())
        return file
    settings = QUICK
    if request.param == "tuned":
        settings = dataclasses.replace(QUICK, tune=True, tuning_grid="window=1,3")
    job = TrainNetworkJob(dataset, file, settings=settings, hybrid=request.param == "hybrid", forest=TREES)
    train.run_network(job, Progress())
    return file


def test_a_model_file_holds_intervals_and_the_place_of_its_samples(trained, small_dataset):
    trust = model_file.load(Path(trained)).trust
    assert trust.scheme == "random"
    assert len(trust.calibration.scores) == len(small_dataset)
    assert trust.space.samples.shape == (len(small_dataset), small_dataset.covariates.count)
    lower, upper = trust.calibration.interval(small_dataset.target, 0.9)
    assert (lower >= 0).all()
    assert (lower < upper).all()
    assert trust.space.threshold[0] > 0


def test_the_scores_are_of_models_that_had_not_seen_the_sample(small_dataset):
    folds = calibration_folds(small_dataset, "random", 1, Progress())
    _, predicted = cross_fitted(
        small_dataset, folds, tree_folds(small_dataset, folds, TREES), scheme="random", logarithmic=False, seed=1
    )
    test = np.flatnonzero(folds == 2)
    changed = dataclasses.replace(small_dataset, target=np.where(folds == 2, 1e4, small_dataset.target))
    _, again = cross_fitted(
        changed, folds, tree_folds(changed, folds, TREES), scheme="random", logarithmic=False, seed=1
    )
    assert np.array_equal(predicted[test], again[test])
    assert not np.isclose(predicted[folds != 2], again[folds != 2]).any()


def test_a_covariate_that_tells_the_target_weighs_most():
    draw = np.random.default_rng(1)
    static = {name: draw.normal(size=120) for name in ("one", "telling", "other")}
    data = datasets.patch_dataset(20 + 3 * static["telling"], static)
    folds = calibration_folds(data, "random", 1, Progress())
    trust, _ = cross_fitted(data, folds, tree_folds(data, folds, TREES), scheme="random", logarithmic=False, seed=1)
    spread = trust.space.samples.std(axis=0)
    assert spread[1] > 5 * max(spread[0], spread[2])


@pytest.mark.parametrize("scheme", ["block", "knndm"])
def test_folds_are_those_of_cross_validate(scheme, dataset, tmp_path):
    file = str(tmp_path / "m.socmodel")
    report = tmp_path / "r.html"
    train.run_forest(TrainForestJob(dataset, file, str(report), TREES, calibration=scheme), Progress())
    assert model_file.load(Path(file)).trust.scheme == scheme
    assert "How far maps of this model can be believed" in report.read_text(encoding="utf-8")


def test_without_calibration_the_model_is_the_same_and_knows_nothing_of_its_errors(dataset, tmp_path):
    files = [tmp_path / "none.socmodel", tmp_path / "random.socmodel"]
    for file in files:
        train.run_forest(TrainForestJob(dataset, str(file), settings=TREES, calibration=file.stem), Progress())
    plain, calibrated = map(model_file.load, files)
    assert plain.trust is None
    for name, array in plain.predictor.arrays().items():
        assert np.array_equal(array, calibrated.predictor.arrays()[name])


def test_few_samples_train_a_model_without_intervals_and_it_is_said(small_dataset, tmp_path, monkeypatch):
    file, said = tmp_path / "d.npz", []
    dataset_file.save(small_dataset.take(np.arange(30)), file)
    progress = Progress()
    monkeypatch.setattr(progress, "log", said.append)
    train.run_forest(TrainForestJob(str(file), str(tmp_path / "m.socmodel"), settings=TREES), progress)
    assert model_file.load(tmp_path / "m.socmodel").trust is None
    assert any("too few to calibrate intervals, 40 are needed" in line for line in said)


def test_folds_that_cannot_be_made_name_the_way_out(small_dataset):
    flat = dataclasses.replace(small_dataset, xy=np.tile([[0.0, 0.0], [5000.0, 0.0]], (40, 1)))
    with pytest.raises(InputError, match=r"blocks.*Or choose another CALIBRATION, or none\."):
        calibration_folds(flat, "block", 1, Progress())


@pytest.mark.parametrize("scheme", ["", "everything", 7])
def test_a_manifest_that_says_something_else_is_refused(trained, scheme, tmp_path):
    broken = tmp_path / "broken.socmodel"
    with zipfile.ZipFile(trained) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "manifest.json":
                manifest = json.loads(content)
                manifest["trust"]["scheme"] = scheme
                content = json.dumps(manifest).encode()
            new.writestr(name, content)
    with pytest.raises(ModelError, match="damaged"):
        model_file.load(broken)


@pytest.mark.parametrize("model", ["network", "hybrid", "stack"])
def test_a_network_for_blocks_stops_and_weighs_by_blocks(dataset, tmp_path, model):
    """What is mapped is trained as what Cross-Validate judges."""
    error = {}
    for calibration in ("none", "random", "block"):
        kind = {"hybrid": model == "hybrid", "stack": model == "stack"}
        file = str(tmp_path / f"{calibration}.socmodel")
        job = TrainNetworkJob(dataset, file, settings=QUICK, forest=TREES, calibration=calibration, **kind)
        error[calibration] = train.run_network(job, Progress())["rmse_validation"]
    assert error["none"] == pytest.approx(error["random"], rel=1e-5)
    assert error["block"] != pytest.approx(error["random"], rel=1e-5)
