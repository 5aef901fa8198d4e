"""Every layer of a map is what the model says of a sample at its pixel, whatever else is asked for with it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import rasterio

from socmap_plugin.core.dataset import patch_dataset as dataset_file
from socmap_plugin.core.dataset.build import build
from socmap_plugin.core.jobs.mapping import PredictJob
from socmap_plugin.core.jobs.models import ForestSettings, TrainForestJob, TrainingSettings, TrainNetworkJob
from socmap_plugin.core.mapping import run
from socmap_plugin.core.mapping.layers import LAYERS
from socmap_plugin.core.models import model_file, train
from socmap_plugin.core.raster.cog import NODATA
from socmap_plugin.core.runtime.errors import InputError, ModelError
from socmap_plugin.core.runtime.progress import Progress
from tests.builders import datasets, landscapes
from tests.builders.listener import Listener
from tests.builders.plain_dissimilarity import plain
from tests.core.conftest import landscape_job

OF_0_3_0 = Path(__file__).parents[2] / "data/0.3.0"
NAMES = tuple(layer.name for layer in LAYERS)
TREES = ForestSettings(trees=50)


@pytest.fixture(scope="module", params=["network", "logarithmic", "hybrid", "forest"])
def mapped(request, tmp_path_factory):
    """A dataset, a model of it, and the job of all layers, run."""
    folder = tmp_path_factory.mktemp("layers")
    job = landscape_job(landscapes.context_landscape(1, size=60), folder, 80)
    dataset = build(job, Progress())[0]
    dataset_file.save(dataset, Path(job.dataset))
    model = str(folder / "m.socmodel")
    if request.param == "forest":
        train.run_forest(TrainForestJob(job.dataset, model, settings=TREES), Progress())
    else:
        settings = TrainingSettings(members=2, epochs=4, log_target="on" if request.param == "logarithmic" else "off")
        hybrid = request.param == "hybrid"
        train.run_network(TrainNetworkJob(job.dataset, model, "", settings, hybrid, TREES), Progress())
    wanted = PredictJob(model, **{name: str(folder / f"{name}.tif") for name in NAMES}, coverage=0.8)
    told = Listener()
    return dataset, model_file.load(Path(model)), wanted, run.run(wanted, told), told


def read(path):
    with rasterio.open(path) as raster:
        return raster.read(1), raster.descriptions[0], raster.units[0]


def test_limits_at_samples_are_those_of_their_predictions(mapped):
    dataset, model, job, *_ = mapped
    here = np.divmod(dataset.pixel_group, dataset.grid.width)
    mean = datasets.mapped_samples(model.predictor, dataset).mean
    lower, upper = model.trust.calibration.interval(mean, 0.8)
    assert np.allclose(read(job.lower)[0][here], lower, rtol=0, atol=1e-3)
    assert np.allclose(read(job.upper)[0][here], upper, rtol=0, atol=1e-3)
    values = read(job.output)[0]
    assert (read(job.lower)[0][values != NODATA] >= 0).all()
    assert (read(job.lower)[0] <= values).all()
    assert (values <= read(job.upper)[0]).all()


def test_dissimilarity_is_that_of_a_plain_calculation(mapped):
    dataset, model, job, *_ = mapped
    here = np.divmod(dataset.pixel_group, dataset.grid.width)
    index, density, inside = (read(getattr(job, name))[0] for name in ("dissimilarity", "density", "aoa"))
    space = model.trust.space
    assert (index[here] == 0).all()
    far = plain(dataset.flat().astype(float), dataset.flat().astype(float), space.samples.std(axis=0, ddof=1))[1]
    # The threshold is a distance of two samples, which rounding may put on either side.
    certain = (np.abs(far - space.threshold[0]) > 1e-6).all(axis=1)
    assert np.array_equal(density[here][certain], (far < space.threshold[0]).sum(axis=1)[certain])
    there = index != NODATA
    assert np.array_equal(inside[there] == 1, index[there] <= np.float32(space.threshold[0]))


def test_a_band_says_what_its_numbers_mean_and_in_which_unit(mapped):
    *_, job, _, _ = mapped
    found = {name: read(getattr(job, name))[1:] for name in NAMES}
    unit = mapped[0].target_unit
    assert found["lower"] == (f"lower limit of the 80 % prediction interval of SOC ({unit})", unit or None)
    assert found["output"] == (f"predicted SOC ({unit})", unit or None)
    assert found["aoa"] == ("area of applicability: 1 inside, 0 outside", None)


def test_how_much_lies_outside_the_area_of_applicability_is_said(mapped):
    *_, job, result, told = mapped
    inside = read(job.aoa)[0]
    expected = 100 * (inside == 0).sum() / (inside != NODATA).sum()
    assert result["outside_percent"] == pytest.approx(expected)
    assert any(line.startswith(f"{expected:.1f} % of the mapped area are outside") for line in told.lines)


@pytest.mark.parametrize("mapped", ["network", "forest"], indirect=True)
@pytest.mark.parametrize("names", [("lower",), ("density", "aoa"), ("stddev", "upper"), ()], ids="+".join)
def test_a_layer_is_the_same_whatever_is_made_with_it(mapped, names, tmp_path):
    *_, job, _, _ = mapped
    few = dataclasses.replace(job, **dict.fromkeys(NAMES, ""))
    few = dataclasses.replace(few, **{name: str(tmp_path / f"{name}.tif") for name in ("output", *names)})
    run.run(few, Progress())
    assert sorted(path.stem for path in tmp_path.iterdir()) == sorted(("output", *names))
    for name in ("output", *names):
        assert Path(getattr(few, name)).read_bytes() == Path(getattr(job, name)).read_bytes()


@pytest.mark.parametrize("mapped", ["forest"], indirect=True)
def test_wider_limits_enclose_narrower_ones(mapped, tmp_path):
    *_, job, _, _ = mapped
    found = []
    for coverage in (0.5, 0.95):
        own = dataclasses.replace(
            job, **{name: str(tmp_path / f"{name}{coverage}.tif") for name in NAMES}, coverage=coverage
        )
        run.run(own, Progress())
        found.append((read(own.lower)[0], read(own.upper)[0]))
    (low, high), (lowest, highest) = found
    assert (lowest <= low).all()
    assert (high <= highest).all()
    assert (highest - lowest).mean() > 1.5 * (high - low).mean()


@pytest.mark.parametrize("mapped", ["forest"], indirect=True)
def test_more_than_the_samples_can_promise_is_refused(mapped, tmp_path):
    *_, job, _, _ = mapped
    asked = dataclasses.replace(job, output=str(tmp_path / "m.tif"), coverage=0.99)
    with pytest.raises(InputError, match=r"COVERAGE is 0\.99, and the 80 samples .* can promise 0\.987 at most"):
        run.run(asked, Progress())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("names", [("lower", "upper"), ("aoa",)])
def test_a_model_of_an_earlier_version_has_no_such_layers_and_it_is_said(names, tmp_path, monkeypatch):
    monkeypatch.chdir(OF_0_3_0)
    files = {name: str(tmp_path / f"{name}.tif") for name in ("output", *names)}
    said = ", ".join(name.upper() for name in names)
    with pytest.raises(ModelError, match=rf"was trained without CALIBRATION, so {said} cannot be made; train"):
        run.run(PredictJob("forest.socmodel", **files), Progress())
    assert not list(tmp_path.iterdir())
