"""Constructed leaks: each trap is shown to raise the score where it leaks, and then not to where it must not."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from socmap_plugin.core.accuracy.comparison import corrected_interval
from socmap_plugin.core.crossval.run import run
from socmap_plugin.core.dataset import patch_dataset as dataset_file
from socmap_plugin.core.dataset.build import build
from socmap_plugin.core.intervals.conformal import calibrate
from socmap_plugin.core.jobs.crossval import MODELS, SCHEMES
from socmap_plugin.core.jobs.inputs import SampleTable
from socmap_plugin.core.jobs.models import ForestSettings
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.splits.schemes import make_folds
from socmap_plugin.core.target.log_scale import learns_logarithm
from socmap_plugin.core.trees.forest import grow_with_out_of_bag
from tests.builders import datasets, landscapes
from tests.builders.listener import Listener
from tests.core.conftest import landscape_job

GRID = "learning_rate=0.002,0.01; window=3,5"
# Without early stopping every network trains as long, so that what one of them sees cannot move another in any bit.
TUNED = dataclasses.replace(datasets.settings(tune=True, tuning_grid=GRID), repeats=1)


def skill(dataset, outcome, folds):
    """Return mean and interval of R2 over the test folds of all repeats."""
    centred = dataset.target - dataset.target.mean()
    scores = [
        1 - np.sum((dataset.target - row)[own == fold] ** 2) / np.sum(centred[own == fold] ** 2)
        for row, own in zip(outcome.predicted, folds)
        for fold in range(int(folds.max()) + 1)
    ]
    return corrected_interval(np.array(scores), 1 / folds.max())


@pytest.fixture(scope="module")
def clustered_noise(tmp_path_factory):
    """Ninety samples in nine clusters of a landscape with whose covariates their target has nothing to do."""
    landscape = landscapes.noise_landscape(3, size=60)
    job = landscape_job(landscape, tmp_path_factory.mktemp("noise"), 20)
    rng = np.random.default_rng(21)
    centre = rng.integers(6, 54, (9, 2))
    cell = np.unique(np.clip(np.repeat(centre, 14, axis=0) + rng.integers(-4, 5, (126, 2)), 0, 59), axis=0)
    row, col = cell[rng.permutation(len(cell))[:90]].T
    x = landscape.origin[0] + (col + 0.5) * landscape.pixel_size
    y = landscape.origin[1] - (row + 0.5) * landscape.pixel_size
    samples = SampleTable(
        "samples",
        job.samples.crs_wkt,
        tuple(f"p{i}" for i in range(90)),
        tuple(x.tolist()),
        tuple(y.tolist()),
        tuple((20 + 5 * rng.standard_normal(90)).tolist()),
        tuple(f"part {part}" for part in rng.integers(0, 3, 90)),
    )
    return build(dataclasses.replace(job, samples=samples), Progress())[0]


# test rows are unknown to everything that learns


@pytest.fixture(scope="module", params=["off", "on"], ids=["plain target", "log target"])
def honest(request, small_dataset):
    """A job with tuning, its folds, and what it found."""
    job = datasets.on_scale(TUNED, request.param)
    folds = make_folds(small_dataset, job, Progress())
    return job, folds, datasets.evaluate(small_dataset, job, folds)


def _changed(dataset, rows, covariates):
    """Return the dataset with absurd targets of some rows, and covariates far outside the others where asked."""
    here = np.isin(np.arange(len(dataset)), rows)
    target = np.where(here, 1e4 * (1 + np.arange(len(dataset))), dataset.target)
    if not covariates:
        return dataclasses.replace(dataset, target=target)
    static = np.where(here[:, None, None, None], 1.5 * dataset.static, dataset.static)
    temporal = tuple(np.where(here[:, None, None], 0.5 * array, array) for array in dataset.temporal)
    return dataclasses.replace(dataset, target=target, static=static, temporal=temporal)


def _of_fold(found, fold, rows):
    """Return what a run says of rows of a fold: predictions, limits, weights and choice."""
    numbers = {(outcome.model, "predicted"): outcome.predicted[0, rows].tolist() for outcome in found.outcomes}
    numbers.update({(outcome.model, "limits"): outcome.limits[:, :, 0, rows].tolist() for outcome in found.outcomes})
    weights = {
        f"weights of {outcome.model}": outcome.weights[0, fold].tolist()
        for outcome in found.outcomes
        if outcome.weights is not None
    }
    assert len(weights) == 2
    return {**numbers, **weights, "choice": found.choices["all"][fold]}


def test_targets_of_test_rows_change_no_bit_of_their_predictions(honest, small_dataset):
    job, folds, expected = honest
    test = np.flatnonzero(folds[0] == 2)
    found = datasets.evaluate(_changed(small_dataset, test, covariates=False), job, folds)
    assert [outcome.model for outcome in found.outcomes] == [*MODELS]
    assert _of_fold(found, 2, test) == _of_fold(expected, 2, test)
    rest = np.flatnonzero(folds[0] == 3)  # for which the changed rows are training rows: the trap works
    for name, values in _of_fold(found, 3, rest).items():
        if name[0] in MODELS:
            # Else few rows promise nothing, or no limit is below 0.
            bounded = np.isfinite(values) & (np.array(values) != 0)
            assert not np.any((np.array(values) == _of_fold(expected, 3, rest)[name]) & bounded), name


def test_covariates_of_test_rows_change_no_bit_of_the_predictions_of_others(honest, small_dataset):
    job, folds, expected = honest
    test = np.flatnonzero(folds[0] == 2)
    odd, others = test[::2], test[1::2]
    found = datasets.evaluate(_changed(small_dataset, odd, covariates=True), job, folds)
    assert _of_fold(found, 2, others) == _of_fold(expected, 2, others)


# a variogram and neighbours of training rows only: the blocks held back may lie, and be worth, whatever they like
def test_places_and_targets_held_back_change_no_bit_of_kriging(siblings):
    draw = np.random.default_rng(5)
    xy = np.repeat(draw.uniform(0, 9000, (24, 2)), 4, axis=0) + draw.uniform(0, 300, (96, 2))
    dataset = dataclasses.replace(siblings, xy=xy, target=xy[:, 0] / 1000, pixel_group=np.arange(96))
    job = dataclasses.replace(datasets.JOB, models=("kriging",), scheme="block", repeats=1)
    folds = make_folds(dataset, job, Progress())
    expected = datasets.evaluate(dataset, job, folds).outcomes[0]
    test = np.flatnonzero(folds[0] == 2)
    moved, others = test[::2], test[1::2]
    changed = dataclasses.replace(dataset, xy=xy.copy(), target=dataset.target.copy())
    changed.xy[moved] = draw.uniform(0, 9000, (len(moved), 2))
    changed.target[test] = 1e4
    found = datasets.evaluate(changed, job, folds).outcomes[0]
    np.testing.assert_array_equal(found.predicted[0, others], expected.predicted[0, others])
    np.testing.assert_array_equal(found.limits[:, :, 0, others], expected.limits[:, :, 0, others])
    rest = np.flatnonzero(folds[0] == 3)  # for which they are training rows: the trap works
    assert not np.any(found.predicted[0, rest] == expected.predicted[0, rest])


def test_targets_of_test_rows_do_not_decide_whether_logarithms_are_learnt(small_dataset):
    """With them the target is skewed, without them it is not; a batch of other networks may move a last bit."""
    job = datasets.on_scale(dataclasses.replace(TUNED, settings=datasets.NETWORK), "auto")
    folds = make_folds(small_dataset, job, Progress())
    test, rest = (np.flatnonzero(folds[0] == fold) for fold in (2, 3))
    changed = _changed(small_dataset, test, covariates=False)
    train = np.flatnonzero(folds[0] != 3)
    assert learns_logarithm("auto", changed.target[train])  # the trap works: where they are training rows they decide
    assert not learns_logarithm("auto", small_dataset.target[train])
    expected, found = (datasets.evaluate(dataset, job, folds).outcomes for dataset in (small_dataset, changed))
    for one, other in zip(expected, found):
        np.testing.assert_allclose(one.predicted[0, test], other.predicted[0, test], rtol=1e-5)
        np.testing.assert_allclose(one.limits[:, :, 0, test], other.limits[:, :, 0, test], rtol=1e-4)
        assert not np.allclose(one.predicted[0, rest], other.predicted[0, rest], rtol=0.1)


def test_early_stopping_does_not_see_test_rows(small_dataset):
    """Other networks of the batch then stop at other epochs, which may move a last bit and nothing else."""
    job = dataclasses.replace(datasets.settings(epochs=30, patience=2, learning_rate=0.01), models=("cnnlstm",))
    folds = make_folds(small_dataset, job, Progress())
    test = np.flatnonzero(folds[0] == 2)
    expected = datasets.evaluate(small_dataset, job, folds)
    found = datasets.evaluate(_changed(small_dataset, test, covariates=False), job, folds)
    assert len(set(expected.curves.best_epoch)) > 3  # they do stop early
    assert found.curves.best_epoch[2] == expected.curves.best_epoch[2]
    one, other = (item.outcomes[0].predicted[0, test] for item in (expected, found))
    assert np.allclose(one, other, rtol=1e-5)


# samples of one pixel


@pytest.fixture(scope="module")
def siblings():
    """Four samples in every pixel with one target, and covariates that tell pixels apart, and nothing else.

    The first covariate is the scrambled target of the other samples of the pixel: useless, unless one of them is among
    the training rows.
    """
    rng = np.random.default_rng(23)
    target = rng.standard_normal(24)
    scrambled = rng.permutation(24)[np.argsort(np.argsort(target))].astype(np.float64)
    codes = {f"code {i}": rng.standard_normal(24) for i in range(30)}
    static = {name: np.repeat(values, 4) for name, values in {"of the others": scrambled, **codes}.items()}
    return datasets.patch_dataset(np.repeat(target, 4), static, pixel_group=np.repeat(np.arange(24), 4))


@pytest.mark.parametrize("model", ["cnnlstm", "forest", "hybrid"])
def test_the_target_of_other_samples_in_the_pixel_is_of_no_use(siblings, model):
    job = datasets.settings(epochs=25, patience=25, learning_rate=0.01, dropout=0.0, batch_size=16)
    job = dataclasses.replace(job, models=(model,), scheme="random", forest=ForestSettings(trees=40, min_leaf=1))
    split_apart = dataclasses.replace(siblings, pixel_group=np.arange(96))
    scores = {}
    for name, dataset in {"honest": siblings, "leaking": split_apart}.items():
        found = datasets.evaluate(dataset, job)
        scores[name] = skill(dataset, found.outcomes[0], found.folds)
    assert scores["leaking"][1] > 0.1  # the trap works: even the lower end of the interval
    assert scores["honest"][1] <= 0
    assert scores["honest"][0] < 0.05


def test_residuals_of_training_rows_are_not_those_of_siblings_in_the_bag(siblings):
    """The half width of an interval is honest only where trees that saw a sibling say nothing."""
    flat, settings = siblings.flat(), ForestSettings(trees=60, min_leaf=1)
    widths = []
    for pixels in (np.arange(96), siblings.pixel_group):
        held_back = grow_with_out_of_bag(flat, siblings.target, pixels, settings, 1)[1]
        lower, upper = calibrate(siblings.target, held_back, constant=True).interval(siblings.target, 0.9)
        widths.append(np.median(upper - lower) / 2)
    spread = np.quantile(np.abs(siblings.target - siblings.target.mean()), 0.9)
    assert widths[0] < 0.8 * spread  # the trap works
    assert widths[1] > 0.95 * spread


# strata


def test_strata_made_of_the_target_do_not_lift_the_score():
    rng = np.random.default_rng(25)
    target = rng.standard_normal(100)
    stratum = np.digitize(target, np.quantile(target, [0.2, 0.4, 0.6, 0.8]))
    noise = {name: rng.standard_normal(100) for name in "abc"}
    dataset = datasets.patch_dataset(target, noise, strata=np.array([f"bin {number}" for number in stratum]))
    leaking = datasets.patch_dataset(target, {**noise, "stratum": stratum.astype(np.float64)}, strata=dataset.strata)
    job = datasets.settings(epochs=15, patience=15, learning_rate=0.01)
    found, leaked = datasets.evaluate(dataset, job), datasets.evaluate(leaking, job)
    for number, outcome in enumerate(found.outcomes):
        mean, low, _ = skill(dataset, outcome, found.folds)
        assert low <= 0, outcome.model
        assert mean < 0.05, outcome.model
        if outcome.model not in ("mean", "kriging"):  # the trap: strata seen as a covariate
            assert skill(leaking, leaked.outcomes[number], leaked.folds)[1] > 0.3, outcome.model


# pure noise


@pytest.mark.parametrize("scheme", SCHEMES)
def test_noise_explains_nothing(clustered_noise, scheme):
    job = dataclasses.replace(datasets.settings(epochs=10, patience=10), scheme=scheme, repeats=3)
    found = datasets.evaluate(clustered_noise, job)
    for outcome in found.outcomes:
        mean, low, _ = skill(clustered_noise, outcome, found.folds)
        assert low <= 0, outcome.model
        assert mean < 0.05, outcome.model
        assert outcome.mean_score(clustered_noise.target, "r2") < 0.05, outcome.model


def test_the_schemes_on_noise_are_four(clustered_noise):
    jobs = [dataclasses.replace(datasets.JOB, scheme=scheme, repeats=3) for scheme in SCHEMES]
    folds = [make_folds(clustered_noise, job, Progress()) for job in jobs]
    assert len({row.tobytes() for rows in folds for row in rows}) == 4 * 3  # kNNDM did not fall back to random folds


@pytest.mark.parametrize(("scheme", "advised"), [("random", True), ("knndm", False)])
def test_random_folds_of_clusters_are_called_optimistic(clustered_noise, tmp_path, scheme, advised):
    x, y = (clustered_noise.xy - clustered_noise.xy.mean(axis=0)).T / np.ptp(clustered_noise.xy, axis=0)[:, None]
    of_place = dataclasses.replace(clustered_noise, target=np.sin(9 * x) + np.cos(9 * y))  # alike within a cluster
    dataset_file.save(of_place, tmp_path / "d.npz")
    job = dataclasses.replace(datasets.JOB, dataset=str(tmp_path / "d.npz"), metrics=str(tmp_path / "m.csv"))
    run(dataclasses.replace(job, models=("mean",), scheme=scheme, covariate_groups="climate"), heard := Listener())
    said = heard.warnings
    assert len(said) == 1
    assert said[0].startswith(
        "Random folds are optimistic here, because the samples are clustered: a random forest has "
    )
    assert said[0].endswith(" Use the scheme knndm.") is advised


def test_a_signal_is_found_by_the_same_models(small_dataset):
    """What the noise lacks: the same small models explain a target that the covariates do make."""
    elevation = small_dataset.static[:, 0, 2, 2].astype(np.float64)
    dataset = dataclasses.replace(small_dataset, target=elevation)
    found = datasets.evaluate(dataset, datasets.settings(epochs=15, patience=15, learning_rate=0.01))
    for outcome in found.outcomes[:3]:
        assert skill(dataset, outcome, found.folds)[1] > 0.2, outcome.model
