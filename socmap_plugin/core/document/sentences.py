"""How a map was made and how good it is, in a sentence each; the latter from the tables that know it."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..runtime.errors import InputError
from ..runtime.wording import listed, number_of
from ..settings.labels import model_title

_VALIDATED, _CROSS_VALIDATED = {"measure", "value", "points", "design"}, {"group", "model", "repeat", "n", "rmse", "r2"}
_DESIGNS = {
    "simple": "a simple random sample",
    "stratified": "a stratified random sample",
    "probability": "a probability sample",
    "none": "points of no known sampling design",
}
_TITLES = {"rmse": "RMSE", "r2": "R2", "mae": "mean absolute error", "bias": "bias", "ccc": "Lin's concordance"}
_WITH_UNIT = ("rmse", "mae", "bias")
_BETWEEN = " + "  # categories in the name of a group
_LARGEST_TABLE = 2**24  # bytes


@dataclass(frozen=True)
class Made:
    """How a map was made.

    Attributes
    ----------
    sentence
        For people.
    kind
        Of the model, as Cross-Validate calls it.
    categories, covariates
        Of the covariates, and their names.
    """

    sentence: str
    kind: str
    categories: tuple[str, ...]
    covariates: tuple[str, ...]


@dataclass(frozen=True)
class Accuracy:
    """How good a map is: for people, and the measures by their titles, each with its unit."""

    sentence: str
    measures: dict[str, tuple[float, str]]


def read_accuracy(path: str, unit: str, made: Made | None) -> Accuracy:
    """Return what a table of Validate Map or of Cross-Validate says of a map.

    Parameters
    ----------
    path
        The table.
    unit
        Of the map.
    made
        By which model, where that is known: its rows count then, otherwise those with the least error.

    Raises
    ------
    InputError
        There is no such file, it is no table of measures, or it has no row for the model.
    """
    columns, rows = _table(path)
    if columns >= _VALIDATED:
        return _validated(rows, unit, path)
    if columns >= _CROSS_VALIDATED:
        return _cross_validated(rows, unit, made, path)
    raise InputError(
        f"VALIDATION: {path} has the columns {listed(sorted(columns))}; give the metrics of Cross-Validate or of "
        "Validate Map."
    )


def _table(path: str) -> tuple[set[str], list[dict[str, str]]]:
    try:
        if Path(path).stat().st_size > _LARGEST_TABLE:
            raise InputError(f"VALIDATION: {path} has more than {_LARGEST_TABLE} bytes and is no table of measures.")
        with open(path, newline="", encoding="utf-8") as stream:
            reader = csv.DictReader(stream)
            rows = list(reader)
            return set(reader.fieldnames or ()), rows
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(
            f"VALIDATION: {path} cannot be read ({error}); give the metrics of Cross-Validate or of Validate Map."
        ) from error


def _validated(rows: Sequence[dict[str, str]], unit: str, path: str) -> Accuracy:
    measures, parts = {}, []
    for row in rows:
        name, value = row["measure"], _number(row["value"])
        if name not in _TITLES or not math.isfinite(value):
            continue
        own = unit if name in _WITH_UNIT else ""
        measures[_TITLES[name]] = (value, own)
        low, high = _number(row.get("lower_95", "")), _number(row.get("upper_95", ""))
        between = f" (95 %: {low:.3g} to {high:.3g})" if math.isfinite(low) and math.isfinite(high) else ""
        parts.append(f"{_TITLES[name]} {_with_unit(value, own)}{between}")
    if not measures:
        raise InputError(f"VALIDATION: {path} has no measure with a value; run Validate Map again.")
    points, design = rows[0]["points"], _DESIGNS.get(rows[0]["design"], rows[0]["design"])
    return Accuracy(f"Validated with {points} independent points ({design}): {', '.join(parts)}.", measures)


def _cross_validated(rows: Sequence[dict[str, str]], unit: str, made: Made | None, path: str) -> Accuracy:
    groups: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in rows:
        if math.isfinite(_number(row["rmse"])):
            groups.setdefault((row["group"], row["model"]), []).append(row)
    if made is not None:
        groups = {key: found for key, found in groups.items() if key[1] == made.kind}
        same = {key: found for key, found in groups.items() if set(key[0].split(_BETWEEN)) == set(made.categories)}
        groups = same or groups
    if not groups:
        whom = f"the model {model_title(made.kind)}" if made is not None else "any model"
        raise InputError(
            f"VALIDATION: {path} has no RMSE of {whom}; give the metrics of a Cross-Validate that has judged it."
        )
    (group, model), found = min(groups.items(), key=lambda item: _mean(item[1], "rmse"))
    measures = {
        title: (_mean(found, name), unit if name in _WITH_UNIT else "")
        for name, title in _TITLES.items()
        if math.isfinite(_mean(found, name))
    }
    parts = [f"{title} {_with_unit(*measure)}" for title, measure in measures.items()]
    held = _mean(found, "picp90")
    if math.isfinite(held):
        parts.append(f"{100 * held:.0f} % of the samples within the limits of 90 %")
    repeats, samples = number_of(len(found), "repeat"), found[0]["n"]
    sentence = (
        f"Cross-validation of {model_title(model)} with {group} ({samples} samples, {repeats}): {', '.join(parts)}."
    )
    return Accuracy(sentence, measures)


def _mean(rows: Sequence[dict[str, str]], name: str) -> float:
    values = [_number(row.get(name, "")) for row in rows]
    return sum(values) / len(values)


def _number(text: str | None) -> float:
    try:
        return float(text or "nan")
    except ValueError:
        return math.nan


def _with_unit(value: float, unit: str) -> str:
    return f"{value:.3g} {unit}".rstrip()
