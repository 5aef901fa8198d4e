"""Annual EVI with the packed plugin and the real worker: a real tile, a generated year of HDF4, a graphical model."""

from __future__ import annotations

import datetime
import json
import math
import subprocess

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterVectorLayer,
)

from socmap_plugin.core.jobs.inputs import ProductFile
from socmap_plugin.core.jobs.satellite import AnnualEviJob
from socmap_plugin.core.products.modis import SPHERE_RADIUS_M, tile_bounds
from tests.builders.graphical_models import Source, covariates_to_dataset
from tests.builders.hdf_eos import write_tile
from tests.builders.places import SHARED_DATA
from tests.e2e.conftest import assert_cancel_ends, run

gdal.UseExceptions()

REAL = SHARED_DATA / "modis_hdf4/MOD09A1.A2017193.h18v04.006.2017202035302.hdf"
TILE, SIDE = (18, 3), 12  # pixels of "500 m" of a tile, instead of 2400
FILL, STATE_FILL = -28672, 65535
CLEAR, CLOUDY, SHADOW, SNOW = 0b1000, 0b1001, 0b1100, 0b1_0000_0000_1000
NAMES = ("sur_refl_b01_1", "sur_refl_b02_1", "sur_refl_b03_1", "state_1km_1")


def read(path):
    dataset = gdal.Open(str(path))
    return dataset.ReadAsArray().reshape(dataset.RasterCount, dataset.RasterYSize, dataset.RasterXSize)


def evi(red, nir, blue):
    red, nir, blue = (np.where((band < -100) | (band > 16000), np.nan, band * 1e-4) for band in (red, nir, blue))
    with np.errstate(divide="ignore", invalid="ignore"):
        index = 2.5 * (nir - red) / (nir + 6 * red - 7.5 * blue + 1)
        return np.where((index >= -0.2) & (index <= 1), index, np.nan)


