"""Compare Maps: how much maps differ from the first of them, where, and whether by more than their limits allow."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..covariates.covariate_list import BandSource
from ..jobs.inputs import Mask
from ..jobs.tasks import input_files
from ..jobs.verdicts import CompareMapsJob
from ..raster.cog import NODATA, OWN_MARK, cog_writer
from ..raster.grid import Grid, Window
from ..raster.input_files import files_behind
from ..raster.known_files import describe
from ..raster.mask import mask_of, window_of_mask
from ..raster.reading import GridStack
from ..runtime.csv_text import cell
from ..runtime.errors import InputError
from ..runtime.outputs import claimed
from ..runtime.progress import Progress
from ..runtime.seeds import SCATTER, generator

Floats = NDArray[np.float64]

WINDOW_PX = 1024
SHOWN_PX = 50_000  # random pixels in the figures
EVERYWHERE = "all"
COLUMNS = (
    "zone", "map", "compared_with", "pixels", "mean", "mean_of_first", "mean_difference", "sd_difference",
    "mean_absolute_difference", "rms_difference", "correlation", "concordance", "disjoint_share",
)  # fmt: skip


@dataclass
class Sums:
    """Sums over pixels of a map b and the first map a.

    Attributes
    ----------
    count
        Of the pixels.
    of
        (7,): of a, b, their squares, their product, the size of their difference, and of disjoint limits.
    """

    count: int = 0
    of: Floats = field(default_factory=lambda: np.zeros(7))

    def add(self, first: Floats, other: Floats, disjoint: NDArray[np.bool_]) -> None:
        """Take more pixels, (n,) each."""
        self.count += len(first)
        self.of += [
            first.sum(), other.sum(), first @ first, other @ other, first @ other, np.abs(other - first).sum(),
            disjoint.sum(),
        ]  # fmt: skip

    def statistics(self, has_limits: bool) -> dict[str, float]:
        """Return the measures of `COLUMNS` from the number of pixels on; NaN where there is none."""
        if not self.count:
            return {"pixels": 0, **dict.fromkeys(COLUMNS[4:], math.nan)}
        a, b, aa, bb, ab, absolute, disjoint = self.of / self.count
        variances, covariance = (max(aa - a * a, 0.0), max(bb - b * b, 0.0)), ab - a * b
        squared = max(aa + bb - 2 * ab, 0.0)
        scale, spread = math.sqrt(variances[0] * variances[1]), squared + 2 * covariance
        return {
            "pixels": self.count,
            "mean": b,
            "mean_of_first": a,
            "mean_difference": b - a,
            "sd_difference": math.sqrt(max(squared - (b - a) ** 2, 0.0)),
            "mean_absolute_difference": absolute,
            "rms_difference": math.sqrt(squared),
            "correlation": covariance / scale if scale > 0 else math.nan,
            "concordance": 2 * covariance / spread if spread > 0 else math.nan,
            "disjoint_share": disjoint if has_limits else math.nan,
        }


@dataclass(frozen=True)
class Comparison:
    """What is known of some maps.

    Attributes
    ----------
    job, unit
        What was asked for, and the unit of the first map.
    sums
        By zone and number of the other map, from 1.
    shown
        (maps, n) values at random pixels that all maps have.
    """

    job: CompareMapsJob
    unit: str
    sums: dict[tuple[str, int], Sums]
    shown: Floats

    @property
    def has_limits(self) -> bool:
        """Whether all maps have limits."""
        return bool(self.job.lowers)

    @property
    def line(self) -> str:
        """The result in one sentence."""
        unit = f" {self.unit}" if self.unit else ""
        parts = []
        for number, layer in enumerate(self.job.maps[1:], start=1):
            found = self.sums[EVERYWHERE, number].statistics(self.has_limits)
            text = (
                f"{layer.name} is on average {abs(found['mean_difference']):.3g}{unit} "
                f"{'above' if found['mean_difference'] >= 0 else 'below'} {self.job.maps[0].name}, and differs by "
                f"{found['rms_difference']:.3g}{unit} (root mean square)"
            )
            if self.has_limits:
                text += f"; at {100 * found['disjoint_share']:.1f} % of the pixels their limits do not overlap"
            parts.append(text)
        return ". ".join(parts) + "."


def run(job: CompareMapsJob, progress: Progress) -> dict[str, Any]:
    """Compare the maps of a job, and write difference, statistics and report.

    Raises
    ------
    InputError
        Fewer than two maps, limits that do not belong to them, or no pixel that all maps have.
    """
    _refuse_unclear(job)
    with claimed([job.statistics], (job.difference, job.report), files_behind(input_files(job))) as claims:
        with claims.whole(job.statistics, job.difference, job.report) as (statistics, difference, report):
            comparison = _compare(job, difference if job.difference else None, progress)
            _write_statistics(comparison, statistics)
            if job.report:
                from .comparison_report import write_report

                write_report(comparison, report)
        progress.log(comparison.line)
    return {"statistics": job.statistics, "difference": job.difference, "report": job.report}


def _compare(job: CompareMapsJob, difference: Path | None, progress: Progress) -> Comparison:
    grid, bands = describe(job.maps[0])
    unit = bands[0].unit
    for layer in job.maps[1:]:
        own, own_bands = describe(layer)
        if own.shift_to(grid) is None or own.crs_wkt != grid.crs_wkt:
            progress.log(f"{layer.name} is read onto the pixels of {job.maps[0].name}.")
        if unit and own_bands[0].unit not in ("", unit):
            units = f"{layer.name} is in {own_bands[0].unit} and {job.maps[0].name} in {unit}"
            progress.warn(f"{units}; compare like with like.")
    zones = _zones(job, grid)
    counter = _Counter(job, zones)
    layers = [*job.maps, *job.lowers, *job.uppers]
    windows = list(grid.windows(WINDOW_PX))
    names = [f"{layer.name} - {job.maps[0].name}" for layer in job.maps[1:]]
    with GridStack([BandSource(layer, 1) for layer in layers], grid) as stack:
        if difference is None:
            for number, window in enumerate(windows):
                progress.report(number / len(windows), f"window {number + 1} of {len(windows)}")
                counter.add(window, *stack.read(window))
        else:
            with cog_writer(difference, grid, names, unit, tags={OWN_MARK: job.task}) as write:
                for number, window in enumerate(windows):
                    progress.report(0.9 * number / len(windows), f"window {number + 1} of {len(windows)}")
                    values, there = stack.read(window)
                    counter.add(window, values, there)
                    for other in range(1, len(job.maps)):
                        both = there[0] & there[other]
                        step = np.where(both, values[other] - values[0], NODATA)
                        write(step.astype(np.float32), window, other)
                progress.report(0.9, "overviews")
    if not any(sums.count for sums in counter.sums.values()):
        raise InputError(
            f"No pixel has a value in {job.maps[0].name} and in another map; compare maps of the same region."
        )
    return Comparison(job, unit, counter.sums, counter.shown)


Zone = tuple[str, Window, Callable[[Window], NDArray[np.bool_]]]  # name, what it touches, which pixels are outside


class _Counter:
    """Takes windows, and keeps sums by zone and map, and random pixels."""

    def __init__(self, job: CompareMapsJob, zones: Sequence[Zone]) -> None:
        self._job, self._zones = job, zones
        self._random = generator(1, SCATTER)
        others = range(1, len(job.maps))
        names = [EVERYWHERE, *(name for name, _, _ in zones)]
        self.sums = {(name, other): Sums() for name in names for other in others}
        self._keys, self.shown = np.empty(0), np.empty((len(job.maps), 0))

    def add(self, window: Window, values: NDArray[np.float32], there: NDArray[np.bool_]) -> None:
        """Take the (layers, height, width) values of a window, and where they are."""
        maps = len(self._job.maps)
        inside = [(EVERYWHERE, np.ones(there.shape[1:], np.bool_))]
        inside += [(name, ~outside(window)) for name, own, outside in self._zones if _touch(own, window)]
        for other in range(1, maps):
            both = there[0] & there[other]
            disjoint = np.zeros(both.shape, np.bool_)
            if self._job.lowers:
                lower, upper = maps, 2 * maps
                disjoint = (values[lower] > values[upper + other]) | (values[lower + other] > values[upper])
                both = both & there[lower] & there[upper] & there[lower + other] & there[upper + other]
            for name, own in inside:
                used = own & both
                one, two = values[0][used].astype(np.float64), values[other][used].astype(np.float64)
                self.sums[name, other].add(one, two, disjoint[used])
        self._show(values[:maps].reshape(maps, -1)[:, there[:maps].all(axis=0).ravel()])

    def _show(self, values: NDArray[np.float32]) -> None:
        keys: Floats = self._random.random((values.shape[1],))
        near = keys < (self._keys.max() if len(self._keys) == SHOWN_PX else np.inf)
        keys, shown = np.concatenate([self._keys, keys[near]]), np.concatenate([self.shown, values[:, near]], axis=1)
        kept = np.argsort(keys)[:SHOWN_PX]
        self._keys, self.shown = keys[kept], shown[:, kept]


def _zones(job: CompareMapsJob, grid: Grid) -> list[Zone]:
    zones: list[Zone] = []
    if job.zones is None:
        return zones
    for name, geojson in zip(job.zones.names, job.zones.geojson):
        mask = Mask(geojson, job.zones.crs_wkt)
        outside = mask_of(mask, grid)  # refuses what is no polygon
        try:
            zones.append((name, window_of_mask(mask, grid), outside))
        except InputError:  # beside the maps
            zones.append((name, Window(0, 0, 0, 0), outside))
    return zones


def _touch(one: Window, other: Window) -> bool:
    return (
        one.row < other.row + other.height
        and other.row < one.row + one.height
        and one.col < other.col + other.width
        and other.col < one.col + one.width
    )


def _refuse_unclear(job: CompareMapsJob) -> None:
    if len(job.maps) < 2:
        raise InputError(f"MAPS names {len(job.maps)} maps, at least 2 are compared; add another one.")
    for name, layers in (("LOWERS", job.lowers), ("UPPERS", job.uppers)):
        if (job.lowers or job.uppers) and len(layers) != len(job.maps):
            raise InputError(
                f"{name} names {len(layers)} rasters for {len(job.maps)} maps; give LOWERS and UPPERS for all maps, in "
                "their order, or neither."
            )


def _write_statistics(comparison: Comparison, path: Path) -> None:
    maps = comparison.job.maps
    with open(path, "w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for (zone, other), sums in comparison.sums.items():
            found = sums.statistics(comparison.has_limits)
            numbers = [f"{value:.10g}" if math.isfinite(value) else "" for value in found.values()]
            writer.writerow((cell(zone), cell(maps[other].name), cell(maps[0].name), *numbers))
