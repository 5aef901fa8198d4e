"""Layers of QGIS turned into what a job file can hold; called on the main thread, because layers live there."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingUtils,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsRasterRange,
    QgsVariantUtils,
    QgsWkbTypes,
)

from ..core.covariates.steps import split_time
from ..core.jobs.inputs import Extent, Mask, MissingRange, RasterLayer
from .folders import entries, rasters_of

Bounds = QgsRasterRange.BoundsType
_SUBDATASET = re.compile(r'^\w{2,}:(?P<quote>"?)(?P<rest>.+)$')


def features(source: QgsProcessingFeatureSource, request: QgsFeatureRequest | None = None) -> Iterator[QgsFeature]:
    """Return the features; an invalid geometry must not raise inside QGIS, which would end the whole program."""
    skip = Qgis.ProcessingFeatureSourceFlag.SkipGeometryValidityChecks
    return iter(source.getFeatures(request or QgsFeatureRequest(), skip))


def is_given(name: str, parameters: dict[str, Any]) -> bool:
    """Return whether the optional parameter `name` has a value."""
    return not QgsVariantUtils.isNull(parameters.get(name)) and parameters[name] != ""


def field_text(value: Any) -> str:
    """Return an id, fold or stratum as text, '' for NULL; 3.0 is 3, because some formats know no whole numbers."""
    if QgsVariantUtils.isNull(value):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def wkt(crs: QgsCoordinateReferenceSystem) -> str:
    """Return `crs` as text that loses nothing, nothing if there is none; QGIS need not know it by a number."""
    return crs.toWkt(Qgis.CrsWktVariant.Preferred)


def absolute_file(
    algorithm: QgsProcessingAlgorithm, name: str, parameters: dict[str, Any], context: QgsProcessingContext
) -> str:
    """Return the file of the parameter `name`, absolute because the worker has its own folder; '' if none is given."""
    path = algorithm.parameterAsFile(parameters, name, context)
    return os.path.abspath(path) if path else ""


def raster_layers(name: str, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[RasterLayer, ...]:
    """Return the rasters of the parameter `name` as files with names and CRS; a folder stands for the rasters in it.

    Raises
    ------
    QgsProcessingException
        A folder holds no raster, or one cannot be opened, is not a file that GDAL reads, or has no CRS; the message
        names it.
    """
    return tuple(
        _raster_layer(name, entry, context)
        for given in entries(parameters.get(name), context)
        for entry in rasters_of(name, given)
    )


def one_raster(
    name: str, parameters: dict[str, Any], context: QgsProcessingContext, optional: bool = False
) -> RasterLayer | None:
    """Return the raster of the parameter `name`, None where none is given and it is `optional`.

    Raises
    ------
    QgsProcessingException
        As :func:`raster_layers`, or another number of rasters than one is given.
    """
    layers = raster_layers(name, parameters, context)
    if len(layers) > 1 or not (layers or optional):
        raise QgsProcessingException(f"{name} names {len(layers)} rasters; give one.")
    return layers[0] if layers else None


def refuse_missing_field(name: str, field: str, source: QgsProcessingFeatureSource) -> None:
    """Refuse the field of the parameter `name` where the layer has none that is called so; '' is no field."""
    if field and source.fields().lookupField(field) < 0:
        raise QgsProcessingException(
            f"{name}: the layer {source.sourceName()} has no field {field}; "
            f"its fields are {', '.join(source.fields().names())}."
        )


def _raster_layer(name: str, entry: Any, context: QgsProcessingContext) -> RasterLayer:
    if isinstance(entry, QgsMapLayer):
        return _facts(name, entry, entry, context)
    hint = QgsProcessingUtils.LayerHint.Raster
    layer = QgsProcessingUtils.mapLayerFromString(str(entry), context, False, hint)
    if layer is not None:
        return _facts(name, layer, entry, context)
    layer = QgsProcessingUtils.mapLayerFromString(str(entry), context, True, hint)
    try:
        return _facts(name, layer, entry, context)
    finally:
        if layer is not None:  # hundreds that stay open are more files than the system lets a process have
            context.temporaryLayerStore().removeMapLayer(layer)


def _facts(name: str, layer: QgsMapLayer | None, entry: Any, context: QgsProcessingContext) -> RasterLayer:
    if not isinstance(layer, QgsRasterLayer) or not layer.isValid():
        shown = entry.name() if isinstance(entry, QgsMapLayer) else entry
        raise QgsProcessingException(
            f"{name}: {shown} cannot be opened as a raster; check that the file exists and QGIS can show it."
        )
    path = _raster_file(layer)
    if not path:
        raise QgsProcessingException(
            f"{name}: the layer {layer.name()} is not a raster file (provider {layer.providerType()}); "
            "save it as GeoTIFF (layer menu, Export > Save As) and use that."
        )
    if not wkt(layer.crs()):
        raise QgsProcessingException(
            f"{name}: the layer {layer.name()} has no CRS; assign the right one "
            "(layer menu, Layer CRS > Set Layer CRS)."
        )
    return RasterLayer(
        layer.name() if _is_named(layer, entry, path, context) else raster_name(path),
        path,
        wkt(layer.crs()),
        *_transparency(layer),
    )


def _transparency(layer: QgsRasterLayer) -> tuple[tuple[MissingRange, ...], tuple[int, ...]]:
    """Return what the layer's transparency says of missing values: further ones, and bands whose own are switched off.

    An end that is not among the numbers of a range is moved to the next one that is.
    """
    provider = layer.dataProvider()
    missing, switched_off = [], []
    for band in range(1, layer.bandCount() + 1):
        if provider.sourceHasNoDataValue(band) and not provider.useSourceNoDataValue(band):
            switched_off.append(band)
        for limits in provider.userNoDataValues(band):
            low, high = (None if math.isnan(end) else end for end in (limits.min(), limits.max()))
            bounds = limits.bounds()
            if low is not None and bounds in (Bounds.IncludeMax, Bounds.Exclusive):
                low = math.nextafter(low, math.inf)
            if high is not None and bounds in (Bounds.IncludeMin, Bounds.Exclusive):
                high = math.nextafter(high, -math.inf)
            missing.append(MissingRange(band, low, high))
    return tuple(missing), tuple(switched_off)


def _is_named(layer: QgsRasterLayer, entry: Any, path: str, context: QgsProcessingContext) -> bool:
    """Return whether somebody named a layer, and not QGIS when it opened the file."""
    project = context.project()  # none in qgis_process
    if isinstance(entry, QgsMapLayer) or (project is not None and project.mapLayer(layer.id()) is not None):
        return True
    # What Rename Layer has made is the layer of a model that belongs to the file.
    return os.path.isfile(path) and layer.name() not in (Path(path).stem, Path(path).name.split(".")[0])


def raster_name(path: str) -> str:
    """Return what a raster that is no layer yet is called: as its file, or as the part of it that is read.

    QGIS names a layer that it opens by path up to the first dot only, which can cut off the step.
    """
    part = _SUBDATASET.match(path)
    if Path(path).exists() or not part:
        return Path(path).stem
    file, _, rest = part["rest"].partition('"') if part["quote"] else part["rest"].rpartition(":")
    name = re.split(r"[:/]", rest)[-1]
    file_name = Path(file).stem
    return name if split_time(name) or not split_time(file_name) else f"{file_name}_{name}"


def _raster_file(layer: QgsRasterLayer) -> str:
    """Return what GDAL opens for `layer`, or nothing if no local file is behind it."""
    if layer.providerType() != "gdal":
        return ""
    source = layer.source()
    parts = QgsProviderRegistry.instance().decodeUri("gdal", source)
    path = str(parts.get("path") or "")
    if os.path.isfile(path):
        if parts.get("vsiPrefix"):
            return f"{parts['vsiPrefix']}{path}{parts.get('vsiSuffix') or ''}"
        return source if not QgsVariantUtils.isNull(parts.get("layerName")) else os.path.abspath(path)
    if os.path.isdir(path):
        return os.path.abspath(path)  # formats such as ESRI grids are folders
    subdataset = _SUBDATASET.match(source)
    if subdataset:  # NETCDF:"file":variable, HDF5:"file"://group/variable
        rest = subdataset["rest"]
        file = rest.split('"')[0] if subdataset["quote"] else rest.rsplit(":", 1)[0]
        return source if os.path.exists(file) else ""
    return ""


def extent(
    algorithm: QgsProcessingAlgorithm, name: str, parameters: dict[str, Any], context: QgsProcessingContext
) -> Extent | None:
    """Return the rectangle of the parameter `name`, None where none is given."""
    rectangle = algorithm.parameterAsExtent(parameters, name, context)
    if rectangle.isNull():
        return None
    crs = algorithm.parameterAsExtentCrs(parameters, name, context)
    if rectangle.isEmpty() or not rectangle.isFinite():
        raise QgsProcessingException(f"{name}: {rectangle.toString()} has no area; draw a rectangle or leave it out.")
    if not crs.isValid():
        raise QgsProcessingException(f"{name}: the rectangle has no CRS; add it, as in 0,100,0,100 [EPSG:32650].")
    return Extent(rectangle.xMinimum(), rectangle.yMinimum(), rectangle.xMaximum(), rectangle.yMaximum(), wkt(crs))


def mask_source(
    algorithm: QgsProcessingAlgorithm, name: str, parameters: dict[str, Any], context: QgsProcessingContext
) -> QgsProcessingFeatureSource | None:
    """Return the polygons of the parameter `name`, with selection and filter; None where none are given.

    Raises
    ------
    QgsProcessingException
        The layer has no polygons, or no CRS; the message names it.
    """
    if not is_given(name, parameters):
        return None
    source = algorithm.parameterAsSource(parameters, name, context)
    if source is None or QgsWkbTypes.geometryType(source.wkbType()) != Qgis.GeometryType.Polygon:
        raise QgsProcessingException(f"{name}: this is no layer of polygons; choose one or leave it out.")
    if not wkt(source.sourceCrs()):
        raise QgsProcessingException(
            f"{name}: the layer {source.sourceName()} has no CRS; assign the right one "
            "(layer menu, Layer CRS > Set Layer CRS)."
        )
    if next(features(source, QgsFeatureRequest().setLimit(1)), None) is None:
        raise QgsProcessingException(
            f"{name}: the layer {source.sourceName()} has no polygon, or none is selected; select some or leave it out."
        )
    return source


def mask(source: QgsProcessingFeatureSource | None, name: str) -> Mask | None:
    """Return the polygons of `source` as one geometry."""
    if source is None:
        return None
    # Made valid here: a digitised polygon that crosses itself is no reason to have no map.
    polygons = [feature.geometry().makeValid() for feature in features(source) if not feature.geometry().isEmpty()]
    whole = QgsGeometry.unaryUnion(polygons) if polygons else QgsGeometry()
    if whole.isEmpty():
        raise QgsProcessingException(
            f"{name}: the polygons of the layer {source.sourceName()} cover nothing; run Fix Geometries on it."
        )
    return Mask(whole.asJson(), wkt(source.sourceCrs()))
