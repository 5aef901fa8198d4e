"""How long Build Patch Dataset takes and how much memory, beside reading plainly, and reading every block once.

20,000 samples, 10 static rasters of 25 megapixels and 12 temporal variables of ten years, in a worker of its own.
``python -m benchmarks.build --help`` says how to build from smaller ones.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import rasterio
from rasterio.windows import Window

from benchmarks.predict_stack import ORIGIN, PIXEL_M, ROOT, STATIC_NAMES, Stack, make_layers
from socmap_plugin.core.jobs.dataset import BuildDatasetJob
from socmap_plugin.core.jobs.inputs import SampleTable
from socmap_plugin.core.jobs.job_file import write_job

MEGAPIXELS, SAMPLES = 25.0, 20_000
PLAIN_SAMPLES = 20  # read one by one; the time of all follows from theirs
PATCH_PX = 5
KB_A_MB = 1024  # of what Linux says of a process's memory
# A process begins with the peak of the one that starts it, which here has made large rasters: a small one goes between.
LAUNCHER = (
    "import resource, subprocess, sys; status = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL); "
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(status)"
)


def measure(megapixels: float = MEGAPIXELS, samples: int = SAMPLES) -> dict[str, float]:
    """Print and return how the seconds compare, and the peak of the worker's memory."""
    with tempfile.TemporaryDirectory(prefix="socmap-bench-") as folder:
        stack = Stack(Path(folder), round((megapixels * 1e6) ** 0.5))
        make_layers(stack)
        blocks = _every_block(stack)  # which leaves the files in the system's cache for the others
        table = _samples(stack, samples)
        seconds, memory_mb = _built(stack, table)
        plain = _plainly(stack, table) * samples / PLAIN_SAMPLES
        blocks = min(blocks, _every_block(stack))
    print(f"build: {seconds:.1f} s, {memory_mb:.0f} MB at its peak")
    print(f"a windowed read a sample and layer: {plain:.0f} s; every block once: {blocks:.1f} s", flush=True)
    return {
        "build_vs_plain": plain / seconds,
        "build_vs_blocks": seconds / blocks,
        "build_peak_memory_mb": memory_mb,
    }


def _samples(stack: Stack, count: int) -> SampleTable:
    rng = np.random.default_rng(5)
    side = stack.side * PIXEL_M
    x, y = ORIGIN[0] + side * rng.random(count), ORIGIN[1] - side * rng.random(count)
    ids = tuple(f"p{i + 1}" for i in range(count))
    target = tuple(rng.normal(20.0, 5.0, count).tolist())
    return SampleTable("samples", stack.crs_wkt, ids, tuple(x.tolist()), tuple(y.tolist()), target)


def _built(stack: Stack, table: SampleTable) -> tuple[float, float]:
    """Return the seconds of a worker that builds the dataset, and the peak of its memory in MB."""
    job = BuildDatasetJob(table, str(stack.folder / "dataset.npz"), stack.static, stack.temporal, window=PATCH_PX)
    write_job(job, stack.folder / "job.json")
    command = [sys.executable, "-m", "socmap_plugin.core", str(stack.folder / "job.json")]
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", LAUNCHER, *command], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"The worker ended with status {done.returncode}.")
    return time.perf_counter() - started, float(done.stdout) / KB_A_MB


def _plainly(stack: Stack, table: SampleTable) -> float:
    """Return the seconds of one windowed read a sample and layer, for a part of the samples."""
    started = time.perf_counter()
    for layer in (*stack.static, *stack.temporal):
        side = PATCH_PX if layer.name in STATIC_NAMES else 1
        for x, y in list(zip(table.x, table.y))[:PLAIN_SAMPLES]:
            with rasterio.open(layer.path) as raster:
                row, col = raster.index(x, y)
                raster.read(window=Window(max(col - side // 2, 0), max(row - side // 2, 0), side, side))
    return time.perf_counter() - started


def _every_block(stack: Stack) -> float:
    """Return the seconds that it takes to read every block of every file once."""
    started = time.perf_counter()
    for layer in (*stack.static, *stack.temporal):
        with rasterio.open(layer.path) as raster:
            for _, window in raster.block_windows(1):
                raster.read(window=window)
    return time.perf_counter() - started


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.build", description="Measure building a dataset.")
    parser.add_argument("--megapixels", type=float, default=MEGAPIXELS, help="size of a static raster")
    parser.add_argument("--samples", type=int, default=SAMPLES, help="number of samples")
    print(measure(**vars(parser.parse_args())))


if __name__ == "__main__":
    _main()
