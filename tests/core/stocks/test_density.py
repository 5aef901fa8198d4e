"""Pedotransfer functions: their values by hand, where they hold, and which is the best."""

from __future__ import annotations

import numpy as np
import pytest

from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.settings.pedotransfer import BY_NAME, TYPICAL_ERROR, parse_own
from socmap_plugin.core.stocks.density import Density, chosen, density, judged


@pytest.mark.parametrize(
    ("name", "matter", "expected"),
    [
        ("drew1973", 0, 1 / 0.6268),
        ("drew1973", 10, 1 / 0.9878),
        ("drew1973", 100, 1 / 4.2368),
        ("honeysett1989", 0, 1 / 0.564),
        ("honeysett1989", 10, 1 / 1.12),
        ("honeysett1989", 100, 1 / 6.124),
        ("jeffrey1970", 1, 1.482),
        ("jeffrey1970", 10, 0.8034),  # with the natural logarithm it would be below 0
        ("jeffrey1970", 100, 0.1248),  # peat
    ],
)
def test_functions_by_name(name, matter, expected):
    assert density(BY_NAME[name], np.array([matter * 10 / 1.724]))[0] == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("linear 1.62 -0.06", 1.02),
        ("inverse 0.6268, 0.0361", 1 / 0.9878),
        ("logarithm 1.5 -0.5", 1.0),
        ("exponential 0.669 0.941 -0.06", 0.669 + 0.941 * np.exp(-0.6)),
        ("mixture 0.25 1.5", 1.0),  # 10 / 0.25 + 90 / 1.5 = 100
    ],
)
def test_own_functions(text, expected):
    assert density(parse_own(text), np.array([100 / 1.724]))[0] == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    "text", ["", "linear", "linear 1.6", "linear 1 2 3", "power 1 2", "linear a b", "linear 1 1_0", "linear 1 inf"]
)
def test_what_is_no_function_is_refused(text):
    with pytest.raises(InputError, match=r"^The own pedotransfer function is '.*'; write its form and its coeff"):
        parse_own(text)


def test_a_function_is_used_only_where_it_gives_what_soils_have():
    soc = np.array([0.0, 0.5, 20.0, 580.0])
    assert Density(BY_NAME["jeffrey1970"]).applies(soc).tolist() == [False, False, True, True]
    assert Density(BY_NAME["drew1973"]).applies(soc).all()
    assert Density(parse_own("linear 1.62 -0.06")).applies(soc).tolist() == [True, True, True, False]
    assert not Density(parse_own("inverse 0 0")).applies(soc).any()
    assert not Density(parse_own("mixture 0 1")).applies(np.array([20.0])).any()


@pytest.mark.parametrize("name", BY_NAME)
def test_the_slope_is_that_of_the_function(name):
    soc, function = np.array([5.0, 20.0, 200.0]), BY_NAME[name]
    secant = (density(function, soc * 1.001) - density(function, soc * 0.999)) / (0.002 * soc)
    np.testing.assert_allclose(Density(function).slope(soc), secant, rtol=1e-5)


def test_the_best_is_the_one_that_made_the_densities():
    random = np.random.default_rng(3)
    soc = random.gamma(4, 6, 60)
    for name, function in BY_NAME.items():
        measured = density(function, soc) + random.normal(0, 0.05, 60)
        errors = judged(soc, measured)
        assert next(iter(errors)) == name
        assert list(errors.values()) == sorted(errors.values())
        best = chosen("best", "", soc, measured)
        assert (best.function.name, best.judged) == (name, True)
        assert best.error == pytest.approx(np.sqrt(np.mean((measured - density(function, soc)) ** 2)))
    measured = 1.4 - 0.02 * soc + random.normal(0, 0.01, 60)
    assert chosen("best", f"linear 1.4 {-0.2 / 1.724}", soc, measured).function.name == "own"


def test_few_densities_are_no_judge():
    few = np.full(9, 20.0), np.full(9, 1.3)
    with pytest.raises(InputError, match="^PEDOTRANSFER is best and 9 points have SOC and a measured bulk density, at"):
        chosen("best", "", *few)
    assert chosen("drew1973", "", *few) == Density(BY_NAME["drew1973"], TYPICAL_ERROR, False)
    assert chosen("none", "", *few) is None
