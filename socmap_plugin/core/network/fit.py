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
from ..target.log_scale import learns_logarithm, refuse_without_logarithm, smearing_factor
from .adam import Batch
from .cnn_lstm import Architecture, forward, initial_parameters, silence
from .ensemble import EVALUATION_ROWS, Ensemble, ScaledInputs, select_device
from .epoch import Epoch, draw_epoch
from .expected_end import ExpectedEnd
from .members import Member
from .out_of_sample import HeldBack
from .ranges import Ranges, ranges_of
from .scaling import Scaling, fit_scaling
from .training_memory import bytes_a_member, is_out_of_memory, members_at_once, rows_at_once, too_little_memory

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

    @classmethod
    def joined(cls, parts: Sequence[Fit]) -> Fit:
        """Return the members of several results of one training as one, losses padded to the longest."""
        if len(parts) == 1:
            return parts[0]
        longest = max(len(part.train_loss) for part in parts)

        def losses(name: str) -> NDArray[np.float64]:
            padded = [np.full((longest, len(part.best_epoch)), np.nan) for part in parts]
            for whole, part in zip(padded, parts):
                whole[: len(part.train_loss)] = getattr(part, name)
            return np.concatenate(padded, axis=1)

        return cls(
            Ensemble.joined([part.ensemble for part in parts]),
            np.concatenate([part.rmse_validation for part in parts]),
            np.concatenate([part.best_epoch for part in parts]),
            losses("train_loss"),
            losses("validation_loss"),
            np.concatenate([part.held_back for part in parts]),
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
        Everything else, which they share; where they are to find out whether the logarithm is learnt, all of their rows
        together decide.
    progress
        Is told after every epoch, and asked whether to stop.

    Raises
    ------
    InputError
        The device is not there, not even one member fits into memory, a target has no logarithm, or training diverged.
    """
    device = select_device(settings.device)
    torch.use_deterministic_algorithms(True, warn_only=device.type != "cpu")
    # Nothing here reads what it has not written.
    torch.utils.deterministic.fill_uninitialized_memory = False  # type: ignore[attr-defined]
    architecture = architecture_for(dataset, settings)
    input_bytes = dataset.static.nbytes + sum(array.nbytes for array in dataset.temporal)
    widest = dataclasses.replace(settings, batch_size=max(member.batch_size for member in members))
    at_once = members_at_once(architecture, widest, len(dataset), input_bytes)
    every_row = np.unique(np.concatenate([rows for member in members for rows in (member.train, member.validation)]))
    on_log = learns_logarithm(settings.log_target, dataset.target[every_row])
    if on_log:
        refuse_without_logarithm(dataset.target[every_row])
    own_rows = [member.train for member in members]
    scaling = fit_scaling(dataset.static, dataset.temporal, dataset.target, own_rows, on_log)
    ranges = ranges_of(dataset.static, dataset.temporal)
    inputs = ScaledInputs(dataset.static, dataset.temporal, scaling, device)
    fits: list[Fit] = []
    start = 0
    while start < len(members):
        end = min(start + at_once, len(members))
        own = range(start, end)
        name = f"networks {start + 1} to {end} of {len(members)}" if len(own) < len(members) else ""
        batch = _Members(members[start:end], scaling.subset(own), inputs.subset(own), ranges)
        told = progress.part(start / len(members), end / len(members), name)
        together = _fit_if_they_fit(dataset, architecture, batch, settings, told)
        if together is None and len(own) == 1:
            raise too_little_memory(bytes_a_member(architecture, widest, len(dataset)) + input_bytes)
        if together is None:
            at_once = len(own) // 2
            continue
        fits.append(together)
        start = end
    return Fit.joined(fits)


@dataclass(frozen=True)
class _Members:
    """Networks that are trained together: what each learns from, its scaling, and the ranges of all samples."""

    members: Sequence[Member]
    scaling: Scaling
    inputs: ScaledInputs
    ranges: Ranges


def _fit_if_they_fit(
    dataset: PatchDataset,
    architecture: Architecture,
    together: _Members,
    settings: TrainingSettings,
    progress: Progress,
) -> Fit | None:
    """Train some members; returns None where their memory is not to be had, and holds none of it."""
    try:
        return _fit_together(dataset, architecture, together, settings, progress)
    except (RuntimeError, MemoryError) as error:
        if not is_out_of_memory(error):
            raise
        return None


def _fit_together(
    dataset: PatchDataset,
    architecture: Architecture,
    together: _Members,
    settings: TrainingSettings,
    progress: Progress,
) -> Fit:
    members, scaling, inputs, ranges = together.members, together.scaling, together.inputs, together.ranges
    device = inputs.device
    target = torch.from_numpy(scaling.scaled_target(dataset.target)).to(device)
    initial = initial_parameters(architecture, [torch.Generator().manual_seed(member.seed) for member in members])
    silence(architecture, initial, *ranges.among([member.train for member in members]).constant())
    batch = Batch(initial, members, device)
    generators = [np.random.default_rng(member.seed) for member in members]
    best = batch.values.clone()
    best_loss, best_epoch = np.full(len(members), np.inf), np.zeros(len(members), np.int64)
    held_back = HeldBack([member.validation for member in members], dataset.pixel_group)
    kept = np.full(held_back.rows.shape, np.nan, np.float32)  # predictions of the best epoch
    history: list[NDArray[np.float64]] = []
    training = np.ones(len(members), np.bool_)
    patience = np.array([member.patience for member in members])
    expected = ExpectedEnd(len(members), settings.epochs, int(patience.max()))
    # What came before is start-up, and says nothing of the work.
    progress.report(0, f"epoch 1 of at most {settings.epochs}, {len(members)} networks training")
    for epoch in range(1, settings.epochs + 1):
        losses = np.full((2, len(members)), np.nan)
        here = batch.members.tolist()
        drawn = draw_epoch(
            [members[m] for m in here],
            [generators[m] for m in here],
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
        kept[improved] = predicted[improved[batch.members]]
        training &= epoch - best_epoch < patience
        progress.report(
            expected.tell(epoch, best_epoch, training),
            f"epoch {epoch} of at most {settings.epochs}, {training.sum()} of {len(members)} networks still training",
        )
        if not training.any():
            break
        if training[batch.members].mean() < COMPACTION:
            batch.keep(training[batch.members])
    if not np.isfinite(best_loss).all():
        raise InputError(
            f"{(~np.isfinite(best_loss)).sum()} of {len(members)} networks diverged at the learning rate "
            f"{max(m.set_learning_rate for m, loss in zip(members, best_loss) if not np.isfinite(loss)):g}; lower it."
        )
    parameters = {name: value.cpu().contiguous() for name, value in batch.by_name(best).items()}
    # All rows of its training set, which the members of an ensemble have in common: a map is held once for all of them.
    every_row = [np.concatenate([member.train, member.validation]) for member in members]
    scaling = dataclasses.replace(scaling, ranges=ranges.among(every_row).widened())
    scaling, rmse_validation = _with_smearing(scaling, kept, dataset, members)
    ensemble = Ensemble(architecture, {name: parameters[name] for name in architecture.shapes()}, scaling)
    train_loss, validation_loss = np.stack(history, axis=1)
    unseen = scaling.original(held_back.scaled())
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
    chunk = rows_at_once(architecture, len(rows), EVALUATION_ROWS)
    with torch.no_grad():
        parts = [
            forward(architecture, batch.parameters, *inputs.take(numbers, part)) for part in rows.split(chunk, dim=1)
        ]
        predicted = torch.cat(parts, dim=1)
        squares = (predicted - target[numbers[:, None], rows]) ** 2
    return predicted.cpu().numpy(), squares.cpu().numpy() * held_back.weight[batch.members]


def _with_smearing(
    scaling: Scaling, scaled: NDArray[np.float32], dataset: PatchDataset, members: Sequence[Member]
) -> tuple[Scaling, NDArray[np.float64]]:
    """Fit the back-transform on validation rows, (M, V) scaled predictions; returns every member's RMSE over them."""
    own = [row[: len(member.validation)] for row, member in zip(scaled, members)]
    if scaling.log_target:
        factors = [
            smearing_factor(
                np.log1p(dataset.target[member.validation]), predicted * scaling.target[1, m] + scaling.target[0, m]
            )
            for m, (member, predicted) in enumerate(zip(members, own))
        ]
        scaling = dataclasses.replace(scaling, smearing=np.array(factors, np.float32))
    rmse = [
        math.sqrt(np.mean((scaling.subset([m]).original(predicted[None])[0] - dataset.target[member.validation]) ** 2))
        for m, (member, predicted) in enumerate(zip(members, own))
    ]
    return scaling, np.array(rmse)
