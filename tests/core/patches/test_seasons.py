"""Dates: days of the year, of which the last and the first are neighbours."""

import dataclasses

import numpy as np
import pytest

from socmap_plugin.core.covariates.covariate_list import BandSource, Covariates, TemporalGroup, TemporalVariable
from socmap_plugin.core.patches.patches import CovariateReader
from socmap_plugin.core.patches.seasons import season_of, with_seasons
from tests.builders import rasters


@pytest.mark.parametrize(
    ("days", "season"),
    [
        ([362, 364, 3], 365),  # the southern hemisphere, the year in which most of them stay
        ([362, 3, 5], 1.7),
        ([120, 130, 140], 130),
        ([370, 380, 390], 380),  # on a line already, as Import Phenology writes them
        ([-20, -10, 0], -10),
    ],
)
def test_season(days, season):
    assert season_of(np.float32(days)) == pytest.approx(season, abs=1.5)


def test_no_day_has_no_season():
    assert season_of(np.float32([])) is None


# greenup of the southern hemisphere: day 362, a gap, day 3 has New Year in the gap, and not the first of July
@pytest.mark.parametrize("resampling", ["nearest", "bilinear"])
def test_a_gap_across_new_year_is_filled_on_the_circle(tmp_path, resampling, files):
    days = np.float32([362, -9999, 3, 364, 1])[:, None, None] * np.ones((5, 12, 12), np.float32)
    layer = rasters.raster(tmp_path / "greenup.tif", days, transform=rasters.north_up(45, 45), nodata=-9999)
    sources = tuple(BandSource(layer, band, "date") for band in range(1, 6))
    group = TemporalGroup(
        ("2001", "2002", "2003", "2004", "2005"), (TemporalVariable("greenup", "phenology", "", sources),)
    )
    grid, row, col = rasters.grid(), np.array([3, 5, 8]), np.array([4, 5, 9])
    x, y = grid.xy(row, col)
    covariates = with_seasons(Covariates((), (group,)), grid, x, y, files)
    with CovariateReader(covariates, grid, 1, resampling) as reader:
        ((found, present),) = reader.temporal(row, col, x, y)
    season = covariates.temporal[0].variables[0].sources[0].season
    assert present[:, 1].sum() == 0
    shift = 0 if season < 182 else 365
    np.testing.assert_allclose(found[0, :, 0], np.array([-3, 0, 3, -1, 1]) + shift, atol=0.01)


def test_what_is_no_date_has_no_season(tmp_path, files):
    layer = rasters.raster(tmp_path / "evi.tif", np.full((4, 4), 0.5, np.float32))
    group = TemporalGroup(("2001",), (TemporalVariable("evi", "other", "", (BandSource(layer, 1),)),))
    covariates = Covariates((), (group,))
    x, y = rasters.grid().xy(np.array([1]), np.array([1]))
    assert with_seasons(covariates, rasters.grid(), x, y, files) == covariates
    known = dataclasses.replace(group.variables[0], sources=(BandSource(layer, 1, "date", season=14.0),))
    covariates = Covariates((), (dataclasses.replace(group, variables=(known,)),))
    assert with_seasons(covariates, rasters.grid(), x, y, files) == covariates
