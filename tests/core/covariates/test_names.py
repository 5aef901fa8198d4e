"""Names, steps and categories of covariates."""

import dataclasses
import json
import re

import pytest

from socmap_plugin.core.covariates.assembly import covariates_of
from socmap_plugin.core.covariates.covariate_list import BandInfo, BandSource, Covariates
from socmap_plugin.core.covariates.matching import find_sources
from socmap_plugin.core.covariates.names import static_covariates, temporal_groups
from socmap_plugin.core.covariates.steps import split_time
from socmap_plugin.core.jobs.covariate_row import CovariateRow
from socmap_plugin.core.jobs.inputs import MissingRange, RasterLayer
from socmap_plugin.core.runtime.errors import InputError

MONTHS = r"^[A-Z]{1,2}(?P<time>\d\d)"


def layer(name, *descriptions, unit=""):
    """A layer with the bands its file has; one band without a description where none is given."""
    bands = tuple(BandInfo(i, text, unit) for i, text in enumerate(descriptions or ("",), start=1))
    return RasterLayer(name, f"/data/{name}.tif"), bands


def table(groups):
    """{variable: {step: (layer, band)}}."""
    return {
        variable.name: {step: (s.layer.name, s.band) for step, s in zip(group.steps, variable.sources, strict=True)}
        for group in groups
        for variable in group.variables
    }


# the time token of a name is found without any setting
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("greenup_2002", ("greenup", "2002")),
        ("2002_greenup", ("greenup", "2002")),
        ("greenup2002", ("greenup", "2002")),
        ("evi_mean.2011", ("evi_mean", "2011")),
        ("EVI 2011 mean", ("EVI_mean", "2011")),
        ("MCD12Q2.061_Greenup_0_doy2011001_aid0001", ("Greenup_0", "2011-01-01")),
        ("MCD12Q2.006_QA_Overall_1_doy2010001_aid0001", ("QA_Overall_1", "2010-01-01")),
        ("MCD12Q2.061_Greenup_0_doy2011001000000_aid0001", ("Greenup_0", "2011-01-01")),
        ("MOD13Q1.061__250m_16_days_EVI_doy2011145_aid0001", ("250m_16_days_EVI", "2011-05-25")),
        ("2011_01_01_Greenup_1", ("Greenup_1", "2011-01-01")),
        ("2011_05_25_EVI", ("EVI", "2011-05-25")),
        ("MCD12Q2.A2011001.h28v05", ("MCD12Q2_h28v05", "2011-01-01")),
        ("MOD09A1.A2017193.h18v04.006.2017202035302", ("MOD09A1_h18v04.006", "2017-07-12")),
        ("TERRA_MODIS_012010_NDVI_2013-09-14", ("TERRA_MODIS_012010_NDVI", "2013-09-14")),
        ("MOD13A1_NDVI_2016_113", ("MOD13A1_NDVI", "2016-04-22")),
        ("ndvi_20160301", ("ndvi", "2016-03-01")),
        ("ndvi_2002_07", ("ndvi", "2002-07")),
        ("ndvi_200207", ("ndvi", "2002-07")),
        ("2004", ("", "2004")),
        ("elevation", None),
        ("wc2.1_30s_bio_1", None),
        ("band_1850", None),
        ("code_120020", None),
        ("leap_2015_366", ("leap", "2016-01-01")),
        # lengths are no steps
        ("s2_ndvi_2020_10m", ("s2_ndvi_10m", "2020")),
        ("ndvi_2002_250m", ("ndvi_250m", "2002")),
        ("lc_2015_300m", ("lc_300m", "2015")),
        ("evi_2000m_2003", ("evi_2000m", "2003")),
        ("snow_2002m", ("snow_m", "2002")),
        # scenes: by the day they were taken
        ("LC08_L2SP_120038_20200115_20200823_02_T1_SR_B5", ("LC08_L2SP_120038_02_SR_B5", "2020-01-15")),
        ("T50SMA_20200115T025951_B08_10m", ("T50SMA_B08_10m", "2020-01-15")),
        (
            "S2A_MSIL2A_20200115T025951_N0213_R032_T50SMA_20200115T055321_B8",
            ("S2A_MSIL2A_T50SMA_B8", "2020-01-15"),
        ),
    ],
)
def test_time_token(text, expected):
    assert split_time(text) == expected


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        (MONTHS, "M01MOD4", ("M_MOD4", "1")),
        (MONTHS, "M12MOD4", ("M_MOD4", "12")),
        (MONTHS, "MOD4", None),
        (r"_t(?P<time>\d+)$", "evi_t7", ("evi_t", "7")),
        (r"(?P<time>\d{4}-\d{2}-\d{2})", "ndvi_2013-09-14", ("ndvi", "2013-09-14")),
        (r"(?P<time>\d*)$", "evi", None),
        (r"_(?P<time>\d{8})_", "B5_20200115_T1", ("B5_T1", "2020-01-15")),
        (r"_(?P<time>\d{7})_", "B5_2020045_T1", ("B5_T1", "2020-02-14")),
        (r"_(?P<time>\d{8})(?P<drop>_\d{8})_", "LC08_20200115_20200823_B5", ("LC08_B5", "2020-01-15")),
        (r"^(?P<drop_run>run\d+_)(?P<time>\d{4})_", "run12_2003_evi", ("evi", "2003")),
    ],
)
def test_time_token_of_a_users_pattern(pattern, text, expected):
    assert split_time(text, re.compile(pattern)) == expected


