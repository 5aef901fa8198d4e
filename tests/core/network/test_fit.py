from __future__ import annotations

import contextlib
import dataclasses

import numpy as np
import pytest
import torch

from socmap_plugin.core.jobs.models import TrainingSettings
from socmap_plugin.core.network.ensemble import symmetries
from socmap_plugin.core.network.fit import fit
from socmap_plugin.core.network.members import ensemble_members
from socmap_plugin.core.network.scaling import fit_scaling
from socmap_plugin.core.runtime.errors import Cancelled, InputError
from socmap_plugin.core.runtime.progress import Progress
from tests.builders import datasets
from tests.builders.listener import Listener

QUICK = TrainingSettings(members=3, epochs=30, patience=30, dropout=0.2, batch_size=16)


def _fit(dataset, members, settings=QUICK):
    return fit(dataset, members, settings, Progress())


@pytest.mark.parametrize("preset", ["paper", "compact"])
def test_a_member_of_a_batch_equals_the_same_member_alone(small_dataset, preset):
    settings = dataclasses.replace(QUICK, preset=preset)
    rows = np.arange(len(small_dataset))
    members = ensemble_members(rows, small_dataset, settings)
    members[1] = dataclasses.replace(  # fewer steps, and a rate, dropout and decay of its own
        members[1], train=members[1].train[:-9], learning_rate=1e-3, dropout=0.0, weight_decay=0.1
    )
    together = _fit(small_dataset, members, settings)
    batched = together.ensemble.predict(small_dataset.static, small_dataset.temporal)
    for m, member in enumerate(members):
        alone = _fit(small_dataset, [member], settings)
        single = alone.ensemble.predict(small_dataset.static, small_dataset.temporal)[0]
        assert together.best_epoch[m] == alone.best_epoch[0]
        assert np.max(np.abs(batched[m] - single)) < 1e-3 * np.std(small_dataset.target)


def test_members_that_stop_early_leave_the_others_as_they_would_be(small_dataset):
    settings = dataclasses.replace(QUICK, members=1, patience=5, epochs=60)
    rows = np.arange(len(small_dataset))
    members = [ensemble_members(rows, small_dataset, settings, place)[0] for place in range(10)]
    together = _fit(small_dataset, members, settings)
    epochs = np.isfinite(together.validation_loss).sum(axis=0)
    assert len(set(epochs)) > 2  # they did stop at different epochs
    assert (epochs - together.best_epoch <= settings.patience).all()
    batched = together.ensemble.predict(small_dataset.static, small_dataset.temporal)
    for m, member in enumerate(members):
        alone = _fit(small_dataset, [member], settings)
        assert (together.best_epoch[m], epochs[m]) == (alone.best_epoch[0], len(alone.validation_loss))
        single = alone.ensemble.predict(small_dataset.static, small_dataset.temporal)[0]
        assert np.max(np.abs(batched[m] - single)) < 1e-3 * np.std(small_dataset.target)


def test_the_kept_weights_are_those_of_the_best_epoch(small_dataset):
    result = _fit(small_dataset, ensemble_members(np.arange(len(small_dataset)), small_dataset, QUICK))
    assert np.array_equal(np.nanargmin(result.validation_loss, axis=0) + 1, result.best_epoch)
    spread = result.ensemble.scaling.target[1]
    best = np.nanmin(result.validation_loss, axis=0)
    assert np.allclose(result.rmse_validation, np.sqrt(best) * spread, rtol=1e-4)


def test_same_seed_gives_the_same_bits_and_another_seed_others(small_dataset):
    rows = np.arange(len(small_dataset))
    fits = [
        _fit(small_dataset, ensemble_members(rows, small_dataset, dataclasses.replace(QUICK, seed=seed, epochs=5)))
        for seed in (1, 1, 2)
    ]
    first, again, other = (one.ensemble.parameters["dense.weight"] for one in fits)
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


def test_scaling_sees_training_rows_only(small_dataset):
    train, held_out = np.arange(60), np.arange(60, len(small_dataset))
    spoiled = dataclasses.replace(
        small_dataset,
        static=np.where(
            np.isin(np.arange(len(small_dataset)), held_out)[:, None, None, None], 1e6, small_dataset.static
        ),
        target=np.where(np.isin(np.arange(len(small_dataset)), held_out), 1e6, small_dataset.target),
    )
    for one, other in zip(
        *(fit_scaling(d.static, d.temporal, d.target, [train], False).static for d in (small_dataset, spoiled))
    ):
        assert np.array_equal(one, other)
    one, other = (fit_scaling(d.static, d.temporal, d.target, [train], False).target for d in (small_dataset, spoiled))
    assert np.array_equal(one, other)


