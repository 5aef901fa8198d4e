"""Every job, by the name of its task, and the files that it writes and reads."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..products.modis import PHENOLOGY_PRODUCTS
from .areas import MapDocumentJob, ProposeSamplesJob, ZonalStockJob
from .crossval import CrossValidateJob
from .dataset import BuildDatasetJob, ListCovariatesJob
from .inputs import ProductFile, RasterLayer
from .mapping import PredictJob
from .models import TrainForestJob, TrainNetworkJob
from .satellite import EVI_MEAN, AnnualEviJob, ImportPhenologyJob
from .soils import CheckSamplesJob, HarmonizeDepthsJob, SocStockJob, SocStockMapJob
from .terrain import DIRECTIONS, TERRAIN_VARIABLES, TerrainJob
from .verdicts import MAPPED_MODELS, MOST_GROUPS, CompareMapsJob, MapEveryGroupJob, ValidateMapJob

# typing.Union, not "|": QGIS for macOS still brings Python 3.9.
Job = typing.Union[
    BuildDatasetJob,
    ListCovariatesJob,
    TrainNetworkJob,
    TrainForestJob,
    CrossValidateJob,
    PredictJob,
    ImportPhenologyJob,
    AnnualEviJob,
    TerrainJob,
    ValidateMapJob,
    CompareMapsJob,
    MapEveryGroupJob,
    ZonalStockJob,
    ProposeSamplesJob,
    MapDocumentJob,
    HarmonizeDepthsJob,
    SocStockJob,
    SocStockMapJob,
    CheckSamplesJob,
]
JOBS: dict[str, type[Job]] = {kind.task: kind for kind in typing.get_args(Job)}

# Fields that name a file to write; of a task, the first is the one that it cannot do without.
_OUTPUTS = {
    "buildpatchdataset": ("dataset", "dropped", "report"),
    "listcovariates": ("table",),
    "traincnnlstm": ("model", "report"),
    "trainrandomforest": ("model", "report"),
    "crossvalidate": ("metrics", "predictions", "report", "importance"),
    "predictsocraster": ("output", "lower", "upper", "stddev", "dissimilarity", "density", "aoa"),
    "annualevi": ("count",),
    "validatemap": ("metrics", "residuals", "report"),
    "comparemaps": ("statistics", "difference", "report"),
    "mapeverygroup": ("picture", "report"),
    "zonalstock": ("table", "report"),
    "proposesamples": ("points", "report"),
    "mapdocument": ("checks", "metadata", "copy", "width"),
    "harmonizedepths": ("output", "findings"),
    "socstock": ("output", "findings"),
    "socstockmap": ("output", "stddev"),
    "checksamples": ("findings", "report"),
}
# What may come into the folder of a task, whose other files stay.
_IN_FOLDER = {
    "importphenology": tuple(dict.fromkeys(layer.variable for item in PHENOLOGY_PRODUCTS for layer in item.layers)),
    "annualevi": (EVI_MEAN,),
    "terraincovariates": (*TERRAIN_VARIABLES, *DIRECTIONS),
    "mapeverygroup": tuple(f"{model}_{i}" for model in MAPPED_MODELS for i in range(1, MOST_GROUPS + 1)),
}
# Fields that name a file to read; layers and files of products are found by their types.
_INPUTS = {
    "traincnnlstm": ("dataset",),
    "trainrandomforest": ("dataset",),
    "crossvalidate": ("dataset",),
    "mapeverygroup": ("dataset",),
    "predictsocraster": ("model",),
    "proposesamples": ("model",),
    "mapdocument": ("model", "validation"),
}


def output_fields(job: Job) -> tuple[str, ...]:
    """Return the names of the fields that name a file to write."""
    return _OUTPUTS.get(job.task, ())


def output_files(job: Job) -> tuple[str, ...]:
    """Return every file that a job may write."""
    return (*files_in_folder(job), *(getattr(job, name) for name in output_fields(job) if getattr(job, name)))


def files_in_folder(job: Job) -> tuple[str, ...]:
    """Return every file that a job may write into its folder of results, if it has one."""
    folder = getattr(job, "folder", "")
    return tuple(str(Path(folder) / f"{name}.tif") for name in _IN_FOLDER.get(job.task, ()))


def input_files(job: Job) -> tuple[str, ...]:
    """Return every path that a job names for reading, each once."""
    named = filter(None, (getattr(job, name) for name in _INPUTS.get(job.task, ())))
    return tuple(dict.fromkeys((*named, *_rasters(job))))


def _rasters(value: Any) -> Iterator[str]:
    if isinstance(value, RasterLayer):
        yield value.path
    elif isinstance(value, ProductFile):
        yield from (value.source, value.path)
    elif dataclasses.is_dataclass(value):
        for item in dataclasses.fields(value):
            yield from _rasters(getattr(value, item.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from _rasters(one)