# one layer a year, in any order
def test_layers_of_one_year_each_become_a_series():
    groups = temporal_groups([layer(f"greenup_{year}") for year in (2004, 2002, 2003)])
    assert table(groups) == {"greenup": {str(y): (f"greenup_{y}", 1) for y in (2002, 2003, 2004)}}
    assert groups[0].steps == ("2002", "2003", "2004")
    assert groups[0].times == (2002.0, 2003.0, 2004.0)


def test_yearly_products_dated_new_year_have_years_as_steps():
    names = [f"MCD12Q2.061_{v}_0_doy{y}001_aid0001" for v in ("Greenup", "Peak") for y in (2011, 2012)]
    groups = temporal_groups([layer(name) for name in names])
    assert {name: list(steps) for name, steps in table(groups).items()} == {
        "Greenup_0": ["2011", "2012"],
        "Peak_0": ["2011", "2012"],
    }


def test_dates_within_a_year_stay_dates_and_count_in_days():
    (group,) = temporal_groups([layer(f"MOD13A1_NDVI_2016_{day:03d}") for day in (17, 1, 33)])
    assert group.steps == ("2016-01-01", "2016-01-17", "2016-02-02")
    assert [b - a for a, b in zip(group.times, group.times[1:], strict=False)] == [16, 16]


def test_months_of_years_are_ordered_in_time():
    (group,) = temporal_groups([layer("ndvi_2003_01"), layer("ndvi_2002_12"), layer("ndvi_2002_07")])
    assert group.steps == ("2002-07", "2002-12", "2003-01")
    assert group.times[1] - group.times[0] == 153


def test_months_of_a_users_pattern_are_ordered_as_numbers():
    names = [f"M{month:02d}MOD4" for month in range(12, 0, -1)]
    (group,) = temporal_groups([layer(name) for name in names], MONTHS)
    assert group.steps == tuple(map(str, range(1, 13)))
    assert [s.layer.name for s in group.variables[0].sources] == names[::-1]


def test_modis_files_of_one_tile_are_one_variable_whenever_they_were_made():
    names = ("MOD13Q1.A2011001.h28v05.061.2020345123456", "MOD13Q1.A2011017.h28v05.061.2021001223344")
    assert list(table(temporal_groups([layer(name) for name in names]))) == ["MOD13Q1_h28v05.061"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            layer("phenology", "greenup_2002", "greenup_2003", "peak_2002", "peak_2003"),
            {
                "greenup": {"2002": ("phenology", 1), "2003": ("phenology", 2)},
                "peak": {"2002": ("phenology", 3), "2003": ("phenology", 4)},
            },
        ),
        (layer("greenup", "2002", "2003"), {"greenup": {"2002": ("greenup", 1), "2003": ("greenup", 2)}}),
        (layer("greenup", "", ""), {"greenup": {"1": ("greenup", 1), "2": ("greenup", 2)}}),
        (
            layer("greenup_of_2001", "2002-06-01", "2002-07-01"),
            {"greenup_of": {"2002-06-01": ("greenup_of_2001", 1), "2002-07-01": ("greenup_of_2001", 2)}},
        ),
        (
            layer("gee", "2011_01_01_Greenup_1", "2012_01_01_Greenup_1"),
            {"Greenup_1": {"2011": ("gee", 1), "2012": ("gee", 2)}},
        ),
        (
            layer("2002", "greenup"),
            {"greenup": {"2002": ("2002", 1)}},
        ),
    ],
    ids=["named bands", "bare years", "no names", "dates over the name's year", "earth engine", "variable in the band"],
)
def test_bands_of_one_file(given, expected):
    assert table(temporal_groups([given])) == expected


