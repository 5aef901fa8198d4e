"""Speed of training: all members of a cross-validation in one batch against the loops that people write.

Ours is :func:`socmap_plugin.core.network.fit.fit` with the 50 networks of ten times five folds. Against it stand

``loop``
    plain PyTorch as well as it is written by hand: nn.Conv2d, nn.LSTM, torch.optim.Adam, the tensors of a fold
    scaled once and sliced into mini-batches, one fold after another;
``loader``
    the same with a Dataset and a DataLoader, as published code does.

The work is equal: architecture, rows, mini-batches, dropout, epochs, validation after every epoch and a copy of the
best weights. Augmentation is off, because the loops have none; the loops' Adam does without the weight decay of ours.
The loops train the first folds only, and every time is given for one network and epoch. A round times all variants
one after another, so that whatever else the machine does meets all of them; a ratio is taken within its round.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset

from benchmarks.timing import interleaved, product_rate, report, spread
from socmap_plugin.core.covariates.covariate_list import (
    BandSource,
    Covariates,
    StaticCovariate,
    TemporalGroup,
    TemporalVariable,
)
from socmap_plugin.core.dataset.patch_dataset import PatchDataset
from socmap_plugin.core.jobs.inputs import RasterLayer
from socmap_plugin.core.jobs.models import PRESETS, TrainingSettings
from socmap_plugin.core.network.cnn_lstm import KERNEL, Architecture, initial_parameters
from socmap_plugin.core.network.fit import architecture_for, fit
from socmap_plugin.core.network.members import Member, ensemble_members
from socmap_plugin.core.raster.grid import Grid
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.splits.folds import stratified_folds
from tests.builders.plain_network import PlainNetwork

SAMPLES, CHANNELS, WINDOW, STEPS, VARIABLES = 308, 10, 5, 10, 12
FOLDS, REPEATS = 5, 10
ROUNDS, EPOCHS = 5, 40  # about as many epochs as a network trains with early stopping
LOOP_FOLDS, LOADER_FOLDS = 4, 2  # of the 50: enough for the loops' times to settle

Batch = tuple[Tensor, Tensor, Tensor]  # patches, sequences, targets


def measure() -> dict[str, float]:
    """Print the table and return how many times faster than the loops we train, and how near the floor."""
    dataset = _dataset()
    folds = stratified_folds(dataset.strata, dataset.pixel_group, FOLDS, REPEATS, seed=1)
    print(f"{SAMPLES} samples, {FOLDS * REPEATS} networks, {torch.get_num_threads()} threads, {ROUNDS} rounds")
    figures: dict[str, float] = {}
    for preset in PRESETS:
        settings = TrainingSettings(preset=preset, members=1, epochs=EPOCHS, patience=EPOCHS, augment=False)
        members = [
            ensemble_members(np.flatnonzero(folds[repeat] != fold), dataset, settings, repeat, fold)[0]
            for repeat in range(REPEATS)
            for fold in range(FOLDS)
        ]
        times = interleaved(
            {
                "ours": partial(our_seconds, dataset, members, settings),
                "loop": partial(loop_seconds, dataset, members[:LOOP_FOLDS], settings),
                "loader": partial(_loop, dataset, members[:LOADER_FOLDS], settings, _loaded),
                "floor": partial(_floor, architecture_for(dataset, settings), members),
            },
            ROUNDS,
        )
        for name, values in times.items():
            print(f"{preset:10}{name:8}{spread(values * 1e3)} ms a network and epoch")
        for name in ("loop", "loader"):
            figures[f"train_vs_{name}_{preset}"] = report(f"{preset} vs {name}", times[name] / times["ours"])
        figures[f"train_floor_share_{preset}"] = report(f"{preset} floor share", times["floor"] / times["ours"])
        figures[f"train_ms_{preset}"] = float(np.median(times["ours"]) * 1e3)
    return figures


def _dataset() -> PatchDataset:
    """Noise: how long an epoch takes does not depend on what can be learnt."""
    rng = np.random.default_rng(1)
    layer = RasterLayer("noise", "noise.tif")
    static = tuple(StaticCovariate(f"s{i}", "terrain", "", BandSource(layer, i + 1)) for i in range(CHANNELS))
    sources = tuple(BandSource(layer, step + 1) for step in range(STEPS))
    variables = tuple(TemporalVariable(f"v{i}", "phenology", "", sources) for i in range(VARIABLES))
    group = TemporalGroup(tuple(str(2001 + step) for step in range(STEPS)), variables)
    return PatchDataset(
        target=rng.normal(20.0, 5.0, SAMPLES),
        static=rng.normal(size=(SAMPLES, CHANNELS, WINDOW, WINDOW)).astype(np.float32),
        temporal=(rng.normal(size=(SAMPLES, STEPS, VARIABLES)).astype(np.float32),),
        xy=rng.normal(size=(SAMPLES, 2)),
        strata=rng.choice(["a", "b", "c"], SAMPLES),
        pixel_group=np.arange(SAMPLES),
        sample_id=np.arange(SAMPLES).astype(str),
        covariates=Covariates(static, (group,)),
        grid=Grid("", (1.0, 0.0, 0.0, 0.0, -1.0, 0.0), 100, 100),
    )


# --- ours -------------------------------------------------------------------------------------------------------------


def our_seconds(dataset: PatchDataset, members: Sequence[Member], settings: TrainingSettings) -> float:
    """Return the seconds of a network and epoch where all are trained together."""
    started = time.perf_counter()
    fit(dataset, members, settings, Progress())
    elapsed = time.perf_counter() - started
    torch.use_deterministic_algorithms(False)  # a setting of the whole process, which the loops do without
    return elapsed / len(members) / settings.epochs


# --- the loops --------------------------------------------------------------------------------------------------------


class _NetworkWithDropout(PlainNetwork):
    def __init__(self, architecture: Architecture, seed: int, dropout: float) -> None:
        super().__init__(architecture, initial_parameters(architecture, [torch.Generator().manual_seed(seed)]), 0)
        self.dense = nn.Sequential(self.dense, nn.ReLU(), nn.Dropout(dropout))  # the ReLU that follows changes nothing


class _Samples(Dataset[Batch]):
    def __init__(self, tensors: Batch) -> None:
        self.patches, self.sequences, self.target = tensors

    def __len__(self) -> int:
        return len(self.target)

    def __getitem__(self, index: int) -> Batch:
        return self.patches[index], self.sequences[index], self.target[index]


def _sliced(tensors: Batch, size: int, shuffle: bool) -> Iterable[Batch]:
    """Return an object that gives the mini-batches anew every time it is iterated over."""

    class Slices:
        def __iter__(self) -> Iterator[Batch]:
            rows = torch.randperm(len(tensors[0])) if shuffle else torch.arange(len(tensors[0]))
            for part in rows.split(size):
                yield tensors[0][part], tensors[1][part], tensors[2][part]

    return Slices()


def _loaded(tensors: Batch, size: int, shuffle: bool) -> Iterable[Batch]:
    return DataLoader(_Samples(tensors), batch_size=size, shuffle=shuffle)


def loop_seconds(dataset: PatchDataset, members: Sequence[Member], settings: TrainingSettings) -> float:
    """Return the seconds of a network and epoch in the loop over networks that slices tensors itself."""
    return _loop(dataset, members, settings, _sliced)


def _loop(
    dataset: PatchDataset,
    members: Sequence[Member],
    settings: TrainingSettings,
    batches: Callable[[Batch, int, bool], Iterable[Batch]],
) -> float:
    started = time.perf_counter()
    for member in members:
        train, validation = (_tensors(dataset, rows, member.train) for rows in (member.train, member.validation))
        size = member.batch_size
        network = _NetworkWithDropout(architecture_for(dataset, settings), member.seed, member.dropout)
        _train(network, batches(train, size, True), batches(validation, len(validation[0]), False), settings)
    return (time.perf_counter() - started) / len(members) / settings.epochs


def _tensors(dataset: PatchDataset, rows: np.ndarray, fitted: np.ndarray) -> Batch:
    """Return rows scaled by the moments of the `fitted` rows."""
    scaled = []
    for values, axes in ((dataset.static, (0, 2, 3)), (dataset.temporal[0], (0, 1)), (dataset.target, (0,))):
        mean, spread = (f(values[fitted], axis=axes, keepdims=True) for f in (np.mean, np.std))
        scaled.append(torch.from_numpy(((values[rows] - mean) / spread).astype(np.float32)))
    return scaled[0], scaled[1], scaled[2]


def _train(
    network: nn.Module, train: Iterable[Batch], validation: Iterable[Batch], settings: TrainingSettings
) -> dict[str, Tensor]:
    """Return the best weights."""
    optimiser = torch.optim.Adam(network.parameters(), settings.learning_rate)
    best, best_loss = {}, float("inf")
    for _ in range(settings.epochs):
        network.train()
        for patches, sequences, target in train:
            loss = nn.functional.mse_loss(network(patches, [sequences]), target)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
        network.eval()
        with torch.no_grad():
            errors = [nn.functional.mse_loss(network(p, [s]), target).item() for p, s, target in validation]
        if np.mean(errors) < best_loss:
            best, best_loss = copy.deepcopy(network.state_dict()), float(np.mean(errors))
    return best


# --- the floor --------------------------------------------------------------------------------------------------------


def _floor(architecture: Architecture, members: Sequence[Member]) -> float:
    """Return the seconds of an epoch of one network if nothing but its products took time, at the best rate."""
    rows = np.mean([len(member.train) for member in members]), np.mean([len(member.validation) for member in members])
    learnt, evaluated = rows
    forward, backward = floating_point_operations(architecture)
    return float(learnt * (forward + backward) + evaluated * forward) / product_rate()


def floating_point_operations(architecture: Architecture) -> tuple[int, int]:
    """Count the operations of the products that one sample cannot do without, forward and backward.

    Taps of a convolution that fall on the padding, positions that no pooling reads, the gradient of the covariates
    and the recurrent product of the first step, whose state is zero, are not counted; neither is anything elementwise.
    """
    products: list[tuple[int, bool]] = []  # multiplications, and whether the gradient of the input is needed
    for i, (depth, filters, width) in enumerate(
        zip((architecture.channels, *architecture.filters), architecture.filters, architecture.maps)
    ):
        used = 2 * (width // 2) if width > 1 else 1
        taps = sum(0 <= out + tap - KERNEL // 2 < width for out in range(used) for tap in range(KERNEL))  # of one axis
        products.append((taps**2 * depth * filters, i > 0))
    gates = 4 * architecture.hidden
    for steps, variables in architecture.sequences:
        for layer in range(architecture.layers):
            products.append((steps * (architecture.hidden if layer else variables) * gates, layer > 0))
            products.append(((steps - 1) * architecture.hidden * gates, True))
    joined = architecture.static_features + architecture.hidden * len(architecture.sequences)
    products += [(joined * architecture.dense, True), (architecture.dense + architecture.plain_values, True)]
    forward = 2 * sum(count for count, _ in products)
    return forward, forward + 2 * sum(count for count, needed in products if needed)
