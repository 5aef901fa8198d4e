"""The covariate check: every rule finds what was made for it, and leaves alone what only looks like it."""

import dataclasses
import html
import os

import numpy as np
import pytest
import rasterio

from socmap_plugin.core.dataset import patch_dataset as dataset_file
from socmap_plugin.core.dataset.build import build, run
from socmap_plugin.core.runtime.errors import InputError
from tests.builders import rasters
from tests.builders.listener import CheckListener

SIDE = rasters.SIDE


def said(job):
    listener = CheckListener()
    build(job, listener)
    return listener.found


@pytest.fixture
def job(tmp_path):
    """A job without anything suspicious, but one static and one temporal layer short."""
    return rasters.build_job(tmp_path)


def with_static(job, tmp_path, name, values, **options):
    return dataclasses.replace(job, static=(*job.static, rasters.raster(tmp_path / f"{name}.tif", values, **options)))


def with_temporal(job, tmp_path, name, values, steps=(2002, 2003, 2004)):
    names = [f"{name}_{step}" for step in steps]
    layer = rasters.raster(tmp_path / f"{name}.tif", np.asarray(values, np.float32), names=names, nodata=-9999)
    return dataclasses.replace(job, temporal=(*job.temporal, layer))


def field(low, high, dtype=np.float32, bands=None, seed=3):
    """Values evenly spread from `low` to `high`, in no order."""
    shape = (SIDE, SIDE) if bands is None else (bands, SIDE, SIDE)
    rng = np.random.default_rng(seed)
    return rng.permutation(np.linspace(low, high, int(np.prod(shape)))).reshape(shape).astype(dtype)


def holed(values, hole, share=0.05):
    """Some of the values replaced."""
    values = values.copy()
    values[np.random.default_rng(4).random(values.shape) < share] = hole
    return values


def test_a_good_dataset_gives_no_finding(job):
    listener = CheckListener()
    dataset, _, _ = build(job, listener)
    assert listener.found == listener.informed == dataset.header["covariate_check"] == []


def test_a_fill_value_is_counted_at_the_samples(job, tmp_path):
    values = holed(field(0, 800), -9999, 0.2)
    row, col = rasters.grid().pixel(np.array(job.samples.x), np.array(job.samples.y))
    (text,) = said(with_static(job, tmp_path, "x", values))
    assert text.startswith(f"x (-9999 at {(values[row, col] == -9999).sum()} of 30 samples, others ")
    assert "): this value is apart from all others, and the file declares no nodata; if it stands for missing" in text


def test_a_fill_value_beside_the_declared_one(job, tmp_path):
    values = field(80, 300, bands=3)
    values[1] = holed(values[1], 0, 0.3)
    (text,) = said(with_temporal(job, tmp_path, "season", values))
    assert "samples in 1 of 3 steps, others 80 to 300, nodata -9999): this value is apart from all others" in text
    assert "not the nodata that the file declares" in text


def test_values_are_those_that_the_scale_in_the_file_gives(job, tmp_path):
    scaled = {"scales": (1e-4,), "offsets": (0.0,)}
    assert said(with_static(job, tmp_path, "evi", field(0, 8000, np.int16), **scaled)) == []
    assert said(with_static(job, tmp_path, "ndvi", field(0, 8000, np.int16, seed=9)))[0].startswith("ndvi (")


def test_the_layer_is_named_beside_the_band(job, tmp_path):
    values = np.stack([field(0, 1, seed=8), field(0, 4500)])
    (text,) = said(with_static(job, tmp_path, "stack", values, names=("a", "slope")))
    assert text.startswith("slope in stack (")


@pytest.mark.parametrize("name", ["OUTPUT", "Output", "output_2", "OUTPUT 3"])
def test_a_computed_raster_that_nobody_named(job, tmp_path, name):
    (text,) = said(with_static(job, tmp_path, name, field(0, 1)))
    assert text.startswith(
        f"{name}: so QGIS calls every computed raster, and a map would take any of them for this one"
    )


@pytest.mark.parametrize("name", ["outputs", "output_of_carbon", "slope"])
def test_a_raster_that_somebody_named(job, tmp_path, name):
    assert said(with_static(job, tmp_path, name, field(0, 1))) == []


# --- files and steps --------------------------------------------------------------------------------------------------


def test_few_samples_in_a_layer(job, tmp_path):
    layer = rasters.raster(tmp_path / "x.tif", field(0, 1), names=["x_2002"], transform=rasters.north_up(15 * 90))
    listener = CheckListener()
    with pytest.raises(InputError, match="samples can be used"):
        build(dataclasses.replace(job, temporal=(layer,)), listener)
    _, col = rasters.grid().pixel(np.array(job.samples.x), np.array(job.samples.y))
    assert listener.found == [
        f"x ({(col >= 15).sum()} of 30): the file covers few of the samples, and the others are dropped; "
        "give a file of the whole area or leave the layer out."
    ]


def test_little_of_the_reference_grid(job, tmp_path):
    reference = rasters.raster(tmp_path / "r.tif", np.zeros((80, 80), np.uint8), transform=rasters.north_up(-3600, 0))
    found = said(dataclasses.replace(job, reference=reference))
    assert len(found) == 1
    assert found[0].startswith("elevation (25 %), twi (25 %), greenup (25 %), evi_area (25 %): the file covers little")


