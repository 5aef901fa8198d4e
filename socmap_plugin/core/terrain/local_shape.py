"""Local terrain operators: what the elevations in a small window around a pixel say.

Every function takes elevations with NaN where there are none, and gives NaN where one pixel of its window is NaN, as
gdaldem does. A result is smaller than its input by the window's margin on every side. No value depends on more than
its own window, so that tiles with a halo give the same bits as the whole.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

HALO_PX = 2  # how far the widest operator looks: ruggedness takes 3 x 3 normals, each of 3 x 3 elevations
WINDOW_PX = 9  # of 3 x 3

Array = NDArray[np.float64]


def neighbourhood(z: NDArray[np.floating]) -> Sequence[Array]:
    """Return the nine pixels of every 3 x 3 window, row by row.

    Parameters
    ----------
    z : ndarray (H, W)

    Returns
    -------
    sequence of nine ndarray (H - 2, W - 2)
        Views of `z` in float64; the fifth is the pixel itself.
    """
    height, width = z.shape
    wide = z.astype(np.float64, copy=False)
    return [wide[row : height - 2 + row, col : width - 2 + col] for row in range(3) for col in range(3)]


def gradient(z: NDArray[np.floating], dx: float, dy: float) -> tuple[Array, Array]:
    """Return the gradient by Horn's weights, along the columns and along the rows; rise over run.

    Horn, B.K.P. (1981). Hill shading and the reflectance map. Proceedings of the IEEE, 69(1), 14-47.

    Parameters
    ----------
    z : ndarray (H, W)
    dx, dy
        Width and height of a pixel, in the unit of `z`.

    Returns
    -------
    two ndarray (H - 2, W - 2)
    """
    a, b, c, d, e, f, g, h, i = neighbourhood(z)
    here = 0 * e  # Horn does without the pixel itself; where that is missing there is no slope all the same
    return ((c + 2 * f + i) - (a + 2 * d + g)) / (8 * dx) + here, ((g + 2 * h + i) - (a + 2 * b + c)) / (8 * dy) + here


def slope(z: NDArray[np.floating], dx: float, dy: float) -> Array:
    """Return the slope in degrees by Horn's gradient, (H - 2, W - 2)."""
    return np.degrees(np.arctan(np.hypot(*gradient(z, dx, dy))))


def directions(z: NDArray[np.floating], dx: float, dy: float) -> tuple[Array, Array]:
    """Return northness and eastness: how far a slope leans to the top and to the right of the grid, -1 to 1.

    The sine of the slope by the cosine, and by the sine, of the aspect: 0 where the ground is level, and no jump where
    the aspect goes from 360 to 0 degrees. The horizontal parts of the surface's unit normal.

    Amatulli, G., Domisch, S., Tuanmu, M.-N., Parmentier, B., Ranipeta, A., Malczyk, J., Jetz, W. (2018). A suite of
    global, cross-scale topographic variables. Scientific Data, 5, 180040.

    Parameters
    ----------
    z : ndarray (H, W)
    dx, dy
        As for :func:`gradient`; below 0 where columns go west, or rows go north.

    Returns
    -------
    two ndarray (H - 2, W - 2)
    """
    east, south = gradient(z, dx, dy)
    up = 1 / np.sqrt(1 + east**2 + south**2)
    return south * up, -east * up


def ruggedness_index(z: NDArray[np.floating]) -> Array:
    """Return Riley's terrain ruggedness index in the unit of `z`, (H - 2, W - 2).

    The root of the summed squared differences to the eight neighbours, gdaldem's default since GDAL 3.3; before, it
    took Wilson's mean absolute difference.

    Riley, S.J., DeGloria, S.D., Elliot, R. (1999). A terrain ruggedness index that quantifies topographic
    heterogeneity. Intermountain Journal of Sciences, 5(1-4), 23-27.
    """
    window = neighbourhood(z)
    return np.sqrt(_sum([(pixel - window[4]) ** 2 for pixel in window]))


def position_index(z: NDArray[np.floating]) -> Array:
    """Return the pixel less the mean of its eight neighbours, in the unit of `z`, (H - 2, W - 2)."""
    window = neighbourhood(z)
    return window[4] - _sum([*window[:4], *window[5:]]) / (WINDOW_PX - 1)


def roughness(z: NDArray[np.floating]) -> Array:
    """Return the largest less the smallest of the nine elevations, in the unit of `z`, (H - 2, W - 2)."""
    window = neighbourhood(z)
    return np.asarray(functools.reduce(np.maximum, window) - functools.reduce(np.minimum, window))


def vector_ruggedness(z: NDArray[np.floating], dx: float, dy: float) -> Array:
    """Return the vector ruggedness measure of 3 x 3 pixels: 0 on any plane, 1 at most; (H - 4, W - 4).

    One less the length of the mean of the surface's unit normals. Those are what slope and aspect decompose into:
    x = sin(slope) sin(aspect), y = sin(slope) cos(aspect), z = cos(slope).

    Sappington, J.M., Longshore, K.M., Thompson, D.B. (2007). Quantifying landscape ruggedness for animal habitat
    analysis. Journal of Wildlife Management, 71(5), 1419-1426.
    """
    east, south = gradient(z, dx, dy)
    up = 1 / np.sqrt(1 + east**2 + south**2)
    resultant = np.sqrt(sum(_sum(neighbourhood(part)) ** 2 for part in (east * up, south * up, up)))
    return np.maximum(1 - resultant / WINDOW_PX, 0.0)  # rounding can leave a plane a hair below 0


def _sum(parts: Sequence[Array]) -> Array:
    """Add in a fixed order: a running sum would depend on where the tile begins."""
    return functools.reduce(np.add, parts)
