"""What the settings of a job may be, written beside their defaults: dialogs, job files and search grids ask here.

Standard library only: QGIS imports it.
"""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from typing import Any

from ..runtime.errors import InputError
from ..runtime.wording import shown

_KEY = "limits"


@dataclass(frozen=True)
class Limits:
    """What a setting may be.

    Attributes
    ----------
    low, high
        Of a number, both included.
    odd
        Whether the number must be odd.
    or_zero
        Whether 0 is allowed besides, because it stands for a choice that is made later.
    choices
        Of a text, or of each in a tuple of texts.
    booleans
        Of these, what false and true stand for where the setting was a yes or no in earlier versions.
    """

    low: float = -math.inf
    high: float = math.inf
    odd: bool = False
    or_zero: bool = False
    choices: tuple[str, ...] = ()
    booleans: tuple[str, str] | None = None

    @property
    def least(self) -> float:
        """The smallest value that a setting may have."""
        return min(self.low, 0) if self.or_zero else self.low

    def word(self, value: Any) -> Any:
        """Return a value with the word that stands for it where it is false or true and the setting has such words."""
        return value if self.booleans is None or not isinstance(value, bool) else self.booleans[value]

    def allow(self, value: Any) -> bool:
        """Return whether a setting may have a value, whose type is right."""
        if self.choices:
            return all(item in self.choices for item in (value if isinstance(value, tuple) else (value,)))
        if self.or_zero and value == 0:
            return True
        return bool(self.low <= value <= self.high and (not self.odd or value % 2 == 1))

    def __str__(self) -> str:
        if self.choices:
            return f"choose from {', '.join(self.choices)}"
        kind = "an odd number" if self.odd else "a number"
        return f"give {kind} from {self.low:.10g} to {self.high:.10g}{', or 0' if self.or_zero else ''}"


def between(default: Any, low: float, high: float, *, odd: bool = False, or_zero: bool = False) -> Any:
    """Return a dataclass field for a number with its limits; ``dataclasses.MISSING`` is no default."""
    return dataclasses.field(default=default, metadata={_KEY: Limits(low, high, odd, or_zero)})


def one_of(default: Any, choices: tuple[str, ...], *, booleans: tuple[str, str] | None = None) -> Any:
    """Return a dataclass field for one of some words, or for a tuple of them; `booleans` were once false and true."""
    return dataclasses.field(default=default, metadata={_KEY: Limits(choices=choices, booleans=booleans)})


def limits(owner: Any, name: str) -> Limits:
    """Return the limits of a field of a dataclass or of an instance of one."""
    definition = {item.name: item for item in dataclasses.fields(owner)}[name]
    found: Limits = definition.metadata.get(_KEY, Limits())
    return found


def check(definition: dataclasses.Field[Any], value: Any, where: str) -> None:
    """Refuse a value that a field may not have.

    Raises
    ------
    InputError
        Names `where`, the value and the limits.
    """
    allowed = definition.metadata.get(_KEY)
    if allowed is not None and not allowed.allow(value):
        raise InputError(f"The field {where} is {shown(value) if isinstance(value, str) else value}; {allowed}.")


def check_columns(table: Any, where: str) -> None:
    """Refuse a table that names its `COLUMNS` and has one that is longer or shorter than the first.

    A column may be several, in a tuple or a dictionary. One whose default is an empty tuple may be left out.

    Raises
    ------
    InputError
        Names `where`, both columns and their lengths.
    """
    names: tuple[str, ...] = getattr(table, "COLUMNS", ())
    optional = {item.name for item in dataclasses.fields(table) if item.default == ()}
    for name in names[1:]:
        for place, column in _columns(name, getattr(table, name)):
            count, entries = len(getattr(table, names[0])), len(column)
            if entries != count and (entries or name not in optional):
                raise InputError(
                    f"The field {where}.{shown(place)[1:-1]} has {entries} entries and {where}.{names[0]} has {count}; "
                    "give as many of both."
                )


def _columns(name: str, value: Any) -> list[tuple[str, tuple[Any, ...]]]:
    """Return the columns of a field, each with its place."""
    if isinstance(value, dict):
        return [(f"{name}.{key}", column) for key, column in value.items()]
    if value and isinstance(value[0], tuple):
        return [(f"{name}[{i}]", column) for i, column in enumerate(value)]
    return [(name, value)]
