"""The models of a cross-validation, one a fold: what each predicts out of fold, and what it says of held-back rows."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..cluster.cluster import Cluster
from ..dataset.patch_dataset import PatchDataset
from ..geostatistics.fit import fitted_kriging
from ..geostatistics.kriging import Kriging
from ..intervals.conformal import COVERAGES, calibrate
from ..jobs.models import OFF, ForestSettings
from ..models.stack import means_of_others
from ..network.fit_many import Network
from ..raster.projection import metric_points
from ..runtime.progress import Progress
from ..runtime.seeds import member_seed
from ..splits.folds import Folds, Rows
from ..splits.inner_parts import InnerParts, parted_rows
from ..target.log_scale import learns_logarithm, original, refuse_without_logarithm, smearing_factor
from ..trees.tree_model import TreeModel, grown_with_others, trees_of_fold

Place = tuple[int, int]  # repeat and fold, counted from 0


@dataclass(frozen=True)
class FoldModel:
    """A model trained without one fold.

    Attributes
    ----------
    repeat, fold
        Counted from 0.
    test
        Rows of the fold.
    predicted
        Predictions of the rows of `test`.
    held_back
        (n,) predictions of training rows by parts of the model that kept them back; NaN for other rows.
    predict
        From a dataset to predictions (n,); valid until the next model is asked for.
    """

    repeat: int
    fold: int
    test: NDArray[np.int64]
    predicted: NDArray[np.float64]
    held_back: NDArray[np.float64]
    predict: Callable[[PatchDataset], NDArray[np.float64]]


def network_models(
    dataset: PatchDataset,
    folds: NDArray[np.int64],
    networks: Sequence[Network],
    progress: Progress,
    places: Sequence[Place] | None = None,
) -> Iterator[FoldModel]:
    """Yield ensembles that were fitted on :func:`.fit_many.training_sets`.

    Parameters
    ----------
    dataset
        Of n samples.
    folds
        (repeats, n), numbered from 0.
    networks
        One a repeat and fold, in this order.
    progress
        Is told of every fold.
    places
        Repeats and folds whose models are wanted, all of them by default.
    """
    of_place = dict(zip(Folds(folds).places, networks))
    for place, _, test in _told(folds, progress, places):
        network = of_place[place]
        predicted = network.predict(dataset.take(test))
        yield FoldModel(*place, test, predicted, network.held_back(), network.predict)


def forests(
    dataset: PatchDataset,
    folds: NDArray[np.int64],
    settings: ForestSettings,
    progress: Progress,
    cluster: Cluster | None = None,
    inner: InnerParts | None = None,
    places: Sequence[Place] | None = None,
) -> Iterator[FoldModel]:
    """Grow and yield trees for every fold of `folds`, (repeats, n), on a `cluster` if one is given.

    Or for some `places`, repeats and folds. Training rows are held back out of bag, or in `inner` parts. Of many rows
    fewer trees are grown than the settings say, see :func:`.tree_model.trees_of_fold`.
    """
    growth = _Growth(dataset, folds, settings, inner)
    grown: Iterator[tuple[Place, _Grown]]
    if cluster is None:
        grown = ((place, growth(place)) for place, _, _ in _told(folds, progress, places))
    else:
        grown = _grown_on(cluster, growth, Folds(folds).places if places is None else places, progress)
    for place, (forest, predicted, held_back) in grown:
        test = Folds(folds).rows(*place)[1]
        yield FoldModel(*place, test, predicted, held_back, forest.predict)


_Grown = tuple[TreeModel, NDArray[np.float64], NDArray[np.float64]]


@dataclass(frozen=True)
class _Growth:
    """Grows the trees of a fold; returns it, its predictions of the fold, and (n,) those of held-back rows."""

    dataset: PatchDataset
    folds: NDArray[np.int64]
    settings: ForestSettings
    inner: InnerParts | None

    def __call__(self, place: Place) -> _Grown:
        train, test = Folds(self.folds).rows(*place)
        seed = member_seed(self.settings.seed, *place)
        parts = None if self.inner is None else self.inner.among(train, *place)
        settings = dataclasses.replace(self.settings, trees=trees_of_fold(self.settings.trees, len(train)))
        model, of_others = grown_with_others(self.dataset.take(train), settings, seed, parts)
        held_back = np.full(len(self.dataset), np.nan)
        held_back[train] = of_others
        return model, model.predict(self.dataset.take(test)), held_back


def _grown_on(
    cluster: Cluster, growth: _Growth, places: Sequence[Place], progress: Progress
) -> Iterator[tuple[Place, _Grown]]:
    """Yield in the order of the folds: sums over them must not depend on which forest is grown first."""
    if not places:
        return
    early: dict[Place, _Grown] = {}
    following = iter(places)
    next_place = next(following)
    progress.report(0, f"{len(places)} folds on the cluster")
    for number, (place, grown) in enumerate(cluster.map(growth, places), start=1):
        progress.report(number / len(places), f"{number} of {len(places)} folds done on the cluster")
        early[place] = grown
        while next_place in early:
            yield next_place, early.pop(next_place)
            next_place = next(following, next_place)


def means(
    dataset: PatchDataset, folds: NDArray[np.int64], progress: Progress, inner: InnerParts | None = None
) -> Iterator[FoldModel]:
    """Yield the mean of the training samples of every fold of `folds`, (repeats, n).

    A sample held back is predicted by the mean of the others, or of the samples of the other `inner` parts.
    """
    for place, train, test in _told(folds, progress):
        target = dataset.target[train]
        held_back = np.full(len(dataset), np.nan)
        held_back[train] = means_of_others(target, None if inner is None else inner.among(train, *place))
        yield FoldModel(*place, test, np.full(len(test), target.mean()), held_back, _constant(target.mean()))


def krigings(
    dataset: PatchDataset,
    folds: NDArray[np.int64],
    log_target: str,
    progress: Progress,
    inner: InnerParts | None = None,
    places: Sequence[Place] | None = None,
) -> Iterator[FoldModel]:
    """Yield the ordinary kriging of the training samples of every fold of `folds`, (repeats, n), or of some `places`.

    A sample held back is predicted by the samples of other places, or of the other `inner` parts. `log_target` says
    whether logarithms are kriged.
    """
    crs = dataset.grid.crs_wkt
    points = metric_points(dataset.xy, crs)
    for place, train, test in _told(folds, progress, places):
        target = dataset.target[train]
        on_log = learns_logarithm(log_target, target)
        if on_log:
            refuse_without_logarithm(target)
            target = np.log1p(target)
        fitted = fitted_kriging(points[train], target, dataset.pixel_group[train])
        of_others, parts = fitted.held_back(), None if inner is None else inner.among(train, *place)
        smearing = smearing_factor(target, of_others) if on_log else 0.0
        for learns, judged in () if parts is None else parted_rows(parts):
            of_rest = fitted_kriging(points[train[learns]], target[learns], dataset.pixel_group[train[learns]])
            of_others[judged] = of_rest.kriging.predict(points[train[judged]])[0]
        held_back = np.full(len(dataset), np.nan)
        held_back[train] = original(of_others, smearing) if on_log else of_others
        predict = _by_places(fitted.kriging, crs, smearing)
        yield FoldModel(*place, test, predict(dataset.take(test)), held_back, predict)


def out_of_fold(
    models: Iterable[FoldModel], folds: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return (repeats, n) predictions of every sample out of fold, and (repeats, folds, n) of held-back rows."""
    predicted = np.full(folds.shape, np.nan)
    held_back = np.full((len(folds), Folds(folds).count, folds.shape[1]), np.nan)
    for model in models:
        predicted[model.repeat, model.test] = model.predicted
        held_back[model.repeat, model.fold] = model.held_back
    return predicted, held_back


