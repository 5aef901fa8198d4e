"""Classes that the rasters of a map have and the training data had not, or had under other names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..covariates.covariate_list import BandSource, Covariates, class_label
from ..raster.grid import Grid
from ..raster.known_files import Files
from ..raster.opening import READ_ERRORS
from ..runtime.errors import InputError
from ..runtime.progress import Progress
from ..runtime.wording import listed
from .layout import MOST_NAMES
from .value_sample import glance


def warn_of_unknown_classes(covariates: Covariates, grid: Grid, progress: Progress) -> None:
    """Say in one warning which layers have classes in a grid that the model does not know, in one which other names.

    The layers are glanced at, as in :func:`.value_sample.glance`; a class of few pixels in a large file may be missed.

    Parameters
    ----------
    covariates
        Of a map; those of classes know them, see :attr:`.BandSource.classes`.
    grid
        Of the map.
    progress
        The warning goes to its log.
    """
    bands: dict[tuple[str, int], list[BandSource]] = {}
    for source in covariates.sources():
        if source.class_value is not None:
            bands.setdefault((source.layer.path, source.band), []).append(source)
    unknown: dict[str, set[float]] = {}
    renamed: dict[str, dict[str, None]] = {}
    with Files() as files:
        for classes in bands.values():
            progress.check()
            layer = classes[0].layer.name
            found = _unknown(classes[0], grid, files)
            if found:
                unknown.setdefault(layer, set()).update(found)
            others = _renamed(classes, files)
            if others:
                renamed.setdefault(layer, {}).update(others)
    if unknown:
        layers = [f"{name} ({listed([f'{one:g}' for one in sorted(unknown[name])])})" for name in unknown]
        progress.warn(
            f"Covariate check: {listed(layers, MOST_NAMES)}: the training data had none of these classes, so they "
            "count as missing; to map them, add samples where they are, or group them with others, and train again."
        )
    if renamed:
        layers = [f"{name} ({listed(list(others), MOST_NAMES)})" for name, others in renamed.items()]
        progress.warn(
            f"Covariate check: {listed(layers, MOST_NAMES)}: a class is known by its number, and these had another "
            "name in the training data; if they are not the same, give rasters with the numbers that there were."
        )


def _renamed(classes: Sequence[BandSource], files: Files) -> dict[str, None]:
    """Return which classes of a band have another name than in the training data, and which."""
    try:
        names = files.class_names(classes[0])
    except InputError:
        return {}
    return {
        f"{class_label(one.class_value, name)}, which was {one.class_name}": None
        for one in classes
        if one.class_value is not None
        and one.class_name
        and (name := names.get(one.class_value, one.class_name)).casefold() != one.class_name.casefold()
    }


def _unknown(source: BandSource, grid: Grid, files: Files) -> set[float]:
    try:
        (seen,) = glance(files, source.layer, [source.band], grid)
    except (InputError, *READ_ERRORS):  # who reads all of it says so
        return set()
    values = np.unique(seen.values[~np.isnan(seen.values)])
    if source.nodata is not None:
        values = values[values != np.float32(source.nodata * seen.scale + seen.offset)]
    values = (values.astype(np.float64) * source.scale + source.offset).astype(np.float32)
    return set(map(float, values[~np.isin(values, np.array(source.classes, np.float32))]))
