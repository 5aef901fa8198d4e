"""Fixtures that the tests of the modelling module share: all data are generated."""

from __future__ import annotations

import contextlib
import os
import subprocess
from pathlib import Path

import pytest
from rasterio.crs import CRS

from socmap_plugin.core.dataset.build import build
from socmap_plugin.core.jobs.dataset import BuildDatasetJob
from socmap_plugin.core.jobs.inputs import RasterLayer, SampleTable
from socmap_plugin.core.raster.known_files import Files
from socmap_plugin.core.runtime.progress import Progress
from tests.builders import landscapes

# The arrays here are too small to share among threads, whose waiting for each other takes longer than the work.
os.environ.setdefault("OMP_NUM_THREADS", "1")


def layers(paths):
    """Return raster files as the layers that QGIS would make of them."""
    return tuple(RasterLayer(Path(path).stem, str(path)) for path in paths)


def landscape_job(landscape, folder, samples, seed=1):
    """Write a landscape and return the job that builds a dataset of `samples` samples of it in `folder`."""
    paths = landscapes.write(landscape, folder)
    drawn = landscapes.sample(landscape, samples, seed)
    table = SampleTable(
        "samples",
        CRS.from_string(landscape.crs).to_wkt(),
        tuple(drawn.ids.tolist()),
        tuple(drawn.x.tolist()),
        tuple(drawn.y.tolist()),
        tuple(drawn.target.tolist()),
        tuple(drawn.strata.tolist()),
    )
    return BuildDatasetJob(table, str(Path(folder) / "dataset.npz"), layers(paths["static"]), layers(paths["temporal"]))


@pytest.fixture(scope="session")
def small_job(tmp_path_factory):
    """Eighty samples of a landscape of 60 x 60 pixels with spatial context and temporal order."""
    landscape = landscapes.context_landscape(1, size=60)
    return landscape_job(landscape, tmp_path_factory.mktemp("landscape"), 80)


@pytest.fixture(scope="session")
def small_dataset(small_job):
    """The dataset of `small_job`."""
    return build(small_job, Progress())[0]


@pytest.fixture
def files():
    """Files that are looked at once and closed after the test."""
    with Files() as known:
        yield known


@contextlib.contextmanager
def mounted(folder, size):
    """Mount a file system in memory of `size` bytes on a folder."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        pytest.skip(f"cannot mount a small disk: {error}")
    if done.returncode:
        pytest.skip(f"cannot mount a small disk (needs root): {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture(scope="session")
def full_disk(tmp_path_factory):
    """A file system of 16 kB."""
    with mounted(tmp_path_factory.mktemp("disk"), "16k") as folder:
        yield folder


@pytest.fixture
def disk_of(tmp_path_factory):
    """Return a function that makes a file system of some size."""
    with contextlib.ExitStack() as stack:
        yield lambda size: stack.enter_context(mounted(tmp_path_factory.mktemp("disk"), size))
