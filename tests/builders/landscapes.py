"""Virtual landscapes whose truth is known: rasters and samples for tests and benchmarks.

``context_landscape``
    The target needs the surroundings of a pixel and the order of the years.
``pointwise_landscape``
    The target is a function of the values at the pixel and of the mean over the years.
``mixed_landscape``
    The target is a sum of both.
``noise_landscape``
    The target has nothing to do with any covariate.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import rasterio
from rasterio.transform import from_origin
from scipy.ndimage import gaussian_filter, uniform_filter

CRS = "EPSG:32650"
YEARS = tuple(range(2002, 2012))
CONTRAST_WINDOW_PX = 5  # the paper's window: what lies further away never enters the target
MEMORY_YEARS = 3.0  # e-folding time with which the soil forgets past vegetation
SOC_MEAN = 20.0  # g/kg, far enough from 0 that no drawn target is negative
SOC_SPREAD = 5.0  # g/kg, standard deviation of the noise-free target


@dataclass(frozen=True)
class Landscape:
    """Covariates and the noise-free target of a virtual landscape.

    Attributes
    ----------
    static : dict of str to ndarray of float32, shape (H, W)
        Static covariates on the reference grid.
    temporal : dict of str to ndarray of float32, shape (T, h, w)
        Temporal variables; one cell covers ``cell_px`` x ``cell_px`` reference pixels.
    truth : ndarray of float32, shape (H, W)
        Noise-free target, g/kg.
    features : dict of str to ndarray of float32, shape (H, W)
        What the truth is made of; never given to a model, but they say how well one could do.
    noise : float
        Standard deviation of the noise that :func:`sample` adds, g/kg.
    pixel_size : float
        Side of a reference pixel, m.
    cell_px : int
        Side of a temporal cell, reference pixels.
    origin : tuple of float
        Upper left corner (x, y), m.
    """

    static: dict[str, np.ndarray]
    temporal: dict[str, np.ndarray]
    truth: np.ndarray
    features: dict[str, np.ndarray]
    noise: float
    pixel_size: float = 90.0
    cell_px: int = 5
    origin: tuple[float, float] = (640_000.0, 3_460_000.0)
    crs: str = CRS
    years: tuple[int, ...] = YEARS


class Samples(NamedTuple):
    """Samples at pixel centres, one entry a sample in every array; ``strata`` are the nine blocks of the area."""

    ids: np.ndarray
    x: np.ndarray
    y: np.ndarray
    target: np.ndarray
    strata: np.ndarray
    row: np.ndarray
    col: np.ndarray


def random_field(rng: np.random.Generator, shape: tuple[int, int], range_px: float) -> np.ndarray:
    """Gaussian random field of mean 0 and variance 1 whose correlation length is about ``range_px``."""
    margin = int(np.ceil(4 * range_px))  # wide enough that the border of the noise never shows
    white = rng.standard_normal((shape[0] + 2 * margin, shape[1] + 2 * margin))
    smooth = gaussian_filter(white, range_px / 2)[margin : margin + shape[0], margin : margin + shape[1]]
    return (smooth - smooth.mean()) / smooth.std()


def neighbourhood_contrast(covariate: np.ndarray) -> np.ndarray:
    """Mean of the 24 pixels around a pixel minus the pixel: above 0 in hollows, below 0 on knolls.

    It is the same in all eight orientations of the window; beyond the edge the nearest pixel counts.
    """
    area = CONTRAST_WINDOW_PX**2
    total = uniform_filter(np.asarray(covariate, np.float64), CONTRAST_WINDOW_PX, mode="nearest") * area
    return (total - covariate) / (area - 1) - covariate


def recent_departure(series: np.ndarray) -> np.ndarray:
    """Exponentially weighted mean, recent years first, minus the plain mean of a series (T, ...).

    Its weights sum to 0: the level of the series cancels, and the same values in another order give another result.
    """
    steps = series.shape[0]
    weights = np.exp((np.arange(steps) - steps + 1) / MEMORY_YEARS)
    weights = weights / weights.sum() - 1 / steps
    return np.tensordot(weights, np.asarray(series, np.float64), axes=1)


def context_landscape(seed: int, size: int = 120, cell_px: int = 5, roughness_px: float = 2.0) -> Landscape:
    """Landscape (a): hollows collect carbon, and so does vegetation that has greened of late.

    The target is the sum of the neighbourhood contrast of `elevation`, of which the elevation of the pixel itself
    tells nearly nothing because hills are far higher than hollows are deep, and of the recent departure of
    `evi_area` from its ten-year mean, which differs from place to place less than the level of `evi_area` does.
    Neither the pixel's own values nor the set of the yearly values tell the target.

    Parameters
    ----------
    seed : int
        Same seed, same landscape.
    size : int
        Rows and columns of the reference grid; a multiple of ``cell_px``.
    cell_px : int
        Reference pixels a side of a temporal cell.
    roughness_px : float
        Correlation length of knolls and hollows, reference pixels.
    """
    rng = np.random.default_rng([seed, 1])
    static, temporal = _covariates(rng, size, cell_px, roughness_px)
    features, signal = _context_signal(static, temporal, cell_px)
    return _landscape(static, temporal, signal, features, noise=0.3 * SOC_SPREAD, cell_px=cell_px)


def pointwise_landscape(seed: int, size: int = 120, cell_px: int = 5, roughness_px: float = 2.0) -> Landscape:
    """Landscape (b): a smooth, nonlinear function of the pixel's own values and of the ten-year mean of `evi_area`."""
    rng = np.random.default_rng([seed, 2])
    static, temporal = _covariates(rng, size, cell_px, roughness_px)
    features, signal = _pointwise_signal(static, temporal, cell_px)
    return _landscape(static, temporal, signal, features, noise=0.35 * SOC_SPREAD, cell_px=cell_px)


