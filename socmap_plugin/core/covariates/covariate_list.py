"""Covariates: their names, steps and categories, and the list of them that travels with dataset and model."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..jobs.covariate_row import (  # noqa: F401, the names of a row are those of a band's source
    AVERAGE,
    BAND_RESAMPLINGS,
    BILINEAR,
    CLASS,
    CONTINUOUS,
    COUNT,
    DATE,
    KINDS,
    MAJORITY,
    NEAREST,
)
from ..jobs.inputs import RasterLayer, RecordedPath
from ..runtime.errors import InputError
from ..settings.limits import between, one_of
from ..settings.typed import decode

CLIMATE, TERRAIN, PHENOLOGY, VEGETATION_INDEX, OTHER = "climate", "terrain", "phenology", "vegetation index", "other"
MOST_BANDS = 65_536  # of a file; a few formats could hold more


@dataclass(frozen=True)
class BandInfo:
    """What a file says of one band."""

    index: int
    description: str = ""
    unit: str = ""


@dataclass(frozen=True)
class BandSource:
    """One band of one raster file, under its layer's name in QGIS, and how it is read.

    Attributes
    ----------
    layer, band
        The file and the number of the band in it.
    kind
        What the numbers are, one of `KINDS`. ``continuous`` and ``count`` are read alike. ``class``: numbers that are
        names; they are never averaged. ``date``: days of the year, a circle; see `season`.
    resampling
        How it comes onto a grid of other pixels, one of `BAND_RESAMPLINGS`; empty: by the kind and the size of its
        pixels. See :class:`~..raster.reading.GridStack`.
    nodata
        A further number of the file that stands for no value.
    source_nodata
        False: the nodata value that the file declares is a number like any other.
    scale, offset
        What is read is multiplied by one and added to the other, after those of the file.
    season
        Of a date: the middle of its season as a day of the year. What is read is given within half a year of it: of
        day 362 and day 3, with a season around day 0, -3 and 3. None: not known yet, days are left as they are.
    class_value, classes
        Of a class, one of `classes`, all that are known: what is read is 1 where the band holds `class_value`, 0 where
        it holds another one, and nothing where it holds none of them. None: what is read is the class itself.
    class_name
        What the attribute table of the file calls the class, empty where there is none.
    own_names
        Where a covariate table calls the band otherwise than its names say: what they say. Bands of other rasters are
        found by that, see :func:`.find_sources`.
    """

    layer: RasterLayer
    band: int = between(dataclasses.MISSING, 1, MOST_BANDS)
    kind: str = one_of(CONTINUOUS, KINDS)
    resampling: str = one_of("", ("", *BAND_RESAMPLINGS))
    nodata: float | None = None
    source_nodata: bool = True
    scale: float = 1.0
    offset: float = 0.0
    season: float | None = None
    class_value: float | None = None
    classes: tuple[float, ...] = ()
    class_name: str = ""
    own_names: tuple[str, ...] = ()

    def moved_to(self, other: BandSource) -> BandSource:
        """Return the band of `other`, read as this one is."""
        return dataclasses.replace(self, layer=other.layer, band=other.band)


@dataclass(frozen=True)
class StaticCovariate:
    """One value a pixel."""

    name: str
    category: str
    unit: str
    source: BandSource


@dataclass(frozen=True)
class TemporalVariable:
    """One value a pixel and step; `sources` in the order of the group's steps."""

    name: str
    category: str
    unit: str
    sources: tuple[BandSource, ...]


@dataclass(frozen=True)
class TemporalGroup:
    """Variables that share their steps; a model has one LSTM branch a group."""

    steps: tuple[str, ...]
    variables: tuple[TemporalVariable, ...]

    @property
    def times(self) -> tuple[float, ...]:
        """Steps as numbers, for interpolation along time: years, indices, or days for dates."""
        return tuple(time_number(step) for step in self.steps)


