"""The layers and years of a phenology product that an import asks for, each complete or refused by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..jobs.inputs import Extent
from ..jobs.satellite import QUALITIES, ImportPhenologyJob
from ..products.modis import Layer, PhenologyProduct
from ..raster.mosaic import Tile
from ..raster.projection import bounds_in
from ..runtime.errors import InputError
from ..runtime.wording import listed
from ..settings.years import parse_years
from .phenology_files import ProductBand


@dataclass(frozen=True)
class Series:
    """What is imported: for every layer name (also of quality) and year the tiles that make its raster."""

    product: PhenologyProduct
    version: str
    layers: tuple[Layer, ...]
    years: tuple[int, ...]
    tiles: Mapping[tuple[str, int], tuple[Tile, ...]]
    zero_is_fill: frozenset[str]  # sources that declare no nodata value


def select(bands: Sequence[ProductBand], job: ImportPhenologyJob) -> Series:
    """Return the series that a job asks for.

    Raises
    ------
    InputError
        The cycle, a year, a layer of a year, a layer of quality or a tile is missing, the extent is elsewhere, or two
        files hold the same.
    """
    product = bands[0].product
    names = {layer.name for layer in product.layers}
    cycles = sorted({band.cycle for band in bands if band.cycle and band.layer in names})
    if job.cycle not in cycles:
        raise InputError(
            f"The files hold the layers of cycle {' and '.join(map(str, cycles)) or 'none'} and not those of cycle "
            f"{job.cycle}; set CYCLE, or add the files of that cycle."
        )
    quality = _quality_layers(product, job)
    wanted = _inside(
        [band for band in bands if (band.layer in names or band.layer in quality) and band.cycle in (0, job.cycle)],
        job.extent,
    )
    years = _years(sorted({band.year for band in wanted if band.layer in names}), job.years)
    table = _table([band for band in wanted if band.year in years])
    layers = tuple(layer for layer in product.layers if any(name == layer.name for name, _ in table))
    _refuse_missing_quality(table, quality, job)
    _refuse_gaps(table, (*(layer.name for layer in layers), *quality), years)
    versions = [band.version for band in wanted if band.version]
    return Series(
        product,
        versions[0] if versions else "",
        layers,
        years,
        {
            key: tuple(Tile(band.path, band.index, band.grid, band.source) for band in found.values())
            for key, found in table.items()
        },
        frozenset(band.source for band in wanted if band.zero_is_fill),
    )


def _quality_layers(product: PhenologyProduct, job: ImportPhenologyJob) -> tuple[str, ...]:
    if job.quality == QUALITIES[-1]:
        return ()
    if job.quality_layer == "overall":
        return (product.quality,)
    if not product.detailed:
        raise InputError(f"{product.name} has no quality of single layers; set QUALITY_LAYER to overall.")
    return product.quality, product.detailed


def _inside(bands: Sequence[ProductBand], extent: Extent | None) -> list[ProductBand]:
    if extent is None:
        return list(bands)
    rectangles: dict[str, tuple[float, float, float, float]] = {}
    kept = []
    for band in bands:
        wkt = band.grid.crs_wkt
        if wkt not in rectangles:
            corners = (extent.xmin, extent.ymin, extent.xmax, extent.ymax)
            rectangles[wkt] = bounds_in(corners, extent.crs_wkt, wkt)
        left, bottom, right, top = rectangles[wkt]
        xmin, ymin, xmax, ymax = band.grid.bounds()
        if np.isfinite(rectangles[wkt]).all() and left < xmax and right > xmin and bottom < ymax and top > ymin:
            kept.append(band)
    if not kept:
        first = bands[0]
        raise InputError(
            f"The extent (x {extent.xmin:.6g} to {extent.xmax:.6g}, y {extent.ymin:.6g} to {extent.ymax:.6g}) touches "
            f"none of the files, which begin with {first.footprint}; choose one that overlaps them."
        )
    return kept


def _years(found: Sequence[int], text: str) -> tuple[int, ...]:
    wanted = tuple(sorted(parse_years(text)))
    if wanted:
        missing = [year for year in wanted if year not in found]
        if missing:
            raise InputError(
                f"YEARS asks for {listed(list(map(str, missing)))}, for which there is no file; the files are of "
                f"{listed(list(map(str, found)))}."
            )
        return wanted
    missing = [year for year in range(found[0], found[-1] + 1) if year not in found]
    if missing:
        raise InputError(
            f"The files go from {found[0]} to {found[-1]} and lack {listed(list(map(str, missing)))}; add these years, "
            "or name those to import in YEARS."
        )
    return tuple(found)


def _table(bands: Sequence[ProductBand]) -> dict[tuple[str, int], dict[tuple[int, ...], ProductBand]]:
    table: dict[tuple[str, int], dict[tuple[int, ...], ProductBand]] = {}
    for band in bands:
        places = table.setdefault((band.layer, band.year), {})
        other = places.setdefault(band.place, band)
        if other is not band:
            raise InputError(
                f"{other.source} and {band.source} both hold {band.layer} of {band.year} for {band.footprint}; leave "
                "one of them out."
            )
    return table


def _refuse_missing_quality(
    table: Mapping[tuple[str, int], object], quality: Sequence[str], job: ImportPhenologyJob
) -> None:
    for name in quality:
        if not any(layer == name for layer, _ in table):
            raise InputError(
                f"QUALITY is {job.quality} and the layer {name} of cycle {job.cycle} is not among the files; add it, "
                f"or set QUALITY to {QUALITIES[-1]}, which accepts every value."
            )


def _refuse_gaps(
    table: Mapping[tuple[str, int], Mapping[tuple[int, ...], ProductBand]], layers: Sequence[str], years: Sequence[int]
) -> None:
    """Refuse a layer that a year lacks, and a tile that a layer of a year lacks."""
    everywhere = {place: band for found in table.values() for place, band in found.items()}
    for layer in layers:
        for year in years:
            found = table.get((layer, year))
            if not found:
                raise InputError(f"The layer {layer} is missing in {year}; add its files, or leave that layer out.")
            lacking = [band for place, band in everywhere.items() if place not in found]
            if lacking:
                raise InputError(
                    f"{layer} of {year} lacks {lacking[0].footprint}, which {Path(lacking[0].source).name} has; give "
                    "the same tiles or the same area for every year and layer."
                )
