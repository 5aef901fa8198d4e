"""Satellite products in HDF4, HDF5 or NetCDF turned into GeoTIFFs with QGIS's own GDAL: the worker's lacks HDF4."""

from __future__ import annotations

import contextlib
import math
import re
import shutil
import tempfile
import warnings
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingMultiStepFeedback,
    QgsProcessingUtils,
    QgsRectangle,
)

from ...core.jobs.inputs import ProductFile
from ...core.products.modis import SINUSOIDAL_WKT, parse_name, tile_bounds
from . import netcdf

_SIGNATURES = {b"\x0e\x03\x13\x01": "HDF4", b"\x89HDF": "HDF5"}
_SIGNATURES |= {b"CDF" + bytes([version]): netcdf.DRIVER for version in (1, 2, 5)}
_NETCDF_SUFFIXES = (".nc", ".nc4")  # of files that are HDF5 within
SUFFIXES = (".hdf", ".hdf4", ".h4", ".h5", ".he5", ".hdf5", ".nc", ".nc4")
_DESCRIPTION = re.compile(r"^\[[\dx]+\]\s+(?P<name>.+?)\s+\([^()]*\)$")  # [10x10] name (16-bit integer)
_CREATION = ("TILED=YES", "COMPRESS=DEFLATE", "ZLEVEL=1", "BIGTIFF=IF_SAFER")
_FLOATING = ("Float32", "Float64", "CFloat32", "CFloat64")
CANCELLED = "The job was cancelled; nothing was written under a final name."


@contextlib.contextmanager
def unpacked(
    files: Sequence[str],
    layers: Collection[str],
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
    band: int = 0,
    area: QgsRectangle | None = None,
) -> Iterator[tuple[list[ProductFile], QgsProcessingFeedback]]:
    """Yield what :func:`geotiffs` returns and the feedback for the rest of the run; remove the GeoTIFFs afterwards.

    They lie in the temporary folder that the options of Processing name, so that a user can have them on a large disk.

    Raises
    ------
    QgsProcessingException
        As :func:`geotiffs`.
    """
    if not any(map(_format, files)):
        yield [ProductFile(file, file) for file in files], feedback
        return
    folder = Path(tempfile.mkdtemp(prefix="socmap-hdf-", dir=QgsProcessingUtils.tempFolder(context)))
    try:
        steps = QgsProcessingMultiStepFeedback(2, feedback)
        if feedback.isCanceled():
            steps.cancel()  # it is told of later cancels only
        steps.setCurrentStep(0)
        products = geotiffs(files, layers, folder, steps, band, area)
        feedback.pushInfo(
            f"{len(products)} layers of HDF or NetCDF files are unpacked in {folder}. They are removed when this run "
            "ends, so its job file cannot be run again."
        )
        steps.setCurrentStep(1)
        yield products, steps
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def geotiffs(
    files: Sequence[str],
    layers: Collection[str],
    folder: Path,
    feedback: QgsProcessingFeedback,
    band: int = 0,
    area: QgsRectangle | None = None,
) -> list[ProductFile]:
    """Return what the worker can read: the wanted layers of HDF and NetCDF files as GeoTIFFs, other files as they are.

    Parameters
    ----------
    files
        HDF4-EOS, HDF5, NetCDF of AppEEARS and other raster files.
    layers
        Short names of the wanted layers, in any case; none for all.
    folder
        Where the GeoTIFFs go. They hold the raw values with nodata, scale and metadata.
    feedback
        Told the share done (0 to 100); asked whether to stop.
    band
        The one band to take of layers that have several, whose name it is then added to (``Greenup_2``), and the cycle
        to take of a NetCDF file; 0 for all, and for no such files.
    area
        The part of the tiles that is needed, on their grid; all of it by default.

    Raises
    ------
    QgsProcessingException
        A file is missing or damaged, QGIS's GDAL cannot read its format, none of the wanted layers is in it, NetCDF is
        not read here, or the user cancelled.
    """
    formats = [_format(file) for file in files]
    products: list[ProductFile] = []
    with _gdal() as gdal:
        for number, (file, kind) in enumerate(zip(files, formats)):
            if feedback.isCanceled():
                raise QgsProcessingException(CANCELLED)
            if not kind:
                products.append(ProductFile(file, file))
                continue
            feedback.setProgressText(f"reading {Path(file).name}, file {number + 1} of {len(files)}")
            if kind == netcdf.DRIVER:
                chosen = _netcdf_layers(gdal, file, layers, band)
            else:
                chosen = _hdf_layers(gdal, file, kind, layers, band, area)
            for i, layer in enumerate(chosen):
                target = folder / f"{number:05}_{i:02}_{re.sub(r'[^A-Za-z0-9]+', '_', layer.name)}.tif"
                span = (number + i / len(chosen), number + (i + 1) / len(chosen), len(files))
                products.append(ProductFile(str(target), file, _write(gdal, file, layer, target, span, feedback)))
    return products


