"""Surface reflectance files as the archive, AppEEARS and Earth Engine make them, small and with known numbers."""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np
import rasterio
from rasterio.transform import from_origin

from socmap_plugin.core.jobs.inputs import ProductFile
from socmap_plugin.core.jobs.satellite import AnnualEviJob
from socmap_plugin.core.products.modis import SINUSOIDAL_WKT
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.satellite.evi import run
from tests.builders import rasters

PIXEL_M = 463.3127165279167
X0, Y0 = 0.0, 5_559_752.598333
SIDE = 8  # pixels of 500 m; the state of a daily tile has half as many
FILL, STATE_FILL = -28672, 65535
CLEAR = 1 << 3  # land, and nothing else set
LAYERS = {
    "MOD09GA": ("sur_refl_b01_1", "sur_refl_b02_1", "sur_refl_b03_1", "state_1km_1"),
    "MOD09A1": ("sur_refl_b01", "sur_refl_b02", "sur_refl_b03", "sur_refl_state_500m"),
}
# the smallest state in which the condition holds, as bits 15 to 0
ONLY = {
    "cloudy": 0b0000_0000_0000_0001,
    "mixed": 0b0000_0000_0000_0010,
    "assumed-clear": 0b0000_0000_0000_0011,
    "shadow": 0b0000_0000_0000_0100,
    "high-aerosol": 0b0000_0000_1100_0000,
    "cirrus-small": 0b0000_0001_0000_0000,
    "cirrus-average": 0b0000_0010_0000_0000,
    "cirrus-high": 0b0000_0011_0000_0000,
    "internal-cloud": 0b0000_0100_0000_0000,
    "snow": 0b0001_0000_0000_0000,
    "next-to-cloud": 0b0010_0000_0000_0000,
    "internal-snow": 0b1000_0000_0000_0000,
}
# land and water classes, aerosol up to average, fire, and bit 14: no reason to leave a pixel out
HARMLESS = [*(water << 3 for water in range(8)), *(aerosol << 6 for aerosol in range(3)), 1 << 11, 1 << 14]


def day(number, year=2010):
    return datetime.date(year, 1, 1) + datetime.timedelta(number - 1)


def bands(number=1, side=SIDE, state=CLEAR, seed=0, coarse=2):
    """Return red, near infrared and blue (side, side), and one state for each block of `coarse` pixels."""
    rng = np.random.default_rng((seed, number))
    shape = (side, side)
    red, blue = rng.integers(200, 1500, shape), rng.integers(100, 800, shape)
    nir = red + rng.integers(300, 4000, shape)
    small = np.full((side // coarse, side // coarse), state, np.uint16)
    return red.astype(np.int16), nir.astype(np.int16), blue.astype(np.int16), small


def place(arrays, col=0, row=0):
    """Return the transform of each array, all with their upper left corner at a pixel of 500 m."""
    side = arrays[0].shape[0]
    x, y = X0 + col * PIXEL_M, Y0 - row * PIXEL_M
    return [from_origin(x, y, PIXEL_M * side / len(array), PIXEL_M * side / len(array)) for array in arrays]


def write(path, array, transform, **options):
    nodata = STATE_FILL if array.dtype == np.uint16 else FILL
    options = {"crs": SINUSOIDAL_WKT, "nodata": nodata, **options}
    rasters.raster(path, array, transform=transform, **options)
    return str(path)


def tile(folder, date, arrays, name="h18v03", col=0, product="MOD09GA", version="061"):
    """Write the layers of an HDF tile as QGIS's GDAL turns them into GeoTIFFs."""
    source = f"/download/{product}.A{date:%Y%j}.{name}.{version}.2020123456789.hdf"
    return [
        ProductFile(
            write(Path(folder) / f"{product}_{date:%Y%j}_{name}_{version}_{layer}.tif", array, transform),
            source,
            layer,
        )
        for layer, array, transform in zip(LAYERS[product], arrays, place(arrays, col))
    ]


def appeears(folder, date, arrays, product="MOD09GA", tail=""):
    """Write GeoTIFFs under the names that AppEEARS gives them."""
    paths = [
        write(Path(folder) / f"{product}.061_{layer}_doy{date:%Y%j}{tail}_aid0001.tif", array, transform)
        for layer, array, transform in zip(LAYERS[product], arrays, place(arrays))
    ]
    return [ProductFile(path, path) for path in paths]


def earth_engine(folder, date, arrays, state_name="state_1km", dtype=np.int32, **options):
    """Write one GeoTIFF of a day as Earth Engine exports it: all bands on one grid and of one type."""
    side = arrays[0].shape[0]
    state = np.kron(arrays[3], np.ones((side // len(arrays[3]),) * 2, int))
    stack = np.stack([*arrays[:3], state]).astype(dtype)
    names = ["sur_refl_b01", "sur_refl_b02", "sur_refl_b03", state_name]
    path = Path(folder) / f"{date:%Y_%m_%d}.tif"
    options = {"crs": SINUSOIDAL_WKT, "names": names, **options}
    rasters.raster(path, stack, transform=place(arrays)[0], **options)
    return [ProductFile(str(path), str(path))]


def stacks(folder, days, name="part"):
    """Write days into two GeoTIFFs, of 500 m and of 1 km, a band a day and layer, as toBands() names them."""
    files = []
    for pixel, layers in (("500m", ("sur_refl_b01", "sur_refl_b02", "sur_refl_b03")), ("1km", ("state_1km",))):
        chosen = slice(0, 3) if pixel == "500m" else slice(3, 4)
        values = np.stack([array for _, arrays in days for array in arrays[chosen]])
        names = [f"{date:%Y_%m_%d}_{layer}" for date, _ in days for layer in layers]
        path = Path(folder) / f"MOD09GA_{name}_{pixel}.tif"
        transform = place(days[0][1])[0 if pixel == "500m" else 3]
        write(path, values, transform, names=names, interleave="band")
        files.append(ProductFile(str(path), str(path)))
    return files


def named(folder, date, arrays, form="{}_{:%Y-%m-%d}.tif", **options):
    """Write rasters whose names say band and day."""
    paths = [
        write(Path(folder) / form.format(name, date), array, transform, **options)
        for name, array, transform in zip(("red", "nir", "blue", "state"), arrays, place(arrays))
    ]
    return [ProductFile(path, path) for path in paths]


def plain_evi(red, nir, blue):
    """Return the EVI of the product's whole numbers, written out; nan where the product calls them no reflectance."""
    red, nir, blue = (np.where((b < -100) | (b > 16000), np.nan, b / 10_000) for b in (red, nir, blue))
    evi = 2.5 * (nir - red) / (nir + 6 * red - 7.5 * blue + 1)
    return np.where((evi >= -0.2) & (evi <= 1), evi, np.nan)


def average(folder, files, progress=None, **options):
    """Return the means (years, H, W), nan for nodata, and the counts."""
    job = AnnualEviJob(tuple(files), str(folder / "out"), str(folder / "count.tif"), **options)
    run(job, progress or Progress())
    with rasterio.open(folder / "out" / "evi-mean.tif") as file:
        mean = file.read(masked=True).astype(float).filled(np.nan)
    with rasterio.open(folder / "count.tif") as file:
        return mean, file.read()
