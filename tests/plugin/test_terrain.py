"""Terrain Covariates on the QGIS side: its job, what it refuses, and the layers that it loads."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsRasterLayer

from tests.builders.refusals import assert_sentence, refusal

FILES = ["elev.tif", "slp.tif", "tri.tif", "rough.tif", "vrm.tif", "tpi.tif", "cti.tif", "spi.tif"]


@pytest.fixture
def worked(in_place_of_worker, raster):
    """Take the job, and write the files that the worker would have written."""

    def write(job):
        Path(job.folder).mkdir(exist_ok=True)
        for file in FILES:
            shutil.copy(raster, Path(job.folder) / file)
        return {"files": FILES}

    return in_place_of_worker(write)


def test_job_and_outputs(worked, run, raster_layer, tmp_path, context):
    folder = tmp_path / "terrain"
    parameters = {"DEM": raster_layer, "ELEVATION_UNIT": "ft", "MEMORY_MB": 512, "FOLDER": str(folder)}
    results = run("terraincovariates", parameters)
    (job,) = worked
    assert (job.dem.name, Path(job.dem.path).name) == ("Elevation (m)", "elevation.tif")
    assert QgsCoordinateReferenceSystem.fromWkt(job.dem.crs_wkt).authid() == "EPSG:32650"
    assert (job.folder, job.elevation_unit, job.memory_mb) == (str(folder), "ft", 512)
    assert results["FOLDER"] == str(folder)
    assert results["LAYERS"] == [str(folder / file) for file in FILES]


@pytest.mark.parametrize("wanted", [False, True])
def test_directions_are_asked_for(wanted, worked, run, raster_layer, tmp_path):
    run("terraincovariates", {"DEM": raster_layer, "DIRECTIONS": wanted, "FOLDER": str(tmp_path / "terrain")})
    assert worked[0].directions is wanted


def test_layers_are_loaded_as_one_group(worked, run, raster_layer, tmp_path, context, feedback):
    folder = tmp_path / "hills"
    run("terraincovariates", {"DEM": raster_layer, "FOLDER": str(folder)})
    loaded = context.layersToLoadOnCompletion()
    assert set(loaded) == {str(folder / file) for file in FILES}
    assert {details.groupName for details in loaded.values()} == {"hills"}
    assert {details.name for details in loaded.values()} == {Path(file).stem for file in FILES}
    for path, details in loaded.items():
        layer = QgsRasterLayer(path, details.name)
        details.postProcessor().postProcessLayer(layer, context, feedback)
        assert layer.renderer().type() == "singlebandpseudocolor"


def test_a_geographic_dem_is_refused(algorithm, context, raster, tmp_path):
    layer = QgsRasterLayer(str(raster), "world")
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    reason = refusal(algorithm, context, {"DEM": layer, "FOLDER": str(tmp_path / "f")}, "terraincovariates")
    assert_sentence(reason, "DEM: world is in EPSG:4326 .*in degrees; reproject it to a projected CRS with Warp")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"DEM": "/no/such.tif"}, "DEM: /no/such.tif cannot be opened", id="missing"),
        pytest.param({"DEM": ""}, "DEM names 0 rasters; give one elevation model", id="none"),
        pytest.param({"MEMORY_MB": 1}, "MEMORY_MB .* is 1; give a number from 128", id="memory"),
        pytest.param({"FOLDER": "/no/such/folder/f"}, "FOLDER: the folder /no/such/folder does not exist", id="folder"),
    ],
)
def test_bad_input_is_refused(change, message, algorithm, context, raster, tmp_path):
    parameters = {"DEM": str(raster), "FOLDER": str(tmp_path / "f"), **change}
    assert_sentence(refusal(algorithm, context, parameters, "terraincovariates"), message)
