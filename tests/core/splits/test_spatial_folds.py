from __future__ import annotations

import time
import tracemalloc

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rasterio.crs import CRS

from socmap_plugin.core.dataset.build import build
from socmap_plugin.core.jobs.dataset import BuildDatasetJob
from socmap_plugin.core.raster.projection import metric_points
from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.splits import spatial_folds
from socmap_plugin.core.splits.distances import fold_distances, nearest_distances, sampling_distances
from socmap_plugin.core.splits.folds import stratified_folds
from socmap_plugin.core.splits.prediction_area import prediction_area
from socmap_plugin.core.splits.spatial_folds import MOST_PAIRED, block_folds, knndm_folds
from tests.builders.real_data import folder, layers, table

SIDE_M = 100_000.0


def clustered(n, clusters, seed, spread=1500.0):
    """Samples (n, 2) around random centres, and an area of 1,000 points over the whole square."""
    rng = np.random.default_rng(seed)
    centre = rng.uniform(0, SIDE_M, (clusters, 2))
    points = centre[rng.integers(0, clusters, n)] + rng.normal(0, spread, (n, 2))
    return points, rng.uniform(0, SIDE_M, (1000, 2))


def random_folds(pixel_group, folds=5, repeats=10, seed=1):
    return stratified_folds(np.full(len(pixel_group), ""), pixel_group, folds, repeats, seed)


def together(assignment, pixel_group):
    return all(len(set(assignment[pixel_group == pixel])) == 1 for pixel in np.unique(pixel_group))


def same_split(one, other):
    """Whether two assignments keep the same samples together, whatever the folds' numbers."""
    return np.array_equal(one[:, None] == one, other[:, None] == other)


@settings(deadline=None, max_examples=40)
@given(
    n=st.integers(20, 150),
    folds=st.integers(2, 8),
    size=st.floats(50, 400),
    shared=st.integers(1, 4),
    seed=st.integers(0, 99),
)
def test_block_folds_are_balanced_and_never_split_a_pixel(n, folds, size, shared, seed):
    rng = np.random.default_rng(seed)
    xy = rng.uniform(0, 1000, (n, 2)) - 1e6
    pixel = rng.integers(0, n, n) // shared
    try:
        assignments = block_folds(xy, pixel, folds, 2, size, seed)
    except InputError:
        assume(False)
    first = xy[np.unique(pixel, return_index=True)[1]]
    most = max(  # samples that a square of this size could hold, wherever it lies
        np.isin(pixel, np.unique(pixel)[(np.abs(first - place) < size).all(axis=1)]).sum() for place in first
    )
    for assignment in assignments:
        assert together(assignment, pixel)
        counts = np.bincount(assignment, minlength=folds)
        assert len(counts) == folds
        assert counts.min() > 0
        assert counts.max() - counts.min() <= most


def test_blocks_of_equal_size_give_equal_folds():
    axis = np.arange(100.0)
    xy = np.column_stack([np.repeat(axis, 2) * 1000, np.zeros(200)])  # two samples a place, a place a block
    for assignment in block_folds(xy, np.arange(200), 5, 10, 999.0, 1):
        assert np.bincount(assignment).tolist() == [40] * 5
        assert np.array_equal(assignment[::2], assignment[1::2])


# sample pairs closer than a block are mostly together, pairs further apart than its diagonal as often as by chance
def test_neighbours_share_a_block():
    xy = np.random.default_rng(1).uniform(0, SIDE_M, (400, 2))
    distance = np.linalg.norm(xy[:, None] - xy, axis=2)
    shared = [a[:, None] == a for a in block_folds(xy, np.arange(400), 5, 10, 10_000.0, 1)]
    near, far = (distance > 0) & (distance < 1000), distance > 10_000 * np.sqrt(2)
    assert np.mean([same[near].mean() for same in shared]) > 0.85
    assert np.mean([same[far].mean() for same in shared]) == pytest.approx(0.2, abs=0.02)


