"""Whether random folds flatter the samples: their distances against those of the map, and what a forest scores."""

from __future__ import annotations

import dataclasses

import numpy as np
from numpy.typing import NDArray

from ..accuracy.results import Optimism, Outcome
from ..dataset.patch_dataset import PatchDataset
from ..jobs.crossval import CrossValidateJob
from ..raster.projection import metric_points
from ..runtime.progress import Progress
from ..splits.distances import sampling_distances
from ..splits.folds import Folds
from ..splits.prediction_area import prediction_area
from ..splits.schemes import make_folds
from .fold_models import forests, out_of_fold

REPEATS = 3  # of the forest's check: the schemes differ by far more than the repeats do


def check_optimism(
    dataset: PatchDataset, folds: NDArray[np.int64], job: CrossValidateJob, progress: Progress
) -> Optimism:
    """Compare the folds used, random folds and kNNDM folds with the area to be mapped.

    Where random folds are optimistic, a random forest is evaluated with random and with kNNDM folds.

    Parameters
    ----------
    dataset
        Of n samples.
    folds
        (repeats, n) folds that the cross-validation uses.
    job
        Its area, seed and forest.
    progress
        Is told of every fold.

    Raises
    ------
    InputError
        The area is not known, because a file of a covariate is gone.
    """
    seed, crs = job.settings.seed, dataset.grid.crs_wkt
    area = metric_points(prediction_area(dataset, seed=seed, mask=job.area, progress=progress), crs)
    asked = dataclasses.replace(job, fold_table=None, folds=Folds(folds).count, repeats=min(len(folds), REPEATS))
    schemes = {
        scheme: make_folds(dataset, dataclasses.replace(asked, scheme=scheme), progress)
        for scheme in ("random", "knndm")
    }
    distances = sampling_distances(
        metric_points(dataset.xy, crs), dataset.pixel_group, area, {**schemes, "used": folds}
    )
    if not distances.random_is_optimistic:
        return Optimism(distances)
    scores = {}
    for number, (scheme, own) in enumerate(schemes.items()):
        part = progress.part(number / 2, (number + 1) / 2, f"forest with {scheme} folds")
        outcome = Outcome("", "forest", out_of_fold(forests(dataset, own, job.forest, part), own)[0])
        scores[scheme] = {name: outcome.mean_score(dataset.target, name) for name in ("rmse", "r2")}
    return Optimism(distances, scores)
