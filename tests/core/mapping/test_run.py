from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.crs import CRS
from rasterio.warp import calculate_default_transform, reproject, transform_geom

from socmap_plugin.core.dataset import patch_dataset as dataset_file
from socmap_plugin.core.dataset.build import build
from socmap_plugin.core.jobs.inputs import Extent, Mask, RasterLayer
from socmap_plugin.core.jobs.mapping import PredictJob
from socmap_plugin.core.jobs.models import ForestSettings, TrainForestJob, TrainingSettings, TrainNetworkJob
from socmap_plugin.core.mapping import run
from socmap_plugin.core.mapping.run import NODATA
from socmap_plugin.core.mapping.window_task import Mapper
from socmap_plugin.core.models import model_file, train
from socmap_plugin.core.models.hybrid import Hybrid
from socmap_plugin.core.runtime.errors import InputError, ModelError, OutputError
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.trees.forest import Forest
from socmap_plugin.core.unfinished.files import JOURNAL_NAME, VALUES_NAME
from tests.builders import landscapes
from tests.builders.landscape_maps import kept_files
from tests.core.conftest import landscape_job


@pytest.fixture(scope="module", params=["network", "forest"])
def mapped(request, tmp_path_factory):
    """A landscape with a hole, a model of it, and the dataset it was trained on."""
    folder = tmp_path_factory.mktemp("mapped")
    job = landscape_job(landscapes.context_landscape(1, size=60), folder, 80)
    with rasterio.open(folder / "twi.tif", "r+") as raster:
        values = raster.read(1)
        values[20:24, 30:33] = NODATA
        raster.write(values, 1)
    with rasterio.open(folder / "greenup.tif", "r+") as raster:
        values = raster.read()
        values[:, 0, 0] = NODATA  # missing at all steps: not to be predicted
        values[3, 5, 5] = NODATA  # missing at one step: to be interpolated
        raster.write(values)
    dataset = build(job, Progress())[0]
    dataset_file.save(dataset, folder / "dataset.npz")
    model = folder / "model.socmodel"
    if request.param == "forest":
        train.run_forest(TrainForestJob(job.dataset, str(model), settings=ForestSettings(trees=15)), Progress())
    else:
        network = TrainNetworkJob(job.dataset, str(model), settings=TrainingSettings(members=2, epochs=4))
        hybrid = request.param == "hybrid"
        train.run_network(dataclasses.replace(network, hybrid=hybrid, forest=ForestSettings(trees=15)), Progress())
    return job, dataset, model


def _run(model, path, **changes):
    return run.run(PredictJob(str(model), str(path), **changes), Progress())


def _read(path):
    with rasterio.open(path) as raster:
        return raster.read(1)


def _mean_and_spread(predictor, dataset):
    """Return what a map should say at the samples: over trees, over members, or weighted from both."""
    if isinstance(predictor, Hybrid):
        one, other = (_mean_and_spread(part, dataset) for part in (predictor.ensemble, predictor.forest))
        share = predictor.weight
        mean = share * one[0] + (1 - share) * other[0]
        return mean, np.sqrt((share * one[1]) ** 2 + ((1 - share) * other[1]) ** 2)
    if isinstance(predictor, Forest):
        values = predictor.predict_trees(dataset.flat())
    else:
        values = predictor.predict(dataset.static, dataset.temporal)
    return values.mean(axis=0), values.std(axis=0)


@pytest.mark.parametrize("mapped", ["network", "forest", "hybrid"], indirect=True)
def test_the_map_at_a_sample_is_the_prediction_of_its_patch(mapped, tmp_path):
    _, dataset, model = mapped
    result = _run(model, tmp_path / "map.tif", stddev=str(tmp_path / "sd.tif"))
    values, spread = _read(tmp_path / "map.tif"), _read(tmp_path / "sd.tif")
    row, col = np.divmod(dataset.pixel_group, dataset.grid.width)
    mean, stddev = _mean_and_spread(model_file.load(model).predictor, dataset)
    assert np.allclose(values[row, col], mean, atol=1e-4)
    assert np.allclose(spread[row, col], stddev, atol=1e-4)
    assert result["predicted"] == (values != NODATA).sum()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["map.tif", "sd.tif"]


