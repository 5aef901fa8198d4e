from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from socmap_plugin.core.jobs.models import TrainingSettings
from socmap_plugin.core.network.fit_many import TrainingSet, fit_networks
from socmap_plugin.core.network.out_of_sample import HeldBack
from socmap_plugin.core.runtime.progress import Progress

ALONE = np.arange(20)


def _kept(validation, epochs, pixel_group=ALONE):
    """Return what is held back after epochs of (M, V) predictions of targets that are all zero."""
    held_back = HeldBack(validation, pixel_group)
    for predicted in np.array(epochs, np.float32):
        held_back.update(np.arange(len(validation)), predicted, predicted**2 * held_back.weight)
    return held_back.scaled()


def test_a_half_is_predicted_by_the_epoch_that_is_best_for_the_other():
    validation = [np.array([2, 5, 7, 9])]  # halves: 2 and 7, 5 and 9
    epochs = [[[1, 4, 1, 4]], [[2, 3, 2, 3]], [[5, 1, 5, 1]]]  # best for the first half: epoch 1; for the second: 3
    assert _kept(validation, epochs)[0, validation[0]].tolist() == [5, 4, 5, 4]


def test_other_rows_are_unknown_and_networks_do_not_mix():
    validation = [np.array([0, 1]), np.array([3, 4, 6])]
    found = _kept(validation, [[[1, 2, 9], [3, 4, 5]]])
    assert found[0, validation[0]].tolist() == [1, 2]
    assert found[1, validation[1]].tolist() == [3, 4, 5]
    assert np.isnan(found).sum() == 2 * 20 - 5


def test_samples_of_one_pixel_are_in_one_half():
    pixel = np.repeat(np.arange(10), 2)
    found = _kept([np.array([0, 1, 2, 3])], [[[1, 1, 4, 4]], [[3, 3, 2, 2]]], pixel)
    assert found[0, :4].tolist() == [3, 3, 4, 4]


def test_one_pixel_alone_is_predicted_by_the_epoch_that_is_best_for_it():
    pixel = np.repeat(np.arange(10), 2)
    validation = [np.array([4, 5]), np.array([0, 1, 2])]  # of one pixel, of two
    found = _kept(validation, [[[5, 5, 0], [1, 1, 4]], [[1, 1, 0], [2, 2, 3]], [[3, 3, 0], [3, 3, 5]]], pixel)
    assert found[0, validation[0]].tolist() == [1, 1]
    assert found[1, validation[1]].tolist() == [2, 2, 4]


def test_a_network_that_has_stopped_keeps_what_it_has():
    held_back = HeldBack([np.array([0, 1]), np.array([2, 3])], ALONE)
    both = np.array([[2.0, 2.0], [2.0, 2.0]], np.float32)
    held_back.update(np.array([0, 1]), both, both**2)
    held_back.update(np.array([1]), both[:1] / 2, both[:1] ** 2 / 4)
    assert held_back.scaled()[[0, 0, 1, 1], [0, 1, 2, 3]].tolist() == [2, 2, 1, 1]


def test_held_back_errors_on_noise_are_not_too_small(small_dataset):
    """What the epochs are chosen by looks better than it is; what is held back does not."""
    noise = np.random.default_rng(3).standard_normal(len(small_dataset))
    dataset = dataclasses.replace(small_dataset, target=noise)
    settings = TrainingSettings(members=25, epochs=60, patience=60, learning_rate=0.01, dropout=0.0)
    (network,) = fit_networks(dataset, [TrainingSet(np.arange(len(dataset)))], settings, Progress())
    honest = np.sqrt(np.nanmean((network.fit.held_back - noise) ** 2))
    assert network.rmse_validation < 0.97 * noise.std()
    assert honest > noise.std()


@pytest.mark.parametrize(("members", "held_by"), [(5, 1), (20, 4)])
def test_the_ambiguity_is_beside_as_many_members_as_hold_a_row_back(small_dataset, members, held_by):
    settings = TrainingSettings(members=members, epochs=3, patience=3)
    rows = np.arange(len(small_dataset))
    (network,) = fit_networks(small_dataset, [TrainingSet(rows)], settings, Progress())
    predicted = network.ensemble.predict(small_dataset.static, small_dataset.temporal)
    draws = np.random.default_rng(1).permuted(np.repeat(np.arange(members)[None], 200, axis=0), axis=1)[:, :held_by]
    some = np.stack([predicted[chosen].mean(axis=0) for chosen in draws])
    gain = np.mean((some - predicted.mean(axis=0)) ** 2)  # what a mean of few members lies off the mean of all
    assert network.ambiguity(small_dataset) == pytest.approx(gain, rel=0.15)
