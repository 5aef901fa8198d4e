"""Map Every Group on the QGIS side: its job, and the layers that it loads."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from socmap_plugin.core.jobs.models import ForestSettings, TrainingSettings
from socmap_plugin.core.jobs.verdicts import MapEveryGroupJob
from tests.builders.refusals import assert_sentence, refusal

FILES = ["cnnlstm_1.tif", "forest_1.tif"]


@pytest.fixture
def worked(in_place_of_worker, raster):
    """Take the job, and write the files that the worker would have written."""

    def write(job):
        Path(job.folder).mkdir(exist_ok=True)
        for file in FILES:
            shutil.copy(raster, Path(job.folder) / file)
        return {"files": FILES}

    return in_place_of_worker(write)


def test_the_job_and_the_layers(worked, run, dataset, tmp_path, context):
    folder, picture = tmp_path / "maps", tmp_path / "all.png"
    results = run(
        "mapeverygroup",
        {
            "DATASET": dataset, "COVARIATE_GROUPS": "climate; climate,terrain", "MEMBERS": 2, "TREES": 60, "SEED": 3,
            "MEMORY_MB": 512, "FOLDER": str(folder), "PICTURE": str(picture),
        },
    )  # fmt: skip
    assert worked == [
        MapEveryGroupJob(
            dataset, str(folder), str(picture), covariate_groups="climate; climate,terrain",
            settings=TrainingSettings(members=2, seed=3), forest=ForestSettings(trees=60, seed=3), memory_mb=512,
        )
    ]  # fmt: skip
    assert results["LAYERS"] == [str(folder / file) for file in FILES]
    loaded = context.layersToLoadOnCompletion()
    assert {details.groupName for details in loaded.values()} == {"maps"}
    assert all(details.postProcessor() is not None for details in loaded.values())


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"DATASET": "/no/such.npz"}, "^DATASET: there is no file '/no/such.npz'"),
        ({"TUNE": True, "TUNING_GRID": "depth=1"}, "^TUNING_GRID: 'depth' is not known"),
    ],
)
def test_what_cannot_be_done_is_said_before(changes, message, algorithm, context, dataset, tmp_path):
    parameters = {"DATASET": dataset, "FOLDER": str(tmp_path / "f"), **changes}
    assert_sentence(refusal(algorithm, context, parameters, "mapeverygroup"), message)
