"""The report of Compare Maps."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from ..report import figures
from ..report.page import Number, Report, fixed
from .compare import EVERYWHERE, Comparison, Floats

BINS = 60
_LINES = (figures.BLUE, figures.ORANGE, figures.GREEN, figures.RED, figures.GREY)


def write_report(comparison: Comparison, path: Path) -> None:
    """Write the report of a comparison."""
    job, unit = comparison.job, comparison.unit or "unit of the maps"
    report = Report("Comparison of maps", comparison.line)
    if comparison.shown.shape[1]:
        report.figure(_values(comparison, unit), "Distribution of the values at pixels that all maps have.")
        report.figure(
            _densities(comparison, unit),
            "Each map against the first, pixel by pixel: the darker, the more pixels. On the line both are the same.",
        )
        report.figure(_differences(comparison, unit), f"Distribution of the differences from {job.maps[0].name}.")
    report.heading("In numbers")
    rows = []
    for (zone, other), sums in comparison.sums.items():
        found = sums.statistics(comparison.has_limits)
        names = ("mean_difference", "sd_difference", "rms_difference", "correlation", "concordance")
        cells = [float(found[name]) for name in names]
        share = found["disjoint_share"]
        rows.append(
            (zone if zone != EVERYWHERE else "everywhere", job.maps[other].name, Number(f"{int(found['pixels']):,}"))
            + tuple(fixed(value, 3) for value in cells)
            + ((fixed(100 * share, 1),) if comparison.has_limits else ())
        )
    header = ["Area", "Map", "Pixels", f"Mean difference ({unit})", "SD", "RMS", "Correlation", "Concordance"]
    report.table(header + (["Limits apart (%)"] if comparison.has_limits else []), rows)
    report.note(
        f"Differences are map minus {job.maps[0].name}. Two maps may differ by little and both be wrong: Validate Map "
        "says how good each is."
    )
    report.write(path)


def _range(values: Floats) -> tuple[float, float]:
    low, high = (float(limit) for limit in np.quantile(values, (0.002, 0.998)))
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def _values(comparison: Comparison, unit: str) -> Figure:
    figure, (axis,) = figures.panels(2.6)
    limits = _range(comparison.shown)
    for number, (layer, values) in enumerate(zip(comparison.job.maps, comparison.shown)):
        colour = _LINES[number % len(_LINES)]
        axis.hist(values, BINS, range=limits, histtype="step", color=colour, label=figures.shortened(layer.name))
    axis.set(xlabel=unit, ylabel="pixels")
    axis.legend()
    return figure


def _densities(comparison: Comparison, unit: str) -> Figure:
    first, *others = comparison.shown
    columns = min(len(others), 2)
    rows = math.ceil(len(others) / columns)
    figure, axes = figures.panels(3.6 * rows, rows, columns, square=True)
    limits = _range(comparison.shown)
    for axis in axes[len(others) :]:
        axis.remove()
    for axis, layer, values in zip(axes, comparison.job.maps[1:], others):
        axis.hist2d(first, values, BINS, range=(limits, limits), cmap="Greys", cmin=1, norm="log")
        axis.plot(limits, limits, color=figures.RED, linewidth=0.8)
        axis.set(
            xlim=limits, ylim=limits, xlabel=f"{figures.shortened(comparison.job.maps[0].name)} ({unit})",
            ylabel=f"{figures.shortened(layer.name)} ({unit})",
        )  # fmt: skip
        axis.set_aspect("equal")
    return figure


def _differences(comparison: Comparison, unit: str) -> Figure:
    figure, (axis,) = figures.panels(2.6)
    differences = comparison.shown[1:] - comparison.shown[0]
    reach = max(abs(limit) for limit in _range(differences))
    for number, (layer, values) in enumerate(zip(comparison.job.maps[1:], differences), start=1):
        colour = _LINES[number % len(_LINES)]
        axis.hist(
            values, BINS, range=(-reach, reach), histtype="step", color=colour, label=figures.shortened(layer.name)
        )
    axis.axvline(0, color="black", linewidth=0.6)
    axis.set(xlabel=f"difference ({unit})", ylabel="pixels")
    axis.legend()
    return figure
