"""The dense evaluation gives what cutting a patch around every pixel gives."""

from __future__ import annotations

import dataclasses
import functools

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from socmap_plugin.core.dense.ensemble_map import LEAST_TILE_PX, DenseEnsemble, operations_a_pixel
from socmap_plugin.core.dense.position_kinds import of_patch, taps_a_pixel
from socmap_plugin.core.dense.predictors import window_predictor
from socmap_plugin.core.jobs.models import PRESETS, TrainingSettings
from socmap_plugin.core.mapping.run import THREAD_MB
from socmap_plugin.core.network.cnn_lstm import Architecture, initial_parameters
from socmap_plugin.core.network.ensemble import Ensemble
from socmap_plugin.core.network.ranges import Ranges
from socmap_plugin.core.network.scaling import Scaling
from socmap_plugin.core.patches.patches import cut_patches
from socmap_plugin.core.patches.windows import CellSequences, WindowCovariates
from socmap_plugin.core.runtime.errors import Cancelled, InputError
from socmap_plugin.core.runtime.progress import Progress

WINDOWS = (1, 3, 5, 7, 9, 15)
STATIC, ONE, TWO = (4, ()), (3, ((3, 2),)), (2, ((2, 3), (4, 1)))  # channels; steps and variables of temporal groups
TEMPORAL, TWO_TEMPORAL = (0, ((3, 2),)), (0, ((2, 3), (4, 1)))
INPUTS = {"static": STATIC, "both": ONE, "two groups": TWO, "temporal": TEMPORAL, "two temporal": TWO_TEMPORAL}


def ensemble(window, inputs, members=2, seed=1, log_target=False, spread=1.0, **changes):
    """Random networks, each with a scaling a little different; `spread` is that of the covariates around -40 to 40."""
    channels, groups = inputs
    architecture = Architecture.of(TrainingSettings(**changes), channels, window, groups)
    rng = np.random.default_rng(seed)

    def moments(count):
        mean = rng.uniform(-40, 40, count) + spread * rng.normal(0, 0.1, (members, count))
        return np.stack([mean, spread * rng.uniform(0.9, 1.1, (members, count))]).astype(np.float32)

    scaling = Scaling(
        moments(channels),
        tuple(moments(variables) for _, variables in groups),
        np.stack([rng.uniform(1, 3, members), rng.uniform(0.5, 1, members)]).astype(np.float32),
        rng.uniform(1, 1.2, members).astype(np.float32) if log_target else np.ones(members, np.float32),
        log_target,
    )
    generators = [torch.Generator().manual_seed(seed * 100 + member) for member in range(members)]
    parameters = initial_parameters(architecture, generators)
    shortcut = parameters["output.weight"][:, architecture.dense :]
    shortcut.copy_(0.2 * torch.randn(shortcut.shape, generator=generators[0]))  # it begins at 0
    return Ensemble(architecture, parameters, scaling)


def covariates(model, height, width, cell_px=3.3, usable=1.0, seed=1):
    """Random covariates of a window, temporal cells of some pixels, and holes."""
    rng = np.random.default_rng(seed)
    margin = model.architecture.window - 1

    def values(moments, shape):
        mean, spread = moments.mean(axis=1)
        return (rng.normal(size=(*shape, len(mean))) * spread + mean).astype(np.float32)

    static = np.moveaxis(values(model.scaling.static, (height + margin, width + margin)), -1, 0)
    groups = []
    for number, ((steps, _), moments) in enumerate(zip(model.architecture.sequences, model.scaling.temporal)):
        row, col = (np.arange(size) / (cell_px + number) for size in (height, width))
        cell = row.astype(int)[:, None] * (int(col[-1]) + 1) + col.astype(int)
        groups.append(CellSequences(values(moments, (cell.max() + 1, steps)), cell.astype(np.int32)))
    return WindowCovariates(np.ascontiguousarray(static), rng.random((height, width)) <= usable, tuple(groups))


