"""One frozen dataclass a task: what the dialogs fill in, what a job file holds, what the core runs.

The defaults here are the dialogs' defaults. Standard library only: QGIS imports this module.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from .errors import InputError

JOB_SCHEMA = 1

PRESETS = ("paper", "compact")
DEVICES = ("auto", "cpu", "cuda", "mps")
SCHEMES = ("stratified", "random")
MODELS = ("cnnlstm", "forest", "mean")
RESAMPLINGS = ("nearest", "bilinear")

MINIMUM_SAMPLES = 20  # below this neither five folds nor a validation split mean anything
MAXIMUM_WINDOW_PX = 15


@dataclass(frozen=True)
class RasterLayer:
    """A raster file, under the name that its layer has in QGIS; `crs_wkt` where QGIS knows a CRS for it."""

    name: str
    path: str
    crs_wkt: str = ""


@dataclass(frozen=True)
class SampleTable:
    """Soil samples, one entry a sample in every tuple; coordinates are in `crs_wkt`.

    `target` holds whatever the expression gave: a number, None for NULL, or a text that is not a number.
    """

    layer: str
    crs_wkt: str
    ids: tuple[str, ...]
    x: tuple[float, ...]
    y: tuple[float, ...]
    target: tuple[float | str | None, ...]
    strata: tuple[str, ...] = ()


@dataclass(frozen=True)
class BuildDatasetJob:
    """Build a patch dataset; `dropped` and `report` are written when they name a file."""

    task: ClassVar[str] = "buildpatchdataset"
    samples: SampleTable
    dataset: str
    static: tuple[RasterLayer, ...] = ()
    temporal: tuple[RasterLayer, ...] = ()
    reference: RasterLayer | None = None
    target_expression: str = ""
    target_unit: str = "g/kg"
    time_pattern: str = ""
    categories: dict[str, str] = field(default_factory=dict)
    window: int = 5
    temporal_resampling: str = "nearest"
    dropped: str = ""
    report: str = ""


@dataclass(frozen=True)
class TrainingSettings:
    """How the CNN-LSTM is built and trained; README, "Method", says how the defaults were chosen.

    `width` is a factor on the preset's filters and units, `lstm_layers` 0 the preset's depth.
    """

    preset: str = "compact"
    width: float = 1.0
    convolutions: int = 2
    lstm_layers: int = 0
    categories: tuple[str, ...] = ()  # empty: every category of the dataset
    members: int = 5
    epochs: int = 300
    patience: int = 40
    validation: float = 0.2
    learning_rate: float = 2e-3
    batch_size: int = 32
    dropout: float = 0.3
    weight_decay: float = 1e-2
    augment: bool = True
    log_target: bool = False
    seed: int = 1
    device: str = "auto"


@dataclass(frozen=True)
class ForestSettings:
    """How the random forest is grown; `max_features` is the share of the variables tried at a split."""

    categories: tuple[str, ...] = ()
    trees: int = 500
    max_features: float = 0.33
    min_leaf: int = 2
    seed: int = 1


@dataclass(frozen=True)
class TrainNetworkJob:
    """Train an ensemble of CNN-LSTM networks."""

    task: ClassVar[str] = "traincnnlstm"
    dataset: str
    model: str
    report: str = ""
    settings: TrainingSettings = TrainingSettings()


@dataclass(frozen=True)
class TrainForestJob:
    """Grow the reference random forest."""

    task: ClassVar[str] = "trainrandomforest"
    dataset: str
    model: str
    report: str = ""
    settings: ForestSettings = ForestSettings()


@dataclass(frozen=True)
class CrossValidateJob:
    """Compare models on identical folds; `covariate_groups` as the user writes them, empty for the paper's Table 4.

    The networks are ensembles as large as the one that Train CNN-LSTM makes: what is judged is what will be mapped.
    """

    task: ClassVar[str] = "crossvalidate"
    dataset: str
    metrics: str
    predictions: str = ""
    report: str = ""
    models: tuple[str, ...] = MODELS
    covariate_groups: str = ""
    folds: int = 5
    repeats: int = 10
    scheme: str = "stratified"
    settings: TrainingSettings = TrainingSettings()
    forest: ForestSettings = ForestSettings()


@dataclass(frozen=True)
class Extent:
    """A rectangle in `crs_wkt`."""

    xmin: float
    ymin: float
    xmax: float
    ymax: float
    crs_wkt: str


@dataclass(frozen=True)
class Mask:
    """Polygons as one GeoJSON geometry in `crs_wkt`; pixels whose centre is outside are nodata."""

    geojson: str
    crs_wkt: str


@dataclass(frozen=True)
class PredictJob:
    """Map a model over rasters; no `covariates` means the files recorded when the dataset was built."""

    task: ClassVar[str] = "predictsocraster"
    model: str
    output: str
    stddev: str = ""
    covariates: tuple[RasterLayer, ...] = ()
    extent: Extent | None = None
    mask: Mask | None = None
    device: str = "auto"
    memory_mb: int = 1024


# typing.Union, not "|": QGIS for macOS still brings Python 3.9.
Job = typing.Union[BuildDatasetJob, TrainNetworkJob, TrainForestJob, CrossValidateJob, PredictJob]
JOBS: dict[str, type[Job]] = {kind.task: kind for kind in typing.get_args(Job)}


def write_job(job: Job, path: Path) -> None:
    """Write `job` as a JSON file that :func:`read_job` and ``python -m socmap_plugin.core`` read."""
    path.write_text(json.dumps(job_document(job), indent=1, allow_nan=False), encoding="utf-8")


def job_document(job: Job) -> dict[str, Any]:
    """Return what a job file holds."""
    return {"schema": JOB_SCHEMA, "task": job.task, **dataclasses.asdict(job)}


def read_job(path: Path) -> Job:
    """Read a job file.

    Raises
    ------
    InputError
        The file is not a job, is of a newer schema, or a field is missing, unknown or of the wrong type.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path} is not a readable job file ({error}); write it again from QGIS.") from error
    if not isinstance(document, dict) or document.get("task") not in JOBS:
        raise InputError(f"{path} names no known task; known are {', '.join(JOBS)}.")
    schema, task = document.pop("schema", None), document.pop("task")
    if schema != JOB_SCHEMA:
        raise InputError(f"{path} has job schema {schema!r}, this version reads {JOB_SCHEMA}; use matching versions.")
    return typing.cast(Job, _decode(JOBS[task], document, task))


