"""Names of surface reflectance files, and what is refused before anything is averaged."""

import datetime

import numpy as np
import pytest
import rasterio

from socmap_plugin.core.jobs.inputs import ProductFile
from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.satellite.evi_checks import check_series, is_scaled
from socmap_plugin.core.satellite.evi_files import BLUE, NIR, RED, STATE, band_of, date_of, find_series
from tests.builders import reflectance
from tests.builders.listener import Listener
from tests.builders.reflectance import SIDE, average, bands, day

JANUARY = datetime.date(2010, 1, 25)


def series(files, years=frozenset(), progress=None):
    found = find_series(files, frozenset(years), progress or Progress())
    return found, check_series(found)


@pytest.mark.parametrize(
    ("name", "band"),
    [
        ("sur_refl_b01_1", RED),
        ("sur_refl_b02", NIR),
        ("SUR_REFL_B03", BLUE),
        ("state_1km_1", STATE),
        ("sur_refl_state_500m", STATE),
        ("StateQA", STATE),
        ("2010_01_25_sur_refl_b02", NIR),
        ("MOD09A1_b1_Red_2010_025", RED),
        ("near-infrared 2010-01-25", NIR),
        ("near_infra_red_2010025", NIR),
        ("NIR", NIR),
        ("blue.2010.01.25", BLUE),
        ("sur_refl_b04_1", None),
        ("QC_500m_1", None),
        ("num_observations_1km", None),
        ("infrared", None),
        ("shared_2010025", None),
        ("estate", None),
    ],
)
def test_bands_are_known_by_their_names(name, band):
    assert band_of(name) == band


def test_a_name_of_two_bands_is_refused():
    with pytest.raises(InputError, match="red_state_2010025 names the bands red and state; rename it"):
        band_of("red_state_2010025")


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("red_2010-01-25", JANUARY),
        ("red_20100125", JANUARY),
        ("red_2010025", JANUARY),
        ("2010_01_25_red", JANUARY),
        ("MOD09A1_b1_Red_2010_025", JANUARY),
        ("red_doy2010025000000", JANUARY),
        ("red_2010", None),
        ("red_2010-01", None),
        ("red_2010366", None),  # no leap year
        ("red_2010000", None),
        ("red", None),
    ],
)
def test_days_are_known_by_their_names(name, date):
    assert date_of(name) == date


FORMS = {
    "archive": lambda folder, arrays: reflectance.tile(folder, JANUARY, arrays),
    "AppEEARS": lambda folder, arrays: reflectance.appeears(folder, JANUARY, arrays),
    "AppEEARS since 2023": lambda folder, arrays: reflectance.appeears(folder, JANUARY, arrays, tail="000000"),
    "Earth Engine": lambda folder, arrays: reflectance.earth_engine(folder, JANUARY, arrays),
    "Earth Engine, floating point": lambda folder, arrays: reflectance.earth_engine(
        folder, JANUARY, arrays, "StateQA", np.float32
    ),
    "toBands": lambda folder, arrays: reflectance.stacks(folder, [(JANUARY, arrays)]),
    "named": lambda folder, arrays: reflectance.named(folder, JANUARY, arrays),
    "named by MODIStsp": lambda folder, arrays: reflectance.named(folder, JANUARY, arrays, "MOD09A1_{}_{:%Y_%j}.tif"),
}


# the same numbers in every form: a state of 16 bits whole, pixels without data where the file says so
@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_the_files_gives_the_same_mean(tmp_path, form):
    red, nir, blue, state = bands(side=4)
    state[0, 0], state[1, 1] = (
        1 << 15 | reflectance.CLEAR,
        0b1110_1011_1111_1011,
    )  # internal snow; nearly every bit
    red[0, 3] = reflectance.FILL
    files = FORMS[form](tmp_path, (red, nir, blue, state))
    mean, count = average(tmp_path, files, masked=("internal-snow",))
    expected = reflectance.plain_evi(red, nir, blue)
    expected[:2, :2] = expected[2:, 2:] = np.nan
    np.testing.assert_allclose(mean[0], expected, rtol=1e-6)
    np.testing.assert_array_equal(count[0], np.isfinite(expected))


