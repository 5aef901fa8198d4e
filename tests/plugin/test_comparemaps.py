"""Compare Maps on the QGIS side: its job, the look of its layer, and what it refuses before anything runs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsRasterLayer, QgsVectorLayer

from socmap_plugin.algorithms.map.difference_style import StyleDifference
from tests.builders.gdal_rasters import EPSG
from tests.builders.refusals import assert_sentence, refusal


@pytest.fixture
def two(raster, tmp_path):
    """Two rasters, by path."""
    return [str(raster), str(shutil.copy(raster, tmp_path / "other.tif"))]


@pytest.fixture
def worked(in_place_of_worker, raster):
    """Take the job, and write what the worker would have written."""

    def write(job):
        shutil.copy(raster, job.difference)
        Path(job.statistics).write_text("zone,map\nall,other\n")
        return {}

    return in_place_of_worker(write)


def test_the_job_and_its_layer(worked, run, two, tmp_path, context, feedback):
    zones = QgsVectorLayer(f"Polygon?crs=EPSG:{EPSG}&field=name:string", "zones", "memory")
    feature = QgsFeature(zones.fields())
    feature.setAttributes(["one"])
    feature.setGeometry(QgsGeometry.fromWkt("POLYGON((0 0, 1 0, 1 1, 0 0))"))
    zones.dataProvider().addFeatures([feature])
    results = run(
        "comparemaps",
        {
            "MAPS": two, "LOWERS": two, "UPPERS": two, "ZONES": zones, "NAME": "name",
            "DIFFERENCE": str(tmp_path / "difference.tif"), "STATISTICS": str(tmp_path / "s.csv"),
        },
    )  # fmt: skip
    (job,) = worked
    assert [layer.path for layer in job.maps] == two
    assert job.lowers == job.uppers == job.maps
    assert job.zones.names == ("one",)
    layer = QgsRasterLayer(results["DIFFERENCE"], "difference")
    StyleDifference().postProcessLayer(layer, context, feedback)
    renderer = layer.renderer()
    assert renderer.classificationMin() == -renderer.classificationMax() < 0
    middle = renderer.shader().rasterShaderFunction().colorRampItemList()[2]
    assert (middle.value, middle.color.name()) == (0, "#f7f7f7")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"MAPS": 1}, "^MAPS names 1 maps, at least 2 are compared; add another one"),
        ({"LOWERS": 2}, "^UPPERS names 0 rasters for 2 maps; give LOWERS and UPPERS for all maps"),
        ({"LOWERS": 1, "UPPERS": 2}, "^LOWERS names 1 rasters for 2 maps"),
    ],
)
def test_what_does_not_belong_together_is_said_before(changes, message, algorithm, context, two):
    changes = {name: two[:count] for name, count in changes.items()}
    parameters = {"MAPS": two, "DIFFERENCE": "TEMPORARY_OUTPUT", "STATISTICS": "TEMPORARY_OUTPUT", **changes}
    assert_sentence(refusal(algorithm, context, parameters, "comparemaps"), message)
