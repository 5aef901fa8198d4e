"""Yearly means of the enhanced vegetation index over clear observations, streamed day by day and window by window.

Memory: about 140 bytes a pixel of a window (the sum, the count, four bands with their masks, where the state's pixels
lie, and what the formula needs in between), which is about 150 MB for a window of 1024 x 1024 pixels, however many
tiles, days and years there are. The result lies on disk uncompressed until it is finished: 4 bytes a pixel and year,
and 2 for the count.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..jobs.satellite import EVI_MEAN, AnnualEviJob
from ..jobs.tasks import files_in_folder, input_files
from ..products.modis import REFLECTANCE_SCALE
from ..raster.cog import NODATA, OWN_MARK, cog_writer
from ..raster.grid import Grid, Window
from ..raster.input_files import files_behind
from ..raster.projection import region
from ..runtime.errors import InputError
from ..runtime.outputs import Claims, claimed
from ..runtime.progress import Progress
from ..settings.years import parse_years
from .evi_checks import check_series, is_scaled
from .evi_files import Series, find_series
from .evi_log import log_days, log_observations, log_year
from .evi_window import Lattices, Tally, accumulate
from .state_flags import masked_states

WINDOW_PX = 1024
EVI_COUNT = "evi-count"

WriteYear = Callable[[NDArray[np.float32], NDArray[np.int32], Window, int], None]


def run(job: AnnualEviJob, progress: Progress) -> dict[str, Any]:
    """Write the mean EVI of every year, one band a year, and how many clear observations each pixel had."""
    if job.minimum < 1:
        raise InputError(f"The minimum is {job.minimum} clear observations; give 1 or more.")
    masked = masked_states(job.masked)
    inputs = files_behind(input_files(job))
    with claimed(files_in_folder(job), [job.count], inputs, folder=job.folder) as claims:
        return _run(job, masked, claims, progress)


def _run(job: AnnualEviJob, masked: NDArray[np.bool_], claims: Claims, progress: Progress) -> dict[str, Any]:
    series = find_series(job.files, parse_years(job.years), progress.part(0, 0.1))
    lattices = check_series(series)
    grid = region(lattices.reflectance, job.extent, "files")
    years = sorted({date.year for date in series.days})
    log_days(series, grid, progress)
    with (
        claims.whole(*files_in_folder(job), job.count) as (mean_file, count_file),
        _writer(job, mean_file, count_file, grid, years) as write,
    ):
        pixels = average(series, lattices, grid, masked, job.minimum, write, progress.part(0.1, 0.95))
        progress.report(0.95, "compressing")
    return {
        "folder": job.folder,
        "files": [f"{EVI_MEAN}.tif"],
        "count": job.count,
        "years": years,
        "pixels": pixels,
    }


def average(
    series: Series,
    lattices: Lattices,
    grid: Grid,
    masked: NDArray[np.bool_],
    minimum: int,
    write: WriteYear,
    progress: Progress,
) -> int:
    """Average the clear observations of every year, and return how many means there are over all years.

    Parameters
    ----------
    series, lattices
        The files, and the grids of which :func:`evichecks.check_series` has found them to be.
    grid
        The pixels wanted, on the lattice of the reflectance.
    masked
        For each of the 65,536 states whether it is left out.
    minimum
        How many clear observations a mean needs.
    write
        Takes the means (height, width) of a window, nodata where there is none, the counts, the window, and the number
        of the year, from 1.

    Raises
    ------
    InputError
        No pixel has enough clear observations in any year.
    """
    scale = 1.0 if is_scaled(series) else REFLECTANCE_SCALE
    years = sorted({date.year for date in series.days})
    windows = list(grid.windows(WINDOW_PX))
    tally, pixels = Tally(), 0
    for band, year in enumerate(years, start=1):
        days = [day for date, day in series.days.items() if date.year == year]
        seen: list[NDArray[np.int64]] = []
        for number, window in enumerate(windows):
            start = ((band - 1) * len(windows) + number) / (len(years) * len(windows))
            end = start + 1 / (len(years) * len(windows))
            part = progress.part(start, end, f"{year}, window {number + 1} of {len(windows)}")
            total, count = accumulate(days, lattices, grid, window, masked, scale, tally, part)
            mean = np.full(total.shape, NODATA, np.float32)
            enough = count >= minimum
            mean[enough] = total[enough] / count[enough]
            write(mean, count, window, band)
            seen.append(np.bincount(count.ravel(), minlength=len(days) + 1))
        counts = np.sum(seen, axis=0)
        pixels += int(counts[minimum:].sum())
        log_year(year, len(days), counts, minimum, progress)
    log_observations(tally, progress)
    if not pixels:
        raise InputError(
            f"None of the {grid.width * grid.height} pixels has {minimum} clear observations in a year; "
            "mask fewer conditions, lower the minimum, or check the state rasters."
        )
    return pixels


@contextlib.contextmanager
def _writer(job: AnnualEviJob, mean_file: Path, count_file: Path, grid: Grid, years: list[int]) -> Any:
    tags = {
        OWN_MARK: job.task,
        "masked": " ".join(job.masked),
        "minimum_clear_observations": str(job.minimum),
    }
    with contextlib.ExitStack() as stack:
        labels = [f"{EVI_MEAN}_{year}" for year in years]
        write_mean = stack.enter_context(cog_writer(mean_file, grid, labels, "EVI", tags=tags))
        write_count = None
        if job.count:
            labels = [f"{EVI_COUNT}_{year}" for year in years]
            writer = cog_writer(count_file, grid, labels, "observations", "uint16", None, tags)
            write_count = stack.enter_context(writer)

        def write(mean: NDArray[np.float32], count: NDArray[np.int32], window: Window, band: int) -> None:
            write_mean(mean, window, band)
            if write_count is not None:
                write_count(count.astype(np.uint16), window, band)

        yield write
