"""Tiny rasters for the tests of the QGIS side."""

from __future__ import annotations

import struct
from pathlib import Path

from osgeo import gdal, osr

gdal.UseExceptions()

ORIGIN_X, ORIGIN_Y, PIXEL_M, SIZE_PX = 500_000.0, 3_400_000.0, 90.0, 12
EPSG = 32650


def write_raster(path: Path, crs: bool = True, unit: str = "", bands: int = 1, step: float = 1) -> Path:
    """Write a small GeoTIFF whose pixels count upwards from 0 by `step`."""
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), SIZE_PX, SIZE_PX, bands, gdal.GDT_Float32)
    dataset.SetGeoTransform((ORIGIN_X, PIXEL_M, 0, ORIGIN_Y, 0, -PIXEL_M))
    if crs:
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(EPSG)
        dataset.SetProjection(reference.ExportToWkt())
    values = struct.pack(f"{SIZE_PX**2}f", *(step * number for number in range(SIZE_PX**2)))
    for band in range(1, bands + 1):
        dataset.GetRasterBand(band).WriteRaster(0, 0, SIZE_PX, SIZE_PX, values)
        dataset.GetRasterBand(band).SetUnitType(unit)
    return path
