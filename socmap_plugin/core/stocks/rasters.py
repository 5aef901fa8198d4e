"""SOC Stock Map: the stock of carbon of every pixel of a map, with its error, window by window."""

from __future__ import annotations

import contextlib
import dataclasses
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray

from ..covariates.covariate_list import BandSource
from ..intervals.labels import USUAL_COVERAGE, promised_by_all
from ..jobs.inputs import RasterLayer
from ..jobs.soils import SocStockMapJob
from ..jobs.tasks import input_files
from ..raster.cog import NODATA, OWN_MARK, cog_writer
from ..raster.grid import Grid, Window
from ..raster.input_files import files_behind
from ..raster.known_files import Files
from ..raster.reading import GridStack
from ..runtime.errors import InputError
from ..runtime.outputs import claimed
from ..runtime.progress import Progress
from ..runtime.seeds import STOCK_PIXELS, generator
from .density import Density, chosen
from .stock import HALF_90, POSSIBLE, Parts, check_first_order, first_order, simulated, stock

Floats = NDArray[np.float64]
Masks = NDArray[np.bool_]
WINDOW_PX = 512
CACHE_BYTES = 256 * 2**20  # of GDAL's blocks: it would take a share of all memory
CHECKED_PX, DRAWS = 1000, 500  # pixels whose error is also simulated, and how often
UNIT = "t/ha"
CONCENTRATIONS = ("", "g/kg", "gkg-1", "gkg^-1", "mg/g", "‰")  # units of SOC, without spaces
RASTERS = (
    "soc", "bulk_density", "stones", "soc_error", "bulk_density_error", "stones_error", "soc_lower", "soc_upper",
)  # fmt: skip
LIMITS = ("soc_lower", "soc_upper")


@dataclasses.dataclass(frozen=True)
class Pixels:
    """What is known of the pixels of a window, all (height, width).

    Attributes
    ----------
    parts, errors, slope
        As :func:`.first_order` takes them; where a part is not known its numbers mean nothing.
    estimated
        Where the bulk density is that of the pedotransfer function.
    there, possible
        Where all parts are known; where they also are what soils can have.
    """

    parts: Parts
    errors: Parts
    slope: Floats
    estimated: Masks
    there: Masks
    possible: Masks


def run(job: SocStockMapJob, progress: Progress) -> dict[str, Any]:
    """Write the stock of every pixel on the grid of the map of SOC, and its standard deviation where that is wanted.

    Raises
    ------
    InputError
        Neither bulk densities nor a pedotransfer function are given, a standard deviation is wanted and no error is
        known, no pixel has all parts, or a raster cannot be read.
    """
    none = np.empty(0)
    density = chosen(job.pedotransfer, job.own_function, none, none)
    if density is not None:
        density = dataclasses.replace(density, error=job.density_error)
    _refuse_unclear(job, density)
    inputs = files_behind(input_files(job))
    with (
        rasterio.Env(GDAL_CACHEMAX=CACHE_BYTES),
        claimed([job.output], [job.stddev], inputs) as claims,
        claims.whole(job.output, job.stddev) as files,
    ):
        known = _write(job, density, files, progress)
    if density is not None:
        progress.log(
            f"Bulk densities that are not given are estimated by {density.function.name}, with an error of "
            f"{density.error:g} g/cm3. {density.function.source}".strip()
        )
    return {"output": job.output, "stddev": job.stddev, "pixels": known}


def _refuse_unclear(job: SocStockMapJob, density: Density | None) -> None:
    if job.bulk_density is None and density is None:
        raise InputError("Neither BULK_DENSITY nor a PEDOTRANSFER function is given; choose one of them.")
    if (job.soc_lower is None) != (job.soc_upper is None):
        raise InputError("Of the limits of SOC only one is given; give SOC_LOWER and SOC_UPPER, or neither.")
    if job.soc_error is not None and job.soc_lower is not None:
        raise InputError(
            "SOC_ERROR and the limits both say how large errors of SOC are; give SOC_ERROR, or SOC_LOWER and SOC_UPPER."
        )
    errors = (job.soc_error, job.soc_lower, job.bulk_density_error, job.stones_error)
    if job.stddev and not (any(errors) or job.thickness_error or density is not None):
        raise InputError(
            "STDDEV is wanted and no error is known; give SOC_LOWER and SOC_UPPER or another error, or leave it out."
        )