def _decode(kind: Any, value: Any, where: str) -> Any:
    """Check `value` from JSON against the type `kind` and give it that type."""
    if dataclasses.is_dataclass(kind):
        return _decode_dataclass(kind, value, where)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        for choice in arguments:
            try:
                return _decode(choice, value, where)
            except InputError:
                continue
    elif origin is tuple and isinstance(value, list):
        return tuple(_decode(arguments[0], item, f"{where}[{i}]") for i, item in enumerate(value))
    elif origin is dict and isinstance(value, dict):
        return {key: _decode(arguments[1], item, f"{where}.{key}") for key, item in value.items()}
    elif kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    elif kind is type(None) and value is None:
        return None
    elif isinstance(kind, type) and type(value) is kind:
        return value
    raise InputError(f"The job field {where} is {value!r}, which is not of the type {kind}; write the job file again.")


def _decode_dataclass(kind: Any, value: Any, where: str) -> Any:
    if not isinstance(value, dict):
        raise InputError(f"The job field {where} is {value!r}, which is not an object; write the job file again.")
    fields = {item.name: item for item in dataclasses.fields(kind)}
    missing = [
        name
        for name, item in fields.items()
        if name not in value and item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING
    ]
    unknown = sorted(set(value) - set(fields))
    if missing or unknown:
        raise InputError(f"The job field {where} lacks {missing} and has unknown {unknown}; write the job file again.")
    hints = typing.get_type_hints(kind)
    return kind(**{name: _decode(hints[name], item, f"{where}.{name}") for name, item in value.items()})
