"""Build Patch Dataset: what goes in, what comes out, and what is said of input that cannot be used."""

import base64
import csv
import dataclasses
import html
import os
import re
from pathlib import Path

import numpy as np
import pytest
import rasterio
from PIL import Image
from rasterio.transform import Affine
from rasterio.warp import transform as transform_points

from socmap_plugin.core.dataset import build as build_task
from socmap_plugin.core.dataset import patch_dataset as dataset_file
from socmap_plugin.core.dataset.build_report import valid_area_km2
from socmap_plugin.core.dataset.sample_sections import correlation
from socmap_plugin.core.jobs.inputs import RasterLayer
from socmap_plugin.core.report import figures
from socmap_plugin.core.runtime.errors import Cancelled, InputError, OutputError, SocmapError
from tests.builders import rasters
from tests.builders.listener import Listener


def run(job, progress=None):
    return build_task.run(job, progress or Listener())


def built(job, progress=None):
    return build_task.build(job, progress or Listener())[0]


@pytest.fixture
def job(tmp_path):
    """A good job with three outputs in an empty folder."""
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    out = tmp_path / "out"
    return rasters.build_job(
        tmp_path / "in",
        dataset=str(out / "d.npz"),
        dropped=str(out / "dropped.csv"),
        report=str(out / "report.html"),
        target_expression='"SOM" / 1.724',
    )


def with_samples(job, **columns):
    return dataclasses.replace(job, samples=dataclasses.replace(job.samples, **columns))


def with_targets(job, changes):
    """Replace the targets of some samples."""
    target = list(job.samples.target)
    for position, value in changes.items():
        target[position] = value
    return with_samples(job, target=tuple(target))


def patched(job, name, change):
    """Change a raster of the job in place."""
    path = next(layer.path for layer in (*job.static, *job.temporal) if layer.name == name)
    with rasterio.open(path, "r+") as file:
        values = file.read()
        change(values)
        file.write(values)


def pixels(job):
    """Row and column of every sample."""
    return rasters.grid().pixel(np.array(job.samples.x), np.array(job.samples.y))


