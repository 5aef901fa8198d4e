"""The names of classes in raster attribute tables, as GDAL describes them and as ArcGIS writes them beside a raster."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree  # nosec B405
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from .words import has_word

Names = Mapping[float, str]  # of classes, by the number that a file stores
MOST_ROWS = 65_536  # of a table: as many as 16 bits can tell apart
LONGEST_NAME = 60  # letters; names stand in names of covariates, which go into tables, figures and messages
_TEXT = "2"  # of GDAL's types of columns
_LOWEST, _HIGHEST, _VALUE, _NAME = "3", "4", "5", "2"  # of GDAL's usages of columns
_VALUE_WORDS = ("values?",)
_NAME_WORDS = ("class-?names?", "names?", "labels?", "class(?:es)?", "desc\\w*", "categor(?:y|ies)", "legend")
_DBF_HEADER, _DBF_FIELD, _DBF_END, _DBF_TEXT = 32, 32, 0x0D, "C"


class _Column(NamedTuple):
    name: str
    is_text: bool
    usage: str = ""


def names_in_vrt(text: bytes) -> dict[int, Names]:
    """Return the names of classes of every band that has some, by its number.

    Parameters
    ----------
    text
        A virtual raster as GDAL writes it of another raster, with its attribute tables.
    """
    try:
        root = ElementTree.fromstring(text)  # noqa: S314  # nosec B314 - GDAL declares nothing that could grow
    except ElementTree.ParseError:  # GDAL copies letters that no XML may hold
        return {}
    found = {}
    for band in root.iter("VRTRasterBand"):
        table = band.find("GDALRasterAttributeTable")
        if table is None:
            continue
        columns = [
            _Column(one.findtext("Name", ""), one.findtext("Type") == _TEXT, one.findtext("Usage", ""))
            for one in table.iter("FieldDefn")
        ]
        names = _named(columns, ([cell.text or "" for cell in row.iter("F")] for row in table.iter("Row")))
        if names:
            found[int(band.get("band", "1"))] = names
    return found


def names_in_dbf(data: bytes) -> Names:
    """Return the names of classes in a table of ArcGIS (dBASE), none where it is damaged."""
    if len(data) < _DBF_HEADER:
        return {}
    count, start, length = (int.from_bytes(data[i:j], "little") for i, j in ((4, 8), (8, 10), (10, 12)))
    columns, places, place = [], [], 1  # a record begins with the mark of those that are deleted
    for at in range(_DBF_HEADER, min(start, len(data)) - _DBF_FIELD + 1, _DBF_FIELD):
        if data[at] == _DBF_END:
            break
        columns.append(_Column(_decoded(data[at : at + 11].partition(b"\0")[0]), chr(data[at + 11]) == _DBF_TEXT))
        places.append((place, place + data[at + 16]))
        place += data[at + 16]
    if place > length:
        return {}
    records = (data[at : at + length] for at in range(start, min(len(data), start + count * length), length))
    return _named(columns, ([_decoded(one[i:j]) for i, j in places] for one in records if one[:1] != b"*"))


def _decoded(text: bytes) -> str:
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("cp1252", "replace")


def _named(columns: Sequence[_Column], rows: Iterable[Sequence[str]]) -> Names:
    """Return the names of a table's values; none where it has no column of either. Of a range of values none is one."""
    low, high, name = _value(columns, _LOWEST), _value(columns, _HIGHEST), _name(columns)
    if low is None or high is None or name is None:
        return {}
    names: dict[float, str] = {}
    for number, row in enumerate(rows):
        if number == MOST_ROWS:
            break
        text = _printable(row[name]) if len(row) == len(columns) else ""
        try:
            if text and float(row[low]) == float(row[high]):
                names.setdefault(float(row[low]), text)
        except ValueError:
            continue
    return names


def _value(columns: Sequence[_Column], end: str) -> int | None:
    numbers = [i for i, column in enumerate(columns) if not column.is_text]
    said = [i for i in numbers if columns[i].usage in (_VALUE, end)]
    return next(iter(said or [i for i in numbers if has_word(columns[i].name, _VALUE_WORDS)]), None)


def _name(columns: Sequence[_Column]) -> int | None:
    texts = [i for i, column in enumerate(columns) if column.is_text]
    said = [i for i in texts if columns[i].usage == _NAME]
    said = said or [i for i in texts if has_word(columns[i].name, _NAME_WORDS)]
    return said[0] if said else texts[0] if len(texts) == 1 else None


def _printable(text: str) -> str:
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 3]}..."
