"""A plain, slow torch.nn version of the network, with the weights of one member: what the batched one must equal."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from socmap_plugin.core.network.cnn_lstm import KERNEL, Architecture, Parameters


class PlainNetwork(nn.Module):
    """One member, layer by layer as the paper's Tables 2 and 3 list them, and the shortcut where there is one."""

    def __init__(self, architecture: Architecture, parameters: Parameters, member: int) -> None:
        super().__init__()
        own = {name: value[member].detach() for name, value in parameters.items()}
        self.convolutions = nn.ModuleList()
        if architecture.channels:
            for i, (depth, filters) in enumerate(
                zip((architecture.channels, *architecture.filters), architecture.filters), start=1
            ):
                layer = nn.Conv2d(depth, filters, KERNEL, padding="same")
                kernel = own[f"conv{i}.weight"].view(KERNEL, KERNEL, depth, filters)
                layer.weight.data, layer.bias.data = kernel.permute(3, 2, 0, 1), own[f"conv{i}.bias"]
                self.convolutions.append(layer)
        self.lstms = nn.ModuleList(
            _lstm(architecture, own, g, variables) for g, (_, variables) in enumerate(architecture.sequences)
        )
        self.dense = nn.Linear(own["dense.weight"].shape[0], architecture.dense)
        self.shortcut = architecture.shortcut
        self.output = nn.Linear(own["output.weight"].shape[0], 1)
        for name, layer in (("dense", self.dense), ("output", self.output)):
            layer.weight.data, layer.bias.data = own[f"{name}.weight"].t(), own[f"{name}.bias"]

    def forward(self, patches: Tensor | None, sequences: Sequence[Tensor]) -> Tensor:
        """Return (B,) of patches (B, C, w, w) and sequences (B, T, F)."""
        features = []
        if patches is not None:
            maps = patches
            for convolution in self.convolutions:
                maps = torch.relu(convolution(maps))
                maps = nn.functional.max_pool2d(maps, 2) if maps.shape[-1] > 1 else maps
            features.append(maps.permute(0, 2, 3, 1).flatten(1))
        features += [lstm(values)[0][:, -1] for lstm, values in zip(self.lstms, sequences)]
        last = [torch.relu(self.dense(torch.cat(features, dim=1)))]
        if self.shortcut and patches is not None:
            middle = patches.shape[-1] // 2
            last += [patches[:, :, middle, middle], patches.mean(dim=(2, 3))]
        if self.shortcut:
            last += [part for values in sequences for part in (values.mean(dim=1), values[:, -1])]
        return self.output(torch.cat(last, dim=1)).squeeze(1)


def _lstm(architecture: Architecture, own: Parameters, group: int, variables: int) -> nn.LSTM:
    lstm = nn.LSTM(variables, architecture.hidden, architecture.layers, batch_first=True)
    for layer in range(architecture.layers):
        for ours, theirs in (("input", "weight_ih"), ("recurrent", "weight_hh"), ("bias", "bias_ih")):
            enter, forget, leave, candidate = own[f"lstm{group}.{layer}.{ours}"].chunk(4, dim=-1)
            getattr(lstm, f"{theirs}_l{layer}").data = torch.cat([enter, forget, candidate, leave], dim=-1).t()
        getattr(lstm, f"bias_hh_l{layer}").data.zero_()
    return lstm
