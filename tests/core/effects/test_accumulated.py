"""Accumulated local effects of functions whose effects are known, of covariates that go together."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from socmap_plugin.core.effects import accumulated as module
from socmap_plugin.core.effects.accumulated import AccumulatedEffects, accumulated, quantile_edges
from socmap_plugin.core.effects.importance import Importance
from socmap_plugin.core.effects.units import cell_unit, level, single_units
from tests.builders import datasets

N = 400
RNG = np.random.default_rng(11)
FIRST = RNG.uniform(0, 4, N)
PATCH = FIRST[:, None, None] + RNG.normal(0, 1, (N, 3, 3))
PATCH[:, 1, 1] = FIRST
STATIC = {"patch": PATCH, "twin": FIRST + RNG.normal(0, 0.05, N), "layer": (FIRST > 2).astype(float)}
SERIES = RNG.normal(0, 1, (N, 4))
YEARS = ("2001", "2002", "2003", "2004")
ALL_ROWS = np.arange(N)


@pytest.fixture(scope="module")
def dataset():
    return datasets.patch_dataset(np.zeros(N), STATIC, [(YEARS, {"evi": SERIES})])


def effect_of(dataset, unit, predict, rows=ALL_ROWS):
    """The edges of a unit and its effect there."""
    edges = quantile_edges(level(dataset, unit)[rows])
    (curve,) = accumulated(dataset, rows, [unit], [edges], predict)
    return edges, curve


def centre(part, number):
    return part.static[:, number, 1, 1].astype(np.float64)


def test_of_a_linear_function_it_is_the_line_whatever_goes_with_what(dataset):
    units = {unit.name: unit for unit in single_units(dataset.covariates)}
    slopes = {"patch": 3.0, "twin": -2.0, "layer": 5.0}

    def linear(part):
        return sum(slope * centre(part, number) for number, slope in enumerate(slopes.values())) + 7

    for name, slope in slopes.items():
        edges, curve = effect_of(dataset, units[name], linear)
        assert np.diff(curve) == pytest.approx(slope * np.diff(edges), abs=1e-4)
        own = level(dataset, units[name])
        assert np.interp(own, edges, curve).mean() == pytest.approx(0, abs=1e-9)


def test_of_an_additive_function_it_is_the_own_part(dataset):
    unit = single_units(dataset.covariates)[0]
    edges, curve = effect_of(dataset, unit, lambda part: centre(part, 0) ** 2 + np.sin(9 * centre(part, 1)))
    assert np.diff(curve) == pytest.approx(np.diff(edges**2), abs=1e-4)


def test_where_covariates_go_together_it_follows_them_and_partial_dependence_does_not(dataset):
    """Of the product of two that are alike: x * E[twin | x] adds up to x**2 / 2, for all samples alike it is x * 2."""
    unit = single_units(dataset.covariates)[0]

    def product(part):
        return centre(part, 0) * centre(part, 1)

    edges, curve = effect_of(dataset, unit, product)
    assert curve - curve[0] == pytest.approx(edges**2 / 2 - edges[0] ** 2 / 2, abs=0.15)
    dependence = edges * STATIC["twin"].mean()
    assert np.abs(dependence - dependence[0] - (edges**2 - edges[0] ** 2) / 2).max() > 1.5


def test_a_patch_moves_as_a_whole_a_sequence_with_all_steps_and_a_year_alone(dataset):
    units = {unit.name: unit for unit in single_units(dataset.covariates)}
    edges, curve = effect_of(dataset, units["patch"], lambda part: part.static[:, 0].mean(axis=(1, 2)))
    assert np.diff(curve) == pytest.approx(np.diff(edges), abs=1e-4)
    edges, curve = effect_of(dataset, units["evi"], lambda part: part.temporal[0][:, 2, 0].astype(float))
    assert np.diff(curve) == pytest.approx(np.diff(edges), abs=1e-4)
    year = cell_unit(dataset.covariates, "evi", "2003")
    assert year.name == "evi (2003)"
    edges, curve = effect_of(dataset, year, lambda part: part.temporal[0].sum(axis=(1, 2)).astype(float))
    assert np.diff(curve) == pytest.approx(np.diff(edges), abs=1e-4)
    assert edges[[0, -1]] == pytest.approx([SERIES[:, 2].min(), SERIES[:, 2].max()], abs=1e-5)


def test_the_edges_of_a_layer_of_zeros_and_ones_are_these():
    assert quantile_edges(np.array([0.0] * 30 + [1.0] * 10)).tolist() == [0, 1]
    assert len(quantile_edges(np.arange(1000.0))) == module.MOST_INTERVALS + 1
    assert len(quantile_edges(np.arange(20.0))) == 20 // module.LEAST_SAMPLES + 1


def gathered(dataset, predict, wanted=2, folds=4, mixture=None):
    """The curves of models of folds; with `mixture` also those of two models with these weights."""
    known = dataclasses.replace(dataset, target=predict(dataset))
    assignment = np.tile(np.arange(N) % folds, (2, 1))
    importance = Importance(known, assignment, 1)
    effects = AccumulatedEffects(known, assignment, importance, wanted, 1)
    for repeat, fold in np.ndindex(2, folds):
        for name in ("known", "twice"):
            own = predict if name == "known" else (lambda part: 2 * predict(part))
            importance.add(name, repeat, fold, own)
            effects.add(name, repeat, fold, own)
    names = ["known"]
    if mixture is not None:
        importance.add_constant("mean", np.zeros((2, N)))
        effects.add_constant("mean")
        for own in (importance, effects):
            own.add_mixture("mixed", ("known", "twice", "mean"), mixture)
        names.append("mixed")
    return list(effects.curves(names))


def test_what_matters_most_has_a_curve_and_the_leading_year_too(dataset):
    found = gathered(dataset, lambda part: centre(part, 2) + 4.0 * part.temporal[0][:, 1, 0])
    assert [curve.name for curve in found] == ["evi", "layer", "evi (2002)"]
    assert found[0].effect.shape == (4, len(found[0].edges))
    assert gathered(dataset, lambda part: centre(part, 2), wanted=0) == []


def test_models_of_few_folds_are_asked_of_few_samples_and_few_covariates(dataset, monkeypatch):
    monkeypatch.setattr(module, "MOST_ROWS", 50)
    monkeypatch.setattr(module, "MOST_MODELS", 2)
    (curve, *_) = gathered(dataset, lambda part: centre(part, 0), wanted=1, folds=8)
    assert curve.effect.shape[0] == 2
    assert len(np.unique(curve.edges)) == 11


def test_of_a_mixture_it_is_that_of_its_parts(dataset):
    weights = np.tile([0.25, 0.5, 0.25], (2, 4, 1))
    known, mixed = gathered(dataset, lambda part: centre(part, 0), wanted=1, mixture=weights)[:2]
    assert (known.model, mixed.model) == ("known", "mixed")
    assert mixed.effect == pytest.approx(1.25 * known.effect)
