"""Speed of trees on the map: forest, extra trees and stack against scikit-learn's own prediction of the same trees.

Ours are the predictors of a model file (core/dense/predictors.py) on a window of a virtual landscape with all 130
variables of the paper, whose static covariates are alike in space and whose sequences are of cells of five pixels. It
makes the features of window and place, and gives mean and standard deviation. scikit-learn gets rows that lie ready and
gives the mean, on all processors. Against the stack stands what both of its kinds of trees take there, while ours
evaluates five networks as well. A round times all of them one after another, and a ratio is taken within its round.
"""

from __future__ import annotations

import dataclasses
import tempfile
import time
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import ExtraTreesRegressor, RandomForestRegressor

from benchmarks.protocol import STATIC, TEMPORAL
from benchmarks.timing import interleaved, report, spread
from socmap_plugin.core.dataset.build import build
from socmap_plugin.core.dataset.patch_dataset import PatchDataset
from socmap_plugin.core.dense.predictors import WindowPredictor, window_predictor
from socmap_plugin.core.jobs.models import ForestSettings, TrainingSettings
from socmap_plugin.core.models.stack import Part, Stack, extra_trees
from socmap_plugin.core.network.fit import fit
from socmap_plugin.core.network.members import ensemble_members
from socmap_plugin.core.patches.windows import WindowCovariates, WindowReader
from socmap_plugin.core.raster.grid import Window
from socmap_plugin.core.raster.mask import mask_of
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.trees.features import TreeFeatures
from socmap_plugin.core.trees.forest import flattened
from socmap_plugin.core.trees.tree_model import TreeModel
from tests.builders import landscapes
from tests.core.conftest import landscape_job

SIDE_PX, SAMPLES, ROUNDS = 500, 308, 5
RANGE_PX, YEAR_SHARE = 4.0, 0.3  # of the covariates that mean nothing: how far they are alike; what is a year's own
ROWS = 20_000  # that scikit-learn predicts, enough for its time to settle
EPOCHS = 3  # how long a prediction takes does not depend on how well a network is trained


def measure() -> dict[str, float]:
    """Print the times and return how often scikit-learn's time is ours."""
    with tempfile.TemporaryDirectory(prefix="socmap-bench-") as folder:
        dataset, window = _dataset_and_window(_landscape(), Path(folder))
    forest = _grown(dataset, ForestSettings())
    extra = _grown(dataset, extra_trees(ForestSettings()))
    parts = {"forest": forest.model.forest, "extratrees": extra.model, "stack": _stack(dataset, forest, extra)}
    variants = {
        name: partial(_ours, window_predictor(part, dataset.window, "cpu"), window) for name, part in parts.items()
    }
    times = interleaved({**variants, "sklearn forest": forest.seconds, "sklearn extratrees": extra.seconds}, ROUNDS)
    for name, values in times.items():
        print(f"{name:20}{spread(values * 1e6)} us a pixel", flush=True)
    both = times["sklearn forest"] + times["sklearn extratrees"]
    others = {"forest": times["sklearn forest"], "extratrees": times["sklearn extratrees"], "stack": both}
    return {
        f"map_{name}_vs_sklearn": report(f"{name} vs sklearn", other / times[name]) for name, other in others.items()
    }


def _landscape() -> landscapes.Landscape:
    known = landscapes.context_landscape(1, SIDE_PX)
    rng = np.random.default_rng(9)
    steps, *cells = next(iter(known.temporal.values())).shape

    def field(*shape: int) -> NDArray[np.float32]:
        return landscapes.random_field(rng, shape, RANGE_PX).astype(np.float32)

    series = {
        name: field(*cells) + np.float32(YEAR_SHARE) * rng.standard_normal((steps, *cells), np.float32)
        for name in TEMPORAL
    }
    static = {name: field(SIDE_PX, SIDE_PX) for name in STATIC}
    return dataclasses.replace(known, static=known.static | static, temporal=known.temporal | series)


def _dataset_and_window(landscape: landscapes.Landscape, folder: Path) -> tuple[PatchDataset, WindowCovariates]:
    job = landscape_job(landscape, folder, SAMPLES)
    dataset = build(job, Progress())[0]
    everywhere = mask_of(None, dataset.grid)
    with WindowReader(dataset.covariates, dataset.grid, dataset.window, job.temporal_resampling, everywhere) as reader:
        return dataset, reader.read(Window(row=0, col=0, height=SIDE_PX, width=SIDE_PX))


@dataclasses.dataclass(frozen=True)
class _Grown:
    """Trees as we and as scikit-learn keep them, and rows of theirs."""

    model: TreeModel
    regressor: RandomForestRegressor | ExtraTreesRegressor
    rows: NDArray[np.float32]

    def seconds(self) -> float:
        """Return the seconds that scikit-learn takes a row."""
        started = time.perf_counter()
        self.regressor.predict(self.rows)
        return (time.perf_counter() - started) / len(self.rows)


def _grown(dataset: PatchDataset, settings: ForestSettings) -> _Grown:
    features = TreeFeatures.of(dataset, settings)
    rows = features.rows(dataset)
    kind = RandomForestRegressor if settings.kind == "forest" else ExtraTreesRegressor
    regressor = kind(
        settings.trees,
        max_features=settings.max_features,
        min_samples_leaf=settings.min_leaf,
        bootstrap=True,
        random_state=settings.seed,
        n_jobs=-1,
    )
    regressor.fit(rows, dataset.target)
    mixed = np.random.default_rng(2).integers(0, len(rows), (ROWS, rows.shape[1]))
    ready = np.take_along_axis(rows, mixed, axis=0)  # the ways down the trees are as many as on a map
    return _Grown(TreeModel(flattened(regressor), features), regressor, ready)


def _stack(dataset: PatchDataset, forest: _Grown, extra: _Grown) -> Stack:
    settings = TrainingSettings(epochs=EPOCHS, patience=EPOCHS)
    members = ensemble_members(np.arange(len(dataset)), dataset, settings)
    parts: tuple[Part, ...] = (fit(dataset, members, settings, Progress()).ensemble, forest.model.forest, extra.model)
    return Stack(parts, (1 / 3,) * 3, 0.0)


def _ours(predict: WindowPredictor, window: WindowCovariates) -> float:
    started = time.perf_counter()
    predict(window, Progress())
    return (time.perf_counter() - started) / window.usable.size
