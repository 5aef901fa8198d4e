"""Finding the bands that a model needs among other layers, by name and step."""

from __future__ import annotations

from ..jobs.inputs import RasterLayer
from ..runtime.errors import InputError
from .covariate_list import BandSource, Covariates, without_class
from .names import Described, possible_labels, shared_names


def find_sources(
    covariates: Covariates, layers: Described, pattern: str = ""
) -> tuple[dict[str, BandSource], list[str]]:
    """Find the bands of a model's covariates; bands it does not need do not matter.

    A band of a layer that the dataset was built from is what it was then; another is known by what its names say, else
    by the layer and the number that a band had then: names that were changed in the covariate table are found so.

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
    for label, one in zip(covariates.labels(), covariates.sources()):
        wanted.setdefault(_of_band(label, one), []).append(label)
        same[one.layer.name, one.layer.path, one.band] = _of_band(label, one)
    recorded = _recorded(covariates)
    found: dict[str, BandSource] = {}
    surplus: list[str] = []
    renamed: list[tuple[str, str, BandSource]] = []
    for layer, band, names in possible_labels(layers, pattern):
        by_name = next((name for name in names if name in wanted), "")
        label = same.get((layer.name, layer.path, band), by_name)
        if not label:
            earlier = recorded.get((layer.name, band), "")
            unlike = _variable(earlier) not in map(_variable, names)  # else it is another step of the same
            renamed.append((earlier if unlike else "", names[-1], BandSource(layer, band)))
        elif label in found:
            raise InputError(
                f"{found[label].layer.path} and {layer.path} both give the covariate {label!r}; leave one out."
            )
        else:
            found[label] = BandSource(layer, band)
    for earlier, name, source in renamed:
        if earlier and earlier not in found:
            found[earlier] = source
        else:
            surplus.append(name)
    return {label: source for band, source in found.items() for label in wanted[band]}, surplus


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
