from __future__ import annotations

import dataclasses
import functools
import json
import math
import zipfile
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import given
from hypothesis import strategies as st

from socmap_plugin.core.dataset import patch_dataset as dataset_file
from socmap_plugin.core.jobs.models import ForestSettings, TrainingSettings, TrainNetworkJob
from socmap_plugin.core.models import model_file, train
from socmap_plugin.core.models.hybrid import Hybrid, combined, combined_spread, learnt_weight
from socmap_plugin.core.models.metrics import rmse
from socmap_plugin.core.network.fit_many import TrainingSet, fit_networks
from socmap_plugin.core.runtime.errors import ModelError
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.trees.forest import grow, grow_with_out_of_bag
from tests.builders import datasets

FOREST = ForestSettings(trees=40)
RNG = np.random.default_rng(6)
OBSERVED = 20 + 5 * RNG.standard_normal(100)
WRONG, OTHER_WRONG = RNG.standard_normal((2, 100))


def squared_error(weight, network, forest):
    return np.sum((combined(weight, network, forest) - OBSERVED) ** 2)


@pytest.mark.parametrize(
    ("network", "forest", "weight"),
    [
        (OBSERVED, OBSERVED + WRONG, 1.0),
        (OBSERVED + WRONG, OBSERVED, 0.0),
        (OBSERVED + WRONG, OBSERVED + WRONG, 0.5),
        (OBSERVED, OBSERVED, 0.5),
        (OBSERVED + 3, OBSERVED - 1, 0.25),
        (OBSERVED + 2, OBSERVED - 2, 0.5),
        (OBSERVED + 1, OBSERVED + 3, 1.0),
        (OBSERVED - 3, OBSERVED - 1, 0.0),
    ],
    ids=[
        "perfect network",
        "perfect forest",
        "equal",
        "both perfect",
        "opposite biases",
        "equal opposite biases",
        "same sign, clipped to 1",
        "same sign, clipped to 0",
    ],
)
def test_weights_known_in_closed_form(network, forest, weight):
    assert learnt_weight(OBSERVED, network, forest) == pytest.approx(weight, abs=1e-9)


def test_uncorrelated_errors_are_weighted_by_their_inverse_variances():
    one, other = WRONG - WRONG.mean(), OTHER_WRONG - OTHER_WRONG.mean()
    other -= one * (one @ other) / (one @ one)  # exactly uncorrelated
    network, forest = OBSERVED + 2 * one / one.std(), OBSERVED + other / other.std()
    assert learnt_weight(OBSERVED, network, forest) == pytest.approx((1 / 4) / (1 / 4 + 1), abs=1e-9)


def test_an_ensemble_deserves_more_weight_than_a_member():
    one, other = WRONG - WRONG.mean(), OTHER_WRONG - OTHER_WRONG.mean()
    other -= one * (one @ other) / (one @ one)
    member, forest = OBSERVED + one / one.std(), OBSERVED + other / other.std()
    ambiguity = 1 - 1 / 4  # four members with independent errors of variance 1: their mean has a quarter of it
    assert learnt_weight(OBSERVED, member, forest, ambiguity) == pytest.approx(1 / (1 + 1 / 4), abs=1e-9)
    assert learnt_weight(OBSERVED, member, forest, 1e9) == 1  # no more than ten times the plain weight


# torch, once used, flushes subnormal numbers to zero.
NUMBERS = functools.partial(st.floats, allow_subnormal=False)


@given(scale=NUMBERS(0.01, 100), bias=NUMBERS(-10, 10), share=NUMBERS(-1, 1), seed=st.integers(0, 1000))
def test_no_other_weight_has_a_smaller_error(scale, bias, share, seed):
    one, other = np.random.default_rng(seed).standard_normal((2, 100))
    network, forest = OBSERVED + scale * one, OBSERVED + bias + share * one + other
    weight = learnt_weight(OBSERVED, network, forest)
    assert 0 <= weight <= 1
    best = min(squared_error(w, network, forest) for w in np.linspace(0, 1, 51))
    assert squared_error(weight, network, forest) <= best * (1 + 1e-9)


