"""The same bands in one file, in several, and with holes of their own: the map is the same, bit for bit."""

import dataclasses

import numpy as np
import pytest
import rasterio

from socmap_plugin.core.dataset.build import run as build
from socmap_plugin.core.jobs.mapping import PredictJob
from socmap_plugin.core.jobs.models import ForestSettings, TrainForestJob
from socmap_plugin.core.mapping import run
from socmap_plugin.core.models import train
from socmap_plugin.core.runtime.progress import Progress
from tests.builders import rasters

NAMES, NODATA = ("slope", "twi", "ph"), -9999.0


def fields(nodata):
    """Three bands at pixels a third larger than the grid's, each with a hole of its own."""
    values = np.random.default_rng(4).normal(10, 3, (3, 32, 32)).astype(np.float32)
    for i, band in enumerate(values):
        band[4 + 8 * i : 7 + 8 * i, 10:16] = nodata
    return values


def mapped(folder, static):
    """Build, grow and map with the defaults; return the map."""
    folder.mkdir()
    job = rasters.build_job(folder, n=60)
    job = dataclasses.replace(job, static=(job.static[0], *static(folder)), reference=job.static[0])
    build(job, Progress())
    model = str(folder / "model.socmodel")
    train.run_forest(TrainForestJob(job.dataset, model, settings=ForestSettings(trees=10)), Progress())
    run.run(PredictJob(model, str(folder / "map.tif")), Progress())
    with rasterio.open(folder / "map.tif") as raster:
        return raster.read(1)


@pytest.mark.parametrize("nodata", [NODATA, np.nan], ids=["a number", "nan"])
def test_one_file_or_several_make_the_same_map(tmp_path, nodata):
    values, place = fields(nodata), rasters.north_up(11, -7, pixel=rasters.PIXEL * 4 / 3)

    def as_one(folder):
        return [rasters.raster(folder / "soil.tif", values, transform=place, nodata=nodata, names=NAMES)]

    def as_three(folder):
        return [
            rasters.raster(folder / f"{name}.tif", band, transform=place, nodata=nodata, names=[name])
            for name, band in zip(NAMES, values)
        ]

    one, three = mapped(tmp_path / "one", as_one), mapped(tmp_path / "three", as_three)
    np.testing.assert_array_equal(one, three)
    assert 0 < (one == run.NODATA).sum() < one.size
