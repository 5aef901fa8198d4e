"""Which band of which file holds which layer, cycle and year of a phenology product."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rasterio.enums import ColorInterp

from ..covariates.steps import split_time
from ..jobs.inputs import ProductFile
from ..products.modis import PHENOLOGY_PRODUCTS, Granule, PhenologyProduct, parse_name
from ..raster.grid import Grid
from ..raster.opening import READ_ERRORS, open_raster
from ..runtime.errors import InputError
from ..runtime.progress import Progress

OWN_MARK = "SOCMAP_TASK"  # tag of the files that the import writes, which are no products themselves
_KNOWN = {name.lower(): (product, name) for product in PHENOLOGY_PRODUCTS for name in product.names}
# "EVI2_Onset_Greenness_Increase" ends as another layer does, and stands before it in the search.
_LAYER = re.compile(
    rf"(?<![A-Za-z0-9])(?P<name>{'|'.join(sorted(map(re.escape, _KNOWN), key=len, reverse=True))})"
    r"(?:_(?P<cycle>\d))?(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_SHOWN_FILES = 3


@dataclass(frozen=True)
class ProductBand:
    """One band of one file: a layer of a year over a part of the grid.

    Attributes
    ----------
    cycle
        1 or 2, 0 where the layer has none.
    tile
        Such as h28v06, empty without one.
    path, index
        The GeoTIFF to read and its band.
    source
        The file that the user gave.
    zero_is_fill
        The file declares no nodata value: masked pixels are 0, as exports of Earth Engine write them.
    """

    product: PhenologyProduct
    version: str
    layer: str
    cycle: int
    year: int
    tile: str
    path: str
    source: str
    index: int
    grid: Grid
    zero_is_fill: bool

    @property
    def place(self) -> tuple[int, ...]:
        """What bands of one footprint share: the edges in pixels."""
        xmin, ymin, xmax, ymax = self.grid.bounds()
        width, height = self.grid.pixel_size
        return round(xmin / width), round(ymin / height), round(xmax / width), round(ymax / height)

    @property
    def footprint(self) -> str:
        """The footprint for a message."""
        xmin, ymin, xmax, ymax = self.grid.bounds()
        return f"the tile {self.tile}" if self.tile else f"x {xmin:.6g} to {xmax:.6g}, y {ymin:.6g} to {ymax:.6g}"


@dataclass(frozen=True)
class _Found:
    """A band, the number behind its layer's name as it stands there, and the service whose habit that number is."""

    band: ProductBand
    suffix: int | None
    service: str


@dataclass(frozen=True)
class _Header:
    grid: Grid
    bands: tuple[tuple[int, str, bool], ...]  # number, description, whether a nodata value is declared; without alpha


def find_bands(files: Sequence[ProductFile], progress: Progress) -> list[ProductBand]:
    """Return every band of the files that is a layer of one phenology product.

    Parameters
    ----------
    files
        Layers of HDF tiles as GeoTIFFs (named in their `layer`), GeoTIFFs of AppEEARS, exports of Earth Engine.
    progress
        Warned of files that are no phenology.

    Raises
    ------
    InputError
        None is recognised, products or versions are mixed, a band names no year, or a file is a result of the import.
    """
    found: list[_Found] = []
    strange: list[str] = []
    for number, file in enumerate(files):
        progress.report(number / len(files), f"header {number + 1} of {len(files)}")
        granule = parse_name(file.source)
        if granule is not None and granule.product not in {product.name for product in PHENOLOGY_PRODUCTS}:
            raise InputError(
                f"{file.source} is of the product {granule.product}, and {_products()} is imported here; leave it out."
            )
        bands = _bands_of(file, granule)
        found += bands
        if not bands:
            strange.append(Path(file.source).name)
    if not found:
        raise InputError(
            f"None of the {len(files)} files is recognised as {_products()} ({_some(strange)}); give them under the "
            "names that the archive, AppEEARS or Earth Engine gave them, such as "
            "MCD12Q2.061_Greenup_0_doy2011001_aid0001.tif or 2011_01_01_Greenup_1."
        )
    if strange:
        progress.warn(f"{len(strange)} files are not recognised as phenology and passed over: {_some(strange)}.")
    _refuse_mixture([item.band for item in found])
    return _with_cycles(found)


