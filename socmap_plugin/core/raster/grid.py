"""Grid arithmetic: the reference grid, its windows, and where a point falls."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..runtime.errors import InputError
from ..settings.limits import between
from ..settings.typed import decode

ALIGNED_PX = 1e-4  # a shift this small is rounding in the file's header, not another grid
SMALLEST, FARTHEST = 1e-12, 1e15  # sides of a pixel and coordinates, in units of any CRS
THINNEST = 1e-9  # area of a sheared pixel, relative to its sides
MOST_PX = 2**31 - 1  # along a side, as GDAL counts them
FAR_PX = 2**40  # further out than any raster reaches, and safe to calculate with


@dataclass(frozen=True)
class Window:
    """A block of a grid's pixels; row and col may be negative, and the block may reach beyond the grid."""

    row: int
    col: int
    height: int
    width: int

    @classmethod
    def around(cls, row: NDArray[np.int64], col: NDArray[np.int64]) -> Window:
        """Return the smallest window that holds (n,) pixels, of which there must be one."""
        return cls(int(row.min()), int(col.min()), int(np.ptp(row)) + 1, int(np.ptp(col)) + 1)

    def grown(self, margin: int) -> Window:
        """Return the window with `margin` more pixels on each side."""
        return Window(self.row - margin, self.col - margin, self.height + 2 * margin, self.width + 2 * margin)

    def intersection(self, height: int, width: int) -> Window | None:
        """Return the part inside a raster of `height` x `width` pixels, None where there is none."""
        top, left = max(self.row, 0), max(self.col, 0)
        bottom, right = min(self.row + self.height, height), min(self.col + self.width, width)
        return Window(top, left, bottom - top, right - left) if bottom > top and right > left else None


