"""The reference model: a random forest on centre values and flattened sequences, kept as plain arrays.

scikit-learn grows the trees and walks them; between the two they are arrays, so a model file holds no Python object.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import ExtraTreesRegressor, RandomForestRegressor
from sklearn.tree._tree import NODE_DTYPE, TREE_LEAF, Tree  # what its own forests are pickled by; the release is pinned

from ..jobs.models import ForestSettings


@dataclass(frozen=True)
class Forest:
    """All trees in one set of arrays; a leaf points to itself.

    Attributes
    ----------
    root
        (trees,) node at which each tree starts.
    feature, threshold, left, right, value
        (nodes,): a row goes left where ``row[feature] <= threshold``; `value` is the mean target of a leaf.
    depth
        (1,) steps from the deepest leaf to its root.
    """

    root: NDArray[np.int32]
    feature: NDArray[np.int32]
    threshold: NDArray[np.float64]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float64]
    depth: NDArray[np.int32]

    def predict_trees(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the prediction of every tree, (trees, n), for rows (n, variables).

        Raises
        ------
        ValueError
            The rows have fewer variables than the trees ask for.
        """
        if rows.shape[1] <= self.feature.max():
            raise ValueError(f"the forest asks for {self.feature.max() + 1} variables, the rows have {rows.shape[1]}")
        rows = np.ascontiguousarray(rows, np.float32)
        out = np.empty((len(self.root), len(rows)))

        def walk(number: int) -> None:
            out[number] = self.predict_tree(number, rows)

        with ThreadPoolExecutor(os.cpu_count(), "trees") as pool:
            for _ in pool.map(walk, range(len(self.root))):
                pass
        return out

    def predict_tree(self, number: int, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the prediction of one tree, (n,), for rows (n, variables) with all variables that it asks for."""
        return self.value[self.root[number] :].take(self._walkers[number].apply(rows))

    @functools.cached_property
    def _walkers(self) -> list[Tree]:
        """The trees as scikit-learn walks them down, several times as fast as NumPy can."""
        leaf = self.left == np.arange(self.left.size)
        start = np.repeat(self.root, np.diff(self.root, append=self.left.size))  # of the tree of every node
        nodes = np.zeros(self.left.size, NODE_DTYPE)
        nodes["left_child"] = np.where(leaf, TREE_LEAF, self.left - start)
        nodes["right_child"] = np.where(leaf, TREE_LEAF, self.right - start)
        nodes["feature"], nodes["threshold"] = self.feature, self.threshold
        values = np.ascontiguousarray(self.value[:, None, None])
        walkers = []
        for first, last in zip(self.root, [*self.root[1:], self.left.size]):
            own = slice(int(first), int(last))
            walker = Tree(int(self.feature.max()) + 1, np.ones(1, np.intp), 1)
            walker.__setstate__(
                {
                    "max_depth": int(self.depth[0]),
                    "node_count": own.stop - own.start,
                    "nodes": nodes[own],
                    "values": values[own],
                }
            )
            walkers.append(walker)
        return walkers

    def __getstate__(self) -> dict[str, NDArray[Any]]:
        return self.arrays()  # what walks them is made again elsewhere

    def predict(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the mean of the trees, (n,), for rows (n, variables), in the unit of the target."""
        return np.asarray(self.predict_trees(rows).mean(axis=0))

    def levels(self) -> list[NDArray[np.intp]]:
        """Return the nodes of all trees level by level from the roots, siblings side by side; each level (nodes,).

        Raises
        ------
        ValueError
            The nodes make no trees: one has two parents, or none and is no root.
        """
        itself = np.arange(self.left.size)
        leaf = (self.left == itself) & (self.right == itself)
        levels, count = [self.root.astype(np.intp)], 0
        while levels[-1].size and count <= self.left.size:  # nodes in a ring would go on for ever
            count += levels[-1].size
            inner = levels[-1][~leaf[levels[-1]]]
            levels.append(np.stack([self.left[inner], self.right[inner]], axis=1).reshape(-1).astype(np.intp))
        if not np.array_equal(np.sort(np.concatenate(levels)), itself):
            raise ValueError("the nodes of the forest make no trees")
        return levels[:-1]

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return the arrays by name, in the shapes of the attributes, as a model file holds them."""
        return {item.name: getattr(self, item.name) for item in fields(self)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], variables: int) -> Forest:
        """Rebuild from arrays of any shape that claim to be those of :meth:`arrays`.

        Raises
        ------
        KeyError, ValueError
            One is missing, or they do not make a forest over `variables` variables.
        """
        forest = cls(**{item.name: np.asarray(arrays[item.name]) for item in fields(cls)})
        nodes = forest.value.size
        lengths = {"root": forest.root.size, "depth": 1}
        for name, array in forest.arrays().items():
            kind = np.float64 if name in ("threshold", "value") else np.int32
            if array.dtype != kind or array.shape != (lengths.get(name, nodes),) or not np.isfinite(array).all():
                raise ValueError(f"{name} of the forest has the shape {array.shape} and type {array.dtype}")
        pointers = (forest.root, forest.left, forest.right)
        if not nodes or not forest.root.size or any(p.min() < 0 or p.max() >= nodes for p in pointers):
            raise ValueError("the arrays of the forest do not fit together")
        if forest.feature.min() < 0 or forest.feature.max() >= variables:
            raise ValueError(f"the forest does not fit {variables} variables")
        tree = np.searchsorted(forest.root, np.arange(nodes), side="right")
        ordered = not forest.root[0] and (np.diff(forest.root) > 0).all()
        if not ordered or any(not np.array_equal(tree[to], tree) for to in (forest.left, forest.right)):
            raise ValueError("the trees of the forest do not follow one another")
        if len(forest.levels()) != int(forest.depth[0]) + 1:
            raise ValueError(f"the trees of the forest are not {int(forest.depth[0])} deep")
        return forest


def grow(rows: NDArray[np.float32], target: NDArray[np.float64], settings: ForestSettings, seed: int) -> Forest:
    """Grow a forest on rows (n, variables) and target (n,); the same seed gives the same trees.

    Examples
    --------
    >>> draw = np.random.default_rng(1)
    >>> rows = draw.uniform(size=(200, 3)).astype(np.float32)
    >>> forest = grow(rows, 10 + 5 * rows[:, 0].astype(float), ForestSettings(trees=20), seed=1)
    >>> forest.predict(np.array([[0.9, 0.5, 0.5], [0.1, 0.5, 0.5]], np.float32)).round().tolist()
    [14.0, 11.0]
    """
    return flattened(_fitted(rows, target, settings, seed))


def grow_with_out_of_bag(
    rows: NDArray[np.float32],
    target: NDArray[np.float64],
    pixel_group: NDArray[np.int64],
    settings: ForestSettings,
    seed: int,
) -> tuple[Forest, NDArray[np.float64]]:
    """Grow a forest; also predict every row by the trees that saw no sample of its pixel.

    Parameters
    ----------
    rows
        (n, variables), as :meth:`.PatchDataset.flat` returns them.
    target
        (n,) in any unit.
    pixel_group
        (n,) samples of one pixel are drawn apart by no tree that judges them.
    settings, seed
        How to grow.

    Returns
    -------
    forest : Forest
    out_of_bag : array
        (n,) in the unit of the target; NaN where every tree saw a sample of the row's pixel.
    """
    regressor = _fitted(rows, target, settings, seed)
    forest = flattened(regressor)
    unseen = np.ones((settings.trees, len(rows)), np.bool_)
    for tree, drawn in zip(unseen, regressor.estimators_samples_):
        tree[np.isin(pixel_group, pixel_group[drawn])] = False
    total, count = np.sum(forest.predict_trees(rows), axis=0, where=unseen), unseen.sum(axis=0)
    return forest, np.divide(total, count, out=np.full(len(rows), np.nan), where=count > 0)


def flattened(regressor: RandomForestRegressor | ExtraTreesRegressor) -> Forest:
    """Write the trees of a fitted regressor as arrays."""
    trees = [estimator.tree_ for estimator in regressor.estimators_]
    start = np.concatenate([[0], np.cumsum([tree.node_count for tree in trees])]).astype(np.int32)
    left = np.concatenate([tree.children_left + s for tree, s in zip(trees, start)])
    right = np.concatenate([tree.children_right + s for tree, s in zip(trees, start)])
    leaf = np.concatenate([tree.children_left < 0 for tree in trees])
    itself = np.arange(len(leaf))
    return Forest(
        root=start[:-1],
        feature=np.where(leaf, 0, np.concatenate([tree.feature for tree in trees])).astype(np.int32),
        threshold=np.where(leaf, 0.0, np.concatenate([tree.threshold for tree in trees])),
        left=np.where(leaf, itself, left).astype(np.int32),
        right=np.where(leaf, itself, right).astype(np.int32),
        value=np.concatenate([tree.value[:, 0, 0] for tree in trees]),
        depth=np.array([max(tree.max_depth for tree in trees)], np.int32),
    )


def _fitted(
    rows: NDArray[np.float32], target: NDArray[np.float64], settings: ForestSettings, seed: int
) -> RandomForestRegressor | ExtraTreesRegressor:
    kind = RandomForestRegressor if settings.kind == "forest" else ExtraTreesRegressor
    regressor = kind(
        settings.trees,
        max_features=settings.max_features,
        min_samples_leaf=settings.min_leaf,
        bootstrap=True,  # what a tree has not drawn judges it
        random_state=seed,
        n_jobs=-1,  # scikit-learn's forests use threads, not processes
    )
    return regressor.fit(rows, target)