def _products() -> str:
    return " or ".join(product.name for product in PHENOLOGY_PRODUCTS)


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN_FILES]) + (", ..." if len(names) > _SHOWN_FILES else "")


def _bands_of(file: ProductFile, granule: Granule | None) -> list[_Found]:
    header = _header(file)
    stem = Path(file.source).stem
    # A tile's layer is known; elsewhere the band says more than the file, which may hold them all.
    fixed = file.layer or (granule.layer if granule else "")
    found = []
    for index, description, declared in header.bands:
        match = next(filter(None, map(_LAYER.search, [fixed] if fixed else [description, stem])), None)
        if match is None:
            continue
        product, layer = _KNOWN[match["name"].lower()]
        band = ProductBand(
            product,
            granule.version if granule else "",
            layer,
            0,
            granule.date.year if granule else _year(description, stem, file.source, index),
            "h{:02}v{:02}".format(*granule.tile) if granule and granule.tile else "",
            file.path,
            file.source,
            index,
            header.grid,
            not declared,
        )
        service = "archive" if file.layer else "AppEEARS" if granule and granule.layer else "other"
        found.append(_Found(band, int(match["cycle"]) if match["cycle"] else None, service))
    return found


def _year(description: str, stem: str, source: str, index: int) -> int:
    for text in (description, stem):
        named = split_time(text)
        if named is not None:
            return int(named[1][:4])
    raise InputError(
        f"{source} band {index} ({description or 'without a name'}) names no year; name the file or its bands like "
        "2011_01_01_Greenup_1."
    )


def _header(file: ProductFile) -> _Header:
    try:
        with open_raster(file.path) as source:
            if OWN_MARK in source.tags():
                raise InputError(f"{file.source} is a result of Import Phenology and not a product; leave it out.")
            if not source.crs:
                raise InputError(f"{file.source} has no coordinate reference system; download or export it again.")
            t = source.transform
            grid = Grid(source.crs.to_wkt(), (t.a, t.b, t.c, t.d, t.e, t.f), source.width, source.height)
            alpha = ColorInterp.alpha in source.colorinterp
            bands = (
                (i, source.descriptions[i - 1] or "", alpha or source.nodatavals[i - 1] is not None)
                for i in source.indexes
                if source.colorinterp[i - 1] != ColorInterp.alpha
            )
            return _Header(grid, tuple(bands))
    except READ_ERRORS as error:
        raise InputError(f"{file.source} cannot be opened ({error}); download it again, or leave it out.") from error


def _refuse_mixture(bands: Sequence[ProductBand]) -> None:
    first = bands[0]
    for band in bands:
        if band.product is not first.product:
            raise InputError(
                f"{first.source} is {first.product.name} and {band.source} is {band.product.name}, whose numbers mean "
                "something else; import them one after the other into folders of their own."
            )
    versions: dict[str, str] = {}
    for band in bands:
        versions.setdefault(band.version, band.source)
    if len(versions) > 1 and "" not in versions:
        (one, file), (two, other) = list(versions.items())[:2]
        raise InputError(f"{file} is version {one} and {other} is version {two}; give files of one version.")


def _with_cycles(found: Sequence[_Found]) -> list[ProductBand]:
    """Number the cycles 1 and 2: AppEEARS counts those of MCD12Q2 from 0, the others from 1 unless a 0 is there."""
    from_zero = {item.service for item in found if item.suffix == 0}
    if any(item.band.product.name == "MCD12Q2" for item in found):
        from_zero.add("AppEEARS")
    counted: Counter[tuple[str, str, int]] = Counter()
    bands = []
    for item in found:
        band = item.band
        layer = band.product.layer(band.layer)
        if layer is not None and not layer.of_cycle:
            bands.append(band)
            continue
        # Without a number the bands of a file are the cycles, as in a tile.
        key = (band.source + band.path, band.layer, band.year)
        counted[key] += 1
        cycle = counted[key] if item.suffix is None else item.suffix + (item.service in from_zero)
        bands.append(dataclasses.replace(band, cycle=cycle))
    return bands
