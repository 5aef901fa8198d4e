"""Finding a model's covariates in the layers of a job, by name and step."""

from __future__ import annotations

import numpy as np

from ..covariates.covariate_list import Covariates
from ..covariates.matching import find_sources
from ..jobs.mapping import PredictJob
from ..models.model_file import Contract
from ..raster.grid import Grid
from ..raster.known_files import describe
from ..raster.opening import READ_ERRORS, open_raster
from ..raster.projection import bounds_in, region
from ..runtime.errors import ModelError
from ..runtime.progress import Progress
from ..runtime.wording import listed

MOST_EMPTY, FEW_PX = 1000, 10**8  # pixels of a map for each with a covariate; a map too small to ask


def bind(contract: Contract, job: PredictJob, progress: Progress) -> tuple[Covariates, Grid]:
    """Find the model's covariates in the layers of a job, or in the files recorded when the dataset was built.

    Returns
    -------
    covariates : Covariates
        In the model's order.
    grid : Grid
        Always on the lattice of the model's reference grid, because a patch counts in its pixels; over the extent of
        the first covariate where layers are given.

    Raises
    ------
    ModelError
        A covariate is missing, or lies where the model's CRS has no place.
    """
    if not job.covariates:
        paths = dict.fromkeys(source.layer.path for source in contract.covariates.sources())
        gone = [path for path in paths if not _readable(path)]
        if gone:
            raise ModelError(
                f"The file {gone[0]} that the model was built from cannot be opened; give the layers under COVARIATES."
            )
        _refuse_empty_lattice(contract, job)
        return contract.covariates, contract.grid
    layers = {layer: describe(layer) for layer in dict.fromkeys(job.covariates)}
    offered, surplus = find_sources(
        contract.covariates, [(layer, bands) for layer, (_, bands) in layers.items()], contract.time_pattern
    )
    missing = [label for label in contract.covariates.labels() if label not in offered]
    if missing:
        progress.log(f"The model needs and lacks: {', '.join(missing)}.")
        progress.log(f"Given and not in the model: {', '.join(surplus) or 'none'}.")
        raise ModelError(
            f"The model needs {listed(missing)}, which the given covariates lack; given and not in the model: "
            f"{listed(surplus) or 'none'}. Give the layers under the names they had when the dataset was built."
        )
    covariates = contract.covariates.rebind(offered)
    first = next(iter(covariates.sources())).layer
    own, lattice = layers[first][0], contract.grid
    bounds = bounds_in(own.bounds(), own.crs_wkt, lattice.crs_wkt)
    if not np.isfinite(bounds).all():
        raise ModelError(
            f"The layer {first.name!r} lies where the CRS of the model has no place; train a model for its region."
        )
    return covariates, lattice.crop(lattice.window_of(bounds))


def _refuse_empty_lattice(contract: Contract, job: PredictJob) -> None:
    """Refuse a grid that its own covariates do not explain: nearly all of its pixels could not be predicted."""
    grid, largest = region(contract.grid, job.extent), 0
    layers = dict.fromkeys(source.layer for source in contract.covariates.sources())
    for own in dict.fromkeys(describe(layer)[0] for layer in layers):
        bounds = bounds_in(own.bounds(), own.crs_wkt, grid.crs_wkt)
        window = grid.window_of(bounds).intersection(grid.height, grid.width) if np.isfinite(bounds).all() else None
        largest = max(largest, window.height * window.width if window else 0)
    if grid.height * grid.width > max(largest * MOST_EMPTY, FEW_PX):
        raise ModelError(
            f"The map would have {grid.width} x {grid.height} pixels, and its covariates cover {largest} of them; "
            "give an EXTENT, or the layers under COVARIATES."
        )


def _readable(path: str) -> bool:
    try:
        with open_raster(path):
            return True
    except READ_ERRORS:
        return False
