"""The covariate table: what it says of layers, and that a dataset is what a table says."""

import csv
import dataclasses
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from socmap_plugin.core.covariates.covariate_list import Covariates
from socmap_plugin.core.covariates.matching import find_sources
from socmap_plugin.core.dataset import list_covariates
from socmap_plugin.core.dataset.build import build
from socmap_plugin.core.jobs.covariate_row import SKIP, CovariateRow, ranges_of
from socmap_plugin.core.jobs.dataset import ListCovariatesJob
from socmap_plugin.core.jobs.inputs import MissingRange, RasterLayer
from socmap_plugin.core.raster.known_files import describe
from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.runtime.progress import Progress
from tests.builders import attribute_tables, rasters


def listed(folder, static=(), temporal=(), **changes):
    """Return the rows of the table of some layers."""
    job = ListCovariatesJob(str(folder / "covariates.csv"), tuple(static), tuple(temporal), **changes)
    list_covariates.run(job, Progress())
    with open(job.table, newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def rows_of(job, table):
    """Return the table's rows as they are given to a job."""
    layers = {(layer.name, layer.path): layer for layer in (*job.static, *job.temporal)}
    return tuple(
        CovariateRow(
            layers[row["layer"], row["file"]],
            int(row["band"]),
            *(row[name] for name in ("role", "name", "step", "category", "unit", "kind")),
        )
        for row in table
    )


def with_table(job, *edits):
    """Return a job that reads what its table says after edits, which are functions of the list of rows."""
    rows = list(job.table)
    for edit in edits:
        rows = edit(rows)
    return dataclasses.replace(job, static=(), temporal=(), table=tuple(rows))


@pytest.fixture
def job(tmp_path):
    made = rasters.build_job(tmp_path)
    return dataclasses.replace(made, table=rows_of(made, listed(tmp_path, made.static, made.temporal)))


def test_a_row_says_what_a_band_is(tmp_path):
    values = np.arange(1600, dtype=np.float32).reshape(40, 40)
    values[0] = -9999
    dem = rasters.raster(tmp_path / "dem.tif", values, nodata=-9999, units=("m",))
    (row,) = listed(tmp_path, [dem])
    facts = ("layer", "band", "role", "name", "step", "category", "kind", "unit", "resampling", "file_nodata", "guess")
    assert [row[name] for name in facts] == [
        "dem", "1", "static", "dem", "", "terrain", "continuous", "m", "auto", "-9999.0", "",
    ]  # fmt: skip
    assert (float(row["minimum"]), float(row["maximum"]), float(row["missing"])) == (40, 1599, pytest.approx(1 / 40))
    assert float(row["pixel_width"]) == rasters.PIXEL
    assert row["finding"] == ""


def test_nothing_is_found_where_nothing_is_wrong(job, tmp_path):
    assert {row["finding"] for row in listed(tmp_path, job.static, job.temporal)} == {""}


def test_what_is_refused_elsewhere_is_a_finding_here(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    ones = np.random.default_rng(1).normal(size=(40, 40)).astype(np.float32)
    same = [rasters.raster(tmp_path / name / "OUTPUT.tif", ones + i) for i, name in enumerate("ab")]
    timeless = rasters.raster(tmp_path / "evi.tif", ones)
    one, two, three = listed(tmp_path, same, [timeless])
    assert one["finding"].startswith("OUTPUT: so QGIS calls every computed raster")
    assert two["finding"].startswith("Two static covariates are called 'OUTPUT'")
    assert three["finding"].startswith("No step is recognised in the temporal layer 'evi'")


def test_names_of_classes_are_in_the_table(tmp_path):
    values = np.random.default_rng(1).choice([1, 3], (40, 40)).astype(np.uint8)
    named = rasters.raster(tmp_path / "soils.tif", values)
    attribute_tables.write_names(named.path, {3: "Gleysol", 1: "Luvisol"})
    nameless = rasters.raster(tmp_path / "landuse.tif", values[::-1])
    measure = rasters.raster(tmp_path / "dem.tif", values * np.float32(0.5))
    attribute_tables.write_names(measure.path, {1: "low"})
    rows = listed(tmp_path, [named, nameless, measure])
    assert [(row["kind"], row["classes"]) for row in rows] == [
        ("class", "1 Luvisol, 3 Gleysol"), ("class", ""), ("continuous", ""),
    ]  # fmt: skip


def test_what_a_layers_transparency_calls_missing_is_in_its_row_and_comes_back(tmp_path):
    values = np.random.default_rng(1).normal(size=(2, 40, 40)).astype(np.float32)
    ranges = [(0.0, 0.0), (5.0, 7.25), (None, -3e38), (100.1, None)]
    missing = tuple(MissingRange(2, *ends) for ends in ranges)
    layer = rasters.raster(tmp_path / "two.tif", values, nodata=-1, names=["one", "other"])
    layer = dataclasses.replace(layer, missing=missing, source_nodata_off=(1,))
    one, other = listed(tmp_path, [layer])
    assert (one["transparent"], one["nodata_off"]) == ("", "yes")
    assert (other["transparent"], other["nodata_off"]) == ("0.0; 5.0 to 7.25; up to -3e+38; from 100.1", "")
    assert ranges_of(other["transparent"], 2) == missing
    assert ranges_of("", 1) == ()


@pytest.mark.parametrize("text", ["a", "5 to", "7 to 5", "1 to 2 to 3", "nan", "from inf", "0, 1"])
def test_a_text_that_is_no_range_is_refused(text):
    with pytest.raises(InputError, match="is no range; write 0, 5 to 7, from 5 or up to 7"):
        ranges_of(text, 1)


def test_undeclared_fill_is_a_finding_of_its_band(tmp_path):
    values = np.random.default_rng(1).normal(size=(2, 40, 40)).astype(np.float32)
    values[1, :5] = -9999
    one, two = listed(tmp_path, [rasters.raster(tmp_path / "two.tif", values, names=["good", "bad"])])
    assert one["finding"] == ""
    assert "bad in two (-9999" in two["finding"]
    assert "declare it with Raster > Conversion > Translate" in two["finding"]


def field(seed, *bands):
    shape = (*bands, 40, 40)
    return np.random.default_rng(seed).random(shape, np.float32)


def findings(folder, static=(), temporal=(), **changes):
    """Return what is found of each row, by its name and step."""
    rows = listed(folder, static, temporal, **changes)
    return {f"{row['name']} {row['step']}".strip(): row["finding"] for row in rows}


SAME = "the same values under two names; leave one out or give the right file."


def test_one_file_under_two_names_is_a_finding_of_both(tmp_path):
    dem, other = (rasters.raster(tmp_path / f"{name}.tif", field(i)) for i, name in enumerate(("dem", "other")))
    again = dataclasses.replace(dem, name="height")
    assert findings(tmp_path, [dem, other, again]) == {
        "dem": f"dem = height: {SAME}", "other": "", "height": f"dem = height: {SAME}",
    }  # fmt: skip


def test_one_file_under_two_names_is_a_finding_whatever_it_holds(tmp_path):
    flat = rasters.raster(tmp_path / "flat.tif", np.ones((40, 40), np.float32))
    other = rasters.raster(tmp_path / "other.tif", np.ones((40, 40), np.float32))
    found = findings(tmp_path, [flat, other, dataclasses.replace(flat, name="again")])
    assert [name for name, text in found.items() if f"flat = again: {SAME}" in text] == ["flat", "again"]


def test_a_copy_is_a_finding_and_a_near_copy_is_none(tmp_path):
    values = field(1)
    near, holed = values.copy(), values.copy()
    near[3, 3] += 0.5
    holed[3, 3] = -9999
    layers = [rasters.raster(tmp_path / "a.tif", values, nodata=-9999)]
    layers += [rasters.raster(tmp_path / f"{n}.tif", v, nodata=-9999) for n, v in (("near", near), ("holed", holed))]
    layers += [rasters.raster(tmp_path / "moved.tif", values, transform=rasters.north_up(900), nodata=-9999)]
    assert set(findings(tmp_path, layers).values()) == {""}
    layers += [rasters.raster(tmp_path / "b.tif", values)]
    assert [name for name, text in findings(tmp_path, layers).items() if text == f"a = b: {SAME}"] == ["a", "b"]


def test_classes_under_two_names_are_a_finding_too(tmp_path):
    values = np.random.default_rng(1).integers(0, 4, (40, 40)).astype(np.uint8)
    layers = [rasters.raster(tmp_path / f"{name}.tif", values) for name in ("soil_type", "landuse")]
    assert findings(tmp_path, layers)["landuse"] == f"soil_type = landuse: {SAME}"


def test_of_many_copies_each_is_said_once(tmp_path):
    layers = [rasters.raster(tmp_path / f"c{i}.tif", field(1)) for i in range(8)]
    found = findings(tmp_path, layers)
    assert [text.count(SAME) for text in found.values()] == [1] * 8
    assert found["c7"] == f"c0 = c7: {SAME}"


def series(folder, name, years, seed):
    return rasters.raster(folder / f"{name}.tif", field(seed, len(years)), names=[f"{name}_{year}" for year in years])


def test_series_of_equal_values_are_a_finding_at_every_step(tmp_path):
    one, other = (series(tmp_path, name, (2002, 2003), 1) for name in ("evi", "ndvi"))
    assert set(findings(tmp_path, (), [one, other]).values()) == {f"evi = ndvi: {SAME}"}


def test_years_that_others_lack_are_a_finding_whatever_else_is_wrong(tmp_path):
    layers = [series(tmp_path, name, years, i) for i, (name, years) in enumerate((
        ("greenup", (2002, 2003, 2004)), ("peak", (2002, 2003)), ("evi", (2002, 2003, 2004))))]  # fmt: skip
    found = findings(tmp_path, (), layers)
    assert found.pop("peak 2002").startswith("The temporal variable 'peak' lacks 2004, which 'greenup' has; add")
    assert set(found.values()) == {""}
    nameless = rasters.raster(tmp_path / "rain.tif", field(7))
    found = findings(tmp_path, (), [*layers, nameless])
    assert found["peak 2002"].startswith("The temporal variable 'peak' lacks 2004")
    assert found["rain"].startswith("No step is recognised in the temporal layer 'rain'")


def test_years_that_no_other_has_are_a_finding(tmp_path):
    layers = [series(tmp_path, name, years, i) for i, (name, years) in enumerate((
        ("greenup", (2002, 2003)), ("late", (2005, 2006)), ("evi", (2002, 2003))))]  # fmt: skip
    found = findings(tmp_path, (), layers)
    assert found.pop("late 2005") == (
        "The steps of the temporal variables do not match, so that they make 2 sequences (2002 to 2003: greenup, evi; "
        "2005 to 2006: late); give them the same steps and names if they belong together."
    )
    assert set(found.values()) == {""}


def test_what_findings_of_series_advise_helps(tmp_path):
    job = rasters.build_job(tmp_path)
    layers = [series(tmp_path, "greenup", (2002, 2003, 2004), 1), series(tmp_path, "peak", (2002, 2003), 2)]
    copy = dataclasses.replace(layers[1], name="again")
    job = dataclasses.replace(job, static=(), temporal=(*layers, copy))
    rows = rows_of(job, listed(tmp_path, (), job.temporal))
    mended = [dataclasses.replace(row, role=SKIP) if row.step == "2004" or row.layer == copy else row for row in rows]
    dataset, _, _ = build(dataclasses.replace(job, temporal=(), table=tuple(mended)), Progress())
    assert dataset.covariates.labels() == ["greenup (2002)", "greenup (2003)", "peak (2002)", "peak (2003)"]


def test_no_layers_no_table(tmp_path):
    with pytest.raises(InputError, match="No covariate layers are given"):
        listed(tmp_path)


def test_a_table_that_was_not_edited_changes_nothing(job):
    plain, _, gaps = build(dataclasses.replace(job, table=()), Progress())
    tabled, _, same_gaps = build(with_table(job), Progress())
    assert tabled.covariates == plain.covariates
    assert tabled.header == plain.header
    assert tabled.grid == plain.grid
    assert gaps == same_gaps
    for name in ("target", "static", "xy", "pixel_group", "sample_id"):
        np.testing.assert_array_equal(getattr(tabled, name), getattr(plain, name))
    for one, other in zip(tabled.temporal, plain.temporal, strict=True):
        np.testing.assert_array_equal(one, other)


def changed(test, **changes):
    """Return an edit of the rows for which `test` holds."""
    return lambda rows: [dataclasses.replace(row, **changes) if test(row) else row for row in rows]


def test_a_table_that_was_edited_gives_what_it_says(job):
    edits = (
        changed(lambda row: row.name == "twi", name="wetness", category="relief", unit="1", kind="count"),
        changed(lambda row: row.step == "2004", role=SKIP),
        changed(lambda row: row.step == "2003", step="2010"),
        changed(lambda row: row.name == "elevation", resampling="nearest"),
    )
    dataset, _, _ = build(with_table(job, *edits), Progress())
    plain, _, _ = build(dataclasses.replace(job, table=()), Progress())
    assert dataset.covariates.labels() == [
        "elevation", "wetness", "greenup (2002)", "greenup (2010)", "evi_area (2002)", "evi_area (2010)",
    ]  # fmt: skip
    elevation, wetness = dataset.covariates.static
    assert (wetness.category, wetness.unit, wetness.source.kind) == ("relief", "1", "count")
    assert elevation.source.resampling == "nearest"
    np.testing.assert_array_equal(dataset.static, plain.static)
    np.testing.assert_array_equal(dataset.temporal[0], plain.temporal[0][:, :2])


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (changed(lambda row: row.role == "static", name="same"), "Two static covariates are called 'same'"),
        (changed(lambda row: row.name == "greenup", step="2002"), "both give the variable 'greenup' at step 2002"),
        (changed(lambda row: row.name == "greenup", step=""), "has no step; give it one in the table"),
        (changed(lambda row: row.name == "greenup", step="spring"), "'spring' is neither a number nor a date"),
        (changed(lambda row: row.name == "twi", name=""), "has no name; give it one with COVARIATE_NAMES"),
    ],
)
def test_a_table_that_cannot_be_is_refused_in_a_sentence(job, edit, sentence):
    with pytest.raises(InputError, match=sentence):
        build(with_table(job, edit), Progress())


