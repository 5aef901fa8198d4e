"""Models and datasets of strangers: what their headers claim is compared with the files before it is believed."""

import dataclasses
import os
from pathlib import Path

import pytest

from socmap_plugin.core.dataset import patch_dataset as dataset_file
from socmap_plugin.core.jobs.inputs import RecordedPath
from socmap_plugin.core.jobs.mapping import PredictJob
from socmap_plugin.core.jobs.models import ForestSettings, TrainForestJob
from socmap_plugin.core.mapping import run
from socmap_plugin.core.models import model_file, train
from socmap_plugin.core.runtime.errors import DatasetError, InputError, ModelError
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.splits.prediction_area import prediction_area
from tests.builders.refusals import assert_sentence

SIDE = 10**6


@pytest.fixture(scope="module")
def model(small_dataset, tmp_path_factory):
    folder = tmp_path_factory.mktemp("model")
    dataset_file.save(small_dataset, folder / "d.npz")
    job = TrainForestJob(str(folder / "d.npz"), str(folder / "m.socmodel"), settings=ForestSettings(trees=50))
    train.run_forest(job, Progress())
    return model_file.load(Path(job.model))


def with_contract(model, path, **changes):
    model_file.save(dataclasses.replace(model, contract=dataclasses.replace(model.contract, **changes)), path)
    return str(path)


def refused(job, kind, words):
    with pytest.raises(kind) as caught:
        run.run(job, Progress())
    assert_sentence(str(caught.value), words)
    folder = Path(job.output).parent
    assert [name for name in os.listdir(folder) if name.startswith(Path(job.output).name)] == []


def test_a_grid_that_its_covariates_do_not_explain(model, tmp_path):
    huge = dataclasses.replace(model.contract.grid, width=SIDE, height=SIDE)
    path = with_contract(model, tmp_path / "m.socmodel", grid=huge)
    refused(PredictJob(path, str(tmp_path / "map.tif")), ModelError, f"would have {SIDE} x {SIDE} pixels")


def test_the_area_of_a_huge_grid_is_drawn_in_bounded_time(small_dataset):
    huge = dataclasses.replace(
        small_dataset, grid=dataclasses.replace(small_dataset.grid, width=2**31 - 1, height=2**31 - 1)
    )
    with pytest.raises(InputError) as caught:
        prediction_area(huge)
    assert_sentence(str(caught.value), "None of .* pixels of the reference grid has every static covariate")


@pytest.mark.parametrize("path", ["/vsicurl/http://127.0.0.1:9/a.tif", "<GDAL_WMS/>", "http://127.0.0.1:9/a.tif"])
def test_a_model_that_records_an_address(model, tmp_path, path):
    covariates = model.contract.covariates
    first = covariates.static[0]
    layer = dataclasses.replace(first.source.layer, path=RecordedPath(path))
    moved = dataclasses.replace(first, source=dataclasses.replace(first.source, layer=layer))
    strange = dataclasses.replace(covariates, static=(moved, *covariates.static[1:]))
    path = with_contract(model, tmp_path / "m.socmodel", covariates=strange)
    refused(PredictJob(path, str(tmp_path / "map.tif")), InputError, "only files of this computer are opened for it")


def test_files_that_are_pipes(tmp_path):
    for name, load, kind in (("d.npz", dataset_file.load, DatasetError), ("m.socmodel", model_file.load, ModelError)):
        os.mkfifo(tmp_path / name)
        with pytest.raises(kind) as caught:
            load(tmp_path / name)
        assert_sentence(str(caught.value), "is not a SOC Map")


def test_a_dataset_that_does_not_fit_in_memory(small_dataset, tmp_path, monkeypatch):
    dataset_file.save(small_dataset, tmp_path / "d.npz")
    monkeypatch.setattr("socmap_plugin.core.dataset.foreign_files.available_bytes", lambda: 2**16)
    with pytest.raises(DatasetError) as caught:
        dataset_file.load(tmp_path / "d.npz")
    assert_sentence(str(caught.value), "MB of memory are free; close other programs")


def test_more_samples_than_were_given(small_dataset, tmp_path):
    few = dataclasses.replace(small_dataset, header={**small_dataset.header, "samples_given": 5})
    dataset_file.save(few, tmp_path / "d.npz")
    with pytest.raises(DatasetError, match="it holds 80 samples of 5"):
        dataset_file.load(tmp_path / "d.npz")
