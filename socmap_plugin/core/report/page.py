"""Static HTML reports: headings, tables and embedded figures; no script, readable at 800 pixels."""

from __future__ import annotations

import base64
import dataclasses
import html
import io
import math
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..settings.labels import label, value_in_words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FIGURE_DPI = 100
SHARPNESS = 2  # pixels of a picture by pixels of the page: screens of today show them all
COLOURS_A_PICTURE = 255  # a palette takes a third of the bytes, and no eye sees the difference
ABSENT = "–"
DENSE_COLUMNS = 8  # of a table that fits only in smaller print
SHORT_LETTERS = 14  # of a text that stays in one line
LEFT = ' class="t"'
# Plain rules only: the Results Viewer of QGIS understands a small part of CSS.
_STYLE = """
body { font-family: sans-serif; font-size: 14px; color: #222; background: #fff; margin: 16px; max-width: 768px; }
h1 { font-size: 22px; } h2 { font-size: 18px; margin-top: 32px; } h3 { font-size: 14px; margin-top: 20px; }
p, li { overflow-wrap: anywhere; line-height: 140%; }
p.lead { font-size: 16px; font-weight: bold; }
p.note { color: #555; font-size: 12px; }
p.warning { background-color: #fdf0d5; color: #5c3d00; padding: 8px 12px; }
table { border-collapse: collapse; margin: 8px 0; }
th, td { padding: 3px 8px; border-bottom: 1px solid #ccc; font-size: 12px; text-align: right; vertical-align: top; }
th { background-color: #eee; vertical-align: bottom; }
th.t, td.t, td.s { text-align: left; }
td.t { overflow-wrap: anywhere; }
td.s { white-space: nowrap; }
summary { color: #1a4a7a; padding: 6px 0; } details { margin: 8px 0; }
table.dense th, table.dense td { padding: 3px 4px; font-size: 11px; }
td.part { text-align: left; font-weight: bold; padding-top: 9px; overflow-wrap: anywhere; }
img { max-width: 100%; height: auto; } code { overflow-wrap: anywhere; }
"""


class Number(str):
    """A number that is text already; tables show it at the right edge of its column."""

    __slots__ = ()


class Report:
    """Collects the parts of a page; every text is escaped.

    Parameters
    ----------
    title
        Heading of the page.
    lead
        The one thing to know, as its first line.
    """

    def __init__(self, title: str, lead: str) -> None:
        self._title = title
        self._parts = [f"<h1>{_escaped(title)}</h1>", f'<p class="lead">{_escaped(lead)}</p>']

    def heading(self, text: str) -> None:
        """Start a section."""
        self._parts.append(f"<h2>{_escaped(text)}</h2>")

    def subheading(self, text: str) -> None:
        """Start a part of a section."""
        self._parts.append(f"<h3>{_escaped(text)}</h3>")

    def text(self, text: str) -> None:
        """Add a paragraph."""
        self._parts.append(f"<p>{_escaped(text)}</p>")

    def items(self, texts: Iterable[str]) -> None:
        """Add a list."""
        self._parts.append("<ul>" + "".join(f"<li>{_escaped(text)}</li>" for text in texts) + "</ul>")

    def note(self, text: str) -> None:
        """Add a paragraph in small print."""
        self._parts.append(f'<p class="note">{_escaped(text)}</p>')

    def warning(self, text: str) -> None:
        """Add a paragraph that must not be overlooked."""
        self._parts.append(f'<p class="warning">{_escaped(text)}</p>')

    def table(self, header: Sequence[str], rows: Iterable[Sequence[Any]], folded: str = "") -> None:
        """Add a table.

        Parameters
        ----------
        header
            Names of the columns.
        rows
            Cells; numbers are shown with four significant digits. A row of one cell is a heading over all columns.
        folded
            Text that stands for the table until a click on it; empty: the table is shown. The Results Viewer of QGIS
            shows both.
        """
        listed = list(rows)
        whole = [row for row in listed if len(row) == len(header)]
        numeric = [bool(whole) and all(_is_number(row[i]) for row in whole) for i in range(len(header))]
        head = "".join(f"<th{'' if right else LEFT}>{_escaped(name)}</th>" for name, right in zip(header, numeric))
        body = "".join(f"<tr>{_cells(row, numeric)}</tr>" for row in listed)
        dense = ' class="dense"' if len(header) >= DENSE_COLUMNS else ""
        self._parts.append(_folded(f"<table{dense}><tr>{head}</tr>{body}</table>", folded))

    def figure(self, figure: Figure, caption: str) -> None:
        """Embed a matplotlib figure as PNG."""
        data = base64.b64encode(_picture(figure)).decode("ascii")
        width, height = (round(inches * FIGURE_DPI) for inches in figure.get_size_inches())
        # In a div, because QTextBrowser takes the line height of a paragraph times the height of the picture.
        self._parts.append(
            f'<div><img src="data:image/png;base64,{data}" width="{width}" height="{height}" '
            f'alt="{_escaped(caption)}"></div>'
        )
        self.note(caption)

    def code(self, text: str, folded: str = "") -> None:
        """Add text as it is, in lines that may break anywhere; `folded` as for a table."""
        self._parts.append(_folded(f'<p class="note"><code>{_escaped(text)}</code></p>', folded))

    def settings(self, *groups: Any) -> None:
        """Add the fields of settings dataclasses as a table."""
        rows = [(field.name, getattr(group, field.name)) for group in groups for field in dataclasses.fields(group)]
        words = {label(name): shown(value_in_words(name, value)) for name, value in rows}  # some are of both
        self.table(("Setting", "Value"), list(words.items()))

    def write(self, path: Path) -> None:
        """Write the page."""
        page = (
            f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{_escaped(self._title)}</title>'
            f"<style>{_STYLE}</style></head><body>\n" + "\n".join(self._parts) + "\n</body></html>\n"
        )
        path.write_text(page, encoding="utf-8")