def test_a_file_a_year_with_a_named_band_a_variable():
    groups = temporal_groups([layer(f"modis_{year}", "greenup", "peak") for year in (2002, 2003)])
    assert table(groups) == {
        "greenup": {"2002": ("modis_2002", 1), "2003": ("modis_2003", 1)},
        "peak": {"2002": ("modis_2002", 2), "2003": ("modis_2003", 2)},
    }


def series(*names, pattern=""):
    """{variable: steps} of one layer a name."""
    groups = temporal_groups([layer(name) for name in names], pattern)
    return {variable.name: group.steps for group in groups for variable in group.variables}


# of several dates in names that are alike otherwise, that one is the step which differs and tells the names apart
@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (
            [f"LC08_L2SP_120038_{a}_{b}_02_T{i}_SR_B5" for a, b, i in (
                ("20200115", "20200823", 1), ("20200420", "20200822", 2), ("20200724", "20200911", 1))],
            {"LC08_L2SP_120038_02_SR_B5": ("2020-01-15", "2020-04-20", "2020-07-24")},
        ),
        (
            [f"T50SMA_{time}_B08_10m" for time in ("20200115T025951", "20200420T025539", "20200724T025551")],
            {"T50SMA_B08_10m": ("2020-01-15", "2020-04-20", "2020-07-24")},
        ),
        (["evi_mean_2000_2005", "evi_mean_2006_2010"], {"evi_mean": ("2000", "2006")}),
        (["dem2000_evi_2003", "dem2000_evi_2004"], {"dem2000_evi": ("2003", "2004")}),
        (["evi_2003_v2010", "evi_2004_v2010"], {"evi_v2010": ("2003", "2004")}),
        (["x_2020-01-05_made_2021-02-03", "x_2020-01-21_made_2021-02-04"], {"x_made": ("2020-01-05", "2020-01-21")}),
        # two dates of which neither tells the names apart: the second is of the variable
        (
            [f"a_{one}_{two}" for one in (2001, 2002) for two in (2030, 2050)],
            {"a_2030": ("2001", "2002"), "a_2050": ("2001", "2002")},
        ),
        (["evi_2000m_2003", "evi_2000m_2004"], {"evi_2000m": ("2003", "2004")}),
    ],
    ids=["landsat", "sentinel", "ranges", "constant first", "constant second", "processed", "both", "resolution"],
)  # fmt: skip
def test_which_date_is_the_step(names, expected):
    assert series(*names) == expected


@pytest.mark.parametrize(
    ("descriptions", "steps"),
    [
        ([f"X{year}" for year in (2001, 2002)], ("2001", "2002")),
        ([f"X{year}.01.15" for year in (2001, 2002)], ("2001-01-15", "2002-01-15")),
        (["lyr.1", "lyr.2"], ("1", "2")),
        (["X1", "X2"], ("1", "2")),
        (["{layer}_1", "{layer}_2"], ("1", "2")),
        (["1", "2"], ("1", "2")),
        (["Band 1", "Band 2"], ("1", "2")),
    ],
)
def test_stacks_written_by_r(descriptions, steps):
    stacks = [layer(name, *(text.format(layer=name) for text in descriptions)) for name in ("greenup", "maturity")]
    (group,) = temporal_groups(stacks)
    assert [variable.name for variable in group.variables] == ["greenup", "maturity"]
    assert group.steps == steps
    assert {variable.category for variable in group.variables} == {"phenology"}


# variables with the same steps form one group; others another
def test_variables_are_grouped_by_their_steps():
    years = [layer(f"{name}_{year}") for name in ("greenup", "peak") for year in (2002, 2003)]
    days = [layer(f"lst_2002-{month:02d}-15") for month in (1, 2, 3)]
    groups = temporal_groups(years + days)
    assert [([v.name for v in g.variables], len(g.steps)) for g in groups] == [(["greenup", "peak"], 2), (["lst"], 3)]


