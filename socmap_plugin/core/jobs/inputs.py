"""What several jobs are given: layers, samples, polygons, rectangles, folds, and where a cluster is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


class RecordedPath(str):
    """The path of a raster as a dataset or model records it: nobody chose it in this run, a stranger may have.

    It is equal to the same text and written as such; `raster.opening` opens it as a file of this computer only.
    """

    __slots__ = ()


@dataclass(frozen=True)
class MissingRange:
    """Numbers that stand for no value in a band, both ends among them; None is an end without a limit."""

    band: int
    low: float | None
    high: float | None


@dataclass(frozen=True)
class RasterLayer:
    """A raster file, under the name that its layer has in QGIS.

    Attributes
    ----------
    name, path
        Of the layer, and of what GDAL opens for it.
    crs_wkt
        Where QGIS knows a CRS for it, which then counts and not that of the file.
    missing
        What the user has set as additional no data value in the layer's transparency.
    source_nodata_off
        Bands whose own nodata value the user has switched off there: it is a number like any other.
    """

    name: str
    path: str
    crs_wkt: str = ""
    missing: tuple[MissingRange, ...] = ()
    source_nodata_off: tuple[int, ...] = ()


@dataclass(frozen=True)
class SampleTable:
    """Soil samples, one entry a sample in every tuple; coordinates are in `crs_wkt`.

    `target` holds whatever the expression gave: a number, None for NULL, or a text that is not a number. Where a field
    gave the `ids`, `feature_ids` are the numbers of the features in the layer. `target_field` is the field that texts
    of `target` come from, '' where it is not known.
    """

    COLUMNS: ClassVar = ("ids", "x", "y", "target", "strata", "feature_ids")
    layer: str
    crs_wkt: str
    ids: tuple[str, ...]
    x: tuple[float, ...]
    y: tuple[float, ...]
    target: tuple[float | str | None, ...]
    strata: tuple[str, ...] = ()
    feature_ids: tuple[str, ...] = ()
    target_field: str = ""


@dataclass(frozen=True)
class Mask:
    """Polygons as one GeoJSON geometry in `crs_wkt`; pixels whose centre is outside are nodata."""

    geojson: str
    crs_wkt: str


@dataclass(frozen=True)
class Extent:
    """A rectangle in `crs_wkt`."""

    xmin: float
    ymin: float
    xmax: float
    ymax: float
    crs_wkt: str


@dataclass(frozen=True)
class FoldTable:
    """Folds that exist already; `folds` holds a tuple a field, one field a repeat, with the fold of every sample.

    `sample_ids` are ids of samples, or with `by_feature` the numbers of their features in the layer of samples.
    """

    COLUMNS: ClassVar = ("sample_ids", "folds")
    layer: str
    sample_ids: tuple[str, ...]
    fields: tuple[str, ...]
    folds: tuple[tuple[str, ...], ...]
    by_feature: bool = False


@dataclass(frozen=True)
class ProductFile:
    """A raster of a satellite product: the GeoTIFF to read, the file that it came from, and its layer where known."""

    path: str
    source: str
    layer: str = ""


LEAST_MEMORY_MB, MOST_MEMORY_MB = 128, 1_000_000  # that a job may be given

# Of a Dask scheduler: a host name or IPv4 address, or an IPv6 address in brackets, and a port.
SCHEDULER_ADDRESS = r"(tcp|tls)://([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):\d{1,5}/?"
