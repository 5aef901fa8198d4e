"""Cloud-optimised GeoTIFFs, written window by window in any order, with a name and a unit for every band."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import rasterio.shutil
from numpy.typing import NDArray
from rasterio._err import CPLE_BaseError
from rasterio.crs import CRS
from rasterio.windows import Window as RasterioWindow

from ..runtime.errors import OutputError
from .grid import Grid, Window
from .opening import READ_ERRORS, open_raster

NODATA = -9999.0
TILE_PX = 256
BLOCKS_SUFFIX = ".blocks"  # of the file that a COG is made from
OWN_MARK = "SOCMAP_TASK"  # tag of files that a task wrote: it must not take them for its input later
_COG = {
    "compress": "deflate",
    "level": "1",  # a fourth to a half less time than GDAL's 6, in files of a map that are up to 5 % larger
    "predictor": "yes",
    "overview_resampling": "average",
    "statistics": "yes",
    "num_threads": "all_cpus",
    "bigtiff": "if_safer",  # GDAL's default takes a compressed file for small
}

Write = Callable[[NDArray[Any], Window, int], None]


@contextlib.contextmanager
def cog_writer(
    path: Path,
    grid: Grid,
    labels: Sequence[str],
    unit: str,
    dtype: str = "float32",
    nodata: float | None = NODATA,
    tags: Mapping[str, str] | None = None,
    band_tags: Mapping[str, str] | None = None,
) -> Iterator[Write]:
    """Yield a function that writes a block; at a good end the blocks become a COG.

    Parameters
    ----------
    path
        The file to write, in a folder of the run's own, where the blocks are kept until they are copied.
    grid
        The pixels of the file.
    labels
        Description of every band.
    unit
        Unit of all of them.
    dtype, nodata
        Of all of them; no nodata value where every number is one.
    tags, band_tags
        Metadata of the file, and of each band.

    Yields
    ------
    callable
        ``write(values, window, band)``: values (height, width) of the window, band from 1.

    Raises
    ------
    OutputError
        The disk is full or the file cannot be written.
    """
    profile = {
        "driver": "GTiff",
        "dtype": dtype,
        "count": len(labels),
        "width": grid.width,
        "height": grid.height,
        "crs": CRS.from_wkt(grid.crs_wkt),
        "transform": rasterio.Affine(*grid.transform),
        "nodata": nodata,
        "tiled": True,
        "blockxsize": TILE_PX,
        "blockysize": TILE_PX,
        "interleave": "band",
        "bigtiff": "if_safer",
    }
    scratch = path.with_name(path.name + BLOCKS_SUFFIX)
    try:
        with open_raster(scratch, "w", **profile) as blocks:
            blocks.update_tags(**(tags or {}))
            for band, label in enumerate(labels, start=1):
                blocks.set_band_description(band, label)
                blocks.set_band_unit(band, unit)
                blocks.update_tags(band, **(band_tags or {}))

            def write(values: NDArray[Any], window: Window, band: int) -> None:
                place = RasterioWindow(window.col, window.row, window.width, window.height)
                blocks.write(values, band, window=place)

            yield write
        copy_as_cog(scratch, path, grid)
    except READ_ERRORS as error:
        raise OutputError(
            f"{path.name} cannot be written ({cause(error)}); free some space or choose another place."
        ) from error
    finally:
        scratch.unlink(missing_ok=True)


def cause(error: BaseException) -> str:
    """Return what GDAL said of an error: rasterio may only point to the error that this one came from."""
    return str(error.__cause__ or error)


def copy_as_cog(source: Any, path: Path, grid: Grid, is_right: Callable[[Any], bool] | None = None) -> None:
    """Write a raster as a COG with overviews and statistics, and read it back.

    Parameters
    ----------
    source
        A path or an open raster, on `grid`.
    path
        The file to write.
    grid
        Its pixels.
    is_right
        Tells of the COG, open, whether it holds what it shall; without one, its values are compared with the source's.

    Raises
    ------
    OSError, RasterioError
        The disk is full or gone, or what can be read from it is not what was written.
    """
    try:
        # Overviews are made in a file of their own and copied: to compress that file too takes a third of the time.
        with rasterio.Env(COG_TMP_COMPRESSION="NONE"):
            rasterio.shutil.copy(source, path, driver="COG", overview_count=_overviews(grid), **_COG)
        # GDAL says nothing of an error in what it writes last.
        with open_raster(path, num_threads="all_cpus") as copy:
            same = (_has_values_of(source, copy) if is_right is None else is_right(copy)) and _has_overviews(path, copy)
    except (CPLE_BaseError, SystemError) as error:  # rasterio lets these through where the disk is full
        raise OSError(str(error)) from error
    if not same:
        raise OSError("what was written is not what can be read, as on a full disk")


def _has_values_of(source: Any, copy: Any) -> bool:
    with open_raster(source) if isinstance(source, Path) else contextlib.nullcontext(source) as values:
        return all(
            np.array_equal(values.read(window=block), copy.read(window=block), equal_nan=True)
            for _, block in copy.block_windows(1)
        )


def _has_overviews(path: Path, copy: Any) -> bool:
    """Read all overviews of a COG; an error says that one cannot be read."""
    for level in range(len(copy.overviews(1))):
        with open_raster(path, num_threads="all_cpus", overview_level=level) as overview:
            for _, block in overview.block_windows(1):
                overview.read(window=block)
    return True


def _overviews(grid: Grid) -> int:
    levels, side = 0, max(grid.width, grid.height)
    while side > TILE_PX:
        levels, side = levels + 1, side // 2
    return levels
