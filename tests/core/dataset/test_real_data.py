"""Real samples and rasters, with the traps that real files have; skipped where the data folder is absent."""

import csv

import numpy as np
import pytest
import rasterio
from rasterio.crs import CRS

from socmap_plugin.core.covariates.covariate_list import BandSource
from socmap_plugin.core.covariates.names import temporal_groups
from socmap_plugin.core.dataset.build import build, read_layers
from socmap_plugin.core.jobs.dataset import BuildDatasetJob
from socmap_plugin.core.jobs.inputs import RasterLayer, SampleTable
from socmap_plugin.core.raster.grid import Window
from socmap_plugin.core.raster.known_files import describe
from socmap_plugin.core.raster.reading import GridStack, NativeStack
from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.runtime.progress import Progress
from tests.builders import rasters
from tests.builders.real_data import folder, layers, table


# 43 of 183 points lie where the 200 m rasters have no value: they are reported, with their reason
def test_xuancheng():
    place = folder("xuancheng_sswr")
    samples = table(place / "samples.csv", "EPSG:32650", "s1", "s2", "SOM_A_hori", strata="stratum")
    job = BuildDatasetJob(samples, "unused.npz", layers(place / "covs", "*.tif"), target_expression="SOM_A_hori")
    dataset, dropped, _ = build(job, Progress())
    assert (len(samples.ids), len(dropped), len(dataset)) == (183, 43, 140)
    assert all("missing at the sample's pixel" in reason for reason in dropped.values())
    assert {item.category for item in dataset.covariates.static} == {"terrain", "climate"}
    with open(place / "samples.csv", newline="", encoding="utf-8") as stream:
        elevation = {row["id"]: float(row["dem"]) for row in csv.DictReader(stream)}
    names = [item.name for item in dataset.covariates.static]
    centre = dataset.static[:, names.index("dem"), 2, 2]
    assert np.corrcoef(centre, [elevation[name] for name in dataset.sample_id])[0, 1] > 0.97
    assert np.isfinite(dataset.static).all()
    assert dataset.static.min() > -9999


# a CRS of no authority, samples by the road in one pixel together
def test_amhara():
    place = folder("amhara_sswr")
    crs = "+proj=laea +lat_0=5 +lon_0=20 +datum=WGS84 +units=m"
    samples = table(place / "samples.csv", crs, "s1", "s2", "SOM")
    dataset, dropped, _ = build(BuildDatasetJob(samples, "unused.npz", layers(place / "covs", "*.tif")), Progress())
    assert len(dataset) + len(dropped) == 407
    assert len(dataset) > 350
    assert len(np.unique(dataset.pixel_group)) < len(dataset)
    with open(place / "samples.csv", newline="", encoding="utf-8") as stream:
        rows = {row["id"]: row for row in csv.DictReader(stream)}
    for i, item in enumerate(dataset.covariates.static):
        if item.name in ("dem", "lst"):
            given = [float(rows[name][item.name]) for name in dataset.sample_id]
            assert np.corrcoef(dataset.static[:, i, 2, 2], given)[0, 1] > 0.98, item.name


