"""The bits of the state, each written out as the product's guide has it."""

import numpy as np
import pytest

from socmap_plugin.core.jobs.satellite import STATE_MASKS
from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.satellite import state_flags
from socmap_plugin.core.satellite.state_flags import counted, masked_states, states_with
from tests.builders.reflectance import HARMLESS, ONLY


def test_every_condition_that_a_job_may_name_has_bits():
    assert set(ONLY) == set(STATE_MASKS) == set(state_flags._CONDITIONS)


@pytest.mark.parametrize("condition", STATE_MASKS)
def test_a_condition_holds_in_its_state_and_in_no_other(condition):
    holds = states_with(condition)
    assert holds[ONLY[condition]]
    assert not holds[HARMLESS].any()
    assert not holds[[state for name, state in ONLY.items() if name != condition]].any()
    assert holds[ONLY[condition] | 1 << 11]  # whatever else is set
    width = 2 if condition.startswith(("cloudy", "mixed", "assumed", "cirrus", "high")) else 1
    assert holds.sum() == 2**16 / 2**width


@pytest.mark.parametrize("condition", STATE_MASKS)
def test_a_condition_is_masked_when_it_is_asked_for(condition):
    others = [name for name in STATE_MASKS if name != condition]
    assert masked_states([condition])[ONLY[condition]]
    assert not masked_states(others)[ONLY[condition]]


def test_fill_is_always_masked_and_nothing_else_without_conditions():
    masked = masked_states([])
    assert np.flatnonzero(masked).tolist() == [65535]


def test_an_unknown_condition_is_named():
    with pytest.raises(InputError, match="'fog' is no condition to mask; choose from cloudy, mixed"):
        masked_states(["fog"])


def test_pixels_are_counted_by_condition_without_fill():
    histogram = np.zeros(65536, np.int64)
    histogram[[0, ONLY["cloudy"] | ONLY["snow"], ONLY["mixed"], 65535]] = 7, 5, 2, 100
    assert {name: number for name, number in counted(histogram).items() if number} == {
        "cloudy": 5, "snow": 5, "mixed": 2
    }  # fmt: skip
