"""The kinds of covariates are recognised, and classes are offered to the models as one 0/1 layer a class."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ..checks.value_sample import glance
from ..checks.values import BEYOND_SHARE
from ..covariates.assembly import IN_THE_TABLE, source_of
from ..covariates.class_names import Names
from ..covariates.covariate_list import (
    BandSource,
    Covariates,
    StaticCovariate,
    TemporalGroup,
    TemporalVariable,
    class_label,
    name_of_class,
)
from ..covariates.kinds import DAYS, is_named_like_a_count, is_named_like_a_date, is_unit_of_dates
from ..covariates.words import has_word
from ..jobs.covariate_row import CLASS, CONTINUOUS, COUNT, DATE, CovariateRow
from ..patches.patches import CovariateReader
from ..raster.grid import Grid
from ..raster.known_files import Files
from ..raster.opening import READ_ERRORS
from ..runtime.errors import InputError
from ..runtime.progress import Progress
from .patches_at_samples import read_patches
from .samples import Samples

MOST_CLASSES = 60  # of a covariate; numbers with more values are measures, or need to be grouped first
_CLASS_WORDS = (
    "land-?cover", "lulc", "land-?use", "lc", "geology", "litholog\\w*", "class(?:es)?", "wrb",
    "soil-?(?:types?|units?)", "geomorphons?", "geom", "landforms?", "kopp?en", "biomes?", "eco-?regions?",
)  # fmt: skip


def with_kinds(rows: Sequence[CovariateRow], grid: Grid, files: Files) -> list[CovariateRow]:
    """Return rows, of the kind that the file, the name and the values say.

    Classes are integers of few values with colours, names in an attribute table or a name of classes; dates have days
    of the year as their unit or the name of a phenology date, and values that are such days. Only bands that may be one
    of these are looked at, of the steps of a date the first.
    """
    dates: dict[tuple[str, str], bool] = {}
    found = []
    for row in rows:
        file = files.of(row.layer)
        whole, coloured = file.integer[row.band - 1], file.coloured[row.band - 1]
        named = has_word(row.name, _CLASS_WORDS) or has_word(row.layer.name, _CLASS_WORDS)
        told = whole and (coloured or named or bool(files.class_names(source_of(row))))
        kind = row.kind
        if kind == CONTINUOUS and told and _few_values(row, grid, files):
            kind = CLASS
        elif kind == CONTINUOUS and (is_unit_of_dates(row.unit) or is_named_like_a_date(row.name)):
            variable = row.role, row.name
            if variable not in dates:
                dates[variable] = _days_of_the_year(row, grid, files)
            kind = DATE if dates[variable] else kind
        elif kind == CONTINUOUS and whole and is_named_like_a_count(row.name):
            kind = COUNT
        found.append(row if kind == row.kind else dataclasses.replace(row, kind=kind))
    return found


def _few_values(row: CovariateRow, grid: Grid, files: Files) -> bool:
    return 0 < len(np.unique(_seen(row, grid, files))) <= MOST_CLASSES


def _days_of_the_year(row: CovariateRow, grid: Grid, files: Files) -> bool:
    """Return whether nearly all values are; where they are not, turning them into some would hide what they are."""
    values = _seen(row, grid, files)
    low, high = DAYS
    return bool(values.size) and ((values < low) | (values > high)).mean() <= BEYOND_SHARE


def _seen(row: CovariateRow, grid: Grid, files: Files) -> NDArray[np.float32]:
    """Return some of the values (n,) of a band, none where it cannot be read."""
    try:
        (seen,) = glance(files, row.layer, [row.band], grid)
    except (InputError, *READ_ERRORS):
        return np.empty(0, np.float32)
    return seen.values[~np.isnan(seen.values)]


def one_layer_a_class(
    covariates: Covariates,
    samples: Samples,
    grid: Grid,
    window: int,
    temporal_resampling: str,
    progress: Progress,
    files: Files,
) -> Covariates:
    """Return covariates in which every covariate of classes is one covariate a class, 1 where the class is and else 0.

    The classes are those in the patches and sequences of the samples; others are missing values to a model.

    Raises
    ------
    InputError
        A covariate has more than :data:`MOST_CLASSES` classes.
    """
    chosen = of_classes(covariates)
    if not chosen.static and not chosen.temporal:
        return covariates
    known: dict[BandSource, Names] = {}  # with those that no table names
    with CovariateReader(chosen, grid, window, temporal_resampling, files) as reader:
        patches, held = read_patches(reader, samples, Progress())
        for i, item in enumerate(chosen.static):
            known[item.source] = _classes(item.name, patches[:, i][held[:, i]], [item.source], files)
        sequences = reader.temporal(samples.row, samples.col, samples.x, samples.y)
        for group, (values, present) in zip(chosen.temporal, sequences):
            for i, variable in enumerate(group.variables):
                there = values[:, :, i][present[:, :, i]]
                known[variable.sources[0]] = _classes(variable.name, there, variable.sources, files)
    named = [(item.name, item.source) for item in chosen.static]
    named += [(item.name, item.sources[0]) for group in chosen.temporal for item in group.variables]
    for name, source in named:
        shown = ", ".join(class_label(value, text) for value, text in known[source].items())
        progress.log(
            f"{name}: {len(known[source])} classes ({shown}), a layer of 0 and 1 each; others count as missing."
        )
    static: list[StaticCovariate] = []
    for item in covariates.static:
        classes = known.get(item.source, {})
        static += [
            dataclasses.replace(item, name=name_of_class(item.name, value, text), source=source)
            for (value, text), source in zip(classes.items(), _classes_of(item.source, classes))
        ] or [item]
    return Covariates(tuple(static), tuple(_expanded(group, known) for group in covariates.temporal))


def _expanded(group: TemporalGroup, known: Mapping[BandSource, Names]) -> TemporalGroup:
    variables: list[TemporalVariable] = []
    for item in group.variables:
        classes = known.get(item.sources[0], {})
        sources = zip(*(_classes_of(source, classes) for source in item.sources))
        variables += [
            dataclasses.replace(item, name=name_of_class(item.name, value, text), sources=same)
            for (value, text), same in zip(classes.items(), sources)
        ] or [item]
    return dataclasses.replace(group, variables=tuple(variables))


def of_classes(covariates: Covariates) -> Covariates:
    """Return the covariates that are classes."""
    groups = (
        dataclasses.replace(group, variables=tuple(item for item in group.variables if _is_class(item.sources[0])))
        for group in covariates.temporal
    )
    static = tuple(item for item in covariates.static if _is_class(item.source))
    return Covariates(static, tuple(group for group in groups if group.variables))


def without_classes(
    covariates: Covariates, at_samples: Sequence[NDArray[np.float32]]
) -> tuple[Covariates, list[NDArray[np.float32]]]:
    """Return the covariates that are no classes, with their values at samples: one (n, T) array a covariate."""
    flags = [not _is_class(item.source) for item in covariates.static]
    flags += [not _is_class(item.sources[0]) for group in covariates.temporal for item in group.variables]
    groups = (
        dataclasses.replace(group, variables=tuple(item for item in group.variables if not _is_class(item.sources[0])))
        for group in covariates.temporal
    )
    static = tuple(item for item in covariates.static if not _is_class(item.source))
    measures = Covariates(static, tuple(group for group in groups if group.variables))
    return measures, [values for values, kept in zip(at_samples, flags) if kept]


def _is_class(source: BandSource) -> bool:
    return source.kind == CLASS


def _classes_of(source: BandSource, classes: Names) -> list[BandSource]:
    """Return one source a class."""
    every = tuple(classes)
    return [
        dataclasses.replace(source, class_value=value, classes=every, class_name=name)
        for value, name in classes.items()
    ]


def _classes(name: str, values: NDArray[np.float32], sources: Sequence[BandSource], files: Files) -> Names:
    """Return the different values, (n,) float32, in order, each with the name that the first table has for it."""
    found = np.unique(values)
    if len(found) > MOST_CLASSES:
        raise InputError(
            f"The covariate {name!r} is of classes and has {len(found)} of them at the samples, {MOST_CLASSES} are the "
            f"limit; group them, or set its kind to continuous {IN_THE_TABLE}."
        )
    names: dict[float, str] = {}
    for source in sources:
        names = {**files.class_names(source), **names}
    return {value: names.get(value, "") for value in map(float, found)}
