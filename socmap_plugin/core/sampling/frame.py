"""What can be sampled: the pixels of an area that have every covariate, and a random part of them to choose from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..covariates.covariate_list import BandSource, Covariates
from ..covariates.steps import split_time
from ..jobs.inputs import Mask, RasterLayer
from ..raster.grid import Grid, Window
from ..raster.known_files import describe
from ..raster.mask import mask_of, window_of_mask
from ..raster.reading import GridStack
from ..runtime.errors import InputError
from ..runtime.progress import Progress
from ..runtime.seeds import FRAME, generator
from ..totals.pixel_areas import pixel_areas

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

WINDOW_PX = 512
CANDIDATES = 10_000  # random pixels to choose from: closer ones differ by less than a map can tell


@dataclass(frozen=True)
class Features:
    """What places are compared by: each feature is the mean of some bands, so that ten years do not count ten times.

    Attributes
    ----------
    sources
        All bands that are read.
    names, bands
        Of every feature its name, and the positions of its bands in `sources`.
    """

    sources: tuple[BandSource, ...]
    names: tuple[str, ...]
    bands: tuple[tuple[int, ...], ...]

    def of(self, values: Floats) -> Floats:
        """Return the (n, features) means of (bands, n) values."""
        return np.column_stack([values[list(own)].mean(axis=0) for own in self.bands])


def features_of_layers(layers: Sequence[RasterLayer]) -> Features:
    """Return the bands of some rasters; those that differ by their step only are one feature."""
    sources: list[BandSource] = []
    groups: dict[str, list[int]] = {}
    for layer in layers:
        bands = describe(layer)[1]
        for band in bands:
            name = band.description or (layer.name if len(bands) == 1 else f"{layer.name} {band.index}")
            split = split_time(name)
            own = name if name == layer.name else f"{layer.name}: {name}"
            groups.setdefault(split[0] if split else own, []).append(len(sources))
            sources.append(BandSource(layer, band.index))
    return Features(tuple(sources), tuple(groups), tuple(map(tuple, groups.values())))


def features_of_model(covariates: Covariates) -> Features:
    """Return the covariates of a model; a temporal variable is one feature."""
    sources = [item.source for item in covariates.static]
    names = [item.name for item in covariates.static]
    bands: list[tuple[int, ...]] = [(position,) for position in range(len(sources))]
    for group in covariates.temporal:
        for variable in group.variables:
            bands.append(tuple(range(len(sources), len(sources) + len(variable.sources))))
            names.append(variable.name)
            sources += variable.sources
    return Features(tuple(sources), tuple(names), tuple(bands))


@dataclass(frozen=True)
class Frame:
    """An area that can be sampled.

    Attributes
    ----------
    grid
        Its pixels.
    parts
        Windows with usable pixels, and which these are as packed bits.
    count, area_m2
        Of the usable pixels.
    row, col
        (m,) candidates: usable pixels, a random part of them where there are many.
    values
        (m, features) at the candidates.
    extra
        (m, k) values of further rasters there.
    """

    grid: Grid
    parts: tuple[tuple[Window, NDArray[np.uint8]], ...]
    count: int
    area_m2: float
    row: Whole
    col: Whole
    values: Floats
    extra: Floats

    def pixels(self) -> Iterator[tuple[Whole, Whole, Floats]]:
        """Yield row, column and m2 of all usable pixels, (n,) each, part by part."""
        for window, packed in self.parts:
            size = window.height * window.width
            usable = np.unpackbits(packed, count=size).astype(np.bool_).reshape(window.height, window.width)
            row, col = np.nonzero(usable)
            yield row + window.row, col + window.col, pixel_areas(self.grid, window)[row, col]


def frame_of(
    features: Features, extra: Sequence[RasterLayer], grid: Grid, mask: Mask | None, seed: int, progress: Progress
) -> Frame:
    """Look at all pixels of an area once.

    Parameters
    ----------
    features
        Whose bands a usable pixel has.
    extra
        Further rasters, which it has too.
    grid, mask
        Its pixels, of which those with their centre in the polygons count.

    Raises
    ------
    InputError
        No pixel is usable, or the mask lies elsewhere.
    """
    region, outside = window_of_mask(mask, grid), mask_of(mask, grid)
    rng = generator(seed, FRAME)
    sources = [*features.sources, *(BandSource(layer, 1) for layer in extra)]
    parts: list[tuple[Window, NDArray[np.uint8]]] = []
    count, area = 0, 0.0
    keys, rows, cols, values = np.empty(0), np.empty(0, np.int64), np.empty(0, np.int64), np.empty((len(sources), 0))
    windows = list(grid.crop(region).windows(WINDOW_PX))
    with GridStack(sources, grid) as stack:
        for number, own in enumerate(windows):
            progress.report(number / len(windows), f"window {number + 1} of {len(windows)}")
            window = Window(own.row + region.row, own.col + region.col, own.height, own.width)
            read, there = stack.read(window)
            usable = np.asarray(there.all(axis=0)) & ~outside(window)
            row, col = np.nonzero(usable)
            if not len(row):
                continue
            parts.append((window, np.packbits(usable)))
            count += len(row)
            area += float(pixel_areas(grid, window)[row, col].sum())
            drawn = rng.random(len(row))
            near = np.flatnonzero(drawn < (keys.max() if len(keys) == CANDIDATES else np.inf))
            keys = np.concatenate([keys, drawn[near]])
            rows = np.concatenate([rows, row[near] + window.row])
            cols = np.concatenate([cols, col[near] + window.col])
            values = np.concatenate([values, read[:, row[near], col[near]].astype(np.float64)], axis=1)
            if len(keys) > CANDIDATES:
                kept = np.argpartition(keys, CANDIDATES - 1)[:CANDIDATES]
                keys, rows, cols, values = keys[kept], rows[kept], cols[kept], values[:, kept]
    if not count:
        raise InputError(
            "No pixel has a value in every covariate" + (" and lies inside the mask" if mask else "") + "; check that "
            "the layers overlap" + (" the mask." if mask else ".")
        )
    order = np.argsort(keys)
    bands = len(features.sources)
    return Frame(
        grid, tuple(parts), count, area, rows[order], cols[order], features.of(values[:bands, order]),
        values[bands:, order].T,
    )  # fmt: skip
