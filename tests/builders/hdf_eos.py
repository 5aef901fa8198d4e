"""Writes HDF4 tiles as the MODIS archive does: HDF-EOS grids, which GDAL can read and cannot write."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from pyhdf import V  # noqa: F401  gives HDF files their vgstart()
from pyhdf.HDF import HC, HDF
from pyhdf.SD import SD, SDC

from socmap_plugin.core.products.modis import SPHERE_RADIUS_M, tile_bounds

_TYPES = {"int16": ("DFNT_INT16", SDC.INT16), "uint16": ("DFNT_UINT16", SDC.UINT16), "uint8": ("DFNT_UINT8", SDC.UINT8)}
_DIMENSIONS = ("YDim", "XDim", "Num_Modes")


def write_tile(
    path: Path, grids: Mapping[str, Mapping[str, np.ndarray]], tile: tuple[int, int], fill: Mapping[str, int]
) -> None:
    """Write layers (rows, columns) or (rows, columns, 2) of a tile, by the name of their grid and their own.

    Layers of several resolutions, as MOD09GA has them, are in grids of their own. `fill` is by layer, else 32767.
    """
    science = SD(str(path), SDC.WRITE | SDC.CREATE | SDC.TRUNC)
    references: dict[str, list[int]] = {}
    for grid, layers in grids.items():
        for name, values in layers.items():
            data = science.create(name, _TYPES[values.dtype.name][1], values.shape)
            for axis, dimension in enumerate(_DIMENSIONS[: values.ndim]):
                data.dim(axis).setname(f"{dimension}:{grid}")
            data.setfillvalue(fill.get(name, 32767))
            data.setcompress(SDC.COMP_DEFLATE, 4)
            data[:] = values
            references.setdefault(grid, []).append(data.ref())
            data.endaccess()
    science.attr("HDFEOSVersion").set(SDC.CHAR, "HDFEOS_V2.19")
    science.attr("StructMetadata.0").set(SDC.CHAR, _structure(grids, tile).ljust(32000, "\0"))
    science.end()
    file = HDF(str(path), HC.WRITE)
    groups = file.vgstart()
    for grid, fields in references.items():
        top, data_fields, attributes = (groups.attach(-1, write=1) for _ in range(3))
        top._name, top._class = grid, "GRID"
        data_fields._name, data_fields._class = "Data Fields", "GRID Vgroup"
        attributes._name, attributes._class = "Grid Attributes", "GRID Vgroup"
        for reference in fields:
            data_fields.add(HC.DFTAG_NDG, reference)
        top.insert(data_fields)
        top.insert(attributes)
        for group in (data_fields, attributes, top):
            group.detach()
    groups.end()
    file.close()


def _structure(grids: Mapping[str, Mapping[str, np.ndarray]], tile: tuple[int, int]) -> str:
    xmin, ymin, xmax, ymax = tile_bounds(tile)
    lines = ["GROUP=SwathStructure", "END_GROUP=SwathStructure", "GROUP=GridStructure"]
    for number, (grid, layers) in enumerate(grids.items(), start=1):
        height, width = next(iter(layers.values())).shape[:2]
        lines += [  # the library looks for the tabs too
            f"\tGROUP=GRID_{number}",
            f'\t\tGridName="{grid}"',
            f"\t\tXDim={width}",
            f"\t\tYDim={height}",
            f"\t\tUpperLeftPointMtrs=({xmin:.6f},{ymax:.6f})",
            f"\t\tLowerRightMtrs=({xmax:.6f},{ymin:.6f})",
            "\t\tProjection=GCTP_SNSOID",
            f"\t\tProjParams=({SPHERE_RADIUS_M:.6f},0,0,0,0,0,0,0,0,0,0,0,0)",
            "\t\tSphereCode=-1",
            "\t\tGROUP=Dimension",
            "\t\t\tOBJECT=Dimension_1",
            '\t\t\t\tDimensionName="Num_Modes"',
            "\t\t\t\tSize=2",
            "\t\t\tEND_OBJECT=Dimension_1",
            "\t\tEND_GROUP=Dimension",
            "\t\tGROUP=DataField",
        ]
        for field, (name, values) in enumerate(layers.items(), start=1):
            dimensions = ",".join(f'"{dimension}"' for dimension in _DIMENSIONS[: values.ndim])
            lines += [
                f"\t\t\tOBJECT=DataField_{field}",
                f'\t\t\t\tDataFieldName="{name}"',
                f"\t\t\t\tDataType={_TYPES[values.dtype.name][0]}",
                f"\t\t\t\tDimList=({dimensions})",
                f"\t\t\tEND_OBJECT=DataField_{field}",
            ]
        lines += ["\t\tEND_GROUP=DataField", "\t\tGROUP=MergedFields", "\t\tEND_GROUP=MergedFields"]
        lines.append(f"\tEND_GROUP=GRID_{number}")
    return "\n".join([*lines, "END_GROUP=GridStructure", "GROUP=PointStructure", "END_GROUP=PointStructure", "END", ""])
