"""The covariate check on real data and the demo: what it says is right, and of good layers it says nothing."""

import re

import numpy as np
import pytest

from socmap_plugin.core.dataset import list_covariates
from socmap_plugin.core.dataset.build import run
from socmap_plugin.core.jobs.dataset import BuildDatasetJob, ListCovariatesJob
from socmap_plugin.core.jobs.inputs import SampleTable
from socmap_plugin.core.raster.known_files import describe
from socmap_plugin.core.runtime.errors import InputError
from tests.builders.listener import CheckListener
from tests.builders.real_data import DEMO, SAMPLED, demo_samples, folder, layers, table


def drawn(layer, n=60):
    """Samples anywhere in a raster."""
    grid, rng = describe(layer)[0], np.random.default_rng(1)
    x, y = grid.xy(rng.integers(0, grid.height, n), rng.integers(0, grid.width, n))
    target = tuple(rng.uniform(5, 30, n).tolist())
    return SampleTable("points", grid.crs_wkt, tuple(map(str, range(n))), tuple(x), tuple(y), target)


def said(tmp_path, samples, static=(), temporal=(), error=""):
    """Run the job and return what the check says, without the remedies."""
    listener = CheckListener()
    job = BuildDatasetJob(samples, str(tmp_path / "d.npz"), static, temporal)
    if error:
        with pytest.raises(InputError, match=error):
            run(job, listener)
    else:
        run(job, listener)
    return [text.split(";")[0] if "different numbers" not in text else text for text in listener.found]


def test_phenology_with_undeclared_0_and_a_file_of_17_bands(tmp_path):
    files = layers(folder("lpdynr_yearly_pheno"), "*.tif")
    bands, fill, twins = said(tmp_path, drawn(files[0]), temporal=files, error="'sbd_cat' lacks 11, 12")
    assert "different numbers of bands (sb_cat: 17 bands; sbd_cat, sl_cat: 10 bands)" in bands
    assert fill.startswith(
        "sb_cat (0 in 12 of 17 steps, others 40 to 371, nodata -3.4e+38), sl_cat (0 in 6 of 10 steps"
    )
    assert twins == "sb_cat = sl_cat (10 steps): the same values under two names"


def test_phenology_without_that_file(tmp_path):
    files = layers(folder("lpdynr_yearly_pheno"), "s[bl]*d_cat.tif") + layers(folder("lpdynr_yearly_pheno"), "sl*.tif")
    assert [layer.name for layer in files] == ["sbd_cat", "sl_cat"]
    (fill,) = said(tmp_path, drawn(files[0]), temporal=files)
    assert re.match(r"sl_cat \(0 at \d+ of 60 samples in 6 of 10 steps, others 40 to 371, nodata -3\.4e\+38\): ", fill)


def test_the_demo_gives_no_finding(tmp_path):
    files = layers(DEMO, "*.tif")
    temporal = tuple(layer for layer in files if layer.name.startswith("simulated"))
    static = tuple(layer for layer in files if layer not in temporal)
    assert (len(static), len(temporal)) == (7, 12)
    assert said(tmp_path, demo_samples(), static, temporal) == []


@pytest.mark.parametrize("name", SAMPLED)
def test_real_terrain_climate_and_classes_give_no_finding(tmp_path, name):
    place = folder(name)
    assert said(tmp_path, table(place / "samples.csv", *SAMPLED[name]), layers(place / "covs", "*.tif")) == []


@pytest.mark.parametrize("name", ["demo", *SAMPLED])
def test_the_covariate_table_of_good_layers_has_no_finding(tmp_path, name):
    files = layers(DEMO, "*.tif") if name == "demo" else layers(folder(name) / "covs", "*.tif")
    temporal = tuple(layer for layer in files if layer.name.startswith("simulated"))
    static = tuple(layer for layer in files if layer not in temporal)
    found = list_covariates.run(ListCovariatesJob(str(tmp_path / "covariates.csv"), static, temporal), CheckListener())
    assert (found["rows"], found["findings"]) == (sum(len(describe(layer)[1]) for layer in files), 0)


UNSCALED = "EVI, NDVI and the like are from -2 to 2, so these are integers of a product"
DOWNLOADS = {
    "AppEEARS": (
        "mcd12q2_appeears/raster", "*_0_doy*.tif",
        [
            "Greenup_0 (14628 to 14724, days since 1970): these are no days of the year (-366 to 731), so that values "
            "of different years cannot be compared",
            "QA_Overall_0 (0 at all 60 samples): a constant tells a model nothing",
        ],
    ),
    "MOD13Q1": ("mod13q1_sits", "*.jp2", [f"TERRA_MODIS_012010_NDVI (797.6 to 9298): {UNSCALED}"]),
    "MOD13A1": ("modis_hdf4/MOD13A1_2016_geotiff/NDVI", "*.tif", [f"MOD13A1_NDVI (-275 to 9053): {UNSCALED}"]),
}  # fmt: skip


@pytest.mark.parametrize(("name", "pattern", "expected"), DOWNLOADS.values(), ids=DOWNLOADS.keys())
def test_raw_downloads_are_recognised(tmp_path, name, pattern, expected):
    files = layers(folder(name), pattern)
    assert said(tmp_path, drawn(files[0]), temporal=files) == expected
