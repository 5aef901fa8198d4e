"""Upslope area, and the two indices that are made of it: compound topographic index and stream power index.

Drainage (breaching of depressions, flats) and the accumulation of flow are RichDEM's, through py-richdem. Of the
libraries that can be had: pyflwdir routes to one neighbour only and brings numba (63 MB); topotoolbox brings GeoPandas,
another GDAL and another PROJ beside rasterio's; fastscapelib takes 300 bytes a pixel; the last two have no wheels for
Python 3.14 and for Linux on ARM. py-richdem needs numpy alone, is 0.8 MB, has wheels wherever the other packages of the
worker have, takes 50 bytes a pixel, and is kept up by the authors of Landlab, which stands on it. It is GPL-3.0.

Flow goes to every lower neighbour, as in GRASS's r.watershed, from which Geomorpho90m took these indices; a single
direction would draw parallel lines on slopes that a network then learns. How it is shared is calculated here and not by
RichDEM, which knows square pixels only.
"""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass

import numpy as np
import richdem
from numpy.typing import NDArray

from ..runtime.errors import InputError
from ..runtime.progress import Progress
from .local_shape import Array, neighbourhood

# Holmgren, P. (1994). Multiple flow direction algorithms for runoff modelling in grid based elevation models: an
# empirical evaluation. Hydrological Processes, 8(4), 327-334. He recommends 4 to 6; r.watershed takes 5.
EXPONENT = 5.0
# Level ground has no tangent to divide by. r.watershed takes a fall of half of the millimetre that it counts in.
MINIMUM_FALL_M = 0.0005
# The least mean of unit vectors that outflow on a plane has, whatever its direction, is 0.917 with this exponent.
LEAST_RESULTANT = 0.9
# Peak of accumulate(), measured on random terrain: 36 bytes for the shares and 8 for the surface or the area, then
# RichDEM's queues; and the rows that are worked on together.
BYTES_A_PIXEL, FIXED_MB = 50, 64
LARGEST_PX = 2**31 // 9  # RichDEM counts the shares with 32 bits

_NO_DATA = -(2.0**100)  # exact in single precision too, through which RichDEM takes it, and below every elevation
_NO_FLOW, _HAS_FLOW, _OUTSIDE = -1.0, 0.0, -2.0  # what RichDEM expects before a pixel's eight shares
_NEIGHBOURS = ((0, -1), (-1, -1), (-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1))  # (row, col) in RichDEM's order
_CHUNK_PX = 2**17  # rows are worked on together up to this many pixels


@dataclass(frozen=True)
class Flow:
    """Where the water of every pixel goes, and how much comes by.

    Attributes
    ----------
    shares : ndarray (H, W, 8) of float32
        Part of the outflow that each neighbour takes, in the order of `_NEIGHBOURS`. All 0 at pixels without all eight
        neighbours: what they would pass on is not known, so they are where water leaves the DEM.
    area : ndarray (H, W) of float64
        Upslope area with the pixel's own, in square metres.
    """

    shares: NDArray[np.float32]
    area: Array


def memory_mb(height: int, width: int) -> int:
    """Return what :func:`accumulate` needs for a DEM of that size."""
    return FIXED_MB + math.ceil(height * width * BYTES_A_PIXEL / 2**20)


def refuse_too_large(height: int, width: int, limit_mb: int) -> None:
    """Refuse a DEM whose flow does not fit.

    Raises
    ------
    InputError
        It needs more than `limit_mb`, or has more pixels than can be counted.
    """
    needed = memory_mb(height, width)
    if height * width > LARGEST_PX:
        raise InputError(
            f"The DEM has {width} x {height} pixels, flow can be followed over {LARGEST_PX} at most; clip it or "
            "resample it to larger pixels."
        )
    if needed > limit_mb:
        raise InputError(
            f"Following the flow over {width} x {height} pixels needs {needed} MB at once, and MEMORY_MB is "
            f"{limit_mb}; raise it to {needed}, clip the DEM, or resample it to larger pixels."
        )


def accumulate(z: Array, dx: float, dy: float, progress: Progress) -> Flow:
    """Follow the flow over a DEM.

    Depressions are breached, which changes fewer pixels than filling them, and flats get a gradient towards their
    outlets; both only steer the water, the elevations of the indices stay those of the DEM.

    Lindsay, J.B. (2016). Efficient hybrid breaching-filling sink removal methods for flow path enforcement in digital
    elevation models. Hydrological Processes, 30(6), 846-857.
    Barnes, R., Lehman, C., Mulla, D. (2014). An efficient assignment of drainage direction over flat surfaces in raster
    digital elevation models. Computers & Geosciences, 62, 128-135.

    Parameters
    ----------
    z : ndarray (H, W)
        Elevations in metres, NaN where there are none. It is used up: it holds the drained surface afterwards.
    dx, dy
        Width and height of a pixel in metres.
    """
    # RichDEM keeps the address only: of another layout it would make a copy, and write to that when it is gone.
    z = np.require(z, np.float64, ["C_CONTIGUOUS", "WRITEABLE"])
    known = np.isfinite(z)
    z[~known] = _NO_DATA
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of datetime, in RichDEM's notes on an array's history
        surface = _wrapped(richdem.rdarray, z, _NO_DATA)
        progress.report(0.0, "breaching depressions")
        richdem.breach_depressions(surface, in_place=True)
        progress.report(0.3, "draining flats")
        richdem.resolve_flats(surface, in_place=True)
        progress.report(0.6, "sharing the flow")
        shares = _all_shares(z, known, dx, dy, progress.part(0.6, 0.8, "sharing the flow"))
        area = np.full(z.shape, dx * dy)
        progress.report(0.8, "accumulating the flow")
        richdem.flow_accum_from_props(_wrapped(richdem.rd3array, shares, _OUTSIDE), weights=area, in_place=True)
    progress.report(1.0, "accumulating the flow")
    return Flow(shares[:, :, 1:], area)


