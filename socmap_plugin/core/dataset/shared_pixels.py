"""Samples that share a pixel or a place: how many, and what that means for a model."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..raster.grid import Grid
from ..runtime.errors import InputError
from ..runtime.progress import Progress
from ..runtime.wording import listed
from .patch_dataset import PatchDataset

MOST_IDS = 3  # of samples, in a sentence
BUILD_WITH_MORE_PLACES = "build the dataset again with samples of more places"


def refuse_one_pixel(pixel_group: NDArray[np.int64], grid: Grid, remedy: str) -> None:
    """Refuse samples that all have the same covariates; `remedy` says what to do about it.

    Raises
    ------
    InputError
        All of the (n,) samples lie in one pixel of the reference grid.
    """
    if len(np.unique(pixel_group)) > 1:
        return
    width, height = grid.pixel_size
    raise InputError(
        f"All {len(pixel_group)} samples lie in one pixel of the reference grid ({width:.6g} x {height:.6g} map "
        f"units), so their covariates are the same and there is nothing to learn; {remedy}."
    )


def pixel_sentence(dataset: PatchDataset) -> str:
    """Say how many samples share their pixel of the reference grid with others; nothing where none does."""
    sizes = _sizes(dataset.pixel_group)
    shared = int((sizes > 1).sum())
    if not shared:
        return ""
    pixels = len(np.unique(dataset.pixel_group[sizes > 1]))
    return (
        f"{shared} of {len(dataset)} samples share their pixel of the reference grid with others "
        f"({pixels} pixel{'s' * (pixels > 1)}, up to {sizes.max()} samples in one); folds keep them together."
    )


def place_sentences(dataset: PatchDataset) -> list[str]:
    """Say how many samples stand at one place, as depth layers, repeated visits and rows entered twice do."""
    place = np.unique(dataset.xy, axis=0, return_inverse=True)[1].reshape(-1)
    row = np.unique(np.column_stack([place, dataset.target]), axis=0, return_index=True)[1]
    again = np.setdiff1d(np.arange(len(dataset)), row)
    sentences = []
    differing = _sizes(place[row]) > 1
    if differing.any():
        there = np.isin(place, place[row][differing])
        places, most = len(np.unique(place[there])), _sizes(place)[there].max()
        sentences.append(
            f"{there.sum()} of {len(dataset)} samples stand at {places} places with other samples of another target "
            f"(sample {_first(dataset.sample_id[there])}), up to {most} at one. "
            "Their covariates are the same: if they are depth layers or repeated visits, keep one of them by a filter "
            "of the samples layer."
        )
    if len(again):
        sentences.append(
            f"{len(again)} of {len(dataset)} samples repeat another one, place and target (sample "
            f"{_first(dataset.sample_id[again])}); Delete Duplicate Geometries keeps one sample a place."
        )
    return sentences


def report_shared(dataset: PatchDataset, progress: Progress) -> None:
    """Say in the log which samples share a pixel or a place."""
    if sentence := pixel_sentence(dataset):
        progress.log(sentence)
    for sentence in place_sentences(dataset):
        progress.warn(sentence)


def _sizes(groups: NDArray[Any]) -> NDArray[np.int64]:
    """Return of how many members the group of every member is, (n,)."""
    member, counts = np.unique(groups, return_inverse=True, return_counts=True)[1:]
    return np.asarray(counts[member])


def _first(ids: NDArray[np.str_]) -> str:
    return listed(ids.tolist(), MOST_IDS)
