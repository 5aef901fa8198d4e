"""Names of classes in attribute tables: which column is which, and that damaged tables name nothing."""

import random

import pytest

from socmap_plugin.core.covariates.class_names import LONGEST_NAME, names_in_dbf, names_in_vrt
from socmap_plugin.core.covariates.covariate_list import BandSource, name_of_class, without_class
from socmap_plugin.core.jobs.inputs import RasterLayer
from tests.builders import attribute_tables as tables

FIELDS = (("VALUE", "N", 9), ("COUNT", "N", 12), ("SOIL_NAME", "C", 20))
ROWS = ((1, 400, "Luvisol"), (3, 20, "Gleysol"))


def in_vrt(rows, columns=tables.OF_CLASSES, band=1):
    text = tables.pam_table(rows, columns, band).replace("PAMRasterBand", "VRTRasterBand")
    return names_in_vrt(f"<VRTDataset>{text}</VRTDataset>".encode())


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        (tables.OF_CLASSES, [(1, "water"), (3, "forest")]),
        (
            (("a", tables.INTEGER, tables.LOWEST), ("b", tables.INTEGER, tables.HIGHEST), ("c", 2, tables.NAME)),
            [(1, 1, "water"), (3, 3, "forest"), (4, 9, "a range is no class")],
        ),
        ((("VALUE", tables.REAL, 0), ("colour", 2, 0), ("Class_Names", 2, 0)), [(1, "#f", "water"), (3, "", "forest")]),
        ((("value", 0, 0), ("what it is", 2, 0)), [(1, "water"), (3, "forest"), (4, ""), (5, " ")]),
    ],
    ids=["usages", "lowest and highest", "names of columns", "the only text"],
)
def test_columns_are_known_by_usage_then_by_name(columns, rows):
    assert in_vrt(rows, columns) == {1: {1.0: "water", 3.0: "forest"}}


@pytest.mark.parametrize(
    "columns",
    [
        (("Histogram", tables.INTEGER, tables.COUNT),),
        (("Value", 0, tables.VALUE), ("Count", 0, tables.COUNT)),
        (("Red", 0, 6), ("Class", 2, tables.NAME)),
        (("Value", 0, tables.VALUE), ("hue", 2, 0), ("origin", 2, 0)),
    ],
    ids=["a histogram", "values and counts", "no values", "two texts, neither a name"],
)
def test_a_table_without_names_of_values_names_nothing(columns):
    assert in_vrt([tuple(range(len(columns)))] * 3, columns) == {}


def test_every_band_has_its_own():
    assert in_vrt([(7, "bog")], band=2) == {2: {7.0: "bog"}}


def test_names_are_one_short_line():
    (names,) = in_vrt([(1, " two\n lines\t"), (2, "x" * 300)]).values()
    assert names == {1.0: "two lines", 2.0: "x" * (LONGEST_NAME - 3) + "..."}


def test_what_is_no_xml_names_nothing():
    assert names_in_vrt(b"<VRTDataset>\x00</VRTDataset>") == {}


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_the_table_of_arcgis(encoding):
    rows = (*ROWS, (4, 1, "Wiesenb\u00f6den"))
    assert names_in_dbf(tables.dbf(rows, FIELDS, encoding)) == {1.0: "Luvisol", 3.0: "Gleysol", 4.0: "Wiesenb\u00f6den"}


def test_a_deleted_row_names_nothing():
    data = bytearray(tables.dbf(ROWS, FIELDS))
    data[32 * 4 + 1] = ord("*")
    assert names_in_dbf(bytes(data)) == {3.0: "Gleysol"}


def test_a_damaged_table_never_fails():
    whole, rng = tables.dbf(ROWS, FIELDS), random.Random(1)
    for _ in range(2000):
        data = bytearray(whole[: rng.randint(0, len(whole))])
        for _ in range(rng.randint(0, 4)):
            if data:
                data[rng.randrange(len(data))] = rng.randrange(256)
        names = names_in_dbf(bytes(data))
        assert len(names) <= len(whole)


@pytest.mark.parametrize("class_name", ["", "forest", "mixed (dense) forest (2002)", "a=3"])
def test_a_class_is_taken_off_a_name_as_it_was_put_on(class_name):
    source = BandSource(RasterLayer("lc", "/data/lc.tif"), 1, "class", class_value=3.0, class_name=class_name)
    assert without_class(name_of_class("land_cover=1", 3.0, class_name), source) == "land_cover=1"