def test_rows_that_one_of_them_did_not_keep_back_do_not_count():
    network, forest = OBSERVED + 3, OBSERVED - 1
    network[::4], forest[::7] = np.nan, np.nan
    assert learnt_weight(OBSERVED, network, forest) == pytest.approx(0.25)
    assert learnt_weight(OBSERVED, np.full(100, np.nan), forest) == 0.5
    together = combined(0.25, network, forest)
    assert np.array_equal(np.isfinite(together), np.isfinite(network) & np.isfinite(forest))


def test_the_spread_is_that_of_independent_parts():
    one, other = np.random.default_rng(1).standard_normal((2, 200_000)) * [[3.0], [2.0]]
    spread = combined_spread(0.25, np.array([3.0]), np.array([2.0]))
    assert spread == pytest.approx(np.sqrt(0.75**2 + 1.5**2))
    assert spread == pytest.approx(np.std(combined(0.25, one, other)), rel=0.01)


@pytest.mark.parametrize("weight", [0.0, 0.3, 1.0])
def test_pixels_get_the_weighted_mean_of_both_parts(small_dataset, weight):
    part = small_dataset.take(np.arange(40))
    settings = dataclasses.replace(datasets.NETWORK, members=2)
    (network,) = fit_networks(part, [TrainingSet(np.arange(40))], settings, Progress())
    forest = grow(part.flat(), part.target, ForestSettings(trees=10), 1)
    of_hybrid, of_network, of_forest = (
        datasets.mapped_samples(item, part)
        for item in (Hybrid(network.ensemble, forest, weight), network.ensemble, forest)
    )
    members, trees = network.ensemble.predict(part.static, part.temporal), forest.predict_trees(part.flat())
    assert np.allclose(of_network.mean, members.mean(axis=0))
    assert np.allclose(of_forest.mean, trees.mean(axis=0))
    assert np.allclose(of_hybrid.mean, weight * members.mean(axis=0) + (1 - weight) * trees.mean(axis=0))
    variance = (weight * members.std(axis=0)) ** 2 + ((1 - weight) * trees.std(axis=0)) ** 2
    assert np.allclose(of_hybrid.stddev**2, variance)


def test_out_of_fold_hybrids_use_the_weight_of_their_fold(small_dataset):
    found = datasets.evaluate(small_dataset)
    network, forest, hybrid = found.outcomes[:3]
    assert hybrid.weights.shape == (2, 5)
    assert ((hybrid.weights >= 0) & (hybrid.weights <= 1)).all()
    own = np.array([[hybrid.weights[r, fold] for fold in row] for r, row in enumerate(found.folds)])
    assert np.array_equal(hybrid.predicted, own * network.predicted + (1 - own) * forest.predicted)
    assert all(outcome.weights is None for outcome in (network, forest))


@pytest.fixture(scope="module")
def trained(small_dataset, tmp_path_factory):
    """The file of a hybrid, and the progress of its training."""
    folder = tmp_path_factory.mktemp("hybrid")
    dataset_file.save(small_dataset, folder / "d.npz")
    settings = TrainingSettings(members=5, epochs=6)
    job = TrainNetworkJob(str(folder / "d.npz"), str(folder / "hybrid.socmodel"), "", settings, True, FOREST)
    return Path(job.model), train.run_network(job, Progress())


