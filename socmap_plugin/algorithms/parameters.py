"""Settings that several algorithms share, each bound to the field of the job whose default the dialog shows."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import Any, TypeVar

from qgis.core import (
    Qgis,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..core.jobs.inputs import SCHEDULER_ADDRESS
from ..core.settings.limits import limits
from .base import tr

Settings = TypeVar("Settings")


@dataclass(frozen=True)
class Setting:
    """A parameter of a dialog that fills one field of a settings dataclass, which has its type, default and limits."""

    parameter: str
    field: str
    label: str
    help: str
    advanced: bool = True
    chosen: bool = False  # one of the words that the field allows


CATEGORIES = Setting(
    "CATEGORIES",
    "categories",
    "Categories of covariates to use (empty = all)",
    "Which covariates the model sees, as category names separated by commas, for example: climate,terrain. "
    "The report of Build Patch Dataset lists them.",
    advanced=False,
)
SEED = Setting(
    "SEED",
    "seed",
    "Random seed",
    "The same seed, data and computer give exactly the same result.",
)
DEVICE = Setting(
    "DEVICE",
    "device",
    "Device",
    "Where the network is computed: auto takes a graphics card if the worker's PyTorch can use one.",
    chosen=True,
)
SCHEDULER = Setting(
    "SCHEDULER",
    "scheduler",
    "Dask scheduler (empty = this computer)",
    "The address of a Dask cluster that does the work, such as tcp://host:8786. Its workers need the packages of the "
    "environment of SOC Map, and see the same files at the same paths. Name only a cluster that you trust: it runs any "
    "code, and this computer trusts what it answers.",
)
TUNE = Setting(
    "TUNE",
    "tune",
    "Search for the best settings",
    "Trains the network with every combination of the values below and keeps the one with the smallest validation "
    "error. The time grows with the number of combinations.",
)
TUNING_GRID = Setting(
    "TUNING_GRID",
    "tuning_grid",
    "Values to search",
    "Written as learning_rate=0.001,0.002; dropout=0.1,0.3; width=1,2: every value is combined with every other. "
    "Names: learning_rate, dropout, weight_decay, width (factor on the network's units), convolutions, lstm_layers, "
    "window (the centre of the patches, in pixels, odd). What is not named stays as set in this dialog.",
)

LOG_TARGET = Setting(
    "LOG_TARGET",
    "log_target",
    "Learn the logarithm of the target",
    "on: models learn log(1 + y), for a target with few very large values; what they predict is in the unit of the "
    "target, corrected for the bias of turning back. auto: where all training targets are above 0, their skewness is "
    "above 1 and that of their logarithms is smaller; in every fold its own training samples decide.",
    chosen=True,
)

NETWORK_SETTINGS = (
    Setting(
        "PRESET",
        "preset",
        "Network",
        "compact: about a tenth of the parameters, for a few hundred samples. "
        "paper: the network of Zhang et al. (2022), for about a thousand samples and more.",
        advanced=False,
        chosen=True,
    ),
    Setting(
        "MEMBERS",
        "members",
        "Networks in the ensemble",
        "So many networks are trained at once, each with its own validation samples; the prediction is their mean and "
        "their spread is its standard deviation.",
        advanced=False,
    ),
    Setting(
        "EPOCHS",
        "epochs",
        "Epochs at most",
        "How often each network sees all of its training samples, unless early stopping ends it before.",
        advanced=False,
    ),
    Setting(
        "PATIENCE",
        "patience",
        "Patience (epochs)",
        "A network stops after so many epochs without a better validation error, and keeps its best weights.",
    ),
    Setting(
        "VALIDATION",
        "validation",
        "Share of samples for validation",
        "The share of the training samples that decides on early stopping and is not trained on. It is rounded to one "
        "half, one third, one fourth, ... so that the first members share no validation row.",
    ),
    Setting(
        "LEARNING_RATE",
        "learning_rate",
        "Learning rate",
        "The step size of the Adam optimiser.",
    ),
    Setting(
        "BATCH_SIZE",
        "batch_size",
        "Batch size (samples)",
        "How many samples make one training step.",
    ),
    Setting(
        "DROPOUT",
        "dropout",
        "Dropout",
        "The share of the dense layer's units that are left out at random in a training step.",
    ),
    Setting(
        "WEIGHT_DECAY",
        "weight_decay",
        "Weight decay",
        "How strongly large weights are pulled towards zero.",
    ),
    Setting(
        "AUGMENT",
        "augment",
        "Turn and mirror patches",
        "Shows the network the eight symmetries of every patch. It then cannot see in the elevations of a patch where "
        "a slope faces: where that matters, add northness and eastness, which Terrain Covariates makes, or turn this "
        "off.",
    ),
    LOG_TARGET,
    TUNE,
    TUNING_GRID,
)

FOREST_SETTINGS = (
    Setting(
        "TREES",
        "trees",
        "Trees",
        "How many trees the forest has; more are slower and rarely worse.",
        advanced=False,
    ),
    Setting(
        "MAX_FEATURES",
        "max_features",
        "Share of variables tried at a split",
        "The share of the variables from which the best split is taken.",
    ),
    Setting(
        "MIN_LEAF",
        "min_leaf",
        "Samples in a leaf at least",
        "Larger leaves give smoother predictions.",
    ),
)
TREE_SETTINGS = (
    Setting(
        "TREE_KIND",
        "kind",
        "Kind of trees",
        "forest takes the best split of some variables; extratrees the best of splits at random places, which is "
        "faster and with few samples often better.",
        advanced=False,
        chosen=True,
    ),
    Setting(
        "FEATURES",
        "features",
        "What the trees see",
        "window: mean and spread of every static covariate around the sample, mean, trend and spread of every "
        "sequence, beside the values at the sample; centre: these values only, as in the paper.",
        advanced=False,
        chosen=True,
    ),
    Setting(
        "COORDINATES",
        "coordinates",
        "Coordinates among the variables",
        "xy, or oblique axes in six directions (Moeller et al. 2020): where soils differ between regions for reasons "
        "that no covariate shows. none where the map goes beyond the samples.",
        chosen=True,
    ),
    LOG_TARGET,
)


def default(owner: Any, field: str) -> Any:
    """Return the default of `field` of the dataclass, or the value in the dataclass instance, `owner`."""
    if not isinstance(owner, type):
        return getattr(owner, field)
    definition = {item.name: item for item in dataclasses.fields(owner)}[field]
    if definition.default_factory is not dataclasses.MISSING:
        return definition.default_factory()
    return definition.default


def number(name: str, label: str, owner: Any, field: str) -> QgsProcessingParameterNumber:
    """Return a number parameter with the default and the limits of `field` of the job `owner`."""
    value, allowed = default(owner, field), limits(owner, field)
    kind = Qgis.ProcessingNumberParameterType
    numeric = kind.Integer if isinstance(value, int) else kind.Double
    return QgsProcessingParameterNumber(name, tr(label), numeric, value, False, allowed.least, allowed.high)


def documented(
    parameter: QgsProcessingParameterDefinition, text: str, advanced: bool = False
) -> QgsProcessingParameterDefinition:
    """Return `parameter` with its help, among the advanced ones if asked."""
    parameter.setHelp(tr(text))
    if advanced:
        parameter.setFlags(parameter.flags() | Qgis.ProcessingParameterFlag.Advanced)
    return parameter


def choice(name: str, label: str, options: tuple[str, ...], default: Any, many: bool = False) -> Any:
    """Return an enum parameter whose values are the names themselves, so that scripts read well."""
    return QgsProcessingParameterEnum(name, tr(label), list(options), many, default, False, True)


def add_settings(
    algorithm: QgsProcessingAlgorithm, settings: tuple[Setting, ...], defaults: Any, all_advanced: bool = False
) -> None:
    """Add a parameter to `algorithm` for each of the settings."""
    for setting in settings:
        parameter = _definition(setting, defaults)
        algorithm.addParameter(documented(parameter, setting.help, setting.advanced or all_advanced))


def read_settings(
    algorithm: QgsProcessingAlgorithm,
    settings: tuple[Setting, ...],
    defaults: Settings,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
) -> Settings:
    """Return `defaults` with the fields that the parameters set."""
    values = {
        item.field: setting_value(algorithm, item, default(defaults, item.field), parameters, context)
        for item in settings
    }
    return dataclasses.replace(defaults, **values)  # type: ignore[type-var]


def setting_value(
    algorithm: QgsProcessingAlgorithm,
    setting: Setting,
    like: Any,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
) -> Any:
    """Return the value of one parameter, of the type of `like`."""
    if setting.chosen:
        return algorithm.parameterAsEnumString(parameters, setting.parameter, context)
    if isinstance(like, bool):
        return algorithm.parameterAsBool(parameters, setting.parameter, context)
    if isinstance(like, int):
        return algorithm.parameterAsInt(parameters, setting.parameter, context)
    if isinstance(like, float):
        return algorithm.parameterAsDouble(parameters, setting.parameter, context)
    text = algorithm.parameterAsString(parameters, setting.parameter, context)
    return tuple(part.strip() for part in text.split(",") if part.strip()) if isinstance(like, tuple) else text


def refuse_bad_scheduler(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> None:
    """Refuse what is no address of a Dask scheduler."""
    address = scheduler(algorithm, parameters, context)
    if address and not re.fullmatch(SCHEDULER_ADDRESS, address):
        raise QgsProcessingException(
            f"{SCHEDULER.parameter} is {address}; give the address of a Dask scheduler such as tcp://host:8786 or "
            "tls://host:8786, or nothing for this computer."
        )


def scheduler(algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
    """Return the address of the Dask scheduler, '' for none."""
    return str(algorithm.parameterAsString(parameters, SCHEDULER.parameter, context)).strip()


def _definition(setting: Setting, defaults: Any) -> QgsProcessingParameterDefinition:
    name, label, value = setting.parameter, tr(setting.label), default(defaults, setting.field)
    if setting.chosen:
        return choice(name, label, limits(defaults, setting.field).choices, value)
    if isinstance(value, bool):
        return QgsProcessingParameterBoolean(name, label, value)
    if isinstance(value, (int, float)):
        return number(name, setting.label, defaults, setting.field)
    text = ",".join(value) if isinstance(value, tuple) else value
    return QgsProcessingParameterString(name, label, text, False, True)