@dataclass(frozen=True)
class Covariates:
    """The covariates of a dataset or model, in the order of its arrays."""

    static: tuple[StaticCovariate, ...] = ()
    temporal: tuple[TemporalGroup, ...] = ()

    @property
    def categories(self) -> tuple[str, ...]:
        """Categories in order of first appearance."""
        names = [item.category for item in self.static]
        names += [variable.category for group in self.temporal for variable in group.variables]
        return tuple(dict.fromkeys(names))

    @property
    def count(self) -> int:
        """Number of variables as the paper counts them: every step of a temporal variable is one (Table 4)."""
        return len(self.static) + sum(len(group.steps) * len(group.variables) for group in self.temporal)

    def selection(self, categories: Sequence[str]) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
        """Return the positions of the covariates of `categories` (empty: all): of the statics, of each group.

        Raises
        ------
        InputError
            A category that no covariate has.
        """
        unknown = [name for name in categories if name not in self.categories]
        if unknown:
            raise InputError(
                f"No covariate has the category {', '.join(map(repr, unknown))}; "
                f"the dataset has {', '.join(map(repr, self.categories))}."
            )
        chosen = set(categories or self.categories)
        static = tuple(i for i, item in enumerate(self.static) if item.category in chosen)
        temporal = tuple(
            tuple(i for i, item in enumerate(group.variables) if item.category in chosen) for group in self.temporal
        )
        return static, temporal

    def select(self, categories: Sequence[str]) -> Covariates:
        """Return the covariates of `categories` only; groups without a variable left are dropped."""
        static, temporal = self.selection(categories)
        groups = (
            dataclasses.replace(group, variables=tuple(group.variables[i] for i in kept))
            for group, kept in zip(self.temporal, temporal)
            if kept
        )
        return Covariates(tuple(self.static[i] for i in static), tuple(groups))

    def to_json(self) -> dict[str, Any]:
        """Return plain lists and dicts, as the headers of datasets and models hold them; defaults are left out."""
        value = dataclasses.asdict(self)
        sources = [item["source"] for item in value["static"]]
        sources += [one for group in value["temporal"] for item in group["variables"] for one in item["sources"]]
        for source in sources:
            _drop_defaults(source, BandSource)
            _drop_defaults(source["layer"], RasterLayer, but=("crs_wkt",))
        return value

    @classmethod
    def from_json(cls, value: Any) -> Covariates:
        """Rebuild from :meth:`to_json`; the paths are marked as recorded.

        Raises
        ------
        InputError
            A field that is missing, not known, of another type or out of range.
        """
        found: Covariates = decode(cls, value, "covariates", "")
        return Covariates(
            tuple(dataclasses.replace(item, source=_recorded(item.source)) for item in found.static),
            tuple(
                dataclasses.replace(
                    group,
                    variables=tuple(
                        dataclasses.replace(item, sources=tuple(map(_recorded, item.sources)))
                        for item in group.variables
                    ),
                )
                for group in found.temporal
            ),
        )

    def labels(self) -> list[str]:
        """Return every covariate as ``name`` or ``name (step)``, for messages and comparison."""
        names = [item.name for item in self.static]
        for group in self.temporal:
            names += [f"{variable.name} ({step})" for variable in group.variables for step in group.steps]
        return names

    def sources(self) -> tuple[BandSource, ...]:
        """Return the band behind every label, in the order of :meth:`labels`."""
        temporal = (variable.sources for group in self.temporal for variable in group.variables)
        return (*(item.source for item in self.static), *itertools.chain.from_iterable(temporal))

    def rebind(self, sources: Mapping[str, BandSource]) -> Covariates:
        """Return these covariates in other bands, which are given by label; what the numbers are, stays."""
        return Covariates(
            tuple(dataclasses.replace(item, source=item.source.moved_to(sources[item.name])) for item in self.static),
            tuple(
                dataclasses.replace(
                    group,
                    variables=tuple(
                        dataclasses.replace(
                            item,
                            sources=tuple(
                                source.moved_to(sources[f"{item.name} ({step})"])
                                for source, step in zip(item.sources, group.steps)
                            ),
                        )
                        for item in group.variables
                    ),
                )
                for group in self.temporal
            ),
        )


def covariate_groups(covariates: Covariates, text: str) -> dict[str, tuple[str, ...]]:
    """Return the categories of every covariate group, by its name.

    Parameters
    ----------
    covariates
        Of the dataset.
    text
        Groups separated by semicolons, categories by commas. Empty: those of the paper's Table 4 that the categories
        allow: the categories of the static covariates, these with phenology, with the vegetation index, everything.
    """
    groups = [tuple(filter(None, (name.strip() for name in part.split(",")))) for part in text.split(";")]
    if not any(groups):
        static = tuple(dict.fromkeys(item.category for item in covariates.static))
        temporal = [name for name in covariates.categories if name not in static]
        added = [name for name in (PHENOLOGY, VEGETATION_INDEX) if name in temporal]
        groups = [static, *((*static, name) for name in added), covariates.categories]
    groups = [group for group in dict.fromkeys(groups) if group]
    for group in groups:
        covariates.selection(group)  # refuses unknown categories before any compute
    return {" + ".join(group): group for group in groups}


def class_label(value: float, name: str = "") -> str:
    """Return what a class is called: its number, and its name where it has one."""
    return f"{value:g} {name}".rstrip()


def name_of_class(name: str, value: float, class_name: str = "") -> str:
    """Return what the 0/1 layer of a class of a covariate is called."""
    return f"{name}={class_label(value, class_name)}"


def without_class(name: str, source: BandSource) -> str:
    """Return what the covariate is called of which a name is that of a class, the name itself where it is of none."""
    if source.class_value is None:
        return name
    return name.removesuffix(name_of_class("", source.class_value, source.class_name))


def time_number(step: str) -> float:
    """Return a step as a number: a year, an index, or the day of a date or of a month's first."""
    try:
        return float(step)
    except ValueError:
        pass
    try:
        return float(datetime.date.fromisoformat(step if step.count("-") == 2 else f"{step}-01").toordinal())
    except ValueError as error:
        raise InputError(
            f"The step {step!r} is neither a number nor a date; let the group 'time' of TIME_PATTERN catch one, or "
            "correct it in the table that List Covariates makes (COVARIATE_TABLE)."
        ) from error


def _drop_defaults(value: dict[str, Any], kind: type[Any], but: tuple[str, ...] = ()) -> None:
    """Take out what has the default of a dataclass: files look as before the field was there."""
    for item in dataclasses.fields(kind):
        if item.name not in but and item.default is not dataclasses.MISSING and value[item.name] == item.default:
            del value[item.name]


def _recorded(source: BandSource) -> BandSource:
    layer = dataclasses.replace(source.layer, path=RecordedPath(source.layer.path))
    return dataclasses.replace(source, layer=layer)