# one sentence, before anything is computed, that names what is wrong
@pytest.mark.parametrize(
    ("layers", "pattern", "words"),
    [
        (
            [layer(f"greenup_{y}") for y in (2002, 2003, 2004)] + [layer("peak_2002")],
            "",
            "'peak' lacks 2003, 2004, which 'greenup' has",
        ),
        (
            [layer(f"a_{y}") for y in (2002, 2003)] + [layer(f"b_{y}") for y in (2003, 2004)],
            "",
            "'a' lacks 2004, which 'b' has",
        ),
        ([layer("sbd", *[""] * 10), layer("sl", *[""] * 12)], "", "'sbd' lacks 11, 12, which 'sl' has"),
        ([layer("greenup_2002"), layer("2002_greenup")], "", "'greenup' at step 2002; leave one out or give it"),
        ([layer("greenup_2011"), layer("2011_01_01_greenup"), layer("2012_01_01_greenup")], "", "at step 2011"),
        ([layer("M1MOD"), layer("M01MOD")], r"M(?P<time>\d+)", "at step 1"),
        ([layer("elevation")], "", "No step is recognised in the temporal layer 'elevation', band 1"),
        ([layer("both", "greenup_2002", "peak")], "", "No step is recognised in the temporal layer 'both', band 2"),
        ([layer("2002")], "", "'2002' names a step and no variable"),
        ([layer("evi_2002")], "(?P<time>", "is not a regular expression"),
        ([layer("evi_2002")], r"(\d{4})", "has no group named 'time'"),
        ([layer("evi_jan"), layer("evi_feb")], r"_(?P<time>\w{3})$", "'jan' is neither a number nor a date"),
        ([layer("evi_x")], r"(?P<time>\d\d)", "No step is recognised"),
    ],
    ids=[
        "lacks steps", "partial overlap", "band counts", "same step twice", "year and new year", "leading zero",
        "no time", "one band without time", "no variable", "broken pattern", "no time group", "no number", "no match",
    ],
)  # fmt: skip
def test_temporal_layers_that_cannot_be_used(layers, pattern, words):
    with pytest.raises(InputError, match=re.escape(words)):
        temporal_groups(layers, pattern)


def test_static_names_come_from_layer_or_bands():
    found = static_covariates([layer("dem", unit="m"), layer("climate", "bio_1", ""), layer("tri", "a description")])
    assert [item.name for item in found] == ["dem", "bio_1", "climate_2", "tri"]
    assert found[0].unit == "m"


def test_two_static_covariates_of_one_name_are_refused():
    other = RasterLayer("dem", "/other/dem.tif")
    words = r"called 'dem' \(in /data/dem.tif and /other/dem.tif\); give one of them another name with COVARIATE_NAMES"
    with pytest.raises(InputError, match=words):
        static_covariates([layer("dem"), (other, (BandInfo(1),))])


def test_one_file_given_twice_is_called_that():
    with pytest.raises(InputError, match=r"/data/dem.tif, band 1, is given twice as 'dem'; leave one out"):
        static_covariates([layer("dem"), layer("dem")])


def test_band_names_that_two_static_files_share_get_the_layers_name():
    found = static_covariates(
        [layer("wet", "NDVI", "EVI"), layer("dry", "NDVI", "EVI"), layer("dem"), layer("soil", "clay")]
    )
    assert [item.name for item in found] == ["wet_NDVI", "wet_EVI", "dry_NDVI", "dry_EVI", "dem", "soil"]
    assert {item.category for item in found[:4]} == {"vegetation index"}


def test_static_bands_that_a_program_only_numbered_are_named_by_their_layer():
    found = static_covariates([layer("bands", "lyr.1", "lyr.2"), layer("r", "X1", "clay")])
    assert [item.name for item in found] == ["bands_1", "bands_2", "r_1", "clay"]


def test_a_users_category_wins_by_covariate_or_layer_name():
    given = {"dem": "relief", "climate": "weather"}
    found = static_covariates([layer("dem"), layer("climate", "bio_1", "bio_2"), layer("slope")], given)
    assert [item.category for item in found] == ["relief", "weather", "weather", "terrain"]
    (group,) = temporal_groups([layer("evi_2002"), layer("evi_2003")], categories={"evi": "my index"})
    assert group.variables[0].category == "my index"


@pytest.fixture
def covariates():
    series = [layer(f"{name}_{year}") for name in ("greenup", "evi") for year in (2002, 2003)]
    return Covariates(static_covariates([layer("dem"), layer("bio_1")]), temporal_groups(series))


def test_the_list_counts_every_step_as_the_paper_does(covariates):
    assert covariates.count == 2 + 2 * 2
    assert covariates.categories == ("terrain", "climate", "phenology", "vegetation index")


def test_the_list_survives_json(covariates):
    assert Covariates.from_json(json.loads(json.dumps(covariates.to_json()))) == covariates


def told(covariates, **changes):
    """The same covariates, all of whose bands are read in another way."""
    sources = zip(covariates.labels(), covariates.sources(), strict=True)
    changed = {label: dataclasses.replace(source, **changes) for label, source in sources}
    static = tuple(dataclasses.replace(item, source=changed[item.name]) for item in covariates.static)
    return dataclasses.replace(covariates, static=static)