def indices(z: NDArray[np.floating], flow: Flow, rows: slice, cols: slice, dx: float, dy: float) -> tuple[Array, Array]:
    """Return compound topographic index ln(a / tan b) and stream power index a tan b of a window.

    a is the specific catchment area in metres: upslope area by the width that the outflow crosses. Uniform flow whose
    mean step is s crosses a width of dx dy / s, which is exact on a plane of any direction. Where flow diverges, that
    grows without bound; there the width is the summed length of the contours towards the neighbours that take some.
    The shorter of the two counts. tan b is the mean gradient to those neighbours, weighted by what they take, by the
    length of the mean of the unit vectors to them, so that it too is a plane's own gradient.

    Quinn, P., Beven, K., Chevallier, P., Planchon, O. (1991). The prediction of hillslope flow paths for distributed
    hydrological modelling using digital terrain models. Hydrological Processes, 5(1), 59-79.
    Moore, I.D., Grayson, R.B., Ladson, A.R. (1991). Digital terrain modelling: a review of hydrological,
    geomorphological, and biological applications. Hydrological Processes, 5(1), 3-30.

    Parameters
    ----------
    z : ndarray (h + 2, w + 2)
        Elevations of the window with one pixel around it, in metres, NaN where there are none.
    flow
        Of the whole DEM.
    rows, cols
        The window's place in `flow`.
    dx, dy
        Width and height of a pixel in metres.

    Returns
    -------
    two ndarray (h, w)
        Natural logarithm of metres, and metres; NaN at pixels without all eight neighbours.
    """
    window = neighbourhood(z)
    shares = flow.shares[rows, cols]
    lengths = _contours(dx, dy)
    step_x, step_y, unit_x, unit_y, contour, tangent = (np.zeros(window[4].shape) for _ in range(6))
    for number, (row, col) in enumerate(_NEIGHBOURS):
        share = shares[:, :, number].astype(np.float64)
        x, y = col * dx, row * dy
        distance = math.hypot(x, y)
        fall = np.maximum(window[4] - window[4 + 3 * row + col], MINIMUM_FALL_M)
        step_x += share * x
        step_y += share * y
        unit_x += share * x / distance
        unit_y += share * y / distance
        contour += np.where(share > 0, lengths[number], 0.0)
        tangent += share * fall / distance
    with np.errstate(divide="ignore", invalid="ignore"):
        width = np.minimum(dx * dy / np.hypot(step_x, step_y), contour)
        tangent /= np.maximum(np.hypot(unit_x, unit_y), LEAST_RESULTANT)
        specific = flow.area[rows, cols] / width
        known = contour > 0
        return np.where(known, np.log(specific / tangent), np.nan), np.where(known, specific * tangent, np.nan)


def _wrapped(kind: type, values: NDArray[np.floating], no_data: float) -> NDArray[np.floating]:
    array = kind(values, no_data=no_data)
    array.geotransform = (0.0, 1.0, 0.0, 0.0, 0.0, -1.0)  # RichDEM warns where there is none, and uses it for nothing
    return array


def _all_shares(
    surface: Array, known: NDArray[np.bool_], dx: float, dy: float, progress: Progress
) -> NDArray[np.float32]:
    """Return RichDEM's flow proportions, (H, W, 9): a mark and the shares of the eight neighbours."""
    height, width = surface.shape
    shares = np.zeros((height, width, 9), np.float32)
    shares[:, :, 0] = np.where(known, _NO_FLOW, _OUTSIDE)
    rows = max(_CHUNK_PX // width, 1)
    for top in range(1, height - 1, rows):
        progress.report(top / height)
        bottom = min(top + rows, height - 1)
        block = shares[top:bottom, 1:-1]
        complete = np.all(neighbourhood(known[top - 1 : bottom + 1].astype(np.float64)), axis=0)
        block[:, :, 1:] = _shares(surface[top - 1 : bottom + 1], complete, dx, dy)
        block[:, :, 0][block[:, :, 1:].any(axis=2)] = _HAS_FLOW
    return shares


def _shares(surface: Array, complete: NDArray[np.bool_], dx: float, dy: float) -> NDArray[np.float32]:
    """Return the shares of the eight neighbours, (h - 2, w - 2, 8): the gradient's power, 0 where it goes up."""
    window = neighbourhood(surface)
    weights = np.zeros((*complete.shape, len(_NEIGHBOURS)))
    for number, (row, col) in enumerate(_NEIGHBOURS):
        fall = np.where(complete, window[4] - window[4 + 3 * row + col], 0.0)
        weights[:, :, number] = np.maximum(fall, 0.0) / math.hypot(col * dx, row * dy)
    steepest = weights.max(axis=2, keepdims=True)
    # By the steepest first: the fifth power of the gradients that drain a flat is no number any more.
    weights /= np.where(steepest > 0, steepest, 1.0)
    weights **= EXPONENT
    total = weights.sum(axis=2, keepdims=True)
    return (weights / np.where(total > 0, total, 1.0)).astype(np.float32)


def _contours(dx: float, dy: float) -> tuple[float, ...]:
    """Return the length of the contour towards each neighbour: the sides of an octagon in the pixel."""
    sideways = dx * math.tan(math.atan2(dy, dx) / 2)
    upright = dy * math.tan(math.atan2(dx, dy) / 2)
    diagonal = math.hypot((dx - upright) / 2, (dy - sideways) / 2)
    return tuple(sideways if row == 0 else upright if col == 0 else diagonal for row, col in _NEIGHBOURS)