def test_validation_rows_never_share_a_pixel_with_training_rows(small_dataset):
    paired = dataclasses.replace(small_dataset, pixel_group=np.arange(len(small_dataset)) // 3)
    for member in ensemble_members(np.arange(len(paired)), paired, dataclasses.replace(QUICK, members=7)):
        assert not set(paired.pixel_group[member.train]) & set(paired.pixel_group[member.validation])
        assert sorted([*member.train, *member.validation]) == list(range(len(paired)))


def test_the_first_members_of_an_ensemble_share_no_validation_row(small_dataset):
    members = ensemble_members(np.arange(len(small_dataset)), small_dataset, dataclasses.replace(QUICK, members=5))
    validation = np.concatenate([member.validation for member in members])
    assert sorted(validation) == list(range(len(small_dataset)))


def test_symmetries_are_the_eight_of_the_square():
    orders = symmetries(3)
    assert len({tuple(order) for order in orders}) == 8
    assert all(order[4] == 4 for order in orders)  # the centre stays
    corners = {tuple(np.arange(9)[order][[0, 2, 6, 8]]) for order in orders}
    assert all(set(corner) == {0, 2, 6, 8} for corner in corners)


def test_log_target_predicts_the_mean_of_a_skewed_target_not_its_median(small_dataset):
    rng = np.random.default_rng(5)
    skewed = dataclasses.replace(small_dataset, target=np.expm1(2 + 0.8 * rng.standard_normal(len(small_dataset))))
    settings = dataclasses.replace(QUICK, log_target="on", members=5, epochs=20)
    result = _fit(skewed, ensemble_members(np.arange(len(skewed)), skewed, settings), settings)
    predicted = result.ensemble.predict(skewed.static, skewed.temporal).mean()
    assert abs(predicted / skewed.target.mean() - 1) < 0.15
    assert predicted > 1.1 * np.median(skewed.target)
    assert (result.ensemble.scaling.smearing > 1).all()


def test_log_target_refuses_targets_without_a_logarithm(small_dataset):
    wrong = dataclasses.replace(small_dataset, target=small_dataset.target - 100)
    settings = dataclasses.replace(QUICK, log_target="on")
    with pytest.raises(InputError, match="LOG_TARGET needs targets above -1"):
        _fit(wrong, ensemble_members(np.arange(len(wrong)), wrong, settings), settings)


def test_diverged_training_is_an_error_and_not_a_model(small_dataset):
    settings = dataclasses.replace(QUICK, learning_rate=1e20, epochs=3)
    with pytest.raises(InputError, match="diverged at the learning rate 1e\\+20; lower it"):
        _fit(small_dataset, ensemble_members(np.arange(len(small_dataset)), small_dataset, settings), settings)


def test_the_rate_that_was_set_is_named_where_many_samples_make_it_larger():
    target = np.random.default_rng(1).normal(20, 5, 1300)
    dataset = datasets.patch_dataset(target, {"dem": target})
    settings = dataclasses.replace(QUICK, learning_rate=1e20, epochs=2)
    members = ensemble_members(np.arange(1300), dataset, settings)
    assert members[0].learning_rate > 1.2e20
    with pytest.raises(InputError, match="diverged at the learning rate 1e\\+20; lower it"):
        _fit(dataset, members, settings)


def test_training_stops_when_cancelled(small_dataset):
    with pytest.raises(Cancelled):
        fit(small_dataset, ensemble_members(np.arange(80), small_dataset, QUICK), QUICK, Listener("epoch 3 "))


@pytest.mark.parametrize("categories", [("terrain", "climate"), ("phenology",)], ids=["CNN", "LSTM"])
def test_static_or_temporal_covariates_alone_train(small_dataset, categories):
    part = small_dataset.select(categories)
    result = _fit(part, ensemble_members(np.arange(len(part)), part, QUICK), dataclasses.replace(QUICK, epochs=3))
    assert np.isfinite(result.ensemble.predict(part.static, part.temporal)).all()


def test_a_temporal_group_of_one_step_trains(small_dataset):
    group = small_dataset.covariates.temporal[0]
    first = tuple(dataclasses.replace(item, sources=item.sources[:1]) for item in group.variables)
    covariates = dataclasses.replace(
        small_dataset.covariates, temporal=(dataclasses.replace(group, steps=group.steps[:1], variables=first),)
    )
    one = dataclasses.replace(small_dataset, covariates=covariates, temporal=(small_dataset.temporal[0][:, :1],))
    result = _fit(one, ensemble_members(np.arange(len(one)), one, QUICK), dataclasses.replace(QUICK, epochs=3))
    assert np.isfinite(result.ensemble.predict(one.static, one.temporal)).all()


def test_fifty_members_train_in_one_call(small_dataset):
    settings = dataclasses.replace(QUICK, members=50, epochs=2)
    result = _fit(small_dataset, ensemble_members(np.arange(len(small_dataset)), small_dataset, settings), settings)
    assert result.ensemble.predict(small_dataset.static, small_dataset.temporal).shape == (50, len(small_dataset))


@pytest.mark.parametrize("epochs", [2, 100_000], ids=["done", "cancelled"])
def test_tiny_numbers_are_numbers_again_after_training(small_dataset, epochs):
    progress = Progress()
    if epochs > 2:
        progress.cancel()
    settings = dataclasses.replace(QUICK, epochs=epochs)
    with contextlib.suppress(Cancelled):
        fit(small_dataset, ensemble_members(np.arange(40), small_dataset, settings), settings, progress)
    assert np.float32(1e-45) > np.zeros(1, np.float32)
