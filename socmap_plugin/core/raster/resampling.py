"""Resampling of numbers some of which are missing, at places given in pixels of their array. Arrays only, no files.

A place is (y, x) in pixels: the first pixel reaches from 0 to 1 and has its centre at 0.5. Every function returns NaN
where it finds no value.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..runtime.errors import InputError

LEAST_SHARE = 1e-6  # of a box: a smaller part of it is rounding, and no value to be taken
MOST_CLASSES = 1000  # in a block: each takes a pass over it

Places = NDArray[np.float64]


def nearest(numbers: NDArray[np.float32], valid: NDArray[np.bool_], y: Places, x: Places) -> NDArray[np.float32]:
    """Return the values of the pixels that hold the places.

    Parameters
    ----------
    numbers, valid
        (bands, height, width) values and which of them are there.
    y, x
        (...) places.

    Returns
    -------
    array
        (bands, ...).
    """
    index, inside = _pixel(y, x, valid.shape[1:])
    found = numbers.reshape(len(numbers), -1).take(index, axis=1)
    found[~(_held(valid, index) & inside)] = np.nan
    return found


def bilinear(numbers: NDArray[np.float32], valid: NDArray[np.bool_], y: Places, x: Places) -> NDArray[np.float32]:
    """Interpolate between the centres of the four pixels around each place; a missing one has no part in it.

    Parameters and result, (bands, ...), as of :func:`nearest`. There is no value where the pixel that holds the place
    is missing.
    """
    middle, inside = _pixel(y, x, valid.shape[1:])
    with np.errstate(invalid="ignore"):
        top, left = np.floor(y - 0.5), np.floor(x - 0.5)
    total, weights = np.zeros((2, len(numbers), *y.shape))
    for row, up in ((top, 1 - (y - 0.5 - top)), (top + 1, y - 0.5 - top)):
        for col, along in ((left, 1 - (x - 0.5 - left)), (left + 1, x - 0.5 - left)):
            index, there = _pixel(row + 0.5, col + 0.5, valid.shape[1:])
            weight = np.where(_held(valid, index) & there, up * along, 0.0)
            total += weight * numbers.reshape(len(numbers), -1).take(index, axis=1)
            weights += weight
    there = _held(valid, middle) & inside & (weights > 0)
    return np.divide(total, weights, out=np.full(total.shape, np.nan), where=there).astype(np.float32)


def average(numbers: NDArray[np.float32], valid: NDArray[np.bool_], boxes: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return the mean over boxes, in which every valid pixel counts by how much of it lies inside.

    Parameters
    ----------
    numbers, valid
        (bands, height, width) values and which of them are there.
    boxes
        (4, ...) top, left, bottom and right of each box.

    Returns
    -------
    array
        (bands, ...).
    """
    result = np.full((len(numbers), *boxes.shape[1:]), np.nan, np.float32)
    size = (boxes[2] - boxes[0]) * (boxes[3] - boxes[1])
    for band, there, means in zip(numbers, valid, result):
        if not there.any():
            continue
        base = float(band[there][0])  # sums of small differences round less, and a constant stays what it is
        area = _sums(there.astype(np.float64), boxes)
        total = _sums(np.where(there, band.astype(np.float64) - base, 0.0), boxes)
        np.divide(total, area, out=total, where=area > 0)
        means[:] = np.where(area > LEAST_SHARE * size, base + total, np.nan)
    return result


def majority(numbers: NDArray[np.float32], valid: NDArray[np.bool_], boxes: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return the value that has the largest part of each box, the smaller of two with equal parts.

    Parameters and result, (bands, ...), as of :func:`average`.

    Raises
    ------
    InputError
        There are too many different values for classes.
    """
    result = np.full((len(numbers), *boxes.shape[1:]), np.nan, np.float32)
    size = (boxes[2] - boxes[0]) * (boxes[3] - boxes[1])
    for band, there, winner in zip(numbers, valid, result):
        classes = np.unique(band[there])
        if len(classes) > MOST_CLASSES:
            raise InputError(
                f"A raster that is to be resampled by majority has {len(classes)} different values in one part, and "
                f"classes are {MOST_CLASSES} at most; choose another resampling."
            )
        largest = LEAST_SHARE * size
        for value in classes:
            area = _sums((there & (band == value)).astype(np.float64), boxes)
            more = area > largest * (1 + LEAST_SHARE)
            winner[more], largest = value, np.where(more, area, largest)
    return result


def _pixel(y: Places, x: Places, shape: tuple[int, ...]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Return the flat index of the pixels that hold places, any where there is none, and whether there is one."""
    with np.errstate(invalid="ignore"):
        row, col = np.floor(y), np.floor(x)
        inside = (row >= 0) & (row < shape[0]) & (col >= 0) & (col < shape[1])
    return np.where(inside, row * shape[1] + col, 0).astype(np.intp), inside


def _held(valid: NDArray[np.bool_], index: NDArray[np.intp]) -> NDArray[np.bool_]:
    return valid.reshape(len(valid), -1).take(index, axis=1)


def _sums(image: NDArray[np.float64], boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the sums over boxes of an image (height, width) whose pixels are flat.

    They are differences of the sums from the first corner, which grow bilinearly inside a pixel.
    """
    height, width = image.shape
    whole = np.zeros((height + 1, width + 1))
    np.cumsum(np.cumsum(image, axis=0), axis=1, out=whole[1:, 1:])
    flat = whole.ravel()
    rows = [_between(edge, height) for edge in (boxes[0], boxes[2])]
    cols = [_between(edge, width) for edge in (boxes[1], boxes[3])]
    total = np.zeros(boxes.shape[1:])
    for sign, (row, down) in zip((-1, 1), rows):
        for also, (col, along) in zip((-1, 1), cols):
            first = row * (width + 1) + col
            upper = flat[first] * (1 - along) + flat[first + 1] * along
            lower = flat[first + width + 1] * (1 - along) + flat[first + width + 2] * along
            total += sign * also * (upper * (1 - down) + lower * down)
    return total


def _between(edge: NDArray[np.float64], count: int) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return which pixel of a line holds a place, and where in it, from 0 to 1; outside the nearest edge."""
    place = np.clip(np.where(np.isnan(edge), 0.0, edge), 0, count)
    pixel = np.minimum(place.astype(np.intp), count - 1)
    return pixel, place - pixel
