"""What the values of samples say against them."""

from __future__ import annotations

import math
import re

import numpy as np
from numpy.typing import NDArray

from ..covariates.words import has_word
from ..jobs.inputs import SampleTable
from ..runtime.numbers import number_in
from ..runtime.wording import shown
from ..settings.sample_rules import (
    DETECTION,
    IDENTICAL,
    IMPOSSIBLE,
    LARGEST_SOC,
    MATTER,
    MATTER_BY_CARBON,
    NO_NUMBER,
    PILED_TIMES,
    TIED_SAMPLES,
    TIED_TIMES,
)
from . import target_texts
from .sample_findings import ALL_SAMPLES, SampleFinding
from .sample_points import SamplePoints
from .sample_units import check_units

BESIDE = 10  # distinct values to either side of one, by which it is judged how often a value may occur
MATTER_WORDS = (
    "om", "omc", "som", "mo", "humus", "loi", "organic-?matter", "organische-?substanz", "mati[eè]re-?organique",
    "materia-?org[aá]nica",
)  # fmt: skip
_COLUMN = re.compile(r'"((?:[^"]|"")*)"|([^\W\d]\w*)')
_TEXT = re.compile(r"'(?:[^']|'')*'")
_CONVERTED = re.compile(r"/|\*\s*0?\.\d|\*\s*5\.8")

Floats = NDArray[np.float64]


def values_of(table: SampleTable) -> Floats:
    """Return the targets of a table, (n,), nan where there is no finite number."""
    values = np.full(len(table.ids), np.nan)
    for i, given in enumerate(table.target):
        number = number_in(given) if isinstance(given, str) else given
        if number is not None and math.isfinite(number):
            values[i] = number
    return values


def check_values(
    table: SampleTable, points: SamplePoints, values: Floats, unit: str, expression: str
) -> list[SampleFinding]:
    """Return what is found in the values of samples.

    Parameters
    ----------
    table, points
        The samples and their places.
    values
        Their (n,) targets, see :func:`values_of`.
    unit, expression
        Of the target.
    """
    found = _texts(table, values) + _impossible(values, unit) + _zeros(values, unit)
    usual = np.isfinite(values) & (values > 0) & (values <= LARGEST_SOC.get(unit, math.inf))
    piled = _piled(values, usual, unit)
    rest = usual.copy()
    rest[[one.sample for one in piled]] = False
    copied = _identical(values, rest, unit)
    rest[[one.sample for one in copied]] = False
    found += piled + copied
    if unit in LARGEST_SOC:
        found += _named_matter(expression) + check_units(points, values, rest, unit)
    return found


def _texts(table: SampleTable, values: Floats) -> list[SampleFinding]:
    found = []
    for i in np.flatnonzero(np.isnan(values)).tolist():
        given = table.target[i]
        if given is None:
            continue  # a sample that was not measured is no mistake
        text = str(given)
        if target_texts.reason(text) == target_texts.BELOW_DETECTION:
            found.append(SampleFinding(i, DETECTION, text, f"The target is {shown(text)}, a limit and no value."))
        else:
            why = "has a decimal comma" if target_texts.reason(text) == target_texts.DECIMAL_COMMA else "is no number"
            found.append(SampleFinding(i, NO_NUMBER, text, f"The target is {shown(text)}, which {why}."))
    return found


def _impossible(values: Floats, unit: str) -> list[SampleFinding]:
    largest = LARGEST_SOC.get(unit, math.inf)
    found = []
    for i in np.flatnonzero((values < 0) | (values > largest)).tolist():
        text = f"{values[i]:.6g} {unit} is not possible"
        if values[i] < 0:
            text += "; numbers such as -9999 often stand for a missing value."
        elif values[i] <= MATTER_BY_CARBON * largest:
            text += " of carbon, and would be of organic matter."
        else:
            text += "; it may be in another unit."
        found.append(SampleFinding(i, IMPOSSIBLE, f"{values[i]:.6g} {unit}", text))
    return found


def _zeros(values: Floats, unit: str) -> list[SampleFinding]:
    text = f"The target is 0 {unit}: below the detection limit, or not measured."
    return [SampleFinding(i, DETECTION, f"0 {unit}", text) for i in np.flatnonzero(values == 0).tolist()]


def _piled(values: Floats, usual: NDArray[np.bool_], unit: str) -> list[SampleFinding]:
    """Find that many samples have the smallest value: a detection limit, or half of it."""
    distinct, counts = np.unique(values[usual], return_counts=True)
    if len(distinct) < BESIDE or counts[0] < max(TIED_SAMPLES, PILED_TIMES * counts[1 : BESIDE + 1].max()):
        return []
    text = f"{counts[0]} samples have the smallest value, {distinct[0]:.6g} {unit}, as if it were a detection limit."
    at = np.flatnonzero(values == distinct[0]).tolist()
    return [SampleFinding(i, DETECTION, f"{distinct[0]:.6g} {unit}", text) for i in at]


def _identical(values: Floats, usual: NDArray[np.bool_], unit: str) -> list[SampleFinding]:
    """Find values that occur far more often than those beside them, by which rounding is known."""
    distinct, counts = np.unique(values[usual], return_counts=True)
    found = []
    for k in np.flatnonzero(counts >= TIED_SAMPLES).tolist():
        beside = np.concatenate([counts[max(k - BESIDE, 0) : k], counts[k + 1 : k + 1 + BESIDE]])
        tied = beside[beside > 1]
        # Of values that were rounded in different ways some occur once only: compared with those that occur more often.
        expected = float(np.median(tied)) if len(tied) >= 3 else 1.0
        if len(beside) < BESIDE or counts[k] < TIED_TIMES * expected:
            continue
        text = f"{counts[k]} samples have the value {distinct[k]:.6g} {unit}, others beside it {expected:g}."
        at = np.flatnonzero(values == distinct[k]).tolist()
        found += [SampleFinding(i, IDENTICAL, f"{distinct[k]:.6g} {unit}", text) for i in at]
    return found


def _named_matter(expression: str) -> list[SampleFinding]:
    """Find that the target is a field called as organic matter is, and not converted."""
    expression = _TEXT.sub("", expression)
    columns = [(quoted or plain).replace('""', '"') for quoted, plain in _COLUMN.findall(expression)]
    named = [column for column in columns if has_word(column, MATTER_WORDS)]
    if not named or _CONVERTED.search(_COLUMN.sub("", expression)):
        return []
    text = f"The field {named[0]} is called as organic matter is, and the target takes it for carbon."
    return [SampleFinding(ALL_SAMPLES, MATTER, named[0], text)]
