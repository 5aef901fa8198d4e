"""Which folds a cross-validation uses: those of a scheme, or those of a table that exists already."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..dataset.patch_dataset import PatchDataset
from ..jobs.crossval import SCHEMES, CrossValidateJob
from ..jobs.inputs import FoldTable
from ..raster.projection import metric_points
from ..runtime.errors import InputError
from ..runtime.progress import Progress
from ..runtime.wording import listed
from .folds import pooled_strata, stratified_folds
from .prediction_area import prediction_area
from .spatial_folds import block_folds, knndm_folds

MOST_STRATA = 10  # named in a warning; a field of plot names has thousands
MOST_REPEATS, LEAST_REPEATS = 10, 2  # where the samples tell how many; the paper's, and the fewest that have a spread
PREDICTIONS = 4_000  # out of fold, over all repeats, about: of so many a measure differs little from repeat to repeat
BLOCKS_A_FOLD = 4  # of an automatic block size: fewer give unequal folds, more are hardly wider than samples lie apart


def make_folds(dataset: PatchDataset, job: CrossValidateJob, progress: Progress) -> NDArray[np.int64]:
    """Return the folds that a job asks for.

    Parameters
    ----------
    dataset
        Of n samples; ``knndm`` also reads the static covariates at pixels of the map.
    job
        Scheme, folds, repeats and seed, or a table of folds.
    progress
        Is told what was chosen, and warned of strata that are too small.

    Returns
    -------
    array
        (repeats, n) fold of every sample, counted from 0.

    Raises
    ------
    InputError
        The scheme is not known or cannot be met by the samples.

    Examples
    --------
    >>> from pathlib import Path
    >>> from socmap_plugin.core.dataset import patch_dataset
    >>> dataset = patch_dataset.load(Path("soc.npz"))
    >>> job = CrossValidateJob("soc.npz", "metrics.csv", folds=4, repeats=2, scheme="stratified")
    >>> folds = make_folds(dataset, job, Progress())
    >>> folds.shape, np.bincount(folds[0]).tolist()
    ((2, 48), [12, 12, 12, 12])
    """
    if job.fold_table is not None:
        fields = listed(job.fold_table.fields)
        progress.log(f"Folds of {fields} in the layer {job.fold_table.layer}, not of FOLDS, REPEATS and SCHEME.")
        return folds_of_table(dataset, job.fold_table)
    if job.scheme not in SCHEMES:
        raise InputError(f"The scheme {job.scheme!r} is not known; choose {' or '.join(SCHEMES)}.")
    seed, repeats = job.settings.seed, job.repeats
    if not repeats:
        repeats = automatic_repeats(len(dataset))
        progress.log(repeats_in_words(len(dataset)))
    if job.scheme == "block":
        size = job.block_size or automatic_block_size(dataset, job.folds)
        progress.log(f"Blocks of {size:.6g} x {size:.6g} map units.")
        return block_folds(dataset.xy, dataset.pixel_group, job.folds, repeats, size, seed)
    if job.scheme == "knndm":
        area = metric_points(
            prediction_area(dataset, seed=seed, mask=job.area, progress=progress), dataset.grid.crs_wkt
        )
        points = metric_points(dataset.xy, dataset.grid.crs_wkt)
        return knndm_folds(points, dataset.pixel_group, area, job.folds, repeats, seed)
    if job.scheme == "random":
        return random_folds(dataset, job.folds, repeats, seed)
    strata, joined = pooled_strata(dataset.strata, job.folds)
    if joined:
        progress.warn(
            f"Strata of fewer samples than the {job.folds} folds were joined to one: {listed(joined, MOST_STRATA)}; "
            "use fewer folds or coarser strata to keep them apart."
        )
    return stratified_folds(strata, dataset.pixel_group, job.folds, repeats, seed)


def random_folds(dataset: PatchDataset, folds: int, repeats: int, seed: int) -> NDArray[np.int64]:
    """Return (repeats, n) folds without regard to strata or place.

    Raises
    ------
    InputError
        Fewer than two folds, or more than sampled pixels.
    """
    return stratified_folds(np.full(len(dataset), ""), dataset.pixel_group, folds, repeats, seed)


def automatic_repeats(samples: int) -> int:
    """Return how many repeats make about `PREDICTIONS` predictions of so many samples: ten to 421, two from 1,601 on.

    The more samples there are, the less a measure over all of them differs from repeat to repeat.
    """
    return min(max(round(PREDICTIONS / samples), LEAST_REPEATS), MOST_REPEATS)


def repeats_in_words(samples: int) -> str:
    """Return how many repeats are made of so many samples where nobody has said it, and why: a sentence."""
    return (
        f"{automatic_repeats(samples)} repeats, chosen by the number of samples ({samples}): about {PREDICTIONS:,} "
        f"predictions, at least {LEAST_REPEATS} and at most {MOST_REPEATS} repeats."
    )


def automatic_block_size(dataset: PatchDataset, folds: int) -> float:
    """Return a side in map units that gives each fold several blocks, if the samples filled their extent."""
    width, height = np.maximum(np.ptp(dataset.xy, axis=0), max(dataset.grid.pixel_size))
    return math.sqrt(width * height / (BLOCKS_A_FOLD * folds))


def folds_of_table(dataset: PatchDataset, table: FoldTable) -> NDArray[np.int64]:
    """Return (repeats, n) folds as a table names them, one field a repeat.

    Raises
    ------
    InputError
        A sample is not in the table or twice, a field has less than two folds or not as many as another, or samples of
        one pixel are in different folds.
    """
    if not table.folds or len(table.folds) != len(table.fields):
        raise InputError(
            f"The layer of folds {table.layer!r} has {len(table.fields)} fields and {len(table.folds)} columns of "
            "folds; name one field or more, each with its column."
        )
    place = {sample: row for row, sample in enumerate(table.sample_ids)}
    if len(place) < len(table.sample_ids):
        raise InputError(
            f"The layer of folds {table.layer!r} has {len(table.sample_ids)} rows for {len(place)} samples; "
            "keep one row a sample."
        )
    own = dataset.feature_ids if table.by_feature else dataset.sample_id.tolist()
    missing = [sample for sample, row in zip(dataset.sample_id.tolist(), own) if row not in place]
    if missing:
        raise InputError(
            f"The layer of folds {table.layer!r} lacks {len(missing)} of the {len(dataset)} samples "
            f"({listed(missing)}); use the predictions of a run with this dataset, or the layer it was built from."
        )
    rows = [place[row] for row in own]
    folds = np.array([_numbered([names[row] for row in rows]) for names in table.folds], np.int64)
    counts = {field: int(row.max()) + 1 for field, row in zip(table.fields, folds)}
    if min(counts.values()) < 2 or len(set(counts.values())) > 1:
        found = ", ".join(f"{field} {count}" for field, count in counts.items())
        raise InputError(f"The fields of folds have different numbers of folds or only one ({found}); give them alike.")
    for field, row in zip(table.fields, folds):
        _check_pixels(dataset, field, row)
    return folds


def _numbered(names: Sequence[str]) -> list[int]:
    """Count names of folds from 0, numbers in their order: the number is a part of the seed of a fold's models."""
    known = sorted(set(names))
    with contextlib.suppress(ValueError):
        known.sort(key=float)  # not all of them are numbers where that fails
    place = {name: number for number, name in enumerate(known)}
    return [place[name] for name in names]


def _check_pixels(dataset: PatchDataset, field: str, folds: NDArray[np.int64]) -> None:
    order = np.lexsort((folds, dataset.pixel_group))
    same_pixel = np.diff(dataset.pixel_group[order]) == 0
    split = np.flatnonzero(same_pixel & (np.diff(folds[order]) != 0))
    if len(split):
        one, other = dataset.sample_id[order[split[0]]], dataset.sample_id[order[split[0] + 1]]
        raise InputError(
            f"The field {field} puts the samples {one} and {other}, which lie in one pixel, into different folds; "
            "give samples of one pixel the same fold."
        )