def test_the_first_sample_of_a_pixel_places_them_all():
    line = np.column_stack([np.arange(20) * 1000.0, np.zeros(20)])
    pixel = np.tile(np.arange(20), 2)
    there, back = (block_folds(np.concatenate([line, rest]), pixel, 5, 4, 1500.0, 1) for rest in (line, line[::-1]))
    assert np.array_equal(there, back)
    assert np.array_equal(there[:, :20], there[:, 20:])


@pytest.mark.parametrize(
    ("folds", "size", "message"),
    [
        (5, 0.0, "BLOCK_SIZE is 0 map units; it must be a number above 0"),
        (5, -30.0, "BLOCK_SIZE is -30 map units; it must be a number above 0"),
        (5, np.nan, "BLOCK_SIZE is nan map units; it must be a number above 0"),
        (5, np.inf, "BLOCK_SIZE is inf map units; it must be a number above 0"),
        (5, 1e9, "lie in [124] blocks? of 1e\\+09 map units, and 5 folds need as many .* choose a smaller BLOCK_SIZE"),
        (1, 100.0, "1 folds are asked for; choose 2 or more"),
    ],
    ids=["zero", "negative", "nan", "infinite", "too large", "one fold"],
)
def test_blocks_that_make_no_folds_are_refused(folds, size, message):
    xy = np.random.default_rng(1).uniform(0, 1000, (50, 2))
    with pytest.raises(InputError, match=message):
        block_folds(xy, np.arange(50), folds, 2, size, 1)


def _blocks(points, area, repeats, seed):
    return block_folds(points, np.arange(len(points)), 5, repeats, 8000.0, seed)


def _knndm(points, area, repeats, seed):
    return knndm_folds(points, np.arange(len(points)), area, 5, repeats, seed)


@pytest.mark.parametrize("scheme", [_blocks, _knndm], ids=["block", "knndm"])
def test_repeats_differ_by_the_seed_alone(scheme):
    points, area = clustered(150, 20, 3)
    few, many = (scheme(points, area, repeats, 7) for repeats in (2, 6))
    assert many.dtype == np.int64
    assert np.array_equal(few, many[:2])
    assert not any(same_split(many[i], many[j]) for i in range(6) for j in range(i))
    assert not same_split(scheme(points, area, 1, 8)[0], many[0])


@settings(deadline=None, max_examples=15)
@given(
    n=st.integers(30, 120),
    folds=st.integers(2, 6),
    clusters=st.integers(1, 30),
    shared=st.integers(1, 3),
    seed=st.integers(0, 99),
)
def test_knndm_folds_are_never_empty_nor_too_large_nor_split_a_pixel(n, folds, clusters, shared, seed):
    points, area = clustered(n, clusters, seed)
    pixel = np.random.default_rng(seed).integers(0, n, n) // shared
    assume(len(np.unique(pixel)) >= 2 * folds)
    for assignment in knndm_folds(points, pixel, area, folds, 2, seed):
        assert together(assignment, pixel)
        counts = np.bincount(assignment, minlength=folds)
        assert len(counts) == folds
        assert counts.min() > 0
        assert counts.max() <= max((0.5 if folds > 2 else 0.75) * n, np.bincount(random_folds(pixel, folds)[0]).max())


@pytest.mark.parametrize("clusters", [8, 25, 80])
@pytest.mark.parametrize("folds", [2, 5, 10])
def test_knndm_matches_the_map_where_random_folds_do_not(clusters, folds):
    points, area = clustered(400, clusters, 11)
    pixel = np.arange(400)
    schemes = {
        "random": random_folds(pixel, folds, 4),
        "knndm": knndm_folds(points, pixel, area, folds, 4, 1),
    }
    found = sampling_distances(points, pixel, area, schemes)
    assert found.clustered
    assert found.wasserstein("knndm") <= 0.5 * found.wasserstein("random")
    each = [sampling_distances(points, pixel, area, {"one": row[None]}).wasserstein("one") for row in schemes["knndm"]]
    assert max(each) <= 2 * min(each)