class _Layer(NamedTuple):
    """A layer to be written: how its dataset is opened, and names of its bands, which then name it to the worker."""

    name: str
    dataset: Callable[[], Any]
    band: int = 0
    area: QgsRectangle | None = None
    bands: Sequence[str] = ()


def _hdf_layers(
    gdal: Any, file: str, kind: str, layers: Collection[str], band: int, area: QgsRectangle | None
) -> list[_Layer]:
    wanted = {layer.lower() for layer in layers}
    found = _layers(gdal, file, kind)
    chosen = [
        _Layer(name, partial(_open, gdal, file, source, "HDF4" if source.startswith("HDF4") else "HDF5"), band, area)
        for name, source in found
        if not wanted or name.lower() in wanted
    ]
    if not chosen:
        raise QgsProcessingException(
            f"{file} has none of the layers {', '.join(sorted(layers))}; it has "
            f"{', '.join(name for name, _ in found) or 'no rasters'}, so it is another product: leave it out."
        )
    return chosen


def _netcdf_layers(gdal: Any, file: str, layers: Collection[str], cycle: int) -> list[_Layer]:
    if not cycle:
        raise QgsProcessingException(
            f"{file} is NetCDF, which Import Phenology reads and this algorithm does not; give the tiles of the "
            "archive (.hdf) or GeoTIFFs."
        )
    return [_Layer(layer.name, layer.open, bands=layer.bands) for layer in netcdf.layers_of(gdal, file, layers, cycle)]


def _signature(file: str) -> str:
    try:
        with open(file, "rb") as stream:
            start = stream.read(4)
    except OSError as error:
        raise QgsProcessingException(f"{file} cannot be read ({error.strerror}); check the file.") from error
    return _SIGNATURES.get(start, "")


def _format(file: str) -> str:
    kind = _signature(file)
    if kind == "HDF5" and Path(file).suffix.lower() in _NETCDF_SUFFIXES and parse_name(file) is None:
        return netcdf.DRIVER
    if not kind and Path(file).suffix.lower() in SUFFIXES:
        raise QgsProcessingException(
            f"{file} is damaged: it does not begin as an HDF or NetCDF file does (a login page of the archive may have "
            "been saved in its place); download it again."
        )
    return kind