# what messages advise helps: other names, other steps, rows that are skipped
def test_two_of_one_name_and_a_layer_without_a_step_are_mended_in_the_table(tmp_path):
    job = rasters.build_job(tmp_path)
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    ones = np.random.default_rng(1).normal(size=(40, 40)).astype(np.float32)
    same = [rasters.raster(tmp_path / name / "OUTPUT.tif", ones * (i + 1)) for i, name in enumerate("ab")]
    series = rasters.raster(tmp_path / "evi.tif", ones)
    bad = dataclasses.replace(job, static=tuple(same), temporal=(series,))
    with pytest.raises(InputError, match="No step is recognised .* write the step in the table"):
        build(bad, Progress())
    rows = rows_of(bad, listed(tmp_path, same, [series]))
    with pytest.raises(InputError, match="Two static covariates are called 'OUTPUT'"):
        build(dataclasses.replace(bad, temporal=()), Progress())
    mended = [
        dataclasses.replace(rows[0], name="slope"),
        dataclasses.replace(rows[1], name="tri"),
        dataclasses.replace(rows[2], step="2003"),
    ]
    dataset, _, _ = build(dataclasses.replace(bad, static=(), temporal=(), table=tuple(mended)), Progress())
    assert dataset.covariates.labels() == ["slope", "tri", "evi (2003)"]
    assert isinstance(dataset.covariates.static[0].source.layer, RasterLayer)


