"""Distances that are made in single precision where they may be, against those of double precision one by one."""

from __future__ import annotations

import numpy as np
import pytest

from socmap_plugin.core.dense.nearest_samples import NearestSamples, Part, own_squares

PIXELS = 700


def spaces(seed, samples, columns, shared, spread=1.0):
    """Return places of samples and pixels in `columns` of their own and in groups of `shared` columns that cells have.

    Every second sample has a twin, nearer to it than single precision can tell, and a pixel beside both.
    """
    draw = np.random.default_rng(seed)
    width = columns + sum(shared)
    known = draw.normal(size=(samples, width)) * draw.uniform(0.1, 1, width)
    known[1::2] = known[: len(known[1::2]) * 2 : 2] + draw.normal(size=known[1::2].shape) * 1e-9
    points = draw.normal(size=(PIXELS, columns)) * spread
    points[: min(samples, 50)] = known[: min(samples, 50), :columns]
    groups = []
    for start, count in zip(columns + np.cumsum([0, *shared]), shared):
        cells = np.concatenate([known[:20, start : start + count], draw.normal(size=(40, count)) * spread])
        groups.append((cells, np.sort(draw.integers(0, len(cells), PIXELS)), known[:, start : start + count]))
    return points, known, groups


def measured(points, known, groups, limit, alike=None):
    parts = [Part(((cells[:, None] - own) ** 2).sum(axis=2), own_squares(cells), place) for cells, place, own in groups]
    alike = np.ones(len(known), np.intp) if alike is None else alike
    samples = NearestSamples(np.ascontiguousarray(known[:, : points.shape[1]]), own_squares(known), alike)
    return samples.measure(points, parts, limit)


def plain(points, known, groups):
    """Return the squared distances (m, n)."""
    squares = ((points[:, None] - known[:, : points.shape[1]]) ** 2).sum(axis=2)
    for cells, place, own in groups:
        squares += ((cells[place][:, None] - own) ** 2).sum(axis=2)
    return squares


def between(squares, share):
    """Return a limit that a share of the squares is below, and none as near to as rounding in double precision."""
    at = int(share * squares.size)
    some = np.sort(squares, axis=None)[at : at + 200]
    widest = np.argmax(np.diff(some))
    return (some[widest] + some[widest + 1]) / 2


@pytest.mark.parametrize("shared", [(), (24,), (24, 3)], ids=["none", "one", "two"])
@pytest.mark.parametrize("columns", [0, 1, 10])
@pytest.mark.parametrize("samples", [2, 30, 700])
def test_nearest_and_near_samples_are_those_of_double_precision(samples, columns, shared):
    if not columns + len(shared):
        pytest.skip("no covariate")
    points, known, groups = spaces(samples + columns, samples, columns, shared)
    squares = plain(points, known, groups)
    for share in (0.0, 0.1, 0.9):
        limit = between(squares, share) if squares.size > 1 else 1.0
        least, near = measured(points, known, groups, limit)
        assert np.allclose(least, squares.min(axis=1), rtol=1e-9, atol=1e-15)
        assert np.array_equal(near, (squares < limit).sum(axis=1))


def test_samples_nearer_than_single_precision_can_tell_are_told_apart():
    points, known, groups = spaces(1, 300, 10, ())
    squares = plain(points, known, groups)
    roughly = plain(points.astype(np.float32), known.astype(np.float32), ())
    wrong = roughly.argmin(axis=1) != squares.argmin(axis=1)
    assert wrong.sum() > 20
    least = measured(points, known, groups, None)[0]
    assert np.allclose(least, squares.min(axis=1), rtol=1e-12, atol=1e-18)


def test_a_limit_just_before_or_behind_a_sample_is_so():
    points, known, groups = spaces(2, 300, 4, ())
    squares = plain(points, known, groups)
    for row in range(0, 200, 10):
        at = np.sort(squares[row])[20]
        for limit, expected in ((at * (1 - 1e-12), 20), (at * (1 + 1e-12), 21)):
            assert measured(points, known, groups, limit)[1][row] == expected


@pytest.mark.parametrize("spread", [1.0, 30.0, 1e3, 1e18], ids=["near", "away", "far", "absurd"])
def test_pixels_and_samples_may_be_far_off(spread):
    points, known, groups = spaces(3, 200, 5, (6,), spread)
    points[::3] /= spread
    known[7] *= 500  # a sample that is none, as a nodata value taken for a number
    squares = plain(points, known, groups)
    limit = between(squares, 0.5)
    least, near = measured(points, known, groups, limit)
    assert np.allclose(least, squares.min(axis=1), rtol=1e-9, atol=1e-15)
    assert np.array_equal(near, (squares < limit).sum(axis=1))


def test_a_sample_counts_as_often_as_it_is_there():
    points, known, groups = spaces(4, 60, 3, (5,))
    alike = np.random.default_rng(5).integers(1, 5, len(known))
    squares = plain(points, known, groups)
    limit = between(squares, 0.3)
    assert np.array_equal(measured(points, known, groups, limit, alike)[1], ((squares < limit) * alike).sum(axis=1))


def test_pixels_measured_with_others_have_the_bits_that_they_have_alone():
    points, known, groups = spaces(6, 400, 8, (12,))
    squares = plain(points, known, groups)
    least, near = measured(points, known, groups, between(squares, 0.2))
    some = slice(123, 456)
    alone = measured(
        points[some], known, [(cells, place[some], own) for cells, place, own in groups], between(squares, 0.2)
    )
    assert least[some].tobytes() == alone[0].tobytes()
    assert np.array_equal(near[some], alone[1])