def mixed_landscape(
    seed: int, share: float = 0.5, size: int = 120, cell_px: int = 5, roughness_px: float = 2.0
) -> Landscape:
    """Landscape (d): the sum of the signals of (a) and (b); `share` of its variance is that of (a)."""
    rng = np.random.default_rng([seed, 5])
    static, temporal = _covariates(rng, size, cell_px, roughness_px)
    context, context_signal = _context_signal(static, temporal, cell_px)
    pointwise, pointwise_signal = _pointwise_signal(static, temporal, cell_px)
    signal = share**0.5 * _standardised(context_signal) + (1 - share) ** 0.5 * _standardised(pointwise_signal)
    return _landscape(static, temporal, signal, {**context, **pointwise}, noise=0.35 * SOC_SPREAD, cell_px=cell_px)


def noise_landscape(seed: int, size: int = 120, cell_px: int = 5, roughness_px: float = 2.0) -> Landscape:
    """Landscape (c): the truth is the same everywhere, and the samples are that plus noise."""
    rng = np.random.default_rng([seed, 3])
    static, temporal = _covariates(rng, size, cell_px, roughness_px)
    truth = np.full((size, size), SOC_MEAN, np.float32)
    return Landscape(static, temporal, truth, {}, noise=SOC_SPREAD, cell_px=cell_px)


def sample(landscape: Landscape, n: int, seed: int, noise: float | None = None) -> Samples:
    """Draw ``n`` samples at the centres of different pixels.

    Parameters
    ----------
    landscape : Landscape
    n : int
        Number of samples.
    seed : int
        Same seed, same samples.
    noise : float, optional
        Standard deviation of the noise, g/kg; that of the landscape by default.
    """
    rng = np.random.default_rng([seed, 4])
    rows, cols = landscape.truth.shape
    row, col = np.divmod(rng.choice(rows * cols, n, replace=False), cols)
    spread = landscape.noise if noise is None else noise
    target = landscape.truth[row, col] + spread * rng.standard_normal(n)
    x = landscape.origin[0] + (col + 0.5) * landscape.pixel_size
    y = landscape.origin[1] - (row + 0.5) * landscape.pixel_size
    strata = np.array([f"block {3 * (3 * r // rows) + 3 * c // cols + 1}" for r, c in zip(row, col, strict=True)])
    ids = np.array([f"p{i + 1:04d}" for i in range(n)])
    return Samples(ids, x, y, target, strata, row, col)


def write(landscape: Landscape, folder: Path | str) -> dict[str, list[str]]:
    """Write the rasters as GeoTIFFs.

    Returns
    -------
    dict
        ``static``: one file a covariate; ``temporal``: one file a variable, one band a year (`evi_area_2002`...);
        ``truth``: one file.
    """
    folder = Path(folder)
    paths: dict[str, list[str]] = {"static": [], "temporal": [], "truth": []}
    for name, values in landscape.static.items():
        paths["static"].append(_write(landscape, folder / f"{name}.tif", values[np.newaxis], [name], 1))
    for name, values in landscape.temporal.items():
        bands = [f"{name}_{year}" for year in landscape.years]
        paths["temporal"].append(_write(landscape, folder / f"{name}.tif", values, bands, landscape.cell_px))
    paths["truth"].append(_write(landscape, folder / "truth.tif", landscape.truth[np.newaxis], ["truth"], 1))
    return paths