@pytest.fixture(scope="module")
def narrow_hybrid(mapped, tmp_path_factory):
    """A hybrid whose tuning chose a narrower window than that of the dataset."""
    path = tmp_path_factory.mktemp("narrow") / "hybrid.socmodel"
    settings = TrainingSettings(members=5, epochs=4, tune=True, tuning_grid="window=3")
    job = TrainNetworkJob(mapped[0].dataset, str(path), settings=settings, hybrid=True, forest=ForestSettings(trees=15))
    train.run_network(job, Progress())
    return path


@pytest.mark.parametrize("mapped", ["hybrid"], indirect=True)
def test_the_map_of_a_hybrid_is_the_weighted_mean_of_the_maps_of_its_parts(narrow_hybrid, tmp_path):
    hybrid = model_file.load(narrow_hybrid)
    assert hybrid.contract.window == 3
    assert 0 < hybrid.predictor.weight < 1
    maps = {}
    parts = {"whole": hybrid.predictor, "network": hybrid.predictor.ensemble, "forest": hybrid.predictor.forest}
    for name, predictor in parts.items():
        model_file.save(dataclasses.replace(hybrid, predictor=predictor), tmp_path / name)
        files = [tmp_path / f"{name}.tif", tmp_path / f"{name}_sd.tif"]
        _run(tmp_path / name, files[0], stddev=str(files[1]))
        maps[name] = np.stack([_read(file) for file in files])
    here = maps["whole"][0] != NODATA
    assert here.sum() > 3000
    share = hybrid.predictor.weight
    mean = share * maps["network"][0] + (1 - share) * maps["forest"][0]
    variance = (share * maps["network"][1]) ** 2 + ((1 - share) * maps["forest"][1]) ** 2
    assert np.allclose(maps["whole"][0][here], mean[here], rtol=1e-5)
    assert np.allclose(maps["whole"][1][here], np.sqrt(variance)[here], rtol=1e-4)
    assert all(np.array_equal(values[0] != NODATA, here) for values in maps.values())


def test_pixels_that_cannot_be_predicted_are_nodata_and_no_others(mapped, tmp_path):
    _run(mapped[2], tmp_path / "map.tif")
    missing = np.zeros((60, 60), bool)
    missing[20:24, 30:33] = True
    missing[:5, :5] = True  # the temporal cell that is missing at all steps
    assert np.array_equal(_read(tmp_path / "map.tif") == NODATA, missing)


def test_the_map_is_a_cog_with_its_unit_and_description(mapped, tmp_path):
    _run(mapped[2], tmp_path / "map.tif")
    with rasterio.open(tmp_path / "map.tif") as raster:
        assert raster.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
        assert raster.nodata == NODATA
        assert raster.units == ("g/kg",)
        assert raster.descriptions == ("predicted SOC (g/kg)",)
        assert raster.crs == CRS.from_epsg(32650)
        assert raster.profile["tiled"]
        assert "STATISTICS_MEAN" in raster.tags(1)


@pytest.mark.parametrize("shape", [(17, 23), (1, 60), (7, 7)], ids=str)
def test_small_windows_give_the_same_map(mapped, tmp_path, monkeypatch, shape):
    _run(mapped[2], tmp_path / "large.tif")
    monkeypatch.setattr(Mapper, "window_shape", lambda *_: shape)
    _run(mapped[2], tmp_path / "small.tif")
    assert np.allclose(_read(tmp_path / "large.tif"), _read(tmp_path / "small.tif"), atol=1e-4)


def test_the_same_job_gives_the_same_bytes(mapped, tmp_path):
    _run(mapped[2], tmp_path / "one.tif")
    _run(mapped[2], tmp_path / "two.tif")
    assert (tmp_path / "one.tif").read_bytes() == (tmp_path / "two.tif").read_bytes()


