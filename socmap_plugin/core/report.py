"""Static HTML reports: headings, tables and embedded figures; no script, readable at 800 pixels."""

from __future__ import annotations

import base64
import dataclasses
import html
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .jobs import BuildDatasetJob, Job, job_document

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from .dataset import PatchDataset

FIGURE_DPI = 100
# Plain rules only: the Results Viewer of QGIS understands a small part of CSS.
_STYLE = """
body { font-family: sans-serif; font-size: 14px; color: #222; background: #fff; margin: 16px; max-width: 780px; }
h1 { font-size: 22px; } h2 { font-size: 17px; margin-top: 24px; } p.lead { font-size: 16px; font-weight: bold; }
table { border-collapse: collapse; margin: 8px 0; } th { background: #eee; text-align: left; }
th, td { padding: 3px 8px; border-bottom: 1px solid #ccc; font-size: 12px; }
td { word-break: break-word; }
img { max-width: 100%; } p.note { color: #555; font-size: 12px; } code { word-break: break-all; }
"""


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

    def text(self, text: str) -> None:
        """Add a paragraph."""
        self._parts.append(f"<p>{_escaped(text)}</p>")

    def note(self, text: str) -> None:
        """Add a paragraph in small print."""
        self._parts.append(f'<p class="note">{_escaped(text)}</p>')

    def table(self, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Add a table; numbers are shown with four significant digits."""
        head = "".join(f"<th>{_escaped(name)}</th>" for name in header)
        body = "".join(
            "<tr>" + "".join(f"<td>{_escaped(shown(value))}</td>" for value in row) + "</tr>" for row in rows
        )
        self._parts.append(f"<table><tr>{head}</tr>{body}</table>")

    def figure(self, figure: Figure, caption: str) -> None:
        """Embed a matplotlib figure as PNG."""
        stream = io.BytesIO()
        figure.savefig(stream, format="png", dpi=FIGURE_DPI, metadata={"Software": None})
        data = base64.b64encode(stream.getvalue()).decode("ascii")
        self._parts.append(f'<p><img src="data:image/png;base64,{data}" alt="{_escaped(caption)}"></p>')
        self.note(caption)

    def code(self, text: str) -> None:
        """Add text as it is, in lines that may break anywhere."""
        self._parts.append(f'<p class="note"><code>{_escaped(text)}</code></p>')

    def settings(self, *groups: Any) -> None:
        """Add the fields of settings dataclasses as a table."""
        rows = [(field.name, getattr(group, field.name)) for group in groups for field in dataclasses.fields(group)]
        self.table(("Setting", "Value"), rows)

    def write(self, path: Path) -> None:
        """Write the page."""
        page = (
            f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{_escaped(self._title)}</title>'
            f"<style>{_STYLE}</style></head><body>\n" + "\n".join(self._parts) + "\n</body></html>\n"
        )
        path.write_text(page, encoding="utf-8")


def provenance(report: Report, dataset: PatchDataset, versions: dict[str, str], job: Job) -> None:
    """Add where the numbers come from, down to the job that gives them again."""
    report.heading("Provenance")
    header = dataset.header
    report.table(
        ("What", "Value"),
        [
            ("samples layer", header.get("samples_layer", "")),
            ("target", f"{header.get('target_expression', '')} in {dataset.target_unit}"),
            ("samples used", f"{len(dataset)} of {header.get('samples_given', len(dataset))}"),
            ("window", f"{dataset.window} x {dataset.window} pixels"),
            *((f"version of {name}", version) for name, version in versions.items()),
        ],
    )
    simulated = [name for name in dataset.covariates.labels() if "simulated" in name.lower()]
    if simulated:
        report.note(
            f"{len(simulated)} of the {dataset.covariates.count} variables are simulated, as their names say; accuracy "
            "and map show how the method works, not what real series would give."
        )

    report.text("The job file, without the samples:" if isinstance(job, BuildDatasetJob) else "The job file:")
    document = job_document(job)
    document.pop("samples", None)
    report.code(json.dumps(document))


def shown(value: Any) -> str:
    """Return a value as a table shows it."""
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, (tuple, list)):
        return ", ".join(map(shown, value)) or "(all)"
    return str(value)


def _escaped(text: str) -> str:
    return html.escape(text, quote=True)
