"""Whether folds flatter the samples: their distances against those of the map, and what a forest scores."""

from __future__ import annotations

import dataclasses
import functools

import numpy as np
from numpy.typing import NDArray

from ..accuracy.results import Evaluation, Optimism, Outcome
from ..accuracy.sampling_verdict import judged_apart, of_area, of_folds_used, of_random_folds
from ..dataset.patch_dataset import PatchDataset
from ..jobs.crossval import CrossValidateJob
from ..raster.projection import metric_points
from ..runtime.errors import InputError
from ..runtime.progress import Progress
from ..splits.distances import OPTIMISTIC, covariate_distances, sampling_distances
from ..splits.folds import Folds
from ..splits.prediction_area import area_with_covariates, share_beyond
from ..splits.schemes import make_folds
from ..unfinished.records import Kept
from .fold_models import forests, out_of_fold
from .kept_models import remembered

REPEATS, LEAST_REPEATS = 3, 2  # of the forest's check; one alone has no spread
MANY_SAMPLES = 5000  # of which one repeat is enough: a second would differ little and take long


def check_optimism(
    dataset: PatchDataset, folds: NDArray[np.int64], job: CrossValidateJob, kept: Kept, progress: Progress
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
    kept
        What an earlier run has left.
    progress
        Is told of every fold.

    Raises
    ------
    InputError
        The area is not known, because a file of a covariate is gone.
    """
    seed, crs = job.settings.seed, dataset.grid.crs_wkt
    places, covariates = area_with_covariates(dataset, seed=seed, mask=job.area, progress=progress)
    area, beyond = metric_points(places, crs), share_beyond(dataset.xy, places)
    least = LEAST_REPEATS if len(dataset) <= MANY_SAMPLES else 1
    repeats = max(min(len(folds), REPEATS), least)
    asked = dataclasses.replace(job, fold_table=None, folds=Folds(folds).count, repeats=repeats)
    schemes = {
        scheme: make_folds(dataset, dataclasses.replace(asked, scheme=scheme), progress)
        for scheme in ("random", "knndm")
    }
    distances = sampling_distances(
        metric_points(dataset.xy, crs), dataset.pixel_group, area, {**schemes, "used": folds}
    )
    centre = dataset.window // 2
    static = dataset.static[:, :, centre, centre].astype(np.float64)
    alike = covariate_distances(static, dataset.pixel_group, covariates, {"random": schemes["random"], "used": folds})
    if not distances.random_is_optimistic:
        return Optimism(distances, beyond=beyond, in_covariates=alike)
    scores, errors = {}, {}
    for number, (scheme, own) in enumerate(schemes.items()):
        part = progress.part(number / 2, (number + 1) / 2, f"forest with {scheme} folds")
        made = functools.partial(forests, dataset, own, job.forest, part, None, None)
        models = remembered(kept, f"forest with {scheme} folds", own, made, 0)
        outcome = Outcome("", "forest", out_of_fold(models, own)[0])
        scores[scheme] = {name: outcome.mean_score(dataset.target, name) for name in ("rmse", "r2")}
        errors[scheme] = np.array([score["rmse"] for score in outcome.scores(dataset.target)])
    spread = float(np.std(errors["knndm"] - errors["random"], ddof=1)) if repeats > 1 else np.nan
    return Optimism(distances, scores, spread, beyond, alike)


def with_optimism(evaluation: Evaluation, kept: Kept, progress: Progress) -> Evaluation:
    """Add what :func:`check_optimism` finds, and say it, unless the files that say where the map is are gone."""
    progress.report(0, "of the folds and of the map")
    job = evaluation.job
    try:
        found = check_optimism(evaluation.dataset, evaluation.folds, job, kept, progress)
    except InputError as error:
        return dataclasses.replace(evaluation, optimism_note=str(error))
    random, used = of_random_folds(found, evaluation.dataset.target_unit), of_folds_used(found, job)
    if random.kind == OPTIMISTIC:
        matched = used.kind != OPTIMISTIC or (job.scheme == "knndm" and job.fold_table is None)
        advice = "" if matched else " Use the scheme knndm."
        progress.warn(random.text + advice)
    else:
        progress.log(random.text)
    if judged_apart(job):
        progress.log(used.text)
    asked = of_area(found, job)
    if asked:
        progress.warn(asked)
    return dataclasses.replace(evaluation, optimism=found)
