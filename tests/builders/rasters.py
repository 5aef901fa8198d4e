"""Tiny rasters and jobs, generated where a test needs them."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import rasterio
from rasterio.crs import CRS
from rasterio.transform import from_origin

from socmap_plugin.core.jobs.dataset import BuildDatasetJob
from socmap_plugin.core.jobs.inputs import RasterLayer, SampleTable
from socmap_plugin.core.raster.grid import Grid

UTM = "EPSG:32650"
LAEA = "+proj=laea +lat_0=30.5 +lon_0=118 +x_0=0 +y_0=0 +datum=WGS84 +units=m"  # no EPSG code
X0, Y0, PIXEL = 600_000.0, 3_400_000.0, 90.0  # upper left corner and pixel of the reference grids here
SIDE = 40


def wkt(crs):
    return CRS.from_user_input(crs).to_wkt()


def north_up(shift_x=0.0, shift_y=0.0, pixel=PIXEL):
    return from_origin(X0 + shift_x, Y0 - shift_y, pixel, pixel)


def raster(path, values, crs=UTM, transform=None, nodata=None, names=(), layer_crs="", mask=None, **profile):
    """Write (H, W) or (bands, H, W) values as a GeoTIFF and return it as a layer."""
    values = np.asarray(values)
    values = values[np.newaxis] if values.ndim == 2 else values
    count, height, width = values.shape
    scales, offsets, units = (profile.pop(key, None) for key in ("scales", "offsets", "units"))
    profile = {"driver": "GTiff", "dtype": values.dtype, "crs": crs, "nodata": nodata, **profile}
    profile["transform"] = north_up() if transform is None else transform
    with (
        rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True),
        rasterio.open(path, "w", count=count, height=height, width=width, **profile) as file,
    ):
        file.write(values)
        for band, name in enumerate(names, start=1):
            file.set_band_description(band, name)
        if scales:
            file.scales, file.offsets = scales, offsets
        if units:
            file.units = units
        if mask is not None:
            file.write_mask(mask)
    return RasterLayer(Path(path).stem, str(path), layer_crs)


def grid(crs=UTM, transform=None, width=SIDE, height=SIDE):
    return Grid(wkt(crs), tuple(north_up() if transform is None else transform)[:6], width, height)


def samples_at(row, col, target=None, **changes):
    """Samples at the centres of pixels of the reference grid."""
    row, col = np.asarray(row), np.asarray(col)
    n = len(row)
    table = SampleTable(
        "soil samples",
        wkt(UTM),
        tuple(f"p{i + 1}" for i in range(n)),
        tuple((X0 + (col + 0.5) * PIXEL).tolist()),
        tuple((Y0 - (row + 0.5) * PIXEL).tolist()),
        tuple(np.linspace(5, 40, n).tolist()) if target is None else tuple(target),
    )
    return dataclasses.replace(table, **changes)


def build_job(folder, n=30, seed=7, **changes):
    """Two static layers of 40 x 40 pixels, two variables of three years at a fifth of the resolution, n samples."""
    rng = np.random.default_rng(seed)
    folder = Path(folder)
    static = tuple(
        raster(folder / f"{name}.tif", rng.normal(size=(SIDE, SIDE)).astype(np.float32), nodata=-9999)
        for name in ("elevation", "twi")
    )
    temporal = tuple(
        raster(
            folder / f"{name}.tif",
            rng.normal(size=(3, SIDE // 5, SIDE // 5)).astype(np.float32),
            transform=north_up(pixel=5 * PIXEL),
            nodata=-9999,
            names=[f"{name}_{year}" for year in (2002, 2003, 2004)],
        )
        for name in ("greenup", "evi_area")
    )
    row, col = np.divmod(rng.choice(SIDE * SIDE, n, replace=False), SIDE)
    job = BuildDatasetJob(samples_at(row, col), str(folder / "dataset.npz"), static, temporal)
    return dataclasses.replace(job, **changes)