def test_how_a_band_is_read_survives_json(covariates):
    layer = RasterLayer("soil", "/data/soil.tif", "", (MissingRange(1, None, -5.0),), (1,))
    how = {"kind": "class", "resampling": "majority", "nodata": 7.0, "source_nodata": False, "scale": 0.1}
    covariates = told(covariates, layer=layer, offset=-2.0, season=14.0, class_value=3.0, classes=(3.0, 5.0), **how)
    assert Covariates.from_json(json.loads(json.dumps(covariates.to_json()))) == covariates


def test_what_is_read_as_the_file_says_is_written_as_it_was_before_there_was_a_choice(covariates):
    layer = {"name": "dem", "path": "/data/dem.tif", "crs_wkt": ""}
    assert covariates.to_json()["static"][0]["source"] == {"layer": layer, "band": 1}


def test_other_files_are_read_as_the_first_ones_were(covariates):
    dates = told(covariates, kind="date", season=14.0)
    other = {label: BandSource(RasterLayer("other", "/data/other.tif"), 3) for label in covariates.labels()}
    source = dates.rebind(other).static[0].source
    assert (source.layer.name, source.band, source.kind, source.season) == ("other", 3, "date", 14.0)


def test_selecting_categories_keeps_order_and_drops_empty_groups(covariates):
    assert covariates.select(["climate", "terrain"]).labels() == ["dem", "bio_1"]
    assert covariates.select(["climate", "terrain"]).temporal == ()
    assert covariates.select(["phenology"]).labels() == ["greenup (2002)", "greenup (2003)"]
    assert covariates.select([]) == covariates
    with pytest.raises(InputError, match="No covariate has the category 'geology'; the dataset has 'terrain'"):
        covariates.select(["geology"])


def test_other_files_of_the_same_names_take_their_place_in_any_order(covariates):
    files = [layer(name) for name in ("greenup_2003", "bio_1", "evi_2003", "greenup_2002", "dem", "evi_2002")]
    found, surplus = find_sources(covariates, files)
    bound = covariates.rebind(found)
    assert surplus == []
    assert bound.labels() == covariates.labels()
    found_in = [source.layer.name for source in bound.sources()]
    assert found_in == ["dem", "bio_1", "greenup_2002", "greenup_2003", "evi_2002", "evi_2003"]


def test_layers_that_a_model_does_not_need_do_not_matter(covariates):
    files = [layer(name) for name in ("dem", "bio_1", "greenup_2002", "greenup_2003", "evi_2002", "evi_2003")]
    others = [layer("ndvi_2001"), layer("landcover_2003"), layer("geology")]
    found, surplus = find_sources(covariates, [*others, *files])
    assert sorted(found) == sorted(covariates.labels())
    assert surplus == ["ndvi (2001)", "landcover (2003)", "geology"]


def test_yearly_products_dated_new_year_are_found_by_their_years(covariates):
    files = [layer("MCD12Q2.061_greenup_doy2002001_aid0001")]
    assert list(find_sources(covariates, files)[0]) == ["greenup (2002)"]


def test_a_band_whose_name_was_changed_is_found_by_its_layer_or_as_the_same_file():
    rows = [
        CovariateRow(RasterLayer("OUTPUT", "/a/OUTPUT.tif"), 1, "static", "slope"),
        CovariateRow(RasterLayer("evi", "/a/evi.tif"), 1, "static", "wet"),
        CovariateRow(RasterLayer("ndvi", "/a/ndvi.tif"), 1, "static", "evi"),
    ]
    covariates = covariates_of(rows)
    moved = [(RasterLayer(row.layer.name, f"/b/{row.layer.name}.tif"), (BandInfo(1),)) for row in rows]
    assert set(find_sources(covariates, moved[:1])[0]) == {"slope"}
    found = find_sources(covariates, [(row.layer, (BandInfo(1),)) for row in rows])[0]
    assert {label: source.layer.name for label, source in found.items()} == {
        "slope": "OUTPUT", "wet": "evi", "evi": "ndvi",
    }  # fmt: skip


def test_the_steps_of_other_files_count_and_not_those_of_the_dataset():
    covariates = Covariates((), temporal_groups([layer("greenup", "2002", "2003", "2004")]))
    later, bands = layer("greenup", "2001", "2002", "2003", "2004")
    found, surplus = find_sources(covariates, [(RasterLayer("greenup", "/other/greenup.tif"), bands)])
    assert {label: source.band for label, source in found.items()} == {
        f"greenup ({y})": y - 2000 for y in (2002, 2003, 2004)
    }
    assert later.name == "greenup"
    assert surplus == ["greenup (2001)"]


def test_two_layers_of_one_covariate_are_refused(covariates):
    with pytest.raises(InputError, match="both give the covariate 'dem'; leave one out"):
        find_sources(covariates, [layer("dem"), layer("dem")])
