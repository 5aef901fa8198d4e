"""Fitting members: one training step is one batched product for all of them, yet each is trained as if alone.

Every member has its own rows, validation rows, random numbers, learning rate and early stopping; a member that has
stopped leaves the batch.
"""

from __future__ import annotations

import contextlib
import dataclasses
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ..dataset.patch_dataset import PatchDataset
from ..jobs.models import TrainingSettings
from ..runtime.errors import InputError
from ..runtime.progress import Progress
from .adam import Batch
from .cnn_lstm import Architecture, forward, initial_parameters, silence
from .ensemble import EVALUATION_ROWS, Ensemble, ScaledInputs, select_device
from .epoch import Epoch, draw_epoch
from .members import Member
from .out_of_sample import HeldBack
from .ranges import ranges_of
from .scaling import fit_scaling, smearing_factor

COMPACTION = 0.8  # the batch is rebuilt when fewer than this share of its members still train


@dataclass(frozen=True)
class Fit:
    """Result of training: the ensemble and how it came about.

    Attributes
    ----------
    ensemble
        Every member with the weights of its best epoch.
    rmse_validation
        (M,) in the unit of the target.
    best_epoch
        (M,), counted from 1.
    train_loss, validation_loss
        (epochs, M) mean squared errors in scaled units, NaN after a member stopped.
    held_back
        (M, n) predictions of the validation rows of every member in the unit of the target, see
        :class:`~.out_of_sample.HeldBack`; NaN for other rows.
    """

    ensemble: Ensemble
    rmse_validation: NDArray[np.float64]
    best_epoch: NDArray[np.int64]
    train_loss: NDArray[np.float64]
    validation_loss: NDArray[np.float64]
    held_back: NDArray[np.float64]

    def subset(self, members: Sequence[int]) -> Fit:
        """Return the result of some members."""
        kept = list(members)
        return Fit(
            self.ensemble.subset(kept),
            self.rmse_validation[kept],
            self.best_epoch[kept],
            self.train_loss[:, kept],
            self.validation_loss[:, kept],
            self.held_back[kept],
        )


def architecture_for(dataset: PatchDataset, settings: TrainingSettings) -> Architecture:
    """Return the preset's shape for a dataset: CNN, LSTM or both, as its covariates are."""
    return Architecture.of(
        settings,
        len(dataset.covariates.static),
        dataset.window,
        [(len(group.steps), len(group.variables)) for group in dataset.covariates.temporal],
    )


@contextlib.contextmanager
def _tiny_numbers_are_zero() -> Iterator[None]:
    """Let this thread take subnormal numbers as 0: Adam's averages get there, where a processor is slow.

    Only as long as a training lasts, because everything else that the thread compares would be taken so too.
    """
    torch.set_flush_denormal(True)
    try:
        yield
    finally:
        torch.set_flush_denormal(False)


@_tiny_numbers_are_zero()
def fit(dataset: PatchDataset, members: Sequence[Member], settings: TrainingSettings, progress: Progress) -> Fit:
    """Train all members together.

    Parameters
    ----------
    dataset
        What to learn from.
    members
        Rows, seed, learning rate, dropout and weight decay of each.
    settings
        Everything else, which they share.
    progress
        Is told after every epoch, and asked whether to stop.

    Raises
    ------
    InputError
        The device is not there, a target has no logarithm, or training diverged.
    """
    device = select_device(settings.device)
    torch.use_deterministic_algorithms(True, warn_only=device.type != "cpu")
    # Nothing here reads what it has not written.
    torch.utils.deterministic.fill_uninitialized_memory = False  # type: ignore[attr-defined]
    architecture = architecture_for(dataset, settings)
    scaling = fit_scaling(
        dataset.static, dataset.temporal, dataset.target, [member.train for member in members], settings.log_target
    )
    inputs = ScaledInputs(dataset.static, dataset.temporal, scaling, device)
    target = torch.from_numpy(scaling.scaled_target(dataset.target)).to(device)
    initial = initial_parameters(architecture, [torch.Generator().manual_seed(member.seed) for member in members])
    ranges = ranges_of(dataset.static, dataset.temporal)
    silence(initial, *ranges.among([member.train for member in members]).constant())
    batch = Batch(initial, members, device)
    generators = [np.random.default_rng(member.seed) for member in members]
    best = batch.values.clone()
    best_loss, best_epoch = np.full(len(members), np.inf), np.zeros(len(members), np.int64)
    held_back = HeldBack([member.validation for member in members], dataset.pixel_group)
    history: list[NDArray[np.float64]] = []
    training = np.ones(len(members), np.bool_)
    for epoch in range(1, settings.epochs + 1):
        losses = np.full((2, len(members)), np.nan)
        here = batch.members.tolist()
        drawn = draw_epoch(
            [members[m] for m in here],
            [generators[m] for m in here],
            settings.batch_size,
            settings.augment,
            architecture.dense,
            device,
        )
        losses[0, batch.members] = _train_epoch(architecture, batch, inputs, target, drawn, progress)
        predicted, squares = _validated(architecture, batch, inputs, target, held_back)
        losses[1, batch.members] = squares.sum(axis=1, dtype=np.float64) / held_back.weight[batch.members].sum(axis=1)
        losses[:, ~training] = np.nan  # a member that has stopped stays in the batch for a while, and is not asked
        asked = training[batch.members]
        held_back.update(batch.members[asked], predicted[asked], squares[asked])
        history.append(losses)
        improved = losses[1] < best_loss  # a NaN, of a diverged or a stopped member, is no improvement
        best_loss[improved], best_epoch[improved] = losses[1, improved], epoch
        batch.copy_to(best, improved)
        training &= epoch - best_epoch < settings.patience
        progress.report(
            epoch / settings.epochs,
            f"epoch {epoch} of at most {settings.epochs}, {training.sum()} of {len(members)} networks still training",
        )
        if not training.any():
            break
        if training[batch.members].mean() < COMPACTION:
            batch.keep(training[batch.members])
    if not np.isfinite(best_loss).all():
        raise InputError(
            f"{(~np.isfinite(best_loss)).sum()} of {len(members)} networks diverged at the learning rate "
            f"{max(m.learning_rate for m, loss in zip(members, best_loss) if not np.isfinite(loss)):g}; lower it."
        )
    parameters = {name: value.cpu().contiguous() for name, value in batch.by_name(best).items()}
    # All rows of its training set, which the members of an ensemble have in common: a map is held once for all of them.
    every_row = [np.concatenate([member.train, member.validation]) for member in members]
    scaling = dataclasses.replace(scaling, ranges=ranges.among(every_row).widened())
    ensemble = Ensemble(architecture, {name: parameters[name] for name in architecture.shapes()}, scaling)
    ensemble, rmse_validation = _with_smearing(ensemble, dataset, members)
    train_loss, validation_loss = np.stack(history, axis=1)
    unseen = ensemble.scaling.original(held_back.scaled())
    return Fit(ensemble, rmse_validation, best_epoch, train_loss, validation_loss, unseen)


