"""Totals by Area: what a map holds in polygons, with intervals."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from ..covariates.covariate_list import BandSource
from ..geostatistics.fit import distinct_places
from ..jobs.areas import ZonalStockJob
from ..jobs.inputs import RasterLayer, SampleTable
from ..jobs.tasks import input_files
from ..raster.grid import Grid
from ..raster.input_files import files_behind
from ..raster.known_files import describe
from ..raster.projection import metric_points, parse_crs, place_on
from ..raster.reading import NativeStack
from ..runtime.csv_text import cell
from ..runtime.errors import InputError
from ..runtime.numbers import LARGEST, is_measurement
from ..runtime.outputs import claimed
from ..runtime.progress import Progress
from ..runtime.wording import listed
from .block_variance import Sampled
from .correlogram import LEAST_PLACES, Correlogram, correlogram
from .zones import add_up

Floats = NDArray[np.float64]
HECTARE_M2 = 1e4
COLUMNS = (
    "zone", "pixels", "area_ha", "nodata_share", "mean", "mean_sd", "mean_lower", "mean_upper", "total", "total_sd",
    "total_lower", "total_upper",
)  # fmt: skip


@dataclass(frozen=True)
class Stock:
    """What a map holds in one polygon.

    Attributes
    ----------
    name
        Of the polygon.
    pixels, area_ha, nodata_share
        With a value; the share of the polygon's area without one.
    mean, deviation, independent
        Of the map over the area, in its unit; the standard deviation of its error; the one that unrelated errors would
        leave. NaN where errors are not known.
    lower, upper
        Of the mean, in its unit.
    """

    name: str
    pixels: int
    area_ha: float
    nodata_share: float
    mean: float
    deviation: float
    independent: float
    lower: float
    upper: float

    def row(self) -> tuple[Any, ...]:
        """Return the cells of `COLUMNS`; a total is the mean times the area with a value."""
        means = (self.mean, self.deviation, self.lower, self.upper)
        return (
            cell(self.name),
            self.pixels,
            _written(self.area_ha),
            _written(self.nodata_share),
            *map(_written, means),
            *(_written(value * self.area_ha) for value in means),
        )


@dataclass(frozen=True)
class Totals:
    """What a map holds in all polygons.

    Attributes
    ----------
    job, unit
        What was asked for, and the unit of the map, '' where its file does not say it.
    stocks
        Of the polygons, in their order.
    together
        All of them as one, where each pixel counts once.
    alike
        How alike errors are at a distance; None where they are not known, or taken for unrelated.
    """

    job: ZonalStockJob
    unit: str
    stocks: tuple[Stock, ...]
    together: Stock
    alike: Correlogram | None

    @property
    def line(self) -> str:
        """The result in one sentence."""
        found, unit = self.together, f" {self.unit}" if self.unit else ""
        text = f"{len(self.stocks)} areas, together {found.area_ha:,.0f} ha with a mean of {found.mean:.4g}"
        if math.isfinite(found.lower):
            text += f" ({found.lower:.4g} to {found.upper:.4g}, {100 * self.job.coverage:.3g} %)"
        return f"{text}{unit}."


def run(job: ZonalStockJob, progress: Progress) -> dict[str, Any]:
    """Add up the map of a job over its polygons, and write the table and the report.

    Raises
    ------
    InputError
        The map, the polygons or the residuals cannot be used, or how alike errors are is not known.
    """
    _refuse_unclear(job)
    with claimed([job.table], [job.report], files_behind(input_files(job))) as claims:
        totals = totals_of(job, progress)
        progress.log(totals.line)
        with claims.whole(job.table, job.report) as (table, report):
            _write_table(totals, table)
            if job.report:
                from .report import write_report

                write_report(totals, report)
    return {"table": job.table, "report": job.report}


def totals_of(job: ZonalStockJob, progress: Progress) -> Totals:
    """Return what the map of a job holds in its polygons."""
    grid, bands = describe(job.map)
    unit = bands[0].unit
    errors = _Errors(job, grid, progress)
    sums, together = add_up(job, grid, [job.map, *errors.layers], errors.deviation, progress.part(0, 0.8))
    empty = [name for name, own in zip(job.zones.names, sums) if own is None]
    if len(empty) == len(sums):
        raise InputError(
            f"None of the {len(sums)} polygons of the layer {job.zones.layer!r} holds the centre of a pixel with a "
            f"value of {job.map.name!r}; choose polygons of its region, or a finer map."
        )
    if empty:
        progress.warn(f"{len(empty)} areas hold no centre of a pixel with a value: {listed(empty)}.")
    if unit and "/ha" not in unit.replace(" ", ""):
        progress.warn(
            f"The map is in {unit}, so a total is that times hectares and no mass; make a map of the stock in t/ha "
            "with SOC Stock Map for totals in tonnes."
        )
    stocks = []
    for number, (name, area, own) in enumerate(zip(job.zones.names, job.zones.area_m2, sums)):
        progress.report(0.8 + 0.2 * number / len(sums), f"area {number + 1} of {len(sums)}")
        stocks.append(errors.stock(name, area, own))
    whole = errors.stock("all areas together", max(together.area, sum(job.zones.area_m2)), together)
    return Totals(job, unit, tuple(stocks), whole, errors.alike)


class _Errors:
    """What is known of the errors of the map."""

    def __init__(self, job: ZonalStockJob, grid: Grid, progress: Progress) -> None:
        self._job, self._grid = job, grid
        self._quantile = float(norm.ppf((1 + job.coverage) / 2))
        given = (job.lower, job.upper) if job.stddev is None else (job.stddev,)
        self.layers: list[RasterLayer] = [layer for layer in given if layer is not None]
        self._constant = math.nan
        self.alike: Correlogram | None = None
        if job.residuals is not None:
            self._learn(job.residuals, progress)
        elif job.uncorrelated and self.layers:
            progress.warn(
                "The errors of neighbouring pixels are taken for unrelated, as UNCORRELATED says. They hardly ever "
                "are: the intervals of means and totals are far too narrow."
            )

    def deviation(self, values: Floats) -> Floats:
        """Return the (n,) standard deviations that the (layers, n) values of `layers` mean."""
        if not self.layers:
            return np.full(values.shape[1], self._constant)
        if len(self.layers) == 1:
            return np.abs(values[0])
        return np.abs(values[1] - values[0]) / (2 * self._quantile)

    def stock(self, name: str, area_m2: float, sums: Sampled | None) -> Stock:
        """Return what the map holds in an area, from the sums over its pixels."""
        if sums is None:
            return Stock(name, 0, 0.0, 1.0, *[math.nan] * 5)
        deviation = independent = math.nan
        if self.layers or self._job.residuals is not None:
            scale = 1.0 if self.alike is None else self.alike.scale
            correlation = None if self.alike is None else self.alike.correlation
            independent = math.sqrt(scale * sums.independent_variance())
            deviation = math.sqrt(scale * sums.variance(self._metric, correlation))
        reach, mean = self._quantile * deviation, sums.mean
        lower = max(mean - reach, 0.0) if mean >= 0 else mean - reach  # no soil holds less than nothing
        share = min(max(1 - sums.area / area_m2, 0.0), 1.0) if area_m2 > 0 else 0.0
        return Stock(
            name, sums.count, sums.area / HECTARE_M2, share, mean, deviation, independent, lower, mean + reach
        )  # fmt: skip

    def _learn(self, table: SampleTable, progress: Progress) -> None:
        """Learn from residuals how large errors are, unless layers say so, and how alike at a distance."""
        places, residuals = self._standardised(table)
        if len(residuals) < LEAST_PLACES:
            raise InputError(
                f"RESIDUALS: {len(residuals)} of {len(table.ids)} points have a residual and lie on the map, at least "
                f"{LEAST_PLACES} are needed to see how alike errors are; give those of Cross-Validate."
            )
        if not self.layers:
            self._constant = math.sqrt(float(np.mean(residuals**2)))
            residuals = residuals / (self._constant or 1.0)
        points, residuals, _ = distinct_places(places, residuals, np.arange(len(residuals)))
        if self._job.uncorrelated:
            progress.warn("UNCORRELATED is chosen, so RESIDUALS say how large errors are and not how alike.")
            return
        self.alike = correlogram(points, residuals)
        progress.log(
            f"Errors: {100 * self.alike.structured:.0f} % of their variance is structured in space, with a range of "
            f"about {self.alike.range_m / 1000:.3g} km; {len(residuals)} residuals, {100 * self.alike.scale:.0f} % of "
            "the variance that the layers of errors promise."
            if self.layers
            else f"Errors: standard deviation {self._constant:.3g}; {100 * self.alike.structured:.0f} % of their "
            f"variance is structured in space, with a range of about {self.alike.range_m / 1000:.3g} km."
        )

    def _standardised(self, table: SampleTable) -> tuple[Floats, Floats]:
        """Return (n, d) places in metres and (n,) residuals by the standard deviations that the layers have there."""
        rows = [i for i, value in enumerate(table.target) if is_measurement(value)]
        x, y = (np.array(values, np.float64)[rows] for values in (table.x, table.y))
        residuals = np.array([table.target[i] for i in rows], np.float64)
        crs = parse_crs(table.crs_wkt, f"The layer {table.layer!r}")
        x, y = place_on(x, y, crs, self._grid)
        kept = (np.abs(x) <= LARGEST) & (np.abs(y) <= LARGEST)  # not of nan
        if self.layers and kept.any():
            with NativeStack([BandSource(layer, 1) for layer in self.layers], self._grid.crs_wkt) as stack:
                values, there = stack.read(np.where(kept, x, 0.0), np.where(kept, y, 0.0))
            deviation = self.deviation(values.T.astype(np.float64))
            kept &= there.all(axis=1) & (deviation > 0)
            residuals = residuals / np.where(deviation > 0, deviation, 1.0)
        return self._metric(np.column_stack([x[kept], y[kept]])), residuals[kept]

    def _metric(self, xy: Floats) -> Floats:
        return metric_points(xy, self._grid.crs_wkt)


def _refuse_unclear(job: ZonalStockJob) -> None:
    if not job.zones.names:
        raise InputError("The layer of areas has no polygon; choose one that has.")
    if not len(job.zones.names) == len(job.zones.geojson) == len(job.zones.area_m2):
        raise InputError(
            f"The areas have {len(job.zones.names)} names, {len(job.zones.geojson)} polygons and "
            f"{len(job.zones.area_m2)} sizes; give one of each an area."
        )
    if (job.lower is None) != (job.upper is None):
        raise InputError("Of the limits only one is given; give LOWER and UPPER, or neither.")
    if job.stddev is not None and job.lower is not None:
        raise InputError("STDDEV and the limits both say how large errors are; give STDDEV, or LOWER and UPPER.")
    if (job.stddev or job.lower) and job.residuals is None and not job.uncorrelated:
        raise InputError(
            "Errors of neighbouring pixels are alike, and without RESIDUALS it is not known how far; give the "
            "predictions of Cross-Validate, or choose UNCORRELATED, which makes the intervals far too narrow."
        )


def _write_table(totals: Totals, path: Path) -> None:
    with open(path, "w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        writer.writerows(stock.row() for stock in totals.stocks)


def _written(value: float) -> str:
    return f"{value:.10g}" if math.isfinite(value) else ""