def test_given_covariates_are_matched_by_name_in_any_order(mapped, tmp_path):
    job, _, model = mapped
    _run(model, tmp_path / "recorded.tif")
    _run(model, tmp_path / "given.tif", covariates=(*job.temporal[::-1], *job.static[::-1]))
    assert np.array_equal(_read(tmp_path / "recorded.tif"), _read(tmp_path / "given.tif"))


def test_covariates_that_do_not_match_are_refused_with_both_lists(mapped, tmp_path):
    job, _, model = mapped
    renamed = dataclasses.replace(job.static[0], name="height")
    with pytest.raises(ModelError, match="needs elevation, .* given and not in the model: .*height"):
        _run(model, tmp_path / "map.tif", covariates=(renamed, *job.static[1:], *job.temporal))
    assert not list(tmp_path.iterdir())


def test_recorded_files_that_are_gone_are_named(mapped, tmp_path):
    model = model_file.load(mapped[2])
    source = model.contract.covariates.static[0].source
    gone = dataclasses.replace(source, layer=RasterLayer("elevation", str(tmp_path / "gone.tif")))
    first = dataclasses.replace(model.contract.covariates.static[0], source=gone)
    covariates = dataclasses.replace(model.contract.covariates, static=(first, *model.contract.covariates.static[1:]))
    contract = dataclasses.replace(model.contract, covariates=covariates)
    model_file.save(dataclasses.replace(model, contract=contract), tmp_path / "moved.socmodel")
    with pytest.raises(ModelError, match="gone.tif that the model was built from cannot be opened; give the layers"):
        _run(tmp_path / "moved.socmodel", tmp_path / "map.tif")


def test_an_extent_in_another_crs_gives_that_part_of_the_map(mapped, tmp_path):
    _, dataset, model = mapped
    _run(model, tmp_path / "all.tif")
    x, y = dataset.grid.xy(np.array([10, 30]), np.array([20, 45]))
    wkt = dataset.grid.crs_wkt
    own = Extent(x[0], y[1], x[1], y[0], wkt)
    _run(model, tmp_path / "part.tif", extent=own)
    part = _read(tmp_path / "part.tif")
    assert np.array_equal(part, _read(tmp_path / "all.tif")[10:31, 20:46])
    lonlat = CRS.from_epsg(4326)
    left, bottom, right, top = rasterio.warp.transform_bounds(
        CRS.from_wkt(wkt), lonlat, own.xmin, own.ymin, own.xmax, own.ymax
    )
    _run(model, tmp_path / "lonlat.tif", extent=Extent(left, bottom, right, top, lonlat.to_wkt()))
    wider = _read(tmp_path / "lonlat.tif")
    assert wider.shape[0] >= part.shape[0]
    assert wider.shape[1] >= part.shape[1]


def test_an_extent_elsewhere_is_refused(mapped, tmp_path):
    with pytest.raises(InputError, match="lies outside the covariates; choose one that overlaps them"):
        _run(mapped[2], tmp_path / "map.tif", extent=Extent(0, 0, 10, 10, mapped[1].grid.crs_wkt))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("epsg", [32650, 4326], ids=["same CRS", "other CRS"])
def test_pixels_whose_centre_is_outside_the_mask_are_nodata(mapped, tmp_path, epsg):
    _, dataset, model = mapped
    x, y = dataset.grid.xy(np.array([29.7, 49.7]), np.array([9.7, 39.7]))  # between pixel centres
    ring = [[x[0], y[0]], [x[1], y[0]], [x[1], y[1]], [x[0], y[1]], [x[0], y[0]]]
    polygon = transform_geom(
        CRS.from_wkt(dataset.grid.crs_wkt), CRS.from_epsg(epsg), {"type": "Polygon", "coordinates": [ring]}
    )
    mask = Mask(json.dumps(polygon), CRS.from_epsg(epsg).to_wkt())
    _run(model, tmp_path / "map.tif", mask=mask)
    inside = np.zeros((60, 60), bool)
    inside[30:50, 10:40] = True
    assert np.array_equal(_read(tmp_path / "map.tif") != NODATA, inside)