def test_reflectance_from_0_to_1_is_understood(tmp_path):
    red, nir, blue, state = bands()
    state[0, 0] = 1
    raw = average(tmp_path, reflectance.named(tmp_path, JANUARY, (red, nir, blue, state)))
    (tmp_path / "scaled").mkdir()
    scaled = [(band / 10_000).astype(np.float32) for band in (red, nir, blue)]
    scaled[0][7, 7] = -0.01  # the lowest that is valid, in single precision
    files = reflectance.named(tmp_path / "scaled", JANUARY, (*scaled, state), nodata=None)
    assert is_scaled(series(files)[0])
    mean, count = average(tmp_path / "scaled", files)
    np.testing.assert_allclose(mean[0].ravel()[:-1], raw[0][0].ravel()[:-1], rtol=1e-5)
    assert count[0, 7, 7] == 1


def test_two_scales_at_once_are_refused(tmp_path):
    files = reflectance.named(tmp_path, JANUARY, bands())
    red, nir, blue, state = bands(2)
    scaled = [(band / 10_000).astype(np.float32) for band in (red, nir, blue)]
    files += reflectance.named(tmp_path, day(26), (*scaled, state), nodata=None)
    with pytest.raises(
        InputError, match=r"blue_2010-01-26.tif holds reflectance from 0 to 1 and .*blue_2010-01-25.tif the product's"
    ):
        series(files)


def test_states_that_were_interpolated_are_refused(tmp_path):
    *colours, state = bands()
    files = reflectance.named(tmp_path, JANUARY, (*colours, state.astype(np.float32) + 0.5), nodata=None)
    with pytest.raises(InputError, match=r"state_2010-01-25.tif holds states that are no whole numbers"):
        series(files)


def test_a_state_written_as_signed_numbers_keeps_its_bits(tmp_path):
    *colours, state = bands()
    state[0, 0] = 1 << 15
    files = reflectance.named(tmp_path, JANUARY, (*colours, state.view(np.int16)), nodata=None)
    _, count = average(tmp_path, files, masked=("cloudy",))
    assert count.sum() == SIDE * SIDE
    _, count = average(tmp_path, files, masked=("internal-snow",))
    assert count.sum() == SIDE * SIDE - 4


