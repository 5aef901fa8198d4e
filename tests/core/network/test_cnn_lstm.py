from __future__ import annotations

import numpy as np
import pytest
import torch

from socmap_plugin.core.jobs.models import TrainingSettings
from socmap_plugin.core.network.cnn_lstm import Architecture, forward, initial_parameters, plain_values, silence
from socmap_plugin.core.runtime.errors import InputError
from tests.builders.plain_network import PlainNetwork

INPUTS = {
    "both": (10, ((10, 12),)),
    "static only": (10, ()),
    "temporal only": (0, ((10, 12),)),
    "two temporal groups": (3, ((10, 2), (12, 4))),
}


def _network(preset, channels, window, sequences, members=3, **changes):
    architecture = Architecture.of(TrainingSettings(preset=preset, **changes), channels, window, sequences)
    generators = [torch.Generator().manual_seed(m) for m in range(members)]
    parameters = initial_parameters(architecture, generators)
    shortcut = parameters["output.weight"][:, architecture.dense :]
    shortcut.copy_(torch.randn(shortcut.shape, generator=generators[0]))  # it begins at 0
    return architecture, parameters


@pytest.mark.parametrize("window", [1, 3, 5, 7, 9, 15])
@pytest.mark.parametrize("inputs", INPUTS)
@pytest.mark.parametrize("preset", ["paper", "compact"])
def test_members_equal_plain_torch_networks(preset, inputs, window):
    channels, sequences = INPUTS[inputs]
    _check_against_plain_networks(*_network(preset, channels, window, sequences))


@pytest.mark.parametrize("window", [1, 5, 9, 15])
@pytest.mark.parametrize("changes", [{"convolutions": 1}, {"convolutions": 3}, {"lstm_layers": 3}, {"width": 0.5}])
def test_networks_of_other_width_and_depth_equal_plain_ones(changes, window):
    _check_against_plain_networks(*_network("compact", 4, window, ((6, 3),), **changes))


def _check_against_plain_networks(architecture, parameters):
    channels, window = architecture.channels, architecture.window
    patches = torch.randn(3, 7, channels, window, window) if channels else None
    values = [torch.randn(3, 7, steps, variables) for steps, variables in architecture.sequences]
    with torch.no_grad():
        together = forward(architecture, parameters, patches, values)
        for m in range(3):
            alone = PlainNetwork(architecture, parameters, m)(
                None if patches is None else patches[m], [array[m] for array in values]
            )
            assert torch.allclose(together[m], alone, atol=1e-5, rtol=0)


@pytest.mark.parametrize("preset", ["paper", "compact"])
def test_gradients_equal_those_of_the_plain_network(preset):
    architecture, parameters = _network(preset, 4, 5, ((6, 3),), members=1)
    parameters = {name: value.requires_grad_() for name, value in parameters.items()}
    plain = PlainNetwork(architecture, parameters, 0)
    patches, values = torch.randn(1, 9, 4, 5, 5), torch.randn(1, 9, 6, 3)
    forward(architecture, parameters, patches, [values]).pow(2).sum().backward()
    plain(patches[0], [values[0]]).pow(2).sum().backward()
    kernel = plain.convolutions[1].weight.grad.permute(2, 3, 1, 0)
    ours = parameters["conv2.weight"].grad[0]
    assert torch.allclose(ours, kernel.reshape(ours.shape), atol=1e-5, rtol=1e-4)
    assert torch.allclose(parameters["dense.weight"].grad[0], plain.dense.weight.grad.t(), atol=1e-5, rtol=1e-4)
    recurrent = plain.lstms[0].weight_hh_l0.grad.t()
    enter, forget, candidate, leave = recurrent.chunk(4, dim=-1)
    expected = torch.cat([enter, forget, leave, candidate], dim=-1)
    assert torch.allclose(parameters["lstm0.0.recurrent"].grad[0], expected, atol=1e-5, rtol=1e-4)


def test_paper_preset_has_the_sizes_of_tables_2_and_3():
    architecture = Architecture.of(TrainingSettings(preset="paper"), 10, 5, [(10, 12)])
    shapes = {name: shape for name, (shape, _) in architecture.shapes().items()}
    assert shapes["conv1.weight"] == (9, 10, 32)
    assert shapes["conv2.weight"] == (9, 32, 64)
    assert shapes["lstm0.0.recurrent"] == shapes["lstm0.1.recurrent"] == (32, 4 * 32)
    assert shapes["dense.weight"] == (64 + 32, 128)
    assert shapes["output.weight"] == (128, 1)


def test_compact_preset_has_about_a_tenth_of_the_parameters():
    paper = Architecture.of(TrainingSettings(preset="paper"), 10, 5, [(10, 12)]).parameter_count
    compact = Architecture.of(TrainingSettings(preset="compact"), 10, 5, [(10, 12)]).parameter_count
    assert 0.05 < compact / paper < 0.15


def test_only_the_compact_preset_has_a_shortcut_and_it_begins_at_0():
    for preset, plain in (("paper", 0), ("compact", 2 * 10 + 2 * 12)):
        architecture = Architecture.of(TrainingSettings(preset=preset), 10, 5, [(10, 12)])
        weights = initial_parameters(architecture, [torch.Generator().manual_seed(1)])["output.weight"]
        assert architecture.plain_values == plain
        assert weights.shape == (1, architecture.dense + plain, 1)
        assert not weights[:, architecture.dense :].any()
        assert weights[:, : architecture.dense].all()


def test_plain_values_of_patches_and_sequences_are_middle_mean_and_last():
    patches = torch.arange(2 * 3 * 25.0).view(1, 2, 3, 5, 5)
    sequences = torch.arange(2 * 4 * 2.0).view(1, 2, 4, 2)
    values = plain_values(patches, [sequences])
    assert values.shape == (1, 2, 10)
    middle = patches[0, 1, :, 2, 2].tolist()
    assert values[0, 1].tolist() == [*middle, *middle, 11, 12, 14, 15]  # of a ramp the mean is the middle
    assert plain_values(None, [sequences])[0, 1].tolist() == [11, 12, 14, 15]


def test_what_is_silenced_moves_no_prediction():
    architecture, parameters = _network("compact", 3, 5, ((6, 2),))
    silence(architecture, parameters, np.eye(3, dtype=bool), np.array([[True, False]] * 3))
    patches, values = torch.randn(3, 4, 3, 5, 5), torch.randn(3, 4, 6, 2)
    before = forward(architecture, parameters, patches, [values])
    for member in range(3):
        patches[member, :, member] = 100
    values[..., 0] = 100
    assert torch.equal(before, forward(architecture, parameters, patches, [values]))
    values[..., 1] = 100
    assert not torch.isclose(before, forward(architecture, parameters, patches, [values])).any()


@pytest.mark.parametrize("changes", [{"convolutions": 0}, {"convolutions": 4}, {"lstm_layers": 9}, {"width": 0.0}])
def test_a_network_out_of_range_is_refused(changes):
    with pytest.raises(InputError, match="are asked of the network; choose 1 to 3 of each and a width above 0"):
        _network("compact", 4, 5, ((6, 3),), **changes)