def test_a_mask_without_pixels_is_refused_and_leaves_nothing(mapped, tmp_path):
    polygon = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    with pytest.raises(InputError, match="None of the 3600 pixels can be predicted"):
        _run(mapped[2], tmp_path / "map.tif", mask=Mask(json.dumps(polygon), mapped[1].grid.crs_wkt))
    assert not list(tmp_path.iterdir())


def test_layers_in_another_crs_are_mapped_on_the_lattice_of_the_model(mapped, tmp_path):
    job, dataset, model = mapped
    lonlat = CRS.from_epsg(4326)
    for layer in job.static:
        with rasterio.open(layer.path) as source:
            place, width, height = calculate_default_transform(source.crs, lonlat, 60, 60, *source.bounds)
            profile = source.profile | {"crs": lonlat, "transform": place, "width": width, "height": height}
            values = np.full((height, width), NODATA, np.float32)
            reproject(rasterio.band(source, 1), values, dst_transform=place, dst_crs=lonlat, dst_nodata=NODATA)
            with rasterio.open(tmp_path / f"{layer.name}.tif", "w", **profile) as target:
                target.write(values, 1)
    static = tuple(RasterLayer(layer.name, str(tmp_path / f"{layer.name}.tif")) for layer in job.static)
    _run(model, tmp_path / "map.tif", covariates=(*static, *job.temporal))
    with rasterio.open(tmp_path / "map.tif") as raster:
        place = raster.transform
        assert (raster.crs, place.a, place.e) == (CRS.from_wkt(dataset.grid.crs_wkt), 90, -90)
        assert ((place.c - dataset.grid.transform[2]) / 90).is_integer()
        values = raster.read(1)
    _run(model, tmp_path / "own.tif")
    own = _read(tmp_path / "own.tif")
    assert abs(np.median(values[values != NODATA]) - np.median(own[own != NODATA])) < 0.3 * own[own != NODATA].std()


def test_a_former_map_survives_where_the_other_output_fails(mapped, tmp_path, monkeypatch):
    copies = []

    def full_disk(*arguments, **options):
        copies.append(arguments)
        if len(copies) == 2:
            raise rasterio.errors.RasterioIOError("No space left on device")
        return copy(*arguments, **options)

    copy = rasterio.shutil.copy
    monkeypatch.setattr(rasterio.shutil, "copy", full_disk)
    (tmp_path / "map.tif").write_bytes(b"former")
    with pytest.raises(OutputError, match="No space left on device.*run the same job again"):
        _run(mapped[2], tmp_path / "map.tif", stddev=str(tmp_path / "sd.tif"))
    assert (tmp_path / "map.tif").read_bytes() == b"former"
    assert kept_files(tmp_path) == ["map.tif", "map.tif.claim", JOURNAL_NAME, VALUES_NAME]


def test_an_output_that_would_overwrite_the_model_or_the_other_output_is_refused(mapped, tmp_path):
    before = mapped[2].read_bytes()
    recorded = Path(mapped[0].static[0].path)
    covariate = recorded.read_bytes()
    with pytest.raises(OutputError, match="would overwrite an input or another result"):
        _run(mapped[2], recorded)
    assert recorded.read_bytes() == covariate
    with pytest.raises(OutputError, match="would overwrite an input or another result"):
        _run(mapped[2], mapped[2])
    with pytest.raises(OutputError, match="would overwrite an input or another result"):
        _run(mapped[2], tmp_path / "map.tif", stddev=str(tmp_path / "map.tif"))
    assert mapped[2].read_bytes() == before


def test_an_output_folder_that_does_not_exist_is_refused(mapped, tmp_path):
    with pytest.raises(OutputError, match="none does not exist; create it or choose another"):
        _run(mapped[2], tmp_path / "none" / "map.tif")


def test_a_former_map_survives_a_failed_run(mapped, tmp_path):
    path = Path(tmp_path / "map.tif")
    path.write_bytes(b"former")
    with pytest.raises(InputError):
        _run(mapped[2], path, extent=Extent(0, 0, 10, 10, mapped[1].grid.crs_wkt))
    assert path.read_bytes() == b"former"
