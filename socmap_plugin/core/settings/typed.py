"""JSON of unknown origin made a dataclass, or refused: types, ranges, finite numbers, readable text.

Job files and the headers of datasets and models are decoded here, once, and nothing behind asks again. Not by a schema
library such as pydantic or msgspec: QGIS loads this room, whose Python has neither, and the dataclasses that are there
say already all that a schema would.
"""

from __future__ import annotations

import dataclasses
import math
import types
import typing
from typing import Any

from ..runtime.errors import InputError
from ..runtime.wording import LONGEST_SHOWN, shown
from .limits import check, check_columns, limits

REMEDY = "write the job file again"
LARGEST_INTEGER = 2**53  # beyond, a number in JSON is no longer the one that was written
_MOST_SHOWN = 20  # entries
LONGEST_TEXT = 2**26  # letters; the polygons of a mask are the longest text there is
# Texts that are written on several lines; in all others a control character is a mistake, or a trick.
_MANY_LINES = ("crs_wkt", "geojson", "target", "target_expression", "tuning_grid", "covariate_groups")
_UNION = getattr(types, "UnionType", None)  # of "a | b" where Python knows it


def decode(kind: Any, value: Any, where: str, remedy: str = REMEDY) -> Any:
    """Check `value` from JSON against the type `kind` and give it that type.

    Parameters
    ----------
    kind
        A dataclass, ``int``, ``float``, ``str``, ``bool``, ``None``, a tuple, dict or union of them.
    value
        As ``json.loads`` returned it.
    where, remedy
        Where it stands, and what to do about it, for the error; nothing where the error becomes a part of another.

    Raises
    ------
    InputError
        A type that is another, a number that is infinite or out of range, a text with characters that none has, a field
        that is missing or not known; the message names the place and shows the beginning of the value.
    """
    if dataclasses.is_dataclass(kind):
        return _decode_dataclass(kind, value, where, remedy)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (_UNION, typing.Union):
        return _decode_union(arguments, value, where, remedy)
    if origin is tuple and isinstance(value, list) and arguments[-1] is not Ellipsis and len(value) != len(arguments):
        raise InputError(f"The field {where} has {len(value)} entries instead of {len(arguments)}{_ending(remedy)}")
    if origin is tuple and isinstance(value, list):
        return tuple(decode(arguments[0], item, f"{where}[{i}]", remedy) for i, item in enumerate(value))
    if origin is dict and isinstance(value, dict):
        return {
            decode(str, key, f"{where}, a name", remedy): decode(
                arguments[1], item, f"{where}.{shown(key)[1:-1]}", remedy
            )
            for key, item in value.items()
        }
    if kind is type(None) and value is None:
        return None
    if kind is float and type(value) in (int, float):
        return _finite(value, where, remedy)
    if kind is int and type(value) is int and abs(value) > LARGEST_INTEGER:
        raise InputError(f"The number {where} is too large, the limit is {LARGEST_INTEGER}{_ending(remedy)}")
    if kind is str and type(value) is str:
        _check_text(value, where, remedy)
        return value
    if isinstance(kind, type) and type(value) is kind:
        return value
    name = getattr(kind, "__name__", str(kind)) if origin is None else str(kind)
    raise InputError(f"The field {where} is {_shown(value)}, which is not of the type {name}{_ending(remedy)}")


def _decode_union(choices: tuple[Any, ...], value: Any, where: str, remedy: str) -> Any:
    refused: InputError | None = None
    for choice in choices:
        try:
            return decode(choice, value, where, remedy)
        except InputError as error:
            # Of several refusals that counts which is not of the type alone.
            refused = error if refused is None or "which is not of the type" not in str(error) else refused
    raise refused or InputError(f"The field {where} can have no value{_ending(remedy)}")


def _decode_dataclass(kind: Any, value: Any, where: str, remedy: str) -> Any:
    if not isinstance(value, dict):
        raise InputError(f"The field {where} is {_shown(value)}, which is not an object{_ending(remedy)}")
    fields = {item.name: item for item in dataclasses.fields(kind)}
    missing = [
        name
        for name, item in fields.items()
        if name not in value and item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING
    ]
    unknown = sorted(set(value) - set(fields))
    if missing or unknown:
        strange = [name if name.isprintable() else shown(name) for name in unknown[:_MOST_SHOWN]]
        raise InputError(f"The field {where} lacks {missing} and has unknown {strange}{_ending(remedy)}")
    hints = typing.get_type_hints(kind)
    found = {}
    for name, item in value.items():
        place = f"{where}.{name}" if where else name
        found[name] = decode(hints[name], limits(kind, name).word(item), place, remedy)
        check(fields[name], found[name], place)
    made = kind(**found)
    check_columns(made, where)
    return made


def _ending(remedy: str) -> str:
    return f"; {remedy}." if remedy else "."


def _finite(value: int | float, where: str, remedy: str) -> float:
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        said = "none" if math.isnan(number) else "beyond all numbers"
        raise InputError(f"The number {where} is {said}{_ending(remedy)}")
    return number


def _check_text(text: str, where: str, remedy: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise InputError(f"The text {where} has {len(text)} letters, the limit is {LONGEST_TEXT}{_ending(remedy)}")
    if text.isprintable():
        return
    name = where.rpartition(".")[2].partition("[")[0]
    allowed = "\t\n\r" if name in _MANY_LINES else ""
    for letter in text:
        if "\ud800" <= letter <= "\udfff":
            raise InputError(
                f"The text {where} is {shown(text)}, which is not written in UTF-8; rename the layer, folder or file."
            )
        if (letter < " " or "\x7f" <= letter <= "\x9f") and letter not in allowed:
            raise InputError(f"The text {where} is {shown(text)} and holds a control character; rename it without one.")


def _shown(value: Any) -> str:
    """Return a value of any type for a message, and not all of one that is large."""
    if isinstance(value, str):
        return shown(value)
    if type(value) is int and abs(value) > LARGEST_INTEGER:
        return "a number of very many digits"
    if isinstance(value, (list, dict)) and len(value) > _MOST_SHOWN:
        return f"a {type(value).__name__} of {len(value)} entries"
    text = repr(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}..."
