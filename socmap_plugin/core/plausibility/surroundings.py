"""What lies around samples says against them: neighbours, and what the covariates make expected."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from ..runtime.seeds import SAMPLE_CHECK, generator
from ..settings.sample_rules import NEIGHBOURS, UNLIKE_COVARIATES, UNLIKE_NEIGHBOURS
from .sample_findings import SampleFinding
from .sample_points import SamplePoints

ENOUGH_PLACES = 30  # for a robust spread of what is usual
REGION = 24  # nearest places, by whose distances from their own neighbours it is known how rough a region is
SCALES = (np.log, np.sqrt)
NORMAL = 1.4826  # standard deviation by median absolute deviation, of normal numbers
TREES, LEAF, TRIED = 200, 3, 1 / 3  # of a small forest: a second for a thousand samples
FACTORS = ((10.0, "Ten times as much"), (0.1, "A tenth"))
FITS = 1.5  # robust standard deviations from what is expected

Floats = NDArray[np.float64]


def check_neighbours(points: SamplePoints, values: Floats, unit: str, deviations: float) -> list[SampleFinding]:
    """Return which samples differ from their neighbours more than is usual in these samples.

    The score of a sample is its distance from the median of the nearest other places, by the median absolute one of all
    such distances or of those of its region, whichever is larger. It is calculated of logarithms, and below what is
    expected also of roots, of which the one nearer to 0 counts: logarithms make small differences of low values large.

    Parameters
    ----------
    points
        The places of the samples.
    values
        (n,) targets; those that are not above 0 are left aside.
    unit
        Of the target.
    deviations
        How many are no finding yet.
    """
    rows = np.flatnonzero(points.placed & np.isfinite(values) & (values > 0))
    places, place = np.unique(points.metres[rows], axis=0, return_inverse=True)
    place = place.ravel()
    if len(places) < ENOUGH_PLACES:
        return []
    at_places = _medians(values[rows], place)
    region = cKDTree(places).query(places, k=REGION + 1)[1][:, 1:]
    level = np.median(at_places[region[:, :NEIGHBOURS]], axis=1)
    expected = level[place]
    around = [np.abs(scale(at_places) - scale(level))[region][place] for scale in SCALES]
    scores, fit = _scores(values[rows], expected, around)
    texts = "the median of the {} nearest places is {:.4g} {}"
    found = []
    for k in np.flatnonzero(np.abs(scores) > deviations).tolist():
        said = f"{values[rows[k]]:.4g} {unit}, and {texts.format(NEIGHBOURS, expected[k], unit)}"
        found.append(_finding(int(rows[k]), UNLIKE_NEIGHBOURS, scores[k], said, values[rows[k]], expected[k], fit))
    return found


def check_residuals(values: Floats, covariates: Floats, unit: str, deviations: float) -> list[SampleFinding]:
    """Return which samples differ from what their covariates make expected more than is usual in these samples.

    A small forest predicts each sample by the trees that have not seen it; scores are as in :func:`check_neighbours`.

    Parameters
    ----------
    values
        (n,) targets; those that are not above 0 are left aside.
    covariates
        (n, k) at the samples, nan where there is none; samples without one are left aside.
    unit
        Of the target.
    deviations
        How many are no finding yet.
    """
    from sklearn.ensemble import RandomForestRegressor

    rows = np.flatnonzero(np.isfinite(values) & (values > 0) & np.isfinite(covariates).all(axis=1))
    if len(rows) < ENOUGH_PLACES or not covariates.shape[1]:
        return []
    seed = int(generator(SAMPLE_CHECK).integers(2**31))
    forest = RandomForestRegressor(
        TREES, max_features=TRIED, min_samples_leaf=LEAF, oob_score=True, random_state=seed, n_jobs=1
    )
    forest.fit(covariates[rows], np.log(values[rows]))
    expected = np.exp(np.asarray(forest.oob_prediction_, np.float64))
    scores, fit = _scores(values[rows], expected, None)
    found = []
    for k in np.flatnonzero(np.abs(scores) > deviations).tolist():
        said = f"{values[rows[k]]:.4g} {unit}, and samples with such covariates have about {expected[k]:.4g} {unit}"
        found.append(_finding(int(rows[k]), UNLIKE_COVARIATES, scores[k], said, values[rows[k]], expected[k], fit))
    return found


def _scores(values: Floats, expected: Floats, around: Sequence[Floats] | None) -> tuple[Floats, float]:
    """Return (n,) robust scores, and the robust spread of the logarithms; `around` are (n, k) distances a scale."""
    both = []
    for i, scale in enumerate(SCALES):
        distance = scale(values) - scale(expected)
        spread = np.full(len(values), _spread(distance))
        if around is not None:
            spread = np.maximum(spread, NORMAL * np.median(around[i], axis=1))
        both.append(np.divide(distance, spread, out=np.zeros_like(distance), where=spread > 0))
    logarithms, roots = both
    scores = np.where(logarithms < 0, np.maximum(logarithms, roots), logarithms)
    return scores, _spread(np.log(values) - np.log(expected))


def _finding(
    sample: int, rule: str, score: float, said: str, value: float, expected: float, spread: float
) -> SampleFinding:
    text = f"{said}: {abs(score):.1f} robust standard deviations {'more' if score > 0 else 'less'}."
    for factor, words in FACTORS:
        if abs(math.log(value * factor / expected)) < FITS * spread:
            text += f" {words} would fit."
    return SampleFinding(sample, rule, f"{score:+.1f} standard deviations", text)


def _medians(values: Floats, group: NDArray[np.intp]) -> Floats:
    """Return the median of each group, whose numbers go from 0 without a gap; `values` and `group` are (n,)."""
    ordered = values[np.lexsort((values, group))]
    counts = np.bincount(group)
    first = np.cumsum(counts) - counts
    return np.asarray((ordered[first + (counts - 1) // 2] + ordered[first + counts // 2]) / 2, np.float64)


def _spread(distances: Floats) -> float:
    return NORMAL * float(np.median(np.abs(distances - np.median(distances))))