@dataclass(frozen=True)
class Grid:
    """A north-up or sheared raster grid.

    Attributes
    ----------
    crs_wkt
        Coordinate reference system as WKT.
    transform
        (a, b, c, d, e, f): x = a col + b row + c, y = d col + e row + f, for pixel corners.
    width, height
        Size in pixels.
    """

    crs_wkt: str
    transform: tuple[float, float, float, float, float, float]
    width: int = between(dataclasses.MISSING, 1, MOST_PX)
    height: int = between(dataclasses.MISSING, 1, MOST_PX)

    def xy(self, row: NDArray[Any], col: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the coordinates of pixel centres.

        Parameters
        ----------
        row, col
            Pixels, of any shape, (n,) for instance; also halves, and pixels outside the grid.

        Returns
        -------
        x, y : array
            Of the same shape, in the units of the CRS.

        Examples
        --------
        >>> grid = Grid("", (90, 0, 500_000, 0, -90, 3_400_000), width=100, height=80)
        >>> x, y = grid.xy(np.array([0, 1]), np.array([0, 2]))
        >>> x.tolist(), y.tolist()
        ([500045.0, 500225.0], [3399955.0, 3399865.0])
        """
        a, b, c, d, e, f = self.transform
        column, line = np.asarray(col) + 0.5, np.asarray(row) + 0.5
        return a * column + b * line + c, d * column + e * line + f

    def pixel(self, x: NDArray[Any], y: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return row and column of the pixels that contain points; outside the grid they go on counting.

        Points at infinity, which have no place in the grid's CRS, are far outside.

        Parameters
        ----------
        x, y
            Coordinates in the units of the CRS, of any shape, (n,) for instance.

        Returns
        -------
        row, col : array
            Of the same shape, from 0.
        """
        a, b, c, d, e, f = self.transform
        determinant = a * e - b * d
        dx, dy = np.asarray(x, float) - c, np.asarray(y, float) - f
        with np.errstate(invalid="ignore"):
            col, row = (e * dx - b * dy) / determinant, (a * dy - d * dx) / determinant
        return _pixel_number(row), _pixel_number(col)

    def contains(self, row: NDArray[Any], col: NDArray[Any]) -> NDArray[np.bool_]:
        """Return which pixels lie inside the grid, in the shape of `row` and `col`, (n,) for instance."""
        return np.asarray((row >= 0) & (row < self.height) & (col >= 0) & (col < self.width))

    @property
    def pixel_size(self) -> tuple[float, float]:
        """Width and height of a pixel in the units of the CRS."""
        a, b, _, d, e, _ = self.transform
        return math.hypot(a, d), math.hypot(b, e)

    def shift_to(self, other: Grid) -> tuple[int, int] | None:
        """Return (row, col) of this grid's first pixel in `other`, None unless both lie on one lattice."""
        sizes = zip(self.transform, other.transform)
        scale = max(self.pixel_size)
        span = max(self.width, self.height, other.width, other.height)
        if any(abs(one - two) * span > ALIGNED_PX * scale for i, (one, two) in enumerate(sizes) if i not in (2, 5)):
            return None
        a, b, c, d, e, f = other.transform
        dx, dy = self.transform[2] - c, self.transform[5] - f
        determinant = a * e - b * d
        col, row = (e * dx - b * dy) / determinant, (a * dy - d * dx) / determinant
        if abs(col - round(col)) > ALIGNED_PX or abs(row - round(row)) > ALIGNED_PX:
            return None
        return round(row), round(col)

    def crop(self, window: Window) -> Grid:
        """Return the grid of a window of this one; the window may reach beyond it."""
        a, b, c, d, e, f = self.transform
        origin = (a * window.col + b * window.row + c, d * window.col + e * window.row + f)
        return Grid(self.crs_wkt, (a, b, origin[0], d, e, origin[1]), window.width, window.height)

    def window_of(self, bounds: tuple[float, float, float, float]) -> Window:
        """Return the window that covers (xmin, ymin, xmax, ymax), which may reach beyond the grid."""
        xmin, ymin, xmax, ymax = bounds
        a, b, c, d, e, f = self.transform
        determinant = a * e - b * d
        dx = np.array([xmin, xmax, xmin, xmax]) - c
        dy = np.array([ymin, ymin, ymax, ymax]) - f
        col, row = (e * dx - b * dy) / determinant, (a * dy - d * dx) / determinant
        left, top = math.floor(col.min() + ALIGNED_PX), math.floor(row.min() + ALIGNED_PX)
        right, bottom = math.ceil(col.max() - ALIGNED_PX), math.ceil(row.max() - ALIGNED_PX)
        return Window(top, left, max(bottom - top, 0), max(right - left, 0))

    def bounds(self) -> tuple[float, float, float, float]:
        """Return (xmin, ymin, xmax, ymax)."""
        a, b, c, d, e, f = self.transform
        x = [c, c + a * self.width, c + b * self.height, c + a * self.width + b * self.height]
        y = [f, f + d * self.width, f + e * self.height, f + d * self.width + e * self.height]
        return min(x), min(y), max(x), max(y)

    def windows(self, height: int, width: int | None = None) -> Iterator[Window]:
        """Yield windows of at most `height` x `width` pixels (squares without a width), row by row over the grid."""
        width = width or height
        for row in range(0, self.height, height):
            for col in range(0, self.width, width):
                yield Window(row, col, min(height, self.height - row), min(width, self.width - col))

    def to_json(self) -> dict[str, Any]:
        """Return plain values, as headers hold them."""
        return {
            "crs_wkt": self.crs_wkt,
            "transform": list(self.transform),
            "width": self.width,
            "height": self.height,
        }

    @classmethod
    def from_json(cls, value: Any) -> Grid:
        """Rebuild from :meth:`to_json`.

        Raises
        ------
        InputError
            A field that is missing, not known, of another type or out of range, or pixels without an area.
        """
        grid: Grid = decode(cls, value, "grid", "")
        if not has_area(grid.transform):
            raise InputError(f"Its grid has {grid.width} x {grid.height} pixels of {grid.transform}.")
        return grid


def has_area(transform: tuple[float, float, float, float, float, float]) -> bool:
    """Return whether the pixels of a transform have an area, and coordinates that can be calculated with."""
    a, b, _, d, e, _ = transform
    if not all(map(math.isfinite, transform)) or max(map(abs, transform)) > FARTHEST:
        return False
    width, height = math.hypot(a, d), math.hypot(b, e)
    return min(width, height) > SMALLEST and abs(a * e - b * d) > THINNEST * width * height


def _pixel_number(position: NDArray[np.float64]) -> NDArray[np.int64]:
    found = np.isfinite(position) & (np.abs(position) < FAR_PX)
    return np.where(found, np.floor(position), -FAR_PX).astype(np.int64)


def check_window(window: int, largest: int) -> None:
    """Refuse a patch window that has no centre pixel or is too large.

    Raises
    ------
    InputError
        The window is even, below 1 or above `largest`.
    """
    if window < 1 or window % 2 == 0 or window > largest:
        raise InputError(f"The window is {window} pixels; it must be odd and from 1 to {largest}, for example 5.")
