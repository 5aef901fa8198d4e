"""Stocks and their errors: cases that were calculated by hand, and two ways to the same error."""

from __future__ import annotations

import numpy as np
import pytest

from socmap_plugin.core.settings.pedotransfer import BY_NAME
from socmap_plugin.core.stocks.density import Density
from socmap_plugin.core.stocks.stock import AGREE, Parts, first_order, simulated, soil_mass, stock


def parts(*numbers):
    return Parts(*(np.array([float(number)]) for number in numbers))


@pytest.mark.parametrize(
    ("numbers", "tonnes", "mass"),
    [
        ((10, 1.0, 0, 10), 10, 1000),  # 1,000 t of soil with 1 % of carbon
        ((20, 1.3, 10, 30), 70.2, 3510),  # 20 x 1.3 x 30 x 0.9 / 10
        ((20, 1.3, 0, 30), 78, 3900),
        ((15.5, 1.42, 25, 20), 33.015, 2130),  # 15.5 x 1.42 x 20 x 0.75 / 10
        ((300, 0.25, 0, 100), 750, 2500),  # a metre of peat
        ((20, 1.3, 100, 30), 0, 0),  # nothing but stones
        ((0, 1.5, 0, 30), 0, 4500),
    ],
)
def test_stocks_equal_those_by_hand(numbers, tonnes, mass):
    assert stock(parts(*numbers))[0] == pytest.approx(tonnes, rel=1e-12)
    assert soil_mass(parts(*numbers))[0] == pytest.approx(mass, rel=1e-12)


@pytest.mark.parametrize(
    ("errors", "slope", "deviation"),
    [
        ((2, 0, 0, 0), 0, 7.02),  # a tenth of 70.2
        ((0, 0.13, 0, 0), 0, 7.02),
        ((0, 0, 9, 0), 0, 7.02),  # of the 90 % that are fine earth a tenth
        ((0, 0, 0, 3), 0, 7.02),
        ((2, 0.13, 9, 3), 0, 14.04),  # four that are equal and independent
        ((2, 0, 0, 0), -0.065, 0),  # where the density falls as fast as SOC rises
        ((2, 0, 0, 0), -0.0325, 3.51),
    ],
)
def test_errors_of_first_order_equal_those_by_hand(errors, slope, deviation):
    found = first_order(parts(20, 1.3, 10, 30), parts(*errors), np.array([slope]))
    assert found[0] == pytest.approx(deviation, abs=1e-9)


# What was measured, its errors, and the function by which the density was estimated.
SETTINGS = [
    ((20, 1.3, 0, 30), (2, 0, 0, 0), None),
    ((20, 1.3, 0, 30), (0, 0.2, 0, 0), None),
    ((20, 1.3, 10, 30), (3, 0.13, 3, 1), None),
    ((8, 1.5, 40, 100), (2, 0.1, 10, 5), None),
    ((120, 0.5, 0, 20), (30, 0.1, 0, 2), None),
    ((300, 0.2, 0, 50), (45, 0.04, 0, 5), None),
    ((20, None, 5, 30), (3, 0.2, 3, 1), "drew1973"),
    ((60, None, 15, 30), (9, 0.2, 5, 2), "drew1973"),
    ((15, None, 0, 30), (3, 0.2, 0, 1), "jeffrey1970"),
    ((30, None, 20, 30), (6, 0.2, 5, 1), "honeysett1989"),
]


@pytest.mark.parametrize(("numbers", "errors", "name"), SETTINGS)
def test_first_order_and_simulation_agree(numbers, errors, name):
    soc = np.array([float(numbers[0])])
    density = Density(BY_NAME[name]) if name else None
    given = parts(numbers[0], density.of(soc)[0] if density else numbers[1], *numbers[2:])
    slope = density.slope(soc) if density else np.zeros(1)
    expected = first_order(given, parts(*errors), slope)[0]
    many = Parts(*(np.repeat(value, 200) for value in vars(given).values()))
    spread = Parts(*(np.repeat(value, 200) for value in vars(parts(*errors)).values()))
    of, estimated = (density.of, np.ones(200, bool)) if density else (None, np.zeros(200, bool))
    found = simulated(many, spread, estimated, of, 500, np.random.default_rng(1))
    assert np.sqrt(np.mean(found**2)) == pytest.approx(expected, rel=AGREE)


def test_the_error_of_soc_works_through_an_estimated_density_too():
    soc = np.array([60.0])
    density = Density(BY_NAME["honeysett1989"])
    given, errors = parts(60, density.of(soc)[0], 0, 30), parts(6, 0, 0, 0)
    measured, estimated = (first_order(given, errors, slope)[0] for slope in (np.zeros(1), density.slope(soc)))
    assert estimated < 0.6 * measured  # more carbon, lighter soil
