"""A stack weighs its parts by what they kept back, and maps as it predicts."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import rasterio

from socmap_plugin.core.dataset import patch_dataset
from socmap_plugin.core.dataset.build import run as build
from socmap_plugin.core.jobs.mapping import PredictJob
from socmap_plugin.core.jobs.models import ForestSettings, TrainingSettings, TrainNetworkJob
from socmap_plugin.core.mapping import run
from socmap_plugin.core.models import model_file, predictor_parts, train
from socmap_plugin.core.models.fit_stack import fit_stack
from socmap_plugin.core.models.stack import Stack, stack_weights
from socmap_plugin.core.network.fit_many import Network, TrainingSet, fit_networks
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.trees.forest import Forest
from socmap_plugin.core.trees.tree_model import TreeModel
from tests.builders import datasets, rasters

DRAW = np.random.default_rng(3)
TRUTH = DRAW.normal(20, 6, 300)


def predictions(*errors):
    return np.stack([TRUTH + np.random.default_rng(number).normal(0, sd, 300) for number, sd in enumerate(errors)])


def test_the_weights_of_independent_errors_are_those_of_theory():
    weights = stack_weights(TRUTH, predictions(2.0, 2.0, 4.0))
    inverse = 1 / np.array([2.0, 2.0, 4.0]) ** 2
    np.testing.assert_allclose(weights, inverse / inverse.sum(), atol=0.07)
    assert weights.sum() == pytest.approx(1)


def test_what_adds_nothing_counts_nothing():
    (good,) = predictions(1.0)
    weights = stack_weights(TRUTH, np.stack([good, good + 3 * DRAW.normal(size=300), np.full(300, 20.0)]))
    assert weights[0] > 0.95


def test_a_handful_of_extreme_samples_does_not_choose():
    good, poor = predictions(2.0, 4.0)
    observed = TRUTH.copy()
    far = DRAW.choice(300, 6, replace=False)
    observed[far] += 90  # hold most of the squared error
    poor[far] += 60
    assert stack_weights(observed, np.stack([good, poor]))[0] > 0.6


def test_rows_that_a_part_has_not_kept_back_are_left_out():
    held_back = predictions(1.0, 3.0)
    held_back[0, :150] = np.nan
    assert stack_weights(TRUTH, held_back)[0] > 0.8
    held_back[0, :295] = np.nan
    assert stack_weights(TRUTH, held_back).tolist() == [0.5, 0.5]


def test_an_ensemble_is_weighed_as_the_whole_that_it_is():
    one_by_one, other = predictions(3.0, 2.0)
    plain = stack_weights(TRUTH, np.stack([one_by_one, other]))
    assert stack_weights(TRUTH, np.stack([one_by_one, other]), np.array([6.0, 0.0]))[0] > plain[0]


@pytest.mark.parametrize("scheme", ["random", "block"])
def test_what_the_ensemble_gains_counts_only_where_the_trees_are_judged_whole(small_dataset, scheme, monkeypatch):
    """Trees that judge a part of space lack it, as members do: the gain of the ensemble alone would favour it."""
    job = dataclasses.replace(datasets.settings(members=2), scheme=scheme, repeats=1, models=("stack",))
    settings, parts = dataclasses.replace(datasets.NETWORK, members=2), np.arange(80) % 4 if scheme == "block" else None
    (network,) = fit_networks(small_dataset, [TrainingSet(np.arange(80), parts=parts)], settings, Progress())

    def weights():
        fitted = fit_stack(network, network.held_back(), small_dataset, ForestSettings(trees=20), 1, parts)
        return fitted.weights, datasets.evaluate(small_dataset, job).outcomes[0].weights

    found = weights()
    monkeypatch.setattr(Network, "ambiguity", lambda self, dataset: 1e6)
    for one, other in zip(found, weights()):
        assert np.array_equal(one, other) == (scheme == "block")


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stack")
    job = rasters.build_job(folder, n=80)
    build(job, Progress())
    model = str(folder / "stack.socmodel")
    settings = TrainingSettings(members=2, epochs=4)
    trees = ForestSettings(trees=50)
    train.run_network(TrainNetworkJob(job.dataset, model, settings=settings, stack=True, forest=trees), Progress())
    return job, model


def _plain(part, dataset):
    if isinstance(part, Forest):
        return part.predict(dataset.flat())
    if isinstance(part, TreeModel):
        return part.predict(dataset)
    return part.predict(dataset.static, dataset.temporal).mean(axis=0)


def test_the_map_of_a_stack_is_the_weighted_mean_of_its_parts(trained, tmp_path):
    job, model = trained
    stack = model_file.load(model).predictor
    assert isinstance(stack, Stack)
    run.run(PredictJob(model, str(tmp_path / "map.tif"), device="cpu"), Progress())
    dataset = patch_dataset.load(job.dataset)
    row, col = np.divmod(dataset.pixel_group, dataset.grid.width)
    with rasterio.open(tmp_path / "map.tif") as raster:
        mapped = raster.read(1)[row, col]
    expected = stack.constant + sum(w * _plain(p, dataset) for w, p in zip(stack.weights, stack.parts))
    np.testing.assert_allclose(mapped, expected, atol=1e-4)


def test_the_file_of_a_stack_written_anew_is_the_same(trained, tmp_path):
    _, path = trained
    model_file.save(model_file.load(path), tmp_path / "again.socmodel")
    assert (tmp_path / "again.socmodel").read_bytes() == Path(path).read_bytes()


def test_a_stack_of_parts_that_are_none_is_refused(trained):
    _, path = trained
    model = model_file.load(path)
    nested = Stack((model.predictor,), (1.0,), 0.0)
    said, tensors = predictor_parts.described(nested), predictor_parts.tensors_of(nested)
    with pytest.raises(ValueError, match="a part of it is 'stack'"):
        predictor_parts.assembled(said, model.contract.covariates, model.contract.window, tensors)
