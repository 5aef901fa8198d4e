"""All that is fuzzed, and how the files are: datasets, models, rasters, maps that are not finished."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import zipfile
from pathlib import Path

import numpy as np
import rasterio

from socmap_plugin.core.covariates.covariate_list import BandSource, covariate_groups
from socmap_plugin.core.dataset import build
from socmap_plugin.core.dataset import patch_dataset as dataset_file
from socmap_plugin.core.jobs.inputs import RasterLayer, RecordedPath
from socmap_plugin.core.jobs.mapping import PredictJob
from socmap_plugin.core.jobs.models import ForestSettings, TrainForestJob, TrainingSettings, TrainNetworkJob
from socmap_plugin.core.mapping import run as mapping
from socmap_plugin.core.models import model_file, train
from socmap_plugin.core.models.hybrid import Hybrid
from socmap_plugin.core.raster.grid import Window
from socmap_plugin.core.raster.known_files import describe
from socmap_plugin.core.raster.reading import GridStack
from socmap_plugin.core.runtime.errors import Cancelled
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.splits.prediction_area import prediction_area
from socmap_plugin.core.unfinished.files import JOURNAL_NAME, VALUES_NAME
from tests.builders import landscapes, rasters
from tests.builders.landscape_maps import made_map, map_in
from tests.core.conftest import landscape_job
from tests.fuzz.damage import STRANGE, damaged_bytes, damaged_json
from tests.fuzz.jobs import Jobs, Tables
from tests.fuzz.kind import Kind

TREES = ForestSettings(trees=50)


class Datasets(Kind):
    """Patch datasets: bytes, and headers of any content."""

    def prepare(self):
        self.job = rasters.build_job(self.folder)
        build.run(self.job, Progress())
        self.content = Path(self.job.dataset).read_bytes()
        with np.load(self.job.dataset) as archive:
            self.arrays = dict(archive)
        self.numbers = self._numbers(dataset_file.load(Path(self.job.dataset)))

    def damaged(self, rng, path):
        if rng.random() < 0.5:
            (path / "d.npz").write_bytes(damaged_bytes(rng, self.content))
            return None
        header = damaged_json(rng, json.loads(str(self.arrays["header"])))
        text = json.dumps(header)
        with open(path / "d.npz", "wb") as stream:
            np.savez(stream, **{**self.arrays, "header": np.array(text)})
        return header

    def use(self, path, told):
        dataset = dataset_file.load(path / "d.npz")
        covariate_groups(dataset.covariates, "")
        found = self._numbers(dataset)
        if told is not None:
            prediction_area(dataset, 20)
        dataset_file.save(dataset, path / "again.npz")
        return found == self.numbers

    def _numbers(self, dataset):
        arrays = (dataset.target, dataset.flat(), dataset.xy, dataset.pixel_group)
        return [array.tobytes() for array in arrays], dataset.sample_id.tolist()


class Models(Kind):
    """Models of networks and forest: bytes, and manifests of any content; those that load are mapped."""

    def prepare(self):
        self.job = rasters.build_job(self.folder)
        build.run(self.job, Progress())
        settings = TrainingSettings(members=2, epochs=2, patience=2, device="cpu")
        model = str(self.folder / "m.socmodel")
        train.run_network(TrainNetworkJob(self.job.dataset, model, "", settings, True, TREES), Progress())
        self.content = Path(model).read_bytes()
        self.dataset = dataset_file.load(Path(self.job.dataset))
        self.numbers = self._numbers(model_file.load(Path(model)))

    def damaged(self, rng, path):
        if rng.random() < 0.5:
            (path / "m.socmodel").write_bytes(damaged_bytes(rng, self.content))
            return False
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            manifest, weights = (archive.read(name) for name in ("manifest.json", "weights.safetensors"))
        original = json.loads(manifest)
        changed = damaged_json(rng, original)
        with zipfile.ZipFile(path / "m.socmodel", "w") as archive:
            archive.writestr("manifest.json", json.dumps(changed))
            archive.writestr("weights.safetensors", weights)
        return rng.random() < 0.3

    def use(self, path, told):
        model = model_file.load(path / "m.socmodel")
        if told:
            mapping.run(PredictJob(str(path / "m.socmodel"), str(path / "map.tif"), device="cpu"), Progress())
        # A manifest may say of a hybrid that it is one of its parts, or that its networks have learnt a logarithm.
        if not isinstance(model.predictor, Hybrid) or model.predictor.ensemble.scaling.log_target:
            return None
        return self._numbers(model) == self.numbers

    def _numbers(self, model):
        forest, ensemble = model.predictor.forest, model.predictor.ensemble
        networks = ensemble.predict(self.dataset.static, self.dataset.temporal)
        return forest.predict(self.dataset.flat()).tobytes(), networks.tobytes()


class Rasters(Kind):
    """GeoTIFFs and virtual rasters, recorded and chosen: bytes, places, sources."""

    def prepare(self):
        values = np.random.default_rng(1).normal(size=(3, 48, 40)).astype(np.float32)
        names = ("greenup_2002", "greenup_2003", "greenup_2004")
        layer = rasters.raster(self.folder / "greenup.tif", values, nodata=-9999, names=names, compress="deflate")
        self.content = Path(layer.path).read_bytes()
        self.grid = describe(layer)[0]
        rasterio.shutil.copy(layer.path, self.folder / "greenup.vrt", driver="VRT")
        self.virtual = (self.folder / "greenup.vrt").read_text()

    def damaged(self, rng, path):
        kind = rng.integers(3)
        name = ("a.tif", "a.tif", "a.vrt")[kind]
        shutil.copy(self.folder / "greenup.tif", path / "greenup.tif")
        if kind == 0:
            (path / name).write_bytes(damaged_bytes(rng, self.content))
        elif kind == 1:
            shutil.copy(path / "greenup.tif", path / name)
            with rasterio.open(path / name, "r+") as raster:
                t = [float(number) for number in tuple(raster.transform)[:6]]
                t[rng.integers(6)] = float(rng.choice([0, 1e-300, 1e300, -1, 90, 1e-13, np.inf, np.nan]))
                raster.transform = rasterio.Affine(*t)
                raster.nodata = float(rng.choice([0, np.nan, np.inf, 1e300, -9999]))
                raster.set_band_description(1, str(rng.choice(["", "a\nb", "greenup_2003", "x" * 3000])))
        else:
            names = [text for text in STRANGE if isinstance(text, str) and "\udcfc" not in text]
            source = names[rng.integers(len(names))] if rng.random() < 0.5 else "greenup.tif"
            text = self.virtual.replace("greenup.tif", source)
            (path / name).write_bytes(damaged_bytes(rng, text.encode()) if rng.random() < 0.7 else text.encode())
        return name, kind == 2 or rng.random() < 0.5

    def use(self, path, told):
        name, is_recorded = told
        text = str(path / name)
        layer = RasterLayer("greenup", RecordedPath(text) if is_recorded else text)
        own, bands = describe(layer)
        sources = [BandSource(layer, info.index) for info in bands[:3]]
        for grid in (own, self.grid):
            with GridStack(sources, grid) as stack:
                values, valid = stack.read(Window(-2, 3, 20, 16))
                assert np.isfinite(values[valid]).all()
                assert values.shape == (len(sources), 20, 16)


class Interrupted(Progress):
    """Cancels itself at some window."""

    def __init__(self, windows: int) -> None:
        super().__init__()
        self.windows = windows

    def report(self, fraction, message=""):
        self.windows -= message.startswith("window")
        if self.windows == 0:
            self.cancel()
        super().report(fraction, message)


class Maps(Kind):
    """Maps that are not finished: bytes of their values and journals; the finished map must be the same."""

    def prepare(self):
        dataset = landscape_job(landscapes.context_landscape(1, size=200), self.folder, 60)
        build.run(dataset, Progress())
        model = str(self.folder / "f.socmodel")
        train.run_forest(TrainForestJob(dataset.dataset, model, settings=TREES), Progress())
        self.job = map_in(PredictJob(model, "", memory_mb=2), self.folder)
        self.whole = made_map(self.job)

    def damaged(self, rng, path):
        mine = map_in(self.job, path)
        with contextlib.suppress(Cancelled):
            made_map(mine, Interrupted(int(rng.integers(2, 12))))
        (folder,) = path.glob(".map.tif.*")
        file = folder / str(rng.choice([VALUES_NAME, JOURNAL_NAME]))
        file.write_bytes(damaged_bytes(rng, file.read_bytes()))
        return mine

    def use(self, path, told):
        return made_map(told) == self.whole


KINDS = {
    "dataset": Datasets,
    "model": Models,
    "raster": Rasters,
    "job": Jobs,
    "map": Maps,
    "table": Tables,
}