def test_another_crs_is_information(job, tmp_path):
    degrees = rasterio.transform.from_bounds(117.9, 30.6, 118.2, 30.8, SIDE, SIDE)
    job = with_static(job, tmp_path, "x", field(0, 1), crs="EPSG:4326", transform=degrees)
    listener = CheckListener()
    dataset, _, _ = build(job, listener)
    assert listener.found == []
    assert len(listener.informed) == 1
    assert listener.informed[0].startswith("x: the CRS is not that of the reference grid; the values are brought onto")
    assert dataset.header["covariate_check"] == [{"text": listener.informed[0], "information": True}]


def test_bands_that_differ_are_said_beside_what_else_is_wrong(job, tmp_path):
    layers = [
        rasters.raster(tmp_path / f"{name}.tif", holed(field(90, 300, bands=count, seed=seed), 0))
        for seed, (name, count) in enumerate((("one", 4), ("two", 4), ("more", 7)))
    ]
    listener = CheckListener()
    with pytest.raises(InputError, match="lacks 5, 6, 7, which 'more' has"):
        build(dataclasses.replace(job, temporal=tuple(layers)), listener)
    assert len(listener.found) == 2
    assert listener.found[0].startswith(
        "The temporal layers have different numbers of bands (more: 7 bands; one, two: 4"
    )
    assert listener.found[1].startswith("one (0 in 4 of 4 steps, others 90 to 300), two (0 in 4 of 4 steps, ")


def test_names_that_are_wrong_for_another_reason_say_nothing_of_bands(job):
    twice = dataclasses.replace(job, temporal=(*job.temporal, dataclasses.replace(job.temporal[0], name="x")))
    listener = CheckListener()
    with pytest.raises(InputError, match="is given twice as 'greenup'"):
        build(twice, listener)
    assert listener.found == ["greenup = x: the same values under two names; leave one out or give the right file."]


STEPS = {
    "other years": ("late", (2005, 2006), "(2002 to 2004: greenup, evi_area; 2005 to 2006: late)"),
    "a year alone": ("Greenup", (2005,), "(2002 to 2004: greenup, evi_area; 2005: Greenup)"),
    "months beside years": ("rain", (1, 2, 3, 4), ""),
    "dates beside years": ("ndvi", ("2002-06-01", "2002-07-01"), ""),
}


@pytest.mark.parametrize(("name", "steps", "words"), STEPS.values(), ids=STEPS.keys())
def test_steps_of_their_own(job, tmp_path, name, steps, words):
    pattern = r"_(?P<time>\d+(?:-\d\d-\d\d)?)$"
    job = dataclasses.replace(job, time_pattern=pattern)
    found = said(with_temporal(job, tmp_path, name, field(0, 1, bands=len(steps)), steps))
    assert [words in text for text in found] == ([True] if words else [])


def test_a_file_that_is_damaged_far_from_the_samples(tmp_path):
    job = rasters.build_job(tmp_path)
    options = {"tiled": True, "blockxsize": 256, "blockysize": 256, "compress": "deflate"}
    layer = rasters.raster(tmp_path / "x.tif", np.random.default_rng(1).random((1024, 1024), np.float32), **options)
    with open(layer.path, "r+b") as stream:
        stream.seek(os.path.getsize(layer.path) - 90_000)
        stream.write(bytes(range(256)) * 200)
    found = said(dataclasses.replace(job, static=(layer,)))
    assert found[0] == "x: the file cannot be read everywhere; it may be damaged, make it again."


# --- log and report ---------------------------------------------------------------------------------------------------


def test_many_layers_are_one_line(job, tmp_path):
    for i in range(15):
        job = with_static(job, tmp_path, f"evi_of_{i}", field(0, 9000 + i, seed=i))
    (text,) = said(job)
    assert text.count("evi_of_") == 6
    assert " and 9 more: EVI, NDVI and the like are from -2 to 2" in text
    assert "\n" not in text


NASTY = '<script>alert(1)</script> {} {rule} & "x"'


def test_the_report_lists_what_the_log_said(job, tmp_path):
    job = with_static(job, tmp_path, "slope", field(0, 4000))
    job = with_static(job, tmp_path, "x", holed(field(0, 10), -9999))
    renamed = dataclasses.replace(job.static[-1], name=NASTY)
    job = dataclasses.replace(job, static=(*job.static[:-1], renamed), report=str(tmp_path / "report.html"))
    listener = CheckListener()
    run(job, listener)
    assert [text.split(" (")[0] for text in listener.found] == [NASTY, "slope"]
    with open(job.report, encoding="utf-8") as stream:
        page = stream.read()
    assert "<h3>Covariate check</h3>" in page
    for text in listener.found:
        assert f'<p class="warning">{html.escape(text)}</p>' in page
    assert "<script" not in page
    stored = dataset_file.load(job.dataset).header["covariate_check"]
    assert stored == [{"text": text, "information": False} for text in listener.found]


def test_the_report_says_that_nothing_was_found(job, tmp_path):
    job = dataclasses.replace(job, report=str(tmp_path / "report.html"))
    run(job, CheckListener())
    with open(job.report, encoding="utf-8") as stream:
        assert "<h3>Covariate check</h3>\n<p>Nothing suspicious was found.</p>" in stream.read()
