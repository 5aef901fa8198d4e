"""Classes of a map that the model does not know are said once, bounded; known ones never."""

import dataclasses

import numpy as np
import pytest

from socmap_plugin.core.checks.unknown_classes import warn_of_unknown_classes
from socmap_plugin.core.covariates.covariate_list import (
    BandSource,
    Covariates,
    StaticCovariate,
    TemporalGroup,
    TemporalVariable,
)
from tests.builders import attribute_tables, rasters
from tests.builders.listener import CheckListener

KNOWN = (1.0, 3.0, 7.0)


def said(*sources, temporal=()):
    """What is said of sources, each a layer a known class as a dataset has them."""
    static = tuple(
        StaticCovariate(f"use{i}={value:g}", "other", "", dataclasses.replace(one, class_value=value, classes=KNOWN))
        for i, one in enumerate(sources)
        for value in KNOWN
    )
    groups = ()
    if temporal:
        told = tuple(dataclasses.replace(one, class_value=1.0, classes=KNOWN) for one in temporal)
        groups = (TemporalGroup(tuple(map(str, range(len(told)))), (TemporalVariable("lc=1", "other", "", told),)),)
    listener = CheckListener()
    warn_of_unknown_classes(Covariates(static, groups), rasters.grid(), listener)
    return listener.found


def uses(*others):
    values = np.random.default_rng(3).choice(np.array(KNOWN), (rasters.SIDE, rasters.SIDE)).astype(np.uint8)
    values.ravel()[: len(others)] = others
    return values


def test_they_are_said_in_one_warning_with_their_layers(tmp_path):
    names = ("soils", "rocks", "known")
    layers = [rasters.raster(tmp_path / f"{n}.tif", uses(*v)) for n, v in zip(names, ((12, 9), (8,), ()))]
    (text,) = said(*(BandSource(layer, 1, "class") for layer in layers))
    assert text.startswith("soils (9, 12), rocks (8): the training data had none of these classes, so they count as")


def test_those_of_all_years_are_said_together(tmp_path):
    layer = rasters.raster(tmp_path / "lc.tif", np.stack([uses(9), uses(), uses(4, 9)]))
    (text,) = said(temporal=[BandSource(layer, band, "class") for band in (1, 2, 3)])
    assert text.startswith("lc (4, 9): ")


def test_many_are_cut_short(tmp_path):
    layer = rasters.raster(tmp_path / "lc.tif", uses(*range(100, 140)))
    (text,) = said(BandSource(layer, 1, "class"))
    assert text.startswith("lc (100, 101, ")
    assert "111 and 28 more): " in text


@pytest.mark.parametrize(
    ("values", "profile", "changes"),
    [
        (uses(), {}, {}),
        (uses(0), {"nodata": 0}, {}),
        (uses(9), {}, {"nodata": 9}),
        ((uses() * 2).astype(np.uint8), {}, {"scale": 0.5}),
    ],
    ids=["known", "nodata of the file", "nodata of the table", "scaled"],
)
def test_nothing_is_said_where_all_are_known_or_missing(tmp_path, values, profile, changes):
    layer = rasters.raster(tmp_path / "lc.tif", values, **profile)
    assert said(BandSource(layer, 1, "class", **changes)) == []


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ({1: "Water", 3: "forest"}, ""),
        ({1: "water"}, ""),
        ({}, ""),
        (
            {1: "forest", 3: "water", 7: "field"},
            "lc (1 forest, which was water, 3 water, which was forest): a class is",
        ),
    ],
    ids=["the same", "some", "none", "exchanged"],
)
def test_other_names_than_in_the_training_data_are_said(tmp_path, now, expected):
    layer = rasters.raster(tmp_path / "lc.tif", uses())
    attribute_tables.write_names(layer.path, now)
    names = {1.0: "water", 3.0: "forest", 7.0: ""}
    static = tuple(
        StaticCovariate(f"lc={i}", "", "", BandSource(layer, 1, "class", class_value=i, classes=KNOWN, class_name=name))
        for i, name in names.items()
    )
    listener = CheckListener()
    warn_of_unknown_classes(Covariates(static), rasters.grid(), listener)
    assert [text[: len(expected)] for text in listener.found] == ([expected] if expected else [])


def test_covariates_without_classes_are_not_looked_at(tmp_path):
    source = BandSource(rasters.raster(tmp_path / "dem.tif", uses(9)), 1)
    listener = CheckListener()
    warn_of_unknown_classes(Covariates((StaticCovariate("dem", "", "", source),)), rasters.grid(), listener)
    assert listener.found == []