def test_a_trained_hybrid_has_the_weight_that_its_held_back_rows_teach(trained, small_dataset):
    path, result = trained
    loaded = model_file.load(path)
    rows, settings = np.arange(80), TrainingSettings(members=5, epochs=6)
    (network,) = fit_networks(small_dataset, [TrainingSet(rows)], settings, Progress())
    forest, out_of_bag = grow_with_out_of_bag(
        small_dataset.flat(), small_dataset.target, small_dataset.pixel_group, FOREST, FOREST.seed
    )
    held_back = network.held_back()
    assert loaded.predictor.weight == learnt_weight(
        small_dataset.target, held_back, out_of_bag, network.ambiguity(small_dataset)
    )
    together = combined(loaded.predictor.weight, held_back, out_of_bag)
    assert result["rmse_validation"] == pytest.approx(rmse(small_dataset.target, together))
    assert loaded.contract.training["rmse_validation"] == result["rmse_validation"]
    assert result["rmse_validation"] <= min(rmse(small_dataset.target, part) for part in (held_back, out_of_bag))
    flat = small_dataset.flat()
    assert np.array_equal(loaded.predictor.forest.predict_trees(flat), forest.predict_trees(flat))


def rewritten(path, target, of_manifest, of_tensors):
    """Copy a model file with its manifest and tensors changed."""
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        tensors = dict(safetensors.numpy.load(archive.read("weights.safetensors")))
    of_manifest(manifest)
    of_tensors(tensors)
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        archive.writestr("weights.safetensors", safetensors.numpy.save(tensors))
    return target


def test_a_file_written_anew_is_the_same_model(trained, small_dataset, tmp_path):
    path = rewritten(trained[0], tmp_path / "a.socmodel", lambda manifest: None, lambda tensors: None)
    one, other = (
        datasets.mapped_samples(model_file.load(file).predictor, small_dataset) for file in (trained[0], path)
    )
    assert np.array_equal(one.mean, other.mean)
    assert np.array_equal(one.stddev, other.stddev)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda m: m.update(weight=1.0001), "the weight of its networks is 1.0001"),
        (lambda m: m.update(weight=-0.1), "the weight of its networks is -0.1"),
        (lambda m: m.update(weight=math.nan), "the weight of its networks is nan"),
        (lambda m: m.update(weight=1), "1 is not of the type float"),
        (lambda m: m.update(weight=True), "True is not of the type float"),
        (lambda m: m.update(weight="0.5"), "'0.5' is not of the type float"),
        (lambda m: m.update(weight=None), "None is not of the type float"),
        (lambda m: m.update(weight=[0.5]), "is not of the type float"),
        (lambda m: m.pop("weight"), "weight"),
        (lambda m: m.update(task="forest"), "root"),  # whose trees have no prefix
        (lambda m: m.pop("architecture"), "architecture"),
    ],
)
def test_a_manifest_that_makes_no_hybrid_is_refused(trained, tmp_path, change, words):
    path = rewritten(trained[0], tmp_path / "changed.socmodel", change, lambda tensors: None)
    with pytest.raises(ModelError, match=f"is damaged or not a SOC Map model .*{words}.*; train it again"):
        model_file.load(path)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: [t.pop(name) for name in list(t) if name.startswith("forest.")], "root"),
        (lambda t: t.pop("forest.value"), "value"),
        (lambda t: t.pop("scaling.target"), "scaling.target"),
        (lambda t: t.update({"forest.feature": t["forest.feature"] + 10**6}), "the forest does not fit"),
        (lambda t: t.update({"forest.left": t["forest.left"] + 10**6}), "arrays of the forest do not fit together"),
        (lambda t: t.update({"forest.value": t["forest.value"] * np.nan}), "value of the forest"),
        (lambda t: t.update({"forest.threshold": t["forest.threshold"].astype(np.float32)}), "threshold of the forest"),
        (lambda t: t.update({"network.dense.bias": t["network.dense.bias"] * np.float32(np.nan)}), "finite values"),
    ],
    ids=[
        "no forest",
        "no leaves",
        "no scaling",
        "other variables",
        "wild pointers",
        "nan leaves",
        "type",
        "nan network",
    ],
)
def test_tensors_that_make_no_hybrid_are_refused(trained, tmp_path, change, words):
    path = rewritten(trained[0], tmp_path / "changed.socmodel", lambda manifest: None, change)
    with pytest.raises(ModelError, match=f"is damaged or not a SOC Map model .*{words}.*; train it again"):
        model_file.load(path)
