"""SOC Stock Map on the QGIS side: its job, the looks of its layers, and what it refuses before anything runs."""

from __future__ import annotations

import shutil

import pytest
from qgis.core import QgsRasterLayer, QgsSingleBandPseudoColorRenderer

from socmap_plugin.algorithms.styling import StyleMap
from socmap_plugin.algorithms.use.socstockmap import SocStockMap
from tests.builders.refusals import assert_sentence, refusal


@pytest.fixture
def worked(in_place_of_worker, raster):
    """Take the job, and write what the worker would have written."""

    def write(job):
        for path in filter(None, (job.output, job.stddev)):
            shutil.copy(raster, path)
        return {}

    return in_place_of_worker(write)


def test_the_job_and_its_layers(worked, run, raster, tmp_path, context, feedback):
    files = {name: str(tmp_path / f"{name}.tif") for name in ("OUTPUT", "STDDEV")}
    rasters = dict.fromkeys(("SOC", "BULK_DENSITY", "STONES", "SOC_LOWER", "SOC_UPPER", "STONES_ERROR"), str(raster))
    numbers = {"THICKNESS": 20, "DENSITY_ERROR": 0.1, "COVERAGE": 0.95, "THICKNESS_ERROR": 1}
    words = {"PEDOTRANSFER": "own", "OWN_FUNCTION": "linear 1.6 -0.06", "ERROR_KIND": "half_90"}
    results = run("socstockmap", {**rasters, **numbers, **words, **files})
    (job,) = worked
    for name in rasters:
        assert getattr(job, name.lower()).path == str(raster)
    assert job.soc_error is job.bulk_density_error is None
    assert (job.thickness, job.density_error, job.coverage, job.thickness_error) == (20, 0.1, 0.95, 1)
    assert (job.pedotransfer, job.own_function, job.error_kind) == ("own", "linear 1.6 -0.06", "half_90")
    assert results == files
    assert set(SocStockMap().post_processors()) == set(files)
    layer = QgsRasterLayer(results["OUTPUT"], "stock")
    StyleMap("soc.qml").postProcessLayer(layer, context, feedback)
    assert isinstance(layer.renderer(), QgsSingleBandPseudoColorRenderer)


def test_without_a_standard_deviation(worked, run, raster, tmp_path):
    results = run(
        "socstockmap", {"SOC": str(raster), "BULK_DENSITY": str(raster), "OUTPUT": str(tmp_path / "o.tif")}
    )  # fmt: skip
    assert (set(results), worked[0].stddev, worked[0].thickness) == ({"OUTPUT"}, "", 30)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"BULK_DENSITY": None}, "^BULK_DENSITY is not given and PEDOTRANSFER is none; give a map of bulk densities"),
        ({"SOC_LOWER": True}, "^SOC_UPPER is not given and the other limit is; give both, or neither"),
        ({"SOC_UPPER": True}, "^SOC_LOWER is not given and the other limit is"),
        ({"SOC_ERROR": True, "SOC_LOWER": True, "SOC_UPPER": True}, "^SOC_ERROR and the limits both say how large"),
        ({"STDDEV": "TEMPORARY_OUTPUT"}, "^STDDEV is wanted and no error is known; give SOC_LOWER and SOC_UPPER or"),
        ({"PEDOTRANSFER": "own"}, "^OWN_FUNCTION: The own pedotransfer function is ''; write its form"),
        ({"THICKNESS": 0}, "^THICKNESS .* is 0; give a number from 0.1 to 2000"),
        ({"STONES": "nowhere.tif"}, "^STONES: nowhere.tif cannot be opened as a raster"),
    ],
)
def test_what_cannot_be_done_is_said_before(changes, message, algorithm, context, raster):
    changes = {name: str(raster) if value is True else value for name, value in changes.items()}
    given = {"SOC": str(raster), "BULK_DENSITY": str(raster), "OUTPUT": "TEMPORARY_OUTPUT", **changes}
    assert_sentence(refusal(algorithm, context, given, "socstockmap"), message)