def shown(value: Any) -> str:
    """Return a value as a table shows it."""
    if isinstance(value, float):
        return f"{value:.4g}" if math.isfinite(value) else ABSENT
    if isinstance(value, (tuple, list)):
        return ", ".join(map(shown, value)) or "(all)"
    return str(value)


def fixed(value: float, decimals: int) -> Number:
    """Return a number with fixed decimals, as a column of one measure needs it; a dash for none."""
    if not math.isfinite(value):
        return Number(ABSENT)
    text = f"{value:.{decimals}f}"
    return Number(text.lstrip("-") if float(text) == 0 else text)


def decimals_for(size: float) -> int:
    """Return the decimals with which numbers of about a `size` above 0 have three digits."""
    return min(max(2 - math.floor(math.log10(size)), 0), 9)


def _folded(part: str, text: str) -> str:
    """Return a part that opens with a click on `text`, or as it is where there is none."""
    return f"<details><summary>{_escaped(text)}</summary>{part}</details>" if text else part


def _picture(figure: Figure) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image  # comes with matplotlib

    canvas, stream = FigureCanvasAgg(figure), io.BytesIO()
    figure.set_dpi(SHARPNESS * FIGURE_DPI)
    with warnings.catch_warnings():  # a name in a script that no font here has is drawn as boxes, the table has it
        warnings.filterwarnings("ignore", r"Glyph .* missing from", UserWarning)
        canvas.draw()
    size = canvas.get_width_height()
    image = Image.frombuffer("RGBA", size, canvas.buffer_rgba(), "raw", "RGBA", 0, 1).convert("RGB")
    image.quantize(COLOURS_A_PICTURE, dither=Image.Dither.NONE).save(stream, format="png", optimize=True)
    return stream.getvalue()


def _cells(row: Sequence[Any], numeric: Sequence[bool]) -> str:
    """Return the cells of a row: columns of numbers stand at the right edge, short texts are not broken."""
    if len(row) == 1 < len(numeric):
        return f'<td class="part" colspan="{len(numeric)}">{_escaped(shown(row[0]))}</td>'
    texts = [shown(value) for value in row]
    classes = [
        "" if right else ' class="s"' if len(text) <= SHORT_LETTERS else LEFT for text, right in zip(texts, numeric)
    ]
    return "".join(f"<td{alignment}>{_escaped(text)}</td>" for text, alignment in zip(texts, classes))


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float, Number))


def _escaped(text: str) -> str:
    return html.escape(text, quote=True)
