"""Attribute tables of rasters, as GDAL and ArcGIS write them beside a file."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

INTEGER, REAL, TEXT = 0, 1, 2  # types of columns
COUNT, NAME, LOWEST, HIGHEST, VALUE, OTHER = 1, 2, 3, 4, 5, 0  # usages

Column = tuple[str, int, int]
OF_CLASSES: Sequence[Column] = (("Value", INTEGER, VALUE), ("Class", TEXT, NAME))


def pam_table(rows: Sequence[Sequence[object]], columns: Sequence[Column] = OF_CLASSES, band: int = 1) -> str:
    """Return the table of a band as GDAL keeps it in ``.aux.xml``."""
    fields = "".join(
        f'<FieldDefn index="{i}"><Name>{escape(name)}</Name><Type>{kind}</Type><Usage>{usage}</Usage></FieldDefn>'
        for i, (name, kind, usage) in enumerate(columns)
    )
    cells = ("".join(f"<F>{escape(str(cell))}</F>" for cell in row) for row in rows)
    lines = "".join(f'<Row index="{i}">{line}</Row>' for i, line in enumerate(cells))
    table = f'<GDALRasterAttributeTable tableType="thematic">{fields}{lines}</GDALRasterAttributeTable>'
    return f'<PAMRasterBand band="{band}">{table}</PAMRasterBand>'


def write_pam(raster: str | Path, *bands: str) -> None:
    """Write tables of :func:`pam_table` beside a raster."""
    text = f"<PAMDataset>{''.join(bands)}</PAMDataset>"
    Path(f"{raster}.aux.xml").write_text(text, encoding="utf-8")


def write_names(raster: str | Path, names: Mapping[int, str]) -> None:
    """Write names of classes beside a raster of one band."""
    write_pam(raster, pam_table(list(names.items())))


def dbf(rows: Sequence[Sequence[object]], fields: Sequence[tuple[str, str, int]], encoding: str = "utf-8") -> bytes:
    """Return a dBASE table; fields are (name, type, width)."""
    length = 1 + sum(width for _, _, width in fields)
    header = struct.pack("<4BIHH20x", 3, 124, 1, 1, len(rows), 32 * (len(fields) + 1) + 1, length)
    header += b"".join(struct.pack("<11sc4xB15x", name.encode(), kind.encode(), width) for name, kind, width in fields)
    body = b""
    for row in rows:
        body += b" "
        for cell, (_, kind, width) in zip(row, fields):
            text = str(cell).encode(encoding)
            body += text.rjust(width) if kind == "N" else text.ljust(width)
    return header + b"\r" + body + b"\x1a"
