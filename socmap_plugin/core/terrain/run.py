"""Make terrain covariates of a digital elevation model: the paper's eight and directions, a GeoTIFF each."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..covariates.covariate_list import BandSource
from ..jobs.inputs import RasterLayer
from ..jobs.tasks import files_in_folder, input_files
from ..jobs.terrain import ELEVATION_UNITS, TerrainJob
from ..raster.cog import NODATA, OWN_MARK, TILE_PX, Write, cog_writer
from ..raster.grid import Grid, Window
from ..raster.input_files import files_behind
from ..raster.known_files import describe
from ..raster.projection import parse_crs
from ..raster.reading import GridStack
from ..runtime.errors import InputError
from ..runtime.outputs import Claims, claimed
from ..runtime.progress import Progress
from . import flow, local_shape
from .local_shape import Array

SMALLEST_PX = 3
LOWEST_M, HIGHEST_M = -12_000.0, 9_000.0  # the Challenger Deep and Mount Everest, with some room
USUAL_FILL = -9999.0  # the one that could be an elevation

Files = Mapping[str, Path]  # what to write, by the name of the variable
BYTES_A_PIXEL = 400  # of a window with its results and what is calculated on the way
LARGEST_TILE_PX = 1024
LOCAL_SHARE, FLOW_SHARE = 0.45, 0.75  # of the progress, when local operators and then flow are done
WEB_MERCATOR = 3857

METRES = {"m": 1.0, "ft": 0.3048, "us-ft": 1200 / 3937}
_UNIT_NAMES = {
    "m": "m", "metre": "m", "metres": "m", "meter": "m", "meters": "m",
    "ft": "ft", "foot": "ft", "feet": "ft", "international foot": "ft",
    "us-ft": "us-ft", "ftus": "us-ft", "us survey foot": "us-ft", "us survey feet": "us-ft",
    "foot_us": "us-ft", "us_survey_foot": "us-ft",
}  # fmt: skip
_VERTICAL_UNIT = re.compile(r'VERT_?C(?:S|RS)\[.*?UNIT\["([^"]+)"', re.DOTALL)


@dataclass(frozen=True)
class Variable:
    """A terrain covariate: the name of its file, what it is, its unit, and its formula in words."""

    name: str
    title: str
    unit: str
    formula: str


LOCAL = (
    Variable("elev", "Elevation", "m", "the DEM in metres"),
    Variable("slp", "Slope", "degree", "atan(sqrt(p^2 + q^2)), gradient p, q of 3 x 3 pixels by Horn (1981)"),
    Variable("tri", "Terrain ruggedness index", "m", "sqrt(sum((z_i - z)^2)) over the 8 neighbours, Riley (1999)"),
    Variable("rough", "Roughness", "m", "max(z) - min(z) of 3 x 3 pixels"),
    Variable(
        "vrm", "Vector ruggedness measure", "1", "1 - |sum of unit normals| / 9 of 3 x 3 pixels, Sappington (2007)"
    ),
    Variable("tpi", "Topographic position index", "m", "z - mean(z_i) of the 8 neighbours"),
)
DIRECTIONAL = (
    Variable("northness", "Northness", "1", "sin(slope) cos(aspect), as of slp; Amatulli (2018)"),
    Variable("eastness", "Eastness", "1", "sin(slope) sin(aspect), as of slp; Amatulli (2018)"),
)
FLOW = (
    Variable(
        "cti",
        "Compound topographic index",
        "ln(m)",
        "ln(a / tan b), a specific catchment area in m by multiple flow directions (Holmgren 1994, exponent 5), tan b "
        "gradient downslope, of a fall of 0.0005 m to a neighbour at least",
    ),
    Variable("spi", "Stream power index", "m", "a tan b, a and tan b as of the compound topographic index"),
)


@dataclass(frozen=True)
class Dem:
    """A digital elevation model: its grid, the size of a pixel in metres, and metres in its unit of elevation."""

    layer: RasterLayer
    grid: Grid
    dx: float
    dy: float
    metres: float

    def read(self, stack: GridStack, window: Window) -> NDArray[np.float32]:
        """Return the elevations of a window in metres, (height, width), NaN where there are none."""
        values, valid = stack.read(window)
        z = values[0] * np.float32(self.metres) if self.metres != 1 else values[0]
        return np.where(valid[0], z, np.float32(np.nan))


def run(job: TerrainJob, progress: Progress) -> dict[str, Any]:
    """Make the layers of a job.

    Raises
    ------
    InputError
        The DEM is not projected, sheared, of an unknown unit, too small, too large for its flow, without a value, or
        holds values that are no elevations.
    """
    with claimed(files_in_folder(job), inputs=files_behind(input_files(job)), folder=job.folder) as claims:
        return _run(job, claims, progress)


def _run(job: TerrainJob, claims: Claims, progress: Progress) -> dict[str, Any]:
    dem = open_dem(job, progress)
    grid = dem.grid
    flow.refuse_too_large(grid.height, grid.width, job.memory_mb)
    progress.log(
        f"{grid.width} x {grid.height} pixels of {dem.dx:.6g} x {dem.dy:.6g} m. Following the flow takes "
        f"{flow.memory_mb(grid.height, grid.width)} MB of the {job.memory_mb} MB allowed; the other variables are "
        "calculated in tiles."
    )
    variables = (*LOCAL, *(DIRECTIONAL if job.directions else ()))
    made_here = {variable.name for variable in (*variables, *FLOW)}
    results = tuple(file for file in files_in_folder(job) if Path(file).stem in made_here)
    windows = list(grid.windows(tile_size(job.memory_mb)))
    with (
        claims.whole(*results) as made,
        GridStack([BandSource(job.dem, 1)], grid) as stack,
    ):
        files = {file.stem: file for file in made}
        count = _write_local(dem, stack, windows, variables, files, progress.part(0, LOCAL_SHARE, "local variables"))
        # The flow of the whole DEM is in memory meanwhile, so these tiles are small.
        windows = list(grid.windows(min(tile_size(job.memory_mb), TILE_PX)))
        _write_flow(dem, stack, windows, files, progress.part(LOCAL_SHARE, 1, "flow"))
    progress.log(f"{count} of {grid.width * grid.height} pixels have an elevation and all eight neighbours.")
    names = [Path(result).name for result in results]
    return {"folder": job.folder, "files": names, "width": grid.width, "height": grid.height, "pixels": count}


def open_dem(job: TerrainJob, progress: Progress) -> Dem:
    """Look at the DEM of a job and refuse what cannot be used.

    Raises
    ------
    InputError
        As :func:`run` says.
    """
    name = f"The DEM {job.dem.name!r}"
    grid, bands = describe(job.dem)
    if len(bands) != 1:
        raise InputError(f"{name} has {len(bands)} bands, and elevation is one; give a raster of one band.")
    if grid.width < SMALLEST_PX or grid.height < SMALLEST_PX:
        raise InputError(
            f"{name} has {grid.width} x {grid.height} pixels, at least {SMALLEST_PX} x {SMALLEST_PX} are needed; give "
            "a larger one."
        )
    crs = parse_crs(grid.crs_wkt, name)
    if not crs.is_projected:
        raise InputError(
            f"{name} is in {crs.to_string()[:60]}, whose units are not lengths on the ground; reproject it to a "
            "projected CRS with Warp (Reproject), for example to the UTM zone of the area."
        )
    a, b, _, d, e, _ = grid.transform
    if b or d:
        raise InputError(f"{name} is rotated against its CRS; make it north-up with Warp (Reproject).")
    unit, metres = crs.linear_units_factor
    if crs.to_epsg() == WEB_MERCATOR:
        progress.warn(
            f"{name} is in Web Mercator, which stretches distances away from the equator and so flattens every slope; "
            "reproject it to a local CRS, for example to the UTM zone of the area."
        )
    known = elevation_unit(job.elevation_unit, bands[0].unit, grid.crs_wkt, name)
    if not known:
        say = progress.log if metres == 1 else progress.warn
        say(f"{name} does not say its unit of elevation; it is taken for metres. Name it under ELEVATION_UNIT if not.")
    if metres != 1 or known not in ("", "m"):
        progress.log(f"Pixels in {unit} and elevations in {known or 'm'} are converted to metres.")
    return Dem(job.dem, grid, abs(a) * metres, abs(e) * metres, METRES[known or "m"])


def elevation_unit(wanted: str, of_band: str, crs_wkt: str, name: str) -> str:
    """Return the unit of elevation, a key of `METRES`: the one named in the job, the band, or the vertical CRS; or ''.

    Raises
    ------
    InputError
        It is one that is not known.
    """
    if wanted not in ELEVATION_UNITS:
        raise InputError(f"The unit of elevation is {wanted}; choose one of {', '.join(ELEVATION_UNITS)}.")
    if wanted != ELEVATION_UNITS[0]:
        return wanted
    vertical = _VERTICAL_UNIT.search(crs_wkt)
    text = of_band or (vertical.group(1) if vertical else "")
    if text and text.strip().lower() not in _UNIT_NAMES:
        raise InputError(
            f"{name} has its elevations in {text!r}, known are {', '.join(METRES)}; convert them with the Raster "
            "Calculator, or name the unit under ELEVATION_UNIT."
        )
    return _UNIT_NAMES[text.strip().lower()] if text else ""


def tile_size(memory_mb: int) -> int:
    """Return the side of a tile in pixels, whole tiles of the files where that fits."""
    side = int((memory_mb * 2**20 / 2 / BYTES_A_PIXEL) ** 0.5)
    return max(min(side // TILE_PX * TILE_PX, LARGEST_TILE_PX), TILE_PX // 2)


def local_values(z: NDArray[np.float32], dx: float, dy: float) -> dict[str, NDArray[np.floating]]:
    """Return the local variables of a tile, by name.

    Parameters
    ----------
    z : ndarray (h + 4, w + 4)
        Elevations in metres with a halo, NaN where there are none.

    Returns
    -------
    dict of ndarray (h, w)
    """
    near = z[1:-1, 1:-1]
    return {
        "elev": near[1:-1, 1:-1],
        "slp": local_shape.slope(near, dx, dy),
        "tri": local_shape.ruggedness_index(near),
        "rough": local_shape.roughness(near),
        "vrm": local_shape.vector_ruggedness(z, dx, dy),
        "tpi": local_shape.position_index(near),
    }


def directional_values(z: NDArray[np.float32], dem: Dem) -> dict[str, NDArray[np.floating]]:
    """Return northness and eastness of a tile, by name: elevations (h + 4, w + 4) give (h, w), as local variables."""
    dx, dy = np.copysign(dem.dx, dem.grid.transform[0]), np.copysign(dem.dy, -dem.grid.transform[4])
    northness, eastness = local_shape.directions(z[1:-1, 1:-1], float(dx), float(dy))
    return {"northness": northness, "eastness": eastness}


def _write_local(
    dem: Dem,
    stack: GridStack,
    windows: list[Window],
    variables: tuple[Variable, ...],
    files: Files,
    progress: Progress,
) -> int:
    """Write the local variables tile by tile, and return how many pixels have a slope."""
    count, found = 0, False
    with contextlib.ExitStack() as opened:
        writers = {variable.name: opened.enter_context(_writer(variable, dem, files)) for variable in variables}
        for number, window in enumerate(windows):
            progress.report(0.9 * number / len(windows), f"tile {number + 1} of {len(windows)}")
            z = dem.read(stack, window.grown(local_shape.HALO_PX))
            values = local_values(z, dem.dx, dem.dy)
            if len(variables) > len(LOCAL):
                values |= directional_values(z, dem)
            _refuse_no_elevations(values["elev"], dem)
            found = found or bool(np.isfinite(values["elev"]).any())
            count += int(np.isfinite(values["slp"]).sum())
            for name, write in writers.items():
                _put(write, values[name], window)
        if not found:
            raise InputError(
                f"The DEM {dem.layer.name!r} has no elevation at all: every pixel is nodata; give another file, or "
                "clear the nodata value in the layer's transparency settings if it is an elevation."
            )
        progress.report(0.9, "overviews")
    return count


def _write_flow(dem: Dem, stack: GridStack, windows: list[Window], files: Files, progress: Progress) -> None:
    z = np.full((dem.grid.height, dem.grid.width), np.nan)
    for window in windows:
        progress.check()
        z[_rows(window), _cols(window)] = dem.read(stack, window)
    routed = flow.accumulate(z, dem.dx, dem.dy, progress.part(0, FLOW_SHARE))
    del z
    with contextlib.ExitStack() as opened:
        writers = [opened.enter_context(_writer(variable, dem, files)) for variable in FLOW]
        for number, window in enumerate(windows):
            done = FLOW_SHARE + (0.95 - FLOW_SHARE) * number / len(windows)
            progress.report(done, f"tile {number + 1} of {len(windows)}")
            near = dem.read(stack, window.grown(1))
            values = flow.indices(near, routed, _rows(window), _cols(window), dem.dx, dem.dy)
            for write, result in zip(writers, values):
                _put(write, result, window)
        progress.report(0.95, "overviews")


def _writer(variable: Variable, dem: Dem, files: Files) -> contextlib.AbstractContextManager[Write]:
    path = files[variable.name]
    of_file = {OWN_MARK: TerrainJob.task, "dem": dem.layer.name}
    of_band = {"title": variable.title, "formula": variable.formula}
    return cog_writer(path, dem.grid, [variable.name], variable.unit, tags=of_file, band_tags=of_band)


def _put(write: Write, values: NDArray[np.floating] | Array, window: Window) -> None:
    write(np.where(np.isfinite(values), values, NODATA).astype(np.float32), window, 1)


def _refuse_no_elevations(z: NDArray[np.floating], dem: Dem) -> None:
    wrong = (z < LOWEST_M) | (z > HIGHEST_M) | (z == np.float32(USUAL_FILL))
    if wrong.any():
        raise InputError(
            f"The DEM {dem.layer.name!r} has the elevation {z[wrong][0]:.6g} m, and elevations on Earth are from "
            f"{LOWEST_M:.0f} to {HIGHEST_M:.0f} m; declare it as the file's nodata value, or name the unit under "
            "ELEVATION_UNIT."
        )


def _rows(window: Window) -> slice:
    return slice(window.row, window.row + window.height)


def _cols(window: Window) -> slice:
    return slice(window.col, window.col + window.width)
