"""What the values of a map depend on, and one number for all of it, by which a run knows what an earlier one left."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..covariates.covariate_list import Covariates
from ..jobs.inputs import Mask
from ..models import model_file
from ..raster.grid import Grid, Window
from ..raster.input_files import files_behind, files_of
from ..runtime.errors import ModelError

_VALUES_BEHIND = 2  # changes when the same job gives other numbers, which no run may go on with


@dataclass(frozen=True)
class MapPlan:
    """What the values of a map depend on, found out once; a cluster's workers get it too.

    Attributes
    ----------
    model, model_sha256
        Path of the model file, and of which bytes it is.
    covariates
        Of the model, bound to the rasters to read.
    grid
        Pixels of the map.
    mask
        Polygons outside which nothing is predicted.
    device
        On which networks are evaluated, never ``auto``: what one run began, another goes on with.
    layers, coverage
        Names of the layers that are made, and the share of new observations that limits enclose.
    """

    model: str
    model_sha256: str
    covariates: Covariates
    grid: Grid
    mask: Mask | None
    device: str
    layers: tuple[str, ...]
    coverage: float

    def load_model(self) -> model_file.Model:
        """Return the model, on whichever computer.

        Raises
        ------
        ModelError
            The file cannot be read here, or is another one.
        """
        if sha256(self.model) != self.model_sha256:
            raise ModelError(
                f"The model file {self.model} of {socket.gethostname()} is not the one that the map was begun with; "
                "give all computers the same file."
            )
        return model_file.load(Path(self.model))

    def digest(self, windows: Sequence[Window]) -> str:
        """Return a number of everything that the values depend on, the files as they are now and the versions too."""
        layers = {source.layer.path for source in self.covariates.sources()}
        files = sorted({*files_behind(layers), *(file for layer in layers for file in files_of(layer))})
        parts = {
            "values": _VALUES_BEHIND,
            "plan": dataclasses.asdict(self),
            "files": [(file, *_state(file)) for file in files],
            "versions": model_file.versions(),
            "windows": [dataclasses.astuple(window) for window in windows],
        }
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def sha256(path: str) -> str:
    """Return the SHA-256 of a file's bytes.

    Raises
    ------
    ModelError
        It cannot be read.
    """
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError as error:
        raise ModelError(
            f"{path} cannot be read on {socket.gethostname()} ({error.strerror}); check the file."
        ) from error


def _state(file: str) -> tuple[int, int]:
    """Return size and time of a file, of the archive where it is inside one, zeros where it is none."""
    place = Path(re.sub(r"^(/vsi[a-z0-9]+/\{?)+", "", file))
    for path in (place, *place.parents):
        if os.path.isfile(path):
            state = path.stat()
            return state.st_size, state.st_mtime_ns
    return 0, 0