def _train_epoch(
    architecture: Architecture, batch: Batch, inputs: ScaledInputs, target: Tensor, epoch: Epoch, progress: Progress
) -> NDArray[np.float64]:
    """Take every step of an epoch; returns the members' mean squared errors over it."""
    members = torch.from_numpy(batch.members).to(inputs.device)
    total = torch.zeros(len(members), device=inputs.device)
    for step, width in enumerate(epoch.widths):
        progress.check()
        rows, weight = epoch.rows[step, :, :width], epoch.weight[step, :, :width]
        symmetry = None if epoch.symmetry is None else epoch.symmetry[step, :, :width]
        keep = None if epoch.keep is None else epoch.keep[step, :, :width]
        patches, sequences = inputs.take(members, rows, symmetry)
        predicted = forward(architecture, batch.parameters, patches, sequences, keep)
        squares = (weight * (predicted - target[members[:, None], rows]) ** 2).sum(dim=1)
        count = weight.sum(dim=1)
        loss = (squares / count.clamp(min=1)).sum()  # members share no parameter: the sum's gradient is each one's own
        batch.step(loss, (count > 0).float())
        total += squares.detach()
    return (total / epoch.weight.sum(dim=(0, 2))).cpu().numpy().astype(np.float64)


def _validated(
    architecture: Architecture, batch: Batch, inputs: ScaledInputs, target: Tensor, held_back: HeldBack
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return scaled predictions (M, V) of the validation rows of the members in the batch, and weighted squares."""
    numbers = torch.from_numpy(batch.members).to(inputs.device)
    rows = torch.from_numpy(held_back.rows[batch.members]).to(inputs.device)
    chunk = max(EVALUATION_ROWS // len(rows), 64)
    with torch.no_grad():
        parts = [
            forward(architecture, batch.parameters, *inputs.take(numbers, part)) for part in rows.split(chunk, dim=1)
        ]
        predicted = torch.cat(parts, dim=1)
        squares = (predicted - target[numbers[:, None], rows]) ** 2
    return predicted.cpu().numpy(), squares.cpu().numpy() * held_back.weight[batch.members]


def _with_smearing(
    ensemble: Ensemble, dataset: PatchDataset, members: Sequence[Member]
) -> tuple[Ensemble, NDArray[np.float64]]:
    """Fit the back-transform on validation rows and return every member's validation RMSE in the target's unit."""
    scaled = ensemble.predict_scaled(dataset.static, dataset.temporal)
    scaling = ensemble.scaling
    if scaling.log_target:
        factors = [
            smearing_factor(dataset.target[member.validation], scaled[m, member.validation], scaling.target[:, m])
            for m, member in enumerate(members)
        ]
        scaling = dataclasses.replace(scaling, smearing=np.array(factors, np.float32))
    errors = scaling.original(scaled) - dataset.target
    rmse = [math.sqrt(np.mean(errors[m, member.validation] ** 2)) for m, member in enumerate(members)]
    return dataclasses.replace(ensemble, scaling=scaling), np.array(rmse)
