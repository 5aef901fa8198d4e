"""A map of trees that see window, years and place equals their predictions of patches, exactly."""

import dataclasses

import numpy as np
import pytest
import rasterio

from socmap_plugin.core.dataset.build import build
from socmap_plugin.core.dataset.build import run as run_build
from socmap_plugin.core.jobs.dataset import BuildDatasetJob
from socmap_plugin.core.jobs.inputs import SampleTable
from socmap_plugin.core.jobs.mapping import PredictJob
from socmap_plugin.core.jobs.models import ForestSettings, TrainForestJob
from socmap_plugin.core.mapping import run
from socmap_plugin.core.models import model_file, train
from socmap_plugin.core.runtime.progress import Progress
from tests.builders import rasters

SETTINGS = ForestSettings(trees=50, features="window", coordinates="xy")


@pytest.mark.parametrize("log_target", ["off", "on"])
@pytest.mark.parametrize("kind", ["forest", "extratrees"])
def test_every_pixel_is_predicted_as_its_patch(tmp_path, kind, log_target):
    job = rasters.build_job(tmp_path, n=60)
    table = dataclasses.replace(job.samples, target=tuple(np.exp(np.asarray(job.samples.target) / 10).tolist()))
    job = dataclasses.replace(job, samples=table)
    run_build(job, Progress())
    model, output = str(tmp_path / "m.socmodel"), str(tmp_path / "map.tif")
    settings = dataclasses.replace(SETTINGS, kind=kind, log_target=log_target)
    train.run_forest(TrainForestJob(job.dataset, model, settings=settings), Progress())
    run.run(PredictJob(model, output), Progress())
    everywhere = _at_every_pixel(job)
    with rasterio.open(output) as raster:
        mapped = raster.read(1)
    row, col = np.divmod(everywhere.pixel_group, everywhere.grid.width)
    predicted = model_file.load(model).predictor.predict(everywhere)
    assert len(predicted) == (mapped != run.NODATA).sum()
    np.testing.assert_allclose(mapped[row, col], predicted, rtol=1e-6)


def _at_every_pixel(job: BuildDatasetJob):
    row, col = (axis.ravel() for axis in np.indices((rasters.SIDE, rasters.SIDE)))
    table: SampleTable = rasters.samples_at(row, col)
    return build(dataclasses.replace(job, samples=table), Progress())[0]
