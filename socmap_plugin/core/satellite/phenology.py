"""Import a yearly phenology product: one GeoTIFF a variable with a band a year, dates as days of the product year."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..jobs.satellite import DATE_ORIGINS, QUALITIES, QUALITY_LAYERS, ImportPhenologyJob
from ..jobs.tasks import files_in_folder, input_files
from ..products.modis import FILL, Layer
from ..raster.cog import NODATA, cog_writer
from ..raster.grid import Grid
from ..raster.input_files import files_behind
from ..raster.mosaic import Lookup, Place, read, target_grid, union
from ..raster.projection import parse_crs
from ..runtime.errors import InputError
from ..runtime.outputs import Claims, claimed
from ..runtime.progress import Progress
from ..runtime.wording import number_of
from .phenology_files import OWN_MARK, find_bands
from .phenology_series import Series, select

BLOCK_PX = 1024  # a multiple of the tiles that are written
WARPED_BLOCK_PX = 512  # coordinates take more memory than values
# A cycle has its peak in the product year; it begins or ends at most one year away, and days count from 1 January = 1.
EARLIEST_DAY, LATEST_DAY = -365, 731
QUALITY_BITS = 2


@dataclass
class Gaps:
    """Pixels of one year of a variable, by what became of them."""

    valid: int = 0
    fill: int = 0
    out_of_range: int = 0
    quality: int = 0

    @property
    def total(self) -> int:
        """All pixels."""
        return self.valid + self.fill + self.out_of_range + self.quality


def run(job: ImportPhenologyJob, progress: Progress) -> dict[str, Any]:
    """Import the files of a job.

    Raises
    ------
    InputError
        Files, years or settings that cannot be used, each named; or no pixel has a value.
    """
    _check(job)
    inputs = files_behind(input_files(job))
    with claimed(files_in_folder(job), inputs=inputs, folder=job.folder) as claims:
        return _run(job, claims, progress)


def _run(job: ImportPhenologyJob, claims: Claims, progress: Progress) -> dict[str, Any]:
    series = select(find_bands(job.files, progress.part(0, 0.1)), job)
    lattice = union(tile for tiles in series.tiles.values() for tile in tiles)
    grid = target_grid(lattice, job.extent, job.crs_wkt, "files")
    lookup = Lookup(lattice, grid)
    _tell(series, job, grid, lookup, progress)
    names = [f"{layer.variable}.tif" for layer in series.layers]
    _warn_of_others(Path(job.folder), names, progress)
    with claims.whole(*(str(Path(job.folder) / name) for name in names)) as files:
        any_value = False
        for number, layer in enumerate(series.layers):
            part = progress.part(
                0.1 + 0.9 * number / len(series.layers), 0.1 + 0.9 * (number + 1) / len(series.layers), layer.variable
            )
            gaps = _write(layer, series, job, grid, lookup, files[number], part)
            progress.log(f"{layer.variable}: {_gap_text(gaps)}")
            any_value = any_value or any(gap.valid for gap in gaps.values())
            empty = [str(year) for year, gap in gaps.items() if not gap.valid]
            if empty:
                progress.warn(f"{layer.variable} has no value at all in {', '.join(empty)}.")
        if not any_value:
            raise InputError(
                f"None of the {grid.width * grid.height} pixels has a value of cycle {job.cycle} and quality "
                f"{job.quality}; choose another extent, another cycle or a worse quality."
            )
    return {
        "folder": job.folder,
        "files": names,
        "years": list(series.years),
        "width": grid.width,
        "height": grid.height,
    }


def _check(job: ImportPhenologyJob) -> None:
    for value, choices, name in (
        (job.quality, QUALITIES, "quality"),
        (job.quality_layer, QUALITY_LAYERS, "quality layer"),
        (job.date_origin, DATE_ORIGINS, "date origin"),
        (job.cycle, (1, 2), "cycle"),
    ):
        if value not in choices:
            raise InputError(f"The {name} is {value!r}; it must be {' or '.join(map(str, choices))}.")
    if not job.files:
        raise InputError("No files are given; name those of a phenology product, or their folder.")
    if job.crs_wkt:
        parse_crs(job.crs_wkt, "The target CRS")


def _tell(series: Series, job: ImportPhenologyJob, grid: Grid, lookup: Lookup, progress: Progress) -> None:
    product, years = series.product, series.years
    progress.log(
        f"{product.name} {series.version}".strip() + f", cycle {job.cycle}, {years[0]} to {years[-1]} "
        f"({number_of(len(years), 'year')}), {number_of(len(series.layers), 'variable')}, "
        f"{grid.width} x {grid.height} pixels"
        + ("." if lookup.exact else ", nearest pixel of the product in the target CRS.")
    )
    for layer in series.layers:
        progress.log(f"{layer.name} -> {layer.variable} ({layer.unit})")
    if series.zero_is_fill:
        progress.log(
            f"{len(series.zero_is_fill)} files declare no nodata value, as exports of Earth Engine do; 0 is taken for "
            "masked pixels there."
        )
    if product.name == "VNP22Q2":
        shift = _first_day(product.origin, years[-1], DATE_ORIGINS[1]) - _first_day(
            product.origin, years[-1], DATE_ORIGINS[0]
        )
        progress.warn(
            f"Sources disagree on how VNP22Q2 counts its dates since 2000; DATE_ORIGIN is {job.date_origin!r}, and the "
            f"other choice would move the dates of {years[-1]} by {abs(shift)} days: compare greenup with a place that "
            "you know."
        )


def _warn_of_others(folder: Path, names: Sequence[str], progress: Progress) -> None:
    """Earlier results of other variables stay, and Build Patch Dataset would read them with the folder."""
    others = (
        sorted(path.name for path in folder.glob("*.tif") if path.name not in names) if os.path.isdir(folder) else []
    )
    if others:
        progress.warn(
            f"{folder} also holds {', '.join(others[:5])}, which this import does not write; where the folder is given "
            "as covariates they are read too."
        )


def _write(
    layer: Layer,
    series: Series,
    job: ImportPhenologyJob,
    grid: Grid,
    lookup: Lookup,
    path: Path,
    progress: Progress,
) -> dict[int, Gaps]:
    """Write the years of one layer, window by window, and return what became of the pixels of each."""
    gaps = {year: Gaps() for year in series.years}
    scaled = layer.scale != 1
    tags = {
        OWN_MARK: job.task,
        "product": f"{series.product.name} {series.version}".strip(),
        "layer": layer.name,
        "cycle": str(job.cycle) if layer.of_cycle else "all",
        "quality": f"{job.quality} by {job.quality_layer}" if layer.of_cycle else "all",
    }
    if layer.is_date:
        tags["dates"] = "day of year counted from 1 January of the band's year = 1; below 1 the year before"
    labels = [f"{layer.variable}_{year}" for year in series.years]
    dtype = "float32" if scaled else "int16"
    windows = list(grid.windows(BLOCK_PX if lookup.exact else WARPED_BLOCK_PX))
    with cog_writer(path, grid, labels, layer.unit, dtype, NODATA, tags) as write:
        for number, window in enumerate(windows):
            place = lookup.place(window)
            for band, year in enumerate(series.years, start=1):
                done = (number + (band - 1) / len(series.years)) / len(windows)
                progress.report(done, f"window {number + 1} of {len(windows)}, {year}")
                values, valid = _values(layer, series, job, year, lookup.lattice, place, gaps[year])
                write(np.where(valid, values, NODATA).astype(dtype), window, band)
        progress.report(1, "overviews")
    return gaps


def _values(
    layer: Layer, series: Series, job: ImportPhenologyJob, year: int, lattice: Grid, place: Place, gaps: Gaps
) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """Return the values of one year at a place and which are valid, and count the others."""
    tiles = series.tiles[layer.name, year]
    raw, present = read(tiles, lattice, place)
    if np.issubdtype(raw.dtype, np.floating):
        _refuse_fractions(raw[present], layer, tiles[0].source)
    raw = np.where(present, raw, FILL).astype(np.int64)
    present &= raw != FILL
    if any(tile.source in series.zero_is_fill for tile in tiles):
        present &= raw != 0
    valid = present & (raw >= layer.low) & (raw <= layer.high)
    values: NDArray[Any] = raw * np.float32(layer.scale) if layer.scale != 1 else raw
    if layer.is_date:
        values = raw - _first_day(series.product.origin, year, job.date_origin) + 1
        valid &= (values >= EARLIEST_DAY) & (values <= LATEST_DAY)
    accepted = _accepted(layer, series, job, year, lattice, place) if layer.of_cycle else np.bool_(True)
    gaps.fill += int((~present).sum())
    gaps.out_of_range += int((present & ~valid).sum())
    gaps.quality += int((valid & ~accepted).sum())
    valid &= accepted
    gaps.valid += int(valid.sum())
    return values, valid


def _first_day(origin: datetime.date, year: int, date_origin: str) -> int:
    """Return the number that the product has for 1 January of a year."""
    if origin.year == 1970 or date_origin == DATE_ORIGINS[0]:
        return (datetime.date(year, 1, 1) - origin).days
    return (year - origin.year) * 366 + 1  # its author subtracts that many days to get the day of the year


def _accepted(
    layer: Layer, series: Series, job: ImportPhenologyJob, year: int, lattice: Grid, place: Place
) -> NDArray[np.bool_]:
    """Return where the quality of a layer is good enough."""
    worst = QUALITIES.index(job.quality)
    if worst == len(QUALITIES) - 1:
        return np.ones(place.shape, np.bool_)
    detailed = job.quality_layer == "detailed" and layer.is_date
    name = series.product.detailed if detailed else series.product.quality
    raw, present = read(series.tiles[name, year], lattice, place)
    raw = np.where(present, raw, FILL).astype(np.int64)
    present &= raw != series.product.quality_fill
    shift = QUALITY_BITS * layer.detail if detailed else 0
    return present & ((raw >> shift) % 2**QUALITY_BITS <= worst)


def _refuse_fractions(values: NDArray[Any], layer: Layer, source: str) -> None:
    if (values != np.round(values)).any():
        raise InputError(
            f"{source} holds fractions of {layer.name}, whose numbers are whole; it was scaled or interpolated, so "
            "export it again as it is in the product, with the nearest pixel."
        )


def _gap_text(gaps: dict[int, Gaps]) -> str:
    pixels = next(iter(gaps.values())).total
    missing = {year: gap.total - gap.valid for year, gap in gaps.items()}
    if not any(missing.values()):
        return f"no gaps in {pixels} pixels of {number_of(len(gaps), 'year')}"
    reasons = [sum(getattr(gap, name) for gap in gaps.values()) for name in ("fill", "out_of_range", "quality")]
    return (
        f"gaps in {pixels} pixels: "
        + ", ".join(f"{year} {count}" for year, count in missing.items())
        + " ({} by fill, {} out of range, {} by quality)".format(*reasons)
    )
