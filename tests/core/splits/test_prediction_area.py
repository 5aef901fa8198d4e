from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import rasterio

from socmap_plugin.core.covariates.covariate_list import Covariates
from socmap_plugin.core.dataset.build import build
from socmap_plugin.core.jobs.inputs import Mask
from socmap_plugin.core.runtime.errors import Cancelled, InputError
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.splits.prediction_area import MOST_TRIED_PX, area_with_covariates, prediction_area
from tests.builders import rasters


@pytest.fixture
def holed(tmp_path):
    """A dataset whose covariates are missing in the upper quarter and in the left tenth of its 40 x 40 pixels."""
    job = rasters.build_job(tmp_path)
    for path, hole in ((job.static[0].path, np.s_[:10, :]), (job.static[1].path, np.s_[:, :4])):
        values = np.random.default_rng(1).normal(size=(40, 40)).astype(np.float32)
        values[hole] = -9999
        rasters.raster(path, values, nodata=-9999)
    return build(job, Progress())[0]


def _pixels(dataset, xy):
    row, col = dataset.grid.pixel(xy[:, 0], xy[:, 1])
    np.testing.assert_allclose(np.column_stack(dataset.grid.xy(row, col)), xy)  # centres
    return row, col


def test_the_area_is_where_every_static_covariate_is(holed):
    row, col = _pixels(holed, prediction_area(holed, 5000))
    assert len(set(zip(row.tolist(), col.tolist()))) == len(row) == 30 * 36
    assert (row.min(), col.min()) == (10, 4)


def test_the_area_is_drawn_evenly_and_by_its_seed(holed):
    row, col = _pixels(holed, prediction_area(holed, 400, 1))
    assert len(row) == 400
    assert np.histogram2d(row, col, bins=3, range=((10, 40), (4, 40)))[0].min() > 25
    assert np.array_equal(prediction_area(holed, 400, 1), prediction_area(holed, 400, 1))
    assert not np.array_equal(prediction_area(holed, 400, 1), prediction_area(holed, 400, 2))
    assert np.array_equal(prediction_area(holed, 100, 1), prediction_area(holed, 400, 1)[:100])


def test_the_covariates_of_the_area_are_those_of_the_files(holed):
    places, values = area_with_covariates(holed, 400)
    row, col = _pixels(holed, places)
    for number, item in enumerate(holed.covariates.static):
        with rasterio.open(item.source.layer.path) as file:
            np.testing.assert_allclose(values[:, number], file.read(1)[row, col], rtol=1e-6)


def test_the_whole_grid_where_nothing_is_static(holed):
    bare = dataclasses.replace(holed, covariates=Covariates(), static=holed.static[:, :0])
    assert len(prediction_area(bare, 5000)) == 1600


def _square(row, col, side, crs=rasters.UTM):
    left, top = rasters.X0 + col * rasters.PIXEL, rasters.Y0 - row * rasters.PIXEL
    right, bottom = left + side * rasters.PIXEL, top - side * rasters.PIXEL
    ring = [[left, top], [right, top], [right, bottom], [left, bottom], [left, top]]
    return Mask(json.dumps({"type": "Polygon", "coordinates": [ring]}), rasters.wkt(crs))


def test_the_area_inside_a_mask(holed):
    row, col = _pixels(holed, prediction_area(holed, 5000, mask=_square(5, 20, 10)))
    assert (row.min(), row.max(), col.min(), col.max(), len(row)) == (10, 14, 20, 29, 50)


@pytest.mark.parametrize(
    ("row", "message"),
    [(3, "None of 25 pixels .* has every static covariate and lies inside the mask; check the mask"),
     (400, "The mask lies outside the reference grid; choose one that overlaps it")],
    ids=["on missing values", "elsewhere"],
)  # fmt: skip
def test_a_mask_without_covariates(holed, row, message):
    with pytest.raises(InputError, match=message):
        prediction_area(holed, mask=_square(row, 20, 5))


def test_a_small_part_of_a_large_grid(tmp_path):
    job = rasters.build_job(tmp_path)
    values = np.full((2000, 3000), -9999, np.float32)
    values[:40, :40] = 1
    values[1500:1700, 2000:2400] = 1  # 1.4 % of six million pixels
    large = rasters.raster(tmp_path / "large.tif", values, nodata=-9999, tiled=True, compress="deflate")
    dataset = build(dataclasses.replace(job, static=(large,), temporal=()), Progress())[0]
    row, col = _pixels(dataset, prediction_area(dataset, 1000))
    assert (values[row, col] == 1).all()
    assert len(row) == 1000 < 0.0136 * MOST_TRIED_PX
    assert (row >= 1500).mean() == pytest.approx(80 / 81.6, abs=0.02)


def test_a_file_that_is_gone_is_named(holed):
    path = holed.covariates.static[1].source.layer.path
    Path(path).unlink()
    with pytest.raises(InputError, match=r"twi\.tif that the dataset was built from cannot be opened; put it back"):
        prediction_area(holed)


def test_drawing_the_area_can_be_cancelled(holed):
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        prediction_area(holed, progress=progress)
