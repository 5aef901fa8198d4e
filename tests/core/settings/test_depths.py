"""Depths in texts and in names of fields."""

from __future__ import annotations

import pytest

from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.settings.depths import GLOBAL_SOIL_MAP, depth_in_name, parse_depths


@pytest.mark.parametrize(
    ("text", "layers"),
    [
        (GLOBAL_SOIL_MAP, ((0, 5), (5, 15), (15, 30), (30, 60), (60, 100), (100, 200))),
        ("0-20; 0-30", ((0, 20), (0, 30))),
        (" 0 – 7.5 , 0-7.5", ((0, 7.5),)),
    ],
)
def test_depths(text, layers):
    assert parse_depths(text) == layers


@pytest.mark.parametrize("text", ["", "30", "30-0", "0-0", "0--5", "topsoil", "0-5-5", "0-3000"])
def test_what_is_no_list_of_depths(text):
    with pytest.raises(InputError, match="write them in cm as in 0-5-15-30-60-100-200 or 0-20; 0-30"):
        parse_depths(text)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("soc_0_30", ("soc", 0, 30)),
        ("SOC 0-30cm", ("SOC", 0, 30)),
        ("bd.15-30", ("bd", 15, 30)),
        ("0_5", ("value", 0, 5)),
        ("soc", None),
        ("soc_30", None),
        ("ph_h2o", None),
    ],
)
def test_depths_in_names(name, found):
    assert depth_in_name(name) == found
