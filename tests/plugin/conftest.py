"""Fixtures of the QGIS side: tiny layers, the provider, and a profile folder of the test's own."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)

from socmap_plugin import classFactory, worker
from tests.plugin.layers import EPSG, ORIGIN_X, ORIGIN_Y, write_raster


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
    """Keep job files out of the real profile, and the machine's own settings out of the tests."""
    folder = tmp_path / "profile"
    monkeypatch.setattr(worker, "profile_folder", lambda: folder)
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
