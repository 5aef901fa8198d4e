"""Trees that see the window, the years as a whole and the place: as a slow plain evaluation, and in their file."""

import dataclasses
import zipfile

import numpy as np
import pytest

from socmap_plugin.core.dataset.build import build
from socmap_plugin.core.dataset.build import run as run_build
from socmap_plugin.core.jobs.models import COORDINATES, FEATURES, TREES, ForestSettings, TrainForestJob
from socmap_plugin.core.models import model_file, train
from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.trees.features import OBLIQUE_ANGLES, TreeFeatures
from socmap_plugin.core.trees.tree_model import grow_model, trees_of_fold
from tests.builders import rasters

EVERYTHING = ForestSettings(trees=50, kind="extratrees", features="window", coordinates="oblique")


@pytest.fixture(scope="module")
def job(tmp_path_factory):
    made = rasters.build_job(tmp_path_factory.mktemp("trees"), n=60)
    run_build(made, Progress())
    return made


@pytest.fixture(scope="module")
def dataset(job):
    return build(job, Progress())[0]


def plain_row(dataset, i, settings):
    """The features of one sample, by the words of their definition."""
    grid, middle = dataset.grid, dataset.window // 2
    row = [*dataset.static[i, :, middle, middle]]
    if settings.features == "window":
        row += [patch.mean(dtype=np.float64) for patch in dataset.static[i]]
        row += [patch.std(dtype=np.float64) for patch in dataset.static[i]]
    line, place = divmod(int(dataset.pixel_group[i]), grid.width)
    x, y = grid.xy(np.array([line]), np.array([place]))
    x, y = float(x[0]) - grid.transform[2], float(y[0]) - grid.transform[5]
    if settings.coordinates == "xy":
        row += [x, y]
    if settings.coordinates == "oblique":
        angles = np.pi * np.arange(OBLIQUE_ANGLES) / OBLIQUE_ANGLES
        row += [x * np.cos(angle) + y * np.sin(angle) for angle in angles]
    for values in dataset.temporal:
        row += [*values[i].reshape(-1)]
    for values, group in zip(dataset.temporal, dataset.covariates.temporal):
        if settings.features == "window":
            sequences = values[i].astype(np.float64).T
            row += [one.mean() for one in sequences]
            row += [np.polyfit(group.times, one, 1)[0] for one in sequences]
            row += [one.std() for one in sequences]
    return row


@pytest.mark.parametrize("coordinates", COORDINATES)
@pytest.mark.parametrize("features", FEATURES)
def test_features_are_what_they_say(dataset, features, coordinates):
    settings = ForestSettings(features=features, coordinates=coordinates)
    found = TreeFeatures.of(dataset, settings)
    rows = found.rows(dataset)
    np.testing.assert_allclose(rows, [plain_row(dataset, i, settings) for i in range(len(dataset))], atol=1e-4)
    sequences = [values.shape[1:] for values in dataset.temporal]
    assert rows.shape[1] == found.count(dataset.static.shape[1], sequences)


def test_without_more_the_trees_are_the_papers(dataset):
    np.testing.assert_array_equal(TreeFeatures.of(dataset, ForestSettings()).rows(dataset), dataset.flat())


@pytest.mark.parametrize("log_target", ["off", "on"])
@pytest.mark.parametrize("kind", TREES)
def test_a_model_file_holds_all_of_it(job, dataset, tmp_path, kind, log_target):
    positive = dataclasses.replace(dataset, target=np.exp(dataset.target / dataset.target.std()))
    settings = dataclasses.replace(EVERYTHING, kind=kind, log_target=log_target)
    grown, _ = grow_model(positive, settings, 1)
    model_file.save(model_file.Model(model_file.Contract.of(dataset, {}), grown), tmp_path / "m.socmodel")
    read = model_file.load(tmp_path / "m.socmodel").predictor
    np.testing.assert_array_equal(read.predict(positive), grown.predict(positive))


def test_held_back_predictions_are_honest_of_extra_trees(dataset):
    noise = dataclasses.replace(dataset, target=np.random.default_rng(1).normal(size=len(dataset)))
    _, held_back = grow_model(noise, EVERYTHING, 1)
    assert np.isfinite(held_back).all()
    assert np.mean((held_back - noise.target) ** 2) > 0.8 * noise.target.var()


def test_a_mean_of_logarithms_is_turned_back_without_bias(dataset):
    draw = np.random.default_rng(2)
    skewed = dataclasses.replace(dataset, target=np.exp(draw.normal(size=len(dataset))))
    settings = dataclasses.replace(EVERYTHING, log_target="on", min_leaf=20, trees=200)
    model, _ = grow_model(skewed, settings, 1)
    assert model.smearing > 1.1
    assert abs(model.predict(skewed).mean() / skewed.target.mean() - 1) < 0.1


def test_a_target_with_zeros_has_its_logarithm_learnt_only_where_that_is_asked_for(dataset):
    some = dataclasses.replace(dataset, target=np.maximum(dataset.target - dataset.target.mean(), 0) ** 3)
    smearing = {
        setting: grow_model(some, dataclasses.replace(EVERYTHING, log_target=setting), 1)[0].smearing
        for setting in ("auto", "on")
    }
    assert smearing["auto"] == 0
    assert smearing["on"] > 1


def test_a_target_without_a_logarithm_is_refused_where_it_is_asked_for(dataset):
    below = dataclasses.replace(dataset, target=dataset.target - dataset.target.max() - 1)
    with pytest.raises(InputError, match="LOG_TARGET needs targets above -1"):
        grow_model(below, dataclasses.replace(EVERYTHING, log_target="on"), 1)


def test_a_forest_of_the_paper_is_written_as_earlier_versions_read_it(job, tmp_path):
    plain = TrainForestJob(job.dataset, str(tmp_path / "f.socmodel"), settings=ForestSettings(trees=50))
    train.run_forest(plain, Progress())
    assert b'"task": "forest"' in _manifest(tmp_path / "f.socmodel")


def _manifest(path):
    with zipfile.ZipFile(path) as archive:
        return archive.read("manifest.json")


@pytest.mark.parametrize(
    ("trees", "rows", "grown"),
    [(500, 1, 500), (500, 800, 500), (500, 1_600, 250), (500, 3_200, 125), (500, 16_000, 125), (100, 16_000, 100)],
)
def test_a_fold_of_many_rows_has_fewer_trees(trees, rows, grown):
    assert trees_of_fold(trees, rows) == grown
