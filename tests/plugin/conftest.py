"""Fixtures of the QGIS side: tiny layers, the provider, and a profile folder of the test's own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)

from socmap_plugin import classFactory, worker
from socmap_plugin.algorithms import base
from socmap_plugin.core.jobs.job_file import write_job
from tests.builders.gdal_rasters import EPSG, ORIGIN_X, ORIGIN_Y, write_raster

# What the worker writes when it cross-validates.
PREDICTIONS = """sample_id,x,y,observed,fold_1,fold_2,forest,forest_residual,hybrid,hybrid_residual,mean,mean_residual
7,500010,3399990,12.5,3,1,13.5,-1,12,0.5,10,2.5
8,500020,3399980,9,1,2,,,8,1,10,-1
"""
METRICS = """group,model,repeat,n,rmse,r2
climate + terrain,forest,1,2,1.5,0.25
climate + terrain,mean,1,2,2,
"""
IMPORTANCE = """model,kind,name,rmse_increase,rmse_increase_sd
forest,step,2011,0.5,0.125
"""


class RecordingFeedback(QgsProcessingFeedback):
    """Remembers what it is told, by kind."""

    def __init__(self) -> None:
        super().__init__(False)
        self.said: list[tuple[str, str]] = []
        self.fractions: list[float] = []
        self.progressChanged.connect(self.fractions.append)

    def texts(self, kind: str) -> list[str]:
        return [text for said, text in self.said if said == kind]

    def pushInfo(self, info):  # noqa: N802
        self.said.append(("info", info))

    def pushWarning(self, warning):  # noqa: N802
        self.said.append(("warning", warning))

    def pushDebugInfo(self, info):  # noqa: N802
        self.said.append(("debug", info))

    def pushCommandInfo(self, info):  # noqa: N802
        self.said.append(("command", info))

    def reportError(self, error, fatalError=False):  # noqa: N802
        self.said.append(("error", error))

    def setProgressText(self, text):  # noqa: N802
        self.said.append(("progress", text))


@pytest.fixture
def feedback():
    return RecordingFeedback()


@pytest.fixture
def context():
    made = QgsProcessingContext()
    made.setProject(QgsProject.instance())
    return made


@pytest.fixture(scope="session")
def provider(qgis_processing):
    """Register the provider the way QGIS does."""
    plugin = classFactory(None)
    plugin.initGui()
    yield QgsApplication.processingRegistry().providerById("socmap")
    plugin.unload()


@pytest.fixture
def algorithm(provider):
    """Return a function that makes a fresh algorithm."""

    alive = []  # a parameter definition does not keep its algorithm alive

    def make(name):
        alive.append(QgsApplication.processingRegistry().createAlgorithmById(f"socmap:{name}"))
        return alive[-1]

    return make


@pytest.fixture(autouse=True)
def own_profile(tmp_path, monkeypatch):
    """Keep job files and environments out of the real places, and the machine's own settings out of the tests."""
    folder = tmp_path / "profile"
    monkeypatch.setattr(worker, "profile_folder", lambda: folder)
    monkeypatch.setattr(worker, "local_folder", lambda: tmp_path / "local")
    monkeypatch.delenv(worker.INTERPRETER_VARIABLE, raising=False)
    return folder


@pytest.fixture
def raster(tmp_path):
    return write_raster(tmp_path / "elevation.tif")


@pytest.fixture
def samples():
    """Six points over the raster, with numbers, texts and NULL, in a project."""
    layer = QgsVectorLayer(
        f"Point?crs=EPSG:{EPSG}&field=soc:double&field=note:string&field=use:string", "samples", "memory"
    )
    features = []
    for i in range(6):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(ORIGIN_X + 100 * (i + 1), ORIGIN_Y - 500)))
        feature.setAttributes([float(i) if i else None, "7.5" if i == 1 else "none", "field" if i % 2 else None])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    QgsProject.instance().addMapLayer(layer)
    yield layer
    QgsProject.instance().removeMapLayer(layer)


@pytest.fixture
def raster_layer(raster):
    """Return the raster as a layer whose name is not the file's."""
    layer = QgsRasterLayer(str(raster), "Elevation (m)")
    QgsProject.instance().addMapLayer(layer)
    yield layer
    QgsProject.instance().removeMapLayer(layer)


@pytest.fixture
def in_place_of_worker(monkeypatch):
    """Return what gives jobs to a function instead of the worker, and lists them; it returns what the worker would."""

    def put(write):
        taken = []

        def work(job, run_folder, feedback):
            taken.append(job)
            write_job(job, run_folder / "job.json")
            return write(job)

        monkeypatch.setattr(base, "run_job", work)
        monkeypatch.setenv("SOCMAP_PYTHON", sys.executable)
        return taken

    return put


@pytest.fixture
def captured(in_place_of_worker):
    """Take the job instead of running it, and write what the worker would have written beside it."""

    def write(job):
        if job.task == "buildpatchdataset":
            Path(job.dropped).write_text("sample_id,x,y,reason\n7,500010,3399990,missing\n8,500020,3399980,outside\n")
        if job.task == "crossvalidate":
            Path(job.predictions).write_text(PREDICTIONS)
            Path(job.metrics).write_text(METRICS)
            if job.importance:
                Path(job.importance).write_text(IMPORTANCE)
            wkt = QgsCoordinateReferenceSystem.fromEpsgId(EPSG).toWkt()
            return {"rmse": 1.5, "r2": 0.25, "crs_wkt": wkt}
        return {}

    return in_place_of_worker(write)


@pytest.fixture
def dataset(tmp_path):
    """Return the path of a file that is taken for a dataset until the worker opens it."""
    path = tmp_path / "d.npz"
    path.touch()
    return str(path)


@pytest.fixture
def run(algorithm, context, feedback):
    """Run an algorithm as Processing does and return its results."""

    def run_algorithm(name, parameters):
        made = algorithm(name)
        accepted, reason = made.checkParameterValues(parameters, context)
        if not accepted:
            raise QgsProcessingException(reason)
        results, succeeded = made.run(parameters, context, feedback, {}, False)
        assert succeeded, feedback.texts("error")
        return results

    return run_algorithm


@pytest.fixture
def build_parameters(samples, raster, tmp_path):
    return {
        "SAMPLES": samples.id(),
        "TARGET": '"soc" * 10',
        "STATIC": [str(raster)],
        "DATASET": str(tmp_path / "dataset.npz"),
        "DROPPED": "TEMPORARY_OUTPUT",
    }
