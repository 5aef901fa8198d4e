"""Map Every Group: a map for each model and group, the same as one by one, and all in one picture."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import rasterio
from PIL import Image

from socmap_plugin.core.dataset import build
from socmap_plugin.core.jobs.mapping import PredictJob
from socmap_plugin.core.jobs.models import ForestSettings, TrainForestJob, TrainingSettings
from socmap_plugin.core.jobs.verdicts import MapEveryGroupJob
from socmap_plugin.core.mapping import run as mapping
from socmap_plugin.core.models import train
from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.verdicts.every_group import run
from tests.builders import rasters

FOREST = ForestSettings(trees=50)
NETWORK = TrainingSettings(members=1, epochs=2, patience=2, device="cpu")


@pytest.fixture
def job(tmp_path):
    dataset = rasters.build_job(tmp_path)
    build.run(dataset, Progress())
    return MapEveryGroupJob(
        dataset.dataset, str(tmp_path / "maps"), str(tmp_path / "all.png"), str(tmp_path / "report.html"),
        covariate_groups="terrain; terrain,phenology", settings=NETWORK, forest=FOREST,
    )  # fmt: skip


def test_every_model_and_group_has_its_map(job, tmp_path):
    result = run(job, Progress())
    names = ["cnnlstm_1.tif", "cnnlstm_2.tif", "forest_1.tif", "forest_2.tif"]
    assert result["files"] == names
    assert sorted(path.name for path in Path(job.folder).iterdir()) == names
    maps = []
    for name in names:
        with rasterio.open(Path(job.folder) / name) as raster:
            maps.append(raster.read(1))
    assert not np.array_equal(maps[0], maps[1])
    assert not np.array_equal(maps[2], maps[3])
    model, alone = str(tmp_path / "alone.socmodel"), str(tmp_path / "alone.tif")
    forest = dataclasses.replace(FOREST, categories=("terrain", "phenology"))
    train.run_forest(TrainForestJob(job.dataset, model, settings=forest, calibration="none"), Progress())
    mapping.run(PredictJob(model, alone, device="cpu"), Progress())
    with rasterio.open(alone) as raster:
        assert np.array_equal(raster.read(1), maps[3])
    with Image.open(job.picture) as picture:
        assert picture.width > 1400
    report = Path(job.report).read_text(encoding="utf-8")
    assert report.count("<img") == 1
    assert "group 2: terrain + phenology" in report
    assert not [path for path in tmp_path.iterdir() if path.suffix in (".claim", ".partial")]


def test_too_many_groups_are_refused_before_anything_is_trained(job):
    many = ";".join(["terrain", "phenology", "terrain,phenology", "phenology,terrain"])
    with pytest.raises(InputError, match=r"No covariate has the category 'soil'"):
        run(dataclasses.replace(job, covariate_groups=f"{many};soil"), Progress())
    with pytest.raises(InputError, match="^0 models and 2 groups of covariates are named; give 1 or 2 models"):
        run(dataclasses.replace(job, models=()), Progress())
    assert not Path(job.folder).exists()
