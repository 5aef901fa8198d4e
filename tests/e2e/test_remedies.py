"""What a refusal tells the user to run is there, and helps: the message, the remedy in QGIS, and the work goes on."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from osgeo import gdal

from tests.e2e.conftest import CRS, SIZE_PX, run

gdal.UseExceptions()
LEFT_PX = SIZE_PX // 2  # width of the first tile


@pytest.fixture
def of_qgis(qgis_process, environment):
    """Return a function that runs an algorithm of QGIS itself as scripts do."""
    subprocess.run(["qgis_process", "plugins", "enable", "processing"], env=environment, capture_output=True)

    def run_it(algorithm, inputs):
        command = ["qgis_process", "--json", "run", algorithm, "-"]
        text = json.dumps({"inputs": inputs})
        done = subprocess.run(command, input=text, env=environment, capture_output=True, text=True, timeout=240)
        assert done.returncode == 0, done.stdout + done.stderr

    return run_it


def refused(qgis_process, inputs):
    answer = qgis_process("buildpatchdataset", inputs)
    assert answer.code != 0
    return " ".join(answer.said.split())


def test_swap_x_and_y_coordinates(qgis_process, of_qgis, build_inputs, landscape, tmp_path):
    swapped = f"delimitedtext://file://{landscape}/samples.csv?xField=y&yField=x&crs={CRS}&detectTypes=yes"
    inputs = {**build_inputs, "DATASET": str(tmp_path / "d.npz")}
    said = refused(qgis_process, {**inputs, "SAMPLES": swapped})
    assert "with x and y exchanged they lie inside, so run Swap X and Y Coordinates on the layer" in said
    mended = str(tmp_path / "mended.gpkg")
    of_qgis("native:swapxy", {"INPUT": swapped, "OUTPUT": mended})
    run(qgis_process, "buildpatchdataset", {**inputs, "SAMPLES": mended})
    assert Path(inputs["DATASET"]).is_file()


def test_build_virtual_raster(qgis_process, of_qgis, build_inputs, landscape, tmp_path):
    tiles = []
    for column, width in ((0, LEFT_PX), (LEFT_PX, SIZE_PX - LEFT_PX)):
        tiles.append(str(tmp_path / f"elevation-0000000000-{column:010}.tif"))
        gdal.Translate(tiles[-1], str(landscape / "elevation.tif"), srcWin=[column, 0, width, SIZE_PX])
    rest = [path for path in build_inputs["STATIC"] if not path.endswith("elevation.tif")]
    inputs = {**build_inputs, "DATASET": str(tmp_path / "d.npz")}
    said = refused(qgis_process, {**inputs, "STATIC": [*tiles, *rest]})
    assert "are tiles of one Earth Engine export; join the tiles of each with" in said
    assert "Build Virtual Raster (without a separate band for each file)" in said
    joined = str(tmp_path / "elevation.vrt")
    of_qgis("gdal:buildvirtualraster", {"INPUT": tiles, "SEPARATE": False, "OUTPUT": joined})
    answer = run(qgis_process, "buildpatchdataset", {**inputs, "STATIC": [joined, *rest]})
    assert "elevation" in answer.said
    assert Path(inputs["DATASET"]).is_file()