def _write(job: SocStockMapJob, density: Density | None, files: list[Path], progress: Progress) -> int:
    """Write the maps; returns how many pixels have a stock."""
    layers: dict[str, RasterLayer] = {name: getattr(job, name) for name in RASTERS if getattr(job, name) is not None}
    check, known, impossible = _Check(density, progress), 0, 0
    with contextlib.ExitStack() as opened:
        asked = opened.enter_context(Files())
        grid = asked.of(job.soc).grid
        _tell_layers(layers, asked, grid, progress)
        reader = opened.enter_context(GridStack([BandSource(layer, 1) for layer in layers.values()], grid, files=asked))
        said = {name.upper(): asked.of(layers[name]).bands[0].description for name in LIMITS if name in layers}
        width = 2 * NormalDist().inv_cdf((1 + (job.coverage or promised_by_all(said) or USUAL_COVERAGE)) / 2)
        tags = {OWN_MARK: job.task}
        write = opened.enter_context(cog_writer(files[0], grid, ["soc_stock"], UNIT, tags=tags))
        write_error = None
        if job.stddev:
            write_error = opened.enter_context(cog_writer(files[1], grid, ["soc_stock_stddev"], UNIT, tags=tags))
        windows = list(grid.windows(WINDOW_PX))
        for number, window in enumerate(windows):
            progress.report(0.9 * number / len(windows), f"window {number + 1} of {len(windows)}")
            pixels = _pixels(job, density, width, *(dict(zip(layers, read)) for read in reader.read(window)))
            _put(write, stock(pixels.parts), pixels.possible, window)
            deviation = first_order(pixels.parts, pixels.errors, pixels.slope)
            if write_error is not None:
                _put(write_error, deviation, pixels.possible & np.isfinite(deviation), window)
            check.take(pixels, deviation, -(-CHECKED_PX // len(windows)))
            known += int(pixels.possible.sum())
            impossible += int((pixels.there & ~pixels.possible).sum())
        if impossible:
            ranges = "; ".join(f"{name} {low:g} to {high:g} {unit}" for name, (low, high, unit) in POSSIBLE.items())
            progress.warn(f"{impossible} pixels have parts that soils cannot have, and no stock ({ranges}).")
        if not known:
            raise InputError(
                "No pixel has all parts of a stock; see that the rasters overlap and are in g/kg, g/cm3 and per cent."
            )
        check.tell()
        progress.report(0.9, "overviews")
    return known


def _tell_layers(layers: dict[str, RasterLayer], files: Files, grid: Grid, progress: Progress) -> None:
    soc = layers["soc"]
    unit = files.of(soc).bands[0].unit
    if "".join(unit.split()).lower() not in CONCENTRATIONS:
        progress.warn(f"SOC is taken for g/kg, and {soc.name} says that it is in {unit}; convert it where it is not.")
    for layer in layers.values():
        own = files.of(layer).grid
        if own.crs_wkt != grid.crs_wkt or own.shift_to(grid) is None:
            progress.log(f"{layer.name} is read onto the pixels of {soc.name}.")


def _pixels(
    job: SocStockMapJob,
    density: Density | None,
    width: float,
    values: dict[str, NDArray[np.float32]],
    valid: dict[str, Masks],
) -> Pixels:
    """Return what is known of a window from the (height, width) values of its rasters and where these are valid.

    The limits of SOC are `width` standard deviations apart.
    """
    shape = values["soc"].shape

    def of(name: str) -> Floats:
        return values[name].astype(np.float64) if name in values else np.zeros(shape)

    soc, there = of("soc"), valid["soc"]
    bulk_density, measured = of("bulk_density"), valid.get("bulk_density", np.zeros(shape, np.bool_))
    estimated, slope = np.zeros(shape, np.bool_), np.zeros(shape)
    if density is not None:
        estimated = there & ~measured & density.applies(soc)
        bulk_density[estimated] = density.of(soc[estimated])
        slope[estimated] = density.slope(soc[estimated])
    there = there & (measured | estimated) & valid.get("stones", np.ones(shape, np.bool_))
    parts = Parts(soc, bulk_density, of("stones"), np.full(shape, job.thickness))
    possible = there.copy()
    for name in ("soc", "bulk_density", "stones"):
        low, high, _ = POSSIBLE[name]
        possible &= (getattr(parts, name) >= low) & (getattr(parts, name) <= high)
    scale = 1 / HALF_90 if job.error_kind == "half_90" else 1.0
    spread = {}
    for name in ("soc", "bulk_density", "stones"):
        own, given = f"{name}_error", of(f"{name}_error")
        spread[name] = np.where(valid[own] & (given >= 0), given * scale, np.nan) if own in valid else given
    if job.soc_lower is not None:
        limits = valid["soc_lower"] & valid["soc_upper"]
        spread["soc"] = np.where(limits, np.abs(of("soc_upper") - of("soc_lower")) / width, np.nan)
    if density is not None:
        spread["bulk_density"] = np.where(estimated, density.error, spread["bulk_density"])
    errors = Parts(**spread, thickness=np.full(shape, job.thickness_error * scale))
    return Pixels(parts, errors, slope, estimated, there, possible)


def _put(write: Any, values: Floats, where: Masks, window: Window) -> None:
    write(np.where(where, values, NODATA).astype(np.float32), window, 1)


class _Check:
    """Takes random pixels of every window, and simulates their errors at the end."""

    def __init__(self, density: Density | None, progress: Progress) -> None:
        self._density, self._progress = density, progress
        self._random = generator(1, STOCK_PIXELS)
        self._taken: list[Floats] = []

    def take(self, pixels: Pixels, deviation: Floats, most: int) -> None:
        """Take up to `most` pixels of a window, whose (height, width) standard deviations of first order are known."""
        rows = np.flatnonzero(pixels.possible & (deviation > 0))
        if len(rows) > most:
            rows = np.sort(self._random.choice(rows, most, replace=False))
        columns = (*vars(pixels.parts).values(), *vars(pixels.errors).values(), pixels.estimated, deviation)
        self._taken.append(np.stack([np.ravel(column)[rows] for column in columns]).astype(np.float64))

    def tell(self) -> None:
        """Say how well first order and simulation agree."""
        *columns, estimated, deviation = np.concatenate(self._taken, axis=1)
        of = self._density.of if self._density is not None else None
        parts, errors = Parts(*columns[:4]), Parts(*columns[4:])
        checked = simulated(parts, errors, estimated > 0, of, DRAWS, self._random)
        check_first_order(deviation, checked, self._progress)
