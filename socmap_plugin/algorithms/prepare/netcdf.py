"""Layers of the NetCDF files of AppEEARS as datasets of QGIS's own GDAL: a band a time, of one vegetation cycle.

A layer of two cycles has them as its last dimension there, which GDAL would take for columns of pixels.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from qgis.core import QgsProcessingException

DRIVER = "netCDF"
_UNIT = re.compile(r"days since (?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[ T].*)?")
_CYCLE = re.compile(r"(?P<name>.+)_(?P<number>\d)")
_FROM_ZERO = "MCD12Q2"  # whose cycles AppEEARS counts from 0, in names of layers
_TIME = "time"
_AXES = {"HORIZONTAL_X": "x", "HORIZONTAL_Y": "y", "TEMPORAL": _TIME}  # GDAL's types of dimensions
_OTHER = "order GeoTIFFs from AppEEARS"


class Layer(NamedTuple):
    """A layer under its product's name, the cycle behind it where it has cycles: how it is opened, its bands' names."""

    name: str
    open: Callable[[], Any]
    bands: list[str]


def layers_of(gdal: Any, file: str, layers: Collection[str], cycle: int) -> list[Layer]:
    """Return the wanted layers of a NetCDF file.

    Parameters
    ----------
    gdal
        The module.
    file
        Of AppEEARS: layers (time, y, x) or (time, y, x, cycle).
    layers
        Names of the wanted layers, in any case.
    cycle
        1 or 2.

    Raises
    ------
    QgsProcessingException
        GDAL cannot read the file, it has none of the layers, or one of them has no dates.
    """
    if gdal.GetDriverByName(DRIVER) is None:
        raise QgsProcessingException(f"The GDAL of this QGIS cannot read {DRIVER}, which {file} is; {_OTHER}.")
    gdal.ErrorReset()
    try:
        dataset = gdal.OpenEx(file, gdal.OF_MULTIDIM_RASTER, allowed_drivers=[DRIVER])
        group = dataset.GetRootGroup() if dataset is not None else None
        names = group.GetMDArrayNames() if group is not None else []
    except RuntimeError:
        names = []
    if not names:
        reason = " ".join((gdal.GetLastErrorMsg() or "GDAL finds nothing in it").split())
        raise QgsProcessingException(f"{file} is damaged and cannot be read ({reason}); download it again.")
    wanted = {layer.lower() for layer in layers}
    titles = [str(one.Read()) for one in group.GetAttributes() if one.GetName() == "title"]
    from_zero = any(_FROM_ZERO in text for text in (*titles, Path(file).name))
    found = []
    for name in names:
        numbered = _CYCLE.fullmatch(name)
        if numbered is not None and numbered["name"].lower() in wanted:
            if int(numbered["number"]) + from_zero == cycle:
                found.append(_layer(file, numbered["name"], group.OpenMDArray(name), cycle, of_cycle=True))
        elif name.lower() in wanted:
            found.append(_layer(file, name, group.OpenMDArray(name), cycle))
    if not found:
        axes = {_TIME, "crs", *(dimension.GetName() for dimension in group.GetDimensions())}
        raise QgsProcessingException(
            f"{file} has none of the layers {', '.join(sorted(layers))} of cycle {cycle}; it has "
            f"{', '.join(name for name in names if name not in axes) or 'no rasters'}, so leave it out."
        )
    return found


def _layer(file: str, name: str, array: Any, cycle: int, of_cycle: bool = False) -> Layer:
    dimensions = array.GetDimensions()
    axes = [_axis(dimension) for dimension in dimensions]
    others = [i for i, axis in enumerate(axes) if not axis]
    if sorted(filter(None, axes)) != [_TIME, "x", "y"] or len(others) > 1:
        shape = " x ".join(dimension.GetName() for dimension in dimensions)
        raise QgsProcessingException(
            f"{file} has the layer {name} as {shape} and not as time, y, x and cycle, as AppEEARS writes it; {_OTHER}."
        )
    if others:
        count = dimensions[others[0]].GetSize()
        if count < cycle:
            raise QgsProcessingException(
                f"{file} has {count} of the cycles of {name} and not cycle {cycle}; set CYCLE, or order both."
            )
        array = array.GetView(f"[{','.join(str(cycle - 1) if i in others else ':' for i in range(len(axes)))}]")
        axes = [axis for axis in axes if axis]
        of_cycle = True
    label = f"{name}_{cycle}" if of_cycle else name
    days = _dates(file, name, next(one for one in dimensions if _axis(one) == _TIME))
    opened = partial(array.AsClassicDataset, axes.index("x"), axes.index("y"))
    return Layer(label, opened, [f"{label} {day.isoformat()}" for day in days])


def _axis(dimension: Any) -> str:
    """Return which axis a dimension is, '' for that of the cycles; months, say, are no times to GDAL."""
    return _AXES.get(dimension.GetType(), _TIME if dimension.GetName() == _TIME else "")


def _dates(file: str, name: str, time: Any) -> list[datetime.date]:
    axis = time.GetIndexingVariable()
    unit = axis.GetUnit() if axis is not None else ""
    since = _UNIT.fullmatch(unit)
    try:
        if axis is None or since is None:
            raise ValueError(unit)
        first = datetime.date(int(since["year"]), int(since["month"]), int(since["day"]))
        return [first + datetime.timedelta(days=int(day)) for day in axis.ReadAsArray().tolist()]
    except (ValueError, OverflowError) as error:
        raise QgsProcessingException(
            f"{file} counts the times of {name} in {unit or 'no unit'} and not in days since a date; {_OTHER}."
        ) from error
