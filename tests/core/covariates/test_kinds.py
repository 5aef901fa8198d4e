"""What names and units say of a covariate's kind."""

import pytest

from socmap_plugin.core.covariates.kinds import is_named_like_a_count, is_named_like_a_date, is_unit_of_dates
from socmap_plugin.core.products.modis import PHENOLOGY_PRODUCTS

LAYERS = [(layer, name) for one in PHENOLOGY_PRODUCTS for layer in one.layers for name in (layer.name, layer.variable)]


@pytest.mark.parametrize(("layer", "name"), LAYERS, ids=[name for _, name in LAYERS])
@pytest.mark.parametrize("form", ["{}", "simulated_{}", "MCD12Q2.061_{}_0"])
def test_the_dates_of_the_products_are_recognised_and_nothing_else_of_them(layer, name, form):
    assert is_named_like_a_date(form.format(name)) == layer.is_date
    assert is_named_like_a_count(form.format(name)) == (layer.variable == "num-cycles")


@pytest.mark.parametrize(
    "name",
    [
        "peak_flow", "peak_rainfall", "peak_distance", "distance_to_peak", "ndvi_peak", "rainfall_peak",
        "length_greenup", "slope_maturity", "elevation", "QA_Greenup_0", "PGQ_Onset_Greenness_Increase",
        "EVI2_Onset_Greenness_Increase",
    ],
)  # fmt: skip
def test_other_names_are_no_dates(name):
    assert not is_named_like_a_date(name)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("day of year", True),
        ("Day of Year (1-366)", True),
        ("day_of_the_year", True),
        ("DOY", True),
        ("days", False),
        ("days since 1970-01-01", False),
        ("mm/year", False),
        ("", False),
    ],
)
def test_units_of_dates(unit, expected):
    assert is_unit_of_dates(unit) == expected