def test_a_step_that_one_variable_lacks_is_mended_by_skipping_it(job):
    lacking = [row for row in job.table if (row.name, row.step) != ("greenup", "2004")]
    with pytest.raises(InputError, match="'greenup' lacks 2004.*role skip"):
        build(with_table(job, lambda _: lacking), Progress())
    mend = changed(lambda row: row.step == "2004", role=SKIP)
    assert build(with_table(job, lambda _: lacking, mend), Progress())[0].covariates.temporal[0].steps == (
        "2002",
        "2003",
    )


# --- other rasters for a map, after a table was edited ----------------------------------------------------------------


def elsewhere(folder, layers, **names):
    """Return copies of layers in another folder, some under other names."""
    (folder / "moved").mkdir(exist_ok=True)
    copies = []
    for layer in layers:
        name = names.get(layer.name, layer.name)
        path = shutil.copy(layer.path, folder / "moved" / f"{name}.tif")
        copies.append(RasterLayer(name, str(path)))
    return copies


def found_in(covariates, layers):
    """Return where the labels of covariates are found, as layer and band, and what is found besides."""
    kept = Covariates.from_json(json.loads(json.dumps(covariates.to_json())))
    found, surplus = find_sources(kept, [(layer, describe(layer)[1]) for layer in layers])
    return {label: (Path(source.layer.path).stem, source.band) for label, source in found.items()}, surplus