# the arrays hold what the rasters hold around each sample
def test_arrays_are_the_rasters_around_the_samples(job):
    dataset = built(job)
    row, col = pixels(job)
    for i, layer in enumerate(job.static):
        with rasterio.open(layer.path) as file:
            padded = np.pad(file.read(1), 2, mode="edge")
        for n in range(30):
            np.testing.assert_array_equal(dataset.static[n, i], padded[row[n] : row[n] + 5, col[n] : col[n] + 5])
    for f, layer in enumerate(job.temporal):
        with rasterio.open(layer.path) as file:
            np.testing.assert_array_equal(dataset.temporal[0][:, :, f], file.read()[:, row // 5, col // 5].T)
    np.testing.assert_array_equal(dataset.target, job.samples.target)
    np.testing.assert_array_equal(dataset.xy, np.stack([job.samples.x, job.samples.y], axis=1))
    assert dataset.sample_id.tolist() == list(job.samples.ids)
    assert dataset.grid == rasters.grid()


def test_the_result_names_what_was_written(job):
    listener = Listener()
    result = run(with_targets(job, {3: None}), listener)
    assert result == {
        "dataset": job.dataset, "samples": 29, "dropped": 1, "dropped_file": job.dropped, "report": job.report,
    }  # fmt: skip
    assert sorted(os.listdir(os.path.dirname(job.dataset))) == ["d.npz", "dropped.csv", "report.html"]
    assert listener.warnings == ["1 of 30 samples dropped: the target is NULL (sample p4)."]
    assert all(0 <= fraction <= 1 for fraction in listener.fractions)


def test_report_and_dropped_are_written_only_where_they_are_named(job):
    run(dataclasses.replace(job, dropped="", report=""))
    assert os.listdir(os.path.dirname(job.dataset)) == ["d.npz"]


def test_the_log_prints_which_layer_is_which_variable_and_step(job):
    listener = Listener()
    built(job, listener)
    assert listener.lines[0] == (
        "Reference grid: that of the layer elevation, 40 x 40 pixels of 90 m, EPSG:32650; "
        "a window of 5 pixels is 450 m wide."
    )
    assert listener.lines[1] == "elevation: static, terrain"
    assert listener.lines[3] == "greenup: 2002 to 2004, 3 steps, phenology, date"


def test_the_same_job_is_the_same_file(job):
    run(job)
    with open(job.dataset, "rb") as stream:
        first = stream.read()
    run(job)
    with open(job.dataset, "rb") as stream:
        assert stream.read() == first


def test_samples_in_another_crs_land_in_the_same_pixels(job):
    x, y = transform_points(rasters.UTM, rasters.LAEA, job.samples.x, job.samples.y)
    moved = with_samples(job, crs_wkt=rasters.wkt(rasters.LAEA), x=tuple(x), y=tuple(y))
    one, other = built(job), built(moved)
    np.testing.assert_array_equal(one.static, other.static)
    np.testing.assert_array_equal(one.temporal[0], other.temporal[0])
    np.testing.assert_allclose(one.xy, other.xy, atol=1e-5)


@pytest.mark.parametrize("kind", ["static only", "temporal only"])
def test_one_kind_of_covariates_is_enough(job, kind):
    left_out = {"static only": "temporal", "temporal only": "static"}[kind]
    job = dataclasses.replace(job, **{left_out: ()})
    run(job)
    dataset = dataset_file.load(job.dataset)
    assert dataset.static.shape == (30, len(job.static), 5, 5)
    assert len(dataset.temporal) == bool(job.temporal)
    side = 90 if job.static else 450
    assert dataset.grid.pixel_size == (side, side)


def test_the_reference_may_be_a_layer_of_its_own(job, tmp_path):
    reference = rasters.raster(tmp_path / "r.tif", np.zeros((20, 20), np.uint8), transform=rasters.north_up(pixel=180))
    dataset = built(dataclasses.replace(job, reference=reference))
    assert dataset.grid.pixel_size == (180, 180)
    assert (dataset.grid.width, dataset.grid.height) == (20, 20)


def test_samples_in_one_pixel_are_kept_and_grouped(job):
    row, col = pixels(job)
    x, y = list(job.samples.x), list(job.samples.y)
    x[1], y[1] = x[0] + 20, y[0] - 20
    x[2], y[2] = x[0], y[0]
    dataset = built(with_samples(job, x=tuple(x), y=tuple(y)))
    assert len(dataset) == 30
    assert dataset.pixel_group[0] == dataset.pixel_group[1] == dataset.pixel_group[2] == row[0] * 40 + col[0]
    assert len(np.unique(dataset.pixel_group)) == 28
    np.testing.assert_array_equal(dataset.static[0], dataset.static[2])


def test_strata_stay_with_their_samples(job):
    names = tuple(f"stratum {i % 4}" for i in range(30))
    dataset = built(with_targets(with_samples(job, strata=names), {0: None, 7: None}))
    assert dataset.strata.tolist() == [name for i, name in enumerate(names) if i not in (0, 7)]


@pytest.mark.parametrize(
    ("without", "line"),
    [
        (range(0), None),
        (range(12), "12 of 30 samples have no value in STRATA; they are a stratum of their own, called (none)."),
        (
            range(30),
            "None of the 30 samples has a value in STRATA, so folds are drawn without strata; choose another field to "
            "have them balanced, or none.",
        ),
    ],
    ids=["all given", "some NULL", "all NULL"],
)
def test_samples_without_a_stratum_are_counted(job, without, line):
    listener = Listener()
    built(with_samples(job, strata=tuple("" if i in without else "forest" for i in range(30))), listener)
    assert [said for said in (*listener.lines, *listener.warnings) if "STRATA" in said] == ([line] if line else [])


# samples that cannot be used are dropped, each with its reason and its place in the CRS of the samples
def test_dropped_samples_are_listed_with_their_reasons(job):
    folder = os.path.dirname(job.static[0].path)
    job = dataclasses.replace(
        rasters.build_job(folder, n=40), dataset=job.dataset, dropped=job.dropped, report=job.report
    )
    row, col = pixels(job)
    values = [None, "n/a", "nan", "inf", -1.8e301, ""]
    job = with_targets(job, dict(enumerate(values)))
    x = list(job.samples.x)
    x[6], x[7] = rasters.X0 - 5000, float("nan")
    job = with_samples(job, x=tuple(x))

    def hole(values, at=8):
        values[:, row[at], col[at]] = -9999

    def never(values, at=9):
        values[:, row[at] // 5, col[at] // 5] = -9999

    patched(job, "twi", hole)
    patched(job, "greenup", never)
    gone = set(range(9)) | set(np.flatnonzero((row // 5 == row[9] // 5) & (col // 5 == col[9] // 5)).tolist())
    run(job)
    with open(job.dropped, newline="", encoding="utf-8") as stream:
        table = {line["sample_id"]: line for line in csv.DictReader(stream)}
    reasons = [
        "the target is NULL",
        "the target is not a number",
        "the target is not finite",
        "the target is not finite",
        "the target is beyond 1e+15, as no measurement is",
        "the target is not a number",
        "the sample lies outside the reference grid",
        "the sample has no coordinates",
        "the static covariate twi is missing at the sample's pixel",
        "the temporal variable greenup is missing at all steps",
    ]
    assert [table[f"p{i + 1}"]["reason"] for i in range(10)] == reasons
    assert set(table) == {f"p{i + 1}" for i in gone}
    assert float(table["p1"]["x"]) == job.samples.x[0]
    assert float(table["p9"]["y"]) == job.samples.y[8]
    dataset = dataset_file.load(job.dataset)
    assert set(dataset.sample_id) == {f"p{i + 1}" for i in range(40) if i not in gone}
    assert sum(dataset.header["dropped"].values()) == len(gone)
    with open(job.report, encoding="utf-8") as stream:
        page = html.unescape(stream.read())
    assert all(reason in page for reason in reasons)


def test_without_a_dropped_sample_the_list_is_a_header(job):
    run(job)
    with open(job.dropped, encoding="utf-8") as stream:
        assert stream.read().split() == ["sample_id,x,y,reason"]


def test_missing_neighbours_and_missing_steps_are_filled_and_counted(job):
    row, col = pixels(job)

    def hole(values):
        values[:] = np.where(np.random.default_rng(1).random(values.shape) < 0.2, -9999, values)
        values[:, row, col] = 7

    def step(values):
        values[1] = -9999

    patched(job, "twi", hole)
    patched(job, "greenup", step)
    run(job)
    dataset = dataset_file.load(job.dataset)
    assert len(dataset) == 30
    assert dataset.static.min() > -9999
    np.testing.assert_allclose(
        dataset.temporal[0][:, 1, 0], dataset.temporal[0][:, [0, 2], 0].mean(axis=1), rtol=1e-5, atol=1e-6
    )
    with open(job.report, encoding="utf-8") as stream:
        page = stream.read()
    (line,) = re.findall(r"<tr><td[^>]*>greenup, 2</td>.*?</tr>", page)
    assert line.endswith("<td>30</td></tr>")


def nothing_in(layer):
    def change(job):
        patched(job, layer, lambda values: values.fill(-9999))
        return job

    return change


def of_elsewhere(layer):
    def change(job):
        (path,) = (item.path for item in job.static if item.name == layer)
        with rasterio.open(path, "r+") as raster:
            raster.transform = rasterio.Affine.translation(1e6, 0) @ raster.transform
        return dataclasses.replace(job, reference=next(item for item in job.static if item.name != layer))

    return change


def hole_in_twi(job):
    row, col = pixels(job)

    def change(values):
        kept = values[:, row[0], col[0]].copy()
        values.fill(-9999)
        values[:, row[0], col[0]] = kept

    patched(job, "twi", change)
    return job


def without_crs(job, tmp_path):
    return dataclasses.replace(job, static=(rasters.raster(tmp_path / "Slope.tif", np.zeros((9, 9)), None),))


def first_static(job, **changes):
    return dataclasses.replace(job, static=(dataclasses.replace(job.static[0], **changes), *job.static[1:]))


def truncated(job):
    path = job.static[1].path
    size = os.path.getsize(path)
    os.truncate(path, size // 2)
    return job


def no_raster(job):
    with open(job.static[1].path, "w", encoding="utf-8") as stream:
        stream.write("not a raster")
    return job


def one_empty_year(job):
    """A file a year of one variable, the second of which holds nothing."""
    folder = os.path.dirname(job.static[0].path)
    layers = []
    for year in (2002, 2003, 2004):
        path = os.path.join(folder, f"greenup_{year}.tif")
        values = np.full((40, 40), -9999 if year == 2003 else year, np.float32)
        layers.append(rasters.raster(Path(path), values, nodata=-9999))
    return dataclasses.replace(job, temporal=tuple(layers))


BAD_INPUT = {
    "no samples": (
        lambda job: with_samples(job, ids=(), x=(), y=(), target=()),
        "The samples layer 'soil samples' has no samples; select some or clear the filter.",
    ),
    "samples without CRS": (
        lambda job: with_samples(job, crs_wkt=""),
        "The samples layer 'soil samples' has no coordinate reference system; set it in the layer's properties.",
    ),
    "samples with a broken CRS": (
        lambda job: with_samples(job, crs_wkt="EPSG:banana"),
        "The samples layer 'soil samples' has a CRS that cannot be read",
    ),
    "columns of different length": (
        lambda job: with_samples(job, x=job.samples.x[:-1]),
        "The samples have 30 ids and 29 values of x; give one a sample.",
    ),
    "no layers": (
        lambda job: dataclasses.replace(job, static=(), temporal=()),
        "No covariate layers are given; add static layers, temporal layers or both.",
    ),
    "even window": (
        lambda job: dataclasses.replace(job, window=4),
        "The window is 4 pixels; it must be odd and from 1 to 15, for example 5.",
    ),
    "zero window": (
        lambda job: dataclasses.replace(job, window=0),
        "The window is 0 pixels; it must be odd and from 1 to 15, for example 5.",
    ),
    "huge window": (lambda job: dataclasses.replace(job, window=17), "The window is 17 pixels; it must be odd"),
    "unknown resampling": (
        lambda job: dataclasses.replace(job, temporal_resampling="cubic"),
        "The temporal resampling is 'cubic'; it must be nearest or bilinear.",
    ),
    "too few": (
        lambda job: with_targets(job, dict.fromkeys(range(11))),
        "Only 19 of 30 samples can be used, at least 20 are needed (the target is NULL: 11 (sample p1, p2, p3, ...)); "
        "choose a TARGET that gives a number at more samples, or add samples.",
    ),
    "no numeric target": (
        lambda job: with_targets(job, dict.fromkeys(range(30), "loam")),
        "Only 0 of 30 samples can be used, at least 20 are needed (the target is not a number: 30 ('loam'; sample "
        "p1, p2, p3, ...)); choose a TARGET that gives a number at more samples, or add samples.",
    ),
    "decimal commas": (
        lambda job: with_samples(job, target=tuple(f"{i},5" for i in range(30)), target_field="soc"),
        "(the target has a decimal comma: 30 ('0,5', '1,5', '2,5' and 27 more; sample p1, p2, p3, ...)); "
        "write to_real(replace(\"soc\", ',', '.')) for \"soc\" in TARGET, or add samples.",
    ),
    "a covariate that is missing": (
        hole_in_twi,
        "(the static covariate twi is missing at the sample's pixel: 29 (sample p2, p3, p4, ...)); leave out "
        "covariates that are missing there, or add samples.",
    ),
    "all outside": (
        lambda job: with_samples(job, x=tuple(x + 1e6 for x in job.samples.x)),
        "All 30 samples of 'soil samples' lie outside the reference grid (x 600000 to 603600, y 3.3964e+06 to 3.4e+06)"
        ": they are at x 1.60",
    ),
    "without a place in the grid's CRS": (
        lambda job: with_samples(job, crs_wkt=rasters.wkt("EPSG:4326"), x=(200.0,) * 30, y=(95.0,) * 30),
        "All 30 samples of 'soil samples' lie outside the reference grid",
    ),
    "only nodata, static": (
        nothing_in("twi"),
        "has no value at any of the 30 samples: its file covers 30 of them and its nodata value is -9999; clear "
        "that in the layer's transparency settings if it is a value, or leave it out.",
    ),
    "a covariate of elsewhere": (
        of_elsewhere("twi"),
        "has no value at any of the 30 samples: its file covers x 1.6e+06 to",
    ),
    "only nodata, temporal": (nothing_in("evi_area"), "The covariate 'evi_area' ("),
    "only nodata, the file of one year": (one_empty_year, "greenup_2003.tif) has no value at any of the 30 samples"),
    "constant target": (
        lambda job: with_targets(job, dict.fromkeys(range(30), 5)),
        "The target is 5 at all 30 samples, so there is nothing to learn; correct TARGET.",
    ),
    "output over a covariate": (
        lambda job: dataclasses.replace(job, dataset=job.static[0].path),
        "elevation.tif would overwrite an input or another result; give every file its own name.",
    ),
    "missing raster": (
        lambda job: first_static(job, path="/nowhere/dem.tif"),
        "The raster of the layer 'elevation', /nowhere/dem.tif, cannot be opened",
    ),
    "no raster": (no_raster, "The raster of the layer 'twi', "),
    "truncated raster": (truncated, "twi.tif, cannot be "),
    "missing step": (
        lambda job: dataclasses.replace(job, temporal=(*job.temporal, *later(job))),
        "The temporal variable 'greenup' lacks 2005, which 'late' has; add the layers of these steps, or leave the "
        "steps out everywhere",
    ),
    "same name and step": (
        lambda job: dataclasses.replace(job, temporal=(*job.temporal, dataclasses.replace(job.temporal[0], name="x"))),
        "is given twice as 'greenup'; leave one out.",
    ),
    "same static name": (
        lambda job: dataclasses.replace(job, static=(*job.static, job.static[0])),
        "is given twice as 'elevation'; leave one out.",
    ),
    "broken pattern": (
        lambda job: dataclasses.replace(job, time_pattern="("),
        "The time pattern '(' is not a regular expression",
    ),
}  # fmt: skip


def later(job):
    path = os.path.join(os.path.dirname(job.static[0].path), "late.tif")
    names = [f"late_{year}" for year in (2002, 2003, 2004, 2005)]
    return (rasters.raster(path, np.zeros((4, 8, 8), np.float32), names=names),)


@pytest.mark.parametrize(("change", "sentence"), BAD_INPUT.values(), ids=BAD_INPUT.keys())
def test_bad_input_is_one_sentence_and_leaves_nothing_behind(job, change, sentence):
    bad = change(job)
    with pytest.raises((InputError, OutputError)) as caught:
        run(bad)
    message = str(caught.value)
    assert sentence in message
    assert message.endswith(".")
    assert "\n" not in message
    assert os.listdir(os.path.dirname(job.dataset)) == []


def test_a_raster_without_crs_is_named(job, tmp_path):
    with pytest.raises(InputError, match="The layer 'Slope' has no coordinate reference system; set it in the layer's"):
        run(without_crs(job, tmp_path))
    assert os.listdir(os.path.dirname(job.dataset)) == []


@pytest.mark.parametrize("output", ["dataset", "dropped", "report"])
@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("{folder}/nowhere/x", "The output folder {folder}/nowhere does not exist; create it or choose another."),
        ("{folder}", "The output {folder} is a folder; give a file name."),
        ("/proc/x", "The output folder /proc cannot be written to"),
    ],
    ids=["no folder", "a folder", "not writable"],
)
def test_outputs_are_checked_before_anything_is_read(job, tmp_path, monkeypatch, output, place, words):
    monkeypatch.setattr(build_task, "build", None)  # must not be reached
    with pytest.raises(OutputError, match=re.escape(words.format(folder=tmp_path))):
        run(dataclasses.replace(job, **{output: place.format(folder=tmp_path)}))
    assert os.listdir(os.path.dirname(job.dataset)) == []


@pytest.mark.parametrize("output", ["dataset", "report"])
def test_no_space_left_leaves_nothing(job, full_disk, output):
    with pytest.raises(OutputError, match="No space is left for"):
        run(dataclasses.replace(job, window=15, **{output: str(full_disk / "x")}))
    assert os.listdir(full_disk) == []
    assert os.listdir(os.path.dirname(job.dataset)) == []


@pytest.mark.parametrize("moment", ["static covariates", "temporal covariates", "dataset", "report"])
def test_a_cancelled_job_leaves_nothing(job, moment):
    with pytest.raises(Cancelled):
        run(job, Listener(cancel_at=moment))
    assert os.listdir(os.path.dirname(job.dataset)) == []


def test_a_failed_job_leaves_the_results_of_the_one_before(job):
    run(job)
    before = {
        name: os.stat(os.path.join(os.path.dirname(job.dataset), name)).st_ino for name in ("d.npz", "report.html")
    }
    with pytest.raises(SocmapError):
        run(job, Listener(cancel_at="report"))
    assert sorted(os.listdir(os.path.dirname(job.dataset))) == ["d.npz", "dropped.csv", "report.html"]
    for name, inode in before.items():
        assert os.stat(os.path.join(os.path.dirname(job.dataset), name)).st_ino == inode


NASTY = '<script>alert(1)</script> & "x"'


def report_of(job):
    run(job)
    with open(job.report, encoding="utf-8") as stream:
        return stream.read()


def test_the_report_shows_no_name_as_markup(job):
    table = dataclasses.replace(job.samples, layer=NASTY)
    job = dataclasses.replace(
        first_static(job, name=NASTY), samples=table, target_expression=NASTY, target_unit="g/kg <b>",
        categories={NASTY: "<i>odd"},
    )  # fmt: skip
    page = report_of(job)
    assert "<script" not in page
    assert "<b>" not in page
    assert "<i>" not in page
    assert html.escape(NASTY) in page


def test_the_report_holds_the_papers_table_5(job):
    page = report_of(with_targets(job, {0: None}))
    y = np.array(job.samples.target[1:])
    for header, value in {
        "Samples": "29",
        "Minimum (g/kg)": f"{y.min():.4g}",
        "Maximum (g/kg)": f"{y.max():.4g}",
        "Mean (g/kg)": f"{y.mean():.4g}",
        "Median (g/kg)": f"{np.median(y):.4g}",
        "Standard deviation (g/kg)": f"{np.std(y, ddof=1):.4g}",
        "Samples per 100 km2": f"{100 * 29 / 3.6**2:.4g}",
    }.items():
        assert f"<th>{header}</th>" in page
        assert f"<td>{value}</td>" in page
    assert "29 of 30 samples, 8 variables, patches of 5 x 5 pixels." in page


def test_the_reports_figures_are_pictures_with_something_on_them(job, tmp_path):
    images = re.findall(r'src="data:image/png;base64,([^"]+)"', report_of(job))
    assert len(images) == 4  # histogram, map, static and temporal correlations
    for number, data in enumerate(images):
        path = tmp_path / f"{number}.png"
        path.write_bytes(base64.b64decode(data))
        with Image.open(path) as image:
            assert image.width <= 2 * 800
            assert len(image.convert("RGB").getcolors(2**20)) > 20


def test_correlation_is_pearsons_and_0_for_a_constant():
    rng = np.random.default_rng(1)
    values, target = rng.normal(size=(40, 3)).astype(np.float32), rng.normal(size=40)
    values[:, 2] = 5
    expected = [np.corrcoef(values[:, i], target)[0, 1] for i in (0, 1)]
    np.testing.assert_allclose(correlation(values, target), [*expected, 0], atol=1e-6)


@pytest.mark.parametrize(
    ("grid", "expected"),
    [
        (rasters.grid(), 3.6**2 / 2),
        (rasters.grid("EPSG:4326", (1, 0, 10, 0, -1, 60), 1, 1), 111.32**2 * np.cos(np.radians(59.5)) / 2),
        (rasters.grid("EPSG:2263", (5280, 0, 0, 0, -5280, 0), 10, 10), 100 * 1.609347**2 / 2),
    ],
    ids=["metres", "degrees", "feet"],
)
def test_valid_area(grid, expected):
    valid = np.ones((4, 4), bool)
    valid[:, 2:] = False
    assert valid_area_km2(grid, valid) == pytest.approx(expected, rel=0.01)


def test_the_map_of_samples_is_north_up_whatever_the_raster_is(job, tmp_path, monkeypatch):
    drawn, original = [], figures.sample_map

    def sample_map(*given):
        drawn.append(given)
        return original(*given)

    monkeypatch.setattr(figures, "sample_map", sample_map)
    values = np.zeros((40, 40), np.float32)
    values[:20] = 1  # the south, in a file that starts there
    south_up = rasters.raster(tmp_path / "s.tif", values, transform=Affine(90, 0, rasters.X0, 0, 90, rasters.Y0 - 3600))
    run(dataclasses.replace(job, static=(south_up,), reference=job.static[0]))
    image, bounds = drawn[0][3:5]
    assert (image[:20] == 0).all()
    assert (image[20:] == 1).all()
    assert bounds == pytest.approx((rasters.X0, rasters.Y0 - 3600, rasters.X0 + 3600, rasters.Y0))


def test_a_layer_may_be_given_twice_as_reference(job):
    reference = RasterLayer("another name", job.static[0].path)
    np.testing.assert_array_equal(built(dataclasses.replace(job, reference=reference)).static, built(job).static)
