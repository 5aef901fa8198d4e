"""Kinds of covariates are recognised; one 0/1 layer a class, found again for a map; dates around New Year."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import rasterio.shutil

from socmap_plugin.core.covariates.assembly import source_of
from socmap_plugin.core.covariates.covariate_list import BandInfo
from socmap_plugin.core.covariates.lines import covariate_lines
from socmap_plugin.core.covariates.matching import find_sources
from socmap_plugin.core.dataset.build import build, run
from socmap_plugin.core.dataset.classes import with_kinds
from socmap_plugin.core.dataset.patch_dataset import load
from socmap_plugin.core.jobs.covariate_row import CovariateRow
from socmap_plugin.core.patches.windows import WindowReader
from socmap_plugin.core.raster.grid import Window
from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.runtime.progress import Progress
from tests.builders import attribute_tables, rasters
from tests.builders.listener import Listener

USES = (1, 3, 7)


def uses(classes=USES, side=rasters.SIDE):
    return np.random.default_rng(5).choice(classes, (side, side)).astype(np.uint8)


@pytest.fixture
def job(tmp_path):
    job = rasters.build_job(tmp_path, n=60)
    return dataclasses.replace(job, static=(*job.static, rasters.raster(tmp_path / "landuse.tif", uses())))


@pytest.mark.parametrize(
    ("name", "values", "profile", "kind"),
    [
        ("landuse", uses(), {}, "class"),
        ("land_cover_2015", uses(), {}, "class"),
        ("geology", uses().astype(np.int32), {}, "class"),
        ("colours", uses(), {"photometric": "palette"}, "class"),
        ("count", uses(), {}, "continuous"),
        ("landuse", uses().astype(np.float32), {}, "continuous"),
        ("landuse_share", np.arange(1600, dtype=np.int16).reshape(40, 40), {}, "continuous"),
    ],
    ids=["name", "two words", "wide integers", "colours", "no name", "no integers", "many values"],
)
def test_classes_are_recognised(name, values, profile, kind, tmp_path, files):
    layer = rasters.raster(tmp_path / f"{name}.tif", values, **profile)
    (row,) = with_kinds([CovariateRow(layer, 1, "static", name)], rasters.grid(), files)
    assert row.kind == kind


NAMES = {1: "water", 3: "forest (dense)", 7: "a field"}
FIELDS = (("VALUE", "N", 9), ("COUNT", "N", 12), ("CLASS", "C", 20))


def in_pam(path):
    attribute_tables.write_names(path, NAMES)
    return path


def in_img(path):
    image = path.with_suffix(".img")
    with rasterio.open(in_pam(path)) as source:
        rasterio.shutil.copy(source, image, driver="HFA")
    Path(f"{path}.aux.xml").unlink()
    return image


def in_dbf(path, table=".tif.vat.dbf"):
    rows = [(value, 9, name) for value, name in NAMES.items()]
    path.with_suffix(table).write_bytes(attribute_tables.dbf(rows, FIELDS))
    return path


WAYS = {"aux.xml": in_pam, "tif.vat.dbf": in_dbf, "vat.dbf": lambda path: in_dbf(path, ".vat.dbf"), "img": in_img}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_a_table_that_names_classes_makes_them_and_names_them(way, tmp_path, files):
    path = way(Path(rasters.raster(tmp_path / "x.tif", uses()).path))
    layer = dataclasses.replace(rasters.raster(tmp_path / "y.tif", uses()), name="x", path=str(path))
    (row,) = with_kinds([CovariateRow(layer, 1, "static", "x")], rasters.grid(), files)
    assert row.kind == "class"
    assert files.class_names(source_of(row)) == {float(value): name for value, name in NAMES.items()}


def test_a_table_that_names_nothing_makes_no_classes(tmp_path, files):
    layer = rasters.raster(tmp_path / "x.tif", uses())
    columns = (("Value", attribute_tables.INTEGER, attribute_tables.VALUE), ("Count", 0, attribute_tables.COUNT))
    table = attribute_tables.pam_table([(value, 9) for value in USES], columns)
    attribute_tables.write_pam(layer.path, table)
    (row,) = with_kinds([CovariateRow(layer, 1, "static", "x")], rasters.grid(), files)
    assert (row.kind, files.class_names(source_of(row))) == ("continuous", {})


def test_names_of_classes_are_those_of_the_numbers_that_are_read(tmp_path, files):
    layer = rasters.raster(tmp_path / "x.tif", uses(), scales=(0.1,), offsets=(2.0,))
    attribute_tables.write_names(layer.path, NAMES)
    row = CovariateRow(layer, 1, "static", "x", scale=10, offset=-20)
    read = [float(np.float32(np.float64(np.float32(value * 0.1 + 2)) * 10 - 20)) for value in NAMES]
    assert list(files.class_names(source_of(row))) == read


DAYS = np.arange(1600, dtype=np.int16).reshape(40, 40) % 365 + 1


@pytest.mark.parametrize(
    ("name", "unit", "values", "kind"),
    [
        ("planting", "day of year", DAYS, "date"),
        ("planting", "DOY", DAYS.astype(np.float32), "date"),
        ("MidGreenup", "", DAYS, "date"),
        ("planting", "", DAYS, "continuous"),
        ("peak_flow", "m3/s", DAYS, "continuous"),
        ("Greenup", "", DAYS + 14_000, "continuous"),
        ("planting", "day of year", np.where(DAYS > 300, 32767, DAYS), "continuous"),
        ("NumCycles", "", uses(), "count"),
        ("NumCycles", "", uses().astype(np.float32), "continuous"),
    ],
    ids=["unit", "short unit", "name", "neither", "other name", "days since 1970", "a fill value", "count", "shares"],
)
def test_dates_and_counts_are_recognised(name, unit, values, kind, tmp_path, files):
    layer = rasters.raster(tmp_path / f"{name}.tif", values)
    (row,) = with_kinds([CovariateRow(layer, 1, "static", name, unit=unit)], rasters.grid(), files)
    assert row.kind == kind


def test_what_is_set_is_not_recognised_anew(tmp_path, files):
    layer = rasters.raster(tmp_path / "greenup.tif", DAYS)
    (row,) = with_kinds([CovariateRow(layer, 1, "static", "greenup", unit="DOY", kind="count")], rasters.grid(), files)
    assert row.kind == "count"


@pytest.mark.parametrize(("first", "across"), [(100, False), (350, True)], ids=["northern", "southern"])
def test_dates_are_near_each_other_across_new_year_and_as_they_were_elsewhere(tmp_path, first, across):
    job = rasters.build_job(tmp_path, n=60)
    days = first + np.random.default_rng(6).integers(0, 40, (3, rasters.SIDE, rasters.SIDE))
    series = ((days - 1) % 365 + 1).astype(np.int16)
    layer = rasters.raster(tmp_path / "greenup.tif", series, names=[f"greenup_{year}" for year in (2002, 2003, 2004)])
    log = Listener()
    dataset, _, _ = build(dataclasses.replace(job, temporal=(layer,)), log)
    assert "greenup: 2002 to 2004, 3 steps, phenology, date" in log.lines
    row, col = np.divmod(dataset.pixel_group, dataset.grid.width)
    read = dataset.temporal[0][:, :, 0]
    assert (series[:, row, col].max() - series[:, row, col].min() > 300) == across
    np.testing.assert_array_equal((read - days[:, row, col].T) % 365, 0)
    assert np.ptp(read) < 40
    if not across:
        np.testing.assert_array_equal(read, series[:, row, col].T)


def test_a_class_is_a_layer_of_0_and_1(job):
    log = Listener()
    dataset, _, _ = build(job, log)
    labels = [item.name for item in dataset.covariates.static]
    assert labels == ["elevation", "twi", "landuse=1", "landuse=3", "landuse=7"]
    assert "landuse: static, other, class" in log.lines
    assert "landuse: 3 classes (1, 3, 7), a layer of 0 and 1 each; others count as missing." in log.lines
    row, col = np.divmod(dataset.pixel_group, dataset.grid.width)
    for i, value in enumerate(USES, start=2):
        np.testing.assert_array_equal(dataset.static[:, i, 2, 2], uses()[row, col] == value)
    np.testing.assert_array_equal(dataset.static[:, 2:].sum(axis=1), 1)
    assert not [text for text in log.warnings if "landuse" in text]


def test_named_classes_are_named_wherever_classes_are(job, tmp_path):
    attribute_tables.write_names(job.static[-1].path, {3: NAMES[3], 7: NAMES[7], 9: "nowhere"})
    log = Listener()
    job = dataclasses.replace(job, report=str(tmp_path / "report.html"))
    run(job, log)
    covariates = load(Path(job.dataset)).covariates
    assert covariates.labels()[2:5] == ["landuse=1", "landuse=3 forest (dense)", "landuse=7 a field"]
    assert "landuse: 3 classes (1, 3 forest (dense), 7 a field), a layer of 0 and 1 each; others count as missing." in (
        log.lines
    )
    assert "landuse=3 forest (dense)" in Path(job.report).read_text(encoding="utf-8")
    assert covariate_lines(covariates)[2] == "landuse: static, other, class"
    (tmp_path / "moved").mkdir()
    layer = rasters.raster(tmp_path / "moved" / "landuse.tif", uses())
    found, surplus = find_sources(covariates, [(layer, (BandInfo(1),))])
    assert (list(found), surplus) == (covariates.labels()[2:5], [])
    bound = dataclasses.replace(covariates, static=covariates.static[2:], temporal=()).rebind(found)
    with WindowReader(bound, rasters.grid(), 1, "nearest", lambda w: np.zeros((w.height, w.width), bool)) as reader:
        read = reader.read(Window(0, 0, 8, 8))
    np.testing.assert_array_equal(read.static[:3], [uses()[:8, :8] == value for value in USES])


def test_a_class_that_no_sample_has_is_missing_in_a_map(job, tmp_path):
    covariates = build(job, Progress())[0].covariates
    other = uses()
    other[10, 10] = 9
    (tmp_path / "moved").mkdir()
    layer = rasters.raster(tmp_path / "moved" / "landuse.tif", other)
    offered = [(item, (BandInfo(1),)) for item in (*job.static[:2], layer)]
    offered += [(item, tuple(BandInfo(i + 1, f"{item.name}_{2002 + i}") for i in range(3))) for item in job.temporal]
    found, surplus = find_sources(covariates, offered)
    assert surplus == []
    bound = covariates.rebind(found)
    assert bound.labels() == covariates.labels()
    with WindowReader(bound, rasters.grid(), 1, "nearest", lambda w: np.zeros((w.height, w.width), bool)) as reader:
        read = reader.read(Window(10, 10, 1, 2))
    assert read.usable.tolist() == [[False, True]]
    np.testing.assert_array_equal(read.static[2:, 0, 1], [other[10, 11] == value for value in USES])


def test_classes_by_year(tmp_path):
    job = rasters.build_job(tmp_path, n=60)
    series = np.stack([uses(), uses((1, 3)), uses((3, 7))])
    layer = rasters.raster(tmp_path / "lc.tif", series, names=[f"landcover_{year}" for year in (2002, 2003, 2004)])
    dataset, _, _ = build(dataclasses.replace(job, temporal=(layer,)), Progress())
    (group,) = dataset.covariates.temporal
    assert [item.name for item in group.variables] == [f"landcover={value}" for value in USES]
    row, col = np.divmod(dataset.pixel_group, dataset.grid.width)
    for i, value in enumerate(USES):
        np.testing.assert_array_equal(dataset.temporal[0][:, :, i], (series[:, row, col] == value).T)


def test_classes_by_year_take_the_first_name_that_a_year_has(tmp_path):
    job = rasters.build_job(tmp_path, n=60)
    series = np.stack([uses()] * 3)
    layer = rasters.raster(tmp_path / "lc.tif", series, names=[f"lc_{year}" for year in (2002, 2003, 2004)])
    some = {1: {1: "water"}, 2: {1: "other"}, 3: {3: "late (2004)"}}
    tables = (attribute_tables.pam_table(list(names.items()), band=band) for band, names in some.items())
    attribute_tables.write_pam(layer.path, *tables)
    covariates = build(dataclasses.replace(job, temporal=(layer,)), Progress())[0].covariates
    names = ["lc=1 water", "lc=3 late (2004)", "lc=7"]
    assert [item.name for item in covariates.temporal[0].variables] == names
    others = [(dataclasses.replace(layer, path="/moved/lc.tif"), [BandInfo(i, f"lc_{2001 + i}") for i in (1, 2, 3)])]
    assert set(find_sources(covariates, others)[0]) == {
        f"{name} ({year})" for name in names for year in (2002, 2003, 2004)
    }


def test_too_many_classes_name_the_remedy_which_works(job, tmp_path):
    many = rasters.raster(tmp_path / "many.tif", np.arange(1600, dtype=np.int16).reshape(40, 40))
    rows = [CovariateRow(layer, 1, "static", layer.name) for layer in job.static]
    wrong = CovariateRow(many, 1, "static", "many", kind="class")
    tabled = dataclasses.replace(job, static=(), temporal=(), table=(*rows, wrong))
    with pytest.raises(InputError, match="'many' is of classes .* 60 are the limit; group them, or set its kind"):
        build(tabled, Progress())
    mended = dataclasses.replace(tabled, table=(*rows, dataclasses.replace(wrong, kind="continuous")))
    assert build(mended, Progress())[0].covariates.labels()[-1] == "many"