# classes stay classes on their own grid, and two samples have no organic matter
def test_meuse():
    place = folder("meuse_sp")
    samples = table(place / "samples.csv", "EPSG:28992", "x", "y", "om")
    dataset, dropped, _ = build(BuildDatasetJob(samples, "unused.npz", layers(place / "covs", "*.tif")), Progress())
    assert list(dropped.values()).count("the target is NULL") == 2
    assert len(dataset) + len(dropped) == 155
    with open(place / "samples.csv", newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    names = [item.name for item in dataset.covariates.static]
    for name in ("soil", "ffreq"):
        assert set(np.unique(dataset.static[:, names.index(name)])) <= {1, 2, 3}
    soil = dataset.static[:, names.index("soil"), 2, 2]
    np.testing.assert_array_equal(soil, [float(rows[int(i) - 1]["soil"]) for i in dataset.sample_id])


def test_yearly_phenology_with_17_bands_against_10():
    place = folder("lpdynr_yearly_pheno")
    given = [(layer, describe(layer)[1]) for layer in layers(place, "*.tif")]
    assert [len(bands) for _, bands in given] == [17, 10, 10]
    with pytest.raises(InputError, match="'sbd_cat' lacks 11, 12, 13, 14, 15, 16, 17, which 'sb_cat' has"):
        temporal_groups(given)
    (group,) = temporal_groups(given[1:])
    assert group.steps == tuple(map(str, range(1, 11)))
    assert [variable.name for variable in group.variables] == ["sbd_cat", "sl_cat"]
    grid = describe(given[1][0])[0]
    row, col = (axis.ravel() for axis in np.mgrid[0:20, 0:20])
    with NativeStack(group.variables[0].sources, grid.crs_wkt) as stack:
        values, valid = stack.read(*grid.xy(row, col))
    with rasterio.open(given[1][0].path) as file:
        expected = file.read(masked=True).reshape(10, -1).T
    np.testing.assert_array_equal(valid, ~np.ma.getmaskarray(expected))
    np.testing.assert_array_equal(values[valid], expected.compressed())
    assert values.min() < 0  # seasons that begin in the year before


def test_appeears_names_and_statistics():
    place = folder("mcd12q2_appeears") / "raster"
    given = [(layer, describe(layer)[1]) for layer in layers(place, "MCD12Q2*.tif")]
    groups = temporal_groups(given)
    assert {variable.name for variable in groups[0].variables} == {
        f"{name}_{cycle}" for name in ("Greenup", "QA_Overall", "QA_Detailed") for cycle in (0, 1)
    }
    assert [group.steps for group in groups] == [("2010",)]
    with open(place / "MCD12Q2-006-Statistics.csv", newline="", encoding="utf-8") as stream:
        official = {row["File Name"].split("_doy")[0]: row for row in csv.DictReader(stream)}
    grid = describe(given[0][0])[0]
    (source,) = next(variable for variable in groups[0].variables if variable.name == "Greenup_0").sources
    with GridStack([source], grid) as stack:
        values, valid = stack.read(Window(0, 0, grid.height, grid.width))
    row = official["MCD12Q2_006_Greenup_0"]
    assert valid.sum() == float(row["Count"])
    assert (values[valid].min(), values[valid].max()) == (float(row["Minimum"]), float(row["Maximum"]))
    assert values[valid].mean(dtype=float) == pytest.approx(float(row["Mean"]), rel=1e-6)


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_a_real_file_without_crs():
    (layer,) = layers(folder("lst_8day_croatia"), "*.tif")
    with pytest.raises(
        InputError, match="The layer 'MOD11A2_LST_2008_8day' has no coordinate reference system; set it"
    ):
        describe(layer)


@pytest.mark.parametrize(
    ("name", "pattern", "variable", "steps"),
    [
        ("mod13q1_sits", "*.jp2", "TERRA_MODIS_012010_NDVI", ("2013-09-14", "2013-10-16", "2014-08-29", 12)),
        (
            "modis_hdf4/MOD13A1_2016_geotiff/NDVI",
            "*.tif",
            "MOD13A1_NDVI",
            ("2016-01-01", "2016-01-17", "2016-12-18", 23),
        ),
    ],
)
def test_series_of_dated_files(name, pattern, variable, steps):
    given = [(layer, describe(layer)[1]) for layer in layers(folder(name), pattern)]
    (group,) = temporal_groups(given)
    assert [item.name for item in group.variables] == [variable]
    assert (*group.steps[:2], group.steps[-1], len(group.steps)) == steps
    assert group.variables[0].category == "vegetation index"


# a sinusoidal JPEG 2000 series under samples in longitude and latitude, with no other covariate
def test_a_dataset_of_a_sinusoidal_series():
    series = layers(folder("mod13q1_sits"), "*.jp2")
    grid, _ = describe(series[0])
    rng = np.random.default_rng(1)
    row, col = rng.integers(0, grid.height, 40), rng.integers(0, grid.width, 40)
    x, y = grid.xy(row, col)
    longitude, latitude = rasterio.warp.transform(CRS.from_wkt(grid.crs_wkt), "EPSG:4326", x, y)
    samples = SampleTable(
        "points", CRS.from_epsg(4326).to_wkt(), tuple(map(str, range(40))), tuple(longitude), tuple(latitude),
        tuple(rng.uniform(5, 30, 40).tolist()),
    )  # fmt: skip
    job = BuildDatasetJob(samples, "unused.npz", temporal=series)
    assert read_layers(job)[1] == grid
    dataset, dropped, _ = build(job, Progress())
    assert not dropped
    assert dataset.temporal[0].shape == (40, 12, 1)
    for t, layer in enumerate(series):
        with rasterio.open(layer.path) as file:
            np.testing.assert_array_equal(dataset.temporal[0][:, t, 0], file.read(1)[row, col])


# 1 km rasters of one product read onto a 200 m grid of another: interpolated between real values, never invented
def test_a_coarse_geographic_raster_onto_a_fine_grid():
    greenup = folder("mcd12q2_appeears") / "raster" / "MCD12Q2.006_Greenup_0_doy2010001_aid0001.tif"
    layer = RasterLayer("greenup", str(greenup))
    own = describe(layer)[0]
    x, y = rasterio.warp.transform(CRS.from_wkt(own.crs_wkt), "EPSG:32632", [5.9], [50.0])
    grid = rasters.grid("EPSG:32632", rasterio.transform.from_origin(x[0], y[0], 200, 200), 100, 100)
    with GridStack([BandSource(layer, 1)], grid) as stack:
        values, valid = stack.read(Window(0, 0, 100, 100))
    with rasterio.open(greenup) as file:
        real = file.read(1, masked=True)
    assert valid.mean() > 0.9
    assert real.min() <= values[valid].min() <= values[valid].max() <= real.max()