def test_files_that_are_not_needed_are_passed_over_and_told(tmp_path):
    files = reflectance.tile(tmp_path, JANUARY, bands())
    files.append(ProductFile("/no/such.tif", "/download/MOD09GA.061_QC_500m_1_doy2010025_aid0001.tif"))
    told = Listener()
    found, lattices = series(files, progress=told)
    assert (found.product, list(found.days)) == ("MOD09GA", [JANUARY])
    assert (lattices.reflectance.width, lattices.state.width) == (SIDE, SIDE // 2)
    assert told.lines == [
        "1 files or layers are not needed and passed over: MOD09GA.061_QC_500m_1_doy2010025_aid0001.tif."
    ]


def test_other_years_are_not_even_opened(tmp_path):
    files = reflectance.tile(tmp_path, JANUARY, bands())
    files.append(ProductFile("/no/such.tif", "/download/MOD09GA.A2011001.h18v03.061.hdf", "state_1km_1"))
    assert list(series(files, {2010})[0].days) == [JANUARY]
    with pytest.raises(InputError, match="No file is of 2012; the files are of 2010, 2011: add files or change"):
        series(files, {2010, 2012})


def test_gaps_are_named(tmp_path):
    files = []
    for number in (1, 2, 3):
        files += reflectance.tile(tmp_path, day(number), bands(number), "h18v03")
        files += reflectance.tile(tmp_path, day(number), bands(number), "h19v03", SIDE)
    without_tile = [file for file in files if "A2010002.h19v03" not in file.source]
    with pytest.raises(InputError, match="Of 3 days, 2010-01-02 lacks everything of h19v03; every day needs"):
        series(without_tile)
    without_state = [file for file in files if "A2010003.h18" not in file.source or "state" not in file.layer]
    with pytest.raises(InputError, match="Of 3 days, 2010-01-03 lacks the state of h18v03; every day needs"):
        series(without_state)
    without_bands = [file for file in files if file.layer not in ("sur_refl_b01_1", "sur_refl_b03_1")]
    with pytest.raises(InputError, match="2010-01-01 lacks the red and the blue of h18v03, 2010-01-01 lacks the red"):
        series(without_bands)


def test_two_files_of_one_day_are_refused(tmp_path):
    files = reflectance.tile(tmp_path, JANUARY, bands())
    twice = [ProductFile(file.path, file.source.replace("2020", "2021"), file.layer) for file in files]
    with pytest.raises(InputError, match="both give the state of 2010-01-25 for h18v03; remove one of them"):
        series(files + twice)


@pytest.mark.parametrize(
    ("product", "version", "message"),
    [
        ("MOD09A1", "061", r"MOD09A1.A2010026.* is MOD09A1 061 and .*MOD09GA.A2010025.* is MOD09GA 061; give files of"),
        ("MOD09GA", "006", r"is MOD09GA 061 and .* is MOD09GA 006; give files of one product and version"),
    ],
)
def test_mixed_products_and_versions_are_refused(tmp_path, product, version, message):
    files = reflectance.tile(tmp_path, JANUARY, bands())
    files += reflectance.tile(tmp_path, day(26), bands(2, coarse=1), product=product, version=version)
    with pytest.raises(InputError, match=message):
        series(files)


def test_another_product_is_refused_by_name(tmp_path):
    path = "/download/MOD13Q1.061__250m_16_days_blue_reflectance_doy2010001_aid0001.tif"
    with pytest.raises(InputError, match="is of the product MOD13Q1; the annual EVI is made from one of MOD09GA"):
        series([ProductFile(path, path)])


def test_files_of_which_none_is_recognised(tmp_path):
    path = reflectance.write(tmp_path / "elevation.tif", bands()[0], reflectance.place(bands())[0])
    with pytest.raises(InputError, match=r"None of the 1 files is recognised \(elevation.tif\); give MOD09GA or"):
        series([ProductFile(path, path)])


def test_a_band_without_a_day_is_refused(tmp_path):
    files = reflectance.named(tmp_path, JANUARY, bands(), "{}_{:%Y}.tif")
    with pytest.raises(InputError, match=r"No day is recognised for the blue in .*blue_2010.tif \(band 1\); name the"):
        series(files)


def test_a_result_is_no_observation(tmp_path):
    average(tmp_path, reflectance.tile(tmp_path, JANUARY, bands()))
    path = str(tmp_path / "out" / "evi-mean.tif")
    with pytest.raises(InputError, match="evi-mean.tif is a result of SOC Map and not an observation; leave it out"):
        series([ProductFile(path, path)])


def test_a_result_never_replaces_an_input(tmp_path):
    files = reflectance.tile(tmp_path, JANUARY, bands())
    with pytest.raises(Exception, match=r"would overwrite an input or another result"):
        average(tmp_path, [ProductFile(str(tmp_path / "count.tif"), str(tmp_path / "count.tif")), *files])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"crs": "EPSG:32632"}, "does not lie on the pixels of"),
        ({"transform": reflectance.place((bands()[0],), col=0.5)[0]}, "does not lie on the pixels of"),
        ({"transform": reflectance.place((bands()[0],), col=1)[0]}, "covers other pixels than"),
        ({"crs": None}, "has no coordinate reference system; set it"),
    ],
    ids=["CRS", "lattice", "extent", "no CRS"],
)
def test_rasters_that_do_not_fit_together_are_refused(tmp_path, change, message):
    files = reflectance.named(tmp_path, JANUARY, bands())
    arrays = bands(2)
    files += reflectance.named(tmp_path, day(26), arrays)
    options = {"transform": reflectance.place(arrays)[1], **change}
    reflectance.write(files[5].path, arrays[1], options.pop("transform"), **options)
    with pytest.raises(InputError, match=f"(nir_2010-01-26.*|'nir_2010-01-26' ){message}"):
        series(files)


def test_a_damaged_file_is_named(tmp_path):
    files = reflectance.named(tmp_path, JANUARY, bands())
    with open(files[0].path, "rb+") as file:
        file.truncate(200)
    with pytest.raises(InputError, match=r"red_2010-01-25.tif"):
        average(tmp_path, files)
    assert not (tmp_path / "count.tif").exists()
    assert rasterio.open(files[1].path).count == 1
