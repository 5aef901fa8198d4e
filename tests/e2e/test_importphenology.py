"""Import Phenology with the real worker: HDF4 tiles to a dataset, in scripts, in a model, and cancelled."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
)

from socmap_plugin.core.products.modis import MCD12Q2, SPHERE_RADIUS_M, tile_bounds
from tests.builders import appeears_netcdf, phenology_tiles
from tests.builders.graphical_models import covariates_to_dataset, run_model
from tests.builders.phenology_tiles import SIDE, TILES, YEARS
from tests.e2e.conftest import run

SAMPLES = 24


@pytest.fixture(scope="module")
def tiles(tmp_path_factory):
    """Two tiles of ten years as the archive's HDF4 files."""
    pytest.importorskip("pyhdf", reason="pyhdf writes the HDF4 files of this test; run make env")
    folder = tmp_path_factory.mktemp("tiles")
    phenology_tiles.write_hdf4(folder)
    return folder


@pytest.fixture(scope="module")
def places():
    """Rows and columns in the two tiles side by side; none is a corner, where the tiles have fill values."""
    rng = np.random.default_rng(5)
    return rng.integers(1, SIDE, SAMPLES), rng.integers(0, 2 * SIDE, SAMPLES)


@pytest.fixture(scope="module")
def samples(places, tmp_path_factory):
    """Samples at the centres of those pixels, in degrees."""
    xmin, ymin, xmax, ymax = tile_bounds(TILES[0])
    path = tmp_path_factory.mktemp("samples") / "samples.csv"
    lines = ["x,y,soc"]
    for i, (row, column) in enumerate(zip(*places)):
        x, y = xmin + (column + 0.5) * (xmax - xmin) / SIDE, ymax - (row + 0.5) * (ymax - ymin) / SIDE
        latitude = y / SPHERE_RADIUS_M
        longitude = x / (SPHERE_RADIUS_M * math.cos(latitude))
        lines.append(f"{math.degrees(longitude):.9f},{math.degrees(latitude):.9f},{10 + i}")
    path.write_text("\n".join(lines) + "\n")
    return f"delimitedtext://file://{path}?xField=x&yField=y&crs=EPSG:4326&detectTypes=yes"


def assert_values(dataset, places):
    """The sequences are the generated ones: ten years, eleven variables."""
    with np.load(dataset, allow_pickle=False) as arrays:
        temporal = arrays["temporal_0"]
        header = json.loads(str(arrays["header"][()]))
    (group,) = header["covariates"]["temporal"]
    assert temporal.shape == (SAMPLES, 10, 11)
    assert tuple(map(int, group["steps"])) == YEARS
    assert {variable["category"] for variable in group["variables"]} == {"phenology"}
    layers = {layer.variable: layer for layer in MCD12Q2.layers}
    names = [variable["name"] for variable in group["variables"]]
    assert sorted(names) == sorted(layers)
    for f, name in enumerate(names):
        for t, year in enumerate(YEARS):
            both = np.hstack([phenology_tiles.value(layers[name], year, 1, tile) for tile in TILES])
            np.testing.assert_allclose(temporal[:, t, f], both[places], rtol=1e-6, err_msg=f"{name} {year}")
        assert group["variables"][f]["unit"] == layers[name].unit


def test_a_script_goes_from_tiles_to_a_dataset(qgis_process, tiles, samples, places, tmp_path):
    folder, dataset = tmp_path / "phenology", tmp_path / "dataset.npz"
    made = run(qgis_process, "importphenology", {"INPUT": [str(tiles)], "FOLDER": str(folder)})
    assert made.results["FOLDER"] == str(folder)
    assert {path.name for path in folder.iterdir()} == {f"{layer.variable}.tif" for layer in MCD12Q2.layers}
    inputs = {"SAMPLES": samples, "TARGET": '"soc"', "TEMPORAL": str(folder), "DATASET": str(dataset)}
    run(qgis_process, "buildpatchdataset", inputs)
    assert_values(dataset, places)


def test_netcdf_of_appeears_gives_what_its_tiles_do(qgis_process, tmp_path):
    years, names = (2002, 2003), ("Greenup", "EVI_Amplitude", "NumCycles", "QA_Overall")
    tiles = [[phenology_tiles.tile_layers(year, tile) for tile in TILES] for year in years]
    layers = {name: np.stack([np.hstack([tile[name] for tile in both]) for both in tiles]) for name in names}
    xmin, _, xmax, ymax = tile_bounds(TILES[0])
    file = appeears_netcdf.write(
        tmp_path / "MCD12Q2.061_500m_aid0001.nc", layers, years, (xmin, ymax), (xmax - xmin) / SIDE
    )
    for cycle in (1, 2):
        folder = tmp_path / f"cycle {cycle}"
        run(qgis_process, "importphenology", {"INPUT": [file], "CYCLE": cycle, "FOLDER": str(folder)})
        made = {"greenup", "evi-amplitude", "num-cycles"}
        assert {path.stem for path in folder.iterdir()} == made
        for layer in (layer for layer in MCD12Q2.layers if layer.variable in made):
            raster = gdal.Open(str(folder / f"{layer.variable}.tif"))
            assert [raster.GetRasterBand(i).GetDescription() for i in (1, 2)] == [
                f"{layer.variable}_{y}" for y in years
            ]
            for values, year in zip(raster.ReadAsArray(), years):
                truth = np.hstack([phenology_tiles.value(layer, year, cycle, tile) for tile in TILES])
                there = values != raster.GetRasterBand(1).GetNoDataValue()
                np.testing.assert_allclose(values[there], truth[there], rtol=1e-6)
                assert there.sum() == there.size - len(TILES)  # a corner of every tile is fill


# the list of the layers is handed on in the tests of the terrain
def test_a_model_hands_the_folder_on(provider, tiles, samples, places, tmp_path):
    inputs, build = {"INPUT": [str(tiles)]}, {"SAMPLES": samples, "TARGET": '"soc"'}
    run_model(covariates_to_dataset("importphenology", inputs, build, "TEMPORAL", "FOLDER"), tmp_path / "d.npz")
    assert_values(tmp_path / "d.npz", places)


# while the tiles are unpacked, and while the worker writes the second variable
@pytest.mark.parametrize("percent", [20, 60], ids=["unpacking", "worker"])
def test_a_cancelled_run_leaves_no_file(provider, tiles, tmp_path, percent):
    folder = tmp_path / "phenology"
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    context.setTemporaryFolder(str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    feedback.progressChanged.connect(lambda done: feedback.cancel() if done >= percent else None)
    made = QgsApplication.processingRegistry().createAlgorithmById("socmap:importphenology")
    _, succeeded = made.run({"INPUT": [str(tiles)], "FOLDER": str(folder)}, context, feedback)
    assert feedback.isCanceled()
    assert feedback.progress() < 100
    assert not succeeded
    assert not folder.exists() or not list(folder.iterdir())
    assert not list((tmp_path / "temporary").rglob("*.tif"))
