"""Terrain Covariates with the real worker: from a DEM to a dataset, in a script, in a model, and cancelled."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, osr
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
)

from tests.builders.graphical_models import covariates_to_dataset, run_model
from tests.e2e.conftest import run

gdal.UseExceptions()

NAMES = ["elev", "slp", "tri", "rough", "vrm", "tpi", "cti", "spi"]


def write_dem(path: Path, side: int) -> Path:
    """Write a rough surface that falls to the south."""
    z = np.random.default_rng(2).normal(size=(side, side)).cumsum(axis=1) - np.arange(side)[:, None] + 2000
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), side, side, 1, gdal.GDT_Float32)
    dataset.SetGeoTransform((500_000, 30, 0, 3_400_000, 0, -30))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32650)
    dataset.SetProjection(reference.ExportToWkt())
    dataset.GetRasterBand(1).WriteArray(z.astype(np.float32))
    return path


def test_a_script_makes_them(qgis_process, landscape, tmp_path):
    folder = tmp_path / "terrain"
    made = run(qgis_process, "terraincovariates", {"DEM": str(landscape / "elevation.tif"), "FOLDER": str(folder)})
    assert made.results["LAYERS"] == [str(folder / f"{name}.tif") for name in NAMES]
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"{name}.tif" for name in NAMES)
    dataset = gdal.Open(str(folder / "spi.tif"))
    assert dataset.GetRasterBand(1).GetUnitType() == "m"
    assert "a tan b" in dataset.GetRasterBand(1).GetMetadataItem("formula")


# with the list of the layers, and with the folder that they are in
@pytest.mark.parametrize("handed", ["LAYERS", "FOLDER"])
def test_a_model_builds_a_dataset_of_them(provider, landscape, build_inputs, tmp_path, handed):
    dem, build = str(landscape / "elevation.tif"), {name: build_inputs[name] for name in ("SAMPLES", "TARGET")}
    run_model(covariates_to_dataset("terraincovariates", {"DEM": dem}, build, "STATIC", handed), tmp_path / "d.npz")
    with np.load(tmp_path / "d.npz", allow_pickle=False) as dataset:
        assert dataset["static"].shape[1] == len(NAMES)


# while tiles are calculated, and while RichDEM is at work, which cannot be asked to stop
@pytest.mark.parametrize("percent", [1, 45], ids=["tiles", "flow"])
def test_a_cancelled_run_leaves_no_file(provider, tmp_path, percent):
    dem, folder = write_dem(tmp_path / "dem.tif", 900), tmp_path / "terrain"
    feedback = QgsProcessingFeedback(False)
    feedback.progressChanged.connect(lambda done: feedback.cancel() if done >= percent else None)
    made = QgsApplication.processingRegistry().createAlgorithmById("socmap:terraincovariates")
    _, succeeded = made.run({"DEM": str(dem), "FOLDER": str(folder)}, QgsProcessingContext(), feedback)
    assert feedback.isCanceled()
    assert feedback.progress() < 100
    assert not succeeded
    assert not list(folder.rglob("*"))  # a folder that the run made itself goes too
