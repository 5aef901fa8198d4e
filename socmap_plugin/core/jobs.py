"""One frozen dataclass a task: what the dialogs fill in, what a job file holds, what the core runs.

The defaults here are the dialogs' defaults. Standard library only: QGIS imports this module.
"""

from __future__ import annotations

import typing
from dataclasses import dataclass, field
from typing import ClassVar

PRESETS = ("paper", "compact")
DEVICES = ("auto", "cpu", "cuda", "mps")
SCHEMES = ("stratified", "random", "block", "knndm")
MODELS = ("cnnlstm", "forest", "hybrid", "mean")
RESAMPLINGS = ("nearest", "bilinear")
# What the state of a MODIS surface reflectance pixel can say, in words; "core/stateflags.py" knows the bits.
STATE_MASKS = (
    "cloudy", "mixed", "assumed-clear", "shadow", "cirrus-small", "cirrus-average", "cirrus-high", "internal-cloud",
    "snow", "internal-snow", "next-to-cloud", "high-aerosol",
)  # fmt: skip
QUALITIES = ("best", "good", "fair", "poor")
QUALITY_LAYERS = ("overall", "detailed")
DATE_ORIGINS = ("days", "years of 366 days")
ELEVATION_UNITS = ("auto", "m", "ft", "us-ft")
# Of a Dask scheduler: a host name or IPv4 address, or an IPv6 address in brackets, and a port.
SCHEDULER_ADDRESS = r"(tcp|tls)://([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):\d{1,5}/?"

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

    `width` is a factor on the preset's filters and units, `lstm_layers` 0 the preset's depth, `window` 0 the dataset's.
    With `tune`, the point of `tuning_grid` with the smallest validation error is taken.
    """

    preset: str = "compact"
    width: float = 1.0
    convolutions: int = 2
    lstm_layers: int = 0
    window: int = 0
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
    tune: bool = False
    tuning_grid: str = "learning_rate=0.001,0.002,0.004; dropout=0.1,0.3; width=1,2"
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
    """Train an ensemble of CNN-LSTM networks; with `hybrid` also a forest, and the weight of the one and the other."""

    task: ClassVar[str] = "traincnnlstm"
    dataset: str
    model: str
    report: str = ""
    settings: TrainingSettings = TrainingSettings()
    hybrid: bool = False
    forest: ForestSettings = ForestSettings()


@dataclass(frozen=True)
class TrainForestJob:
    """Grow the reference random forest."""

    task: ClassVar[str] = "trainrandomforest"
    dataset: str
    model: str
    report: str = ""
    settings: ForestSettings = ForestSettings()


@dataclass(frozen=True)
class Mask:
    """Polygons as one GeoJSON geometry in `crs_wkt`; pixels whose centre is outside are nodata."""

    geojson: str
    crs_wkt: str


@dataclass(frozen=True)
class FoldTable:
    """Folds that exist already; `folds` holds a tuple a field, one field a repeat, with the fold of every sample."""

    layer: str
    sample_ids: tuple[str, ...]
    fields: tuple[str, ...]
    folds: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class CrossValidateJob:
    """Compare models on identical folds; `covariate_groups` as the user writes them, empty for the paper's Table 4.

    The networks are ensembles as large as the one that Train CNN-LSTM makes: what is judged is what will be mapped.
    A `fold_table` replaces `scheme`, `folds` and `repeats`. `block_size` is in map units, 0 for one that gives each
    fold several blocks. `area` is where the map will be, by default wherever the static covariates have values.
    `scheduler` is the address of a Dask cluster that trains the folds, empty for this machine.
    """

    task: ClassVar[str] = "crossvalidate"
    dataset: str
    metrics: str
    predictions: str = ""
    report: str = ""
    importance: str = ""
    models: tuple[str, ...] = MODELS
    covariate_groups: str = ""
    folds: int = 5
    repeats: int = 10
    scheme: str = "stratified"
    block_size: float = 0.0
    fold_table: FoldTable | None = None
    area: Mask | None = None
    settings: TrainingSettings = TrainingSettings()
    forest: ForestSettings = ForestSettings()
    scheduler: str = ""


@dataclass(frozen=True)
class Extent:
    """A rectangle in `crs_wkt`."""

    xmin: float
    ymin: float
    xmax: float
    ymax: float
    crs_wkt: str


@dataclass(frozen=True)
class PredictJob:
    """Map a model over rasters; no `covariates` means the files recorded when the dataset was built.

    `scheduler` is the address of a Dask cluster that predicts the windows, empty for this machine.
    """

    task: ClassVar[str] = "predictsocraster"
    model: str
    output: str
    stddev: str = ""
    covariates: tuple[RasterLayer, ...] = ()
    extent: Extent | None = None
    mask: Mask | None = None
    device: str = "auto"
    memory_mb: int = 1024
    scheduler: str = ""


@dataclass(frozen=True)
class ProductFile:
    """A raster of a satellite product: the GeoTIFF to read, the file that it came from, and its layer where known."""

    path: str
    source: str
    layer: str = ""


@dataclass(frozen=True)
class ImportPhenologyJob:
    """Make yearly covariates of a land surface phenology product; `years` as in 2002-2011, empty for all there are.

    `quality` is the worst that is accepted, by the product's overall quality or, with `quality_layer` detailed, by
    that of each date. `date_origin` says how the dates of VNP22Q2 are counted since 2000.
    """

    task: ClassVar[str] = "importphenology"
    files: tuple[ProductFile, ...]
    folder: str
    cycle: int = 1
    quality: str = "fair"
    quality_layer: str = "overall"
    date_origin: str = "days"
    extent: Extent | None = None
    crs_wkt: str = ""
    years: str = ""


@dataclass(frozen=True)
class AnnualEviJob:
    """Average the enhanced vegetation index of every year over its clear observations.

    `masked` are the conditions of STATE_MASKS in which an observation is not clear, `minimum` is how many clear ones a
    pixel needs for a mean. The numbers of clear observations are written when `count` names a file.
    """

    task: ClassVar[str] = "annualevi"
    files: tuple[ProductFile, ...]
    folder: str
    count: str = ""
    extent: Extent | None = None
    years: str = ""
    masked: tuple[str, ...] = (
        "cloudy", "mixed", "shadow", "cirrus-small", "cirrus-average", "cirrus-high", "internal-cloud", "snow",
        "internal-snow",
    )  # fmt: skip
    minimum: int = 1


@dataclass(frozen=True)
class TerrainJob:
    """Derive terrain covariates from a projected digital elevation model."""

    task: ClassVar[str] = "terraincovariates"
    dem: RasterLayer
    folder: str
    elevation_unit: str = "auto"  # as the band or the vertical CRS says, metres where neither does
    memory_mb: int = 2048


# typing.Union, not "|": QGIS for macOS still brings Python 3.9.
Job = typing.Union[
    BuildDatasetJob,
    TrainNetworkJob,
    TrainForestJob,
    CrossValidateJob,
    PredictJob,
    ImportPhenologyJob,
    AnnualEviJob,
    TerrainJob,
]
JOBS: dict[str, type[Job]] = {kind.task: kind for kind in typing.get_args(Job)}