def by_patches(model, window):
    """Cut a patch around every pixel: (M, height, width) scaled predictions."""
    height, width = window.usable.shape
    row, col = np.divmod(np.arange(height * width), width)
    patches = cut_patches(window.static, row, col, model.architecture.window)
    sequences = [group.values[group.cell.ravel()] for group in window.temporal]
    return model.predict_scaled(patches, sequences).reshape(-1, height, width)


def held(model, widths=1.0):
    """The same networks, which hold each covariate so many standard deviations from its mean."""

    def edges(moments):
        mean, spread = moments.mean(axis=1)
        both = np.stack([mean - widths * spread, mean + widths * spread]).astype(np.float32)
        return np.repeat(both[:, None], moments.shape[1], axis=1)

    ranges = Ranges(edges(model.scaling.static), tuple(map(edges, model.scaling.temporal)))
    return dataclasses.replace(model, scaling=dataclasses.replace(model.scaling, ranges=ranges))


def difference(model, window, **how):
    dense = DenseEnsemble(model, model.architecture.window, **how).scaled(window)
    return np.abs(dense - by_patches(model, window)).max()


@pytest.mark.parametrize("inputs", INPUTS.values(), ids=INPUTS)
@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("window", WINDOWS)
def test_every_pixel_gets_what_its_patch_gets(window, preset, inputs):
    model = ensemble(window, inputs, preset=preset)
    assert difference(model, covariates(model, 11, 18), tile_px=8) < 1e-5


@pytest.mark.parametrize("inputs", INPUTS.values(), ids=INPUTS)
@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("window", [1, 5, 9])
def test_values_beyond_the_training_values_are_held_as_in_patches(window, preset, inputs):
    model = held(ensemble(window, inputs, preset=preset), widths=0.2)
    values = covariates(model, 11, 18)
    assert difference(model, values, tile_px=8) < 1e-5
    free = dataclasses.replace(model, scaling=dataclasses.replace(model.scaling, ranges=None))
    assert np.abs(by_patches(model, values) - by_patches(free, values)).max() > 1e-4


@pytest.mark.parametrize("inputs", INPUTS.values(), ids=INPUTS)
def test_pixels_with_a_held_covariate_are_counted(inputs):
    model = held(ensemble(5, inputs), widths=1.7)
    values = covariates(model, 30, 40, usable=0.8)
    static, series = model.scaling.ranges.shared()
    own = ((values.static < static[0][:, None, None]) | (values.static > static[1][:, None, None]))[:, 2:-2, 2:-2]
    expected = own.any(axis=0)
    for group, (low, high) in zip(values.temporal, series):
        expected |= ((group.values < low) | (group.values > high)).any(axis=(1, 2))[group.cell]
    count = DenseEnsemble(model, 5).held(values)
    assert count == (expected & values.usable).sum()
    assert 0 < count < values.usable.sum()
    assert window_predictor(model, 5, "cpu")(values, Progress()).held == count
    assert DenseEnsemble(ensemble(5, inputs), 5).held(values) == 0


@pytest.mark.parametrize("convolutions", [1, 2, 3])
@pytest.mark.parametrize("window", [1, 3, 5, 7, 9, 11, 13, 15])
def test_any_depth_of_the_network(window, convolutions):
    model = ensemble(window, ONE, convolutions=convolutions, lstm_layers=3, width=0.7)
    assert difference(model, covariates(model, 9, 7)) < 1e-5


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    window=st.sampled_from(WINDOWS),
    preset=st.sampled_from(PRESETS),
    inputs=st.sampled_from(list(INPUTS.values())),
    size=st.tuples(st.integers(1, 20), st.integers(1, 20)),
    tile_px=st.integers(3, 20),
    cell_px=st.floats(1, 30),
    members=st.integers(1, 7),
    seed=st.integers(0, 1000),
)
def test_any_window_tiles_cells_and_members(window, preset, inputs, size, tile_px, cell_px, members, seed):
    model = ensemble(window, inputs, members, seed, preset=preset)
    assert difference(model, covariates(model, *size, cell_px, seed=seed), tile_px=tile_px) < 1e-5


