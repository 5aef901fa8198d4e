"""Files of generated phenology products, as the worker gets them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio

from socmap_plugin.core.jobs.inputs import ProductFile
from socmap_plugin.core.products.modis import FILL, MCD12Q2, SINUSOIDAL_WKT, TILE_SIZE_M, tile_bounds
from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.satellite.phenology import run
from tests.builders import phenology_tiles, rasters
from tests.builders.listener import Listener
from tests.builders.phenology_tiles import SIDE, TILES

YEARS = (2002, 2003, 2004)
PIXEL = TILE_SIZE_M / SIDE
GREENUP, PEAK, AMPLITUDE, AREA = (MCD12Q2.layers[i] for i in (0, 3, 8, 9))


def tile_transform(tile):
    xmin, _, _, ymax = tile_bounds(tile)
    return rasterio.transform.from_origin(xmin, ymax, PIXEL, PIXEL)


def tile_files(folder, layers=(GREENUP, PEAK, AMPLITUDE), years=YEARS, tiles=TILES, quality=None):
    """What is unpacked of HDF tiles: a GeoTIFF a layer, the cycles as bands."""
    files = []
    for year in years:
        for tile in tiles:
            source = phenology_tiles.file_name(year, tile)
            content = phenology_tiles.tile_layers(year, tile)
            names = [layer.name for layer in layers] + [MCD12Q2.quality, MCD12Q2.detailed]
            for name in names:
                values = (quality or {}).get(name, content[name])
                values = np.moveaxis(values, -1, 0) if values.ndim == 3 else values
                path = folder / f"{source}.{name}.tif"
                rasters.raster(path, values, SINUSOIDAL_WKT, tile_transform(tile), FILL)
                files.append(ProductFile(str(path), str(folder / source), name))
    return tuple(files)


def imported(folder, name="greenup"):
    with rasterio.open(Path(folder) / f"{name}.tif") as file:
        return file.read(), file.profile, file.descriptions, file.units, file.tags()


def write_bands(folder, name, bands, **options):
    path = folder / f"{name}.tif"
    rasters.raster(path, np.stack(list(bands.values())), names=list(bands), **options)
    return ProductFile(str(path), str(path))


def refused(job, said, error=InputError):
    with pytest.raises(error, match=said) as caught:
        run(job, Listener())
    assert str(caught.value).count(". ") == 0
    assert not Path(job.folder).exists() or not list(Path(job.folder).iterdir())
