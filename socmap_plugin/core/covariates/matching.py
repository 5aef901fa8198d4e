"""Finding the bands that a model needs among other layers, by name and step."""

from __future__ import annotations

from ..jobs.inputs import RasterLayer
from ..runtime.errors import InputError
from .covariate_list import BandSource, Covariates
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
    wanted = set(covariates.labels())
    same = {
        (one.layer.name, one.layer.path, one.band): label
        for label, one in zip(covariates.labels(), covariates.sources())
    }
    recorded = _recorded(covariates)
    found: dict[str, BandSource] = {}
    surplus, renamed = [], []
    for layer, band, names in possible_labels(layers, pattern):
        label = same.get((layer.name, layer.path, band)) or next((name for name in names if name in wanted), None)
        if label is None:
            earlier = recorded.get((layer.name, band), "")
            unlike = _variable(earlier) not in map(_variable, names)  # else it is another step of the same
            renamed.append((earlier if unlike else "", names[-1], BandSource(layer, band)))
        elif label in found:
            raise InputError(
                f"{found[label].layer.path} and {layer.path} both give the covariate {label!r}; leave one out."
            )
        else:
            found[label] = BandSource(layer, band)
    for label, name, source in renamed:
        if label and label not in found:
            found[label] = source
        else:
            surplus.append(name)
    return found, surplus


def _variable(label: str) -> str:
    return label.rsplit(" (", 1)[0]


def _recorded(covariates: Covariates) -> dict[tuple[str, int], str]:
    """Return labels by the names of their layers and bands when the dataset was built, where these are of one file."""
    sources = dict(zip(covariates.labels(), covariates.sources()))
    layers: dict[RasterLayer, None] = dict.fromkeys(source.layer for source in sources.values())
    unclear = shared_names(layers)
    return {(one.layer.name, one.band): label for label, one in sources.items() if one.layer.name not in unclear}
