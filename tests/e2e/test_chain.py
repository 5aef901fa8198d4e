"""The whole chain with the packed plugin, through qgis_process and the real worker."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest
from osgeo import gdal
from qgis.core import QgsProcessingFeedback, QgsVectorLayer

from socmap_plugin import worker
from socmap_plugin.core.jobs.models import ForestSettings, TrainForestJob, TrainingSettings, TrainNetworkJob
from tests.e2e.conftest import SIZE_PX, assert_cancel_ends, run

gdal.UseExceptions()


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    folder = tmp_path_factory.mktemp("output")
    yield folder
    assert not list(folder.rglob("*.partial"))


@pytest.fixture(scope="module")
def trained(qgis_process, built, output):
    inputs = {
        "DATASET": built.results["DATASET"],
        "MEMBERS": 2,
        "EPOCHS": 5,
        "MODEL": str(output / "network.socmodel"),
        "REPORT": str(output / "t.html"),
    }
    return run(qgis_process, "traincnnlstm", inputs)


class Map(NamedTuple):
    """What there is to know about a map."""

    size: tuple[int, int]
    unit: str
    description: str
    nodata: float | None
    low: float
    high: float


def read_map(path):
    dataset = gdal.Open(path)
    band = dataset.GetRasterBand(1)
    size = (dataset.RasterXSize, dataset.RasterYSize)
    return Map(size, band.GetUnitType(), band.GetDescription(), band.GetNoDataValue(), *band.ComputeRasterMinMax())


def test_dataset_of_a_table_without_types(built):
    assert Path(built.results["DATASET"]).is_file()
    assert "<html" in Path(built.results["REPORT"]).read_text(encoding="utf-8").lower()
    assert QgsVectorLayer(built.results["DROPPED"], "dropped").featureCount() == 0
    assert any("evi_area" in line and "2002" in line for line in built.log)


def test_network_maps_mean_and_spread(qgis_process, trained, output):
    inputs = {"MODEL": trained.results["MODEL"], "OUTPUT": str(output / "map.tif"), "STDDEV": str(output / "sd.tif")}
    answer = run(qgis_process, "predictsocraster", inputs)
    mean, spread = read_map(answer.results["OUTPUT"]), read_map(answer.results["STDDEV"])
    assert mean.size == spread.size == (SIZE_PX, SIZE_PX)
    assert mean.unit == spread.unit == "g/kg"
    assert mean.nodata is not None
    assert mean.description
    assert 0 < mean.low < mean.high < 60
    assert 0 <= spread.low < spread.high


def test_every_layer_comes_from_one_run(qgis_process, trained, output):
    names = ("OUTPUT", "LOWER", "UPPER", "STDDEV", "DISSIMILARITY", "DENSITY", "AOA")
    files = {name: str(output / f"all_{name.lower()}.tif") for name in names}
    hatch = str(output / "outside.gpkg")
    inputs = {"MODEL": trained.results["MODEL"], "COVERAGE": 0.8, "OUTSIDE_AREA": hatch, **files}
    answer = run(qgis_process, "predictsocraster", inputs)
    found = {name: read_map(answer.results[name]) for name in names}
    assert {item.size for item in found.values()} == {(SIZE_PX, SIZE_PX)}
    assert 0 <= found["LOWER"].low <= found["OUTPUT"].low < found["OUTPUT"].high <= found["UPPER"].high
    assert "80 % prediction interval" in found["LOWER"].description
    assert (found["AOA"].low, found["AOA"].high) in ((0, 1), (1, 1))
    assert 0 <= answer.results["OUTSIDE_PERCENT"] <= 100
    assert any("outside the area of applicability" in line for line in answer.log)
    polygons = QgsVectorLayer(answer.results["OUTSIDE_AREA"], "outside")
    assert polygons.isValid()
    assert (polygons.featureCount() > 0) == (answer.results["OUTSIDE_PERCENT"] > 0)


def test_tuned_hybrid_is_one_model_and_maps(qgis_process, built, output):
    inputs = {
        "DATASET": built.results["DATASET"],
        "HYBRID": True,
        "TUNE": True,
        "TUNING_GRID": "dropout=0,0.2; window=3,5",
        "MEMBERS": 2,
        "EPOCHS": 3,
        "MODEL": str(output / "hybrid.socmodel"),
        "REPORT": str(output / "hybrid.html"),
    }
    trained = run(qgis_process, "traincnnlstm", inputs)
    assert any("dropout=" in line and "window=" in line for line in trained.log)
    files = {"OUTPUT": str(output / "hybrid.tif"), "STDDEV": str(output / "hybrid_sd.tif")}
    answer = run(qgis_process, "predictsocraster", {"MODEL": trained.results["MODEL"], **files})
    mean, spread = read_map(answer.results["OUTPUT"]), read_map(answer.results["STDDEV"])
    assert mean.size == (SIZE_PX, SIZE_PX)
    assert 0 < mean.low < mean.high < 60
    assert 0 <= spread.low < spread.high


def test_forest_maps_an_extent_with_given_covariates(qgis_process, built, build_inputs, output):
    inputs = {"DATASET": built.results["DATASET"], "TREES": 50, "MODEL": str(output / "forest.socmodel")}
    model = run(qgis_process, "trainrandomforest", inputs).results["MODEL"]
    whole = gdal.Open(build_inputs["STATIC"][0]).GetGeoTransform()
    xmin, ymax, pixel = whole[0] + 5 * whole[1], whole[3] + 5 * whole[5], whole[1]
    inputs = {
        "MODEL": model,
        "COVARIATES": [*build_inputs["TEMPORAL"], *build_inputs["STATIC"]],
        "EXTENT": f"{xmin},{xmin + 10 * pixel},{ymax - 8 * pixel},{ymax} [EPSG:32650]",
        "OUTPUT": str(output / "part.tif"),
    }
    assert read_map(run(qgis_process, "predictsocraster", inputs).results["OUTPUT"]).size == (10, 8)


def test_graphical_model(qgis_process, build_inputs, output):
    hatch = "outside_the_area_of_applicability"
    files = {"patch_dataset": "m.npz", "model": "m.socmodel", "soil_organic_carbon": "m.tif"}
    files.update({"area_of_applicability": "m_area.tif", hatch: "m_outside.gpkg"})
    inputs = {**build_inputs, **{name: str(output / file) for name, file in files.items()}}
    answer = run(qgis_process, "soc_mapping", inputs)
    assert read_map(answer.results["soil_organic_carbon"]).unit == "g/kg"
    assert Path(answer.results["model"]).is_file()
    area = gdal.Open(answer.results["area_of_applicability"])
    pixel = area.GetGeoTransform()
    outside = int((area.ReadAsArray() == 0).sum())
    assert sum(f.geometry().area() for f in QgsVectorLayer(answer.results[hatch], "outside").getFeatures()) == (
        pytest.approx(outside * abs(pixel[1] * pixel[5]))
    )


def test_job_file_runs_without_qgis_from_any_folder(trained, interpreter, tmp_path):
    command = next(line for line in trained.log if " socmap_plugin.core " in line)
    model = Path(trained.results["MODEL"])
    before = model.read_bytes()
    model.unlink()
    assert shlex.split(command)[0] == interpreter
    for name in ("json", "numpy", "scipy", "socmap_plugin"):
        (tmp_path / f"{name}.py").write_text(f"raise ImportError('the file {name}')")
    hostile = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(shlex.split(command), cwd=tmp_path, env=hostile, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert model.read_bytes() == before  # same seed, same machine: the same model


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"WINDOW": 4}, "WINDOW is 4", id="even window"),
        pytest.param({"TARGET": "'no number'"}, "the target is not a number", id="target is text"),
        pytest.param({"SAMPLES": "/no/such.gpkg"}, "SAMPLES: the layer of samples cannot be opened", id="no samples"),
        pytest.param({"DATASET": "/no/folder/d.npz"}, "the folder /no/folder does not exist", id="no folder"),
    ],
)
def test_bad_input_is_one_sentence_and_leaves_nothing(change, message, qgis_process, build_inputs, tmp_path):
    answer = qgis_process("buildpatchdataset", {**build_inputs, "DATASET": str(tmp_path / "d.npz"), **change})
    assert answer.code != 0
    assert message in answer.said
    assert "Traceback" not in answer.said
    assert list(tmp_path.iterdir()) == []


def test_truncated_dataset_is_refused(qgis_process, built, tmp_path):
    damaged = tmp_path / "damaged.npz"
    whole = Path(built.results["DATASET"]).read_bytes()
    damaged.write_bytes(whole[: len(whole) // 2])
    answer = qgis_process("traincnnlstm", {"DATASET": str(damaged), "MODEL": str(tmp_path / "m.socmodel")})
    assert answer.code != 0
    assert "damaged.npz" in answer.said
    assert "Traceback" not in answer.said
    assert list(tmp_path.iterdir()) == [damaged]


def test_without_environment_the_cure_is_told(qgis_process, built, tmp_path):
    inputs = {"DATASET": built.results["DATASET"], "MODEL": str(tmp_path / "m.socmodel")}
    answer = qgis_process("traincnnlstm", inputs, SOCMAP_PYTHON="")
    assert answer.code != 0
    assert "Set Up Python Environment" in answer.said


def test_cancel_of_a_real_training(built, worker_here, tmp_path):
    output = tmp_path / "output"
    output.mkdir()
    job = TrainNetworkJob(
        built.results["DATASET"],
        str(output / "m.socmodel"),
        str(output / "r.html"),
        settings=TrainingSettings(epochs=100_000, patience=100_000),
    )
    assert_cancel_ends(job, "epoch")
    assert list(output.iterdir()) == []


def test_folders_of_other_plugins_are_no_packages_of_the_worker(
    built, interpreter, plugin_folder, monkeypatch, tmp_path
):
    plugins = tmp_path / "plugins"
    shutil.copytree(plugin_folder, plugins)
    for name in ("json", "numpy", "scipy", "sklearn"):
        (plugins / name).mkdir()
        (plugins / name / "__init__.py").write_text(f"raise ImportError('the plugin {name}')")
    monkeypatch.setattr(worker.paths, "START", plugins / "socmap_plugin" / "start.py")
    monkeypatch.setattr(worker, "profile_folder", lambda: tmp_path / "profile")
    monkeypatch.setenv(worker.INTERPRETER_VARIABLE, interpreter)
    job = TrainForestJob(built.results["DATASET"], str(tmp_path / "f.socmodel"), settings=ForestSettings(trees=50))
    worker.run_job(job, worker.new_run_folder(job.task), QgsProcessingFeedback(False))
    assert Path(job.model).is_file()