@contextlib.contextmanager
def _gdal() -> Iterator[Any]:
    """Yield QGIS's GDAL with its messages kept off the console; it may or may not raise exceptions."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of GDAL, that it will raise exceptions one day
        try:
            from osgeo import gdal
        except ImportError as error:
            raise QgsProcessingException(
                f"The GDAL module of QGIS's Python cannot be imported ({error}); install it (python3-gdal), or order "
                "the layers from AppEEARS as GeoTIFF."
            ) from error
        gdal.PushErrorHandler("CPLQuietErrorHandler")  # of this thread only
        try:
            yield gdal
        finally:
            gdal.PopErrorHandler()


def _open(gdal: Any, file: str, source: str, kind: str) -> Any:
    gdal.ErrorReset()
    try:
        dataset = gdal.OpenEx(source, gdal.OF_RASTER, allowed_drivers=[kind, f"{kind}Image"])
    except RuntimeError:
        dataset = None
    if dataset is None:
        raise QgsProcessingException(f"{file} is damaged and cannot be read ({_reason(gdal)}); download it again.")
    return dataset


def _reason(gdal: Any) -> str:
    return " ".join((gdal.GetLastErrorMsg() or "GDAL does not say why").split())


def _layers(gdal: Any, file: str, kind: str) -> list[tuple[str, str]]:
    """Return the short name of every layer of an HDF file, and what GDAL opens for it."""
    if gdal.GetDriverByName(kind) is None or gdal.GetDriverByName(f"{kind}Image") is None:
        raise QgsProcessingException(
            f"The GDAL of this QGIS cannot read {kind}, which {file} is; order the layers from AppEEARS as GeoTIFF, "
            "or use a QGIS whose GDAL has the driver (the installers for Windows and most of Linux do)."
        )
    dataset = _open(gdal, file, file, kind)
    found = []
    for source, description in dataset.GetSubDatasets():
        if ":EOS_GRID:" in source or ":EOS_SWATH:" in source:
            name = source.rsplit(":", 1)[1]
        else:
            match = _DESCRIPTION.match(description)
            name = (match["name"] if match else source).rsplit("/", 1)[-1]
        found.append((name, source))
    return found


def _write(
    gdal: Any, file: str, layer: _Layer, target: Path, span: tuple[float, float, int], feedback: QgsProcessingFeedback
) -> str:
    """Write a layer as a GeoTIFF; return its name, with the band when one of several was taken, '' if bands say it."""
    start, end, total = span

    def go_on(complete: float, message: str, data: Any) -> int:
        feedback.setProgress(100 * (start + (end - start) * complete) / total)
        return 0 if feedback.isCanceled() else 1

    dataset = layer.dataset()
    one_of_several = 0 < layer.band <= dataset.RasterCount > 1
    predictor = () if gdal.GetDataTypeName(dataset.GetRasterBand(1).DataType) in _FLOATING else ("PREDICTOR=2",)
    gdal.ErrorReset()
    try:
        written = gdal.Translate(
            str(target),
            dataset,
            format="GTiff",
            creationOptions=[*_CREATION, *predictor],
            bandList=[layer.band] if one_of_several else None,
            callback=go_on,
            **(_georeference(dataset, file) or _part(dataset, layer.area)),
        )
    except RuntimeError:
        written = None
    if feedback.isCanceled():
        raise QgsProcessingException(CANCELLED)
    if written is None:
        raise QgsProcessingException(
            f"{file} cannot be read to its end or {target} not be written ({_reason(gdal)}); free space there "
            "(Settings > Options > Processing > General > Temporary output folder), or download the file again."
        )
    for number, name in enumerate(layer.bands, start=1):
        written.GetRasterBand(number).SetDescription(name)
    failed = written.FlushCache()
    if failed:
        raise QgsProcessingException(f"{target} cannot be written ({_reason(gdal)}); free space there.")
    if layer.bands:
        return ""
    return f"{layer.name}_{layer.band}" if one_of_several else layer.name


def _georeference(dataset: Any, file: str) -> dict[str, Any]:
    """Return the place of a layer for which GDAL has none, as older ones for HDF5-EOS: that of the tile in its name."""
    if dataset.GetProjection() and dataset.GetGeoTransform(can_return_null=True) is not None:
        return {}
    granule = parse_name(file)
    if granule is None or granule.tile is None:
        raise QgsProcessingException(
            f"{file} has no georeference that GDAL reads, and no tile such as h18v03 in its name; give it the name "
            "that it had in the archive, or order GeoTIFFs."
        )
    xmin, ymin, xmax, ymax = tile_bounds(granule.tile)
    return {"outputSRS": SINUSOIDAL_WKT, "outputBounds": [xmin, ymax, xmax, ymin]}


def _part(dataset: Any, area: QgsRectangle | None) -> dict[str, Any]:
    """Return the pixels of a layer that an area touches, to be read instead of all."""
    left, width, _, top, _, height = dataset.GetGeoTransform()
    if area is None:
        return {}
    columns, rows = dataset.RasterXSize, dataset.RasterYSize
    first, last = max(math.floor((area.xMinimum() - left) / width), 0), math.ceil((area.xMaximum() - left) / width)
    upper, lower = max(math.floor((area.yMaximum() - top) / height), 0), math.ceil((area.yMinimum() - top) / height)
    size = min(last, columns) - first, min(lower, rows) - upper
    return {"srcWin": [first, upper, *size]} if min(size) > 0 else {}
