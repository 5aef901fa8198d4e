"""Every job says which files it writes and reads."""

from __future__ import annotations

import dataclasses

import pytest

from socmap_plugin.core.jobs import tasks
from socmap_plugin.core.jobs.inputs import ProductFile, RasterLayer
from socmap_plugin.core.jobs.mapping import PredictJob
from socmap_plugin.core.jobs.satellite import AnnualEviJob
from socmap_plugin.core.jobs.tasks import JOBS, input_files, output_files


@pytest.mark.parametrize("task", JOBS)
def test_every_task_has_results_and_the_fields_exist(task):
    fields = {field.name for field in dataclasses.fields(JOBS[task])}
    files, folder = tasks._OUTPUTS.get(task, ()), tasks._IN_FOLDER.get(task, ())
    assert files or folder
    assert {*files, *tasks._INPUTS.get(task, ())} <= fields
    assert bool(folder) == ("folder" in fields)


def test_files_of_a_job():
    job = PredictJob("m.socmodel", "map.tif", "", (RasterLayer("a", "a.tif"), RasterLayer("b", "a.tif")))
    assert output_files(job) == ("map.tif",)
    assert input_files(job) == ("m.socmodel", "a.tif")
    evi = AnnualEviJob((ProductFile("a.tif", "a.hdf"),), "out", "count.tif")
    assert output_files(evi) == ("out/evi-mean.tif", "count.tif")
    assert input_files(evi) == ("a.hdf", "a.tif")
