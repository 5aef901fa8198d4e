"""What the names of layers, files and bands say: a row of the covariate table for every band."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..jobs.covariate_row import STATIC, TEMPORAL, CovariateRow
from ..jobs.inputs import RasterLayer
from .assembly import IN_THE_TABLE, RENAME, covariates_of
from .categories import recognise_category
from .covariate_list import BandInfo, StaticCovariate, TemporalGroup
from .series import Split, is_numbered, says_nothing, split_names
from .steps import time_expression

Described = Sequence[tuple[RasterLayer, Sequence[BandInfo]]]  # layers with what their files say of the bands
NAME_OR_LAYER = Mapping[str, str]  # categories that the user gave, by covariate or by layer


@dataclass(frozen=True)
class Reading:
    """How one band was understood; `problem` says in one sentence why it cannot be used so."""

    row: CovariateRow
    problem: str = ""
    uncertain: bool = False  # the category is a guess


def read_static(layers: Described, categories: NAME_OR_LAYER | None = None) -> list[Reading]:
    """Name every band of every static layer.

    A single band takes its layer's name, a band of several its description, or layer and number where it has none;
    descriptions that two layers share get the layer's name before them.
    """
    named = [(layer, info, _static_name(layer, info, len(bands))) for layer, bands in layers for info in bands]
    owners: dict[str, set[RasterLayer]] = {}
    for layer, _, name in named:
        owners.setdefault(name, set()).add(layer)
    several = {layer for layer, bands in layers if len(bands) > 1}
    readings = []
    for layer, info, own_name in named:
        name = _with_layer(layer, own_name) if layer in several and len(owners[own_name]) > 1 else own_name
        category, uncertain = _category(name, layer.name, categories)
        row = CovariateRow(layer, info.index, STATIC, name, "", category, info.unit)
        readings.append(Reading(row, uncertain=uncertain))
    return readings


def read_temporal(layers: Described, pattern: str = "", categories: NAME_OR_LAYER | None = None) -> list[Reading]:
    """Find variable and step of every band of every temporal layer.

    The step is looked for in the band's description, then in the layer's name. A file of several bands none of which
    names a time counts its bands as steps 1, 2, 3...

    Parameters
    ----------
    layers
        Layers with what their files say of the bands.
    pattern
        A regular expression with one group named ``time``, instead of the forms recognised without one; groups whose
        names begin with ``drop`` catch what is no part of the variable's name.
    categories
        Category by variable or layer name, where the user gave one.

    Raises
    ------
    InputError
        The pattern is no regular expression or has no group ``time``.
    """
    expression = time_expression(pattern) if pattern else None
    names = _Names(layers, expression)
    readings = []
    for layer, bands in layers:
        for info in bands:
            variable, step, problem = names.variable_and_step(layer, info, len(bands))
            category, uncertain = _category(variable, layer.name, categories)
            row = CovariateRow(layer, info.index, TEMPORAL, variable, step, category, info.unit)
            readings.append(Reading(row, problem, uncertain))
    return _years_for_new_year_dates(readings)


def static_covariates(layers: Described, categories: NAME_OR_LAYER | None = None) -> tuple[StaticCovariate, ...]:
    """Return the static covariates that :func:`read_static` names; InputError where two have one name."""
    return covariates_of([reading.row for reading in read_static(layers, categories)]).static


def temporal_groups(
    layers: Described, pattern: str = "", categories: NAME_OR_LAYER | None = None
) -> tuple[TemporalGroup, ...]:
    """Return the temporal covariates that :func:`read_temporal` finds; InputError where they do not go together."""
    readings = read_temporal(layers, pattern, categories)
    return covariates_of([reading.row for reading in readings], [reading.problem for reading in readings]).temporal


class _Names:
    """The names of temporal layers and their bands, read together."""

    def __init__(self, layers: Described, expression: re.Pattern[str] | None) -> None:
        self._by_pattern = expression is not None
        self._layers = split_names((layer.name for layer, _ in layers), expression)
        texts = (info.description for _, bands in layers for info in bands if info.description)
        self._bands = split_names(texts, expression)

    def variable_and_step(self, layer: RasterLayer, info: BandInfo, count: int) -> tuple[str, str, str]:
        """Return variable, step and, where they are not found, the problem."""
        band, whole = self._band(info), self._layers[layer.name]
        if band and band[0]:
            return (*band, "")
        if band:  # the description is a bare time: the layer names the variable
            return (whole[0] if whole and whole[0] else layer.name), band[1], ""
        if whole and whole[0] and count == 1:
            return (*whole, "")
        numbered = count > 1 and not self._by_pattern and is_numbered(info.description, info.index, layer.name)
        if whole and info.description and not numbered:
            return info.description, whole[1], ""
        if whole and count == 1:
            problem = f"The temporal layer {layer.name!r} names a step and no variable; name it like greenup_2002"
            return "", whole[1], f"{problem} {RENAME}."
        if whole is None and not self._by_pattern and count > 1 and (numbered or not info.description):
            return layer.name, str(info.index), ""
        return (
            info.description or layer.name,
            "",
            f"No step is recognised in the temporal layer {layer.name!r}, band {info.index} "
            f"({info.description or 'no name'}); name layers or bands like greenup_2002, give a TIME_PATTERN with a "
            f"group named 'time', or write the step {IN_THE_TABLE}.",
        )

    def _band(self, info: BandInfo) -> Split | None:
        split = self._bands[info.description] if info.description else None
        return ("", split[1]) if split and says_nothing(split[0]) else split


def _years_for_new_year_dates(readings: list[Reading]) -> list[Reading]:
    """Yearly products date their layers 1 January: when all dates are, the step is the year."""
    dates = [reading.row.step for reading in readings if "-" in reading.row.step]
    if not dates or not all(step.endswith("-01-01") for step in dates):
        return readings
    return [
        replace(reading, row=replace(reading.row, step=reading.row.step[:4])) if "-" in reading.row.step else reading
        for reading in readings
    ]


def _static_name(layer: RasterLayer, info: BandInfo, count: int) -> str:
    if count == 1:
        return layer.name
    nameless = not info.description or is_numbered(info.description, info.index)
    return f"{layer.name}_{info.index}" if nameless else info.description


def _with_layer(layer: RasterLayer, name: str) -> str:
    return name if name.startswith(layer.name) else f"{layer.name}_{name}"


def _category(name: str, layer: str, categories: NAME_OR_LAYER | None) -> tuple[str, bool]:
    given = categories or {}
    known = given.get(name) or given.get(layer)
    return (known, False) if known else recognise_category(name)


def possible_labels(layers: Described, pattern: str = "") -> list[tuple[RasterLayer, int, list[str]]]:
    """Return, for every band of some layers, what it may be called in a model: as static, then as temporal covariate.

    A model does not say which of its layers were read together, so that every way to read a name counts.
    """
    expression = time_expression(pattern) if pattern else None
    together = _Names(layers, expression)
    found = []
    for layer, bands in layers:
        alone = _Names([(layer, bands)], expression)
        for info in bands:
            name = _static_name(layer, info, len(bands))
            labels = [name, *([_with_layer(layer, name)] if len(bands) > 1 else [])]
            for names in (alone, together):
                variable, step, problem = names.variable_and_step(layer, info, len(bands))
                if not problem:
                    labels.append(f"{variable} ({step})")
                    if step.endswith("-01-01"):  # a yearly product, whose steps were shortened to years
                        labels.append(f"{variable} ({step[:4]})")
            found.append((layer, info.index, list(dict.fromkeys(labels))))
    return found


def shared_names(layers: Iterable[RasterLayer]) -> set[str]:
    """Return the names that more than one layer has."""
    return {name for name, count in Counter(layer.name for layer in layers).items() if count > 1}