@pytest.mark.parametrize("kind", ["random", "regular"])
def test_knndm_of_a_sample_that_is_not_clustered_are_random_folds(kind):
    rng = np.random.default_rng(3)
    points, area = rng.uniform(0, SIDE_M, (324, 2)), rng.uniform(0, SIDE_M, (1000, 2))
    if kind == "regular":
        points = (np.stack(np.meshgrid(np.arange(18), np.arange(18)), -1).reshape(-1, 2) + 0.5) * SIDE_M / 18
    pixel = np.arange(324) // 2 * 2
    assert not sampling_distances(points, pixel, area, {}).clustered
    assert np.array_equal(knndm_folds(points, pixel, area, 5, 10, 4), random_folds(pixel, seed=4))


# a sample that only just counts as clustered must not get folds worse than random ones
@pytest.mark.parametrize("spread", [4000.0, 8000.0, 12_000.0, 20_000.0])
def test_knndm_is_never_worse_than_random_folds(spread):
    points, area = clustered(200, 15, 5, spread)
    pixel = np.arange(200)
    found = sampling_distances(
        points, pixel, area, {"random": random_folds(pixel), "knndm": knndm_folds(points, pixel, area, 5, 10, 1)}
    )
    assert found.wasserstein("knndm") <= found.wasserstein("random") + 1e-9


# three villages, and a map as far from them as they are from each other: one split is good, all others are bad
def test_few_clusters_repeat_a_good_split():
    village = np.repeat([0, 1, 2], 30)
    angle = np.array([0, 2, 4]) * np.pi / 3
    outward = np.column_stack([np.cos(angle), np.sin(angle)]) * SIDE_M
    points = outward[village] + np.random.default_rng(1).normal(0, 100, (90, 2))
    area = np.random.default_rng(2).normal(0, 100, (600, 2)) + np.repeat(outward * (1 + np.sqrt(3)), 200, axis=0)
    for assignment in knndm_folds(points, np.arange(90), area, 3, 10, 1):
        assert same_split(assignment, village)


def test_samples_at_one_place_can_be_clustered():
    points, area = clustered(60, 6, 1, 0.0)
    assignment = knndm_folds(points, np.arange(60), area, 5, 3, 1)
    assert all(len(np.unique(row)) == 5 for row in assignment)


def test_knndm_in_earth_centred_coordinates():
    points, area = clustered(200, 15, 5)
    degrees = [metric_points(xy / SIDE_M + (38.0, 10.0), CRS.from_epsg(4326).to_wkt()) for xy in (points, area)]
    pixel = np.arange(200)
    schemes = {"random": random_folds(pixel), "knndm": knndm_folds(degrees[0], pixel, degrees[1], 5, 10, 1)}
    found = sampling_distances(degrees[0], pixel, degrees[1], schemes)
    assert found.wasserstein("knndm") <= 0.5 * found.wasserstein("random")


@pytest.mark.parametrize("folds", [1, 11])
def test_more_folds_than_pixels_are_refused(folds):
    points, area = clustered(10, 2, 1)
    with pytest.raises(InputError, match=f"{folds} folds are asked of 10 sampled pixels"):
        knndm_folds(points, np.arange(10), area, folds, 1, 1)


