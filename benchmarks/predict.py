"""Speed of prediction: a map by dense evaluation against the ways in which people make one.

Ours is `DenseEnsemble` (core/dense/ensemble_map.py) with five members on a window of 512 x 512 pixels of 90 m, whose
sequences are of 500 m. Against it stand

``pixel``
    a plain nn.Module, one pixel after another: its patch is cut from the raster, its sequence looked up;
``patches``
    the same module on batches of 1024 patches and sequences that lie ready;
``cutting``
    the same, the batches cut from the raster as they are needed, which a map cannot do without;
``forest``
    scikit-learn's random forest on rows of all variables that lie ready, on all cores.

Times are for one pixel and one member, those of the forest for one pixel. Ours has everything in its time: scaling,
both branches, back-transform, mean and standard deviation. The others get scaled covariates and give scaled targets. A
round times all of them one after another, and a ratio is taken within its round. The floor is what the products that a
pixel cannot do without would take at the rate of a large matrix product of the same round.

``python -m benchmarks.predict --help`` says how to run parts.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.ensemble import RandomForestRegressor
from torch import Tensor

from benchmarks.predict_map import MEGAPIXELS, RUNS, end_to_end
from benchmarks.timing import interleaved, product_rate, report, spread
from socmap_plugin.core.dense.ensemble_map import DenseEnsemble, operations_a_pixel
from socmap_plugin.core.jobs.models import PRESETS, ForestSettings, TrainingSettings
from socmap_plugin.core.models import model_file
from socmap_plugin.core.network.cnn_lstm import Architecture, initial_parameters
from socmap_plugin.core.network.ensemble import Ensemble
from socmap_plugin.core.network.scaling import Scaling
from socmap_plugin.core.patches.patches import cut_patches
from socmap_plugin.core.patches.windows import CellSequences, WindowCovariates
from tests.builders.plain_network import PlainNetwork

CHANNELS, PATCH_PX, STEPS, VARIABLES = 10, 5, 10, 12
MEMBERS, SIDE_PX = 5, 512
PIXEL_M, CELL_M = 90.0, 500.0
ROUNDS = 7
SINGLE_PIXELS, BATCHES, BATCH, FOREST_ROWS = 400, 32, 1024, 32_768  # enough for times to settle
FOREST_SAMPLES = 308  # of the paper; how deep the trees are hangs on it
MEAN, SPREAD = 100.0, 10.0  # of every covariate here

Batch = tuple[Tensor, Tensor]  # patches, sequences


def measure(
    engine_only: bool = False,
    megapixels: Iterable[float] = MEGAPIXELS,
    runs: int = RUNS,
    keep: Path | None = None,
) -> dict[str, float]:
    """Print the tables and return how much faster than the others we predict, how near the floor, and whole maps."""
    figures = engine()
    if not engine_only:
        figures |= end_to_end(model_seconds, sorted(megapixels), runs, keep)
    return figures


def engine() -> dict[str, float]:
    """Return the ratios of both presets; those without a suffix are of the paper's."""
    print(f"{SIDE_PX} x {SIDE_PX} pixels, {MEMBERS} members, {torch.get_num_threads()} threads, {ROUNDS} rounds")
    covariates = window_covariates(Architecture.of(TrainingSettings(), CHANNELS, PATCH_PX, [(STEPS, VARIABLES)]))
    forest = partial(_forest, *_grown_forest())
    figures: dict[str, float] = {}
    for preset in PRESETS:
        suffix = "" if preset == PRESETS[0] else f"_{preset}"
        ensemble = _ensemble(preset)
        ours, plain = DenseEnsemble(ensemble, PATCH_PX), _Plain(ensemble, covariates)
        times = interleaved(
            {
                "ours": partial(_ours, ours, covariates, MEMBERS),
                "pixel": plain.one_by_one,
                "patches": plain.ready_batches,
                "cutting": plain.cut_batches,
                "forest": forest,
                "floor": partial(_floor, ensemble.architecture, covariates),
            },
            ROUNDS,
        )
        for name, values in times.items():
            print(f"{preset:10}{name:10}{spread(values * 1e6)} us a pixel", flush=True)
        for name in ("pixel", "patches", "cutting", "forest"):
            label = f"{preset} vs {name}"
            figures[f"predict_vs_{name}{suffix}"] = report(label, times[name] / times["ours"])
        figures[f"predict_floor_ratio{suffix}"] = report(f"{preset} over floor", times["ours"] / times["floor"])
        figures[f"predict_us{suffix}"] = float(np.median(times["ours"]) * 1e6)
    return figures


def model_seconds(path: Path) -> float:
    """Return the seconds a pixel of the engine with all members of a model file, the best way it can run."""
    predictor = model_file.load(path).predictor
    if not isinstance(predictor, Ensemble):
        raise TypeError(f"{path} is no model of networks")
    covariates = window_covariates(predictor.architecture)
    ours = DenseEnsemble(predictor, predictor.architecture.window)
    _ours(ours, covariates, 1)
    return float(np.median([_ours(ours, covariates, 1) for _ in range(5)]))


def window_covariates(architecture: Architecture) -> WindowCovariates:
    """Return noise: how long a prediction takes does not depend on the values."""
    rng = np.random.default_rng(1)
    place = np.floor((np.arange(SIDE_PX) + 0.5) * PIXEL_M / CELL_M).astype(np.int32)
    cells = int(place[-1]) + 1
    block = SIDE_PX + architecture.window - 1
    return WindowCovariates(
        _noise(rng, (architecture.channels, block, block)),
        np.ones((SIDE_PX, SIDE_PX), np.bool_),
        tuple(
            CellSequences(_noise(rng, (cells * cells, *shape)), place[:, None] * np.int32(cells) + place)
            for shape in architecture.sequences
        ),
    )


