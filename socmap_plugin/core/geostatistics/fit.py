"""From samples to kriging: distinct places, the variogram that predicts them best, and whether there is any."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..runtime.seeds import VARIOGRAM, generator
from .experimental import experimental_variogram, nearest_variograms
from .kriging import Kriging
from .variogram import Floats, Variogram, pure_nugget

LEAST_PLACES = 20  # with fewer, no variogram is known
JUDGED, JUDGES = 500, 24  # places that are left out one by one, and neighbours that then predict them
CERTAIN = 1.645  # standard errors by which neighbours must beat the mean: 5 % in one direction


@dataclass(frozen=True)
class SampleKriging:
    """The kriging of samples.

    Attributes
    ----------
    kriging
        Of their places.
    place
        (n,) place of every sample.
    """

    kriging: Kriging
    place: NDArray[np.int64]

    def held_back(self) -> Floats:
        """Return what the other places say of every sample's, (n,)."""
        return self.kriging.leave_one_out(np.arange(len(self.kriging.points)))[0][self.place]


def distinct_places(
    points: Floats, values: Floats, pixel_group: NDArray[np.int64]
) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Join the samples of each pixel, and those at one point, to a place with their means.

    Parameters
    ----------
    points
        (n, d) in metres.
    values
        (n,) at these.
    pixel_group
        (n,) equal for samples of one pixel.

    Returns
    -------
    points, values, place : array
        (m, d) and (m,) of the places, and (n,) the place of every sample.
    """
    group = np.unique(pixel_group, return_inverse=True)[1].reshape(-1)
    points, values = _means(points, values, group)
    same = np.unique(points.round(3), axis=0, return_inverse=True)[1].reshape(-1)  # to the millimetre
    return *_means(points, values, same), same[group]


def _means(points: Floats, values: Floats, group: NDArray[np.int64]) -> tuple[Floats, Floats]:
    count = np.bincount(group)
    columns = [np.bincount(group, column) / count for column in (*points.T, values)]
    return np.column_stack(columns[:-1]), columns[-1]


def fitted_variogram(points: Floats, values: Floats, mean: float | None = None) -> Variogram:
    """Return the variogram by which the nearest places predict a place best; a pure nugget where they do not.

    Every family is fitted to the experimental variogram. Places are then left out one by one; the family with the
    smallest squared error is taken if it is smaller than that of the mean by more than chance. Nugget and structured
    variance are scaled so that the errors are as large as kriging says they are.

    Parameters
    ----------
    points
        (n, d) distinct places in metres.
    values
        (n,) at these, residuals for instance.
    mean
        Of the values, where it is known.
    """
    count = len(values)
    variance = float(np.mean((values - (values.mean() if mean is None else mean)) ** 2))
    if count < LEAST_PLACES or variance == 0:
        return pure_nugget(variance)
    rows = np.sort(generator(VARIOGRAM).permutation(count)[:JUDGED])
    without = (values.sum() - values[rows]) / (count - 1) if mean is None else mean
    plain = (values[rows] - without) ** 2
    best, least = pure_nugget(variance), math.inf
    for candidate in nearest_variograms(experimental_variogram(points, values)):
        predicted, expected = Kriging(points, values, candidate, mean).leave_one_out(rows, JUDGES)
        squared = (values[rows] - predicted) ** 2
        gain = plain - squared
        certain = gain.mean() > CERTAIN * gain.std() / math.sqrt(len(rows))
        if certain and squared.mean() < least:
            scale = float(squared.mean() / expected.mean())
            best, least = _scaled(candidate, scale), float(squared.mean())
    return best


def fitted_kriging(
    points: Floats, values: Floats, pixel_group: NDArray[np.int64], mean: float | None = None
) -> SampleKriging:
    """Return the kriging of samples; several in one pixel, or at one point, are one place with their mean.

    Parameters
    ----------
    points
        (n, d) in metres, as :func:`..raster.projection.metric_points` returns them.
    values
        (n,) in any unit.
    pixel_group
        (n,) equal for samples of one pixel.
    mean
        Of the values, where it is known (0 for residuals): simple kriging, else ordinary kriging.

    Examples
    --------
    Values that follow a slope of the land, and what is predicted between the samples:

    >>> draw = np.random.default_rng(1)
    >>> points = draw.uniform(0, 1000, (200, 2))
    >>> kriging = fitted_kriging(points, points[:, 0] / 100, np.arange(200)).kriging
    >>> mean, variance = kriging.predict(np.array([[500.0, 500.0]]))
    >>> bool(abs(mean[0] - 5) < 0.2), bool(variance[0] < 0.1)
    (True, True)
    """
    places, means, place = distinct_places(points, values, pixel_group)
    return SampleKriging(Kriging(places, means, fitted_variogram(places, means, mean), mean), place)


def _scaled(variogram: Variogram, factor: float) -> Variogram:
    return dataclasses.replace(variogram, nugget=variogram.nugget * factor, structured=variogram.structured * factor)
