"""Covariates: their names, steps and categories, and the list of them that travels with dataset and model."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .errors import InputError, ModelError
from .jobs import RasterLayer

CLIMATE, TERRAIN, PHENOLOGY, VEGETATION_INDEX, OTHER = "climate", "terrain", "phenology", "vegetation index", "other"

# Words by which a covariate's category is recognised; the first category with a word in the name wins.
# Phenology stands before the vegetation index: EVI amplitude, area and minimum are phenology in the paper's Table 1.
_CATEGORY_WORDS = {
    PHENOLOGY: (
        "greenup", "maturity", "peak", "senescence", "greendown", "dormancy", "num-?cycles", "evi-?amplitude",
        "evi-?area", "evi-?minimum", "phenology", "season", "sos", "eos", "sbd", "sl",
    ),
    VEGETATION_INDEX: ("e?vi2?", "ndvi", "savi", "evi-?mean", "lai", "fpar"),
    CLIMATE: (
        "temp", "temperature", "preci?p?", "precipitation", "rain", "rainfall", "bio-?\\d*", "tmean", "tmin", "tmax",
        "map", "mat", "pet", "humidity", "radiation", "climate", "lst",
    ),
    TERRAIN: (
        "dem", "dtm", "elev", "elevation", "altitude", "height", "slp", "slope", "aspect", "tri", "rough", "roughness",
        "vrm", "tpi", "cti", "twi", "spi", "curvature", "hand", "relief", "terrain",
    ),
}  # fmt: skip

_DATE_TOKENS = tuple(
    re.compile(pattern)
    for pattern in (
        r"doy(?P<year>\d{4})(?P<day_of_year>\d{3})(?:\d{6})?(?!\d)",  # AppEEARS
        r"(?<![A-Za-z0-9])A(?P<year>\d{4})(?P<day_of_year>\d{3})(?!\d)",  # MODIS file names
        r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_.]?(?P<month>0[1-9]|1[0-2])[-_.]?(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_.](?P<day_of_year>[0-3]\d\d)(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d)",
    )
)
_PRODUCTION_TIME = re.compile(r"[._]\d{13}(?!\d)")  # of MODIS file names; another in every file of a series
_APPEEARS_FRAME = re.compile(r"^[A-Z0-9]+\.\d{3}_+(?P<name>.+?)_?(?:_aid\d+)?$")


@dataclass(frozen=True)
class BandInfo:
    """What a file says of one band."""

    index: int
    description: str = ""
    unit: str = ""


@dataclass(frozen=True)
class BandSource:
    """One band of one raster file, under its layer's name in QGIS."""

    layer: RasterLayer
    band: int


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
        return tuple(_time_number(step) for step in self.steps)


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
        """Return plain lists and dicts, as the headers of datasets and models hold them."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Covariates:
        """Rebuild from :meth:`to_json`; a missing key raises KeyError, a wrong type TypeError."""
        return cls(
            tuple(StaticCovariate(**{**item, "source": _source(item["source"])}) for item in value["static"]),
            tuple(
                TemporalGroup(
                    tuple(group["steps"]),
                    tuple(
                        TemporalVariable(**{**item, "sources": tuple(map(_source, item["sources"]))})
                        for item in group["variables"]
                    ),
                )
                for group in value["temporal"]
            ),
        )

    def labels(self) -> list[str]:
        """Return every covariate as ``name`` or ``name (step)``, for messages and comparison."""
        names = [item.name for item in self.static]
        for group in self.temporal:
            names += [f"{variable.name} ({step})" for variable in group.variables for step in group.steps]
        return names

    def rebind(self, static: Sequence[StaticCovariate], temporal: Sequence[TemporalGroup]) -> Covariates:
        """Return these covariates, in this order, with the sources of others of the same names and steps.

        Raises
        ------
        ModelError
            A covariate of this list has no counterpart; both lists are named.
        """
        offered = {item.name: item.source for item in static}
        for group in temporal:
            for variable in group.variables:
                offered |= {f"{variable.name} ({step})": source for step, source in zip(group.steps, variable.sources)}
        missing = [label for label in self.labels() if label not in offered]
        if missing:
            surplus = [label for label in offered if label not in set(self.labels())]
            raise ModelError(
                f"The model needs {_listed(missing)}, which the given covariates lack; given and not in the model: "
                f"{_listed(surplus) or 'none'}. Give the layers under the names they had when the dataset was built."
            )
        return Covariates(
            tuple(dataclasses.replace(item, source=offered[item.name]) for item in self.static),
            tuple(
                dataclasses.replace(
                    group,
                    variables=tuple(
                        dataclasses.replace(
                            item, sources=tuple(offered[f"{item.name} ({step})"] for step in group.steps)
                        )
                        for item in group.variables
                    ),
                )
                for group in self.temporal
            ),
        )


def guess_category(name: str) -> str:
    """Return the category that the words of a covariate's name suggest, ``other`` where none does."""
    text = re.sub(r"[\s_.]+", "-", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name)).lower()
    for category, words in _CATEGORY_WORDS.items():
        if any(re.search(rf"(?:^|-){word}(?:-|$)", text) for word in words):
            return category
    return OTHER


