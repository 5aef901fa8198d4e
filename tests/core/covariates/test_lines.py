"""Covariates in short: a line each, whatever they are made of."""

from __future__ import annotations

from socmap_plugin.core.covariates.covariate_list import (
    BandSource,
    Covariates,
    StaticCovariate,
    TemporalGroup,
    TemporalVariable,
    name_of_class,
)
from socmap_plugin.core.covariates.lines import covariate_lines
from socmap_plugin.core.jobs.covariate_row import CLASS
from socmap_plugin.core.jobs.inputs import RasterLayer


def source(name: str, **fields) -> BandSource:
    return BandSource(RasterLayer(f"{name}.tif", name, ""), 1, **fields)


def test_a_covariate_has_one_line_whatever_the_number_of_its_bands():
    classes = tuple(
        StaticCovariate(name_of_class("soil", value), "soil", "", source("soil", kind=CLASS, class_value=value))
        for value in (1.0, 2.0, 7.0)
    )
    slope = StaticCovariate("slope", "terrain", "degree", source("slope"))
    steps = tuple(map(str, range(2001, 2011)))
    many = TemporalVariable("evi", "vegetation index", "", tuple(source("evi") for _ in steps))
    one = TemporalVariable("rain", "climate", "mm", (source("rain"),))
    covariates = Covariates((slope, *classes), (TemporalGroup(steps, (many,)), TemporalGroup(("2005",), (one,))))
    assert covariate_lines(covariates) == [
        "slope: static, terrain, degree",
        "soil: static, soil, class",
        "evi: 2001 to 2010, 10 steps, vegetation index",
        "rain: 2005, 1 step, climate, mm",
    ]
