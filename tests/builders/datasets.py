"""Patch datasets made of arrays, where no raster is needed, and small jobs to evaluate them."""

from __future__ import annotations

import dataclasses

import numpy as np

from socmap_plugin.core.covariates.covariate_list import (
    BandSource,
    Covariates,
    StaticCovariate,
    TemporalGroup,
    TemporalVariable,
)
from socmap_plugin.core.crossval.run import cross_validate
from socmap_plugin.core.dataset.patch_dataset import PatchDataset
from socmap_plugin.core.dense.predictors import Prediction, window_predictor
from socmap_plugin.core.jobs.crossval import MODELS, CrossValidateJob
from socmap_plugin.core.jobs.inputs import RasterLayer
from socmap_plugin.core.jobs.models import ForestSettings, TrainingSettings
from socmap_plugin.core.patches.windows import CellSequences, WindowCovariates
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.splits.schemes import make_folds
from tests.builders import rasters

NETWORK = TrainingSettings(members=1, epochs=4, patience=4)
JOB = CrossValidateJob("", "", repeats=2, settings=NETWORK, forest=ForestSettings(trees=20), models=MODELS)
SOURCE = BandSource(RasterLayer("made", "made.tif"), 1)


def patch_dataset(target, static=None, temporal=(), categories=None, **changes):
    """Return a dataset of samples at random pixels.

    `static` has arrays (n,) or (n, w, w) by name; `temporal` is a list of pairs of steps and arrays (n, T) by name.
    A covariate's category is its name, unless `categories` has another for it.
    """
    n, static, categories = len(target), static or {}, categories or {}
    rng = np.random.default_rng(0)
    window = max((array.shape[-1] for array in static.values() if array.ndim == 3), default=1)
    patches = [
        np.broadcast_to(array.reshape(n, *array.shape[1:] or (1, 1)), (n, window, window)) for array in static.values()
    ]
    grid = rasters.grid()
    row, col = np.divmod(rng.choice(grid.height * grid.width, n, replace=False), grid.width)

    def described(kind, name, *sources):
        return kind(name, categories.get(name, name), "", *sources)

    groups = tuple(
        TemporalGroup(
            tuple(steps), tuple(described(TemporalVariable, name, (SOURCE,) * len(steps)) for name in variables)
        )
        for steps, variables in temporal
    )
    whole = PatchDataset(
        target=np.asarray(target, np.float64),
        static=np.stack(patches, axis=1).astype(np.float32) if patches else np.empty((n, 0, 1, 1), np.float32),
        temporal=tuple(np.stack(list(variables.values()), axis=2).astype(np.float32) for _, variables in temporal),
        xy=np.column_stack(grid.xy(row, col)),
        strata=np.full(n, ""),
        pixel_group=np.arange(n),
        sample_id=np.array([f"p{i + 1}" for i in range(n)]),
        covariates=Covariates(tuple(described(StaticCovariate, name, SOURCE) for name in static), groups),
        grid=grid,
        header={"target_unit": "g/kg"},
    )
    return dataclasses.replace(whole, **changes)


def settings(job=JOB, **changes):
    """Return a job with other training settings."""
    return dataclasses.replace(job, settings=dataclasses.replace(job.settings, **changes))


def on_scale(job, log_target):
    """Return a job whose models all learn the target, its logarithm, or what is found out."""
    return dataclasses.replace(
        settings(job, log_target=log_target), forest=dataclasses.replace(job.forest, log_target=log_target)
    )


def evaluate(dataset, job=JOB, folds=None):
    """Cross-validate with all covariates."""
    folds = make_folds(dataset, job, Progress()) if folds is None else folds
    return cross_validate(dataset, {"all": ()}, folds, job, Progress())


def mapped_samples(predictor, dataset):
    """Return what a map says at the samples of a dataset, (n,): every sample is a window of one pixel."""
    predict = window_predictor(predictor, dataset.window, "cpu", 1)
    here = np.ones((1, 1), np.bool_)
    found = [
        predict(
            WindowCovariates(
                dataset.static[i],
                here,
                tuple(CellSequences(values[i : i + 1], np.zeros((1, 1), np.int32)) for values in dataset.temporal),
                dataset.grid,
                *(int(place) for place in divmod(int(dataset.pixel_group[i]), dataset.grid.width)),
            ),
            Progress(),
        )
        for i in range(len(dataset))
    ]
    return Prediction(*(np.array([getattr(one, name)[0, 0] for one in found]) for name in ("mean", "stddev")))