def steps_of(covariates):
    """Return where the labels of covariates were read."""
    return {
        label: (Path(source.layer.path).stem, source.band)
        for label, source in zip(covariates.labels(), covariates.sources())
    }


def shifted(by):
    return lambda rows: [dataclasses.replace(row, step=str(int(row.step) + by)) if row.step else row for row in rows]


def exchanged(rows):
    other = {"2002": "2003", "2003": "2002"}
    return [dataclasses.replace(row, step=other.get(row.step, row.step)) for row in rows]


def moved_up(rows):
    """The first year is of no use, and the others stand for the years before them."""
    first = changed(lambda row: row.step == "2002", role=SKIP)(rows)
    return [dataclasses.replace(row, step=str(int(row.step) - 1)) if row.step > "2002" else row for row in first]


EDITS = {
    "steps of their own": shifted(10),
    "steps that others had": shifted(1),
    "two exchanged": exchanged,
    "one skipped, the others in its place": moved_up,
    "other variables": lambda rows: [dataclasses.replace(row, name=row.name[::-1]) for row in rows],
    "nothing": lambda rows: rows,
}


@pytest.mark.parametrize("names", [{}, {"greenup": "greenup_of_the_other_region"}], ids=["same names", "other name"])
@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_bands_of_other_rasters_are_what_the_table_made_of_their_names(job, tmp_path, edit, names):
    covariates = build(with_table(job, edit), Progress())[0].covariates
    found, _ = found_in(covariates, elsewhere(tmp_path, (*job.static, *job.temporal), **names))
    assert found == {label: (names.get(layer, layer), band) for label, (layer, band) in steps_of(covariates).items()}