def _noise(rng: np.random.Generator, shape: tuple[int, ...]) -> NDArray[np.float32]:
    return MEAN + SPREAD * rng.standard_normal(shape, np.float32)


def _ensemble(preset: str) -> Ensemble:
    architecture = Architecture.of(TrainingSettings(preset=preset), CHANNELS, PATCH_PX, [(STEPS, VARIABLES)])
    generators = [torch.Generator().manual_seed(member) for member in range(MEMBERS)]

    def moments(mean: float, deviation: float, *shape: int) -> NDArray[np.float32]:
        return np.stack([np.full((MEMBERS, *shape), value, np.float32) for value in (mean, deviation)])

    scaling = Scaling(
        moments(MEAN, SPREAD, CHANNELS),
        (moments(MEAN, SPREAD, VARIABLES),),
        moments(20.0, 5.0),
        np.ones(MEMBERS, np.float32),
        False,
    )
    return Ensemble(architecture, initial_parameters(architecture, generators), scaling)


# --- ours and the floor -----------------------------------------------------------------------------------------------


def _ours(engine: DenseEnsemble, covariates: WindowCovariates, members: int) -> float:
    started = time.perf_counter()
    engine.predict(covariates)
    return (time.perf_counter() - started) / covariates.usable.size / members


def _floor(architecture: Architecture, covariates: WindowCovariates) -> float:
    pixels_a_cell = covariates.usable.size / len(covariates.temporal[0].values)
    return operations_a_pixel(architecture, pixels_a_cell) / product_rate()


# --- the others -------------------------------------------------------------------------------------------------------


class _Plain:
    """The first member as a plain nn.Module, and its scaled covariates."""

    def __init__(self, ensemble: Ensemble, covariates: WindowCovariates) -> None:
        self.network = PlainNetwork(ensemble.architecture, ensemble.parameters, 0).eval()
        for weight in self.network.parameters():
            weight.data = weight.data.contiguous()  # as a network that was not made of ours has them; a little faster
        self.block = (covariates.static - np.float32(MEAN)) / np.float32(SPREAD)
        self.sequences = torch.from_numpy((covariates.temporal[0].values - np.float32(MEAN)) / np.float32(SPREAD))
        self.cell = torch.from_numpy(covariates.temporal[0].cell.astype(np.int64))
        pixels = np.arange(BATCHES * BATCH).reshape(BATCHES, BATCH)
        self.pixels = list(zip(*np.divmod(pixels, SIDE_PX)))
        self.ready = [self._cut(row, col) for row, col in self.pixels]

    def one_by_one(self) -> float:
        places = np.random.default_rng(2).integers(0, SIDE_PX, (SINGLE_PIXELS, 2)).tolist()

        def pixels() -> Iterable[Batch]:
            for row, col in places:
                patch = np.ascontiguousarray(self.block[:, row : row + PATCH_PX, col : col + PATCH_PX])
                yield torch.from_numpy(patch)[None], self.sequences[self.cell[row, col]][None]

        return self._seconds(pixels, SINGLE_PIXELS)

    def ready_batches(self) -> float:
        return self._seconds(lambda: self.ready, BATCHES * BATCH)

    def cut_batches(self) -> float:
        return self._seconds(lambda: (self._cut(row, col) for row, col in self.pixels), BATCHES * BATCH)

    def _cut(self, row: NDArray[np.int64], col: NDArray[np.int64]) -> Batch:
        patches = torch.from_numpy(cut_patches(self.block, row, col, PATCH_PX))
        return patches, self.sequences[self.cell[row, col]]

    def _seconds(self, batches: Callable[[], Iterable[Batch]], pixels: int) -> float:
        started = time.perf_counter()
        with torch.inference_mode():
            for patches, sequences in batches():
                self.network(patches, [sequences]).numpy()
        return (time.perf_counter() - started) / pixels


def _grown_forest() -> tuple[RandomForestRegressor, NDArray[np.float32]]:
    """Return a forest as the plugin grows it, and rows to predict."""
    rng, settings = np.random.default_rng(3), ForestSettings()
    regressor = RandomForestRegressor(
        settings.trees,
        max_features=settings.max_features,
        min_samples_leaf=settings.min_leaf,
        random_state=settings.seed,
        n_jobs=-1,
    )
    variables = CHANNELS + STEPS * VARIABLES
    regressor.fit(_noise(rng, (FOREST_SAMPLES, variables)), rng.normal(20.0, 5.0, FOREST_SAMPLES))
    return regressor, _noise(rng, (FOREST_ROWS, variables))


def _forest(regressor: RandomForestRegressor, rows: NDArray[np.float32]) -> float:
    started = time.perf_counter()
    regressor.predict(rows)
    return (time.perf_counter() - started) / len(rows)


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.predict", description="Run parts of this benchmark.")
    parser.add_argument("--engine-only", action="store_true", help="no whole maps")
    parser.add_argument("--megapixels", type=float, nargs="+", default=MEGAPIXELS, help="sizes of the maps")
    parser.add_argument("--runs", type=int, default=RUNS, help="how often every map is made")
    parser.add_argument("--keep", type=Path, help="folder in which the stacks stay for the next time")
    for name, value in measure(**vars(parser.parse_args())).items():
        print(f"{name:45}{value:10.3f}")


if __name__ == "__main__":
    _main()
