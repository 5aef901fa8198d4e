"""NetCDF files as AppEEARS writes them: layers (time, y, x), those of two cycles (time, y, x, cycle)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from osgeo import gdal, osr

from socmap_plugin.core.products.modis import FILL, SINUSOIDAL_WKT

ORIGIN = datetime.date(2000, 1, 1)
UNIT = "days since 2000-01-01 00:00:00"


def write(
    path: Path,
    layers: Mapping[str, np.ndarray],
    years: Sequence[int],
    corner: tuple[float, float],
    pixel: float,
    title: str = "MCD12Q2.061 for aid0001",
    unit: str = UNIT,
    kind: str = "NC4",
) -> str:
    """Write layers of int16 of 1 January of some years; `corner` is the upper left one, in metres of the tile grid."""
    gdal.PushErrorHandler("CPLQuietErrorHandler")  # of a projection that the convention does not know
    try:
        file = gdal.GetDriverByName("netCDF").CreateMultiDimensional(str(path), [f"FORMAT={kind}"])
        root = file.GetRootGroup()
        root.CreateAttribute("title", [], gdal.ExtendedDataType.CreateString()).Write(title)
        height, width = next(iter(layers.values())).shape[1:3]
        centres = {
            "time": np.array([(datetime.date(year, 1, 1) - ORIGIN).days for year in years], np.int32),
            "ydim": corner[1] - (np.arange(height) + 0.5) * pixel,
            "xdim": corner[0] + (np.arange(width) + 0.5) * pixel,
        }
        kinds = {"time": "TEMPORAL", "ydim": "HORIZONTAL_Y", "xdim": "HORIZONTAL_X"}
        axes = [root.CreateDimension(name, kinds[name], None, len(values)) for name, values in centres.items()]
        for axis, (name, values) in zip(axes, centres.items()):
            number = gdal.GDT_Int32 if name == "time" else gdal.GDT_Float64
            array = root.CreateMDArray(name, [axis], gdal.ExtendedDataType.Create(number))
            array.SetUnit(unit if name == "time" else "m")
            array.Write(values.tobytes())
        axes.append(root.CreateDimension("Num_Modes", None, None, 2))
        place = osr.SpatialReference()
        place.ImportFromWkt(SINUSOIDAL_WKT)
        for name, values in layers.items():
            whole = gdal.ExtendedDataType.Create(gdal.GDT_Int16)
            array = root.CreateMDArray(name, axes[: values.ndim], whole)
            array.SetSpatialRef(place)
            array.SetNoDataValueDouble(FILL)
            array.Write(np.ascontiguousarray(values, np.int16).tobytes())
    finally:
        gdal.PopErrorHandler()
    return str(path)