def test_bands_without_names_are_known_by_layer_and_number(tmp_path):
    job = rasters.build_job(tmp_path)
    stacks = [rasters.raster(tmp_path / f"{name}.tif", field(i, 3)) for i, name in enumerate(("greenup", "peak"))]
    job = dataclasses.replace(job, static=(), temporal=tuple(stacks))
    job = dataclasses.replace(job, table=rows_of(job, listed(tmp_path, (), stacks)))
    covariates = build(with_table(job, shifted(2001)), Progress())[0].covariates
    assert covariates.temporal[0].steps == ("2002", "2003", "2004")
    found, surplus = found_in(covariates, elsewhere(tmp_path, stacks))
    assert (found, surplus) == (steps_of(covariates), [])


def test_a_file_a_year_is_known_by_its_name(tmp_path):
    files = [rasters.raster(tmp_path / f"evi_{year}.tif", field(year)) for year in (2002, 2003)]
    job = dataclasses.replace(rasters.build_job(tmp_path), static=(), temporal=tuple(files))
    job = dataclasses.replace(job, table=rows_of(job, listed(tmp_path, (), files)))
    covariates = build(with_table(job, exchanged), Progress())[0].covariates
    found, surplus = found_in(covariates, elsewhere(tmp_path, files))
    assert (found, surplus) == ({"evi (2003)": ("evi_2002", 1), "evi (2002)": ("evi_2003", 1)}, [])


def test_bands_that_are_called_as_the_table_calls_them_do_as_well(job, tmp_path):
    covariates = build(with_table(job, shifted(10)), Progress())[0].covariates
    renamed = [
        rasters.raster(
            tmp_path / f"{name}_new.tif", field(2, 3), names=[f"{name}_{year}" for year in range(2012, 2015)]
        )
        for name in ("greenup", "evi_area")
    ]
    found, surplus = found_in(covariates, [*elsewhere(tmp_path, job.static), *renamed])
    assert (set(found), surplus) == (set(covariates.labels()), [])
    with pytest.raises(InputError, match="both give the covariate 'greenup .2012.'; leave one out"):
        found_in(covariates, [*renamed, dataclasses.replace(renamed[0], name="again")])


def test_bands_that_the_table_skipped_are_not_taken_for_others(job, tmp_path):
    covariates = build(with_table(job, moved_up), Progress())[0].covariates
    _, surplus = found_in(covariates, elsewhere(tmp_path, (*job.static, *job.temporal)))
    assert surplus == ["greenup (2002)", "evi_area (2002)"]


def test_a_table_without_an_edit_leaves_no_trace(job):
    covariates = build(with_table(job), Progress())[0].covariates
    assert {source.own_names for source in covariates.sources()} == {()}