def test_more_pixels_than_pairs_can_be_held_of_are_matched_as_well(monkeypatch):
    """Groups of k-means instead of pixels: the mismatch is as small as Ward's of all pixels, or nearly."""
    points, area = clustered(1500, 40, 1)
    pixel = np.arange(1500)
    schemes = {"random": random_folds(pixel, repeats=3), "all": knndm_folds(points, pixel, area, 5, 3, 1)}
    monkeypatch.setattr(spatial_folds, "MOST_PAIRED", 1000)
    monkeypatch.setattr(spatial_folds, "GATHERED", 500)
    schemes["gathered"] = knndm_folds(points, pixel // 2, area, 5, 3, 1)
    assert together(schemes["gathered"][0], pixel // 2)
    assert np.array_equal(schemes["gathered"], knndm_folds(points, pixel // 2, area, 5, 3, 1))
    schemes["gathered"] = knndm_folds(points, pixel, area, 5, 3, 1)
    assert not np.array_equal(schemes["gathered"], schemes["all"])
    found = sampling_distances(points, pixel, area, schemes)
    random = found.wasserstein("random")
    assert found.wasserstein("all") < 0.5 * random
    assert found.wasserstein("gathered") < found.wasserstein("all") + 0.05 * random


def test_twenty_thousand_pixels_are_matched_in_little_memory():
    points, area = clustered(MOST_PAIRED * 2, 60, 1)
    pixel = np.arange(len(points))
    tracemalloc.start()
    schemes = {"knndm": knndm_folds(points, pixel, area, 5, 1, 1)}
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 250e6  # of all pairs it would be 1.6 GB
    schemes["random"] = random_folds(pixel, repeats=1)
    found = sampling_distances(points, pixel, area, schemes)
    assert found.wasserstein("knndm") < 0.5 * found.wasserstein("random")


# The first two numbers that the `runif` of R gives after `set.seed(1)`: where CAST's tests begin a regular sample.
R_RUNIF = np.array([0.2655086631421, 0.3721238996368])
CAST_SAMPLES = np.array([(1.0, 1), (1, 2), (2, 2), (2, 3), (1, 4), (5, 4)])


def cast_area():
    """Return the regular sample (20, 2) of a square of 10 x 10 with which CAST tests kNNDM."""
    step = np.sqrt(100 / 20)
    x, y = (np.arange(start, 10, step) for start in 10 * R_RUNIF % step)
    return np.array([(one, other) for other in y for one in x])


@pytest.mark.parametrize(
    ("place", "published", "tolerance"),
    [(np.asarray, 1.091896, 5e-7), (lambda xy: metric_points(xy, CRS.from_epsg(4326).to_wkt()), 121_095.2, 605)],
    ids=["plane", "degrees"],  # where CAST takes a sphere and its arcs, and SOC Map the ellipsoid and its chords
)
def test_knndm_finds_the_folds_that_cast_publishes(place, published, tolerance):
    """Wasserstein statistics of CAST's own tests (test-knndm.R): two folds, the larger at most 0.8 of the samples."""
    points, area = place(CAST_SAMPLES), place(cast_area())
    folds = knndm_folds(points, np.arange(6), area, 2, 1, 1)
    found = sampling_distances(points, np.arange(6), area, {"knndm": folds})
    assert found.clustered
    assert found.wasserstein("knndm") == pytest.approx(published, abs=tolerance)
    mismatch = plain_wasserstein(fold_distances(points, folds[0]), nearest_distances(area, points))
    assert found.wasserstein("knndm") == pytest.approx(mismatch)


def plain_wasserstein(one, other):
    """Return the area between two empirical distributions, step by step."""
    steps = np.sort(np.concatenate([one, other]))
    return sum(
        (high - low) * abs(np.mean(one <= low) - np.mean(other <= low)) for low, high in zip(steps[:-1], steps[1:])
    )


def test_two_thousand_samples_take_seconds():
    points, area = clustered(2000, 40, 1)
    started = time.process_time()
    knndm_folds(points, np.arange(2000), area, 5, 10, 1)
    assert time.process_time() - started < 15


def test_knndm_on_real_samples_by_the_road():
    place = folder("amhara_sswr")
    samples = table(place / "samples.csv", "+proj=laea +lat_0=5 +lon_0=20 +datum=WGS84 +units=m", "s1", "s2", "SOM")
    dataset = build(BuildDatasetJob(samples, "unused.npz", layers(place / "covs", "*.tif")), Progress())[0]
    points = metric_points(dataset.xy, dataset.grid.crs_wkt)
    area = metric_points(prediction_area(dataset), dataset.grid.crs_wkt)
    pixel = dataset.pixel_group
    schemes = {"random": random_folds(pixel), "knndm": knndm_folds(points, pixel, area, 5, 10, 1)}
    found = sampling_distances(points, pixel, area, schemes)
    assert len(area) == 2000
    assert found.clustered
    assert found.wasserstein("knndm") <= 0.5 * found.wasserstein("random")
    assert all(together(row, pixel) for row in schemes["knndm"])
