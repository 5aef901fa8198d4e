"""Finding the bands that a model needs among other layers, by name and step."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace

from ..jobs.inputs import RasterLayer
from ..runtime.errors import InputError
from .covariate_list import BandSource, Covariates, without_class
from .names import Described, possible_labels, shared_names


def with_own_names(covariates: Covariates, layers: Described, pattern: str = "") -> Covariates:
    """Return covariates whose bands know what their names say, where a table calls them otherwise.

    Parameters
    ----------
    covariates
        Of a table.
    layers, pattern
        All layers of the covariates, as for :func:`~.names.read_temporal`.
    """
    names = {(layer, band): labels for layer, band, labels in possible_labels(layers, pattern)}
    count = Counter(itertools.chain.from_iterable(names.values()))

    def own(source: BandSource, label: str, step: str = "") -> BandSource:
        labels = names.get((source.layer, source.band), [])  # none of an alpha band
        if (f"{label} ({step})" if step else label) in labels:
            return source
        if step and len(labels) > 1:
            labels = labels[1:]  # of a time without a variable, bands of other files are called so too
        return replace(source, own_names=tuple(name for name in labels if count[name] == 1))

    static = tuple(replace(item, source=own(item.source, item.name)) for item in covariates.static)
    groups = (
        replace(
            group,
            variables=tuple(
                replace(item, sources=tuple(map(own, item.sources, itertools.repeat(item.name), group.steps)))
                for item in group.variables
            ),
        )
        for group in covariates.temporal
    )
    return Covariates(static, tuple(groups))


def find_sources(
    covariates: Covariates, layers: Described, pattern: str = ""
) -> tuple[dict[str, BandSource], list[str]]:
    """Find the bands of a model's covariates; bands it does not need do not matter.

    A band of a layer that the dataset was built from is what it was then. Another is known by what its names say: where
    a covariate table gave another name or step, by what the names of the first band said, else by the label itself.
    What is left is known by the layer and the number that a band had.

    Parameters
    ----------
    covariates
        Of the model.
    layers, pattern
        As for :func:`~.names.read_temporal`.

    Returns
    -------
    found : dict
        Band by label (``name`` of static, ``name (step)`` of temporal covariates), for those labels that are there.
    surplus : list of str
        What the other bands would be called.

    Raises
    ------
    InputError
        Two bands of one label.
    """
    wanted: dict[str, list[str]] = {}
    same: dict[tuple[str, str, int], str] = {}
    own: dict[str, str] = {}
    for label, one in zip(covariates.labels(), covariates.sources()):
        whole = _of_band(label, one)
        wanted.setdefault(whole, []).append(label)
        same[one.layer.name, one.layer.path, one.band] = whole
        own.update(dict.fromkeys(one.own_names, whole))
    changed = set(own.values())
    recorded = _recorded(covariates)
    found: dict[str, BandSource] = {}
    left: list[tuple[BandSource, list[str]]] = []
    for layer, band, names in possible_labels(layers, pattern):
        plain = [name for name in names if name in wanted and name not in changed]
        label = next(iter([own[name] for name in names if name in own] + plain), "")
        label = same.get((layer.name, layer.path, band), label)
        if label:
            _give(found, label, BandSource(layer, band))
        else:
            left.append((BandSource(layer, band), names))
    missing = wanted.keys() - found.keys()
    unknown: list[tuple[BandSource, list[str]]] = []
    for source, names in left:
        label = next((name for name in names if name in missing), "")
        if label:
            _give(found, label, source)
        else:
            unknown.append((source, names))
    surplus: list[str] = []
    for source, names in unknown:
        earlier = recorded.get((source.layer.name, source.band), "")
        # Else it is another step of the same.
        if earlier and earlier not in found and _variable(earlier) not in map(_variable, names):
            found[earlier] = source
        else:
            surplus.append(names[-1])
    return {label: source for band, source in found.items() for label in wanted[band]}, surplus


def _give(found: dict[str, BandSource], label: str, source: BandSource) -> None:
    if label in found:
        raise InputError(
            f"{found[label].layer.path} and {source.layer.path} both give the covariate {label!r}; leave one out."
        )
    found[label] = source


def _of_band(label: str, source: BandSource) -> str:
    """Return what a band is called of which a label is one class."""
    whole = without_class(label, source)
    if whole != label or source.class_value is None:
        return whole
    name, mark, step = label.rpartition(" (")  # of a temporal one
    return without_class(name, source) + mark + step


def _variable(label: str) -> str:
    return label.rsplit(" (", 1)[0]


def _recorded(covariates: Covariates) -> dict[tuple[str, int], str]:
    """Return labels by the names of their layers and bands when the dataset was built, where these are of one file."""
    sources = dict(zip(covariates.labels(), covariates.sources()))
    layers: dict[RasterLayer, None] = dict.fromkeys(source.layer for source in sources.values())
    unclear = shared_names(layers)
    return {
        (one.layer.name, one.band): _of_band(label, one)
        for label, one in sources.items()
        if one.layer.name not in unclear
    }
