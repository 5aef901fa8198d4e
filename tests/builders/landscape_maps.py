"""Maps of a virtual landscape in many windows, for the tests of what may happen between them."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from socmap_plugin.core.dataset.build import run as build
from socmap_plugin.core.jobs.mapping import PredictJob
from socmap_plugin.core.jobs.models import TrainingSettings, TrainNetworkJob
from socmap_plugin.core.mapping import run
from socmap_plugin.core.mapping.layers import LAYERS
from socmap_plugin.core.models import train
from socmap_plugin.core.runtime.progress import Progress
from tests.builders import landscapes
from tests.core.conftest import landscape_job

SIZE_PX, MEMORY_MB = 400, 2  # little memory makes small windows, some 40 of them
# Every layer that a map can have, and its file.
FILES = {layer.name: "map.tif" if layer.name == "output" else f"{layer.name}.tif" for layer in LAYERS}


def landscape_map(folder, **training):
    """Train networks a little on a landscape in `folder` and return the job that makes all layers of its map."""
    dataset = landscape_job(landscapes.context_landscape(1, size=SIZE_PX), folder, 60)
    build(dataset, Progress())
    model = str(folder / "network.socmodel")
    settings = TrainingSettings(members=2, epochs=3)
    train.run_network(TrainNetworkJob(dataset.dataset, model, settings=settings, **training), Progress())
    return PredictJob(
        model, **{name: str(folder / f"whole_{file}") for name, file in FILES.items()}, memory_mb=MEMORY_MB
    )


def map_in(job, folder, **changes):
    """Return the job of the same map, with all layers, in another folder."""
    files = {name: str(folder / file) for name, file in FILES.items()}
    return dataclasses.replace(job, **{**files, **changes})


def made_map(job, progress=None):
    """Make a map and return the bytes of every layer, in the order of `FILES`."""
    run.run(job, progress or Progress())
    return map_bytes(job)


def map_bytes(job):
    """Return the bytes of every layer of a map that is made."""
    return tuple(Path(getattr(job, name)).read_bytes() for name in FILES)


def kept_files(folder):
    """Return the names of the files in a folder and in what runs have left there, sorted."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file())
