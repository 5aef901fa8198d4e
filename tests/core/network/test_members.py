from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch

from socmap_plugin.core.jobs.models import TrainingSettings
from socmap_plugin.core.network import members
from socmap_plugin.core.network.epoch import draw_epoch
from socmap_plugin.core.network.fit import fit
from socmap_plugin.core.network.members import ensemble_members
from socmap_plugin.core.runtime.progress import Progress
from tests.builders import datasets

SETTINGS = TrainingSettings(members=1, validation=0.2)


def member(samples, settings=SETTINGS):
    signal = np.random.default_rng(3).standard_normal(samples)
    data = datasets.patch_dataset(signal, {"twi": signal})
    return data, ensemble_members(np.arange(samples), data, settings)[0]


@pytest.mark.parametrize(("samples", "growth"), [(60, 1.0), (406, 1.0), (800, 1.0), (1_600, 2.0), (1_200, 1.5)])
def test_of_many_rows_a_step_takes_more_and_patience_is_less(samples, growth):
    _, own = member(samples)
    assert own.batch_size == round(growth * SETTINGS.batch_size)
    assert own.learning_rate == pytest.approx(growth**0.5 * SETTINGS.learning_rate, rel=1e-12)
    assert own.patience == round(SETTINGS.patience / growth**0.5)
    if growth == 1:
        assert own.learning_rate == SETTINGS.learning_rate


def test_steps_do_not_grow_for_ever(monkeypatch):
    monkeypatch.setattr(members, "FEW_ROWS", 10)
    _, own = member(200)
    assert (own.batch_size, own.patience) == (4 * SETTINGS.batch_size, SETTINGS.patience / 2)
    assert member(200, dataclasses.replace(SETTINGS, patience=1))[1].patience == 1


def test_steps_and_patience_are_those_of_each_member(monkeypatch):
    monkeypatch.setattr(members, "FEW_ROWS", 80)
    data, many = member(200)
    few = dataclasses.replace(many, train=many.train[:50], batch_size=16, patience=2)
    generators = [np.random.default_rng(1), np.random.default_rng(2)]
    epoch = draw_epoch([many, few], generators, False, 4, torch.device("cpu"))
    rows = epoch.weight.sum(dim=2)  # (steps, members)
    assert rows.sum(dim=0).tolist() == [160, 50]
    assert rows[:, 0].tolist() == [54, 53, 53, 0]
    assert rows[:, 1].tolist() == [13, 13, 12, 12]
    fitted = fit(data, [many, few], dataclasses.replace(SETTINGS, epochs=12), Progress())
    lasted = np.isfinite(fitted.validation_loss).sum(axis=0)
    assert lasted[0] == 12
    assert lasted[1] == min(fitted.best_epoch[1] + 2, 12)
