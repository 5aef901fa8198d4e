"""A generated MCD12Q2 set whose numbers are known at every pixel, layer, cycle and year."""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np

from socmap_plugin.core.products.modis import FILL, MCD12Q2, Layer

SIDE = 40  # pixels of a tile here, instead of 2400
TILES = ((27, 5), (28, 5))
YEARS = tuple(range(2002, 2012))


def raw(layer: Layer, year: int, cycle: int, tile: tuple[int, int], side: int = SIDE) -> np.ndarray:
    """Return the numbers (rows, columns) that the product would hold: all different from those of any neighbour."""
    rows, columns = np.indices((side, side))
    columns = columns + side * (tile[0] - TILES[0][0])
    number = list(MCD12Q2.layers).index(layer)
    if layer.is_date:
        new_year = (datetime.date(year, 1, 1) - MCD12Q2.origin).days
        # From the autumn before to the spring after: greenup may be below 1, dormancy above 365.
        day = -60 + 70 * layer.detail + 30 * (cycle - 1) + (rows + 2 * columns + year) % 29
        return (new_year + day - 1).astype(np.int16)
    if not layer.of_cycle:
        return (1 + (rows + columns + year) % 2).astype(np.int16)
    return ((100 * number + 50 * cycle + 3 * rows + columns + year) % (layer.high + 1)).astype(np.int16)


def value(layer: Layer, year: int, cycle: int, tile: tuple[int, int], side: int = SIDE) -> np.ndarray:
    """Return the covariate that the import shall make of :func:`raw`."""
    numbers = raw(layer, year, cycle, tile, side)
    if layer.is_date:
        return numbers - (datetime.date(year, 1, 1) - MCD12Q2.origin).days + 1
    return numbers * np.float32(layer.scale)


def tile_layers(year: int, tile: tuple[int, int], side: int = SIDE) -> dict[str, np.ndarray]:
    """Return every layer of a tile file, those of two cycles as (rows, columns, 2); one corner pixel is fill."""
    layers = {}
    for layer in MCD12Q2.layers:
        cycles = [raw(layer, year, cycle, tile, side) for cycle in ((1, 2) if layer.of_cycle else (1,))]
        for numbers in cycles:
            numbers[0, 0] = FILL
        layers[layer.name] = np.stack(cycles, axis=-1) if layer.of_cycle else cycles[0]
    best = np.zeros((side, side, 2), np.int16)
    return {**layers, MCD12Q2.quality: best, MCD12Q2.detailed: best}


def file_name(year: int, tile: tuple[int, int]) -> str:
    """Return the name that the archive gives a tile file."""
    return f"MCD12Q2.A{year}001.h{tile[0]:02}v{tile[1]:02}.061.2022112{year}000.hdf"


def write_hdf4(folder: Path, years=YEARS, tiles=TILES, side: int = SIDE) -> list[Path]:
    """Write the set as the archive's HDF4 files."""
    from tests.builders.hdf_eos import write_tile

    paths = []
    for year in years:
        for tile in tiles:
            paths.append(folder / file_name(year, tile))
            write_tile(paths[-1], {"MCD12Q2": tile_layers(year, tile, side)}, tile, {})
    return paths
