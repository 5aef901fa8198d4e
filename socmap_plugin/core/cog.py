"""Cloud-optimised GeoTIFFs, written window by window in any order, with a name and a unit for every band."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import rasterio
import rasterio.shutil
from numpy.typing import NDArray
from rasterio.crs import CRS
from rasterio.windows import Window as RasterioWindow

from .errors import OutputError
from .files import scratch_path
from .grid import Grid, Window
from .rasters import READ_ERRORS

NODATA = -9999.0
TILE_PX = 256
OWN_MARK = "SOCMAP_TASK"  # tag of files that a task wrote: it must not take them for its input later
_COG = {
    "compress": "deflate",
    "predictor": "yes",
    "overview_resampling": "average",
    "statistics": "yes",
    "num_threads": "all_cpus",
}

Write = Callable[[NDArray[Any], Window, int], None]


@contextlib.contextmanager
def cog_writer(
    path: Path,
    partial: Path,
    grid: Grid,
    labels: Sequence[str],
    unit: str,
    dtype: str = "float32",
    nodata: float | None = NODATA,
    tags: Mapping[str, str] | None = None,
    band_tags: Mapping[str, str] | None = None,
) -> Iterator[Write]:
    """Yield a function that writes a block; at a good end the blocks become a COG at `partial`, for `path`.

    Parameters
    ----------
    path, partial
        The final name, beside which the blocks are kept until they are copied, and the name to write.
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
    scratch = scratch_path(path)
    try:
        with rasterio.open(scratch, "w", **profile) as blocks:
            blocks.update_tags(**(tags or {}))
            for band, label in enumerate(labels, start=1):
                blocks.set_band_description(band, label)
                blocks.set_band_unit(band, unit)
                blocks.update_tags(band, **(band_tags or {}))

            def write(values: NDArray[Any], window: Window, band: int) -> None:
                place = RasterioWindow(window.col, window.row, window.width, window.height)
                blocks.write(values, band, window=place)

            yield write
        copy_as_cog(scratch, partial, grid)
    except READ_ERRORS as error:
        raise OutputError(f"{path} cannot be written ({error}); free some space or choose another place.") from error
    finally:
        scratch.unlink(missing_ok=True)


def copy_as_cog(source: Any, path: Path, grid: Grid) -> None:
    """Write a raster as a COG with overviews and statistics; `source` is a path or an open one, on `grid`."""
    rasterio.shutil.copy(source, path, driver="COG", overview_count=_overviews(grid), **_COG)


def _overviews(grid: Grid) -> int:
    levels, side = 0, max(grid.width, grid.height)
    while side > TILE_PX:
        levels, side = levels + 1, side // 2
    return levels
