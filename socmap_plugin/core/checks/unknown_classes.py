"""Classes that the rasters of a map have and the training data had not."""

from __future__ import annotations

import numpy as np

from ..covariates.covariate_list import BandSource, Covariates
from ..raster.grid import Grid
from ..raster.known_files import Files
from ..raster.opening import READ_ERRORS
from ..runtime.errors import InputError
from ..runtime.progress import Progress
from ..runtime.wording import listed
from .layout import MOST_NAMES
from .value_sample import glance


def warn_of_unknown_classes(covariates: Covariates, grid: Grid, progress: Progress) -> None:
    """Say in one warning which layers have classes in a grid that the model does not know.

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
    bands: dict[tuple[str, int], BandSource] = {}
    for source in covariates.sources():
        if source.class_value is not None:
            bands.setdefault((source.layer.path, source.band), source)
    unknown: dict[str, set[float]] = {}
    with Files() as files:
        for source in bands.values():
            progress.check()
            found = _unknown(source, grid, files)
            if found:
                unknown.setdefault(source.layer.name, set()).update(found)
    if unknown:
        layers = [f"{name} ({listed([f'{one:g}' for one in sorted(unknown[name])])})" for name in unknown]
        progress.warn(
            f"Covariate check: {listed(layers, MOST_NAMES)}: the training data had none of these classes, so they "
            "count as missing; to map them, add samples where they are, or group them with others, and train again."
        )


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
