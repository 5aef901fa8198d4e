"""The report of Totals by Area."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from ..report import figures
from ..report.page import Number, Report, decimals_for, fixed
from .correlogram import Correlogram
from .run import Stock, Totals

MOST_SHOWN = 40  # areas in the figure; the table has all


def write_report(totals: Totals, path: Path) -> None:
    """Write the report of means and totals."""
    job, known = totals.job, math.isfinite(totals.together.deviation)
    unit = totals.unit or "unit of the map"
    report = Report("Totals by area", totals.line)
    report.text(f"Map: {job.map.name}. Areas: {job.zones.layer}.")
    if known and totals.alike is None:
        report.warning(
            "The errors of neighbouring pixels were taken for unrelated. They hardly ever are: the intervals below are "
            "far too narrow. Give the residuals of Cross-Validate to have them right."
        )
    if not known:
        report.note("There are no intervals: neither limits nor a standard deviation nor residuals were given.")
    report.heading("The areas")
    share = f"{100 * job.coverage:.3g} %"
    rows = [_cells(stock, known) for stock in (*totals.stocks, totals.together)]
    header = ["Area", "ha with a value", "Without (%)", f"Mean ({unit})"] + ([f"{share} from", "to"] if known else [])
    header += ["Total (mean x ha)"] + ([f"{share} from", "to"] if known else [])
    report.table(header, rows)
    report.note(
        "Areas are those on the ellipsoid of the pixels whose centre lies in a polygon and that have a value; a total "
        "is over these. Of a map in t/ha it is in tonnes."
    )
    if known:
        report.figure(_means(totals, unit), f"Means of the areas with their {share} intervals.")
        _errors(report, totals)
    report.write(path)


def _cells(stock: Stock, known: bool) -> list[Any]:
    mean = decimals_for(abs(stock.mean)) if math.isfinite(stock.mean) and stock.mean else 2
    means = (stock.mean, stock.lower, stock.upper) if known else (stock.mean,)
    totals = [f"{value * stock.area_ha:,.0f}" if math.isfinite(value) else "" for value in means]
    return [
        stock.name,
        Number(f"{stock.area_ha:,.0f}"),
        fixed(100 * stock.nodata_share, 1),
        *(fixed(value, mean) for value in means),
        *map(Number, totals),
    ]


def _errors(report: Report, totals: Totals) -> None:
    report.heading("Why the intervals are as wide as they are")
    known = [stock for stock in totals.stocks if math.isfinite(stock.deviation) and stock.independent > 0]
    ratios = [stock.deviation / stock.independent for stock in known] or [math.nan]
    if totals.alike is not None:
        report.text(
            "The errors of a map are alike at places that are near each other, so they do not cancel out in a mean as "
            f"unrelated ones would. Here {100 * totals.alike.structured:.0f} % of their variance is structured in "
            f"space, with a range of about {totals.alike.range_m / 1000:.3g} km. Intervals that pass over it would be "
            f"{np.median(ratios):.3g} times narrower for the area in the middle of the table, and wrong."
        )
        report.figure(
            _curve(totals.alike),
            "How alike two errors are at a distance: the mean of all correlograms, each with the likelihood that the "
            "residuals give it.",
        )
    report.text(
        "Variance of the mean of an area: the mean over all pairs of its pixels of the product of their standard "
        "deviations and their correlation, integrated over random pairs (Wadoux and Heuvelink 2023, Methods in Ecology "
        "and Evolution 14, 1320-1332). Intervals take the error of a mean over many pixels for normal."
    )


def _means(totals: Totals, unit: str) -> Figure:
    shown = [stock for stock in totals.stocks if math.isfinite(stock.mean)]
    shown = sorted(shown, key=lambda stock: -stock.area_ha)[:MOST_SHOWN]
    figure, (axis,) = figures.panels(0.9 + 0.22 * len(shown))
    middle = np.array([stock.mean for stock in shown])
    reach = np.array([[stock.mean - stock.lower, stock.upper - stock.mean] for stock in shown]).T
    axis.errorbar(middle, range(len(shown)), xerr=reach, fmt="o", color=figures.BLUE, markersize=4, linewidth=1.2)
    figures.label_names(axis, [stock.name for stock in shown], "areas, the largest first")
    axis.set_xlabel(f"mean ({unit})")
    return figure


def _curve(alike: Correlogram) -> Figure:
    figure, (axis,) = figures.panels(2.6)
    far = alike.distance <= min(alike.distance[-1] / 2, 4 * alike.range_m or np.inf)
    factor, unit = figures.length_unit(float(alike.distance[far].max()))
    axis.plot(factor * alike.distance[far], alike.value[far], color=figures.BLUE)
    axis.set(xlabel=f"distance ({unit})", ylabel="correlation of errors", ylim=(0, 1))
    return figure
