"""What the names of layers, files and bands say: variable, step and category."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..jobs.inputs import RasterLayer
from ..runtime.errors import InputError
from ..runtime.wording import listed
from .covariate_list import (
    CLIMATE,
    OTHER,
    PHENOLOGY,
    TERRAIN,
    VEGETATION_INDEX,
    BandInfo,
    BandSource,
    StaticCovariate,
    TemporalGroup,
    TemporalVariable,
    time_number,
)

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
        r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_.]?(?P<month>0[1-9]|1[0-2])(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d)",
    )
)
_PRODUCTION_TIME = re.compile(r"[._]\d{13}(?!\d)")  # of MODIS file names; another in every file of a series
_APPEEARS_FRAME = re.compile(r"^[A-Z0-9]+\.\d{3}_+(?P<name>.+?)_?(?:_aid\d+)?$")


def guess_category(name: str) -> str:
    """Return the category that the words of a covariate's name suggest, ``other`` where none does."""
    for category, words in _CATEGORY_WORDS.items():
        if has_word(name, words):
            return category
    return OTHER


def has_word(name: str, words: Iterable[str]) -> bool:
    """Return whether a name has one of some words (regular expressions), in whatever way it parts and writes them."""
    text = re.sub(r"[\s_.]+", "-", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name)).lower()
    return any(re.search(rf"(?:^|-)(?:{word})(?:-|$)", text) for word in words)


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
            name = _static_name(layer, info, len(bands))
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
    expression = time_expression(pattern) if pattern else None
    table: dict[str, dict[str, tuple[BandSource, BandInfo]]] = {}
    for layer, bands in layers:
        for info in bands:
            variable, step = _variable_and_step(layer, info, len(bands), expression)
            _put(table.setdefault(variable, {}), variable, step, (BandSource(layer, info.index), info))
    table = _years_for_new_year_dates(table)
    _refuse_missing_steps(table)
    groups: dict[tuple[str, ...], list[TemporalVariable]] = {}
    for variable, found in table.items():
        order = tuple(sorted(found, key=time_number))
        sources = tuple(found[step][0] for step in order)
        category = _category(variable, sources[0].layer.name, categories)
        unit = found[order[0]][1].unit
        groups.setdefault(order, []).append(TemporalVariable(variable, category, unit, sources))
    return tuple(TemporalGroup(steps, tuple(variables)) for steps, variables in groups.items())


def find_sources(
    labels: Sequence[str], layers: Iterable[tuple[RasterLayer, Sequence[BandInfo]]], pattern: str = ""
) -> tuple[dict[str, BandSource], list[str]]:
    """Find the bands that a model's labels name; bands it does not need do not matter.

    Parameters
    ----------
    labels
        ``name`` of static, ``name (step)`` of temporal covariates.
    layers, pattern
        As for :func:`temporal_groups`.

    Returns
    -------
    found : dict
        Band by label, for those labels that are there.
    surplus : list of str
        What the other bands would be called.

    Raises
    ------
    InputError
        Two bands of one label.
    """
    expression = time_expression(pattern) if pattern else None
    wanted, surplus = set(labels), []
    found: dict[str, BandSource] = {}
    for layer, bands in layers:
        for info in bands:
            names = _possible_labels(layer, info, len(bands), expression)
            name = next((name for name in names if name in wanted), None)
            if name is None:
                surplus.append(names[-1])
            elif name in found:
                raise InputError(
                    f"{found[name].layer.path} and {layer.path} both give the covariate {name!r}; leave one out."
                )
            else:
                found[name] = BandSource(layer, info.index)
    return found, surplus


def _possible_labels(layer: RasterLayer, info: BandInfo, count: int, expression: re.Pattern[str] | None) -> list[str]:
    labels = [_static_name(layer, info, count)]
    try:
        variable, step = _variable_and_step(layer, info, count, expression)
    except InputError:
        return labels
    labels.append(f"{variable} ({step})")
    if step.endswith("-01-01"):  # a yearly product, whose steps were shortened to years when the dataset was built
        labels.append(f"{variable} ({step[:4]})")
    return labels


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
        elif "day" in parts:
            date = datetime.date(parts["year"], parts["month"], parts["day"])
        elif "month" in parts:
            return f"{parts['year']}-{parts['month']:02}"
        else:
            return str(parts["year"])
    except ValueError:
        return None
    return date.isoformat()


def time_expression(pattern: str) -> re.Pattern[str]:
    """Return a user's time pattern as a compiled expression.

    Raises
    ------
    InputError
        It is not a regular expression, or has no group named ``time``.
    """
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
                gap = sorted(set(table[having]) - set(table[lacking]), key=time_number)
                raise InputError(
                    f"The temporal variable {lacking!r} lacks {listed(gap)}, which {having!r} has; add the layers of "
                    "these steps or leave the steps out everywhere."
                )


def _static_name(layer: RasterLayer, info: BandInfo, count: int) -> str:
    return layer.name if count == 1 else info.description or f"{layer.name}_{info.index}"


def _category(name: str, layer: str, categories: Mapping[str, str] | None) -> str:
    given = categories or {}
    return given.get(name) or given.get(layer) or guess_category(name)