def day_arrays(number):
    """Return red, near infrared and blue, and the state of half as many pixels, with clouds, snow and fill."""
    rng = np.random.default_rng(number)
    red, blue = rng.integers(200, 1500, (SIDE, SIDE)), rng.integers(100, 800, (SIDE, SIDE))
    nir = red + rng.integers(300, 4000, (SIDE, SIDE))
    red[rng.random(red.shape) < 0.05] = FILL
    state = rng.choice([CLEAR, CLOUDY, SHADOW, SNOW, STATE_FILL], (SIDE // 2, SIDE // 2), p=[0.6, 0.2, 0.1, 0.05, 0.05])
    return (*(band.astype(np.int16) for band in (red, nir, blue)), state.astype(np.uint16))


def write_days(folder, days):
    """Write daily tiles as the archive does, and return the EVI of their clear pixels, (days, rows, columns)."""
    clear = []
    for number, date in enumerate(days):
        arrays = day_arrays(number)
        path = folder / f"MOD09GA.A{date:%Y%j}.h18v03.061.2021123456789.hdf"
        layers = dict(zip(NAMES, arrays))
        grids = {
            "MODIS_Grid_1km_2D": {"state_1km_1": layers.pop("state_1km_1")},
            "MODIS_Grid_500m_2D": {**layers, "sur_refl_b04_1": arrays[0]},
        }
        write_tile(path, grids, TILE, {**dict.fromkeys(layers, FILL), "state_1km_1": STATE_FILL})
        state = np.kron(arrays[3], np.ones((2, 2), np.uint16))
        clear.append(np.where(state == CLEAR, evi(*arrays[:3]), np.nan))
    return np.stack(clear)


def test_a_real_tile_equals_an_independent_calculation(qgis_process, tmp_path):
    if not REAL.is_file():
        pytest.skip("the data folder modis_hdf4 is not there")
    inputs = {"INPUT": [str(REAL)], "FOLDER": str(tmp_path / "evi"), "COUNT": str(tmp_path / "count.tif")}
    results = run(qgis_process, "annualevi", inputs).results
    assert results["LAYERS"] == [str(tmp_path / "evi/evi-mean.tif")]
    layer = 'HDF4_EOS:EOS_GRID:"{}":MOD_Grid_500m_Surface_Reflectance_463:sur_refl_{}'
    red, nir, blue, state = (read(layer.format(REAL, name))[0] for name in ("b01", "b02", "b03", "state_500m"))
    cloud, shadow, cirrus = state & 3, state >> 2 & 1, state >> 8 & 3
    cloud_inside, snow, snow_inside = state >> 10 & 1, state >> 12 & 1, state >> 15 & 1
    clear = (state != 65535) & np.isin(cloud, (0, 3)) & (shadow == 0) & (cirrus == 0)
    clear &= (cloud_inside == 0) & (snow == 0) & (snow_inside == 0)
    expected = np.where(clear, evi(red, nir, blue), np.nan)
    assert 0.2 < np.isfinite(expected).mean() < 0.98  # some of both, or this shows nothing
    made = gdal.Open(results["LAYERS"][0])
    mean = np.where(made.ReadAsArray() == -9999, np.nan, made.ReadAsArray())
    np.testing.assert_array_equal(mean, expected.astype(np.float32))
    np.testing.assert_array_equal(read(results["COUNT"])[0], np.isfinite(expected))
    source = gdal.Open(layer.format(REAL, "b01"))
    np.testing.assert_allclose(made.GetGeoTransform(), source.GetGeoTransform(), atol=1e-6)
    assert (made.GetRasterBand(1).GetDescription(), made.GetRasterBand(1).GetUnitType()) == ("evi-mean_2017", "EVI")


def test_a_year_of_daily_hdf4_tiles_is_averaged_exactly(qgis_process, tmp_path):
    days = [datetime.date(2010, 1, 1) + datetime.timedelta(number) for number in range(365)]
    clear = write_days(tmp_path, days)
    inputs = {"INPUT": [str(tmp_path)], "FOLDER": str(tmp_path / "evi"), "COUNT": str(tmp_path / "count.tif")}
    answer = run(qgis_process, "annualevi", inputs)
    count = np.isfinite(clear).sum(axis=0)
    sums = [math.fsum(values[np.isfinite(values)]) for values in clear.reshape(365, -1).T]
    expected = (np.array(sums).reshape(count.shape) / count).astype(np.float32)
    np.testing.assert_array_equal(read(answer.results["LAYERS"][0])[0], expected)
    np.testing.assert_array_equal(read(answer.results["COUNT"])[0], count)
    assert not [line for line in answer.log if "missing are" in line]
    assert count.min() > 150


def model_of(path):
    """Write a model that averages EVI and builds a dataset of it, no parameter between them but the layers."""
    kind = Qgis.ProcessingSourceType
    asked = (
        QgsProcessingParameterMultipleLayers("files", "files", kind.File),
        QgsProcessingParameterVectorLayer("samples", "samples", [kind.VectorPoint]),
    )
    inputs = {"INPUT": Source.fromModelParameter("files")}
    build = {"SAMPLES": Source.fromModelParameter("samples"), "TARGET": '"soc"'}
    model = covariates_to_dataset("annualevi", inputs, build, "TEMPORAL", "LAYERS", asked)
    assert model.toFile(str(path))


def test_in_a_graphical_model_the_means_become_a_dataset(qgis_process, environment, tmp_path):
    days = [datetime.date(year, 6, day) for year in (2009, 2010, 2011) for day in range(1, 5)]
    clear = write_days(tmp_path, days).reshape(3, 4, SIDE, SIDE)
    with np.errstate(invalid="ignore"):
        means = np.nansum(clear, axis=1) / np.isfinite(clear).sum(axis=1)
    rows, cols = (index[:40] for index in np.nonzero(np.isfinite(means).all(axis=0)))
    xmin, ymin, xmax, ymax = tile_bounds(TILE)
    latitude = (ymax - (rows + 0.5) * (ymax - ymin) / SIDE) / SPHERE_RADIUS_M
    longitude = (xmin + (cols + 0.5) * (xmax - xmin) / SIDE) / (SPHERE_RADIUS_M * np.cos(latitude))
    lines = [f"{x},{y},{i}" for i, (x, y) in enumerate(zip(np.degrees(longitude), np.degrees(latitude)))]
    (tmp_path / "samples.csv").write_text("\n".join(["x,y,soc", *lines]))
    samples = f"delimitedtext://file://{tmp_path}/samples.csv?xField=x&yField=y&crs=EPSG:4326&detectTypes=yes"
    model_of(tmp_path / "evi.model3")
    inputs = {
        "files": [str(path) for path in tmp_path.glob("*.hdf")],
        "samples": samples,
        "dataset": str(tmp_path / "d.npz"),
    }
    done = subprocess.run(
        ["qgis_process", "--json", "run", str(tmp_path / "evi.model3"), "-"],
        input=json.dumps({"inputs": inputs}), env=environment, capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    with np.load(tmp_path / "d.npz", allow_pickle=False) as dataset:
        values = dataset["temporal_0"]
        header = str(dataset["header"])
    assert values.shape == (40, 3, 1)
    np.testing.assert_allclose(values[:, :, 0], means[:, rows, cols].T, rtol=1e-6)
    assert '"vegetation index"' in header
    assert '"evi-mean"' in header


def test_bad_input_is_one_sentence_and_leaves_nothing(qgis_process, tmp_path):
    (tmp_path / "out").mkdir()
    answer = qgis_process("annualevi", {"INPUT": ["/no/such.hdf"], "FOLDER": str(tmp_path / "out/evi")})
    assert answer.code != 0
    assert "INPUT: there is no file or folder /no/such.hdf" in answer.said
    assert "Traceback" not in answer.said
    assert list((tmp_path / "out").iterdir()) == []


def test_a_cancelled_run_leaves_no_file(worker_here, tmp_path):
    files = []
    driver, side = gdal.GetDriverByName("GTiff"), 1500
    for name in ("red", "nir", "blue", "state"):
        path = str(tmp_path / f"{name}.tif")
        dataset = driver.Create(path, side, side, 400, gdal.GDT_UInt16, ["COMPRESS=DEFLATE", "SPARSE_OK=TRUE"])
        dataset.SetGeoTransform((500_000, 500, 0, 3_400_000, 0, -500))
        dataset.SetProjection(QgsCoordinateReferenceSystem("EPSG:32650").toWkt())
        for band in range(1, 401):
            date = datetime.date(2010, 1, 1) + datetime.timedelta(band - 1)
            dataset.GetRasterBand(band).SetDescription(f"{name}_{date}")
        del dataset
        files.append(ProductFile(path, path))
    output = tmp_path / "output"
    output.mkdir()
    job = AnnualEviJob(tuple(files), str(output / "evi"), str(output / "count.tif"))
    assert_cancel_ends(job, "window")
    assert [path for path in output.rglob("*") if path.is_file()] == []