@pytest.mark.parametrize("window", [1, 5, 9])
def test_a_small_spread_far_from_zero_loses_no_digits(window):
    """As elevation on a plateau: the members' own scaling must not be undone in numbers of thousands."""
    model = ensemble(window, STATIC, spread=0.01)
    assert difference(model, covariates(model, 9, 9)) < 1e-5


@pytest.mark.parametrize("log_target", [False, True])
def test_mean_and_spread_are_those_of_the_members_in_the_original_unit(log_target):
    model = ensemble(5, ONE, members=4, log_target=log_target)
    window = covariates(model, 20, 30, usable=0.7)
    mean, stddev = DenseEnsemble(model, 5, tile_px=16).predict(window)
    values = model.scaling.original(by_patches(model, window).reshape(4, -1)).reshape(4, 20, 30)
    assert np.array_equal(np.isnan(mean), ~window.usable)
    assert np.array_equal(np.isnan(stddev), ~window.usable)
    assert np.allclose(mean[window.usable], values.mean(axis=0)[window.usable], rtol=1e-5)
    assert np.allclose(stddev[window.usable], values.std(axis=0)[window.usable], atol=1e-5)


@pytest.mark.parametrize("table_bytes", [0, 2**26], ids=["tile by tile", "for the window"])
def test_sequences_are_found_by_their_cells(monkeypatch, table_bytes):
    monkeypatch.setattr("socmap_plugin.core.dense.ensemble_map.TABLE_BYTES", table_bytes)
    model = ensemble(5, TWO)
    assert difference(model, covariates(model, 40, 33, cell_px=1.7), tile_px=16) < 1e-5


@pytest.mark.parametrize("preset", PRESETS)
def test_the_bits_do_not_depend_on_the_number_of_threads(preset):
    model = ensemble(5, TWO, members=5, preset=preset)
    window = covariates(model, 200, 150, usable=0.9)
    one, *others = (DenseEnsemble(model, 5, threads=threads).predict(window) for threads in (1, 2, 5))
    assert all(np.array_equal(a, b, equal_nan=True) for other in others for a, b in zip(one, other))


@pytest.mark.parametrize("preset", PRESETS)
def test_the_bits_do_not_depend_on_the_tiles(preset):
    model = ensemble(5, TWO, members=5, preset=preset)
    window = covariates(model, 200, 150, usable=0.9)
    one, *others = (DenseEnsemble(model, 5, tile_px=side).predict(window) for side in (128, 64, 48, 16))
    assert all(np.array_equal(a, b, equal_nan=True) for other in others for a, b in zip(one, other))


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("window", [5, 9, 15, 31])
@pytest.mark.parametrize("channels", [1, 10, 100])
def test_a_thread_keeps_to_its_memory(channels, window, preset):
    model = ensemble(window, (channels, ((3, 2),)), members=5, preset=preset)
    engine = DenseEnsemble(model, window, threads=1)
    engine.predict(covariates(model, engine._tile_px, engine._tile_px))
    with engine._alone() as work:
        assert sum(array.nbytes for array in work._arrays.values()) < THREAD_MB * 2**20


def test_torch_has_its_threads_back():
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        model = ensemble(5, ONE)
        DenseEnsemble(model, 5, threads=2).predict(covariates(model, 9, 9))
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)


def test_tiles_without_a_usable_pixel_are_left_out():
    model = ensemble(5, ONE)
    window = covariates(model, 32, 32)
    window.usable[:16] = False
    found = DenseEnsemble(model, 5, tile_px=16).scaled(window)
    assert np.isnan(found[:, :16]).all()
    assert np.isfinite(found[:, 16:]).all()


