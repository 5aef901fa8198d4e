"""Folds that keep neighbours together: square blocks, and k-fold nearest-neighbour distance matching (kNNDM)."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial import cKDTree
from scipy.stats import wasserstein_distance

from ..runtime.errors import InputError
from ..runtime.seeds import BLOCKS, GATHERED_PLACES, KNNDM, generator
from .distances import FoldDistances, is_clustered, nearest_distances
from .folds import stratified_folds

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

LARGEST_SHARE = 0.5  # of the samples in one fold, as in Linnenbrink et al. (2024); two folds need more room
TWO_FOLDS_SHARE = 0.75
CLUSTER_COUNTS = 60  # numbers of clusters tried; the mismatch varies slowly from one to the next
BEST_CUTS, MORE_MERGES = 5, 6  # an eighth less mismatch for half as much time again
WORSE = 1.5  # another split may miss by this factor more; where all miss by more, a repeat has a former one's split
MOST_PAIRED = 10_000  # pixels of which clustering holds the distances of all pairs: 400 MB
GATHERED, GATHER_ROUNDS = 5000, 5  # groups that more pixels are gathered into before, and rounds of k-means for them


def block_folds(
    xy: Floats, pixel_group: Whole, folds: int, repeats: int, block_size: float, seed: int
) -> NDArray[np.int64]:
    """Deal square blocks of samples to folds (Roberts et al. 2017, Ecography 40, 913).

    The block with most samples comes first and goes to the fold with fewest, so two folds differ by no more samples
    than the largest block holds. Every repeat has another origin of the blocks and another order among equals.

    Parameters
    ----------
    xy
        (n, 2) coordinates in map units.
    pixel_group
        (n,) samples of one reference pixel, which go to one fold together (with the position of the first of them).
    folds, repeats, seed
        A repeat's folds do not depend on how many repeats there are.
    block_size
        Side of a block in map units.

    Returns
    -------
    array
        (repeats, n) fold of every sample, 0 to folds - 1.

    Raises
    ------
    InputError
        `block_size` is no positive number, or so large that there are fewer blocks than folds.

    Examples
    --------
    Samples 100 m apart on a line, in blocks of 400 m:

    >>> xy = np.column_stack([np.arange(0.0, 4000, 100), np.zeros(40)])
    >>> (folds,) = block_folds(xy, np.arange(40), folds=2, repeats=1, block_size=400, seed=1)
    >>> int(np.count_nonzero(np.diff(folds))) < 11
    True
    """
    if not 0 < block_size < math.inf:
        raise InputError(f"BLOCK_SIZE is {block_size:g} map units; it must be a number above 0.")
    if folds < 2:
        raise InputError(f"{folds} folds are asked for; choose 2 or more.")
    first, member = np.unique(pixel_group, return_index=True, return_inverse=True)[1:]
    assignment = np.empty((repeats, len(xy)), np.int64)
    for repeat in range(repeats):
        draw = generator(seed, BLOCKS, repeat)
        corner = xy.min(axis=0) - draw.uniform(0, block_size, 2)
        lattice = np.floor((xy[first] - corner) / block_size)
        block = np.unique(lattice, axis=0, return_inverse=True)[1].reshape(-1)[member]
        samples = np.bincount(block)
        if len(samples) < folds:
            raise InputError(
                f"The samples lie in {len(samples)} blocks of {block_size:g} map units, and {folds} folds need as many "
                "at least; choose a smaller BLOCK_SIZE."
            )
        order = draw.permutation(len(samples))
        order = order[np.argsort(-samples[order], kind="stable")]
        assignment[repeat] = _merge(samples, order, folds, draw)[block]
    return assignment


def knndm_folds(
    points: Floats, pixel_group: Whole, area: Floats, folds: int, repeats: int, seed: int
) -> NDArray[np.int64]:
    """Make folds whose test samples are as far from training samples as the map is from all samples.

    k-fold nearest-neighbour distance matching (Linnenbrink et al. 2024, Geosci. Model Dev. 17, 5897). A sample that is
    not clustered gets random folds. Else sampled pixels are clustered hierarchically (Ward), the tree is cut at many
    numbers of clusters, and at each the clusters are merged to folds in random order. The candidate wins whose
    distances have the smallest Wasserstein distance to those of the map; the random folds are a candidate, too. A
    repeat takes a split that no former one has, unless all such are clearly worse: few clusters allow few splits.
    Ward's method holds the distances of all pairs, so that of more than `MOST_PAIRED` pixels groups are clustered, into
    which k-means has gathered them.

    Parameters
    ----------
    points
        (n, d) samples in metres, as :func:`.distances.metric_points` returns them.
    pixel_group
        (n,) samples of one reference pixel, which go to one fold together (with the position of the first of them).
    area
        (m, d) points of the prediction area in the same coordinates.
    folds, repeats, seed
        A repeat's folds do not depend on how many repeats there are.

    Returns
    -------
    array
        (repeats, n) fold of every sample, 0 to folds - 1.

    Raises
    ------
    InputError
        More folds than sampled pixels.

    Examples
    --------
    Sixty samples in six clusters of 200 m, and a map of 20 km: random folds test next door, kNNDM does not.

    >>> draw = np.random.default_rng(1)
    >>> points = np.repeat(draw.uniform(0, 20_000, (6, 2)), 10, axis=0) + draw.uniform(0, 200, (60, 2))
    >>> area = draw.uniform(0, 20_000, (500, 2))
    >>> (folds,) = knndm_folds(points, np.arange(60), area, folds=3, repeats=1, seed=1)
    >>> (random,) = stratified_folds(np.full(60, ""), np.arange(60), folds=3, repeats=1, seed=1)
    >>> far, near = (FoldDistances(points)(own).mean() for own in (folds, random))
    >>> bool(far > 10 * near)
    True
    """
    assignment = stratified_folds(np.full(len(points), ""), pixel_group, folds, repeats, seed)
    distances, prediction = FoldDistances(points), nearest_distances(area, points)
    if not is_clustered(distances(pixel_group), prediction):
        return assignment

    def mismatch(candidate: Whole) -> float:
        return float(wasserstein_distance(distances(candidate), prediction))

    cuts = _cuts(points, pixel_group, folds, seed)
    taken: set[bytes] = set()
    for repeat in range(repeats):
        ranked = _candidates(cuts, assignment[repeat], folds, mismatch, generator(seed, KNNDM, repeat))
        good = [candidate for value, candidate in ranked if value <= WORSE * ranked[0][0]]
        assignment[repeat] = next((candidate for candidate in good if _split(candidate) not in taken), good[0])
        taken.add(_split(assignment[repeat]))
    return assignment


def _candidates(
    cuts: list[Whole], random: Whole, folds: int, mismatch: Callable[[Whole], float], draw: np.random.Generator
) -> list[tuple[float, Whole]]:
    """Return mismatch and (n,) folds of all candidates, the best first: `random` folds and merged clusters."""
    most = (LARGEST_SHARE if folds > 2 else TWO_FOLDS_SHARE) * len(random)
    rated = [(mismatch(random), -1, random)]
    for second in (False, True):  # how clusters are merged matters as well: the best cuts are merged more often
        again = [number for _, number, _ in rated[:BEST_CUTS] if number >= 0] * MORE_MERGES
        for number in again if second else range(len(cuts)):
            samples = np.bincount(cuts[number])
            fold = _merge(samples, draw.permutation(len(samples)), folds, draw)
            if np.bincount(fold, samples).max() <= most:
                candidate = fold[cuts[number]]
                rated.append((mismatch(candidate), number, candidate))
        rated.sort(key=lambda item: item[0])
    return [(value, candidate) for value, _, candidate in rated]


def _cuts(points: Floats, pixel_group: Whole, folds: int, seed: int) -> list[Whole]:
    """Return the (n,) cluster of every sample, at numbers of clusters from `folds` to that of the pixels or groups."""
    first, member = np.unique(pixel_group, return_index=True, return_inverse=True)[1:]
    places = points[first]
    if len(places) > MOST_PAIRED:
        places, group = _gathered(places, seed)
        member = group[member]
    tree = linkage(places, "ward")
    # Denser where clusters are few, because there one more changes the distances most.
    counts = np.unique(np.geomspace(folds, len(places), CLUSTER_COUNTS).round().astype(int))
    cuts = (fcluster(tree, count, "maxclust").astype(np.int64) - 1 for count in counts)
    return [cut[member] for cut in cuts if cut.max() + 1 >= folds]  # samples at one place make fewer than asked


def _gathered(places: Floats, seed: int) -> tuple[Floats, Whole]:
    """Return the centres of groups of (n, d) places near each other, and the (n,) group of every place.

    A few rounds of k-means from random places, whose nearest centres a tree finds: n log k, and no matrix.
    """
    centres = places[np.sort(generator(seed, GATHERED_PLACES).permutation(len(places))[:GATHERED])]
    for _ in range(GATHER_ROUNDS):
        group = np.unique(cKDTree(centres).query(places)[1], return_inverse=True)[1]
        size = np.bincount(group)
        centres = np.column_stack([np.bincount(group, axis) / size for axis in places.T])
    return centres, group


def _merge(samples: Whole, order: Whole, folds: int, draw: np.random.Generator) -> Whole:
    """Return the fold of every cluster: in the given order, each goes to a fold with fewest samples so far."""
    fold, filled = np.empty(len(samples), np.int64), np.zeros(folds, np.int64)
    for cluster in order:
        smallest = np.flatnonzero(filled == filled.min())
        fold[cluster] = smallest[draw.integers(len(smallest))]
        filled[fold[cluster]] += samples[cluster]
    return fold


def _split(assignment: Whole) -> bytes:
    """Return the same bytes for the same split, whatever its folds are numbered."""
    first, member = np.unique(assignment, return_index=True, return_inverse=True)[1:]
    return first[member].tobytes()
