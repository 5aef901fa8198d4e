"""Where to Sample on the QGIS side: its job, its points, and what it refuses before anything runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsVectorLayer

from socmap_plugin.algorithms.styling import StyleDropped
from tests.builders.gdal_rasters import EPSG
from tests.builders.refusals import assert_sentence, refusal

POINTS = (
    "x,y,number,purpose,method,stratum,probability,stratum_ha\n"
    "500100,3399500,1,sample,stratified,1,0.02,100\n500200,3399500,2,reserve,stratified,1,0.02,100\n"
)


@pytest.fixture
def worked(in_place_of_worker, samples):
    """Take the job, and write what the worker would have written."""

    def write(job):
        Path(job.points).write_text(POINTS)
        return {"points": job.points, "report": job.report, "crs_wkt": samples.crs().toWkt()}

    return in_place_of_worker(write)


def test_the_job_and_the_points_that_are_made(worked, run, raster, samples, tmp_path, context, feedback):
    parameters = {
        "COVARIATES": [str(raster)], "EXISTING": samples.id(), "COUNT": 40, "RESERVE": 5, "METHOD": "stratified",
        "SEED": 9, "OUTPUT": str(tmp_path / "points.gpkg"), "REPORT": str(tmp_path / "r.html"),
    }  # fmt: skip
    results = run("proposesamples", parameters)
    (job,) = worked
    assert [layer.path for layer in job.covariates] == [str(raster)]
    assert (len(job.existing.x), set(job.existing.target)) == (6, {None})
    assert (job.count, job.reserve, job.method, job.seed, job.model) == (40, 5, "stratified", 9, "")
    layer = QgsVectorLayer(results["OUTPUT"], "points")
    first, second = layer.getFeatures()
    assert layer.crs().authid() == f"EPSG:{EPSG}"
    assert [first[name] for name in ("number", "purpose", "stratum", "probability")] == [1, "sample", 1, 0.02]
    assert second["purpose"] == "reserve"
    StyleDropped("purpose").postProcessLayer(layer, context, feedback)
    assert [category.value() for category in layer.renderer().categories()] == ["reserve", "sample"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"COVARIATES": []}, "^Neither COVARIATES nor MODEL is given; give the rasters of the area"),
        ({"MODEL": "/no/such.socmodel"}, "^MODEL: there is no file '/no/such.socmodel'"),
        ({"METHOD": "random", "MINIMUM_DISTANCE": 5}, "^METHOD is random, whose chances .* MINIMUM_DISTANCE would"),
        ({"METHOD": "stratified", "COST": "raster"}, "^METHOD is stratified, whose chances .* COST would"),
        ({"COUNT": 0}, "^COUNT .* is 0; give a number from 1 to 10000"),
        ({"MASK": "samples"}, "^MASK: "),
    ],
)
def test_what_cannot_be_done_is_said_before(changes, message, algorithm, context, raster, samples):
    named = {"raster": str(raster), "samples": samples.id()}
    changes = {name: named.get(value, value) if isinstance(value, str) else value for name, value in changes.items()}
    parameters = {"COVARIATES": [str(raster)], "OUTPUT": "TEMPORARY_OUTPUT", **changes}
    assert_sentence(refusal(algorithm, context, parameters, "proposesamples"), message)