def static_covariates(
    layers: Iterable[tuple[RasterLayer, Sequence[BandInfo]]], categories: Mapping[str, str] | None = None
) -> tuple[StaticCovariate, ...]:
    """Name every band of every static layer.

    A single band takes its layer's name, a band of several its description, or layer and number where it has none.

    Raises
    ------
    InputError
        Two bands with one name.
    """
    found: dict[str, StaticCovariate] = {}
    for layer, bands in layers:
        for info in bands:
            name = layer.name if len(bands) == 1 else info.description or f"{layer.name}_{info.index}"
            if name in found:
                raise InputError(
                    f"Two static covariates are called {name!r} (in {found[name].source.layer.path} and {layer.path}); "
                    "rename one of the layers."
                )
            category = _category(name, layer.name, categories)
            found[name] = StaticCovariate(name, category, info.unit, BandSource(layer, info.index))
    return tuple(found.values())


def temporal_groups(
    layers: Iterable[tuple[RasterLayer, Sequence[BandInfo]]],
    pattern: str = "",
    categories: Mapping[str, str] | None = None,
) -> tuple[TemporalGroup, ...]:
    """Find variable and step of every band, and group the variables by their steps.

    The time token is looked for in the band's description, then in the layer's name. A file of several bands none
    of which names a time counts its bands as steps 1, 2, 3...

    Parameters
    ----------
    layers
        Layers with what their files say of the bands.
    pattern
        A regular expression with one group named ``time``, instead of the forms recognised without one.
    categories
        Category by variable or layer name, where the user gave one.

    Raises
    ------
    InputError
        A band without a recognisable time, two bands of one variable and step, or a variable that lacks a step
        others have.
    """
    expression = _compile(pattern) if pattern else None
    table: dict[str, dict[str, tuple[BandSource, BandInfo]]] = {}
    for layer, bands in layers:
        for info in bands:
            variable, step = _variable_and_step(layer, info, len(bands), expression)
            _put(table.setdefault(variable, {}), variable, step, (BandSource(layer, info.index), info))
    table = _years_for_new_year_dates(table)
    _refuse_missing_steps(table)
    groups: dict[tuple[str, ...], list[TemporalVariable]] = {}
    for variable, found in table.items():
        order = tuple(sorted(found, key=_time_number))
        sources = tuple(found[step][0] for step in order)
        category = _category(variable, sources[0].layer.name, categories)
        unit = found[order[0]][1].unit
        groups.setdefault(order, []).append(TemporalVariable(variable, category, unit, sources))
    return tuple(TemporalGroup(steps, tuple(variables)) for steps, variables in groups.items())


def is_temporal(layer: RasterLayer, bands: Sequence[BandInfo], pattern: str = "") -> bool:
    """Return whether every band of a layer says its step."""
    expression = _compile(pattern) if pattern else None
    try:
        return all(_variable_and_step(layer, info, len(bands), expression) for info in bands)
    except InputError:
        return False


def split_time(text: str, expression: re.Pattern[str] | None = None) -> tuple[str, str] | None:
    """Split a layer, file or band name into variable and step.

    Parameters
    ----------
    text
        For example ``greenup_2002`` or ``MCD12Q2.061_Greenup_0_doy2011001_aid0001``.
    expression
        A user's pattern with a group named ``time``.

    Returns
    -------
    tuple of str or None
        Variable and step (``2011``, ``2011-05-25``, ``7``); None where no time token stands in the text.
    """
    if expression is not None:
        match = expression.search(text)
        if match is None or not match.group("time"):
            return None
        start, end = match.span("time")
        token = match.group("time")
        return _remainder(text, start, end), str(int(token)) if token.isdecimal() else token
    for token_pattern in _DATE_TOKENS:
        match = token_pattern.search(text)
        if match is not None:
            step = _step(match)
            if step is not None:
                frame = _APPEEARS_FRAME.match(text[: match.start()].rstrip("_") + text[match.end() :])
                variable = frame.group("name") if frame else _PRODUCTION_TIME.sub("", _remainder(text, *match.span()))
                return variable, step
    return None


