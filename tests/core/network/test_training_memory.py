"""Training takes a bounded memory, whatever the covariates are, and says in a sentence where that is not to be had."""

from __future__ import annotations

import dataclasses
import tracemalloc

import numpy as np
import pytest
import torch

from socmap_plugin.core.jobs.models import TrainingSettings
from socmap_plugin.core.network import fit as fit_module
from socmap_plugin.core.network import training_memory
from socmap_plugin.core.network.cnn_lstm import Architecture
from socmap_plugin.core.network.fit import architecture_for, fit
from socmap_plugin.core.network.members import ensemble_members
from socmap_plugin.core.network.training_memory import (
    BATCH_BYTES,
    LEAST_ROWS,
    bytes_a_member,
    is_out_of_memory,
    members_at_once,
    row_bytes,
    rows_at_once,
)
from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.runtime.progress import Progress

QUICK = TrainingSettings(members=5, epochs=6, patience=2, batch_size=16)
LARGE = Architecture.of(TrainingSettings(preset="paper"), 200, 15, [(120, 2)])


@pytest.fixture(scope="module")
def members(small_dataset):
    return ensemble_members(np.arange(len(small_dataset)), small_dataset, QUICK)


@pytest.fixture(scope="module")
def together(small_dataset, members):
    return fit(small_dataset, members, QUICK, Progress())


def _same(one, other, dataset):
    assert np.array_equal(one.best_epoch, other.best_epoch)
    assert np.allclose(one.rmse_validation, other.rmse_validation, rtol=1e-3)
    assert np.allclose(one.held_back, other.held_back, atol=1e-3 * np.std(dataset.target), equal_nan=True)
    first, second = (each.ensemble.predict(dataset.static, dataset.temporal) for each in (one, other))
    assert np.abs(first - second).max() < 1e-3 * np.std(dataset.target)


def test_members_in_several_batches_are_the_members_in_one(small_dataset, members, together, monkeypatch):
    own = bytes_a_member(architecture_for(small_dataset, QUICK), QUICK, len(small_dataset))
    monkeypatch.setattr(training_memory, "BATCH_BYTES", 2 * own)
    apart = fit(small_dataset, members, QUICK, Progress())
    assert len(apart.train_loss) == len(together.train_loss)
    assert np.array_equal(np.isnan(apart.validation_loss), np.isnan(together.validation_loss))
    _same(apart, together, small_dataset)


def _refusing(most, sizes):
    """Return a training that finds no memory for more than some members: a machine so small cannot be had."""
    plain = fit_module._fit_together

    def refuse(dataset, architecture, own, *others):
        sizes.append(len(own.members))
        if sizes[-1] > most:
            raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 7 bytes.")
        return plain(dataset, architecture, own, *others)

    return refuse


def test_a_batch_for_which_memory_is_not_to_be_had_is_halved(small_dataset, members, together, monkeypatch):
    sizes: list[int] = []
    monkeypatch.setattr(fit_module, "_fit_together", _refusing(2, sizes))
    _same(fit(small_dataset, members, QUICK, Progress()), together, small_dataset)
    assert sizes == [5, 2, 2, 1]


def test_no_memory_for_one_network_is_a_sentence(small_dataset, members, monkeypatch):
    monkeypatch.setattr(fit_module, "_fit_together", _refusing(0, []))
    with pytest.raises(
        InputError, match=r"One network needs about \d+ MB of memory to train, more than is free; choose"
    ):
        fit(small_dataset, members, QUICK, Progress())


def test_other_errors_are_no_lack_of_memory(small_dataset, members, monkeypatch):
    def broken(*arguments):
        raise RuntimeError("mat1 and mat2 shapes cannot be multiplied")

    monkeypatch.setattr(fit_module, "_fit_together", broken)
    with pytest.raises(RuntimeError, match="mat1"):
        fit(small_dataset, members, QUICK, Progress())


def test_what_does_not_fit_is_refused_before_it_starts(small_dataset, members, monkeypatch):
    monkeypatch.setattr(training_memory, "available_bytes", lambda: 2**18)
    with pytest.raises(InputError, match="One network needs about .* MB of memory to train, 0 MB are free; choose a"):
        fit(small_dataset, members, QUICK, Progress())


def test_the_errors_of_torch_and_numpy_for_too_large_arrays_are_known():
    for allocate in (torch.empty, lambda size: np.empty(size, np.uint8)):
        with pytest.raises((RuntimeError, MemoryError)) as caught:
            allocate(2**56)
        assert is_out_of_memory(caught.value)


def test_batches_are_sized_by_what_a_member_takes(monkeypatch):
    paper, large = TrainingSettings(preset="paper"), bytes_a_member(LARGE, TrainingSettings(), 2000)
    monkeypatch.setattr(training_memory, "available_bytes", lambda: 2**34)
    count = members_at_once(LARGE, paper, 2000, 2**29)
    assert 1 <= count < 25
    assert count * large <= BATCH_BYTES
    small = Architecture.of(TrainingSettings(), 10, 5, [(10, 12)])
    assert members_at_once(small, TrainingSettings(), 300, 2**22) >= 250  # the usual cross-validation is one batch
    monkeypatch.setattr(training_memory, "available_bytes", lambda: 2**29 + large + 2**20)
    assert members_at_once(LARGE, paper, 2000, 2**29) == 1


def test_few_rows_of_large_patches_are_evaluated_at_once():
    small = Architecture.of(TrainingSettings(), 10, 5, [(10, 12)])
    assert [rows_at_once(small, members, 1024) for members in (1, 5, 50)] == [1024, 204, LEAST_ROWS]
    assert rows_at_once(LARGE, 5, 1024) * 5 * row_bytes(LARGE) <= BATCH_BYTES
    assert rows_at_once(dataclasses.replace(LARGE, channels=10**5), 250, 1024) == 1


def test_a_scaling_takes_little_beside_the_patches():
    static = np.zeros((4000, 8, 9, 9), np.float32)
    tracemalloc.start()
    fit_module.fit_scaling(static, (), np.arange(4000.0), [np.arange(2, 4000)] * 20, False)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < static.nbytes / 2
