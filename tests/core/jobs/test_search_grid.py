from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from socmap_plugin.core.jobs.models import TrainingSettings
from socmap_plugin.core.jobs.search_grid import AXES, MOST_POINTS, candidates, parse_grid, tuned_values
from socmap_plugin.core.network.cnn_lstm import Architecture
from socmap_plugin.core.runtime.errors import InputError

TUNED = TrainingSettings(tune=True)


def test_every_value_goes_with_every_other():
    assert parse_grid("learning_rate=0.001,0.002; width=1,2") == [
        {"learning_rate": 0.001, "width": 1.0},
        {"learning_rate": 0.001, "width": 2.0},
        {"learning_rate": 0.002, "width": 1.0},
        {"learning_rate": 0.002, "width": 2.0},
    ]


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("  dropout = 0.1 ,0.3 ;; ", [{"dropout": 0.1}, {"dropout": 0.3}]),
        ("window=3,3,5", [{"window": 3}, {"window": 5}]),
        ("lstm_layers=2\n;convolutions=3", [{"lstm_layers": 2, "convolutions": 3}]),
        ("weight_decay=0,1e-2", [{"weight_decay": 0.0}, {"weight_decay": 0.01}]),
    ],
    ids=["blanks", "a value twice", "lines", "exponents"],
)
def test_a_grid_may_be_written_freely(text, points):
    found = parse_grid(text)
    assert found == points
    assert all(type(value) is AXES[name].kind for point in found for name, value in point.items())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "has 0 points, 1 to 200 can be searched"),
        (" ; ;", "has 0 points"),
        ("momentum=0.9", "'momentum' is not known; write name=value,value with names from learning_rate"),
        ("0.1,0.2", "'0.1,0.2' is not known"),
        ("=0.1", "'' is not known"),
        ("Dropout=0.1", "'Dropout' is not known"),
        ("dropout=0.1; dropout=0.2", "'dropout' is there twice"),
        ("dropout", "dropout= is not a number from 0 to 0.95"),
        ("dropout=", "dropout= is not a number"),
        ("dropout=0.1,", "dropout= is not a number"),
        ("dropout=0.1=0.2", "dropout=0.1=0.2 is not a number"),
        ("dropout=high", "dropout=high is not a number"),
        ("dropout=0,3", "dropout=3 is not a number from 0 to 0.95"),
        ("dropout=nan", "dropout=nan is not a number"),
        ("learning_rate=0", "learning_rate=0 is not a number from 1e-06 to 1"),
        ("learning_rate=inf", "learning_rate=inf is not"),
        ("width=-1", "width=-1 is not"),
        ("window=4", "window=4 is not an odd number from 1 to 15"),
        ("window=17", "window=17 is not an odd number"),
        ("window=3.0", "window=3.0 is not an odd number"),
        ("convolutions=2.5", "convolutions=2.5 is not a whole number from 1 to 3"),
        ("lstm_layers=0", "lstm_layers=0 is not a whole number"),
        (f"lstm_layers={'9' * 5000}", "is not a whole number"),
        ("dropout=" + ",".join(str(i / 1000) for i in range(MOST_POINTS + 1)), "has 201 points"),
        ("dropout=0,0.1,0.2,0.3,0.4,0.5,0.6; weight_decay=" + ",".join(map(str, range(10))) + "; width=1,2,3", "210"),
    ],
)
def test_what_is_no_grid_is_refused_in_one_sentence(text, words):
    with pytest.raises(InputError) as caught:
        parse_grid(text)
    assert words in str(caught.value)
    assert str(caught.value).startswith("TUNING_GRID")
    assert str(caught.value).endswith(".")


def test_as_many_points_as_are_allowed():
    assert len(parse_grid("weight_decay=" + ",".join(str(i / 100) for i in range(MOST_POINTS)))) == MOST_POINTS


PIECES = st.sampled_from(
    [*AXES, "=", ";", ",", " ", "\n", "0.1", "3", "-1", "1e-3", "nan", "inf", "x", "1_0", "٣", "²"]
)


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=20).map("".join)))
@example("dropout=\ud800")
def test_any_text_is_a_grid_or_refused(text):
    try:
        points = parse_grid(text)
    except InputError:
        return
    assert 1 <= len(points) <= MOST_POINTS
    for point in points:
        assert all(axis.low <= point[name] <= axis.high for name, axis in AXES.items() if name in point)
        assert all(math.isfinite(value) for value in point.values())


def test_without_tuning_the_settings_are_the_only_candidate():
    settings = dataclasses.replace(TUNED, tune=False, tuning_grid="nonsense")
    assert candidates(settings) == [settings]


def test_candidates_differ_from_the_settings_on_the_axes_only():
    settings = dataclasses.replace(TUNED, tuning_grid="dropout=0,0.5; lstm_layers=2", members=3)
    found = candidates(settings)
    assert found == [dataclasses.replace(settings, dropout=dropout, lstm_layers=2) for dropout in (0.0, 0.5)]
    assert [tuned_values(item) for item in found] == parse_grid(settings.tuning_grid)


def test_the_default_grid_can_be_searched_and_holds_the_defaults():
    values = [tuned_values(item) for item in candidates(TUNED)]
    assert len(values) == 12
    assert tuned_values(TUNED) in values


@pytest.mark.parametrize("name", [name for name in AXES if name not in ("window", "learning_rate")])
@pytest.mark.parametrize("end", ["low", "high"])
def test_the_ends_of_every_axis_make_a_network(name, end):
    value = getattr(AXES[name], end)
    (settings,) = candidates(dataclasses.replace(TUNED, tuning_grid=f"{name}={value}"))
    assert Architecture.of(settings, 3, 1, [(4, 2)]).parameter_count > 0
    assert np.isfinite(tuned_values(settings)[name])