def _remainder(text: str, start: int, end: int) -> str:
    before, after = text[:start].rstrip("-_. "), text[end:].lstrip("-_. ")
    return "_".join(part for part in (before, after) if part)


def _step(match: re.Match[str]) -> str | None:
    parts = {name: int(value) for name, value in match.groupdict().items()}
    try:
        if "day_of_year" in parts:
            if parts["day_of_year"] == 0:
                return None
            date = datetime.date(parts["year"], 1, 1) + datetime.timedelta(days=parts["day_of_year"] - 1)
        elif "month" in parts:
            date = datetime.date(parts["year"], parts["month"], parts["day"])
        else:
            return str(parts["year"])
    except ValueError:
        return None
    return date.isoformat()


def _time_number(step: str) -> float:
    try:
        return float(step)
    except ValueError:
        pass
    try:
        return float(datetime.date.fromisoformat(step).toordinal())
    except ValueError as error:
        raise InputError(
            f"The step {step!r} is neither a number nor a date; let the group 'time' of the time pattern catch one."
        ) from error


def _compile(pattern: str) -> re.Pattern[str]:
    try:
        expression = re.compile(pattern)
    except re.error as error:
        raise InputError(f"The time pattern {pattern!r} is not a regular expression ({error}); correct it.") from error
    if "time" not in expression.groupindex:
        raise InputError(
            f"The time pattern {pattern!r} has no group named 'time'; write for example (?P<time>\\d{{4}})."
        )
    return expression


def _variable_and_step(
    layer: RasterLayer, info: BandInfo, count: int, expression: re.Pattern[str] | None
) -> tuple[str, str]:
    named = split_time(info.description, expression) if info.description else None
    if named and named[0]:
        return named
    whole = split_time(layer.name, expression)
    if named:  # the description is a bare time: the layer names the variable
        return (whole[0] if whole and whole[0] else layer.name), named[1]
    if whole and whole[0] and count == 1:
        return whole
    if whole and info.description:
        return info.description, whole[1]
    if whole and count == 1:
        raise InputError(
            f"The temporal layer {layer.name!r} names a step and no variable; rename it like greenup_2002."
        )
    if whole is None and count > 1 and not info.description and expression is None:
        return layer.name, str(info.index)
    raise InputError(
        f"No step is recognised in the temporal layer {layer.name!r}, band {info.index} "
        f"({info.description or 'no name'}); "
        "name the bands like greenup_2002 or give a time pattern with a group named 'time'."
    )


def _years_for_new_year_dates(table: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Yearly products date their layers 1 January: when all dates are, the step is the year."""
    dates = [step for steps in table.values() for step in steps if "-" in step]
    if not dates or not all(step.endswith("-01-01") for step in dates):
        return table
    years: dict[str, dict[str, Any]] = {}
    for name, steps in table.items():
        for step, value in steps.items():
            _put(years.setdefault(name, {}), name, step[:4] if "-" in step else step, value)
    return years


def _put(steps: dict[str, Any], variable: str, step: str, value: tuple[BandSource, BandInfo]) -> None:
    if step in steps:
        one, other = value[0], steps[step][0]
        raise InputError(
            f"{one.layer.path} band {one.band} and {other.layer.path} band {other.band} both "
            f"give the variable {variable!r} at step {step}; remove one or rename it."
        )
    steps[step] = value


def _refuse_missing_steps(table: Mapping[str, Mapping[str, Any]]) -> None:
    names = list(table)
    for i, first in enumerate(names):
        for second in names[i + 1 :]:
            one, other = set(table[first]), set(table[second])
            if one != other and one & other:
                lacking, having = (first, second) if other - one else (second, first)
                gap = sorted(set(table[having]) - set(table[lacking]), key=_time_number)
                raise InputError(
                    f"The temporal variable {lacking!r} lacks {_listed(gap)}, which {having!r} has; add the layers of "
                    "these steps or leave the steps out everywhere."
                )


def _category(name: str, layer: str, categories: Mapping[str, str] | None) -> str:
    given = categories or {}
    return given.get(name) or given.get(layer) or guess_category(name)


def _source(value: Mapping[str, Any]) -> BandSource:
    return BandSource(RasterLayer(**value["layer"]), value["band"])


def _listed(names: Sequence[str], most: int = 12) -> str:
    text = ", ".join(names[:most])
    return text if len(names) <= most else f"{text} and {len(names) - most} more"