def fold_limits(
    observed: NDArray[np.float64],
    predicted: NDArray[np.float64],
    held_back: NDArray[np.float64],
    folds: NDArray[np.int64],
    *,
    log_target: str = OFF,
    constant: bool = False,
) -> NDArray[np.float64]:
    """Return the limits (coverages, 2, repeats, n) of out-of-fold predictions, learnt on rows held back in training.

    Parameters
    ----------
    observed
        (n,) targets.
    predicted, held_back
        (repeats, n) and (repeats, folds, n), from :func:`out_of_fold`.
    folds
        (repeats, n), numbered from 0.
    log_target
        Whether the model learns logarithms, where the training rows of each fold may decide.
    constant
        As for :func:`.conformal.calibrate`.
    """
    limits = np.stack([np.full(predicted.shape, end) for end in (-np.inf, np.inf)] * len(COVERAGES))
    limits = limits.reshape(len(COVERAGES), 2, *predicted.shape)
    for repeat, fold in Folds(folds).places:
        rows, test = held_back[repeat, fold], folds[repeat] == fold
        if np.isfinite(rows).any():  # else nothing is promised
            on_log = learns_logarithm(log_target, observed[Folds(folds).rows(repeat, fold)[0]])
            found = calibrate(observed, rows, logarithmic=on_log, constant=constant)
            for number, promised in enumerate(COVERAGES):
                limits[number, :, repeat, test] = np.stack(found.interval(predicted[repeat, test], promised), axis=-1)
    return limits


def _told(
    folds: NDArray[np.int64], progress: Progress, places: Sequence[Place] | None = None
) -> Iterator[tuple[Place, Rows, Rows]]:
    """Yield every repeat and fold, or some, with the rows that train and that test, and tell of it."""
    split = Folds(folds)
    wanted = split.places if places is None else places
    for number, (repeat, fold) in enumerate(wanted):
        place = f"repeat {repeat + 1} of {len(folds)}, fold {fold + 1} of {split.count}"
        progress.report(number / len(wanted), place)
        yield (repeat, fold), *split.rows(repeat, fold)


def _by_places(kriging: Kriging, crs_wkt: str, smearing: float) -> Callable[[PatchDataset], NDArray[np.float64]]:
    """Return what predicts by kriging, of logarithms where there is a factor of smearing."""

    def predict(dataset: PatchDataset) -> NDArray[np.float64]:
        predicted = kriging.predict(metric_points(dataset.xy, crs_wkt))[0]
        return original(predicted, smearing) if smearing else predicted

    return predict


def _constant(value: float) -> Callable[[PatchDataset], NDArray[np.float64]]:
    return lambda dataset: np.full(len(dataset), value)