def write_samples(samples: Samples, path: Path | str) -> str:
    """Write samples as CSV: `id`, `x`, `y`, `soc` (g/kg), `stratum`."""
    with open(path, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["id", "x", "y", "soc", "stratum"])
        for item in zip(samples.ids, samples.x, samples.y, samples.target, samples.strata, strict=True):
            table.writerow([item[0], *(repr(float(value)) for value in item[1:4]), item[4]])
    return str(path)


def _covariates(
    rng: np.random.Generator, size: int, cell_px: int, roughness_px: float
) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Covariates that all three landscapes share: hills with hollows, and series with a level, a trend and years."""
    if size % cell_px:
        raise ValueError(f"The size {size} is not a multiple of the cell of {cell_px} pixels; choose one that is.")
    shape, cells = (size, size), (size // cell_px, size // cell_px)
    hills, hollows = random_field(rng, shape, 24.0), random_field(rng, shape, roughness_px)
    static = {
        "elevation": 300 + 120 * hills + 50 * hollows,  # m
        "twi": 9 + 2 * random_field(rng, shape, 6.0),
        "temperature": 15 + 1.5 * random_field(rng, shape, 18.0),  # degC
    }
    temporal = {
        "evi_area": 60 + 10 * _series(rng, cells),
        "greenup": 80 + 12 * _series(rng, cells),  # day of year
    }
    return (
        {name: values.astype(np.float32) for name, values in static.items()},
        {name: values.astype(np.float32) for name, values in temporal.items()},
    )


def _context_signal(
    static: dict[str, np.ndarray], temporal: dict[str, np.ndarray], cell_px: int
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    features = {
        "hollow": _standardised(neighbourhood_contrast(static["elevation"])),
        "greening": _standardised(_refined(recent_departure(temporal["evi_area"]), cell_px)),
    }
    return features, features["hollow"] + features["greening"]


def _pointwise_signal(
    static: dict[str, np.ndarray], temporal: dict[str, np.ndarray], cell_px: int
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    features = {
        "cool": _standardised(-static["temperature"]),
        "wet": _standardised(static["twi"]),
        "green": _standardised(_refined(temporal["evi_area"].mean(axis=0), cell_px)),
    }
    cool, wet, green = features.values()
    return features, np.tanh(cool) + 0.6 * np.exp(wet / 2) + 0.7 * green + 0.4 * cool * green


def _series(rng: np.random.Generator, cells: tuple[int, int]) -> np.ndarray:
    """Yearly series (T, h, w) of variance about 1.5: level, trend, the year's own weather and noise."""
    steps = len(YEARS)
    level, trend = random_field(rng, cells, 3.0), random_field(rng, cells, 1.0)
    ramp = np.linspace(-1, 1, steps)[:, np.newaxis, np.newaxis]
    weather = 0.3 * rng.standard_normal((steps, 1, 1))
    local = np.stack([random_field(rng, cells, 1.0) for _ in range(steps)])
    return level + 0.5 * trend * ramp + weather + 0.3 * local


def _landscape(
    static: dict[str, np.ndarray],
    temporal: dict[str, np.ndarray],
    signal: np.ndarray,
    features: dict[str, np.ndarray],
    noise: float,
    cell_px: int,
) -> Landscape:
    truth = (SOC_MEAN + SOC_SPREAD * _standardised(signal)).astype(np.float32)
    return Landscape(static, temporal, truth, features, noise, cell_px=cell_px)


def _standardised(values: np.ndarray) -> np.ndarray:
    values = np.asarray(values, np.float64)
    return ((values - values.mean()) / values.std()).astype(np.float32)


def _refined(cells: np.ndarray, cell_px: int) -> np.ndarray:
    """Give every reference pixel the value of the cell that contains it."""
    return np.repeat(np.repeat(cells, cell_px, axis=0), cell_px, axis=1)


def _write(landscape: Landscape, path: Path, values: np.ndarray, bands: list[str], cell_px: int) -> str:
    side = landscape.pixel_size * cell_px
    profile = {
        "driver": "GTiff",
        "dtype": "float32",
        "count": values.shape[0],
        "height": values.shape[1],
        "width": values.shape[2],
        "crs": landscape.crs,
        "transform": from_origin(*landscape.origin, side, side),
        "nodata": -9999.0,
        "compress": "deflate",
        "predictor": 3,
    }
    with rasterio.open(path, "w", **profile) as raster:
        raster.write(values)
        for band, description in enumerate(bands, start=1):
            raster.set_band_description(band, description)
    return str(path)