def test_nothing_usable():
    model = ensemble(5, ONE)
    mean, stddev = DenseEnsemble(model, 5).predict(covariates(model, 8, 8, usable=-1.0))
    assert np.isnan(mean).all()
    assert np.isnan(stddev).all()


def test_patches_of_another_width_are_refused():
    with pytest.raises(ValueError, match="reads patches of 5 pixels, not of 3"):
        DenseEnsemble(ensemble(5, ONE), 3)


def test_a_cancel_is_answered_between_tiles():
    class After(Progress):
        asked = 0

        def check(self) -> None:
            self.asked += 1
            if self.asked == 3:
                self.cancel()
            super().check()

    model, progress = ensemble(5, STATIC), After()
    with pytest.raises(Cancelled):
        DenseEnsemble(model, 5, threads=1, tile_px=16).predict(covariates(model, 320, 320), progress)
    assert progress.asked == 3


class _SmallDevice(DenseEnsemble):
    """A device whose memory holds tiles of some size only: no such device can be had for every test."""

    def __init__(self, model, holds_px, said):
        super().__init__(model, 5, threads=1, tile_px=64)
        self.holds_px, self.said, self.sides = holds_px, said, []
        self._is_processor = False

    def _tile(self, window, tile, tables, work):
        self.sides.append(tile[0].stop - tile[0].start)
        if self.sides[-1] > self.holds_px:
            raise self.said
        return super()._tile(window, tile, tables, work)


@pytest.mark.parametrize(
    "said",
    [torch.OutOfMemoryError("CUDA out of memory."), RuntimeError("MPS backend out of memory (MPS ...)")],
    ids=str,
)
def test_a_device_without_memory_gets_smaller_tiles(said):
    model = ensemble(5, ONE)
    window = covariates(model, 64, 64)
    device = _SmallDevice(model, 16, said)
    assert np.abs(device.scaled(window) - by_patches(model, window)).max() < 1e-5
    assert device.sides[:3] == [64, 32, 16]
    device.sides.clear()
    device.scaled(window)
    assert set(device.sides) == {16}


def test_a_device_without_any_memory_is_named():
    model = ensemble(5, ONE)
    device = _SmallDevice(model, LEAST_TILE_PX - 1, torch.OutOfMemoryError("CUDA out of memory."))
    with pytest.raises(InputError, match="too little memory even for tiles of 16 pixels; .* choose DEVICE cpu"):
        device.scaled(covariates(model, 64, 64))


def test_other_errors_of_a_device_are_not_taken_for_want_of_memory():
    model = ensemble(5, ONE)
    device = _SmallDevice(model, 16, RuntimeError("device-side assert triggered"))
    with pytest.raises(RuntimeError, match="device-side assert"):
        device.scaled(covariates(model, 64, 64))


# --- the floor --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("window", "taps"), [(1, [1, 1, 1]), (3, [9, 1, 1]), (5, [9, 16, 1]), (7, [9, 16, 1]), (9, [9, 25, 16])]
)
def test_the_taps_that_a_pixel_needs(window, taps):
    """Counted by hand: along an axis, the first place is read from itself and the next, others as far as they are."""
    axis, found = of_patch(window), []
    for _ in taps:
        found.append(taps_a_pixel(axis))
        axis = axis.convolved().pooled() if len(axis.kinds) > 1 else axis
    assert found == taps


def test_the_operations_of_the_network_of_the_paper():
    architecture = Architecture.of(TrainingSettings(preset="paper"), 10, 5, ((10, 12),))
    convolutions = 9 * 10 * 32 + 16 * 32 * 64
    dense = 64 * 128 + 128
    sequence = (10 * (12 + 32) + 9 * 2 * 32) * 128 + 32 * 128
    count = functools.partial(operations_a_pixel, architecture)
    assert count(1.0) == 2 * (convolutions + dense + sequence)
    assert count(30.0) == pytest.approx(2 * (convolutions + dense + sequence / 30))
