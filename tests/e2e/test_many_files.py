"""More files than the system lets a process have open, which are 256 on macOS, from QGIS to the map."""

import json
import subprocess
from pathlib import Path

import pytest

from .conftest import CRS, ROOT, run

FILES, OPEN_FILES = 560, 256
SERIES = f"""
import datetime, sys
import numpy as np
from tests.builders import rasters
noise = np.random.default_rng(11)
for number in range({FILES}):
    day = datetime.date(2000, 1, 1) + datetime.timedelta(days=16 * number)
    rasters.raster(f"{{sys.argv[1]}}/EVI_{{day:%Y_%m_%d}}.tif", noise.random((16, 16), np.float32))
"""


@pytest.fixture
def limited(qgis_process, environment):
    """Return a function that runs an algorithm in a process that may have few files open."""

    def run_limited(algorithm, inputs):
        command = f"ulimit -n {OPEN_FILES}; exec qgis_process --json run socmap:{algorithm} -"
        text = json.dumps({"inputs": inputs})
        done = subprocess.run(
            ["sh", "-c", command], input=text, env=environment, capture_output=True, text=True, timeout=240
        )
        assert done.returncode == 0, done.stdout + done.stderr

    return run_limited


@pytest.fixture
def series(interpreter, tmp_path):
    """Write a series of files of a band each, and samples among their pixels."""
    folder = tmp_path / "series"
    folder.mkdir()
    subprocess.run([interpreter, "-c", SERIES, str(folder)], cwd=ROOT, check=True)
    rows = [f"{600_045 + 90 * col},{3_399_955 - 90 * row},{10 + row}\n" for row in range(3, 12) for col in range(3, 12)]
    (folder / "samples.csv").write_text("x,y,soc\n" + "".join(rows), encoding="utf-8")
    return folder


def test_a_series_of_many_files(limited, qgis_process, series, tmp_path):
    dataset, model, output = (str(tmp_path / name) for name in ("d.npz", "m.socmodel", "map.tif"))
    samples = f"delimitedtext://file://{series}/samples.csv?xField=x&yField=y&crs={CRS}&detectTypes=yes"
    limited("buildpatchdataset", {"SAMPLES": samples, "TARGET": "soc", "TEMPORAL": [str(series)], "DATASET": dataset})
    run(qgis_process, "trainrandomforest", {"DATASET": dataset, "MODEL": model, "TREES": 50})
    limited("predictsocraster", {"MODEL": model, "COVARIATES": [str(series)], "OUTPUT": output})
    assert len(list(series.glob("*.tif"))) == FILES
    assert Path(output).is_file()
